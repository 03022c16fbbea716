"""Points deducted or added, where a plain wikitable has a column for them or tells them below it.

The points beside it tell whether they are those after the deduction, and what sign a figure without
one has.
"""

from __future__ import annotations

import re

from pipelines.wikitext.headings import DEDUCTION, UNSURE_DEDUCTION
from pipelines.wikitext.reading import Row

_ADJUSTMENT = re.compile(
    r"([-+−–‐]?)\s*(\d{1,3})\s*(?:points?|pts?\.?|p\.?)?\s*(?:[*†‡§¶#]|\[[A-Za-z0-9 ]{1,10}\])*",
    re.I,
)
_NOTHING = re.compile(r"[-–—−]?")
_FIGURE = re.compile(r"\d{1,4}(?!\d)")
_POINTS_FOR_A_WIN = (3, 2)


def adjustment_of(text: str, heading: str, row: Row) -> tuple[str | None, bool]:
    """What a cell takes off the points of its row or adds to them, and whether that is certain.

    None is no adjustment: the points are those before it. What is no number stays as written.
    """
    if _NOTHING.fullmatch(text):
        return "", True
    found = _ADJUSTMENT.fullmatch(text)
    if found is None:
        return text, True
    number = int(found[2])
    if not number:
        return "0", True
    signed = {"": (-number, number), "+": (number,)}.get(found[1], (-number,))
    likely = signed[:1] if heading in (*DEDUCTION, *UNSURE_DEDUCTION) else signed
    beyond = beyond_results(row)
    for value in likely:
        if value in beyond:
            return str(value), True
    if 0 in beyond:
        return None, True
    if heading in UNSURE_DEDUCTION or len(likely) > 1:
        return None, False
    return str(likely[0]), True


def beyond_results(row: Row) -> tuple[int, ...]:
    """The points of a row beyond those for its results, for each rule that may hold.

    Empty where the results are not known. Draws without a column are what the matches played leave.
    """
    points, won = _number(row["points"]), _number(row["win"])
    drawn = _draws_left(row) if row["draw"] is None else _number(row["draw"] or "0")
    if points is None or won is None or drawn is None:
        return ()
    return tuple(points - win * won - drawn for win in _POINTS_FOR_A_WIN)


def _draws_left(row: Row) -> int | None:
    played, won, lost = (_number(row[column]) for column in ("played", "win", "loss"))
    if played is None or won is None or lost is None or played < won + lost:
        return None
    return played - won - lost


def _number(text: str | None) -> int | None:
    found = _FIGURE.match(text or "")
    return int(found[0]) if found else None
