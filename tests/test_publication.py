"""Publishing: what is refused, and what readers see while it happens."""

import errno
import os
import shutil
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from pipelines.publication import BOOK, audit, is_up_to_date, publish, record_results
from pipelines.settings import Settings
from pipelines.warehouse import Warehouse, WarehouseError, forget_everything, remember

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def node(name, kind, parents=(), severity="error", materialized="table"):
    config = {"severity": severity, "materialized": materialized, "enabled": True}
    return {
        "name": name,
        "resource_type": kind,
        "depends_on": {"nodes": list(parents)},
        "config": config,
    }


MANIFEST = {
    "nodes": {
        "model.staged": node("staged", "model", ["source.pages"]),
        "model.mart": node("mart", "model", ["model.staged"]),
        "test.figures_agree": node("figures_agree", "test", ["model.mart"]),
        "test.hint": node("hint", "test", ["model.mart"], severity="warn"),
    }
}
BLOCKING = ("model.staged", "model.mart", "test.figures_agree", BOOK)


@pytest.fixture
def settings(tmp_path):
    return replace(Settings(), warehouse=tmp_path / "warehouse", keep_versions=2)


@pytest.fixture
def warehouse(settings):
    warehouse = Warehouse(settings.build_file)
    with warehouse.write() as connection:
        connection.execute("CREATE SCHEMA marts; CREATE TABLE marts.dim_pages AS SELECT 1 AS n")
        connection.execute("INSERT INTO audit.results VALUES ('raw', 'success', now())")
        for unique_id in BLOCKING:
            record_results(connection, {unique_id: "success"})
    return warehouse


def value(file):
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute("SELECT n FROM marts.dim_pages").fetchone()[0]


def change(warehouse, number):
    with warehouse.write() as connection:
        connection.execute("UPDATE marts.dim_pages SET n = ?", [number])


def test_what_is_published_is_read_only_and_behind_the_link(settings, warehouse):
    version = publish(settings, warehouse, MANIFEST, NOW)
    assert settings.published_file.resolve() == version / "liguilla.duckdb"
    assert stat.S_IMODE(settings.published_file.stat().st_mode) == 0o444
    assert value(settings.published_file) == 1


def test_the_link_survives_moving_the_folder(settings, warehouse, tmp_path):
    publish(settings, warehouse, MANIFEST, NOW)
    moved = tmp_path / "elsewhere"
    settings.warehouse.rename(moved)
    assert value(moved / "liguilla.duckdb") == 1


def test_an_open_reader_keeps_its_version_and_the_next_one_sees_the_new(settings, warehouse):
    publish(settings, warehouse, MANIFEST, NOW)
    with duckdb.connect(str(settings.published_file), read_only=True) as reader:
        change(warehouse, 2)
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))
        assert reader.execute("SELECT n FROM marts.dim_pages").fetchone() == (1,)
    assert value(settings.published_file) == 2


def test_old_versions_go_and_the_newest_stay(settings, warehouse):
    versions = [
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=n)) for n in range(4)
    ]
    assert sorted(settings.versions.iterdir()) == versions[-2:]


@pytest.mark.parametrize(
    ("statuses", "reason"),
    [
        ({"test.figures_agree": "fail"}, "test figures_agree ended with fail"),
        ({"model.mart": "error"}, "model mart ended with error"),
        ({"model.mart": "success"}, "test figures_agree is older than what it reads"),
        ({"raw": "success"}, "model staged is older than what it reads"),
        ({"model.mart": "success", "test.figures_agree": "success"}, "season_book is older than"),
        ({BOOK: "error"}, "season_book ended with error"),
    ],
)
def test_an_audit_that_fails_leaves_the_published_file_alone(settings, warehouse, statuses, reason):
    publish(settings, warehouse, MANIFEST, NOW)
    before = settings.published_file.resolve()
    with warehouse.write() as connection:
        record_results(connection, statuses)
    change(warehouse, 2)
    with pytest.raises(WarehouseError, match=reason):
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))
    assert settings.published_file.resolve() == before
    assert value(settings.published_file) == 1


def test_what_never_ran_is_no_reason_to_publish(settings, warehouse):
    more = {"nodes": {**MANIFEST["nodes"], "test.new": node("new", "test", ["model.mart"])}}
    with pytest.raises(WarehouseError, match="test new has not run"):
        publish(settings, warehouse, more, NOW)


def test_a_warning_does_not_block(warehouse):
    with warehouse.write() as connection:
        record_results(connection, {"test.hint": "warn"})
        assert audit(connection, MANIFEST) == []


def test_a_copy_that_cannot_be_read_is_not_published(settings, warehouse):
    publish(settings, warehouse, MANIFEST, NOW)
    with warehouse.write() as connection:
        connection.execute("DROP TABLE marts.dim_pages")
    with pytest.raises(WarehouseError, match="cannot be read"):
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))
    assert value(settings.published_file) == 1


