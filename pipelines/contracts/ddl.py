"""Derive DuckDB tables and their comments from the contracts."""

import hashlib
from typing import Any

import polars as pl

from pipelines.contracts.columns import UTC_TIMESTAMP
from pipelines.contracts.pandera_alone import pa
from pipelines.contracts.raw import CONTRACTS

_DUCKDB_TYPES: dict[Any, str] = {
    pl.String: "VARCHAR",
    pl.Int64: "BIGINT",
    pl.Boolean: "BOOLEAN",
    UTC_TIMESTAMP: "TIMESTAMP WITH TIME ZONE",
}


def type_name(column: pa.Column) -> str:
    """The DuckDB type of a contract's column."""
    return _DUCKDB_TYPES[column.dtype.type]


def create_table_sql(table: str) -> list[str]:
    """The statements that make ``raw.<table>``, its NOT NULLs and its comments."""
    schema = CONTRACTS[table]
    columns = ",\n    ".join(
        f"{name} {type_name(column)}{'' if column.nullable else ' NOT NULL'}"
        for name, column in schema.columns.items()
    )
    statements = [f"CREATE TABLE raw.{table} (\n    {columns}\n)"]
    statements.append(f"COMMENT ON TABLE raw.{table} IS {_quoted(schema.description)}")
    statements += [
        f"COMMENT ON COLUMN raw.{table}.{name} IS {_quoted(column.description)}"
        for name, column in schema.columns.items()
    ]
    return statements


def schema_fingerprint(table: str) -> str:
    """A short hash that changes when a table's definition does."""
    return hashlib.sha256("\n".join(create_table_sql(table)).encode()).hexdigest()[:16]


def _quoted(text: str | None) -> str:
    return "'" + (text or "").replace("'", "''") + "'"
