"""Standings that are plain wikitables → a table and its rows, recognised by their headings.

Unlike a `Sports table`, such a table types played, goal difference and points itself; all of it is
kept as written, next to the figures it could be computed from. What is no number is told where text
becomes numbers, in SQL: a cell is there for readers, with footnote marks and all.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipelines.wikitext.deductions_below import put_deductions_on_rows
from pipelines.wikitext.headings import SUMS
from pipelines.wikitext.league_tables import EMPTY_ROW, EMPTY_TABLE, report_style
from pipelines.wikitext.match_boxes import with_notes
from pipelines.wikitext.points_adjustments import adjustment_of
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.standings_columns import FIGURES, WRITTEN, shoot_out_headings
from pipelines.wikitext.values import plain_text, render
from pipelines.wikitext.wikitables import (
    GridRow,
    Table,
    cell_text,
    is_heading,
    is_title,
    report_surplus,
    row_extent,
    surplus_of,
)

_GOALS = re.compile(r"(\d{1,3})\s*[:–−-]\s*(\d{1,3})(?:\s*\(\s*([-+−–]\s?\d{1,3}|±?0)\s*\))?")
_GOALS_IN_CELLS = re.compile(r"(\d{1,3})\s*[:–−-]?\s*(\d{1,3})")
_FIGURE = re.compile(r"([-+−–±]?)(\d{1,4})(?!\d)|[-–—−]$")  # a dash where a club withdrew
_DIGITS = re.compile(r"\d{1,4}(?!\d)")
_MINUS = ("-", "−", "–")
_NO_NAME = re.compile(r"\d{1,2}\.?|\([^()]*\)|[*†‡§]+")
_CODE = re.compile(r"[A-Z]{1,3}")
_PLACE = re.compile(r"\d{1,2}\.?")
_NUMBERED = re.compile(r"(\d{1,2}(?:[.)º°]|(?= )))\s*(.+)")


class Layout(NamedTuple):
    """What the headings of a league table say; `titles` stand across it, or head its teams."""

    headings: list[str]
    header_rows: int
    columns: dict[str, int]
    titles: list[str]


def read_standings(source: Source, table: Table, grid: list[GridRow], layout: Layout) -> int:
    """One table row and a row for each team. Returns the number of rows in all."""
    headings, header_rows, columns, titles = layout
    table_no = source.next("table", table.start)
    teams = _spanned(headings, columns["team"])
    body = [row for row in grid[header_rows:] if not _is_no_team(source, row, columns)]
    rows: list[tuple[GridRow, dict[str, int]]] = []
    for row in body:
        places = _columns_of(source, row, columns, teams)
        if _is_certain(source, row, headings, places):
            rows.append((row, places))
        else:
            _reject(source, row, len(headings))
    style = " ".join(shoot_out_headings(headings)) or None
    if style:
        report_style(source, style, table.start, table.end)
    lines = source.lines(table.start, table.end)
    caption = plain_text(source.text[slice(*table.caption)]) if table.caption else None
    source.reading.add(
        "league_tables",
        lines,
        table_no=table_no,
        section_no=source.section_at(lines[0]),
        template="wikitable",
        family="wikitable",
        team_count=len(rows),
        **(
            EMPTY_TABLE
            | {
                "caption": with_notes(caption, *titles),
                "style": style,
                "transcluded_from": source.title,
            }
        ),
    )
    numbered = _are_numbered(source, rows)
    read = source.reading.rows["league_table_rows"]
    for row_no, (row, places) in enumerate(rows, start=1):
        _add_row(source, table_no, row_no, row, places, headings)
        if numbered:
            _part_number(read[-1])
    put_deductions_on_rows(source, table, grid[header_rows:], read[len(read) - len(rows) :])
    return 1 + len(rows)


def _are_numbered(source: Source, rows: list[tuple[GridRow, dict[str, int]]]) -> bool:
    """Does every name begin with its place, one after another? `1. FC Köln` alone does not."""
    if len(rows) < 2 or any("display_position" in columns for _, columns in rows):
        return False
    names = [_NUMBERED.fullmatch(_text(source, row, columns["team"])) for row, columns in rows]
    places = [int(name[1].rstrip(".)º°")) for name in names if name]
    if len(places) < len(rows) or places[0] == places[-1]:
        return False
    return all(
        place in (places[0] + number, places[number - 1])
        for number, place in enumerate(places[1:], start=1)
    )


def _part_number(row: Row) -> None:
    """Set the place before a team's name apart from it."""
    if name := _NUMBERED.fullmatch(row["team"]):
        row["display_position"], row["team"] = name[1], name[2]


