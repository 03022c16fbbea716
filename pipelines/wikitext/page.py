"""A page as the readers see it: its text by lines, its sections as a tree, the spans of its calls.

All line numbers are 1-based lines of the file that was given; a line ends at LF, as on a wiki.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from pipelines.wikitext.inner import TO_BE_SCANNED, InnerCall, inner_calls, inner_of
from pipelines.wikitext.regular import inside, outermost, parameters_of, shifted
from pipelines.wikitext.spans import COMMENT, LINK, TEMPLATE, Scan, Span, scan
from pipelines.wikitext.templates import (
    MAX_CALL_LENGTH,
    Call,
    Written,
    call_name,
    call_of,
    read_call,
    starts_of,
    without_comments,
    written_parameter,
)
from pipelines.wikitext.values import plain_text

MAX_HEADINGS = 2_000  # a real page has at most a few hundred
_HEADING = re.compile(r"^(={1,6})(.{1,1000}?)(={1,6})[ \t\r]*$")
_HALF_PAIR = re.compile("[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]")
# Every mark is among these, and no letter. Unicode lets a stream have 30 in a row (UAX 15).
_MANY_MARKS = re.compile(r"[^\w\x00-\u02ff]{31}")


@dataclass(frozen=True, slots=True)
class Page:
    """One version of one page, as a source hands it over. `title` with spaces or underscores."""

    site: str
    title: str
    wikitext: str
    source_uri: str = ""
    revision_id: int | None = None

    @property
    def page_id(self) -> str:
        """`<site>/<Title_with_underscores>`, for example `enwiki/1997_Copa_Perú`."""
        return f"{self.site}/{self.title.strip().replace(' ', '_')}"

    @property
    def content_sha256(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return hashlib.sha256(self.wikitext.encode("utf-8", "surrogatepass")).hexdigest()


class Section(NamedTuple):
    """A heading and what belongs to it; number 0 is the lead, before the first heading."""

    number: int
    parent: int | None
    level: int
    heading: str
    path: str
    line_start: int
    line_end: int


def readable(text: str) -> str:
    """The text in the form every reader works on; line n stays line n.

    Canonical composition (a code `LEÓ` is one spelling, not two), LF line ends, no byte order
    mark, and U+FFFD for what cannot be stored as text (NUL, half a surrogate pair).
    """
    text = (
        text.removeprefix("\ufeff")
        .replace("\r\n", "\n")
        .replace("\r", " ")
        .replace("\x00", "\ufffd")
    )
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _HALF_PAIR.sub("\ufffd", text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    return _composed(text)


def _composed(text: str) -> str:
    """Canonical composition, which puts the marks on a letter in order by a quadratic sort.

    So a run of marks that no language writes is cut, and each piece put in order for itself.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    pieces: list[str] = []
    position = 0
    for run in _MANY_MARKS.finditer(text):
        pieces.append(text[position : run.end()])
        position = run.end()
    pieces.append(text[position:])
    return "".join([unicodedata.normalize("NFC", piece) for piece in pieces])


