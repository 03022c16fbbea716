-- Who won each season, and has that club most points in its last table?
-- winner_team is what the infobox names; seasons for which it names nobody are in
-- where_data_is_missing.sql. title_table is the last table of the season with figures for that
-- club, most_points_teams who has most points there: clubs level on points are all in the list,
-- and matches_that_decided_a_title.sql tells what parted them.
with
title_tables as (
    select
        seasons.season_id,
        max_by(tables.league_table_id, tables.line_start) as league_table_id
    from marts.dim_seasons as seasons
    inner join marts.dim_league_tables as tables on seasons.season_id = tables.season_id
    inner join marts.fct_published_standings as standings
        on
            tables.league_table_id = standings.league_table_id
            and seasons.winner_team_id = standings.team_id
    where standings.is_recorded
    group by seasons.season_id
),

first_places as (
    select
        title_tables.season_id,
        title_tables.league_table_id,
        standings.team,
        standings.position,
        standings.points,
        rank() over (
            partition by title_tables.season_id
            order by standings.points desc
        ) as points_rank
    from title_tables
    inner join marts.fct_published_standings as standings
        on title_tables.league_table_id = standings.league_table_id
    where standings.points is not null
),

leaders as (
    select
        season_id,
        league_table_id,
        max(points) as most_points,
        list(team order by position, team) as most_points_teams
    from first_places
    where points_rank = 1
    group by season_id, league_table_id
)

select
    seasons.competition,
    seasons.season,
    seasons.winner_team,
    leaders.league_table_id as title_table,
    leaders.most_points,
    leaders.most_points_teams,
    seasons.top_scorer,
    seasons.top_scorer_goals
from marts.dim_seasons as seasons
left join leaders on seasons.season_id = leaders.season_id
where seasons.winner_team is not null
order by seasons.competition, seasons.season, seasons.season_id
