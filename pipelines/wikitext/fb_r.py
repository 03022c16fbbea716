"""The `fb r` family: result grids made of one template for each cell.

`{{fb r2 header|nt=3|A|B|C}}`, then for each home team `{{fb r team|t=A}}` and its cells in the
order of the columns: `{{fb r|gf=2|ga=1}}`, `{{fb r|r=null}}` on the diagonal. The family has no
codes; the name that stands in the column, or in the row, is the code of the cell. Rows without a
header are a grid too. A grid ends as a table of `fb cl` does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.wikitext.families import FB_R_NAME
from pipelines.wikitext.fb_cl import are_parted
from pipelines.wikitext.reading import PARSED, REJECTED, Source
from pipelines.wikitext.templates import Call
from pipelines.wikitext.values import Value, render

_NO_RESULT = ("null", "", "-", "–", "—")


def kind_of(key: str) -> str | None:
    """header, team, footer or cell for a key of the family, else None."""
    found = FB_R_NAME.fullmatch(key)
    return (found["kind"] or "cell") if found else None


@dataclass(slots=True)
class _Row:
    call: Call
    team: Value
    cells: list[Call] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    header: Call | None = None
    rows: list[_Row] = field(default_factory=list)
    others: list[Call] = field(default_factory=list)
    has_footer: bool = False


def read_fb_r(source: Source, calls: list[Call]) -> None:
    """Grid cells from all calls of the family on a page, in page order."""
    grid = _Grid()
    before: Call | None = None
    for call in calls:
        kind = kind_of(call.key)
        if kind == "header" or grid.has_footer or are_parted(source, before, call):
            _finish(source, grid)
            grid = _Grid()
        before = call
        if kind == "header":
            grid.header = call
        elif kind == "team":
            grid.rows.append(_Row(call, source.value_of(call, "t") or Value("")))
        elif kind == "cell" and grid.rows:
            grid.rows[-1].cells.append(call)
        else:
            grid.others.append(call)
            grid.has_footer = kind == "footer"
    _finish(source, grid)


def _finish(source: Source, grid: _Grid) -> None:
    for call in (*([grid.header] if grid.header else []), *grid.others):
        source.mark(call.span, PARSED, 0)
    if not grid.rows:
        return
    grid_no = source.next("grid", grid.rows[0].call.start)
    columns = _columns(grid)
    for row in grid.rows:
        source.mark(row.call.span, PARSED, 0)
        if len(row.cells) != len(columns):
            _reject(source, row, len(columns))
            continue
        for cell, away in zip(row.cells, columns, strict=True):
            source.mark(cell.span, PARSED, _add(source, grid_no, cell, row.team, away))


def _columns(grid: _Grid) -> list[Value]:
    """The away teams: the header's names, or the rows' teams where it names fewer or none."""
    names = [render(name) for name in grid.header.positional()] if grid.header else []
    rows = [row.team for row in grid.rows]
    if len(names) != len(rows):
        return rows
    # A header may hold short names; the row of the same number is the same club.
    same = {row.text for row in rows} == {name.text for name in names}
    return names if same else rows


def _reject(source: Source, row: _Row, columns: int) -> None:
    end = row.cells[-1].end if row.cells else row.call.end
    source.reject(
        "result_grid_cells",
        "row_of_other_length",
        f"This row of a result grid has {len(row.cells)} cells where the grid has {columns}"
        " columns, so its opponents cannot be told.",
        row.call.start,
        end,
    )
    for cell in row.cells:
        source.mark(cell.span, REJECTED)


def _add(source: Source, grid_no: int, cell: Call, home: Value, away: Value) -> int:
    """One cell; none for the diagonal and for a cell without a result."""
    result = source.text_of(cell, "r")
    goals = source.text_of(cell, "gf"), source.text_of(cell, "ga")
    score = f"{goals[0]}–{goals[1]}" if goals[0] and goals[1] else (result or "")
    if home.text == away.text or score.lower() in _NO_RESULT:
        return 0
    lines = source.lines(cell.start, cell.end)
    source.reading.add(
        "result_grid_cells",
        lines,
        grid_no=grid_no,
        cell_no=source.reading.next("cell"),
        table_no=None,
        section_no=source.section_at(lines[0]),
        template=cell.name,
        leg_no=None,
        home_code=home.text,
        away_code=away.text,
        home_team=home.text,
        home_link=home.link,
        away_team=away.text,
        away_link=away.link,
        score=score,
        score_link=None,
        note=source.text_of(cell, "nt"),
    )
    return 1
