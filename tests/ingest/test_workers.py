"""Several processes read a folder as one does, row for row, and say so when one of them dies."""

import os
import signal
from datetime import UTC, datetime

import pytest

from pipelines.contracts import CONTRACTS
from pipelines.ingest import WorkerError, batches, ingest, workers
from pipelines.sources import SeedFolder
from pipelines.warehouse import Warehouse
from tests.bench.pages import generate

FIRST, SECOND = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2))
BOX = "{{{{football box|date=1 May 2001|team1={0}|score=1–0|team2={1}}}}}\n"


class DeadlyFolder(SeedFolder):
    """Ends whichever process looks a page up, as a machine does that ran out of memory."""

    def find(self, site, title):
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for page in generate(9, "small", seed=7, injured_share=0.5):
        (folder / f"{page.title}.wikitext").write_text(page.wikitext, encoding="utf-8")
    (folder / "Cup.wikitext").write_text("{{Cup table}}\n" + BOX.format("Ada", "Bea"))
    (folder / "Template:Cup table.wikitext").write_text(
        "{{#invoke:Sports table|main|style=WDL|team1=A|name_A=Ada|win_A=1|draw_A=0|loss_A=0}}"
    )
    (folder / "Not text.txt").write_bytes(b"\x00\xff\xfe" * 99)
    (folder / "Some bad bytes.txt").write_bytes(b"==Final==\nDeportes Temuco \xe1\n")
    return folder


@pytest.fixture
def cut_small(monkeypatch):
    """Batches of two pages, so that a small folder has many."""
    monkeypatch.setattr(batches, "BATCH_PAGES", 2)


def everything(warehouse):
    """All rows of all raw tables, in the order in which they are stored."""
    with warehouse.read() as connection:
        return {table: connection.execute(f"FROM raw.{table}").fetchall() for table in CONTRACTS}


def read(warehouse, folder, now, processes):
    report = ingest(warehouse, SeedFolder(folder), now, lambda line: None, processes)
    return report, everything(warehouse)


def edit(folder):
    """A page that changed, one that shrank sharply, one that went, one that came."""
    [changed, shrunk, gone, *_] = sorted(folder.glob("*Copa*.wikitext"))
    changed.write_text(changed.read_text().replace("| attendance = ", "| attendance = 1"))
    shrunk.write_text(shrunk.read_text()[:500])
    gone.unlink()
    (folder / "New.wikitext").write_text(BOX.format("Cleo", "Dora"))


def test_two_processes_give_the_rows_of_one_in_the_same_order(folder, tmp_path, cut_small):
    alone, together = Warehouse(tmp_path / "1.duckdb"), Warehouse(tmp_path / "2.duckdb")
    first = read(alone, folder, FIRST, 1)
    assert read(together, folder, FIRST, 2) == first
    assert len(first[1]["match_boxes"]) == 9 * 15 + 1
    assert len(first[1]["rejects"]) == 1
    edit(folder)
    second = read(alone, folder, SECOND, 1)
    assert read(together, folder, SECOND, 2) == second
    assert (len(second[0].changed), len(second[0].held), len(second[0].removed)) == (1, 1, 1)
    # The attendance of 15 matches, and the page that left.
    assert len(second[1]["page_changes"]) == 16
    assert not list(tmp_path.glob("*.rows"))


def test_a_process_that_dies_is_told_of_and_the_next_run_goes_on(folder, tmp_path, cut_small):
    warehouse = Warehouse(tmp_path / "build.duckdb")
    with pytest.raises(WorkerError, match=r"ended from outside at local/.*LIGUILLA_PROCESSES=1"):
        ingest(warehouse, DeadlyFolder(folder), FIRST, lambda line: None, 2)
    assert not list(tmp_path.glob("*.rows"))
    _, rows = read(warehouse, folder, SECOND, 2)
    _, expected = read(Warehouse(tmp_path / "other.duckdb"), folder, SECOND, 1)
    assert rows == expected


def test_a_single_batch_starts_no_process(folder, tmp_path, monkeypatch):
    def refuse(*arguments):
        raise AssertionError("a process was started")

    monkeypatch.setattr(workers, "pool", refuse)
    report, _ = read(Warehouse(tmp_path / "build.duckdb"), folder, FIRST, 2)
    assert len(report.added) == 12


def test_batches_are_cut_by_size_and_number_and_lose_no_page(folder, monkeypatch):
    pages = list(SeedFolder(folder).pages())
    sizes = [page.byte_count for page in pages]
    monkeypatch.setattr(batches, "BATCH_BYTES", sizes[0] + 1)
    parts = list(batches.cut(iter(pages)))
    assert [page for part in parts for page in part] == pages
    # All but the last page of a batch leave room.
    assert all(sum(page.byte_count for page in part[:-1]) <= sizes[0] for part in parts)
    assert len(parts) > 1
