"""What an edit says to an editor: its clause, with the line and both values."""

from pipelines.diagnosis.finding import Part, counted, joined, number
from pipelines.diagnosis.ledger import FIGURES, GOALS_AGAINST, GOALS_FOR, POINTS, Ledger, Play
from pipelines.diagnosis.model import Cause, Edit, Match, PublishedRow, TableCase
from pipelines.diagnosis.move import Move

HOME_NOT_KNOWN = " (home club not known)"


def part_of(ledger: Ledger, move: Move) -> Part:
    """The public edit of a move and its clause."""
    if move.cause is Cause.MATCH_NOT_IN_TABLE:
        return _not_in_table(ledger, move)
    if move.on_table:
        return _about_rows(ledger, move)
    if move.cause is Cause.MISSING_MATCH:
        return _missing(ledger, move)
    return _about_match(ledger, move)


def at(line: int | None) -> str:
    """A line in brackets, or nothing where none is known."""
    return "" if line is None else f" (line {line})"


def span(case: TableCase) -> tuple[int | None, int | None]:
    """First and last line of the table's rows."""
    starts = [row.line_start for row in case.rows if row.line_start is not None]
    ends = [row.line_end for row in case.rows if row.line_end is not None]
    return (min(starts) if starts else None), (max(ends or starts) if starts else None)


def at_span(case: TableCase) -> str:
    """The lines of the table in brackets, or nothing where none are known."""
    first, last = span(case)
    return "" if first is None else f" (lines {first}–{last})"


def named(case: TableCase, match: Match, goals: tuple[int, int] | None = None) -> str:
    """A match as ``Home 2–1 Away``, or with another score, or ``Home v Away`` without one."""
    names = {row.team_id: row.team for row in case.rows}
    home = names.get(match.home_team_id, match.home_team_id)
    away = names.get(match.away_team_id, match.away_team_id)
    shown = goals or (match.home_goals, match.away_goals)
    if shown[0] is None or shown[1] is None:
        return f"{home} v {away}"
    return f"{home} {shown[0]}–{shown[1]} {away}"


def _about_match(ledger: Ledger, move: Move) -> Part:
    assert move.match is not None
    case, match = ledger.case, ledger.case.matches[move.match]
    what = f"*{named(case, match)}*{at(match.line_start)}"
    current, suggested, clause = _match_values(ledger, move, match, what)
    team = case.rows[move.row].team_id if move.row is not None else None
    edit = Edit(
        move.cause,
        match.match_id,
        team,
        current,
        suggested,
        match.line_start,
        match.line_end,
    )
    return Part(edit, clause)


def _match_values(ledger: Ledger, move: Move, match: Match, what: str) -> tuple[str, str, str]:
    """Present value, suggested value and clause of an edit to a listed match."""
    case = ledger.case
    shown = f"{match.home_goals}–{match.away_goals}"
    if move.score is not None:
        if not move.sure_of_goals:
            result = _result(case, match, move.score)
            return shown, result, f"{what} were {result}"
        new = f"{move.score[0]}–{move.score[1]}"
        return shown, new, f"{what} were {new}"
    if move.cause is Cause.AWARDED_RESULT and move.row is not None:
        result = f"awarded to {case.rows[move.row].team}"
        return shown, result, f"{what} were {result}, with the goals as they are"
    if move.cause is Cause.DOUBLE_DEFEAT:
        goals = _goals_of_both(match, move)
        return shown, "lost by both", f"{what} were lost by both, with {goals}"
    if move.cause is Cause.WRONG_CLUB and move.row is not None and move.other is not None:
        new = _with_other_club(case, match, move.row, move.other)
        return named(case, match), new, f"{what} were *{new}*"
    if move.cause is Cause.DOUBLED_MATCH:
        return "listed twice", "listed once", _twice(ledger, match)
    if move.cause is Cause.EXTRA_MATCH_LEFT_OUT:
        return "left out", "counted", f"{what} were counted and not left out"
    return "counted", "left out", f"{what} were left out as one meeting too many and not counted"


def _goals_of_both(match: Match, defeat: Move) -> str:
    """The goals that count after a double defeat. Only a draw has the same for both to keep."""
    ruled = dict(defeat.figures)
    scored, conceded = ruled[GOALS_FOR], ruled[GOALS_AGAINST]
    if scored == conceded == match.home_goals == match.away_goals:
        return "the goals as they are"
    return f"0–{conceded} against each" if conceded else "no goals for either"


def _result(case: TableCase, match: Match, score: tuple[int, int]) -> str:
    if score[0] == score[1]:
        return "a draw"
    winner = match.home_team_id if score[0] > score[1] else match.away_team_id
    names = {row.team_id: row.team for row in case.rows}
    return f"a win for {names[winner]}"


def _with_other_club(case: TableCase, match: Match, old: int, new: int) -> str:
    names = {row.team_id: row.team for row in case.rows}
    names[case.rows[old].team_id] = case.rows[new].team
    score = f"{match.home_goals}–{match.away_goals}"
    return f"{names[match.home_team_id]} {score} {names[match.away_team_id]}"


def _twice(ledger: Ledger, match: Match) -> str:
    case = ledger.case
    lines = [
        other.line_start
        for other in case.matches
        if other.counts
        and other.line_start is not None
        and (other.home_team_id, other.away_team_id, other.home_goals, other.away_goals)
        == (match.home_team_id, match.away_team_id, match.home_goals, match.away_goals)
    ]
    where = f" (lines {' and '.join(str(line) for line in sorted(lines))})" if lines else ""
    return f"*{named(case, match)}* were listed once and not {_times(ledger, match)}{where}"


