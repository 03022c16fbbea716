"""How a list of ties writes its second legs: as the first team sees them, or as their hosts do.

Nearly all write both legs as the first team sees them. The aggregate tells where a list does not.
"""

from __future__ import annotations

from pipelines.wikitext.match_headings import MatchColumns
from pipelines.wikitext.reading import Source
from pipelines.wikitext.scores import SCORE
from pipelines.wikitext.wikitables import GridRow, cell_text


def seen_by_first_team(
    source: Source, body: list[GridRow], columns: MatchColumns, headings: set[str]
) -> bool:
    """False where the aggregates agree only with second legs as written by their hosts.

    One tie that agrees only with the usual way is enough to keep to it, as is an aggregate of
    points.
    """
    if not columns.legs or columns.score is None or any("points" in h for h in headings):
        return True
    ties = [_ways(source, row, columns) for row in body]
    return (True, False) in ties or (False, True) not in ties


def _ways(source: Source, row: GridRow, columns: MatchColumns) -> tuple[bool, bool]:
    """Does the aggregate agree with the second leg as the first team sees it; as its hosts do?"""
    places = (*columns.legs, columns.score or 0)
    found = [
        SCORE.search(cell_text(source.page, row.columns[place]))
        for place in places
        if place < len(row.columns)
    ]
    scores = [(int(score[1]), int(score[2])) for score in found if score is not None]
    if len(scores) < len(places):
        return False, False
    (first, second, (goals, against)) = scores
    seen = (first[0] + second[0], first[1] + second[1])
    hosted = (first[0] + second[1], first[1] + second[0])
    return seen == (goals, against), hosted == (goals, against)
