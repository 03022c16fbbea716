"""Tables as Markdown, for asset metadata that a person reads."""

from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

PREVIEW_ROWS = 10
# Long enough for an explanation with its lines, short enough for a page of them.
LONGEST_CELL = 600

_ESCAPES = {ord(character): f"&#{ord(character)};" for character in "\\`*_[]<>|&"}


def preview(
    connection: duckdb.DuckDBPyConnection, sql: str, rows: int = PREVIEW_ROWS
) -> dg.MarkdownMetadataValue:
    """The first rows of a query as a table."""
    result = connection.execute(f"SELECT * FROM ({sql}) LIMIT {rows}")
    names = [column[0] for column in result.description or []]
    return markdown_table([dict(zip(names, row, strict=True)) for row in result.fetchall()])


def markdown_table(rows: Sequence[Mapping[str, Any]]) -> dg.MarkdownMetadataValue:
    """Rows with the same keys as a Markdown table; page text in it is shown, never obeyed."""
    if not rows:
        return dg.MetadataValue.md("*no rows*")
    names = list(rows[0])
    lines = [_line(names), _line(["---"] * len(names))]
    lines += [_line([_cell(row[name]) for name in names]) for row in rows]
    return dg.MetadataValue.md("\n".join(lines))


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = " ".join(str(value).split())
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
    return text.translate(_ESCAPES)
