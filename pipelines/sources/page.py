"""One page as a source hands it over."""

from dataclasses import dataclass, field

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
    rejection: SourceProblem | None = None
    problems: list[SourceProblem] = field(default_factory=list)
