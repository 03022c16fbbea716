"""From pages to raw rows: what is parsed, what is replaced, what is refused."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.ingest import ingest, plan, rows
from pipelines.ingest import run as run_module
from pipelines.sources import (
    SeedFolder,
    SourcePage,
    UnchangedPage,
    file_memory,
    fingerprints,
    seeds,
)
from pipelines.warehouse import Warehouse
from pipelines.wikitext import Page

FIRST, SECOND, THIRD = (datetime(2026, 1, day, tzinfo=UTC) for day in (1, 2, 3))

BOX = "{{{{football box\n|date=1 May 2001\n|team1={0}\n|score=1–0\n|team2={1}\n}}}}\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "A.wikitext").write_text("==Final==\n" + BOX.format("Ada", "Bea"), encoding="utf-8")
    (folder / "B.wikitext").write_text("==Final==\n" + BOX.format("Cleo", "Dora"), encoding="utf-8")
    return folder


@pytest.fixture
def warehouse(tmp_path):
    return Warehouse(tmp_path / "build.duckdb")


def run(warehouse, folder, now=FIRST):
    return ingest(warehouse, SeedFolder(folder), now, progress=lambda line: None)


def ask(warehouse, sql):
    with warehouse.read() as connection:
        return connection.execute(sql).fetchall()


MATCHES = "SELECT page_id, team1, team2 FROM raw.match_boxes ORDER BY ALL"


def test_pages_are_added_and_then_left_alone(warehouse, folder):
    report = run(warehouse, folder)
    assert report.added == ["local/A", "local/B"]
    assert ask(warehouse, MATCHES) == [("local/A", "Ada", "Bea"), ("local/B", "Cleo", "Dora")]
    again = run(warehouse, folder, SECOND)
    assert (again.unchanged, again.wrote_something) == (["local/A", "local/B"], False)
    assert ask(warehouse, "SELECT DISTINCT ingested_at FROM raw.pages") == [(FIRST,)]


def test_only_a_changed_page_is_parsed_again(warehouse, folder, monkeypatch):
    run(warehouse, folder)
    parsed = []
    real = rows.wikitext.parse_page

    def watched(page, **arguments):
        parsed.append(page.title)
        return real(page, **arguments)

    monkeypatch.setattr(rows.wikitext, "parse_page", watched)
    (folder / "A.wikitext").write_text(BOX.format("Ada", "Eve"), encoding="utf-8")
    report = run(warehouse, folder, SECOND)
    assert (report.changed, report.unchanged) == (["local/A"], ["local/B"])
    assert set(parsed) == {"A"}
    assert ask(warehouse, MATCHES) == [("local/A", "Ada", "Eve"), ("local/B", "Cleo", "Dora")]


@pytest.mark.parametrize("order", ["ASC", "DESC"])
def test_only_todays_version_is_looked_at_wherever_it_lies(warehouse, folder, order):
    run(warehouse, folder)
    (folder / "A.wikitext").write_text(BOX.format("Ada", "Eve"), encoding="utf-8")
    run(warehouse, folder, SECOND)
    with warehouse.write() as connection:
        lying = f"SELECT * FROM raw.pages ORDER BY ingested_at {order}"
        connection.execute(f"CREATE TEMP TABLE versions AS {lying}")
        connection.execute("DELETE FROM raw.pages")
        connection.execute("INSERT INTO raw.pages FROM versions")
        [found] = plan.current_texts(connection, ["local/A"]).values()
    assert found.wikitext == BOX.format("Ada", "Eve")


def test_a_page_that_vanishes_leaves_and_one_that_returns_is_first_seen_when_it_was(
    warehouse, folder
):
    run(warehouse, folder)
    text = (folder / "A.wikitext").read_text(encoding="utf-8")
    (folder / "A.wikitext").unlink()
    assert run(warehouse, folder, SECOND).removed == ["local/A"]
    assert ask(warehouse, MATCHES) == [("local/B", "Cleo", "Dora")]
    (folder / "A.wikitext").write_text(text, encoding="utf-8")
    assert run(warehouse, folder, SECOND).added == ["local/A"]
    assert ask(
        warehouse,
        "SELECT first_seen_at, ingested_at FROM raw.pages WHERE page_id = 'local/A'",
    ) == [(FIRST, SECOND)]


def test_another_parser_reads_every_page_again(warehouse, folder, monkeypatch):
    run(warehouse, folder)
    monkeypatch.setattr(run_module, "parser_fingerprint", lambda: "another")
    report = run(warehouse, folder, SECOND)
    assert report.reparsed == ["local/A", "local/B"]


def test_another_parser_may_find_another_title_in_a_file_that_is_as_it_was(
    warehouse, folder, tmp_path, monkeypatch
):
    monkeypatch.setattr(file_memory, "SETTLED_NANOSECONDS", 0)
    source = SeedFolder(folder, seen_files=tmp_path / "files.json")
    for day in (FIRST, SECOND):
        ingest(warehouse, source, day, progress=lambda line: None)
    monkeypatch.setattr(run_module, "parser_fingerprint", lambda: "another")
    monkeypatch.setattr(seeds, "flattened_title", lambda text: "Cup" if "Ada" in text else None)
    report = ingest(warehouse, source, THIRD, progress=lambda line: None)
    assert (report.added, report.reparsed, report.removed) == (
        ["local/Cup"],
        ["local/B"],
        ["local/A"],
    )


def test_pages_that_a_source_knows_to_be_unchanged_are_not_looked_up(warehouse, monkeypatch):
    ingest(warehouse, Handed(250), FIRST, progress=lambda line: None)
    monkeypatch.setattr(plan, "_current_rows", None)
    report = ingest(warehouse, Handed(250, as_known=True), SECOND, progress=lambda line: None)
    assert (len(report.unchanged), report.wrote_something) == (250, False)


def test_another_parser_reads_unchanged_pages_from_the_work_file_each_as_it_is(
    warehouse, monkeypatch
):
    ingest(warehouse, Handed(250, away="Before", revision=0), FIRST, progress=lambda line: None)
    ingest(warehouse, Handed(250), SECOND, progress=lambda line: None)
    before = ask(warehouse, MATCHES)
    assert before[0] == ("wiki/0", "Home 0", "Away")
    monkeypatch.setattr(run_module, "parser_fingerprint", lambda: "another")
    report = ingest(warehouse, Handed(250, as_known=True), THIRD, progress=lambda line: None)
    assert report.reparsed == [f"wiki/{number}" for number in range(250)]
    assert ask(warehouse, MATCHES) == before


def test_what_a_source_says_now_of_an_unchanged_page_is_written(warehouse):
    ingest(warehouse, Handed(8), FIRST, progress=lambda line: None)
    said = Handed(8, as_known=True, must_reconcile=True)
    report = ingest(warehouse, said, SECOND, progress=lambda line: None)
    assert report.changed == [f"wiki/{number}" for number in range(1, 7)]
    must = "SELECT page_id FROM raw.pages WHERE is_current AND must_reconcile ORDER BY ALL"
    assert ask(warehouse, must) == [(page_id,) for page_id in report.changed]


class Handed:
    """A wiki of so many pages of one match each; every seventh always comes with its text."""

    notices = ()

    def __init__(self, count, *, away="Away", revision=1, as_known=False, must_reconcile=False):
        self.count, self.away, self.revision = count, away, revision
        self.as_known, self.must_reconcile = as_known, must_reconcile

    def pages(self, known):
        for number in range(self.count):
            text = BOX.format(f"Home {number}", self.away)
            page = Page("wiki", str(number), text, "", number + self.revision)
            if self.as_known and number % 7:
                assert known[page.page_id] == page.revision_id
                must = self.must_reconcile
                yield UnchangedPage(page.page_id, page.revision_id, must_reconcile=must)
            else:
                size = len(page.wikitext.encode())
                yield SourcePage(page.page_id, page.content_sha256, size, page)

    def transcluded(self, site, titles, known):
        return iter(())

    def find(self, site, title):
        return None


def test_a_change_in_the_manifest_is_a_change_of_the_page(warehouse, folder):
    run(warehouse, folder)
    (folder / "manifest.yml").write_text("pages:\n- {file: A.wikitext, licence: CC0}\n", "utf-8")
    assert run(warehouse, folder, SECOND).changed == ["local/A"]
    assert ask(warehouse, "SELECT licence FROM raw.pages WHERE page_id = 'local/A'") == [("CC0",)]


def test_a_file_that_moves_is_a_change_of_its_page(warehouse, folder):
    manifest = "pages:\n- {{file: {}, title: A}}\n"
    (folder / "manifest.yml").write_text(manifest.format("A.wikitext"), encoding="utf-8")
    run(warehouse, folder)
    (folder / "A.wikitext").rename(folder / "moved.wikitext")
    (folder / "manifest.yml").write_text(manifest.format("moved.wikitext"), encoding="utf-8")
    assert run(warehouse, folder, SECOND).changed == ["local/A"]
    place = "SELECT source_uri FROM raw.pages WHERE page_id = 'local/A' AND is_current"
    assert ask(warehouse, place) == [("moved.wikitext",)]
    assert not run(warehouse, folder, THIRD).wrote_something


def test_a_file_with_a_name_that_no_row_can_hold_is_a_reject_and_stops_no_other(warehouse, folder):
    latin = os.fsdecode(os.fsencode(folder) + b"/\xe9t\xe9.txt")
    for name in (latin, folder / "two\nlines.txt"):
        Path(name).write_text("==A==\n", encoding="utf-8")
    report = run(warehouse, folder)
    assert sorted(report.refused) == ["local/\\xe9t\\xe9", "local/two\\x0alines"]
    assert len(ask(warehouse, MATCHES)) == 2
    [(message,)] = ask(
        warehouse, "SELECT message FROM raw.rejects WHERE page_id LIKE '%two%' AND line_start = 1"
    )
    assert "two\\x0alines.txt" in message
    assert "rename the file" in message
    assert set(fingerprints(folder)) == {
        "A.wikitext", "B.wikitext", "\\xe9t\\xe9.txt", "two\\x0alines.txt"
    }  # fmt: skip
    assert not run(warehouse, folder, SECOND).wrote_something


def test_a_file_that_is_no_text_is_a_reject_with_its_reason_and_stops_no_other(warehouse, folder):
    (folder / "C.wikitext").write_bytes(b"GIF89a\x00\x01\xff\xfe")
    report = run(warehouse, folder)
    assert report.refused == ["local/C"]
    assert len(ask(warehouse, MATCHES)) == 2
    assert ask(warehouse, "SELECT page_id, table_name, code, line_start FROM raw.rejects") == [
        ("local/C", "pages", "not_text", 1)
    ]
    again = run(warehouse, folder, SECOND)
    assert (again.refused, again.wrote_something) == ([], False)
    (folder / "C.wikitext").unlink()
    run(warehouse, folder, SECOND)
    assert ask(warehouse, "SELECT count(*) FROM raw.rejects") == [(0,)]


def test_a_row_that_breaks_its_contract_becomes_a_reject_with_its_lines(
    warehouse, folder, monkeypatch
):
    real = rows.wikitext.parse_page

    def spoiled(page, **arguments):
        parsed = real(page, **arguments)
        if page.title == "A":
            parsed.rows["match_boxes"][0]["witness"] = "hearsay"
        return parsed

    monkeypatch.setattr(rows.wikitext, "parse_page", spoiled)
    report = run(warehouse, folder)
    assert report.actual_types["match_boxes"]["witness"] == "String"
    assert ask(warehouse, MATCHES) == [("local/B", "Cleo", "Dora")]
    [(page, table, code, message, line)] = ask(
        warehouse, "SELECT page_id, table_name, code, message, line_start FROM raw.rejects"
    )
    assert (page, table, code, line) == ("local/A", "match_boxes", "breaks_contract", 2)
    assert "witness = 'hearsay'" in message


def test_bad_bytes_become_a_warning_with_their_line(warehouse, folder):
    (folder / "C.wikitext").write_bytes(b"==Final==\n\nPer\xfa\n")
    run(warehouse, folder)
    assert ask(warehouse, "SELECT page_id, severity, code, line_start FROM raw.parse_issues") == [
        ("local/C", "warning", "not_utf8", 3)
    ]


@pytest.mark.parametrize("entry", ["", "- {file: A.wikitext, site: enwiki}\n"])
def test_a_template_page_that_changes_takes_the_pages_that_show_it_along(warehouse, folder, entry):
    site = "enwiki" if entry else "local"
    table = (
        "{{{{#invoke:Sports table|main|style=WDL|team1=A|team2=B|name_A=Ada|name_B=Bea\n"
        "|win_A={0}|draw_A=0|loss_A=0|gf_A=1|ga_A=0|win_B=0|draw_B=0|loss_B=1|gf_B=0|ga_B=1}}}}\n"
    )
    (folder / "manifest.yml").write_text(
        f"pages:\n- {{file: T.wikitext, title: 'Template:Cup table'}}\n{entry}", encoding="utf-8"
    )
    (folder / "T.wikitext").write_text(table.format(1), encoding="utf-8")
    (folder / "A.wikitext").write_text("==Group==\n{{Cup table}}\n", encoding="utf-8")
    run(warehouse, folder)
    wins = f"SELECT win FROM raw.league_table_rows WHERE page_id = '{site}/A' AND team = 'Ada'"
    assert ask(warehouse, wins) == [("1",)]
    (folder / "T.wikitext").write_text(table.format(2), encoding="utf-8")
    report = run(warehouse, folder, SECOND)
    assert sorted(report.changed) == sorted([f"{site}/A", "local/Template:Cup_table"])
    assert ask(warehouse, wins) == [("2",)]


def many(count):
    return "==Final==\n" + "".join(BOX.format(f"A{n}", f"B{n}") for n in range(count))


def test_what_changed_is_noted_with_both_versions(warehouse, folder):
    run(warehouse, folder)
    text = (folder / "A.wikitext").read_text(encoding="utf-8")
    (folder / "A.wikitext").write_text(text.replace("1–0", "2–0"), encoding="utf-8")
    run(warehouse, folder, SECOND)
    assert ask(
        warehouse,
        "SELECT page_id, changed_at, entity, column_name, old_value, new_value, "
        "previous_sha256 <> content_sha256 FROM raw.page_changes",
    ) == [("local/A", SECOND, "match", "score", "1–0", "2–0", True)]


def test_a_page_that_leaves_and_returns_is_noted_both_times(warehouse, folder):
    run(warehouse, folder)
    text = (folder / "A.wikitext").read_text(encoding="utf-8")
    (folder / "A.wikitext").unlink()
    run(warehouse, folder, SECOND)
    (folder / "A.wikitext").write_text(text, encoding="utf-8")
    run(warehouse, folder, THIRD)
    assert ask(
        warehouse,
        "SELECT changed_at, entity, old_value, new_value FROM raw.page_changes ORDER BY changed_at",
    ) == [(SECOND, "page", "A", None), (THIRD, "page", None, "A")]


def test_a_page_that_shrinks_sharply_is_held_back_until_somebody_lets_it_through(warehouse, folder):
    (folder / "A.wikitext").write_text(many(9), encoding="utf-8")
    run(warehouse, folder)
    (folder / "A.wikitext").write_text(many(2), encoding="utf-8")
    report = run(warehouse, folder, SECOND)
    [held] = report.held
    assert "2 matches where there were 9" in held.sentence
    assert (report.changed, report.wrote_something) == ([], False)
    count = "SELECT count(*) FROM raw.match_boxes WHERE page_id = 'local/A'"
    assert ask(warehouse, count) == [(9,)]
    (folder / "manifest.yml").write_text(
        f"pages:\n- {{file: A.wikitext, accept_shrink: {held.content_sha256}}}\n", encoding="utf-8"
    )
    report = run(warehouse, folder, THIRD)
    assert (report.held, report.changed) == ([], ["local/A"])
    assert ask(warehouse, count) == [(2,)]


def test_a_page_overwritten_by_a_picture_is_held_back(warehouse, folder):
    run(warehouse, folder)
    (folder / "A.wikitext").write_bytes(b"GIF89a\x00\x01\xff\xfe")
    report = run(warehouse, folder, SECOND)
    assert [held.page_id for held in report.held] == ["local/A"]
    assert report.refused == []
    assert len(ask(warehouse, MATCHES)) == 2
