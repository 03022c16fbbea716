"""Dump files as a source of pages.

A first pass reads the files from end to end and puts what may hold football, and all templates,
into a store under the work folder; it notes how far it came and goes on from there after an
interruption. Pages are handed over only when every file has been read whole: half a dump would
make the pages of its other half look deleted.
"""

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines.sources.dump import football, packed, pages, select, store
from pipelines.sources.dump.packed import DumpError, pieces
from pipelines.sources.dump.pages import PageSplitter, site_info
from pipelines.sources.dump.select import COUNTS, KeptPage, as_source_page, kept_pages
from pipelines.sources.dump.store import FileState, PageStore
from pipelines.sources.page import NOTHING_KNOWN, Known, SourcePage, UnchangedPage
from pipelines.sources.wiki_settings import clean_title
from pipelines.wikitext import Page, families, templates

# So much is read again at most after an interruption.
_PAGES_A_COMMIT = 20_000
_KEPT_A_COMMIT = 500
_SECONDS_A_LINE = 30

progress = logging.getLogger("liguilla")


def dump_files(place: str) -> list[Path]:
    """The files that a path or a pattern such as ``enwiki-*-multistream*.xml*.bz2`` names.

    The index of a multistream dump is no dump. Raises DumpError when there is none.
    """
    if "://" in place:
        message = f"{place} is not on this machine; fetch it, or have a Spark job read it there"
        raise DumpError(message)
    pattern = Path(place)
    if pattern.is_file():
        return [pattern]
    if pattern.is_dir():
        message = f"{pattern} is a folder; give a dump file or a pattern such as {pattern}/*.bz2"
        raise DumpError(message)
    try:
        found = sorted(pattern.parent.glob(pattern.name)) if pattern.parent.is_dir() else []
    except ValueError as error:
        message = f"{pattern} is no pattern of files ({error}); write one such as *.xml.bz2"
        raise DumpError(message) from error
    files = [path for path in found if path.is_file() and "-index" not in path.name]
    if not files:
        message = f"no dump at {pattern}; set LIGUILLA_DUMP to a file or a pattern of files"
        raise DumpError(message)
    return files


@dataclass
class DumpSource:
    """The pages of dump files: articles by ``pages``, templates where others show them.

    Takes the files and where the kept pages are to be stored. ``counts`` says what became of the
    pages of the dump, by the names in ``COUNTS``.
    """

    files: tuple[Path, ...]
    store: PageStore
    notices: list[str] = field(default_factory=list, init=False)
    counts: Counter[str] = field(default_factory=Counter, init=False)

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """Every article that may hold football; without its text where it is known.

        Raises DumpError for a file that is no dump, damaged or cut off, before any page.
        """
        self.notices.clear()
        self.read_all()
        sites = self.store.sites()
        for page_no, site, title, revision_id in self.store.revisions():
            page_id = Page(site, title, "").page_id
            if revision_id is not None and known.get(page_id) == revision_id:
                yield UnchangedPage(page_id, revision_id)
            else:
                yield as_source_page(self.store.page(page_no), sites[site])

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """The pages of those titles, which other pages show parts of; absent ones are left out."""
        info = self.store.sites().get(site)
        handed: set[str] = set()
        for asked in filter(None, map(_asked, titles)):
            kept = self.store.find(site, asked) if info is not None else None
            if kept is None or info is None or kept.title in handed:
                continue
            handed.add(kept.title)
            page = as_source_page(kept, info)
            if kept.revision_id is not None and known.get(page.page_id) == kept.revision_id:
                yield UnchangedPage(page.page_id, kept.revision_id)
            else:
                yield page

    def find(self, site: str, title: str) -> Page | None:
        """The page of that title if it was kept: any template, an article with football."""
        asked = _asked(title)
        kept = self.store.find(site, asked) if asked is not None else None
        info = self.store.sites().get(site) if kept is not None else None
        return as_source_page(kept, info).page if kept is not None and info is not None else None

    def read_all(self) -> None:
        """Read what has not been read yet of the files."""
        wanted = {str(path): _identity(path) for path in self.files}
        states = self.store.files()
        if any(wanted.get(name) != state.identity for name, state in states.items()):
            self.store.clear()  # other files, other contents, or another way to choose
            states = {}
        self.counts.clear()
        for name, identity in wanted.items():
            state = states.get(name) or FileState(name, identity, counts=Counter())
            if not state.is_complete:
                state = self._read(Path(name), state)
            self.counts.update(state.counts or {})
        self._say_what_was_left_out()

    def _read(self, path: Path, state: FileState) -> FileState:
        if state.position.offset or state.position.done:
            progress.info("%s: going on where the last run stopped", path.name)
        counts: Counter[str] = Counter(state.counts)
        try:
            with path.open("rb") as file:
                size, started = path.stat().st_size, time.monotonic()
                splitter = PageSplitter(str(path), has_begun=state.info is not None)
                batch: list[KeptPage] = []
                unwritten = 0
                stream = pieces(file, str(path), state.position)
                for page, end in kept_pages(splitter, stream, counts):
                    info = state.info or site_info(splitter.head, str(path))
                    state = replace(state, info=info)
                    batch += [page] if page is not None else []
                    unwritten += 1
                    if len(batch) == _KEPT_A_COMMIT or unwritten == _PAGES_A_COMMIT:
                        state = replace(state, position=splitter.position(end), counts=counts)
                        self.store.add(info.site, batch, state)
                        batch, unwritten = [], 0
                        if time.monotonic() - started > _SECONDS_A_LINE:
                            started = time.monotonic()
                            _say(path, counts, file.tell() / size)
        except OSError as error:
            message = f"{path} cannot be read ({error.strerror or error})"
            raise DumpError(message) from error
        info = state.info or site_info(splitter.head, str(path))
        if not splitter.is_whole:
            message = (
                f"{path} is cut off: it ends without </mediawiki>, after {counts['pages_read']:,} "
                "pages; fetch the rest of it and run again"
            )
            raise DumpError(message)
        state = replace(state, info=info, is_complete=True, counts=counts)
        self.store.add(info.site, batch, state)
        _say(path, counts, 1)
        return state

    def _say_what_was_left_out(self) -> None:
        for name in ("broken", "without_text", "older_revisions"):
            if self.counts[name]:
                self.notices.append(f"{_WORDS[name]} in the dump: {self.counts[name]:,}")


_WORDS = {
    "broken": "pages that are no well-formed XML (each a row of raw.rejects)",
    "without_text": "pages whose text the wiki withholds",
    "older_revisions": "older revisions, which are not loaded,",
}


def _say(path: Path, counts: Counter[str], share: float) -> None:
    shown = ", ".join(f"{counts[name]:,} {name.replace('_', ' ')}" for name in COUNTS[:4])
    progress.info("%s: %d %%, %s", path.name, round(100 * share), shown)


def _asked(title: str) -> str | None:
    return clean_title(title.partition("#")[0])


def _identity(path: Path) -> str:
    """What tells a file from another one, and this way to choose pages from another way."""
    try:
        found = path.stat()
    except OSError as error:
        raise DumpError(f"{path} cannot be read ({error.strerror})") from error
    return f"{found.st_size} {found.st_mtime_ns} {way_to_choose()}"


def way_to_choose() -> str:
    """A hash of the code that chooses pages: other code may keep others of the same dump."""
    digest = hashlib.sha256()
    for module in (football, packed, pages, select, store, families, templates):
        digest.update(Path(module.__file__ or "").read_bytes())
    return digest.hexdigest()[:16]
