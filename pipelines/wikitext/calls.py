"""Every call of a text goes to the reader of its family; a broken one is set aside, with why."""

from __future__ import annotations

import re
from collections.abc import Callable

from pipelines.wikitext import families
from pipelines.wikitext.bounds import check_rows
from pipelines.wikitext.families import BLOCKS, TABLE_OF, family_of
from pipelines.wikitext.fb_cl import read_fb_cl
from pipelines.wikitext.fb_r import read_fb_r
from pipelines.wikitext.infobox import read_infobox
from pipelines.wikitext.league_tables import list_teams, read_sports_table, teams_with_names
from pipelines.wikitext.leg_results import read_one_leg, read_series, read_two_legs
from pipelines.wikitext.match_boxes import is_match_box, read_match_box
from pipelines.wikitext.reading import PARSED, REJECTED, Source, report_duplicates
from pipelines.wikitext.results_grid import read_grid
from pipelines.wikitext.templates import (
    MAX_DEPTH,
    Call,
    UnreadableCallError,
    name_key,
    written_name,
)

_HEADING_INSIDE = re.compile(r"\n(={1,6})[^=\n{}|][^\n{}|]{0,200}\1[ \t]*\n")
_OPEN_NAME = re.compile(r"\{+([^{}|\n<>\[\]]{1,200})")
_MAX_REPORTED = 200
_LISTS = ("goals1", "goals2", "team_order")  # a few characters make a row
MAX_LIST = 20_000  # characters; with links and footnotes the highest score known takes 5,000


def _sports_results(source: Source, call: Call) -> int:
    """A result grid that stands alone, without a league table."""
    report_duplicates(source, call)
    teams = teams_with_names(source, call, list_teams(source, call))
    rows = read_grid(source, call, teams, None)
    source.mark(call.span, PARSED, rows)
    return rows


def _match_box(source: Source, call: Call) -> int:
    return read_match_box(source, call) if is_match_box(call) else 0


def _frame(source: Source, call: Call) -> int:
    """The start or end of a list of leg results: read with the list, holds nothing itself."""
    source.mark(call.span, PARSED, 0)
    return 0


_READERS: dict[str, Callable[[Source, Call], int]] = {
    families.MATCH_BOX: _match_box,
    families.SPORTS_TABLE: read_sports_table,
    families.SPORTS_RESULTS: _sports_results,
    families.ONE_LEG: read_one_leg,
    families.TWO_LEGS: read_two_legs,
    families.SERIES: read_series,
    families.INFOBOX: read_infobox,
    families.FRAME: _frame,
}
TABLE_FAMILIES = (families.SPORTS_TABLE, families.SPORTS_RESULTS, families.FB_CL, families.FB_R)


def calls_by_family(source: Source) -> list[tuple[int, str]]:
    """(span, family) of every call of a family, in page order."""
    found: list[tuple[int, str]] = []
    for number in source.page.calls():
        family = family_of(name_key(source.page.call_name(number)))
        if family is not None:
            found.append((number, family))
    return found


def read_calls(source: Source, wanted: Callable[[Call], bool] | None = None) -> int:
    """Read the calls of all families. Returns how many were read.

    `wanted` is given for a text that is transcluded: then tables only are read, and only the calls
    it accepts.
    """
    found = calls_by_family(source)
    if wanted is not None:
        found = [(number, family) for number, family in found if family in TABLE_FAMILIES]
    rows_of: dict[str, list[Call]] = {families.FB_CL: [], families.FB_R: []}
    read = 0
    for position, (number, family) in enumerate(found):
        following = found[position + 1] if position + 1 < len(found) else None
        call = _sound_call(source, number, family, following)
        if call is None or (wanted is not None and not wanted(call)):
            continue
        read += 1
        if family in rows_of:
            rows_of[family].append(call)
        else:
            _READERS[family](source, call)
            check_rows(source, call.start)
    read_fb_cl(source, rows_of[families.FB_CL])
    read_fb_r(source, rows_of[families.FB_R])
    return read


