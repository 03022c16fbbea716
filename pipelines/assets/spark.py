"""The dump parsed by Spark: an asset only where both a dump and a folder for its rows are set."""

import sys

import dagster as dg

from pipelines.settings import PROJECT_ROOT, Settings

PARSED_DUMP = dg.AssetKey("parsed_dump")


def build_parsed_dump_asset(settings: Settings) -> dg.AssetsDefinition | None:
    """The asset that starts the Spark job; None unless LIGUILLA_DUMP and LIGUILLA_RAW are set."""
    if settings.dump is None or settings.raw is None:
        return None
    environment = {
        "LIGUILLA_DUMP": settings.dump,
        "LIGUILLA_RAW": settings.raw,
        "LIGUILLA_SPARK_MASTER": settings.spark_master,
    }

    @dg.asset(
        key=PARSED_DUMP,
        group_name="source",
        kinds={"spark", "parquet"},
        description="Parquet files that `pipelines/spark_job.py` parsed from a dump.",
    )
    def parsed_dump(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        """Run the job in a process of its own; its progress and counts come through Pipes."""
        client = dg.PipesSubprocessClient(env=environment, cwd=str(PROJECT_ROOT))
        done = client.run(command=[sys.executable, "-m", "pipelines.spark_job"], context=context)
        for message in done.get_custom_messages():
            raise dg.Failure(description=str(message["error"]))
        return done.get_materialize_result()

    return parsed_dump
