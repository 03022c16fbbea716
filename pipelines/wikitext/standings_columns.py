"""Which column of a plain wikitable holds which figure of a league table, by its headings.

Headings of several rows come joined, `home w`: the words above a figure say of which matches it is.
"""

from __future__ import annotations

from pipelines.wikitext.headings import (
    ALL_MATCHES,
    GOAL_AVERAGE,
    LETTERS,
    NO_LEAGUE_TABLE,
    NOT_ONE_COMPETITION,
    PART_OF_MATCHES,
    SHOOT_OUT,
    STANDINGS,
)

FIGURES = ("played", "win", "draw", "loss", "gf", "ga", "points")
WRITTEN = frozenset((*FIGURES, "goal_difference", "goals"))
_NOT_ONE = "not one competition"
_OF_A_PART = "\x00"  # the heading of a figure that is not of all matches: a column of none


def standings_columns(headings: list[str]) -> dict[str, int] | None:
    """Column of league_table_rows → its place, or None when these are not standings.

    Standings have a team column, points, wins and defeats, and at least four figures in all: a
    table without points is a record against opponents, not a competition. A table with seasons or
    averages is a sum over competitions. Both are left alone, and so are people and other sports.
    """
    if foreign_headings(headings)[0]:
        return None
    columns: dict[str, int] = {}
    for place, column in enumerate(columns_of(headings)):
        if column == _NOT_ONE:
            return None
        if column and column not in columns:
            columns[column] = place
    if "goals" in columns and ("gf" in columns or "ga" in columns):
        del columns["goals"]
    figures = [f for f in FIGURES if f in columns]
    enough = len(figures) + ("goals" in columns) >= 4
    return columns if enough and {"team", "win", "loss", "points"} <= columns.keys() else None


def foreign_headings(headings: list[str]) -> tuple[list[str], str]:
    """The headings by which a table with wins and defeats is no league table, and what it is."""
    for kind, signs in NO_LEAGUE_TABLE.items():
        for sign in signs:
            if sign <= set(headings):
                return [heading for heading in headings if heading in sign], kind
    return [], ""


def holds_a_part(headings: list[str]) -> bool:
    """Are there figures of home or away matches?"""
    return _OF_A_PART in _ungrouped(headings)


def columns_of(headings: list[str]) -> list[str | None]:
    """The column of league_table_rows that each heading names, if any."""
    headings = _ungrouped(headings)
    letters = letters_of(headings)
    shoot_outs = shoot_out_headings(headings)
    columns: list[str | None] = []
    for heading in headings:
        column = letters.get(heading)
        if heading in GOAL_AVERAGE and columns and columns[-1] in ("ga", "goals"):
            column = None
        elif heading in NOT_ONE_COMPETITION:
            column = _NOT_ONE
        elif column is None and heading not in shoot_outs:
            column = next((c for c, words in STANDINGS.items() if heading in words), None)
        columns.append(column)
    return columns


def letters_of(headings: list[str]) -> dict[str, str]:
    """What letters mean in the language of a whole row of headings; nothing where it is English.

    Of several languages that fit, the one that more letters tell; of two told alike, neither.
    """
    row = set(headings)
    fitting = [letters for letters in LETTERS if letters.of <= row and not letters.without & row]
    most = max((len(letters.of) for letters in fitting), default=0)
    told = [letters.means for letters in fitting if len(letters.of) == most]
    return told[0] if len(told) == 1 else {}


def _ungrouped(headings: list[str]) -> list[str]:
    """The headings of figures without the words above them; those of a part of the matches go.

    Where the words above other figures say neither, as `Apertura` does, all matches may be a sum
    over stages, and the headings stay as they are.
    """
    parted = [_parted(heading) for heading in headings]
    above = {group for group, _ in parted if group}
    if not above <= {*ALL_MATCHES, *PART_OF_MATCHES}:
        return headings
    return [_OF_A_PART if group in PART_OF_MATCHES else figure for group, figure in parted]


def _parted(heading: str) -> tuple[str, str]:
    """The words above a figure, and the figure; `goals for` is a figure as it stands."""
    if " " not in heading or any(heading in words for words in STANDINGS.values()):
        return "", heading
    group, figure = heading.rsplit(" ", 1)
    for words in (*ALL_MATCHES, *PART_OF_MATCHES):
        if heading.startswith(f"{words} ") and _is_figure(heading[len(words) + 1 :]):
            group, figure = words, heading[len(words) + 1 :]
    return (group, figure) if _is_figure(figure) else ("", heading)


def _is_figure(word: str) -> bool:
    if any(word in letters.means for letters in LETTERS):
        return True
    return any(word in STANDINGS[column] for column in WRITTEN)


def shoot_out_headings(headings: list[str]) -> list[str]:
    """The headings of wins and defeats that are worth points of their own."""
    return [h for h in headings if h in SHOOT_OUT or (h == "pl" and "pw" in headings)]


def repeated_headings(headings: list[str]) -> list[str]:
    """Headings of a figure that another one names as well: which of both is the total?"""
    columns = columns_of(headings)
    return [
        heading
        for heading, column in zip(headings, columns, strict=True)
        if column in WRITTEN - {"goals"} and columns.count(column) > 1
    ]
