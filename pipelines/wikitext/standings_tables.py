"""Standings that are plain wikitables → a table and its rows, recognised by their headings.

Unlike a `Sports table`, such a table types played, goal difference and points itself; all of it is
kept as written, next to the figures it could be computed from. What is no number is told where text
becomes numbers, in SQL: a cell is there for readers, with footnote marks and all.
"""

from __future__ import annotations

import re

from pipelines.wikitext.headings import NOT_ONE_COMPETITION, STANDINGS, STANDINGS_ONE_LETTER
from pipelines.wikitext.league_tables import EMPTY_ROW, EMPTY_TABLE
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.values import plain_text
from pipelines.wikitext.wikitables import (
    GridRow,
    Table,
    cell_text,
    is_heading,
    is_title,
    row_extent,
)

_FIGURES = ("played", "win", "draw", "loss", "gf", "ga", "points")
_GOALS = re.compile(r"(\d{1,3})\s*[:–−-]\s*(\d{1,3})")


def standings_columns(headings: list[str]) -> dict[str, int] | None:
    """Column of league_table_rows → its place, or None when these are not standings.

    Standings have a team column, points, wins and defeats, and at least four figures in all: a
    table without points is a record against opponents, not a competition. A table with seasons or
    averages is a sum over competitions. Both are left alone.
    """
    if any(heading in NOT_ONE_COMPETITION for heading in headings):
        return None
    columns: dict[str, int] = {}
    latin = ("g" in headings and "e" in headings) or ("v" in headings and "d" in headings)
    for place, heading in enumerate(headings):
        column = STANDINGS_ONE_LETTER.get(heading) if latin else None
        column = column or _column(heading)
        if column and column not in columns:
            columns[column] = place
    if "goals" in columns and ("gf" in columns or "ga" in columns):
        del columns["goals"]
    figures = [f for f in _FIGURES if f in columns]
    enough = len(figures) + ("goals" in columns) >= 4
    return columns if enough and {"team", "win", "loss", "points"} <= columns.keys() else None


def _column(heading: str) -> str | None:
    return next((column for column, words in STANDINGS.items() if heading in words), None)


def read_standings(
    source: Source,
    table: Table,
    grid: list[GridRow],
    headings: list[str],
    header_rows: int,
    columns: dict[str, int],
) -> int:
    """One table row and a row for each team. Returns the number of rows in all."""
    table_no = source.next("table", table.start)
    body = [row for row in grid[header_rows:] if not is_title(row) and not is_heading(row)]
    rows: list[GridRow] = []
    for row in body:
        if len(row.columns) < len(headings) - 1 or not _team(source, row, columns):
            _reject(source, row, len(headings))
        else:
            rows.append(row)
    lines = source.lines(table.start, table.end)
    caption = plain_text(source.text[slice(*table.caption)]) if table.caption else None
    source.reading.add(
        "league_tables",
        lines,
        table_no=table_no,
        section_no=source.section_at(lines[0]),
        template="wikitable",
        family="wikitable",
        team_count=len(rows),
        **(EMPTY_TABLE | {"caption": caption, "transcluded_from": source.title}),
    )
    for row_no, row in enumerate(rows, start=1):
        _add_row(source, table_no, row_no, row, columns)
    return 1 + len(rows)


def _team(source: Source, row: GridRow, columns: dict[str, int]) -> str:
    place = columns["team"]
    return cell_text(source.page, row.columns[place]) if place < len(row.columns) else ""


def _reject(source: Source, row: GridRow, wanted: int) -> None:
    start, end = row_extent(source.page, row)
    source.reject(
        "league_table_rows",
        "row_too_short",
        f"This row of a league table has {len(row.columns)} cells where the table has {wanted}"
        " columns, or no team; its figures cannot be told apart.",
        start,
        end,
    )


def _add_row(
    source: Source, table_no: int, row_no: int, row: GridRow, columns: dict[str, int]
) -> None:
    values: Row = dict(EMPTY_ROW)
    for column, place in columns.items():
        if column in values and place < len(row.columns):
            figure = row.columns[place]
            values[column] = source.cell(figure.start, figure.end).text if figure else ""
    if "goals" in columns and columns["goals"] < len(row.columns):
        text = cell_text(source.page, row.columns[columns["goals"]])
        goals = _GOALS.search(text)
        values["gf"], values["ga"] = (goals[1], goals[2]) if goals else (text, text)
    cell = row.columns[columns["team"]]
    assert cell is not None
    team = source.cell(cell.start, cell.end)
    start, end = row_extent(source.page, row)
    lines = source.lines(start, end)
    source.reading.add(
        "league_table_rows",
        lines,
        table_no=table_no,
        row_no=row_no,
        team=team.text,
        team_line=source.page.line_of(cell.start),
        **(values | {"team_link": team.link}),
    )