def _times(ledger: Ledger, match: Match) -> str:
    same = sum(
        (play.home_goals, play.away_goals) == (match.home_goals, match.away_goals)
        and _ids(ledger, play) == (match.home_team_id, match.away_team_id)
        for play in ledger.plays
    )
    return "twice" if same == 2 else counted(same, "time")


def _ids(ledger: Ledger, play: Play) -> tuple[str, str]:
    return ledger.case.rows[play.home].team_id, ledger.case.rows[play.away].team_id


def _missing(ledger: Ledger, move: Move) -> Part:
    assert move.row is not None
    assert move.other is not None
    assert move.score is not None
    case = ledger.case
    home, away = case.rows[move.row], case.rows[move.other]
    added = Match("", home.team_id, away.team_id, *move.score)
    index = ledger.fixture_without_result(move.row, move.other)
    listed = None if index is None else case.matches[index]
    if move.sure_of_goals:
        new = named(case, added)
    else:
        new = f"{home.team} v {away.team}: {_result(case, added, move.score)}"
    if listed is None:
        current = "not listed"
        clause = f"*{new}*, which is not listed, were among the matches{_beside(home, away, move)}"
        new += "" if move.sure_of_home else HOME_NOT_KNOWN
    else:
        current = "no result"
        clause = f"*{named(case, listed)}*{at(listed.line_start)}, without a result, were *{new}*"
    edit = Edit(
        move.cause,
        listed.match_id if listed else None,
        home.team_id,
        current,
        new,
        listed.line_start if listed else home.line_start,
        listed.line_end if listed else home.line_end,
    )
    return Part(edit, clause)


def _beside(home: PublishedRow, away: PublishedRow, missing: Move) -> str:
    """The lines of both rows of a match that is not listed, and that its ground is not known."""
    said = []
    if home.line_start is not None and away.line_start is not None:
        said.append(f"rows on lines {home.line_start} and {away.line_start}")
    if not missing.sure_of_home:
        said.append("who was at home is not known")
    return f" ({'; '.join(said)})" if said else ""


def _not_in_table(ledger: Ledger, move: Move) -> Part:
    assert move.match is not None
    match = ledger.case.matches[move.match]
    rows = [ledger.case.rows[index] for index, _ in move.effects]
    lacking = joined([f"*{row.team}*{at(row.line_start)}" for row in rows])
    edit = Edit(
        move.cause,
        match.match_id,
        None,
        "not in the table",
        "in the table",
        match.line_start,
        match.line_end,
    )
    clause = (
        f"*{named(ledger.case, match)}*{at(match.line_start)}, which the rows of {lacking} both "
        "lack, were in the table"
    )
    return Part(edit, clause)


def _about_rows(ledger: Ledger, move: Move) -> Part:
    assert move.row is not None
    row = ledger.case.rows[move.row]
    if move.cause is Cause.ROWS_SWAPPED:
        assert move.other is not None
        return _exchange(row, ledger.case.rows[move.other])
    if move.cause in (Cause.DEDUCTION, Cause.BONUS):
        return adjusted(row, move.figures[0][1])
    shift = row.adjustment + row.start_points
    old, new = [], []
    for figure, value in move.figures:
        extra = shift if figure == POINTS else 0
        old.append(f"{FIGURES[figure]} {ledger.published[move.row][figure] + extra}")
        new.append(f"{FIGURES[figure]} {value + extra}")
    behind = ", one match more" if move.cause is Cause.ROW_BEHIND else ""
    current, suggested = ", ".join(old), ", ".join(new)
    figures = ", ".join(FIGURES[figure] for figure, _ in move.figures)
    edit = Edit(
        move.cause, None, row.team_id, current, suggested, row.line_start, row.line_end, figures
    )
    clause = f"the row of *{row.team}*{at(row.line_start)} had {suggested}{behind}, not {current}"
    return Part(edit, clause)


def adjusted(row: PublishedRow, amount: int) -> Part:
    """Points deducted from a row or added to it, beyond what its adjustment records."""
    typed = row.points or 0
    deducted = "deducted" if amount < 0 else "added"
    edit = Edit(
        Cause.DEDUCTION if amount < 0 else Cause.BONUS,
        None,
        row.team_id,
        f"adjustment {signed(row.adjustment)}",
        f"adjustment {signed(row.adjustment + amount)}",
        row.line_start,
        row.line_end,
        "points",
    )
    clause = (
        f"*{row.team}*{at(row.line_start)}, with {counted(typed, 'point')} where "
        f"{number(typed - amount)} would follow, had {counted(abs(amount), 'point')} "
        f"{deducted}"
    )
    return Part(edit, clause)


def signed(value: int) -> str:
    """A whole number with its sign; minus as U+2212."""
    return f"+{value}" if value > 0 else f"−{-value}" if value < 0 else "0"


def _exchange(first: PublishedRow, second: PublishedRow) -> Part:
    edit = Edit(
        Cause.ROWS_SWAPPED,
        None,
        first.team_id,
        figures_of(first),
        figures_of(second),
        first.line_start,
        second.line_end,
    )
    clause = (
        f"the figures of *{first.team}*{at(first.line_start)}, {figures_of(first)}, and of "
        f"*{second.team}*{at(second.line_start)}, {figures_of(second)}, changed places"
    )
    return Part(edit, clause)


def figures_of(row: PublishedRow) -> str:
    """A row as ``W D L GF–GA``, with ``?`` for what the page does not record."""
    shown = [
        "?" if value is None else str(value)
        for value in (row.wins, row.draws, row.losses, row.goals_for, row.goals_against)
    ]
    return f"{' '.join(shown[:3])} {shown[3]}–{shown[4]}"
