"""``datapackage.json``: what every exported file is, in the form of the Data Package standard.

Names and descriptions of columns come from the database, their types from DuckDB's, keys from the
tests that prove them, sources and licences from the pages.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipelines.exports.tables import SCHEMA, Column, Table, quoted, records

if TYPE_CHECKING:
    from pipelines.dictionary.relations import Relation

DESCRIPTION = (
    "Football-season articles as tables: matches, published league tables, the same tables "
    "recomputed from the matches, and where the two differ. In CSV, text is always in quotes; a "
    "cell without anything is missing (NULL), and an empty text is a pair of quotes; readers "
    "that do not tell the two apart take both for missing. Lists are JSON, timestamps UTC. Cells "
    "hold the pages' text unchanged, so a spreadsheet may take one that begins with =, +, - or @ "
    "for a formula: import text columns as text. Parquet holds the same rows with DuckDB's types."
)
# What the standard calls the licences that pages name. Others are given by their name alone.
LICENCES = {
    "CC BY-SA 4.0": {
        "name": "CC-BY-SA-4.0",
        "title": "Creative Commons Attribution-ShareAlike 4.0 International",
        "path": "https://creativecommons.org/licenses/by-sa/4.0/",
    }
}
SOURCES_SQL = """
SELECT title, site, source_uri, revision_id, content_sha256, licence, attribution
FROM raw.pages WHERE is_current ORDER BY page_id
"""
CREATED_SQL = "SELECT max(finished_at) AT TIME ZONE 'UTC' FROM audit.results"


def write_datapackage(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    tables: Sequence[Table],
    texts: Sequence[Path],
    keys: Mapping[str, Sequence[str]],
    relations: Sequence["Relation"],
) -> Path:
    """Describe the files below ``folder``; returns the file written.

    Takes the exported tables, the Football.TXT files, the key columns by table and the relations
    between tables. Equal warehouses give equal descriptions.
    """
    true_relations = [relation for relation in relations if _holds(connection, relation)]
    created = (connection.execute(CREATED_SQL).fetchone() or (None,))[0]
    sources = list(records(connection, SOURCES_SQL))
    package = {
        "name": "liguilla",
        "title": "Liguilla: league tables recomputed from their matches",
        "description": DESCRIPTION,
        **_version(created),
        "licenses": _licences(sources),
        "sources": [_source(source) for source in sources],
        "resources": [
            *(_csv(folder, table, keys, true_relations) for table in tables),
            *(_parquet(folder, table) for table in tables),
            *(_text(folder, text, number) for number, text in enumerate(texts, start=1)),
        ],
    }
    file = folder / "datapackage.json"
    text = json.dumps(_without_nothing(package), ensure_ascii=False, indent=2)
    file.write_text(text + "\n", encoding="utf-8", newline="\n")
    return file


def _version(created: datetime | None) -> dict[str, str]:
    """When the youngest table was built; it names the version too."""
    if created is None:
        return {}
    return {"version": f"{created:%Y%m%dT%H%M%SZ}", "created": f"{created:%Y-%m-%dT%H:%M:%SZ}"}


def _licences(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, str]] | None:
    """Each licence that a page names, once; None where no page names any."""
    names = sorted({source["licence"] for source in sources if source["licence"]})
    return [LICENCES.get(name, {"name": name, "title": name}) for name in names] or None


def _source(source: Mapping[str, Any]) -> dict[str, Any]:
    uri = source["source_uri"]
    is_url = uri.startswith(("https://", "http://"))
    return {
        "title": f"{source['title']} ({source['site']})",
        "path": uri if is_url else None,
        "file": None if is_url else uri,
        "revision_id": source["revision_id"],
        "sha256": source["content_sha256"],
        "license": source["licence"],
        "attribution": source["attribution"],
    }


def _csv(
    folder: Path,
    table: Table,
    keys: Mapping[str, Sequence[str]],
    relations: Sequence["Relation"],
) -> dict[str, Any]:
    schema = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(keys.get(table.name, ())),
        "foreignKeys": [_foreign_key(link) for link in relations if link.table == table.name],
    }
    return {
        "name": table.name,
        "type": "table",
        "description": table.description,
        **_file(folder, Path("csv") / f"{table.name}.csv"),
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "rows": table.row_count,
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    return {"name": column.name, "type": column.field_type, "description": column.description}


def _foreign_key(relation: "Relation") -> dict[str, Any]:
    # The standard's word for the table itself is nothing.
    parent = "" if relation.parent == relation.table else relation.parent
    return {
        "fields": [relation.column],
        "reference": {"resource": parent, "fields": [relation.parent_column]},
    }


def _holds(connection: duckdb.DuckDBPyConnection, relation: "Relation") -> bool:
    """Whether a relation is true of every row; some tests prove it for some rows only."""
    child, parent = quoted(relation.column), quoted(relation.parent_column)
    found = connection.execute(
        f"SELECT 1 FROM {SCHEMA}.{quoted(relation.table)} AS child "
        f"WHERE child.{child} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {SCHEMA}.{quoted(relation.parent)} AS parent "
        f"WHERE parent.{parent} = child.{child}) LIMIT 1"
    ).fetchone()
    return found is None


def _parquet(folder: Path, table: Table) -> dict[str, Any]:
    return {
        "name": f"{table.name}-parquet",
        "type": "file",
        "description": table.description,
        **_file(folder, Path("parquet") / f"{table.name}.parquet"),
    }


def _text(folder: Path, text: Path, number: int) -> dict[str, Any]:
    return {
        "name": f"footballtxt-{number}",
        "type": "file",
        "description": "The matches of a page in openfootball's Football.TXT form.",
        **_file(folder, text.relative_to(folder)),
        "encoding": "utf-8",
    }


def _file(folder: Path, path: Path) -> dict[str, Any]:
    file = folder / path
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return {
        "path": path.as_posix(),
        "format": path.suffix.removeprefix("."),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
    }


def _without_nothing(value: Any) -> Any:  # noqa: ANN401
    """A description without the entries that nothing is known of."""
    if isinstance(value, dict):
        pruned = {key: _without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in pruned.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value]
    return value
