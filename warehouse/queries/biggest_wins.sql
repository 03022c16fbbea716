-- Which matches were won by most goals?
-- The ten largest margins; of equal margins the one with more goals first. Matches that are level
-- with the tenth in both are listed too. Only matches that were played: a result by decision is not
-- a win on the field.
with
wins as (
    select
        match_id,
        page_id,
        match_date,
        team as winner,
        opponent_team as loser,
        goals_for,
        goals_against,
        goals_for - goals_against as margin
    from marts.fct_team_matches
    where outcome = 'win'
),

ranked as (
    select
        wins.*,
        matches.section_path,
        matches.line_start,
        rank() over (
            order by wins.margin desc, wins.goals_for desc
        ) as place
    from wins
    inner join marts.fct_matches as matches on wins.match_id = matches.match_id
    where matches.match_status = 'played'
)

select
    place,
    margin,
    match_date,
    winner,
    goals_for,
    goals_against,
    loser,
    section_path,
    page_id,
    line_start
from ranked
where place <= 10
order by place, match_date, match_id
