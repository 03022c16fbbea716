"""Pages from a folder of ``.txt`` and ``.wikitext`` files, with or without a ``manifest.yml``."""

import os
import posixpath
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.sources.errors import SourceError, unreadable
from pipelines.sources.file_memory import FileMemory, sha256_of
from pipelines.sources.manifest import MANIFEST, NOT_IN_NAMES, read_manifest
from pipelines.sources.page import (
    NOTHING_KNOWN,
    Known,
    SourcePage,
    SourceProblem,
    UnchangedPage,
    title_key,
)
from pipelines.wikitext import Page, flattened_title

SUFFIXES = (".txt", ".wikitext")
DEFAULT_SITE = "local"
NOT_UTF8 = "not_utf8"


def page_files(folder: Path) -> list[str]:
    """The page files of a folder and the folders in it, by path inside the folder, in its order.

    The paths are plain texts: of ten thousand files most did not change, and then making paths
    would cost more than reading the files.
    """
    found = (
        name
        for name in _inside(os.fspath(folder), "")
        if posixpath.splitext(name)[1].lower() in SUFFIXES
    )
    # A separator below every letter: in the order of lists of parts, without making ten thousand.
    return sorted(found, key=lambda name: name.replace("/", "\0"))


def _inside(folder: str, prefix: str) -> Iterator[str]:
    """Every file under a folder; links to folders are not followed, those to files are.

    A link that leads nowhere counts as a file, which reading it then refuses by name.
    """
    try:
        listing = os.scandir(folder)
    except OSError as error:
        raise SourceError(unreadable(f"the folder {folder}", error)) from error
    with listing as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry.path, f"{prefix}{entry.name}/")
            elif _is_file(entry):
                yield prefix + entry.name


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file() or (entry.is_symlink() and not entry.is_dir())
    except OSError:
        return True


def fingerprints(folder: Path, seen_files: Path | None = None) -> dict[str, str]:
    """SHA-256 of each page file and of the manifest, by path inside the folder.

    ``seen_files`` is where a run remembers the files it read, which need not be read again.
    """
    memory = FileMemory(folder, seen_files)
    names = [*page_files(folder), *([MANIFEST] if (folder / MANIFEST).is_file() else [])]
    found: dict[str, str] = {}
    for name in names:
        with suppress(FileNotFoundError):  # taken away since the folder was listed
            seen = memory.find(name)
            found[_told(name)] = seen.sha256 if seen else sha256_of(_bytes_of(folder / name)[0])
    return found


def _bytes_of(path: Path) -> tuple[bytes, OSError | None]:
    """What is in a file; nothing, and why, where it may not be read."""
    try:
        return path.read_bytes(), None
    except FileNotFoundError as error:
        if not path.is_symlink():
            raise
        return b"", error
    except OSError as error:
        return b"", error


def _told(name: str) -> str:
    r"""A file's name as a text of one line: what is none in it as ``\x0a``, byte by byte."""
    return NOT_IN_NAMES.sub(lambda found: f"\\x{ord(found[0]) & 0xFF:02x}", name)


