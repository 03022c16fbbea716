"""Bring the raw tables up to date with a source, in one pass over its pages."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

import duckdb

from pipelines import wikitext
from pipelines.ingest.batches import Batch, BatchRead, Task, cut
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
from pipelines.ingest.rows import checked_frames, presence_row
from pipelines.ingest.workers import read_all
from pipelines.sources import Source, SourcePage, UnchangedPage
from pipelines.warehouse import Warehouse, load_pages, remember, remembered, replace_pages

# Written at once: a transaction costs the same for one page and for a thousand.
TRANSACTION_BYTES = 16_000_000
# How far the parser follows a template that shows another one's table.
MAX_HOPS = 3

Progress = Callable[[str], None]


def ingest(
    warehouse: Warehouse,
    source: Source,
    now: datetime,
    progress: Progress = print,
    processes: int = 1,
) -> IngestReport:
    """Bring the raw tables up to date with a source.

    Takes the warehouse, the source, the instant to note, where to report progress, and how many
    processes may parse where there is much to parse. Only pages whose bytes changed are parsed,
    and those that show a table of such a page; all of them when the parser itself changed. Returns
    what became of each page and how the contracts went. Raises ContractBrokenError for a defect of
    the parser and WorkerError when a process dies; nothing of the batch is written then.
    """
    report = IngestReport()
    fingerprint = parser_fingerprint()
    with warehouse.write() as connection, _folder_beside(warehouse.build_file) as folder:
        known = known_pages(connection)
        if not known:
            # A first run that is interrupted goes on with the pages that are missing.
            remember(connection, "parser", fingerprint)
        same_parser = remembered(connection, "parser") == fingerprint
        seen: set[str] = set()
        writer = _Writer(connection, source, known, now, report, folder, processes)
        versions = {
            page_id: page.version
            for page_id, page in known.items()
            # Another parser may find another title in a file.
            if page.is_current and (same_parser or page.revision_id is not None)
        }

        def take(pages: Iterable[SourcePage | UnchangedPage]) -> None:
            fresh = (page for page in pages if page.page_id not in seen)
            writer.write(pages_to_parse(connection, fresh, known, same_parser, seen, report))

        take(source.pages(versions))
        # A template's page may show a table of yet another one.
        for _ in range(MAX_HOPS):
            before = len(seen)
            for site, titles in wanted_titles(connection).items():
                take(source.transcluded(site, titles, versions))
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
    """Has pages read in batches and writes what comes of them."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    known: dict[str, KnownPage]
    now: datetime
    report: IngestReport
    folder: Path
    processes: int
    written: int = 0

    def write(self, pages: Iterable[SourcePage]) -> None:
        """Read pages and replace their rows, some megabytes of text in each transaction."""
        batches = map(self._batch, count(), cut(pages))
        done: list[BatchRead] = []
        for batch in read_all(batches, self.source, self.folder, self.processes):
            done.append(batch)
            if sum(one.byte_count for one in done) >= TRANSACTION_BYTES:
                self._load(done)
                done = []
        self._load(done)

    def remove(self, page_ids: list[str]) -> None:
        """Take pages out that the source has no more; their versions stay."""
        gone = [page_id for page_id in page_ids if page_id in self.known]
        changes = [presence_row(page_id, self.known[page_id], None, self.now) for page_id in gone]
        frames = checked_frames({"page_changes": changes}, self.report.actual_types)
        replace_pages(self.connection, page_ids, dict(frames))
        self.report.removed = page_ids

    def _batch(self, number: int, pages: Sequence[SourcePage]) -> Batch:
        """Each page with what is known of it, and with the text before where that differs."""
        changed = [page.page_id for page in pages if self._has_another_text(page)]
        before = current_texts(self.connection, changed) if changed else {}
        tasks = [
            Task(page, before.get(page.page_id), self.known.get(page.page_id)) for page in pages
        ]
        return Batch(number, tasks, self.now)

    def _has_another_text(self, page: SourcePage) -> bool:
        known = self.known.get(page.page_id)
        return (
            known is not None and known.is_current and known.content_sha256 != page.content_sha256
        )

    def _load(self, done: list[BatchRead]) -> None:
        files: dict[str, list[Path]] = {}
        for batch in done:
            for table, file in batch.files.items():
                files.setdefault(table, []).append(file)
        page_ids = [page_id for batch in done for page_id in batch.written]
        load_pages(self.connection, page_ids, files)
        for batch in done:
            self.report.actual_types.update(batch.actual_types)
            for page in batch.held:
                self.report.hold(page)
            for file in batch.files.values():
                file.unlink()
        self.written += len(page_ids)


@contextmanager
def _folder_beside(build_file: Path) -> Iterator[Path]:
    """A folder for the rows on their way, on the work file's disk; one left behind is emptied."""
    folder = build_file.with_suffix(".rows")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def parser_fingerprint() -> str:
    """A hash of the parser's own files: another parser may read the same page differently."""
    folder = Path(wikitext.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".csv", ".txt"}):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
