-- Which clubs went longest without losing, within one season?
-- Matches of a season in order of date, counting in a table or not; a match without a date or a
-- result has no place in the order and is left out. A shoot-out leaves a draw a draw. These are the
-- ten longest runs of two matches and more, of equal ones those with more wins; what is level with
-- the tenth is listed too.
with
numbered as (
    select
        season_id,
        team_id,
        team,
        match_date,
        outcome,
        goals_for,
        goals_against,
        count(*) filter (where outcome = 'loss') over (
            partition by season_id, team_id
            order by match_date, match_id
        ) as losses_so_far
    from marts.fct_team_matches
    where outcome is not null and match_date is not null
),

runs as (
    select
        season_id,
        team_id,
        any_value(team) as team,
        count(*) as matches,
        count(*) filter (where outcome = 'win') as wins,
        count(*) filter (where outcome = 'draw') as draws,
        sum(goals_for)::bigint as goals_for,
        sum(goals_against)::bigint as goals_against,
        min(match_date) as first_match,
        max(match_date) as last_match
    from numbered
    where outcome != 'loss'
    group by season_id, team_id, losses_so_far
    having count(*) > 1
),

ranked as (
    select
        *,
        rank() over (
            order by matches desc, wins desc
        ) as place
    from runs
)

select
    place,
    season_id,
    team,
    matches,
    wins,
    draws,
    goals_for,
    goals_against,
    first_match,
    last_match
from ranked
where place <= 10
order by place, first_match, season_id, team
