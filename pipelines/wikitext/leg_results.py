"""`OneLegResult`, `TwoLegResult` and `Sports series` → match rows, one for each leg.

Both legs are written as the first team sees them, while the second leg is played at the other
team's ground: its row has the teams and the score turned round, so that in every row team1 is the
team at home. A third leg is a replay on a ground nobody names; it stays as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.dates import MONTH
from pipelines.wikitext.match_boxes import EMPTY_MATCH, report_missing_teams, with_notes
from pipelines.wikitext.reading import PARSED, Row, Source
from pipelines.wikitext.templates import Call, Parameter, content_length
from pipelines.wikitext.values import Value, plain_text

_DASH = "[–−—‐-]"
_DAYS = rf"\d{{1,2}}\s*{_DASH}\s*\d{{1,2}}"
# What stands where a score will be: a date, which is left alone; or a score, in three groups.
# A colon with two digits behind it is a time of day, and neither.
_DATE_OR_SCORE = re.compile(
    rf"\d{{1,4}}(?:[–−—‐/.-]\d{{1,4}}){{2,}}|\b{MONTH}\.?\s+{_DAYS}|{_DAYS}\.?\s+(?:de\s+)?{MONTH}"
    rf"|(?<!\d)(\d{{1,2}})(\s*(?:{_DASH}|:(?!\s*\d\d))\s*)(\d{{1,2}})(?!\d)",
    re.I,
)
BYE = re.compile(r"byes?", re.I)
_NO_TEAM = re.compile(rf"\d{{1,2}}\s*(?:{_DASH}|:)\s*\d{{1,2}}\b|\W+$")


@dataclass(frozen=True, slots=True)
class Side:
    """A team of a tie as it is named there."""

    team: str | None
    link: str | None
    code: str | None


def turned(score: str) -> str:
    """A score as the other team sees it: every pair of figures in it swapped.

    A date or a time, as a match has before it is played, stays as it is.
    """
    return _DATE_OR_SCORE.sub(lambda m: f"{m[3]}{m[2]}{m[1]}" if m[1] else m[0], score)


def holds_score(text: str) -> bool:
    """Is a score in the text, and not only a date or a time?"""
    return any(match[1] for match in _DATE_OR_SCORE.finditer(text))


def turned_value(score: Value) -> Value:
    """The same for a score with its link and its footnotes."""
    return score._replace(text=turned(score.text))


def read_one_leg(source: Source, call: Call) -> int:
    """`{{OneLegResult|team1|flag1|score|team2|flag2|when}}` → one match row."""
    rows = _read_tie(source, call, [call.last(str(n)) for n in range(1, 6)])
    source.mark(call.span, PARSED, rows)
    return rows


def read_two_legs(source: Source, call: Call) -> int:
    """`{{TwoLegResult|team1|flag1|agg|team2|flag2|leg1|leg2|leg3}}` → a row for each leg given."""
    cells = [call.last(str(n)) for n in range(1, 9)]
    if all(cell is None for cell in cells[5:]):
        cells[5:] = [None]  # a tie of which only the aggregate is known
    rows = _read_tie(source, call, cells)
    source.mark(call.span, PARSED, rows)
    return rows


def read_series(source: Source, call: Call) -> int:
    """`{{#invoke:Sports series|main| …}}`: one tie a line, its cells as in `TwoLegResult`.

    A line with another number of cells cannot be told apart and is rejected.
    """
    cells = [p for p in call.parameters if p.is_positional]
    if cells and cells[0].value.strip().lower() == "main":
        del cells[0]
    rows = 0
    for line in _lines(call, cells):
        problem = _problem_of(line)
        if problem is None:
            rows += _read_tie(source, call, list(line))
        else:
            source.reject("match_boxes", *problem, line[0].start, line[-1].end)
    source.mark(call.span, PARSED, rows)
    return rows


def _problem_of(line: list[Parameter]) -> tuple[str, str] | None:
    """Why the cells of a tie cannot be told apart: a code and a message."""
    if len(line) not in (5, 7, 8):
        found = f"This tie has {len(line)} cells"
        return "row_of_other_length", (
            f"{found}; five (one match), seven or eight (legs) can be read."
        )
    flag, team, other_flag = (plain_text(line[place].value) for place in (1, 3, 4))
    if _NO_TEAM.match(team) or re.search(r"\d", flag + other_flag):
        return "tie_without_team", (
            f"This tie has {team[:40]!r} for a team, and {flag[:40]!r} and {other_flag[:40]!r} for"
            " flags: most likely its series has no cells for flags, and it is not read."
        )
    return None


def _lines(call: Call, cells: list[Parameter]) -> list[list[Parameter]]:
    """The positional parameters by lines: a line ends where a value ends with a line break."""
    ended = {p.end for p in call.parameters if p.value.rstrip(" \t").endswith("\n")}
    lines: list[list[Parameter]] = []
    for cell in cells:
        if not lines or cell.start - 1 in ended:
            lines.append([])
        lines[-1].append(cell)
    return lines


def _read_tie(source: Source, call: Call, cells: list[Parameter | None]) -> int:
    """team1, flag1, result, team2, flag2 and, where there are legs, their scores.

    Five cells are one match. With legs the result is the aggregate; a tie without any leg score is
    one row with neither leg nor score.
    """
    first, second = _side(source, cells[0], cells[1]), _side(source, cells[3], cells[4])
    given = [p for p in cells if p is not None]
    extent = (call.start, call.end)
    if given and given[0].start > call.start and call.key.endswith("sportsseries"):
        extent = (
            given[0].start,
            given[-1].end - len(given[-1].value) + content_length(given[-1].value),
        )
    result = source.value(cells[2])
    if len(cells) == 5:
        date = source.text_of(call, "6") if call.key.startswith("onelegresult") else None
        _add(source, call, extent, 1, first, second, result, None, date)
        return 1
    legs = [(n, source.value(cell)) for n, cell in enumerate(cells[5:], start=1)]
    scores = [(n, score) for n, score in legs if score is not None and (score.text or n < 3)]
    if not (first.team and second.team) and not any(score.text for _, score in scores):
        scores = []  # a bye has no legs to come
    for number, score in scores:
        if number == 2:
            _add(source, call, extent, 2, second, first, turned_value(score), result, None)
        else:
            _add(source, call, extent, number, first, second, score, result, None)
    if not scores:
        _add(source, call, extent, None, first, second, None, result, None)
    return max(1, len(scores))


def note_of(*scores: Value | None) -> str | None:
    """The footnotes beside the score of a match and the aggregate of its tie."""
    return with_notes(None, *(note for score in scores if score for note in score.footnotes))


def _side(source: Source, team: Parameter | None, flag: Parameter | None) -> Side:
    """A team and its flag; the flag may be a bare code, a template, or stand in the team's cell."""
    value = source.value(team)
    given = source.value(flag)
    code = value.code if value else None
    if given is not None and code is None:
        code = given.code or (given.text if re.fullmatch("[A-Z]{3}", given.text) else None)
    return Side(value.text if value else None, value.link if value else None, code)


def _add(
    source: Source,
    call: Call,
    extent: tuple[int, int],
    leg: int | None,
    first: Side,
    second: Side,
    score: Value | None,
    aggregate: Value | None,
    date: str | None,
) -> None:
    lines = source.lines(*extent)
    row: Row = dict(EMPTY_MATCH)
    row |= {"team1": first.team, "team1_link": first.link, "team1_code": first.code}
    row |= {"team2": second.team, "team2_link": second.link, "team2_code": second.code}
    if not (aggregate and BYE.fullmatch(aggregate.text)):
        report_missing_teams(source, row, *extent)
    row |= {"leg_no": leg, "aggregatescore": aggregate.text if aggregate else None, "date": date}
    row |= {
        "score": score.text if score else None,
        "score_link": score.link if score else None,
        "note": note_of(score, aggregate),
    }
    source.reading.add(
        "match_boxes",
        lines,
        match_no=source.next("match", extent[0]),
        section_no=source.section_at(lines[0]),
        template=call.name,
        witness="leg_result",
        **row,
    )
