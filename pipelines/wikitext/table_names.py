"""What a plain league table is called besides its caption: titles across it, a name over its teams.

A table of `Group A` often says so where the heading of its teams should be. That column is theirs
where it is the only one without a known heading, and all figures of a league table stand beside it.
"""

from __future__ import annotations

import re

from pipelines.wikitext.headings import NO_TEAM_NAMES
from pipelines.wikitext.reading import Source
from pipelines.wikitext.standings_columns import FIGURES, columns_of, standings_columns
from pipelines.wikitext.wikitables import GridRow, cell_text, is_title

_GROUP = re.compile(
    r"(?:group|grupo|gruppe|groupe|girone|gruppo|poule|pool|zone|zona)\s\w[\w.]{0,20}"
)
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")


def titles_of(source: Source, grid: list[GridRow], header_rows: int) -> list[str]:
    """The texts of the cells across the table above its headings."""
    rows = [row for row in grid[:header_rows] if is_title(row) and len(row.columns) > 1]
    return [cell_text(source.page, row.columns[0]) for row in rows]


def place_of_named_teams(
    source: Source, grid: list[GridRow], headings: list[str], header_rows: int
) -> int | None:
    """The column of teams whose heading is the name of a group or of the competition, if any."""
    unknown = [place for place, column in enumerate(columns_of(headings)) if column is None]
    if len(unknown) != 1 or not headings[unknown[0]]:
        return None
    (place,) = unknown
    columns = standings_columns(with_teams(headings, place))
    if columns is None or not columns.keys() >= set(FIGURES) - {"gf", "ga"}:
        return None
    is_group = _GROUP.fullmatch(headings[place]) is not None
    if not is_group and not _is_name(source, grid, headings[place]):
        return None
    rows = [row for row in grid[header_rows:] if not is_title(row) and place < len(row.columns)]
    cells = [cell for row in rows if (cell := row.columns[place]) is not None]
    values = [source.cell(cell.start, cell.end) for cell in cells]
    are_teams = all(_LETTER.search(v.text) and (is_group or v.link) for v in values)
    return place if len(values) > 1 and are_teams else None


def with_teams(headings: list[str], place: int) -> list[str]:
    """The headings with the one at `place` called what it stands for."""
    return [*headings[:place], "team", *headings[place + 1 :]]


def _is_name(source: Source, grid: list[GridRow], heading: str) -> bool:
    """Are all its words those of the page's title and of the headings above the table?"""
    words = set(_WORD.findall(heading))
    section = source.section_of(grid[0].row.start)
    path = source.sections[section].path if source.sections else ""
    known = f"{source.reading.page_id.partition('/')[2]} {path}".replace("_", " ").lower()
    return bool(words) and words <= set(_WORD.findall(known)) and not words & set(NO_TEAM_NAMES)
