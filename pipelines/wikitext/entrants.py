"""Lists of qualified teams: a wikitable with a team column and where the team comes from.

Recognised by its headings: a team column, a territory or a place, and no figures of a standings
table. A territory that spans several rows counts for each of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.wikitext.headings import LOCATION, STANDINGS, TEAM, TEAM_COUNT, TERRITORY
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.spans import LINK, scan
from pipelines.wikitext.standings_columns import FIGURES
from pipelines.wikitext.values import plain_text
from pipelines.wikitext.wikitables import (
    Cell,
    GridRow,
    Table,
    cell_text,
    heading_texts,
    is_title,
    repeats_headings,
    report_surplus,
    row_extent,
)

_NO_TEAM_LINK = re.compile(r"\[\[\s*(?:#|file:|image:|category:)", re.I)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_REMARK = re.compile(r"\s*(?:\(|''|<small)", re.I)  # what may stand on a line below a team


@dataclass(frozen=True, slots=True)
class EntrantColumns:
    """Places of the columns, from 0; None for a column the list does not have."""

    team: int
    territory: int | None
    location: int | None


def entrant_columns(headings: list[str]) -> EntrantColumns | None:
    """Which columns hold what, or None when the headings are not those of an entrant list."""
    team = _find(headings, TEAM)
    territory = _find(headings, TERRITORY)
    location = _find(headings, LOCATION)
    if team is None or (territory is None and location is None):
        return None
    if _find(headings, TEAM_COUNT) is not None:
        return None
    if "number" in headings and headings[team] in ("teams", "clubs"):
        return None
    figures = [f for f in FIGURES if _find(headings, STANDINGS[f]) is not None]
    if len(figures) >= 2 or "points" in figures:
        return None
    return EntrantColumns(team, territory, location)


def _find(headings: list[str], words: tuple[str, ...]) -> int | None:
    return next((n for n, heading in enumerate(headings) if heading in words), None)


def read_entrants(
    source: Source, table: Table, grid: list[GridRow], headings: list[str], header_rows: int
) -> int:
    """One row for each team of the list. Returns the number of rows.

    A row with fewer cells than there are headings, not filled up by a row span, is rejected: some
    mirrors drop linked cells, and a shifted cell would put a town where the team stands.
    """
    columns = entrant_columns(headings)
    assert columns is not None
    list_no = source.next("list", table.start)
    heading = None if columns.territory is None else headings[columns.territory].capitalize()
    rows = 0
    said = heading_texts(source.page, grid[:header_rows])
    for row in grid[header_rows:]:
        if _is_no_team(source, row, said, len(headings)):
            continue
        extent = row_extent(source.page, row)
        problem = _problem(source, row, columns, len(headings))
        if problem is not None:
            source.reject("entrants", *problem, *extent)
            continue
        _add(source, row, columns, heading, list_no, extent)
        report_surplus(source, row, len(headings), "entrants")
        rows += 1
    return rows


def _is_no_team(source: Source, row: GridRow, said: set[str], width: int) -> bool:
    """Is it a title across the table, or its headings once more?"""
    is_across = is_title(row) and 1 < width <= row.own
    return is_across or repeats_headings(source.page, row, said)


def _problem(
    source: Source, row: GridRow, columns: EntrantColumns, width: int
) -> tuple[str, str] | None:
    """Why a row is not read: a code and a message."""
    if len(row.columns) < width:
        return "row_too_short", (
            f"This row has {len(row.columns)} cells where the table has {width} columns, and no"
            " cell of another row spans into it; which cell is missing cannot be told. Compare it"
            " with the original."
        )
    team = row.columns[columns.team]
    if team is None or not cell_text(source.page, team):
        return "entrant_without_team", "This row of a list of teams has an empty team cell."
    if _is_spanned(row, columns):
        return "row_without_team", (
            "This row has one cell for the team and for its place; what it says is no team. Give"
            " the team a cell of its own."
        )
    if _has_more_than_one_team(source.text[team.start : team.end]):
        return "more_than_one_team", (
            "The team cell of this row seems to name more than one team, and which other cell"
            " belongs to which is not known. Give every team a row of its own."
        )
    return None


def _is_spanned(row: GridRow, columns: EntrantColumns) -> bool:
    """Is the cell of the team that of its place too? Then it names no team."""
    places = [place for place in (columns.territory, columns.location) if place is not None]
    return any(row.columns[place] is row.columns[columns.team] for place in places)


@lru_cache(maxsize=256)  # a cell may stand in many rows
def _has_more_than_one_team(text: str) -> bool:
    """Are there two links, the entries of a list, or two lines of which neither is a remark?"""
    if "; " in plain_text(text) or _team_links(text) > 1:
        return True
    lines = [line for line in _BREAK.split(text) if plain_text(line)]
    return len(lines) > 1 and not any(map(_REMARK.match, lines[1:]))


def _team_links(text: str) -> int:
    """How many links a team cell has, without pictures and what stands in brackets."""
    if text.count("[[") < 2:
        return text.count("[[")
    text = _IN_BRACKETS.sub("", text)
    links = [span for span in scan(text).spans if span.parent < 0 and span.kind == LINK]
    return sum(not _NO_TEAM_LINK.match(text, link.start) for link in links)


def _add(
    source: Source,
    row: GridRow,
    columns: EntrantColumns,
    heading: str | None,
    list_no: int,
    extent: tuple[int, int],
) -> None:
    team_cell = row.columns[columns.team]
    assert team_cell is not None
    team = source.cell(team_cell.start, team_cell.end)
    lines = source.lines(*extent)
    entrant: Row = {
        "list_no": list_no,
        "entrant_no": source.reading.next("entrant"),
        "section_no": source.section_at(lines[0]),
        "template": "wikitable",
        "department": _text(source, row, columns.territory),
        "department_header": heading,
        "team": team.text,
        "team_link": team.link,
        "location": _text(source, row, columns.location),
    }
    source.reading.put("entrants", lines, entrant)


def _text(source: Source, row: GridRow, column: int | None) -> str | None:
    if column is None:
        return None
    cell: Cell | None = row.columns[column]
    return "" if cell is None else source.cell(cell.start, cell.end).text
