"""The raw layer: one step that reads the pages, checks the contracts and writes all raw tables."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import dagster as dg
import duckdb

from pipelines.assets.checks import failure
from pipelines.assets.failures import in_a_sentence
from pipelines.assets.metadata import (
    PAGES_SHOWN,
    code_reference,
    first_pages,
    markdown_table,
    preview,
    shown_table,
)
from pipelines.assets.resources import WarehouseResource, progress
from pipelines.contracts import CONTRACTS, type_name
from pipelines.contracts.pandera_alone import pa
from pipelines.ingest import IngestReport, ingest
from pipelines.ingest.parsed import ParsedFolder, parsed_folder
from pipelines.settings import PROJECT_ROOT, Settings
from pipelines.sources import CombinedSource, SeedFolder, Source
from pipelines.sources.dump import DumpSource, PageStore, dump_files
from pipelines.sources.mediawiki import MediaWiki
from pipelines.sources.wiki_settings import read_wiki_settings

PARSER = PROJECT_ROOT / "pipelines" / "wikitext" / "parse.py"
CONTRACTS_FILE = PROJECT_ROOT / "pipelines" / "contracts" / "raw.py"
CONTRACT_CHECK = "every_row_meets_its_contract"
SHRINK_CHECK = "no_page_lost_much_of_what_it_said"
SEEDS = dg.AssetSpec(
    "seeds",
    group_name="source",
    kinds={"file"},
    description="The folder of season pages in wikitext, with `manifest.yml` beside them.",
)
REJECTS_SHOWN = 50
# A preview of whole articles would be no help.
_HIDDEN = {"wikitext"}


def raw_key(table: str) -> dg.AssetKey:
    """The asset of a raw table; the same key that dbt's source has."""
    return dg.AssetKey(["raw", table])


def _spec(table: str, schema: pa.DataFrameSchema) -> dg.AssetSpec:
    columns = [
        dg.TableColumn(
            name,
            type_name(column),
            description=column.description,
            constraints=dg.TableColumnConstraints(nullable=column.nullable),
        )
        for name, column in schema.columns.items()
    ]
    return dg.AssetSpec(
        raw_key(table),
        deps=[SEEDS.key],
        group_name="raw",
        kinds={"python", "duckdb"},
        description=schema.description,
        metadata={
            "dagster/code_references": code_reference(PARSER, CONTRACTS_FILE),
            "dagster/column_schema": dg.TableSchema(columns),
            "dagster/table_name": f"raw.{table}",
        },
    )


@dg.multi_asset(
    name="raw_tables",
    description="Parse the pages that changed, hold every row against its contract, write it.",
    specs=[_spec(table, schema) for table, schema in CONTRACTS.items()],
    check_specs=[
        dg.AssetCheckSpec(
            CONTRACT_CHECK,
            asset=raw_key(table),
            description=(
                "What cannot be read, or breaks the contract of this table, goes to raw.rejects "
                "with its page and lines, and is listed here. The other rows go on."
            ),
        )
        for table in CONTRACTS
    ]
    + [
        dg.AssetCheckSpec(
            SHRINK_CHECK,
            asset=raw_key("pages"),
            description="A page that lost a third of its matches or rows is held back.",
        )
    ],
)
def raw_tables(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource
) -> Iterator[dg.MaterializeResult[None] | dg.AssetObservation]:
    """Bring the raw tables up to date with the seeds folder."""
    settings, store = warehouse.settings(), warehouse.open()
    with in_a_sentence(settings.sql_memory), store.turn():
        dumped = _dumped(settings)
        source = _source(settings, dumped)
        report = ingest(store, source, datetime.now(UTC), progress.info, settings.processes)
        for notice in source.notices:
            context.log.warning(notice)
            progress.warning(notice)
        with store.read() as connection:
            seen = _observation(connection, dumped.counts if dumped is not None else {})
            results = [_result(table, report, connection) for table in CONTRACTS]
    yield seen
    yield from results


