"""Points deducted or added, where a plain wikitable has a column for them.

The points beside it tell whether they are those after the deduction, and what sign a figure without
one has.
"""

from __future__ import annotations

import re

from pipelines.wikitext.headings import DEDUCTION, UNSURE_DEDUCTION

_ADJUSTMENT = re.compile(
    r"([-+−–‐]?)\s*(\d{1,3})\s*(?:points?|pts?\.?|p\.?)?\s*(?:[*†‡§¶#]|\[[A-Za-z0-9 ]{1,10}\])*",
    re.I,
)
_NOTHING = re.compile(r"[-–—−]?")
_FIGURE = re.compile(r"\d{1,4}(?!\d)")
_POINTS_FOR_A_WIN = (3, 2)


def adjustment_of(
    text: str, heading: str, points: str, wins: str, draws: str | None
) -> tuple[str | None, bool]:
    """What a cell takes off the points or adds to them, and whether that is beyond doubt.

    None is no adjustment: the points are those before it. What is no number stays as written.
    Draws of None are not known, and so is what the results give.
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
    beyond_results = _beyond_results(points, wins, draws)
    for value in likely:
        if value in beyond_results:
            return str(value), True
    if 0 in beyond_results:
        return None, True
    if heading in UNSURE_DEDUCTION or len(likely) > 1:
        return None, False
    return str(likely[0]), True


def _beyond_results(points: str, wins: str, draws: str | None) -> tuple[int, ...]:
    """The points beyond those for the results, for each rule that may hold."""
    if draws is None:
        return ()
    figures = [_FIGURE.match(text) for text in (points, wins, draws or "0")]
    numbers = [int(found[0]) for found in figures if found]
    if len(numbers) < len(figures):
        return ()
    typed, won, drawn = numbers
    return tuple(typed - win * won - drawn for win in _POINTS_FOR_A_WIN)
