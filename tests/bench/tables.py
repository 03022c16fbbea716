"""Tables that agree with their matches, to be injured: made up, or out of a published warehouse."""

import math
import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pipelines.diagnosis import Match, PointsRule, PublishedRow, TableCase

GOALS_PER_SIDE = 1.4
FIRST_DAY = date(2001, 2, 4)


def round_robin(clubs: int, legs: int, seed: int) -> TableCase:
    """A full round robin in rounds, with goals like those of real matches, and its table."""
    chance = random.Random(seed)
    matches: list[Match] = []
    for leg in range(legs):
        for number, pairs in enumerate(rounds(clubs)):
            round_no = leg * (clubs - 1 + clubs % 2) + number + 1
            for home, away in pairs:
                first, second = (home, away) if leg % 2 == 0 else (away, home)
                matches.append(
                    Match(
                        match_id=f"m{len(matches) + 1}",
                        home_team_id=f"t{first}",
                        away_team_id=f"t{second}",
                        home_goals=_goals(chance),
                        away_goals=_goals(chance),
                        line_start=200 + 12 * len(matches),
                        line_end=210 + 12 * len(matches),
                        date=(FIRST_DAY + timedelta(days=7 * round_no)).isoformat(),
                        round=f"Round {round_no}",
                    )
                )
    names = {f"t{club}": f"Club {club:02}" for club in range(clubs)}
    return with_table(
        TableCase(f"made up, {clubs} clubs, {legs} legs", (), tuple(matches), meetings=legs), names
    )


def with_table(case: TableCase, names: dict[str, str]) -> TableCase:
    """The case with the table that its counting matches make."""
    rule = case.points_rule
    rows = []
    for team_id, team in names.items():
        results = results_of(case, team_id)
        wins = sum(own > theirs for own, theirs in results)
        draws = sum(own == theirs for own, theirs in results)
        losses = len(results) - wins - draws
        scored, conceded = sum(r[0] for r in results), sum(r[1] for r in results)
        points = rule.win * wins + rule.draw * draws + rule.loss * losses
        key = (-points, conceded - scored, -scored, team_id)
        rows.append((key, PublishedRow(team_id, team, 0, wins, draws, losses, scored, conceded)))
    ordered = [row for _, row in sorted(rows, key=lambda item: item[0])]
    return replace(
        case,
        rows=tuple(
            replace(row, row_no=number, line_start=10 + number, line_end=10 + number)
            for number, row in enumerate(ordered, start=1)
        ),
    )


def results_of(case: TableCase, team_id: str) -> list[tuple[int, int]]:
    """Goals for and against of a club, match by match."""
    results = []
    for match in case.matches:
        if match.counts and match.home_goals is not None and match.away_goals is not None:
            if match.home_team_id == team_id:
                results.append((match.home_goals, match.away_goals))
            elif match.away_team_id == team_id:
                results.append((match.away_goals, match.home_goals))
    return results


def rounds(clubs: int) -> list[list[tuple[int, int]]]:
    """The rounds of a round robin, by turning a circle; an odd club rests."""
    size = clubs + clubs % 2
    circle = list(range(size))
    rounds = []
    for number in range(size - 1):
        pairs = [(circle[i], circle[-1 - i]) for i in range(size // 2)]
        pairs = [(b, a) if number % 2 else (a, b) for a, b in pairs]
        rounds.append([(a, b) for a, b in pairs if max(a, b) < clubs])
        circle = [circle[0], circle[-1], *circle[1:-1]]
    return rounds


def _goals(chance: random.Random) -> int:
    """A number of goals, Poisson distributed."""
    limit, product, goals = math.exp(-GOALS_PER_SIDE), chance.random(), 0
    while product > limit:
        product *= chance.random()
        goals += 1
    return goals


ROWS = """
    select standings.league_table_id, team_id, team, row_no, wins, draws, losses, goals_for,
        goals_against, played_typed, goal_difference_typed, points_typed,
        coalesce(points_adjustment, 0), coalesce(starting_points, 0),
        standings.line_start, standings.line_end
    from marts.fct_published_standings as standings
    inner join marts.fct_league_table_reconciliation as tables
        on standings.league_table_id = tables.league_table_id
    where tables.status = 'reconciled'
    order by standings.league_table_id, row_no
"""
MATCHES = """
    select league_table_id, match_id, home_team_id, away_team_id, home_goals, away_goals,
        line_start, line_end, match_date::varchar, round, counts_in_table,
        not counts_in_table and home_goals is not null
    from marts.fct_matches
    where league_table_id is not null and home_team_id is not null and away_team_id is not null
    order by league_table_id, line_start, match_id
"""
RULES = """
    select league_table_id, points_for_win, points_for_draw, points_for_loss
    from marts.dim_league_tables
    where points_for_win is not null
"""


def load_cases(path: Path) -> list[TableCase]:
    """Every reconciled table of a published warehouse as a case.

    Takes the DuckDB file; returns nothing for tables that do not reconcile. Raises duckdb's own
    error where the file or a table is missing.
    """
    import duckdb

    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(ROWS).fetchall()
        matches = connection.execute(MATCHES).fetchall()
        rules = {rule[0]: PointsRule(*rule[1:]) for rule in connection.execute(RULES).fetchall()}
    return [
        TableCase(
            league_table_id=table,
            rows=tuple(PublishedRow(*row[1:]) for row in rows if row[0] == table),
            matches=tuple(Match(*match[1:]) for match in matches if match[0] == table),
            points_rule=rules.get(table, PointsRule()),
        )
        for table in dict.fromkeys(row[0] for row in rows)
    ]
