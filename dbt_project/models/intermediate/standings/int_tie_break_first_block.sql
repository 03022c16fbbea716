-- What the steps of each first block compare. They look at all clubs of a table and at
-- figures of the whole table only (see the tests of tie_break_systems).
with

blocks as (
    {{ worked_out_blocks() }}
),

steps as (
    {{ worked_out_steps() }}
),

clubs as (
    select
        club_no,
        min(club_no) over in_table as group_no,
        count(*) over in_table as group_size,
        min(position) over in_table = 1 as is_for_first_place
    from {{ ref('int_ordered_rows') }}
    window in_table as (partition by league_table_id)
    qualify count(*) over in_table > 1
)

select
    clubs.club_no,
    criteria.page_id,
    steps.system,
    steps.block,
    steps.step,
    steps.criterion,
    clubs.group_no,
    clubs.group_size,
    clubs.is_for_first_place,
    case steps.criterion
        {{ whole_table_values('criteria') }}
    end::bigint as numerator,
    {{ denominator_of('steps', 'criteria') }} as denominator
from clubs
inner join {{ ref('int_criterion_values') }} as criteria on clubs.club_no = criteria.club_no
cross join steps
where steps.block = 1 and {{ looks_at('steps', 'clubs') }}
