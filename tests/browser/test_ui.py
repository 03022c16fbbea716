"""The Dagster UI tells the story: a run that fails, asked through its API and seen in a browser."""

import html
import json

import pytest

from tests.browser.graph import group_boxes, open_graph
from tests.conftest import make_deployment
from tests.running_dagster import running_dagster
from tests.slow import slow

pytestmark = slow

ASSET = """
query ($path: [String!]!) {
  assetNodeOrError(assetKey: {path: $path}) {
    ... on AssetNode {
      assetMaterializations(limit: 1) { metadataEntries { ...Entry } }
      assetObservations(limit: 1) { metadataEntries { ...Entry } }
      assetChecksOrError {
        ... on AssetChecks {
          checks {
            name
            description
            executionForLatestMaterialization {
              evaluation { success severity description metadataEntries { ...Entry } }
            }
          }
        }
      }
    }
  }
}
fragment Entry on MetadataEntry {
  label
  ... on IntMetadataEntry { intValue }
  ... on MarkdownMetadataEntry { mdStr }
  ... on TableMetadataEntry { table { records } }
}
"""

PAGE_1997 = "000_0e887ea93d1d92e5.txt"
SENTENCE = (
    "If *Juan Aurich 3–0 Deportivo Universitario* (line 599) were 3–1, all six rows would agree."
)
# Its box opens in line 2 and is never closed.
BROKEN_PAGE = "==Cup==\n{{football box\n|date=1 May 2001\n|team1=Ada\n|score=1–0\n|team2=Bea\n"


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Dagster after a run on a page with one wrong digit beside a page with a broken box."""
    deployment = make_deployment(tmp_path_factory.mktemp("ui"))
    deployment.edit(
        PAGE_1997,
        "| team1 = Juan Aurich\n\n| score = 3–1\n",
        "| team1 = Juan Aurich\n\n| score = 3–0\n",
    )
    (deployment.settings.seeds / "Broken cup.wikitext").write_text(BROKEN_PAGE, encoding="utf-8")
    with running_dagster(deployment.settings) as dagster:
        run_id = dagster.launch("refresh_warehouse")
        run = dagster.next_run(set())
        assert (run["runId"], run["status"]) == (run_id, "FAILURE")
        yield dagster


def value(entry):
    if "table" in entry:
        return entry["table"]["records"]
    return entry.get("intValue", entry.get("mdStr"))


def entries(event):
    return {entry["label"]: value(entry) for entry in event["metadataEntries"]}


def asset(dagster, *path):
    return dagster.ask(ASSET, {"path": list(path)})["assetNodeOrError"]


def metadata(dagster, *path):
    [event] = asset(dagster, *path)["assetMaterializations"]
    return entries(event)


def check(dagster, name, *path):
    [found] = [
        found
        for found in asset(dagster, *path)["assetChecksOrError"]["checks"]
        if found["name"] == name
    ]
    return found["description"], found["executionForLatestMaterialization"]["evaluation"]


def test_row_counts_are_figures(failed):
    # 31 matches on the given pages; the broken box is none.
    assert metadata(failed, "raw", "match_boxes")["dagster/row_count"] == 31
    assert metadata(failed, "marts", "fct_matches")["dagster/row_count"] == 31


def test_the_source_shows_its_pages(failed):
    [event] = asset(failed, "seeds")["assetObservations"]
    seen = entries(event)
    assert seen["page_count"] == 3
    assert "Broken cup.wikitext" in seen["pages"]


def test_the_reconciliation_counts_its_tables_by_status(failed):
    seen = metadata(failed, "marts", "fct_league_table_reconciliation")
    # Of eight tables six are all zeros; the other two have six rows each, and the wrong digit
    # touches two of them.
    assert (seen["tables"], seen["tables_reconciled"], seen["tables_differing"]) == (8, 1, 1)
    assert (seen["rows_compared"], seen["rows_agreeing"]) == (12, 10)
    statuses = " ".join(seen["tables_by_status"])
    assert all(name in statuses for name in ("not_recorded", "reconciled", "differs_explained"))


def test_a_failing_reconciliation_shows_page_lines_figures_and_the_edit(failed):
    asked, found = check(
        failed,
        "published_figures_equal_the_computed_ones",
        *("marts", "fct_standings_reconciliation"),
    )
    assert asked.startswith("Pages that must reconcile: every compared figure")
    assert (found["success"], found["severity"]) == (False, "ERROR")
    assert html.unescape(found["description"]).startswith("2 failing rows.\n\n")
    assert html.unescape(found["description"]).endswith(SENTENCE)
    rows = [json.loads(row) for row in entries(found)["failing_rows"]]
    # The two rows of the page as it stands: lines 435 and 441.
    assert rows == [
        {
            "league_table_id": "enwiki/1997_Copa_Perú#table-7",
            "line_start": 435,
            "row_no": 1,
            "team": "Juan Aurich",
            "differences": "goals against 2 published, 1 computed; "
            "goal difference 11 published, 12 computed",
        },
        {
            "league_table_id": "enwiki/1997_Copa_Perú#table-7",
            "line_start": 441,
            "row_no": 4,
            "team": "Deportivo Universitario",
            "differences": "goals for 5 published, 4 computed; "
            "goal difference -3 published, -4 computed",
        },
    ]


def test_a_failing_contract_shows_page_lines_and_what_to_do(failed):
    _, found = check(failed, "every_row_meets_its_contract", "raw", "match_boxes")
    assert (found["success"], found["severity"]) == (False, "WARN")
    assert "Add the missing `}}`" in html.unescape(found["description"])
    [row] = [json.loads(row) for row in entries(found)["failing_rows"]]
    assert (row["page_id"], row["line_start"]) == ("local/Broken_cup", 2)


def test_a_check_that_passes_says_what_it_asked(failed):
    asked, found = check(failed, "match_id_is_unique", "marts", "fct_matches")
    assert asked == "No two rows share the same `match_id`."
    assert found["success"]
    assert entries(found)["dagster_dbt/failed_row_count"] == 0


@pytest.fixture
def page(browser):
    """A window as on a desk."""
    opened = browser.new_page(viewport={"width": 1500, "height": 1000})
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def test_the_graph_reads_from_left_to_right(failed, page):
    open_graph(page, failed)
    left_edges = [box["x"] for box in group_boxes(page).values()]
    assert left_edges == sorted(set(left_edges))


def test_the_picture_of_the_verdicts_is_drawn(failed, page):
    page.goto(f"{failed.address}/assets/marts/fct_league_table_reconciliation")
    row = page.get_by_role("row").filter(has_text="tables_by_status_chart").last
    row.get_by_text("[Show Markdown]").click()
    picture = page.get_by_role("img", name="League tables by status")
    picture.wait_for()
    assert picture.evaluate("image => image.naturalWidth") == 640
    bars = page.get_by_role("row").filter(has_text="differs_explained").last
    assert "█" in bars.inner_text()


def test_the_page_of_the_failed_check_shows_the_edit_and_the_lines(failed, page):
    page.goto(
        f"{failed.address}/assets/marts/fct_standings_reconciliation"
        "?view=checks&checkDetail=published_figures_equal_the_computed_ones"
    )
    page.get_by_text(SENTENCE).wait_for()
    row = page.get_by_role("row").filter(has_text="Deportivo Universitario").last
    assert "441" in row.inner_text()
    edge = row.bounding_box()
    assert edge["x"] + edge["width"] <= page.viewport_size["width"]


def test_markup_in_a_reason_is_shown_as_it_is(failed, page):
    page.goto(f"{failed.address}/assets/raw/match_boxes?view=checks")
    page.get_by_role("paragraph").filter(has_text="Add the missing `}}`.").wait_for()
