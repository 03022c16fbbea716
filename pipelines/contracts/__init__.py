"""Contracts of the raw tables: pandera schemas, and what is derived from them.

``raw`` holds one schema for each table; ``check`` holds rows against it; ``ddl`` turns it into
DuckDB tables with comments. Nothing here knows wikitext, Dagster or dbt.
"""

from pipelines.contracts.check import (
    CheckedRows,
    ContractBrokenError,
    RowFailure,
    check_rows,
    column_types,
)
from pipelines.contracts.ddl import create_table_sql, schema_fingerprint, type_name
from pipelines.contracts.raw import CONTRACTS

__all__ = [
    "CONTRACTS",
    "CheckedRows",
    "ContractBrokenError",
    "RowFailure",
    "check_rows",
    "column_types",
    "create_table_sql",
    "schema_fingerprint",
    "type_name",
]
