"""From pages to raw rows: parse what changed, hold it against the contracts, write it.

Knows sources, the parser, the contracts and the work file; knows nothing of Dagster or dbt.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import wikitext
from pipelines.contracts import ContractBrokenError, RowFailure, check_rows, column_types
from pipelines.sources import Source, SourcePage, title_key
from pipelines.warehouse import (
    PAGE_TABLES,
    Warehouse,
    remember,
    remembered,
    remove_pages,
    replace_pages,
)

BATCH_SIZE = 500

Row = dict[str, Any]
Progress = Callable[[str], None]


@dataclass
class TableReport:
    """What the contract of one raw table said in this run."""

    actual_types: dict[str, str] = field(default_factory=dict)
    failures: list[RowFailure] = field(default_factory=list)


@dataclass
class IngestReport:
    """What a run did with the pages it saw: their ids by what became of them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reparsed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    tables: dict[str, TableReport] = field(default_factory=dict)

    @property
    def pages_seen(self) -> int:
        """How many pages the source handed over."""
        return sum(
            len(ids)
            for ids in (self.added, self.changed, self.unchanged, self.reparsed, self.refused)
        )

    @property
    def wrote_something(self) -> bool:
        """Whether the raw tables differ from before."""
        return bool(self.added or self.changed or self.removed or self.reparsed or self.refused)


def ingest(
    warehouse: Warehouse, source: Source, now: datetime, progress: Progress = print
) -> IngestReport:
    """Bring the raw tables up to date with a source.

    Takes the warehouse, the source, the instant to note, and where to report progress. Only pages
    whose bytes changed are parsed, and those that show a table of such a page; all of them when
    the parser itself changed. Returns what became
    of each page and how the contracts went. Raises ContractBrokenError for a defect of the
    parser; nothing of the batch is written then.
    """
    report = IngestReport(tables={table: TableReport() for table in ("pages", *PAGE_TABLES)})
    fingerprint = parser_fingerprint()
    with warehouse.write() as connection:
        known = _known_pages(connection)
        same_parser = remembered(connection, "parser") == fingerprint
        seen: set[str] = set()
        writer = _Writer(connection, source, known, now, report)
        writer.write(_to_parse(source.pages(), known, same_parser, seen, report))
        gone = sorted(set(_present_pages(connection)) - seen)
        if gone:
            remove_pages(connection, gone)
            report.removed = gone
        _follow_transclusions(writer)
        progress(f"{len(seen)} pages seen, {writer.written} parsed")
        remember(connection, "parser", fingerprint)
        if report.wrote_something:
            connection.execute("DELETE FROM audit.results WHERE unique_id = 'raw'")
            connection.execute("INSERT INTO audit.results VALUES ('raw', 'success', now())")
    return report


def parser_fingerprint() -> str:
    """A hash of the parser's own files: another parser may read the same page differently."""
    folder = Path(wikitext.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".py", ".csv", ".txt"}):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


@dataclass(frozen=True)
class _KnownPage:
    content_sha256: str
    first_seen_at: dict[str, datetime]
    origin: tuple[Any, ...]


def _origin(page: SourcePage) -> tuple[Any, ...]:
    """What the manifest says of a page: a change there is a change of the page."""
    return (page.licence, page.attribution, page.must_reconcile)


def _known_pages(connection: duckdb.DuckDBPyConnection) -> dict[str, _KnownPage]:
    rows = connection.execute(
        "SELECT page_id, content_sha256, first_seen_at, is_current, licence, attribution, "
        "must_reconcile FROM raw.pages ORDER BY page_id, is_current"
    ).fetchall()
    known: dict[str, _KnownPage] = {}
    for page_id, sha, first_seen_at, is_current, *origin in rows:
        seen = known[page_id].first_seen_at if page_id in known else {}
        seen[sha] = first_seen_at
        known[page_id] = _KnownPage(sha if is_current else "", seen, tuple(origin))
    return known


def _present_pages(connection: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        row[0]
        for row in connection.execute(
            "SELECT page_id FROM raw.pages WHERE is_current UNION SELECT page_id FROM raw.rejects"
        ).fetchall()
    ]


