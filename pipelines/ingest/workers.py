"""Batches read by this process or by several; what comes out is the same, in the same order."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from pathlib import Path

from pipelines.ingest.batches import Batch, BatchRead, read_batch
from pipelines.processes import pool
from pipelines.sources import SeedFolder, Source

# Batches handed out and not yet taken back, for each process: enough that none has to wait.
AHEAD = 2


class WorkerError(Exception):
    """A process that reads pages ended before its work; the message says where and what to do."""


def read_all(
    batches: Iterable[Batch], source: Source, folder: Path, processes: int
) -> Iterator[BatchRead]:
    """Read batches in order, with so many processes where that pays; files go into ``folder``.

    A single batch is read here, since a process takes a second to start. So are the pages of a
    source that is no folder: a wiki must be asked by one process only. Raises WorkerError when a
    process dies, ContractBrokenError for a defect of the parser.
    """
    remaining = iter(batches)
    first = list(islice(remaining, 2))
    remaining = chain(first, remaining)
    if len(first) < 2 or processes < 2 or not isinstance(source, SeedFolder):
        for batch in remaining:
            yield read_batch(batch, source, folder)
        return
    yield from _shared_out(remaining, source, folder, processes)


def _shared_out(
    batches: Iterator[Batch], source: Source, folder: Path, processes: int
) -> Iterator[BatchRead]:
    readers = pool(processes, _begin, source, folder)
    waiting: deque[tuple[Batch, Future[BatchRead]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, readers.submit(_read, batch)))
            if len(waiting) >= AHEAD * processes:
                yield _taken(*waiting.popleft())
        while waiting:
            yield _taken(*waiting.popleft())
    except BrokenProcessPool as error:
        # Told of by submit when a process died between two batches.
        raise WorkerError(_died(waiting[0][0] if waiting else None)) from error
    finally:
        readers.shutdown(cancel_futures=True)


def _taken(batch: Batch, future: Future[BatchRead]) -> BatchRead:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise WorkerError(_died(batch)) from error


def _died(batch: Batch | None) -> str:
    at = f" at {batch.tasks[0].page.page_id} or a page after it" if batch else ""
    return (
        f"a process that reads pages was ended from outside{at}, most likely for want of memory. "
        "What was written before stays; run again to go on, with more memory or with "
        "LIGUILLA_PROCESSES=1"
    )


_given: tuple[Source, Path]


def _begin(source: Source, folder: Path) -> None:
    global _given
    _given = (source, folder)


def _read(batch: Batch) -> BatchRead:
    return read_batch(batch, *_given)
