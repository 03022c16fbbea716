"""Lists of matches whose headings say nothing, or that have none: known by their shape.

Lists with headings in which no match has been played are asked the same, as nothing else tells that
`Home` and `Away` are clubs.

One column of scores with a club on either side. A record of results has that shape, too (opponent,
score, competition), so both sides must be clubs: at least a third of the names in each column
stand elsewhere on the page as those of clubs, or on the other side of such a list; or flags stand
beside nearly all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.wikitext.dates import day_of_year
from pipelines.wikitext.list_titles import DAY
from pipelines.wikitext.match_headings import SILENT, TO_COME, MatchColumns, facts_of
from pipelines.wikitext.reading import Source
from pipelines.wikitext.values import Value, render
from pipelines.wikitext.wikitables import (
    Cell,
    GridRow,
    Table,
    cell_text,
    header_of,
    is_heading,
    is_title,
)

_SCORE = re.compile(
    r"\d{1,2}\s*(?:[–−—‐-]\s*\d{1,2}|:\s*\d)(?:\s*(?:\([^()]{1,30}\)|a\.?e\.?t\.?|pen\.?|n\.V\.|p\.?))*",
    re.I,
)
_SCORE_BEGINS = re.compile(r"\d\s*[–−—‐:-]\s*\d")
_CLOCK = re.compile(r"\d{1,2}(?:[:.]|h)\d{2}(?: ?h| Uhr)?")
_YEARS = re.compile(r"\d{4}(?:[–/-]\d{2,4})?")
_GROUND = re.compile(
    r"\b(?:estadio|estádio|stadio|stade|stadium|stadion|arena|cancha|ground|park|campo)\b", re.I
)
_MATCH_WORDS = ("match", "matches", "partido", "partidos", "jogo", "jogos", "partita", "spiel")
_MOST = 0.8
_TEAMS = (
    ("league_table_rows", "team"),
    ("match_boxes", "team1"),
    ("match_boxes", "team2"),
    ("result_grid_cells", "home_team"),
    ("result_grid_cells", "away_team"),
    ("entrants", "team"),
)


@dataclass(frozen=True, slots=True)
class ListShape:
    """A table that has the shape of a list of matches, and what its columns would hold.

    `is_to_come` is a list with headings in which no match has been played.
    """

    table: Table
    grid: list[GridRow]
    columns: MatchColumns
    header_rows: int
    width: int
    is_headed: bool  # one heading over club, score and club says what they are
    homes: list[Value] = field(default_factory=list)
    aways: list[Value] = field(default_factory=list)
    days: list[tuple[int, int] | None] = field(default_factory=list)  # of matches to come
    is_to_come: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The matches that a page has elsewhere: who met whom at home, and who plays on which day.

    Clubs are known by their names and by their links.
    """

    pairs: set[tuple[str, str]]
    days: set[tuple[str, tuple[int, int]]]

    def add(self, shape: ListShape) -> None:
        """Add the days of a list of matches to come; its pairs may meet once more."""
        for teams, day in _matches_of(shape):
            if day is not None:
                self.days.update((key, day) for key in _keys(teams))

    def has(self, shape: ListShape) -> bool:
        """Does it have most matches of a list: the same clubs, or one of them on that day?"""
        found = [
            any(
                (home, away) in self.pairs for home in _keys(teams[:1]) for away in _keys(teams[1:])
            )
            or (day is not None and any((key, day) in self.days for key in _keys(teams)))
            for teams, day in _matches_of(shape)
        ]
        return 2 * sum(found) > len(found)


