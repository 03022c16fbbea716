-- Which steps of the tie-break systems have a say in a pair of neighbours: those that tell the
-- two apart, and those that cannot because the page lacks the matches. Of systems that begin
-- alike one stands here (int_tie_break_blocks), and a pair by its upper club's number.
with

pairs as (
    select
        club_no as upper_no,
        page_id
    from {{ ref('int_ordered_rows') }}
    where is_above_next
),

steps as (
    select
        above.club_no as upper_no,
        pairs.page_id,
        above.system,
        above.block,
        above.step,
        above.criterion,
        above.criterion = 'external' as is_external,
        above.numerator is null or below.numerator is null as is_unknown,
        sign(
            above.numerator::hugeint * below.denominator
            - below.numerator::hugeint * above.denominator
        ) as preference
    from {{ ref('int_tie_break_values') }} as above
    inner join {{ ref('int_tie_break_values') }} as below
        on
            above.club_no + 1 = below.club_no
            and above.system = below.system
            and above.step = below.step
            and above.group_no = below.group_no
    inner join pairs on above.club_no = pairs.upper_no
)

select
    upper_no,
    page_id,
    system,
    block,
    step,
    criterion,
    case
        when is_external then 'external'
        when is_unknown then 'undetermined'
        when preference > 0 then 'agrees'
        else 'contradicts'
    end as verdict
from steps
where is_external or is_unknown or preference != 0
