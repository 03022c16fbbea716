"""Build the models of a few pages in memory, test them, and put their rows into the work file.

Beside the work file stand two databases in memory. ``of_pages`` holds everything of the affected
pages and nothing else; the models of a page are built there by the SQL that dbt compiled.
``of_whole`` shows what the warehouse is going to be: the work file's rows with those pages' rows
exchanged; models and tests that look at all pages are asked there. The work file itself is written
in one transaction at the end, after every test, and only where rows differ.

A model none of whose sources differ is what it was, and a test none of whose models differ passes
as it did. One changed page can change who a club is elsewhere: pages whose rows differ in a model
of the warehouse that models of a page read (``int_team_identity``) are affected like those that
changed themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb

from pipelines.increments.project import Node, Project, Scope

PAGES = "of_pages"
WHOLE = "of_whole"
AFFECTED = f"{PAGES}.main.affected"


class WholeBuildNeededError(Exception):
    """Only a whole build can tell; the message says why."""


@dataclass(frozen=True)
class Increment:
    """What was brought up to date.

    The pages, all seeds and models, each after what it reads, those of them with other rows than
    before, and the tests that were asked.
    """

    pages: tuple[str, ...]
    models: tuple[str, ...]
    changed: frozenset[str]
    tested: frozenset[str]


def build_increment(
    connection: duckdb.DuckDBPyConnection,
    project: Project,
    compiled: Mapping[str, str],
    page_ids: Sequence[str],
    most_pages: int,
) -> Increment:
    """Bring the models up to date with raw rows that changed for some pages.

    Takes a writing connection to a work file whose models were up to date and passed before those
    pages changed, the project, the SQL that dbt compiled by node, the pages, and how many may be
    affected. Raises WholeBuildNeededError where more pages are affected or a test finds a row, and
    duckdb.Error where SQL fails; the work file is as it was then.
    """
    pages = set(page_ids)
    while True:
        if len(pages) > most_pages:
            message = f"{len(pages)} pages are affected, more than {most_pages}"
            raise WholeBuildNeededError(message)
        work = _Work(connection, project, compiled)
        with work.databases():
            moved = work.build(sorted(pages))
            if not moved:
                tested = work.test()
                work.write()
                return Increment(
                    pages=tuple(sorted(pages)),
                    models=tuple(node.unique_id for node in project.models_and_seeds),
                    changed=frozenset(work.changed),
                    tested=frozenset(tested),
                )
        pages |= moved


@dataclass
class _Work:
    """One increment in the making; ``changed`` are the models that have other rows than before."""

    connection: duckdb.DuckDBPyConnection
    project: Project
    compiled: Mapping[str, str]
    changed: set[str] = field(default_factory=set)
    file: str = ""

    @contextmanager
    def databases(self) -> Iterator[None]:
        """The two databases, empty but for the reviewed lists; gone at the end."""
        [(self.file,)] = self._run("SELECT current_database()").fetchall()
        try:
            schemas = sorted({node.schema for node in self.project.nodes.values()})
            for database in (PAGES, WHOLE):
                self._run(f"ATTACH ':memory:' AS {database}")
                for schema in schemas:
                    self._run(f'CREATE SCHEMA {database}."{schema}"')
                for seed in self.project.of_kind("seed"):
                    self._show(database, seed)
            yield
        finally:
            self._run(f'USE "{self.file}"')
            for database in (PAGES, WHOLE):
                self._run(f"DETACH DATABASE IF EXISTS {database}")

    def build(self, page_ids: Sequence[str]) -> set[str]:
        """Build the models for some pages; returns the other pages whose rows move, if any do.

        Stops there: those pages' rows belong to the same build.
        """
        self._run(f"CREATE TABLE {AFFECTED} AS SELECT unnest(?::VARCHAR[]) AS page_id", [page_ids])
        for source in self.project.of_kind("source"):
            self._copy_pages(self.file, source)
        for model in self.project.models:
            if model.scope is Scope.WAREHOUSE:
                self._build_of_all(model)
                moved = self._moved(model) - set(page_ids)
                if moved:
                    return moved
            elif model.scope is Scope.PAGE:
                self._build_of_pages(model)
            else:
                self._show(PAGES, model)
        return set()

    def test(self) -> list[str]:
        """Ask every test that looks at something that changed; returns the ids of those asked."""
        asked = [test for test in self.project.of_kind("test") if self._reads_changes(test)]
        for test in asked:
            of_all = test.scope is Scope.WAREHOUSE
            if of_all:
                self._show_parents(test)
            self._run(f"USE {WHOLE if of_all else PAGES}")
            if self._run(f"SELECT 1 FROM ({self.compiled[test.unique_id]}) LIMIT 1").fetchone():
                raise WholeBuildNeededError(f"the test {test.name} found a row")
        return [test.unique_id for test in asked]

    def write(self) -> None:
        """Put the rows that differ into the work file, in the caller's sight all at once."""
        self._run(f'USE "{self.file}"')
        self._run("BEGIN TRANSACTION")
        try:
            for unique_id in sorted(self.changed):
                self._write(self.project.nodes[unique_id])
            self._run("DELETE FROM audit.changed_pages")
            kept = [
                node.unique_id for kind in ("model", "test") for node in self.project.of_kind(kind)
            ]
            self._run(
                "UPDATE audit.results SET finished_at = now() WHERE list_contains(?, unique_id)",
                [kept],
            )
        except BaseException:
            self._run("ROLLBACK")
            raise
        self._run("COMMIT")

    def _build_of_pages(self, model: Node) -> None:
        """A model of the page: its rows of the affected pages."""
        if not self._reads_changes(model):
            self._copy_pages(self.file, model)
            return
        self._create(PAGES, model)
        # A view has no rows of its own that could differ from what it reads.
        if model.is_view or self._differs(model, f"SEMI JOIN {AFFECTED} USING (page_id)", PAGES):
            self.changed.add(model.unique_id)

    def _build_of_all(self, model: Node) -> None:
        """A model of the warehouse, and of the affected pages what models and tests of a page see.

        A page's tests look only for what its own rows name. Where models of a page read it, those
        are its rows of that page; else the model made of that page alone has them.
        """
        if not self._reads_changes(model):
            self._show(WHOLE, model)
        else:
            self._show_parents(model)
            self._create(WHOLE, model)
            if self._differs(model, "", WHOLE):
                self.changed.add(model.unique_id)
        if model.unique_id in self.project.handed_down:
            self._copy_pages(WHOLE, model)
        else:
            self._create(PAGES, model)

    def _moved(self, model: Node) -> set[str]:
        """The pages whose rows a model of the warehouse changed."""
        if model.unique_id not in self.changed & self.project.handed_down:
            return set()
        new, old = f"{WHOLE}.{model.relation}", f'"{self.file}".{model.relation}'
        found = self._run(f"SELECT DISTINCT one.page_id FROM ({_difference(new, old)})")
        return {page_id for (page_id,) in found.fetchall()}

    def _reads_changes(self, node: Node) -> bool:
        return any(p in self.changed or p.startswith("source.") for p in node.parents)

    def _differs(self, model: Node, of_pages: str, database: str) -> bool:
        self._run(
            f"CREATE OR REPLACE TABLE {PAGES}.main.before AS "
            f'FROM "{self.file}".{model.relation} {of_pages}'
        )
        difference = _difference(f"{database}.{model.relation}", f"{PAGES}.main.before")
        return self._run(f"SELECT 1 FROM ({difference}) LIMIT 1").fetchone() is not None

    def _create(self, database: str, model: Node) -> None:
        """Build a model by dbt's own SQL, as a table with the columns that it has in the file."""
        sql = self.compiled[model.unique_id]
        if not model.is_view:
            ordered = f'SELECT * FROM (FROM "{self.file}".{model.relation} LIMIT 0)'
            sql = f"{ordered} UNION ALL BY NAME ({sql})"
        self._run(f"USE {database}")
        self._run(f"CREATE TABLE {database}.{model.relation} AS {sql}")

    def _copy_pages(self, database: str, node: Node) -> None:
        self._run(
            f"CREATE TABLE {PAGES}.{node.relation} AS "
            f'FROM "{database}".{node.relation} SEMI JOIN {AFFECTED} USING (page_id)'
        )

    def _show(self, database: str, node: Node) -> None:
        """Show the work file's rows as they are."""
        self._run(f'CREATE VIEW {database}.{node.relation} AS FROM "{self.file}".{node.relation}')

    def _show_parents(self, node: Node) -> None:
        """Show the models of a page, for all pages, to what looks at them all."""
        for parent in (self.project.nodes[key] for key in node.parents):
            if parent.scope is Scope.PAGE:
                self._run(
                    f"CREATE VIEW IF NOT EXISTS {WHOLE}.{parent.relation} AS "
                    f'FROM "{self.file}".{parent.relation} ANTI JOIN {AFFECTED} USING (page_id) '
                    f"UNION ALL BY NAME FROM {PAGES}.{parent.relation}"
                )

    def _write(self, model: Node) -> None:
        if model.is_view:
            return
        if model.scope is Scope.PAGE or model.unique_id in self.project.handed_down:
            where, source = f"WHERE page_id IN (FROM {AFFECTED})", PAGES
        else:
            where, source = "", WHOLE
        self._run(f"DELETE FROM {model.relation} {where}")
        self._run(f"INSERT INTO {model.relation} BY NAME FROM {source}.{model.relation}")

    def _run(
        self, sql: str, parameters: Sequence[object] | None = None
    ) -> duckdb.DuckDBPyConnection:
        return self.connection.execute(sql, parameters)


def _difference(one: str, other: str) -> str:
    """A query for the rows that one of two relations of the same columns has more often.

    Counted in one go: EXCEPT ALL both ways takes four times as long for a few rows.
    """
    return (
        f"SELECT one FROM (SELECT one, 1 AS times FROM {one} AS one "
        f"UNION ALL SELECT one, -1 FROM {other} AS one) GROUP BY one HAVING sum(times) != 0"
    )
