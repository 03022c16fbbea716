"""One edit of the page, as the search sees it."""

from dataclasses import dataclass

from pipelines.diagnosis.ledger import Vector
from pipelines.diagnosis.model import Cause

Score = tuple[int, int]
Effects = tuple[tuple[int, Vector], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One edit: its effect is subtracted from the residual of each row it touches.

    ``size`` is what it costs: 1, or 2 for a table row in which several cells are off. ``score`` is
    the new home and away goals; ``sure_of_goals`` is false where the table records no goals, so
    that only the result is known. ``figures`` are new table figures by their index.
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

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells this edit from another, from whichever row it was found."""
        return (self.cause, self.match, self.score, self.row, self.other, self.figures)
