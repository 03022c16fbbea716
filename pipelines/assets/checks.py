"""dbt's tests as Dagster's checks: each with a name and a description like a sentence."""

import re
from collections.abc import Mapping
from typing import Any

import duckdb

from pipelines.assets.metadata import ShownTable, escaped, first_rows, shown_table

_REASONS = ("explanation", "evidence", "problem", "message")


def with_sentences(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The parsed dbt project as Dagster should see it.

    A test's name has to be unique in dbt's whole project, in Dagster only on its asset: so the
    asset's name in front of it goes. dagster-dbt takes a check's description from ``meta``. The
    ids, by which everything else finds a test, stay. The manifest that is given stays as it is.
    """
    nodes = {
        unique_id: _as_check(node) if node["resource_type"] == "test" else node
        for unique_id, node in manifest["nodes"].items()
    }
    return {**manifest, "nodes": nodes}


def _as_check(node: Mapping[str, Any]) -> dict[str, Any]:
    meta = {**node["meta"], "description": check_description(node)}
    return {**node, "name": check_name(node), "meta": meta}


def check_name(node: Mapping[str, Any]) -> str:
    """The name of a dbt test's check, without the name of the asset it stands on."""
    asset = (node.get("attached_node") or "").rpartition(".")[2]
    return str(node["name"]).removeprefix(f"{asset}_")


def check_description(node: Mapping[str, Any]) -> str:
    """What a dbt test asks for: its own description, else a sentence made of its arguments.

    Returns an empty string for a test of a kind that has neither.
    """
    if node.get("description"):
        return str(node["description"])
    test = node.get("test_metadata") or {"name": "", "kwargs": {}}
    sentence = _sentence(test["name"], test["kwargs"])
    where = node["config"].get("where")
    return f"{sentence} Asked only of rows where `{where}`." if where and sentence else sentence


def _sentence(kind: str, arguments: Mapping[str, Any]) -> str:
    column = f"`{arguments.get('column_name')}`"
    match kind:
        case "not_null":
            return f"No row lacks {column}."
        case "unique":
            return f"No two rows share the same {column}."
        case "accepted_values":
            return f"Where there is a {column}, it is one of {_listed(arguments['values'])}."
        case "relationships":
            to = re.sub(r"^ref\(['\"](.+)['\"]\)$", r"\1", arguments["to"])
            return f"Where there is a {column}, `{to}` has it as its `{arguments['field']}`."
        case "unique_combination":
            return f"No two rows share the same {_listed(arguments['columns'])}."
        case "expression_is_true":
            return f"In every row holds `{' '.join(str(arguments['expression']).split())}`."
    return ""


def _listed(values: list[Any]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def failure(
    connection: duckdb.DuckDBPyConnection, sql: str, rows_shown: int
) -> tuple[str, dict[str, ShownTable]]:
    """Why a check failed: a description in Markdown, and the failing rows as metadata.

    Takes the query that finds the failing rows and how many of them to show. The description
    counts them and has each reason once that a row gives in a column ``explanation``,
    ``evidence``, ``problem`` or ``message``; the other columns are the metadata.
    """
    (count,) = connection.execute(f"SELECT count(*) FROM ({sql})").fetchone() or (0,)
    columns, rows = first_rows(connection, sql, rows_shown)
    reasons = dict.fromkeys(row[name] for row in rows for name in _REASONS if row.get(name))
    found = f"{count} failing {'row' if count == 1 else 'rows'}."
    if count > len(rows):
        found += f" The first {len(rows)} are shown."
    shown = [name for name in columns if name not in _REASONS]
    description = "\n\n".join([found, *(escaped(str(reason)) for reason in reasons)])
    return description, {"failing_rows": shown_table(shown, rows)}