def test_a_readers_leftover_log_does_not_reach_the_next_version(settings, warehouse):
    publish(settings, warehouse, MANIFEST, NOW)
    file = settings.published_file.resolve()
    file.with_name(f"{file.name}.wal").write_bytes(b"stale")
    publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))
    assert value(settings.published_file) == 1


def export_number(connection, folder):
    (number,) = connection.execute("SELECT n FROM marts.dim_pages").fetchone()
    (folder / "csv").mkdir()
    (folder / "csv" / "dim_pages.csv").write_text(f"n\n{number}\n")


def bind_book(settings, text):
    """Put a page of the season book where its rendering would."""
    settings.book.mkdir(parents=True, exist_ok=True)
    fresh = settings.book / "index.new"
    fresh.write_text(text)
    fresh.replace(settings.book / "index.html")


def test_exports_and_the_book_are_published_with_the_file_they_belong_to(settings, warehouse):
    bind_book(settings, "one")
    publish(settings, warehouse, MANIFEST, NOW, export_number)
    first = settings.current.resolve()
    bind_book(settings, "two")
    change(warehouse, 2)
    assert (settings.warehouse / "report" / "index.html").read_text() == "one"
    publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1), export_number)
    assert (settings.warehouse / "csv" / "dim_pages.csv").read_text() == "n\n2\n"
    assert (settings.warehouse / "report" / "index.html").read_text() == "two"
    assert value(settings.published_file) == 2
    assert (first / "csv" / "dim_pages.csv").read_text() == "n\n1\n"
    assert (first / "report" / "index.html").read_text() == "one"


def test_every_lasting_name_leads_through_the_one_link_that_is_flipped(settings, warehouse):
    bind_book(settings, "one")
    publish(settings, warehouse, MANIFEST, NOW, export_number)
    names = {
        path.name: str(path.readlink())
        for path in settings.warehouse.iterdir()
        if path.is_symlink() and path != settings.current
    }
    assert names == {name: f"current/{name}" for name in ("liguilla.duckdb", "csv", "report")}


def test_notes_for_the_next_version_are_hidden_from_readers(settings, warehouse):
    def leave_notes(connection, folder):
        (folder / ".notes.json").write_text("{}")

    version = publish(settings, warehouse, MANIFEST, NOW, leave_notes)
    assert (version / ".notes.json").exists()
    assert not (settings.warehouse / ".notes.json").is_symlink()


def test_all_of_a_version_is_on_the_disk_before_a_link_leads_there(
    settings, warehouse, monkeypatch
):
    bind_book(settings, "one")
    seen = []

    def sync():
        [version] = settings.versions.iterdir()
        files = {str(path.relative_to(version)) for path in version.rglob("*.*")}
        seen.append((files, settings.current.exists()))

    monkeypatch.setattr(os, "sync", sync)
    publish(settings, warehouse, MANIFEST, NOW, export_number)
    assert seen == [({"liguilla.duckdb", "csv/dim_pages.csv", "report/index.html"}, False)]


def test_an_export_that_fails_publishes_nothing(settings, warehouse):
    publish(settings, warehouse, MANIFEST, NOW, export_number)
    change(warehouse, 2)

    def fail(connection, folder):
        connection.execute("COPY marts.dim_pages TO '/nowhere/at/all.csv'")

    with pytest.raises(WarehouseError, match="cannot be read or exported"):
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1), fail)
    assert value(settings.published_file) == 1
    assert list(settings.versions.iterdir()) == [settings.current.resolve()]


def test_what_a_killed_run_left_makes_room_before_the_copy(settings, warehouse):
    (settings.versions / "liguilla-20250101T000000000000Z.partial" / "csv").mkdir(parents=True)
    found = []

    def look(connection, folder):
        found.extend(path.name for path in settings.versions.iterdir())

    version = publish(settings, warehouse, MANIFEST, NOW, look)
    assert found == [f"{version.name}.partial"]


def test_a_full_disk_publishes_nothing_and_says_so(settings, warehouse, monkeypatch):
    publish(settings, warehouse, MANIFEST, NOW)
    change(warehouse, 2)

    def no_room(source, target):
        raise OSError(errno.ENOSPC, "No space left on device", str(target))

    monkeypatch.setattr(shutil, "copyfile", no_room)
    with pytest.raises(WarehouseError, match=r"not published: .*No space left on device"):
        publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))
    assert value(settings.published_file) == 1
    assert list(settings.versions.iterdir()) == [settings.current.resolve()]


