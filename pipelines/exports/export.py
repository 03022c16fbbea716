"""The order of things: tables first, then what describes them."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.exports.tables import ExportError, public_tables, write_csv, write_parquet


@dataclass(frozen=True)
class Exports:
    """What was written: numbers for whoever publishes it."""

    tables: int
    rows: int
    files: int
    size_bytes: int


def export_all(connection: duckdb.DuckDBPyConnection, folder: Path) -> Exports:
    """Write every public table below ``folder``.

    Takes a connection to a warehouse (reading is enough) and a folder, made if missing. Returns
    what was written. Raises ExportError when that cannot be done, with the reason.
    """
    try:
        return _export_all(connection, folder)
    except (OSError, duckdb.Error) as error:
        reason = str(error).split("\n", 1)[0]
        message = f"the exports cannot be written to {folder} ({reason}); is the disk full?"
        raise ExportError(message) from error


def _export_all(connection: duckdb.DuckDBPyConnection, folder: Path) -> Exports:
    tables = public_tables(connection)
    for name in ("parquet", "csv"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for table in tables:
        write_parquet(connection, table, folder / "parquet" / f"{table.name}.parquet")
        write_csv(connection, table, folder / "csv" / f"{table.name}.csv")
    files = [path for name in ("parquet", "csv") for path in (folder / name).iterdir()]
    return Exports(
        tables=len(tables),
        rows=sum(table.row_count for table in tables),
        files=len(files),
        size_bytes=sum(path.stat().st_size for path in files),
    )
