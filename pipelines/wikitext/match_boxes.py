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
from pipelines.wikitext.values import Value, first_url, plain_of

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

_COLUMNS = (
    *(column for column in _TEXTS if column not in BOX_PARAMETERS),
    *(column for column in _TEXTS if column in BOX_PARAMETERS),
    *("team1", "team2", "score", "anchor"),
)
_NAMES = {column: BOX_PARAMETERS.get(column, (column,)) for column in _COLUMNS}
_COLUMN_OF = {name: column for column, names in _NAMES.items() for name in names}

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
    values = _plain_values(call)
    is_plain = values is not None
    if values is None:
        values = _values_by_column(source, call, _COLUMNS[:-2])
    row: Row = dict(EMPTY_MATCH)
    missing = [side for side in ("team1", "team2") if side not in values or not values[side].text]
    if missing:
        source.issue(
            "warning",
            "match_without_team",
            f"This match has no {' and no '.join(missing)}; it belongs to no club.",
            call.start,
            call.end,
        )
    if not is_plain:
        values |= _values_by_column(source, call, _COLUMNS[-2:])
    for column, value in values.items():
        row[column] = value.text
    for side in ("team1", "team2"):
        if side in values:
            _, row[f"{side}_link"], row[f"{side}_code"], *_ = values[side]
    score = values.get("score")
    if score is not None:
        row["score_link"] = score.link
        if score.footnotes and row["note"] is None:
            row["note"] = "; ".join(score.footnotes)
    row["report"] = _report(source, call)
    lines = source.lines(call.start, call.end)
    row["match_no"] = match_no
    row["section_no"] = source.section_at(lines[0])
    row["template"] = call.name
    row["witness"] = "match_box"
    source.reading.put("match_boxes", lines, row)
    read_goals(source, call, match_no, row["score"])
    source.mark(call.span, PARSED, 1)
    return 1


def _plain_values(call: Call) -> dict[str, Value] | None:
    """Column → value; None where two names of a column are given or something is to be told."""
    values: dict[str, Value] = {}
    for name, parameter in call.in_force.items():
        column = _COLUMN_OF.get(name)
        if column is not None:
            value = parameter.plain or plain_of(parameter)
            if value.unknown or column in values:
                return None
            values[column] = value
    return values


def _values_by_column(source: Source, call: Call, columns: tuple[str, ...]) -> dict[str, Value]:
    """The value of each column under whichever of its names is given; the first filled one wins."""
    values: dict[str, Value] = {}
    for column in columns:
        for name in _NAMES[column]:
            value = source.value_of(call, name)
            if value is not None and (value.text or column not in values):
                values[column] = value
                if value.text:
                    break
    return values


def _report(source: Source, call: Call) -> str | None:
    """The address of the report where there is one, else its text."""
    for name in BOX_PARAMETERS["report"]:
        parameter = call.in_force.get(name)
        if parameter is not None:
            return first_url(parameter.value) or source.text_of(call, name)
    return None
