"""The relations of the public tables as an entity-relationship diagram in Mermaid's language."""

from collections.abc import Iterable, Mapping, Sequence

from pipelines.dictionary.relations import Relation
from pipelines.exports.tables import Table


def er_diagram(
    tables: Iterable[Table],
    keys: Mapping[str, Sequence[str]],
    relations: Sequence[Relation],
) -> str:
    """The diagram as Mermaid text: each table with its key columns, each relation as a line."""
    lines = ["erDiagram"]
    for table in tables:
        lines += [f"    {table.name} {{", *_attributes(table, keys[table.name], relations), "    }"]
    return "\n".join([*lines, *map(_edge, relations)])


def _attributes(table: Table, key: Sequence[str], relations: Sequence[Relation]) -> list[str]:
    foreign = {relation.column for relation in relations if relation.table == table.name}
    lines = []
    for column in table.columns:
        marks = [mark for mark, columns in (("PK", key), ("FK", foreign)) if column.name in columns]
        if marks:
            lines.append(f"        {column.type.lower()} {column.name} {', '.join(marks)}")
    return lines


def _edge(relation: Relation) -> str:
    """Such as ``dim_pages ||--o{ fct_matches : page_id``: one page, any number of matches."""
    one = "||" if relation.is_required else "|o"
    many = "o|" if relation.is_single else "o{"
    return f"    {relation.parent} {one}--{many} {relation.table} : {relation.column}"
