"""The ledger: what became of every template call and every wikitable of a page.

Readers mark the calls they turn into rows. Whatever they leave is settled here, so that
seen = parsed + rejected + not_football + not_understood holds by construction.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pipelines.wikitext.inner import ledger_name
from pipelines.wikitext.not_football import is_not_football
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, REJECTED, Row, Source
from pipelines.wikitext.spans import TAG, TEMPLATE
from pipelines.wikitext.templates import name_key
from pipelines.wikitext.values import rule_for

# start, minus end, order among equals, row
Entry = tuple[int, int, int, Row]


def write_ledger(
    source: Source,
    tables: list[tuple[int, int, int, str, int]],
    unclosed: list[tuple[int, str]],
) -> None:
    """One row for each call and each table, closed or not.

    `tables`: start, end, depth, outcome, row count; `unclosed`: offset, name. A call without a
    name (`{{}}`, `{{|…}}`) is plain text on a wiki and no call.
    """
    entries: list[Entry] = []
    around: dict[int, str] = {}
    for number in source.page.calls():
        name = source.page.call_name(number)
        if name:
            span = source.page.spans[number]
            outcome, rows = source.outcomes.get(number) or (
                _settle(source, number, name, around),
                0,
            )
            lines = source.lines(span.start, span.end)
            row = _row(source, *lines, ledger_name(name), outcome, rows, span.call_depth)
            entries.append((span.start, -span.end, len(entries), row))
    entries += _inner_entries(source)
    placed = [(start, start + 2, name, REJECTED, 0, 0) for start, name in unclosed]
    placed += [
        (start, end, "wikitable", outcome, rows, depth)
        for start, end, depth, outcome, rows in tables
    ]
    for start, end, name, outcome, rows, depth in placed:
        row = _row(source, *source.lines(start, end), name, outcome, rows, depth)
        entries.append((start, -end, len(entries), row))
    entries.sort()
    for ledger_no, (_, _, _, row) in enumerate(entries, start=1):
        row["ledger_no"] = ledger_no
        source.reading.rows["template_ledger"].append(row)


def _row(
    source: Source, first: int, last: int, name: str, outcome: str, rows: int, depth: int
) -> Row:
    return {
        "page_id": source.reading.page_id,
        "content_sha256": source.reading.content_sha256,
        "line_start": first,
        "line_end": last,
        "ledger_no": 0,
        "section_no": source.section_at(first),
        "template": name,
        "outcome": outcome,
        "row_count": rows,
        "depth": depth,
    }


def _inner_entries(source: Source) -> Iterator[Entry]:
    """The calls that no reader looks at for themselves."""
    page = source.page
    around, outcome, depth = -1, NOT_FOOTBALL, 0
    for number, offset, calls in page.inner:
        if number != around:
            around, depth = number, int(page.spans[number].kind == TEMPLATE)
            found = source.outcomes.get(number)
            outcome = found[0] if found else NOT_FOOTBALL
        line = page.line_of(offset)
        known = outcome if outcome in (PARSED, REJECTED) else None
        for start, end, first, last, name, inner, is_inline in calls:
            fate = NOT_FOOTBALL
            if is_inline:
                fate = known or _fate_by_place(source, offset + start)
            row = _row(source, line + first, line + last, name, fate, 0, depth + inner)
            # No two calls begin and end together, so the order among equals does not matter.
            yield offset + start, -offset - end, 0, row


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
