"""What of a dump is kept: articles that may hold football, and every template they may show."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pipelines.sources.dump.football import may_hold_football
from pipelines.sources.dump.packed import Piece
from pipelines.sources.dump.pages import (
    ARTICLE_NAMESPACE,
    TEMPLATE_NAMESPACE,
    BrokenPageError,
    PageSplitter,
    SiteInfo,
    namespace_of,
    read_page,
)
from pipelines.sources.page import SourcePage, SourceProblem
from pipelines.wikitext import Page

# What became of the pages of a dump, in the order in which people want to read it.
COUNTS = (
    *("pages_read", "articles_kept", "templates_kept", "without_football_template"),
    *("in_other_namespaces", "not_wikitext", "without_text", "broken", "older_revisions"),
)


@dataclass(frozen=True)
class KeptPage:
    """A page worth parsing, or one that others may show; ``problem`` where it cannot be read."""

    title: str
    is_article: bool
    revision_id: int | None
    text: str | None
    problem: str | None = None


def kept_pages(
    splitter: PageSplitter, pieces: Iterable[Piece], counts: Counter[str]
) -> Iterator[tuple[KeptPage | None, int]]:
    """Each page with what is kept of it (None for nothing) and the byte it ends at.

    Counts in ``counts`` what became of every page, by the names in ``COUNTS``.
    """
    for raw in splitter.split(pieces):
        counts["pages_read"] += 1
        counts["older_revisions"] += raw.older_revisions + max(raw.xml.count(b"<revision>") - 1, 0)
        reason, page = _judge(raw.xml, raw.end)
        counts[reason] += 1
        yield page, raw.end


def _judge(xml: bytes, end: int) -> tuple[str, KeptPage | None]:
    """What becomes of a page, as one of ``COUNTS``, and the page if it is kept."""
    namespace = namespace_of(xml)
    if namespace not in {ARTICLE_NAMESPACE, TEMPLATE_NAMESPACE, None}:
        return "in_other_namespaces", None
    if namespace == ARTICLE_NAMESPACE and not may_hold_football(xml):
        return "without_football_template", None
    try:
        page = read_page(xml)
    except BrokenPageError as error:
        title = f"(broken page that ends at byte {end})"
        problem = f"a page of the dump cannot be read: {error}; compare the dump's checksum"
        return "broken", KeptPage(title, True, None, None, problem)
    if page.model != "wikitext":
        return "not_wikitext", None
    if page.text is None:
        return "without_text", None
    if page.namespace == TEMPLATE_NAMESPACE:
        # By the English prefix, which calls stand for on every wiki.
        title = f"Template:{page.title.partition(':')[2].strip()}"
        return "templates_kept", KeptPage(title, False, page.revision_id, page.text)
    if page.namespace != ARTICLE_NAMESPACE:
        return "in_other_namespaces", None
    return "articles_kept", KeptPage(page.title, True, page.revision_id, page.text)


def as_source_page(kept: KeptPage, info: SiteInfo) -> SourcePage:
    """A kept page as sources hand pages over."""
    page = Page(
        site=info.site,
        title=kept.title,
        wikitext=kept.text or "",
        source_uri=_address(kept, info),
        revision_id=kept.revision_id,
    )
    rejection = SourceProblem("broken_xml", kept.problem) if kept.problem else None
    return SourcePage(
        page_id=page.page_id,
        content_sha256=page.content_sha256,
        byte_count=len(page.wikitext.encode("utf-8")),
        page=None if rejection else page,
        rejection=rejection,
    )


def _address(kept: KeptPage, info: SiteInfo) -> str:
    """Where people find the page; the dump names the main page's address, titles alike go there."""
    title = quote(kept.title.replace(" ", "_"), safe=":/,;@!*()'~-._")
    before, is_query, _ = info.base.partition("?title=")
    front = f"{before}?title=" if is_query else f"{info.base.rpartition('/')[0]}/"
    mark = "&" if is_query else "?"
    revision = "" if kept.revision_id is None else f"{mark}oldid={kept.revision_id}"
    return f"{front}{title}{revision}"
