"""Which wikitable is what: standings, grids, matches and entrants are read, the rest is noted."""

from __future__ import annotations

from pipelines.wikitext.bounds import check_rows
from pipelines.wikitext.cross_tables import cross_table, read_cross_table
from pipelines.wikitext.entrants import entrant_columns, read_entrants
from pipelines.wikitext.headings import FOOTBALL_HINTS, NOT_ONE_COMPETITION, OTHER_KINDS
from pipelines.wikitext.match_headings import MatchColumns, match_columns
from pipelines.wikitext.match_shapes import (
    ListShape,
    list_shape,
    lists_of_clubs,
    report_silent_columns,
)
from pipelines.wikitext.match_tables import holds_scores, read_matches
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, REJECTED, Source
from pipelines.wikitext.standings_tables import (
    read_standings,
    repeated_headings,
    standings_columns,
)
from pipelines.wikitext.wikitables import (
    MAX_OPEN,
    GridRow,
    Table,
    find_tables,
    grid_of,
    header_of,
)

LedgerTable = tuple[int, int, int, str, int]


def read_tables(source: Source) -> list[LedgerTable]:
    """Read every wikitable of a page; returns (start, end, depth, outcome, row count) of each."""
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
        entries.append((stopped_at, len(source.text), 0, REJECTED, 0))
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
        outcome, rows = _read_table(source, table)
        shape = list_shape(source, table, grid_of(table)) if outcome != PARSED else None
        if shape is not None:
            shapes[len(entries)] = shape
        check_rows(source, table.start)
        entries.append((table.start, table.end, table.depth, outcome, rows))
    _read_shapes(source, shapes, entries)
    source.parsed_ranges += [(start, end) for start, end, _, was, _ in entries if was == PARSED]
    return entries


def _read_shapes(source: Source, shapes: dict[int, ListShape], entries: list[LedgerTable]) -> None:
    """Read the lists without headings, now that the page's clubs are known."""
    sure = lists_of_clubs(source, list(shapes.values()))
    for number, shape in shapes.items():
        start, end, depth, _, _ = entries[number]
        if shape in sure:
            read = read_matches(
                source, shape.table, shape.grid, shape.columns, shape.header_rows, shape.width
            )
            report_silent_columns(source, shape)
            check_rows(source, start)
            entries[number] = (start, end, depth, PARSED, read)
        else:
            source.issue(
                "info",
                "list_without_headings",
                "This table looks like a list of matches, but has no headings, and the page does"
                " not name its clubs elsewhere; it is not read. Give its columns headings.",
                start,
                end,
            )
            entries[number] = (start, end, depth, NOT_UNDERSTOOD, 0)


def _read_table(source: Source, table: Table) -> tuple[str, int]:
    grid = grid_of(table)
    headings, header_rows = header_of(source.page, grid)
    columns = standings_columns(headings)
    if columns is not None:
        if repeated := repeated_headings(headings):
            _report_repeated(source, table, repeated)
            return NOT_UNDERSTOOD, 0
        return PARSED, read_standings(source, table, grid, headings, header_rows, columns)
    square = cross_table(source, grid, header_rows)
    if square is not None:
        return PARSED, read_cross_table(source, square)
    matches = _match_list(source, grid, header_rows)
    if matches is not None and holds_scores(source, grid, matches[0]):
        return PARSED, read_matches(source, table, grid, *matches)
    if entrant_columns(headings) is not None:
        return PARSED, read_entrants(source, table, grid, headings, header_rows)
    return _unread(headings), 0


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


def _unread(headings: list[str]) -> str:
    """A table of a known other kind holds nothing for us; one that hints at results might."""
    if any(heading in OTHER_KINDS or heading in NOT_ONE_COMPETITION for heading in headings):
        return NOT_FOOTBALL
    hint = any(heading in FOOTBALL_HINTS for heading in headings)
    return NOT_UNDERSTOOD if hint else NOT_FOOTBALL
