"""Scorers of a match box → goal rows, checked against the score.

Own goals are listed under the club that profits, so the side of a goal is simply the list it
stands in. Cards, substitutions and shoot-out kicks stand in the same lists and are no goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.regular import outermost_spans, pieces_of
from pipelines.wikitext.spans import LINK, TEMPLATE, scan
from pipelines.wikitext.templates import (
    Call,
    UnreadableCallError,
    call_name,
    name_key,
    read_call,
)
from pipelines.wikitext.values import render

GOAL_TEMPLATES = ("goal", "gol", "goals", "fbgoal")
NO_GOAL_TEMPLATES = (
    *("yel", "sentoff", "sendoff", "red", "redcard", "yellowcard", "yelred", "syc", "subon"),
    *("suboff", "pengoal", "penmiss", "penscored", "penmissed", "inj"),
)

_MINUTE = re.compile(r"(\d{1,3})(?:\s*['’′])?\s*(?:\+\s*(\d{1,2}))?\s*['’′]?")
# 23', 45+2', 90+1' (pen.), 12 (o.g.): a minute with its mark, or with nothing but a remark.
_TYPED = re.compile(
    r"(?<![\d–-])(\d{1,3})(?:['’′]?\s*\+\s*(\d{1,2}))?\s*(?:['’′]|(?=\s*(?:,|$|\()))"
    r"\s*(?:\(([^()]{1,20})\))?"
)
_OWN_GOAL = re.compile(r"\bo\.?\s?g\b|own|e\.?\s?c\b|autog|csc|eigentor|p\.p\.", re.I)
_PENALTY = re.compile(r"\bp\.?\b|pen|elfm|rig|\(p", re.I)
_ENTRY = re.compile(r"(?:\n|<br\s{0,5}/?\s{0,5}>|;)+", re.I)
# A second entry, a list mark that space may have kept from being one, markup.
_NOT_PLAIN = re.compile(r"\n|;|<|^[#:]")
_LISTS = ("goals1", "goals2")
_SCORE = re.compile(r"(?<!\d)(\d{1,2})\s*[–−—‐:-]\s*(\d{1,2})(?!\d)")
_NOT_PLAYED_OUT = re.compile(r"award|w\s*/\s*o|walkover|forfeit|awd|~~", re.I)
_BEFORE_NAME = " ,;:*"
_BEHIND_NAME = " ,;:'’′()*"


class Goal(NamedTuple):
    """One goal; `kind` is goal, penalty or own_goal."""

    scorer: str | None
    scorer_link: str | None
    minute: int | None
    stoppage: int | None
    kind: str


def read_goals(source: Source, call: Call, match_no: int, score: str | None) -> int:
    """One row for each goal that is listed; a list that contradicts the score is an issue."""
    counts = [0, 0]
    rows: list[Row] = []
    reading = source.reading
    for side, name in enumerate(_LISTS):
        parameter = call.in_force.get(name)
        if parameter is None or not parameter.value or parameter.value.isspace():
            continue
        goals = goals_in(parameter.value, parameter.pieces)
        if not goals:
            _report_unread(source, call, name)
            continue
        counts[side] = len(goals)
        first, last = source.parameter_lines(call, name)
        rows += [
            {
                "page_id": reading.page_id,
                "content_sha256": reading.content_sha256,
                "line_start": first,
                "line_end": last,
                "match_no": match_no,
                "goal_no": goal_no,
                "side": side + 1,
                "scorer": scorer,
                "scorer_link": scorer_link,
                "minute": minute,
                "stoppage": stoppage,
                "kind": kind,
            }
            for goal_no, (scorer, scorer_link, minute, stoppage, kind) in enumerate(
                goals, sum(counts) - len(goals) + 1
            )
        ]
    if rows:
        reading.rows["goals"] += rows
        _check(source, call, counts, score or "")
    return len(rows)


def goals_in(wikitext: str, pieces: list[str] | None = None) -> list[Goal]:
    """The goals of one list, in its order. A scorer without a minute is one goal.

    `pieces` is the list cut at its constructs, where that is at hand.
    """
    goals = _plain_goals(pieces_of(wikitext) or [] if pieces is None else pieces)
    if goals is None:
        goals = [goal for entry in _entries(wikitext) for goal in _entry_goals(entry)]
    return goals


def _plain_goals(pieces: list[str]) -> list[Goal] | None:
    """The goals of a list in the usual form, one name and one call a line; else None."""
    if not pieces:
        return None
    goals: list[Goal] = []
    before = pieces[0]
    for construct, after in zip(pieces[1::2], pieces[2::2], strict=True):
        if construct[1] != "{":
            before += construct + after
            continue
        scorer, times = _scorer(before), _times(construct)
        if scorer is None or times is None or not (scorer[2] or not goals):
            return None
        goals += [Goal(scorer[0], scorer[1], *when) for when in times]
        before = after
    return goals if not before or before.isspace() else None


@lru_cache(maxsize=8_192)
def _scorer(wikitext: str) -> tuple[str | None, str | None, bool] | None:
    """Name and link of what stands before a call, and whether it begins a line.

    None for what is not just a name.
    """
    name = wikitext.lstrip()
    if _NOT_PLAIN.search(name):
        return None
    value = render(name)
    scorer = _name(value.text)
    begins_line = "\n" in wikitext[: len(wikitext) - len(name)]
    return scorer, value.link if scorer else None, begins_line


@lru_cache(maxsize=8_192)
def _times(call: str) -> tuple[tuple[int | None, int | None, str], ...] | None:
    """Minute, stoppage time and kind of each goal of one call; None for any other template."""
    spans = scan(call).spans
    if name_key(call_name(call, spans[0])) not in GOAL_TEMPLATES:
        return None
    try:
        pairs = _pairs(read_call(call, spans, 0))
    except UnreadableCallError:
        pairs = [("", "")]
    return tuple(_goal(None, None, minute, remark)[2:] for minute, remark in pairs)


def _entries(wikitext: str) -> Iterator[str]:
    """The lines of a list; a break inside a call or a footnote does not end a line."""
    pieces: list[str] = []
    position = 0
    for span in outermost_spans(wikitext):
        pieces += (wikitext[position : span.start], "x" * (span.end - span.start))
        position = span.end
    pieces.append(wikitext[position:])
    position = 0
    for cut in _ENTRY.finditer("".join(pieces)):
        yield wikitext[position : cut.start()]
        position = cut.end()
    yield wikitext[position:]


def _entry_goals(entry: str) -> list[Goal]:
    parts, tail, has_card = _parts(entry)
    if parts:
        return _template_goals(parts, tail)
    value = render(entry)
    found = list(_TYPED.finditer(value.text))
    if found:
        return _typed_goals(value.text, _links(entry), found)
    name = _name(value.text)
    return [_goal(name, value.link, "", "")] if name and not has_card else []


def _parts(entry: str) -> tuple[list[tuple[str, list[tuple[str, str]]]], str, bool]:
    """The goal templates of a line, each with the text before it; the rest; is there a card?"""
    spans = scan(entry).spans
    parts: list[tuple[str, list[tuple[str, str]]]] = []
    position = 0
    has_card = False
    for number, span in enumerate(spans):
        if span.parent >= 0 or span.kind != TEMPLATE:
            continue
        key = name_key(call_name(entry, span))
        has_card = has_card or key in NO_GOAL_TEMPLATES
        if key in GOAL_TEMPLATES:
            try:
                pairs = _pairs(read_call(entry, spans, number))
            except UnreadableCallError:
                pairs = [("", "")]
            parts.append((entry[position : span.start], pairs))
            position = span.end
    return parts, entry[position:], has_card


def _template_goals(parts: list[tuple[str, list[tuple[str, str]]]], tail: str) -> list[Goal]:
    """Each call's scorer stands before it, else it is the scorer of the call before; in some

    lists the name follows the call.
    """
    goals: list[Goal] = []
    name, link = None, None
    for before, pairs in parts:
        value = render(before)
        if _name(value.text):
            name, link = _name(value.text), value.link
        elif name is None:
            value = render(tail)
            name, link = _name(value.text), value.link
        goals.extend(_goal(name, link, minute, remark) for minute, remark in pairs)
    return goals


def _name(text: str) -> str | None:
    """A scorer's name without what surrounds it; None for a dash or nothing."""
    name = text.rstrip(_BEHIND_NAME).lstrip(_BEFORE_NAME)
    return name if name.isalpha() or any(map(str.isalpha, name)) else None


