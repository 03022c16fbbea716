"""Writes pages of the book: here, or in several processes where there is much to render."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.processes import pool
from pipelines.report.model import Links, Season, TieBreak
from pipelines.report.read import read_pages
from pipelines.report.render import Renderer
from pipelines.warehouse import CONFIG, WarehouseError

# A process takes about as long to start as this many pages to render.
WORTH_A_PROCESS = 200

# Parts for each process, so that none waits long for the last, and how many pages one may have: its
# rows are sorted in memory.
PARTS = 6
PAGES_A_PART = 500
MEMORY_OF_A_PROCESS = "256MB"


class ReportError(WarehouseError):
    """The book cannot be rendered; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class PageToWrite:
    """A page that is to be rendered, and the digest that goes into its head."""

    season: Season
    links: Links
    digest: str


def write_pages(
    connection: duckdb.DuckDBPyConnection,
    pages: Sequence[PageToWrite],
    tie_breaks: Mapping[str, TieBreak],
    folder: Path,
    processes: int,
) -> None:
    """Render pages into a folder; the files are the same whatever the number of processes.

    Raises ReportError when a process is ended from outside.
    """
    if not pages:
        return
    if processes < 2 or len(pages) < 2 * WORTH_A_PROCESS:
        _write(connection, pages, Renderer(tie_breaks), folder)
        return
    [(file,)] = connection.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchall()
    writers = pool(processes, _begin, tie_breaks, file, folder)
    try:
        # What a part returns is nothing, what it raises is raised here.
        for _ in writers.map(_write_part, _parts(pages, PARTS * processes)):
            pass
    except BrokenProcessPool as error:
        message = (
            "a process that renders the season book was ended from outside, most likely for want "
            "of memory. The pages written before stay; run again to go on, with more memory or "
            "with LIGUILLA_PROCESSES=1"
        )
        raise ReportError(message) from error
    finally:
        writers.shutdown(cancel_futures=True)


def _parts(pages: Sequence[PageToWrite], count: int) -> Iterator[Sequence[PageToWrite]]:
    """So many parts or more, of pages whose ids are neighbours, as their rows mostly are."""
    ordered = sorted(pages, key=lambda page: page.season.page_id)
    size = min(-(-len(ordered) // count), PAGES_A_PART)
    return (ordered[start : start + size] for start in range(0, len(ordered), size))


_given: tuple[Renderer, str, Path]


def _begin(tie_breaks: Mapping[str, TieBreak], file: str, folder: Path) -> None:
    global _given
    _given = (Renderer(tie_breaks), file, folder)


def _write_part(pages: Sequence[PageToWrite]) -> None:
    renderer, file, folder = _given
    config = {**CONFIG, "threads": 1, "memory_limit": MEMORY_OF_A_PROCESS}
    with duckdb.connect(file, read_only=True, config=config) as connection:
        _write(connection, pages, renderer, folder)


def _write(
    connection: duckdb.DuckDBPyConnection,
    pages: Sequence[PageToWrite],
    renderer: Renderer,
    folder: Path,
) -> None:
    digests = {page.season.page_id: page.digest for page in pages}
    for page in read_pages(connection, [(page.season, page.links) for page in pages]):
        html = renderer.page(page, digests[page.season.page_id])
        replace(folder / page.season.file, html.encode())


def replace(file: Path, content: bytes) -> None:
    """Put new content in place of a file in one step; the same content leaves it alone."""
    if file.is_file() and file.read_bytes() == content:
        return
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.write_bytes(content)
    fresh.replace(file)
