"""Ways to injure a table that agrees, each with the edit that would heal it.

An injury holds the injured case and, for each edit of the right explanation, the forms in which it
may be named: of a match listed twice either listing may go, a match to add has no certain ground.
"""

import random
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from pipelines.diagnosis import Cause, Edit, Explanation, Match, PublishedRow, TableCase
from pipelines.diagnosis.sentences import HOME_NOT_KNOWN

Name = tuple[str, str | None, str]
# Which matches to injure, by index; all of them if None. Injuries of the table take no notice.
Places = Collection[int] | None
FIGURES = ("wins", "draws", "losses", "goals_for", "goals_against")
DRAWN = 6
LAST_DAY = "2099-12-31"
REMOVED = (Cause.DOUBLED_MATCH.value, Cause.EXTRA_MATCH_COUNTED.value)


@dataclass(frozen=True)
class Injury:
    """An injured case, the names of the edits that heal it, and the match or club injured."""

    case: TableCase
    healing: tuple[frozenset[Name], ...]
    place: str = ""

    def is_healed_by(self, explanation: Explanation) -> bool:
        """Whether the explanation consists of exactly the healing edits."""
        left = list(self.healing)
        for edit in explanation.edits:
            fitting = next((names for names in left if name_of(edit) in names), None)
            if fitting is None:
                return False
            left.remove(fitting)
        return not left


def name_of(edit: Edit) -> Name:
    """An edit as the injuries name it."""
    if edit.cause in (Cause.SWAPPED_SCORE, Cause.WRONG_SCORE):
        return "score", edit.match_id, edit.suggested_value
    if edit.cause in (Cause.DOUBLED_MATCH, Cause.EXTRA_MATCH_COUNTED):
        return "removed", edit.match_id, ""
    if edit.cause is Cause.EXTRA_MATCH_LEFT_OUT:
        return "counted", edit.match_id, ""
    if edit.cause is Cause.MISSING_MATCH:
        return "added", None, edit.suggested_value.removesuffix(HOME_NOT_KNOWN)
    return edit.cause.value, edit.match_id or edit.team_id, edit.suggested_value


