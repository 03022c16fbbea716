"""What the reconciliation says of all tables at once: figures to plot, a table and a picture."""

import base64
from typing import Any

import dagster as dg
import duckdb
import pygal
from pygal.style import CleanStyle

from pipelines.assets.metadata import first_rows, shown_table

ASSET = "fct_league_table_reconciliation"

_FIGURES_SQL = f"""
SELECT
    count(*) AS tables,
    count(*) FILTER (status = 'reconciled') AS tables_reconciled,
    count(*) FILTER (status LIKE 'differs%' OR status = 'self_contradictory') AS tables_differing,
    coalesce(sum(rows_compared), 0)::BIGINT AS rows_compared,
    coalesce(sum(rows_agreeing), 0)::BIGINT AS rows_agreeing
FROM marts.{ASSET}
"""

# The bar is DuckDB's own; Dagster shows this table in place, and the picture on a click.
_BY_STATUS_SQL = f"""
SELECT
    status,
    count(*) AS tables,
    bar(count(*), 0, max(count(*)) OVER (), 15) AS picture
FROM marts.{ASSET}
GROUP BY status
ORDER BY tables DESC, status
"""


def reconciliation_metadata(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Metadata of the reconciliation: how many tables, rows and differences, and by status.

    Takes a connection that reads the built marts.
    """
    _, [figures] = first_rows(connection, _FIGURES_SQL, 1)
    columns, by_status = first_rows(connection, _BY_STATUS_SQL, 50)
    counts = {row["status"]: row["tables"] for row in by_status}
    return {
        **figures,
        "tables_by_status": shown_table(columns, by_status),
        "tables_by_status_chart": _chart(counts),
    }


def _chart(counts: dict[str, int]) -> dg.MarkdownMetadataValue:
    """The same as a bar chart, a picture in Markdown."""
    chart = pygal.HorizontalBar(
        js=[],
        style=CleanStyle,
        explicit_size=True,
        width=640,
        height=100 + 40 * len(counts),
        show_legend=False,
        print_values=True,
        value_formatter=str,
        title="League tables by status",
    )
    from_below = dict(reversed(counts.items()))
    chart.x_labels = list(from_below)
    chart.add("tables", list(from_below.values()))
    picture = base64.b64encode(chart.render()).decode()
    return dg.MetadataValue.md(f"![League tables by status](data:image/svg+xml;base64,{picture})")
