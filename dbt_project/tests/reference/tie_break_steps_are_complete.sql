{{ config(meta={'dagster': {'ref': {'name': 'tie_break_systems'}}}) }}
select
    system,
    count(*) as step_count,
    max(step) as last_step,
    count(distinct block) as block_count,
    max(block) as last_block,
    arg_min(criterion, step) as first_criterion
from {{ ref('tie_break_systems') }}
group by system
having
    count(*) != max(step)
    or count(distinct step) != count(*)
    or count(distinct block) != max(block)
    or max(block) > 6
    or arg_min(criterion, step) not in ('points', 'points_per_match')
    or bool_or(
        block = 1
        and (
            criterion like 'head_to_head%'
            or criterion in ('best_two_by_goals', 'playoff', 'external')
        )
    )
    or coalesce(max(step) filter (where criterion = 'external'), count(*)) != count(*)
