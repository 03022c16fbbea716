"""One built warehouse for all tests that only read, and a way to make others quickly."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from playwright.sync_api import Browser, sync_playwright

from pipelines.definitions import build_definitions
from pipelines.settings import PROJECT_ROOT, Settings

os.environ["DAGSTER_DISABLE_TELEMETRY"] = "1"

SEEDS = PROJECT_ROOT / "seeds"
# Debian's names and those of other systems; a browser that playwright brought is not asked for.
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Nothing that a browser would like to ask the network for by itself.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass
class Deployment:
    """A seeds folder and a warehouse of its own, with what is needed to run it."""

    settings: Settings
    result: dg.ExecuteInProcessResult | None = None

    def refresh(self) -> dg.ExecuteInProcessResult:
        """Materialize everything, as ``make warehouse`` does."""
        self.result = self.run("refresh_warehouse")
        return self.result

    def run(self, job: str = "refresh_warehouse", **arguments) -> dg.ExecuteInProcessResult:
        """Run a job of the deployment without raising when it fails."""
        definitions = build_definitions(self.settings)
        return definitions.resolve_job_def(job).execute_in_process(
            run_config=QUIET, raise_on_error=False, **arguments
        )

    def query(self, sql: str, parameters: list[object] | None = None) -> list[tuple]:
        """Ask the published file, as an analyst would."""
        with duckdb.connect(str(self.settings.published_file), read_only=True) as connection:
            return connection.execute(sql, parameters or []).fetchall()

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that occurs exactly once in a page."""
        path = self.settings.seeds / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def make_deployment(folder: Path, seeds: Path | None = SEEDS) -> Deployment:
    """A deployment below ``folder``, with a copy of some seeds or none."""
    if seeds is not None:
        shutil.copytree(seeds, folder / "seeds")
    else:
        (folder / "seeds").mkdir(parents=True)
    return Deployment(replace(Settings(), seeds=folder / "seeds", warehouse=folder / "warehouse"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The seeds, refreshed once. Read only: whoever changes something takes ``copy_of_built``."""
    deployment = make_deployment(tmp_path_factory.mktemp("built"))
    result = deployment.refresh()
    failures = [event.message for event in result.get_step_failure_events()]
    assert result.success, failures
    return deployment


@pytest.fixture
def copy_of_built(built: Deployment, tmp_path: Path) -> Deployment:
    """A copy of the refreshed deployment that a test may change and run again."""
    folder = tmp_path / "copy"
    shutil.copytree(built.settings.warehouse, folder / "warehouse", symlinks=True)
    return make_deployment(folder)


@pytest.fixture
def deployment_of(tmp_path: Path) -> Callable[[dict[str, str]], Deployment]:
    """Make a deployment of a few pages given as ``{file name: wikitext}``."""

    def make(pages: dict[str, str]) -> Deployment:
        deployment = make_deployment(tmp_path / "pages", seeds=None)
        for name, text in pages.items():
            (deployment.settings.seeds / name).write_text(text, encoding="utf-8")
        return deployment

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium; skips where none is installed, fails there if CI asks for one."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        reason = "needs Chromium (Debian's package chromium)"
        if os.environ.get("LIGUILLA_TEST_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=BROWSER_FLAGS)
        yield started
        started.close()
