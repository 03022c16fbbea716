"""The graph that Dagster shows: layers, checks, and nothing left out."""

from pathlib import Path

import dagster as dg
import pytest

from pipelines.assets.dbt import selection_arguments
from pipelines.assets.raw import CONTRACT_CHECK
from pipelines.contracts import CONTRACTS
from pipelines.dbt_runner import parse_project
from pipelines.definitions import build_definitions
from pipelines.settings import Settings

LAYERS = ["source", "raw", "staging", "intermediate", "marts", "published"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    return Settings(warehouse=tmp_path_factory.mktemp("graph"))


@pytest.fixture(scope="module")
def graph(settings):
    return build_definitions(settings).resolve_asset_graph()


@pytest.fixture(scope="module")
def manifest(settings):
    return parse_project(settings).data


def test_the_groups_are_the_layers_and_the_reviewed_facts(graph):
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups == {*LAYERS, "reference"}


def test_no_edge_runs_against_the_way_of_the_data(graph):
    order = {name: place for place, name in enumerate(LAYERS)}
    backward = [
        (parent.to_user_string(), key.to_user_string())
        for key in graph.get_all_asset_keys()
        for parent in graph.get(key).parent_keys
        if graph.get(parent).group_name in order
        and graph.get(key).group_name in order
        and order[graph.get(parent).group_name] > order[graph.get(key).group_name]
    ]
    assert backward == []


def test_every_contract_is_an_asset_with_its_check(graph):
    for table in CONTRACTS:
        key = dg.AssetKey(["raw", table])
        assert graph.has(key)
        assert dg.AssetCheckKey(key, CONTRACT_CHECK) in graph.asset_check_keys


def test_every_dbt_test_is_an_asset_check(graph, manifest):
    checks = {
        (graph.get_check_spec(key).metadata or {}).get("dagster_dbt/unique_id")
        for key in graph.asset_check_keys
    }
    tests = {
        unique_id
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "test" and node["config"].get("enabled", True)
    }
    assert tests
    assert tests - checks == set()


def test_everything_is_described_and_has_a_kind(graph):
    bare = [
        key.to_user_string()
        for key in graph.get_all_asset_keys()
        if not graph.get(key).description or not graph.get(key).kinds
    ]
    assert bare == []


def test_every_table_has_its_columns_with_types_and_descriptions_and_a_link_to_code(graph):
    tables = [
        key for key in graph.get_all_asset_keys() if key.path[0] in {*LAYERS[1:5], "reference"}
    ]
    assert len(tables) > len(CONTRACTS)
    bare = []
    for key in tables:
        metadata = graph.get(key).metadata
        columns = metadata["dagster/column_schema"].columns
        bare += [
            f"{key.to_user_string()}.{column.name}"
            for column in columns
            if column.type in {"?", "string"} or not column.description
        ]
        if not columns or not metadata["dagster/code_references"].code_references:
            bare.append(key.to_user_string())
        for reference in metadata["dagster/code_references"].code_references:
            assert Path(reference.file_path).is_file()
        assert metadata["dagster/table_name"] == ".".join(key.path)
    assert bare == []


def test_every_model_shows_its_sql(graph, manifest):
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            description = graph.get(dg.AssetKey([node["schema"], node["name"]])).description
            assert "```sql" in description


def test_every_check_has_a_name_like_a_sentence_and_a_description(graph):
    for key in graph.asset_check_keys:
        assert not key.name.startswith(f"{key.asset_key.path[-1]}_"), key
        assert key.name.count("_") >= 2, key
        assert (graph.get_check_spec(key).description or "").endswith("."), key


def test_publication_comes_after_every_model(graph, manifest):
    upstream = graph.get_ancestor_asset_keys(dg.AssetKey(["published", "warehouse"]))
    models = {
        dg.AssetKey([node["schema"], node["name"]])
        for node in manifest["nodes"].values()
        if node["resource_type"] in {"model", "seed"}
    }
    assert models - set(upstream) == set()


def test_the_daily_schedule_waits_to_be_switched_on(settings):
    schedule = build_definitions(settings).resolve_schedule_def("daily_refresh")
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    assert schedule.job_name == "refresh_warehouse"


FAKE = {"nodes": {"model.a": {"fqn": ["p", "a"]}, "test.b": {"fqn": ["p", "b"]}}}


def test_a_whole_run_leaves_the_selection_to_dbt():
    assert (
        selection_arguments(
            is_subset=False, asset_ids=["model.a"], check_ids=["test.b"], manifest=FAKE
        )
        == []
    )


def test_a_selection_names_its_models_and_tests_and_nothing_else():
    assert selection_arguments(
        is_subset=True, asset_ids=["model.a"], check_ids=["test.b"], manifest=FAKE
    ) == ["--indirect-selection", "empty", "--select", "p.a", "p.b"]
