"""Scorers of a match box → goal rows, checked against the score."""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.wikitext.goal_lists import goals_in, names_anything
from pipelines.wikitext.reading import Row, Source
from pipelines.wikitext.scores import SCORE
from pipelines.wikitext.templates import Call

_LISTS = ("goals1", "goals2")
_NOT_PLAYED_OUT = re.compile(r"award|w\s*/\s*o|walkover|forfeit|awd|~~", re.I)


def read_goals(source: Source, call: Call, match_no: int, score: str | None) -> int:
    """One row for each goal that is listed; a list that contradicts the score is an issue."""
    counts = [0, 0]
    expected = _goals_of(score or "")
    rows: list[Row] = []
    reading = source.reading
    for side, name in enumerate(_LISTS):
        parameter = call.in_force.get(name)
        if parameter is None or not parameter.value or parameter.value.isspace():
            continue
        goals = goals_in(parameter.value, parameter.pieces, expected[side] if expected else None)
        if not goals:
            _report_unread(source, call, name)
            continue
        if not all(goal.is_clear for goal in goals):
            _report_unclear(source, call, name)
        counts[side] = len(goals)
        first, last = source.parameter_lines(call, name)
        rows += [
            {
                "page_id": reading.page_id,
                "content_sha256": reading.content_sha256,
                "line_start": first,
                "line_end": last,
                "match_no": match_no,
                "goal_no": goal_no,
                "side": side + 1,
                "scorer": scorer,
                "scorer_link": scorer_link,
                "minute": minute,
                "stoppage": stoppage,
                "kind": kind,
            }
            for goal_no, (scorer, scorer_link, minute, stoppage, kind, _) in enumerate(
                goals, sum(counts) - len(goals) + 1
            )
        ]
    if rows:
        reading.rows["goals"] += rows
        _check(source, call, counts, expected)
    return len(rows)


def _report_unread(source: Source, call: Call, name: str) -> None:
    parameter = call.last(name)
    assert parameter is not None
    if names_anything(parameter.value):
        source.issue(
            "warning",
            "goals_not_read",
            f"`{parameter.name}` has a text but no goal could be read from it.",
            parameter.start,
            parameter.end,
        )


def _report_unclear(source: Source, call: Call, name: str) -> None:
    parameter = call.last(name)
    assert parameter is not None
    source.issue(
        "info",
        "goals_unclear",
        f"A number in brackets in `{parameter.name}` may be a minute or a count of goals; the score"
        " does not tell which. It is read as one goal without a minute. Write 23' for a minute.",
        parameter.start,
        parameter.end,
    )


@lru_cache(maxsize=1_024)
def _goals_of(score: str) -> list[int] | None:
    """The goals of both sides as a score tells them; None where it is none, or none of a game."""
    found = SCORE.search(score)
    if found is None or _NOT_PLAYED_OUT.search(score):
        return None
    return [int(found[1]), int(found[2])]


def _check(source: Source, call: Call, counts: list[int], expected: list[int] | None) -> None:
    """A box that lists goals should list as many as its score says, on both sides."""
    if expected is not None and counts != expected:
        source.issue(
            "warning",
            "goals_contradict_score",
            f"The score is {expected[0]}–{expected[1]}, but {counts[0]} and {counts[1]} goals are"
            " listed. Complete the list of scorers or correct the score.",
            call.start,
            call.end,
        )
