-- Which tie-break systems agree with the published order of a table. A system orders the
-- clubs by one step after the other, so it agrees with the whole order if it agrees with
-- each pair of neighbours, and the first step that tells a pair apart decides. Where such a
-- step needs matches the page lacks, it is skipped and the system stays undetermined for
-- the pair; a pair that no step tells apart contradicts nothing.
with

rows as (
    select * from {{ ref('int_ordered_rows') }}
),

-- Rows that share a place on the page claim no order between them.
pairs as (
    select
        above.league_table_id,
        above.page_id,
        above.row_no,
        above.club_no as upper_no,
        below.club_no as lower_no,
        above.team as upper_team,
        below.team as lower_team
    from rows as above
    inner join rows as below
        on
            above.league_table_id = below.league_table_id
            and above.club_no + 1 = below.club_no
            and above.position != below.position
),

systems as (
    select distinct system
    from {{ ref('tie_break_systems') }}
),

steps as (
    select
        pairs.upper_no,
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
    from pairs
    inner join {{ ref('int_tie_break_values') }} as above
        on pairs.upper_no = above.club_no
    inner join {{ ref('int_tie_break_values') }} as below
        on
            pairs.lower_no = below.club_no
            and above.system = below.system
            and above.step = below.step
            and above.group_no = below.group_no
),

judged as (
    select
        *,
        case
            when is_external then 'external'
            when is_unknown then 'undetermined'
            when preference > 0 then 'agrees'
            else 'contradicts'
        end as verdict
    from steps
    where is_external or is_unknown or preference != 0
),

-- A pair that the first step puts in order is settled for every system that begins so. That
-- is most pairs; only the others are asked about system by system.
settled as (
    select
        upper_no,
        system
    from judged
    where step = 1 and verdict = 'agrees'
),

asked as (
    select
        pairs.upper_no,
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
        judged.upper_no,
        blocks.system,
        arg_min(judged.criterion, judged.step) as criterion,
        arg_min(judged.verdict, judged.step) as verdict
    from judged
    inner join {{ ref('int_tie_break_blocks') }} as blocks
        on
            judged.system = blocks.worked_out_for
            and judged.block = blocks.block
    where judged.step > 1 or judged.verdict != 'agrees'
    group by judged.upper_no, blocks.system
),

not_agreeing as (
    select
        asked.upper_no,
        asked.system,
        decided.criterion,
        coalesce(decided.verdict, 'level') as verdict
    from asked
    left join decided
        on asked.upper_no = decided.upper_no and asked.system = decided.system
    where decided.verdict is distinct from 'agrees'
),

told as (
    select
        pairs.league_table_id,
        pairs.row_no,
        not_agreeing.system,
        not_agreeing.verdict,
        concat(pairs.upper_team, ' and ', pairs.lower_team) as both_teams,
        concat(
            pairs.upper_team, ' above ', pairs.lower_team,
            ' (' || not_agreeing.criterion || ')'
        ) as pair
    from not_agreeing
    inner join pairs on not_agreeing.upper_no = pairs.upper_no
),

told_of_tables as (
    select
        league_table_id,
        system,
        bool_or(verdict = 'contradicts') as is_contradicted,
        bool_or(verdict = 'undetermined') as is_undetermined,
        list(pair order by row_no) filter (where verdict = 'contradicts') as contradicted_pairs,
        list(pair order by row_no) filter (where verdict = 'undetermined')
            as undetermined_pairs,
        list(both_teams order by row_no) filter (
            where verdict in ('level', 'external', 'undetermined')
        ) as inseparable_pairs
    from told
    group by league_table_id, system
),

tables as (
    select distinct
        league_table_id,
        page_id
    from pairs
)

select
    tables.league_table_id,
    tables.page_id,
    systems.system,
    case
        when told_of_tables.is_contradicted then 'contradicts'
        when told_of_tables.is_undetermined then 'undetermined'
        else 'consistent'
    end as verdict,
    told_of_tables.contradicted_pairs,
    told_of_tables.undetermined_pairs,
    told_of_tables.inseparable_pairs
from tables
cross join systems
left join told_of_tables
    on
        tables.league_table_id = told_of_tables.league_table_id
        and systems.system = told_of_tables.system
