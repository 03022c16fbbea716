"""Matches listed in plain wikitables → match rows, recognised by their headings.

Two forms: one match a row (home, score, away), and one tie a row (team, aggregate, team, legs). As
in the leg templates, team1 of a row is the team at home, and a second leg is turned round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.leg_results import BYE, note_of, turned_value
from pipelines.wikitext.match_boxes import EMPTY_MATCH
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.values import Value
from pipelines.wikitext.wikitables import (
    Cell,
    GridRow,
    is_heading,
    is_title,
    report_surplus,
    row_extent,
)

_HOME = re.compile(
    r"(?!.*\b(?:hora|horario)\b)"  # the local hour is no club
    r"(?:.*\b)?(?:home(?: team| club| side)?|team (?:#|no\. ?)?1|local)$"
)
_AWAY = re.compile(
    r"(?:.*\b)?(?:away(?: team| club| side)?|visitors?|team (?:#|no\. ?)?2|visitante)$"
)
_FIRST_LEG_HOME = re.compile(r".*1st leg home(?: team)?$")
_SECOND_LEG_HOME = re.compile(r".*2nd leg home(?: team)?$")
_LEG = re.compile(r"(?:.*\b)?(?:1st|first|2nd|second) leg(?: score)?$")
_THIRD_LEG = re.compile(r"(?:.*\b)?(?:3rd|third) leg(?: score)?$")
_SCORE = re.compile(r"(?:.*\b)?(?:score|result|scores|results|resultado)$")
_AGGREGATE = re.compile(r"(?:.*\b)?(?:agg\.?|aggregate|points|global)(?: score)?$")
_FACTS = {
    "date": ("date", "match date", "fecha"),
    "time": (
        "time",
        "kick-off",
        "kick off",
        "kickoff",
        "hora",
        "hora local",
        "horario",
        "horario local",
    ),
    "round": ("round", "matchday", "match day"),
    "stadium": ("venue", "stadium", "ground", "estadio"),
    "location": ("location", "city"),
    "attendance": ("attendance", "att.", "crowd"),
    "referee": ("referee",),
    "report": ("report",),
}
_FIGURES = re.compile(r"\d{1,2}\s*[–−—‐:-]\s*\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class MatchColumns:
    """Places of the columns; `legs` is empty where a row is one match."""

    home: int
    away: int
    score: int | None
    legs: tuple[int, ...]
    third_leg: int | None
    facts: dict[str, int]


def match_columns(headings: list[str]) -> MatchColumns | None:
    """Which columns hold what, or None when the headings are not those of a list of matches."""
    first_leg, second_leg = _find(headings, _FIRST_LEG_HOME), _find(headings, _SECOND_LEG_HOME)
    home = first_leg if first_leg is not None else _find(headings, _HOME)
    away = second_leg if second_leg is not None else _find(headings, _AWAY)
    if home is None or away is None or home == away:
        return None
    legs = tuple(n for n, h in enumerate(headings) if _LEG.match(h) and "home" not in h)
    facts = {
        column: place
        for column, words in _FACTS.items()
        if (place := next((n for n, h in enumerate(headings) if h in words), None)) is not None
    }
    score = _find(headings, _AGGREGATE if legs else _SCORE)
    if len(legs) == 2 or (score is not None and not legs):
        return MatchColumns(home, away, score, legs, _find(headings, _THIRD_LEG), facts)
    return None


def _find(headings: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, heading in enumerate(headings) if pattern.fullmatch(heading)), None)


def read_matches(
    source: Source, grid: list[GridRow], header_rows: int, columns: MatchColumns, width: int
) -> int:
    """One row for each match, or for each leg. Returns the number of rows.

    A row whose second team is a bye, or shares its cell with a score, is one row without an
    opponent, and what the cell says is its score. Titles across the table and repeated headings
    are no matches; a row that is too short to tell its cells apart is rejected.
    """
    rows = 0
    needed = max(columns.home, columns.away, columns.score or 0, *columns.legs)
    for row in grid[header_rows:]:
        if is_title(row) or (is_heading(row) and not _is_match(source, row, columns)):
            continue
        if len(row.columns) <= needed:
            found = f"has {len(row.columns)} cells where the table has {width} columns"
            _reject(source, row, "row_too_short", found)
            continue
        rows += _read_row(source, row, columns)
        report_surplus(source, row, width, "match_boxes")
    return rows


def _reject(source: Source, row: GridRow, code: str, why: str) -> None:
    start, end = row_extent(source.page, row)
    message = f"This row of a list of matches {why}; what its cells mean cannot be told."
    source.reject("match_boxes", code, message, start, end)


def _read_row(source: Source, row: GridRow, columns: MatchColumns) -> int:
    home, away = _value(source, row, columns.home), _value(source, row, columns.away)
    score = _value(source, row, columns.score)
    if not home.text and not away.text:
        return 0
    if _is_spanned(row, columns, columns.home):
        _reject(source, row, "row_without_teams", "has one cell for a team and a score")
        return 0
    if _is_spanned(row, columns, columns.away) or BYE.fullmatch(away.text or score.text):
        _add(source, row, columns, None, (home, None), away if away.text else score, None)
        return 1
    if not columns.legs:
        _add(source, row, columns, 1, (home, away), score, None)
        return 1
    first, second = (_value(source, row, place) for place in columns.legs)
    _add(source, row, columns, 1, (home, away), first, score)
    _add(source, row, columns, 2, (away, home), turned_value(second), score)
    third = _value(source, row, columns.third_leg)
    if not third.text.strip("-–—− "):  # a dash: none was played
        return 2
    _add(source, row, columns, 3, (home, away), third, score)  # a replay; as written
    return 3


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
    source: Source,
    row: GridRow,
    columns: MatchColumns,
    leg: int | None,
    teams: tuple[Value, Value | None],
    score: Value,
    aggregate: Value | None,
) -> None:
    start, end = row_extent(source.page, row)
    lines = source.lines(start, end)
    values: Row = dict(EMPTY_MATCH)
    if not columns.legs:
        for column, place in columns.facts.items():
            if _cell(row, place) is not row.columns[columns.away]:
                values[column] = _value(source, row, place).text
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


def holds_scores(source: Source, grid: list[GridRow], columns: MatchColumns) -> bool:
    """Does at least one row have a score where the headings promise one?"""
    return any(_has_score(source, row, columns) for row in grid)


def _is_match(source: Source, row: GridRow, columns: MatchColumns) -> bool:
    teams = (_value(source, row, place).text for place in (columns.home, columns.away))
    return all(teams) and _has_score(source, row, columns)


def _has_score(source: Source, row: GridRow, columns: MatchColumns) -> bool:
    places = columns.legs or ((columns.score,) if columns.score is not None else ())
    return any(_FIGURES.search(_value(source, row, place).text) for place in places)
