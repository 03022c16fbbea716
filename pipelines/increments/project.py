"""What a model looks at: its own page, all pages, or the reviewed lists alone.

Each model says so once, as ``meta: {scope: …}`` in dbt's configuration. A test looks at what the
model looks at on which it stands, unless it says otherwise.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any


class Scope(StrEnum):
    """How far a model or test looks.

    The rows of a ``PAGE`` follow from that page's raw rows, the reviewed lists and that page's rows
    of what the model reads; each has a ``page_id``. ``WAREHOUSE`` looks at all pages, ``REFERENCE``
    at none.
    """

    PAGE = "page"
    WAREHOUSE = "warehouse"
    REFERENCE = "reference"


@dataclass(frozen=True)
class Node:
    """A model, seed, test or raw table, with the ids of what it reads."""

    unique_id: str
    kind: str
    name: str
    schema: str
    scope: Scope
    parents: tuple[str, ...]
    is_view: bool = False

    @property
    def relation(self) -> str:
        """Schema and name as SQL writes them."""
        return f'"{self.schema}"."{self.name}"'


@dataclass(frozen=True)
class Project:
    """The dbt project as far as increments need it; models stand after what they read."""

    nodes: Mapping[str, Node]

    def of_kind(self, kind: str) -> Iterator[Node]:
        """All nodes of a kind: ``model``, ``seed``, ``test`` or ``source``."""
        return (node for node in self.nodes.values() if node.kind == kind)

    @cached_property
    def models(self) -> tuple[Node, ...]:
        """The models, each after what it reads."""
        graph = {node.unique_id: node.parents for node in self.of_kind("model")}
        ordered = TopologicalSorter(graph).static_order()
        return tuple(self.nodes[unique_id] for unique_id in ordered if unique_id in graph)

    @property
    def models_and_seeds(self) -> tuple[Node, ...]:
        """What is materialized, each after what it reads."""
        return (*self.of_kind("seed"), *self.models)

    @cached_property
    def handed_down(self) -> frozenset[str]:
        """The models of the warehouse that a model of a page reads, page by page."""
        read = {p for node in self.models if node.scope is Scope.PAGE for p in node.parents}
        return frozenset(p for p in read if self.nodes[p].scope is Scope.WAREHOUSE)


def project_of(manifest: Mapping[str, Any]) -> Project:
    """Read the marks of a parsed dbt project. Raises KeyError for a model without one."""
    raw = manifest["nodes"]
    given = {**raw, **manifest["sources"]}
    nodes = {
        unique_id: Node(
            unique_id=unique_id,
            kind=node["resource_type"],
            name=node.get("alias") or node["name"],
            schema=node["schema"],
            scope=_scope(node, raw),
            parents=tuple(node.get("depends_on", {}).get("nodes", ())),
            is_view=node.get("config", {}).get("materialized") == "view",
        )
        for unique_id, node in given.items()
        if node["resource_type"] in {"model", "seed", "test", "source"}
    }
    return Project(nodes)


def _scope(node: Mapping[str, Any], nodes: Mapping[str, Any]) -> Scope:
    marked = node.get("config", {}).get("meta", {}).get("scope")
    if marked:
        return Scope(marked)
    match node["resource_type"]:
        case "source":
            return Scope.PAGE
        case "seed":
            return Scope.REFERENCE
        case "test":
            return _scope_of_test(node, nodes)
    raise KeyError(f"model {node['name']} does not say whether it looks beyond its page")


def _scope_of_test(test: Mapping[str, Any], nodes: Mapping[str, Any]) -> Scope:
    """A test that stands on a model looks as far as that one, another as far as all it reads."""
    attached = test.get("attached_node")
    read = [attached] if attached else test["depends_on"]["nodes"]
    scopes = {_scope(nodes[key], nodes) if key in nodes else Scope.PAGE for key in read}
    return next(
        scope for scope in (Scope.WAREHOUSE, Scope.PAGE, Scope.REFERENCE) if scope in scopes
    )