def _observation(
    connection: duckdb.DuckDBPyConnection, dump_counts: Mapping[str, int]
) -> dg.AssetObservation:
    """What the source holds now; Dagster cannot materialize it, only look at it."""
    current = "FROM raw.pages WHERE is_current"
    (count,) = connection.execute(f"SELECT count(*) {current}").fetchone() or (0,)
    pages = preview(
        connection,
        f"SELECT page_id, source_uri, bytes {current} ORDER BY page_id",
        PAGES_SHOWN,
    )
    # What became of the pages of a dump, those that were left aside above all.
    counts = {f"dump_{name}": number for name, number in dump_counts.items()}
    return dg.AssetObservation(SEEDS.key, metadata={"page_count": count, "pages": pages, **counts})


def _dumped(settings: Settings) -> DumpSource | ParsedFolder | None:
    """The dumps that are set, or what Spark parsed of them."""
    if settings.raw is not None:
        return parsed_folder(settings.raw)
    if settings.dump is not None:
        files = tuple(dump_files(settings.dump))
        return DumpSource(files, PageStore(settings.dump_store))
    return None


def _source(settings: Settings, dumped: Source | None) -> Source:
    """The seeds folder, and beside it what else is set: a wiki, dumps."""
    others: list[Source] = []
    if settings.wiki is not None:
        others.append(MediaWiki(read_wiki_settings(settings.wiki)))
    if dumped is not None:
        others.append(dumped)
    if not others:
        return SeedFolder(settings.seeds, seen_files=settings.seen_files)
    folder = SeedFolder(settings.seeds, may_be_empty=True, seen_files=settings.seen_files)
    return CombinedSource([folder, *others])


def _result(
    table: str, report: IngestReport, connection: duckdb.DuckDBPyConnection
) -> dg.MaterializeResult[None]:
    (count,) = connection.execute(f"SELECT count(*) FROM raw.{table}").fetchone() or (0,)
    shown = [name for name in CONTRACTS[table].columns if name not in _HIDDEN]
    return dg.MaterializeResult(
        asset_key=raw_key(table),
        metadata={
            "dagster/row_count": count,
            "pages_seen": report.pages_seen,
            "pages_parsed_again_by_a_new_parser": len(report.reparsed),
            "pages_unchanged": len(report.unchanged),
            **first_pages("pages_added", report.added),
            **first_pages("pages_changed", report.changed),
            **first_pages("pages_removed", report.removed),
            **first_pages("pages_refused", report.refused),
            **first_pages("pages_held_back", [page.page_id for page in report.held]),
            "preview": preview(connection, f"SELECT {', '.join(shown)} FROM raw.{table}"),
        },
        check_results=[
            _contract_result(table, report.actual_types.get(table, {}), connection),
            *([_shrink_result(report)] if table == "pages" else []),
        ],
    )


def _shrink_result(report: IngestReport) -> dg.AssetCheckResult:
    held = [{"page": page.page_id, "why": page.sentence} for page in report.held]
    return dg.AssetCheckResult(
        asset_key=raw_key("pages"),
        check_name=SHRINK_CHECK,
        passed=not held,
        # The other pages go on; this one keeps yesterday's rows until somebody has looked.
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(page["why"] for page in held[:REJECTS_SHOWN]) or None,
        metadata={
            "held_page_count": len(held),
            "held_pages": shown_table(["page", "why"], held[:PAGES_SHOWN]),
        },
    )


def _contract_result(
    table: str, actual_types: Mapping[str, str], connection: duckdb.DuckDBPyConnection
) -> dg.AssetCheckResult:
    """Fails while raw.rejects holds anything of this table, from whichever run."""
    types = [
        {
            "column": name,
            "expected": str(column.dtype),
            "actual": actual_types.get(name, "no new rows"),
        }
        for name, column in CONTRACTS[table].columns.items()
    ]
    rejects = f"FROM raw.rejects WHERE table_name = '{table}'"
    (count,) = connection.execute(f"SELECT count(*) {rejects}").fetchone() or (0,)
    description, rows = failure(
        connection,
        "SELECT page_id, line_start, line_end, code, message, snippet "
        f"{rejects} ORDER BY page_id, line_start, reject_no",
        REJECTS_SHOWN,
    )
    return dg.AssetCheckResult(
        asset_key=raw_key(table),
        check_name=CONTRACT_CHECK,
        passed=count == 0,
        # One bad row never stops the others: it is in raw.rejects, with its reason.
        severity=dg.AssetCheckSeverity.WARN,
        description=description if count else None,
        metadata={
            "failing_row_count": count,
            **rows,
            "types": markdown_table(["column", "expected", "actual"], types),
        },
    )
