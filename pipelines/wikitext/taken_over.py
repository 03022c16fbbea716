"""Reads the tables a page takes over from other pages, and says which it could not get."""

from __future__ import annotations

import re

from pipelines.wikitext.bounds import check_rows
from pipelines.wikitext.calls import TABLE_FAMILIES, calls_by_family, read_calls
from pipelines.wikitext.families import MATCH_BOX, family_of
from pipelines.wikitext.not_football import CLOSING_HEADINGS, is_not_football
from pipelines.wikitext.page import PageText
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, Source
from pipelines.wikitext.templates import MAX_DEPTH, Call, UnreadableCallError, name_key
from pipelines.wikitext.transclusions import (
    NOT_AT_HAND,
    Library,
    Target,
    is_wanted,
    key_of_target,
    looks_like_table,
    target_of,
)
from pipelines.wikitext.values import rule_for

_BLANK = re.compile(r"\s*+")
_TABLES = ("league_tables", "league_table_rows", "result_grid_cells")
_MAX_HOPS = 2  # a template that only calls the template with the table


def read_transclusions(source: Source, library: Library) -> None:
    """Follow every call that may bring a table in; mark what became of it."""
    for number in source.page.calls():
        span = source.page.spans[number]
        name = source.page.call_name(number)
        key = name_key(name)
        if number in source.outcomes or span.depth > MAX_DEPTH or not _may_transclude(name, key):
            continue
        if _is_navigation(source, span.start, span.end):
            source.mark(number, NOT_FOOTBALL)
            continue
        if library.transclude is None and not looks_like_table(name):
            continue  # nothing is at hand, and nothing is missed
        try:
            call = source.read_call(number)
        except UnreadableCallError:
            continue
        target = target_of(call)
        if target is not None:
            _follow(source, call, target, library)
            check_rows(source, call.start)


def _may_transclude(name: str, key: str) -> bool:
    if not name or family_of(key) is not None or rule_for(name) is not None:
        return False
    return not is_not_football(key)


def _is_navigation(source: Source, start: int, end: int) -> bool:
    """Does the call stand alone on its line below `References`, `External links` or the like?"""
    line_start, line_end = source.lines(start, end)
    section = source.sections[source.section_at(line_start)] if source.sections else None
    if section is None or section.heading.strip().lower() not in CLOSING_HEADINGS:
        return False
    if not _BLANK.fullmatch(source.text, source.page.line_offsets[line_start - 1], start):
        return False
    return source.page.line(line_end).rstrip().endswith("}}")


def _follow(source: Source, call: Call, target: Target, library: Library) -> None:
    is_table = looks_like_table(call.name)
    text = library.text_of(target)
    if isinstance(text, str):
        if is_table:
            _unresolved(source, call, target, "transclusion_not_found", text)
        return
    foreign = _foreign(source, text, target, call)
    if not any(family in TABLE_FAMILIES for _, family in calls_by_family(foreign)):
        _without_table(source, call, target, foreign, library, is_table)
        return
    before = _row_count(source)
    if _is_ambiguous(foreign, target):
        _unresolved(
            source,
            call,
            target,
            "ambiguous_transclusion",
            f"it has several tables and none says that it is {target.section!r}",
        )
        return
    read_calls(foreign, lambda inner: is_wanted(inner, target))
    rows = _row_count(source) - before
    if rows:
        _add(source, call, target, is_resolved=True)
        source.mark(call.span, PARSED, rows)
    else:
        _unresolved(
            source, call, target, "transclusion_without_table", "no table of it is the one wanted"
        )


def _foreign(source: Source, text: PageText, target: Target, call: Call) -> Source:
    line = source.page.line_of(call.start) if source.call_line is None else source.call_line
    return Source(
        source.reading,
        text,
        title=target.title,
        call_line=line,
        call_section=source.section_at(source.page.line_of(call.start)),
        call_offset=call.start if source.call_offset is None else source.call_offset,
        hops=source.hops + 1,
    )


def _without_table(
    source: Source,
    call: Call,
    target: Target,
    foreign: Source,
    library: Library,
    is_table: bool,
) -> None:
    """The page is at hand and has no table itself: follow it once more, or settle the call."""
    if foreign.hops < _MAX_HOPS:
        before = _row_count(source)
        for inner in _inner_targets(foreign, target):
            _follow_inner(foreign, inner, library)
        rows = _row_count(source) - before
        if rows:
            _add(source, call, target, is_resolved=True)
            source.mark(call.span, PARSED, rows)
            return
    if any(family == MATCH_BOX for _, family in calls_by_family(foreign)):
        _add(source, call, target, is_resolved=True)
        source.mark(call.span, PARSED, 0)
        source.issue(
            "info",
            "matches_on_other_page",
            f"{{{{{call.name}}}}} shows matches of {target.title}; they are rows of that page and"
            " are not read a second time here.",
            call.start,
            call.end,
        )
    elif is_table:
        why = "it has no table made of templates, and no other is taken over"
        _unresolved(source, call, target, "transclusion_without_table", why)
    else:
        source.mark(call.span, NOT_FOOTBALL)


def _inner_targets(foreign: Source, outer: Target) -> list[tuple[Call, Target]]:
    found: list[tuple[Call, Target]] = []
    for number in foreign.page.calls():
        name = foreign.page.call_name(number)
        if not _may_transclude(name, name_key(name)):
            continue
        try:
            call = foreign.read_call(number)
        except UnreadableCallError:
            continue
        target = target_of(call)
        if target is not None and key_of_target(target) != key_of_target(outer):
            found.append((call, target))
    return found[:50]


def _follow_inner(foreign: Source, inner: tuple[Call, Target], library: Library) -> None:
    call, target = inner
    text = library.text_of(target)
    if isinstance(text, str):
        return
    deeper = _foreign(foreign, text, target, call)
    if not _is_ambiguous(deeper, target):
        read_calls(deeper, lambda found: is_wanted(found, target))


def _is_ambiguous(foreign: Source, target: Target) -> bool:
    """A part is asked for, the page has several tables, and none of them names its part."""
    if not target.section or target.is_part:
        return False
    tables = [n for n, family in calls_by_family(foreign) if family in TABLE_FAMILIES[:2]]
    if len(tables) < 2:
        return False
    for number in tables:
        try:
            if foreign.read_call(number).last("section") is not None:
                return False
        except UnreadableCallError:
            continue
    return True


def _row_count(source: Source) -> int:
    return sum(len(source.reading.rows[table]) for table in _TABLES)


def _add(source: Source, call: Call, target: Target, *, is_resolved: bool) -> None:
    lines = source.lines(call.start, call.end)
    source.reading.add(
        "transclusions",
        lines,
        transclusion_no=source.next("transclusion", call.start),
        section_no=source.section_at(lines[0]),
        template=call.name,
        target_title=target.title,
        section=target.section,
        is_resolved=is_resolved,
    )


def _unresolved(source: Source, call: Call, target: Target, code: str, reason: str) -> None:
    _add(source, call, target, is_resolved=False)
    source.mark(call.span, NOT_UNDERSTOOD)
    source.issue(
        "warning",
        code,
        f"{{{{{call.name}}}}} brings in {target.title}"
        + (f" ({target.section})" if target.section else "")
        + f", but {reason}; what it shows is unknown."
        + (" Put that page into the source." if reason.endswith(NOT_AT_HAND) else ""),
        call.start,
        call.end,
    )
