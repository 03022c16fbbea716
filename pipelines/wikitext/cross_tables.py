"""Cross tables that are plain wikitables → grid cells: home teams down, away teams across.

Recognised by their shape, not by their words: as many teams down as across, nothing on the
diagonal, and scores in nearly every filled cell besides. Which club a column is follows from its
place, as headings are abbreviations or numbers. Where a table has more than the square, such as
numbers before the clubs or a row of headings more, the diagonal must say for certain where the
square begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.reading import Source
from pipelines.wikitext.scores import SCORE
from pipelines.wikitext.templates import content_length
from pipelines.wikitext.values import Value
from pipelines.wikitext.wikitables import Cell, GridRow, cell_text, is_heading, is_title

_MIN_TEAMS = 3
_MOST_BEFORE = 3  # columns before the square: a number, a word for all rows, the club
_SCORES = 0.8
_FULL = 0.9


@dataclass(frozen=True, slots=True)
class CrossTable:
    """The square: a row of headings, a row for each club, the columns before it."""

    headings: list[Cell | None]
    body: list[GridRow]
    before: int
    club: int  # the column that names the clubs

    @property
    def across(self) -> int:
        """How many columns the square has: as many as rows, or one less."""
        return len(self.headings) - self.before


def cross_table(source: Source, grid: list[GridRow], header_rows: int) -> CrossTable | None:
    """The square of scores with an empty diagonal that a table is, or None."""
    headed = [row for row in grid[:header_rows] if not is_title(row)]
    body = [row for row in grid[header_rows:] if not (is_title(row) or _is_footer(source, row))]
    if len(body) < _MIN_TEAMS or not headed:
        return None
    headings = headed[-1].columns
    for missing in (0, 1):
        before = len(headings) - len(body) + missing
        if not 1 <= before <= _MOST_BEFORE:
            continue
        club = _club_column(source, body, before)
        if club is None:
            continue
        table = CrossTable(headings, body, before, club)
        is_plain = before == 1 and not missing and header_rows == 1
        if _is_square(source, table, is_plain=is_plain):
            return table
    return None


def _is_footer(source: Source, row: GridRow) -> bool:
    """Headings once more below the clubs: header cells without any score."""
    return is_heading(row) and not any(
        SCORE.match(cell_text(source.page, cell)) for cell in row.columns
    )


def _club_column(source: Source, body: list[GridRow], before: int) -> int | None:
    """The column before the square with another name in each row; the longest names of two."""
    if before == 1:
        return 0
    longest: tuple[int, int] | None = None
    for place in range(before):
        names = [cell_text(source.page, row.columns[place]) for row in body if row.columns[place:]]
        is_named = all(any(map(str.isalpha, name)) for name in names)
        if is_named and len(set(names)) == len(body):
            longest = max(longest or (0, place), (sum(map(len, names)), place))
    return longest[1] if longest else None


def _is_square(source: Source, table: CrossTable, *, is_plain: bool) -> bool:
    """Are there scores off the diagonal and none on it? A row may lack its last cell."""
    width = len(table.headings)
    lengths = {len(row.columns) for row in table.body}
    if not lengths <= {width - 1, width}:
        return False
    is_plain = is_plain and lengths == {width}
    filled = scores = marks = words = 0
    for number, row in enumerate(table.body):
        for place, cell in enumerate(row.columns[table.before :]):
            text = cell_text(source.page, cell)
            is_score = SCORE.match(text) is not None
            if place == number and is_score:
                return False
            filled += bool(text) and place != number
            scores += is_score
            is_marked = place == number and _is_marked(source, cell, text)
            marks += is_marked
            words += place == number and bool(text) and not is_marked
    if not scores or scores < _SCORES * filled:
        return False
    places = len(table.body) * table.across - min(len(table.body), table.across)
    is_barred = marks == min(len(table.body), table.across)
    if table.across < len(table.body):
        return is_barred and _follow_the_clubs(source, table)
    is_full = filled >= _FULL * places and not words
    return is_plain or is_barred or is_full or _follow_the_clubs(source, table)


def _is_marked(source: Source, cell: Cell | None, text: str) -> bool:
    """A cross, a dash or a colour where a club would meet itself."""
    if cell is None:
        return False
    before = re.split(r"\n|\|\||!!", source.text[max(0, cell.start - 200) : cell.start])[-1]
    is_coloured = re.search(r"style|bgcolor|background|class", before, re.I) is not None
    return is_coloured or re.fullmatch(r"[xX×]{1,3}|[^\w\s]{1,5}", text) is not None


def _follow_the_clubs(source: Source, table: CrossTable) -> bool:
    """Is every heading a short form of the club in the row of the same number?"""
    pairs = zip(table.headings[table.before :], table.body, strict=False)
    return all(
        _is_short_for(
            cell_text(source.page, heading), cell_text(source.page, row.columns[table.club])
        )
        for heading, row in pairs
    )


def _is_short_for(short: str, name: str) -> bool:
    """Do the letters of a code stand in a name, in their order, beginning with its first?"""
    letters = [c for c in short.casefold() if c.isalnum()]
    left = iter(name.casefold())
    begins = bool(letters) and name.casefold().startswith(letters[0])
    return begins and all(letter in left for letter in letters)


def read_cross_table(source: Source, table: CrossTable) -> int:
    """One row for each filled cell off the diagonal. Returns the number of rows."""
    grid_no = source.next("grid", table.body[0].row.cells[0].start)
    teams = [_value(source, row.columns[table.club]) for row in table.body]
    codes = _codes(source, table, teams)
    rows = 0
    for home, row in enumerate(table.body):
        for away, cell in enumerate(row.columns[table.before :]):
            value = _value(source, cell)
            if home == away or not value.text or cell is None:
                continue
            written = source.text[cell.start : cell.end]
            lines = source.lines(cell.start, cell.start + max(1, content_length(written)))
            source.reading.add(
                "result_grid_cells",
                lines,
                grid_no=grid_no,
                cell_no=source.reading.next("cell"),
                table_no=None,
                section_no=source.section_at(lines[0]),
                template="wikitable",
                leg_no=None,
                home_code=codes[home],
                away_code=codes[away],
                home_team=teams[home].text,
                home_link=teams[home].link,
                away_team=teams[away].text,
                away_link=teams[away].link,
                score=value.text,
                score_link=value.link,
                note="; ".join(value.footnotes) or None,
            )
            rows += 1
    return rows


def _codes(source: Source, table: CrossTable, teams: list[Value]) -> list[str]:
    """What the headings call the clubs; the club itself where that is nothing or its number."""
    given = [cell_text(source.page, cell) for cell in table.headings[table.before :]]
    given += [""] * (len(teams) - len(given))
    return [
        team.text if not code or re.fullmatch(r"\d{1,2}\.?", code) else code
        for code, team in zip(given, teams, strict=True)
    ]


def looks_like_cross_table(source: Source, grid: list[GridRow], header_rows: int) -> bool:
    """Are scores nearly all that stands beside the first columns? Then its clubs are not told."""
    body = grid[header_rows:]
    texts = [
        text for row in body for cell in row.columns[1:] if (text := cell_text(source.page, cell))
    ]
    scores = sum(SCORE.match(text) is not None for text in texts)
    return len(body) >= _MIN_TEAMS and scores >= max(_MIN_TEAMS * 2, _SCORES * len(texts))


def _value(source: Source, cell: Cell | None) -> Value:
    return Value("") if cell is None else source.cell(cell.start, cell.end)
