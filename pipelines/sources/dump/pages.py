"""From the bytes of a dump to its pages.

MediaWiki escapes ``<`` in everything that people write, so ``<page>`` and ``</page>`` in the bytes
are always a page's two ends. That lets a page be cut out, looked at and left aside without any
XML parser, and a parser see one page at a time. No document type ever reaches the parser: entities
can be neither defined nor expanded.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipelines.sources.dump.packed import DumpError, Piece, Position

TEMPLATE_NAMESPACE = 10
ARTICLE_NAMESPACE = 0

_OPEN, _CLOSE, _END = b"<page>", b"</page>", b"</mediawiki>"
# Longer than any wiki lets a revision be; a page with its whole history may be longer.
_LONGEST = 32 << 20
_SITE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


@dataclass(frozen=True)
class SiteInfo:
    """Which wiki a dump is of, and the address that its pages' titles are put behind."""

    site: str
    base: str


@dataclass(frozen=True)
class RawPage:
    """A page as bytes, ``<page>`` to ``</page>``, and how many bytes of the dump end with it."""

    xml: bytes
    end: int
    older_revisions: int = 0


@dataclass(frozen=True)
class DumpPage:
    """A page of a dump: its newest revision there."""

    title: str
    namespace: int
    revision_id: int | None
    text: str | None
    model: str


class BrokenPageError(Exception):
    """A page is not what a dump's page must be; the message says what is wrong."""


@dataclass
class PageSplitter:
    """Cuts pieces into pages; holds no more than a page and a piece at a time.

    ``head`` is what stands before the first page; ``has_begun`` says that reading starts further
    on, so that there is none. After ``split`` ended, ``is_whole`` says whether
    the end of the dump was seen. ``position`` says where to go on after a page.
    """

    name: str
    has_begun: bool = False
    head: bytes = b""
    is_whole: bool = False
    _buffer: bytes = b""
    _start: int = 0  # place of the buffer's first byte among all the bytes seen
    _dropped: int = 0
    _streams: deque[tuple[int, Position]] = field(default_factory=deque)

    def split(self, pieces: Iterable[Piece]) -> Iterator[RawPage]:
        """The pages, in order. Raises DumpError for bytes between pages that belong to none."""
        reached = 0
        for piece in pieces:
            self._streams.append((reached, piece.position))
            reached += len(piece.content)
            self._buffer += piece.content
            yield from self._whole_pages()
        self._finish()

    def position(self, end: int) -> Position:
        """Where to start so that the first byte is the one after ``end`` (of a ``RawPage``)."""
        while len(self._streams) > 1 and self._streams[1][0] <= end:
            self._streams.popleft()
        start, position = self._streams[0]
        return Position(position.offset, position.done + end - start)

    def _whole_pages(self) -> Iterator[RawPage]:
        position = 0
        while (start := self._buffer.find(_OPEN, position)) >= 0:
            self._between(self._buffer[position:start])
            end = self._buffer.find(_CLOSE, start)
            if end < 0:
                position = start
                break
            position = end + len(_CLOSE)
            xml, dropped, self._dropped = self._buffer[start:position], self._dropped, 0
            yield RawPage(xml, self._start + position, dropped)
        self._buffer = self._buffer[position:]
        self._start += position
        if len(self._buffer) > _LONGEST:
            self._drop_old_revisions()

    def _between(self, text: bytes) -> None:
        if not self.has_begun:
            self.head, self.has_begun = text, True
        elif text.strip():
            start = f"{self._start:,}"
            message = (
                f"{self.name} is no dump as MediaWiki writes it: {_shown(text)} stands between two "
                f"pages, after {start} bytes of unpacked text; fetch the file again"
            )
            raise DumpError(message)

    def _drop_old_revisions(self) -> None:
        """Of a page with its history, the newest revision is the last; the others may go."""
        first, last = self._buffer.find(b"<revision>"), self._buffer.rfind(b"<revision>")
        kept = self._buffer[: max(first, 0)] + self._buffer[max(last, 0) :]
        if not self._buffer.startswith(_OPEN) or first < 0 or len(kept) > _LONGEST:
            what = "page" if self._buffer.startswith(_OPEN) else "stretch without a page"
            message = (
                f"{self.name}: a {what} of more than {_LONGEST >> 20} MB begins after "
                f"{self._start:,} bytes of unpacked text; this is no dump that MediaWiki wrote"
            )
            raise DumpError(message)
        self._dropped += self._buffer.count(b"<revision>") - 1
        self._start += len(self._buffer) - len(kept)
        self._buffer = kept

    def _finish(self) -> None:
        rest = self._buffer.strip()
        if rest.startswith(_OPEN):
            message = (
                f"{self.name} ends inside a page ({_shown(rest[:80])} …); it is cut off: fetch the "
                "rest of it and run again"
            )
            raise DumpError(message)
        if not self.has_begun:
            self.head, rest = self._buffer, b""
            self.is_whole = self.head.rstrip().endswith(_END)
            return
        self.is_whole = rest == _END
        if rest and not self.is_whole:
            self._between(rest)


