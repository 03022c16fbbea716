"""Markup → plain text, link target and country code.

The only place where markup becomes text. Later layers (SQL) turn the text into numbers, dates and
names; they never see a bracket.

What is kept: the label of a link, the words of an inline template (a date, a flag with a name,
`nowrap`), the entries of a list joined with "; ". What goes: comments, footnotes, emphasis,
HTML tags, categories, invisible direction marks, what a page hides. Struck-out text and
superscripts are treated in `plain`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

from pipelines.wikitext.countries import country_name
from pipelines.wikitext.inline import EXPLANATIONS, FOOTNOTES, INLINE, Inline, country_by_name
from pipelines.wikitext.plain import LIST_MARKS, single_spaced, without_markup
from pipelines.wikitext.regular import pieces_of
from pipelines.wikitext.spans import (
    ARGUMENT,
    COMMENT,
    LINK,
    TAG,
    TEMPLATE,
    VERBATIM,
    Span,
    scan,
)
from pipelines.wikitext.templates import (
    MAX_CALL_LENGTH,
    MAX_DEPTH,
    MAX_PARAMETERS,
    Call,
    UnreadableCallError,
    Written,
    call_name,
    call_of,
    name_key,
    read_call,
    split_call,
    without_comments,
)

_LONG_FOOTNOTE = 2_000
_CITATION = re.compile(r"\{\{\s*(?:cite|citation)|https?://|\{\{\s*(?:webarchive|sfn|harv)", re.I)
HIDDEN_LINKS = re.compile(
    r"\s*(?:file|image|archivo|imagen|ficheiro|arquivo|imagem|fichier|immagine|datei|bild"
    r"|category|categor[ií]a|catégorie|kategorie)\s*:",
    re.I,
)


class Value(NamedTuple):
    """Plain text of a value with its first link target and first country code.

    `unknown` names the templates that no rule renders: their words are missing from `text`, unless
    nothing else was left, when `text` is the markup as written (a value never turns empty).
    `footnotes` are the explanatory notes that stand in the value, without citations: where a match
    was awarded, the note beside the score is often the only place that says so.
    """

    text: str
    link: str | None = None
    code: str | None = None
    unknown: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


# The fields of a Value; the text is wikitext still, without constructs.
_Rendered = tuple[str, str | None, str | None, tuple[str, ...], tuple[str, ...]]


def _link_target(body: str) -> str:
    """The page a link leads to; `body` is what stands between its brackets."""
    return _tidy(without_comments(body).partition("|")[0].removeprefix(":"))


def _label(shown: str) -> str:
    """What a link shows, from what stands between its brackets, rendered."""
    first, bar, label = shown.partition("|")
    # The pipe trick is resolved when a page is saved; an empty label shows the target.
    shown = label if bar and label.strip() else first.strip().removeprefix(":")
    # `[[#A1]]` at the start of a line shows a `#`; it does not begin a list.
    return f"&#{ord(shown[0])};{shown[1:]}" if shown and shown[0] in LIST_MARKS else shown


_NOTHING: _Rendered = ("", None, None, (), ())


class _Renderer:
    """Renders one value; collects the link, the code and the unknown templates on the way."""

    def __init__(self, text: str, *, keeps_footnotes: bool = True) -> None:
        self.text = text
        self.keeps_footnotes = keeps_footnotes
        self.spans = scan(text).spans
        self.link: str | None = None
        self.code: str | None = None
        self.unknown: list[str] = []
        self.footnotes: list[str] = []

    def between(self, start: int, end: int, inside: list[int], depth: int = 0) -> str:
        """text[start:end] with the spans `inside` replaced by what they show."""
        pieces: list[str] = []
        for number in inside:
            span = self.spans[number]
            if span.start < start or span.end > end:
                continue
            pieces.append(self.text[start : span.start])
            pieces.append(self._shown(number, depth))
            start = span.end
        pieces.append(self.text[start:end])
        return "".join(pieces)

    def _shown(self, number: int, depth: int) -> str:
        span = self.spans[number]
        if depth > MAX_DEPTH or span.kind == COMMENT:
            return ""
        if span.kind == TAG:
            body = self.text[span.body_start : span.body_end]
            if not _CITATION.search(body):
                self._footnote(body)
            return ""
        if span.kind == VERBATIM:
            return self._verbatim(span)
        if span.kind == LINK:
            return self._link(span, depth)
        if span.kind == ARGUMENT:
            body = self.between(span.body_start, span.body_end, span.children, depth + 1)
            return body.partition("|")[2]
        return self._template(number, depth)

    def _verbatim(self, span: Span) -> str:
        if span.tag not in ("nowiki", "pre"):
            return ""
        # Markup that is shown as such; entities keep it from being read again below.
        return html.escape(html.unescape(self.text[span.body_start : span.body_end]))

    def _link(self, span: Span, depth: int) -> str:
        body = self.text[span.body_start : span.body_end]
        if HIDDEN_LINKS.match(body):
            return ""
        if self.link is None:
            self.link = _link_target(body)
        return _label(self.between(span.body_start, span.body_end, span.children, depth + 1))

    def _template(self, number: int, depth: int) -> str:
        span = self.spans[number]
        name = call_name(self.text, span)
        if not name:  # plain text on a wiki
            body = self.between(span.body_start, span.body_end, span.children, depth + 1)
            return f"{{{{{body}}}}}"
        rule = rule_for(name)
        if rule is None:
            self.unknown.append(name)
            return ""
        if rule is FOOTNOTES and name_key(name) not in EXPLANATIONS:
            return ""
        try:
            call = read_call(self.text, self.spans, number)
        except UnreadableCallError:
            self.unknown.append(name)
            return ""
        if rule is FOOTNOTES:
            self._footnote((call.positional() or [""])[0])
            return ""
        shown = rule(_Arguments(call, partial(self._argument, call, depth + 1)))
        if self.code is None and shown.code:
            self.code = shown.code
        if self.link is None and shown.link:
            self.link = _tidy(shown.link)
        return shown.text

    def _argument(self, call: Call, depth: int, name: str) -> str:
        parameter = call.last(name)
        assert parameter is not None
        start = parameter.end - len(parameter.value)
        return self.between(start, parameter.end, self.spans[call.span].children, depth)

    def _footnote(self, body: str) -> None:
        """Keep an explanation. What is only a citation shows nothing and is none."""
        if self.keeps_footnotes and len(body) < _LONG_FOOTNOTE:
            # A footnote's own footnotes are not followed: nesting must not deepen the recursion.
            text = without_markup(_Renderer(body, keeps_footnotes=False).shown())
            if text:
                self.footnotes.append(text)

    def shown(self) -> str:
        """The whole text with its constructs replaced by what they show."""
        top = [number for number, span in enumerate(self.spans) if span.parent < 0]
        return self.between(0, len(self.text), top)


_ORDINAL = re.compile("[1-9]|[1-3][0-9]")


class _Arguments:
    """What an inline rule sees of a call: its arguments, rendered by `show` when asked for."""

    def __init__(self, call: Call, show: Callable[[str], str]) -> None:
        self._given = call.in_force
        self._show = show
        self._shown: dict[str, str] = {}  # each argument is rendered once, however often asked for
        self.name = call.name
        # `{{formatnum:12345}}`: what follows the colon is the first argument.
        self.after_colon = call.name.partition(":")[2].strip()

    def get(self, *names: str) -> str:
        """The first of these arguments that is given and not empty, as plain wikitext; else ''."""
        for name in names:
            if name not in self._shown:
                self._shown[name] = self._show(name).strip() if name in self._given else ""
            if self._shown[name]:
                return self._shown[name]
        return ""

    def positional(self) -> list[str]:
        """1, 2, 3 … rendered, up to the last that is given; a gap is an empty text."""
        numbers = [int(name) for name in self._given if _ORDINAL.fullmatch(name)]
        return [self.get(str(n)) for n in range(1, max(numbers, default=0) + 1)]


@lru_cache(maxsize=8_192)
def rule_for(name: str) -> Inline | None:
    """The inline rule for a template name as written, or None when no rule renders it."""
    key = name_key(name)
    rule = INLINE.get(key)
    if rule is None and ":" in key:
        rule = INLINE.get(key.partition(":")[0] + ":")
    if rule is None and key.startswith("fbteam"):
        rule = INLINE["fbteam*"]
    if rule is None and country_name(name) is not None:
        rule = country_by_name
    return rule


def _tidy(text: str) -> str:
    """A link's target as titles are written."""
    return single_spaced(html.unescape(text).replace("_", " "))


