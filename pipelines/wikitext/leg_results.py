"""`OneLegResult` and `TwoLegResult` → match rows, one for each leg.

Both legs are written as the first team sees them, while the second leg is played at the other
team's ground: its row has the teams and the score turned round, so that in every row team1 is the
team at home. A third leg is a replay on a ground nobody names; it stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.match_boxes import EMPTY_MATCH
from pipelines.wikitext.reading import PARSED, Row, Source
from pipelines.wikitext.templates import Call
from pipelines.wikitext.values import Value

_PAIR = re.compile(r"(?<!\d)(\d{1,3})(\s*[–−—‐:-]\s*)(\d{1,3})(?!\d)")


@dataclass(frozen=True, slots=True)
class Side:
    """A team of a tie as it is named there."""

    team: str | None
    link: str | None
    code: str | None


def turned(score: str) -> str:
    """A score as the other team sees it: every pair of figures in it swapped."""
    return _PAIR.sub(lambda m: f"{m[3]}{m[2]}{m[1]}", score)


def read_one_leg(source: Source, call: Call) -> int:
    """`{{OneLegResult|team1|flag1|score|team2|flag2|when}}` → one match row."""
    first, second = _side(source, call, "1", "2"), _side(source, call, "4", "5")
    date = source.text_of(call, "6")
    _add(source, call, 1, first, second, source.value(call.last("3")), None, date)
    source.mark(call.span, PARSED, 1)
    return 1


def read_two_legs(source: Source, call: Call) -> int:
    """`{{TwoLegResult|team1|flag1|agg|team2|flag2|leg1|leg2|leg3}}` → a row for each leg given.

    A tie of which only the aggregate is given is one row without leg and without score.
    """
    first, second = _side(source, call, "1", "2"), _side(source, call, "4", "5")
    aggregate = source.text_of(call, "3")
    legs = [(n, source.value(call.last(str(n + 5)))) for n in (1, 2, 3)]
    given = [(n, score) for n, score in legs if score is not None and (score.text or n < 3)]
    for number, score in given:
        if number == 2:
            away = Value(turned(score.text), score.link)
            _add(source, call, 2, second, first, away, aggregate, None)
        else:
            _add(source, call, number, first, second, score, aggregate, None)
    if not given:
        _add(source, call, None, first, second, None, aggregate, None)
    source.mark(call.span, PARSED, max(1, len(given)))
    return max(1, len(given))


def _side(source: Source, call: Call, team: str, flag: str) -> Side:
    """A team and its flag; the flag may be a bare code, a template, or stand in the team's cell."""
    value = source.value(call.last(team))
    given = source.value(call.last(flag))
    code = value.code if value else None
    if given is not None and code is None:
        code = given.code or (given.text if re.fullmatch("[A-Z]{3}", given.text) else None)
    return Side(value.text if value else None, value.link if value else None, code)


def _add(
    source: Source,
    call: Call,
    leg: int | None,
    first: Side,
    second: Side,
    score: Value | None,
    aggregate: str | None,
    date: str | None,
) -> None:
    lines = source.lines(call.start, call.end)
    row: Row = dict(EMPTY_MATCH)
    row |= {"team1": first.team, "team1_link": first.link, "team1_code": first.code}
    row |= {"team2": second.team, "team2_link": second.link, "team2_code": second.code}
    row |= {"leg_no": leg, "aggregatescore": aggregate, "date": date}
    row |= {
        "score": score.text if score else None,
        "score_link": score.link if score else None,
    }
    source.reading.add(
        "match_boxes",
        lines,
        match_no=source.next("match", call.start),
        section_no=source.section_at(lines[0]),
        template=call.name,
        witness="leg_result",
        **row,
    )
