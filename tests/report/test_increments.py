"""What a second rendering does: nothing where nothing changed, and never a change in place."""

import os
import shutil

import duckdb
import pytest

from pipelines.report import Book, ReportError, render_book, write


@pytest.fixture
def warehouse(report_build, tmp_path):
    """A copy of the warehouse that a test may change."""
    file = tmp_path / "copy.duckdb"
    shutil.copyfile(report_build.settings.build_file, file)
    with duckdb.connect(str(file)) as connection:
        yield connection


@pytest.fixture
def folder(book, tmp_path):
    """A copy of the book, and beside it hard links to its files, as a published version has."""
    shutil.copytree(book.folder, tmp_path / "book")
    shutil.copytree(tmp_path / "book", tmp_path / "version", copy_function=os.link)
    return tmp_path / "book"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def counts(book: Book) -> tuple[int, int, int, int]:
    return book.pages, book.rendered, book.unchanged, book.removed


def test_nothing_is_written_where_nothing_changed(warehouse, folder):
    before = {path: path.stat() for path in folder.rglob("*") if path.is_file()}
    assert counts(render_book(warehouse, folder)) == (4, 0, 4, 0)
    assert {path: path.stat().st_ino for path in before} == {p: s.st_ino for p, s in before.items()}
    assert {path: path.stat().st_mtime_ns for path in before} == {
        p: s.st_mtime_ns for p, s in before.items()
    }


def test_the_same_warehouse_gives_the_same_bytes(warehouse, folder, tmp_path):
    render_book(warehouse, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)


def test_the_order_in_which_rows_lie_in_the_file_means_nothing(warehouse, folder):
    found = warehouse.execute(
        "SELECT schema_name || '.' || table_name FROM duckdb_tables() "
        "WHERE schema_name IN ('raw', 'marts', 'reference')"
    ).fetchall()
    assert len(found) > 20
    for (table,) in found:
        warehouse.execute(f"CREATE TEMP TABLE kept AS FROM {table}")
        warehouse.execute(f"DELETE FROM {table}")
        warehouse.execute(f"INSERT INTO {table} FROM kept ORDER BY rowid DESC")
        warehouse.execute("DROP TABLE kept")
    assert counts(render_book(warehouse, folder)) == (4, 0, 4, 0)


def test_only_the_page_that_changed_is_rendered(warehouse, folder):
    published = contents(folder.parent / "version")
    warehouse.execute(
        "UPDATE marts.fct_matches SET venue = 'Elsewhere' WHERE page_id = 'enwiki/1996_Copa_Perú'"
    )
    assert counts(render_book(warehouse, folder)) == (4, 1, 3, 0)
    [changed] = (folder / "seasons").glob("1996-copa-peru-*")
    assert b"Elsewhere" in changed.read_bytes()
    # The published version shares the old file and still has it as it was.
    assert contents(folder.parent / "version") == published


def test_a_page_that_left_the_warehouse_leaves_the_book(warehouse, folder):
    warehouse.execute("DELETE FROM marts.dim_pages WHERE title = 'Digit changed'")
    book = render_book(warehouse, folder)
    assert (book.pages, book.removed) == (3, 1)
    assert not list((folder / "seasons").glob("digit-changed-*"))
    assert "Digit changed" not in (folder / "index.html").read_text()


def test_a_page_that_shares_a_season_says_so_and_changes_when_the_other_goes(warehouse, folder):
    [file] = (folder / "seasons").glob("1997-copa-peru-*")
    assert "Digit changed" in file.read_text()
    warehouse.execute("DELETE FROM marts.dim_pages WHERE title = 'Digit changed'")
    render_book(warehouse, folder)
    assert "Digit changed" not in file.read_text()


def test_what_a_killed_run_left_is_taken_away_and_made_good(warehouse, folder):
    [file] = (folder / "seasons").glob("1997-copa-peru-*")
    expected = file.read_bytes()
    file.unlink()
    leftover = folder / "seasons" / f".{file.name}.new"
    leftover.write_bytes(b"half a page")
    assert counts(render_book(warehouse, folder)) == (4, 1, 3, 0)
    assert file.read_bytes() == expected
    assert not leftover.exists()


def test_the_size_is_that_of_all_files(warehouse, folder):
    assert render_book(warehouse, folder).size_bytes == sum(map(len, contents(folder).values()))


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(warehouse, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReportError, match=r"could not be written: .*file.*run again"):
        render_book(warehouse, tmp_path / "file")


