"""The search for the fewest edits that annul every residual.

The edits of an explanation join rows like the edges of a graph. In a forest there is always a row
that one edit alone touches, so that edit must annul the row exactly: the search peels such leaves,
one size after the other (error localisation by minimal edits, DOMAIN §5.4). An edit clears two
rows at most, hence ``ceil(rows / 2)`` edits are the least that can do. Where edits form a ring (a
pair's two matches, three clubs among themselves) no row is a leaf; one trial edit from a short
catalogue (swap, one goal more or less) opens the ring.
"""

from collections.abc import Iterator

from pipelines.diagnosis.ledger import NOTHING, Ledger, Play, Vector, minus
from pipelines.diagnosis.model import Cause
from pipelines.diagnosis.move import Move, Score
from pipelines.diagnosis.moves import Moves, other_results

State = dict[int, Vector]
Found = dict[frozenset[tuple[object, ...]], tuple[Move, ...]]
MOST_EDITS = 8
MOST_ROWS_FOR_RINGS = 8
MOST_FOUND = 500


class SearchStoppedError(Exception):
    """The bound on the search was reached; ``nodes`` says where."""

    def __init__(self, nodes: int) -> None:
        """Remember the bound."""
        super().__init__(f"search stopped at {nodes} nodes")
        self.nodes = nodes


class Search:
    """All smallest sets of edits for one table. A node is one edit tried in one state."""

    def __init__(self, ledger: Ledger, residuals: State, limit: int) -> None:
        """Prepare to clear ``residuals``, trying at most ``limit`` edits."""
        self.ledger = ledger
        self.residuals = residuals
        self.limit = limit
        self.nodes = 0
        self.moves = Moves(ledger, residuals)
        self._seen: set[frozenset[int]] = set()
        self._numbers: dict[tuple[object, ...], int] = {}
        self._found: Found = {}

    def smallest(self, most: int = MOST_EDITS) -> list[tuple[Move, ...]]:
        """The sets of edits of the least size that has any, or none up to ``most``.

        Raises ``SearchStoppedError`` when the bound is reached; what had been found by then is
        discarded, because nothing could be said about its being the only one.
        """
        for size in range((len(self.residuals) + 1) // 2, most + 1):
            self._found, self._seen = {}, set()
            self._peel(self.residuals, size, ())
            self._open_rings(size)
            if self._found:
                return list(self._found.values())
        return []

    def _peel(self, state: State, left: int, chosen: tuple[Move, ...]) -> None:
        if not state:
            if left == 0:
                self._found.setdefault(frozenset(move.identity for move in chosen), chosen)
                if len(self._found) > MOST_FOUND:
                    raise SearchStoppedError(self.nodes)
            return
        # With nothing to spare, every edit clears two rows and the first row is a leaf.
        rows = [min(state)] if len(state) == 2 * left else sorted(state)
        for row in rows:
            for move in self.moves.annulling(row, state[row]):
                self._count()
                rest = self._after(state, left, move)
                if rest is None or not _fits(move, chosen):
                    continue
                extended = (*chosen, move)
                if self._is_new(extended):
                    self._peel(rest, left - move.size, extended)

    def _after(self, state: State, left: int, move: Move) -> State | None:
        """The residuals after a move; ``None`` where the edits left cannot clear them."""
        bound = 2 * (left - move.size)
        rows = len(state)
        changed: list[tuple[int, Vector]] = []
        for row, effect in move.effects:
            before = state.get(row)
            after = minus(before or NOTHING, effect)
            changed.append((row, after))
            rows += any(after) - (before is not None)
        if rows > bound:
            return None
        rest = dict(state)
        for row, after in changed:
            if any(after):
                rest[row] = after
            else:
                rest.pop(row, None)
        return rest

    def _is_new(self, chosen: tuple[Move, ...]) -> bool:
        """Whether this set of edits has not been reached in another order."""
        numbers = self._numbers
        key = frozenset(numbers.setdefault(move.identity, len(numbers)) for move in chosen)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _open_rings(self, size: int) -> None:
        if size < 2 or len(self.residuals) > MOST_ROWS_FOR_RINGS:
            return
        for move in self._trials():
            self._count()
            rest = self._after(self.residuals, size, move)
            if rest is not None and self._is_new((move,)):
                self._peel(rest, size - 1, (move,))

    def _trials(self) -> Iterator[Move]:
        for play in self.ledger.plays:
            if play.home not in self.residuals or play.away not in self.residuals:
                continue
            for score in self._trial_scores(play):
                move = self.moves.score_change(play, score)
                if move is not None:
                    yield move

    def _trial_scores(self, play: Play) -> list[Score]:
        home, away = play.home_goals, play.away_goals
        if not (self.moves.goals_known(play.home) or self.moves.goals_known(play.away)):
            return list(other_results(home, away))
        scores = {(away, home), (home + 1, away), (home, away + 1)}
        scores |= {(home - 1, away), (home, away - 1)}
        return [score for score in sorted(scores - {(home, away)}) if min(score) >= 0]

    def _count(self) -> None:
        self.nodes += 1
        if self.nodes > self.limit:
            raise SearchStoppedError(self.limit)


def _fits(move: Move, chosen: tuple[Move, ...]) -> bool:
    """Whether an edit can stand beside the others: no match and no table row is edited twice."""
    for other in chosen:
        if move.match is not None and move.match == other.match:
            return False
        if move.on_table and other.on_table and _table_rows(move) & _table_rows(other):
            return False
        if move.cause is other.cause is Cause.MISSING_MATCH and move.identity == other.identity:
            return False
    return True


def _table_rows(move: Move) -> set[int]:
    return {row for row, _ in move.effects}
