{{ config(meta={'dagster': {'ref': {'name': 'dim_pages'}}}) }}
{% set entities = [
    'sections', 'infobox_fields', 'match_boxes', 'goals', 'league_tables', 'league_table_rows',
    'result_grid_cells', 'entrants', 'transclusions', 'template_ledger', 'parse_issues', 'rejects',
] %}
with

rows as (
    {% for entity in entities %}
    select distinct
        page_id,
        content_sha256,
        '{{ entity }}' as entity
    from {{ ref('stg_wikitext__' ~ entity) }}
    {% if entity == 'rejects' %}where table_name != 'pages'{% endif %}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    rows.entity,
    rows.page_id,
    rows.content_sha256,
    pages.content_sha256 as current_sha256
from rows
left join {{ ref('dim_pages') }} as pages
    on rows.page_id = pages.page_id
where rows.content_sha256 is distinct from pages.content_sha256