def list_shape(source: Source, table: Table, grid: list[GridRow]) -> ListShape | None:
    """The shape of a list of matches that its headings do not tell; None for any other table."""
    written = source.text[table.start : table.end]
    if len(_SCORE_BEGINS.findall(written)) < 2:
        return None
    header_rows = next((n for n, row in enumerate(grid) if not is_heading(row)), len(grid))
    body = [row for row in grid[header_rows:] if len(row.row.cells) > 1]
    if len(body) < 2:
        return None
    width = Counter(len(row.columns) for row in body).most_common(1)[0][0]
    texts = [[cell_text(source.page, cell) for cell in row.columns] for row in body]
    scores = [n for n in range(width) if _share(texts, n, _SCORE) >= _MOST]
    if len(scores) != 1 or not 0 < scores[0] < width - 1:
        return None
    home, score, away = scores[0] - 1, scores[0], scores[0] + 1
    headed = [row for row in grid[:header_rows] if not is_title(row)]
    headings = header_of(source.page, headed)[0] if headed else []
    heading = _heading_over(headings, home)
    is_season = any(_share(texts, n, _YEARS) >= _MOST for n in range(width))
    if heading is None or is_season or not (_names(texts, home) and _names(texts, away)):
        return None
    facts = facts_of(headings) | _facts(texts, {home, score, away}, away, headings)
    found = MatchColumns(home, away, score, (), (), facts)
    homes, aways = _values(source, body, home), _values(source, body, away)
    return ListShape(table, grid, found, header_rows, width, bool(heading), homes, aways)


def fixture_list(
    source: Source,
    table: Table,
    grid: list[GridRow],
    found: tuple[MatchColumns, int, int],
) -> ListShape | None:
    """A list with the headings of matches, all of which are to come; None for any other table.

    `found` are its columns, the number of its heading rows and its width.
    """
    columns, header_rows, width = found
    last = max(columns.home, columns.away)
    body = [r for r in grid[header_rows:] if not is_heading(r) and last < len(r.columns)]
    body = [r for r in body if r.columns[columns.home] and r.columns[columns.away]]
    if not _speak_of_matches(header_of(source.page, grid[:header_rows])[0], columns):
        return None
    body = [row for row in body if not is_title(row)]
    places = columns.legs or ((columns.score,) if columns.score is not None else ())
    texts = [[cell_text(source.page, cell) for cell in row.columns] for row in body]
    scores = [text.lower() for place in places for text in _column(texts, place)]
    are_clubs = body and _names(texts, columns.home) and _names(texts, columns.away)
    if not are_clubs or not all(score in TO_COME for score in scores):
        return None
    homes, aways = _values(source, body, columns.home), _values(source, body, columns.away)
    date = columns.facts.get("date")
    days = [
        day_of_year(row[date]) if date is not None and date < len(row) else None for row in texts
    ]
    return ListShape(table, grid, columns, header_rows, width, False, homes, aways, days, True)


def _speak_of_matches(headings: list[str], columns: MatchColumns) -> bool:
    """Or may the pairs of clubs be something else, as derbies are with their names beside them?"""
    has_score = columns.score is not None and headings[columns.score] not in SILENT
    return bool(columns.legs or has_score or columns.facts) or len(headings) == 3


def _heading_over(headings: list[str], home: int) -> str | None:
    """What stands over club, score and club: one word for all, '' for nothing, None for more."""
    over = {heading for heading in headings[home : home + 3] if heading not in SILENT}
    if not over:
        return ""
    word = over.pop()
    is_one = not over and headings[home : home + 3].count(word) == 3
    return word if is_one and word in _MATCH_WORDS else None


def _column(texts: list[list[str]], place: int) -> list[str]:
    return [row[place] for row in texts if place < len(row) and row[place]]


def _share(texts: list[list[str]], place: int, pattern: re.Pattern[str]) -> float:
    return sum(map(bool, map(pattern.fullmatch, _column(texts, place)))) / len(texts)


def _names(texts: list[list[str]], place: int) -> bool:
    """May all cells of a column be names of clubs?"""
    column = _column(texts, place)
    return len(column) >= _MOST * len(texts) and all(
        any(map(str.isalpha, text)) and not DAY.search(text) and not _SCORE.search(text)
        for text in column
    )