@dataclass(frozen=True)
class SeedFolder:
    """A folder of pages.

    A page's title comes from the manifest, else from a flattened page's first line, else from the
    file name with underscores as spaces. Raises SourceError when the folder is missing or the
    manifest cannot be read; a single bad file is handed over with its rejection instead.
    ``seen_files`` is where to remember what was read, so that unchanged files are not read again.
    """

    folder: Path
    may_be_empty: bool = False
    seen_files: Path | None = None
    notices: list[str] = field(default_factory=list, init=False)
    _manifest: dict[str, dict[str, Any]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Read the manifest, so that its errors come before any page."""
        if not self.folder.is_dir():
            message = f"no folder of pages at {self.folder}; set LIGUILLA_SEEDS to one"
            raise SourceError(message)
        object.__setattr__(self, "_manifest", read_manifest(self.folder / MANIFEST))

    def missing_files(self, present: Iterable[str] | None = None) -> list[str]:
        """Files that the manifest names and the folder does not hold.

        ``present`` are the files of the folder, where they are known already.
        """
        held = set(page_files(self.folder) if present is None else present)
        return sorted(name for name in self._manifest if name not in held)

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """Nothing: every page of a folder is handed over by ``pages``."""
        return iter(())

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """Read the files one by one, never all at once, and not those that are as they were.

        Of two files with one title the second is handed over as a rejection under its file name.
        """
        memory = FileMemory(self.folder, self.seen_files)
        owners: dict[str, str] = {}
        names = page_files(self.folder)
        self.notices[:] = [
            f"{MANIFEST} names {name}, which is not in the folder"
            for name in self.missing_files(names)
        ]
        if not names and not self.may_be_empty:
            message = f"no {' or '.join(SUFFIXES)} files in {self.folder}; put pages there"
            raise SourceError(message)
        for name in names:
            try:
                page = self._page_in(name, owners, memory, known)
            except FileNotFoundError:
                continue  # taken away since the folder was listed
            yield page
        memory.keep()

    def _page_in(
        self, name: str, owners: dict[str, str], memory: FileMemory, known: Known
    ) -> SourcePage | UnchangedPage:
        unchanged = self._unchanged(name, memory, known)
        if unchanged is not None and owners.setdefault(unchanged.page_id, name) == name:
            return unchanged
        page = self._read(name, memory)
        owner = owners.setdefault(page.page_id, name)
        return page if owner == name else _twin(page, _told(name), owner)

    def _unchanged(self, name: str, memory: FileMemory, known: Known) -> UnchangedPage | None:
        """The page of a file that is as it was, if the warehouse holds that very text."""
        seen = memory.find(name)
        if seen is None:
            return None
        entry = self._entry(name)
        page_id = _page_id(entry, seen.title)
        if known.get(page_id) != seen.sha256:
            return None
        licence, attribution = entry.get("licence"), entry.get("attribution")
        must_reconcile = entry.get("must_reconcile", False)
        return UnchangedPage(page_id, None, licence, attribution, must_reconcile, name)

    def find(self, site: str, title: str) -> Page | None:
        """The page of that title, by the manifest or by file name, or None if it is not here.

        A folder is one source whatever its pages' sites are; a page of elsewhere gets nothing.
        Titles inside flattened pages are not looked for: such pages hold no templates' text.
        """
        if site not in self._sites:
            return None
        name = self._index.get(title_key(title))
        if name is None:
            return None
        try:
            return self._read(name).page
        except FileNotFoundError:
            return None  # taken away since the folder was listed

    @cached_property
    def _sites(self) -> set[str]:
        return {
            DEFAULT_SITE,
            *(entry.get("site", DEFAULT_SITE) for entry in self._manifest.values()),
        }

    @cached_property
    def _index(self) -> dict[str, str]:
        names = page_files(self.folder)
        titles = {name: self._entry(name).get("title") or _named(name) for name in names}
        return {title_key(title): name for name, title in titles.items()}

    def _entry(self, name: str) -> dict[str, Any]:
        return self._manifest.get(name, {})

    def _read(self, name: str, memory: FileMemory | None = None) -> SourcePage:
        entry, told = self._entry(name), _told(name)
        state = memory.state(name) if memory is not None else None
        content, error = _bytes_of(self.folder / name)
        wikitext, rejection, problems = _decode(content, told)
        if error is not None:
            rejection = SourceProblem("unreadable_file", unreadable(told, error))
        if told != name:
            rejection = SourceProblem("unreadable_name", _name_refused(told))
        sha256 = sha256_of(content)
        found = flattened_title(wikitext) or _named(told)
        if memory is not None and error is None:
            memory.note(name, state, sha256, found)
        page_id = _page_id(entry, found)
        page = None
        if rejection is None:
            site, title = entry.get("site", DEFAULT_SITE), entry.get("title") or found
            page = Page(site=site, title=title, wikitext=wikitext, source_uri=name)
        return SourcePage(
            page_id=page_id,
            content_sha256=sha256,
            byte_count=len(content),
            page=page,
            licence=entry.get("licence"),
            attribution=entry.get("attribution"),
            must_reconcile=entry.get("must_reconcile", False),
            accept_shrink=entry.get("accept_shrink"),
            rejection=rejection,
            problems=problems,
        )


def _page_id(entry: dict[str, Any], found: str) -> str:
    """``found`` is the title that the file itself tells, for when the manifest tells none."""
    title = entry.get("title") or found
    return f"{entry.get('site', DEFAULT_SITE)}/{title.replace(' ', '_')}"


def _name_refused(told: str) -> str:
    return f"the name of {told} is not one line of UTF-8, so no row could name it; rename the file"


def _twin(page: SourcePage, name: str, owner: str) -> SourcePage:
    message = (
        f"{name} has the same title as {owner} ({page.page_id}) and was not read; "
        f"give it another title in {MANIFEST} or remove it"
    )
    rejection = SourceProblem("duplicate_title", message)
    return replace(page, page_id=f"{page.page_id}#{name}", page=None, rejection=rejection)


def _decode(content: bytes, name: str) -> tuple[str, SourceProblem | None, list[SourceProblem]]:
    """Bytes as text; what is no text is a rejection, single bad bytes are a problem with a line."""
    beginning = content[:8192]
    line = 1
    try:
        # Text of two bytes a letter reads as UTF-8 with a NUL beside each.
        if beginning.count(b"\x00") * 8 <= len(beginning):
            return content.decode("utf-8-sig"), None, []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    where = f"{name}, line {line}"
    if b"\x00" in beginning:
        message = f"{where}: not a text file; leave only wikitext pages in the folder"
        return "", SourceProblem("not_text", message, line), []
    message = f"{where}: not UTF-8 here; unreadable bytes became U+FFFD, save the file as UTF-8"
    problem = SourceProblem(NOT_UTF8, message, line)
    return content.decode("utf-8-sig", errors="replace"), None, [problem]


def _named(name: str) -> str:
    last = posixpath.basename(name)
    return posixpath.splitext(last)[0].replace("_", " ").strip() or last
