"""The job as an asset: started by Dagster, heard through Pipes, absent where nobody asked."""

from dataclasses import replace

import dagster as dg
import pytest

from pipelines.assets.spark import PARSED_DUMP, build_parsed_dump_asset
from pipelines.definitions import build_definitions
from pipelines.settings import Settings
from tests.conftest import make_deployment
from tests.slow import slow
from tests.sources.dump.dumps import mixed_wiki, write_multistream


def test_by_default_there_is_no_such_asset(tmp_path):
    settings = Settings(warehouse=tmp_path)
    assert build_parsed_dump_asset(settings) is None
    assert build_parsed_dump_asset(replace(settings, dump="a.xml")) is None
    assert build_parsed_dump_asset(replace(settings, raw="rows")) is None
    graph = build_definitions(settings).resolve_asset_graph()
    assert PARSED_DUMP not in graph.get_all_asset_keys()


def test_where_both_are_set_the_raw_tables_come_after_it(tmp_path):
    settings = Settings(warehouse=tmp_path, dump="a.xml", raw="rows")
    graph = build_definitions(settings).resolve_asset_graph()
    assert PARSED_DUMP in graph.get(dg.AssetKey(["raw", "pages"])).parent_keys
    assert dg.AssetKey("seeds") in graph.get(dg.AssetKey(["raw", "pages"])).parent_keys
    assert graph.get(PARSED_DUMP).group_name == "source"


def run(settings):
    asset = build_parsed_dump_asset(settings)
    return dg.materialize([asset], raise_on_error=False)


def test_a_job_that_cannot_run_fails_the_asset_with_its_sentence(has_spark, tmp_path):
    settings = Settings(dump=str(tmp_path / "none.xml"), raw=str(tmp_path / "raw"))
    [failure] = run(settings).get_step_failure_events()
    assert "no dump at" in failure.step_failure_data.user_failure_data.description


MARTS = ("dim_pages", "dim_seasons", "fct_matches", "fct_published_standings",
         "fct_league_table_reconciliation", "fct_parse_issues", "fct_coverage")  # fmt: skip


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dump")
    return write_multistream(folder, mixed_wiki(80), pages_a_stream=10)


@slow
def test_one_run_parses_with_spark_and_gives_the_marts_of_one_machine(has_spark, tmp_path, dump):
    plain = make_deployment(tmp_path / "plain")
    plain.settings = replace(plain.settings, dump=str(dump))
    spark = make_deployment(tmp_path / "spark")
    raw = str(tmp_path / "rows")
    spark.settings = replace(spark.settings, dump=str(dump), raw=raw, spark_master="local[2,4]")
    for deployment in (plain, spark):
        assert deployment.refresh().success
    for table in MARTS:
        sql = f"SELECT * EXCLUDE (ingested_at, first_seen_at) FROM marts.{table} ORDER BY ALL"
        if table != "dim_pages":
            sql = sql.replace("EXCLUDE (ingested_at, first_seen_at) ", "")
        rows = spark.query(sql)
        assert rows == plain.query(sql), table
        assert rows
    [made] = spark.result.asset_materializations_for_node("parsed_dump")
    told = {name: value.value for name, value in made.metadata.items()}
    assert (told["pages_read"], told["articles_kept"]) == (84, 20)
    assert told["without_football_template"] == 40
    [seen] = [
        event.asset_observation_data.asset_observation.metadata
        for event in plain.result.all_events
        if event.event_type == dg.DagsterEventType.ASSET_OBSERVATION
    ]
    assert seen["dump_without_football_template"].value == 40
