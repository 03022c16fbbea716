"""Whether a table already lies in the order of its file, so that nothing need be sorted.

The models end with the order of their keys, and sorting a million rows again costs more than
writing them. But an increment puts the rows of its pages behind all others and leaves gaps, so how
a table lies is looked up each time.
"""

from collections.abc import Sequence

import duckdb

# DuckDB's row group, of its own files and of the Parquet files it writes.
ROW_GROUP = 122_880

_GROUPS = """
SELECT sum(count) AS rows
FROM pragma_storage_info($1)
WHERE column_id = 0 AND segment_type != 'VALIDITY'
GROUP BY row_group_id
ORDER BY row_group_id
"""


def lies_in_order(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    key: Sequence[str],
) -> bool:
    """Whether writing a table's rows as they lie gives the file that sorting by all columns gives.

    Takes the table's name as SQL writes it, its columns in their order, and those of them that tell
    its rows apart. The columns up to the last of the key decide the order then. True only if each
    row has more in them than the row before it, NULL being the most, and if the table's row groups
    are those that the file gets.
    """
    (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,)
    groups = [rows for (rows,) in connection.execute(_GROUPS, [table]).fetchall()]
    # Rows that were deleted are still in their groups.
    if sum(groups) != count or any(rows != ROW_GROUP for rows in groups[:-1]):
        return False
    last = max(columns.index(column) for column in key)
    leading = f"row({', '.join(columns[: last + 1])})"
    # The first row has none before it.
    return connection.execute(
        "SELECT count(*) FILTER (WHERE rises IS NOT TRUE) <= 1 "
        f"FROM (SELECT {leading} > lag({leading}) OVER () AS rises FROM {table})"
    ).fetchone() == (True,)
