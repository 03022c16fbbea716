"""One list of scorers → goals.

Own goals are listed under the club that profits, so the side of a goal is simply the list it
stands in. Cards, substitutions and shoot-out kicks stand in the same lists and are no goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

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

GOAL_TEMPLATES = ("goal", "gol", "goals", "fbgoal", "goldengoal", "silvergoal")
NO_GOAL_TEMPLATES = (
    *("yel", "sentoff", "sendoff", "red", "redcard", "yellowcard", "yelred", "syc", "subon"),
    *("suboff", "pengoal", "penmiss", "penscored", "penmissed", "missedpenalty"),
    *("penaltymissed", "inj"),
)

_AND = r"(?:and|y|e|und|et|&)"
_MINUTE = re.compile(r"(\d{1,3})(?:\s*['’′])?\s*(?:\+\s*(\d{1,2}))?\s*['’′]?")
# 23', 45+2', 90+1' (pen.), 12 (o.g.): a minute with its mark, or with nothing but a remark.
_TYPED = re.compile(
    r"(?<![\d–-])(\d{1,3})(?:['’′]?\s*\+\s*(\d{1,2}))?"
    rf"\s*(?:['’′]|(?=\s*(?:,|$|\(|{_AND}\s|pen\b|p\.|o\.?\s?g\b)))"
    r"\s*(?:\(([^()]{1,20})\)|(pen(?:alty)?\.?|p\.?|o\.?\s?g\.?)(?=\s*(?:[,)]|$)))?"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_NAME_AND_BRACKETS = re.compile(r"(.*?)\s*\(([^()]*)\)[).]*")
_NOT_IN_BRACKETS = r"(?![^()]{0,80}\))"
_NEXT_NAME = re.compile(rf"(?:,\s*|\s{_AND}\s+){_NOT_IN_BRACKETS}")
_NEXT_TIME = re.compile(rf"\s*(?:[,;/]|\s{_AND}\s)\s*")
_TIME = re.compile(
    r"(\d{1,3})\s*(['’′]|min\b\.?)?\s*(?:\+\s*(\d{1,2})\s*['’′]?)?\s*(\D{0,20})", re.I
)
_MOST_BY_ONE = 20  # no player has scored more in a match; a higher number is a minute
_GOALS = re.compile(r"(?:g[oô]a?l(?:e?s)?|buts?|tore?|reti)\.?", re.I)
_OWN_GOAL = re.compile(
    r"\bo\.?\s?g\b|\bown\b|\be\.?\s?c\b|autog|\bcsc\b|eigentor|\bp\.\s?p\.", re.I
)
_PENALTY = re.compile(
    r"\bp\b\.?+(?!\s*\w)|\bp\.?k\b|\bp[eéê]n(?:s|[aá]l(?:t\w{1,3}|idade)?)?\b|elfm"
    r"|\brig(?:or[ei])?\b",
    re.I,
)
_DIGIT = re.compile(r"\d")
_MISSED = re.compile(r"\bmiss|\bsaved\b|\bfail|\bfall|\batajad|\berrad|\bdisallow|\banul", re.I)
# `{{yel}} 76'`: the minute of a card that does not hold it.
_CARD_MINUTE = re.compile(
    r"\s*(?:\{\{\s*small\s*\||<small>)?\s*\(?\s*\d{1,3}(?!\d)(?:['’′]?\s*\+\s*\d{1,2})?"
    r"\s*['’′]?\s*\)?\s*(?:\}\}|</small>)?(?P<ends>\s*(?:,\s*(?=[^\W\d]|\[\[)|\Z))?",
    re.I,
)
_ENTRY = re.compile(r"(?:\n|<br\s{0,5}/?\s{0,5}>|;)+", re.I)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
# A second entry, a list mark that space may have kept from being one, markup.
_NOT_PLAIN = re.compile(r"\n|;|<|^[#:]")
_BEFORE_NAME = re.compile(rf"[ ,;:*)|]*(?:{_AND}(?:\s+|$))?")
_BEHIND_NAME = " ,;:'’′()*|"


class Goal(NamedTuple):
    """One goal; `kind` is goal, penalty or own_goal.

    `is_clear` is False where a number beside the name may be a minute or a count of goals; then
    the minute is not known.
    """

    scorer: str | None
    scorer_link: str | None
    minute: int | None
    stoppage: int | None
    kind: str
    is_clear: bool = True


# A goal, and how many it stands for if the number beside its scorer is a count; None if it is not.
_Listed = tuple[Goal, int | None]


def goals_in(
    wikitext: str, pieces: list[str] | None = None, expected: int | None = None
) -> list[Goal]:
    """The goals of one list, in its order. A scorer without a minute is one goal.

    `pieces` is the list cut at its constructs, where that is at hand; `expected` is how many goals
    the score gives this side, which tells a minute in brackets from a count.
    """
    goals = _plain_goals(pieces_of(wikitext) or [] if pieces is None else pieces)
    if goals is None:
        goals = _told_apart(
            [listed for entry in _entries(wikitext) for listed in _entry_goals(entry)], expected
        )
    return goals


def _told_apart(listed: list[_Listed], expected: int | None) -> list[Goal]:
    """The goals of a list where `P (2)` is one in the second minute, or two of them.

    The reading that gives the goals of the score is right if the other does not; else numbers are
    minutes where the list has other minutes. What is still open is one goal, its minute not known.
    """
    if all(count is None for _, count in listed):
        return [goal for goal, _ in listed]
    minutes = [goal for goal, _ in listed]
    counts = [
        goal if count is None else goal._replace(minute=None)
        for goal, count in listed
        for _ in range(1 if count is None else count)
    ]
    if len(counts) == expected != len(minutes):
        return counts
    has_minutes = any(count is None and goal.minute is not None for goal, count in listed)
    if has_minutes or len(minutes) == expected != len(counts):
        return minutes
    return [
        goal if count is None else goal._replace(minute=None, is_clear=False)
        for goal, count in listed
    ]


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
    if _NOT_PLAIN.search(_ENTITY.sub("", name) if "&" in name else name):
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
    return tuple(_goal(None, None, minute, remark)[2:5] for minute, remark in pairs)


def _entries(wikitext: str) -> Iterator[str]:
    """The lines of a list; what stands in a call, a footnote or an entity does not end a line."""
    pieces: list[str] = []
    position = 0
    for span in outermost_spans(wikitext):
        pieces += (wikitext[position : span.start], "x" * (span.end - span.start))
        position = span.end
    pieces.append(wikitext[position:])
    position = 0
    outside = _ENTITY.sub(lambda entity: "x" * len(entity[0]), "".join(pieces))
    for cut in _ENTRY.finditer(outside):
        yield wikitext[position : cut.start()]
        position = cut.end()
    yield wikitext[position:]


def _entry_goals(entry: str) -> list[_Listed]:
    parts, tail, has_card = _parts(entry)
    if has_card and not parts:
        entry = _without_card_minutes(entry)
    if parts:
        return [(goal, None) for goal in _template_goals(parts, tail)]
    value = render(entry)
    if "(" in value.text and not re.search(r"\d", _IN_BRACKETS.sub("", value.text)):
        listed = _bracketed_goals(value.text, _links(entry))
        return [one for one in listed if one[0].minute is not None] if has_card else listed
    found = list(_TYPED.finditer(value.text))
    if found:
        return [(goal, None) for goal in _typed_goals(value.text, _links(entry), found)]
    name = _name(value.text)
    return [(_goal(name, value.link, "", ""), None)] if name and not has_card else []


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


def _without_card_minutes(entry: str) -> str:
    """A line without the minutes that stand behind a card's call and not in it."""
    pieces: list[str] = []
    position = 0
    for span in outermost_spans(entry):
        if span.kind != TEMPLATE or name_key(call_name(entry, span)) not in NO_GOAL_TEMPLATES:
            continue
        if re.search(r"\|\s*\d{2}", entry[span.start : span.end]):
            continue
        minute = _CARD_MINUTE.match(entry, span.end)
        if minute:
            player = max(position, entry.rfind(",", position, span.start) + 1)
            has_nothing_else = minute["ends"] is not None and not _DIGIT.search(
                entry, player, span.start
            )
            pieces.append(entry[position : player if has_nothing_else else span.start])
            position = minute.end()
    return "".join([*pieces, entry[position:]])