class PageText:
    """Standard wikitext with its spans and lines. Built once for each page."""

    def __init__(self, text: str) -> None:
        """Scan `text`, which is standard wikitext as `readable` gives it."""
        self.text = text
        self.inner: list[tuple[int, int, tuple[InnerCall, ...]]] = []
        self._split: dict[int, tuple[str, list[Written], list[int]]] = {}
        outer = outermost(text)
        self.found: Scan = scan(text) if outer is None else self._without_inner_spans(outer)
        self.spans: list[Span] = self.found.spans
        self._names: dict[int, str] = {}

    @cached_property
    def line_offsets(self) -> list[int]:
        """Where each line begins; a line break at the very end begins no line."""
        lengths = map(len, self.text.split("\n"))
        ends = list(map(add, accumulate(lengths), count(1)))
        if len(ends) > 1 and self.text.endswith("\n"):
            ends.pop()
        return [0, *ends[:-1]]

    @property
    def line_count(self) -> int:
        """How many lines the text has, at least one."""
        return len(self.line_offsets)

    @cached_property
    def _hiding(self) -> tuple[list[int], list[int]]:
        """Where the outermost constructs that hide headings and tables begin and end."""
        hiding = [span for span in self.spans if span.parent < 0 and span.kind != LINK]
        return [span.start for span in hiding], [span.end for span in hiding]

    def _without_inner_spans(self, outer: list[Span]) -> Scan:
        """The spans of a regular text; what they hold only where some reader asks for it.

        The calls that hold nothing for a reader go to `inner` instead: number of the span around
        them, offset of the text they are counted from, and the calls.
        """
        spans: list[Span] = []
        for span in outer:
            if self._note_inner(span, len(spans)):
                spans.append(span)
            else:
                found = scan(self.text[span.start : span.end]).spans
                spans.extend(shifted(found, span.start, len(spans)))
        return Scan(spans, [], [], None)

    def _note_inner(self, span: Span, number: int) -> bool:
        """Note the calls inside an outermost span; False if it has to be scanned for them."""
        if span.kind == COMMENT or self.text.find("{{", span.body_start, span.body_end) < 0:
            return True
        if span.kind != TEMPLATE:
            calls = inner_calls(self.text[span.start : span.end])
            if calls is TO_BE_SCANNED:
                return False
            self.inner.append((number, span.start, calls))
            return True
        split = parameters_of(self.text, span.body_start, span.body_end)
        if split is None:
            return False
        written = list(map(written_parameter, split[1]))
        starts = starts_of(span.body_start + len(split[0]), split[1])
        before = len(self.inner)
        for start, parameter in zip(starts, written, strict=False):
            inner = parameter.inner
            if inner is None:
                inner = inner_of(parameter)
            if inner:
                if inner[-1][1] is TO_BE_SCANNED:
                    del self.inner[before:]
                    return False
                for at, calls in inner:
                    self.inner.append((number, start + at, calls))
        self._split[number] = split[0], written, starts
        return True

    def read_call(self, number: int) -> Call:
        """The call in span `number`; see templates.read_call, also for what it raises."""
        span = self.spans[number]
        split = self._split.get(number)
        if split is None or not split[0].strip() or span.end - span.start > MAX_CALL_LENGTH:
            return read_call(self.text, self.spans, number)
        return call_of(span, number, *split)

    def inside_of(self, number: int) -> list[Span]:
        """The outermost spans inside span `number`."""
        return inside(self.text, self.spans, self.spans[number])

    def call_name(self, number: int) -> str:
        """Name of the call in span `number`; see templates.call_name."""
        name = self._names.get(number)
        if name is None:
            name = self._names[number] = call_name(self.text, self.spans[number])
        return name

    def line_of(self, offset: int) -> int:
        """1-based line in which the character at `offset` stands."""
        return bisect_right(self.line_offsets, offset)

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """First and last line of text[start:end]."""
        offsets = self.line_offsets
        return bisect_right(offsets, start), bisect_right(offsets, max(start, end - 1))

    def line(self, number: int) -> str:
        """The text of line `number`, without its line end."""
        start = self.line_offsets[number - 1]
        if number < self.line_count:
            return self.text[start : self.line_offsets[number] - 1]
        return self.text[start:].removesuffix("\n")

    def is_hidden(self, offset: int) -> bool:
        """True inside a call, a comment or a content tag: no heading and no table starts there."""
        starts, ends = self._hiding
        position = bisect_right(starts, offset) - 1
        return position >= 0 and starts[position] < offset < ends[position]

    def calls(self) -> list[int]:
        """Numbers of the spans that are live template calls, in page order, nested ones too."""
        return [n for n, span in enumerate(self.spans) if span.kind == TEMPLATE]


def _possible_headings(text: str) -> list[int]:
    """Where a `=` or a comment follows a line break: a heading may stand there."""
    found: list[int] = []
    for mark in ("\n=", "\n<"):
        at = text.find(mark)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1)
    return sorted(found)


def _headings(page: PageText) -> tuple[list[tuple[int, int, str]], int | None]:
    """(line, level, wikitext of the heading) of every heading line; where they are too many."""
    found: list[tuple[int, int, str]] = []
    text = page.text
    for start in _possible_headings("\n" + text):
        end = text.find("\n", start)
        line = without_comments(text[start:end] if end >= 0 else text[start:]).rstrip()
        match = _HEADING.match(line) if line.startswith("=") else None
        if match is None or page.is_hidden(start):
            continue
        if len(found) == MAX_HEADINGS:
            return found, start
        # `=== X ==` is a heading of the smaller level; the surplus `=` is part of its text.
        level = min(len(match[1]), len(match[3]))
        surplus = len(match[1]) - level, len(match[3]) - level
        heading = "=" * surplus[0] + match[2].strip() + "=" * surplus[1]
        found.append((page.line_of(start), level, heading))
    return found, None


def sections_of(page: PageText) -> tuple[list[Section], int | None]:
    """The sections in page order, lead first.

    A heading belongs to the nearest heading above it with a smaller level; a skipped level does
    not make a section. `line_end` of a section includes its subsections; the lead ends at the
    first heading. Where there are more than MAX_HEADINGS the rest make no sections; the second
    answer is the offset of the first of them, else None.
    """
    headings, stopped_at = _headings(page)
    first = headings[0][0] if headings else page.line_count + 1
    sections = [Section(0, None, 0, "", "", 1, max(1, first - 1))]
    ends = _section_ends(headings, page.line_count)
    above: list[Section] = []
    for number, (line, level, raw) in enumerate(headings, start=1):
        while above and above[-1].level >= level:
            above.pop()
        heading = plain_text(raw)
        path = f"{above[-1].path} > {heading}" if above else heading
        parent = above[-1].number if above else 0
        section = Section(number, parent, level, heading, path, line, ends[number - 1])
        sections.append(section)
        above.append(section)
    return sections, stopped_at


def _section_ends(headings: list[tuple[int, int, str]], line_count: int) -> list[int]:
    ends = [line_count] * len(headings)
    waiting: list[int] = []
    for number, (line, level, _) in enumerate(headings):
        while waiting and headings[waiting[-1]][1] >= level:
            ends[waiting.pop()] = max(line - 1, 1)
        waiting.append(number)
    return ends
