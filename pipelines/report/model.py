"""What a season page is made of: rows of the public tables, and a page that holds its own.

Fields carry the names of the marts' columns; the reader derives its SQL from them. Everything that
rows are ordered by is among them: the same rows make the same page.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

# Column of the marts, heading, spoken heading; in the order of a league table.
FIGURES = (
    ("played", "Pld", "Played"),
    ("wins", "W", "Won"),
    ("draws", "D", "Drawn"),
    ("losses", "L", "Lost"),
    ("goals_for", "GF", "Goals for"),
    ("goals_against", "GA", "Goals against"),
    ("goal_difference", "GD", "Goal difference"),
    ("points", "Pts", "Points"),
)

Figures = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Season:
    """A wiki page in the list of all pages, with the season it tells of."""

    page_id: str
    title: str
    site: str
    season_id: str | None
    competition: str | None
    season: str | None
    winner_team: str | None
    match_count: int
    parse_issue_count: int
    suspected_error_count: int
    tables_by_status: Mapping[str, int]
    file: str


class Link(NamedTuple):
    """Another page of the book: its title and its file."""

    title: str
    file: str


@dataclass(frozen=True, slots=True)
class Links:
    """Which pages of the book a page leads to.

    ``same_season`` are some that tell of the same season, ``more_of_season`` counts the others;
    ``foreign_files`` are the files, by title, of pages from which tables are taken over.
    """

    previous: Link | None
    next: Link | None
    same_season: tuple[Link, ...]
    more_of_season: int
    foreign_files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageText:
    """The current text of a page and where it comes from."""

    page_id: str
    source_uri: str | None
    revision_id: int | None
    content_sha256: str
    dialect: str
    licence: str | None
    attribution: str | None
    wikitext: str


@dataclass(frozen=True, slots=True)
class SeasonFacts:
    """What the page's infobox says of its season, and the line of each fact."""

    page_id: str
    competition: str | None
    season: str | None
    winner_team: str | None
    top_scorer: str | None
    top_scorer_goals: int | None
    previous_season: str | None
    next_season: str | None
    first_match_date: date | None
    last_match_date: date | None
    fact_lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LeagueTable:
    """A published table and what the comparison with its matches says."""

    league_table_id: str
    page_id: str
    table_no: int
    section_path: str | None
    caption: str | None
    points_for_win: int | None
    points_for_draw: int | None
    points_for_loss: int | None
    transcluded_from: str | None
    status: str
    row_count: int
    rows_compared: int
    rows_agreeing: int
    matches_counted: int
    matches_expected: int | None
    extra_matches: int
    is_open_set: bool
    order_consistent_with: list[str]
    order_contradicts: list[str]
    order_undetermined_for: list[str]
    explanation: str
    line_start: int
    line_end: int

    @property
    def anchor(self) -> str:
        """Id of the table on its page, such as ``table-7``."""
        return anchor_of(self.league_table_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a published table beside the same row computed from matches."""

    league_table_id: str
    page_id: str
    row_no: int
    position: int | None
    team_id: str | None
    team: str
    team_code: str | None
    points_adjustment: int | None
    starting_points: int | None
    group_name: str | None
    qualification: str | None
    note: str | None
    is_recorded: bool
    published: Figures
    computed: Figures
    residual: Figures
    row_status: str
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """A match as the page tells it."""

    match_id: str
    page_id: str
    section_path: str | None
    stage: str | None
    round: str | None
    match_date: date | None
    date_text: str | None
    date_year_basis: str | None
    home_team_id: str | None
    home_team: str | None
    away_team_id: str | None
    away_team: str | None
    home_goals: int | None
    away_goals: int | None
    score_text: str | None
    home_penalties: int | None
    away_penalties: int | None
    match_status: str
    is_after_extra_time: bool | None
    venue: str | None
    city: str | None
    is_neutral_venue: bool | None
    witness: str
    second_witness: str | None
    second_witness_home_goals: int | None
    second_witness_away_goals: int | None
    second_witness_line: int | None
    do_witnesses_agree: bool | None
    league_table_id: str | None
    counts_in_table: bool
    exclusion_reason: str | None
    line_start: int
    line_end: int

    @property
    def anchor(self) -> str:
        """Id of the match on its page, such as ``match-13``."""
        return anchor_of(self.match_id)

    @property
    def has_score(self) -> bool:
        """Whether one readable score is known."""
        return self.home_goals is not None and self.away_goals is not None

    @property
    def has_score_of_second(self) -> bool:
        """Whether the score is the second witness's alone, beside a box that has none."""
        is_told_there = self.second_witness_home_goals is not None
        return self.has_score and is_told_there and self.do_witnesses_agree is None


@dataclass(frozen=True, slots=True)
class CountedMatch:
    """A match that counts in a table."""

    league_table_id: str
    page_id: str
    match_id: str


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """A club's place in a table after one of its rounds."""

    league_table_id: str
    page_id: str
    round_number: int
    round: str | None
    round_basis: str
    as_of_date: date | None
    position: int
    team_id: str
    team: str
    points: int


@dataclass(frozen=True, slots=True)
class SuspectedError:
    """An edit of one explanation that would mend a table or a match."""

    suspected_error_id: str
    page_id: str
    league_table_id: str | None
    match_id: str | None
    explanation_no: int
    edit_no: int
    cause: str
    current_value: str | None
    suggested_value: str | None
    explanation_count: int
    confidence: str
    evidence: str
    line_start: int | None
    line_end: int | None


@dataclass(frozen=True, slots=True)
class Entrant:
    """A team listed as qualified."""

    entrant_id: str
    page_id: str
    section_path: str | None
    department: str | None
    team: str
    location: str | None
    later_league_table_id: str | None
    identity_basis: str | None
    line_start: int
    line_end: int


@dataclass(frozen=True, slots=True)
class ParseIssue:
    """Something on the page that could not be read as it stands."""

    parse_issue_id: str
    page_id: str
    line_start: int | None
    line_end: int | None
    severity: str
    code: str
    message: str
    snippet: str | None


@dataclass(frozen=True, slots=True)
class TieBreak:
    """A system of tie-breaks: whose rules they are, and its criteria in order."""

    system: str
    source: str
    criteria: list[str]


@dataclass(frozen=True, slots=True)
class SeasonPage:
    """All that one page of the book shows; what is not in here is not on it."""

    season: Season
    text: PageText
    facts: SeasonFacts | None
    links: Links
    tables: tuple[LeagueTable, ...]
    standings: tuple[Standing, ...]
    rounds: tuple[RoundStanding, ...]
    matches: tuple[Match, ...]
    counted: tuple[CountedMatch, ...]
    suspected_errors: tuple[SuspectedError, ...]
    entrants: tuple[Entrant, ...]
    issues: tuple[ParseIssue, ...]


def anchor_of(identifier: str) -> str:
    """The part of an id that is its own on its page: ``table-7`` of ``enwiki/…#table-7``."""
    return identifier.rsplit("#", 1)[-1]
