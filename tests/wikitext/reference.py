"""A plain, slow reading of the same pages through mwparserfromhell, to compare with.

The library parses the whole page, and its nodes say where calls, links, comments and tags stand,
what the parameters of a call are, and what a value shows. Rows are made of that by the same
readers: `read_by_library` is `parse_page` with those three things exchanged and nothing else.

Where the library and MediaWiki differ, pages are read as MediaWiki reads them; deviations.py lists
those cases.
"""

import html
import re
from contextlib import ExitStack
from functools import lru_cache
from unittest import mock

import mwparserfromhell
from mwparserfromhell.nodes import (
    Argument,
    Comment,
    ExternalLink,
    Heading,
    HTMLEntity,
    Tag,
    Template,
    Text,
    Wikilink,
)

from pipelines.wikitext import parse_page, values
from pipelines.wikitext.inline import EXPLANATIONS, FOOTNOTES
from pipelines.wikitext.plain import without_markup
from pipelines.wikitext.spans import (
    ARGUMENT,
    COMMENT,
    LINK,
    TAG,
    TEMPLATE,
    VERBATIM,
    Scan,
    Span,
    _link_parents,
)
from pipelines.wikitext.templates import UnreadableCallError, Written, call_of, name_key
from pipelines.wikitext.values import Value, rule_for

