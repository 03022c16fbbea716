"""A table that lies in the order of its file is written as it lies, any other is sorted."""

import hashlib

import duckdb
import pytest

from pipelines.dbt_runner import parse_project
from pipelines.dictionary.relations import keys
from pipelines.exports import tables as tables_module
from pipelines.exports.order import ROW_GROUP, lies_in_order
from pipelines.exports.tables import literal, public_tables, quoted, write_parquet
from tests.exports.conftest import export

COLUMNS = ["place", "page", "number"]
# Several row groups, and rows that are NULL in a column before the key.
ROWS = f"""
SELECT
    CASE WHEN n < {ROW_GROUP} THEN 'a' WHEN n < {3 * ROW_GROUP + 500} THEN 'b' END AS place,
    n // 10 AS page,
    n AS number,
    'text ' || n % 7 AS text
FROM range({3 * ROW_GROUP + 1000}) AS numbers (n)
"""

# To be sorted while it is joined, it needs more than little memory has.
NOT_ORDERED = "fct_matches"


@pytest.fixture
def connection(tmp_path):
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute("CREATE SCHEMA marts")
        yield connection


def make(connection, *changes, order="ORDER BY number"):
    connection.execute(f"CREATE TABLE marts.things AS {ROWS} {order}")
    for change in changes:
        connection.execute(change)
    connection.execute("CHECKPOINT")


def lies(connection, key=("number",)):
    return lies_in_order(connection, "marts.things", COLUMNS, key)


def file_of(connection, path, key):
    [table] = public_tables(connection)
    write_parquet(connection, table, path, key)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_rows_that_were_written_in_order_lie_in_order(connection):
    make(connection)
    assert lies(connection)
    # The key may hold several columns; those before its last one decide with it.
    assert lies(connection, ("page", "number"))


# Each keeps the rows apart, and none is where the order by all columns puts it.
@pytest.mark.parametrize(
    ("changes", "order"),
    [
        ((), "ORDER BY number DESC"),
        ((), "ORDER BY page, number DESC"),
        # NULL comes last in the order by all columns.
        ((), "ORDER BY place NULLS FIRST, number"),
        (("INSERT INTO marts.things VALUES ('a', 0, -1, 'behind all others')",), "ORDER BY number"),
        (("UPDATE marts.things SET place = 'c' WHERE number = 7",), "ORDER BY number"),
    ],
)
def test_rows_out_of_order_do_not(connection, changes, order):
    make(connection, *changes, order=order)
    assert not lies(connection)


# One row is gone, or so many of two row groups that DuckDB makes them one, which is not full; and
# the last one with them, so that the one that is not full is the only one.
MANY = f"number < {2 * ROW_GROUP} AND number % 11 < 7"
GAPS = ["number = 7", MANY, f"{MANY} OR number >= {3 * ROW_GROUP}"]


@pytest.mark.parametrize("change", GAPS)
def test_rows_in_order_with_a_gap_do_not(connection, change):
    # The file would be cut in other places than that of a table without the gap.
    make(connection, f"DELETE FROM marts.things WHERE {change}")
    assert not lies(connection)


def test_rows_that_the_key_does_not_tell_apart_do_not(connection):
    make(connection)
    assert not lies(connection, ("page",))


def test_an_empty_table_lies_in_order(connection):
    make(connection, "DELETE FROM marts.things")
    assert lies(connection)


@pytest.mark.parametrize("order", ["ORDER BY number", "ORDER BY number DESC"])
@pytest.mark.parametrize("change", ["number < 0", *GAPS])
def test_the_file_is_that_of_the_sorted_rows(connection, tmp_path, order, change):
    make(connection, f"DELETE FROM marts.things WHERE {change}", order=order)
    file = tmp_path / "a.parquet"
    assert file_of(connection, file, ("number",)) == file_of(connection, tmp_path / "b.parquet", ())
    found = connection.execute(f"SELECT * FROM {literal(file)}").fetchall()
    assert found == connection.execute("SELECT * FROM marts.things ORDER BY ALL").fetchall()


@pytest.mark.parametrize("which", ["exported", "nasty"])
def test_every_public_table_of_a_whole_build_lies_in_order(which, built, request):
    manifest = parse_project(built.settings).data
    warehouse = request.getfixturevalue(which).warehouse
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        unsorted = [
            table.name
            for table in public_tables(connection)
            if table.name != NOT_ORDERED
            and not lies_in_order(
                connection,
                f"marts.{table.name}",
                [quoted(column.name) for column in table.columns],
                list(map(quoted, keys(manifest)[table.name])),
            )
        ]
    assert unsorted == []


def test_every_public_model_says_its_order(built):
    # Few rows may lie in order by chance.
    manifest = parse_project(built.settings).data
    models = {node["name"]: node["raw_code"] for node in manifest["nodes"].values()}
    ordered = {table: key for table, key in keys(manifest).items() if table != NOT_ORDERED}
    for table, key in ordered.items():
        last_line = models[table].rstrip().rpartition("\n")[2]
        assert last_line.startswith("order by "), table
        ordered_by = [column.rpartition(".")[2] for column in last_line.split(", ")]
        assert {column.removeprefix("order by ") for column in ordered_by} >= set(key), table


def test_the_export_asks_of_every_table_how_it_lies(built, monkeypatch, tmp_path):
    asked = {}

    def ask(_, table, columns, key):
        asked[table] = key
        return True

    monkeypatch.setattr(tables_module, "lies_in_order", ask)
    export(built, tmp_path / "version")
    known = keys(parse_project(built.settings).data)
    assert asked == {f"marts.{quoted(table)}": list(map(quoted, known[table])) for table in known}
