"""`Sports table` calls → a table, its rows and its result grid.

The order of the rows is the editor's: row N is team N, and nothing here sorts. The module computes
played, goal difference and points itself, so a call types none of them; an absent, an empty and a
`0` figure look the same on the wiki and stay three different things here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipelines.wikitext.match_boxes import with_notes
from pipelines.wikitext.reading import PARSED, Row, Source, report_duplicates
from pipelines.wikitext.results_grid import may_have_cells, read_grid
from pipelines.wikitext.templates import Call, Parameter, content_length
from pipelines.wikitext.values import plain_text

STATISTICS = ("win", "draw", "loss", "gf", "ga")
_WDL_STYLES = ("", "wdl", "football", "wdlha")
_OF_TEAM = (
    *STATISTICS,
    *("name", "short", "pos", "adjust_points", "startpoints", "hth", "note", "status", "group"),
)
_OF_TEAM_NAME = re.compile(rf"({'|'.join(sorted(_OF_TEAM, key=len, reverse=True))})_(.+)")
_FIGURES = (*STATISTICS, "adjust_points", "startpoints")
# Column of league_table_rows → the parameter, without `_CODE`.
_OF_ROW = (
    *((figure, figure) for figure in STATISTICS),
    *(("points", "pts"), ("adjust_points", "adjust_points"), ("startpoints", "startpoints")),
    *(("display_position", "pos"), ("status", "status"), ("group_name", "group")),
)
_NUMBER = re.compile(r"[-+−–]?\d{1,4}")
_TEAM_NUMBER = re.compile(r"team([1-9]\d{0,2})")

# Parameters of the table as a whole: column → its spellings, the module's own first.
_TABLE_PARAMETERS: dict[str, tuple[str, ...]] = {
    "winpoints": ("winpoints", "win_points"),
    "drawpoints": ("drawpoints", "draw_points"),
    "losspoints": ("losspoints", "loss_points"),
    "ranking_style": ("ranking_style",),
    "use_goal_ratio": ("use_goal_ratio",),
    "show_groups": ("show_groups",),
    "show_matches": ("show_matches",),
    "matches_style": ("matches_style",),
    "auto_generate_standings": ("auto_generate_standings",),
    "highest_pos": ("highest_pos",),
    "res_col_header": ("res_col_header",),
    "update_status": ("update",),
    "source": ("source",),
    "class_rules": ("class_rules",),
    "caption": ("title", "table_header", "caption"),
    "style": ("style",),
}

EMPTY_TABLE: Row = dict.fromkeys((*_TABLE_PARAMETERS, "transcluded_from"))
EMPTY_ROW: Row = dict.fromkeys(
    (
        *("team_code", "team_link", "display_position", *STATISTICS),
        *("played", "goal_difference", "points", "adjust_points", "startpoints", "hth_note"),
        *("note", "status", "group_name", "result_key", "result_text"),
    )
)


class Team(NamedTuple):
    """A team of the list: its code, its number in the list, and the parameter that lists it."""

    code: str
    number: int
    parameter: str


def read_sports_table(source: Source, call: Call) -> int:
    """Rows of league_tables, league_table_rows and result_grid_cells. Returns how many in all."""
    report_duplicates(source, call)
    teams = list_teams(source, call)
    table_no = source.next("table", call.start)
    lines = source.lines(call.start, call.end)
    table: Row = EMPTY_TABLE.copy()
    for column, names in _TABLE_PARAMETERS.items():
        for name in names:
            if name in call.in_force:
                table[column] = source.text_of(call, name)
                break
    table["transcluded_from"] = source.title
    table["table_no"] = table_no
    table["section_no"] = source.section_at(lines[0])
    table["template"] = call.name
    table["family"] = "sports_table"
    table["team_count"] = len(teams)
    source.reading.put("league_tables", lines, table)
    starts = dict(zip(call.names(), call.starts, strict=False))
    for row_no, team in enumerate(teams, start=1):
        _add_row(source, call, starts, table_no, row_no, team)
    _report_parameters(source, call, {team.code for team in teams}, table["style"])
    rows = 1 + len(teams)
    if may_have_cells(source, call):
        rows += read_grid(source, call, teams_with_names(source, call, teams), table_no)
    source.mark(call.span, PARSED, rows)
    return rows


def list_teams(source: Source, call: Call) -> list[Team]:
    """The teams in the table's order.

    `team_order` wins over `teamN`. `teamN` is read by number from `highest_pos` (default 1) and
    stops at the first gap, as the module does; what stands behind a gap is reported.
    """
    order = call.in_force.get("team_order")
    if order is not None and order.value.strip():
        codes = [code.strip() for code in (source.text_of(call, "team_order") or "").split(",")]
        listed = [code for code in codes if code]
        return [Team(code, number, "team_order") for number, code in enumerate(listed, start=1)]
    first = (source.text_of(call, "highest_pos") or "1").strip()
    number = int(first) if first.isdecimal() and len(first) < 4 else 1
    teams: list[Team] = []
    while _is_place(name := f"team{number}") and (code := source.text_of(call, name)):
        teams.append(Team(code, number, name))
        number += 1
    # `teams` and `team_header` are no places in the list.
    if "\n".join(call.in_force).count("team") > len(teams):
        _report_gap(source, call, set(filter(_is_place, call.in_force)), number)
    return teams


@lru_cache(maxsize=8_192)
def _is_place(name: str) -> bool:
    return name.startswith("team") and _TEAM_NUMBER.fullmatch(name) is not None


def _report_gap(source: Source, call: Call, numbered: set[str], gap: int) -> None:
    numbers = sorted(int(name.removeprefix("team")) for name in numbered)
    beyond = [n for n in numbers if n > gap and call.in_force[f"team{n}"].value.strip()]
    if beyond:
        names = ", ".join(f"team{n}" for n in beyond)
        first = call.last(f"team{beyond[0]}")
        assert first is not None
        source.issue(
            "warning",
            "team_gap",
            f"`team{gap}` is missing, so the table ends before it and {names} is not shown and"
            " not read. Number the teams without a gap.",
            first.start,
            first.end,
        )


def teams_with_names(
    source: Source, call: Call, teams: list[Team]
) -> dict[str, tuple[str | None, str | None]]:
    """Code → (name, link) for the teams of a list, for its grid; a name is None where not given."""
    names: dict[str, tuple[str | None, str | None]] = {}
    for team in teams:
        value = source.value_of(call, f"name_{team.code}")
        names[team.code] = (value.text, value.link) if value and value.text else (None, None)
    return names


def _add_row(
    source: Source,
    call: Call,
    starts: dict[str, int],
    table_no: int,
    row_no: int,
    team: Team,
) -> None:
    """The row of one team; it stands in the lines of its figures, without any in that of its team.

    `starts` says where the parameters in force begin.
    """
    given = call.in_force
    names = _names_of(team.code)
    name = source.value_of(call, names.name)
    row: Row = EMPTY_ROW.copy()
    row["team_code"] = team.code
    row["team_link"] = name and name.link
    for column, parameter in names.columns:
        if parameter in given:
            row[column] = text = source.text_of(call, parameter)
            if text and column in _FIGURES and not _is_number(text):
                _report_figure(source, call, parameter, text)
    if names.note in given:
        row["note"] = _note(source, call, "note", names.note, team.code)
    if names.hth in given:
        row["hth_note"] = _note(source, call, "hth", names.hth, team.code)
    row["result_key"] = key = source.text_of(call, f"result{team.number}")
    if key:
        row["result_text"] = source.text_of(call, f"text_{key}")
        note = _note(source, call, "note_res", f"note_res_{key}", key)
        row["note"] = with_notes(row["note"], note or "")
    for letter in dict.fromkeys(row["status"] or ""):
        row["note"] = with_notes(row["note"], source.text_of(call, f"status_text_{letter}") or "")
    by_order = team.parameter == "team_order" and name is not None
    listed = starts[names.name if by_order else team.parameter]
    placed = {starts[figure]: figure for figure in names.figures if figure in starts}
    start = end = listed
    if placed:
        start, last = min(placed), max(placed)
        end = last + content_length(given[placed[last]].raw)
    row["table_no"] = table_no
    row["row_no"] = row_no
    row["team"] = name.text if name and name.text else team.code
    row["team_line"] = source.page.line_of(listed)
    source.reading.put("league_table_rows", source.lines(start, end), row)


class _Names(NamedTuple):
    """What the parameters of one team are called."""

    name: str
    note: str
    hth: str
    columns: tuple[tuple[str, str], ...]  # column of a row, parameter
    figures: tuple[str, ...]


@lru_cache(maxsize=4_096)
def _names_of(code: str) -> _Names:
    return _Names(
        f"name_{code}",
        f"note_{code}",
        f"hth_{code}",
        tuple((column, f"{name}_{code}") for column, name in _OF_ROW),
        tuple(f"{figure}_{code}" for figure in STATISTICS),
    )


@lru_cache(maxsize=1_024)
def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _report_figure(source: Source, call: Call, name: str, text: str) -> None:
    parameter = call.last(name)
    assert parameter is not None
    source.issue(
        "warning",
        "unreadable_number",
        f"`{name}` is {text[:60]!r}, which is not a whole number; it is kept as text.",
        parameter.start,
        parameter.end,
    )


def _note(source: Source, call: Call, kind: str, name: str, code: str) -> str | None:
    """A note of a team; a note that is just another team's code means that team's note."""
    text = source.text_of(call, name)
    if text and text != code and f"{kind}_{text}" in call.in_force:
        return source.text_of(call, f"{kind}_{text}")
    return text


def _report_parameters(source: Source, call: Call, codes: set[str], style: str | None) -> None:
    given = call.in_force
    if set(map(_code_in, given)) - codes - {""} or not codes.isdisjoint(given):
        _report_stray(source, call, codes)
    if (style or "").strip().lower() not in _WDL_STYLES:
        report_style(source, style, call.start, call.end)


def report_style(source: Source, style: str | None, start: int, end: int) -> None:
    """Say that a table has figures besides those that are read."""
    source.issue(
        "info",
        "unsupported_style",
        f"The table has the style {style!r}; only win, draw, loss and goals are read.",
        start,
        end,
    )


def _report_stray(source: Source, call: Call, codes: set[str]) -> None:
    """Parameters of teams that are not listed, and codes that stand where a name should."""
    for parameter in call.parameters:
        code = _code_in(parameter.name)
        if code and code not in codes and parameter.value.strip():
            _report_unlisted(source, parameter, code)
        elif parameter.name in codes:
            source.issue(
                "warning",
                "unknown_parameter",
                f"`{parameter.name}={plain_text(parameter.value)[:40]}` is a team's code and no"
                " parameter of a table; the module ignores it.",
                parameter.start,
                parameter.end,
            )


@lru_cache(maxsize=8_192)
def _code_in(name: str) -> str:
    """The team's code in `win_ABC`; nothing for any other name."""
    match = _OF_TEAM_NAME.fullmatch(name)
    return match[2] if match and not _NO_CODE.match(match[2]) else ""


# `status_text_Y`, `note_res_Q`, `draw_header` and `loss_before_draw` are not of a team.
_NO_CODE = re.compile(r"(?:text|res|header)_|(?:header|before_(?:draw|tie))$")
_NOTE_PREFIXES = ("name", "short", "note", "hth")


def _report_unlisted(source: Source, parameter: Parameter, code: str) -> None:
    prefix = parameter.name.removesuffix(f"_{code}")
    if prefix in _NOTE_PREFIXES:
        return  # names and notes of teams of the grid, or notes that others point at
    figures = prefix in (*STATISTICS, "adjust_points", "startpoints")
    source.issue(
        "warning" if figures else "info",
        "team_not_listed",
        f"`{parameter.name}` belongs to {code!r}, which is not in the list of teams, so the"
        " module shows it nowhere. Add the team to the list or correct the code.",
        parameter.start,
        parameter.end,
    )
