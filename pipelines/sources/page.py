"""One page as a source hands it over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from pipelines.wikitext import Page


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


class Source(Protocol):
    """What a source of pages can do."""

    def pages(self) -> Iterator[SourcePage]:
        """Every page, one by one; a fresh pass each time."""

    def find(self, title: str) -> Page | None:
        """The page of that full title, such as ``Template:X table``, or None if it is not here."""


def title_key(title: str) -> str:
    """A title as MediaWiki compares it: underscores are spaces, the first letter's case is open."""
    words = " ".join(title.replace("_", " ").split())
    namespace, colon, name = words.partition(":")
    if colon:
        return f"{_capital(namespace.strip())}:{_capital(name.strip())}"
    return _capital(words)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