def test_a_book_on_another_disk_than_the_versions_is_copied(settings, warehouse, monkeypatch):
    bind_book(settings, "one")

    def other_disk(source, target, **_):
        raise OSError(errno.EXDEV, "Invalid cross-device link", str(source), None, str(target))

    monkeypatch.setattr(os, "link", other_disk)
    publish(settings, warehouse, MANIFEST, NOW)
    assert (settings.warehouse / "report" / "index.html").read_text() == "one"


def test_a_folder_in_the_way_of_a_link_is_named_and_kept(settings, warehouse):
    (settings.warehouse / "csv").mkdir()
    (settings.warehouse / "csv" / "mine.csv").write_text("mine")
    with pytest.raises(WarehouseError, match="csv is a folder, where a link of that name belongs"):
        publish(settings, warehouse, MANIFEST, NOW, export_number)
    assert (settings.warehouse / "csv" / "mine.csv").read_text() == "mine"
    assert not settings.current.exists()


def test_a_folder_in_the_place_of_the_one_link_is_named_and_leaves_no_version(settings, warehouse):
    # Whoever copies a warehouse and follows its links gets folders.
    settings.current.mkdir(parents=True)
    (settings.current / "mine.csv").write_text("mine")
    with pytest.raises(WarehouseError, match="current is a folder, where a link"):
        publish(settings, warehouse, MANIFEST, NOW)
    assert (settings.current / "mine.csv").read_text() == "mine"
    assert list(settings.versions.iterdir()) == []


def up_to_date(settings, warehouse):
    with warehouse.write() as connection:
        return is_up_to_date(settings, connection, MANIFEST, "these models")


@pytest.fixture
def whole(settings, warehouse):
    """A published version with a book and an export, up to date."""
    bind_book(settings, "one")
    with warehouse.write() as connection:
        remember(connection, "models", "these models")
    version = publish(settings, warehouse, MANIFEST, NOW, export_number)
    assert up_to_date(settings, warehouse)
    return version


@pytest.mark.parametrize("lost", ["current", "csv", "report", "liguilla.duckdb"])
def test_a_lasting_name_that_is_lost_is_published_again(settings, warehouse, whole, lost):
    (settings.warehouse / lost).unlink()
    assert not up_to_date(settings, warehouse)
    publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1), export_number)
    assert up_to_date(settings, warehouse)
    assert (settings.warehouse / lost).exists()


@pytest.mark.parametrize("lost", ["csv", "csv/dim_pages.csv", "report", "report/index.html"])
def test_files_of_a_version_that_are_lost_are_published_again(settings, warehouse, whole, lost):
    lost_file = whole / lost
    shutil.rmtree(lost_file) if lost_file.is_dir() else lost_file.unlink()
    assert not up_to_date(settings, warehouse)


@pytest.mark.parametrize("damage", ["no database at all " * 500, ""])
def test_a_damaged_published_file_is_published_again(settings, warehouse, whole, damage):
    file = whole / "liguilla.duckdb"
    file.chmod(0o644)
    file.write_text(damage)
    assert not up_to_date(settings, warehouse)


def test_a_rebuild_that_begins_between_its_steps_does_not_fail_another_run(
    settings, warehouse, whole
):
    forget_everything(warehouse)
    assert not up_to_date(settings, warehouse)
    publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=1))


def test_of_a_whole_build_only_its_own_results_are_kept(warehouse):
    with warehouse.write() as connection:
        record_results(connection, {"test.of_yesterday": "warn"})
        record_results(connection, dict.fromkeys(MANIFEST["nodes"], "pass"), are_all=True)
        rows = connection.execute("SELECT unique_id FROM audit.results ORDER BY ALL").fetchall()
    assert [unique_id for (unique_id,) in rows] == sorted([*MANIFEST["nodes"], "raw", BOOK])


READER = """
    import sys, duckdb
    looks = 0
    while True:
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            [(first,)] = connection.execute("SELECT n FROM marts.dim_pages").fetchall()
            [(second,)] = connection.execute("SELECT n FROM marts.twin").fetchall()
        if first != second:
            sys.exit(f"saw half of a warehouse: {first} and {second}")
        looks += 1
        print(looks, flush=True)
"""


def test_a_reader_in_a_loop_through_twenty_publications_sees_only_whole_ones(settings, warehouse):
    with warehouse.write() as connection:
        connection.execute("CREATE TABLE marts.twin AS FROM marts.dim_pages")
    publish(settings, warehouse, MANIFEST, NOW)
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), str(settings.published_file)],
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout.readline() == "1\n"
        for number in range(2, 22):
            with warehouse.write() as connection:
                connection.execute("UPDATE marts.dim_pages SET n = ?", [number])
                connection.execute("UPDATE marts.twin SET n = ?", [number])
            publish(settings, warehouse, MANIFEST, NOW + timedelta(seconds=number))
        assert reader.poll() is None, "the reader saw something else"
        reader.kill()
        assert len(reader.stdout.read().split()) >= 5
    assert value(settings.published_file) == 21
