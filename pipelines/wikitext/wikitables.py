"""Plain wikitables: where they stand, their rows and cells, and the grid behind row spans.

Reads the line-start marks `{|`, `|+`, `|-`, `|`, `!`, `|}` as MediaWiki does. Calls, links and
comments are blanked out first, so a `|` inside them is never a cell mark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipelines.wikitext.page import PageText
from pipelines.wikitext.reading import Source
from pipelines.wikitext.spans import COMMENT, LINK
from pipelines.wikitext.templates import content_length
from pipelines.wikitext.values import plain_text

MAX_COLUMNS = 100
MAX_SPAN = 1000
MAX_OPEN = 200  # tables inside one another; a page has two or three

_LINK_MARK = "\x01"
_OTHER_MARK = "\x02"
_BEFORE_MARK = " \t:"
_ROW_MARKS = "-}+"
_LONGEST_INDENT = 200
_HEADING = re.compile(r"={1,6}[^=].{0,500}={1,6}\s*$")
_ROWSPAN = re.compile(r"\browspan\s*=\s*[\"']?\s*(\d{1,4})", re.I)
_COLSPAN = re.compile(r"\bcolspan\s*=\s*[\"']?\s*(\d{1,4})", re.I)
_HEADER_CELLS = re.compile(r"\|\||!!")
_DATA_CELLS = re.compile(r"\|\|")


@dataclass(slots=True)
class Cell:
    """text[start:end] is the content, attributes excluded."""

    start: int
    end: int
    is_header: bool
    rowspan: int = 1
    colspan: int = 1


@dataclass(slots=True)
class TableRow:
    """What stands between two `|-`; `start` is where its line begins."""

    start: int
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """One `{| … |}`; `start`/`end` are offsets, lines are 1-based. Row 1 may stand before `|-`."""

    start: int
    line_start: int
    depth: int
    end: int = 0
    line_end: int = 0
    is_closed: bool = False
    caption: tuple[int, int] | None = None
    rows: list[TableRow] = field(default_factory=list)


def masked(page: PageText) -> str:
    """The text with every top-level construct blanked out; same length, fewer line breaks."""
    pieces: list[str] = []
    position = 0
    for span in page.spans:
        if span.parent >= 0:
            continue
        pieces.append(page.text[position : span.start])
        mark = {LINK: _LINK_MARK, COMMENT: " "}.get(span.kind, _OTHER_MARK)
        pieces.append(mark * (span.end - span.start))
        position = span.end
    pieces.append(page.text[position:])
    return "".join(pieces)


def find_tables(page: PageText) -> tuple[list[Table], int | None]:
    """All tables of a page in the order they begin, nested ones too.

    A table that is never closed ends before the next heading, or with the page. Where more than
    MAX_OPEN are open the text is not read on; the second answer says at which offset, else None.
    """
    reader = _TableReader(page)
    return reader.run(), reader.stopped_at


class _TableReader:
    def __init__(self, page: PageText) -> None:
        self.page = page
        self.masked = masked(page)
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self.cells: list[Cell | None] = []  # the cell each open table is in
        self.headings: list[int] = []
        self.stopped_at: int | None = None

    def run(self) -> list[Table]:
        position: int | None = self._next_table(0)
        while position is not None and position <= len(self.masked):
            end = self.masked.find("\n", position)
            end = len(self.masked) if end < 0 else end
            self._line(position, self.masked[position:end])
            if len(self.open) > MAX_OPEN:
                self.open.pop()
                self.stopped_at = self.tables.pop().start
                break
            position = end + 1 if self.open else self._next_table(end + 1)
        for table in self.open:
            self._end_unclosed(table)
        return self.tables

    def _next_table(self, position: int) -> int | None:
        """Where the next line begins that may open a table; None if there is none."""
        mark = self.masked.find("{|", position)
        return None if mark < 0 else self.masked.rfind("\n", position, mark) + 1 or position

    def _line(self, start: int, line: str) -> None:
        end = start + len(line)
        if line[:1] == "|" and self.open and line.rfind("|") == 0 and line[1:2] not in _ROW_MARKS:
            self._add_cells(start + 1, [Cell(start + 1, end, is_header=False)])
            return
        indent = 0
        if line[:1] in _BEFORE_MARK:
            indent = len(line) - len(line.lstrip(_BEFORE_MARK))
            indent = 0 if indent > _LONGEST_INDENT else indent
        mark = line[indent : indent + 2]
        inside = start + indent + 2
        if mark == "{|":
            self._begin(start)
        elif not self.open:
            return
        elif mark == "|}":
            self._close(inside)
        elif mark == "|-":
            self.cells[-1] = None
            self.open[-1].rows.append(TableRow(start))
        elif mark == "|+":
            self.cells[-1] = None
            caption = self._cell(line[indent + 2 :], inside, 0, end - inside, is_header=False)
            self.open[-1].caption = self.open[-1].caption or (caption.start, caption.end)
        elif mark[:1] == "|" or mark[:1] == "!":
            self._cells(inside - 1, line[indent + 1 :], mark[0] == "!")
        else:
            if mark[:1] == "=" and not indent and _HEADING.match(line):
                self.headings.append(start)
            self._continue_cell(end)

    def _begin(self, start: int) -> None:
        table = Table(start, self.page.line_of(start), len(self.open))
        self.tables.append(table)
        self.open.append(table)
        self.cells.append(None)

    def _close(self, end: int) -> None:
        table = self.open.pop()
        self.cells.pop()
        table.end, table.is_closed = end, True
        table.line_end = self.page.line_of(max(table.start, end - 1))
        self._continue_cell(end)

    def _end_unclosed(self, table: Table) -> None:
        later = [start for start in self.headings if start > table.start]
        end = len(self.masked) if self.stopped_at is None else self.stopped_at
        table.end = later[0] if later else end
        table.line_end = self.page.line_of(max(table.start, table.end - 1))
        table.rows = [row for row in table.rows if row.start < table.end]
        for row in table.rows:
            row.cells = [cell for cell in row.cells if cell.start < table.end]
            for cell in row.cells:
                cell.end = min(cell.end, table.end)
        if table.caption is not None and table.caption[0] >= table.end:
            table.caption = None

    def _continue_cell(self, end: int) -> None:
        if self.cells and (cell := self.cells[-1]) is not None:
            cell.end = end

    def _cells(self, start: int, written: str, is_header: bool) -> None:
        """The cells of one line, which is `written` without the mark at its beginning."""
        cells: list[Cell] = []
        position = 0
        if "||" in written or "!!" in written:
            separators = _HEADER_CELLS if is_header else _DATA_CELLS
            for separator in separators.finditer(written):
                cells.append(self._cell(written, start, position, separator.start(), is_header))
                position = separator.end()
        cells.append(self._cell(written, start, position, len(written), is_header))
        self._add_cells(start, cells)

    def _add_cells(self, start: int, cells: list[Cell]) -> None:
        table = self.open[-1]
        if not table.rows:
            table.rows.append(TableRow(start))
        table.rows[-1].cells += cells
        self.cells[-1] = cells[-1]

    def _cell(self, written: str, offset: int, start: int, end: int, is_header: bool) -> Cell:
        """The cell written[start:end], which may begin with attributes and a bar."""
        bar = written.find("|", start, end)
        if bar < 0 or _LINK_MARK in written[start:bar]:
            return Cell(offset + start, offset + end, is_header)
        attributes = self.page.text[offset + start : offset + bar]
        rows, columns = _ROWSPAN.search(attributes), _COLSPAN.search(attributes)
        return Cell(
            offset + bar + 1,
            offset + end,
            is_header,
            min(max(1, int(rows[1])), MAX_SPAN) if rows else 1,
            min(max(1, int(columns[1])), MAX_COLUMNS) if columns else 1,
        )


@dataclass(slots=True)
class GridRow:
    """A row with every column filled: a cell that spans rows stands in each of them.

    `own` counts the columns the row's own cells fill, without those that reach in from above.
    """

    row: TableRow
    columns: list[Cell | None]
    own: int


def grid_of(table: Table) -> list[GridRow]:
    """The table as a grid, rows without cells left out; at most MAX_COLUMNS columns."""
    above: dict[int, tuple[Cell, int]] = {}  # column → the cell that reaches down, rows left
    grid: list[GridRow] = []
    for row in table.rows:
        if not row.cells:
            continue
        if not above and all(cell.rowspan == cell.colspan == 1 for cell in row.cells):
            columns: list[Cell | None] = [*row.cells[:MAX_COLUMNS]]
            grid.append(GridRow(row, columns, len(columns)))
            continue
        columns = []
        own = 0
        for cell in row.cells[:MAX_COLUMNS]:
            _fill_from_above(columns, above)
            for _ in range(cell.colspan):
                if len(columns) >= MAX_COLUMNS:
                    break
                if cell.rowspan > 1:
                    above[len(columns)] = (cell, cell.rowspan)
                columns.append(cell)
                own += 1
        _fill_from_above(columns, above)
        above = {c: (cell, left - 1) for c, (cell, left) in above.items() if left > 1}
        grid.append(GridRow(row, columns, own))
    return grid


def is_title(row: GridRow) -> bool:
    """One cell across the table."""
    first = row.columns[0]
    return first is row.columns[-1] and all(cell is first for cell in row.columns)


def is_heading(row: GridRow) -> bool:
    """Header cells only, as long tables repeat them."""
    first = row.columns[0]
    return (
        first is not None
        and first.is_header
        and all(cell is not None and cell.is_header for cell in row.columns)
    )


def heading_texts(page: PageText, heading_rows: list[GridRow]) -> set[str]:
    """What the cells of the heading rows say, each by itself, in lower case."""
    return {cell_text(page, c).lower() for row in heading_rows for c in row.columns} - {""}


def repeats_headings(page: PageText, row: GridRow, headings: set[str]) -> bool:
    """Header cells only, and one of them says what a heading says."""
    return is_heading(row) and any(cell_text(page, c).lower() in headings for c in row.columns)


def _fill_from_above(columns: list[Cell | None], above: dict[int, tuple[Cell, int]]) -> None:
    for column in range(len(columns), MAX_COLUMNS):
        if column not in above:
            break
        columns.append(above[column][0])


def cell_text(page: PageText, cell: Cell | None) -> str:
    """Plain text of a cell; '' where a row has none."""
    return "" if cell is None else plain_text(page.text[cell.start : cell.end])


def row_extent(page: PageText, row: GridRow) -> tuple[int, int]:
    """Offsets from the first to the last of the row's own cells.

    Blanks and comments at the end are left out.
    """
    cells = row.row.cells
    start = cells[0].start
    return start, start + (content_length(page.text[start : cells[-1].end]) or 1)


def header_of(page: PageText, grid: list[GridRow]) -> tuple[list[str], int]:
    """The column headings in lower case, and how many rows of the grid are heading rows.

    Heading rows are the leading rows of header cells only (a table without any has its first row).
    Headings of several rows are joined; a row with one cell across the table is a title, not a
    heading, whatever its mark.
    """
    titles = 0
    while titles < len(grid) - 1 and is_title(grid[titles]) and len(grid[titles].columns) > 1:
        titles += 1
    rows = titles
    while rows < len(grid) and is_heading(grid[rows]):
        rows += 1
    rows = rows if rows > titles else min(titles + 1, len(grid))
    used = [row for row in grid[:rows] if not is_title(row)] or grid[:rows]
    width = max((len(row.columns) for row in used), default=0)
    headings: list[str] = []
    for column in range(width):
        # By identity, so that a cell that spans the heading rows is named once.
        cells = {
            id(c): c for row in used if column < len(row.columns) for c in [row.columns[column]]
        }
        texts = [cell_text(page, cell) for cell in cells.values()]
        headings.append(" ".join(text for text in texts if text).lower())
    return headings, rows


def surplus_of(page: PageText, row: GridRow, width: int) -> list[Cell]:
    """The filled cells of a row that begin behind the last column of its table."""
    within = set(map(id, row.columns[:width]))
    beyond = {id(c): c for c in row.columns[width:] if c is not None and id(c) not in within}
    return [cell for cell in beyond.values() if cell_text(page, cell)]


def report_surplus(source: Source, row: GridRow, width: int, table_name: str) -> None:
    """Say what stands in a row behind its last column: another row, or cells without a heading."""
    surplus = surplus_of(source.page, row, width)
    if not surplus:
        return
    start, end = surplus[0].start, row_extent(source.page, row)[1]
    found = f"This row has {len(row.columns)} cells where the table has {width} columns"
    if len(row.columns) % width == 0:
        first = cell_text(source.page, surplus[0])[:40]
        source.reject(
            table_name,
            "rows_run_together",
            f"{found}: two rows without `|-` between them. Only the first is read; put `|-` on a"
            f" line of its own before {first!r}.",
            start,
            end,
        )
        return
    texts = ", ".join(cell_text(source.page, cell) for cell in surplus)
    source.issue(
        "warning",
        "cells_without_heading",
        f"{found}; what stands behind the last column is not read: {texts[:200]}. Give the column"
        " a heading, or put `|-` before the cells that begin another row.",
        start,
        end,
    )
