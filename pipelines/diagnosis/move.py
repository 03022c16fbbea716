"""One edit of the page, as the search sees it, and what it leaves of the residuals."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.diagnosis.ledger import NOTHING, Vector, minus
from pipelines.diagnosis.model import Cause

Score = tuple[int, int]
State = dict[int, Vector]
Effects = tuple[tuple[int, Vector], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One edit: its effect is subtracted from the residual of each row it touches.

    ``size`` is what it costs: 1, or 2 for a table row in which several cells are off. ``score`` is
    the new home and away goals; ``sure_of_goals`` is false where the table records no goals, so
    that only the result is known; ``sure_of_home`` where nothing tells whose ground a match to add
    was played on. ``figures`` are new table figures by their index.
    """

    cause: Cause
    effects: Effects
    size: int = 1
    on_table: bool = False
    rank: int = 1
    finer: int = 0
    match: int | None = None
    score: Score | None = None
    row: int | None = None
    other: int | None = None
    figures: tuple[tuple[int, int], ...] = ()
    sure_of_goals: bool = True
    sure_of_home: bool = True

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells this edit from another, from whichever row it was found."""
        return (self.cause, self.match, self.score, self.row, self.other, self.figures)


def after(state: State, move: Move) -> State:
    """The residuals that are left after a move."""
    rest = dict(state)
    for row, effect in move.effects:
        residual = minus(rest.pop(row, NOTHING), effect)
        if any(residual):
            rest[row] = residual
    return rest


def fits(move: Move, chosen: Iterable[Move]) -> bool:
    """Whether an edit can stand beside the others: no match and no table row is edited twice."""
    for other in chosen:
        if move.match is not None and move.match == other.match:
            return False
        # A club may lack several of its matches.
        are_both_late = move.cause is other.cause is Cause.MATCH_NOT_IN_TABLE
        are_both_rows = move.on_table and other.on_table and not are_both_late
        if are_both_rows and _table_rows(move) & _table_rows(other):
            return False
        if move.cause is other.cause is Cause.MISSING_MATCH and move.identity == other.identity:
            return False
    return True


def _table_rows(move: Move) -> set[int]:
    return {row for row, _ in move.effects}
