"""Every public table as Parquet and as CSV, written by DuckDB itself, so memory stays flat.

Rows are ordered by all columns: equal tables give equal files. They are sorted at most once, for
Parquet, of which CSV is made. In CSV a text is always quoted and what is missing is an empty cell
without quotes (the way PostgreSQL and DuckDB read it), so an empty text and a missing one stay
apart; lists are JSON; timestamps are ISO 8601 in UTC. Cells are the page's text as it is, also
where a spreadsheet would take it for a formula.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipelines.by_page import FETCHED
from pipelines.exports.order import lies_in_order
from pipelines.exports.shared import VersionFiles, made_from
from pipelines.warehouse import WarehouseError

SCHEMA = "marts"

# DuckDB's types by the name that Table Schema has for them.
FIELD_TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "VARCHAR": "string",
    # Not HUGEINT, of which Parquet would make a DOUBLE.
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "number"),
}


class ExportError(WarehouseError):
    """The files beside the warehouse cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Column:
    """A column as the database describes it, and the Table Schema type it has in CSV."""

    name: str
    type: str
    field_type: str
    description: str | None


@dataclass(frozen=True)
class Table:
    """A public table with its columns in their order, the number of its rows and a hash of them."""

    name: str
    description: str | None
    columns: tuple[Column, ...]
    row_count: int
    rows_hash: int | None


def public_tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """The tables of the schema marts by name; ExportError when there is none."""
    described = connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() "
        "WHERE database_name = current_database() AND schema_name = ? ORDER BY table_name",
        [SCHEMA],
    ).fetchall()
    if not described:
        message = f"the warehouse has no table in {SCHEMA}; build the models before exporting"
        raise ExportError(message)
    return [_table(connection, name, comment) for name, comment in described]


def _table(connection: duckdb.DuckDBPyConnection, name: str, comment: str | None) -> Table:
    columns = connection.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns() "
        "WHERE database_name = current_database() AND schema_name = ? AND table_name = ? "
        "ORDER BY column_index",
        [SCHEMA, name],
    ).fetchall()
    [(count, rows_hash)] = connection.execute(
        f"SELECT count(*), sum(hash(one)) FROM {SCHEMA}.{quoted(name)} AS one"
    ).fetchall()
    return Table(
        name=name,
        description=comment,
        columns=tuple(
            Column(column, type_, _field_type(name, column, type_), text)
            for column, type_, text in columns
        ),
        row_count=count,
        rows_hash=rows_hash,
    )


def _field_type(table: str, column: str, type_: str) -> str:
    if type_.endswith("]"):
        return "array"
    if type_.startswith(("STRUCT", "MAP")):
        return "object"
    bare = re.sub(r"\(.*\)$", "", type_)
    if bare not in FIELD_TYPES:
        message = (
            f"{SCHEMA}.{table}.{column} has the type {type_}, for which the exports know no Table "
            "Schema type; give the column another type or add it to FIELD_TYPES"
        )
        raise ExportError(message)
    return FIELD_TYPES[bare]


def write_tables(
    connection: duckdb.DuckDBPyConnection,
    version: VersionFiles,
    tables: Sequence[Table],
    keys: Mapping[str, Sequence[str]],
) -> None:
    """Write tables as Parquet and as CSV, those that changed; a hash of all rows tells.

    ``keys`` are the columns that tell the rows of a table apart, for the tables where they are
    known.
    """
    for form in ("parquet", "csv"):
        (version.folder / form).mkdir(parents=True, exist_ok=True)
    for table in tables:
        source = made_from(table)
        parquet, csv = f"parquet/{table.name}.parquet", f"csv/{table.name}.csv"
        if not version.shares(parquet, source):
            write_parquet(connection, table, version.folder / parquet, keys.get(table.name, ()))
            version.add(parquet, source)
        if not version.shares(csv, source):
            write_csv(connection, table, version.folder / parquet, version.folder / csv)
            version.add(csv, source)


def write_parquet(
    connection: duckdb.DuckDBPyConnection, table: Table, file: Path, key: Sequence[str] = ()
) -> None:
    """Write a table as it is; ``key`` saves sorting where the rows lie in order."""
    name = f"{SCHEMA}.{quoted(table.name)}"
    columns = [quoted(column.name) for column in table.columns]
    is_sorted = key and lies_in_order(connection, name, columns, list(map(quoted, key)))
    source = f"FROM {name}" if is_sorted else f"FROM {name} ORDER BY ALL"
    connection.execute(f"COPY ({source}) TO {literal(file)} (FORMAT parquet, COMPRESSION zstd)")


def write_csv(
    connection: duckdb.DuckDBPyConnection, table: Table, parquet: Path, file: Path
) -> None:
    """Write a table's Parquet file as text, in the way the module describes and in its order."""
    cells = ", ".join(f"{_cell(column)} AS {quoted(column.name)}" for column in table.columns)
    # A folder called name=value would be taken for a column.
    rows = f"read_parquet({literal(parquet)}, hive_partitioning = false)"
    source = f"SELECT {cells} FROM {rows}"
    texts = [quoted(c.name) for c in table.columns if c.field_type in {"string", "array", "object"}]
    quote = f", FORCE_QUOTE ({', '.join(texts)})" if texts else ""
    connection.execute(f"COPY ({source}) TO {literal(file)} (FORMAT csv, HEADER{quote})")


def _cell(column: Column) -> str:
    name = quoted(column.name)
    if column.field_type in {"array", "object"}:
        return f"CAST(to_json({name}) AS VARCHAR)"
    if column.type == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ')"
    if column.type == "TIMESTAMP":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%S.%fZ')"
    return name


def records(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[dict[str, Any]]:
    """The rows of a query as a stream, each by the names of its columns."""
    cursor = connection.cursor().execute(sql)
    names = [column[0] for column in cursor.description or ()]
    while rows := cursor.fetchmany(FETCHED):
        for row in rows:
            yield dict(zip(names, row, strict=True))


def quoted(identifier: str) -> str:
    """A name as SQL writes it."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: Path) -> str:
    """A path as an SQL text."""
    return "'" + str(value).replace("'", "''") + "'"
