-- The clubs that a first block leaves level, as the groups they form: whatever comes after it
-- looks at no others.
with

blocks as (
    {{ worked_out_blocks() }}
),

members_1 as (
    select
        '' as system,
        club_no,
        min(club_no) over (partition by league_table_id) as group_no
    from {{ ref('int_ordered_rows') }}
),

{{ left_level_by(1, 'members_1', ref('int_tie_break_first_block')) }}

select
    members.system,
    members.club_no,
    rows.page_id,
    members.legs,
    members.group_no,
    members.group_size,
    members.is_for_first_place
from members_2 as members
inner join {{ ref('int_ordered_rows') }} as rows on members.club_no = rows.club_no
