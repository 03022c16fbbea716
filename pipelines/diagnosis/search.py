"""The search for the fewest edits that annul every residual.

The edits of an explanation join rows like the edges of a graph. In a forest there is always a row
that one edit alone touches, so that edit must annul the row exactly: the search peels such leaves,
one size after the other (error localisation by minimal edits, DOMAIN §5.4). An edit clears two
rows at most, hence ``ceil(rows / 2)`` edits are the least that can do. What is left after the
leaves are rings (a pair's two matches, three clubs among themselves), which ``rings`` opens. Rings
that share a row, or pass one that agrees, take more edits than there are rows off. Those are not
searched through: one trial edit from a short catalogue (swap, one goal more or less) goes first.
"""

from collections.abc import Iterator

from pipelines.diagnosis.ledger import Ledger, Play
from pipelines.diagnosis.move import Move, Score, State, after, fits
from pipelines.diagnosis.moves import Moves, other_results
from pipelines.diagnosis.rings import Rings

Found = dict[frozenset[tuple[object, ...]], tuple[Move, ...]]
MOST_EDITS = 8
MOST_ROWS_FOR_TRIALS = 8
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
        self.rings = Rings(ledger, self.moves, self._count)
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
            self._try_first(size)
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
                if rest is None or not fits(move, chosen):
                    continue
                extended = (*chosen, move)
                if self._is_new(extended):
                    self._peel(rest, left - move.size, extended)
        self._close_rings(state, left, chosen)

    def _close_rings(self, state: State, left: int, chosen: tuple[Move, ...]) -> None:
        """Go on with each ring, once as many rows as edits are left: all of them may lie on one."""
        if left < 2 or len(state) != left:
            return
        for ring, rest in self.rings.through_one(state):
            extended = (*chosen, *ring)
            if all(fits(move, chosen) for move in ring) and self._is_new(extended):
                self._peel(rest, left - len(ring), extended)

    def _after(self, state: State, left: int, move: Move) -> State | None:
        """The residuals after a move; ``None`` where the edits left cannot clear them."""
        rest = after(state, move)
        return rest if len(rest) <= 2 * (left - move.size) else None

    def _is_new(self, chosen: tuple[Move, ...]) -> bool:
        """Whether this set of edits has not been reached in another order."""
        numbers = self._numbers
        key = frozenset(numbers.setdefault(move.identity, len(numbers)) for move in chosen)
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _try_first(self, size: int) -> None:
        if size < 2 or len(self.residuals) > MOST_ROWS_FOR_TRIALS:
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
