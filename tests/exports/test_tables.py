"""Parquet and CSV hold the rows of the database, whatever stands in them."""

import csv

import duckdb
import pytest

from pipelines.exports import ExportError, export_all
from pipelines.exports.tables import literal, public_tables, write_csv, write_parquet
from tests.exports.conftest import ODD, make_odd

TABLES_SQL = "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts' ORDER BY ALL"
UNEQUAL_SQL = """
(FROM {one} EXCEPT ALL FROM {other}) UNION ALL (FROM {other} EXCEPT ALL FROM {one})
"""


def differing(connection, one, other):
    return connection.execute(UNEQUAL_SQL.format(one=one, other=other)).fetchall()


def csv_as(connection, table, file):
    """A CSV file read back with the column types of a table; nothing is guessed."""
    columns = connection.execute(f"DESCRIBE {table}").fetchall()
    names = {name: "VARCHAR" if type_.endswith("]") else type_ for name, type_, *_ in columns}
    cells = ", ".join(
        f'from_json("{name}", \'["{type_[:-2]}"]\') AS "{name}"'
        if type_.endswith("]")
        else f'"{name}"'
        for name, type_, *_ in columns
    )
    return (
        f"(SELECT {cells} FROM read_csv({literal(file)}, header = true, delim = ',', quote = '\"', "
        f"escape = '\"', nullstr = '', allow_quoted_nulls = false, columns = {names}))"
    )


@pytest.mark.parametrize("which", ["exported", "nasty"])
def test_every_public_table_is_there_row_for_row(which, request):
    exported = request.getfixturevalue(which)
    tables = [name for (name,) in exported.query(TABLES_SQL)]
    assert tables
    assert sorted(file.stem for file in (exported.folder / "csv").iterdir()) == tables
    assert sorted(file.stem for file in (exported.folder / "parquet").iterdir()) == tables
    with duckdb.connect(str(exported.warehouse), read_only=True) as connection:
        for name in tables:
            table = f"marts.{name}"
            parquet = f"read_parquet({literal(exported.folder / 'parquet' / f'{name}.parquet')})"
            assert differing(connection, table, parquet) == []
            types = [
                connection.execute(f"DESCRIBE FROM {source}").fetchall()
                for source in (table, parquet)
            ]
            assert [row[:2] for row in types[0]] == [row[:2] for row in types[1]]
            file = exported.folder / "csv" / f"{name}.csv"
            assert differing(connection, table, csv_as(connection, table, file)) == []


@pytest.fixture
def odd():
    """A warehouse of one odd table."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA marts")
        make_odd(connection)
        yield connection


def written(connection, folder):
    [table] = public_tables(connection)
    write_parquet(connection, table, folder / "odd.parquet")
    write_csv(connection, table, folder / "odd.parquet", folder / "odd.csv")
    return folder / "odd.csv", folder / "odd.parquet"


def test_odd_values_come_back_from_both(odd, tmp_path):
    csv_file, parquet_file = written(odd, tmp_path)
    assert differing(odd, "marts.odd", f"read_parquet({literal(parquet_file)})") == []
    assert differing(odd, "marts.odd", csv_as(odd, "marts.odd", csv_file)) == []


def test_what_a_folder_is_called_is_no_cell(odd, tmp_path):
    # DuckDB takes a folder called name=value for a column of what lies in it.
    plain, _ = written(odd, tmp_path)
    folder = tmp_path / "text=1997" / "day=2001-05-01"
    folder.mkdir(parents=True)
    csv_file, _ = written(odd, folder)
    assert csv_file.read_bytes() == plain.read_bytes()


def test_rows_are_in_order_and_cells_read_the_same_for_anyone(odd, tmp_path):
    csv_file, _ = written(odd, tmp_path)
    with csv_file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["id"] for row in rows] == [str(values[0]) for values in ODD]
    assert rows[3] == {
        "id": "10",
        "text": "=1+1",
        "list": '["a;b","c\\"d","e\\nf",null]',
        "day": "1997-12-17",
        "seen_at": "1997-12-17T20:00:00.000005Z",
        # Eight in the evening in Lima is one in the morning in UTC.
        "there": "1997-12-18T01:00:00.000000Z",
        "flag": "true",
        "share": "0.50",
    }
    assert rows[1]["text"] == 'line\nbreak, "quote"; \tÑ\r\n\\N'


def test_the_order_stays_where_a_table_is_written_in_many_pieces(tmp_path):
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA marts; SET threads = 4")
        connection.execute(
            "CREATE TABLE marts.odd AS SELECT range AS id FROM range(600_000, 0, -1)"
        )
        csv_file, _ = written(connection, tmp_path)
    header, *ids = csv_file.read_text(encoding="utf-8").split()
    assert (header, ids) == ("id", [str(number) for number in range(1, 600_001)])


def test_missing_and_empty_stay_apart(odd, tmp_path):
    csv_file, _ = written(odd, tmp_path)
    lines = csv_file.read_text(encoding="utf-8").split("\n")
    assert lines[1] == "1,,,,,,,"
    assert '3,"","[]",,,,,' in lines


def test_equal_warehouses_give_equal_files(exported, tmp_path):
    with duckdb.connect(str(exported.warehouse), read_only=True) as connection:
        connection.execute("SET threads = 1")
        again = export_all(connection, tmp_path / "again")
    for file in exported.folder.rglob("[!.]*.*"):
        if file.name != "datapackage.json":  # written with keys there, without them here
            other = tmp_path / "again" / file.relative_to(exported.folder)
            assert other.read_bytes() == file.read_bytes()
    assert again.files == sum(file.is_file() for file in exported.folder.rglob("[!.]*"))


def test_the_numbers_are_those_of_the_files(exported):
    files = [file for file in exported.folder.rglob("[!.]*") if file.is_file()]
    tables = exported.query(TABLES_SQL)
    assert exported.exports.tables == len(tables)
    assert exported.exports.files == len(files) == 2 * len(tables) + 2 + 1
    assert exported.exports.size_bytes == sum(file.stat().st_size for file in files)
    counts = [exported.query(f"SELECT count(*) FROM marts.{name}")[0][0] for (name,) in tables]
    assert exported.exports.rows == sum(counts)


@pytest.mark.parametrize("type_", ["BLOB", "HUGEINT"])
def test_a_type_without_a_counterpart_is_named(odd, tmp_path, type_):
    odd.execute(f"CREATE TABLE marts.strange (thing {type_})")
    with pytest.raises(ExportError, match=rf"marts\.strange\.thing has the type {type_}"):
        export_all(odd, tmp_path)


def test_a_warehouse_without_public_tables_is_refused(tmp_path):
    with (
        duckdb.connect() as connection,
        pytest.raises(ExportError, match="no table in marts; build the models"),
    ):
        export_all(connection, tmp_path)


def test_a_folder_that_cannot_be_written_is_named(odd, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(ExportError, match=r"cannot be written to .*taken"):
        export_all(odd, tmp_path / "taken")
