"""A version shares with the one before what is the same, and is as if it had been written whole."""

import os
import shutil
import stat

import duckdb
import pytest

from pipelines.exports import export_all, shared

CHANGED = "enwiki/1996_Copa_Perú"


@pytest.fixture
def warehouse(built, tmp_path):
    """A copy of the warehouse that a test may change."""
    file = tmp_path / "copy.duckdb"
    shutil.copyfile(built.settings.published_file, file)
    with duckdb.connect(str(file)) as connection:
        yield connection


@pytest.fixture
def before(warehouse, tmp_path):
    """A version with every file written."""
    export_all(warehouse, tmp_path / "before")
    return tmp_path / "before"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def written_anew(folder, before):
    """The files that are no links to those of the version before."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file()
        and not (
            (before / path.relative_to(folder)).exists()
            and path.samefile(before / path.relative_to(folder))
        )
    }


ALWAYS = {"datapackage.json", shared.NOTES}


def test_nothing_is_written_again_where_nothing_changed(warehouse, before, tmp_path):
    first = export_all(warehouse, tmp_path / "whole")
    again = export_all(warehouse, tmp_path / "again", before=before)
    assert written_anew(tmp_path / "again", before) == ALWAYS
    assert again == first
    assert contents(tmp_path / "again") == contents(before)


def test_one_change_writes_what_tells_of_it_and_gives_what_a_whole_export_gives(
    warehouse, before, tmp_path
):
    kept = contents(before)
    warehouse.execute(
        "UPDATE marts.fct_matches SET venue = 'Elsewhere' WHERE page_id = ?", [CHANGED]
    )
    after = export_all(warehouse, tmp_path / "after", before=before)
    assert written_anew(tmp_path / "after", before) == {
        *ALWAYS,
        "csv/fct_matches.csv",
        "parquet/fct_matches.parquet",
        "footballtxt/1996-copa-peru.txt",
    }
    assert b"Elsewhere" in (tmp_path / "after/footballtxt/1996-copa-peru.txt").read_bytes()
    assert export_all(warehouse, tmp_path / "whole") == after
    assert contents(tmp_path / "after") == contents(tmp_path / "whole")
    assert contents(before) == kept


@pytest.mark.parametrize(
    "change",
    [
        "INSERT INTO marts.fct_goals (page_id, match_id, goal_no, team, scorer) "
        "SELECT page_id, match_id, 1, home_team, 'Somebody' FROM marts.fct_matches "
        "WHERE page_id = ? LIMIT 1",
        "UPDATE marts.fct_published_standings SET team = 'Another' WHERE page_id = ?",
        "UPDATE raw.pages SET licence = 'CC BY 3.0' WHERE page_id = ?",
        "UPDATE marts.dim_seasons SET competition = 'Another Cup' WHERE page_id = ?",
    ],
)
def test_whatever_football_txt_is_made_from_writes_it_anew(warehouse, before, tmp_path, change):
    warehouse.execute(change, [CHANGED])
    export_all(warehouse, tmp_path / "after", before=before)
    texts = {p for p in written_anew(tmp_path / "after", before) if p.startswith("footballtxt/")}
    assert texts == {"footballtxt/1996-copa-peru.txt"}
    export_all(warehouse, tmp_path / "whole")
    assert contents(tmp_path / "after") == contents(tmp_path / "whole")


def test_a_file_that_somebody_took_or_cut_is_written_again(warehouse, before, tmp_path):
    whole = contents(before)
    (before / "csv/dim_teams.csv").unlink()
    cut = before / "footballtxt/1997-copa-peru.txt"
    cut.chmod(0o644)
    cut.write_text("cut")
    export_all(warehouse, tmp_path / "after", before=before)
    assert contents(tmp_path / "after") == whole


@pytest.mark.parametrize("notes", [None, "{", "[]", '{"csv/dim_teams.csv": 1}', '{"x": [1]}'])
def test_without_notes_that_can_be_read_all_is_written(warehouse, before, tmp_path, notes):
    (before / shared.NOTES).unlink()
    if notes is not None:
        (before / shared.NOTES).write_text(notes)
    export_all(warehouse, tmp_path / "after", before=before)
    files = set(contents(tmp_path / "after"))
    assert written_anew(tmp_path / "after", before) == files
    assert len(files) > 30


def test_files_of_another_release_are_not_shared(warehouse, before, tmp_path, monkeypatch):
    monkeypatch.setattr(shared, "_code", lambda: "another release")
    export_all(warehouse, tmp_path / "after", before=before)
    assert written_anew(tmp_path / "after", before) == set(contents(tmp_path / "after"))


def test_a_disk_without_links_gets_the_files_themselves(warehouse, before, tmp_path, monkeypatch):
    def refuse(*paths):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    export_all(warehouse, tmp_path / "after", before=before)
    assert contents(tmp_path / "after") == contents(before)


def test_what_versions_share_is_read_only(before):
    shareable = [path for path in before.rglob("*.*") if path.parent != before]
    assert len(shareable) > 30
    assert {stat.S_IMODE(path.stat().st_mode) for path in shareable} == {0o444}


def test_a_run_shares_with_the_version_before_and_leaves_that_as_it_was(copy_of_built):
    settings = copy_of_built.settings
    first = settings.current.resolve()
    kept = contents(first)
    [page] = settings.seeds.glob("004_*")  # the season of 1996
    page.write_text(page.read_text(encoding="utf-8").replace("Nacional", "Elsewhere"), "utf-8")
    assert copy_of_built.refresh().success
    second = settings.current.resolve()
    anew = written_anew(second, first)
    assert {"csv/fct_matches.csv", "footballtxt/1996-copa-peru.txt"} <= anew
    assert not anew & {"csv/fct_computed_standings.csv", "footballtxt/1997-copa-peru.txt"}
    assert contents(first) == kept