VERBATIM_TAGS = {
    *("nowiki", "pre", "math", "chem", "ce", "syntaxhighlight", "source", "score", "timeline"),
    *("graph", "hiero", "mapframe", "maplink", "templatedata", "templatestyles"),
}
HIDES = re.compile(r"\b(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
LIVE_TAGS = {"ref", "references", "gallery", "poem", "indicator", "imagemap", "inputbox"}


def read_by_library(page, transclude=None):
    """`parse_page` with spans, parameters and values of mwparserfromhell."""
    exchanged = {
        "page.outermost": lambda text: None,
        "page.scan": spans_of,
        "page.read_call": call_at,
        "goal_lists.scan": spans_of,
        "goal_lists.read_call": call_at,
        "goal_lists.outermost_spans": outermost_of,
        "goal_lists._plain_goals": lambda pieces: None,
        "restore.outermost_spans": outermost_of,
        "values.render": value_of,
        "values.render_parameter": lambda parameter: value_of(parameter.value),
        "reading.render": value_of,
        "goal_lists.render": value_of,
        "fb_r.render": value_of,
    }
    with ExitStack() as stack:
        for name, function in exchanged.items():
            stack.enter_context(mock.patch(f"pipelines.wikitext.{name}", function))
        return parse_page(page, transclude)


def parsed(text):
    """The library's nodes of a text; emphasis and lists stay text, as they bound nothing."""
    return mwparserfromhell.parse(text, skip_style_tags=True)


# Where constructs stand.


def parts_of(node):
    """(offset inside the node's text, Wikicode) of everything a node holds."""
    if isinstance(node, Template):
        yield 2, node.name
        position = 2 + len(str(node.name))
        for parameter in node.params:
            position += 1
            if parameter.showkey:
                yield position, parameter.name
                position += len(str(parameter.name)) + 1
            yield position, parameter.value
            position += len(str(parameter.value))
    elif isinstance(node, Argument):
        yield 3, node.name
        if node.default is not None:
            yield 4 + len(str(node.name)), node.default
    elif isinstance(node, Wikilink):
        yield 2, node.title
        if node.text is not None:
            yield 3 + len(str(node.title)), node.text
    elif isinstance(node, ExternalLink):
        yield int(node.brackets), node.url
        if node.title is not None:
            yield len(str(node)) - 1 - len(str(node.title)), node.title
    elif isinstance(node, Heading):
        yield node.level, node.title
    elif isinstance(node, Tag):
        yield from parts_of_tag(node)


def parts_of_tag(node):
    """The same for a tag: its attributes and its contents."""
    position = len(node.wiki_markup) if node.wiki_markup else 1 + len(str(node.tag))
    for attribute in node.attributes:
        written = str(attribute)
        yield position + len(attribute.pad_first), attribute.name
        if attribute.value is not None:
            end = len(written) - len(attribute.quotes or "")
            yield position + end - len(str(attribute.value)), attribute.value
        position += len(written)
    if not node.self_closing and node.contents is not None:
        close = len(node.closing_wiki_markup or "")
        if not node.wiki_markup:
            close = len(str(node.closing_tag)) + 3
        yield len(str(node)) - close - len(str(node.contents)), node.contents


def kind_of(node):
    """The kind of span a node is, with a tag's name; None for one that is no span."""
    if isinstance(node, Tag):
        name = str(node.tag).strip().lower()
        if node.wiki_markup or name not in VERBATIM_TAGS | LIVE_TAGS:
            return None
        return VERBATIM if name in VERBATIM_TAGS else TAG, name
    kinds = {Template: TEMPLATE, Argument: ARGUMENT, Wikilink: LINK, Comment: COMMENT}
    kind = kinds.get(type(node))
    return (kind, "") if kind else None


def span_at(node, start, kind, name):
    """The span of a node that begins at an offset of the text."""
    end = start + len(str(node))
    if kind in (TAG, VERBATIM):
        body = [(at, code) for at, code in parts_of_tag(node) if code is node.contents]
        first = start + body[0][0] if body else end
        last = first + len(str(body[0][1])) if body else end
        return Span(kind, start, end, first, last, tag=name)
    opening, closing = {ARGUMENT: (3, 3), COMMENT: (4, 3)}.get(kind, (2, 2))
    return Span(kind, start, end, start + opening, end - closing)


def spans_of(text):
    """`spans.scan` by the library: all spans, and the braces that it leaves in the text."""
    spans, plain = [], []
    waiting = [(0, parsed(text))]
    while waiting:
        position, code = waiting.pop()
        for node in code.nodes:
            kind = kind_of(node)
            if kind is not None:
                spans.append(span_at(node, position, *kind))
            if isinstance(node, Text):
                plain.append((position, str(node)))
            if kind is None or kind[0] != VERBATIM:
                waiting.extend((position + at, part) for at, part in parts_of(node))
            position += len(str(node))
    _link_parents(spans)
    return Scan(spans, runs(plain, r"\{\{+"), runs(plain, r"\}\}+"), None)


def runs(plain, pattern):
    """Offsets of runs of braces that are left as text."""
    return sorted(at + m.start() for at, text in plain for m in re.finditer(pattern, text))


def outermost_of(text):
    """The spans that stand in no other."""
    return [span for span in spans_of(text).spans if span.parent < 0]


# What the parameters of a call are.


def call_at(text, spans, number):
    """`templates.read_call` by the library."""
    span = spans[number]
    node = parsed(text[span.start : span.end]).nodes[0]
    if not isinstance(node, Template):
        raise UnreadableCallError("this is not a call to the library")
    written = []
    for parameter in node.params:
        raw = f"|{parameter}"
        name = without_comments(parameter.name).strip() if parameter.showkey else None
        written.append(Written(raw, name, str(parameter.value)))
    return call_of(span, number, str(node.name), written)


def without_comments(code):
    return "".join(str(node) for node in code.nodes if not isinstance(node, Comment))


# What a value shows.


class Shown:
    """What is collected on the way through a value's nodes."""

    def __init__(self, keeps_footnotes=True):
        self.link = None
        self.code = None
        self.unknown = []
        self.footnotes = []
        self.keeps_footnotes = keeps_footnotes

    def text(self, code):
        return "".join(self.node(node) for node in code.nodes)

    def node(self, node):
        if isinstance(node, Text | HTMLEntity):
            return str(node)
        if isinstance(node, Wikilink):
            return self.wikilink(node)
        if isinstance(node, Template):
            return self.template(node)
        if isinstance(node, Tag):
            return self.tag(node)
        if isinstance(node, ExternalLink):
            address = self.text(node.url)
            return address if node.title is None else self.text(node.title)
        if isinstance(node, Argument):
            return "" if node.default is None else self.text(node.default)
        if isinstance(node, Heading):
            return "=" * node.level + self.text(node.title) + "=" * node.level
        return ""

    def wikilink(self, node):
        title = without_comments(node.title)
        if values.HIDDEN_LINKS.match(title):
            return ""
        if self.link is None:
            self.link = tidy(title.removeprefix(":"))
        label = self.text(node.text) if node.text is not None else ""
        shown = label if label.strip() else self.text(node.title).strip().removeprefix(":")
        return f"&#{ord(shown[0])};{shown[1:]}" if shown[:1] in ("*", "#", ":", ";") else shown

    def template(self, node):
        name = tidy_name(node)
        rule = rule_for(name)
        if rule is None:
            self.unknown.append(name)
            return ""
        arguments = Arguments(self, node, name)
        if rule is FOOTNOTES:
            if name_key(name) in EXPLANATIONS and arguments.values.get("1"):
                self.footnote(str(arguments.values["1"]).strip())
            return ""
        shown = rule(arguments)
        self.code = self.code or shown.code
        if self.link is None and shown.link:
            self.link = tidy(shown.link)
        return shown.text

    def tag(self, node):
        name = str(node.tag).strip().lower()
        contents = "" if node.contents is None else str(node.contents)
        if node.wiki_markup:
            return str(node)
        if name in LIVE_TAGS:
            if not values._CITATION.search(contents):
                self.footnote(contents)
            return ""
        if name in VERBATIM_TAGS:
            shows = name in ("nowiki", "pre")
            return html.escape(html.unescape(contents)) if shows else ""
        if name in ("br", "hr"):
            return " "
        inside = "" if node.contents is None else self.text(node.contents)
        if any(HIDES.search(str(attribute)) for attribute in node.attributes):
            return ""
        if name in ("s", "del", "strike"):
            return f"~~{inside}~~"
        # Whether a superscript is a mark depends on what stands around it, tags too.
        return f"<{name}>{inside}</{name}>"

    def footnote(self, wikitext):
        if self.keeps_footnotes and len(wikitext) < 2_000:
            text = without_markup(Shown(keeps_footnotes=False).text(parsed(wikitext)))
            if text:
                self.footnotes.append(text)


class Arguments:
    """What an inline rule sees of a call."""

    def __init__(self, shown, node, name):
        self.shown = shown
        self.name = name
        self.after_colon = name.partition(":")[2].strip()
        self.values = {without_comments(p.name).strip(): p.value for p in node.params}
        self.rendered = {}

    def get(self, *names):
        for name in names:
            if name in self.values and name not in self.rendered:
                self.rendered[name] = self.shown.text(self.values[name]).strip()
            if self.rendered.get(name):
                return self.rendered[name]
        return ""

    def positional(self):
        numbers = [int(n) for n in self.values if re.fullmatch("[1-9]|[1-3][0-9]", n)]
        return [self.get(str(n)) for n in range(1, max(numbers, default=0) + 1)]


def tidy_name(node):
    return re.sub(r"[\s_]+", " ", without_comments(node.name)).strip()


def tidy(text):
    return values._tidy(text)


@lru_cache(maxsize=100_000)
def value_of(wikitext):
    """`values.render` by the library."""
    shown = Shown()
    code = parsed(wikitext)
    # Emphasis and lists, which the library was told to leave, and tags that are never closed.
    text = without_markup(shown.text(code))
    if not text and shown.unknown:
        text = " ".join(without_comments(code).split())
    return Value(text, shown.link, shown.code, tuple(shown.unknown), tuple(shown.footnotes))
