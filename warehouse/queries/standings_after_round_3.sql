-- How did each league table stand after its third round?
-- Computed from the matches. Clubs level on points, goal difference and goals share a position.
-- Tables with fewer rounds, or whose only "rounds" are matches without a date, are left out: see
-- round_basis in fct_standings_by_round.
select
    tables.season_id,
    tables.league_table_id,
    rounds.round,
    rounds.as_of_date,
    rounds.position,
    rounds.team,
    rounds.played,
    rounds.wins,
    rounds.draws,
    rounds.losses,
    rounds.goals_for,
    rounds.goals_against,
    rounds.goal_difference,
    rounds.points
from marts.fct_standings_by_round as rounds
inner join marts.dim_league_tables as tables on rounds.league_table_id = tables.league_table_id
where rounds.round_number = 3 and rounds.round_basis != 'undated'
order by tables.season_id, tables.line_start, rounds.position, rounds.team
