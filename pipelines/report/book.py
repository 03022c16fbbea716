"""The season book: one page for each page of the warehouse, and an index of them all.

Files are only ever replaced by a new file under the same name, never changed in place: a
published version may share them.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.report.model import Season
from pipelines.report.read import read_hashes, read_links, read_seasons, read_tie_breaks
from pipelines.report.render import Renderer
from pipelines.report.write import PageToWrite, ReportError, replace, write_pages

PACKAGE = Path(__file__).parent
STATIC = PACKAGE / "static"
PAGES = "seasons"

_DIGEST = re.compile(rb'<meta name="content-digest" content="([0-9a-f]{64})">')


@dataclass(frozen=True)
class Book:
    """What a rendering did: pages in the book, written now, left as they were, removed."""

    pages: int
    rendered: int
    unchanged: int
    removed: int
    size_bytes: int


def render_book(connection: duckdb.DuckDBPyConnection, folder: Path, processes: int = 1) -> Book:
    """Render the book of a built warehouse into a folder.

    Takes a connection that can read the warehouse (schemas raw, reference, marts) and how many
    processes may share the work where there is much of it; more than one open the file
    themselves, so nobody may be writing to it. A page whose data and templates are those it was
    rendered from stays as it is; a page that left the warehouse leaves the book. Raises
    ReportError when that cannot be done, with the reason.
    """
    try:
        return _render_book(connection, folder, processes)
    except OSError as error:
        message = (
            f"the season book could not be written: {error.strerror or error} "
            f"({error.filename or folder}). Make room or allow writing there, and run again"
        )
        raise ReportError(message) from error
    except duckdb.CatalogException as error:
        reason = str(error).split("\n", 1)[0]
        message = (
            f"the season book needs tables that are not built ({reason}); "
            "run the whole job refresh_warehouse"
        )
        raise ReportError(message) from error


def _render_book(connection: duckdb.DuckDBPyConnection, folder: Path, processes: int) -> Book:
    seasons = read_seasons(connection)
    tie_breaks = read_tie_breaks(connection)
    renderer = Renderer(tie_breaks)
    pages = folder / PAGES
    pages.mkdir(parents=True, exist_ok=True)
    _copy_static(folder)
    wanted = [
        page
        for page in _pages(connection, seasons, renderer.fingerprint)
        if _digest_in(pages / page.season.file) != page.digest
    ]
    write_pages(connection, wanted, tie_breaks, pages, processes)
    _write_index(folder / "index.html", renderer, seasons)
    removed = _remove_others(pages, {season.file for season in seasons})
    return Book(
        pages=len(seasons),
        rendered=len(wanted),
        unchanged=len(seasons) - len(wanted),
        removed=removed,
        size_bytes=_bytes_in(folder),
    )


def _pages(
    connection: duckdb.DuckDBPyConnection, seasons: Sequence[Season], fingerprint: str
) -> Iterator[PageToWrite]:
    """Every page with a hash of all it is rendered from: its rows, its links and the templates."""
    links = read_links(connection, seasons)
    hashes = read_hashes(connection)
    for season in seasons:
        made_from = (fingerprint, season, links[season.page_id], hashes[season.page_id])
        yield PageToWrite(season, links[season.page_id], _digest(made_from))


def _write_index(file: Path, renderer: Renderer, seasons: Sequence[Season]) -> None:
    digest = _digest((renderer.fingerprint, seasons))
    if _digest_in(file) != digest:
        replace(file, renderer.index(seasons, digest).encode())


def _digest(made_from: object) -> str:
    return hashlib.sha256(repr(made_from).encode("utf-8", "replace")).hexdigest()


def _digest_in(file: Path) -> str | None:
    """The digest a page carries. In the page, so that no killed run parts the two."""
    try:
        with file.open("rb") as stream:
            found = _DIGEST.search(stream.read(1000))
    except FileNotFoundError:
        return None
    return found.group(1).decode() if found else None


def _copy_static(folder: Path) -> None:
    for source in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        target = folder / "static" / source.relative_to(STATIC)
        target.parent.mkdir(parents=True, exist_ok=True)
        replace(target, source.read_bytes())


def _bytes_in(folder: Path | str) -> int:
    """The size of all files of a folder; of thousands, paths would cost more than asking."""
    with os.scandir(folder) as entries:
        return sum(
            _bytes_in(entry.path) if entry.is_dir() else entry.stat().st_size for entry in entries
        )


def _remove_others(pages: Path, wanted: Iterable[str]) -> int:
    """Remove pages that are no longer in the book, and what a killed run left."""
    keep = set(wanted)
    others = [path for path in pages.iterdir() if path.name not in keep]
    for path in others:
        path.unlink()
    return sum(path.suffix == ".html" for path in others)
