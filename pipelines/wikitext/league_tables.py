"""`Sports table` calls → a table, its rows and its result grid.

The order of the rows is the editor's: row N is team N, and nothing here sorts. The module computes
played, goal difference and points itself, so a call types none of them; an absent, an empty and a
`0` figure look the same on the wiki and stay three different things here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipelines.wikitext.reading import PARSED, Row, Source, report_duplicates
from pipelines.wikitext.results_grid import read_grid
from pipelines.wikitext.templates import Call, Parameter
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


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the list: its code, its number in the list, and where it is named."""

    code: str
    number: int
    parameter: Parameter


def read_sports_table(source: Source, call: Call) -> int:
    """Rows of league_tables, league_table_rows and result_grid_cells. Returns how many in all."""
    report_duplicates(source, call)
    teams = list_teams(source, call)
    table_no = source.next("table", call.start)
    lines = source.lines(call.start, call.end)
    table: Row = {
        column: next((t for name in names if (t := source.text_of(call, name)) is not None), None)
        for column, names in _TABLE_PARAMETERS.items()
    }
    source.reading.add(
        "league_tables",
        lines,
        table_no=table_no,
        section_no=source.section_at(lines[0]),
        template=call.name,
        family="sports_table",
        team_count=len(teams),
        **(EMPTY_TABLE | table | {"transcluded_from": source.title}),
    )
    for row_no, team in enumerate(teams, start=1):
        _add_row(source, call, table_no, row_no, team)
    _report_parameters(source, call, {team.code for team in teams}, table["style"])
    rows = 1 + len(teams) + read_grid(source, call, teams_with_names(source, call, teams), table_no)
    source.mark(call.span, PARSED, rows)
    return rows


def list_teams(source: Source, call: Call) -> list[Team]:
    """The teams in the table's order.

    `team_order` wins over `teamN`. `teamN` is read by number from `highest_pos` (default 1) and
    stops at the first gap, as the module does; what stands behind a gap is reported.
    """
    order = call.last("team_order")
    if order is not None and order.value.strip():
        codes = [code.strip() for code in (source.value(order) or _NO_VALUE).text.split(",")]
        return [Team(code, n, order) for n, code in enumerate((c for c in codes if c), start=1)]
    numbered: dict[int, Parameter] = {}
    for name in call.in_force:
        match = _TEAM_NUMBER.fullmatch(name) if name.startswith("team") else None
        if match and (parameter := call.last(name)) is not None:
            numbered[int(match[1])] = parameter
    first = (source.text_of(call, "highest_pos") or "1").strip()
    number = int(first) if first.isdecimal() and len(first) < 4 else 1
    teams: list[Team] = []
    while number in numbered and (code := _code(source, numbered[number])):
        teams.append(Team(code, number, numbered[number]))
        number += 1
    _report_gap(source, numbered, number)
    return teams


def _report_gap(source: Source, numbered: dict[int, Parameter], gap: int) -> None:
    beyond = sorted(n for n, p in numbered.items() if n > gap and p.value.strip())
    if beyond:
        names = ", ".join(f"team{n}" for n in beyond)
        source.issue(
            "warning",
            "team_gap",
            f"`team{gap}` is missing, so the table ends before it and {names} is not shown and"
            " not read. Number the teams without a gap.",
            numbered[beyond[0]].start,
            numbered[beyond[0]].end,
        )


def _code(source: Source, parameter: Parameter) -> str:
    value = source.value(parameter)
    return value.text if value else ""


def teams_with_names(
    source: Source, call: Call, teams: list[Team]
) -> dict[str, tuple[str | None, str | None]]:
    """Code → (name, link) for the teams of a list, for its grid; a name is None where not given."""
    names: dict[str, tuple[str | None, str | None]] = {}
    for team in teams:
        value = source.value_of(call, f"name_{team.code}")
        names[team.code] = (value.text, value.link) if value and value.text else (None, None)
    return names


def _add_row(source: Source, call: Call, table_no: int, row_no: int, team: Team) -> None:
    name_parameter = call.last(f"name_{team.code}")
    name = source.value(name_parameter)
    row: Row = dict(EMPTY_ROW)
    for column, parameter in _columns_of(team.code):
        if parameter in call.in_force:
            row[column] = text = source.text_of(call, parameter)
            if text and column in _FIGURES and not _NUMBER.fullmatch(text):
                _report_figure(source, call, parameter, text)
    row["note"] = _note(source, call, "note", team.code)
    row["hth_note"] = _note(source, call, "hth", team.code)
    row["result_key"] = source.text_of(call, f"result{team.number}")
    if row["result_key"]:
        row["result_text"] = source.text_of(call, f"text_{row['result_key']}")
    named = name_parameter or team.parameter
    team_line = source.page.line_of(team.parameter.start)
    if call.last("team_order") is team.parameter:
        team_line = source.page.line_of(named.start)
    source.reading.add(
        "league_table_rows",
        _lines_of_figures(source, call, team.code) or (team_line, team_line),
        table_no=table_no,
        row_no=row_no,
        team=(name.text if name and name.text else team.code),
        team_line=team_line,
        **(row | {"team_code": team.code, "team_link": name.link if name else None}),
    )


@lru_cache(maxsize=4_096)
def _columns_of(code: str) -> tuple[tuple[str, str], ...]:
    """Columns of a row and the parameters of a team they hold, as written."""
    return tuple((column, f"{name}_{code}") for column, name in _OF_ROW)


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


def _note(source: Source, call: Call, kind: str, code: str) -> str | None:
    """A note of a team; a note that is just another team's code means that team's note."""
    text = source.text_of(call, f"{kind}_{code}")
    if text and text != code and call.last(f"{kind}_{text}") is not None:
        return source.text_of(call, f"{kind}_{text}")
    return text


def _lines_of_figures(source: Source, call: Call, code: str) -> tuple[int, int] | None:
    found = [p for figure in STATISTICS if (p := call.last(f"{figure}_{code}")) is not None]
    if not found:
        return None
    ends = [max(p.start + 1, p.end - len(p.value) + len(p.value.rstrip())) for p in found]
    return source.lines(min(p.start for p in found), max(ends))


def _report_parameters(source: Source, call: Call, codes: set[str], style: str | None) -> None:
    for parameter in call.parameters:
        prefix, code = _of_team(parameter.name)
        if code.startswith(_NO_CODE):
            continue
        if code and code not in codes and parameter.value.strip():
            _report_unlisted(source, parameter, prefix, code)
        elif parameter.name in codes:
            source.issue(
                "warning",
                "unknown_parameter",
                f"`{parameter.name}={plain_text(parameter.value)[:40]}` is a team's code and no"
                " parameter of a table; the module ignores it.",
                parameter.start,
                parameter.end,
            )
    if (style or "").strip().lower() not in _WDL_STYLES:
        source.issue(
            "info",
            "unsupported_style",
            f"The table has the style {style!r}; only win, draw, loss and goals are read.",
            call.start,
            call.end,
        )


@lru_cache(maxsize=8_192)
def _of_team(name: str) -> tuple[str, str]:
    """`win_ABC` → what it is and the team's code; nothing of both for any other name."""
    match = _OF_TEAM_NAME.fullmatch(name)
    return (match[1], match[2]) if match else ("", "")


_NO_CODE = ("text_", "res_", "header_")  # `status_text_Y` and `note_res_Q` are not of a team
_NOTE_PREFIXES = ("name", "short", "note", "hth")


def _report_unlisted(source: Source, parameter: Parameter, prefix: str, code: str) -> None:
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


class _NoValue:
    text = ""


_NO_VALUE = _NoValue()
