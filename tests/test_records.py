"""Dagster's records are the same files whoever wrote them, and are written without waiting."""

import sqlite3
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from pipelines.records import KeptEventLog, RecordsError, open_instance


@dg.asset(check_specs=[dg.AssetCheckSpec("is_one", asset="one")])
def one() -> dg.MaterializeResult:
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    (tmp_path / "dagster.yaml").write_text("telemetry:\n  enabled: false\n", encoding="utf-8")
    return tmp_path


def events(instance, run_id):
    return [entry.dagster_event.event_type_value for entry in instance.all_logs(run_id)]


def test_dagsters_own_log_reads_what_the_kept_one_wrote(home):
    with open_instance() as instance:
        assert isinstance(instance.event_log_storage, KeptEventLog)
        run_id = dg.materialize([one], instance=instance).run_id
        written = events(instance, run_id)
    with dg.DagsterInstance.get() as instance:
        assert type(instance.event_log_storage) is SqliteEventLogStorage
        assert events(instance, run_id) == written
        assert instance.get_run_by_id(run_id).is_success
        latest = instance.get_latest_materialization_event(one.key)
        assert latest is not None
        assert latest.run_id == run_id
    expected = {"ASSET_MATERIALIZATION", "ASSET_CHECK_EVALUATION", "PIPELINE_SUCCESS"}
    assert expected <= set(written)


def test_a_run_after_one_of_dagsters_own_goes_on_in_the_same_files(home):
    with dg.DagsterInstance.get() as instance:
        first = dg.materialize([one], instance=instance).run_id
    with open_instance() as instance:
        second = dg.materialize([one], instance=instance).run_id
        assert {run.run_id for run in instance.get_runs()} == {first, second}
        assert events(instance, first) == events(instance, second)


def test_further_events_open_no_file_again(home, monkeypatch):
    opened = []
    connect = sqlite3.connect

    def noted(file, *rest, **options):
        opened.append(Path(file).name)
        return connect(file, *rest, **options)

    monkeypatch.setattr(sqlite3.dbapi2, "connect", noted)
    with open_instance() as instance:
        run = dg.materialize([one], instance=instance).dagster_run
        assert f"{run.run_id}.db" in opened
        opened.clear()
        for number in range(5):
            instance.report_engine_event(f"event {number}", run)
            instance.get_latest_materialization_event(one.key)
        assert len(events(instance, run.run_id)) > 5
        assert opened == []


def test_a_failed_write_is_taken_back_and_the_log_goes_on(home):
    def write_and_fail(log):
        with log.index_connection() as connection:
            connection.exec_driver_sql("INSERT INTO secondary_indexes (name) VALUES ('half')")
            raise ZeroDivisionError

    with open_instance() as instance:
        log = instance.event_log_storage
        with pytest.raises(ZeroDivisionError):
            write_and_fail(log)
        with log.index_connection() as connection:
            found = connection.exec_driver_sql("SELECT name FROM secondary_indexes")
            names = found.scalars().all()
        assert "half" not in names


def test_an_instance_with_another_storage_is_taken_as_it_is(home):
    (home / "dagster.yaml").write_text(
        "event_log_storage:\n"
        "  module: dagster._core.storage.event_log\n"
        "  class: ConsolidatedSqliteEventLogStorage\n"
        f"  config:\n    base_dir: {home / 'elsewhere'}\n",
        encoding="utf-8",
    )
    with open_instance() as instance:
        assert type(instance.event_log_storage).__name__ == "ConsolidatedSqliteEventLogStorage"


@pytest.mark.parametrize("place", [None, "relative", "/no/such/folder"])
def test_no_place_for_the_records_is_told(monkeypatch, place):
    if place is None:
        monkeypatch.delenv("DAGSTER_HOME", raising=False)
    else:
        monkeypatch.setenv("DAGSTER_HOME", place)
    with pytest.raises(RecordsError, match=r"DAGSTER_HOME.*make warehouse"):
        open_instance()


def test_settings_of_dagster_that_it_does_not_take_are_told(home):
    (home / "dagster.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    with pytest.raises(RecordsError, match="nonsense"):
        open_instance()