def _template_goals(parts: list[tuple[str, list[tuple[str, str]]]], tail: str) -> list[Goal]:
    """A call's scorer stands before it or before an earlier call; some lists name it behind."""
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
    found = _BEFORE_NAME.match(text)
    whole = text[found.end() if found else 0 :]
    name = whole.rstrip(_BEHIND_NAME)
    if whole[len(name) :].startswith(")") and name.count("(") > name.count(")"):
        name += ")"
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


def _bracketed_goals(text: str, links: dict[str, str]) -> list[_Listed]:
    """`Pérez (23', 45' pen.), López (o.g.)`: nothing but brackets behind the names."""
    listed: list[_Listed] = []
    for part in _NEXT_NAME.split(text):
        found = _NAME_AND_BRACKETS.fullmatch(part.strip())
        scorer = _name(found[1]) if found else None
        if found and scorer:
            link = links.get(scorer)
            times = _times_in_brackets(scorer, link, found[2])
            goal = _goal(scorer, link, "", found[2])
            if times or goal.kind != "goal":
                listed += times or [(goal, None)]
                continue
        scorer = _name(part)  # brackets are a part of it
        if scorer:
            listed.append((_goal(scorer, links.get(scorer), "", ""), None))
    return listed


def _times_in_brackets(scorer: str, link: str | None, inside: str) -> list[_Listed]:
    """Minutes if they have a mark, are several in their order, or past any count."""
    listed: list[_Listed] = []
    numbers: list[int] = []
    are_minutes = False
    for part in _NEXT_TIME.split(inside.strip()):
        time = _TIME.fullmatch(part)
        if time is None:
            return []
        number, mark, stoppage, remark = time.groups()
        goal = _goal(scorer, link, f"{number}+{stoppage}" if stoppage else number, remark)
        is_count = _GOALS.fullmatch(remark) is not None
        if not (mark or stoppage or is_count or remark == "" or goal.kind != "goal"):
            return []  # `(19 years)`
        are_minutes = are_minutes or bool(mark or stoppage)
        numbers.append(int(number))
        listed.append((goal._replace(minute=None) if is_count else goal, max(int(number), 1)))
    is_rising = len(numbers) > 1 and numbers == sorted(set(numbers))
    if are_minutes or is_rising or max(numbers) > _MOST_BY_ONE:
        return [(goal, None) for goal, _ in listed]
    if len(numbers) > 1:  # `(2, 1 pen)`
        return [(listed[0][0]._replace(minute=None, kind="goal", is_clear=False), None)]
    return listed


