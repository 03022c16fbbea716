-- Which tie-break systems agree with the published order of a table. A system orders the
-- clubs by one criterion after the other, so it agrees with the whole order if it agrees
-- with each pair of neighbours. Where a step needs matches the page does not have, the
-- system stays undetermined; a pair that no step separates contradicts nothing.
with

neighbours as (
    select
        league_table_id,
        row_no as upper_row_no,
        team_id as upper_team_id,
        team as upper_team,
        points as upper_points,
        wins as upper_wins,
        goal_difference as upper_goal_difference,
        goals_for as upper_goals_for,
        goals_against as upper_goals_against,
        lead(position) over in_order = position as is_shared_place,
        lead(team_id) over in_order as lower_team_id,
        lead(team) over in_order as lower_team,
        lead(points) over in_order as lower_points,
        lead(wins) over in_order as lower_wins,
        lead(goal_difference) over in_order as lower_goal_difference,
        lead(goals_for) over in_order as lower_goals_for,
        lead(goals_against) over in_order as lower_goals_against
    from {{ ref('int_ordered_rows') }}
    window in_order as (partition by league_table_id order by row_no)
),

steps as (
    select
        neighbours.league_table_id,
        neighbours.upper_row_no,
        neighbours.upper_team,
        neighbours.lower_team,
        systems.system,
        systems.step,
        systems.criterion,
        case systems.criterion
            when 'points' then sign(upper_points - lower_points)
            when 'wins' then sign(upper_wins - lower_wins)
            when 'goal_difference' then sign(upper_goal_difference - lower_goal_difference)
            when 'goals_for' then sign(upper_goals_for - lower_goals_for)
            when 'goal_ratio'
                then
                    sign(
                        upper_goals_for * lower_goals_against
                        - lower_goals_for * upper_goals_against
                    )
            when 'head_to_head_points' then sign(upper.mini_points - lower.mini_points)
            when 'head_to_head_goal_difference'
                then sign(upper.mini_goal_difference - lower.mini_goal_difference)
            when 'head_to_head_goals_for'
                then sign(upper.mini_goals_for - lower.mini_goals_for)
            when 'playoff' then sign(upper.playoff_result - lower.playoff_result)
        end as preference,
        -- A step about the tied clubs says nothing about clubs that are not tied, nor
        -- where its modifier does not apply.
        case
            when systems.criterion not like 'head_to_head%' and systems.criterion != 'playoff'
                then true
            when upper.group_key is distinct from lower.group_key then false
            when upper.group_key is null then false
            when systems.scope_modifier = 'two_clubs' then upper.group_size = 2
            when systems.scope_modifier = 'title_two_clubs'
                then upper.group_size = 2 and upper.is_for_first_place
            else true
        end as is_applicable,
        case
            when systems.criterion like 'head_to_head%'
                then not coalesce(upper.is_mini_league_complete, false)
            when systems.criterion = 'playoff' then upper.playoff_result is null
            else false
        end as lacks_matches
    from neighbours
    cross join {{ ref('tie_break_systems') }} as systems
    left join {{ ref('int_tied_clubs') }} as upper
        on
            neighbours.league_table_id = upper.league_table_id
            and neighbours.upper_team_id = upper.team_id
            and systems.system = upper.system
    left join {{ ref('int_tied_clubs') }} as lower
        on
            neighbours.league_table_id = lower.league_table_id
            and neighbours.lower_team_id = lower.team_id
            and systems.system = lower.system
    where
        neighbours.lower_team_id is not null
        and not neighbours.is_shared_place
),

decisive as (
    select
        league_table_id,
        system,
        upper_row_no,
        upper_team,
        lower_team,
        arg_min(
            case
                when lacks_matches then 'undetermined'
                when preference > 0 then 'agrees'
                else 'contradicts'
            end,
            step
        ) filter (where is_applicable and (lacks_matches or preference != 0)) as verdict,
        arg_min(criterion, step)
            filter (where is_applicable and (lacks_matches or preference != 0)) as criterion
    from steps
    group by league_table_id, system, upper_row_no, upper_team, lower_team
)

select
    league_table_id,
    system,
    case
        when bool_or(verdict = 'contradicts') then 'contradicts'
        when bool_or(verdict = 'undetermined') then 'undetermined'
        else 'consistent'
    end as verdict,
    list(
        concat(upper_team, ' above ', lower_team, ' (', criterion, ')') order by upper_row_no
    ) filter (where verdict = 'contradicts') as contradicted_pairs,
    list(
        concat(upper_team, ' above ', lower_team, ' (', criterion, ')') order by upper_row_no
    ) filter (where verdict = 'undetermined') as undetermined_pairs,
    count(*) filter (where verdict is null) as inseparable_pairs
from decisive
group by league_table_id, system
