-- Which tie-break rules explain the order of each league table?
-- One row for each table that has clubs level on points and matches to part them by. A system
-- explains the order when it contradicts no place of it; what each system asks, step by step, is
-- dbt_project/reference/tie_break_systems.csv. explained_by is NULL where no system does: the order
-- is wrong, or follows a rule that is not listed.
with
level_on_points as (
    select
        league_table_id,
        points
    from marts.fct_published_standings
    where points is not null
    group by league_table_id, points
    having count(*) > 1
),

clubs_level as (
    select
        standings.league_table_id,
        list(standings.team order by standings.row_no) as teams
    from marts.fct_published_standings as standings
    inner join level_on_points
        on
            standings.league_table_id = level_on_points.league_table_id
            and standings.points = level_on_points.points
    group by standings.league_table_id
)

select
    verdicts.league_table_id,
    clubs_level.teams as clubs_level_on_points,
    nullif(verdicts.order_consistent_with, []) as explained_by,
    verdicts.order_contradicts as contradicted,
    verdicts.order_undetermined_for as undetermined,
    verdicts.undetermined_pairs,
    verdicts.line_start
from marts.fct_league_table_reconciliation as verdicts
inner join clubs_level on verdicts.league_table_id = clubs_level.league_table_id
where
    len(verdicts.order_consistent_with)
    + len(verdicts.order_contradicts)
    + len(verdicts.order_undetermined_for) > 0
order by verdicts.league_table_id
