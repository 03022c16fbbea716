"""Which pages a run has to parse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import duckdb

from pipelines.ingest.report import IngestReport
from pipelines.sources import SourcePage, SourceProblem, UnchangedPage, title_key
from pipelines.sources.seeds import NOT_UTF8
from pipelines.wikitext import Page


@dataclass(frozen=True)
class KnownPage:
    """What the work file knows of a page: its latest version, and when each version was new."""

    content_sha256: str
    is_current: bool
    first_seen_at: dict[str, datetime]
    origin: tuple[Any, ...]

    @property
    def revision_id(self) -> int | None:
        """The wiki's number of the latest version, where it has one."""
        revision_id: int | None = self.origin[-1]
        return revision_id


def _origin(page: SourcePage | UnchangedPage) -> tuple[Any, ...]:
    """What is said of a page beside its text: a change there is a change of the page."""
    revision_id = page.revision_id if isinstance(page, UnchangedPage) else None
    if isinstance(page, SourcePage) and page.page is not None:
        revision_id = page.page.revision_id
    return (page.licence, page.attribution, page.must_reconcile, revision_id)


def known_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, KnownPage]:
    """Every page that was ever ingested, by id."""
    rows = connection.execute(
        "SELECT page_id, content_sha256, first_seen_at, is_current, licence, attribution, "
        "must_reconcile, revision_id FROM raw.pages ORDER BY page_id, is_current, ingested_at"
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


def stored_pages(
    connection: duckdb.DuckDBPyConnection, page_ids: Iterable[str]
) -> Iterator[SourcePage]:
    """Today's versions as a source would hand them over, for pages whose text did not change."""
    rows = connection.execute(
        "SELECT page_id, content_sha256, bytes, licence, attribution, must_reconcile "
        "FROM raw.pages WHERE is_current AND list_contains(?, page_id)",
        [list(page_ids)],
    ).fetchall()
    texts = current_texts(connection, [row[0] for row in rows])
    for page_id, sha, size, licence, attribution, must_reconcile in rows:
        yield SourcePage(
            page_id=page_id,
            content_sha256=sha,
            byte_count=size,
            page=texts[page_id],
            licence=licence,
            attribution=attribution,
            must_reconcile=must_reconcile,
            problems=_stored_problems(connection, page_id),
        )


def _stored_problems(connection: duckdb.DuckDBPyConnection, page_id: str) -> list[SourceProblem]:
    """What the source found wrong with the bytes; the text alone does not tell it again."""
    rows = connection.execute(
        "SELECT code, message, line_start FROM raw.parse_issues WHERE page_id = ? AND code = ?",
        [page_id, NOT_UTF8],
    ).fetchall()
    return [SourceProblem(*row) for row in rows]


def pages_to_parse(
    connection: duckdb.DuckDBPyConnection,
    pages: Iterable[SourcePage | UnchangedPage],
    known: dict[str, KnownPage],
    same_parser: bool,
    seen: set[str],
    report: IngestReport,
) -> Iterator[SourcePage]:
    """The pages that need parsing; notes in the report what becomes of each page."""
    rejected = _rejected_pages(connection)
    for handed in pages:
        seen.add(handed.page_id)
        before = known.get(handed.page_id)
        page = _as_now(connection, handed) if isinstance(handed, UnchangedPage) else handed
        if page.page is None and rejected.get(page.page_id) == page.content_sha256:
            report.unchanged.append(page.page_id)
            continue
        if page.page is None:
            report.refused.append(page.page_id)
        elif before is None or not before.is_current:
            report.added.append(page.page_id)
        elif before.content_sha256 != page.content_sha256 or before.origin != _origin(handed):
            report.changed.append(page.page_id)
        elif not same_parser:
            report.reparsed.append(page.page_id)
        else:
            report.unchanged.append(page.page_id)
            continue
        yield page


def _rejected_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The pages that are refused whole today, with the hash they had."""
    return dict(
        connection.execute(
            "SELECT page_id, content_sha256 FROM raw.rejects WHERE table_name = 'pages'"
        ).fetchall()
    )


def _as_now(connection: duckdb.DuckDBPyConnection, handed: UnchangedPage) -> SourcePage:
    """A page whose text is in the work file, with what its source says of it now."""
    [stored] = stored_pages(connection, [handed.page_id])
    return replace(
        stored,
        licence=handed.licence,
        attribution=handed.attribution,
        must_reconcile=handed.must_reconcile,
    )


def wanted_titles(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The titles of the pages that today's pages show parts of, by site."""
    rows = connection.execute(
        "SELECT split_part(page_id, '/', 1), list_sort(list(DISTINCT target_title)) "
        "FROM raw.transclusions GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return dict(rows)


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
