"""The published file opens with the oldest client we promise."""

import os
import subprocess

import pytest

OLD = os.environ.get("LIGUILLA_TEST_OLD_DUCKDB")


@pytest.mark.skipif(not OLD, reason="set LIGUILLA_TEST_OLD_DUCKDB to a Python with duckdb 1.4")
def test_duckdb_1_4_reads_tables_views_and_comments(built):
    code = (
        "import sys, duckdb\n"
        "c = duckdb.connect(sys.argv[1], read_only=True)\n"
        "print(duckdb.__version__[:4],"
        " c.execute('SELECT count(*) FROM marts.fct_matches').fetchone()[0],"
        " c.execute('SELECT count(*) FROM staging.stg_wikitext__pages').fetchone()[0],"
        ' c.execute("SELECT count(comment) > 0 FROM duckdb_columns()'
        " WHERE schema_name = 'marts'\").fetchone()[0])"
    )
    answer = subprocess.run(
        [OLD, "-c", code, str(built.settings.published_file)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["1.4.", "31", "2", "True"]
