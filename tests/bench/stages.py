"""One stage of a whole run, in this process, with its cost; see ``tests.bench.measured``.

The stages are the assets of the graph, run by Dagster with contracts, tests and records, as in
``make warehouse``; only that each has a process of its own, so that its memory can be told apart.
What is loaded before the stage begins does not count.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from pipelines.cli import loaded
from pipelines.definitions import build_definitions
from pipelines.increments.state import begin_dbt
from pipelines.ingest import ingest
from pipelines.records import open_instance
from pipelines.settings import Settings
from pipelines.sources import SeedFolder
from pipelines.warehouse import Warehouse
from tests.bench.bare import bare
from tests.bench.measured import Cost, Workers, since, so_far, tell

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
LAYERS = ("reference", "staging", "intermediate", "marts")
STAGES: dict[str, Callable[[dg.AssetKey], bool]] = {
    "read": lambda key: key.path[0] == "raw",
    "reference": lambda key: key.path[0] == "reference",
    "dbt": lambda key: key.path[0] in LAYERS,
    "book": lambda key: key.path == ["season_book"],
    "publish": lambda key: key.path == ["published", "warehouse"],
    "whole": lambda key: True,
}


def cost_of(definitions: dg.Definitions, stage: str) -> Cost:
    """Materialize the assets of a stage; exits with the reasons when that fails.

    Dagster's records are open before, as they are in a daemon.
    """
    job = definitions.resolve_implicit_global_asset_job_def()
    graph = definitions.resolve_asset_graph()
    chosen = [key for key in graph.materializable_asset_keys if STAGES[stage](key)]
    with open_instance() as instance, Workers() as workers:
        start = so_far()
        result = job.execute_in_process(
            instance=instance, run_config=QUIET, asset_selection=chosen, raise_on_error=False
        )
        cost = since(start, workers)
    if not result.success:
        sys.exit("\n".join(str(event.message) for event in result.get_step_failure_events()))
    return cost


def turns(definitions: dg.Definitions, settings: Settings) -> dict[str, Cost]:
    """One page changed, in turns, in a process that is warm: read alone, then built and published.

    ``raw`` and ``whole`` are stages that Dagster runs; ``raw, without records`` is the reading
    itself. The pages differ, so that every reading and building has one changed page to do.
    """
    warehouse = Warehouse(settings.build_file, settings.published_file)
    costs = {}
    # What only the first run of a process does is not part of a warm one.
    for number, name in enumerate(["warm up", "whole, one page"]):
        change_one_page(settings.seeds, number)
        costs[name] = cost_of(definitions, "whole")
    change_one_page(settings.seeds, 2)
    costs["raw, one page"] = cost_of(definitions, "read")
    change_one_page(settings.seeds, 3)
    start = so_far()
    source = SeedFolder(settings.seeds, seen_files=settings.seen_files)
    ingest(warehouse, source, datetime.now(UTC), progress=lambda _: None)
    costs["raw, one page, without records"] = since(start)
    return {name: cost for name, cost in costs.items() if name != "warm up"}


def from_nothing(definitions: dg.Definitions) -> dict[str, Cost]:
    """Every stage of a run into an empty warehouse; the process is as warm as for one page."""
    return {
        f"{stage}, from nothing": cost_of(definitions, stage)
        for stage in ("read", "dbt", "book", "publish")
    }


def dbt_again(definitions: dg.Definitions, settings: Settings) -> Cost:
    """Every model and test once more, though nothing changed.

    The lists of reference come first, so that what dbt itself holds was held before.
    """
    cost_of(definitions, "reference")
    with Warehouse(settings.build_file, settings.published_file).write() as connection:
        begin_dbt(connection)
    return cost_of(definitions, "dbt")


def change_one_page(seeds: Path, number: int) -> None:
    """Change the attendance of one match of one page."""
    path = sorted(seeds.glob("*Copa*.wikitext"))[number]
    text = path.read_text(encoding="utf-8")
    before, mark, after = text.partition("| attendance = ")
    path.write_text(f"{before}{mark}9{after}", encoding="utf-8")


def main() -> None:
    """Run the stage that is named and print its cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    others = ["definitions", "turns", "from_nothing", "dbt_again", "bare"]
    parser.add_argument("stage", choices=[*STAGES, *others])
    parser.add_argument("--folder", type=Path, help="where bare keeps its files")
    given = parser.parse_args()
    settings = Settings.from_environment()
    if given.stage == "bare":
        tell(bare(settings, given.folder))
        return
    definitions = loaded(build_definitions, settings)
    if given.stage == "definitions":
        definitions.resolve_job_def("refresh_warehouse")
    elif given.stage == "turns":
        tell(turns(definitions, settings))
    elif given.stage == "dbt_again":
        tell({given.stage: dbt_again(definitions, settings)})
    elif given.stage == "from_nothing":
        tell(from_nothing(definitions))
    else:
        tell({given.stage: cost_of(definitions, given.stage)})
