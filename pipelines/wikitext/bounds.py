"""How much markup a page may have: no article comes near, and past it reading would cost seconds.

MediaWiki saves no page of more than 2 MB, and shows no templates past 2 MB of what they expand to.
The fullest real page at hand, and a made-up one of 380 matches, have less than a seventh of each
number below. So a text past one of them is damaged, or made to stop whoever reads it. It is told in
one issue and not read at all: half of it would be worse than nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from pipelines.wikitext.page import PageText
from pipelines.wikitext.reading import REJECTED, Reading, Source
from pipelines.wikitext.restore import FLATTENED
from pipelines.wikitext.spans import TEMPLATE

MAX_ROWS = 20_000  # without the ledger's; 380 matches in boxes with their scorers make 1,900
MAX_DEEP = 2_000  # calls inside more than three others, each of which is read anew for it
_SNIPPET = 160


class PastBoundError(Exception):
    """The page is past a bound that shows only while it is read; refuse it."""

    def __init__(self, line: int, why: str) -> None:
        """The line where it shows, and what the page has too much of."""
        super().__init__(why)
        self.line = line
        self.why = why


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
    Bound(";", 50_000, "semicolons"),
    Bound("{|", 2_000, "tables"),
    Bound("|-", 10_000, "rows of tables"),
    Bound("||", 50_000, "cells"),
    Bound("!!", 50_000, "header cells"),
)
# Each line of a flattened page is asked what it was.
FLATTENED_BOUNDS = (*BOUNDS, Bound("\n", 50_000, "line breaks"))


def check_marks(text: str, dialect: str) -> None:
    """Raise PastBoundError for a text that is past a bound."""
    for bound in FLATTENED_BOUNDS if dialect == FLATTENED else BOUNDS:
        if _is_past(text, bound):
            mark = bound.mark.replace("\n", "\\n")
            line = text.count("\n", 0, _offset_past(text, bound)) + 1
            raise PastBoundError(line, f"more than {bound.most} {bound.what} (`{mark}`)")


def _is_past(text: str, bound: Bound) -> bool:
    mark, most = bound.mark, bound.most
    if len(text) <= most * len(mark):
        return False
    # One character is counted in a third of the time of two, and settles nearly every page.
    return text.count(mark[0]) > most and text.count(mark) > most


def check_depth(page: PageText) -> None:
    """Raise PastBoundError for a page with more calls deep in others than any page has."""
    if len(page.spans) > MAX_DEEP:
        deep = [span.start for span in page.spans if span.call_depth > 3 and span.kind == TEMPLATE]
        if len(deep) > MAX_DEEP:
            why = f"more than {MAX_DEEP} calls inside more than three others"
            raise PastBoundError(page.line_of(deep[MAX_DEEP]), why)


def check_rows(source: Source, start: int) -> None:
    """Raise PastBoundError when more rows than any page has are read; `start` is where we are."""
    if sum(map(len, source.reading.rows.values())) > MAX_ROWS:
        line = source.page.line_of(start) if source.call_line is None else source.call_line
        raise PastBoundError(line, f"more than {MAX_ROWS} rows")


def _offset_past(text: str, bound: Bound) -> int:
    offset = -len(bound.mark)
    for _ in range(bound.most + 1):
        offset = text.find(bound.mark, offset + len(bound.mark))
    return offset


def refuse(reading: Reading, text: str, past: PastBoundError) -> None:
    """The rows of a page that is past a bound: its lead, one issue, one line of the ledger."""
    lines = text.split("\n")
    last = max(past.line, len(lines) - text.endswith("\n"))
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
        reason=None,
    )
    reading.add(
        "parse_issues",
        (past.line, last),
        issue_no=reading.next("issue"),
        section_no=0,
        severity="error",
        code="too_much_markup",
        message=f"The page has {past.why}, the first too many in line {past.line}; no article has"
        " as many, and nothing of the page is read. Split the page, or repair what repeats.",
        snippet=lines[past.line - 1][:_SNIPPET],
    )
