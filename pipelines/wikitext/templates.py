"""One template call → its name and its ordered parameters.

A regular call is split where its bars stand, and so is any other that holds no address; the rest go
to mwparserfromhell, which only this file uses. What the call contains (nested calls, links,
comments, tags) is blanked out character for character before it is split, so the answer cannot
depend on broken markup inside a value, the time stays proportional to the length, and every offset
in the answer is an offset in the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import mwparserfromhell
from mwparserfromhell.nodes import Template

from pipelines.wikitext.regular import inside, parameters_of, pieces_of, pieces_of_regular
from pipelines.wikitext.spans import Span

if TYPE_CHECKING:
    from pipelines.wikitext.inner import InnerCall
    from pipelines.wikitext.values import Value

MAX_CALL_LENGTH = 400_000  # characters; a double round robin of 30 clubs with links needs 100,000
MAX_PARAMETERS = 6_000  # the same round robin has 1,100
_REMEMBERED = 16_384  # parameters
MAX_DEPTH = 40  # calls inside calls; MediaWiki itself stops expanding at 40

_STRAY = str.maketrans(dict.fromkeys("[]{}<>", "x"))
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_SPACES = re.compile(r"[\s_]+")
_PREFIX = re.compile(r"^(?:(?:template|plantilla|subst|safesubst|msgnw)\s*:\s*)+", re.I)


class Parameter(NamedTuple):
    """`name` trimmed; `value` the wikitext as written, not trimmed; offsets in the page's text."""

    name: str
    value: str
    start: int
    end: int
    is_positional: bool = False


class Written:
    """A parameter as written, `|name=value`; `name` is None where none is given.

    There is one object for each distinct text, however many calls hold it; `plain` and `inner` keep
    what was made of it (see `values.plain_of`, `inner.inner_of`). `is_regular` tells that it is of
    a call that `regular.parameters_of` can split.
    """

    __slots__ = ("_pieces", "inner", "is_regular", "name", "plain", "raw", "value")

    def __init__(self, raw: str, name: str | None, value: str, is_regular: bool = False) -> None:
        """Keep the four; nothing is made of them yet."""
        self.raw = raw
        self.name = name
        self.value = value
        self.is_regular = is_regular
        self.plain: Value | None = None
        self.inner: list[tuple[int, tuple[InnerCall, ...]]] | None = None if "{{" in raw else []
        self._pieces: list[str] | None = None

    @property
    def pieces(self) -> list[str]:
        """The value cut at its constructs, see `regular.pieces_of`; empty if it is not regular."""
        pieces = self._pieces
        if pieces is None:
            cut = pieces_of_regular if self.is_regular else pieces_of
            pieces = self._pieces = cut(self.value) or []
        return pieces


class Call:
    """A call as written. `written` keeps the order and the duplicates of the page.

    `in_force` has the parameters by name: where one is given twice, MediaWiki takes the last.
    `starts` has the place of each parameter in the page's text, which is where its bar stands, and
    behind them the place where the last one ends.
    """

    __slots__ = ("_are_all_named", "_by_name", "_parameters", "end", "in_force", "key", "name",
                 "span", "start", "starts", "written")  # fmt: skip

    def __init__(
        self, name: str, span: Span, number: int, starts: list[int], written: list[Written]
    ) -> None:
        """A call in span `number`."""
        self.name = name
        self.key = name_key(name)
        self.start = span.start
        self.end = span.end
        self.span = number
        self.starts = starts
        self.written = written
        in_force = {parameter.name: parameter for parameter in written}
        self._are_all_named = None not in in_force
        self.in_force: dict[str, Written] = (
            in_force  # type: ignore[assignment]
            if self._are_all_named
            else dict(zip(self.names(), written, strict=True))
        )
        self._parameters: tuple[Parameter, ...] | None = None
        self._by_name: dict[str, Parameter] = {}

    def names(self) -> list[str]:
        """The names of all parameters in order; 1, 2, 3 … for those without."""
        if self._are_all_named and len(self.in_force) == len(self.written):
            return list(self.in_force)
        names: list[str] = []
        unnamed = 0
        for parameter in self.written:
            if parameter.name is None:
                unnamed += 1
                names.append(str(unnamed))
            else:
                names.append(parameter.name)
        return names

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """All parameters in order, with their places."""
        if self._parameters is None:
            found: list[Parameter] = []
            for number, (name, written) in enumerate(zip(self.names(), self.written, strict=True)):
                start, end = self.starts[number] + 1, self.starts[number + 1]
                found.append(Parameter(name, written.value, start, end, written.name is None))
            self._parameters = tuple(found)
            self._by_name = {parameter.name: parameter for parameter in found}
        return self._parameters

    def last(self, name: str) -> Parameter | None:
        """The parameter in force of this name, with its place."""
        if name not in self.in_force:
            return None
        return self._by_name[name] if self.parameters else None

    def extent(self, name: str) -> tuple[int, int]:
        """Where the parameter in force of this name stands in the page's text, with its bar.

        Blanks and comments at its end are left out. Raises KeyError for one that is not given.
        """
        parameter = self.in_force[name]
        place = self.written.index(parameter)
        if len(self.in_force) < len(self.written):  # the last of equal ones is in force
            place = len(self.written) - 1 - self.written[::-1].index(parameter)
        start = self.starts[place]
        return start, start + content_length(parameter.raw)

    def extents(self) -> list[tuple[int, int]]:
        """The same of all parameters in order."""
        placed = zip(self.starts, self.written, strict=False)
        return [(start, start + content_length(written.raw)) for start, written in placed]

    def positional(self) -> list[str]:
        """Values of 1, 2, 3 … up to the first gap, trimmed."""
        found: list[str] = []
        while (written := self.in_force.get(str(len(found) + 1))) is not None:
            found.append(written.value.strip())
        return found


