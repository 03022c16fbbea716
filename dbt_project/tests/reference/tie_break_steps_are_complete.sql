{{ config(meta={'dagster': {'ref': {'name': 'tie_break_systems'}}}) }}
-- The steps of a tie-break system are numbered from 1 without gaps and begin with points.
select
    system,
    count(*) as step_count,
    max(step) as last_step,
    arg_min(criterion, step) as first_criterion
from {{ ref('tie_break_systems') }}
group by system
having
    count(*) != max(step)
    or count(distinct step) != count(*)
    or arg_min(criterion, step) != 'points'
