"""The arithmetic of one table: figures as vectors, residuals, and what is known of the fixtures.

A residual is published minus computed (DOMAIN §5.1). A figure that the page does not record has
no residual: its place in the row's mask is 0. Points, played and goal difference take part only
where the page typed them, because otherwise they follow from the other figures and are no
witness of their own (DOMAIN §0 rule 1).
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from pipelines.diagnosis.model import Match, PointsRule, PublishedRow, TableCase

Vector = tuple[int, ...]
FIGURES = (
    "wins",
    "draws",
    "losses",
    "goals for",
    "goals against",
    "played",
    "goal difference",
    "points",
)
WINS, DRAWS, LOSSES, GOALS_FOR, GOALS_AGAINST, PLAYED, GOAL_DIFFERENCE, POINTS = range(8)
NOTHING: Vector = (0,) * 8
MOST_MEETINGS = 4


def plus(a: Vector, b: Vector) -> Vector:
    """The sum of two rows of figures."""
    return tuple([x + y for x, y in zip(a, b, strict=True)])


def minus(a: Vector, b: Vector) -> Vector:
    """The difference of two rows of figures."""
    return tuple([x - y for x, y in zip(a, b, strict=True)])


def negative(a: Vector) -> Vector:
    """The same figures with the other sign."""
    return tuple([-x for x in a])


def masked(a: Vector, mask: Vector) -> Vector:
    """The figures that a row records; 0 for the others."""
    return tuple([x * y for x, y in zip(a, mask, strict=True)])


@dataclass(frozen=True, slots=True)
class Play:
    """A match with a result between two rows, by index."""

    match: int
    home: int
    away: int
    home_goals: int
    away_goals: int

    def seen_from(self, row: int) -> tuple[int, int, int]:
        """The opponent's row, goals for and goals against, from one side."""
        if row == self.home:
            return self.away, self.home_goals, self.away_goals
        return self.home, self.away_goals, self.home_goals


