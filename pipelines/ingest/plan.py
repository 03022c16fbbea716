"""Which pages a run has to parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from pipelines.ingest.report import IngestReport
from pipelines.sources import SourcePage, title_key
from pipelines.wikitext import Page


@dataclass(frozen=True)
class KnownPage:
    """What the work file knows of a page: its latest version, and when each version was new."""

    content_sha256: str
    is_current: bool
    first_seen_at: dict[str, datetime]
    origin: tuple[Any, ...]


def _origin(page: SourcePage) -> tuple[Any, ...]:
    """What the manifest says of a page: a change there is a change of the page."""
    return (page.licence, page.attribution, page.must_reconcile)


def known_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, KnownPage]:
    """Every page that was ever ingested, by id."""
    rows = connection.execute(
        "SELECT page_id, content_sha256, first_seen_at, is_current, licence, attribution, "
        "must_reconcile FROM raw.pages ORDER BY page_id, is_current, ingested_at"
    ).fetchall()
    known: dict[str, KnownPage] = {}
    for page_id, sha, first_seen_at, is_current, *origin in rows:
        seen = known[page_id].first_seen_at if page_id in known else {}
        seen[sha] = first_seen_at
        known[page_id] = KnownPage(sha, is_current, seen, tuple(origin))
    return known


def present_pages(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The pages that the raw tables speak of today, rejected ones included."""
    return [
        row[0]
        for row in connection.execute(
            "SELECT page_id FROM raw.pages WHERE is_current UNION SELECT page_id FROM raw.rejects"
        ).fetchall()
    ]


def current_texts(connection: duckdb.DuckDBPyConnection, page_ids: list[str]) -> dict[str, Page]:
    """Today's version of some pages, by id; none for a page that is new."""
    rows = connection.execute(
        "SELECT page_id, site, title, wikitext, source_uri, revision_id FROM raw.pages "
        "WHERE is_current AND list_contains(?, page_id)",
        [page_ids],
    ).fetchall()
    return {page_id: Page(*rest) for page_id, *rest in rows}


def pages_to_parse(
    pages: Iterable[SourcePage],
    known: dict[str, KnownPage],
    same_parser: bool,
    seen: set[str],
    report: IngestReport,
) -> Iterator[SourcePage]:
    """The pages that need parsing; notes in the report what becomes of each page."""
    for page in pages:
        seen.add(page.page_id)
        before = known.get(page.page_id)
        if page.page is None:
            report.refused.append(page.page_id)
        elif before is None or not before.is_current:
            report.added.append(page.page_id)
        elif before.content_sha256 != page.content_sha256 or before.origin != _origin(page):
            report.changed.append(page.page_id)
        elif not same_parser:
            report.reparsed.append(page.page_id)
        else:
            report.unchanged.append(page.page_id)
            continue
        yield page


def pages_to_show_again(connection: duckdb.DuckDBPyConnection, report: IngestReport) -> set[str]:
    """The unchanged pages that show a table of a page which changed, came or went.

    Counts them as changed in the report. Pages parsed in this run saw the others as they are now.
    """
    moved = {*report.added, *report.changed, *report.removed, *report.reparsed}
    unchanged = set(report.unchanged)
    if not moved or not unchanged:
        return set()
    edges = connection.execute(
        "SELECT DISTINCT page_id, split_part(page_id, '/', 1), target_title FROM raw.transclusions"
    ).fetchall()
    shows = [(page_id, f"{site}/{title_key(title)}") for page_id, site, title in edges]
    names = {_page_key(page_id) for page_id in moved}
    stale: set[str] = set()
    while found := {page for page, target in shows if target in names and page not in stale}:
        stale |= found
        names |= {_page_key(page_id) for page_id in found}
    again = stale & unchanged
    report.unchanged = [page_id for page_id in report.unchanged if page_id not in again]
    report.changed = sorted([*report.changed, *again])
    return again


def _page_key(page_id: str) -> str:
    site, _, title = page_id.partition("/")
    return f"{site}/{title_key(title)}"
