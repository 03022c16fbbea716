"""Text whose constructs are certain at a glance: found by one pattern instead of a scan.

Nearly all text is regular: every call, link, comment and footnote is closed, they nest a few deep
and nothing overlaps. One pattern then finds them at the speed of the `re` module. The pattern only
matches what has a single reading; a text that leaves a brace, a bracket or a tag unexplained is
not regular as a whole, and `spans.scan` reads it. So both find the same constructs wherever
this module finds any.
"""

from __future__ import annotations

import re

from pipelines.wikitext.spans import COMMENT, LINK, TAG, TAG_NAMES, TEMPLATE, TOKEN, Span, scan

_LEVELS = 3  # calls, links and footnotes inside one another; deeper ones are left to the scan

_ANY_COMMENT = r"<!--(?:[^-]++|-(?!->))*+-->"
# In a footnote a comment must not hold the tag that would end it.
_PLAIN_COMMENT = r"<!--(?:[^-<]++|-(?!->))*+-->"
# A name or a target with markup or with a break inside is one to some readers only.
_CALL_NAME = rf"\s*+[^{{}}\[\]<>|\n]++(?:{_PLAIN_COMMENT})?\s*+(?=\||\}}\}})"
_LINK_TARGET = r"[^{}\[\]<>|\n]++"
_OTHER_TAG = rf"<(?!!--|/?(?i:{TAG_NAMES})[\s/>])"
_ONE_BRACKET = r"\[(?!\[)|\](?!\])"
_ATTRIBUTES = r"[^<>{}\[\]]{0,2000}+"
_RUN = r"[^{}\[\]<]"
_EMPTY_TAG = rf"<(?i:{TAG_NAMES})(?=[\s/>]){_ATTRIBUTES}>(?<=/>)"


def _many(run: str, *others: str) -> str:
    """Any number of these; what is not of the run is only looked at where a run has ended."""
    return rf"{run}*+(?:(?:{'|'.join(others)}){run}*+)*+"


def _patterns(level: int, comment: str, footnotes: bool) -> tuple[str, str, str]:
    """Patterns of a call, a link and a tag that hold constructs of at most `level` levels."""
    inside = [comment, _OTHER_TAG]
    if level:
        inside = [*_patterns(level - 1, comment, footnotes), *inside]
    label = _many(_RUN, *inside)
    body = _many(_RUN, *inside, _ONE_BRACKET)
    tag = _EMPTY_TAG
    if level and footnotes:
        note = _patterns(level - 1, _PLAIN_COMMENT, footnotes=False)
        text = _many(_RUN, *note[:2], _EMPTY_TAG, _PLAIN_COMMENT, _OTHER_TAG, _ONE_BRACKET)
        start = rf"<(?i:ref)(?=[\s/>]){_ATTRIBUTES}>(?<!/>)"
        tag = rf"{start}{text}</(?i:ref)\s{{0,20}}>|{_EMPTY_TAG}"
    # A run of two braces and no more: three are an argument, four can be read in two ways.
    call = rf"\{{(?<!\{{\{{)\{{(?!\{{){_CALL_NAME}(?:\|{body})?\}}\}}(?!\}}(?!\}}))"
    link = rf"\[(?<!\[\[)\[(?!\[){_LINK_TARGET}(?:\|{label})?\]\]"
    return call, link, f"(?:{tag})"


_CALL, _LINK, _TAG = _patterns(_LEVELS, _ANY_COMMENT, footnotes=True)
_CONSTRUCT = re.compile(rf"({_CALL}|{_LINK}|{_ANY_COMMENT}|{_TAG})")
_PARAMETER = re.compile(
    r"\|" + _many(r"[^|{}\[\]<]", _CALL, _LINK, _TAG, _ANY_COMMENT, _OTHER_TAG, _ONE_BRACKET)
)
_NAME = re.compile(_CALL_NAME)


def pieces_of(text: str) -> list[str] | None:
    """The text cut at its outermost calls, links, comments and tags; None if it is not regular.

    The pieces in turn are text, construct, text, …, text, and together they are the whole.
    """
    if "<!--" in text and text.rfind("<!--") > text.rfind("-->"):
        return None  # every comment mark would be followed to the end of the text
    pieces = _CONSTRUCT.split(text)
    return None if _holds_token("\x00".join(pieces[::2])) else pieces


# The same for a part of a regular call, which is regular itself.
pieces_of_regular = _CONSTRUCT.split


def _holds_token(text: str) -> bool:
    """Does any mark of a construct stand in the text? Asked of text that holds none, mostly."""
    may_hold = "<" in text or "{{" in text or "[[" in text or "}}" in text or "]]" in text
    return may_hold and TOKEN.search(text) is not None


def parameters_of(text: str, start: int, end: int) -> tuple[str, list[str]] | None:
    """Name and parameters, each with its `|`, of the call whose inside is text[start:end].

    Together they are the inside as written; None if it is not regular.
    """
    name = text[start : _end_of_name(text, start, end)]
    found = _PARAMETER.findall(text, start + len(name), end)
    return (name, found) if len(name) + sum(map(len, found)) == end - start else None


def _end_of_name(text: str, start: int, end: int) -> int:
    match = _NAME.match(text, start, end + 2)  # to see what ends it
    return match.end() if match else start


def outermost(text: str) -> list[Span] | None:
    """The outermost constructs as spans that do not say what they hold; None if not regular."""
    pieces = pieces_of(text)
    if pieces is None:
        return None
    spans: list[Span] = []
    end = 0
    for before, construct in zip(pieces[::2], pieces[1::2], strict=False):
        start = end + len(before)
        end = start + len(construct)
        spans.append(_span(construct, start, end))
    return spans


def outermost_spans(text: str) -> list[Span]:
    """The outermost constructs of any text, in order."""
    found = outermost(text)
    return [span for span in scan(text).spans if span.parent < 0] if found is None else found


def _span(construct: str, start: int, end: int) -> Span:
    mark = construct[:2]
    if mark == "{{":
        return Span(TEMPLATE, start, end, start + 2, end - 2)
    if mark == "[[":
        return Span(LINK, start, end, start + 2, end - 2)
    if mark == "<!":
        return Span(COMMENT, start, end, start + 4, end - 3)
    head = construct.index(">") + 1
    close = construct.rindex("<")
    return Span(TAG, start, end, start + head, start + (head if close == 0 else close))


def inside(text: str, spans: list[Span], span: Span) -> list[Span]:
    """The outermost spans inside `span`, also where `spans` does not list them."""
    if span.children:
        return [spans[child] for child in span.children]
    found = outermost(text[span.body_start : span.body_end])
    return shifted(found or [], span.body_start, 0)


def shifted(spans: list[Span], offset: int, number: int) -> list[Span]:
    """The spans of a part of a text as spans of the whole, the first with this number."""
    for span in spans:
        span.start += offset
        span.end += offset
        span.body_start += offset
        span.body_end += offset
        span.parent += number if span.parent >= 0 else 0
        span.children = [child + number for child in span.children]
    return spans