def _is_no_team(source: Source, row: GridRow, columns: dict[str, int]) -> bool:
    """A text across the table, a sum, or header cells without figures: its headings once more."""
    if is_title(row):
        if text := _text(source, row, 0):
            _tell_left_out(
                source, row, "row_across_table", f"stands across the table: {text[:300]!r}"
            )
        return True
    names = [columns[c] for c in ("team", "display_position") if c in columns]
    if any(_is_sum(source, row, place) for place in names):
        _tell_left_out(source, row, "row_of_sums", "is the sum of the others")
        return True
    if not is_heading(row):
        return False
    texts = [_text(source, row, place) for c, place in columns.items() if c in FIGURES]
    return not any(map(_DIGITS.match, texts))


def _is_sum(source: Source, row: GridRow, place: int) -> bool:
    """Is the cell called like a sum, and not by a link, as a club would be?"""
    cell = row.columns[place] if place < len(row.columns) else None
    if cell is None or cell_text(source.page, cell).lower().rstrip(": ") not in SUMS:
        return False
    return source.cell(cell.start, cell.end).link is None


def _tell_left_out(source: Source, row: GridRow, code: str, why: str) -> None:
    message = f"This row of a league table {why}. It is read as no team."
    source.issue("info", code, message, *row_extent(source.page, row))


def _columns_of(
    source: Source, row: GridRow, columns: dict[str, int], teams: range
) -> dict[str, int]:
    """The columns of one row: below a team heading over several, one is the team's.

    It is the last with a text that is no figure and not in brackets; a flag or a code may stand
    before it, and a figure there is its position.
    """
    if len(teams) == 1:
        return columns
    texts = {place: _text(source, row, place) for place in teams}
    places = [place for place, text in texts.items() if text and not _NO_NAME.fullmatch(text)]
    written = dict.fromkeys(texts[place] for place in places)
    names = [text for text in written if not _CODE.fullmatch(text)]
    if len(names) > 1:
        source.issue(
            "warning",
            "team_in_two_cells",
            f"Below the heading of the team this row has {names[0][:40]!r} and {names[-1][:40]!r};"
            " the last is read. Give the other column a heading of its own.",
            *row_extent(source.page, row),
        )
    found = columns | {"team": places[-1]} if places else columns
    if _PLACE.fullmatch(texts[teams[0]]):
        return {"display_position": teams[0]} | found
    return found


def _is_certain(source: Source, row: GridRow, headings: list[str], columns: dict[str, int]) -> bool:
    """Does every cell of a row stand below its own heading?

    The last cell may be missing where it would be a text, such as a qualification; then all
    figures must be there. Any other short row lacks nobody knows which cell. A row that is long
    enough is shifted where a number stands for the team, and the figures add up one column
    beside their own and not in it.
    """
    missing = len(headings) - len(row.columns)
    team = _text(source, row, columns["team"])
    if not team or missing > 1:
        return False
    if missing <= 0 and not _PLACE.fullmatch(team):
        return True
    adds_up = _adds_up(source, row, columns)
    if missing == 1:
        last = next((c for c, place in columns.items() if place == len(headings) - 1), None)
        texts = [_text(source, row, place) for c, place in columns.items() if c in WRITTEN]
        is_whole = last not in WRITTEN and all(map(_FIGURE.match, texts))
        is_surely_text = last == "result_text" or adds_up is not False
        return is_whole and is_surely_text and not _PLACE.fullmatch(team)
    return adds_up is True or not any(_adds_up(source, row, columns, by) for by in (-1, 1))


def _adds_up(source: Source, row: GridRow, columns: dict[str, int], by: int = 0) -> bool | None:
    """Do the figures agree with one another? None where too few are known.

    `by` looks that many columns to the right of where each figure should stand.
    """
    known: dict[str, int] = {}
    for column in columns.keys() & WRITTEN:
        found = _FIGURE.match(_text(source, row, columns[column] + by))
        if found and found[2]:
            known[column] = int(found[2]) * (-1 if found[1] in _MINUS else 1)
    agree: list[bool] = []
    if known.keys() >= {"played", "win", "draw", "loss"}:
        agree.append(known["played"] == known["win"] + known["draw"] + known["loss"])
    if known.keys() >= {"gf", "ga", "goal_difference"}:
        agree.append(known["goal_difference"] == known["gf"] - known["ga"])
    return all(agree) if agree else None


