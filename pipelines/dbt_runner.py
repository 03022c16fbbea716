"""Run dbt inside this process and hand out its events.

A separate dbt process would import and parse everything again, which costs more than the build
itself; so the project is parsed once and the parsed form is given to each run.
"""

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg
from dbt_common.events.functions import msg_to_dict

from pipelines.settings import Settings, export_for_dbt, too_little_memory

# The events that say how a node ended. dbt fires twenty for each node, and each costs to unpack.
RESULTS = ("LogSeedResult", "LogModelResult", "LogTestResult")

_PARSED: dict[str, "DbtProjectParsed"] = {}


class DbtError(Exception):
    """dbt could not do its work; the message is dbt's own, with what to look at."""


@dataclass(frozen=True)
class DbtProjectParsed:
    """The parsed project: dbt's own object for running, and plain data for reading."""

    manifest: Manifest
    data: dict[str, Any]


@dataclass(frozen=True)
class DbtFailure:
    """One node that did not succeed, with the SQL that shows the failing rows, if it is a test."""

    unique_id: str
    name: str
    status: str
    message: str
    compiled_sql: str | None


@dataclass
class DbtOutcome:
    """How a dbt run ended: the status of each node that ran, and the SQL that it ran."""

    statuses: dict[str, str] = field(default_factory=dict)
    compiled: dict[str, str] = field(default_factory=dict)
    failures: list[DbtFailure] = field(default_factory=list)
    error: str | None = None


def parse_project(settings: Settings) -> DbtProjectParsed:
    """Parse the dbt project, once for each process. Raises DbtError with dbt's message."""
    key = str(settings.dbt_project)
    if key not in _PARSED:
        result = _invoke(settings, dbtRunner(), ["parse", "--no-write-json"])
        if not result.success:
            message = f"the dbt project does not parse: {result.exception}"
            raise DbtError(message)
        _PARSED[key] = DbtProjectParsed(
            result.result, result.result.writable_manifest().to_dict(omit_none=False)
        )
    return _PARSED[key]


def run_dbt(
    settings: Settings, command: Sequence[str], outcome: DbtOutcome
) -> Iterator[dict[str, Any]]:
    """Run one dbt command and yield the event of each node that ended, as they come.

    Takes dbt's own arguments, such as ``["build", "--select", "marts"]``, and fills ``outcome``.
    """
    events: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    runner = dbtRunner(parse_project(settings).manifest, [_collect(events)])
    results: list[dbtRunnerResult] = []

    def work() -> None:
        try:
            results.append(_invoke(settings, runner, command))
        finally:
            events.put(None)

    thread = threading.Thread(target=work, name="dbt")
    thread.start()
    while (event := events.get()) is not None:
        yield event
    thread.join()
    _fill(outcome, results, settings)


def generate_docs(settings: Settings) -> None:
    """Write dbt's documentation as one file, ``static_index.html`` in the dbt target folder.

    It describes the work file of ``settings`` as it is. Raises DbtError with dbt's message.
    """
    runner = dbtRunner(parse_project(settings).manifest)
    result = _invoke(settings, runner, ["docs", "generate", "--static"])
    if not result.success:
        message = f"dbt could not write its documentation: {result.exception or result.result}"
        raise DbtError(message)


def _collect(events: "queue.SimpleQueue[dict[str, Any] | None]") -> Callable[[EventMsg], None]:
    def receive(message: EventMsg) -> None:
        if message.info.name in RESULTS:
            events.put(msg_to_dict(message))

    return receive


def _invoke(settings: Settings, runner: dbtRunner, command: Sequence[str]) -> dbtRunnerResult:
    export_for_dbt(settings)
    settings.dbt_target.mkdir(parents=True, exist_ok=True)
    settings.build_file.parent.mkdir(parents=True, exist_ok=True)
    folders = {
        "--project-dir": settings.dbt_project,
        "--profiles-dir": settings.dbt_project,
        "--target-path": settings.dbt_target,
        "--log-path": settings.dbt_target / "logs",
    }
    located = [part for flag, path in folders.items() for part in (flag, str(path))]
    try:
        return runner.invoke(["--log-level", "none", "--no-use-colors", *command, *located])
    finally:
        _let_go()


def _let_go() -> None:
    """Close the file, which dbt-duckdb would keep open and locked as long as this process lives."""
    with DuckDBConnectionManager._LOCK:
        if DuckDBConnectionManager._ENV is not None:
            DuckDBConnectionManager._ENV.close()
        DuckDBConnectionManager.close_all_connections()


def _fill(outcome: DbtOutcome, results: list[dbtRunnerResult], settings: Settings) -> None:
    if not results:
        outcome.error = "dbt stopped without a result; see its log in the work folder"
        return
    [result] = results
    if result.exception is not None:
        outcome.error = _in_our_words(str(result.exception), settings)
        return
    for node in result.result.results:
        outcome.statuses[node.node.unique_id] = str(node.status)
        if code := getattr(node.node, "compiled_code", None):
            outcome.compiled[node.node.unique_id] = code
        if str(node.status) in {"fail", "error", "runtime error"}:
            outcome.failures.append(_failure(node, settings))


def _in_our_words(message: str, settings: Settings) -> str:
    """The message, except where DuckDB names settings of its own that are not to be touched."""
    is_short = "Out of Memory Error" in message
    return too_little_memory(settings.sql_memory) if is_short else message


def _failure(
    result: Any,  # noqa: ANN401 - dbt's RunResult is untyped for us
    settings: Settings,
) -> DbtFailure:
    is_test = result.node.resource_type == "test" and str(result.status) == "fail"
    return DbtFailure(
        unique_id=result.node.unique_id,
        name=result.node.name,
        status=str(result.status),
        message=_in_our_words(str(result.message or ""), settings),
        compiled_sql=getattr(result.node, "compiled_code", None) if is_test else None,
    )
