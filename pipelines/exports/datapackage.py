"""``datapackage.json``: what every exported file is, in the form of the Data Package standard.

Names and descriptions of columns come from the database, their types from DuckDB's, keys from the
tests that prove them, sources and licences from the pages.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import duckdb

from pipelines.exports.shared import Made, VersionFiles
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
LICENCES_SQL = """
SELECT DISTINCT licence FROM raw.pages WHERE is_current AND licence != '' ORDER BY licence
"""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode
CREATED_SQL = "SELECT max(finished_at) AT TIME ZONE 'UTC' FROM audit.results"


def write_datapackage(
    connection: duckdb.DuckDBPyConnection,
    version: VersionFiles,
    tables: Sequence[Table],
    texts: Sequence[str],
    keys: Mapping[str, Sequence[str]],
    relations: Sequence["Relation"],
) -> Path:
    """Describe the files of a version; returns the file written.

    Takes the exported tables, the paths of the Football.TXT files, the key columns by table and
    the relations between tables. Equal warehouses give equal descriptions.
    """
    true_relations = [relation for relation in relations if _holds(connection, relation)]
    created = (connection.execute(CREATED_SQL).fetchone() or (None,))[0]
    licences = [licence for (licence,) in connection.execute(LICENCES_SQL).fetchall()]
    made = version.made
    resources = chain(
        (_csv(made, table, keys, true_relations) for table in tables),
        (_parquet(made, table) for table in tables),
        (_text(made, path, number) for number, path in enumerate(texts, start=1)),
    )
    file = version.folder / "datapackage.json"
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        _write_object(
            stream,
            {
                "name": "liguilla",
                "title": "Liguilla: league tables recomputed from their matches",
                "description": DESCRIPTION,
                **_version(created),
                "licenses": [_licence(name) for name in licences],
            },
            {"sources": map(_source, records(connection, SOURCES_SQL)), "resources": resources},
        )
    return file


def _write_object(
    stream: TextIO, known: Mapping[str, object], lists: Mapping[str, Iterable[object]]
) -> None:
    """Write a JSON object whose last entries are long lists, an item at a time."""
    stream.write(_json(known).removesuffix("\n}"))
    for name, items in lists.items():
        opening = f',\n  "{name}": [\n'
        for item in items:
            # A text may hold what other ways to indent take for the end of a line.
            stream.write(opening + "    " + _json(item).replace("\n", "\n    "))
            opening = ",\n"
        # A list without items is left out, as everything is of which nothing is known.
        stream.write("\n  ]" if opening == ",\n" else "")
    stream.write("\n}\n")


def _json(value: object) -> str:
    known = _without_nothing(value)
    if any(isinstance(inner, dict | list) for inner in known.values()):
        return json.dumps(known, ensure_ascii=False, indent=2)
    # The same, and for thousands of files a tenth of the time.
    lines = (f"  {_ENCODE(name)}: {_ENCODE(inner)}" for name, inner in known.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _version(created: datetime | None) -> dict[str, str]:
    """When the youngest table was built; it names the version too."""
    if created is None:
        return {}
    return {"version": f"{created:%Y%m%dT%H%M%SZ}", "created": f"{created:%Y-%m-%dT%H:%M:%SZ}"}


def _licence(name: str) -> dict[str, str]:
    return LICENCES.get(name, {"name": name, "title": name})


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
    made: Mapping[str, Made],
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
        **_file(made, f"csv/{table.name}.csv"),
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


def _parquet(made: Mapping[str, Made], table: Table) -> dict[str, Any]:
    return {
        "name": f"{table.name}-parquet",
        "type": "file",
        "description": table.description,
        **_file(made, f"parquet/{table.name}.parquet"),
    }


def _text(made: Mapping[str, Made], path: str, number: int) -> dict[str, Any]:
    return {
        "name": f"footballtxt-{number}",
        "type": "file",
        "description": "The matches of a page in openfootball's Football.TXT form.",
        **_file(made, path),
        "encoding": "utf-8",
    }


def _file(made: Mapping[str, Made], path: str) -> dict[str, Any]:
    return {
        "path": path,
        "format": path.rpartition(".")[2],
        "bytes": made[path].byte_count,
        "hash": f"sha256:{made[path].sha256}",
    }


def _without_nothing(value: Any) -> Any:  # noqa: ANN401
    """A description without the entries that nothing is known of."""
    if isinstance(value, dict):
        pruned = {key: _without_nothing(inner) for key, inner in value.items()}
        return {key: inner for key, inner in pruned.items() if inner not in (None, [], {})}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value]
    return value
