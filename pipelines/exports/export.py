"""The order of things: the tables, the matches as text, then what describes both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.exports.datapackage import write_datapackage
from pipelines.exports.footballtxt import write_files
from pipelines.exports.tables import ExportError, public_tables, write_csv, write_parquet

if TYPE_CHECKING:
    from pipelines.dictionary.relations import Relation


@dataclass(frozen=True)
class Exports:
    """What was written: numbers for whoever publishes it.

    ``season_files`` of Football.TXT hold ``matches`` as such and ``comments`` for those that the
    form cannot say.
    """

    tables: int
    rows: int
    season_files: int
    matches: int
    comments: int
    files: int
    size_bytes: int


def export_all(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    keys: Mapping[str, Sequence[str]] | None = None,
    relations: Sequence["Relation"] = (),
) -> Exports:
    """Write every public table, the matches as text and their description below ``folder``.

    Takes a connection to a warehouse (reading is enough), a folder, made if missing, and the keys
    and relations of the tables if they are known. Returns what was written. Raises ExportError
    when that cannot be done, with the reason.
    """
    try:
        return _export_all(connection, folder, keys or {}, relations)
    except (OSError, duckdb.Error) as error:
        reason = str(error).split("\n", 1)[0]
        message = f"the exports cannot be written to {folder} ({reason}); is the disk full?"
        raise ExportError(message) from error


def _export_all(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    keys: Mapping[str, Sequence[str]],
    relations: Sequence["Relation"],
) -> Exports:
    tables = public_tables(connection)
    for name in ("parquet", "csv", "footballtxt"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    parquet = [folder / "parquet" / f"{table.name}.parquet" for table in tables]
    csv = [folder / "csv" / f"{table.name}.csv" for table in tables]
    for table, parquet_file, csv_file in zip(tables, parquet, csv, strict=True):
        write_parquet(connection, table, parquet_file)
        write_csv(connection, table, csv_file)
    texts = write_files(connection, folder / "footballtxt")
    described = write_datapackage(connection, folder, tables, texts.files, keys, relations)
    files = [*parquet, *csv, *texts.files, described]
    return Exports(
        tables=len(tables),
        rows=sum(table.row_count for table in tables),
        season_files=len(texts.files),
        matches=texts.matches,
        comments=texts.comments,
        files=len(files),
        size_bytes=sum(file.stat().st_size for file in files),
    )
