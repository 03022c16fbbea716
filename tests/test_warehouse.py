"""The work file: replacing pages, growing up with its definitions, and who may open it."""

import os
import shutil
import tempfile
import threading
import time
from datetime import UTC, datetime

import duckdb
import pytest

from pipelines.contracts import check_rows
from pipelines.warehouse import (
    STORAGE_VERSION,
    Warehouse,
    WarehouseError,
    forget_everything,
    remember,
    remembered,
    replace_pages,
)

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def page(page_id, sha, **changes):
    row = {
        "page_id": page_id,
        "content_sha256": sha * 64,
        "line_start": 1,
        "line_end": 1,
        "site": "enwiki",
        "title": page_id.split("/")[1],
        "source_uri": "a.txt",
        "revision_id": None,
        "bytes": 1,
        "line_count": 1,
        "dialect": "wikitext",
        "licence": None,
        "attribution": None,
        "must_reconcile": False,
        "first_seen_at": NOW,
        "ingested_at": NOW,
        "is_current": True,
        "wikitext": "x",
    }
    return {**row, **changes}


def section(page_id, sha, number):
    return {
        "page_id": page_id,
        "content_sha256": sha * 64,
        "line_start": 1,
        "line_end": 1,
        "section_no": number,
        "parent_section_no": None,
        "level": 2,
        "heading": "H",
        "section_path": "H",
    }


def put(connection, *pages_and_sections):
    pages = check_rows("pages", [p for p, _ in pages_and_sections])
    sections = check_rows("sections", [s for _, rows in pages_and_sections for s in rows])
    assert not pages.failures
    assert not sections.failures
    ids = [p["page_id"] for p, _ in pages_and_sections]
    replace_pages(connection, ids, {"sections": sections.good, "pages": pages.good})


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "work" / "build.duckdb")


def sections_of(connection):
    return connection.execute(
        "SELECT page_id, content_sha256[1], section_no FROM raw.sections ORDER BY ALL"
    ).fetchall()


def test_a_pages_rows_are_replaced_and_the_other_pages_stay(warehouse):
    with warehouse.write() as connection:
        first, second = page("enwiki/A", "a"), page("enwiki/B", "b")
        put(connection, (first, [section("enwiki/A", "a", n) for n in (0, 1)]))
        put(connection, (second, [section("enwiki/B", "b", 0)]))
        put(connection, (page("enwiki/A", "c"), [section("enwiki/A", "c", 0)]))
        assert sections_of(connection) == [("enwiki/A", "c", 0), ("enwiki/B", "b", 0)]
        versions = connection.execute(
            "SELECT page_id, content_sha256[1], is_current FROM raw.pages ORDER BY ALL"
        ).fetchall()
    assert versions == [
        ("enwiki/A", "a", False),
        ("enwiki/A", "c", True),
        ("enwiki/B", "b", True),
    ]


def test_a_text_that_comes_back_is_one_version_and_current_again(warehouse):
    with warehouse.write() as connection:
        for sha in "aba":
            put(connection, (page("enwiki/A", sha), []))
        versions = connection.execute(
            "SELECT content_sha256[1], is_current FROM raw.pages ORDER BY ALL"
        ).fetchall()
    assert versions == [("a", True), ("b", False)]


def test_a_write_that_fails_midway_leaves_the_old_rows(warehouse):
    with warehouse.write() as connection:
        put(connection, (page("enwiki/A", "a"), [section("enwiki/A", "a", 0)]))
        sections = check_rows("sections", [section("enwiki/A", "b", 0)]).good
        broken = sections.drop("heading")
        with pytest.raises(duckdb.Error):
            replace_pages(connection, ["enwiki/A"], {"sections": broken})
        assert sections_of(connection) == [("enwiki/A", "a", 0)]


def test_what_the_folder_of_the_rows_is_called_is_no_column(warehouse, tmp_path, monkeypatch):
    # DuckDB takes a folder called name=value for a column of what lies in it.
    (tmp_path / "year=1997").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "year=1997"))
    with warehouse.write() as connection:
        for sha in "aba":
            put(connection, (page("enwiki/A", sha), [section("enwiki/A", sha, 0)]))
        assert sections_of(connection) == [("enwiki/A", "a", 0)]