def _facts(
    texts: list[list[str]], taken: set[int], away: int, headings: list[str]
) -> dict[str, int]:
    """Date, time and ground by what the cells of columns without a heading look like."""
    found: dict[str, int] = {}
    for place in range(max(map(len, texts))):
        column = _column(texts, place)
        if place in taken or not column or (place < len(headings) and headings[place]):
            continue
        if all(map(DAY.search, column)):
            found.setdefault("date", place)
        elif all(map(_CLOCK.fullmatch, column)):
            found.setdefault("time", place)
        elif place > away and any(map(_GROUND.search, column)):
            found.setdefault("stadium", place)
    return found


def report_silent_columns(source: Source, shape: ListShape) -> None:
    """Say which columns of a list that was read have neither a heading nor a known look."""
    columns = shape.columns
    read = {columns.home, columns.score, columns.away, *columns.facts.values(), *columns.replays}
    silent: dict[int, Cell] = {}
    for row in shape.grid[shape.header_rows :]:
        for place, cell in enumerate(row.columns[: shape.width]):
            is_silent = place not in read and len(row.row.cells) > 1
            if is_silent and cell and cell_text(source.page, cell):
                silent.setdefault(place, cell)
    for place, cell in silent.items():
        source.issue(
            "info",
            "cells_without_heading",
            f"Column {place + 1} of this list of matches has no heading, and what it holds is not"
            f" read: {cell_text(source.page, cell)[:60]!r} is the first of it.",
            cell.start,
            max(cell.start + 1, cell.end),
        )


def _values(source: Source, body: list[GridRow], place: int) -> list[Value]:
    cells: Iterable[Cell | None] = (row.columns[place] for row in body if place < len(row.columns))
    return [render(source.text[cell.start : cell.end]) for cell in cells if cell is not None]


def are_lists_of_clubs(source: Source, shapes: list[ListShape]) -> list[bool]:
    """Are the names of each list clubs on both sides for certain?"""
    known = _known(source) if shapes else set()
    homes = known.union(*(_keys(shape.homes) for shape in shapes))
    aways = known.union(*(_keys(shape.aways) for shape in shapes))
    return [
        shape.is_headed
        or (_are_in(shape.homes, aways) and _are_in(shape.aways, homes))
        or all(_have_flags(side) for side in (shape.homes, shape.aways))
        for shape in shapes
    ]


def told_elsewhere(source: Source) -> Told:
    """The matches that are read already."""
    rows = source.reading.rows
    pairs: set[tuple[str, str]] = set()
    days: set[tuple[str, tuple[int, int]]] = set()
    sides = [(row, ("team1", "team2")) for row in rows["match_boxes"]]
    sides += [(r, ("home_team", "away_team")) for r in rows["result_grid_cells"] if r["score"]]
    for row, columns in sides:
        links = (f"{column.removesuffix('_team')}_link" for column in columns)
        day = day_of_year(row.get("date") or "")
        for home, away in ([row[c] for c in columns], [row[c] for c in links]):
            if home and away:
                pairs.add((home.casefold(), away.casefold()))
            if day is not None:
                days.update((name.casefold(), day) for name in (home, away) if name)
    return Told(pairs, days)


def _matches_of(shape: ListShape) -> Iterator[tuple[list[Value], tuple[int, int] | None]]:
    for home, away, day in zip(shape.homes, shape.aways, shape.days, strict=True):
        yield [home, away], day


def _known(source: Source) -> set[str]:
    """Names and links of the clubs that the page names in what is read already."""
    rows = source.reading.rows
    return {
        name.casefold()
        for table, column in _TEAMS
        for row in rows[table]
        for name in (row[column], row[f"{column.removesuffix('_team')}_link"])
        if name
    }


def _keys(values: Iterable[Value]) -> set[str]:
    return {name.casefold() for value in values for name in (value.text, value.link) if name}


def _are_in(values: list[Value], names: set[str]) -> bool:
    return 3 * sum(not _keys([value]).isdisjoint(names) for value in values) >= len(values)


def _have_flags(values: list[Value]) -> bool:
    return sum(value.code is not None for value in values) >= _MOST * len(values)
