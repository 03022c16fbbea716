"""The facts are earned: spoil a page, and the run says so and publishes nothing."""

import html
import shutil

from pipelines.assets.metadata import as_text
from pipelines.warehouse import Warehouse
from tests.conftest import SEEDS, make_deployment
from tests.slow import slow

PAGE_1997 = "000_0e887ea93d1d92e5.txt"


def failures(result):
    return " ".join(
        event.step_failure_data.user_failure_data.description or ""
        for event in result.get_step_failure_events()
    )


def failed_checks(result):
    return {
        check.check_name: html.unescape(check.description) + as_text(check.metadata["failing_rows"])
        for check in result.get_asset_check_evaluations()
        if not check.passed
    }


def change_one_digit(deployment):
    """Juan Aurich 3–1 Deportivo Universitario, 3 December 1997, becomes 3–0."""
    deployment.edit(
        PAGE_1997,
        "| team1 = Juan Aurich\n\n| score = 3–1\n",
        "| team1 = Juan Aurich\n\n| score = 3–0\n",
    )


def test_one_wrong_digit_fails_the_run_and_names_table_and_rows(copy_of_built):
    link = copy_of_built.settings.published_file.resolve()
    change_one_digit(copy_of_built)
    result = copy_of_built.refresh()
    assert not result.success
    assert "published warehouse is untouched" in failures(result)
    shown = " ".join(failed_checks(result).values())
    assert "enwiki/1997_Copa_Perú#table-7" in shown
    assert "Juan Aurich" in shown
    assert "Deportivo Universitario" in shown
    assert "Cultural Hidro" not in shown
    assert (
        "If *Juan Aurich 3–0 Deportivo Universitario* (line 599) were 3–1, "
        "all six rows would agree." in shown
    )
    assert copy_of_built.settings.published_file.resolve() == link
    assert copy_of_built.query("SELECT count(*) FROM marts.fct_matches") == [(31,)]


@slow
def test_mending_the_digit_publishes_again(copy_of_built):
    change_one_digit(copy_of_built)
    assert not copy_of_built.refresh().success
    shutil.copy(SEEDS / PAGE_1997, copy_of_built.settings.seeds / PAGE_1997)
    assert copy_of_built.refresh().success


def test_a_table_with_broken_markup_is_reported_with_its_line(copy_of_built):
    # The braces of the Final Stage table, opened on line 419, are not closed any more.
    copy_of_built.edit(
        PAGE_1997,
        "|result1=P\n\n|update=complete|source=\n\n}}",
        "|result1=P\n\n|update=complete|source=\n\n",
    )
    result = copy_of_built.refresh()
    assert not result.success
    with Warehouse(copy_of_built.settings.build_file).read() as connection:
        issues = connection.execute(
            "SELECT severity, line_start, message FROM raw.parse_issues WHERE severity = 'error'"
        ).fetchall()
        other = connection.execute(
            "SELECT count(*) FROM raw.match_boxes WHERE page_id = 'enwiki/1996_Copa_Perú'"
        ).fetchone()
    assert [(line, "419" in message) for _, line, message in issues] == [(419, True)]
    assert other == (15,)
    assert copy_of_built.query("SELECT count(*) FROM marts.dim_league_tables") == [(8,)]


def test_a_page_that_need_not_reconcile_is_data_and_no_failure(tmp_path):
    deployment = make_deployment(tmp_path / "mine")
    change_one_digit(deployment)
    manifest = deployment.settings.seeds / "manifest.yml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("must_reconcile: true", "must_reconcile: false"), "utf-8")
    assert deployment.refresh().success
    assert deployment.query(
        "SELECT team, goals_against_residual, row_status FROM marts.fct_standings_reconciliation "
        "WHERE row_status = 'differs' ORDER BY team"
    ) == [("Deportivo Universitario", 0, "differs"), ("Juan Aurich", 1, "differs")]
    assert deployment.query(
        "SELECT status FROM marts.fct_league_table_reconciliation WHERE status LIKE 'differs%'"
    ) == [("differs_explained",)]
    assert deployment.query(
        "SELECT cause, current_value, suggested_value, explanation_count, line_start "
        "FROM marts.fct_suspected_errors"
    ) == [("wrong_score", "3–0", "3–1", 1, 599)]