def raw_changed_at(connection):
    rows = connection.execute("SELECT finished_at FROM audit.results WHERE unique_id = 'raw'")
    return rows.fetchall()


def test_a_change_of_the_raw_tables_is_noted_with_the_change_itself(warehouse):
    # A run killed between the two would leave changed rows that no later run builds from.
    with warehouse.write() as connection:
        assert raw_changed_at(connection) == []
        put(connection, (page("enwiki/A", "a"), []))
        [first] = raw_changed_at(connection)
        broken = check_rows("sections", [section("enwiki/A", "b", 0)]).good.drop("heading")
        with pytest.raises(duckdb.Error):
            replace_pages(connection, ["enwiki/A"], {"sections": broken})
        replace_pages(connection, [], {})
        assert raw_changed_at(connection) == [first]
        put(connection, (page("enwiki/A", "b"), []))
        assert raw_changed_at(connection) > [first]


def test_a_removed_page_leaves_the_raw_tables_and_keeps_its_versions(warehouse):
    with warehouse.write() as connection:
        put(connection, (page("enwiki/A", "a"), [section("enwiki/A", "a", 0)]))
        replace_pages(connection, ["enwiki/A"], {})
        assert sections_of(connection) == []
        kept = connection.execute("SELECT page_id, is_current FROM raw.pages").fetchall()
    assert kept == [("enwiki/A", False)]


def test_the_work_file_is_written_for_older_clients(warehouse):
    with warehouse.write() as connection:
        (tags,) = connection.execute(
            "SELECT tags FROM duckdb_databases() WHERE database_name = 'build'"
        ).fetchone()
    assert tags["storage_version"].startswith(STORAGE_VERSION)


def test_a_changed_definition_makes_the_table_anew_and_asks_for_a_new_parse(warehouse):
    with warehouse.write() as connection:
        put(connection, (page("enwiki/A", "a"), [section("enwiki/A", "a", 0)]))
        remember(connection, "parser", "this one")
        connection.execute("ALTER TABLE raw.sections ADD COLUMN of_another_release INTEGER")
        remember(connection, "raw.sections", "another release")
    with warehouse.write() as connection:
        columns = connection.execute("DESCRIBE raw.sections").fetchall()
        assert "of_another_release" not in [column[0] for column in columns]
        assert remembered(connection, "parser") == ""
        assert connection.execute("SELECT count(*) FROM raw.pages").fetchone() == (1,)


def test_reading_before_anything_was_written_says_what_to_do(warehouse):
    with pytest.raises(WarehouseError, match="materialize the raw tables"), warehouse.read():
        pass


GARBAGE = "this is no database, and long enough to be told apart" * 99


def test_a_broken_work_file_is_put_aside_and_made_anew(warehouse):
    said = []
    warehouse.tell = said.append
    warehouse.build_file.parent.mkdir()
    warehouse.build_file.write_text(GARBAGE)
    with warehouse.write() as connection:
        assert sections_of(connection) == []
    assert warehouse.build_file.with_suffix(".broken").read_text() == GARBAGE
    assert "cannot be opened" in said[0]


def precious(warehouse):
    with warehouse.write() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS precious AS SELECT 1")


def work_files(warehouse):
    return sorted(path.name for path in warehouse.build_file.parent.iterdir())


@pytest.mark.parametrize(("memory", "reason"), [("500%", "500%"), ("1KB", "LIGUILLA_SQL_MEMORY")])
def test_a_work_file_is_left_where_another_setting_would_open_it(warehouse, memory, reason):
    precious(warehouse)
    with (
        pytest.raises(WarehouseError, match=reason),
        Warehouse(warehouse.build_file, memory=memory).write(),
    ):
        pass
    assert work_files(warehouse) == ["build.duckdb"]


def test_a_work_file_is_left_where_it_may_not_be_written(warehouse, monkeypatch):
    precious(warehouse)

    def refuse(path, **_):
        message = f'IO Error: Cannot open file "{path}": Permission denied'
        raise duckdb.IOException(message)

    monkeypatch.setattr(duckdb, "connect", refuse)
    with pytest.raises(WarehouseError, match="Permission denied"), warehouse.write():
        pass
    assert work_files(warehouse) == ["build.duckdb"]


