"""Text whose calls, links, comments and footnotes are rendered → plain text.

What is left of markup is emphasis, lists, addresses and HTML tags. Struck-out text is kept between
`~~`, because a struck score and the score that replaced it are two facts. What a page hides
(`display:none`, the keys of sortable columns) goes. A superscript beside a figure or a name is a
mark (`10<sup>1</sup>`, `<sup>TH</sup>`) and goes as a footnote's does; one that ends a word stays
in it (`1st`, `McDonald`), and one that says something stays, set apart (`2–1 (a.e.t.)`).
"""

from __future__ import annotations

import html
import re

_EMPHASIS = re.compile(r"'{2,5}")
_STRUCK = re.compile(
    r"<(?:s|del|strike)(?:\s[^<>]{0,200})?>(.{0,500}?)</(?:s|del|strike)\s*>", re.I | re.S
)
_HIDES = re.compile(r"\b(?:display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden)", re.I)
_RAISED = re.compile(r"<sup(?:\s[^<>]{0,200})?>((?:(?!</?sup\b).){0,500})</sup\s*>", re.I | re.S)
# 1st, 1er, 2ème; 45+2'.
_END_OF_WORD = re.compile(r"st|nd|rd|th|er|[eèé]?re|i?[eè]me|\+\d{1,2}", re.I)
# `[note 1]`, `nb 2` and `TH` say nothing; `(a.e.t.)`, `pen` and `awarded` do.
_SAYS_SOMETHING = re.compile(
    r"(?!\[|(?i:note?|nota|nb|ref)\b).*(?:[a-z]{2}|[a-z]\.[a-z]|(?i:aet|awd|pen|pso|w/o))", re.S
)
_BREAK = re.compile(r"<(?:br|hr)\s{0,5}/?\s{0,5}>|</br\s{0,5}>", re.I)
_HTML_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_ELEMENT = re.compile(r"<(/?)([A-Za-z]{1,10})\b([^<>]{0,1000})>")
_EXTERNAL = re.compile(
    r"\[((?:https?:|ftp:)?//[^\s\[\]<>\"]{1,2000})(?:[ \t]+([^\[\]\n]{0,1000}))?\]"
)
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
LIST_MARKS = "*#:;"

# A line break stands for a blank where a long name is wrapped, and between two things elsewhere;
# which of both follows from the field. A character of nobody keeps its place while text is made.
_MARK = "\ue000"
_LINK_OR_BREAK = re.compile(r"\[\[[^\[\]]{0,500}\]\]|" + _BREAK.pattern, re.I)
_GOES_ON_BEFORE = (",", ";", ":", "/", "(", "&", "-", "–", "—")


def has_break(wikitext: str) -> bool:
    """May there be a line break in the markup?"""
    return "<br" in wikitext.lower()


def with_marked_breaks(wikitext: str) -> str:
    """The markup with a mark for each line break; one in the label of a link only wraps it."""
    return _LINK_OR_BREAK.sub(lambda m: m[0] if m[0][0] == "[" else _MARK, wikitext)


def joined_at_breaks(text: str, separator: str) -> str:
    """Plain text of marked markup: the separator where another thing begins, else a blank.

    A part that begins with a small letter, a figure, a bracket or a dash goes on the last.
    """
    shown = ""
    for part in filter(None, map(str.strip, text.split(_MARK))):
        goes_on = shown.endswith(_GOES_ON_BEFORE) or not part[0].isalpha() or part[0].islower()
        shown += (" " if goes_on else separator) * bool(shown) + part
    return single_spaced(shown)


def without_markup(text: str) -> str:
    """The text as a reader of the page has it before him, on one line."""
    has_tags = "<" in text
    if has_tags:
        text = _without_marks(_without_hidden(text))
        text = _BREAK.sub(" ", _STRUCK.sub(r"~~\1~~", text))
    if "//" in text:
        text = _EXTERNAL.sub(lambda m: m[2] or m[1], text)
    if has_tags:
        text = _HTML_TAG.sub("", text)
    if "''" in text:
        text = _EMPHASIS.sub("", text)
    text = text.rstrip()
    if "\n" not in text:
        return _decoded(text.lstrip(LIST_MARKS))
    is_list = text[0] in "*#" or "\n*" in text or "\n#" in text
    lines = [line.lstrip(LIST_MARKS).strip() for line in text.split("\n")]
    return _decoded(("; " if is_list else " ").join(filter(None, lines)))


def _without_hidden(text: str) -> str:
    """The text without the elements that are not shown; one that is never closed hides nothing."""
    if not _HIDES.search(text):
        return text
    waiting: dict[str, list[tuple[int, bool]]] = {}
    hidden: list[tuple[int, int]] = []
    for tag in _ELEMENT.finditer(text):
        opened = waiting.setdefault(tag[2].lower(), [])
        if tag[1] and opened:
            start, hides = opened.pop()
            if hides:
                hidden.append((start, tag.end()))
        elif not tag[1] and not tag[3].endswith("/"):
            opened.append((tag.start(), _HIDES.search(tag[3]) is not None))
    pieces: list[str] = []
    position = 0
    for start, end in sorted(hidden):
        pieces.append(text[position:start])
        position = max(position, end)
    return "".join([*pieces, text[position:]])


def _without_marks(text: str) -> str:
    """The text without superscripts that are marks, unless nothing else is there."""
    if "<sup" not in text.lower():
        return text
    shown = _RAISED.sub(_left_of_superscript, text)
    return shown if _HTML_TAG.sub("", shown).strip("' \n") else text


def _left_of_superscript(found: re.Match[str]) -> str:
    text = _EMPHASIS.sub("", _HTML_TAG.sub("", found[1])).strip()
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    is_in_word = before.isalpha() and text.isalpha() and after.isalpha()
    if is_in_word or (before.isdigit() and _END_OF_WORD.fullmatch(text)):
        return text
    return f" {text}" if _SAYS_SOMETHING.match(text) else ""


def _decoded(text: str) -> str:
    return single_spaced(html.unescape(text) if "&" in text else text)


def single_spaced(text: str) -> str:
    """White space made single, invisible marks gone."""
    # No invisible mark is printable, and most texts are.
    return " ".join((text if text.isprintable() else _INVISIBLE.sub("", text)).split())