def test_a_warehouse_that_is_not_built_is_said_in_a_sentence(tmp_path):
    with (
        duckdb.connect() as connection,
        pytest.raises(ReportError, match=r'"marts\.\w+" does not exist.*run the whole job'),
    ):
        render_book(connection, tmp_path / "book")


PAGE = "enwiki/1996_Copa_Perú"
INJURED = "enwiki/Digit_changed"

# A value of each kind that a page is made of, and the page it stands on.
VALUES = [
    ("raw.pages", "licence = 'CC BY 3.0'", PAGE),
    ("raw.infobox_fields", "line_start = line_start + 1", PAGE),
    ("marts.dim_seasons", "top_scorer_goals = 99", PAGE),
    ("marts.dim_league_tables", "points_for_loss = 1", PAGE),
    ("marts.fct_league_table_reconciliation", "explanation = 'Otherwise.'", PAGE),
    ("marts.fct_published_standings", "note = 'Noted.'", PAGE),
    ("marts.fct_standings_reconciliation", "computed_wins = 77", PAGE),
    ("marts.fct_matches", "venue = 'Elsewhere'", PAGE),
    ("marts.fct_league_table_matches", f"match_id = '{PAGE}#match-1'", PAGE),
    ("marts.fct_standings_by_round", "points = 88", PAGE),
    ("marts.fct_entrants", "location = 'Nowhere'", PAGE),
    ("marts.fct_suspected_errors", "evidence = 'A hunch.'", INJURED),
]


@pytest.mark.parametrize(("table", "change", "page_id"), VALUES, ids=[v[0] for v in VALUES])
def test_a_change_of_any_kind_renders_its_page_as_a_whole_book_would(
    warehouse, folder, tmp_path, table, change, page_id
):
    before = contents(folder)
    warehouse.execute(f"UPDATE {table} SET {change} WHERE page_id = ?", [page_id])
    assert counts(render_book(warehouse, folder)) == (4, 1, 3, 0)
    render_book(warehouse, tmp_path / "whole")
    assert contents(folder) == contents(tmp_path / "whole") != before


def test_a_note_on_the_reading_that_is_new_renders_its_page(warehouse, folder):
    warehouse.execute(
        "INSERT INTO marts.fct_parse_issues (parse_issue_id, page_id, severity, code, message) "
        "VALUES ('1', ?, 'warning', 'odd', 'An odd thing.')",
        [PAGE],
    )
    assert counts(render_book(warehouse, folder)) == (4, 1, 3, 0)


def test_two_rows_that_change_places_render_their_page(warehouse, folder):
    for table in ("fct_published_standings", "fct_standings_reconciliation"):
        warehouse.execute(
            f"UPDATE marts.{table} SET row_no = 3 - row_no "
            "WHERE league_table_id = ? AND row_no IN (1, 2)",
            [f"{PAGE}#table-1"],
        )
    assert counts(render_book(warehouse, folder)) == (4, 1, 3, 0)


@pytest.fixture
def closed(report_build, monkeypatch):
    """A connection that only reads, as other processes do, and a book worth sharing out."""
    monkeypatch.setattr(write, "WORTH_A_PROCESS", 1)
    with duckdb.connect(str(report_build.settings.build_file), read_only=True) as connection:
        yield connection


def test_two_processes_write_the_files_of_one(closed, book, tmp_path):
    assert counts(render_book(closed, tmp_path / "two", 2)) == (4, 4, 0, 0)
    assert contents(tmp_path / "two") == contents(book.folder)


def _end(pages):
    os._exit(9)


def test_a_process_that_is_ended_is_told_of_and_the_next_run_goes_on(
    closed, book, tmp_path, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(write, "_write_part", _end)
        with pytest.raises(ReportError, match=r"ended from outside.*LIGUILLA_PROCESSES=1"):
            render_book(closed, tmp_path / "two", 2)
    render_book(closed, tmp_path / "two", 2)
    assert contents(tmp_path / "two") == contents(book.folder)


def test_a_few_pages_start_no_process(closed, folder, monkeypatch):
    def refuse(*arguments):
        raise AssertionError("a process was started")

    monkeypatch.setattr(write, "WORTH_A_PROCESS", 3)
    monkeypatch.setattr(write, "pool", refuse)
    for page in (folder / "seasons").iterdir():
        page.unlink()
    assert counts(render_book(closed, folder, 2)) == (4, 4, 0, 0)
