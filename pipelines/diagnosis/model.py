"""What the diagnosis takes and gives: one league table with its matches in, candidate edits out.

Plain frozen dataclasses; nothing here computes football. ``None`` in a figure means that the page
does not record it, which is not ``0``.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Outcome = Literal[
    "agrees",
    "explained",
    "ambiguous",
    "unexplained",
    "self_contradictory",
    "not_comparable",
]
Side = Literal["matches", "table", "both"]


class Cause(StrEnum):
    """The closed list of what an edit can say went wrong."""

    SWAPPED_SCORE = "swapped_score"
    WRONG_SCORE = "wrong_score"
    AWARDED_RESULT = "awarded_result"
    DOUBLE_DEFEAT = "double_defeat"
    MISSING_MATCH = "missing_match"
    DOUBLED_MATCH = "doubled_match"
    WRONG_CLUB = "wrong_club"
    UNRESOLVED_NAME = "unresolved_name"
    ANNULLED_CLUB = "annulled_club"
    EXTRA_MATCH_COUNTED = "extra_match_counted"
    EXTRA_MATCH_LEFT_OUT = "extra_match_left_out"
    MATCH_NOT_IN_TABLE = "match_not_in_table"
    TABLE_AS_OF = "table_as_of"
    TABLE_CELL = "table_cell"
    TABLE_ROW = "table_row"
    ROW_BEHIND = "row_behind"
    ROWS_SWAPPED = "rows_swapped"
    DEDUCTION = "deduction"
    BONUS = "bonus"
    CARRY_OVER = "carry_over"
    TWO_POINT_ERA = "two_point_era"
    OTHER_POINTS_RULE = "other_points_rule"
    SHOOTOUT_POINTS = "shootout_points"


@dataclass(frozen=True)
class PointsRule:
    """Points for a win, a draw and a loss."""

    win: int = 3
    draw: int = 1
    loss: int = 0


@dataclass(frozen=True)
class PublishedRow:
    """One row as the page publishes it.

    ``played``, ``goal_difference`` and ``points`` are what the page *typed*; ``None`` where it
    leaves them to be derived, as ``Module:Sports table`` does.
    """

    team_id: str
    team: str
    row_no: int
    wins: int | None
    draws: int | None
    losses: int | None
    goals_for: int | None
    goals_against: int | None
    played: int | None = None
    goal_difference: int | None = None
    points: int | None = None
    adjustment: int = 0
    start_points: int = 0
    line_start: int | None = None
    line_end: int | None = None


@dataclass(frozen=True)
class Match:
    """One match of the page between clubs of the table.

    ``counts``: the warehouse counts it in this table. ``extra``: left out as an extra match, such
    as a play-off. Goals may be ``None`` only where the match does not count.
    """

    match_id: str
    home_team_id: str
    away_team_id: str
    home_goals: int | None
    away_goals: int | None
    line_start: int | None = None
    line_end: int | None = None
    date: str | None = None
    round: str | None = None
    counts: bool = True
    extra: bool = False


@dataclass(frozen=True)
class TableCase:
    """One published table and the matches it is compared with.

    ``meetings``: how often each pair meets, ``None`` where nobody knows.
    """

    league_table_id: str
    rows: tuple[PublishedRow, ...]
    matches: tuple[Match, ...]
    points_rule: PointsRule = PointsRule()
    meetings: int | None = None


@dataclass(frozen=True)
class Edit:
    """One change of the page that is part of an explanation. A suggestion, never applied."""

    cause: Cause
    match_id: str | None
    team_id: str | None
    current_value: str
    suggested_value: str
    line_start: int | None
    line_end: int | None
    figure: str | None = None


Cost = tuple[int, int, int, int, int]


@dataclass(frozen=True)
class Explanation:
    """Edits that together make every row agree.

    ``cost`` orders explanations, least first: size, misfit of the fixture list, clubs that play
    twice in a round, worst rank of a change, finer rank (see ``ranking``).
    """

    edits: tuple[Edit, ...]
    cost: Cost
    sentence: str
    accuses: Side


@dataclass(frozen=True)
class Diagnosis:
    """What the arithmetic says about one table.

    ``explanations`` are the equally small ones, and only those. ``surplus`` holds a sentence for
    each sum of the table that cannot be true. ``note`` says why there is no more to say.
    """

    outcome: Outcome
    explanations: tuple[Explanation, ...] = ()
    note: str = ""
    surplus: tuple[str, ...] = ()

    @property
    def explanation_count(self) -> int:
        """How many explanations are equally small."""
        return len(self.explanations)
