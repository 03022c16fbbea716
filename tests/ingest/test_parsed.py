"""Pages that were parsed elsewhere are taken in like any others."""

import json
import sys
from datetime import UTC, datetime

import pytest

from pipelines.contracts import CONTRACTS, ContractBrokenError
from pipelines.ingest import ingest, parsed
from pipelines.ingest.parsed import (
    LIBRARY,
    MANIFEST,
    ParsedFolder,
    Part,
    manifest_of,
    parsed_folder,
    part_files,
)
from pipelines.sources import SourceError
from pipelines.sources.dump import DumpSource, PageStore
from pipelines.warehouse import Warehouse
from tests.sources.dump.dumps import TABLE, TAIL, Written, season, write_dump

FIRST, SECOND = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2))
SHOWN = Written("Template:Cup table", TABLE.format(1), ns=10, revision=50)
PAGES = [season(n, table="{{Cup table}}\n" if n % 2 else "") for n in range(1, 7)]


@pytest.fixture
def world(tmp_path):
    """Write a wiki twice: as a dump, and as the folder of rows that a job makes of the dump."""

    def make(*pages, name="one", broken=()):
        folder = tmp_path / name
        folder.mkdir()
        dump = write_dump(folder / "dump.xml", pages)
        text = dump.read_text(encoding="utf-8").removesuffix(TAIL)
        dump.write_text(text + "".join(broken) + TAIL, encoding="utf-8")
        source = DumpSource((dump,), PageStore(folder / LIBRARY))
        articles = list(source.pages())
        half = len(articles) // 2
        shown = list(source.transcluded("testwiki", ["Template:Cup table"]))
        parts = []
        for part, batch in (("a", articles[:half]), ("b", articles[half:]), ("shown", shown)):
            files, rows = part_files(batch, source, FIRST)
            for table, content in files.items():
                (folder / table).mkdir(exist_ok=True)
                (folder / table / f"{part}.parquet").write_bytes(content)
            parts.append(Part(part, part == "shown", rows))
        (folder / MANIFEST).write_text(manifest_of(parts, source.counts), encoding="utf-8")
        return source, ParsedFolder(folder)

    return make


@pytest.fixture
def warehouse(tmp_path):
    return lambda name: Warehouse(tmp_path / f"{name}.duckdb")


def load(warehouse, source, now=FIRST):
    return ingest(warehouse, source, now, progress=lambda line: None)


def tables(warehouse):
    with warehouse.read() as connection:
        return {
            table: connection.execute(f"SELECT * FROM raw.{table} ORDER BY ALL").fetchall()
            for table in CONTRACTS
        }


BROKEN = season(99).xml(99).replace("</title>", "")


def test_the_loaded_rows_are_those_of_parsing_here(world, warehouse):
    dump, folder = world(*PAGES, SHOWN, broken=[BROKEN])
    reports = load(warehouse("dump"), dump), load(warehouse("loaded"), folder)
    here, there = tables(warehouse("dump")), tables(warehouse("loaded"))
    assert [len(here[t]) for t in ("pages", "match_boxes", "league_tables", "rejects")] == [
        7,
        6,
        4,
        1,
    ]
    assert there == here
    assert reports[0] == reports[1]


def test_what_others_show_is_handed_over_only_where_it_is_asked_for(world):
    _, folder = world(*PAGES, SHOWN)
    assert [p.page_id for p in folder.pages()] == [f"testwiki/{n}_Cup" for n in range(1901, 1907)]
    asked = folder.transcluded("testwiki", ["Template:Cup table", "Template:None"])
    assert [p.page_id for p in asked] == ["testwiki/Template:Cup_table"]


def test_nothing_changes_when_it_is_loaded_again(world, warehouse):
    _, folder = world(*PAGES, SHOWN, broken=[BROKEN])
    store = warehouse("loaded")
    load(store, folder)
    before = tables(store)
    report = load(store, folder, SECOND)
    assert len(report.unchanged) == 8
    assert not report.wrote_something
    assert tables(store) == before


def test_what_changed_between_two_folders_is_noted_as_between_two_dumps(world, warehouse):
    changed = [
        Written(p.title, p.text.replace("Bea", "Cleo"), revision=2000 + n)
        if n == 2
        else Written(p.title, p.text, revision=1001 + n)
        for n, p in enumerate(PAGES)
    ]
    table = Written("Template:Cup table", TABLE.format(2), ns=10, revision=51)
    old_dump, old_folder = world(*PAGES, SHOWN)
    new_dump, new_folder = world(*changed[:-1], table, name="two")
    for store, sources in (("dump", (old_dump, new_dump)), ("loaded", (old_folder, new_folder))):
        load(warehouse(store), sources[0])
        load(warehouse(store), sources[1], SECOND)
    here, there = tables(warehouse("dump")), tables(warehouse("loaded"))
    assert {row[4:6] for row in here["page_changes"]} != set()
    assert there == here


