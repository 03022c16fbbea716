"""Matches listed in plain wikitables → match rows, recognised by their headings.

Two forms: one match a row (home, score, away), and one tie a row (team, aggregate, team, legs). As
in the leg templates, team1 of a row is the team at home, and a second leg is turned round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.wikitext.leg_results import turned
from pipelines.wikitext.match_boxes import EMPTY_MATCH
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.values import Value
from pipelines.wikitext.wikitables import GridRow, is_heading, is_title, row_extent

_HOME = re.compile(r"(?:.*\b)?(?:home(?: team| club| side)?|team (?:#|no\. ?)?1|local)$")
_AWAY = re.compile(
    r"(?:.*\b)?(?:away(?: team| club| side)?|visitors?|team (?:#|no\. ?)?2|visitante)$"
)
_FIRST_LEG_HOME = re.compile(r".*1st leg home(?: team)?$")
_SECOND_LEG_HOME = re.compile(r".*2nd leg home(?: team)?$")
_LEG = re.compile(r"(?:.*\b)?(?:(1st|first)|(2nd|second)) leg(?: score)?$")
_SCORE = re.compile(r"(?:.*\b)?(?:score|result|scores|results|resultado)$")
_AGGREGATE = re.compile(r"(?:.*\b)?(?:agg\.?|aggregate|points|global)(?: score)?$")
_FACTS = {
    "date": ("date", "match date", "fecha"),
    "time": ("time", "kick-off", "kick off", "kickoff"),
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
        return MatchColumns(home, away, score, legs, facts)
    return None


def _find(headings: list[str], pattern: re.Pattern[str]) -> int | None:
    return next((n for n, heading in enumerate(headings) if pattern.fullmatch(heading)), None)


def read_matches(
    source: Source, grid: list[GridRow], header_rows: int, columns: MatchColumns, width: int
) -> int:
    """One row for each match, or for each leg. Returns the number of rows.

    Titles across the table and repeated headings are no matches; a row that is too short to tell
    its cells apart is rejected.
    """
    rows = 0
    needed = max(columns.home, columns.away, columns.score or 0, *columns.legs)
    for row in grid[header_rows:]:
        if is_title(row) or is_heading(row):
            continue
        if len(row.columns) <= needed:
            _reject(source, row, width)
            continue
        rows += _read_row(source, row, columns)
    return rows


def _reject(source: Source, row: GridRow, width: int) -> None:
    start, end = row_extent(source.page, row)
    source.reject(
        "match_boxes",
        "row_too_short",
        f"This row of a list of matches has {len(row.columns)} cells where the table has {width}"
        " columns; which cell is missing cannot be told.",
        start,
        end,
    )


def _read_row(source: Source, row: GridRow, columns: MatchColumns) -> int:
    home, away = _value(source, row, columns.home), _value(source, row, columns.away)
    score = _value(source, row, columns.score)
    if not home.text and not away.text:
        return 0
    if not columns.legs:
        _add(source, row, columns, 1, (home, away), score, None)
        return 1
    first, second = (_value(source, row, place) for place in columns.legs)
    _add(source, row, columns, 1, (home, away), first, score.text)
    back = Value(turned(second.text), second.link)
    _add(source, row, columns, 2, (away, home), back, score.text)
    return 2


def _value(source: Source, row: GridRow, place: int | None) -> Value:
    cell = row.columns[place] if place is not None and place < len(row.columns) else None
    return Value("") if cell is None else source.cell(cell.start, cell.end)


def _add(
    source: Source,
    row: GridRow,
    columns: MatchColumns,
    leg: int,
    teams: tuple[Value, Value],
    score: Value,
    aggregate: str | None,
) -> None:
    start, end = row_extent(source.page, row)
    lines = source.lines(start, end)
    values: Row = dict(EMPTY_MATCH)
    if not columns.legs:
        for column, place in columns.facts.items():
            values[column] = _value(source, row, place).text
    for side, team in zip(("team1", "team2"), teams, strict=True):
        values |= {side: team.text, f"{side}_link": team.link, f"{side}_code": team.code}
    values |= {"leg_no": leg, "score": score.text, "score_link": score.link}
    values["aggregatescore"] = aggregate
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
    places = columns.legs or ((columns.score,) if columns.score is not None else ())
    return any(_FIGURES.search(_value(source, row, place).text) for row in grid for place in places)
