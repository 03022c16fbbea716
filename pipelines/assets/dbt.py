"""The dbt layer: every model and seed an asset, every test a check, one dbt run for a step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from dagster_dbt.asset_utils import DAGSTER_DBT_UNIQUE_ID_METADATA_KEY
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage

from pipelines.assets.checks import failure, with_sentences
from pipelines.assets.failures import in_a_sentence
from pipelines.assets.metadata import code_reference, escaped, first_pages, preview
from pipelines.assets.resources import WarehouseResource, progress
from pipelines.assets.verdicts import ASSET, reconciliation_metadata
from pipelines.dbt_runner import DbtFailure, DbtOutcome, parse_project, run_dbt
from pipelines.increments import Increment, begin_dbt, end_whole_build, increment
from pipelines.publication import is_up_to_date, models_fingerprint, record_results
from pipelines.settings import PROJECT_ROOT, Settings

FAILING_ROWS_SHOWN = 20
# What dagster-dbt says of each event that tells a person nothing; it is in the run's log.
_FOR_MACHINES = {"unique_id", "invocation_id", "status"}

_UNCHANGED = {"unchanged": dg.MetadataValue.bool(True)}

DbtEvent = (
    dg.Output[Any]
    | dg.AssetCheckResult
    | dg.AssetCheckEvaluation
    | dg.AssetObservation
    | dg.AssetMaterialization
    | dg.MaterializeResult[None]
)


class Translator(DagsterDbtTranslator):
    """dbt's nodes as assets: key and group are the schema, so the graph reads by layer."""

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """``schema/name``, for models, seeds and sources alike."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """The layer."""
        return str(dbt_resource_props["schema"])

    def get_description(self, dbt_resource_props: Mapping[str, Any]) -> str:
        """The description, and of a model its SQL."""
        if dbt_resource_props["resource_type"] == "model":
            return super().get_description(dbt_resource_props)
        return str(dbt_resource_props["description"])

    def get_metadata(self, dbt_resource_props: Mapping[str, Any]) -> Mapping[str, Any]:
        """What dagster-dbt says, and where the SQL or CSV stands."""
        file = PROJECT_ROOT / "dbt_project" / dbt_resource_props["original_file_path"]
        return {
            **super().get_metadata(dbt_resource_props),
            # Without the work file's name: a reader finds the table in another file.
            "dagster/table_name": ".".join(self.get_asset_key(dbt_resource_props).path),
            "dagster/code_references": code_reference(file),
        }


def selection_arguments(
    *, is_subset: bool, asset_ids: list[str], check_ids: list[str], manifest: Mapping[str, Any]
) -> list[str]:
    """dbt's arguments for what Dagster selected.

    Takes whether the run is a subset, and the dbt ids of the selected assets and checks. A whole
    run selects by default; a subset names each node, tests included, so nothing else runs.
    """
    if not is_subset:
        return []
    nodes = sorted([*asset_ids, *check_ids])
    names = [".".join(manifest["nodes"][unique_id]["fqn"]) for unique_id in nodes]
    return ["--indirect-selection", "empty", "--select", *names]


@dataclass(frozen=True)
class _Project:
    """The parsed project with the translator that remembers what each of its nodes becomes.

    One translator for all events: a fresh one works out every upstream node again.
    """

    manifest: Mapping[str, Any]
    translator: Translator = field(default_factory=Translator)


def build_dbt_assets(settings: Settings) -> dg.AssetsDefinition:
    """The assets of the dbt project. Parses the project; raises DbtError if that fails."""
    project = _Project(with_sentences(parse_project(settings).data))

    @dbt_assets(
        manifest=project.manifest, dagster_dbt_translator=project.translator, name="dbt_models"
    )
    def dbt_models(
        context: dg.AssetExecutionContext, warehouse: WarehouseResource
    ) -> Iterator[DbtEvent]:
        """Build and test the selected models."""
        with in_a_sentence(settings.sql_memory), warehouse.open().turn():
            results, outcome = _build(context, warehouse, project)
        yield from results
        if outcome.error or outcome.failures:
            raise dg.Failure(description=_sentence(outcome))

    return dbt_models


def _build(
    context: dg.AssetExecutionContext, warehouse: WarehouseResource, project: _Project
) -> tuple[list[DbtEvent], DbtOutcome]:
    """Run dbt on what is selected.

    A whole run does nothing when nothing would change, and without dbt builds the models of the
    pages that changed where that gives the same.
    """
    settings, store, outcome = warehouse.settings(), warehouse.open(), DbtOutcome()
    manifest, fingerprint = project.manifest, models_fingerprint(warehouse.settings())
    # Opened to write, so that dbt finds a work file with its storage version and raw tables.
    with store.write() as connection:
        if not context.is_subset:
            if is_up_to_date(settings, connection, manifest, fingerprint):
                progress.info("nothing changed since the last publication: nothing to build")
                context.log.info("Nothing changed since the last publication: nothing to build.")
                return [], outcome
            done = increment(connection, manifest, fingerprint, progress.info)
            if done:
                progress.info("%d pages built, %d tests passed", len(done.pages), len(done.tested))
                return list(_results(done, context, project, connection)), outcome
        begin_dbt(connection)
    arguments = ["build", "--exclude-resource-type", "unit_test", *_selection(context, manifest)]
    events = list(_followed(run_dbt(settings, arguments, outcome)))
    with store.write() as connection:
        record_results(connection, outcome.statuses, are_all=not context.is_subset)
        if not (context.is_subset or outcome.error or outcome.failures):
            end_whole_build(connection, fingerprint, outcome.compiled)
    if not outcome.statuses:
        return [], outcome
    with store.read() as connection:
        return [
            result
            for event in events
            for result in _dagster_events(event, context, project, outcome, connection)
        ], outcome


def _selection(context: dg.AssetExecutionContext, manifest: Mapping[str, Any]) -> list[str]:
    definition = context.assets_def
    assets = [
        definition.get_asset_spec(key).metadata[DAGSTER_DBT_UNIQUE_ID_METADATA_KEY]
        for key in context.selected_asset_keys
    ]
    checks = [
        _dbt_id(definition.get_spec_for_check_key(key)) for key in context.selected_asset_check_keys
    ]
    return selection_arguments(
        is_subset=context.is_subset, asset_ids=assets, check_ids=checks, manifest=manifest
    )


def _dbt_id(check: dg.AssetCheckSpec) -> str:
    return str((check.metadata or {})[DAGSTER_DBT_UNIQUE_ID_METADATA_KEY])


def _followed(events: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Pass events on; report each finished model, and each test that did not pass."""
    for event in events:
        name, level = event["info"]["name"], event["info"]["level"]
        if name in {"LogModelResult", "LogSeedResult"} or (
            name == "LogTestResult" and level in {"warn", "error"}
        ):
            progress.info(event["info"]["msg"])
        yield event


