"""A small wiki, and every raw table that comes of it."""

from datetime import UTC, datetime

from pipelines.contracts import CONTRACTS
from pipelines.ingest import ingest
from pipelines.sources.dump import DumpSource, PageStore
from pipelines.warehouse import Warehouse
from tests.sources.dump.dumps import Written, mixed_wiki, season

NOW = datetime(2026, 1, 1, tzinfo=UTC)
# Templates that show templates, a page that shows an article, one in two revisions.
WIKI = [
    *mixed_wiki(160),
    Written(
        "2100 Cup", "{{:1900 Cup}}\n{{football box|date=1 May 2001|team1=A|score=2–2|team2=B}}"
    ),
    Written("2101 Cup", season(7).text, revision=9000, older=[(8000, "old")]),
]


def rows(tmp_path, source):
    """Every raw table that a source gives on one machine."""
    name = f"{len(list(tmp_path.glob('*.duckdb')))}.duckdb"
    warehouse = Warehouse(tmp_path / name)
    ingest(warehouse, source, NOW, progress=lambda line: None)
    with warehouse.read() as connection:
        return {
            table: connection.execute(f"SELECT * FROM raw.{table} ORDER BY ALL").fetchall()
            for table in CONTRACTS
        }


def of_one_machine(tmp_path, dump):
    return rows(tmp_path, DumpSource((dump,), PageStore(tmp_path / "store.sqlite")))
