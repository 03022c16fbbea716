"""Result grids: the cells `match_A_B` of a `Sports table` or of a `Sports results` alone.

The row is the home team, the column the away team. A grid knows no dates. `match1_A_B`,
`match2_A_B` are the cells of grids with more than one meeting on a ground.
"""

from __future__ import annotations

import re

from pipelines.wikitext.reading import Source
from pipelines.wikitext.templates import Call, Parameter, without_comments

Names = dict[str, tuple[str | None, str | None]]

_CELL = re.compile(r"match([1-9])?_(.+)")
_NOTE_SUFFIX = "_note"


def may_have_cells(source: Source, call: Call) -> bool:
    """False for a call that holds no cells of a grid for certain, as most tables."""
    return source.text.find("match", call.start, call.end) >= 0


def read_grid(source: Source, call: Call, teams: Names, table_no: int | None) -> int:
    """One row for each filled cell. Returns the number of rows.

    `teams` maps the codes of the list to name and link. A cell is filled when it has a text or a
    note: a blank cell with a note can stand for a match that both clubs lost. A cell on the
    diagonal is ignored, as on the wiki; a cell of a team that is not listed is read and reported.
    """
    lines_of = source.lines_by_parameter(call)
    in_force = [p for p in call.parameters if call.last(p.name) is p]
    cells = [(p, lines_of[p.name], m) for p in in_force if (m := _CELL.fullmatch(p.name))]
    if not cells:
        return 0
    grid_no = source.next("grid", call.start)
    rows = 0
    for parameter, lines, match in cells:
        if match[2].endswith(_NOTE_SUFFIX):
            continue
        pair = _pair(match[2], teams)
        if pair is None:
            source.reject(
                "result_grid_cells",
                "unreadable_cell_name",
                f"`{parameter.name}` does not name two teams (`match_HOME_AWAY`).",
                parameter.start,
                parameter.end,
            )
        elif pair[0] == pair[1]:
            _report_diagonal(source, parameter)
        elif _is_filled(call, parameter):
            _add_cell(source, call, parameter, lines, match[1], pair, teams, grid_no, table_no)
            rows += 1
    return rows


def _is_filled(call: Call, parameter: Parameter) -> bool:
    note = call.last(parameter.name + _NOTE_SUFFIX)
    return any(p is not None and without_comments(p.value).strip() for p in (parameter, note))


def _pair(rest: str, teams: Names) -> tuple[str, str] | None:
    """Split `A_B` where both sides are listed codes (one may hold `_`), else at the first `_`."""
    cuts = [n for n, character in enumerate(rest[:100]) if character == "_"]
    splits = [(rest[:cut], rest[cut + 1 :]) for cut in cuts]
    splits = [(home, away) for home, away in splits if home and away]
    for home, away in splits:
        if home in teams and away in teams:
            return home, away
    return splits[0] if splits else None


def _add_cell(
    source: Source,
    call: Call,
    parameter: Parameter,
    lines: tuple[int, int],
    leg: str | None,
    pair: tuple[str, str],
    teams: Names,
    grid_no: int,
    table_no: int | None,
) -> None:
    home, away = pair
    value = source.value(parameter)
    assert value is not None
    for code in pair:
        if teams and code not in teams and value.text:
            _report_unlisted(source, parameter, code)
    source.reading.add(
        "result_grid_cells",
        lines,
        grid_no=grid_no,
        cell_no=source.reading.next("cell"),
        table_no=table_no,
        section_no=source.section_at(lines[0]),
        template=call.name,
        leg_no=int(leg) if leg else None,
        home_code=home,
        away_code=away,
        home_team=_name(source, call, teams, home)[0],
        home_link=_name(source, call, teams, home)[1],
        away_team=_name(source, call, teams, away)[0],
        away_link=_name(source, call, teams, away)[1],
        score=value.text,
        score_link=value.link,
        note=_note(source, call, parameter.name) or "; ".join(value.footnotes) or None,
    )


def _name(source: Source, call: Call, teams: Names, code: str) -> tuple[str | None, str | None]:
    if code in teams:
        return teams[code]
    value = source.value_of(call, f"name_{code}")
    return (value.text, value.link) if value and value.text else (None, None)


def _note(source: Source, call: Call, cell: str) -> str | None:
    """The note of a cell; a note that names another cell or team means that one's note."""
    text = source.text_of(call, cell + _NOTE_SUFFIX)
    if text and len(text) < 40:
        for name in (f"match_{text}{_NOTE_SUFFIX}", f"note_{text}"):
            if call.last(name) is not None:
                return source.text_of(call, name)
    return text


def _report_diagonal(source: Source, parameter: Parameter) -> None:
    if parameter.value.strip():
        source.issue(
            "warning",
            "match_against_itself",
            f"`{parameter.name}` lets a team play itself; the module does not show it.",
            parameter.start,
            parameter.end,
        )


def _report_unlisted(source: Source, parameter: Parameter, code: str) -> None:
    source.issue(
        "warning",
        "cell_of_unlisted_team",
        f"`{parameter.name}` has the code {code!r}, which is not in this grid's list of teams:"
        " a typing error, or a cell of another grid.",
        parameter.start,
        parameter.end,
    )
