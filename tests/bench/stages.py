"""One stage of a whole run, in this process, with its cost; see ``tests.bench.measured``.

The stages are the assets of the graph, run by Dagster with contracts, tests and records, as in
``make warehouse``; only that each has a process of its own, so that its memory can be told apart.
What is loaded before the stage begins does not count.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

import dagster as dg

from pipelines.definitions import build_definitions
from pipelines.records import open_instance
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, forget_everything
from tests.bench.bare import bare
from tests.bench.measured import Cost, Workers, since, so_far, tell

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
LAYERS = ("reference", "staging", "intermediate", "marts")
STAGES: dict[str, Callable[[dg.AssetKey], bool]] = {
    "read": lambda key: key.path[0] == "raw",
    "dbt": lambda key: key.path[0] in LAYERS,
    "book": lambda key: key.path == ["season_book"],
    "publish": lambda key: key.path == ["published", "warehouse"],
    "whole": lambda key: True,
}


def cost_of(definitions: dg.Definitions, stage: str) -> Cost:
    """Materialize the assets of a stage; exits with the reasons when that fails."""
    job = definitions.resolve_implicit_global_asset_job_def()
    graph = definitions.resolve_asset_graph()
    chosen = [key for key in graph.materializable_asset_keys if STAGES[stage](key)]
    start = so_far()
    with Workers() as workers, open_instance() as instance:
        result = job.execute_in_process(
            instance=instance, run_config=QUIET, asset_selection=chosen, raise_on_error=False
        )
    if not result.success:
        sys.exit("\n".join(str(event.message) for event in result.get_step_failure_events()))
    return since(start, workers)


def turns(definitions: dg.Definitions, settings: Settings) -> dict[str, Cost]:
    """One page changed and everything built again, in turns, in a process that is warm."""
    warehouse = Warehouse(settings.build_file, settings.published_file)
    costs = {}
    for number, (name, stage) in enumerate({"raw": "read", "whole": "whole"}.items()):
        change_one_page(settings.seeds, number)
        costs[f"{name}, one page"] = cost_of(definitions, stage)
        forget_everything(warehouse)
        costs[f"{name}, rebuild"] = cost_of(definitions, stage)
    return costs


def change_one_page(seeds: Path, number: int) -> None:
    """Change the attendance of one match of one page."""
    path = sorted(seeds.glob("*Copa*.wikitext"))[number]
    text = path.read_text(encoding="utf-8")
    before, mark, after = text.partition("| attendance = ")
    path.write_text(f"{before}{mark}9{after}", encoding="utf-8")


def main() -> None:
    """Run the stage that is named and print its cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=["definitions", *STAGES, "turns", "bare"])
    parser.add_argument("--folder", type=Path, help="where bare keeps its files")
    given = parser.parse_args()
    settings = Settings.from_environment()
    if given.stage == "bare":
        tell(bare(settings, given.folder))
        return
    definitions = build_definitions(settings)
    if given.stage == "definitions":
        definitions.resolve_job_def("refresh_warehouse")
    elif given.stage == "turns":
        tell(turns(definitions, settings))
    else:
        tell({given.stage: cost_of(definitions, given.stage)})
