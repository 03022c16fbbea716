"""The sensor in the real daemon: edit, add, rename and delete a page, and see what comes of it.

Starts what ``make ui`` starts and talks to it as the UI does. LIGUILLA_TEST_SLOW=1 to run it.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from pipelines.settings import PROJECT_ROOT

pytestmark = pytest.mark.skipif(
    not os.environ.get("LIGUILLA_TEST_SLOW"), reason="takes minutes: set LIGUILLA_TEST_SLOW=1"
)

PAGE = "==Final==\n{{{{football box\n|date=1 May 2001\n|team1=A\n|score={}\n|team2=B\n}}}}\n"
DONE = {"SUCCESS", "FAILURE", "CANCELED"}

LOCATIONS = """
{ repositoriesOrError { ... on RepositoryConnection { nodes { name location { name } } } } }
"""
START_SENSOR = """
mutation ($selector: SensorSelector!) {
  startSensor(sensorSelector: $selector) { __typename ... on Sensor { sensorState { status } } }
}
"""
RUNS = """
{ runsOrError { ... on Runs { results { runId status tags { key value } } } } }
"""


class Dagster:
    """A running Dagster, asked through the API that its UI uses."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query: str, variables: dict | None = None) -> dict:
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]

    def runs(self) -> list[dict]:
        return self.ask(RUNS)["runsOrError"]["results"]

    def next_run(self, known: set[str], seconds: int = 150) -> dict:
        """The first run that is not known, once it has ended."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            fresh = [run for run in self.runs() if run["runId"] not in known]
            if fresh and all(run["status"] in DONE for run in fresh):
                [run] = fresh
                known.add(run["runId"])
                return run
            time.sleep(1)
        pytest.fail("no run ended in time")


@pytest.fixture
def dagster(copy_of_built):
    home = copy_of_built.settings.warehouse / "dagster"
    home.mkdir()
    shutil.copy(PROJECT_ROOT / "pipelines" / "dagster.yaml", home)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "LIGUILLA_SEEDS": str(copy_of_built.settings.seeds),
        "LIGUILLA_WAREHOUSE": str(copy_of_built.settings.warehouse),
        "DAGSTER_HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)],
        cwd=PROJECT_ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    running = Dagster(port)
    try:
        wait_until_it_answers(running)
        yield running
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def wait_until_it_answers(running, seconds=120):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if running.ask(LOCATIONS)["repositoriesOrError"]["nodes"]:
                return
        except (urllib.error.URLError, ConnectionError, KeyError):
            pass
        time.sleep(1)
    pytest.fail("Dagster did not come up")


def changed_in(run):
    return {tag["key"]: tag["value"] for tag in run["tags"]}["liguilla/changed"]


def test_the_warehouse_follows_the_folder(copy_of_built, dagster):
    [repository] = dagster.ask(LOCATIONS)["repositoriesOrError"]["nodes"]
    selector = {
        "repositoryName": repository["name"],
        "repositoryLocationName": repository["location"]["name"],
        "sensorName": "seeds_changed",
    }
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
