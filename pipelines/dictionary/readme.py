"""The generated part of ``warehouse/README.md``: the diagram and every public table."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from pipelines.dictionary.diagram import er_diagram
from pipelines.dictionary.relations import DictionaryError, keys, relations
from pipelines.exports.tables import SCHEMA, Column, Table, public_tables, quoted

BEGIN = "<!-- written by `make dictionary`; change the descriptions in dbt_project/models -->"
END = "<!-- end of the written part -->"

LONGEST_EXAMPLE = 60
NO_ROWS = "No row of it comes from the given pages, so there is no example."


def dictionary(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> str:
    """The public tables as Markdown: how they hang together, then each with its columns.

    Takes a connection to a warehouse (reading is enough) and the parsed dbt project. The text is
    the same for every build of the same pages. Raises DictionaryError for a table or column
    without a description, and for a table without a key.
    """
    tables = public_tables(connection)
    found = keys(manifest)
    links = ", ".join(f"[{table.name}](#{table.name})" for table in tables)
    diagram = er_diagram(tables, found, relations(manifest))
    sections = [_section(connection, table, found[table.name]) for table in tables]
    return "\n\n".join([links + ".", f"```mermaid\n{diagram}\n```", *sections])


def replace_generated_part(text: str, generated: str) -> str:
    """The README with its generated part renewed; what people wrote around it stays.

    Raises DictionaryError when the two marker lines are not there, once each and in order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end) or BEGIN in rest or END in before + after:
        message = f"the README needs these two lines once each, in this order: {BEGIN} and {END}"
        raise DictionaryError(message)
    return f"{before}{BEGIN}\n\n{generated}\n\n{END}{after}"


def _section(connection: duckdb.DuckDBPyConnection, table: Table, key: Sequence[str]) -> str:
    rows = _telling_rows_first(connection, table, key)
    lines = [
        f"### {table.name}",
        "",
        _described(table.name, table.description),
        "",
        f"One row for each {', '.join(f'`{column}`' for column in key)}."
        + ("" if rows else f" {NO_ROWS}"),
        "",
        "| column | type | meaning | example |",
        "|---|---|---|---|",
    ]
    for index, column in enumerate(table.columns):
        meaning = _cell(_described(f"{table.name}.{column.name}", column.description))
        example = _example(column, [row[index] for row in rows])
        lines.append(f"| {column.name} | {column.type} | {meaning} | {example} |")
    return "\n".join(lines)


def _described(name: str, description: str | None) -> str:
    if not description:
        message = f"{name} has no description; give it one in dbt_project/models and build again"
        raise DictionaryError(message)
    return description


def _telling_rows_first(
    connection: duckdb.DuckDBPyConnection, table: Table, key: Sequence[str]
) -> list[tuple[Any, ...]]:
    """All rows by key, those with the most to tell first: so most examples are of one row."""
    order = ", ".join(quoted(column) for column in key)
    source = f"FROM {SCHEMA}.{quoted(table.name)} ORDER BY {order}"
    rows = connection.execute(source).fetchall()
    return sorted(rows, key=lambda row: sum(not _tells(value) for value in row))


def _tells(value: object) -> bool:
    """Whether a value shows what a column holds: not NULL, not an empty text or list."""
    return value is not None and value not in ("", [])


def _example(column: Column, values: Sequence[object]) -> str:
    if not values:
        return ""
    if all(value is None for value in values):
        return "*always NULL on the given pages*"
    if column.type.startswith("TIMESTAMP"):
        return "*differs from run to run*"
    given = [value for value in values if value is not None]
    return _code(next(filter(_tells, given), given[0]))


def _code(value: object) -> str:
    text = " ".join(_text(value).split())
    if len(text) > LONGEST_EXAMPLE:
        text = text[: LONGEST_EXAMPLE - 1].rstrip() + "…"
    fence = "``" if "`" in text else "`"
    return _cell(f"{fence}{text}{fence}")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(_text, value)) + "]"
    return str(value) if value != "" else "''"


def _cell(text: str) -> str:
    """Text as it may stand between the bars of a Markdown table."""
    return text.replace("|", "\\|")
