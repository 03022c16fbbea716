"""Dagster as ``make ui`` starts it, for tests that use it as its UI does."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.settings import PROJECT_ROOT, Settings

# A busy machine answers late; what never answers is found all the same.
ANSWER_SECONDS = 180
DONE = {"SUCCESS", "FAILURE", "CANCELED"}

LOCATIONS = """
{ repositoriesOrError { ... on RepositoryConnection { nodes { name location { name } } } } }
"""
RUNS = """
{ runsOrError { ... on Runs { results { runId status tags { key value } } } } }
"""
LAUNCH = """
mutation ($selector: JobOrPipelineSelector!) {
  launchRun(executionParams: {selector: $selector, runConfigData: {}}) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}
"""


class RunningDagster:
    """A running Dagster, asked through the API that its UI uses."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        """The data of a GraphQL answer; its errors are raised."""
        body = json.dumps({"query": query, "variables": variables or {}}).encode()
        request = urllib.request.Request(
            f"{self.address}/graphql", body, {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            message = f"{error}: {error.read().decode()}"
            raise RuntimeError(message) from error
        if answer.get("errors"):
            raise RuntimeError(json.dumps(answer["errors"]))
        return answer["data"]

    def location(self) -> dict[str, str]:
        """The one repository, as selectors name it."""
        [repository] = self.ask(LOCATIONS)["repositoriesOrError"]["nodes"]
        return {
            "repositoryName": repository["name"],
            "repositoryLocationName": repository["location"]["name"],
        }

    def runs(self) -> list[dict[str, Any]]:
        """All runs, the newest first."""
        return self.ask(RUNS)["runsOrError"]["results"]

    def launch(self, job: str) -> str:
        """Launch a job as the UI's button does; returns the run's id."""
        selector = {**self.location(), "pipelineName": job}
        launched = self.ask(LAUNCH, {"selector": selector})["launchRun"]
        assert launched["__typename"] == "LaunchRunSuccess", launched
        return launched["run"]["runId"]

    def next_run(self, known: set[str], seconds: int = 600) -> dict[str, Any]:
        """The first run that is not known, once it has ended."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            fresh = [run for run in self.runs() if run["runId"] not in known]
            if fresh and all(run["status"] in DONE for run in fresh):
                [run] = fresh
                known.add(run["runId"])
                return run
            time.sleep(0.5)
        raise TimeoutError("no run ended in time")


def environment_of(settings: Settings) -> dict[str, str]:
    """What ``make`` sets for a deployment; its Dagster home is made ready."""
    home = settings.warehouse / "dagster"
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT_ROOT / "pipelines" / "dagster.yaml", home)
    return {
        **os.environ,
        "LIGUILLA_SEEDS": str(settings.seeds),
        "LIGUILLA_WAREHOUSE": str(settings.warehouse),
        "DAGSTER_HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }


@contextmanager
def running_dagster(settings: Settings) -> Iterator[RunningDagster]:
    """Dagster on a free port, once it answers; stopped at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dagster", "dev", "--host", "127.0.0.1", "--port", str(port)],
        cwd=PROJECT_ROOT,
        env=environment_of(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield _once_it_answers(RunningDagster(port))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def _once_it_answers(dagster: RunningDagster, seconds: int = 300) -> RunningDagster:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if dagster.ask(LOCATIONS)["repositoriesOrError"].get("nodes"):
                return dagster
        except OSError:
            pass
        time.sleep(0.5)
    raise TimeoutError("Dagster did not come up")
