"""The ledger: what became of every template call and every wikitable of a page.

Readers mark the calls they turn into rows. Whatever they leave is settled here, so that
seen = parsed + rejected + not_football + not_understood holds by construction.
"""

from __future__ import annotations

from bisect import bisect_right

from pipelines.wikitext.not_football import is_not_football
from pipelines.wikitext.reading import NOT_FOOTBALL, NOT_UNDERSTOOD, PARSED, REJECTED, Source
from pipelines.wikitext.spans import TAG, TEMPLATE, ancestors
from pipelines.wikitext.templates import MAX_DEPTH, call_name, name_key
from pipelines.wikitext.values import rule_for


def write_ledger(source: Source, tables: list[tuple[int, int, int, str, int]]) -> None:
    """One row for each call and each table. `tables`: start, end, depth, outcome, row count."""
    entries: list[tuple[int, int, str, str, int, int]] = []
    for number in source.page.calls():
        span = source.page.spans[number]
        name = call_name(source.text, span)
        depth = sum(
            1 for n in ancestors(source.page.spans, number) if source.page.spans[n].kind == TEMPLATE
        )
        outcome, rows = source.outcomes.get(number) or (_settle(source, number, name), 0)
        entries.append((span.start, span.end, name, outcome, rows, depth))
    entries.extend(
        (start, end, "wikitable", outcome, rows, depth)
        for start, end, depth, outcome, rows in tables
    )
    for start, end, name, outcome, rows, depth in sorted(entries, key=lambda e: (e[0], -e[1])):
        lines = source.lines(start, end)
        source.reading.add(
            "template_ledger",
            lines,
            ledger_no=source.reading.next("ledger"),
            section_no=source.section_at(lines[0]),
            template=name,
            outcome=outcome,
            row_count=rows,
            depth=min(depth, MAX_DEPTH),
        )


def _settle(source: Source, number: int, name: str) -> str:
    """The outcome of a call no reader marked.

    An inline template shares the fate of the value it stands in: rendered with it, or of no use
    to us where it stands in prose. A footnote is not part of any value.
    """
    if is_not_football(name_key(name)):
        return NOT_FOOTBALL
    if rule_for(name) is None:
        return NOT_UNDERSTOOD
    for around in ancestors(source.page.spans, number):
        if source.page.spans[around].kind == TAG:
            return NOT_FOOTBALL
        outcome = source.outcomes.get(around)
        if outcome is not None and outcome[0] in (PARSED, REJECTED):
            return outcome[0]
    start = source.page.spans[number].start
    position = bisect_right(source.parsed_ranges, (start, len(source.text))) - 1
    inside = position >= 0 and start < source.parsed_ranges[position][1]
    return PARSED if inside else NOT_FOOTBALL
