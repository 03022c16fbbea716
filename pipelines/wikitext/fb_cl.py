"""The `fb cl` family: league tables made of one template for each row.

A table is a header, rows, now and then a qualification cell (`fb cl3 qr`) behind the row it begins
at, and a footer or a bare `|}`. Rows without a header are a table too. A heading ends a table, and
so does the next header.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pipelines.wikitext.families import FB_CL_NAME
from pipelines.wikitext.league_tables import EMPTY_ROW, EMPTY_TABLE, STATISTICS
from pipelines.wikitext.reading import PARSED, Row, Source
from pipelines.wikitext.templates import Call

_PARAMETERS = {"win": "w", "draw": "d", "loss": "l", "gf": "gf", "ga": "ga"}
_SIGNED = re.compile(r"[-+−–]?\d{1,4}")
_NUMBER = re.compile(r"\d{1,4}")
_TABLE_END = re.compile(r"^[ \t]*\|\}(?!\})", re.M)
_MAX_SPAN = 100  # rows that one cell spans; a table has at most a few dozen
_STATUS = (
    ("champion", "C"),
    ("promoted", "P"),
    ("relegated", "R"),
    ("qualified", "Q"),
    ("playoffwinner", "O"),
    ("relegationqualified", "q"),
    ("eliminated", "E"),
)


def kind_of(key: str) -> str | None:
    """header, team, qr or footer for a key of the family (`fbcl2team2pts`), else None."""
    found = FB_CL_NAME.fullmatch(key)
    return found["kind"] if found else None


@dataclass(slots=True)
class _Group:
    """The calls of one table, in page order."""

    header: Call | None = None
    teams: list[Call] = field(default_factory=list)
    cells: list[tuple[int, Call]] = field(default_factory=list)  # rows before it, the cell
    footer: Call | None = None


def read_fb_cl(source: Source, calls: list[Call]) -> None:
    """Tables and rows from all calls of the family on a page, in page order."""
    group = _Group()
    before: Call | None = None
    for call in calls:
        kind = kind_of(call.key)
        if kind == "header" or group.footer or are_parted(source, before, call):
            _finish(source, group)
            group = _Group()
        if kind == "header":
            group.header = call
        elif kind == "team":
            group.teams.append(call)
        elif kind == "qr":
            group.cells.append((len(group.teams), call))
        else:
            group.footer = call
        before = call
    _finish(source, group)


def are_parted(source: Source, before: Call | None, after: Call) -> bool:
    """Does a heading or a bare `|}` between two calls say that they are of two tables?"""
    if before is None:
        return False
    if source.section_of(before.start) != source.section_of(after.start):
        return True
    return _TABLE_END.search(source.text[before.end : after.start]) is not None


def _finish(source: Source, group: _Group) -> None:
    if not group.teams:
        for call in _calls(group):
            source.mark(call.span, PARSED, 0)
        return
    table_no = source.next("table", _first_call(group).start)
    _add_table(source, group, table_no)
    results = _results(source, group)
    for row_no, call in enumerate(group.teams, start=1):
        _add_row(source, call, table_no, row_no, results.get(row_no))
        source.mark(call.span, PARSED, 1)
    for call in _calls(group):
        source.mark(call.span, PARSED, 1 if call is _first_call(group) else 0)


def _calls(group: _Group) -> list[Call]:
    """All calls of a table but its rows."""
    return [c for c in (group.header, *(c for _, c in group.cells), group.footer) if c]


def _first_call(group: _Group) -> Call:
    return group.header or group.teams[0]


def _add_table(source: Source, group: _Group, table_no: int) -> None:
    calls = [*_calls(group), *group.teams]
    lines = source.lines(min(c.start for c in calls), max(c.end for c in calls))
    table: Row = EMPTY_TABLE | {"winpoints": _win_points(source, group)}
    if group.header:
        table["use_goal_ratio"] = source.text_of(group.header, "gavg")
        table["caption"] = source.text_of(group.header, "title")
    if group.footer:
        table["update_status"] = source.text_of(group.footer, "u")
        table["source"] = source.text_of(group.footer, "s")
        table["class_rules"] = source.text_of(group.footer, "orfc")
    source.reading.add(
        "league_tables",
        lines,
        table_no=table_no,
        section_no=source.section_at(lines[0]),
        template=_first_call(group).name,
        family="fb_cl",
        team_count=len(group.teams),
        **(table | {"transcluded_from": source.title}),
    )


def _win_points(source: Source, group: _Group) -> str | None:
    """Points for a win: typed on the rows (`wpts=2`) or part of a row's name (`… 2pts`)."""
    typed: list[str | None] = []
    for call in group.teams:
        named = FB_CL_NAME.fullmatch(call.key)
        points = named["points"] if named else None
        typed.append(source.text_of(call, "wpts") or (points[0] if points else None))
    values = {value for value in typed if value}
    if not values:
        return None
    if len(values) > 1 or None in typed:
        first = group.teams[0]
        source.issue(
            "warning",
            "mixed_win_points",
            f"Not all rows of this table say the same points for a win: {sorted(values)}"
            + (", and some say nothing." if None in typed else ".")
            + " The most frequent value is taken for the table.",
            first.start,
            first.end,
        )
    return max(sorted(values), key=Counter(typed).__getitem__)


