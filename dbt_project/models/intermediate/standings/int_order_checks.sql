-- Which tie-break systems agree with the published order of a table. A system orders the
-- clubs by one criterion after the other, so it agrees with the whole order if it agrees
-- with each pair of neighbours. Where a step needs matches the page does not have, the
-- system stays undetermined; a pair that no step separates contradicts nothing.
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
        systems.system,
        systems.step,
        systems.criterion,
        systems.scope_modifier,
        above.team as upper_team,
        below.team as lower_team,
        case systems.criterion
            when 'points' then sign(above.points - below.points)
            when 'wins' then sign(above.wins - below.wins)
            when 'goal_difference' then sign(above.goal_difference - below.goal_difference)
            when 'goals_for' then sign(above.goals_for - below.goals_for)
            when 'goal_ratio'
                then
                    sign(
                        above.goals_for * below.goals_against
                        - below.goals_for * above.goals_against
                    )
            when 'head_to_head_points'
                then sign(tied_above.mini_points - tied_below.mini_points)
            when 'head_to_head_goal_difference'
                then sign(tied_above.mini_goal_difference - tied_below.mini_goal_difference)
            when 'head_to_head_goals_for'
                then sign(tied_above.mini_goals_for - tied_below.mini_goals_for)
            when 'playoff' then tied_above.playoff_result
        end as preference,
        systems.criterion = 'playoff' or systems.criterion like 'head_to_head%'
            as is_among_tied_clubs,
        coalesce(tied_above.group_key = tied_below.group_key, false) as are_tied,
        tied_above.group_size,
        tied_above.is_for_first_place,
        tied_above.is_mini_league_complete,
        tied_above.playoff_result
    from numbered as above
    inner join numbered as below
        on
            above.league_table_id = below.league_table_id
            and above.place_in_order + 1 = below.place_in_order
            and above.position != below.position
    cross join {{ ref('tie_break_systems') }} as systems
    left join {{ ref('int_tied_clubs') }} as tied_above
        on
            above.league_table_id = tied_above.league_table_id
            and above.team_id = tied_above.team_id
            and systems.system = tied_above.system
    left join {{ ref('int_tied_clubs') }} as tied_below
        on
            below.league_table_id = tied_below.league_table_id
            and below.team_id = tied_below.team_id
            and systems.system = tied_below.system
),

steps as (
    select
        *,
        -- A step about the tied clubs says nothing about clubs that are not tied, nor
        -- where its modifier does not apply.
        case
            when not is_among_tied_clubs then true
            when not are_tied then false
            when scope_modifier = 'two_clubs' then group_size = 2
            when scope_modifier = 'title_two_clubs' then group_size = 2 and is_for_first_place
            else true
        end as is_applicable,
        case
            when criterion = 'playoff' then playoff_result is null
            when is_among_tied_clubs then not coalesce(is_mini_league_complete, false)
            else false
        end as lacks_matches
    from pairs
),

-- The first step that says anything decides.
decided as (
    select
        league_table_id,
        system,
        row_no,
        upper_team,
        lower_team,
        criterion,
        case
            when lacks_matches then 'undetermined'
            when preference > 0 then 'agrees'
            else 'contradicts'
        end as verdict
    from steps
    where is_applicable and (lacks_matches or preference != 0)
    qualify
        row_number() over (partition by league_table_id, system, row_no order by step) = 1
),

systems_asked as (
    select
        league_table_id,
        system,
        count(distinct row_no) as pair_count
    from steps
    group by league_table_id, system
)

select
    systems_asked.league_table_id,
    systems_asked.system,
    case
        when bool_or(decided.verdict = 'contradicts') then 'contradicts'
        when bool_or(decided.verdict = 'undetermined') then 'undetermined'
        else 'consistent'
    end as verdict,
    list(
        concat(decided.upper_team, ' above ', decided.lower_team, ' (', decided.criterion, ')')
        order by decided.row_no
    ) filter (where decided.verdict = 'contradicts') as contradicted_pairs,
    list(
        concat(decided.upper_team, ' above ', decided.lower_team, ' (', decided.criterion, ')')
        order by decided.row_no
    ) filter (where decided.verdict = 'undetermined') as undetermined_pairs,
    systems_asked.pair_count - count(decided.verdict) as inseparable_pairs
from systems_asked
left join decided
    on
        systems_asked.league_table_id = decided.league_table_id
        and systems_asked.system = decided.system
group by systems_asked.league_table_id, systems_asked.system, systems_asked.pair_count
