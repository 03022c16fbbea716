"""The command line behind ``make``: refresh the warehouse, sum up what it holds."""

import argparse
import atexit
import gc
import html
import logging
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import duckdb

from pipelines.locks import one_at_a_time
from pipelines.settings import Settings, SettingsError
from pipelines.warehouse import CONFIG, Warehouse, WarehouseError, forget_everything

if TYPE_CHECKING:
    import dagster as dg

EXAMPLE_QUERY = (
    "SELECT match_date, home_team, home_goals, away_goals, away_team "
    "FROM marts.fct_matches ORDER BY home_goals + away_goals DESC LIMIT 5"
)

# Dagster's own log of every event is in the UI; here only progress and reasons are wanted.
_QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m pipelines", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    refreshing = commands.add_parser("refresh", help="materialize everything and publish")
    refreshing.add_argument("--rebuild", action="store_true", help="parse and build it all again")
    commands.add_parser("summary", help="what the published warehouse holds")
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.from_environment()
        if chosen.command == "refresh":
            return refresh(settings, rebuild=chosen.rebuild)
        if not settings.published_file.exists():
            return _fail(f"nothing is published at {settings.published_file}; run `make warehouse`")
        return _sum_up(settings)
    except SettingsError as error:
        return _fail(str(error))


def refresh(settings: Settings, *, rebuild: bool = False) -> int:
    """Materialize every asset in one run, with progress, and sum up what came out.

    With ``rebuild`` nothing of the work file is trusted but the versions of pages.
    """
    # Importing Dagster and dbt takes seconds; a prompt should not wait for it.
    import dagster as dg
    from sqlalchemy.exc import SQLAlchemyError

    from pipelines.dbt_runner import DbtError
    from pipelines.definitions import build_definitions
    from pipelines.records import RecordsError, open_instance

    _show_progress()
    logging.getLogger("liguilla").info("loading definitions")
    try:
        definitions = loaded(build_definitions, settings)
        if rebuild:
            tell = logging.getLogger("liguilla").warning
            files = settings.build_file, settings.published_file
            forget_everything(Warehouse(*files, tell, settings.sql_memory))
    except (DbtError, WarehouseError, OSError, duckdb.Error) as error:
        return _fail(str(error))
    try:
        # Two first runs at once would both create Dagster's own tables.
        with one_at_a_time(settings.warehouse / "work" / "dagster.lock"):
            instance = open_instance()
        with instance:
            result = definitions.resolve_job_def("refresh_warehouse").execute_in_process(
                instance=instance, run_config=_QUIET, raise_on_error=False
            )
    except RecordsError as error:
        return _fail(str(error))
    except (OSError, SQLAlchemyError) as error:
        reason = str(error).split("\n", 1)[0]
        return _fail(f"Dagster could not keep its records ({reason}); is the disk full?")
    if not result.success:
        for event in result.get_step_failure_events():
            _print_failure(event)
        failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
        for check in failed:
            if check.severity == dg.AssetCheckSeverity.ERROR:
                _print_check(check)
        return _fail("the warehouse was not published; the last published file is as it was")
    return _sum_up(settings)


def _sum_up(settings: Settings) -> int:
    try:
        print(summary(settings))
    except duckdb.Error as error:
        reason = str(error).split("\n", 1)[0]
        return _fail(
            f"{settings.published_file} cannot be read ({reason}); "
            "`make rebuild` publishes it again"
        )
    return 0


def summary(settings: Settings) -> str:
    """What the published warehouse holds, in a few lines, with a query to try."""
    with duckdb.connect(str(settings.published_file), read_only=True, config=CONFIG) as connection:
        pages, matches, counting = connection.execute(
            "SELECT (SELECT count(*) FROM marts.dim_pages), count(*), "
            "(SELECT count(DISTINCT match_id) FROM marts.fct_league_table_matches) "
            "FROM marts.fct_matches"
        ).fetchone() or (0, 0, 0)
        statuses = connection.execute(
            "SELECT status, count(*) FROM marts.fct_league_table_reconciliation "
            "GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    tables = ", ".join(f"{count} {status}" for status, count in statuses) or "none"
    total = sum(count for _, count in statuses)
    return (
        f"\n{pages} pages, {matches} matches ({counting} counting in a table), "
        f"{total} league tables: {tables}\n"
        f"published: {settings.published_file}\n"
        f"try:       make sql, then\n           {EXAMPLE_QUERY};"
    )


def loaded(build: "Callable[[Settings], dg.Definitions]", settings: Settings) -> "dg.Definitions":
    """Load without the garbage collector, and let it pass over what is loaded until the end.

    Takes what makes the definitions from the settings; raises what that raises.
    """
    gc.disable()
    try:
        return build(settings)
    finally:
        gc.freeze()
        gc.enable()
        # DuckDB's module takes what is left at the end for a leak, and says so.
        atexit.register(gc.unfreeze)


def _show_progress() -> None:
    """Progress goes to standard error, one line each, without the logging of the libraries."""
    # Dagster writes this stream to a file as well; on a full disk progress must not get in the way.
    logging.raiseExceptions = False
    logger = logging.getLogger("liguilla")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _print_failure(event: "dg.DagsterEvent") -> None:
    data = event.step_failure_data
    user_message = data.user_failure_data.description if data.user_failure_data else None
    message = user_message or (data.error.to_string() if data.error else "failed")
    print(f"\n{event.step_key}: {message}", file=sys.stderr)


def _print_check(check: "dg.AssetCheckEvaluation") -> None:
    from pipelines.assets.metadata import ShownTable, as_text

    print(f"\ncheck {check.check_name} on {check.asset_key.to_user_string()}", file=sys.stderr)
    if check.description:
        print(html.unescape(check.description), file=sys.stderr)
    rows = check.metadata.get("failing_rows")
    if isinstance(rows, ShownTable):
        print(as_text(rows), file=sys.stderr)


def _fail(sentence: str) -> int:
    print(f"\nerror: {sentence}", file=sys.stderr)
    return 1