def _sound_call(
    source: Source, number: int, family: str, following: tuple[int, str] | None
) -> Call | None:
    """The call, or None after it was rejected as broken or past a bound."""
    span = source.page.spans[number]
    problem = None
    if span.depth > MAX_DEPTH:
        problem = "too_deep", f"it stands inside more than {MAX_DEPTH} other calls"
    elif following is not None and _swallows(source, number, family, following):
        line = source.page.line_of(source.page.spans[following[0]].start)
        problem = "swallows_other_call", f"the next one begins inside it, in line {line}"
    elif family in BLOCKS and (heading := _heading_inside(source, number)):
        problem = "swallows_heading", f"a heading stands inside it, in line {heading}"
    if problem is None:
        try:
            call = source.read_call(number)
        except UnreadableCallError as error:
            problem = "unreadable_call", str(error)
        else:
            given = call.in_force
            endless = [n for n in _LISTS if n in given and len(given[n].value) > MAX_LIST]
            if not endless:
                return call
            problem = "endless_list", f"`{endless[0]}` is longer than {MAX_LIST} characters"
    name = source.page.call_name(number)
    line = source.page.line_of(span.start)
    source.reject(
        TABLE_OF[family],
        problem[0],
        f"{{{{{name}}}}} of line {line} is not read: {problem[1]}. Most likely its closing braces"
        " are missing."
        if problem[0].startswith("swallows")
        else f"{{{{{name}}}}} of line {line} is not read: {problem[1]}.",
        span.start,
        span.end,
    )
    source.mark(number, REJECTED)
    return None


def _swallows(source: Source, number: int, family: str, following: tuple[int, str]) -> bool:
    inside = source.page.spans[following[0]].start < source.page.spans[number].end
    return inside and following[1] in BLOCKS and (family in BLOCKS or family == families.INFOBOX)


def _heading_inside(source: Source, number: int) -> int | None:
    """The line of a heading in the call's own text, or None."""
    span = source.page.spans[number]
    if source.text.find("\n=", span.start, span.end) < 0:
        return None
    found = _HEADING_INSIDE.search(source.text, span.start, span.end)
    if found is None:
        return None
    at = found.start() + 1
    hidden = any(inside.start <= at < inside.end for inside in source.page.inside_of(number))
    return None if hidden else source.page.line_of(at)


def report_unclosed(source: Source) -> list[tuple[int, str]]:
    """Report calls without an end or a beginning; returns (offset, name) for the ledger.

    A call of a family is an error and a reject, any other a warning. After the first few hundred,
    the rest of a page's unclosed calls share one report and one line of the ledger.
    """
    entries: list[tuple[int, str]] = _report_unopened(source)
    rest: list[int] = []
    text = source.text
    for offset in source.page.found.unclosed_calls:
        match = _OPEN_NAME.match(text, offset)
        name = written_name(match[1]) if match else ""
        if not name:
            continue
        if len(entries) >= 2 * _MAX_REPORTED:
            rest.append(offset)
            continue
        entries.append((offset, name))
        _report_one(source, offset, name)
    if rest:
        entries.append((rest[0], "(more unclosed calls)"))
        source.issue(
            "error",
            "unclosed_calls",
            f"{len(rest)} more calls from line {source.page.line_of(rest[0])} on are never closed.",
            rest[0],
            rest[-1] + 2,
        )
    _report_comment(source)
    return entries


def _report_unopened(source: Source) -> list[tuple[int, str]]:
    """Closing braces that close nothing: the call they belonged to has lost its beginning."""
    found = source.page.found.unopened_calls[:_MAX_REPORTED]
    for offset in found:
        source.issue(
            "error",
            "unopened_call",
            f"The `}}}}` in line {source.page.line_of(offset)} closes nothing; if a call ends"
            " here, its beginning is damaged and nothing of it is read.",
            offset,
            offset + 2,
        )
    return [(offset, "(call without a beginning)") for offset in found]


def _report_one(source: Source, offset: int, name: str) -> None:
    family = family_of(name_key(name))
    line = source.page.line_of(offset)
    message = (
        f"{{{{{name}}}}} opens in line {line} and is never closed; nothing of it is read. Add the"
        " missing `}}`."
    )
    end = source.text.find("\n", offset)
    end = len(source.text) if end < 0 else end
    if family is not None:
        source.reject(TABLE_OF[family], "unclosed_call", message, offset, end)
    else:
        source.issue("warning", "unclosed_call", message, offset, end)


def _report_comment(source: Source) -> None:
    start = source.page.found.unclosed_comment
    if start is not None:
        source.issue(
            "error",
            "unclosed_comment",
            f"The comment that begins in line {source.page.line_of(start)} is never closed, so the"
            " rest of the page is part of it and not read. Add the missing `-->`.",
            start,
            len(source.text),
        )
