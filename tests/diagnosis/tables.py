"""A small table computed on paper, and ways to change one thing of it.

A 2–1 B (line 101)   C 0–0 D (102)   round 1
A 1–0 C (line 103)   B 3–1 D (104)   round 2
D 0–2 A (line 105)   B 2–2 C (106)   round 3

A  3 0 0  5–1  9 points (line 11)
B  1 1 1  6–5  4        (line 12)
C  0 2 1  2–3  2        (line 13)
D  0 1 2  1–5  1        (line 14)
"""

from dataclasses import replace
from typing import Any

from pipelines.diagnosis import Diagnosis, Edit, Match, PublishedRow, TableCase

RESULTS = (
    ("A", 2, 1, "B", 1),
    ("C", 0, 0, "D", 1),
    ("A", 1, 0, "C", 2),
    ("B", 3, 1, "D", 2),
    ("D", 0, 2, "A", 3),
    ("B", 2, 2, "C", 3),
)
ROWS = (
    ("A", 3, 0, 0, 5, 1),
    ("B", 1, 1, 1, 6, 5),
    ("C", 0, 2, 1, 2, 3),
    ("D", 0, 1, 2, 1, 5),
)
POINTS = {"A": 9, "B": 4, "C": 2, "D": 1}
GOAL_DIFFERENCE = {"A": 4, "B": 1, "C": -1, "D": -4}


def a_match(line: int, home: str, home_goals: int, away_goals: int, away: str, no: int) -> Match:
    """A match of round ``no``, played on day ``no`` of May."""
    return Match(
        match_id=f"m{line}",
        home_team_id=home.lower(),
        away_team_id=away.lower(),
        home_goals=home_goals,
        away_goals=away_goals,
        line_start=line,
        line_end=line,
        date=f"1999-05-{no:02}",
        round=f"Round {no}",
    )


def right_table(**changes: Any) -> TableCase:
    """The table above, which agrees with its matches."""
    rows = tuple(
        PublishedRow(
            row[0].lower(), *row[:1], number, *row[1:], line_start=10 + number, line_end=10 + number
        )
        for number, row in enumerate(ROWS, start=1)
    )
    matches = tuple(a_match(101 + index, *result) for index, result in enumerate(RESULTS))
    return replace(TableCase("page#table-1", rows, matches, meetings=1), **changes)


def typed_table() -> TableCase:
    """The same with typed points, matches played and goal difference."""
    case = right_table()
    return with_rows(
        case,
        {
            row.team_id: {
                "played": 3,
                "goal_difference": GOAL_DIFFERENCE[row.team],
                "points": POINTS[row.team],
            }
            for row in case.rows
        },
    )


def with_row(case: TableCase, team: str, **figures: Any) -> TableCase:
    """The case with other figures in one row."""
    return with_rows(case, {team: figures})


def with_rows(case: TableCase, figures: dict[str, dict[str, Any]]) -> TableCase:
    """The case with other figures in some rows, by team id."""
    rows = tuple(replace(row, **figures.get(row.team_id, {})) for row in case.rows)
    return replace(case, rows=rows)


def with_match(case: TableCase, line: int, **changes: Any) -> TableCase:
    """The case with one match changed, found by its line."""
    assert any(match.line_start == line for match in case.matches)
    return replace(
        case,
        matches=tuple(
            replace(match, **changes) if match.line_start == line else match
            for match in case.matches
        ),
    )


def without_match(case: TableCase, *lines: int) -> TableCase:
    """The case without some matches."""
    return replace(case, matches=tuple(m for m in case.matches if m.line_start not in lines))


def plus_match(case: TableCase, match: Match) -> TableCase:
    """The case with one match more."""
    return replace(case, matches=(*case.matches, match))


def said(edit: Edit) -> tuple[str, str | None, str, str, int | None]:
    """An edit as cause, match or club, present value, suggested value, line."""
    place = edit.match_id or edit.team_id
    return edit.cause.value, place, edit.current_value, edit.suggested_value, edit.line_start


def only_edit(diagnosis: Diagnosis) -> tuple[str, str | None, str, str, int | None]:
    """The one edit of the one explanation."""
    assert diagnosis.explanation_count == 1, [e.sentence for e in diagnosis.explanations]
    (edit,) = diagnosis.explanations[0].edits
    return said(edit)


def only_sentence(diagnosis: Diagnosis) -> str:
    """The sentence of the one explanation."""
    assert diagnosis.explanation_count == 1, [e.sentence for e in diagnosis.explanations]
    return diagnosis.explanations[0].sentence
