-- Where several pages tell of one season, the first of them in order of page_id speaks
-- for it, a template after all articles; a fact it leaves out is taken from the next. Winner and
-- top scorer are each taken whole, a page that says TBD leaves the winner out.
with

facts as (
    select
        facts.*,
        teams.team_id as winner_team_id,
        row_number() over (
            partition by facts.season_id order by facts.is_template, facts.page_id
        ) as page_no
    from {{ ref('int_season_facts') }} as facts
    left join {{ ref('int_team_identity') }} as teams
        on
            facts.page_id = teams.page_id
            and facts.winner_team = teams.team_name
            and facts.winner_link is not distinct from teams.team_link
),

-- any_value passes over a NULL, first does not.
seasons as (
    select
        season_id,
        first(page_id order by page_no) as page_id,
        any_value(competition order by page_no) as competition,
        any_value(season order by page_no) as season,
        first(
            winner_team_id order by winner_team_id is null, winner_team is null, page_no
        ) as winner_team_id,
        first(
            winner_team order by winner_team_id is null, winner_team is null, page_no
        ) as winner_team,
        first(top_scorer order by top_scorer is null, page_no) as top_scorer,
        first(top_scorer_goals order by top_scorer is null, page_no) as top_scorer_goals,
        any_value(previous_season order by page_no) as previous_season,
        any_value(next_season order by page_no) as next_season
    from facts
    group by season_id
),

dates as (
    select
        facts.season_id,
        min(matches.match_date) as first_match_date,
        max(matches.match_date) as last_match_date
    from {{ ref('int_matches') }} as matches
    inner join {{ ref('int_season_facts') }} as facts
        on matches.page_id = facts.page_id
    group by facts.season_id
)

select
    seasons.season_id,
    seasons.competition,
    seasons.season,
    seasons.page_id,
    seasons.winner_team_id,
    seasons.winner_team,
    seasons.top_scorer,
    seasons.top_scorer_goals,
    seasons.previous_season,
    seasons.next_season,
    dates.first_match_date,
    dates.last_match_date
from seasons
left join dates on seasons.season_id = dates.season_id
order by seasons.season_id