def site_info(head: bytes, name: str) -> SiteInfo:
    """Which wiki a dump is of, from what stands before its first page.

    Raises DumpError for what is no dump of MediaWiki or does not say of which wiki it is.
    """
    if _DOCTYPE.search(head):
        message = f"{name} brings a document type with it, which no dump needs; it is not read"
        raise DumpError(message)
    start, end = head.find(b"<siteinfo>"), head.find(b"</siteinfo>")
    if b"<mediawiki" not in head or start < 0 or end < 0:
        message = (
            f"{name} is no XML dump of MediaWiki: it begins with {_shown(head[:60])}; give a file "
            "such as enwiki-…-pages-articles-multistream.xml.bz2"
        )
        raise DumpError(message)
    try:
        info = ElementTree.fromstring(head[start:end] + b"</siteinfo>")
    except ElementTree.ParseError as error:
        message = f"{name}: its <siteinfo> is not well-formed XML ({error}); fetch the file again"
        raise DumpError(message) from error
    site = (info.findtext("dbname") or "").strip()
    if not _SITE.fullmatch(site):
        message = f"{name} does not say which wiki it is of: <dbname> is {site!r}; write it there"
        raise DumpError(message)
    return SiteInfo(site, (info.findtext("base") or "").strip())


def read_page(xml: bytes) -> DumpPage:
    """One page of a dump from its bytes. Raises BrokenPageError for what is no such page."""
    try:
        page = ElementTree.fromstring(xml)
    except ElementTree.ParseError as error:
        raise BrokenPageError(f"it is not well-formed XML ({error})") from error
    title = " ".join((page.findtext("title") or "").replace("_", " ").split())
    namespace = (page.findtext("ns") or "").strip()
    revision = next(iter(page.findall("revision")[-1:]), None)
    if not title or not re.fullmatch(r"-?\d{1,9}", namespace) or revision is None:
        raise BrokenPageError("it has no title, no namespace or no revision")
    text = revision.find("text")
    revision_id = (revision.findtext("id") or "").strip()
    return DumpPage(
        title=title,
        namespace=int(namespace),
        revision_id=int(revision_id) if re.fullmatch(r"\d{1,18}", revision_id) else None,
        text=None if text is None or "deleted" in text.attrib else text.text or "",
        model=(revision.findtext("model") or "wikitext").strip(),
    )


def namespace_of(xml: bytes) -> int | None:
    """The namespace of a page without parsing it; None where it cannot be seen."""
    found = re.search(rb"<ns>(-?\d{1,9})</ns>", xml[:4096])
    return int(found[1]) if found else None


def _shown(text: bytes) -> str:
    return repr(text.strip()[:60].decode("utf-8", "replace"))