class Ledger:
    """A case made ready for arithmetic. Rows and matches are known by their index in the case."""

    def __init__(self, case: TableCase) -> None:
        """Index the case; expects one that ``checks.check_case`` has passed."""
        self.case = case
        self.rule = case.points_rule
        self.row_of = {row.team_id: index for index, row in enumerate(case.rows)}
        self.masks = tuple(_mask(row) for row in case.rows)
        self.published = tuple(_published(row) for row in case.rows)
        self.plays: list[Play] = []
        self.uncounted: list[Play] = []
        self.without_result: list[int] = []
        for index, match in enumerate(case.matches):
            self._sort_in(index, match)
        self.plays_of: list[list[Play]] = [[] for _ in case.rows]
        self.pair_count: Counter[tuple[int, int]] = Counter()
        self.ground_count: Counter[tuple[int, int]] = Counter()
        for play in self.plays:
            self.plays_of[play.home].append(play)
            self.plays_of[play.away].append(play)
            self.pair_count[pair(play.home, play.away)] += 1
            self.ground_count[play.home, play.away] += 1
        self.met_so_far = case.meetings or self._usual_meetings()
        self.meetings = self._meetings_in_all(self.met_so_far)
        self.is_home_and_away = self._is_home_and_away()

    def _sort_in(self, index: int, match: Match) -> None:
        home, away = self.row_of.get(match.home_team_id), self.row_of.get(match.away_team_id)
        if home is None or away is None:
            return
        if match.home_goals is None or match.away_goals is None:
            self.without_result.append(index)
            return
        play = Play(index, home, away, match.home_goals, match.away_goals)
        (self.plays if match.counts else self.uncounted).append(play)

    def _usual_meetings(self) -> int | None:
        """How often most pairs meet; ``None`` unless four in five pairs agree on it."""
        pairs = len(self.published) * (len(self.published) - 1) // 2
        if not self.pair_count:
            return None
        usual, times = Counter(self.pair_count.values()).most_common(1)[0]
        return usual if times * 5 >= pairs * 4 and usual <= MOST_MEETINGS else None

    def _meetings_in_all(self, so_far: int | None) -> int | None:
        """How often a pair meets in the end, as far as can be said while a season goes on.

        Most pairs may have met once only, though each meets twice. Where most clubs have more
        matches than such meetings give, in the list and in the table too, more of them count.
        """
        opponents = len(self.published) - 1
        if so_far is None or opponents < 1:
            return so_far
        played = [
            min(len(plays), sum(row[WINS : LOSSES + 1]))
            for plays, row in zip(self.plays_of, self.published, strict=True)
        ]
        more = [-(-matches // opponents) for matches in played if matches > so_far * opponents]
        return min(more) if len(more) * 2 > len(self.published) else so_far

    def _is_home_and_away(self) -> bool:
        """Whether each pair meets as often on either ground, as four in five pairs show."""
        if not self.meetings or self.meetings % 2:
            return False
        level = sum(
            self.ground_count[first, second] == self.ground_count[second, first]
            for first, second in self.pair_count
        )
        return level * 5 >= len(self.pair_count) * 4

    def yet_to_be_at_home(self, a: int, b: int) -> int | None:
        """Of two rows the one at home in what they still have to play, ``None`` if nothing tells.

        It is told where pairs change grounds and the other one has been at home as often as it is
        to be.
        """
        if not self.meetings or not self._changes_grounds:
            return None
        done = [row for row in (a, b) if self.ground_count[row, a + b - row] * 2 >= self.meetings]
        return a + b - done[0] if len(done) == 1 else None

    @cached_property
    def _changes_grounds(self) -> bool:
        """Whether pairs that have met in full did so evenly: four in five and two at least."""
        if not self.meetings or self.meetings % 2:
            return False
        full = [couple for couple, count in self.pair_count.items() if count == self.meetings]
        level = sum(self.ground_count[x, y] == self.ground_count[y, x] for x, y in full)
        return level >= 2 and level * 5 >= len(full) * 4

    def side(self, goals_for: int, goals_against: int) -> Vector:
        """What a match with this score adds to a row."""
        rule = self.rule
        if goals_for > goals_against:
            return (1, 0, 0, goals_for, goals_against, 1, goals_for - goals_against, rule.win)
        if goals_for == goals_against:
            return (0, 1, 0, goals_for, goals_against, 1, 0, rule.draw)
        return (0, 0, 1, goals_for, goals_against, 1, goals_for - goals_against, rule.loss)

    def computed(self) -> list[Vector]:
        """Every row as the counting matches make it."""
        rows = [NOTHING for _ in self.published]
        for play in self.plays:
            rows[play.home] = plus(rows[play.home], self.side(play.home_goals, play.away_goals))
            rows[play.away] = plus(rows[play.away], self.side(play.away_goals, play.home_goals))
        return rows

    def residuals(self) -> dict[int, Vector]:
        """Published minus computed, for the rows that differ."""
        differences = {
            index: masked(minus(published, computed), self.masks[index])
            for index, (published, computed) in enumerate(
                zip(self.published, self.computed(), strict=True)
            )
        }
        return {index: residual for index, residual in differences.items() if any(residual)}

    def played_residual(self, row: int, residual: Vector) -> int:
        """How many more matches the row has than are listed; 0 where it records none."""
        mask = self.masks[row]
        if mask[WINS] and mask[DRAWS] and mask[LOSSES]:
            return residual[WINS] + residual[DRAWS] + residual[LOSSES]
        return residual[PLAYED]

    def fixture_without_result(self, row: int, other: int) -> int | None:
        """The first match between two rows that is listed without a result, at either ground."""
        clubs = {self.case.rows[row].team_id, self.case.rows[other].team_id}
        for index in self.without_result:
            match = self.case.matches[index]
            if {match.home_team_id, match.away_team_id} == clubs:
                return index
        return None

    def misfit(self) -> int:
        """How far the fixture list is from every pair having met in full (DOMAIN §1.10)."""
        if not self.meetings:
            return 0
        rows = range(len(self.published))
        each = [(a, b) for a in rows for b in rows if a < b]
        off = sum(abs(self.pair_count[couple] - self.meetings) for couple in each)
        if self.is_home_and_away:
            half = self.meetings // 2
            off += sum(
                abs(self.ground_count[a, b] - half) + abs(self.ground_count[b, a] - half)
                for a, b in each
            )
        return off

    def clashes(self) -> int:
        """How often a club plays again in a round (or, without rounds, on a day)."""
        seen: Counter[tuple[int, str]] = Counter()
        for play in self.plays:
            match = self.case.matches[play.match]
            when = match.round or match.date
            if when:
                seen[play.home, when] += 1
                seen[play.away, when] += 1
        return sum(times - 1 for times in seen.values())


def pair(a: int, b: int) -> tuple[int, int]:
    """Two rows in a fixed order, whoever is at home."""
    return (a, b) if a < b else (b, a)


def rule_points(rule: PointsRule, row: PublishedRow) -> int | None:
    """Points that a rule gives for a row's own wins, draws and losses."""
    if row.wins is None or row.draws is None or row.losses is None:
        return None
    return rule.win * row.wins + rule.draw * row.draws + rule.loss * row.losses


def _mask(row: PublishedRow) -> Vector:
    return tuple(int(value is not None) for value in _values(row))


def _published(row: PublishedRow) -> Vector:
    return tuple(value or 0 for value in _values(row))


def _values(row: PublishedRow) -> tuple[int | None, ...]:
    points = None if row.points is None else row.points - row.adjustment - row.start_points
    return (
        row.wins,
        row.draws,
        row.losses,
        row.goals_for,
        row.goals_against,
        row.played,
        row.goal_difference,
        points,
    )
