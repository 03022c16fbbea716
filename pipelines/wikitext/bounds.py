"""How much markup a page may have: no article comes near, and past it reading would cost seconds.

MediaWiki saves no page of more than 2 MB, and shows no templates past 2 MB of what they expand to.
The fullest real page at hand, and a made-up one of 380 matches, have less than a seventh of each
number below. So a text past one of them is damaged, or made to stop whoever reads it. It is told in
one issue and not read at all: half of it would be worse than nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from pipelines.wikitext.reading import REJECTED, Reading
from pipelines.wikitext.restore import FLATTENED

_SNIPPET = 160


class Bound(NamedTuple):
    """A mark, how often it may stand on a page, and what it stands for."""

    mark: str
    most: int
    what: str


BOUNDS = (
    Bound("{{", 20_000, "beginnings of calls"),
    Bound("}}", 20_000, "ends of calls"),
    Bound("[[", 50_000, "beginnings of links"),
    Bound("]]", 50_000, "ends of links"),
    Bound("<", 50_000, "tags and comments"),
    Bound("\n", 100_000, "line breaks"),
    Bound("{|", 2_000, "tables"),
    Bound("|-", 10_000, "rows of tables"),
    Bound("||", 50_000, "cells"),
    Bound("!!", 50_000, "header cells"),
)
# Each line of a flattened page is asked what it was.
FLATTENED_BOUNDS = (*BOUNDS, Bound("\n", 50_000, "line breaks"))


def past_bound(text: str, dialect: str) -> tuple[Bound, int] | None:
    """The first bound a text is past, with the offset of the mark that is too many; else None."""
    for bound in FLATTENED_BOUNDS if dialect == FLATTENED else BOUNDS:
        # A short text need not be counted.
        if len(text) > bound.most * len(bound.mark) and text.count(bound.mark) > bound.most:
            return bound, _offset_past(text, bound)
    return None


def _offset_past(text: str, bound: Bound) -> int:
    offset = -len(bound.mark)
    for _ in range(bound.most + 1):
        offset = text.find(bound.mark, offset + len(bound.mark))
    return offset


def refuse(reading: Reading, text: str, bound: Bound, offset: int) -> None:
    """The rows of a page that is past a bound: its lead, one issue, one line of the ledger."""
    first = text.count("\n", 0, offset) + 1
    last = max(first, text.count("\n") + (not text.endswith("\n")))
    reading.add(
        "sections",
        (1, last),
        section_no=0,
        parent_section_no=None,
        level=0,
        heading="",
        section_path="",
    )
    reading.add(
        "template_ledger",
        (1, last),
        ledger_no=1,
        section_no=0,
        template="(page with too much markup)",
        outcome=REJECTED,
        row_count=0,
        depth=0,
    )
    mark = bound.mark.replace("\n", "\\n")
    reading.add(
        "parse_issues",
        (first, last),
        issue_no=reading.next("issue"),
        section_no=0,
        severity="error",
        code="too_much_markup",
        message=f"The page has more than {bound.most} {bound.what} (`{mark}`), the first too many"
        f" in line {first}; no article has as many, and nothing of the page is read. Split the"
        " page, or repair what repeats.",
        snippet=text[offset : offset + _SNIPPET],
    )
