"""Audit and publish: what must be true of the work file, and how readers get to see it.

A published version is a folder under ``versions/``: a read-only copy of the work file, the season
book and the exports. Versions share what is the same in both by hard links, so nothing in one is
ever changed in place. The link ``current`` is flipped to it in one step, and the names that readers
open lead through that link. An open reader keeps the version it opened, and nothing a reader does
can reach the work file.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.settings import Settings
from pipelines.warehouse import (
    CONFIG,
    Warehouse,
    WarehouseError,
    is_broken,
    remember,
    remembered,
)

# Under this name the audit knows how the season book's rendering ended.
BOOK = "season_book"

PASSED = ("success", "pass", "warn")

# Writes what belongs to a version, from a connection to the copy, into the version's folder.
Export = Callable[[duckdb.DuckDBPyConnection, Path], object]


@dataclass(frozen=True)
class AuditProblem:
    """One reason not to publish, as a sentence."""

    unique_id: str
    sentence: str


def record_results(
    connection: duckdb.DuckDBPyConnection, statuses: Mapping[str, str], *, are_all: bool = False
) -> None:
    """Note how models and tests ended, in place of what was noted of them before.

    Where these ``are_all``, what was noted of other models and tests is of a project that was.
    """
    if not statuses:
        return
    # The ids of dbt's nodes have a dot, those of the raw load and the book have none.
    connection.execute(
        "DELETE FROM audit.results "
        "WHERE list_contains(?, unique_id) OR (? AND contains(unique_id, '.'))",
        [list(statuses), are_all],
    )
    connection.execute(
        "INSERT INTO audit.results SELECT unnest(?), unnest(?), now()",
        [list(statuses), list(statuses.values())],
    )


def audit(connection: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> list[AuditProblem]:
    """What keeps the work file from being published.

    Takes a connection to the work file and the parsed dbt project. A model must have been built
    after everything it reads, every blocking test must have passed after the models it looks at,
    and the season book must be younger than all of them. Returns the reasons against; an empty
    list means that the file may be published.
    """
    rows = connection.execute("SELECT unique_id, status, finished_at FROM audit.results").fetchall()
    results = {unique_id: (status, finished) for unique_id, status, finished in rows}
    if "raw" not in results:
        return [AuditProblem("raw", "the raw tables were never loaded")]
    problems = []
    for unique_id, node in {**manifest["nodes"], BOOK: _book_node(manifest)}.items():
        if node["resource_type"] not in {"model", "seed", "test", "book"} or not _is_blocking(node):
            continue
        sentence = _problem(unique_id, node, results)
        if sentence:
            problems.append(AuditProblem(unique_id, sentence))
    return problems


def _book_node(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The season book in the words of dbt's manifest: it reads every model."""
    models = [key for key, node in manifest["nodes"].items() if node["resource_type"] == "model"]
    return {"resource_type": "book", "name": BOOK, "depends_on": {"nodes": models}, "config": {}}


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
    settings: Settings,
    connection: duckdb.DuckDBPyConnection,
    manifest: Mapping[str, Any],
    fingerprint: str,
) -> bool:
    """Whether a whole run would give what is published already.

    Takes the settings, a connection to the work file, the parsed dbt project and
    ``models_fingerprint`` of today.

    True when everything in the work file is newer than what it reads and passed, the models are
    those it was built with, and the link leads to the copy that was made of it, with all that was
    published beside it.
    """
    version = settings.current.resolve()
    return (
        settings.published_file.exists()
        and remembered(connection, "published") == _mark(connection, version)
        and remembered(connection, "models") == fingerprint
        and not audit(connection, manifest)
        and all((settings.warehouse / entry.name).exists() for entry in _shown(version))
        and not is_broken(settings.published_file, settings.sql_memory)
    )


def models_fingerprint(settings: Settings) -> str:
    """A hash of the dbt project, of the code its models call, and of what is made of them."""
    folders = [
        *(settings.dbt_project / name for name in ("models", "macros", "tests", "reference")),
        *(Path(__file__).parent / name for name in ("diagnosis", "report", "exports")),
    ]
    files = [
        Path(__file__).parent / "dbt_plugin.py",
        *settings.dbt_project.glob("*.yml"),
        *(path for folder in folders for path in folder.rglob("*") if path.is_file()),
    ]
    digest = hashlib.sha256(duckdb.__version__.encode())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _mark(connection: duckdb.DuckDBPyConnection, version: Path) -> str:
    """Which copy was made of which state of the work file, with how many files."""
    latest = connection.execute("SELECT max(finished_at)::VARCHAR FROM audit.results").fetchone()
    # Notes for the next version are hidden, and no loss.
    files = sum(not name.startswith(".") for _, _, names in os.walk(version) for name in names)
    return f"{version.name} of {latest[0] if latest else None}, {files} files"


