"""Which pages a run has to parse."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import duckdb

from pipelines.ingest.report import IngestReport
from pipelines.sources import SourcePage, SourceProblem, UnchangedPage, title_key
from pipelines.sources.seeds import NOT_UTF8
from pipelines.wikitext import Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PAGES_AT_ONCE = 100  # texts of stored pages that are held together
_PAGE = "site, title, wikitext, source_uri, revision_id"
_STORED = f"content_sha256, bytes, licence, attribution, must_reconcile, {_PAGE}"


@dataclass(frozen=True, slots=True)
class KnownPage:
    """What the work file knows of a page: its latest version, and when each version was new.

    The instants are in microseconds: making dates of thousands costs more than the query.
    """

    content_sha256: str
    is_current: bool
    first_seen_us: dict[str, int]
    origin: tuple[Any, ...]

    def first_seen_at(self, content_sha256: str) -> datetime | None:
        """When a version was new; None for one that was never here."""
        found = self.first_seen_us.get(content_sha256)
        return None if found is None else _EPOCH + timedelta(microseconds=found)

    @property
    def revision_id(self) -> int | None:
        """The wiki's number of the latest version, where it has one."""
        revision_id: int | None = self.origin[-1]
        return revision_id

    @property
    def version(self) -> int | str:
        """What tells a source whether it has another version: the revision, else the hash."""
        return self.content_sha256 if self.revision_id is None else self.revision_id


def _origin(page: SourcePage | UnchangedPage) -> tuple[Any, ...]:
    """What is said of a page beside its text: a change there is a change of the page.

    Where a file lies is part of it; a wiki's page lies where its revision does.
    """
    told: UnchangedPage | Page | None = page if isinstance(page, UnchangedPage) else page.page
    revision_id = told.revision_id if told is not None else None
    source_uri = told.source_uri if told is not None and revision_id is None else None
    return (page.licence, page.attribution, page.must_reconcile, source_uri, revision_id)


def known_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, KnownPage]:
    """Every page that was ever ingested, by id."""
    rows = connection.execute(
        "SELECT page_id, content_sha256, epoch_us(first_seen_at), is_current, licence, "
        "attribution, must_reconcile, if(revision_id IS NULL, source_uri, NULL), revision_id "
        "FROM raw.pages "
        "ORDER BY page_id, is_current, ingested_at"
    ).fetchall()
    known: dict[str, KnownPage] = {}
    for page_id, sha, first_seen, is_current, *origin in rows:
        seen = known[page_id].first_seen_us if page_id in known else {}
        seen[sha] = first_seen
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
    rows = _current_rows(connection, page_ids, _PAGE)
    return {page_id: Page(*rest) for page_id, *rest in rows}


def _current_rows(
    connection: duckdb.DuckDBPyConnection, page_ids: Sequence[str], columns: str
) -> list[tuple[Any, ...]]:
    # By their places, which are few: else the texts of all pages would be read to look for some.
    return connection.execute(
        f"SELECT page_id, {columns} FROM raw.pages WHERE rowid IN (SELECT rowid FROM raw.pages "
        "WHERE is_current AND page_id IN (SELECT unnest(?)))",
        [list(page_ids)],
    ).fetchall()


def stored_pages(
    connection: duckdb.DuckDBPyConnection, page_ids: Iterable[str]
) -> Iterator[SourcePage]:
    """Today's versions as a source would hand them over, for pages whose text did not change.

    In the order that is given, some at a time.
    """
    remaining = iter(page_ids)
    while some := list(islice(remaining, _PAGES_AT_ONCE)):
        problems = _stored_problems(connection, some)
        stored = {row[0]: row[1:] for row in _current_rows(connection, some, _STORED)}
        for page_id in some:
            sha, size, licence, attribution, must_reconcile, *page = stored[page_id]
            yield SourcePage(
                page_id=page_id,
                content_sha256=sha,
                byte_count=size,
                page=Page(*page),
                licence=licence,
                attribution=attribution,
                must_reconcile=must_reconcile,
                problems=problems.get(page_id, []),
            )


def _stored_problems(
    connection: duckdb.DuckDBPyConnection, page_ids: Sequence[str]
) -> dict[str, list[SourceProblem]]:
    """What the source found wrong with the bytes; the text alone does not tell it again."""
    rows = connection.execute(
        "SELECT page_id, code, message, line_start FROM raw.parse_issues "
        "WHERE code = ? AND page_id IN (SELECT unnest(?)) ORDER BY page_id, issue_no",
        [NOT_UTF8, list(page_ids)],
    ).fetchall()
    found: dict[str, list[SourceProblem]] = {}
    for page_id, *problem in rows:
        found.setdefault(page_id, []).append(SourceProblem(*problem))
    return found


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

    def needed() -> Iterator[SourcePage | UnchangedPage]:
        for page in pages:
            seen.add(page.page_id)
            note = _fate(page, known.get(page.page_id), rejected, same_parser, report)
            note.append(page.page_id)
            if note is not report.unchanged:
                yield page

    return _with_texts(connection, needed())


def _fate(
    page: SourcePage | UnchangedPage,
    before: KnownPage | None,
    rejected: dict[str, str],
    same_parser: bool,
    report: IngestReport,
) -> list[str]:
    """The list of the report where a page belongs."""
    if isinstance(page, SourcePage) and page.page is None:
        is_same = rejected.get(page.page_id) == page.content_sha256
        return report.unchanged if is_same else report.refused
    if before is None or not before.is_current:
        return report.added
    has_its_text = isinstance(page, UnchangedPage) or page.content_sha256 == before.content_sha256
    if not has_its_text or before.origin != _origin(page):
        return report.changed
    return report.unchanged if same_parser else report.reparsed


def _with_texts(
    connection: duckdb.DuckDBPyConnection, pages: Iterable[SourcePage | UnchangedPage]
) -> Iterator[SourcePage]:
    """Pages in order; one whose text is in the work file with what its source says of it now."""
    waiting: list[UnchangedPage] = []
    for page in pages:
        if isinstance(page, UnchangedPage):
            waiting.append(page)
            if len(waiting) < _PAGES_AT_ONCE:
                continue
        yield from _as_now(connection, waiting)
        waiting.clear()
        if isinstance(page, SourcePage):
            yield page
    yield from _as_now(connection, waiting)


def _as_now(
    connection: duckdb.DuckDBPyConnection, handed: Sequence[UnchangedPage]
) -> Iterator[SourcePage]:
    stored = stored_pages(connection, [page.page_id for page in handed])
    for page, text in zip(handed, stored, strict=True):
        moved = text.page and replace(text.page, source_uri=page.source_uri or text.page.source_uri)
        yield replace(
            text,
            page=moved,
            licence=page.licence,
            attribution=page.attribution,
            must_reconcile=page.must_reconcile,
        )


def _rejected_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The pages that are refused whole today, with the hash they had."""
    return dict(
        connection.execute(
            "SELECT page_id, content_sha256 FROM raw.rejects WHERE table_name = 'pages'"
        ).fetchall()
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
        "SELECT DISTINCT page_id, target_title FROM raw.transclusions"
    ).fetchall()
    # By title alone: a folder is one source whatever its pages' sites are (SeedFolder.find).
    shows = [(page_id, title_key(title)) for page_id, title in edges]
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
    return title_key(page_id.partition("/")[2])