def _pairs(call: Call) -> list[tuple[str, str]]:
    """`{{goal|23||80|pen.}}` → (23, ''), (80, 'pen.'); an empty call is a goal without a minute."""
    values: dict[int, str] = {}
    for parameter in call.parameters:
        if parameter.name.isdecimal() and len(parameter.name) < 3:
            values[int(parameter.name)] = render(parameter.value).text
    last = max(values, default=0)
    pairs: list[tuple[str, str]] = []
    for n in range(1, last + 1, 2):
        # Some editors put all minutes into one argument: `{{goal|35, 48}}`.
        minutes = [m for m in re.split(r"\s*[,;/&]\s*", values.get(n, "")) if m]
        remark = values.get(n + 1, "")
        pairs += [(minute, "") for minute in minutes[:-1]]
        if minutes or remark:
            pairs.append((minutes[-1] if minutes else "", remark))
    return pairs or [("", "")]


def _links(entry: str) -> dict[str, str]:
    """Label → target of the links of a line."""
    values = [render(entry[s.start : s.end]) for s in scan(entry).spans if s.kind == LINK]
    return {value.text: value.link for value in values if value.link}


def _typed_goals(text: str, links: dict[str, str], found: list[re.Match[str]]) -> list[Goal]:
    """`Pérez 23', 45+2' (pen.), López 60'`: the name stands before its minutes, else behind."""
    goals: list[Goal] = []
    scorer = _name(text[found[-1].end() :]) if not _name(text[: found[0].start()]) else None
    position = 0
    for match in found:
        scorer = _name(text[position : match.start()]) or scorer
        minute = match[1] + (f"+{match[2]}" if match[2] else "")
        goals.append(_goal(scorer, links.get(scorer or ""), minute, match[3] or ""))
        position = match.end()
    return goals


