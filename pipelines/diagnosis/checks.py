"""What a case must be to be diagnosed; else a ``ValueError`` that names the field."""

from collections.abc import Iterable

from pipelines.diagnosis.model import Match, PublishedRow, TableCase

COUNTS = ("wins", "draws", "losses", "goals_for", "goals_against", "played")


def check_case(case: TableCase) -> None:
    """Raise ``ValueError``, with the name of the field, unless the case can be diagnosed."""
    if case.meetings is not None and case.meetings < 1:
        raise ValueError(f"meetings: must be at least 1, is {case.meetings}")
    _unique("rows.team_id", (row.team_id for row in case.rows))
    _unique("matches.match_id", (match.match_id for match in case.matches))
    for index, row in enumerate(case.rows):
        _check_row(f"rows[{index}]", row)
    for index, match in enumerate(case.matches):
        _check_match(f"matches[{index}]", match)


def _check_row(place: str, row: PublishedRow) -> None:
    for name in COUNTS:
        value = getattr(row, name)
        if value is not None and value < 0:
            raise ValueError(f"{place}.{name}: must not be negative, is {value}")


def _check_match(place: str, match: Match) -> None:
    if match.home_team_id == match.away_team_id:
        raise ValueError(f"{place}.away_team_id: a club does not play itself")
    for name in ("home_goals", "away_goals"):
        value = getattr(match, name)
        if value is None and match.counts:
            raise ValueError(f"{place}.{name}: a counting match has goals")
        if value is not None and value < 0:
            raise ValueError(f"{place}.{name}: must not be negative, is {value}")


def _unique(field: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise ValueError(f"{field}: {value!r} occurs twice")
        seen.add(value)
