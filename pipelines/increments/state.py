"""When an increment may take the place of a whole build, and what a whole build leaves for it.

The work file notes the pages whose raw rows are newer than the models (``audit.changed_pages``,
written with those rows) and, after a whole build that passed, with which definitions it was made.
Whatever else touches the models takes that note away first, so that what is not certain is built
whole.
"""

from collections.abc import Callable, Mapping
from typing import Any

import duckdb

from pipelines.dbt_plugin import let_sql_diagnose
from pipelines.increments.build import Increment, WholeBuildNeededError, build_increment
from pipelines.increments.project import project_of
from pipelines.warehouse import remember, remembered

MODELS = "models"
# Of 10,000 pages, 1,000 took 8 s of a processor in this way and 3,000 took 19 s, where the whole
# build took 30 s and more. Few pages are always few.
LARGEST_SHARE = 0.25
FEW_PAGES = 20


def begin_dbt(connection: duckdb.DuckDBPyConnection) -> None:
    """Note that dbt is about to build: until it has passed, the models are of nothing certain."""
    connection.execute("DELETE FROM audit.definitions WHERE name = ?", [MODELS])


def end_whole_build(
    connection: duckdb.DuckDBPyConnection, fingerprint: str, compiled: Mapping[str, str]
) -> None:
    """Note that a whole build passed, what it was made with and the SQL that made it."""
    connection.execute("DELETE FROM audit.changed_pages")
    connection.execute("DELETE FROM audit.compiled")
    connection.execute(
        "INSERT INTO audit.compiled SELECT unnest(?), unnest(?)",
        [list(compiled), list(compiled.values())],
    )
    remember(connection, MODELS, fingerprint)


def increment(
    connection: duckdb.DuckDBPyConnection,
    manifest: Mapping[str, Any],
    fingerprint: str,
    tell: Callable[[str], None],
) -> Increment | None:
    """Bring the models up to date with the pages that changed, if that is sure to be the same.

    Takes a writing connection to the work file, the parsed dbt project, the fingerprint of today's
    models and where to say what is built, and why not. Returns None where only a whole build will
    do; the models in the work file are as they were then.
    """
    if remembered(connection, MODELS) != fingerprint or _has_warnings(connection):
        return None
    pages = connection.execute("SELECT DISTINCT page_id FROM audit.changed_pages").fetchall()
    [(all_pages,)] = connection.execute("SELECT count(*) FROM marts.dim_pages").fetchall()
    compiled = dict(connection.execute("SELECT unique_id, sql FROM audit.compiled").fetchall())
    let_sql_diagnose(connection)
    tell(f"building the models of {len(pages)} changed pages")
    try:
        return build_increment(
            connection,
            project_of(manifest),
            compiled,
            [page_id for (page_id,) in pages],
            max(FEW_PAGES, int(all_pages * LARGEST_SHARE)),
        )
    except (WholeBuildNeededError, duckdb.Error) as reason:
        tell(f"building everything: {str(reason).splitlines()[0]}")
        return None


def _has_warnings(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether a test warns: its rows are shown by dbt, in every run."""
    warns = "SELECT 1 FROM audit.results WHERE status = 'warn' LIMIT 1"
    return connection.execute(warns).fetchone() is not None