def _results(
    done: Increment,
    context: dg.AssetExecutionContext,
    project: _Project,
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[DbtEvent]:
    """An increment as Dagster's events, for every model and test: what comes after waits for them.

    A test that was not asked looks at nothing that changed, and passes as it did.
    """
    nodes, pages = project.manifest["nodes"], first_pages("pages_built", list(done.pages))
    for unique_id in done.models:
        node = nodes[unique_id]
        if unique_id in done.changed:
            metadata = {**_relation_metadata(node, connection), **pages}
        else:
            metadata = {"dagster/row_count": _row_count(node, connection), **_UNCHANGED}
        yield dg.MaterializeResult(
            asset_key=project.translator.get_asset_key(node), metadata=metadata
        )
    for key in sorted(context.selected_asset_check_keys):
        asked = _dbt_id(context.assets_def.get_spec_for_check_key(key)) in done.tested
        yield dg.AssetCheckResult(
            passed=True,
            asset_key=key.asset_key,
            check_name=key.name,
            metadata=pages if asked else _UNCHANGED,
        )


def _dagster_events(
    event: dict[str, Any],
    context: dg.AssetExecutionContext,
    project: _Project,
    outcome: DbtOutcome,
    connection: duckdb.DuckDBPyConnection,
) -> Iterator[DbtEvent]:
    """A dbt event as Dagster's, with row counts, previews and failing rows."""
    manifest, translator = project.manifest, project.translator
    message = DbtCoreCliEventMessage(event, event_history_metadata={})
    failures = {failed.unique_id: failed for failed in outcome.failures}
    for result in message.to_default_asset_events(manifest, translator, context):
        unique_id = event["data"]["node_info"]["unique_id"]
        if isinstance(result, dg.Output):
            relation = _relation_metadata(manifest["nodes"][unique_id], connection)
            yield result.with_metadata({**_of_interest(result.metadata), **relation})
        elif isinstance(result, dg.AssetCheckResult):
            result = result._replace(metadata=_of_interest(result.metadata))
            failed = failures.get(unique_id)
            yield _failed(result, failed, connection) if failed else result
        else:
            yield result


def _of_interest(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in metadata.items() if name not in _FOR_MACHINES}


def _relation_metadata(
    node: Mapping[str, Any], connection: duckdb.DuckDBPyConnection
) -> dict[str, Any]:
    columns = [
        f'"{name}"'
        for (name,) in connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE schema_name = ? AND table_name = ? "
            "AND column_name <> 'wikitext'",
            [node["schema"], node["alias"]],
        ).fetchall()
    ]
    shown = preview(connection, f"SELECT {', '.join(columns)} FROM {_relation(node)}")
    summary = reconciliation_metadata(connection) if node["alias"] == ASSET else {}
    return {"dagster/row_count": _row_count(node, connection), **summary, "preview": shown}


def _row_count(node: Mapping[str, Any], connection: duckdb.DuckDBPyConnection) -> int:
    [(count,)] = connection.execute(f"SELECT count(*) FROM {_relation(node)}").fetchall()
    return int(count)


def _relation(node: Mapping[str, Any]) -> str:
    return f'"{node["schema"]}"."{node["alias"]}"'


def _failed(
    result: dg.AssetCheckResult, failed: DbtFailure, connection: duckdb.DuckDBPyConnection
) -> dg.AssetCheckResult:
    """The result of a failed test with its reasons and its rows."""
    if failed.compiled_sql is None:
        return result._replace(description=escaped(_reason(failed)))
    description, rows = failure(connection, failed.compiled_sql, FAILING_ROWS_SHOWN)
    return result._replace(description=description, metadata={**result.metadata, **rows})


def _sentence(outcome: DbtOutcome) -> str:
    if outcome.error:
        return f"dbt stopped: {outcome.error}"
    shown = "".join(f"\n- {_reason(failure)}" for failure in outcome.failures[:10])
    return (
        f"{len(outcome.failures)} of {len(outcome.statuses)} models and tests failed; the "
        f"published warehouse is untouched. Each failed check lists its rows.{shown}"
    )


def _reason(failure: DbtFailure) -> str:
    message = " ".join(failure.message.split())
    return f"{failure.name}: {message}" if message else failure.name
