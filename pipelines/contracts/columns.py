"""Building blocks for the contracts: column kinds and the position that every raw row carries."""

from typing import Any

import polars as pl

from pipelines.contracts.pandera_alone import pa

UTC_TIMESTAMP = pl.Datetime("us", "UTC")


def text(description: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    """A text column as the page says it. Absent is null, empty is ''; see DOMAIN §0 rule 2."""
    return pa.Column(pl.String, list(checks), nullable=nullable, description=description)


def maybe_text(description: str, *checks: pa.Check) -> pa.Column:
    """A text column of something a page may leave out."""
    return text(description, *checks, nullable=True)


def integer(description: str, *checks: pa.Check, nullable: bool = False) -> pa.Column:
    """A whole number that the parser counted itself: a position, an ordinal."""
    return pa.Column(pl.Int64, list(checks), nullable=nullable, description=description)


def flag(description: str) -> pa.Column:
    """A true/false column; never null."""
    return pa.Column(pl.Boolean, description=description)


def timestamp(description: str) -> pa.Column:
    """An instant in UTC."""
    return pa.Column(UTC_TIMESTAMP, description=description)


def ordinal(description: str) -> pa.Column:
    """A number that counts from 1 in page order."""
    return integer(description, pa.Check.ge(1))


def one_of(*values: str) -> pa.Check:
    """The value is one of a closed list."""
    return pa.Check.isin(list(values))


def _lines_in_order(data: Any) -> pl.LazyFrame:  # noqa: ANN401 - pandera's PolarsData
    frame: pl.LazyFrame = data.lazyframe
    return frame.select(pl.col("line_end") >= pl.col("line_start"))


SHA256 = pa.Check.str_matches(r"^[0-9a-f]{64}$")

POSITION: dict[str, pa.Column] = {
    "page_id": text(
        "The page: site and title with underscores, such as enwiki/1997_Copa_Perú.",
        pa.Check.str_matches(r"^[^/]+/.+$"),
    ),
    "content_sha256": text("SHA-256 of the page's bytes that the row was read from.", SHA256),
    "line_start": integer("First line of the row in the given file, from 1.", pa.Check.ge(1)),
    "line_end": integer("Last line of the row in the given file, inclusive.", pa.Check.ge(1)),
}


def raw_table(
    name: str, description: str, columns: dict[str, pa.Column], key: tuple[str, ...]
) -> pa.DataFrameSchema:
    """The contract of one raw table.

    Takes the table's name without schema, what one row is, its own columns, and the columns that
    together with ``page_id`` (and, in ``pages``, the content) name one row. Returns the pandera
    schema from which the table's DDL, its dbt source and its dictionary entry are derived.
    """
    return pa.DataFrameSchema(
        {**POSITION, **columns},
        checks=[pa.Check(_lines_in_order, error="line_end must not come before line_start")],
        unique=["page_id", *key],
        strict=True,
        name=name,
        description=description,
    )
