"""One page changed among many, beside a rebuild of the same: ``make bench PIECES=increments``.

``raw`` is the reading alone, ``dbt`` the models and tests, ``whole`` the run with book and
publication; each in a process in which everything is loaded, and the whole run as a fresh command
too. What starting Python, Dagster and dbt costs is told beside it.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.growth import pages
from tests.bench.measured import STAGES, Cost, run, stage, warehouse_in
from tests.bench.stages import change_one_page

PAGES = {True: 100, False: 10_000}
REFRESH = [sys.executable, "-m", "pipelines", "refresh"]


def measure(*, smoke: bool) -> dict[str, Any]:
    """Measure and print; returns the figures by name."""
    folder = Path(tempfile.mkdtemp())
    try:
        return _measured(folder, PAGES[smoke])
    finally:
        shutil.rmtree(folder)


def _measured(folder: Path, count: int) -> dict[str, Any]:
    seeds = folder / "pages"
    seeds.mkdir()
    for page in pages(count):
        (seeds / f"{page.title}.wikitext").write_text(page.wikitext, encoding="utf-8")
    environment = warehouse_in(folder / "warehouse", seeds)
    # A first publication, of which the others are changes.
    run(REFRESH, environment)
    warm = stage("turns", environment)
    change_one_page(seeds, 3)
    commands = {
        "one page, a fresh command": run(REFRESH, environment),
        "nothing changed, a fresh command": run(REFRESH, environment),
        "rebuild, a fresh command": run([*REFRESH, "--rebuild"], environment),
        "loading alone": run([*STAGES, "definitions"], environment),
    }
    print(f"{'one page among ' + format(count, ','):36}{'seconds':>9}{'cpu':>9}")
    for name, cost in {**warm, **commands}.items():
        print(f"{name:36}{cost.seconds:>9.2f}{cost.cpu_seconds:>9.2f}")
    ratios = _ratios(warm, commands)
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:.1f}")
    return {"pages": count, **{name: round(ratio, 2) for name, ratio in ratios.items()}}


def _ratios(warm: dict[str, Cost], commands: dict[str, Cost]) -> dict[str, float]:
    """How many times cheaper one page is than a rebuild, by the processors' seconds."""
    start = commands["loading alone"].cpu_seconds
    one, rebuild = (
        commands[f"{what}, a fresh command"].cpu_seconds - start for what in ("one page", "rebuild")
    )
    return {
        "raw_warm": warm["raw, rebuild"].cpu_seconds / warm["raw, one page"].cpu_seconds,
        "whole_warm": warm["whole, rebuild"].cpu_seconds / warm["whole, one page"].cpu_seconds,
        "whole_command": rebuild / one,
    }
