"""The command line says what is wrong in a sentence, and ends with 1."""

import pytest

from pipelines import cli


@pytest.fixture
def warehouse(tmp_path, monkeypatch):
    monkeypatch.setenv("LIGUILLA_SEEDS", str(tmp_path))
    monkeypatch.setenv("LIGUILLA_WAREHOUSE", str(tmp_path / "warehouse"))
    monkeypatch.delenv("DAGSTER_HOME", raising=False)
    (tmp_path / "warehouse").mkdir()
    return tmp_path / "warehouse"


def error_of(capsys, *arguments):
    assert cli.main(arguments) == 1
    return capsys.readouterr().err.splitlines()[-1]


def test_a_summary_of_nothing(warehouse, capsys):
    assert error_of(capsys, "summary").startswith("error: nothing is published at ")


def test_a_summary_of_a_damaged_file(warehouse, capsys):
    (warehouse / "liguilla.duckdb").write_text("no database at all " * 500)
    said = error_of(capsys, "summary")
    assert said.startswith(f"error: {warehouse / 'liguilla.duckdb'} cannot be read (")
    assert said.endswith("`make rebuild` publishes it again")


def test_a_refresh_without_a_place_for_dagsters_records(warehouse, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_show_progress", lambda: None)
    said = error_of(capsys, "refresh")
    assert "DAGSTER_HOME is not set" in said
    assert "make warehouse" in said


def test_a_setting_that_cannot_be_used(warehouse, capsys, monkeypatch):
    monkeypatch.setenv("LIGUILLA_PROCESSES", "²")
    assert error_of(capsys, "summary").startswith("error: LIGUILLA_PROCESSES is '²'")
