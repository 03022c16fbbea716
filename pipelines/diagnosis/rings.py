"""Edits of matches that form a ring: a pair's two matches, three clubs among themselves.

Two edits touch each row of a ring, so no row says what either of them is. But once one match has
another score, its two rows are the ends of a chain, where each row says what the next edit is. So
one match is opened with every score that the goals allow, and the chain is followed from one end to
the other. Several scores may close it: a ring has many explanations where a chain has one.
"""

from collections.abc import Callable, Iterator

from pipelines.diagnosis.ledger import GOALS_AGAINST, GOALS_FOR, Ledger, Play
from pipelines.diagnosis.move import Move, Score, State, after, fits
from pipelines.diagnosis.moves import Moves, other_results


class Rings:
    """The rings through the rows that are off, for one table."""

    def __init__(self, ledger: Ledger, moves: Moves, count: Callable[[], None]) -> None:
        """Prepare; ``count`` is called for each edit that is tried."""
        self.ledger = ledger
        self.moves = moves
        self.count = count

    def through_one(self, state: State) -> Iterator[tuple[tuple[Move, ...], State]]:
        """Rings through one of the rows, which agree after them, and the residuals they leave.

        Expects a state in which every row lies on a ring, so that any row will do to begin with:
        the first one of those that lack the fewest matches, for only a listed one can be opened.
        """
        lacking = self.ledger.played_residual
        start = min(state, key=lambda row: (abs(lacking(row, state[row])), row))
        for play in self.ledger.plays_of[start]:
            other = play.seen_from(start)[0]
            for score in self._scores(play, state) if other in state else ():
                move = self.moves.score_change(play, score)
                if move is None:
                    continue
                self.count()
                rest = after(state, move)
                if start in rest and other in rest:
                    yield from self._closed(other, start, rest, (move,))

    def _closed(
        self, row: int, start: int, state: State, chain: tuple[Move, ...]
    ) -> Iterator[tuple[tuple[Move, ...], State]]:
        """The ways on from the open end of a chain back to its start."""
        for move in self.moves.annulling(row, state[row]):
            self.count()
            if move.on_table or not fits(move, chain):
                continue
            following = next(touched for touched, _ in move.effects if touched != row)
            rest = after(state, move)
            if following == start and start not in rest:
                yield (*chain, move), rest
            elif following != start and following in state and following in rest:
                yield from self._closed(following, start, rest, (*chain, move))

    def _scores(self, play: Play, state: State) -> Iterator[Score]:
        """Every other score that a match of a ring can have had, home goals first."""
        old = play.home_goals, play.away_goals
        rows = [row for row in (play.home, play.away) if self.moves.goals_known(row)]
        if not rows:
            yield from other_results(*old)
            return
        most = [self._most(play, row, state) for row in rows]
        for home in range(min(goals for goals, _ in most) + 1):
            for away in range(min(goals for _, goals in most) + 1):
                if (home, away) != old:
                    yield home, away

    def _most(self, play: Play, row: int, state: State) -> Score:
        """The most goals, home and away, that leave a row at least none in its other match."""
        others = [
            other.seen_from(row)[1:]
            for other in self.ledger.plays_of[row]
            if other.match != play.match and other.seen_from(row)[0] in state
        ]
        _, own, theirs = play.seen_from(row)
        own += state[row][GOALS_FOR] + max((goals for goals, _ in others), default=0)
        theirs += state[row][GOALS_AGAINST] + max((goals for _, goals in others), default=0)
        return (own, theirs) if row == play.home else (theirs, own)
