-- Which tie-break systems agree with the published order of a table. A system orders the
-- clubs by one step after the other, so it agrees with the whole order if it agrees with
-- each pair of neighbours, and the first step that tells a pair apart decides. Where such a
-- step needs matches the page lacks, it is skipped and the system stays undetermined for
-- the pair; a pair that no step tells apart contradicts nothing.
with

numbered as (
    select
        *,
        row_number() over (partition by league_table_id order by row_no) as place_in_order
    from {{ ref('int_ordered_rows') }}
),

-- Rows that share a place on the page claim no order between them.
pairs as (
    select
        above.league_table_id,
        above.row_no,
        above.team_id as upper_team_id,
        below.team_id as lower_team_id,
        above.team as upper_team,
        below.team as lower_team
    from numbered as above
    inner join numbered as below
        on
            above.league_table_id = below.league_table_id
            and above.place_in_order + 1 = below.place_in_order
            and above.position != below.position
),

systems as (
    select distinct system
    from {{ ref('tie_break_systems') }}
),

steps as (
    select
        pairs.league_table_id,
        pairs.row_no,
        above.system,
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
        on
            pairs.league_table_id = above.league_table_id
            and pairs.upper_team_id = above.team_id
    inner join {{ ref('int_tie_break_values') }} as below
        on
            pairs.league_table_id = below.league_table_id
            and pairs.lower_team_id = below.team_id
            and above.system = below.system
            and above.step = below.step
            and above.group_key = below.group_key
),

decided as (
    select
        league_table_id,
        row_no,
        system,
        criterion,
        case
            when is_external then 'external'
            when is_unknown then 'undetermined'
            when preference > 0 then 'agrees'
            else 'contradicts'
        end as verdict
    from steps
    where is_external or is_unknown or preference != 0
    qualify
        row_number() over (partition by league_table_id, system, row_no order by step) = 1
),

asked as (
    select
        pairs.*,
        systems.system,
        decided.criterion,
        concat(
            pairs.upper_team, ' above ', pairs.lower_team, ' (' || decided.criterion || ')'
        ) as pair,
        coalesce(decided.verdict, 'level') as verdict
    from pairs
    cross join systems
    left join decided
        on
            pairs.league_table_id = decided.league_table_id
            and pairs.row_no = decided.row_no
            and systems.system = decided.system
)

select
    league_table_id,
    system,
    case
        when bool_or(verdict = 'contradicts') then 'contradicts'
        when bool_or(verdict = 'undetermined') then 'undetermined'
        else 'consistent'
    end as verdict,
    list(pair order by row_no) filter (where verdict = 'contradicts') as contradicted_pairs,
    list(pair order by row_no) filter (where verdict = 'undetermined') as undetermined_pairs,
    list(concat(upper_team, ' and ', lower_team) order by row_no) filter (
        where verdict in ('level', 'external', 'undetermined')
    ) as inseparable_pairs
from asked
group by league_table_id, system
