"""Matches listed in plain wikitables → match rows, recognised by their headings.

Two forms: one match a row (home, score, away), and one tie a row (team, aggregate, team, legs). As
in the leg templates, team1 of a row is the team at home, and a second leg is turned round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.leg_results import BYE, note_of, turned_value
from pipelines.wikitext.list_titles import Titles
from pipelines.wikitext.match_boxes import EMPTY_MATCH
from pipelines.wikitext.match_headings import MatchColumns
from pipelines.wikitext.match_legs import seen_by_first_team
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.scores import SCORE
from pipelines.wikitext.values import Value
from pipelines.wikitext.wikitables import (
    Cell,
    GridRow,
    Table,
    cell_text,
    heading_texts,
    is_heading,
    is_title,
    repeats_headings,
    report_surplus,
    row_extent,
)

_AWARDED = re.compile(r"\bw\.?/?o\b|walk-?over|award", re.I)


@dataclass(frozen=True, slots=True)
class _List:
    """A list while it is read: what its columns hold, and what the titles above a match say."""

    source: Source
    columns: MatchColumns
    width: int
    headings: set[str]
    replays: dict[int, str]  # place → its heading, where that names more than a leg
    is_turned: bool  # a second leg is written as the first team sees it
    titles: Titles


def read_matches(
    source: Source,
    table: Table,
    grid: list[GridRow],
    columns: MatchColumns,
    header_rows: int,
    width: int,
) -> int:
    """One row for each match, or for each leg. Returns the number of rows.

    A row whose second team is a bye, or shares its cell with a score, is one row without an
    opponent, and what the cell says is its score. Titles across the table name rounds or days;
    repeated headings are no matches; a row that is too short to tell its cells apart is rejected.
    """
    headed = grid[:header_rows]
    titles = Titles()
    titles.read_caption(source, table.caption)
    _read_titles_of_header(source, headed, titles)
    names = heading_texts(source.page, [row for row in headed if not is_title(row)])
    replays = _replay_names(source, headed, columns)
    is_turned = seen_by_first_team(source, grid[header_rows:], columns, names)
    read = _List(source, columns, width, names, replays, is_turned, titles)
    return sum(_read_line(read, row) for row in grid[header_rows:])


def _read_titles_of_header(source: Source, headed: list[GridRow], titles: Titles) -> None:
    is_above = True
    for row in headed:
        if not is_title(row):
            is_above = False
        elif row.columns[0] is not None:
            titles.read(source, row.columns[0], above_headings=is_above)


def _replay_names(source: Source, headed: list[GridRow], columns: MatchColumns) -> dict[int, str]:
    if not headed:
        return {}
    cells = {place: headed[-1].columns[place : place + 1] for place in columns.replays}
    names = {place: cell_text(source.page, cell[0]) for place, cell in cells.items() if cell}
    return {place: name for place, name in names.items() if "leg" not in name.lower()}


def _read_line(read: _List, row: GridRow) -> int:
    """The matches of one row of the grid, which may be a title. Returns their number."""
    source, columns = read.source, read.columns
    if _is_across(row, columns) and _read_across(read, row):
        return 0
    if is_heading(row) and not _is_match(source, row, columns):
        _read_heading(read, row)
        return 0
    needed = max(columns.home, columns.away, columns.score or 0, *columns.legs)
    if len(row.columns) <= needed:
        found = f"has {len(row.columns)} cells where the table has {read.width} columns"
        _reject(source, row, "row_too_short", found)
        return 0
    rows = _read_row(read, row)
    report_surplus(source, row, read.width, "match_boxes")
    read.titles.is_open = False
    return rows


def _is_across(row: GridRow, columns: MatchColumns) -> bool:
    """Is the row one cell, over the whole table or over both teams?"""
    only = row.row.cells[0]
    if len(row.row.cells) > 1:
        return False
    return is_title(row) or only is _cell(row, columns.home) is _cell(row, columns.away)


def _read_across(read: _List, row: GridRow) -> bool:
    """Read a title; False for a row that may be something else. What is no title is told."""
    cell = row.row.cells[0]
    if read.titles.read(read.source, cell):
        return True
    text = cell_text(read.source.page, cell)
    if is_title(row) and text:
        read.source.issue(
            "info",
            "text_across_list",
            f"{text[:60]!r} stands across a list of matches. It is no match and does not name a"
            " round or a day, and is not read.",
            *row_extent(read.source.page, row),
        )
    return is_title(row)


def _read_heading(read: _List, row: GridRow) -> None:
    """A row of header cells that repeats no heading may name the round and the day in two."""
    if not repeats_headings(read.source.page, row, read.headings):
        for cell in row.row.cells:
            read.titles.read(read.source, cell, above_headings=True)


def _reject(source: Source, row: GridRow, code: str, why: str) -> None:
    start, end = row_extent(source.page, row)
    message = f"This row of a list of matches {why}; what its cells mean cannot be told."
    source.reject("match_boxes", code, message, start, end)


def _read_row(read: _List, row: GridRow) -> int:
    source, columns = read.source, read.columns
    home, away = _value(source, row, columns.home), _value(source, row, columns.away)
    score = _value(source, row, columns.score)
    if not home.text and not away.text:
        return 0
    if _is_spanned(row, columns, columns.home):
        _reject(source, row, "row_without_teams", "has one cell for a team and a score")
        return 0
    if _is_spanned(row, columns, columns.away) or BYE.fullmatch(away.text or score.text):
        _add(read, row, None, (home, None), away if away.text else score, None)
        return 1
    if not columns.legs:
        _add(read, row, 1, (home, away), score, None)
        return 1 + _read_replays(read, row, 2, (home, away), None)
    first, second = (_value(source, row, place) for place in columns.legs)
    _add(read, row, 1, (home, away), first, score)
    second = turned_value(second) if read.is_turned else second
    _add(read, row, 2, (away, home), second, score)
    return 2 + _read_replays(read, row, 3, (home, away), score)


def _read_replays(
    read: _List, row: GridRow, leg: int, teams: tuple[Value, Value], aggregate: Value | None
) -> int:
    """The matches behind the last leg: each as written, on a ground nobody names."""
    rows = 0
    for place in read.columns.replays:
        score = _value(read.source, row, place)
        if SCORE.search(score.text) or _AWARDED.search(score.text):
            _add(read, row, leg + rows, teams, score, aggregate, read.replays.get(place))
            rows += 1
        elif any(map(str.isalnum, score.text)):  # a dash: none was played
            read.source.issue(
                "info",
                "replay_not_read",
                f"{score.text[:60]!r} stands in the column of a replay or a play-off. It is no"
                " score, and no match is read from it.",
                *row_extent(read.source.page, row),
            )
    return rows


def _is_spanned(row: GridRow, columns: MatchColumns, team: int) -> bool:
    """Is the cell of a team that of the other one too, or of a score? Then it names no team."""
    others = {columns.home, columns.away, columns.score, *columns.legs} - {team}
    return any(_cell(row, place) is row.columns[team] for place in others)


def _cell(row: GridRow, place: int | None) -> Cell | None:
    return row.columns[place] if place is not None and place < len(row.columns) else None


def _value(source: Source, row: GridRow, place: int | None) -> Value:
    cell = _cell(row, place)
    return Value("") if cell is None else source.cell(cell.start, cell.end)


def _add(
    read: _List,
    row: GridRow,
    leg: int | None,
    teams: tuple[Value, Value | None],
    score: Value,
    aggregate: Value | None,
    name: str | None = None,
) -> None:
    """One match; `name` is the heading of a column of replays."""
    source = read.source
    start, end = row_extent(source.page, row)
    lines = source.lines(start, end)
    values: Row = _facts(read, row, name)
    for side, team in zip(("team1", "team2"), teams, strict=True):
        if team is not None:
            values |= {side: team.text, f"{side}_link": team.link, f"{side}_code": team.code}
    values |= {"leg_no": leg, "score": score.text, "score_link": score.link}
    values["aggregatescore"] = aggregate.text if aggregate else None
    values["note"] = note_of(score, aggregate)
    source.reading.add(
        "match_boxes",
        lines,
        match_no=source.next("match", start),
        section_no=source.section_at(lines[0]),
        template="wikitable",
        witness="leg_result",
        **values,
    )


def _facts(read: _List, row: GridRow, name: str | None) -> Row:
    """What the columns and the titles say of a match; date and ground are those of the first."""
    columns, titles = read.columns, read.titles
    values: Row = dict(EMPTY_MATCH)
    if not columns.legs and name is None:
        for column, place in columns.facts.items():
            if _cell(row, place) is not row.columns[columns.away]:
                values[column] = _value(read.source, row, place).text
        _part_ground(read, row, values)
        values["date"] = values["date"] or titles.date or values["date"]
    values["round"] = titles.round_with(name or values["round"])
    return values


def _part_ground(read: _List, row: GridRow, values: Row) -> None:
    """Keep ground and town apart where a line break parts them, and no column has the town."""
    cell = _cell(row, read.columns.facts.get("stadium"))
    if cell is not None and values["stadium"] and not values["location"]:
        values["stadium"] = read.source.text_in_parts(read.source.text[cell.start : cell.end], ", ")


def holds_scores(source: Source, grid: list[GridRow], columns: MatchColumns) -> bool:
    """Does at least one row have a score where the headings promise one?"""
    return any(_has_score(source, row, columns) for row in grid)


def _is_match(source: Source, row: GridRow, columns: MatchColumns) -> bool:
    teams = (_value(source, row, place).text for place in (columns.home, columns.away))
    return all(teams) and _has_score(source, row, columns)


def _has_score(source: Source, row: GridRow, columns: MatchColumns) -> bool:
    places = columns.legs or ((columns.score,) if columns.score is not None else ())
    return any(SCORE.search(_value(source, row, place).text) for place in places)
