"""Audit and publish: what must be true of the work file, and how readers get to see it.

A published file is a read-only copy under ``versions/``; the link that readers open is flipped to
it in one step. An open reader keeps the version it opened, and nothing a reader does can reach
the work file (a stale write-ahead log of a reader stays beside the version it belongs to).
"""

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse import CONFIG, Warehouse, WarehouseError, remember, remembered

PASSED = ("success", "pass", "warn")


@dataclass(frozen=True)
class AuditProblem:
    """One reason not to publish, as a sentence."""

    unique_id: str
    sentence: str


def record_results(connection: duckdb.DuckDBPyConnection, statuses: Mapping[str, str]) -> None:
    """Note how models and tests ended, in place of what was noted of them before."""
    if not statuses:
        return
    connection.execute(
        "DELETE FROM audit.results WHERE list_contains(?, unique_id)", [list(statuses)]
    )
    connection.execute(
        "INSERT INTO audit.results SELECT unnest(?), unnest(?), now()",
        [list(statuses), list(statuses.values())],
    )


def audit(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> list[AuditProblem]:
    """What keeps the work file from being published.

    Takes a connection to the work file and the parsed dbt project. A model must have been built
    after everything it reads, and every blocking test must have passed after the models it looks
    at. Returns the reasons against; an empty list means that the file may be published.
    """
    rows = connection.execute("SELECT unique_id, status, finished_at FROM audit.results").fetchall()
    results = {unique_id: (status, finished) for unique_id, status, finished in rows}
    if "raw" not in results:
        return [AuditProblem("raw", "the raw tables were never loaded")]
    problems = []
    for unique_id, node in manifest["nodes"].items():
        if node["resource_type"] not in {"model", "seed", "test"} or not _is_blocking(node):
            continue
        sentence = _problem(unique_id, node, results)
        if sentence:
            problems.append(AuditProblem(unique_id, sentence))
    return problems


def _is_blocking(node: Mapping[str, Any]) -> bool:
    enabled = node["config"].get("enabled", True)
    if node["resource_type"] == "test":
        return bool(enabled and (node["config"].get("severity") or "error").lower() == "error")
    return bool(enabled and node["config"].get("materialized") != "ephemeral")


def _problem(
    unique_id: str, node: Mapping[str, Any], results: Mapping[str, tuple[str, datetime]]
) -> str | None:
    kind = node["resource_type"]
    if unique_id not in results:
        return f"{kind} {node['name']} has not run"
    status, finished = results[unique_id]
    if status not in PASSED:
        return f"{kind} {node['name']} ended with {status}"
    for parent in node["depends_on"].get("nodes", []):
        parent_key = "raw" if parent.startswith("source.") else parent
        if parent_key in results and results[parent_key][1] > finished:
            return f"{kind} {node['name']} is older than what it reads ({parent_key})"
    return None


def is_up_to_date(
    settings: Settings, connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]
) -> bool:
    """Whether a whole run would give what is published already.

    True when everything in the work file is newer than what it reads and passed, the models are
    those it was built with, and the link leads to the copy that was made of it.
    """
    published = settings.published_file
    return (
        published.exists()
        and remembered(connection, "published") == _mark(connection, published.resolve())
        and remembered(connection, "models") == models_fingerprint(settings)
        and not audit(connection, manifest)
    )


def models_fingerprint(settings: Settings) -> str:
    """A hash of the dbt project and of the code its models call."""
    folders = [
        *(settings.dbt_project / name for name in ("models", "macros", "tests", "reference")),
        Path(__file__).parent / "diagnosis",
    ]
    files = [
        Path(__file__).parent / "dbt_plugin.py",
        *settings.dbt_project.glob("*.yml"),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]
    digest = hashlib.sha256()
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _mark(connection: duckdb.DuckDBPyConnection, version: Path) -> str:
    """Which copy was made of which state of the work file."""
    latest = connection.execute("SELECT max(finished_at)::VARCHAR FROM audit.results").fetchone()
    return f"{version.name} of {latest[0] if latest else None}"


def publish(
    settings: Settings, warehouse: Warehouse, manifest: Mapping[str, Any], now: datetime
) -> Path:
    """Publish the work file if its audit passes; returns the published version's path.

    Raises WarehouseError, with the reasons, when it does not; the published file stays as it is.
    """
    with warehouse.write() as connection:
        problems = audit(connection, manifest)
        connection.execute("CHECKPOINT")
    if problems:
        raise WarehouseError(_refusal(problems))
    settings.versions.mkdir(parents=True, exist_ok=True)
    version = settings.versions / f"liguilla-{now:%Y%m%dT%H%M%S%fZ}.duckdb"
    partial = version.with_suffix(".partial")
    with warehouse.read():  # holds writers off while the file is copied
        shutil.copyfile(settings.build_file, partial)
    _verify(partial)
    partial.chmod(0o444)
    _sync(partial)
    partial.rename(version)
    _flip(settings.published_file, version)
    with warehouse.write() as connection:
        remember(connection, "published", _mark(connection, version))
    _prune(settings, version)
    return version


def _refusal(problems: Sequence[AuditProblem]) -> str:
    shown = "; ".join(problem.sentence for problem in problems[:5])
    more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
    return (
        f"not published: {shown}{more}. Materialize what is missing, or run the whole job "
        "refresh_warehouse"
    )


def _verify(file: Path) -> None:
    """Open the copy as a reader would, before anyone else does."""
    try:
        with duckdb.connect(str(file), read_only=True, config=CONFIG) as connection:
            connection.execute("SELECT count(*) FROM marts.dim_pages").fetchone()
    except duckdb.Error as error:
        file.unlink()
        message = f"not published: the copy cannot be read ({error}); is the disk full?"
        raise WarehouseError(message) from error


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _flip(link: Path, version: Path) -> None:
    """Point the link at a version in one step; a relative link survives moving the folder."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(version.relative_to(link.parent))
    fresh.replace(link)


def _prune(settings: Settings, current: Path) -> None:
    """Keep the newest versions; an open reader keeps a removed file until it closes it."""
    for leftover in settings.versions.glob("*.partial"):
        leftover.unlink()
    versions = sorted(settings.versions.glob("liguilla-*.duckdb"))
    for old in versions[: -settings.keep_versions]:
        if old != current:
            old.unlink()
            old.with_name(f"{old.name}.wal").unlink(missing_ok=True)
