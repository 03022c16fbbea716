"""Real pages that nobody here wrote, where they are at hand: ../shared/corpus."""

import shutil

import pytest

from pipelines.settings import PROJECT_ROOT
from tests.conftest import make_deployment
from tests.end_to_end.test_readme import ELSEWHERE, rows_below, shown

CORPUS = PROJECT_ROOT.parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="no folder of real pages beside this one"
)

MANIFEST = """
site: enwiki
pages:
- file: pages/en-template-2026-fifa-wcq-conmebol-table.wikitext
  title: Template:2026 FIFA World Cup qualification – CONMEBOL table
- {file: pages/en-2026-fifa-wcq-conmebol.wikitext, title: CONMEBOL}
- {file: snippets/en-2005-06-serie-a-league-table-and-results.wikitext, title: Serie A}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corpus")
    shutil.copytree(CORPUS, folder / "pages")
    for path in [folder / "pages", *(folder / "pages").rglob("*")]:
        path.chmod(0o755)
    (folder / "pages" / "manifest.yml").write_text(MANIFEST, encoding="utf-8")
    deployment = make_deployment(folder / "deployment", seeds=folder / "pages")
    result = deployment.refresh()
    assert result.success, [event.message for event in result.get_step_failure_events()]
    return deployment


def test_every_page_comes_in(corpus):
    count = sum(1 for _ in CORPUS.rglob("*.wikitext"))
    assert corpus.query("SELECT count(*) FROM marts.dim_pages") == [(count,)]


def test_ninety_matches_give_the_transcluded_table_of_conmebol(corpus):
    assert corpus.query(
        "SELECT status, rows_agreeing, matches_counted FROM marts.fct_league_table_reconciliation "
        "WHERE page_id = 'enwiki/CONMEBOL'"
    ) == [("reconciled", 10, 90)]
    # A match in a box and in the grid is one match with two witnesses.
    assert corpus.query(
        "SELECT count(*), count(second_witness) FROM marts.fct_matches "
        "WHERE page_id = 'enwiki/CONMEBOL'"
    ) == [(90, 90)]


def test_ecuadors_three_points_are_taken_off(corpus):
    assert corpus.query(
        "SELECT points, points_adjustment, points - points_adjustment = 3 * wins + draws "
        "FROM marts.fct_published_standings WHERE page_id = 'enwiki/CONMEBOL' AND team = 'Ecuador'"
    ) == [(29, -3, True)]


def test_serie_a_agrees_row_by_row_and_in_an_order_that_no_tie_break_explains(corpus):
    assert corpus.query(
        "SELECT status, rows_agreeing, matches_counted, order_consistent_with "
        "FROM marts.fct_league_table_reconciliation WHERE page_id = 'enwiki/Serie_A'"
    ) == [("reconciled", 20, 380, [])]
    assert corpus.query(
        "SELECT count(*) FROM marts.fct_published_standings "
        "WHERE page_id = 'enwiki/Serie_A' AND points_adjustment < 0"
    ) == [(3,)]


def test_nothing_on_a_page_is_lost_without_a_line_in_the_ledger(corpus):
    assert corpus.query(
        "SELECT count(*) FROM marts.fct_coverage WHERE call_count <> "
        "parsed_count + rejected_count + not_football_count + not_understood_count"
    ) == [(0,)]
    # Every match box that stands on the pages is a match.
    [(boxes, matches)] = corpus.query(
        "SELECT (SELECT count(*) FROM raw.template_ledger WHERE row_count > 0 "
        "AND regexp_matches(lower(template), 'foot ?ball ?box')), "
        "(SELECT count(*) FROM raw.match_boxes WHERE witness = 'match_box')"
    )
    assert boxes == matches == 309


def test_contradictions_are_data(corpus):
    statuses = dict(
        corpus.query(
            "SELECT status, count(*) FROM marts.fct_league_table_reconciliation GROUP BY 1"
        )
    )
    assert statuses["reconciled"] == 3
    assert statuses["self_contradictory"] >= 1


def test_the_contradiction_in_the_readme_is_found(corpus):
    [(sql, table)] = ELSEWHERE
    assert sorted(tuple(map(shown, row)) for row in corpus.query(sql)) == rows_below(table)


def test_every_question_can_be_asked_of_these_pages_too(corpus):
    answers = {
        path.stem: corpus.query(path.read_text(encoding="utf-8"))
        for path in (PROJECT_ROOT / "warehouse" / "queries").glob("*.sql")
    }
    # No page with a table names a champion, and nothing has changed since the first run.
    assert {name for name, rows in answers.items() if not rows} == {
        "matches_that_decided_a_title",
        "what_changed_since_last_week",
    }
    # Argentina won 1–0, 3–0 and 1–0; Ecuador lost one and won two, less the three points.
    after_three = {row[5]: row[-1] for row in answers["standings_after_round_3"]}
    assert (after_three["Argentina"], after_three["Ecuador"]) == (9, 3)
    # Algeria beat Guatemala and Curaçao beat Bermuda by 7–0.
    assert {row[3] for row in answers["biggest_wins"] if row[0] == 1} == {"Algeria", "Curaçao"}
    contradicting = {row[0] for row in answers["contradictions_by_page"] if row[3]}
    assert contradicting == {
        "local/zackbot-11-works-for-case-2-before-fbcl",
        "local/zackbot-12-works-for-case-2-after-sportstable",
    }
    told_alike = {row[0]: row[5] for row in answers["contradictions_by_page"]}
    assert told_alike["enwiki/CONMEBOL"] == 90
