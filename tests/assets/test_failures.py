"""What becomes of a fault in the middle of a step: a sentence, unless it is a defect of ours."""

import errno
import shutil

import dagster as dg
import duckdb
import polars as pl
import pytest

from pipelines.assets import dbt, report
from pipelines.assets.failures import in_a_sentence

FULL = OSError(errno.ENOSPC, "No space left on device", "/somewhere")


@pytest.mark.parametrize(
    "fault",
    [
        FULL,
        duckdb.IOException("IO Error: No space left on device\n\nmore"),
        duckdb.TransactionException("Failed to commit: No space left on device"),
        duckdb.FatalException("FATAL Error: No space left on device"),
        pl.exceptions.ComputeError("parquet: No space left on device"),
    ],
)
def test_a_disk_that_is_full_is_told_in_a_sentence(fault):
    with pytest.raises(dg.Failure) as told, in_a_sentence("1GB"):
        raise fault
    assert "No space left on device" in told.value.description
    assert "more" not in told.value.description
    assert told.value.__cause__ is fault


def test_too_little_memory_is_told_with_the_setting():
    with pytest.raises(dg.Failure) as told, in_a_sentence("3MB"):
        raise duckdb.OutOfMemoryException("Out of Memory Error: use SET memory_limit")
    assert told.value.description == (
        "DuckDB may hold 3MB of memory, which is not enough here; give LIGUILLA_SQL_MEMORY more, "
        "such as 2GB"
    )


@pytest.mark.parametrize("defect", [KeyError("x"), duckdb.BinderException("no such column")])
def test_a_defect_keeps_its_stack(defect):
    with pytest.raises(type(defect)), in_a_sentence("1GB"):
        raise defect


def full(*_, **__):
    raise FULL


def no_parquet(*_, **__):
    message = "parquet: File out of specification: underlying IO error: No space left on device"
    raise pl.exceptions.ComputeError(message)


@pytest.mark.parametrize(
    ("step", "place", "name", "fault"),
    [
        ("raw_tables", pl.DataFrame, "write_parquet", no_parquet),
        ("dbt_models", dbt, "record_results", full),
        ("dbt_models", dbt, "is_up_to_date", full),
        ("season_book", report, "record_results", full),
        ("published__warehouse", shutil, "copyfile", full),
    ],
)
def test_every_step_tells_it(deployment_of, monkeypatch, step, place, name, fault):
    deployment = deployment_of({"Cup.wikitext": "==Final==\n{{football box|team1=A|score=1–0}}\n"})
    monkeypatch.setattr(place, name, fault)
    result = deployment.refresh()
    [event] = result.get_step_failure_events()
    assert event.step_key == step
    told = event.step_failure_data.user_failure_data
    assert told is not None
    assert "No space left on device" in told.description