def test_every_broken_work_file_is_kept_and_so_is_its_log(warehouse):
    warehouse.tell = lambda _: None
    warehouse.build_file.parent.mkdir()
    log = warehouse.build_file.with_name("build.duckdb.wal")
    for number in (1, 2):
        warehouse.build_file.write_text(f"{number} {GARBAGE}")
        log.write_text(f"log {number}")
        precious(warehouse)
    assert work_files(warehouse) == [
        "build.2.broken",
        "build.2.broken.wal",
        "build.broken",
        "build.broken.wal",
        "build.duckdb",
    ]
    assert warehouse.build_file.with_name("build.broken").read_text() == f"1 {GARBAGE}"
    assert warehouse.build_file.with_name("build.2.broken.wal").read_text() == "log 2"


@pytest.mark.parametrize("name", ["clocks", "corrupt"])
def test_what_a_folder_is_called_says_nothing_of_the_file(tmp_path, name):
    warehouse = Warehouse(tmp_path / name / "build.duckdb", tell=lambda _: None)
    precious(warehouse)
    with pytest.raises(WarehouseError), Warehouse(warehouse.build_file, memory="1KB").write():
        pass
    assert work_files(warehouse) == ["build.duckdb"]
    warehouse.build_file.write_text(GARBAGE)
    precious(warehouse)
    assert work_files(warehouse) == ["build.broken", "build.duckdb"]


def test_a_published_file_that_is_broken_too_is_told_and_copied_nowhere(tmp_path):
    published = tmp_path / "liguilla.duckdb"
    published.write_text(GARBAGE)
    warehouse = Warehouse(tmp_path / "work" / "build.duckdb", published, lambda _: None)
    for _ in range(2):
        with pytest.raises(WarehouseError, match="published warehouse"), warehouse.write():
            pass
    assert work_files(warehouse) == []


@pytest.mark.parametrize("damage", ["missing", "broken", "cut short"])
def test_a_lost_work_file_starts_from_the_published_one_and_keeps_its_versions(
    warehouse, tmp_path, damage
):
    with warehouse.write() as connection:
        put(connection, (page("enwiki/A", "a"), []))
        put(connection, (page("enwiki/A", "b"), []))
    published = tmp_path / "liguilla.duckdb"
    shutil.copyfile(warehouse.build_file, published)
    published.chmod(0o444)
    if damage == "missing":
        warehouse.build_file.unlink()
    elif damage == "broken":
        warehouse.build_file.write_text(GARBAGE)
    else:
        os.truncate(warehouse.build_file, 5000)
    said = []
    warehouse = Warehouse(warehouse.build_file, published, said.append)
    with warehouse.write() as connection:
        versions = connection.execute("SELECT count(*) FROM raw.pages").fetchone()
    assert versions == (2,)
    assert "starting from the published warehouse" in said[-1]


def test_steps_of_two_runs_take_turns(warehouse):
    said, order = [], []
    started = threading.Event()

    def second():
        started.set()
        with Warehouse(warehouse.build_file, tell=said.append).turn():
            order.append("second")

    with warehouse.turn():
        thread = threading.Thread(target=second)
        thread.start()
        started.wait()
        time.sleep(0.2)
        order.append("first")
    thread.join(timeout=10)
    assert order == ["first", "second"]
    assert said == ["another run is using the work file; waiting for it"]


def test_a_rebuild_waits_for_the_step_of_another_run(warehouse):
    order = []

    def forget():
        forget_everything(warehouse)
        order.append("forgotten")

    warehouse.tell = lambda _: order.append("waiting")
    with warehouse.turn():
        with warehouse.write() as connection:
            remember(connection, "parser", "this one")
        thread = threading.Thread(target=forget)
        thread.start()
        time.sleep(0.2)
        with warehouse.write() as connection:
            assert remembered(connection, "parser") == "this one"
        order.append("step")
    thread.join(timeout=10)
    assert order == ["waiting", "step", "forgotten"]
    with warehouse.write() as connection:
        assert remembered(connection, "parser") is None


def test_the_connection_is_closed_also_when_the_work_fails(warehouse):
    with pytest.raises(ZeroDivisionError), warehouse.write():
        1 / 0  # noqa: B018
    with warehouse.write() as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
