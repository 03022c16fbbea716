-- Which matches decided who became champion?
-- The champion is the infobox's, the table the last one in which he has most points, alone or
-- level with others. decided_by says what settled it:
--   play-off      an extra match, left out of the table, between clubs level on most points;
--   last round    nobody was out of reach before: the matches of the champion and of those who
--                 could still draw level;
--   out of reach  the same for an earlier round, after which nobody could draw level any more.
-- Seasons without a champion, and those decided by knock-out or in a table that counts matches
-- against other clubs too, are not here.
with
rounds as (
    select
        league_table_id,
        team_id,
        round_number,
        round,
        round_basis,
        as_of_date,
        points,
        max(played) over (partition by league_table_id, team_id) - played as matches_left,
        max(round_number) over (partition by league_table_id) as last_round,
        max(points) over (partition by league_table_id, round_number) as most_points
    from marts.fct_standings_by_round
),

decided_in_open_tables as (
    select tables.season_id
    from marts.fct_league_table_reconciliation as verdicts
    inner join marts.dim_league_tables as tables
        on verdicts.league_table_id = tables.league_table_id
    inner join marts.fct_computed_standings as standings
        on verdicts.league_table_id = standings.league_table_id
    inner join marts.dim_seasons as seasons
        on
            tables.season_id = seasons.season_id
            and standings.team_id = seasons.winner_team_id
    where verdicts.is_open_set and standings.rank = 1
),

titles as (
    select
        seasons.season_id,
        seasons.winner_team_id,
        seasons.winner_team,
        max_by(rounds.league_table_id, tables.line_start) as league_table_id,
        max_by(rounds.last_round, tables.line_start) as last_round,
        max_by(rounds.points, tables.line_start) as most_points
    from marts.dim_seasons as seasons
    inner join marts.dim_league_tables as tables on seasons.season_id = tables.season_id
    inner join rounds
        on
            tables.league_table_id = rounds.league_table_id
            and seasons.winner_team_id = rounds.team_id
    where
        rounds.round_number = rounds.last_round
        and rounds.points = rounds.most_points
        and seasons.season_id not in (
            select decided.season_id from decided_in_open_tables as decided
        )
    group by seasons.season_id, seasons.winner_team_id, seasons.winner_team
),

-- Who could still draw level with the champion after each round by winning all that was left.
chasers as (
    select
        titles.league_table_id,
        others.round_number,
        others.team_id
    from titles
    inner join marts.dim_league_tables as tables
        on titles.league_table_id = tables.league_table_id
    inner join rounds as champion
        on
            titles.league_table_id = champion.league_table_id
            and titles.winner_team_id = champion.team_id
    inner join rounds as others
        on
            champion.league_table_id = others.league_table_id
            and champion.round_number = others.round_number
            and champion.team_id != others.team_id
    where others.points + others.matches_left * tables.points_for_win >= champion.points
),

-- The round after the last one in which somebody could; the last round where somebody did.
deciding_rounds as (
    select
        titles.season_id,
        titles.winner_team_id,
        titles.league_table_id,
        titles.last_round,
        least(coalesce(max(chasers.round_number), 0) + 1, titles.last_round) as round_number
    from titles
    left join chasers on titles.league_table_id = chasers.league_table_id
    group by
        titles.season_id, titles.winner_team_id, titles.league_table_id, titles.last_round
),

-- Before the first round everybody is a chaser.
in_contention as (
    select
        deciding_rounds.*,
        rounds.team_id,
        rounds.round,
        rounds.round_basis,
        rounds.as_of_date
    from deciding_rounds
    inner join rounds
        on
            deciding_rounds.league_table_id = rounds.league_table_id
            and deciding_rounds.round_number = rounds.round_number
    left join chasers
        on
            rounds.league_table_id = chasers.league_table_id
            and rounds.round_number = chasers.round_number + 1
            and rounds.team_id = chasers.team_id
    where
        chasers.team_id is not null
        or rounds.team_id = deciding_rounds.winner_team_id
        or deciding_rounds.round_number = 1
),

level_at_the_end as (
    select
        titles.season_id,
        titles.league_table_id,
        rounds.team_id
    from titles
    inner join rounds
        on
            titles.league_table_id = rounds.league_table_id
            and titles.last_round = rounds.round_number
            and titles.most_points = rounds.points
),

play_offs as (
    select
        home.season_id,
        matches.match_id,
        'play-off' as decided_by
    from marts.fct_matches as matches
    inner join level_at_the_end as home
        on
            matches.league_table_id = home.league_table_id
            and matches.home_team_id = home.team_id
    inner join level_at_the_end as away
        on
            matches.league_table_id = away.league_table_id
            and matches.away_team_id = away.team_id
    where
        not matches.counts_in_table
        and matches.exclusion_reason like 'Extra match: %'
        and matches.match_status = 'played'
),

round_matches as (
    select distinct
        teams.season_id,
        matches.match_id,
        if(teams.round_number = teams.last_round, 'last round', 'out of reach') as decided_by
    from in_contention as teams
    inner join marts.fct_matches as matches
        on
            teams.league_table_id = matches.league_table_id
            and matches.counts_in_table
            and teams.team_id in (matches.home_team_id, matches.away_team_id)
            and case teams.round_basis
                when 'round' then teams.round = matches.round
                when 'date' then teams.as_of_date = matches.match_date
                else matches.match_date is null
            end
    where teams.season_id not in (select play_offs.season_id from play_offs)
),

deciding as (
    select * from play_offs
    union all
    select * from round_matches
)

select
    titles.season_id,
    titles.winner_team,
    deciding.decided_by,
    matches.round,
    matches.match_date,
    matches.home_team,
    matches.home_goals,
    matches.away_goals,
    matches.away_team,
    matches.page_id,
    matches.line_start
from deciding
inner join titles on deciding.season_id = titles.season_id
inner join marts.fct_matches as matches on deciding.match_id = matches.match_id
order by titles.season_id, matches.match_date, matches.line_start
