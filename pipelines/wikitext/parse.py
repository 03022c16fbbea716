"""`parse_page`: a page's text in, rows out. The one door into this folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipelines.wikitext import families
from pipelines.wikitext.infobox import is_infobox, read_infobox
from pipelines.wikitext.league_tables import read_sports_table
from pipelines.wikitext.ledger import write_ledger
from pipelines.wikitext.match_boxes import is_match_box, read_match_box
from pipelines.wikitext.page import Page, PageText, readable
from pipelines.wikitext.plain_tables import read_tables
from pipelines.wikitext.reading import REJECTED, Reading, Row, Source
from pipelines.wikitext.restore import FLATTENED, dialect_of, restore
from pipelines.wikitext.templates import Call, UnreadableCall, call_name, name_key

Transclude = Callable[[str], Page | None]


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """The rows of one version of one page: table name → rows as plain dicts, in page order."""

    page_id: str
    content_sha256: str
    dialect: str
    rows: dict[str, list[Row]]


def parse_page(page: Page, transclude: Transclude | None = None) -> ParsedPage:
    """Read everything a page says about matches, tables, teams and seasons.

    `transclude` finds the text of another page by its full title (`Template:…`), for tables that
    stand there; without it such tables are reported as not found.
    Never raises, whatever the text; takes time in proportion to its length. Line numbers are lines
    of `page.wikitext`, also where the page is in the flattened dialect and is restored first.
    """
    text = readable(page.wikitext)
    dialect = dialect_of(text)
    if dialect == FLATTENED:
        text = restore(text)
    reading = Reading(page)
    source = Source(reading, PageText(text))
    _add_sections(source)
    for number in source.page.calls():
        read_one_call(source, number)
    tables = read_tables(source)
    write_ledger(source, tables)
    return ParsedPage(page.page_id, page.content_sha256, dialect, reading.rows)


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


def read_one_call(source: Source, number: int) -> None:
    """Hand a call to the reader of its family, if it has one."""
    name = call_name(source.text, source.page.spans[number])
    key = name_key(name)
    reader = reader_of(key)
    if reader is None:
        return
    table, read = reader
    span = source.page.spans[number]
    try:
        call = source.read_call(number)
    except UnreadableCall as problem:
        source.reject(
            table, "unreadable_call", f"{{{{{name}}}}} is not read: {problem}.", span.start, span.end
        )
        source.mark(number, REJECTED)
        return
    read(source, call)


def reader_of(key: str) -> tuple[str, Callable[[Source, Call], int]] | None:
    """The table a family fills, and its reader; None for a name of no family."""
    if key.startswith(families.MATCH_BOX_PREFIXES) or key in families.MATCH_BOX_NAMES:
        return "match_boxes", _match_box
    if key in families.SPORTS_TABLE:
        return "league_tables", read_sports_table
    if is_infobox(key):
        return "infobox_fields", read_infobox
    return None


def _match_box(source: Source, call: Call) -> int:
    return read_match_box(source, call) if is_match_box(call) else 0
