"""The sensor in the real daemon: edit, add, rename and delete a page, and see what comes of it.

Starts what ``make ui`` starts and talks to it as the UI does. LIGUILLA_TEST_SLOW=1 to run it.
"""

import time

import pytest

from tests.running_dagster import running_dagster
from tests.slow import slow

pytestmark = slow

PAGE = "==Final==\n{{{{football box\n|date=1 May 2001\n|team1=A\n|score={}\n|team2=B\n}}}}\n"
START_SENSOR = """
mutation ($selector: SensorSelector!) {
  startSensor(sensorSelector: $selector) { __typename ... on Sensor { sensorState { status } } }
}
"""


@pytest.fixture
def dagster(copy_of_built):
    with running_dagster(copy_of_built.settings) as running:
        yield running


def changed_in(run):
    return {tag["key"]: tag["value"] for tag in run["tags"]}["liguilla/changed"]


def test_the_warehouse_follows_the_folder(copy_of_built, dagster):
    selector = {**dagster.location(), "sensorName": "seeds_changed"}
    started = dagster.ask(START_SENSOR, {"selector": selector})["startSensor"]
    assert started["sensorState"]["status"] == "RUNNING"
    known: set[str] = set()
    seeds = copy_of_built.settings.seeds
    scores = "SELECT home_goals FROM marts.fct_matches WHERE page_id = 'local/{}'"

    # Nothing changed since the publication: the first look asks for nothing.
    time.sleep(25)
    assert dagster.runs() == []

    (seeds / "Cup.wikitext").write_text(PAGE.format("1–0"), encoding="utf-8")
    run = dagster.next_run(known)
    assert (run["status"], changed_in(run)) == ("SUCCESS", "Cup.wikitext")
    assert copy_of_built.query(scores.format("Cup")) == [(1,)]

    (seeds / "Cup.wikitext").write_text(PAGE.format("2–0"), encoding="utf-8")
    run = dagster.next_run(known)
    assert (run["status"], changed_in(run)) == ("SUCCESS", "Cup.wikitext")
    assert copy_of_built.query(scores.format("Cup")) == [(2,)]

    (seeds / "Cup.wikitext").rename(seeds / "Trophy.wikitext")
    run = dagster.next_run(known)
    assert (run["status"], changed_in(run)) == ("SUCCESS", "Cup.wikitext, Trophy.wikitext")
    assert copy_of_built.query(scores.format("Cup")) == []
    assert copy_of_built.query(scores.format("Trophy")) == [(2,)]

    (seeds / "Trophy.wikitext").unlink()
    run = dagster.next_run(known)
    assert (run["status"], changed_in(run)) == ("SUCCESS", "Trophy.wikitext")
    assert copy_of_built.query("SELECT count(*) FROM marts.fct_matches") == [(31,)]
    # The versions stay: two of Cup, one of Trophy.
    assert copy_of_built.query("SELECT count(*) FROM raw.pages WHERE NOT is_current") == [(3,)]