def _typed_goals(text: str, links: dict[str, str], found: list[re.Match[str]]) -> list[Goal]:
    """`Pérez 23', 45+2' (pen.), López 60'`: the name stands before its minutes, else behind."""
    goals: list[Goal] = []
    scorer = _name(text[found[-1].end() :]) if not _name(text[: found[0].start()]) else None
    position = 0
    for match in found:
        scorer = _name(text[position : match.start()]) or scorer
        position = match.end()
        remark = match[3] or match[4] or ""
        if not _MISSED.search(remark):
            minute = match[1] + (f"+{match[2]}" if match[2] else "")
            goals.append(_goal(scorer, links.get(scorer or ""), minute, remark))
    return goals


def _goal(scorer: str | None, link: str | None, minute: str, remark: str) -> Goal:
    found = _MINUTE.match(minute.strip())
    kind = "goal"
    told = f"{minute} {remark}"
    if _OWN_GOAL.search(told):
        kind = "own_goal"
    elif _PENALTY.search(told):
        kind = "penalty"
    return Goal(
        scorer,
        link,
        int(found[1]) if found else None,
        int(found[2]) if found and found[2] else None,
        kind,
    )


def names_anything(wikitext: str) -> bool:
    """Is there anything in a list but cards and the like?"""
    entries = [entry for entry in _entries(wikitext) if not _parts(entry)[2]]
    return any(re.search(r"[\w?]", render(entry).text) for entry in entries)