def _to_parse(
    pages: Iterable[SourcePage],
    known: dict[str, _KnownPage],
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
        elif before is None or before.content_sha256 == "":
            report.added.append(page.page_id)
        elif before.content_sha256 != page.content_sha256 or before.origin != _origin(page):
            report.changed.append(page.page_id)
        elif not same_parser:
            report.reparsed.append(page.page_id)
        else:
            report.unchanged.append(page.page_id)
            continue
        yield page


@dataclass
class _Writer:
    """Parses, checks and writes pages, batch by batch."""

    connection: duckdb.DuckDBPyConnection
    source: Source
    known: dict[str, _KnownPage]
    now: datetime
    report: IngestReport
    written: int = 0

    def write(self, pages: Iterator[SourcePage]) -> None:
        while batch := list(islice(pages, BATCH_SIZE)):
            rows: dict[str, list[Row]] = {table: [] for table in PAGE_TABLES}
            page_rows: list[Row] = []
            for page in batch:
                for table, table_rows in _rows_of(page, self.source).items():
                    rows[table].extend(table_rows)
                if page.page is not None:
                    page_rows.append(_page_row(page, self.known.get(page.page_id), self.now))
            frames = _checked(rows, page_rows, self.report)
            pages_frame = frames.pop("pages")
            replace_pages(self.connection, [page.page_id for page in batch], frames, pages_frame)
            self.written += len(batch)


def _follow_transclusions(writer: _Writer) -> None:
    """Parse the pages again that show a table of a page which changed, came or went."""
    report = writer.report
    moved = {*report.added, *report.changed, *report.removed, *report.reparsed}
    if not moved:
        return
    edges = writer.connection.execute(
        "SELECT DISTINCT page_id, split_part(page_id, '/', 1), target_title FROM raw.transclusions"
    ).fetchall()
    shows = [(page_id, f"{site}/{title_key(title)}") for page_id, site, title in edges]
    names = {_page_key(page_id) for page_id in moved}
    stale: set[str] = set()
    while found := {
        page_id for page_id, target in shows if target in names and page_id not in stale
    }:
        stale |= found
        names |= {_page_key(page_id) for page_id in found}
    # Pages parsed in this run saw the others as they are now.
    again = sorted(stale & set(report.unchanged))
    if again:
        report.unchanged = [page_id for page_id in report.unchanged if page_id not in stale]
        report.changed = sorted([*report.changed, *again])
        wanted = set(again)
        writer.write(page for page in writer.source.pages() if page.page_id in wanted)


def _page_key(page_id: str) -> str:
    site, _, title = page_id.partition("/")
    return f"{site}/{title_key(title)}"


def _rows_of(page: SourcePage, source: Source) -> dict[str, list[Row]]:
    """The rows of one page by table, with what the source itself found wrong."""
    position = {"page_id": page.page_id, "content_sha256": page.content_sha256}
    rows: dict[str, list[Row]] = {table: [] for table in PAGE_TABLES}
    if page.page is not None:
        parsed = wikitext.parse_page(page.page, transclude=source.find)
        for table, table_rows in parsed.rows.items():
            rows[table] = [{**row, **position} for row in table_rows]
    for number, problem in enumerate(page.problems, start=len(rows["parse_issues"]) + 1):
        lines = {"line_start": problem.line, "line_end": problem.line}
        issue = {"issue_no": number, "section_no": None, "severity": "warning", "snippet": None}
        text = {"code": problem.code, "message": problem.message}
        rows["parse_issues"].append({**position, **lines, **issue, **text})
    if page.rejection is not None:
        lines = {"line_start": page.rejection.line, "line_end": page.rejection.line}
        reject = {"reject_no": 1, "table_name": "pages", "snippet": None}
        text = {"code": page.rejection.code, "message": page.rejection.message}
        rows["rejects"].append({**position, **lines, **reject, **text})
    return rows


def _page_row(source: SourcePage, before: _KnownPage | None, now: datetime) -> Row:
    page = source.page
    assert page is not None
    line_count = page.wikitext.count("\n") + 1
    first_seen = before.first_seen_at.get(source.content_sha256, now) if before else now
    return {
        "page_id": source.page_id,
        "content_sha256": source.content_sha256,
        "line_start": 1,
        "line_end": line_count,
        "site": page.site,
        "title": page.title,
        "source_uri": page.source_uri,
        "revision_id": page.revision_id,
        "bytes": source.byte_count,
        "line_count": line_count,
        "dialect": wikitext.dialect_of(page.wikitext),
        "licence": source.licence,
        "attribution": source.attribution,
        "must_reconcile": source.must_reconcile,
        "first_seen_at": first_seen,
        "ingested_at": now,
        "is_current": True,
        "wikitext": page.wikitext,
    }


def _checked(
    rows: dict[str, list[Row]], page_rows: list[Row], report: IngestReport
) -> dict[str, pl.DataFrame]:
    """Hold every table's rows against its contract; rows that fail become rejects."""
    frames: dict[str, pl.DataFrame] = {}
    refused: list[Row] = []
    for table, table_rows in {"pages": page_rows, **rows}.items():
        if table == "rejects":
            continue
        checked = check_rows(table, table_rows)
        frames[table] = checked.good
        _note(report, table, checked.actual_types, checked.failures)
        refused += [_reject_of(table, failure) for failure in checked.failures]
    checked = check_rows("rejects", _numbered(rows["rejects"], refused))
    if checked.failures:
        # A reject that cannot be written would be a loss without a trace.
        raise ContractBrokenError(checked.failures[0].message)
    frames["rejects"] = checked.good
    _note(report, "rejects", checked.actual_types, [])
    return frames


def _note(
    report: IngestReport, table: str, actual_types: dict[str, str], failures: list[RowFailure]
) -> None:
    noted = report.tables[table]
    noted.actual_types = actual_types
    noted.failures.extend(failures)


def _reject_of(table: str, failure: RowFailure) -> Row:
    row = failure.row
    line_start, line_end = row.get("line_start") or 1, row.get("line_end") or 1
    return {
        "page_id": row["page_id"],
        "content_sha256": row["content_sha256"],
        "line_start": max(line_start, 1),
        "line_end": max(line_start, line_end, 1),
        "table_name": table,
        "code": "breaks_contract",
        "message": f"raw.{table}: {failure.message}",
        "snippet": str({key: value for key, value in row.items() if key in column_types(table)})[
            :500
        ],
    }


def _numbered(own: list[Row], refused: list[Row]) -> list[Row]:
    """Contract rejects take the numbers after the page's own."""
    last: dict[str, int] = {}
    for row in own:
        last[row["page_id"]] = max(last.get(row["page_id"], 0), row["reject_no"])
    numbered = list(own)
    for row in refused:
        last[row["page_id"]] = last.get(row["page_id"], 0) + 1
        numbered.append({**row, "reject_no": last[row["page_id"]]})
    return numbered
