"""Tables that stand on another page: `{{Name}}`, `{{:Page}}`, `{{#lst:Page|part}}`.

The other page's text is read where it is at hand; a table that is not at hand becomes an unresolved
row and an issue, never a guess. Only tables and grids are taken over: a match of another page is
that page's row, and would count twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.wikitext.bounds import PastBoundError, check_marks
from pipelines.wikitext.page import Page, PageText, readable
from pipelines.wikitext.restore import FLATTENED, dialect_of, restore
from pipelines.wikitext.templates import Call, name_key, without_comments

Transclude = Callable[[str], Page | None]

MAX_TEXT = 5_000_000  # characters taken over by one page, so that a page cannot multiply another
MAX_HOPS = 3
NOT_AT_HAND = " is not at hand"
_TOO_LONG = "it is too long to be taken over"

_REDIRECT = re.compile(r"\s*#[\w]{4,20}\s*:?\s*\[\[([^\[\]|#]{1,255})", re.I)
_PART_OF_PAGE = ("#lst", "#section", "#lsth", "#section-h", "#section-x", "#lstx")
_BY_HEADING = ("#lsth", "#section-h")
_LOOKS_LIKE_TABLE = re.compile(
    r"\b(?:tables?|standings?|league table|group tables|results? grid|results)\b|\btable$", re.I
)
# What stands beside tables and is none.
_NO_TABLE = re.compile(r"\b(?:key|legend|navbox|templates?|box|sidebar)$", re.I)
_NAMESPACE = re.compile(r"(?:template|user|wikipedia|project|module|portal|draft|help)\s*:", re.I)
_NOINCLUDE = re.compile(r"<noinclude\s{0,5}>.*?(?:</noinclude\s{0,5}>|\Z)", re.I | re.S)
_ONLYINCLUDE = re.compile(r"<onlyinclude\s{0,5}>(.*?)(?:</onlyinclude\s{0,5}>|\Z)", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Target:
    """Which page a call brings in, and which part of it."""

    title: str
    section: str | None
    by_heading: bool = False
    is_part: bool = False


@dataclass(slots=True)
class Library:
    """The pages at hand, each made ready once."""

    transclude: Transclude | None
    left: int = MAX_TEXT
    _texts: dict[tuple[str, str | None], PageText | str] = field(default_factory=dict)

    def text_of(self, target: Target) -> PageText | str:
        """The part of the page that a transclusion shows, lines kept; else why there is none.

        Follows redirects. Each use is charged against the page's allowance.
        """
        key = (target.title, target.section if target.is_part else None)
        if key not in self._texts:
            self._texts[key] = self._load(target)
        found = self._texts[key]
        if isinstance(found, PageText):
            self.left -= len(found.text)
            if self.left < 0:
                return f"more than {MAX_TEXT} characters are taken over before it"
        return found

    def _load(self, target: Target) -> PageText | str:
        title = target.title
        for _ in range(MAX_HOPS):
            page = self.transclude(title) if self.transclude else None
            if page is None:
                where = "it" if title == target.title else f"{title}, to which it leads,"
                return where + NOT_AT_HAND
            if len(page.wikitext) > MAX_TEXT:
                return _TOO_LONG
            text = readable(page.wikitext)
            dialect = dialect_of(text)
            try:
                check_marks(text, dialect)
            except PastBoundError:
                return _TOO_LONG
            text = restore(text) if dialect == FLATTENED else text
            redirect = _REDIRECT.match(text)
            if redirect is None:
                shown = part_of(text, target) if target.is_part else included(text)
                return "it has no such part" if shown is None else PageText(shown)
            title = redirect[1].strip()
        return "its redirects lead to no page"


def target_of(call: Call) -> Target | None:
    """What a call transcludes if it is no call of a family; None for a parser function."""
    name = call.name
    function = name.partition(":")[0].strip().lower()
    given = call.positional()
    if function in _PART_OF_PAGE:
        title = name.partition(":")[2].strip()
        section = given[0] if given else None
        return Target(title, section, function in _BY_HEADING, is_part=True) if title else None
    if name.startswith("#") or not name or len(name) > 255 or "{" in name:
        return None
    section = None
    for parameter in ("transcludesection", "section", "1"):
        if section is None and (found := call.last(parameter)) is not None:
            section = without_comments(found.value).strip() or None
    if name.startswith(":"):
        return Target(name[1:].strip(), section)
    return Target(name if _NAMESPACE.match(name) else f"Template:{name}", section)


def looks_like_table(name: str) -> bool:
    """Does the name of a call say that a table or a part of a page is brought in?"""
    function = name.partition(":")[0].strip().lower()
    if name.startswith(":"):
        return True  # an article inside an article shows a part of it, nearly always a table
    if function in _PART_OF_PAGE:
        return True
    return _LOOKS_LIKE_TABLE.search(name) is not None and not _NO_TABLE.search(name)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def included(text: str) -> str:
    """What a page shows where it is transcluded whole; everything else blanked, lines kept."""
    if re.search(r"<onlyinclude\s{0,5}>", text, re.I):
        pieces: list[str] = []
        position = 0
        for found in _ONLYINCLUDE.finditer(text):
            pieces += [_blank(text[position : found.start(1)]), found[1]]
            position = found.end(1)
        text = "".join(pieces) + _blank(text[position:])
    return _NOINCLUDE.sub(lambda m: _blank(m[0]), text)


def part_of(text: str, target: Target) -> str | None:
    """A labelled section, or the section below a heading; None if the page has no such part."""
    if not target.section:
        return text
    if target.by_heading:
        return _below_heading(text, target.section)
    name = re.escape(target.section)
    tag = rf"<section\s+%s\s*=\s*[\"']?{name}[\"']?\s{{0,5}}/?>"
    start = re.search(tag % "begin", text, re.I)
    if start is None:
        return None
    end = re.search(tag % "end", text[start.end() :], re.I)
    stop = start.end() + end.start() if end else len(text)
    return _blank(text[: start.end()]) + text[start.end() : stop] + _blank(text[stop:])


def _below_heading(text: str, heading: str) -> str | None:
    wanted = heading.strip().lower()
    offset, start, level = 0, -1, 0
    for line in text.split("\n"):
        found = re.match(r"(={1,6})\s*(.{1,300}?)\s*\1\s*$", line[:400])
        if found and start >= 0 and len(found[1]) <= level:
            return _blank(text[:start]) + text[start:offset] + _blank(text[offset:])
        if found and start < 0 and found[2].strip().lower() == wanted:
            start, level = offset + len(line), len(found[1])
        offset += len(line) + 1
    return _blank(text[:start]) + text[start:] if start >= 0 else None


def is_wanted(call: Call, target: Target) -> bool:
    """A table that names its section is shown only where that section, or none, is asked for."""
    parameter = call.last("section")
    own = without_comments(parameter.value).strip() if parameter else ""
    if not own or not target.section or target.is_part or "{" in own:
        return True
    return own == target.section


def key_of_target(target: Target) -> str:
    """Key by which a page that transcludes itself is noticed."""
    return name_key(target.title)
