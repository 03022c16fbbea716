"""Models built for the pages that changed: the same rows as a build of everything from nothing."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.dbt_runner import DbtOutcome, parse_project
from pipelines.increments import Increment, begin_dbt, end_whole_build, increment
from pipelines.increments.project import Scope, project_of
from pipelines.ingest import ingest
from pipelines.settings import Settings
from pipelines.sources.seeds import SeedFolder
from pipelines.warehouse import Warehouse
from tests.bench.pages import generate
from tests.models.conftest import SEEDS, Build

# When something was read or noticed differs between two ways to the same rows.
WHEN = {"first_seen_at", "ingested_at", "changed_at"}
# What a rebuild from nothing cannot know: what the pages said before.
HISTORY = {"stg_wikitext__page_changes", "fct_page_changes", "stg_wikitext__pages"}

CUP = """{{{{Infobox football tournament
| competition = Cup
| season = {year}
}}}}
==Final==
{{{{Football box|date=1 May {year}|team1={home}|score=1–0|team2={away}}}}}
"""


@dataclass
class Folder:
    """A folder of pages and a work file that follows it by increments."""

    settings: Settings
    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    said: list[str] = field(default_factory=list)

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.settings.seeds / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, year: int, home: str, away: str) -> None:
        text = CUP.format(year=year, home=home, away=away)
        (self.settings.seeds / f"{year} cup.wikitext").write_text(text, encoding="utf-8")

    def read(self, settings: Settings) -> None:
        self.now += timedelta(hours=1)
        source = SeedFolder(settings.seeds)
        ingest(Warehouse(settings.build_file), source, self.now, progress=lambda _: None)

    def build_all(self, settings: Settings, *others: str) -> DbtOutcome:
        outcome = Build(settings, DbtOutcome()).dbt("build", "--exclude-resource-type", *others)
        assert not outcome.error
        assert not outcome.failures
        return outcome

    def follow(self) -> Increment | None:
        """Read what changed and build it; None where an increment would not do."""
        self.read(self.settings)
        manifest = parse_project(self.settings).data
        with Warehouse(self.settings.build_file).write() as connection:
            return increment(connection, manifest, "models", self.said.append)

    def begin(self) -> None:
        """Read and build everything, with all tests."""
        self.read(self.settings)
        compiled = self.build_all(self.settings, "unit_test").compiled
        with Warehouse(self.settings.build_file).write() as connection:
            end_whole_build(connection, "models", compiled)

    def marts(self) -> dict[str, list[tuple[object, ...]]]:
        with duckdb.connect(str(self.settings.build_file), read_only=True) as connection:
            return {
                f"{schema}.{table}": sorted(
                    connection.execute(f"FROM {schema}.{table}").fetchall(), key=repr
                )
                for schema, table in _tables(connection)
                if schema != "staging"
            }

    def differences(self, rebuilt: Path) -> dict[str, int]:
        """How many rows each table does not share with a build of everything from nothing."""
        fresh = replace(self.settings, warehouse=rebuilt)
        self.read(fresh)
        self.build_all(fresh, "test", "unit_test")
        with duckdb.connect(str(self.settings.build_file), read_only=True) as connection:
            connection.execute(f"ATTACH '{fresh.build_file}' AS fresh (READ_ONLY)")
            found = {}
            for schema, table in _tables(connection):
                columns = f"COLUMNS(lambda c: c NOT IN ({', '.join(map(repr, WHEN))}))"
                own, other = (
                    f"(SELECT {columns} FROM {database}.{schema}.{table})"
                    for database in ("build", "fresh")
                )
                [(rows,)] = connection.execute(
                    f"SELECT count(*) FROM (({own} EXCEPT ALL {other}) "
                    f"UNION ALL ({other} EXCEPT ALL {own}))"
                ).fetchall()
                if rows:
                    found[f"{schema}.{table}"] = rows
            return found


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    found = connection.execute(
        "SELECT table_schema, table_name FROM information_schema.tables WHERE table_catalog = "
        "'build' AND table_schema IN ('staging', 'intermediate', 'marts') ORDER BY ALL"
    ).fetchall()
    assert len(found) > 50
    return [(schema, table) for schema, table in found if table not in HISTORY]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    where = tmp_path_factory.mktemp("increments")
    settings = replace(Settings(), seeds=where / "seeds", warehouse=where / "warehouse")
    settings.seeds.mkdir()
    for file in SEEDS.iterdir():
        (settings.seeds / file.name).write_bytes(file.read_bytes())
    for page in generate(30, "small", seed=7, injured_share=0.2):
        (settings.seeds / f"{page.title}.wikitext").write_text(page.wikitext, encoding="utf-8")
    folder = Folder(settings)
    folder.add(2021, "[[Club Rojo|Rojo]]", "Azul")
    folder.add(2022, "Rojo", "Verde")
    folder.begin()
    return folder


def page_named(folder: Folder, number: int) -> str:
    return sorted(path.name for path in folder.settings.seeds.glob("*Copa 7*"))[number]


def page_id(name: str) -> str:
    return f"local/{Path(name).stem.replace(' ', '_')}"


def test_one_edit_after_another_gives_what_a_rebuild_gives(folder: Folder, tmp_path: Path) -> None:
    changed, removed = (page_named(folder, number) for number in (3, 8))
    before = (folder.settings.seeds / changed).read_text(encoding="utf-8")

    folder.edit(changed, "| score = ", "| score = 1")
    done = folder.follow()
    assert done
    assert done.pages == (page_id(changed),)
    assert folder.differences(tmp_path / "a score") == {}

    # Its club differs from one elsewhere in an accent alone, which is told of both.
    folder.add(2030, "Vérde", "Blanco")
    done = folder.follow()
    assert done
    assert set(done.pages) == {"local/2022_cup", "local/2030_cup"}
    assert folder.differences(tmp_path / "one page more") == {}

    # Elsewhere the club stands in lists by its name alone, which then means another club.
    folder.edit("2021 cup.wikitext", "[[Club Rojo|", "[[Rojo de Lima|")
    done = folder.follow()
    assert done
    assert set(done.pages) == {"local/2021_cup", "local/2022_cup"}
    assert folder.differences(tmp_path / "another club") == {}

    (folder.settings.seeds / removed).unlink()
    (folder.settings.seeds / changed).write_text(before, encoding="utf-8")
    done = folder.follow()
    assert done
    assert {page_id(removed), page_id(changed)} <= set(done.pages)
    assert folder.differences(tmp_path / "gone, and as before") == {}
    assert not [line for line in folder.said if "everything" in line]


def test_a_test_that_finds_a_row_leaves_the_work_file_as_it_is(folder: Folder) -> None:
    page = page_named(folder, 4)
    manifest = folder.settings.seeds / "manifest.yml"
    said = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    said["pages"].append({"file": page, "site": "local", "must_reconcile": True})
    manifest.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    folder.edit(page, "| score = ", "| score = 1")
    before = folder.marts()
    assert folder.follow() is None
    assert "found a row" in folder.said.pop()
    assert folder.marts() == before


def test_what_is_not_certain_is_built_whole(folder: Folder) -> None:
    said = folder.said.copy()
    manifest = parse_project(folder.settings).data
    with Warehouse(folder.settings.build_file).write() as connection:
        assert increment(connection, manifest, "other models", folder.said.append) is None
        begin_dbt(connection)
        assert increment(connection, manifest, "models", folder.said.append) is None
    assert folder.said == said


def test_every_model_says_how_far_it_looks() -> None:
    manifest = parse_project(Settings()).data
    project = project_of(manifest)
    names = {manifest["nodes"][key]["name"] for key in project.handed_down}
    assert names == {"int_team_identity"}
    for model in project.models:
        columns = manifest["nodes"][model.unique_id]["columns"]
        parents = [project.nodes[key] for key in model.parents]
        if model.scope is Scope.PAGE or model.unique_id in project.handed_down:
            assert "page_id" in columns, model.name
        if model.scope is Scope.PAGE:
            beyond = {p.unique_id for p in parents if p.scope is Scope.WAREHOUSE}
            assert beyond <= project.handed_down, model.name
        if model.scope is Scope.REFERENCE:
            assert {p.scope for p in parents} == {Scope.REFERENCE}, model.name
    for node in project.nodes.values():
        if node.scope is Scope.WAREHOUSE:
            # What looks at all pages reads tables: a view would be worked out for all of them.
            parents = [project.nodes[key] for key in node.parents]
            assert not [p.name for p in parents if p.is_view or p.kind == "source"], node.name


def test_a_model_without_a_mark_is_told() -> None:
    manifest = parse_project(Settings()).data
    key = "model.liguilla.dim_teams"
    unmarked = {**manifest["nodes"][key], "config": {"meta": {}}}
    with pytest.raises(KeyError, match="dim_teams does not say"):
        project_of({**manifest, "nodes": {**manifest["nodes"], key: unmarked}})
