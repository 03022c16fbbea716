"""Single edits and what each does to the residuals.

Every move here annuls one given row exactly; the search chains them until no row is left. A match
edit touches two rows, in mirror (DOMAIN §0 rule 10): that is why a lone deviating row is never
blamed on a match. Signatures are those of DOMAIN §5.2.
"""

from collections.abc import Iterator

from pipelines.diagnosis.ledger import (
    DRAWS,
    FIGURES,
    GOALS_AGAINST,
    GOALS_FOR,
    LOSSES,
    NOTHING,
    POINTS,
    WINS,
    Ledger,
    Play,
    Vector,
    masked,
    minus,
    negative,
    pair,
)
from pipelines.diagnosis.meetings import (
    are_on_one_day,
    is_last_of_both,
    is_met_too_often,
    is_one_too_many,
    stands_apart,
    twins_of,
)
from pipelines.diagnosis.model import Cause
from pipelines.diagnosis.move import Effects, Move, Score
from pipelines.diagnosis.ranking import OTHER, SLIP, rank_of_score

AWARD_MARGIN = 3


class Moves:
    """The moves that annul a row, remembered by row and residual."""

    def __init__(self, ledger: Ledger, residuals: dict[int, Vector]) -> None:
        """Prepare for a table whose rows are off by ``residuals``."""
        self.ledger = ledger
        self.short = {row for row, r in residuals.items() if ledger.played_residual(row, r) < 0}
        # The direction test, DOMAIN §5.4.7: wins, draws and losses agree everywhere.
        self.results_stand = not any(any(r[:3]) for r in residuals.values()) and all(
            all(mask[:3]) for mask in ledger.masks
        )
        self._known: dict[tuple[int, Vector], tuple[Move, ...]] = {}

    def annulling(self, row: int, residual: Vector) -> tuple[Move, ...]:
        """Every edit whose effect on this row is exactly its residual."""
        key = (row, residual)
        if key not in self._known:
            self._known[key] = tuple(self._find(row, residual))
        return self._known[key]

    def _find(self, row: int, residual: Vector) -> Iterator[Move]:
        played = self.ledger.played_residual(row, residual)
        if played == 0:
            yield from self._score_changes(row, residual)
            yield from self._awards(row, residual)
        elif played == 1:
            yield from self._left_out(row, residual)
            yield from self._missing(row, residual)
            yield from self._given_to_another(row, residual)
        elif played == -1:
            yield from self._surplus(row, residual)
            yield from self._not_in_table(row, residual)
            yield from self._taken_from_another(row, residual)
        yield from self._row_exchanges(row, residual)
        yield from self._row_slips(row, residual)

    # Scores: T01, T02, T16, T17

    def _score_changes(self, row: int, residual: Vector) -> Iterator[Move]:
        for play in self.ledger.plays_of[row]:
            for own, theirs in self._new_scores(play, row, residual):
                score = (own, theirs) if play.home == row else (theirs, own)
                move = self.score_change(play, score)
                if move and dict(move.effects).get(row, NOTHING) == residual:
                    yield move

    def _new_scores(self, play: Play, row: int, residual: Vector) -> Iterator[Score]:
        mask = self.ledger.masks[row]
        _, own, theirs = play.seen_from(row)
        if mask[GOALS_FOR] and mask[GOALS_AGAINST]:
            new = (own + residual[GOALS_FOR], theirs + residual[GOALS_AGAINST])
            if min(new) >= 0 and new != (own, theirs):
                yield new
            return
        yield from other_results(own, theirs)

    def score_change(self, play: Play, score: Score) -> Move | None:
        """The edit that gives a match another score; ``None`` where no result may change."""
        home, away = score
        if self.results_stand and _sign(home - away) != _sign(play.home_goals - play.away_goals):
            return None
        rank, finer = rank_of_score((play.home_goals, play.away_goals), score)
        side, masks = self.ledger.side, self.ledger.masks
        return Move(
            Cause.SWAPPED_SCORE if rank == 0 else Cause.WRONG_SCORE,
            (
                (
                    play.home,
                    masked(
                        minus(side(home, away), side(play.home_goals, play.away_goals)),
                        masks[play.home],
                    ),
                ),
                (
                    play.away,
                    masked(
                        minus(side(away, home), side(play.away_goals, play.home_goals)),
                        masks[play.away],
                    ),
                ),
            ),
            rank=rank,
            finer=finer,
            match=play.match,
            score=score,
            sure_of_goals=self.goals_known(play.home) and self.goals_known(play.away),
        )

    def _awards(self, row: int, residual: Vector) -> Iterator[Move]:
        """Results that the table counts otherwise than the score says, for one club or both."""
        if not any(residual[:3]) or not self.goals_known(row):
            return
        for play in self.ledger.plays_of[row]:
            for own, theirs, cause in self._rulings(play, row):
                opponent, goals_for, goals_against = play.seen_from(row)
                old, old_theirs = (
                    self.ledger.side(goals_for, goals_against),
                    self.ledger.side(goals_against, goals_for),
                )
                effect = masked(minus(own, old), self.ledger.masks[row])
                mirror = masked(minus(theirs, old_theirs), self.ledger.masks[opponent])
                if effect == residual and any(mirror):
                    yield Move(
                        cause,
                        ((row, effect), (opponent, mirror)),
                        rank=OTHER,
                        match=play.match,
                        row=None if cause is Cause.DOUBLE_DEFEAT else self._winner(play, row, own),
                        figures=_lost_by(own) if cause is Cause.DOUBLE_DEFEAT else (),
                    )

    def _rulings(self, play: Play, row: int) -> Iterator[tuple[Vector, Vector, Cause]]:
        _, own, theirs = play.seen_from(row)
        mine, yours = self.ledger.side(own, theirs)[3:7], self.ledger.side(theirs, own)[3:7]
        rule = self.ledger.rule
        lost = (0, 0, 1)
        for result, mirror, points, others in (
            ((1, 0, 0), lost, rule.win, rule.loss),
            (lost, (1, 0, 0), rule.loss, rule.win),
        ):
            if result != self.ledger.side(own, theirs)[:3]:
                yield (*result, *mine, points), (*mirror, *yours, others), Cause.AWARDED_RESULT
        for against in (0, AWARD_MARGIN):
            both: Vector = (*lost, 0, against, 1, -against, rule.loss)
            yield both, both, Cause.DOUBLE_DEFEAT
        if own == theirs:
            both = (*lost, *mine, rule.loss)
            yield both, both, Cause.DOUBLE_DEFEAT

    @staticmethod
    def _winner(play: Play, row: int, ruled: Vector) -> int:
        return row if ruled[WINS] else play.seen_from(row)[0]

    # Played: T04, T05, T06, T11, T18, T32

    def _missing(self, row: int, residual: Vector) -> Iterator[Move]:
        for own, theirs in self._score_of(row, residual):
            effect = self.ledger.side(own, theirs)
            if masked(effect, self.ledger.masks[row]) != residual:
                continue
            for other in range(len(self.ledger.published)):
                if other != row and self._may_meet(row, other):
                    yield self._addition(row, other, (own, theirs))

    def _score_of(self, row: int, residual: Vector) -> Iterator[Score]:
        mask = self.ledger.masks[row]
        if mask[GOALS_FOR] and mask[GOALS_AGAINST]:
            if residual[GOALS_FOR] >= 0 and residual[GOALS_AGAINST] >= 0:
                yield residual[GOALS_FOR], residual[GOALS_AGAINST]
        elif mask[WINS]:
            yield (1, 0) if residual[WINS] else (0, 0) if residual[DRAWS] else (0, 1)

    def _addition(self, row: int, other: int, score: Score) -> Move:
        """A match to add: as listed without a result, else as the grounds of the others tell."""
        listed = self.ledger.fixture_without_result(row, other)
        if listed is not None:
            known: int | None = self.ledger.row_of[self.ledger.case.matches[listed].home_team_id]
        else:
            known = self.ledger.yet_to_be_at_home(row, other)
        here, there = (self.ledger.ground_count[a, b] for a, b in ((row, other), (other, row)))
        is_first = here < there or (here == there and row < other)
        at_home = is_first if known is None else known == row
        home, away = (row, other) if at_home else (other, row)
        goals = score if at_home else (score[1], score[0])
        masks, side = self.ledger.masks, self.ledger.side
        return Move(
            Cause.MISSING_MATCH,
            (
                (home, masked(side(*goals), masks[home])),
                (away, masked(side(goals[1], goals[0]), masks[away])),
            ),
            row=home,
            other=away,
            score=goals,
            sure_of_goals=self.goals_known(home) and self.goals_known(away),
            sure_of_home=known is not None,
        )

    def _left_out(self, row: int, residual: Vector) -> Iterator[Move]:
        for play in self.ledger.uncounted:
            if row in (play.home, play.away):
                effects = self._whole(play)
                if dict(effects)[row] == residual:
                    yield Move(Cause.EXTRA_MATCH_LEFT_OUT, effects, match=play.match, rank=0)

    def _surplus(self, row: int, residual: Vector) -> Iterator[Move]:
        for play in self.ledger.plays_of[row]:
            twins = twins_of(self.ledger, play)
            if not is_one_too_many(self.ledger, play, bool(twins)):
                continue
            effects = tuple((index, negative(effect)) for index, effect in self._whole(play))
            if dict(effects)[row] == residual:
                doubled = any(are_on_one_day(self.ledger, play, twin) for twin in twins)
                yield Move(
                    Cause.DOUBLED_MATCH if doubled else Cause.EXTRA_MATCH_COUNTED,
                    effects,
                    match=play.match,
                    rank=1 - int(not doubled and stands_apart(self.ledger, play)),
                )

    def _not_in_table(self, row: int, residual: Vector) -> Iterator[Move]:
        """A listed match that the rows of both its clubs lack, as where a result came after them.

        Not one that its pair has played too often at this ground: that may be listed twice.
        """
        for play in self.ledger.plays_of[row]:
            if not {play.home, play.away} <= self.short or is_met_too_often(self.ledger, play):
                continue
            effects = tuple((index, negative(effect)) for index, effect in self._whole(play))
            if dict(effects)[row] == residual:
                yield Move(
                    Cause.MATCH_NOT_IN_TABLE,
                    effects,
                    on_table=True,
                    rank=SLIP if is_last_of_both(self.ledger, play) else OTHER,
                    match=play.match,
                )

    def _taken_from_another(self, row: int, residual: Vector) -> Iterator[Move]:
        """A match listed for this club that another one played."""
        for play in self.ledger.plays_of[row]:
            if negative(dict(self._whole(play))[row]) != residual:
                continue
            for other in range(len(self.ledger.published)):
                yield from self._handover(play, row, other)

    def _given_to_another(self, row: int, residual: Vector) -> Iterator[Move]:
        """A match of this club that is listed for another one."""
        for play in self.ledger.plays:
            for club in (play.home, play.away):
                _, own, theirs = play.seen_from(club)
                if masked(self.ledger.side(own, theirs), self.ledger.masks[row]) == residual:
                    yield from self._handover(play, club, row)

    def _handover(self, play: Play, old: int, new: int) -> Iterator[Move]:
        opponent, own, theirs = play.seen_from(old)
        if new in (old, opponent) or not self._may_meet(new, opponent):
            return
        effect = self.ledger.side(own, theirs)
        yield Move(
            Cause.WRONG_CLUB,
            (
                (old, negative(masked(effect, self.ledger.masks[old]))),
                (new, masked(effect, self.ledger.masks[new])),
            ),
            match=play.match,
            row=old,
            other=new,
        )

    # The table itself: T08, T09, T10, T15

    def _row_exchanges(self, row: int, residual: Vector) -> Iterator[Move]:
        ledger = self.ledger
        for other in range(len(ledger.published)):
            if other == row or ledger.masks[other] != ledger.masks[row]:
                continue
            effect = minus(ledger.published[row], ledger.published[other])
            if effect == residual:
                first, second = pair(row, other)
                yield Move(
                    Cause.ROWS_SWAPPED,
                    ((row, effect), (other, negative(effect))),
                    on_table=True,
                    row=first,
                    other=second,
                )

    def _row_slips(self, row: int, residual: Vector) -> Iterator[Move]:
        published = self.ledger.published[row]
        off = [index for index in range(len(FIGURES)) if residual[index]]
        figures = tuple((index, published[index] - residual[index]) for index in off)
        effects = ((row, residual),)
        if len(off) > 1:
            behind = self._is_behind(row, residual)
            cause = Cause.ROW_BEHIND if behind else Cause.TABLE_ROW
            yield Move(cause, effects, size=2, on_table=True, row=row, figures=figures)
            return
        yield Move(Cause.TABLE_CELL, effects, on_table=True, row=row, figures=figures)
        if off == [POINTS]:
            cause = Cause.DEDUCTION if residual[POINTS] < 0 else Cause.BONUS
            yield Move(
                cause, effects, on_table=True, row=row, figures=((POINTS, residual[POINTS]),)
            )

    def _is_behind(self, row: int, residual: Vector) -> bool:
        """Whether the row is exactly one of its own matches short (T15)."""
        return self.ledger.played_residual(row, residual) == -1 and any(
            negative(dict(self._whole(play))[row]) == residual for play in self.ledger.plays_of[row]
        )

    def _whole(self, play: Play) -> Effects:
        side, masks = self.ledger.side, self.ledger.masks
        return (
            (play.home, masked(side(play.home_goals, play.away_goals), masks[play.home])),
            (play.away, masked(side(play.away_goals, play.home_goals), masks[play.away])),
        )

    def _may_meet(self, a: int, b: int) -> bool:
        meetings = self.ledger.meetings
        return meetings is None or self.ledger.pair_count[pair(a, b)] < meetings

    def goals_known(self, row: int) -> bool:
        """Whether the table records the goals of a row."""
        mask = self.ledger.masks[row]
        return bool(mask[GOALS_FOR] and mask[GOALS_AGAINST])


def other_results(own: int, theirs: int) -> tuple[Score, Score]:
    """A score for each of the other two results, the same seen from either side."""
    if own == theirs:
        return (own + 1, theirs), (own, theirs + 1)
    fewer = min(own, theirs)
    return (theirs, own), (fewer, fewer)


def _lost_by(ruled: Vector) -> tuple[tuple[int, int], ...]:
    """Goals that a double defeat gives each club, as new figures."""
    return (
        (LOSSES, 1),
        (GOALS_FOR, ruled[GOALS_FOR]),
        (GOALS_AGAINST, ruled[GOALS_AGAINST]),
    )


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
