"""The contracts: what they let through, what they refuse, what is derived from them."""

import os
import subprocess
import sys

import duckdb
import pytest

from pipelines.contracts import (
    CONTRACTS,
    ContractBrokenError,
    check_rows,
    create_table_sql,
    schema_fingerprint,
)
from pipelines.contracts.pandera_alone import NOT_USED

SHA = "a" * 64


def section(**changes):
    row = {
        "page_id": "enwiki/A",
        "content_sha256": SHA,
        "line_start": 1,
        "line_end": 2,
        "section_no": 0,
        "parent_section_no": None,
        "level": 0,
        "heading": "",
        "section_path": "",
    }
    return {**row, **changes}


def test_a_row_that_meets_the_contract_passes_unchanged():
    checked = check_rows("sections", [section()])
    assert checked.failures == []
    assert checked.good.to_dicts() == [section()]


def test_a_bad_row_is_named_with_its_rule_and_the_others_pass():
    rows = [section(), section(section_no=1, level=9), section(section_no=2, line_start=0)]
    checked = check_rows("sections", rows)
    assert [failure.row_index for failure in checked.failures] == [1, 2]
    assert checked.good.to_dicts() == [section()]
    assert "level = 9" in checked.failures[0].message


def test_lines_that_run_backwards_break_the_contract():
    checked = check_rows("sections", [section(line_start=5, line_end=4)])
    assert [failure.rule for failure in checked.failures] == [
        "line_end must not come before line_start"
    ]


def test_two_rows_with_one_key_are_both_refused():
    checked = check_rows("sections", [section(), section(heading="again"), section(section_no=1)])
    assert {failure.row_index for failure in checked.failures} == {0, 1}
    assert checked.good["section_no"].to_list() == [1]


@pytest.mark.parametrize(
    "row",
    [
        {key: value for key, value in section().items() if key != "heading"},
        section(colour="red"),
        section(level="2"),
    ],
    ids=["a column missing", "a column too many", "a number as text"],
)
def test_another_shape_than_the_contracts_is_a_defect_and_stops(row):
    with pytest.raises(ContractBrokenError, match="sections"):
        check_rows("sections", [row])


def test_absent_empty_and_zero_stay_three_things():
    base = {
        **dict.fromkeys(CONTRACTS["league_table_rows"].columns),
        "page_id": "enwiki/A",
        "content_sha256": SHA,
        "line_start": 1,
        "line_end": 1,
        "table_no": 1,
        "team": "A",
        "team_line": 1,
    }
    rows = [{**base, "row_no": n, "win": win} for n, win in enumerate([None, "", "0"], start=1)]
    checked = check_rows("league_table_rows", rows)
    assert checked.failures == []
    assert checked.good["win"].to_list() == [None, "", "0"]


@pytest.mark.parametrize("table", CONTRACTS)
def test_every_contract_describes_its_table_and_every_column(table):
    schema = CONTRACTS[table]
    assert schema.description
    assert [name for name, column in schema.columns.items() if not column.description] == []


@pytest.mark.parametrize("table", CONTRACTS)
def test_the_ddl_makes_the_columns_and_comments_of_the_contract(table):
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA raw")
        for statement in create_table_sql(table):
            connection.execute(statement)
        made = connection.execute(
            "SELECT column_name, is_nullable, comment FROM duckdb_columns() "
            "WHERE schema_name = 'raw' ORDER BY column_index"
        ).fetchall()
    wanted = [
        (name, column.nullable, column.description)
        for name, column in CONTRACTS[table].columns.items()
    ]
    assert made == wanted


def test_the_fingerprint_tells_tables_apart():
    assert len({schema_fingerprint(table) for table in CONTRACTS}) == len(CONTRACTS)


@pytest.mark.parametrize("library", NOT_USED)
def test_a_process_that_checks_rows_does_not_load_what_the_contracts_do_not_use(tmp_path, library):
    (tmp_path / f"{library}.py").write_text(f"raise SystemExit('{library} was loaded')\n")
    row = {**section(), "line_end": 0}
    code = f"from pipelines.contracts import check_rows; check_rows('sections', [{row}])"
    path = os.pathsep.join([str(tmp_path), *sys.path])
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print('checked')"],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == ("checked\n", "")
