"""Warehouses built from pages that were changed on purpose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
import yaml

from pipelines.dbt_runner import DbtOutcome, run_dbt
from pipelines.ingest import ingest
from pipelines.settings import PROJECT_ROOT, Settings
from pipelines.sources.seeds import SeedFolder
from pipelines.warehouse import Warehouse

SEEDS = PROJECT_ROOT / "seeds"


@dataclass
class Build:
    """A work file that dbt built, and how the build ended."""

    settings: Settings
    outcome: DbtOutcome

    def query(self, sql: str, parameters: list[object] | None = None) -> list[tuple]:
        with duckdb.connect(str(self.settings.build_file), read_only=True) as connection:
            return connection.execute(sql, parameters or []).fetchall()

    def verdict(self, title: str) -> tuple[str, str]:
        """Status and explanation of the one league table of a page."""
        [(status, explanation)] = self.query(
            "SELECT status, explanation FROM marts.fct_league_table_reconciliation"
            " WHERE page_id = ?",
            [f"enwiki/{title.replace(' ', '_')}"],
        )
        return status, explanation

    def failing_rows(self) -> dict[str, list[tuple]]:
        """The rows of each failed test, by its name."""
        return {
            failure.name: self.query(failure.compiled_sql or failure.message)
            for failure in self.outcome.failures
        }

    def dbt(self, *command: str) -> DbtOutcome:
        outcome = DbtOutcome()
        for _ in run_dbt(self.settings, command, outcome):
            pass
        return outcome


def build_pages(folder: Path, pages: Mapping[str, str], *, must_reconcile: bool) -> Build:
    """Build a warehouse from texts by title."""
    settings = replace(Settings(), seeds=folder / "seeds", warehouse=folder / "warehouse")
    settings.seeds.mkdir(parents=True)
    entries = []
    for number, (title, text) in enumerate(pages.items()):
        (settings.seeds / f"{number}.txt").write_text(text, encoding="utf-8")
        entry = {"file": f"{number}.txt", "title": title, "must_reconcile": must_reconcile}
        entries.append(entry)
    manifest = {"site": "enwiki", "pages": entries}
    (settings.seeds / "manifest.yml").write_text(yaml.safe_dump(manifest, allow_unicode=True))
    warehouse = Warehouse(settings.build_file)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    ingest(warehouse, SeedFolder(settings.seeds), now, progress=lambda _: None)
    build = Build(settings, DbtOutcome())
    build.outcome = build.dbt("build", "--exclude-resource-type", "unit_test")
    assert build.outcome.error is None, build.outcome.error
    return build


@pytest.fixture(scope="session")
def page_1996() -> str:
    return _page("1996 Copa Perú")


@pytest.fixture(scope="session")
def page_1997() -> str:
    return _page("1997 Copa Perú")


@pytest.fixture(scope="session")
def builder() -> Callable[..., Build]:
    return build_pages


def _page(title: str) -> str:
    return next(
        seed.page.wikitext
        for seed in SeedFolder(SEEDS).pages()
        if seed.page is not None and seed.page.title == title
    )
