"""Cross tables that are plain wikitables → grid cells: home teams down, away teams across.

Recognised by their shape, not by their words: as many teams down as across, nothing on the
diagonal, and scores in nearly every filled cell besides.
"""

from __future__ import annotations

import re

from pipelines.wikitext.reading import Source
from pipelines.wikitext.values import Value
from pipelines.wikitext.wikitables import Cell, GridRow, cell_text

_SCORE = re.compile(r"\d{1,2}\s*[–−—‐:-]\s*\d{1,2}(?!\d)")
_MIN_TEAMS = 3


def is_cross_table(source: Source, grid: list[GridRow], header_rows: int) -> bool:
    """Is it a square of scores with an empty diagonal below one heading row?"""
    body = grid[header_rows:]
    teams = len(body)
    if teams < _MIN_TEAMS or header_rows != 1 or len(grid[0].columns) != teams + 1:
        return False
    if any(len(row.columns) != teams + 1 for row in body):
        return False
    filled = scores = 0
    for number, row in enumerate(body):
        for place, cell in enumerate(row.columns[1:]):
            text = cell_text(source.page, cell)
            is_score = _SCORE.match(text) is not None
            if place == number and is_score:
                return False
            filled += bool(text) and place != number
            scores += is_score
    return scores > 0 and scores >= 0.8 * filled


def read_cross_table(source: Source, grid: list[GridRow]) -> int:
    """One row for each filled cell off the diagonal. Returns the number of rows."""
    grid_no = source.next("grid", grid[0].row.cells[0].start)
    body = grid[1:]
    teams = [_value(source, row.columns[0]) for row in body]
    codes = [cell_text(source.page, cell) for cell in grid[0].columns[1:]]
    codes = [code or team.text for code, team in zip(codes, teams, strict=True)]
    rows = 0
    for home, row in enumerate(body):
        for away, cell in enumerate(row.columns[1:]):
            value = _value(source, cell)
            if home == away or not value.text or cell is None:
                continue
            lines = source.lines(cell.start, max(cell.start + 1, cell.end))
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


def _value(source: Source, cell: Cell | None) -> Value:
    return Value("") if cell is None else source.cell(cell.start, cell.end)
