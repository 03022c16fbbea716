"""Hold parsed rows against the contract of their table, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

import polars as pl

from pipelines.contracts.pandera_alone import pa
from pipelines.contracts.raw import CONTRACTS

Row = Mapping[str, Any]


class ContractBrokenError(Exception):
    """The parser gave columns or types that the contract does not know: a defect, not bad input."""


@dataclass(frozen=True)
class RowFailure:
    """One row that the contract refuses: its place in the batch, the rule, and the row itself."""

    row_index: int
    column: str
    rule: str
    row: dict[str, Any]

    @property
    def message(self) -> str:
        """The reason in a sentence, with the value where one column is to blame."""
        if self.column in self.row:
            return f"{self.column} = {self.row[self.column]!r} breaks the rule {self.rule}"
        return f"the row breaks the rule {self.rule}"


@dataclass(frozen=True)
class CheckedRows:
    """What a batch of rows came to: those that may be written, and those that may not."""

    table: str
    good: pl.DataFrame
    failures: list[RowFailure]
    actual_types: dict[str, str]


def column_types(table: str) -> dict[str, pl.DataType]:
    """The columns of a raw table and their polars types, in contract order."""
    return {name: column.dtype.type for name, column in CONTRACTS[table].columns.items()}


def check_rows(table: str, rows: Sequence[Row]) -> CheckedRows:
    """Hold a batch of rows against the contract of ``table``.

    Takes the name of a raw table and its parsed rows. Returns the rows that pass as a frame in
    contract order and, for each row that fails, why. Raises ContractBrokenError when the columns
    or types themselves are not the contract's.
    """
    frame = _as_frame(table, rows)
    actual = {name: str(dtype) for name, dtype in frame.schema.items()}
    if not rows:  # the frame is the contract's own
        return CheckedRows(table, frame, [], actual)
    failures = _failures(CONTRACTS[table], frame)
    bad = {failure.row_index for failure in failures}
    keep = [index for index in range(frame.height) if index not in bad]
    good = frame[keep] if bad else frame
    return CheckedRows(table, good.select(list(column_types(table))), failures, actual)


def _as_frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """The rows as the parser typed them; a column that is null throughout takes its type."""
    expected = column_types(table)
    if not rows:
        return pl.DataFrame(schema=expected)
    keys = list(dict.fromkeys(chain.from_iterable(rows)))
    are_complete = set(map(len, rows)) == {len(keys)}
    columns = {}
    for key in keys:
        # The parser's rows all have the same keys, and there are millions of values.
        values = list(map(itemgetter(key), rows) if are_complete else [r.get(key) for r in rows])
        series = pl.Series(key, values, strict=False)
        if series.dtype == pl.Null and key in expected:
            series = series.cast(expected[key])
        columns[key] = series
    return pl.DataFrame(columns)


def _failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[RowFailure]:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases.to_dicts()
    else:
        return []
    broken = [case for case in cases if case["index"] is None]
    if broken:
        details = "; ".join(
            f"{case['column']}: {case['check']} (found {case['failure_case']})" for case in broken
        )
        message = f"rows for raw.{schema.name} do not have the contract's shape: {details}"
        raise ContractBrokenError(message)
    return [
        RowFailure(index, case["column"], case["check"], frame.row(index, named=True))
        for index, case in sorted(((case["index"], case) for case in cases), key=itemgetter(0))
    ]
