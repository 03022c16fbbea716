"""What a second rendering does: nothing where nothing changed, and never a change in place."""

import os
import shutil

import duckdb
import pytest

from pipelines.report import Book, ReportError, render_book


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
