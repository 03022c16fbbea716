"""What SQL may call of Python: the diagnosis, as a function of text.

dbt-duckdb loads this by the name in ``dbt_project/profiles.yml``, in this process or in one that
was started as plain dbt.
"""

import json
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin

from pipelines.diagnosis import diagnose_json


def diagnose_or_say_why(case: str) -> str:
    """The diagnosis of a case, both as JSON; a case that fails says so in its note.

    One table that the diagnosis cannot take must not stop the warehouse.
    """
    try:
        return diagnose_json(case)
    except Exception as error:  # told in the note; a test looks for it
        note = f"The diagnosis failed: {type(error).__name__}: {error}"
        failed = {"outcome": "failed", "explanation_count": 0, "note": note}
        return json.dumps({**failed, "surplus": [], "explanations": []}, ensure_ascii=False)


def let_sql_diagnose(connection: duckdb.DuckDBPyConnection) -> None:
    """Make ``diagnose(case)`` known to a connection."""
    connection.create_function(
        "diagnose", diagnose_or_say_why, ["VARCHAR"], "VARCHAR", side_effects=False
    )


class Plugin(BasePlugin):  # type: ignore[misc] # dbt is untyped for us
    """Registers ``diagnose(case)`` on each connection that dbt opens."""

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> Any:  # noqa: ANN401
        """Make the function known."""
        let_sql_diagnose(conn)
