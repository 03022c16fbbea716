"""What Dagster loads."""

import dagster as dg

from pipelines.assets.dbt import build_dbt_assets
from pipelines.assets.published import build_published_asset
from pipelines.assets.raw import SEEDS, raw_tables
from pipelines.assets.report import SEASON_BOOK, build_season_book_asset
from pipelines.assets.resources import WarehouseResource
from pipelines.assets.spark import PARSED_DUMP, build_parsed_dump_asset
from pipelines.automation import (
    build_failure_alarm,
    build_seeds_sensor,
    daily_refresh,
    refresh_warehouse,
)
from pipelines.settings import Settings


def build_definitions(settings: Settings | None = None) -> dg.Definitions:
    """Everything Dagster should know, for some settings or for those of the environment.

    Parses the dbt project, so no manifest has to be built beforehand. Raises SettingsError or
    DbtError with a clear sentence when that cannot be done.
    """
    settings = settings or Settings.from_environment()
    dbt_models = build_dbt_assets(settings)
    marts = sorted(key for key in dbt_models.keys if key.path[0] == "marts")
    # What nothing else reads comes after all the rest: edges from there alone keep the graph clear.
    last = sorted(dbt_models.keys - set().union(*dbt_models.asset_deps.values()))
    parsed_dump = build_parsed_dump_asset(settings)
    raw = raw_tables
    if parsed_dump is not None:
        raw = raw.map_asset_specs(lambda spec: spec.merge_attributes(deps=[PARSED_DUMP]))
    return dg.Definitions(
        assets=[
            SEEDS,
            *([parsed_dump] if parsed_dump is not None else []),
            raw,
            dbt_models,
            build_season_book_asset(marts),
            build_published_asset([*last, SEASON_BOOK]),
        ],
        jobs=[refresh_warehouse],
        schedules=[daily_refresh],
        sensors=[build_seeds_sensor(settings), build_failure_alarm(settings)],
        resources={"warehouse": WarehouseResource.of(settings)},
        # One process: a process for each step costs more than all the work on two cores.
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Dagster's way in; built when Dagster loads it, not when Python imports this file."""
    return build_definitions()
