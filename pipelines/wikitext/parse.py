"""`parse_page`: a page's text in, rows out. The one door into this folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.wikitext.bounds import PastBoundError, check_depth, check_marks, refuse
from pipelines.wikitext.calls import read_calls, report_unclosed
from pipelines.wikitext.ledger import write_ledger
from pipelines.wikitext.page import MAX_HEADINGS, Page, PageText, readable
from pipelines.wikitext.plain_tables import read_tables
from pipelines.wikitext.reading import Reading, Row, Source
from pipelines.wikitext.restore import FLATTENED, dialect_of, restore
from pipelines.wikitext.taken_over import read_transclusions
from pipelines.wikitext.transclusions import Library, Transclude


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The rows of one version of one page: table name → rows as plain dicts, in page order."""

    page_id: str
    content_sha256: str
    dialect: str
    rows: dict[str, list[Row]]


def parse_page(page: Page, transclude: Transclude | None = None) -> ParsedPage:
    """Read everything a page says about matches, tables, teams and seasons.

    `transclude` finds the page that has a full title (`Template:…`), for tables that stand on
    another page; without it such tables are reported as not found.
    Never raises, whatever the text, as long as `transclude` does not; takes time in proportion to
    the length of the text. Line numbers are lines of `page.wikitext`, also where the page is in the
    flattened dialect and is restored first.
    """
    with collector_paused():
        return _parsed(page, transclude)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep Python's garbage collector from looking at thousands of new rows again and again.

    Nothing that parsing makes refers to itself, so nothing waits for the collector meanwhile.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _parsed(page: Page, transclude: Transclude | None) -> ParsedPage:
    text = readable(page.wikitext)
    dialect = dialect_of(text)
    try:
        reading = _read(page, text, dialect, transclude)
    except PastBoundError as past:
        reading = Reading(page)
        refuse(reading, text, past)
    return ParsedPage(page.page_id, reading.content_sha256, dialect, reading.rows)


def _read(page: Page, text: str, dialect: str, transclude: Transclude | None) -> Reading:
    check_marks(text, dialect)
    if dialect == FLATTENED:
        text = restore(text)
    reading = Reading(page)
    page_text = PageText(text)
    check_depth(page_text)
    source = Source(reading, page_text, is_restored=dialect == FLATTENED)
    _add_sections(source)
    read_calls(source)
    unclosed = report_unclosed(source)
    read_transclusions(source, Library(transclude))
    tables = read_tables(source)
    write_ledger(source, tables, unclosed)
    reading.number_in_page_order()
    return reading


def _add_sections(source: Source) -> None:
    for section in source.sections:
        source.reading.add(
            "sections",
            (section.line_start, section.line_end),
            section_no=section.number,
            parent_section_no=section.parent,
            level=section.level,
            heading=section.heading,
            section_path=section.path,
        )
    if source.headings_end is not None:
        source.issue(
            "error",
            "too_many_headings",
            f"The page has more than {MAX_HEADINGS} headings; from line"
            f" {source.page.line_of(source.headings_end)} on none of them begins a section, and"
            " all that follows stands in the last one. Split the page.",
            source.headings_end,
            len(source.text),
        )
