{{ config(meta={'dagster': {'ref': {'name': 'fct_matches'}}}) }}
with

-- A cell that gives goals of two clubs is a match whatever is_match says of it.
expected as (
    select
        page_id,
        count(*) as box_count,
        0 as cell_count
    from {{ ref('stg_wikitext__match_boxes') }}
    group by page_id
    union all
    select
        page_id,
        0 as box_count,
        count(*) as cell_count
    from {{ ref('stg_wikitext__result_grid_cells') }}
    where is_match or (home_goals is not null and home_team is distinct from away_team)
    group by page_id
),

expected_of_page as (
    select
        page_id,
        sum(box_count) as box_count,
        sum(cell_count) as cell_count
    from expected
    group by page_id
),

found as (
    select
        page_id,
        count(*) filter (where witness != 'result_grid')
        + count(*) filter (where second_witness = 'leg_result') as box_count,
        count(*) filter (where witness = 'result_grid')
        + count(*) filter (where second_witness = 'result_grid') as cell_count
    from {{ ref('fct_matches') }}
    group by page_id
)

select
    expected.page_id,
    expected.box_count as expected_boxes,
    found.box_count as found_boxes,
    expected.cell_count as expected_cells,
    found.cell_count as found_cells
from expected_of_page as expected
left join found on expected.page_id = found.page_id
where
    expected.box_count is distinct from found.box_count
    or expected.cell_count is distinct from found.cell_count
