"""Keys and relations of the public tables, read from the tests that prove them.

A key is what a test holds unique and other tests hold never empty; a relation is what a
``relationships`` test looks up. What no test proves is not drawn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.exports.tables import SCHEMA


class DictionaryError(Exception):
    """The documentation cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Relation:
    """Each value of ``column`` in ``table`` is a ``parent_column`` of ``parent``.

    ``is_required``: every row has its parent; ``is_single``: no value of the column comes twice.
    """

    table: str
    column: str
    parent: str
    parent_column: str
    is_required: bool
    is_single: bool


@dataclass(frozen=True)
class _Test:
    kind: str
    table: str
    column: str | None
    arguments: Mapping[str, Any]
    parent: str
    holds_for_all_rows: bool


def keys(manifest: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The columns that tell the rows of each public table apart, by table.

    Takes the parsed dbt project. Raises DictionaryError for a table without such a test, or with
    a key column that may be NULL as far as any test knows.
    """
    tests = [test for test in _tests(manifest) if test.holds_for_all_rows]
    combinations = {
        test.table: tuple(test.arguments["columns"])
        for test in tests
        if test.kind == "unique_combination"
    }
    single = {test.table: (test.column,) for test in tests if test.kind == "unique" and test.column}
    found = {**combinations, **single}
    never_empty = _never_empty(tests)
    for table in _public(manifest).values():
        if table not in found:
            message = f"no test says what tells the rows of {table} apart; give it a unique test"
            raise DictionaryError(message)
        for column in found[table]:
            if (table, column) not in never_empty:
                message = f"{table}.{column} is part of the key; give it a not_null test"
                raise DictionaryError(message)
    return found


def relations(manifest: Mapping[str, Any]) -> list[Relation]:
    """The relations between public tables, by table and column. Takes the parsed dbt project."""
    tests = list(_tests(manifest))
    everywhere = [test for test in tests if test.holds_for_all_rows]
    never_empty = _never_empty(everywhere)
    single = {(test.table, test.column) for test in everywhere if test.kind == "unique"}
    found = [
        Relation(
            table=test.table,
            column=test.column,
            parent=test.parent,
            parent_column=test.arguments["field"],
            is_required=test.holds_for_all_rows and (test.table, test.column) in never_empty,
            is_single=(test.table, test.column) in single,
        )
        for test in tests
        if test.kind == "relationships" and test.column
    ]
    return sorted(found, key=lambda relation: (relation.table, relation.column, relation.parent))


def _never_empty(tests: list[_Test]) -> set[tuple[str, str | None]]:
    return {(test.table, test.column) for test in tests if test.kind == "not_null"}


def _public(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {
        unique_id: node["name"]
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "model" and node["schema"] == SCHEMA
    }


def _tests(manifest: Mapping[str, Any]) -> Iterator[_Test]:
    """The generic tests of public tables that read public tables only."""
    public = _public(manifest)
    for node in manifest["nodes"].values():
        about = node.get("test_metadata")
        if not about or node.get("attached_node") not in public:
            continue
        child = node["attached_node"]
        read = set(node["depends_on"]["nodes"])
        if not read <= set(public):
            continue
        [parent] = (read - {child}) or {child}
        yield _Test(
            kind=about["name"],
            table=public[child],
            column=node["column_name"],
            arguments=about["kwargs"],
            parent=public[parent],
            holds_for_all_rows=not node["config"].get("where"),
        )
