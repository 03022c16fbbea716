"""Bring the raw tables up to date with a source, in one pass over its pages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import duckdb

from pipelines import wikitext
from pipelines.ingest.plan import (
    KnownPage,
    known_pages,
    pages_to_parse,
    pages_to_show_again,
    present_pages,
)
from pipelines.ingest.report import IngestReport, TableReport
from pipelines.ingest.rows import Row, checked_frames, page_row, rows_of
from pipelines.sources import Source, SourcePage
from pipelines.warehouse import (
    PAGE_TABLES,
    Warehouse,
    remember,
    remembered,
    remove_pages,
    replace_pages,
)

BATCH_SIZE = 500

Progress = Callable[[str], None]


def ingest(
    warehouse: Warehouse, source: Source, now: datetime, progress: Progress = print
) -> IngestReport:
    """Bring the raw tables up to date with a source.

    Takes the warehouse, the source, the instant to note, and where to report progress. Only pages
    whose bytes changed are parsed, and those that show a table of such a page; all of them when
    the parser itself changed. Returns what became of each page and how the contracts went. Raises
    ContractBrokenError for a defect of the parser; nothing of the batch is written then.
    """
    report = IngestReport(tables={table: TableReport() for table in ("pages", *PAGE_TABLES)})
    fingerprint = parser_fingerprint()
    with warehouse.write() as connection:
        known = known_pages(connection)
        same_parser = remembered(connection, "parser") == fingerprint
        seen: set[str] = set()
        writer = _Writer(connection, source, known, now, report)
        writer.write(pages_to_parse(source.pages(), known, same_parser, seen, report))
        gone = sorted(set(present_pages(connection)) - seen)
        if gone:
            remove_pages(connection, gone)
            report.removed = gone
        if again := pages_to_show_again(connection, report):
            writer.write(page for page in source.pages() if page.page_id in again)
        progress(f"{len(seen)} pages seen, {writer.written} parsed")
        remember(connection, "parser", fingerprint)
        if report.wrote_something:
            connection.execute("DELETE FROM audit.results WHERE unique_id = 'raw'")
            connection.execute("INSERT INTO audit.results VALUES ('raw', 'success', now())")
    return report


@dataclass
class _Writer:
    """Parses, checks and writes pages, batch by batch."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    known: dict[str, KnownPage]
    now: datetime
    report: IngestReport
    written: int = 0

    def write(self, pages: Iterable[SourcePage]) -> None:
        for batch in _batches(pages):
            rows: dict[str, list[Row]] = {table: [] for table in PAGE_TABLES}
            page_rows: list[Row] = []
            for page in batch:
                for table, table_rows in rows_of(page, self.source).items():
                    rows[table].extend(table_rows)
                if page.page is not None:
                    page_rows.append(page_row(page, self.known.get(page.page_id), self.now))
            frames = checked_frames(rows, page_rows, self.report)
            pages_frame = frames.pop("pages")
            replace_pages(self.connection, [page.page_id for page in batch], frames, pages_frame)
            self.written += len(batch)


def _batches(pages: Iterable[SourcePage]) -> Iterator[list[SourcePage]]:
    remaining = iter(pages)
    while batch := list(islice(remaining, BATCH_SIZE)):
        yield batch


def parser_fingerprint() -> str:
    """A hash of the parser's own files: another parser may read the same page differently."""
    folder = Path(wikitext.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".csv", ".txt"}):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
