-- The tables as the matches make them. Adjustments and starting points are decisions that no match
-- shows; they are taken over from the published row.
with

clubs as (
    select
        league_table_id,
        page_id,
        team_id,
        any_value(team) as team,
        any_value(points_for_win) as points_for_win,
        any_value(points_for_draw) as points_for_draw,
        any_value(points_for_loss) as points_for_loss,
        coalesce(any_value(points_adjustment), 0)
        + coalesce(any_value(starting_points), 0) as points_adjustment
    from {{ ref('int_league_table_rows') }}
    where team_id is not null
    group by league_table_id, page_id, team_id
),

results as (
    {{ counted_results() }}
),

totals as (
    select
        league_table_id,
        team_id,
        count(*) as played,
        count(*) filter (where goals_for > goals_against) as wins,
        count(*) filter (where goals_for = goals_against) as draws,
        count(*) filter (where goals_for < goals_against) as losses,
        sum(goals_for)::bigint as goals_for,
        sum(goals_against)::bigint as goals_against
    from results
    group by league_table_id, team_id
),

tables_with_matches as (
    select distinct league_table_id
    from totals
),

filled as (
    select
        clubs.league_table_id,
        clubs.page_id,
        clubs.team_id,
        clubs.team,
        clubs.points_for_win,
        clubs.points_for_draw,
        clubs.points_for_loss,
        clubs.points_adjustment,
        coalesce(totals.played, 0) as played,
        coalesce(totals.wins, 0) as wins,
        coalesce(totals.draws, 0) as draws,
        coalesce(totals.losses, 0) as losses,
        coalesce(totals.goals_for, 0) as goals_for,
        coalesce(totals.goals_against, 0) as goals_against
    from clubs
    inner join tables_with_matches
        on clubs.league_table_id = tables_with_matches.league_table_id
    left join totals
        on clubs.league_table_id = totals.league_table_id and clubs.team_id = totals.team_id
)

select
    league_table_id,
    page_id,
    team_id,
    team,
    played,
    wins,
    draws,
    losses,
    goals_for,
    goals_against,
    goals_for - goals_against as goal_difference,
    points_adjustment,
    points_for_win * wins
    + points_for_draw * draws
    + points_for_loss * losses
    + points_adjustment as points
from filled