def _goal(scorer: str | None, link: str | None, minute: str, remark: str) -> Goal:
    found = _MINUTE.match(minute.strip())
    kind = "goal"
    if _OWN_GOAL.search(f"{remark} {minute}"):
        kind = "own_goal"
    elif _PENALTY.search(f"{remark} {minute}"):
        kind = "penalty"
    return Goal(
        scorer,
        link,
        int(found[1]) if found else None,
        int(found[2]) if found and found[2] else None,
        kind,
    )


def _report_unread(source: Source, call: Call, name: str) -> None:
    parameter = call.last(name)
    assert parameter is not None
    entries = [e for e in _entries(parameter.value) if not _parts(e)[2]]
    if any(re.search(r"[\w?]", render(entry).text) for entry in entries):
        source.issue(
            "warning",
            "goals_not_read",
            f"`{parameter.name}` has a text but no goal could be read from it.",
            parameter.start,
            parameter.end,
        )


@lru_cache(maxsize=1_024)
def _goals_of(score: str) -> list[int] | None:
    """The goals of both sides as a score tells them; None where it is none, or none of a game."""
    found = _SCORE.search(score)
    if found is None or _NOT_PLAYED_OUT.search(score):
        return None
    return [int(found[1]), int(found[2])]


def _check(source: Source, call: Call, counts: list[int], score: str) -> None:
    """A box that lists goals should list as many as its score says, on both sides."""
    expected = _goals_of(score)
    if expected is not None and counts != expected:
        source.issue(
            "warning",
            "goals_contradict_score",
            f"The score is {expected[0]}–{expected[1]}, but {counts[0]} and {counts[1]} goals are"
            " listed. Complete the list of scorers or correct the score.",
            call.start,
            call.end,
        )
