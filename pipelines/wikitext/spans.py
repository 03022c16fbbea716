"""Where the constructs of a text begin and end: calls, links, comments, tags.

One left-to-right pass with a stack, after the order in which MediaWiki's own preprocessor looks at
a text: comments first, then tags that hide their content, then braces and brackets from the inside
outwards. Its time is proportional to the length of the text, whatever the text is; that is why the
spans come from here and a call is handed to the wikitext library only once it is known to be
closed, bounded in size and bounded in depth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TEMPLATE = "template"
ARGUMENT = "argument"  # {{{1|default}}}, found on template pages
LINK = "link"
COMMENT = "comment"
TAG = "tag"  # a tag whose content is wikitext of its own: <ref>
VERBATIM = "verbatim"  # a tag whose content is not wikitext at all: <nowiki>

_LIVE_TAGS = ("ref", "references", "gallery", "poem", "indicator", "imagemap", "inputbox")
_VERBATIM_TAGS = (
    "nowiki",
    "pre",
    "math",
    "chem",
    "ce",
    "syntaxhighlight",
    "source",
    "score",
    "timeline",
    "graph",
    "hiero",
    "mapframe",
    "maplink",
    "templatedata",
    "templatestyles",
)
TAG_NAMES = "|".join((*_LIVE_TAGS, *_VERBATIM_TAGS))

TOKEN = re.compile(rf"\{{\{{+|\}}\}}+|\[\[|\]\]|<!--|<(?P<tag>{TAG_NAMES})(?=[\s/>])", re.I)
# `<` ends the attributes too, else a row of half-written tags would be read again and again.
_TAG_END = re.compile(r"[^<>]{0,2000}>")


@dataclass(slots=True)
class Span:
    """One construct: `text[start:end]` with its delimiters; `body_*` is what stands inside."""

    kind: str
    start: int
    end: int
    body_start: int
    body_end: int
    tag: str = ""
    parent: int = -1
    depth: int = 0  # spans around it
    call_depth: int = 0  # calls around it
    children: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scan:
    """All spans of a text in page order, and the offsets of what has no other half."""

    spans: list[Span]
    unclosed_calls: list[int]
    unopened_calls: list[int]
    unclosed_comment: int | None


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        self.unclosed: list[int] = []
        self.unopened: list[int] = []
        self.unclosed_comment: int | None = None

    def run(self) -> Scan:
        scopes = [(0, len(self.text))]
        while scopes:
            start, end = scopes.pop()
            scopes.extend(self._scope(start, end))
        _link_parents(self.spans)
        self.unclosed.sort()
        self.unopened.sort()
        return Scan(self.spans, self.unclosed, self.unopened, self.unclosed_comment)

    def _scope(self, position: int, end: int) -> list[tuple[int, int]]:
        """Read one stretch of text; return the insides of tags, each a stretch of its own."""
        inner: list[tuple[int, int]] = []
        # What waits for its other half, a run of `{` or one `[[`: where it begins, and how many
        # braces are left of it, 0 for a link. In numbers, as a hostile page has thousands.
        starts: list[int] = []
        braces: list[int] = []
        open_braces = 0
        never_closed: set[str] = set()
        for token in TOKEN.finditer(self.text, position, end):
            start, after = token.span()
            if start < position:
                if position >= end:
                    break
                continue  # in what was taken as a whole, which ends in a mark that no token has
            position = after
            mark = self.text[start]
            if mark == "[":
                starts.append(start)
                braces.append(0)
            elif mark == "{":
                starts.append(start)
                braces.append(position - start)
                open_braces += 1
            elif mark == "]":
                if braces and not braces[-1]:
                    braces.pop()
                    opened = starts.pop()
                    self.spans.append(Span(LINK, opened, position, opened + 2, start))
            elif mark == "}":
                closing = position - start
                if not open_braces:
                    self.unopened.append(start)
                elif braces[-1] == closing == 2:  # nearly every call
                    braces.pop()
                    opened = starts.pop()
                    self.spans.append(Span(TEMPLATE, opened, position, opened + 2, start))
                    open_braces -= 1
                else:
                    open_braces = self._close_braces(starts, braces, start, closing, open_braces)
            elif token.lastindex:
                position = self._tag(token, end, inner, never_closed)
            else:
                position = self._comment(start, end)
        self.unclosed.extend([start for start, left in zip(starts, braces, strict=True) if left])
        return inner

    def _close_braces(
        self, starts: list[int], braces: list[int], at: int, closing: int, open_braces: int
    ) -> int:
        while closing >= 2 and open_braces:
            while not braces[-1]:  # a link left open inside a call is plain text
                braces.pop()
                starts.pop()
            width = min(closing, braces[-1], 3)
            braces[-1] -= width
            start = starts[-1] + braces[-1]
            kind = ARGUMENT if width == 3 else TEMPLATE
            self.spans.append(Span(kind, start, at + width, start + width, at))
            at += width
            closing -= width
            if braces[-1] < 2:
                braces.pop()
                starts.pop()
                open_braces -= 1
        if closing >= 2:
            self.unopened.append(at)
        return open_braces

    def _comment(self, start: int, end: int) -> int:
        close = self.text.find("-->", start + 4, end)
        if close < 0:
            if self.unclosed_comment is None:
                self.unclosed_comment = start
            self.spans.append(Span(COMMENT, start, end, start + 4, end))
            return end
        self.spans.append(Span(COMMENT, start, close + 3, start + 4, close))
        return close + 3

    def _tag(
        self, token: re.Match[str], end: int, inner: list[tuple[int, int]], never_closed: set[str]
    ) -> int:
        name = token["tag"].lower()
        if name in never_closed and self.text[token.end()] == ">":
            return token.end()  # no attributes to pass over
        head = _TAG_END.match(self.text, token.end(), end)
        if head is None:
            return token.end()
        kind = VERBATIM if name in _VERBATIM_TAGS else TAG
        if self.text[head.end() - 2] == "/":
            self.spans.append(
                Span(kind, token.start(), head.end(), head.end(), head.end(), tag=name)
            )
            return head.end()
        if name in never_closed:
            return head.end()
        close = _closing_tag(name).search(self.text, head.end(), end)
        if close is None:
            never_closed.add(name)  # asked once for each stretch, which keeps the pass linear
            return head.end()
        self.spans.append(
            Span(kind, token.start(), close.end(), head.end(), close.start(), tag=name)
        )
        if kind == TAG:
            inner.append((head.end(), close.start()))
        return close.end()


_CLOSING_TAGS: dict[str, re.Pattern[str]] = {
    name: re.compile(rf"</{name}\s{{0,20}}>", re.I) for name in (*_LIVE_TAGS, *_VERBATIM_TAGS)
}


def _closing_tag(name: str) -> re.Pattern[str]:
    return _CLOSING_TAGS[name]


def _link_parents(spans: list[Span]) -> None:
    spans.sort(key=lambda span: (span.start, -span.end))
    around: list[int] = []
    for number, span in enumerate(spans):
        while around and spans[around[-1]].end <= span.start:
            around.pop()
        if around:
            span.parent = around[-1]
            above = spans[around[-1]]
            span.depth = above.depth + 1
            span.call_depth = above.call_depth + (above.kind == TEMPLATE)
            above.children.append(number)
        around.append(number)


def scan(text: str) -> Scan:
    """Find every call, argument, link, comment and content tag of `text`, nested ones included.

    Never raises. An unclosed comment reaches to the end of the text, as on a wiki; an unclosed
    call or link is plain text, and what stands inside it is found all the same.
    """
    if TOKEN.search(text) is None:
        return Scan([], [], [], None)
    return _Scanner(text).run()
