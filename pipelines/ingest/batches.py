"""One batch of pages as Parquet files: parsed, compared, held against the contracts.

Knows nothing of the work file, so that any process can do it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import polars as pl

from pipelines import wikitext
from pipelines.contracts import CONTRACTS
from pipelines.ingest.plan import KnownPage
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
from pipelines.sources import Source, SourcePage
from pipelines.wikitext import Page

# What a process holds at once: as many rows as this much text gives, a dozen megabytes.
BATCH_BYTES = 2_000_000
BATCH_PAGES = 500


@dataclass(frozen=True)
class Task:
    """A page to read: the new version, the current one where the text differs, what is known."""

    page: SourcePage
    before: Page | None = None
    known: KnownPage | None = None


@dataclass(frozen=True)
class Batch:
    """Pages to read in one go, with the number of the batch and the instant to note."""

    number: int
    tasks: Sequence[Task]
    now: datetime

    @property
    def byte_count(self) -> int:
        """Size of the pages' text."""
        return sum(task.page.byte_count for task in self.tasks)


@dataclass
class BatchRead:
    """What came of a batch: the pages read, their rows as a file for each raw table."""

    written: list[str] = field(default_factory=list)
    held: list[HeldPage] = field(default_factory=list)
    actual_types: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    byte_count: int = 0


def cut(pages: Iterable[SourcePage]) -> Iterator[list[SourcePage]]:
    """Pages in their order, cut where a batch would grow large; never all of them at once."""
    held, size = list[SourcePage](), 0
    for page in pages:
        held.append(page)
        size += page.byte_count
        if size >= BATCH_BYTES or len(held) >= BATCH_PAGES:
            yield held
            held, size = [], 0
    if held:
        yield held


def read_batch(batch: Batch, source: Source, folder: Path) -> BatchRead:
    """Read the pages of a batch and write the rows that may be written into ``folder``.

    Raises ContractBrokenError for a defect of the parser.
    """
    done = BatchRead(byte_count=batch.byte_count)
    rows: dict[str, list[Row]] = {table: [] for table in CONTRACTS}
    # Once for the batch: each end of a pause costs a look at all rows there are.
    with wikitext.collector_paused():
        for task in batch.tasks:
            found = _rows(task, source, batch.now)
            if isinstance(found, HeldPage):
                done.held.append(found)
                continue
            done.written.append(task.page.page_id)
            for table, table_rows in found.items():
                rows[table].extend(table_rows)
    done.files = write_frames(checked_frames(rows, done.actual_types), folder, str(batch.number))
    return done


def write_frames(
    frames: Iterable[tuple[str, pl.DataFrame]], folder: Path, name: str
) -> dict[str, Path]:
    """Write frames as Parquet, which DuckDB loads in bulk; returns the files by raw table."""
    files = {}
    for table, frame in frames:
        if frame.height:
            files[table] = folder / f"{table}-{name}.parquet"
            frame.write_parquet(files[table], compression="lz4")
    return files


def _rows(task: Task, source: Source, now: datetime) -> dict[str, list[Row]] | HeldPage:
    """A page's rows in every raw table, or why it is held back."""
    page, known = task.page, task.known
    rows = rows_of(page, source)
    if task.before is not None and known:
        old = wikitext.parse_page(task.before, transclude=finder(source, task.before)).rows
        loss = losses(old, rows)
        if loss and page.accept_shrink != page.content_sha256:
            return HeldPage(page.page_id, page.content_sha256, loss)
        rows["page_changes"] = change_rows(page, known, old, rows, now)
    elif known and not known.is_current and page.page is not None:
        rows["page_changes"] = [presence_row(page.page_id, known, page, now)]
    if page.page is not None:
        rows["pages"] = [page_row(page, known, now)]
    return rows
