"""The kept pages of dumps in one SQLite file: found by title, added to where reading stopped.

A dump is read from end to end once; everything afterwards asks this file. It is of use to nobody
else and can be deleted at any time.
"""

import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.sources.dump.packed import DumpError, Position
from pipelines.sources.dump.pages import SiteInfo
from pipelines.sources.dump.select import KeptPage
from pipelines.sources.page import title_key

_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, identity TEXT NOT NULL, site TEXT, base TEXT,
    position_offset INTEGER NOT NULL DEFAULT 0, position_done INTEGER NOT NULL DEFAULT 0,
    is_complete INTEGER NOT NULL DEFAULT 0, counts TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE IF NOT EXISTS pages (
    page_no INTEGER PRIMARY KEY, site TEXT NOT NULL, title_key TEXT NOT NULL, title TEXT NOT NULL,
    is_article INTEGER NOT NULL, revision_id INTEGER, text BLOB, problem TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS page_titles ON pages (site, title);
CREATE INDEX IF NOT EXISTS page_keys ON pages (site, title_key);
"""
# Of a page that two files have, the newer revision counts.
_ADD = """
INSERT INTO pages (site, title_key, title, is_article, revision_id, text, problem)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (site, title) DO UPDATE SET
    is_article = excluded.is_article, text = excluded.text,
    revision_id = excluded.revision_id, problem = excluded.problem
WHERE coalesce(excluded.revision_id, 0) >= coalesce(pages.revision_id, 0)
"""
_PAGE = "SELECT title, is_article, revision_id, text, problem FROM pages WHERE"


@dataclass(frozen=True)
class FileState:
    """How far a dump file has been read. ``info`` is None before its first page."""

    name: str
    identity: str
    info: SiteInfo | None = None
    position: Position = field(default_factory=Position)
    is_complete: bool = False
    counts: Counter[str] | None = None


class PageStore:
    """The pages kept from some dump files. Opened when first asked, in each process anew.

    Every method raises DumpError for a file that is damaged or cannot be read or written.
    """

    def __init__(self, path: Path) -> None:
        """Take the path of the file, which need not exist yet."""
        self.path = path
        self._opened: sqlite3.Connection | None = None
        self.find = lru_cache(maxsize=256)(self._find)

    def __reduce__(self) -> tuple[type["PageStore"], tuple[Path]]:
        """Another process opens the file itself."""
        return PageStore, (self.path,)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._opened = sqlite3.connect(self.path)
            self._opened.execute("PRAGMA synchronous = NORMAL")
            self._opened.executescript(_TABLES)
        return self._opened

    @contextmanager
    def _trouble_told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:  # the system's: no room, no right, in use
            message = f"{self.path} cannot be read or written ({error}); mend that and run again"
            raise DumpError(message) from error
        except sqlite3.DatabaseError as error:
            message = f"{self.path} is damaged ({error}); delete it, and the dump is read anew"
            raise DumpError(message) from error

    def _rows(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        with self._trouble_told():
            yield from self._connection.execute(query, values)

    def close(self) -> None:
        """Close the file; it opens again when it is asked."""
        if self._opened is not None:
            self._opened.close()
        self._opened = None
        self.find.cache_clear()

    def clear(self) -> None:
        """Forget every page and file."""
        self.close()
        self.path.unlink(missing_ok=True)
        self.path.with_name(f"{self.path.name}-journal").unlink(missing_ok=True)

    def files(self) -> dict[str, FileState]:
        """How far each file has been read, by name."""
        rows = self._rows(
            "SELECT name, identity, site, base, position_offset, position_done, is_complete, "
            "counts FROM files"
        )
        return {
            name: FileState(
                name,
                identity,
                SiteInfo(site, base) if site else None,
                Position(offset, done),
                bool(is_complete),
                Counter(json.loads(counts)),
            )
            for name, identity, site, base, offset, done, is_complete, counts in rows
        }

    def add(self, site: str, pages: list[KeptPage], state: FileState | None = None) -> None:
        """Add pages of a site, and how far their file is read now, in one transaction."""
        rows = [
            (
                site,
                title_key(page.title),
                page.title,
                page.is_article,
                page.revision_id,
                None if page.text is None else zlib.compress(page.text.encode("utf-8"), 1),
                page.problem,
            )
            for page in pages
        ]
        with self._trouble_told(), self._connection as connection:
            connection.executemany(_ADD, rows)
            if state is not None:
                _note(connection, state)
        self.find.cache_clear()

    def revisions(self) -> Iterator[tuple[int, str, str, int | None]]:
        """Number, site, title and revision of every article, in the order of the dumps."""
        return self._rows(
            "SELECT page_no, site, title, revision_id FROM pages WHERE is_article ORDER BY page_no"
        )

    def page(self, page_no: int) -> KeptPage:
        """The page of that number."""
        [row] = self._rows(f"{_PAGE} page_no = ?", [page_no])
        return _kept(row)

    def articles(self, first: int, last: int) -> Iterator[tuple[str, KeptPage]]:
        """Site and page of every article whose number is between the two, both included."""
        rows = self._rows(
            "SELECT site, title, is_article, revision_id, text, problem FROM pages "
            "WHERE is_article AND page_no BETWEEN ? AND ? ORDER BY page_no",
            [first, last],
        )
        return ((site, _kept(row)) for site, *row in rows)

    def sites(self) -> dict[str, SiteInfo]:
        """The wikis that the files are of, by name."""
        rows = self._rows("SELECT site, base FROM files WHERE site IS NOT NULL")
        return {site: SiteInfo(site, base) for site, base in rows}

    def _find(self, site: str, title: str) -> KeptPage | None:
        """The page that is meant by a title; of several, the one that is written just so."""
        rows = self._rows(
            f"{_PAGE} site = ? AND title_key = ? AND problem IS NULL ORDER BY title != ? LIMIT 1",
            [site, title_key(title), title[:1].upper() + title[1:]],
        )
        return next(map(_kept, rows), None)


def _note(connection: sqlite3.Connection, state: FileState) -> None:
    info = state.info
    connection.execute(
        "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            state.name,
            state.identity,
            info.site if info else None,
            info.base if info else None,
            state.position.offset,
            state.position.done,
            state.is_complete,
            json.dumps(state.counts or {}),
        ],
    )


def _kept(row: Sequence[Any]) -> KeptPage:
    title, is_article, revision_id, packed, problem = row
    text = None if packed is None else zlib.decompress(packed).decode("utf-8")
    return KeptPage(title, bool(is_article), revision_id, text, problem)
