"""What the environment may say, and what is told of a value that cannot be used."""

import sys

import pytest

from pipelines.settings import Settings, SettingsError


def setting(name, value):
    return Settings.from_environment({f"LIGUILLA_{name}": value})


@pytest.mark.parametrize("value", ["", "1MB", "1024KiB", "512MB", "60%", "100%", "2GiB", "1TB"])
def test_a_size_that_duckdb_takes_is_taken(value):
    assert setting("SQL_MEMORY", value).sql_memory == (value or "1GB")


@pytest.mark.parametrize(
    "value",
    ["500%", "101%", "0%", "1KB", "999KB", "1GB5", "lots", "-1GB", "999999999TB", "²GB"],
)
def test_a_size_that_duckdb_does_not_take_or_open_a_file_with_is_refused(value):
    with pytest.raises(SettingsError, match="LIGUILLA_SQL_MEMORY is"):
        setting("SQL_MEMORY", value)


@pytest.mark.parametrize("value", ["0", "-1", "²", "1.5", "two", "9" * 5000])
@pytest.mark.parametrize("name", ["PROCESSES", "KEEP_VERSIONS"])
def test_what_is_no_count_is_refused(name, value):
    with pytest.raises(SettingsError, match=f"LIGUILLA_{name} is"):
        setting(name, value)


def test_a_count_may_have_spaces_around_it():
    assert setting("PROCESSES", " 3 ").processes == 3


@pytest.mark.parametrize("name", ["SEEDS", "WAREHOUSE", "WIKI", "DUMP", "RAW"])
def test_a_path_that_leads_nowhere_is_refused(name):
    with pytest.raises(SettingsError, match=f"LIGUILLA_{name} is"):
        setting(name, "~nosuchuser/pages")


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="then it is a path where nothing is")
def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(SettingsError, match="LIGUILLA_SEEDS is"):
        setting("SEEDS", str(tmp_path / "loop" / "pages"))


@pytest.mark.parametrize("folder", ["what?", "back\\slash"])
def test_a_warehouse_where_duckdb_would_look_for_its_log_elsewhere_is_refused(folder, tmp_path):
    with pytest.raises(SettingsError, match="DuckDB"):
        setting("WAREHOUSE", str(tmp_path / folder))
    assert setting("SEEDS", str(tmp_path / folder)).seeds == tmp_path / folder