def _text(source: Source, row: GridRow, place: int) -> str:
    return cell_text(source.page, row.columns[place]) if 0 <= place < len(row.columns) else ""


def _reject(source: Source, row: GridRow, wanted: int) -> None:
    start, end = row_extent(source.page, row)
    source.reject(
        "league_table_rows",
        "row_too_short" if len(row.columns) < wanted else "row_without_team",
        f"This row of a league table has {len(row.columns)} cells where the table has {wanted}"
        " columns, or no team in the column for it; its figures cannot be told apart.",
        start,
        end,
    )


def _spanned(headings: list[str], place: int) -> range:
    """The columns below the heading at `place`, which may span more than one."""
    end = place
    while end < len(headings) and headings[end] == headings[place]:
        end += 1
    return range(place, end)


def _goals(source: Source, row: GridRow, places: range) -> Row:
    """Goals for and against from the cells below one heading; a text that is no pair is both.

    A single number is neither: whether it counts goals for or against, nobody knows. Behind a pair
    may stand its difference: `58:30 (+28)`.
    """
    cells = {id(cell): cell for cell in row.columns[places.start : places.stop]}
    texts = [text for cell in cells.values() if (text := cell_text(source.page, cell))]
    text = " ".join(texts)
    goals = _GOALS_IN_CELLS.fullmatch(text) if len(texts) > 1 else _GOALS.search(text)
    if goals:
        difference = {"goal_difference": goals[3]} if goals.re is _GOALS and goals[3] else {}
        return {"gf": goals[1], "ga": goals[2]} | difference
    if not text.isdecimal():
        return {"gf": text, "ga": text}
    source.issue(
        "warning",
        "goals_not_told_apart",
        f"The goals of this row are {text[:20]!r}, one number for goals for and against; neither"
        " is read. Write both, as in `58–30`.",
        *row_extent(source.page, row),
    )
    return {}


def _result_beyond(source: Source, row: GridRow, width: int) -> str | None:
    """What became of the team, where it is the one text behind the last column."""
    surplus = surplus_of(source.page, row, width)
    if len(surplus) != 1 or surplus[0] is not row.columns[width]:
        return None
    text = source.cell(surplus[0].start, surplus[0].end).text
    return None if any(map(str.isdecimal, text)) else text


def _notes_of_points(source: Source, row: GridRow, columns: dict[str, int]) -> list[str]:
    """The footnotes beside the points and what is taken off them."""
    places = [columns[c] for c in ("points", "adjust_points") if c in columns]
    cells = [row.columns[place] for place in places if place < len(row.columns)]
    return [
        note
        for cell in cells
        if cell
        for note in render(source.text[cell.start : cell.end]).footnotes
    ]


def _adjustment(source: Source, row: GridRow, values: Row, heading: str) -> str | None:
    """The points that the column for them takes off or adds, in a row that has it."""
    text = values["adjust_points"]
    value, is_certain = adjustment_of(text, heading, values)
    if not is_certain:
        source.issue(
            "warning",
            "adjustment_unclear",
            f"The points of this row follow from its results neither with the {text[:20]!r} in the"
            f" column `{heading}` nor without; that is not counted. Write its sign.",
            *row_extent(source.page, row),
        )
    return value


def _add_row(
    source: Source,
    table_no: int,
    row_no: int,
    row: GridRow,
    columns: dict[str, int],
    headings: list[str],
) -> None:
    values: Row = dict(EMPTY_ROW)
    if "goals" in columns and columns["goals"] < len(row.columns):
        values |= _goals(source, row, _spanned(headings, columns["goals"]))
    for column, place in columns.items():
        if column in values and place < len(row.columns):
            figure = row.columns[place]
            values[column] = source.cell(figure.start, figure.end).text if figure else ""
    if values["adjust_points"] is not None:
        heading = headings[columns["adjust_points"]]
        values["adjust_points"] = _adjustment(source, row, values, heading)
    if not values["result_text"] and (result := _result_beyond(source, row, len(headings))):
        values["result_text"] = result
    else:
        report_surplus(source, row, len(headings), "league_table_rows")
    cell = row.columns[columns["team"]]
    assert cell is not None
    team = source.cell(cell.start, cell.end)
    values["note"] = with_notes(None, *team.footnotes, *_notes_of_points(source, row, columns))
    start, end = row_extent(source.page, row)
    lines = source.lines(start, end)
    source.reading.add(
        "league_table_rows",
        lines,
        table_no=table_no,
        row_no=row_no,
        team=team.text,
        team_line=source.page.line_of(cell.start),
        **(values | {"team_link": team.link}),
    )
