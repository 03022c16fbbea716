"""One page as rows, and rows held against their contracts."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

import polars as pl

from pipelines import wikitext
from pipelines.contracts import ContractBrokenError, RowFailure, check_rows, column_types
from pipelines.ingest.changes import changes_between
from pipelines.ingest.plan import KnownPage
from pipelines.sources import Source, SourcePage
from pipelines.warehouse import PAGE_TABLES
from pipelines.wikitext import Page

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]


def finder(source: Source, page: Page) -> Callable[[str], Page | None]:
    """How a page finds the pages that it shows parts of."""
    return lambda title: source.find(page.site, title)


def rows_of(page: SourcePage, source: Source) -> dict[str, list[Row]]:
    """The rows of one page by table, with what the source itself found wrong."""
    if page.rows is not None:
        return {table: list(page.rows.get(table, [])) for table in PAGE_TABLES}
    position = {"page_id": page.page_id, "content_sha256": page.content_sha256}
    rows: dict[str, list[Row]] = {table: [] for table in PAGE_TABLES}
    if page.page is not None:
        parsed = wikitext.parse_page(page.page, transclude=finder(source, page.page))
        rows.update(parsed.rows)
        if (parsed.page_id, parsed.content_sha256) != (page.page_id, page.content_sha256):
            for row in chain.from_iterable(parsed.rows.values()):
                row.update(position)
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


def page_row(source: SourcePage, before: KnownPage | None, now: datetime) -> Row:
    """The page's row in ``raw.pages``; the page must not be a rejection."""
    page = source.page
    assert page is not None
    line_count = page.wikitext.count("\n") + 1
    seen_before = before.first_seen_at(source.content_sha256) if before else None
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
        "first_seen_at": seen_before or now,
        "ingested_at": now,
        "is_current": True,
        "wikitext": page.wikitext,
    }


def change_rows(
    page: SourcePage, before: KnownPage, old: Rows, new: Rows, now: datetime
) -> list[Row]:
    """What differs between the version before and this one, as rows of ``raw.page_changes``."""
    return [
        {**_changed(page.page_id, page.content_sha256, before, number, now), **vars(change)}
        for number, change in enumerate(changes_between(page.page_id, old, new), start=1)
    ]


def presence_row(page_id: str, before: KnownPage, page: SourcePage | None, now: datetime) -> Row:
    """That a page left (``page`` is None) or came back, as a row of ``raw.page_changes``."""
    sha = page.content_sha256 if page else before.content_sha256
    title = page_id.partition("/")[2].replace("_", " ")
    return {
        **_changed(page_id, sha, before, 1, now),
        "entity": "page",
        "entity_id": page_id,
        "subject": title,
        "column_name": "presence",
        "old_value": None if page else title,
        "new_value": title if page else None,
        "line_start": 1,
        "line_end": 1,
    }


def _changed(page_id: str, sha: str, before: KnownPage, number: int, now: datetime) -> Row:
    return {
        "page_id": page_id,
        "content_sha256": sha,
        "previous_sha256": before.content_sha256,
        "changed_at": now,
        "change_no": number,
    }


def checked_frames(
    rows: dict[str, list[Row]], actual_types: dict[str, dict[str, str]]
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Hold every table's rows against its contract; rows that fail become rejects.

    Takes the rows of a batch by raw table, and takes them out as it goes: a table's rows are
    not held beside the frames of the next. Yields what may be written, with its raw table; notes
    the types of each table's columns in ``actual_types``.
    """
    own = rows.pop("rejects", [])
    refused: list[Row] = []
    for table in list(rows):
        checked = check_rows(table, rows.pop(table))
        actual_types[table] = checked.actual_types
        refused += [_reject_of(table, failure) for failure in checked.failures]
        yield table, checked.good
    checked = check_rows("rejects", _numbered(own, refused))
    if checked.failures:
        # A reject that cannot be written would be a loss without a trace.
        raise ContractBrokenError(checked.failures[0].message)
    actual_types["rejects"] = checked.actual_types
    yield "rejects", checked.good


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
