"""The order of things: the tables, the matches as text, then what describes both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipelines.exports.datapackage import write_datapackage
from pipelines.exports.footballtxt import write_files
from pipelines.exports.shared import VersionFiles
from pipelines.exports.tables import ExportError, public_tables, write_tables

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
    before: Path | None = None,
) -> Exports:
    """Write every public table, the matches as text and their description below ``folder``.

    Takes a connection to a warehouse (reading is enough), a folder, made if missing, the keys and
    relations of the tables if they are known, and the folder of exports made before, if there is
    one: files that would be the same are hard links to those. Returns what was written. Raises
    ExportError when that cannot be done, with the reason.
    """
    try:
        return _export_all(connection, VersionFiles(folder, before), keys or {}, relations)
    except (OSError, duckdb.Error) as error:
        reason = str(error).split("\n", 1)[0]
        message = f"the exports cannot be written to {folder} ({reason}); is the disk full?"
        raise ExportError(message) from error


def _export_all(
    connection: duckdb.DuckDBPyConnection,
    version: VersionFiles,
    keys: Mapping[str, Sequence[str]],
    relations: Sequence["Relation"],
) -> Exports:
    tables = public_tables(connection)
    write_tables(connection, version, tables, keys)
    texts = write_files(connection, version)
    described = write_datapackage(connection, version, tables, texts.paths, keys, relations)
    version.write_notes()
    return Exports(
        tables=len(tables),
        rows=sum(table.row_count for table in tables),
        season_files=len(texts.paths),
        matches=texts.matches,
        comments=texts.comments,
        files=len(version.made) + 1,
        size_bytes=sum(file.byte_count for file in version.made.values())
        + described.stat().st_size,
    )
