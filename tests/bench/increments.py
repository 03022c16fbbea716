"""One page changed among many, beside a rebuild of the same: ``make bench PIECES=increments``.

The rebuild is from nothing: no work file, no book, no published version. Beside it stands
``make rebuild`` over what is there, which finds the pages of the book and the exports as they were.
One page is changed in a process in which everything is loaded (``warm``): ``raw`` is the reading
alone, with Dagster's records and without, ``whole`` the run with models, book and publication. The
whole run as a fresh command is told with what starting Python, Dagster and dbt costs, and without.
Seconds are of processors.
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
    costs = {**stage("from_nothing", environment), **stage("turns", environment)}
    costs["whole, from nothing"] = _sum(costs, "from nothing")
    change_one_page(seeds, 4)
    # What was read and not yet built belongs to no command: build it first.
    run(REFRESH, environment)
    change_one_page(seeds, 5)
    costs |= {
        "one page, a fresh command": run(REFRESH, environment),
        "nothing changed, a fresh command": run(REFRESH, environment),
        "rebuild of what is there, a command": run([*REFRESH, "--rebuild"], environment),
        "from nothing, a fresh command": _from_nothing(folder / "another", seeds),
        "loading alone": run([*STAGES, "definitions"], environment),
    }
    print(f"{'one page among ' + format(count, ','):36}{'seconds':>9}{'cpu':>9}")
    for name, cost in costs.items():
        print(f"{name:36}{cost.seconds:>9.2f}{cost.cpu_seconds:>9.2f}")
    ratios = _ratios({name: cost.cpu_seconds for name, cost in costs.items()})
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:.1f}")
    return {"pages": count, **{name: round(ratio, 2) for name, ratio in ratios.items()}}


def _sum(costs: dict[str, Cost], kind: str) -> Cost:
    parts = [cost for name, cost in costs.items() if name.endswith(kind)]
    seconds, cpu = (sum(getattr(c, what) for c in parts) for what in ("seconds", "cpu_seconds"))
    return Cost(round(seconds, 3), round(cpu, 3), max(cost.megabytes for cost in parts))


def _from_nothing(warehouse: Path, seeds: Path) -> Cost:
    return run(REFRESH, warehouse_in(warehouse, seeds))


def _ratios(cpu: dict[str, float]) -> dict[str, float]:
    """How many times cheaper one page is than all of them, by the processors' seconds."""
    start = cpu["loading alone"]
    one, all_pages, again = (
        cpu[name]
        for name in (
            "one page, a fresh command",
            "from nothing, a fresh command",
            "rebuild of what is there, a command",
        )
    )
    read = cpu["read, from nothing"]
    return {
        "raw_warm": read / cpu["raw, one page"],
        "raw_warm_without_records": read / cpu["raw, one page, without records"],
        "whole_warm": cpu["whole, from nothing"] / cpu["whole, one page"],
        "whole_command": (all_pages - start) / (one - start),
        "whole_command_with_start": all_pages / one,
        "whole_command_to_rebuild_in_place": (again - start) / (one - start),
    }
