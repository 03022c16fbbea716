{{ config(meta={'dagster': {'ref': {'name': 'fct_goals'}}}) }}
with

expected as (
    select
        page_id,
        count(*) as goal_count
    from {{ ref('stg_wikitext__goals') }}
    group by page_id
),

found as (
    select
        goals.page_id,
        count(*) as goal_count
    from {{ ref('fct_goals') }} as goals
    inner join {{ ref('fct_matches') }} as matches
        on goals.match_id = matches.match_id
    group by goals.page_id
)

select
    expected.page_id,
    expected.goal_count as expected_goals,
    found.goal_count as found_goals
from expected
left join found on expected.page_id = found.page_id
where expected.goal_count is distinct from found.goal_count
