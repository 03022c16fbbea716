"""Rows that contradict themselves, where there is no match to ask (DOMAIN §5.4 item 1).

A typed number of matches, goal difference or points must follow from the row's other figures.
Points may also have been deducted or added by a ruling that the page tells in prose only, if at
all (DOMAIN §1.11).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.diagnosis.finding import Finding, Part
from pipelines.diagnosis.ledger import Ledger, rule_points
from pipelines.diagnosis.model import Cause, Edit, PublishedRow, TableCase
from pipelines.diagnosis.points import order_denies
from pipelines.diagnosis.sentences import adjusted, at

TYPED = ("played", "goal_difference", "points")
OWN = ("wins", "draws", "losses", "goals_for", "goals_against")


def self_check_findings(ledger: Ledger) -> list[Finding]:
    """Single edits that would make the only row at odds with itself right, as findings.

    Where the sums of the table tell some of them from the others, only those are kept. Empty when
    no row or more than one contradicts itself.
    """
    case = ledger.case
    wrong = [row for row in case.rows if not _is_consistent(case, row)]
    if len(wrong) != 1:
        return []
    row = wrong[0]
    changes = dict.fromkeys(_changes(case, row))
    single = [change for change in changes if _mends(case, row, *change)]
    single = [change for change in single if not _is_denied(case, row, *change)]
    closing = [change for change in single if _closes(case, row, *change)]
    return [Finding((_part(row, *change),), 1, "table") for change in closing or single]


def _expected(case: TableCase, row: PublishedRow) -> dict[str, int | None]:
    """What the typed figures of a row should be; ``None`` where that is not known."""
    games = (row.wins, row.draws, row.losses)
    played = None if None in games else sum(value or 0 for value in games)
    goals = None
    if row.goals_for is not None and row.goals_against is not None:
        goals = row.goals_for - row.goals_against
    points = rule_points(case.points_rule, row)
    if points is not None:
        points += row.adjustment + row.start_points
    return {"played": played, "goal_difference": goals, "points": points}


def _is_consistent(case: TableCase, row: PublishedRow) -> bool:
    expected = _expected(case, row)
    return all(
        None in (getattr(row, name), expected[name]) or getattr(row, name) == expected[name]
        for name in TYPED
    )


def _changes(case: TableCase, row: PublishedRow) -> Iterator[tuple[str, int]]:
    expected = _expected(case, row)
    for name in TYPED:
        value = expected[name]
        if getattr(row, name) is not None and value is not None and value != getattr(row, name):
            yield name, value
    if row.points is not None and expected["points"] is not None:
        yield "adjustment", row.adjustment + row.points - expected["points"]
    for name in OWN:
        old = getattr(row, name)
        for typed in TYPED:
            value = expected[typed]
            if old is None or value is None or getattr(row, typed) is None:
                continue
            shift = getattr(row, typed) - value
            for new in sorted({old + shift, old - shift, *_by_points(case, name, old, shift)}):
                if new >= 0 and new != old:
                    yield name, new


def _by_points(case: TableCase, name: str, old: int, shift: int) -> set[int]:
    worth = {"wins": case.points_rule.win, "draws": case.points_rule.draw}.get(name, 0)
    return {old + shift // worth} if worth and shift % worth == 0 else set()


def _mends(case: TableCase, row: PublishedRow, name: str, value: int) -> bool:
    return _is_consistent(case, _changed(row, name, value))


def _is_denied(case: TableCase, row: PublishedRow, name: str, value: int) -> bool:
    return name == "points" and order_denies(case, case.rows.index(row), value)


def _closes(case: TableCase, row: PublishedRow, name: str, value: int) -> bool:
    """Whether wins then equal losses and goals for equal goals against."""
    rows = [_changed(r, name, value) if r is row else r for r in case.rows]
    totals = {field: sum(getattr(r, field) or 0 for r in rows) for field in OWN}
    return (
        totals["wins"] == totals["losses"]
        and totals["draws"] % 2 == 0
        and totals["goals_for"] == totals["goals_against"]
    )


def _changed(row: PublishedRow, name: str, value: int) -> PublishedRow:
    return replace(row, **{name: value})  # type: ignore[arg-type]


def _part(row: PublishedRow, name: str, value: int) -> Part:
    if name == "adjustment":
        return adjusted(row, value - row.adjustment)
    figure = name.replace("_", " ")
    current, suggested = f"{figure} {getattr(row, name)}", f"{figure} {value}"
    edit = Edit(
        Cause.TABLE_CELL,
        None,
        row.team_id,
        current,
        suggested,
        row.line_start,
        row.line_end,
        figure,
    )
    return Part(edit, f"the row of *{row.team}*{at(row.line_start)} had {suggested}, not {current}")
