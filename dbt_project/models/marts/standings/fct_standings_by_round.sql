-- Each table after each of its rounds. Adjustments and starting points count from the first
-- round on, because no page says when they were decided. Clubs level on points, goal
-- difference and goals share a position.
with

rounds as (
    select
        league_table_id,
        round_number,
        any_value(round) as round,
        any_value(round_basis) as round_basis,
        any_value(as_of_date) as as_of_date
    from {{ ref('int_league_table_rounds') }}
    group by league_table_id, round_number
),

clubs as (
    select
        standings.league_table_id,
        standings.page_id,
        standings.team_id,
        standings.team,
        standings.points_adjustment,
        tables.points_for_win,
        tables.points_for_draw,
        tables.points_for_loss
    from {{ ref('int_computed_standings') }} as standings
    inner join {{ ref('dim_league_tables') }} as tables
        on standings.league_table_id = tables.league_table_id
),

so_far as (
    select
        clubs.*,
        rounds.round_number,
        rounds.round,
        rounds.round_basis,
        rounds.as_of_date,
        coalesce(sum(club_rounds.played) over up_to_here, 0)::bigint as played,
        coalesce(sum(club_rounds.wins) over up_to_here, 0)::bigint as wins,
        coalesce(sum(club_rounds.draws) over up_to_here, 0)::bigint as draws,
        coalesce(sum(club_rounds.losses) over up_to_here, 0)::bigint as losses,
        coalesce(sum(club_rounds.goals_for) over up_to_here, 0)::bigint as goals_for,
        coalesce(sum(club_rounds.goals_against) over up_to_here, 0)::bigint
            as goals_against
    from clubs
    inner join rounds on clubs.league_table_id = rounds.league_table_id
    left join {{ ref('int_club_rounds') }} as club_rounds
        on
            clubs.league_table_id = club_rounds.league_table_id
            and clubs.team_id = club_rounds.team_id
            and rounds.round_number = club_rounds.round_number
    window up_to_here as (
        partition by clubs.league_table_id, clubs.team_id order by rounds.round_number
    )
),

pointed as (
    select
        *,
        goals_for - goals_against as goal_difference,
        points_for_win * wins
        + points_for_draw * draws
        + points_for_loss * losses
        + points_adjustment as points
    from so_far
)

select
    league_table_id,
    page_id,
    round_number,
    round,
    round_basis,
    as_of_date,
    {{ rank_by_figures('league_table_id, round_number') }} as position,
    team_id,
    team,
    played,
    wins,
    draws,
    losses,
    goals_for,
    goals_against,
    goal_difference,
    points
from pointed
order by league_table_id, round_number, position, team_id