def test_a_row_that_breaks_its_contract_goes_to_the_rejects(world, warehouse, monkeypatch):
    real = parsed.rows_of

    def wrong(page, source):
        rows = real(page, source)
        for row in rows["match_boxes"]:
            row["witness"] = "hearsay"
        return rows

    monkeypatch.setattr(parsed, "rows_of", wrong)
    _, folder = world(season(1))
    load(warehouse("loaded"), folder)
    found = tables(warehouse("loaded"))
    assert (len(found["match_boxes"]), len(found["rejects"])) == (0, 1)
    assert "witness = 'hearsay' breaks the rule" in str(found["rejects"][0])


@pytest.mark.parametrize("row", [{"more": 1}, {"match_no": "one"}])
def test_a_parser_that_gives_other_columns_or_types_stops_the_job(world, monkeypatch, row):
    real = parsed.rows_of

    def wrong(page, source):
        rows = real(page, source)
        rows["match_boxes"][0].update(row)
        return rows

    monkeypatch.setattr(parsed, "rows_of", wrong)
    with pytest.raises(ContractBrokenError, match=r"rows for raw\.match_boxes do not have"):
        world(season(1))


def refusal(warehouse, folder):
    with pytest.raises(SourceError) as caught:
        load(warehouse("loaded"), folder)
    return str(caught.value)


def test_a_job_that_has_not_ended_is_not_loaded(world, warehouse):
    _, folder = world(season(1))
    (folder.folder / MANIFEST).unlink()
    assert "the job that parses has not ended" in refusal(warehouse, folder)


def test_rows_of_another_parser_are_not_loaded(world, warehouse, monkeypatch):
    _, folder = world(season(1))
    monkeypatch.setattr(parsed, "parser_fingerprint", lambda: "another")
    assert "written by another release of the parser; parse again" in refusal(warehouse, folder)


def test_a_part_that_is_missing_is_said(world, warehouse):
    _, folder = world(season(1))
    (folder.folder / "match_boxes" / "b.parquet").unlink()
    message = refusal(warehouse, folder)
    assert "match_boxes/b.parquet cannot be read" in message
    assert "copy the whole folder" in message


def test_a_part_with_other_rows_than_the_list_says_is_refused(world, warehouse):
    _, folder = world(*PAGES)
    parts = folder.folder / "match_boxes"
    (parts / "a.parquet").write_bytes((parts / "b.parquet").read_bytes())
    manifest = json.loads((folder.folder / MANIFEST).read_text())
    manifest["parts"][0]["rows"]["match_boxes"] = 2
    (folder.folder / MANIFEST).write_text(json.dumps(manifest))
    assert "has 3 rows where parsed.json says 2" in refusal(warehouse, folder)


def test_a_list_of_parts_that_is_none_is_said(world, warehouse):
    _, folder = world(season(1))
    (folder.folder / MANIFEST).write_text("{}")
    assert "cannot be read as the list of parts" in refusal(warehouse, folder)


def test_an_address_that_nothing_here_can_read_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(SourceError, match="s3://bucket/rows is not on this machine, and pyarrow"):
        parsed_folder("s3://bucket/rows")


def test_a_first_run_that_is_interrupted_goes_on_with_what_is_missing(
    world, warehouse, monkeypatch
):
    dump, _ = world(*map(season, range(1, 7)))
    monkeypatch.setattr("pipelines.ingest.batches.BATCH_PAGES", 2)
    monkeypatch.setattr("pipelines.ingest.run.TRANSACTION_BYTES", 1)
    real, calls = parsed.rows_of, []

    def stopping(page, source):
        calls.append(page.page_id)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(page, source)

    monkeypatch.setattr("pipelines.ingest.batches.rows_of", stopping)
    with pytest.raises(KeyboardInterrupt):
        load(warehouse("dump"), dump)
    calls.clear()
    calls.extend([""] * 10)
    report = load(warehouse("dump"), dump, SECOND)
    # Two batches of two were written; the other two articles were not.
    assert calls[10:] == ["testwiki/1905_Cup", "testwiki/1906_Cup"]
    assert (len(report.unchanged), report.reparsed) == (4, [])
