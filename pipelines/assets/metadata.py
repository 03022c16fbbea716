"""Asset metadata that a person reads: tables, and links to code.

Dagster shows a table value in place, but cuts what is wider than the page; Markdown it shows on a
click, in a window that scrolls. So narrow tables are the one and wide ones the other.
"""

import html
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

PREVIEW_ROWS = 10
PAGES_SHOWN = 100
WIDEST_IN_PLACE = 8
# Long enough for an explanation with its lines, short enough for a page of them.
LONGEST_CELL = 600

ShownTable = dg.TableMetadataValue | dg.MarkdownMetadataValue
Row = Mapping[str, Any]

_ESCAPES = {ord(character): f"&#{ord(character)};" for character in "\\`*_[]<>|&#~"}


def code_reference(*files: Path) -> dg.CodeReferencesMetadataValue:
    """A link from an asset to files of this repository."""
    with warnings.catch_warnings(action="ignore", category=dg.BetaWarning):
        return dg.CodeReferencesMetadataValue(
            code_references=[dg.LocalFileCodeReference(file_path=str(file)) for file in files]
        )


def first_rows(
    connection: duckdb.DuckDBPyConnection, sql: str, rows: int
) -> tuple[list[str], list[Row]]:
    """The columns of a query and its first rows."""
    result = connection.execute(f"SELECT * FROM ({sql}) LIMIT {rows}")
    names = [column[0] for column in result.description or []]
    return names, [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def preview(
    connection: duckdb.DuckDBPyConnection, sql: str, rows: int = PREVIEW_ROWS
) -> dg.MarkdownMetadataValue:
    """The first rows of a query, in a window."""
    return markdown_table(*first_rows(connection, sql, rows))


def first_pages(name: str, page_ids: list[str]) -> dict[str, dg.MetadataValue]:
    """Metadata that names pages: all of a few, of very many the first and how many there are."""
    if len(page_ids) <= PAGES_SHOWN:
        return {name: dg.MetadataValue.json(page_ids)}
    return {
        f"{name}_count": dg.MetadataValue.int(len(page_ids)),
        f"{name}_first": dg.MetadataValue.json(page_ids[:PAGES_SHOWN]),
    }


def shown_table(columns: Sequence[str], rows: Sequence[Row]) -> ShownTable:
    """Rows in place where the page is wide enough for their columns, else in a window."""
    if len(columns) > WIDEST_IN_PLACE:
        return markdown_table(columns, rows)
    return dg.MetadataValue.table(
        [dg.TableRecord({name: _scalar(row[name]) for name in columns}) for row in rows],
        schema=dg.TableSchema([dg.TableColumn(name) for name in columns]),
    )


def markdown_table(columns: Sequence[str], rows: Sequence[Row]) -> dg.MarkdownMetadataValue:
    """Rows as a Markdown table; page text in it is shown, never obeyed."""
    if not rows:
        return dg.MetadataValue.md("*no rows*")
    lines = [_line(columns), _line(["---"] * len(columns))]
    lines += [_line([_cell(row[name]) for name in columns]) for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def as_text(table: ShownTable) -> str:
    """A shown table for a terminal: one line for each row."""
    if isinstance(table, dg.MarkdownMetadataValue):
        return html.unescape(table.md_str or "")
    rows = [{name: it for name, it in row.data.items() if it is not None} for row in table.records]
    return "\n".join("- " + "; ".join(f"{name}: {it}" for name, it in row.items()) for row in rows)


def escaped(text: str) -> str:
    """A text in which Markdown finds nothing to obey."""
    return text.translate(_ESCAPES)


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: object) -> str:
    return "" if value is None else escaped(str(_scalar(value)))


def _scalar(value: object) -> str | int | float | bool | None:
    """A value as Dagster can keep it; long text is cut."""
    if value is None or isinstance(value, bool | int | float):
        return value
    text = " ".join(str(value).split())
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
