"""Real pages nobody here wrote; skipped where they are not at hand."""

import pytest

from pipelines.wikitext import Page, dialect_of, parse_page

from .conftest import corpus_pages

pytestmark = pytest.mark.skipif(not corpus_pages(), reason="the corpus folder is not here")

MATCHES = {
    "en-2026-fifa-wcq-conmebol": 90,
    "en-2026-fifa-world-cup-group-a": 6,
    "en-2026-fifa-world-cup-knockout-stage": 31,
    "en-natteam-alg": 22,
    "en-natteam-arg": 13,
    "en-natteam-bra": 14,
    "en-natteam-cpv": 16,
    "en-natteam-cuw": 17,
    "en-natteam-eng": 21,
    "en-natteam-ksa": 35,
    "en-natteam-par": 14,
}


@pytest.fixture(scope="module")
def pages():
    texts = {path.stem: path.read_text(encoding="utf-8") for path in corpus_pages()}
    table = "Template:2026 FIFA World Cup qualification – CONMEBOL table"
    library = {table: Page("enwiki", table, texts["en-template-2026-fifa-wcq-conmebol-table"])}
    return {
        name: parse_page(Page("enwiki", name, text), library.get).rows
        for name, text in texts.items()
    }


def test_no_page_is_taken_for_a_flattened_one():
    assert {dialect_of(p.read_text(encoding="utf-8")) for p in corpus_pages()} == {"wikitext"}


def test_every_match_box_is_read(pages):
    assert {name: len(pages[name]["match_boxes"]) for name in MATCHES} == MATCHES


def test_the_ledger_knows_no_football_template_that_is_not_read(pages):
    unread = {
        row["template"].lower()
        for rows in pages.values()
        for row in rows["template_ledger"]
        if row["outcome"] == "not_understood" and row["template"] != "wikitable"
    }
    tables_of_other_pages = {
        row["template"].lower()
        for rows in pages.values()
        for row in rows["transclusions"]
        if not row["is_resolved"]
    }
    known = {"#lst:", "#section-h:", "#invoke:roundn", "goalscorers"}
    known.add("qualification for championships (conmebol)")
    assert unread <= known | tables_of_other_pages


def test_the_only_reject_is_the_table_that_was_cut_off(pages):
    found = {name: rows["rejects"] for name, rows in pages.items() if rows["rejects"]}
    assert [(r["code"], r["line_start"]) for r in found.pop(sorted(found)[0])] == [
        ("unclosed_call", 2)
    ]
    assert found == {}


def test_the_conmebol_table_comes_with_its_grid_and_ecuadors_deduction(pages):
    rows = pages["en-2026-fifa-wcq-conmebol"]
    assert (len(rows["league_table_rows"]), len(rows["result_grid_cells"])) == (10, 90)
    assert {r["team"]: r["adjust_points"] for r in rows["league_table_rows"]}["Ecuador"] == "-3"
    assert [r["is_resolved"] for r in rows["transclusions"]] == [True, False]
    # The article's infobox says that 183 goals were scored.
    assert len(rows["goals"]) == 183


def test_the_serie_a_table_and_its_grid_have_the_same_clubs(pages):
    rows = pages["en-2005-06-serie-a-league-table-and-results"]
    teams = {r["team_link"] for r in rows["league_table_rows"]}
    assert len(teams) == 20
    # The page links Ascoli to two articles, one of them in the table and one in the grid.
    assert {r["home_link"] for r in rows["result_grid_cells"]} ^ teams == {
        "Ascoli Calcio 1898 FC",
        "Ascoli Picchio FC 1898",
    }
    assert len(rows["result_grid_cells"]) == 380
    deducted = {r["team"] for r in rows["league_table_rows"] if r["adjust_points"] == "-30"}
    assert deducted == {"Milan", "Fiorentina", "Lazio"}


def test_the_austrian_grid_has_its_filled_cells(pages):
    found = pages["en-2019-20-austrian-football-bundesliga"]["result_grid_cells"]
    assert len(found) == 42


def test_old_and_new_templates_of_one_table_give_the_same_rows(pages):
    columns = ("team", "team_link", "win", "draw", "loss", "gf", "ga")
    pairs = [name for name in pages if name.startswith("zackbot") and "before" in name]
    compared = 0
    for name in pairs:
        number = int(name.split("-")[1])
        after = next(n for n in pages if n.startswith(f"zackbot-{number + 1:02d}-"))
        old = pages[name]["league_table_rows"]
        new = pages[after]["league_table_rows"]
        rows = [[tuple(r[c] for c in columns) for r in found] for found in (old, new)]
        assert rows[0][-len(rows[1]) :] == rows[1]
        compared += len(rows[1])
    assert compared == 31
