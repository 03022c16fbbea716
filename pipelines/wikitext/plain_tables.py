"""Which wikitable is what: entrant lists and standings are read, the rest goes to the ledger."""

from __future__ import annotations

from pipelines.wikitext.entrants import entrant_columns, read_entrants
from pipelines.wikitext.headings import FOOTBALL_HINTS
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, Source
from pipelines.wikitext.wikitables import Table, find_tables, grid_of, header_of

LedgerTable = tuple[int, int, int, str, int]


def read_tables(source: Source) -> list[LedgerTable]:
    """Read every wikitable of a page; returns (start, end, depth, outcome, row count) of each."""
    entries: list[LedgerTable] = []
    for table in find_tables(source.page):
        outcome, rows = _read_table(source, table)
        entries.append((table.start, table.end, table.depth, outcome, rows))
        if outcome == PARSED:
            source.parsed_ranges.append((table.start, table.end))
    return entries


def _read_table(source: Source, table: Table) -> tuple[str, int]:
    grid = grid_of(table)
    headings, header_rows = header_of(source.page, grid)
    if entrant_columns(headings) is not None:
        return PARSED, read_entrants(source, table, grid, headings, header_rows)
    if any(heading in FOOTBALL_HINTS for heading in headings):
        return NOT_UNDERSTOOD, 0
    return NOT_FOOTBALL, 0
