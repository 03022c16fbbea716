"""One page as a source hands it over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from pipelines.wikitext import Page

# The version of each page that the warehouse holds: a wiki's revision, else its bytes' SHA-256.
Known = Mapping[str, int | str]
NOTHING_KNOWN: Known = MappingProxyType({})


@dataclass(frozen=True)
class SourceProblem:
    """Something wrong with a page's bytes, found before parsing. ``line`` counts from 1."""

    code: str
    message: str
    line: int = 1


@dataclass(frozen=True)
class SourcePage:
    """A page with what the warehouse must remember about its origin.

    ``content_sha256`` and ``byte_count`` are of the bytes as given. ``page`` is None when the
    bytes are no text at all; ``rejection`` then says why. ``problems`` are the smaller ones.
    """

    page_id: str
    content_sha256: str
    byte_count: int
    page: Page | None
    licence: str | None = None
    attribution: str | None = None
    must_reconcile: bool = False
    # The hash of a much shorter version that somebody looked at and let through.
    accept_shrink: str | None = None
    rejection: SourceProblem | None = None
    problems: list[SourceProblem] = field(default_factory=list)
    # The page's rows by raw table where it was parsed elsewhere; None where that is still to do.
    rows: Mapping[str, list[dict[str, Any]]] | None = None


@dataclass(frozen=True)
class UnchangedPage:
    """A page of which the warehouse has this very version; its text was not fetched.

    ``revision_id`` is a wiki's, None for a file. ``licence``, ``attribution`` and
    ``must_reconcile`` are what the settings say of it now. ``source_uri`` is where a file lies
    now; None where the place of a page is its revision's.
    """

    page_id: str
    revision_id: int | None
    licence: str | None = None
    attribution: str | None = None
    must_reconcile: bool = False
    source_uri: str | None = None


class Source(Protocol):
    """What a source of pages can do. ``known`` is the version of each page in the warehouse."""

    @property
    def notices(self) -> list[str]:
        """What whoever runs this should know of the last pass."""

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """Every page, one by one; a fresh pass each time."""

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """Pages that others on ``site`` show parts of and that ``pages`` does not hand over."""

    def find(self, site: str, title: str) -> Page | None:
        """What a page on ``site`` shows as that full title, such as ``Template:X table``.

        None if it is not here.
        """


def title_key(title: str) -> str:
    """A title as MediaWiki compares it: underscores are spaces, the first letter's case is open."""
    words = " ".join(title.replace("_", " ").split())
    namespace, colon, name = words.partition(":")
    if colon:
        return f"{_capital(namespace.strip())}:{_capital(name.strip())}"
    return _capital(words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
