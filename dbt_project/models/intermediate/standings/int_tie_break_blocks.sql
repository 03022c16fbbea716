-- Systems that begin with the same steps leave the same clubs level. What they compare is
-- worked out once, for the one that comes first by name.
with

beginnings as (
    select
        system,
        step,
        block,
        string_agg(concat_ws(' ', block, criterion, scope_modifier), ', ') over (
            partition by system order by step
        ) as steps_so_far
    from {{ ref('tie_break_systems') }}
),

blocks as (
    select
        system,
        block,
        arg_max(steps_so_far, step) as steps_so_far
    from beginnings
    group by system, block
),

shared as (
    select
        system,
        block,
        min(system) over (partition by steps_so_far) as worked_out_for
    from blocks
)

select
    system,
    block,
    worked_out_for,
    lag(worked_out_for) over (partition by system order by block) as block_before_worked_out_for
from shared
