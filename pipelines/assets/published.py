"""The published layer: the audited work file becomes what readers open."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from pipelines.assets.failures import in_a_sentence
from pipelines.assets.metadata import preview
from pipelines.assets.resources import WarehouseResource, progress
from pipelines.automation import FRESHNESS
from pipelines.dbt_runner import parse_project
from pipelines.dictionary.relations import keys, relations
from pipelines.exports import Exports, export_all
from pipelines.publication import publish
from pipelines.settings import Settings
from pipelines.warehouse import CONFIG

PUBLISHED = dg.AssetKey(["published", "warehouse"])

SUMMARY_SQL = """
SELECT status, count(*) AS league_tables
FROM marts.fct_league_table_reconciliation GROUP BY ALL ORDER BY ALL
"""


def build_published_asset(upstream: list[dg.AssetKey]) -> dg.AssetsDefinition:
    """The asset of the published file, downstream of everything that it holds."""

    @dg.asset(
        key=PUBLISHED,
        deps=upstream,
        group_name="published",
        kinds={"duckdb", "file"},
        freshness_policy=FRESHNESS,
        description=(
            "What readers open, in one step: a read-only copy of the work file "
            "(`liguilla.duckdb`), the season book (`report/`) and the exports (`parquet/`, `csv/`, "
            "`footballtxt/`). Refused unless every model is newer than what it reads, every "
            "blocking test passed on it, and the season book shows it."
        ),
    )
    def published_warehouse(warehouse: WarehouseResource) -> dg.MaterializeResult[None]:
        settings = warehouse.settings()
        exports: list[Exports] = []

        def export(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
            before = settings.current.resolve() if settings.current.exists() else None
            exports.append(
                export_all(connection, folder, keys(manifest), relations(manifest), before)
            )

        progress.info("auditing and publishing")
        with in_a_sentence(settings.sql_memory), warehouse.open().turn():
            manifest = parse_project(settings).data
            version = publish(settings, warehouse.open(), manifest, datetime.now(UTC), export)
            progress.info("published %s", settings.published_file)
            return dg.MaterializeResult(metadata=_metadata(settings, version, exports[0]))

    return published_warehouse


def _metadata(settings: Settings, version: Path, exports: Exports) -> dict[str, Any]:
    file = version / settings.published_file.name
    with duckdb.connect(str(file), read_only=True, config=CONFIG) as connection:
        pages, matches = connection.execute(
            "SELECT (SELECT count(*) FROM marts.dim_pages), "
            "(SELECT count(*) FROM marts.fct_matches)"
        ).fetchone() or (0, 0)
        return {
            "path": dg.MetadataValue.path(str(settings.published_file)),
            "version": dg.MetadataValue.path(str(version)),
            "size_bytes": file.stat().st_size,
            "exported_tables": exports.tables,
            "football_txt_files": exports.season_files,
            "football_txt_matches": exports.matches,
            "football_txt_matches_left_out": exports.comments,
            "exported_files": exports.files,
            "exported_bytes": exports.size_bytes,
            "pages": pages,
            "matches": matches,
            "tables_by_status": preview(connection, SUMMARY_SQL, rows=50),
        }
