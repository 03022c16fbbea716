"""The season book: one page for each page of the warehouse, and an index of them all.

Files are only ever replaced by a new file under the same name, never changed in place: a
published version may share them.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.report.model import SeasonPage
from pipelines.report.read import read_pages, read_seasons, read_tie_breaks
from pipelines.report.render import Renderer
from pipelines.warehouse import WarehouseError

PACKAGE = Path(__file__).parent
STATIC = PACKAGE / "static"
PAGES = "seasons"

_DIGEST = re.compile(rb'<meta name="content-digest" content="([0-9a-f]{64})">')


class ReportError(WarehouseError):
    """The book cannot be rendered; the message says why and what to do."""


@dataclass(frozen=True)
class Book:
    """What a rendering did: pages in the book, written now, left as they were, removed."""

    pages: int
    rendered: int
    unchanged: int
    removed: int
    size_bytes: int


def render_book(connection: duckdb.DuckDBPyConnection, folder: Path) -> Book:
    """Render the book of a built warehouse into a folder.

    Takes a connection that can read the warehouse (schemas raw, reference, marts). A page whose
    data and templates are those it was rendered from stays as it is; a page that left the
    warehouse leaves the book. Raises ReportError when that cannot be done, with the reason.
    """
    try:
        return _render_book(connection, folder)
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


def _render_book(connection: duckdb.DuckDBPyConnection, folder: Path) -> Book:
    seasons = read_seasons(connection)
    renderer = Renderer(read_tie_breaks(connection))
    pages = folder / PAGES
    pages.mkdir(parents=True, exist_ok=True)
    _copy_static(folder)
    rendered = 0
    for page in read_pages(connection, seasons):
        rendered += _write_page(renderer, page, pages / page.season.file)
    _replace(folder / "index.html", renderer.index(seasons).encode())
    removed = _remove_others(pages, {season.file for season in seasons})
    return Book(
        pages=len(seasons),
        rendered=rendered,
        unchanged=len(seasons) - rendered,
        removed=removed,
        size_bytes=sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
    )


def _write_page(renderer: Renderer, page: SeasonPage, file: Path) -> bool:
    """Write a page unless it was rendered from the same before; says whether it did."""
    digest = digest_of(page, renderer.fingerprint)
    if _digest_in(file) == digest:
        return False
    _replace(file, renderer.page(page, digest).encode())
    return True


def digest_of(page: SeasonPage, fingerprint: str) -> str:
    """A hash of everything a page is rendered from: its data, and the templates' fingerprint."""
    return hashlib.sha256(f"{fingerprint}\n{page!r}".encode("utf-8", "replace")).hexdigest()


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
        _replace(target, source.read_bytes())


def _replace(file: Path, content: bytes) -> None:
    """Put new content in place of a file in one step; the same content leaves it alone."""
    if file.is_file() and file.read_bytes() == content:
        return
    fresh = file.with_name(f".{file.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.write_bytes(content)
    fresh.replace(file)


def _remove_others(pages: Path, wanted: Iterable[str]) -> int:
    """Remove pages that are no longer in the book, and what a killed run left."""
    keep = set(wanted)
    others = [path for path in pages.iterdir() if path.name not in keep]
    for path in others:
        path.unlink()
    return sum(path.suffix == ".html" for path in others)
