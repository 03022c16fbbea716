{{ config(meta={'dagster': {'ref': {'name': 'fct_entrants'}}}) }}
with

expected as (
    select
        page_id,
        count(*) as entrant_count
    from {{ ref('stg_wikitext__entrants') }}
    group by page_id
),

found as (
    select
        page_id,
        count(*) as entrant_count
    from {{ ref('fct_entrants') }}
    group by page_id
)

select
    expected.page_id,
    expected.entrant_count as expected_entrants,
    found.entrant_count as found_entrants
from expected
left join found on expected.page_id = found.page_id
where expected.entrant_count is distinct from found.entrant_count
