"""Runs as the UI starts them: a selection, a second run, a reader beside it."""

import subprocess
import sys
import textwrap

import dagster as dg

from pipelines.contracts import CONTRACTS
from pipelines.definitions import build_definitions
from pipelines.warehouse import Warehouse, forget_everything
from tests.conftest import QUIET
from tests.slow import slow


def materialize(deployment, *keys):
    definitions = build_definitions(deployment.settings)
    job = definitions.resolve_job_def("refresh_warehouse")
    return job.execute_in_process(
        run_config=QUIET,
        raise_on_error=False,
        asset_selection=[dg.AssetKey(list(key)) for key in keys],
    )


def test_a_single_model_can_be_materialized_and_nothing_else_runs(copy_of_built):
    result = materialize(copy_of_built, ("marts", "dim_pages"))
    assert result.success
    materialized = {
        event.asset_key.to_user_string() for event in result.get_asset_materialization_events()
    }
    assert materialized == {"marts/dim_pages"}


def test_publication_refuses_what_a_selection_left_stale(copy_of_built):
    # The raw tables change, the models stay as they were.
    copy_of_built.edit("000_0e887ea93d1d92e5.txt", "7–0", "8–0")
    assert materialize(copy_of_built, *[("raw", t) for t in CONTRACTS]).success
    result = materialize(copy_of_built, ("published", "warehouse"))
    assert not result.success
    [event] = result.get_step_failure_events()
    assert "older than what it reads" in event.step_failure_data.user_failure_data.description
    assert copy_of_built.query(
        "SELECT max(home_goals) FROM marts.fct_matches WHERE home_team = 'Juan Aurich'"
    ) == [(7,)]


def marts_rows(deployment):
    """Every row of every mart as text, but for the instant of the run."""
    tables = deployment.query(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts' ORDER BY ALL"
    )
    return {
        table: sorted(
            map(
                str,
                deployment.query(
                    f"SELECT COLUMNS(lambda name: name <> 'ingested_at') FROM marts.{table}"
                ),
            )
        )
        for (table,) in tables
    }


def metadata_of(result, *key):
    [event] = [
        event
        for event in result.get_asset_materialization_events()
        if event.asset_key == dg.AssetKey(list(key))
    ]
    return event.step_materialization_data.materialization.metadata


def test_a_second_run_on_the_same_pages_writes_nothing_new(copy_of_built):
    link = copy_of_built.settings.published_file.resolve()
    result = copy_of_built.refresh()
    assert result.success
    assert copy_of_built.settings.published_file.resolve() == link
    assert {event.asset_key.path[0] for event in result.get_asset_materialization_events()} == {
        "raw"
    }
    metadata = metadata_of(result, "raw", "pages")
    assert metadata["pages_unchanged"].value == 2
    assert metadata["pages_changed"].value == []


def test_a_run_publishes_again_when_the_published_file_is_gone(copy_of_built):
    copy_of_built.settings.published_file.unlink()
    assert copy_of_built.refresh().success
    assert copy_of_built.query("SELECT count(*) FROM marts.fct_matches") == [(31,)]


SEED = "000_0e887ea93d1d92e5.txt"
PAGE = "enwiki/1997_Copa_Perú"


def test_of_a_changed_page_models_are_built_and_the_others_said_to_be_as_they_were(copy_of_built):
    page = copy_of_built.settings.seeds / SEED
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("= Nacional, Lima", "= Monumental, Lima", 1), encoding="utf-8")
    result = copy_of_built.refresh()
    assert result.success
    assert metadata_of(result, "marts", "fct_matches")["pages_built"].value == [PAGE]
    assert metadata_of(result, "marts", "fct_goals")["unchanged"].value is True
    checks = result.get_asset_check_evaluations()
    assert all(check.passed for check in checks)
    asked = [check for check in checks if "pages_built" in check.metadata]
    assert 0 < len(asked) < len(checks)
    moved = copy_of_built.query("SELECT count(*) FROM marts.fct_matches WHERE venue = 'Monumental'")
    assert moved == [(1,)]


def test_what_fails_fails_as_in_a_whole_build_and_is_built_whole_the_next_time(copy_of_built):
    link = copy_of_built.settings.published_file.resolve()
    copy_of_built.edit(SEED, "7–0", "8–0")
    result = copy_of_built.refresh()
    assert not result.success
    failed = [check for check in result.get_asset_check_evaluations() if not check.passed]
    assert {"every_table_that_must_reconcile_does"} <= {check.check_name for check in failed}
    assert copy_of_built.settings.published_file.resolve() == link
    copy_of_built.edit(SEED, "8–0", "7–0")
    result = copy_of_built.refresh()
    assert result.success
    assert "pages_built" not in metadata_of(result, "marts", "fct_matches")
    assert copy_of_built.query("SELECT max(home_goals) FROM marts.fct_matches") == [(7,)]


@slow
def test_increments_give_what_a_rebuild_gives(copy_of_built):
    pages = copy_of_built.settings.seeds
    small = pages / "Small cup.wikitext"
    small.write_text(
        "==Final==\n{{football box\n|date=1 May 2001\n|team1=A\n|score=1–0\n|team2=B\n}}\n",
        encoding="utf-8",
    )
    assert copy_of_built.refresh().success
    small.write_text(small.read_text(encoding="utf-8").replace("1–0", "2–0"), encoding="utf-8")
    assert copy_of_built.refresh().success
    assert copy_of_built.query("SELECT old_value, new_value FROM marts.fct_page_changes") == [
        ("1–0", "2–0")
    ]
    increments = marts_rows(copy_of_built)
    forget_everything(Warehouse(copy_of_built.settings.build_file))
    assert copy_of_built.refresh().success
    assert marts_rows(copy_of_built) == increments
    small.unlink()
    assert copy_of_built.refresh().success
    assert copy_of_built.query("SELECT count(*) FROM marts.dim_pages") == [(2,)]
    assert copy_of_built.query("SELECT count(*) FROM raw.pages WHERE NOT is_current") == [(2,)]


READER = """
    import sys, duckdb
    with duckdb.connect(sys.argv[1], read_only=True) as connection:
        for _ in range(2):
            [(count,)] = connection.execute("SELECT count(*) FROM marts.fct_matches").fetchall()
            print(count, flush=True)
            sys.stdin.readline()
"""


def test_an_analysts_open_connection_neither_blocks_a_run_nor_sees_half_of_it(copy_of_built):
    published = str(copy_of_built.settings.published_file)
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(READER), published],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout.readline().strip() == "31"
        # A season page more: its one match is seen by the next connection only.
        page = copy_of_built.settings.seeds / "Small cup.wikitext"
        page.write_text(
            "==Final==\n{{football box\n|date=1 May 2001\n|team1=A\n|score=1–0\n|team2=B\n}}\n",
            encoding="utf-8",
        )
        assert copy_of_built.refresh().success
        assert copy_of_built.query("SELECT count(*) FROM marts.fct_matches") == [(32,)]
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline().strip() == "31"
    assert reader.returncode == 0