def _results(source: Source, group: _Group) -> dict[int, str | None]:
    """Row number → text of its qualification cell, which begins at the row before the call."""
    results: dict[int, str | None] = {}
    for before, call in group.cells:
        rows = source.text_of(call, "rows") or "1"
        span = min(int(rows), _MAX_SPAN) if _NUMBER.fullmatch(rows) else 1
        names = ("competition", "c", "promotion", "qualification", "relegation", "t")
        text = next((t for n in names if (t := source.text_of(call, n))), None)
        for row in range(max(1, before), min(max(1, before) + span, len(group.teams) + 1)):
            results[row] = text
    return results


def _add_row(source: Source, call: Call, table_no: int, row_no: int, result: str | None) -> None:
    team = source.value_of(call, "t")
    row: Row = dict(EMPTY_ROW)
    for column in STATISTICS:
        row[column] = _figure(source, call, _PARAMETERS[column])
    row["display_position"] = source.text_of(call, "p")
    row["adjust_points"] = _adjustment(source, call)
    row["hth_note"] = source.text_of(call, "hth")
    row["status"] = _status(source, call)
    row["result_text"] = result
    if team is None or not team.text:
        source.issue(
            "error",
            "row_without_team",
            "This row of a league table names no team (`t=`).",
            call.start,
            call.end,
        )
    lines = source.lines(call.start, call.end)
    source.reading.add(
        "league_table_rows",
        lines,
        table_no=table_no,
        row_no=row_no,
        team=team.text if team else "",
        team_line=lines[0],
        **(row | {"team_link": team.link if team else None}),
    )


def _figure(source: Source, call: Call, name: str) -> str | None:
    text = source.text_of(call, name)
    if text and not _NUMBER.fullmatch(text):
        source.issue(
            "warning",
            "unreadable_number",
            f"`{name}` is {text[:60]!r}, which is not a whole number; it is kept as text.",
            call.start,
            call.end,
        )
    return text


def _adjustment(source: Source, call: Call) -> str | None:
    """Bonus and deducted points together; a deduction is written with its sign (`dp=-3`)."""
    given = [t for name in ("bp", "dp") if (t := source.text_of(call, name)) is not None]
    filled = [text for text in given if text]
    if len(filled) < 2:
        return filled[0] if filled else (given[0] if given else None)
    if all(_SIGNED.fullmatch(text) for text in filled):
        return str(sum(int(text.replace("−", "-").replace("–", "-")) for text in filled))
    return " ".join(filled)


def _status(source: Source, call: Call) -> str | None:
    letters = [
        letter
        for name, letter in _STATUS
        if (source.text_of(call, name) or "").lower() in ("y", "yes", "true", "1")
    ]
    return "".join(letters) or None
