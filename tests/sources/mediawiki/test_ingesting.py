"""A wiki followed over several runs, as the warehouse sees it."""

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.ingest import ingest
from pipelines.ingest import run as run_module
from pipelines.sources import CombinedSource, SeedFolder
from pipelines.warehouse import Warehouse

START = datetime(2026, 1, 1, tzinfo=UTC)

BOX = "==Final==\n{{{{football box\n|date=1 May 2001\n|team1=Ada\n|score={}\n|team2=Bea\n}}}}\n"
TABLE = (
    "{{{{#invoke:Sports table|main|style=WDL|team1=A|team2=B|name_A=Ada|name_B=Bea\n"
    "|win_A={}|draw_A=0|loss_A=0|gf_A=1|ga_A=0|win_B=0|draw_B=0|loss_B=1|gf_B=0|ga_B=1}}}}\n"
)


@pytest.fixture
def league(wiki, reader_of, tmp_path):
    """Two articles, one with a match and one that shows a template's table, and their warehouse."""
    wiki.write("Final", BOX.format("1–0"))
    wiki.write("Template:League table", TABLE.format(1))
    wiki.write("League", "==Group==\n{{League table}}\n")
    return League(reader_of("Final", "League"), Warehouse(tmp_path / "build.duckdb"))


class League:
    def __init__(self, reader, warehouse):
        self.reader = reader
        self.warehouse = warehouse
        self.day = 0

    def run(self, source=None):
        self.day += 1
        self.reader.session.asked.clear()
        now = START + timedelta(days=self.day)
        return ingest(self.warehouse, source or self.reader.source, now, lambda line: None)

    def ask(self, sql):
        with self.warehouse.read() as connection:
            return connection.execute(sql).fetchall()

    @property
    def texts_asked(self):
        return [asked for asked in self.reader.asked if "content" in asked.get("rvprop", "")]


WINS = "SELECT win FROM raw.league_table_rows WHERE page_id = 'localwiki/League' AND team = 'Ada'"


def test_the_first_run_reads_the_pages_and_the_templates_they_show(league):
    report = league.run()
    assert report.added == [
        "localwiki/Final",
        "localwiki/League",
        "localwiki/Template:League_table",
    ]
    assert league.ask(WINS) == [("1",)]
    assert league.ask("SELECT count(*) FROM raw.pages WHERE revision_id > 0") == [(3,)]


def test_nothing_moved_fetches_no_text_and_writes_nothing(league):
    league.run()
    report = league.run()
    assert league.texts_asked == []
    assert (len(report.unchanged), report.wrote_something) == (3, False)


def test_an_edit_fetches_that_page_only_and_is_noted(wiki, league):
    league.run()
    wiki.write("Final", BOX.format("2–0"))
    report = league.run()
    assert report.changed == ["localwiki/Final"]
    assert len(league.texts_asked) == 1
    assert league.ask("SELECT old_value, new_value FROM raw.page_changes") == [("1–0", "2–0")]


def test_an_edited_template_takes_along_the_article_that_shows_it(wiki, league):
    league.run()
    wiki.write("Template:League table", TABLE.format(2))
    report = league.run()
    assert report.changed == ["localwiki/League", "localwiki/Template:League_table"]
    assert league.ask(WINS) == [("2",)]


def test_an_edit_and_its_revert_leave_one_version_and_are_not_fetched_for_ever(wiki, league):
    league.run()
    wiki.write("Final", BOX.format("2–0"))
    wiki.write("Final", BOX.format("1–0"))
    league.run()
    assert league.ask("SELECT count(*) FROM raw.pages WHERE page_id = 'localwiki/Final'") == [(1,)]
    league.run()
    assert league.texts_asked == []


def test_a_deleted_page_leaves_and_keeps_its_version(wiki, league):
    league.run()
    wiki.delete("Final")
    report = league.run()
    assert report.removed == ["localwiki/Final"]
    assert any("Final" in notice for notice in league.reader.source.notices)
    assert league.ask("SELECT is_current FROM raw.pages WHERE page_id = 'localwiki/Final'") == [
        (False,)
    ]


def test_another_parser_reads_the_stored_texts_and_asks_for_none(league, monkeypatch):
    league.run()
    monkeypatch.setattr(run_module, "parser_fingerprint", lambda: "another")
    report = league.run()
    assert len(report.reparsed) == 3
    # The parser asks for the template that it follows; the articles themselves are at hand.
    assert {asked.get("titles") for asked in league.texts_asked} <= {"Template:League table"}


def test_seeds_and_a_wiki_together_and_a_page_of_both_counts_once(league, tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "Final.wikitext").write_text(BOX.format("9–0"), encoding="utf-8")
    (folder / "manifest.yml").write_text(
        "site: localwiki\npages:\n- {file: Final.wikitext, title: Final}\n", encoding="utf-8"
    )
    both = CombinedSource([SeedFolder(folder), league.reader.source])
    report = league.run(both)
    assert len(report.added) == 3
    assert league.ask("SELECT score FROM raw.match_boxes") == [("9–0",)]
    assert any("two sources" in notice for notice in both.notices)
