"""One template call → its name and its ordered parameters.

A regular call is split where its bars stand. Any other goes to mwparserfromhell, which only this
file uses. What the call contains (nested calls, links, comments, tags) is blanked out character for
character before the library sees it, so it splits a flat call: its answer cannot depend on broken
markup inside a value, its time stays proportional to the length, and every offset in its answer is
an offset in the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import mwparserfromhell
from mwparserfromhell.nodes import Template

from pipelines.wikitext.regular import constructs, inside, parameters_of
from pipelines.wikitext.spans import Span

MAX_CALL_LENGTH = 400_000  # characters; a double round robin of 30 clubs with links needs 100,000
MAX_PARAMETERS = 6_000  # the same round robin has 1,100
MAX_DEPTH = 40  # calls inside calls; MediaWiki itself stops expanding at 40

_STRAY = str.maketrans(dict.fromkeys("[]{}<>", "x"))
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SPACES = re.compile(r"[\s_]+")
_PLAIN_KEY = re.compile(r"\|([^=\[{<]*+)=")
_PREFIX = re.compile(r"^(?:(?:template|plantilla|subst|safesubst|msgnw)\s*:\s*)+", re.I)


class Parameter(NamedTuple):
    """`name` trimmed; `value` the wikitext as written, not trimmed; offsets in the page's text."""

    name: str
    value: str
    start: int
    end: int
    is_positional: bool = False


class Call(NamedTuple):
    """A call as written. `parameters` keeps the order and the duplicates of the page."""

    name: str
    key: str
    parameters: tuple[Parameter, ...]
    start: int
    end: int
    span: int
    in_force: dict[str, Parameter]

    def last(self, name: str) -> Parameter | None:
        """The parameter in force: where a name is given twice, MediaWiki takes the last."""
        return self.in_force.get(name)

    def positional(self) -> list[str]:
        """Values of 1, 2, 3 … up to the first gap, trimmed."""
        values = {p.name: p.value.strip() for p in self.parameters if p.name.isdigit()}
        found: list[str] = []
        while (value := values.get(str(len(found) + 1))) is not None:
            found.append(value)
        return found


class UnreadableCallError(Exception):
    """The call is past a bound or is not a call to the library; the message says which."""


def without_comments(text: str) -> str:
    """The text without `<!-- … -->`; an unclosed comment reaches to the end."""
    return _COMMENT.sub("", text) if "<!--" in text else text


@lru_cache(maxsize=8_192)
def written_name(raw: str) -> str:
    """The name as written, comments removed and white space (underscores too) made single."""
    return _SPACES.sub(" ", without_comments(raw)).strip()


@lru_cache(maxsize=8_192)
def name_key(name: str) -> str:
    """What recognises a template: no namespace, no spaces, lower case (`footballbox`).

    Template and module names ignore the case of their first letter and take `_` for a space;
    editors and redirects vary the rest, so the whole name is compared without case and space.
    """
    return _PREFIX.sub("", name).replace(" ", "").lower()


def call_name(text: str, span: Span) -> str:
    """Name of the call in `span` without reading its parameters (cheap, for the ledger)."""
    body = text[span.body_start : min(span.body_end, span.body_start + 500)]
    body = without_comments(body)
    bar = body.find("|")
    return written_name(body if bar < 0 else body[:bar])[:200]


def read_call(text: str, spans: list[Span], number: int) -> Call:
    """Split the call in `spans[number]` into parameters.

    Raises UnreadableCallError for a call that is longer than MAX_CALL_LENGTH, has more than
    MAX_PARAMETERS parameters, or whose name no wiki would accept.
    """
    span = spans[number]
    if span.end - span.start > MAX_CALL_LENGTH:
        raise UnreadableCallError(f"the call is longer than {MAX_CALL_LENGTH} characters")
    split = parameters_of(text, span.body_start, span.body_end)
    if split is None or not split[0].strip():
        name, parameters = _split_by_library(text, spans, span)
    else:
        name, parameters = _split_regular(span.body_start, *split)
    in_force = {parameter.name: parameter for parameter in parameters}
    return Call(name, name_key(name), tuple(parameters), span.start, span.end, number, in_force)


def _too_many() -> UnreadableCallError:
    return UnreadableCallError(f"the call has more than {MAX_PARAMETERS} parameters")


def _split_regular(position: int, name: str, written: list[str]) -> tuple[str, list[Parameter]]:
    """Parameters of a call that is regular: what stands between its bars is their text."""
    if len(written) > MAX_PARAMETERS:
        raise _too_many()
    parameters: list[Parameter] = []
    position += len(name)
    unnamed = 0
    for raw in written:
        end = position + len(raw)
        given, value = _name_and_value(raw)
        if given is None:
            unnamed += 1
            parameters.append(Parameter(str(unnamed), value, position + 1, end, True))
        else:
            parameters.append(Parameter(given, value, position + 1, end))
        position = end
    return written_name(name), parameters


@lru_cache(maxsize=32_768)
def _name_and_value(raw: str) -> tuple[str | None, str]:
    """`|name=value` → both; the name is None where none is given."""
    plain = _PLAIN_KEY.match(raw)
    if plain:
        return plain[1].strip(), raw[plain.end() :]
    flat = raw
    for match in constructs(raw) or ():
        flat = flat[: match.start()] + "x" * len(match[0]) + flat[match.end() :]
    equals = flat.find("=")
    if equals < 0:
        return None, raw[1:]
    return without_comments(raw[1:equals]).strip(), raw[equals + 1 :]


def _split_by_library(text: str, spans: list[Span], span: Span) -> tuple[str, list[Parameter]]:
    flat = _flattened(text, spans, span)
    if flat.count("|") > MAX_PARAMETERS:
        raise _too_many()
    nodes = mwparserfromhell.parse(flat, skip_style_tags=True).nodes
    if len(nodes) != 1 or not isinstance(nodes[0], Template):
        raise UnreadableCallError("this is not a well-formed template call")
    node = nodes[0]
    position = span.body_start + len(str(node.name))
    name = written_name(text[span.body_start : position])
    parameters: list[Parameter] = []
    for item in node.params:
        start = position + 1
        if item.showkey:
            equals = start + len(str(item.name))
            end = equals + 1 + len(str(item.value))
            given = without_comments(text[start:equals]).strip()
            parameters.append(Parameter(given, text[equals + 1 : end], start, end))
        else:
            end = start + len(str(item.value))
            parameters.append(
                Parameter(str(item.name).strip(), text[start:end], start, end, is_positional=True)
            )
        position = end
    return name, parameters


def _flattened(text: str, spans: list[Span], span: Span) -> str:
    pieces: list[str] = []
    position = span.body_start
    for child in inside(text, spans, span):
        pieces.append(text[position : child.start].translate(_STRAY))
        pieces.append("x" * (child.end - child.start))
        position = child.end
    pieces.append(text[position : span.body_end].translate(_STRAY))
    # A line break at the very start of the name would stop the library, not a wiki.
    return "{{" + "".join(pieces).replace("\n", " ") + "}}"