def score_errors(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each side of each match one goal up or down."""
    for index, match in _counting(case, places):
        home, away = match.home_goals or 0, match.away_goals or 0
        for new in ((home + 1, away), (home - 1, away), (home, away + 1), (home, away - 1)):
            if min(new) >= 0:
                yield _with_score(case, index, new)


def swapped_scores(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each score that is no draw the other way round."""
    for index, match in _counting(case, places):
        if match.home_goals != match.away_goals:
            yield _with_score(case, index, (match.away_goals or 0, match.home_goals or 0))


def deleted(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each match away."""
    for index, match in _counting(case, places):
        left = case.matches[:index] + case.matches[index + 1 :]
        home, away = _team(case, match.home_team_id), _team(case, match.away_team_id)
        names = {
            ("added", None, f"{home} {match.home_goals}–{match.away_goals} {away}"),
            ("added", None, f"{away} {match.away_goals}–{match.home_goals} {home}"),
        }
        yield Injury(replace(case, matches=left), (frozenset(names),), match.match_id)


def doubled(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each match listed once more at the end, as a double transclusion does."""
    for _, match in _counting(case, places):
        copy = replace(match, match_id="copy", line_start=9001, line_end=9010)
        names = frozenset({("removed", match.match_id, ""), ("removed", "copy", "")})
        yield Injury(replace(case, matches=(*case.matches, copy)), (names,))


def given_to_another(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each club of each match replaced by each third club."""
    for index, match in _counting(case, places):
        for row in case.rows:
            if row.team_id in (match.home_team_id, match.away_team_id):
                continue
            right = f"{match.home_goals}–{match.away_goals}"
            teams = _team(case, match.home_team_id), _team(case, match.away_team_id)
            name = ("wrong_club", match.match_id, f"{teams[0]} {right} {teams[1]}")
            for side in ("home_team_id", "away_team_id"):
                injured = replace(match, **{side: row.team_id})
                yield Injury(_with_match(case, index, injured), (frozenset({name}),))


def changed_cells(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each figure of each row one up and one down."""
    for number, row in enumerate(case.rows):
        for figure in FIGURES:
            for step in (1, -1):
                if getattr(row, figure) + step >= 0:
                    yield _with_cell(case, number, figure, step)


def exchanged_rows(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Each two rows with one another's figures."""
    for first, second in combinations(range(len(case.rows)), 2):
        one, other = case.rows[first], case.rows[second]
        if _figures(one) == _figures(other):
            continue
        rows = list(case.rows)
        rows[first] = replace(one, **_figures(other))
        rows[second] = replace(other, **_figures(one))
        shown = _shown(rows[second])
        name = ("rows_swapped", one.team_id, shown)
        yield Injury(replace(case, rows=tuple(rows)), (frozenset({name}),))


def deductions(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """A typed points column, one to six points less for each club, ordered by it."""
    rule = case.points_rule
    for number, row in enumerate(case.rows):
        for amount in (1, 2, 3, 6):
            rows = []
            for index, other in enumerate(case.rows):
                wins, draws, losses = other.wins or 0, other.draws or 0, other.losses or 0
                points = rule.win * wins + rule.draw * draws + rule.loss * losses
                points += other.adjustment + other.start_points - amount * (index == number)
                rows.append(replace(other, points=points))
            rows.sort(key=lambda r: -(r.points or 0))
            shown = row.adjustment - amount
            sign = f"+{shown}" if shown > 0 else f"−{-shown}" if shown < 0 else "0"
            name = ("deduction", row.team_id, f"adjustment {sign}")
            yield Injury(replace(case, rows=tuple(rows)), (frozenset({name}),))


def play_offs_counted(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Extra matches counted as if regular: those there are, and made-up ones."""
    for index, match in enumerate(case.matches):
        if match.extra:
            injured = replace(match, counts=True, extra=False)
            name = ("removed", match.match_id, "")
            yield Injury(_with_match(case, index, injured), (frozenset({name}),))
    for play_off in _play_offs(case):
        name = ("removed", play_off.match_id, "")
        yield Injury(replace(case, matches=(*case.matches, play_off)), (frozenset({name}),))


def play_offs_left_out(case: TableCase, places: Places = None) -> Iterator[Injury]:
    """Extra matches that the table counts and the list leaves out."""
    for play_off in _play_offs(case):
        rows = tuple(_with_result(row, play_off) for row in case.rows)
        left_out = replace(play_off, counts=False, extra=True)
        name = ("counted", play_off.match_id, "")
        injured = replace(case, rows=rows, matches=(*case.matches, left_out))
        yield Injury(injured, (frozenset({name}),))


SINGLE: dict[str, Callable[[TableCase, Places], Iterator[Injury]]] = {
    "score one goal off": score_errors,
    "score swapped": swapped_scores,
    "match deleted": deleted,
    "match doubled": doubled,
    "match given to another club": given_to_another,
    "cell of the table changed": changed_cells,
    "two rows swapped": exchanged_rows,
    "deduction added": deductions,
    "play-off counted": play_offs_counted,
    "play-off left out": play_offs_left_out,
}


def several(case: TableCase, kinds: tuple[str, ...], count: int, seed: int) -> Iterator[Injury]:
    """``count`` cases with one injury of each kind, the places chosen by chance.

    No match and no row is injured twice.
    """
    chance = random.Random(seed)
    for _ in range(count):
        injured = Injury(case, ())
        places: set[str] = set()
        for kind in kinds:
            matches = range(len(injured.case.matches))
            drawn = chance.sample(matches, min(DRAWN, len(matches)))
            made = SINGLE[kind](injured.case, drawn)
            free = [injury for injury in made if injury.place not in places]
            chosen = chance.choice(free)
            places |= {chosen.place} - {""}
            injured = Injury(chosen.case, injured.healing + chosen.healing)
        yield injured


def two_scores(case: TableCase) -> Iterator[Injury]:
    """Every two different matches, each with one side one goal up or down."""
    for one, other in combinations(score_errors(case), 2):
        if one.place == other.place:
            continue
        index = next(i for i, m in enumerate(case.matches) if m.match_id == other.place)
        both = _with_match(one.case, index, other.case.matches[index])
        yield Injury(both, one.healing + other.healing)


def _counting(case: TableCase, places: Places) -> Iterator[tuple[int, Match]]:
    indices = range(len(case.matches)) if places is None else places
    return ((index, case.matches[index]) for index in indices if case.matches[index].counts)


def _with_match(case: TableCase, index: int, match: Match) -> TableCase:
    return replace(case, matches=(*case.matches[:index], match, *case.matches[index + 1 :]))


def _with_score(case: TableCase, index: int, new: tuple[int, int]) -> Injury:
    match = case.matches[index]
    name = ("score", match.match_id, f"{match.home_goals}–{match.away_goals}")
    injured = replace(match, home_goals=new[0], away_goals=new[1])
    return Injury(_with_match(case, index, injured), (frozenset({name}),), match.match_id)


def _with_cell(case: TableCase, number: int, figure: str, step: int) -> Injury:
    row = case.rows[number]
    old = getattr(row, figure)
    rows = list(case.rows)
    rows[number] = replace(row, **{figure: old + step})
    name = ("table_cell", row.team_id, f"{figure.replace('_', ' ')} {old}")
    return Injury(replace(case, rows=tuple(rows)), (frozenset({name}),), row.team_id)


def _figures(row: PublishedRow) -> dict[str, int]:
    return {figure: getattr(row, figure) for figure in FIGURES}


def _shown(row: PublishedRow) -> str:
    return f"{row.wins} {row.draws} {row.losses} {row.goals_for}–{row.goals_against}"


def _team(case: TableCase, team_id: str) -> str:
    return next(row.team for row in case.rows if row.team_id == team_id)


def _play_offs(case: TableCase) -> Iterator[Match]:
    for first, second in combinations(case.rows, 2):
        for score in ((1, 0), (2, 3)):
            yield Match(
                match_id="play-off",
                home_team_id=first.team_id,
                away_team_id=second.team_id,
                home_goals=score[0],
                away_goals=score[1],
                line_start=9101,
                line_end=9110,
                date=LAST_DAY,
                round="Play-off",
            )


def _with_result(row: PublishedRow, match: Match) -> PublishedRow:
    goals = match.home_goals or 0, match.away_goals or 0
    if row.team_id == match.away_team_id:
        goals = goals[1], goals[0]
    elif row.team_id != match.home_team_id:
        return row
    return replace(
        row,
        wins=(row.wins or 0) + (goals[0] > goals[1]),
        draws=(row.draws or 0) + (goals[0] == goals[1]),
        losses=(row.losses or 0) + (goals[0] < goals[1]),
        goals_for=(row.goals_for or 0) + goals[0],
        goals_against=(row.goals_against or 0) + goals[1],
    )
