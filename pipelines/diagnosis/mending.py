"""The page as it would be after the edits: the proof that an explanation explains.

Counts everything anew from the mended case and not from the effects the search worked with.
"""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.diagnosis.ledger import POINTS, Ledger, Vector, masked, minus
from pipelines.diagnosis.model import Cause, Match, PublishedRow, TableCase
from pipelines.diagnosis.move import Move

FIELDS = (
    "wins",
    "draws",
    "losses",
    "goals_for",
    "goals_against",
    "played",
    "goal_difference",
    "points",
)
RULINGS = (Cause.AWARDED_RESULT, Cause.DOUBLE_DEFEAT)


def mended_ledger(ledger: Ledger, moves: Sequence[Move]) -> Ledger:
    """The ledger of the mended case; what is known of the fixtures stays as it was."""
    mended = Ledger(mend(ledger.case, moves))
    mended.meetings, mended.is_home_and_away = ledger.meetings, ledger.is_home_and_away
    return mended


def is_mended(mended: Ledger, moves: Sequence[Move]) -> bool:
    """Whether every row agrees; rulings, which no score shows, are added to the count."""
    residuals = mended.residuals()
    for move in moves:
        if move.cause in RULINGS:
            for row, effect in move.effects:
                before: Vector = residuals.get(row, (0,) * len(effect))
                residuals[row] = masked(minus(before, effect), mended.masks[row])
    return not any(any(residual) for residual in residuals.values())


def mend(case: TableCase, moves: Sequence[Move]) -> TableCase:
    """A copy of the case with the edits made, rulings apart (they have no place in a score)."""
    rows, matches = list(case.rows), list(case.matches)
    for number, move in enumerate(moves):
        if move.cause is Cause.MISSING_MATCH:
            matches.append(_added(case, move, number))
        elif move.cause is Cause.MATCH_NOT_IN_TABLE:
            _count_in(rows, move)
        elif move.on_table:
            _mend_rows(rows, move)
        elif move.match is not None and move.cause not in RULINGS:
            matches[move.match] = _mended_match(case, matches[move.match], move)
    return replace(case, rows=tuple(rows), matches=tuple(matches))


def _added(case: TableCase, move: Move, number: int) -> Match:
    assert move.row is not None
    assert move.other is not None
    assert move.score is not None
    home, away = case.rows[move.row].team_id, case.rows[move.other].team_id
    return Match(f"added {number}", home, away, *move.score)


def _mended_match(case: TableCase, match: Match, move: Move) -> Match:
    if move.cause is Cause.EXTRA_MATCH_LEFT_OUT:
        return replace(match, counts=True)
    if move.score is not None:
        return replace(match, home_goals=move.score[0], away_goals=move.score[1])
    if move.cause is Cause.WRONG_CLUB:
        assert move.row is not None
        assert move.other is not None
        old, new = case.rows[move.row].team_id, case.rows[move.other].team_id
        if match.home_team_id == old:
            return replace(match, home_team_id=new)
        return replace(match, away_team_id=new)
    return replace(match, counts=False)


def _count_in(rows: list[PublishedRow], move: Move) -> None:
    """Give the rows of both clubs the match that they lack."""
    for index, lack in move.effects:
        row = rows[index]
        changes = {
            name: getattr(row, name) - by for name, by in zip(FIELDS, lack, strict=True) if by
        }
        rows[index] = replace(row, **changes)


def _mend_rows(rows: list[PublishedRow], move: Move) -> None:
    assert move.row is not None
    if move.cause is Cause.ROWS_SWAPPED:
        assert move.other is not None
        first, second = rows[move.row], rows[move.other]
        rows[move.row] = _with_figures_of(first, second)
        rows[move.other] = _with_figures_of(second, first)
        return
    row = rows[move.row]
    if move.cause in (Cause.DEDUCTION, Cause.BONUS):
        rows[move.row] = replace(row, adjustment=row.adjustment + move.figures[0][1])
        return
    changes = {
        FIELDS[index]: value + (row.adjustment + row.start_points if index == POINTS else 0)
        for index, value in move.figures
    }
    rows[move.row] = replace(row, **changes)  # type: ignore[arg-type]


def _with_figures_of(row: PublishedRow, other: PublishedRow) -> PublishedRow:
    figures = {name: getattr(other, name) for name in (*FIELDS, "adjustment", "start_points")}
    return replace(row, **figures)
