"""The same reading and the same SQL with nothing around: no Dagster, contracts, dbt or tests.

What there is to do at least. Built beside a warehouse that dbt built already, of which it takes
the compiled SQL and the reference tables.
"""

import json
import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contracts import CONTRACTS, column_types, create_table_sql
from pipelines.dbt_plugin import diagnose_or_say_why
from pipelines.ingest.batches import Batch, Task, cut, write_frames
from pipelines.ingest.rows import page_row, rows_of
from pipelines.settings import Settings
from pipelines.sources import SeedFolder, SourcePage
from tests.bench.measured import Cost, Workers, since, so_far

Files = dict[str, Path]


def bare(settings: Settings, folder: Path) -> dict[str, Cost]:
    """Read, load and build the models; returns the cost of each.

    Takes the settings of a warehouse that was built, and a folder to make for the files.
    """
    folder.mkdir()
    start = so_far()
    with Workers() as workers:
        files = _read_all(settings, folder)
    costs, start = {"bare read": since(start, workers)}, so_far()
    with duckdb.connect(str(folder / "build.duckdb")) as connection:
        _load(connection, files)
        costs["bare load"], start = since(start), so_far()
        _build(connection, settings)
    return {**costs, "bare models": since(start)}


def _read_all(settings: Settings, folder: Path) -> list[Files]:
    source = SeedFolder(settings.seeds)
    now = datetime.now(UTC)
    pages = cut(page for page in source.pages() if isinstance(page, SourcePage))
    parts = (Batch(number, [Task(page) for page in part], now) for number, part in enumerate(pages))
    context = multiprocessing.get_context("spawn")
    with context.Pool(settings.processes, _share, (source, folder)) as pool:
        files = list(pool.imap(_read, parts))
        pool.close()
        pool.join()
    return files


_given: tuple[SeedFolder, Path]


def _share(source: SeedFolder, folder: Path) -> None:
    global _given
    _given = (source, folder)


def _read(batch: Batch) -> Files:
    source, folder = _given
    rows: dict[str, list] = {table: [] for table in CONTRACTS}
    for task in batch.tasks:
        for table, found in rows_of(task.page, source).items():
            rows[table].extend(found)
        if task.page.page is not None:
            rows["pages"].append(page_row(task.page, None, batch.now))
    frames = ((table, pl.DataFrame(found, column_types(table))) for table, found in rows.items())
    return write_frames(frames, folder, str(batch.number))


def _load(connection: duckdb.DuckDBPyConnection, read: list[Files]) -> None:
    connection.execute("CREATE SCHEMA raw")
    for table in CONTRACTS:
        connection.execute(create_table_sql(table)[0])
        files = [str(one[table]) for one in read if table in one]
        if files:
            sql = f"INSERT INTO raw.{table} BY NAME SELECT * FROM read_parquet(?)"
            connection.execute(sql, [files])


def _build(connection: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    connection.create_function(
        "diagnose", diagnose_or_say_why, ["VARCHAR"], "VARCHAR", side_effects=False
    )
    connection.execute(f"SET memory_limit = '{settings.sql_memory}'")
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"ATTACH '{settings.build_file}' AS built (READ_ONLY)")
    for schema in ("reference", "staging", "intermediate", "marts"):
        connection.execute(f"CREATE SCHEMA {schema}")
    references = connection.execute(
        "SELECT table_name FROM duckdb_tables() "
        "WHERE database_name = 'built' AND schema_name = 'reference'"
    ).fetchall()
    for (name,) in references:
        connection.execute(f"CREATE TABLE reference.{name} AS FROM built.reference.{name}")
    results = json.loads((settings.dbt_target / "run_results.json").read_text(encoding="utf-8"))
    # dbt tells of a model after all that it reads.
    for result in results["results"]:
        if result["unique_id"].startswith("model."):
            name = result["relation_name"].replace('"build".', "")
            kind = "VIEW" if name.startswith('"staging"') else "TABLE"
            connection.execute(f"CREATE {kind} {name} AS {result['compiled_code']}")
