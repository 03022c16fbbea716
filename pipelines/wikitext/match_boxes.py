"""Football boxes → match rows.

The box family has one set of parameters; which names belong to the family is data in
`families.py`. A match row keeps every parameter as plain text; whether `2–1 (a.e.t.)` counts, and
for whom, is decided later.
"""

from __future__ import annotations

from pipelines.wikitext.families import BOX_PARAMETERS
from pipelines.wikitext.goals import read_goals
from pipelines.wikitext.reading import PARSED, Row, Source, report_duplicates
from pipelines.wikitext.templates import Call
from pipelines.wikitext.values import Value, first_url

_TEXTS = (
    "date",
    "time",
    "round",
    "competition",
    "score1",
    "score2",
    "aet",
    "penaltyscore",
    "aggregatescore",
    "goals1",
    "goals2",
    "stadium",
    "location",
    "attendance",
    "referee",
    "note",
)

_SEVERAL_NAMES = tuple(column for column in _TEXTS if column in BOX_PARAMETERS)
_SINGLE_NAMES = tuple(column for column in _TEXTS if column not in BOX_PARAMETERS)

EMPTY_MATCH: Row = dict.fromkeys(
    (
        "leg_no",
        *_TEXTS,
        *("team1", "team1_link", "team1_code", "team2", "team2_link", "team2_code"),
        *("score", "score_link", "report", "anchor"),
    )
)


def is_match_box(call: Call) -> bool:
    """A call of the family is a match when it names a team or a score."""
    return any(name in call.in_force for name in ("team1", "team2", "score"))


def read_match_box(source: Source, call: Call) -> int:
    """One match row and its goals. Returns 1, the number of match rows.

    An explanatory footnote beside the score becomes the note of a match that has no note.
    """
    report_duplicates(source, call)
    match_no = source.next("match", call.start)
    row: Row = dict(EMPTY_MATCH)
    source.put_texts(row, call, _SINGLE_NAMES)
    for column in _SEVERAL_NAMES:
        row[column] = _text(_box_value(source, call, column))
    for side in ("team1", "team2"):
        value = _box_value(source, call, side)
        row[side] = _text(value)
        row[f"{side}_link"] = value.link if value else None
        row[f"{side}_code"] = value.code if value else None
    missing = [side for side in ("team1", "team2") if not row[side]]
    if missing:
        source.issue(
            "warning",
            "match_without_team",
            f"This match has no {' and no '.join(missing)}; it belongs to no club.",
            call.start,
            call.end,
        )
    score = _box_value(source, call, "score")
    row["score"] = _text(score)
    row["score_link"] = score.link if score else None
    if row["note"] is None and score and score.footnotes:
        row["note"] = "; ".join(score.footnotes)
    row["anchor"] = _text(_box_value(source, call, "id"))
    row["report"] = _report(source, call)
    lines = source.lines(call.start, call.end)
    source.reading.add(
        "match_boxes",
        lines,
        match_no=match_no,
        section_no=source.section_at(lines[0]),
        template=call.name,
        witness="match_box",
        **row,
    )
    read_goals(source, call, match_no, row["score"])
    source.mark(call.span, PARSED, 1)
    return 1


def _box_value(source: Source, call: Call, column: str) -> Value | None:
    """The value of a column under whichever of its names the box uses; the first given wins."""
    empty: Value | None = None
    for name in BOX_PARAMETERS.get(column, (column,)):
        value = source.value_of(call, name)
        if value is not None and value.text:
            return value
        empty = empty if empty is not None else value
    return empty


def _report(source: Source, call: Call) -> str | None:
    """The address of the report where there is one, else its text."""
    for name in BOX_PARAMETERS["report"]:
        parameter = call.in_force.get(name)
        if parameter is not None:
            return first_url(parameter.value) or source.text_of(call, name)
    return None


def _text(value: Value | None) -> str | None:
    return None if value is None else value.text
