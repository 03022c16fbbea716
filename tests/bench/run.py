"""The whole run on the seeds, beside what it cannot do without: ``make bench PIECES=run``.

The floor is two processes: loading the definitions, and a bare ``dbt build`` of the same project.
Each starts without anything that an earlier one parsed. They take turns with whole runs, and of
each the quickest counts. Seconds of the processors are told as well: other work on the machine
changes them least.
"""

import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.measured import ROOT, STAGES, Cost, run, warehouse_in

ROUNDS = {True: 1, False: 3}


def measure(*, smoke: bool) -> dict[str, Any]:
    """Measure and print; returns the figures by name."""
    turns: dict[str, list[Cost]] = {"definitions": [], "bare dbt build": [], "whole run": []}
    # The first run is for the bytecode of the libraries, and for the raw tables that dbt reads.
    with tempfile.TemporaryDirectory() as first:
        built = warehouse_in(Path(first) / "w", ROOT / "seeds")
        run([sys.executable, "-m", "pipelines", "refresh"], built)
        for _ in range(ROUNDS[smoke]):
            for name, costs in turns.items():
                with tempfile.TemporaryDirectory() as folder:
                    costs.append(_once(name, Path(folder), built))
    best = {name: min(costs, key=lambda cost: cost.seconds) for name, costs in turns.items()}
    floor = [best["definitions"], best["bare dbt build"]]
    ratios = {
        "run_to_floor": best["whole run"].seconds / sum(cost.seconds for cost in floor),
        "run_to_floor_cpu": min(cost.cpu_seconds for cost in turns["whole run"])
        / sum(min(cost.cpu_seconds for cost in turns[name]) for name in list(turns)[:2]),
    }
    print(f"{'the run on the seeds':24}{'seconds':>9}{'cpu':>9}")
    for name, cost in best.items():
        print(f"{name:24}{cost.seconds:>9.1f}{cost.cpu_seconds:>9.1f}")
    print(f"whole run to floor: {ratios['run_to_floor']:.2f}", end=" ")
    print(f"(by the processors' seconds {ratios['run_to_floor_cpu']:.2f})")
    seconds = {f"{name.replace(' ', '_')}_seconds": cost.seconds for name, cost in best.items()}
    return {**{name: round(ratio, 3) for name, ratio in ratios.items()}, **seconds}


def _once(name: str, folder: Path, built: dict[str, str]) -> Cost:
    fresh = warehouse_in(folder / "w", ROOT / "seeds")
    if name == "whole run":
        return run([sys.executable, "-m", "pipelines", "refresh"], fresh)
    if name == "definitions":
        return run([*STAGES, "definitions"], fresh)
    project = str(ROOT / "dbt_project")
    folders = {"--project-dir": project, "--profiles-dir": project, "--target-path": str(folder)}
    located = [part for pair in {**folders, "--log-path": str(folder)}.items() for part in pair]
    start = "import sys; from dbt.cli.main import cli; sys.argv[0] = 'dbt'; cli()"
    build = ["build", "--exclude-resource-type", "unit_test", *located]
    return run([sys.executable, "-c", start, *build], {**fresh, **_same_file(built)})


def _same_file(built: dict[str, str]) -> dict[str, str]:
    return {"LIGUILLA_BUILD_FILE": built["LIGUILLA_BUILD_FILE"]}
