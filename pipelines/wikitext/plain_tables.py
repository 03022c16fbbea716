"""Which wikitable is what: standings, grids, matches and entrants are read, the rest is noted."""

from __future__ import annotations

from typing import NamedTuple

from pipelines.wikitext.bounds import check_rows
from pipelines.wikitext.cross_tables import cross_table, read_cross_table
from pipelines.wikitext.entrants import entrant_columns, read_entrants
from pipelines.wikitext.match_headings import MatchColumns, match_columns
from pipelines.wikitext.match_shapes import (
    ListShape,
    are_lists_of_clubs,
    fixture_list,
    list_shape,
    report_silent_columns,
    told_elsewhere,
)
from pipelines.wikitext.match_tables import holds_scores, read_matches
from pipelines.wikitext.reading import NOT_UNDERSTOOD, PARSED, REJECTED, Source
from pipelines.wikitext.standings_columns import repeated_headings, standings_columns
from pipelines.wikitext.standings_tables import Layout, read_standings
from pipelines.wikitext.table_names import place_of_named_teams, titles_of, with_teams
from pipelines.wikitext.unread_tables import (
    LIST_WITHOUT_HEADINGS,
    REPEATED_HEADING,
    Unread,
    why_unread,
)
from pipelines.wikitext.wikitables import (
    MAX_OPEN,
    GridRow,
    Table,
    cell_text,
    find_tables,
    grid_of,
    header_of,
)


class LedgerTable(NamedTuple):
    """What became of a table; `why` is for one that is not read."""

    start: int
    end: int
    depth: int
    outcome: str
    row_count: int
    why: Unread | None = None


def read_tables(source: Source) -> list[LedgerTable]:
    """Read every wikitable of a page; says what became of each."""
    entries: list[LedgerTable] = []
    tables, stopped_at = find_tables(source.page)
    if stopped_at is not None:
        source.issue(
            "error",
            "too_many_open_tables",
            f"More than {MAX_OPEN} tables are open in line {source.page.line_of(stopped_at)}; from"
            " there on no table of the page is read. Close them with `|}`.",
            stopped_at,
            len(source.text),
        )
        entries.append(LedgerTable(stopped_at, len(source.text), 0, REJECTED, 0))
    shapes: dict[int, ListShape] = {}
    for table in tables:
        if not table.is_closed and not source.is_restored:
            source.issue(
                "warning",
                "unclosed_table",
                f"The table that begins in line {table.line_start} is never closed with `|}}`; it"
                " is read up to the next heading.",
                table.start,
                table.end,
            )
        grid = grid_of(table)
        holds_tables = _holds_tables(source, table)
        read = _read_table(source, table, grid, holds_tables=holds_tables)
        outcome, rows, why = (PARSED, read, None) if isinstance(read, int) else (read[0], 0, read)
        may_be_list = why is not None and not holds_tables
        shape = _shape_of(source, table, grid) if may_be_list else None
        if shape is not None:
            shapes[len(entries)] = shape
        check_rows(source, table.start)
        entries.append(LedgerTable(table.start, table.end, table.depth, outcome, rows, why))
    _read_shapes(source, shapes, entries)
    for entry in entries:
        _report_unread(source, entry)
    source.parsed_ranges += [(e.start, e.end) for e in entries if e.outcome == PARSED]
    return entries


def _report_unread(source: Source, entry: LedgerTable) -> None:
    """Say why a table is not read that may hold something; a repeated heading is told already."""
    why = entry.why
    if why is not None and why.outcome == NOT_UNDERSTOOD and why is not REPEATED_HEADING:
        message = f"This table is not read. {why.reason}"
        source.issue("info", why.code, message, entry.start, entry.end)


