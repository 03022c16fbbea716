"""Wikitables that no reader takes: of a known other kind, or worth a look, and for what reason."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.wikitext.cross_tables import looks_like_cross_table
from pipelines.wikitext.headings import FOOTBALL_HINTS, NOT_ONE_COMPETITION, OTHER_KINDS
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, Source
from pipelines.wikitext.standings_columns import FIGURES, columns_of, foreign_headings, holds_a_part
from pipelines.wikitext.wikitables import GridRow, cell_text

_SCORE = re.compile(r"\d{1,2}\s*[–−—‐-]\s*\d{1,2}")
# Words that a list of matches has as well as a list of grounds.
_OF_BOTH = ("stadium", "venue", "referee", "first leg")
# What standings need besides a number of figures → how it is called to people.
_NEEDED = {"team": "the team", "win": "wins", "loss": "defeats", "points": "points"}


class Unread(NamedTuple):
    """What a table that is not read counts as, and why; `code` is that of an issue."""

    outcome: str
    code: str
    reason: str


REPEATED_HEADING = Unread(
    NOT_UNDERSTOOD, "repeated_heading", "It has more than one column for a figure."
)
LIST_WITHOUT_HEADINGS = Unread(
    NOT_UNDERSTOOD,
    "list_without_headings",
    "It looks like a list of matches, but has no headings, and the page does not name its clubs"
    " elsewhere.",
)
_LIST_WITHOUT_SCORES = Unread(
    NOT_UNDERSTOOD,
    "list_without_scores",
    "It has the headings of a list of matches, but no score. Matches to come are read where the"
    " page names their clubs elsewhere and does not tell the same matches again.",
)
_UNCERTAIN_CROSS_TABLE = Unread(
    NOT_UNDERSTOOD,
    "uncertain_cross_table",
    "It looks like a cross table of results, but which column is which club cannot be told: its"
    " rows and columns are no square with nothing on the diagonal.",
)


def why_unread(
    source: Source,
    grid: list[GridRow],
    headings: list[str],
    header_rows: int,
    *,
    is_match_list: bool,
    holds_tables: bool,
) -> Unread:
    """A table of a known other kind holds nothing for us; one that hints at results might.

    What is in the cells of a table around others is theirs, and is not looked at once more.
    """
    foreign = _of_another_kind(headings)
    if foreign is not None:
        return foreign
    if is_match_list:
        return _LIST_WITHOUT_SCORES
    others = [heading for heading in headings if heading in OTHER_KINDS]
    may_have = not holds_tables and all(heading in _OF_BOTH for heading in others)
    has_scores = may_have and _has_scores(source, grid)
    if others and not has_scores:
        return Unread(NOT_FOOTBALL, "", f"`{others[0]}` heads a table of another kind.")
    if has_scores and looks_like_cross_table(source, grid, header_rows):
        return _UNCERTAIN_CROSS_TABLE
    hints = [heading for heading in headings if heading in FOOTBALL_HINTS]
    if not hints and not has_scores:
        return Unread(NOT_FOOTBALL, "", "No heading speaks of matches, clubs or standings.")
    reason = _lacking(headings) or (
        f"{_told(hints) or 'A column of scores'} speaks of football, but its headings are those of"
        " no league table, cross table, list of matches or of clubs that is read."
    )
    return Unread(NOT_UNDERSTOOD, "table_not_understood", reason)


def _of_another_kind(headings: list[str]) -> Unread | None:
    seasons = next((h for h in headings if h in NOT_ONE_COMPETITION), None)
    if seasons is not None:
        reason = f"`{seasons}` heads a table over several seasons or competitions."
        return Unread(NOT_FOOTBALL, "", reason)
    signs, kind = foreign_headings(headings)
    if not signs or not {"win", "loss"} <= set(columns_of(headings)):
        return None
    return Unread(NOT_FOOTBALL, "", f"{_told(signs)} heads {kind}.")


def _lacking(headings: list[str]) -> str:
    """What a table with figures of a league table lacks to be one; nothing for another table."""
    columns = columns_of(headings)
    figures = [column for column in columns if column in FIGURES]
    if len(figures) < 2 and "points" not in figures:
        return ""
    lacks = [name for column, name in _NEEDED.items() if column not in columns]
    what = f"a heading of {', '.join(lacks)}" if lacks else "enough figures"
    part = ", as those of home or away matches are no total" if holds_a_part(headings) else ""
    return f"For a league table it lacks {what}{part}."


def _told(headings: list[str]) -> str:
    return ", ".join(f"`{heading}`" for heading in dict.fromkeys(headings))


def _has_scores(source: Source, grid: list[GridRow]) -> bool:
    """Is there a column in which two cells or more are scores, and most?"""
    for place in range(max((len(row.columns) for row in grid), default=0)):
        cells = [row.columns[place] for row in grid if place < len(row.columns)]
        texts = [cell_text(source.page, cell) for cell in cells]
        scores = sum(_SCORE.match(text) is not None for text in texts)
        if scores >= 2 and 2 * scores > len(texts):
            return True
    return False