class UnreadableCallError(Exception):
    """The call is past a bound or is not a call to the library; the message says which."""


def without_comments(text: str) -> str:
    """The text without `<!-- … -->`; an unclosed comment reaches to the end."""
    return _COMMENT.sub("", text) if "<!--" in text else text


def content_length(text: str) -> int:
    """How long the text is without the blanks and comments at its end."""
    shown = text.rstrip()
    if not shown.endswith("-->"):
        return len(shown)
    length = len(shown)
    for comment in reversed(list(_COMMENT.finditer(shown))):
        if comment.end() != length:
            break
        length = len(shown[: comment.start()].rstrip())
    return length


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
    start, end = span.body_start, min(span.body_end, span.body_start + 500)
    bar = text.find("|", start, end)
    name = text[start : end if bar < 0 else bar]
    if "<!--" in name:  # the bar may stand in the comment
        name = without_comments(text[start:end]).partition("|")[0]
    return written_name(name)[:200]


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
        written = _split_by_library(text, spans, span)
        name = text[span.body_start : span.body_end - sum(len(w.raw) for w in written)]
    else:
        name, written = split[0], list(map(written_parameter, split[1]))
    return call_of(span, number, name, written)


def call_of(
    span: Span, number: int, name: str, written: list[Written], starts: list[int] | None = None
) -> Call:
    """The call of span `number` from its name and its parameters as written.

    `starts` is for who has it at hand, see `Call`. Raises UnreadableCallError for more than
    MAX_PARAMETERS parameters.
    """
    if len(written) > MAX_PARAMETERS:
        raise UnreadableCallError(f"the call has more than {MAX_PARAMETERS} parameters")
    if starts is None:
        starts = starts_of(span.body_start + len(name), [parameter.raw for parameter in written])
    return Call(written_name(name), span, number, starts, written)


def starts_of(position: int, parameters: list[str]) -> list[int]:
    """Where each of these parameters begins if the first does at `position`; the last one's end."""
    return list(accumulate(map(len, parameters), initial=position))


def _made_of(raw: str) -> Written:
    """The parameter of a regular call that is written so."""
    key, equals, value = raw.partition("=")
    if "{" in key or "[" in key or "<" in key:
        pieces = pieces_of_regular(raw)
        pieces[1::2] = ["x" * len(construct) for construct in pieces[1::2]]
        return _written(raw, "".join(pieces).find("="), is_regular=True)
    return (
        Written(raw, key[1:].strip(), value, True) if equals else Written(raw, None, raw[1:], True)
    )


class _Memory(dict[str, Written]):
    """Parameters by their text, each made when it is first asked for; emptied when it is full."""

    def __missing__(self, raw: str) -> Written:
        if len(self) >= _REMEMBERED:
            self.clear()
        made = self[raw] = _made_of(raw)
        return made


# `|name=value` of a regular call, as `regular.parameters_of` gives it → the parameter.
written_parameter = _Memory().__getitem__


@lru_cache(maxsize=8_192)
def split_call(text: str) -> tuple[str, list[Written]] | None:
    """Name and parameters of a call that stands in a value; None if it is not regular."""
    split = parameters_of(text, 2, len(text) - 2)
    return split and (split[0], list(map(written_parameter, split[1])))


def _written(raw: str, equals: int, *, is_regular: bool) -> Written:
    if equals < 0:
        return Written(raw, None, raw[1:], is_regular)
    name = without_comments(raw[1:equals]).strip()
    return Written(raw, name, raw[equals + 1 :], is_regular)


def _split_by_library(text: str, spans: list[Span], span: Span) -> list[Written]:
    flat = _flattened(text, spans, span)
    if flat.count("|") > MAX_PARAMETERS:
        raise UnreadableCallError(f"the call has more than {MAX_PARAMETERS} parameters")
    # Without a colon or slashes there is no address, and nothing but bars can split the call.
    is_plain = ":" not in flat and "//" not in flat
    name, *parameters = flat[2:-2].split("|") if is_plain else _pieces_by_library(flat)
    if not name.strip():
        raise UnreadableCallError("this is not a well-formed template call")
    position = span.body_start + len(name)
    written: list[Written] = []
    for piece in parameters:
        length = 1 + len(piece)
        equals = 1 + piece.find("=")
        written.append(_written(text[position : position + length], equals or -1, is_regular=False))
        position += length
    return written


def _pieces_by_library(flat: str) -> list[str]:
    nodes = mwparserfromhell.parse(flat, skip_style_tags=True).nodes
    if len(nodes) != 1 or not isinstance(nodes[0], Template):
        return [""]
    return [str(nodes[0].name), *map(str, nodes[0].params)]


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