def _read_shapes(source: Source, shapes: dict[int, ListShape], entries: list[LedgerTable]) -> None:
    """Read the lists without headings or scores, now that the page's clubs are known.

    One of matches to come is left where the page tells most of them elsewhere, be it in another
    such list before it: they would come once more.
    """
    sure = dict(zip(shapes, are_lists_of_clubs(source, list(shapes.values())), strict=True))
    for number, shape in shapes.items():
        if shape.is_to_come:
            continue
        if sure[number]:
            entries[number] = _read_shape(source, shape, entries[number])
            report_silent_columns(source, shape)
        else:
            why = LIST_WITHOUT_HEADINGS
            entries[number] = entries[number]._replace(outcome=why.outcome, why=why)
    to_come = [number for number, shape in shapes.items() if shape.is_to_come and sure[number]]
    if not to_come:
        return
    told = told_elsewhere(source)
    for number in to_come:
        if not told.has(shapes[number]):
            entries[number] = _read_shape(source, shapes[number], entries[number])
            told.add(shapes[number])


def _read_shape(source: Source, shape: ListShape, entry: LedgerTable) -> LedgerTable:
    read = read_matches(
        source, shape.table, shape.grid, shape.columns, shape.header_rows, shape.width
    )
    check_rows(source, entry.start)
    return entry._replace(outcome=PARSED, row_count=read, why=None)


def _shape_of(source: Source, table: Table, grid: list[GridRow]) -> ListShape | None:
    """The shape of a list of matches that its headings and scores alone do not tell."""
    found = _match_list(source, grid, header_of(source.page, grid)[1])
    fixtures = fixture_list(source, table, grid, found) if found is not None else None
    return fixtures or list_shape(source, table, grid)


def _read_table(
    source: Source, table: Table, grid: list[GridRow], *, holds_tables: bool
) -> int | Unread:
    """How many rows a table gave, or why it is not read."""
    headings, header_rows = header_of(source.page, grid)
    layout = _layout_of_standings(source, grid, headings, header_rows)
    if layout is not None:
        if repeated := repeated_headings(layout.headings):
            _report_repeated(source, table, repeated)
            return REPEATED_HEADING
        return read_standings(source, table, grid, layout)
    square = cross_table(source, grid, header_rows)
    if square is not None:
        return read_cross_table(source, square)
    matches = _match_list(source, grid, header_rows)
    if matches is not None and holds_scores(source, grid, matches[0]):
        return read_matches(source, table, grid, *matches)
    if entrant_columns(headings) is not None:
        return read_entrants(source, table, grid, headings, header_rows)
    return why_unread(
        source,
        grid,
        headings,
        header_rows,
        is_match_list=matches is not None,
        holds_tables=holds_tables,
    )


def _holds_tables(source: Source, table: Table) -> bool:
    """Is it a table around others, as for a layout? To read their text once for each is dear."""
    return source.text.find("{|", table.start + 2, table.end) >= 0


def _match_list(
    source: Source, grid: list[GridRow], header_rows: int
) -> tuple[MatchColumns, int, int] | None:
    """Columns, heading rows and width of a list of matches; the last rows may be titles."""
    for rows in range(header_rows, 0, -1):
        headings, _ = header_of(source.page, grid[:rows])
        columns = match_columns(headings)
        if columns is not None:
            return columns, rows, len(headings)
    return None


def _layout_of_standings(
    source: Source, grid: list[GridRow], headings: list[str], header_rows: int
) -> Layout | None:
    titles = titles_of(source, grid, header_rows)
    columns = standings_columns(headings)
    if columns is None:
        place = place_of_named_teams(source, grid, headings, header_rows)
        if place is None:
            return None
        titles.append(cell_text(source.page, grid[header_rows - 1].columns[place]))
        headings = with_teams(headings, place)
        columns = standings_columns(headings)
    return None if columns is None else Layout(headings, header_rows, columns, titles)


def _report_repeated(source: Source, table: Table, repeated: list[str]) -> None:
    names = ", ".join(f"`{name}`" for name in dict.fromkeys(repeated))
    source.issue(
        "warning",
        "repeated_heading",
        f"This league table has more than one column for {names}, as where home and away matches"
        " are told apart. Which holds all matches is not known, and the table is not read.",
        table.start,
        table.end,
    )
