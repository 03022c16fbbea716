-- For each tie-break system with a step that looks at the tied clubs only (head-to-head,
-- play-off): the clubs level on every step before it, with what that step needs to know
-- about each. The system's first such step defines the group; the block is not restarted.
with

systems as (
    select
        system,
        min(step) as group_step
    from {{ ref('tie_break_systems') }}
    where criterion like 'head_to_head%' or criterion = 'playoff'
    group by system
),

level_clubs as (
    select *
    from {{ ref('int_ordered_rows') }}
    qualify count(*) over (partition by league_table_id, points) > 1
),

keyed as (
    select
        level_clubs.league_table_id,
        level_clubs.team_id,
        any_value(level_clubs.position) as position,
        any_value(level_clubs.first_position) as first_position,
        any_value(level_clubs.legs) as legs,
        systems.system,
        string_agg(
            {{ criterion_key('steps.criterion', 'level_clubs') }}, '/' order by steps.step
        ) as group_key
    from level_clubs
    cross join systems
    inner join {{ ref('tie_break_systems') }} as steps
        on systems.system = steps.system and systems.group_step > steps.step
    group by level_clubs.league_table_id, level_clubs.team_id, systems.system
),

grouped as (
    select
        *,
        count(*) over tied_group as group_size,
        min(position) over tied_group = first_position as is_for_first_place
    from keyed
    window tied_group as (partition by league_table_id, system, group_key)
    qualify count(*) over tied_group > 1
),

counted_results as (
    select
        league_table_id,
        home_team_id as team_id,
        away_team_id as opponent_team_id,
        home_goals as goals_for,
        away_goals as goals_against
    from {{ ref('int_league_table_matches') }}
    where is_counted
    union all
    select
        league_table_id,
        away_team_id as team_id,
        home_team_id as opponent_team_id,
        away_goals as goals_for,
        home_goals as goals_against
    from {{ ref('int_league_table_matches') }}
    where is_counted
),

mini_leagues as (
    select
        grouped.league_table_id,
        grouped.system,
        grouped.team_id,
        count(*) as played,
        sum(
            case
                when results.goals_for > results.goals_against then rows.points_for_win
                when results.goals_for = results.goals_against then rows.points_for_draw
                else rows.points_for_loss
            end
        ) as mini_points,
        sum(results.goals_for) - sum(results.goals_against) as mini_goal_difference,
        sum(results.goals_for) as mini_goals_for
    from grouped
    inner join grouped as opponents
        on
            grouped.league_table_id = opponents.league_table_id
            and grouped.system = opponents.system
            and grouped.group_key = opponents.group_key
            and grouped.team_id != opponents.team_id
    inner join counted_results as results
        on
            grouped.league_table_id = results.league_table_id
            and grouped.team_id = results.team_id
            and opponents.team_id = results.opponent_team_id
    inner join {{ ref('int_ordered_rows') }} as rows
        on
            grouped.league_table_id = rows.league_table_id
            and grouped.team_id = rows.team_id
    group by grouped.league_table_id, grouped.system, grouped.team_id
),

counted_matches as (
    select distinct match_id
    from {{ ref('int_league_table_matches') }}
    where is_counted
),

deciding_matches as (
    select
        candidates.league_table_id,
        matches.home_team_id,
        matches.away_team_id,
        matches.home_goals,
        matches.away_goals,
        coalesce(matches.home_penalties, 0) as home_penalties,
        coalesce(matches.away_penalties, 0) as away_penalties
    from {{ ref('int_league_table_matches') }} as candidates
    inner join {{ ref('int_matches') }} as matches
        on candidates.match_id = matches.match_id
    left join counted_matches
        on candidates.match_id = counted_matches.match_id
    where
        matches.has_result
        and candidates.is_nearest_table
        and counted_matches.match_id is null
),

deciding_results as (
    select
        league_table_id,
        home_team_id as team_id,
        away_team_id as opponent_team_id,
        home_goals - away_goals as margin,
        home_penalties - away_penalties as penalty_margin
    from deciding_matches
    union all
    select
        league_table_id,
        away_team_id as team_id,
        home_team_id as opponent_team_id,
        away_goals - home_goals as margin,
        away_penalties - home_penalties as penalty_margin
    from deciding_matches
),

playoffs as (
    select
        grouped.league_table_id,
        grouped.system,
        grouped.team_id,
        sign(sum(deciding.margin) * 100 + sum(deciding.penalty_margin)) as playoff_result
    from grouped
    inner join grouped as opponents
        on
            grouped.league_table_id = opponents.league_table_id
            and grouped.system = opponents.system
            and grouped.group_key = opponents.group_key
            and grouped.team_id != opponents.team_id
    inner join deciding_results as deciding
        on
            grouped.league_table_id = deciding.league_table_id
            and grouped.team_id = deciding.team_id
            and opponents.team_id = deciding.opponent_team_id
    where grouped.group_size = 2
    group by grouped.league_table_id, grouped.system, grouped.team_id
)

select
    grouped.league_table_id,
    grouped.system,
    grouped.team_id,
    grouped.group_key,
    grouped.group_size,
    grouped.is_for_first_place,
    min(coalesce(mini_leagues.played, 0)) over (
        partition by grouped.league_table_id, grouped.system, grouped.group_key
    ) >= (grouped.group_size - 1) * grouped.legs as is_mini_league_complete,
    mini_leagues.mini_points,
    mini_leagues.mini_goal_difference,
    mini_leagues.mini_goals_for,
    nullif(playoffs.playoff_result, 0) as playoff_result
from grouped
left join mini_leagues
    on
        grouped.league_table_id = mini_leagues.league_table_id
        and grouped.system = mini_leagues.system
        and grouped.team_id = mini_leagues.team_id
left join playoffs
    on
        grouped.league_table_id = playoffs.league_table_id
        and grouped.system = playoffs.system
        and grouped.team_id = playoffs.team_id
