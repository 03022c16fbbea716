"""Football boxes → match rows.

The box family has one set of parameters; which names belong to the family is data in
`families.py`. A match row keeps every parameter as plain text; whether `2–1 (a.e.t.)` counts, and
for whom, is decided later.
"""

from __future__ import annotations

from pipelines.wikitext.families import BOX_PARAMETERS
from pipelines.wikitext.goals import read_goals
from pipelines.wikitext.plain import has_break
from pipelines.wikitext.reading import PARSED, Row, Source, report_duplicates
from pipelines.wikitext.templates import Call
from pipelines.wikitext.values import first_url, plain_of

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

_SIDES = ("team1", "team2")

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
    given = call.in_force
    return "team1" in given or "team2" in given or "score" in given


def read_match_box(source: Source, call: Call) -> int:
    """One match row and its goals. Returns 1, the number of match rows."""
    report_duplicates(source, call)
    match_no = source.next("match", call.start)
    row = _plain_row(call) or _row_by_column(source, call)
    _part_places(source, row, call)
    report_missing_teams(source, row, call.start, call.end)
    if "scorenote" in call.in_force:
        row["note"] = with_notes(row["note"], source.text_of(call, "scorenote") or "")
    _add_links(row, call)
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


def report_missing_teams(source: Source, row: Row, start: int, end: int) -> None:
    """Say which team a match row at text[start:end] lacks, if it does."""
    missing = [side for side in _SIDES if not row[side]]
    if missing:
        source.issue(
            "warning",
            "match_without_team",
            f"This match has no {' and no '.join(missing)}; it belongs to no club.",
            start,
            end,
        )


def _part_places(source: Source, row: Row, call: Call) -> None:
    """Keep apart what a line break parts: town and country, ground and town.

    In the name of a ground whose town is given besides, a break only wraps it.
    """
    for column in ("stadium", "location"):
        if not row[column] or (column == "stadium" and row["location"]):
            continue
        for name in BOX_PARAMETERS[column]:
            parameter = call.in_force.get(name)
            if parameter is None or not has_break(parameter.value):
                continue
            if (parameter.plain or plain_of(parameter)).text == row[column]:
                row[column] = source.text_in_parts(parameter.value, ", ")


def _plain_row(call: Call) -> Row | None:
    """The row; None where two names of a column are given or something is to be told."""
    row = EMPTY_MATCH.copy()
    for name, parameter in call.in_force.items():
        column = _COLUMN_OF.get(name)
        if column is not None:
            value = parameter.plain or plain_of(parameter)
            if value.unknown or row[column] is not None:
                return None
            row[column] = value.text
    return row


def _row_by_column(source: Source, call: Call) -> Row:
    """The same with each column under whichever of its names is filled first."""
    row = EMPTY_MATCH.copy()
    for column, names in _NAMES.items():
        for name in names:
            text = source.text_of(call, name)
            if text is not None and (text or row[column] is None):
                row[column] = text
                if text:
                    break
    return row


def _add_links(row: Row, call: Call) -> None:
    """What the teams and the score say besides their texts."""
    for side in _SIDES:
        team = call.in_force.get(side)
        if team is not None:
            _, row[f"{side}_link"], row[f"{side}_code"], *_ = team.plain or plain_of(team)
    score = call.in_force.get("score")
    if score is not None:
        value = score.plain or plain_of(score)
        row["score_link"] = value.link
        if value.footnotes:
            row["note"] = with_notes(row["note"], *value.footnotes)


def with_notes(note: str | None, *more: str) -> str | None:
    """A match's note with others behind it, each once: what stands beside its score above all."""
    notes = [text for text in dict.fromkeys((note, *more)) if text]
    return "; ".join(notes) or note


def _report(source: Source, call: Call) -> str | None:
    """The address of the report where there is one, else its text."""
    for name in BOX_PARAMETERS["report"]:
        parameter = call.in_force.get(name)
        if parameter is not None:
            return first_url(parameter.value) or source.text_of(call, name)
    return None
