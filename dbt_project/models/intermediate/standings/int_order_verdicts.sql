-- The pairs of neighbours whose order on the page a tie-break system does not give, and why. A
-- system orders the clubs by one step after the other, so the first step that tells a pair
-- apart decides. Where such a step needs matches the page lacks, it is skipped and the system
-- stays undetermined for the pair; a pair that no step tells apart is level.
with

pairs as (
    select
        club_no as upper_no,
        page_id
    from {{ ref('int_ordered_rows') }}
    where is_above_next
),

-- A pair that the first step puts in order is settled for every system that begins so. That
-- is most pairs; only the others are asked about system by system.
settled as (
    select
        upper_no,
        system
    from {{ ref('int_order_steps') }}
    where step = 1 and verdict = 'agrees'
),

asked as (
    select
        pairs.upper_no,
        pairs.page_id,
        first_blocks.system
    from pairs
    cross join {{ ref('int_tie_break_blocks') }} as first_blocks
    left join settled
        on
            pairs.upper_no = settled.upper_no
            and first_blocks.worked_out_for = settled.system
    where first_blocks.block = 1 and settled.upper_no is null
),

decided as (
    select
        steps.upper_no,
        blocks.system,
        arg_min(steps.criterion, steps.step) as criterion,
        arg_min(steps.verdict, steps.step) as verdict
    from {{ ref('int_order_steps') }} as steps
    inner join {{ ref('int_tie_break_blocks') }} as blocks
        on
            steps.system = blocks.worked_out_for
            and steps.block = blocks.block
    where steps.step > 1 or steps.verdict != 'agrees'
    group by steps.upper_no, blocks.system
)

select
    asked.upper_no,
    asked.page_id,
    asked.system,
    decided.criterion,
    coalesce(decided.verdict, 'level') as verdict
from asked
left join decided
    on asked.upper_no = decided.upper_no and asked.system = decided.system
where decided.verdict is distinct from 'agrees'