@lru_cache(maxsize=16_384)
def render(wikitext: str) -> Value:
    """Plain text of a value, trimmed; empty markup gives ''. Never raises."""
    if not _NEEDS_WORK.search(wikitext):
        return Value(" ".join(wikitext.split()))
    return _value(wikitext, pieces_of(wikitext) or [])


def render_parameter(parameter: Written) -> Value:
    """`render` of its value, which is remembered with the parameter."""
    text = parameter.value
    if "{" in text or "[" in text or _NEEDS_WORK.search(text):
        return _value(text, parameter.pieces)
    return Value(" ".join(text.split()))


def _value(wikitext: str, pieces: list[str]) -> Value:
    shown, link, code, unknown, footnotes = _joined(pieces) if pieces else _rendered(wikitext)
    text = without_markup(shown)
    if not text and unknown:
        text = " ".join(without_comments(wikitext).split())
    return Value(text, link, code, unknown, footnotes)


def _joined(pieces: list[str]) -> _Rendered:
    """A regular text, its constructs rendered one by one; most have been rendered before."""
    if len(pieces) == 1:
        return pieces[0], None, None, (), ()
    if len(pieces) == 3:
        before, only, after = pieces
        text, link, code, unknown, footnotes = _construct(only)
        return before + text + after, link, code, unknown, footnotes
    rendered = list(map(_construct, pieces[1::2]))
    shown = pieces.copy()
    shown[1::2] = [construct[0] for construct in rendered]
    return "".join(shown), *_merged(rendered)


