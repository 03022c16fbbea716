"""Causes that touch a whole list of matches at once: T07, T14 and T19 of DOMAIN §5.2.

Each is one edit, tried by counting anew: it is found where it annuls every residual.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipelines.diagnosis.finding import Finding, Part, counted
from pipelines.diagnosis.ledger import Ledger
from pipelines.diagnosis.model import Cause, Edit, Match, TableCase
from pipelines.diagnosis.sentences import at, at_span, span


def whole_table_findings(ledger: Ledger) -> list[Finding]:
    """Every cause of this kind that makes all rows agree. Expects a table that does not."""
    return [*_as_of(ledger), *_annulled(ledger), *_unresolved_names(ledger)]


def _agrees(ledger: Ledger, matches: Sequence[Match]) -> Ledger | None:
    """The ledger with these matches in place of its own, if every row then agrees."""
    mended = Ledger(replace(ledger.case, matches=tuple(matches)))
    mended.meetings, mended.is_home_and_away = ledger.meetings, ledger.is_home_and_away
    return None if mended.residuals() else mended


def _as_of(ledger: Ledger) -> Iterator[Finding]:
    """The table leaves out all matches after some day (T14).

    Where only meetings beyond the regular number come later, they are extra matches, and the
    search says so; a table older than its matches has an unfinished fixture list.
    """
    played = [ledger.played_residual(row, r) for row, r in ledger.residuals().items()]
    if not any(played) or max(played) > 0:
        return
    case = ledger.case
    dated = [m for m in case.matches if m.counts and m.date is not None]
    days = sorted({match.date for match in dated if match.date is not None})
    for day in days[:-1]:
        later = [match for match in dated if (match.date or "") > day]
        gone = {match.match_id for match in later}
        kept = [m if m.match_id not in gone else replace(m, counts=False) for m in case.matches]
        mended = _agrees(ledger, kept)
        if mended is None or (ledger.meetings is not None and mended.misfit() == 0):
            continue
        first, last = span(case)
        edit = Edit(
            Cause.TABLE_AS_OF,
            None,
            None,
            f"matches up to {days[-1]}",
            f"matches up to {day}",
            first,
            last,
        )
        lines = _lines(later)
        clause = (
            f"the table{at_span(case)} stood as of {day} and not of {days[-1]}, before the last "
            f"{counted(len(later), 'match', 'matches')}{lines}"
        )
        yield Finding((Part(edit, clause),), 1, "table", misfit=mended.misfit())


def _annulled(ledger: Ledger) -> Iterator[Finding]:
    """All matches of one club are struck off and its row is empty (T19)."""
    case = ledger.case
    for index, row in enumerate(case.rows):
        if any(ledger.published[index]) or not ledger.plays_of[index]:
            continue
        struck = {play.match for play in ledger.plays_of[index]}
        kept = [
            replace(match, counts=False) if number in struck else match
            for number, match in enumerate(case.matches)
        ]
        if _agrees(ledger, kept) is None:
            continue
        matches = counted(len(struck), "match", "matches")
        edit = Edit(
            Cause.ANNULLED_CLUB,
            None,
            row.team_id,
            f"{matches} counted",
            "no match counted",
            row.line_start,
            row.line_end,
        )
        clause = f"the {matches} of *{row.team}*{at(row.line_start)} were annulled and not counted"
        yield Finding((Part(edit, clause),), 1, "matches")


def _unresolved_names(ledger: Ledger) -> Iterator[Finding]:
    """A club of the matches that has no row is a club of the table under another name (T07)."""
    case = ledger.case
    strangers = sorted(
        {
            club
            for match in case.matches
            for club in (match.home_team_id, match.away_team_id)
            if club not in ledger.row_of
        }
    )
    for stranger in strangers:
        own = [m for m in case.matches if stranger in (m.home_team_id, m.away_team_id)]
        for row in case.rows:
            if any(row.team_id in (m.home_team_id, m.away_team_id) for m in own):
                continue
            if _agrees(ledger, _renamed(case, stranger, row.team_id)) is None:
                continue
            edit = Edit(
                Cause.UNRESOLVED_NAME,
                None,
                row.team_id,
                stranger,
                row.team,
                row.line_start,
                row.line_end,
            )
            clause = (
                f"*{stranger}* of {counted(len(own), 'match', 'matches')}{_lines(own)} were "
                f"*{row.team}* of the table{at(row.line_start)}"
            )
            yield Finding((Part(edit, clause),), 1, "matches")


def _renamed(case: TableCase, old: str, new: str) -> list[Match]:
    renamed = []
    for match in case.matches:
        home, away = (
            new if club == old else club for club in (match.home_team_id, match.away_team_id)
        )
        if old in (match.home_team_id, match.away_team_id) and match.home_goals is not None:
            renamed.append(replace(match, home_team_id=home, away_team_id=away, counts=True))
        else:
            renamed.append(match)
    return renamed


def _lines(matches: Sequence[Match]) -> str:
    lines = [match.line_start for match in matches if match.line_start is not None]
    if not lines:
        return ""
    if len(lines) == 1:
        return at(lines[0])
    return f" (lines {min(lines)}–{max(lines)})"
