{{ config(meta={'dagster': {'ref': {'name': 'fct_matches'}}}) }}
with

expected as (
    select
        page_id,
        count(*) as witness_count
    from {{ ref('stg_wikitext__match_boxes') }}
    group by page_id
    union all
    select
        page_id,
        count(*) as witness_count
    from {{ ref('stg_wikitext__result_grid_cells') }}
    where match_status != 'scheduled' and home_code is distinct from away_code
    group by page_id
),

found as (
    select
        page_id,
        count(*) + count(second_witness) as witness_count
    from {{ ref('fct_matches') }}
    group by page_id
)

select
    expected.page_id,
    sum(expected.witness_count) as expected_count,
    any_value(found.witness_count) as found_count
from expected
left join found on expected.page_id = found.page_id
group by expected.page_id
having sum(expected.witness_count) is distinct from any_value(found.witness_count)
