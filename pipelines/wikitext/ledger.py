"""The ledger: what became of every template call and every wikitable of a page.

Readers mark the calls they turn into rows. Whatever they leave is settled here, so that
seen = parsed + rejected + not_football + not_understood holds by construction.
"""

from __future__ import annotations

from bisect import bisect_right

from pipelines.wikitext.inner import ledger_name
from pipelines.wikitext.not_football import is_not_football
from pipelines.wikitext.plain_tables import LedgerTable
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, REJECTED, Source
from pipelines.wikitext.spans import TAG, TEMPLATE
from pipelines.wikitext.templates import name_key
from pipelines.wikitext.values import rule_for

# start, minus end, order among equals, first and last line, name, outcome, row count, depth
Entry = tuple[int, int, int, int, int, str, str, int, int]


def write_ledger(
    source: Source,
    tables: list[LedgerTable],
    unclosed: list[tuple[int, str]],
) -> None:
    """One row for each call and each table, closed or not.

    `unclosed`: offset, name. A call without a name (`{{}}`, `{{|…}}`) is plain text on a wiki and
    no call. Only tables have reasons.
    """
    entries = _entries_of_calls(source)
    _add_inner_entries(source, entries)
    placed = [(start, start + 2, name, REJECTED, 0, 0) for start, name in unclosed]
    placed += [(t.start, t.end, "wikitable", t.outcome, t.row_count, t.depth) for t in tables]
    reasons = {(t.start, -t.end, "wikitable"): t.why.reason for t in tables if t.why is not None}
    for start, end, name, outcome, rows, depth in placed:
        lines = source.lines(start, end)
        entries.append((start, -end, len(entries), *lines, name, outcome, rows, depth))
    entries.sort()
    page_id, sha = source.reading.page_id, source.reading.content_sha256
    section_at = source.section_at
    source.reading.rows["template_ledger"] = [
        {
            "page_id": page_id,
            "content_sha256": sha,
            "line_start": first,
            "line_end": last,
            "ledger_no": ledger_no,
            "section_no": section_at(first),
            "template": name,
            "outcome": outcome,
            "row_count": rows,
            "depth": depth,
            "reason": reasons.get((start, end, name)) if reasons else None,
        }
        for ledger_no, (start, end, _, first, last, name, outcome, rows, depth) in enumerate(
            entries, 1
        )
    ]


def _entries_of_calls(source: Source) -> list[Entry]:
    """The calls that have a span of their own."""
    entries: list[Entry] = []
    around: dict[int, str] = {}
    page, outcomes = source.page, source.outcomes
    for number in page.calls():
        name = page.call_name(number)
        if name:
            span = page.spans[number]
            outcome, rows = outcomes.get(number) or (_settle(source, number, name, around), 0)
            first, last = page.lines_of(span.start, span.end)
            shown, depth = ledger_name(name), span.call_depth
            order = len(entries)
            entries.append((span.start, -span.end, order, first, last, shown, outcome, rows, depth))
    return entries


def _add_inner_entries(source: Source, entries: list[Entry]) -> None:
    """The calls that no reader looks at for themselves."""
    page = source.page
    line_offsets = page.line_offsets
    around, known, depth = -1, None, 0
    for number, offset, calls in page.inner:
        if number != around:
            around, depth = number, int(page.spans[number].kind == TEMPLATE)
            found = source.outcomes.get(number)
            known = found[0] if found and found[0] in (PARSED, REJECTED) else None
        line = bisect_right(line_offsets, offset)
        for start, end, first, last, name, inner, is_inline in calls:
            fate = NOT_FOOTBALL
            if is_inline:
                fate = known or _fate_by_place(source, offset + start)
            # No two calls begin and end together, so the order among equals does not matter.
            place = offset + start, -offset - end, 0, line + first, line + last
            entries.append((*place, name, fate, 0, depth + inner))


def _settle(source: Source, number: int, name: str, around: dict[int, str]) -> str:
    """The outcome of a call no reader marked.

    An inline template shares the fate of the value it stands in: rendered with it, or of no use
    to us where it stands in prose. A footnote is not part of any value. `around` has the fate of
    what is inside each span that was asked for before.
    """
    if is_not_football(name_key(name)):
        return NOT_FOOTBALL
    if rule_for(name) is None:
        return NOT_UNDERSTOOD
    spans = source.page.spans
    passed: list[int] = []
    parent = spans[number].parent
    while parent >= 0 and parent not in around:
        found = source.outcomes.get(parent)
        if spans[parent].kind == TAG:
            around[parent] = NOT_FOOTBALL
        elif found is not None and found[0] in (PARSED, REJECTED):
            around[parent] = found[0]
        else:
            passed.append(parent)
            parent = spans[parent].parent
    fate = around[parent] if parent >= 0 else ""
    around.update(dict.fromkeys(passed, fate))
    return fate or _fate_by_place(source, spans[number].start)


def _fate_by_place(source: Source, start: int) -> str:
    """An inline call outside of every call is read where it stands in a table that is read."""
    position = bisect_right(source.parsed_ranges, (start, len(source.text))) - 1
    inside = position >= 0 and start < source.parsed_ranges[position][1]
    return PARSED if inside else NOT_FOOTBALL
