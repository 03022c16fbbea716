"""Bring the raw tables up to date with a source, in one pass over its pages."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

import duckdb

from pipelines import wikitext
from pipelines.contracts import CONTRACTS
from pipelines.ingest.plan import (
    KnownPage,
    current_texts,
    known_pages,
    pages_to_parse,
    pages_to_show_again,
    present_pages,
    stored_pages,
    wanted_titles,
)
from pipelines.ingest.report import IngestReport
from pipelines.ingest.rows import (
    Row,
    change_rows,
    checked_frames,
    finder,
    page_row,
    presence_row,
    rows_of,
)
from pipelines.ingest.shrink import HeldPage, losses
from pipelines.sources import Source, SourcePage, UnchangedPage
from pipelines.warehouse import Warehouse, remember, remembered, replace_pages
from pipelines.wikitext import Page

BATCH_SIZE = 500
# How far the parser follows a template that shows another one's table.
MAX_HOPS = 3

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
    report = IngestReport()
    fingerprint = parser_fingerprint()
    with warehouse.write() as connection:
        known = known_pages(connection)
        if not known:
            # A first run that is interrupted goes on with the pages that are missing.
            remember(connection, "parser", fingerprint)
        same_parser = remembered(connection, "parser") == fingerprint
        seen: set[str] = set()
        writer = _Writer(connection, source, known, now, report)
        revisions = {
            page_id: page.revision_id
            for page_id, page in known.items()
            if page.is_current and page.revision_id is not None
        }

        def take(pages: Iterable[SourcePage | UnchangedPage]) -> None:
            fresh = (page for page in pages if page.page_id not in seen)
            writer.write(pages_to_parse(connection, fresh, known, same_parser, seen, report))

        take(source.pages(revisions))
        # A template's page may show a table of yet another one.
        for _ in range(MAX_HOPS):
            before = len(seen)
            for site, titles in wanted_titles(connection).items():
                take(source.transcluded(site, titles, revisions))
            if len(seen) == before:
                break
        gone = sorted(set(present_pages(connection)) - seen)
        if gone:
            writer.remove(gone)
        if again := pages_to_show_again(connection, report):
            writer.write(stored_pages(connection, again))
        progress(f"{len(seen)} pages seen, {writer.written} parsed")
        remember(connection, "parser", fingerprint)
    return report


@dataclass
class _Writer:
    """Parses, compares, checks and writes pages, batch by batch."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    known: dict[str, KnownPage]
    now: datetime
    report: IngestReport
    written: int = 0

    def write(self, pages: Iterable[SourcePage]) -> None:
        for batch in _batches(pages):
            before = current_texts(self.connection, [page.page_id for page in batch])
            rows: dict[str, list[Row]] = {table: [] for table in CONTRACTS}
            written = []
            for page in batch:
                page_rows = self._rows(page, before.get(page.page_id))
                if page_rows is None:
                    continue
                written.append(page.page_id)
                for table, table_rows in page_rows.items():
                    rows[table].extend(table_rows)
            replace_pages(self.connection, written, checked_frames(rows, self.report))
            self.written += len(written)

    def remove(self, page_ids: list[str]) -> None:
        """Take pages out that the source has no more; their versions stay."""
        gone = [page_id for page_id in page_ids if page_id in self.known]
        changes = [presence_row(page_id, self.known[page_id], None, self.now) for page_id in gone]
        replace_pages(
            self.connection, page_ids, checked_frames({"page_changes": changes}, self.report)
        )
        self.report.removed = page_ids

    def _rows(self, page: SourcePage, before: Page | None) -> dict[str, list[Row]] | None:
        """A page's rows in every raw table, or None if it is held back."""
        rows = rows_of(page, self.source)
        known = self.known.get(page.page_id)
        if before is not None and known and known.content_sha256 != page.content_sha256:
            old = wikitext.parse_page(before, transclude=finder(self.source, before)).rows
            loss = losses(old, rows)
            if loss and page.accept_shrink != page.content_sha256:
                self.report.hold(HeldPage(page.page_id, page.content_sha256, loss))
                return None
            rows["page_changes"] = change_rows(page, known, old, rows, self.now)
        elif known and not known.is_current and page.page is not None:
            rows["page_changes"] = [presence_row(page.page_id, known, page, self.now)]
        if page.page is not None:
            rows["pages"] = [page_row(page, known, self.now)]
        return rows


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