def _merged(
    rendered: list[_Rendered],
) -> tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]]:
    """The first link, the first code, all unknown templates and all notes."""
    link = code = None
    unknown: list[str] = []
    footnotes: list[str] = []
    for _, its_link, its_code, its_unknown, its_footnotes in rendered:
        link = its_link if link is None else link
        code = its_code if code is None else code
        unknown += its_unknown
        footnotes += its_footnotes
    return link, code, tuple(unknown), tuple(footnotes)


@lru_cache(maxsize=8_192)
def _construct(text: str) -> _Rendered:
    """One call, link, comment or footnote of a regular text."""
    if text[0] == "<" and (text[1] == "!" or _CITATION.search(text, text.index(">"))):
        return _NOTHING
    if text[0] == "[":
        body = text[2:-2]
        if "{" not in body and "<" not in body and "[[" not in body:
            if HIDDEN_LINKS.match(body):
                return _NOTHING
            return _label(body), _link_target(body), None, (), ()
    return (_call(text) if text[0] == "{" else None) or _rendered(text)


def _call(text: str) -> _Rendered | None:
    """A regular call by its rule; None for a footnote and for a call that has to be scanned."""
    split = split_call(text)
    if split is None or len(text) > MAX_CALL_LENGTH or len(split[1]) > MAX_PARAMETERS:
        return None
    span = Span(TEMPLATE, 0, len(text), 2, len(text) - 2)
    name = call_name(text, span)
    rule = rule_for(name)
    if rule is None:
        return "", None, None, (name,), ()
    if rule is FOOTNOTES:
        return None
    call = call_of(span, 0, *split)
    asked: list[_Rendered] = []

    def show(argument: str) -> str:
        parameter = call.in_force[argument]
        pieces = parameter.pieces
        asked.append(_joined(pieces) if pieces else _rendered(parameter.value))
        return asked[-1][0]

    shown = rule(_Arguments(call, show))
    link, code, unknown, footnotes = _merged(asked)
    if link is None and shown.link:
        link = _tidy(shown.link)
    return shown.text, link, code or shown.code, unknown, footnotes


def _rendered(wikitext: str) -> _Rendered:
    """Any text, read by scanning it."""
    renderer = _Renderer(wikitext)
    text = renderer.shown()
    return text, renderer.link, renderer.code, tuple(renderer.unknown), tuple(renderer.footnotes)


def plain_of(parameter: Written) -> Value:
    """The value of a parameter as plain text; made once for each distinct text."""
    value = parameter.plain
    if value is None:
        value = parameter.plain = render_parameter(parameter)
    return value


_NEEDS_WORK = re.compile(
    r"[\[{<&'*#:;~\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u2060-\u2069\u3000\ufeff]"
)


def plain_text(wikitext: str) -> str:
    """`render(wikitext).text`."""
    return render(wikitext).text


_URL = re.compile(r"(?:https?:)?//[^\s\[\]<>\"|{}]+")


def first_url(wikitext: str) -> str | None:
    """The first web address in a value, for reports, or None."""
    found = _URL.search(without_comments(wikitext))
    return found.group() if found else None
