"""Rows of the work file page after page, and whether those of a page changed.

What is made for each page (the season book, Football.TXT) is made again only where its rows are
others than before, and reads the rows of many pages as a stream, so memory stays flat.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import duckdb

# Rows of a query that are held at once.
FETCHED = 500


@dataclass(frozen=True)
class Query:
    """Rows of all pages, with a column ``page_id``, and the order in which a page has them.

    What rows are ordered by should be among their columns: then the hash tells of the order too.
    """

    sql: str
    order: str


def hashes(connection: duckdb.DuckDBPyConnection, query: Query) -> dict[str, int]:
    """A hash of each page's rows, by page_id; pages without a row are left out.

    A sum over hashes of rows: the order in which they lie in the file means nothing.
    """
    sql = f"SELECT page_id, sum(hash(one)) FROM ({query.sql}) AS one GROUP BY page_id"
    return dict(connection.execute(sql).fetchall())


class Stream:
    """The rows of a query for some pages, in the order of their ids."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, query: Query, page_ids: Sequence[str]
    ) -> None:
        """Take the ids of the pages, in order."""
        # The range is what DuckDB can ask of the tables below joins; of few pages it leaves little.
        sql = (
            f"SELECT page_id, one.* FROM ({query.sql}) AS one "
            "WHERE page_id BETWEEN $first AND $last AND page_id IN (SELECT unnest($page_ids)) "
            f"ORDER BY page_id, {query.order}"
        )
        parameters = {"first": page_ids[0], "last": page_ids[-1], "page_ids": list(page_ids)}
        # A cursor has its own result; on one connection a query ends the one before it.
        self._found = connection.cursor().execute(sql, parameters)
        self._pages = groupby(self._rows(), key=itemgetter(0))
        self._next = next(self._pages, None)

    def of(self, page_id: str) -> list[tuple[Any, ...]]:
        """The rows of a page, without asking for any page after it again."""
        if self._next is None or self._next[0] != page_id:
            return []
        rows = [row[1:] for row in self._next[1]]
        self._next = next(self._pages, None)
        return rows

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        while rows := self._found.fetchmany(FETCHED):
            yield from rows
