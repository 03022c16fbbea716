"""Pure: arranges the rows of a season page the way the page shows them."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from pipelines.report.chart import Series, position_chart
from pipelines.report.model import (
    LeagueTable,
    Match,
    RoundStanding,
    SeasonPage,
    Standing,
    SuspectedError,
    TieBreak,
)
from pipelines.wikitext.page import readable


@dataclass(frozen=True, slots=True)
class Lines:
    """Leads from a line number to the text it stands in: this page's, or another page's."""

    count: int
    title: str | None = None
    file: str | None = None

    def href(self, line: int | None) -> str | None:
        """The link to a line, None where the text is not in the book."""
        if line is None or line < 1:
            return None
        if self.title is not None:
            return f"{self.file}#L{line}" if self.file else None
        return f"#L{line}" if line <= self.count else None


@dataclass(frozen=True, slots=True)
class Club:
    """A club of a table: its place in the row order, and a short label for narrow columns."""

    team_id: str
    team: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ClubMatch:
    """A match seen from one of its clubs."""

    match: Match
    opponent: str
    goals_for: int
    goals_against: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round of a table: its number, name and day, and each club's place after it."""

    number: int
    name: str
    as_of_date: date | None
    positions: Mapping[str, RoundStanding]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One smallest explanation of a difference, with all the edits it needs."""

    evidence: str
    confidence: str
    explanation_count: int
    edits: tuple[SuspectedError, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A league table with everything that belongs to it."""

    table: LeagueTable
    name: str
    lines: Lines
    rows: tuple[Standing, ...]
    clubs: tuple[Club, ...]
    anchors: Mapping[str, str]
    explanations: tuple[Explanation, ...]
    results: Mapping[tuple[str, str], list[Match]]
    club_matches: Mapping[str, list[ClubMatch]]
    rounds: tuple[Round, ...]
    chart: Markup | None
    consistent_with: tuple[TieBreak, ...]
    contradicts: tuple[TieBreak, ...]
    undetermined: tuple[TieBreak, ...]

    @property
    def shows_groups(self) -> bool:
        """Whether any row names its group."""
        return any(row.group_name for row in self.rows)

    @property
    def shows_qualification(self) -> bool:
        """Whether any row says what its place leads to."""
        return any(row.qualification for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageView:
    """A season page, arranged."""

    lines: Lines
    text: list[str]
    tables: tuple[TableView, ...]
    stages: Mapping[str, Mapping[str, list[Match]]]
    match_lines: Mapping[str, Lines]
    counted: AbstractSet[str]
    loose_explanations: tuple[Explanation, ...]
    table_names: Mapping[str, str]


def view_of(page: SeasonPage, tie_breaks: Mapping[str, TieBreak]) -> PageView:
    """Arrange a page: tables with their matches, matches by stage and round, the text by line."""
    text = readable(page.text.wikitext).split("\n")
    own = Lines(len(text))
    names = _names(page.tables)
    lines_of_table = {t.league_table_id: _lines_of(t, own, page) for t in page.tables}
    return PageView(
        lines=own,
        text=text,
        tables=tuple(
            _table_view(page, table, names, lines_of_table[table.league_table_id], tie_breaks)
            for table in page.tables
        ),
        stages=_stages(page.matches),
        match_lines={
            match.match_id: lines_of_table.get(match.league_table_id or "", own)
            for match in page.matches
            if match.witness == "result_grid" or match.second_witness == "result_grid"
        },
        counted={one.match_id for one in page.counted},
        loose_explanations=_explanations(page.suspected_errors, None),
        table_names=names,
    )


def _lines_of(table: LeagueTable, own: Lines, page: SeasonPage) -> Lines:
    title = table.transcluded_from
    return own if title is None else Lines(0, title, page.links.foreign_files.get(title))


def _names(tables: Sequence[LeagueTable]) -> dict[str, str]:
    """A name for each table; the same heading twice gets a number."""
    names: dict[str, str] = {}
    for table in tables:
        heading = (table.section_path or "").rsplit(" > ", 1)[-1]
        name = table.caption or heading or "League table"
        taken = sum(other == name or other.startswith(f"{name} (") for other in names.values())
        names[table.league_table_id] = f"{name} ({taken + 1})" if taken else name
    return names


def _table_view(
    page: SeasonPage,
    table: LeagueTable,
    names: Mapping[str, str],
    lines: Lines,
    tie_breaks: Mapping[str, TieBreak],
) -> TableView:
    key = table.league_table_id
    rows = tuple(row for row in page.standings if row.league_table_id == key)
    matches = [match for match in page.matches if match.league_table_id == key]
    clubs = _clubs(table, rows, matches)
    ids = {one.match_id for one in page.counted if one.league_table_id == key}
    counted = [match for match in page.matches if match.match_id in ids]
    rounds = _rounds([row for row in page.rounds if row.league_table_id == key])
    return TableView(
        table=table,
        name=names[key],
        lines=lines,
        rows=rows,
        clubs=clubs,
        anchors={club.team_id: club.anchor for club in clubs},
        explanations=_explanations(page.suspected_errors, key),
        results=_results(matches),
        club_matches={club.team_id: _matches_of(club, counted) for club in clubs},
        rounds=rounds,
        chart=_chart(table, names[key], clubs, rounds),
        consistent_with=_systems(table.order_consistent_with, tie_breaks),
        contradicts=_systems(table.order_contradicts, tie_breaks),
        undetermined=_systems(table.order_undetermined_for, tie_breaks),
    )


def _clubs(
    table: LeagueTable, rows: Sequence[Standing], matches: Sequence[Match]
) -> tuple[Club, ...]:
    """The clubs in the order of the rows, then those that only the matches name."""
    found = {row.team_id: (row.team, row.team_code) for row in rows if row.team_id}
    for match in matches:
        for team_id, team in (
            (match.home_team_id, match.home_team),
            (match.away_team_id, match.away_team),
        ):
            if team_id:
                found.setdefault(team_id, (team or team_id, None))
    return tuple(
        Club(team_id, team, code or str(number), f"{table.anchor}-club-{number}")
        for number, (team_id, (team, code)) in enumerate(found.items(), start=1)
    )


def _explanations(
    errors: Iterable[SuspectedError], table_id: str | None
) -> tuple[Explanation, ...]:
    """Suspected errors of a table (or of none), those of one explanation together."""
    grouped: dict[tuple[str | None, int], list[SuspectedError]] = {}
    for error in errors:
        if error.league_table_id == table_id:
            # A witness that disagrees is an explanation of its match, not of the table.
            match = error.match_id if error.cause == "witnesses_disagree" else None
            grouped.setdefault((match, error.explanation_no), []).append(error)
    return tuple(
        Explanation(
            edits[0].evidence, edits[0].confidence, edits[0].explanation_count, tuple(edits)
        )
        for edits in grouped.values()
    )


def _results(matches: Iterable[Match]) -> dict[tuple[str, str], list[Match]]:
    found: dict[tuple[str, str], list[Match]] = {}
    for match in matches:
        if match.home_team_id and match.away_team_id:
            found.setdefault((match.home_team_id, match.away_team_id), []).append(match)
    return found


def _matches_of(club: Club, matches: Iterable[Match]) -> list[ClubMatch]:
    """Those of the counted matches that a club's computed row comes from."""
    found = []
    for match in matches:
        if match.home_goals is None or match.away_goals is None:
            continue
        if club.team_id == match.home_team_id:
            own, other, opponent = match.home_goals, match.away_goals, match.away_team
        elif club.team_id == match.away_team_id:
            own, other, opponent = match.away_goals, match.home_goals, match.home_team
        else:
            continue
        outcome = "won" if own > other else "lost" if own < other else "drawn"
        found.append(ClubMatch(match, opponent or "", own, other, outcome))
    return found


def _rounds(rows: Iterable[RoundStanding]) -> tuple[Round, ...]:
    found: dict[int, list[RoundStanding]] = {}
    for row in rows:
        found.setdefault(row.round_number, []).append(row)
    return tuple(
        Round(number, _round_name(of_round[0]), of_round[0].as_of_date, positions)
        for number, of_round in sorted(found.items())
        for positions in [{row.team_id: row for row in of_round}]
    )


def _round_name(row: RoundStanding) -> str:
    if row.round_basis == "undated":
        return "matches without a day"
    if row.round_basis == "date" and row.as_of_date:
        return day(row.as_of_date)
    return row.round or f"round {row.round_number}"


def _chart(
    table: LeagueTable, name: str, clubs: Sequence[Club], rounds: Sequence[Round]
) -> Markup | None:
    if len(rounds) < 2:
        return None
    last = rounds[-1].positions
    order = sorted(
        (club for club in clubs if club.team_id in last), key=lambda c: last[c.team_id].position
    )
    series = [
        Series(
            club.label,
            [
                r.positions[club.team_id].position if club.team_id in r.positions else None
                for r in rounds
            ],
        )
        for club in order
    ]
    final = ", ".join(f"{last[club.team_id].position} {club.team}" for club in order)
    return position_chart(
        series,
        [str(r.number) for r in rounds],
        identifier=f"{table.anchor}-chart",
        title=f"{name}: position after each of {len(rounds)} rounds, computed from the matches",
        text=f"After the last round: {final}. The table below the chart has every figure.",
    )


def _systems(names: Iterable[str], tie_breaks: Mapping[str, TieBreak]) -> tuple[TieBreak, ...]:
    return tuple(tie_breaks.get(name, TieBreak(name, name, [])) for name in names)


def _stages(matches: Iterable[Match]) -> dict[str, dict[str, list[Match]]]:
    """Matches by stage and round, both in the order in which the page first names them."""
    stages: dict[str, dict[str, list[Match]]] = {}
    for match in matches:
        path = [part for part in (match.section_path or "").split(" > ") if part]
        if path and path[-1] == match.round:
            path.pop()
        stage = stages.setdefault(" › ".join(path) or match.stage or "", {})
        stage.setdefault(match.round or "", []).append(match)
    return stages


def day(value: date) -> str:
    """A day in words: 30 November 1997."""
    return f"{value.day} {value:%B %Y}"