def publish(
    settings: Settings,
    warehouse: Warehouse,
    manifest: Mapping[str, Any],
    now: datetime,
    export: Export | None = None,
) -> Path:
    """Publish the work file if its audit passes; returns the published version's folder.

    ``export`` is handed a connection to the copy and the version's folder, to write beside the
    copy what else belongs to this version. Raises WarehouseError, with the reasons, when the
    audit fails or the copy cannot be made or read; what is published stays as it is.
    """
    with warehouse.write() as connection:
        problems = audit(connection, manifest)
        connection.execute("CHECKPOINT")
    if problems:
        raise WarehouseError(_refusal(problems))
    version = settings.versions / f"liguilla-{now:%Y%m%dT%H%M%S%fZ}"
    partial = version.with_suffix(".partial")
    _remove_partial(settings)  # what a killed run left takes room
    try:
        _fill(settings, warehouse, partial, export)
        # All must be on the disk before a link leads there. Thousands of files one by one take the
        # disk some twenty times as long.
        os.sync()
        _refuse_folders_in_the_way(settings, partial)
        partial.rename(version)
    except OSError as error:
        raise WarehouseError(f"not published: {error}; is the disk full?") from error
    finally:
        _remove_partial(settings)
    _flip(settings.current, version)
    _lead_through(settings.current)
    with warehouse.write() as connection:
        remember(connection, "published", _mark(connection, version))
    _prune(settings, version)
    return version


def _fill(settings: Settings, warehouse: Warehouse, folder: Path, export: Export | None) -> None:
    """Make all of a version in a folder that no link leads to."""
    folder.mkdir(parents=True)
    copy = folder / settings.published_file.name
    with warehouse.read():  # holds writers off while the file is copied
        shutil.copyfile(settings.build_file, copy)
    _export(copy, export, settings.sql_memory)
    copy.chmod(0o444)
    if settings.book.exists():
        # The book's files are replaced and never changed, so a version can share them.
        shutil.copytree(settings.book, folder / settings.book.name, copy_function=_share)


def _share(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # on another disk, or on one without links
        shutil.copyfile(source, target)


def _remove_partial(settings: Settings) -> None:
    """Remove versions that were never finished; whoever publishes is alone."""
    for path in settings.versions.glob("*.partial"):
        shutil.rmtree(path, ignore_errors=True)


def _refusal(problems: Sequence[AuditProblem]) -> str:
    shown = "; ".join(problem.sentence for problem in problems[:5])
    more = f"; and {len(problems) - 5} more" if len(problems) > 5 else ""
    return (
        f"not published: {shown}{more}. Materialize what is missing, or run the whole job "
        "refresh_warehouse"
    )


def _export(copy: Path, export: Export | None, memory: str) -> None:
    """Open the copy as a reader would, before anyone else does, and write what goes with it."""
    config = {**CONFIG, "memory_limit": memory}
    try:
        with duckdb.connect(str(copy), read_only=True, config=config) as connection:
            connection.execute("SELECT count(*) FROM marts.dim_pages").fetchone()
            if export is not None:
                export(connection, copy.parent)
    except duckdb.Error as error:
        message = f"not published: the copy cannot be read or exported ({error}); is the disk full?"
        raise WarehouseError(message) from error


def _flip(link: Path, target: Path) -> None:
    """Point a link at something in one step; a relative link survives moving the folder."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target.relative_to(link.parent))
    fresh.replace(link)


def _refuse_folders_in_the_way(settings: Settings, version: Path) -> None:
    names = (settings.warehouse / entry.name for entry in _shown(version))
    for name in (settings.current, *names):
        if name.is_dir() and not name.is_symlink():
            message = f"{name} is a folder, where a link of that name belongs; move it away"
            raise WarehouseError(message)


def _shown(version: Path) -> Iterator[Path]:
    """What in a version is for readers; hidden are notes for the next one."""
    return (entry for entry in version.iterdir() if not entry.name.startswith("."))


def _lead_through(current: Path) -> None:
    """Give everything in the current version its lasting name, a link that need never move.

    All names go through the one link to the version, so all of them change in the same moment.
    """
    for entry in _shown(current):
        name = current.parent / entry.name
        if not name.is_symlink() or name.readlink() != entry.relative_to(current.parent):
            _flip(name, entry)


def _prune(settings: Settings, current: Path) -> None:
    """Keep the newest versions; an open reader keeps a removed file until it closes it."""
    for path in sorted(settings.versions.glob("liguilla-*"))[: -settings.keep_versions]:
        if path != current:
            shutil.rmtree(path)
