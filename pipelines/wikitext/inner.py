"""The calls inside a call, a link or a footnote that nobody reads as calls of their own.

A flag in a team's cell, a date, a citation: each has its line in the ledger and nothing else.
They are found once for each distinct text, so that a page needs no span for them. A text
that holds a call of a family, or one that may bring in a table, is told apart: it is scanned.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.wikitext.families import family_of
from pipelines.wikitext.not_football import is_not_football
from pipelines.wikitext.templates import Written, name_key, written_name
from pipelines.wikitext.values import rule_for

_MARK = re.compile(
    r"<!--(?:[^-]++|-(?!->))*+-->|\{\{(?P<name>[^{}|<\[\]]*+)(?P<plain>(?=[|}]))?|\}\}"
    r"|<(?P<close>/?)(?i:ref)(?=[\s/>])[^<>]*+>(?P<empty>(?<=/>))?",
)
_FLAT = re.compile(r"\{\{([^{}|<\[\]]{0,200}+)(?:\|[^{}]*+)?\}\}")
_LONGEST_NAME = 200
_WITH_ARGUMENT = re.compile(r"(#(?!invoke:)[\w-]{1,30}:|[A-Z]{4,30}:|formatnum:|plural:).", re.I)


# A call by its place in the text: offset, end, first and last line counted from 0, name, how many
# calls of the text are around it, and whether it is rendered with the value it stands in and
# shares that value's fate. A plain tuple, as there are thousands on a page.
InnerCall = tuple[int, int, int, int, str, int, bool]

# What `inner_calls` answers for a text that holds a call to be read for itself.
TO_BE_SCANNED: tuple[InnerCall, ...] = ((0, 0, 0, 0, "", 0, False),)


def inner_of(parameter: Written) -> list[tuple[int, tuple[InnerCall, ...]]]:
    """Where constructs with calls begin in a parameter, and their `inner_calls`.

    Found once for each distinct text. If one has to be scanned, the last answer is TO_BE_SCANNED.
    """
    found = parameter.inner
    if found is None:
        found = parameter.inner = _calls_of(parameter)
    return found


def _calls_of(parameter: Written) -> list[tuple[int, tuple[InnerCall, ...]]]:
    at = len(parameter.raw) - len(parameter.value)
    pieces = [] if "{" in parameter.raw[:at] else parameter.pieces
    if not pieces:
        return [(0, inner_calls(parameter.raw))]
    found: list[tuple[int, tuple[InnerCall, ...]]] = []
    for before, construct in zip(pieces[::2], pieces[1::2], strict=False):
        at += len(before)
        if "{{" in construct:
            calls = _calls_of_construct(construct)
            found.append((at, calls))
            if calls is TO_BE_SCANNED:
                break
        at += len(construct)
    return found


def inner_calls(text: str) -> tuple[InnerCall, ...]:
    """The calls of a regular text in page order; TO_BE_SCANNED if one is read for itself.

    `text` is a construct or a parameter, as `regular` tells them.
    """
    if "<" not in text:
        flat = list(_FLAT.finditer(text))
        if len(flat) == text.count("{{"):
            return _flat_calls(text, flat)
    found: list[InnerCall | None] = []
    open_calls: list[tuple[int, int, str]] = []
    footnotes = 0
    for mark in _MARK.finditer(text):
        name = mark["name"]
        if name is not None:
            if mark["plain"] is None or len(name) > _LONGEST_NAME:
                return TO_BE_SCANNED
            open_calls.append((len(found), mark.start(), name))
            found.append(None)
        elif mark[0] == "}}":
            place, start, name = open_calls.pop()
            call = _inner_call(text, start, mark.end(), name, len(open_calls), footnotes > 0)
            if call is None:
                return TO_BE_SCANNED
            found[place] = call
        elif mark[0][1] != "!" and mark["empty"] is None:
            footnotes += -1 if mark["close"] else 1
    return tuple(call for call in found if call is not None and call[4])


_calls_of_construct = lru_cache(maxsize=8_192)(inner_calls)


def _flat_calls(text: str, flat: list[re.Match[str]]) -> tuple[InnerCall, ...]:
    """The same for a text whose calls hold no calls."""
    found: list[InnerCall] = []
    for match in flat:
        call = _inner_call(text, match.start(), match.end(), match[1], 0, False)
        if call is None:
            return TO_BE_SCANNED
        if call[4]:
            found.append(call)
    return tuple(found)


def _inner_call(
    text: str, start: int, end: int, raw_name: str, depth: int, in_footnote: bool
) -> InnerCall | None:
    name, fate = _name_and_fate(raw_name)
    if fate is None:
        return None
    first = text.count("\n", 0, start)
    last = first + text.count("\n", start, end - 1)
    return (start, end, first, last, name, depth, fate and not in_footnote)


@lru_cache(maxsize=8_192)
def _name_and_fate(raw_name: str) -> tuple[str, bool | None]:
    """Name for the ledger; True for an inline call, False for no football, None for any other."""
    name = written_name(raw_name)
    key = name_key(name)
    if not name:
        return "", False
    if family_of(key) is not None:
        return name, None
    if is_not_football(key):
        return ledger_name(name), False
    return ledger_name(name), True if rule_for(name) is not None else None


@lru_cache(maxsize=8_192)
def ledger_name(name: str) -> str:
    """The name without the argument of a parser function, so that its calls count together."""
    found = _WITH_ARGUMENT.match(name)
    is_function = found is not None and (name[0] == "#" or found[1].isupper() or name[0] in "fp")
    return found[1] if found and is_function else name
