"""The points layer: what the typed points say that wins, draws and losses do not (DOMAIN §5.4.4).

Only a table that types its points has this layer. A single row off is left to the search, which
knows deductions and slips; here are the causes that show on many rows at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.diagnosis.finding import Part, counted, joined
from pipelines.diagnosis.ledger import rule_points
from pipelines.diagnosis.model import Cause, Edit, PointsRule, PublishedRow, TableCase
from pipelines.diagnosis.sentences import at_span, span

MOST_FOR_A_WIN = 5
LEAST_ROWS_OFF = 3
KNOWN_RULES = (PointsRule(2, 1, 0), PointsRule(3, 1, 0))


@dataclass(frozen=True)
class Reading:
    """A way to read the typed points: the case as it then is, and the edit that says so."""

    case: TableCase
    parts: tuple[Part, ...] = ()


def readings(case: TableCase) -> list[Reading]:
    """The ways to read the typed points, or the case as it is where nothing general is off."""
    off = {row.team_id: _surplus(case.points_rule, row) for row in case.rows}
    known = {team: surplus for team, surplus in off.items() if surplus is not None}
    wrong = {team: surplus for team, surplus in known.items() if surplus}
    if len(wrong) < LEAST_ROWS_OFF:
        return [Reading(case)]
    rule = _other_rule(case)
    if rule is not None:
        return [_by_rule(case, rule)]
    if len(wrong) * 3 <= len(known) or min(wrong.values()) < 0:
        return [Reading(case)]
    return [*_by_shootouts(case, known), _by_carrying(case, wrong)]


def order_denies(case: TableCase, row: int, points: int) -> bool:
    """Whether a slip in a row's points cell, which should show ``points``, is refuted by the order.

    Row order is editorial (DOMAIN §0 rule 1). Where the rows stand by the points as typed, and
    would not if this cell were mended, the editor ordered them by the typed points: a deduction.
    """
    shown = [other.points for other in case.rows if other.points is not None]
    if len(shown) != len(case.rows):
        return False
    mended = [*shown[:row], points, *shown[row + 1 :]]
    return shown == sorted(shown, reverse=True) and mended != sorted(mended, reverse=True)


def _surplus(rule: PointsRule, row: PublishedRow) -> int | None:
    """Typed points beyond what the rule and the recorded adjustments give."""
    earned = rule_points(rule, row)
    if earned is None or row.points is None:
        return None
    return row.points - row.adjustment - row.start_points - earned


def _other_rule(case: TableCase) -> PointsRule | None:
    """The rule in whole numbers that fits every row exactly; well-known ones first (T13)."""
    for rule in (*KNOWN_RULES, *_rules()):
        if rule != case.points_rule and not any(_surplus(rule, row) for row in case.rows):
            return rule
    return None


def _rules() -> Iterator[PointsRule]:
    for win in range(2, MOST_FOR_A_WIN + 1):
        for draw in range(win):
            for loss in range(draw + 1):
                yield PointsRule(win, draw, loss)


def _by_rule(case: TableCase, rule: PointsRule) -> Reading:
    era = rule == PointsRule(2, 1, 0)
    old, new = _shown(case.points_rule), _shown(rule)
    part = _part(
        case,
        Cause.TWO_POINT_ERA if era else Cause.OTHER_POINTS_RULE,
        old,
        new,
        f"the points of the table{at_span(case)} were counted {new} and not {old} for wins, "
        "draws and losses",
    )
    return Reading(replace(case, points_rule=rule), (part,))


def _by_carrying(case: TableCase, wrong: dict[str, int]) -> Reading:
    rows = tuple(
        replace(row, start_points=row.start_points + wrong.get(row.team_id, 0)) for row in case.rows
    )
    brought = ", ".join(
        f"{row.team} {wrong[row.team_id]}" for row in case.rows if row.team_id in wrong
    )
    earlier = ", ".join(
        f"{row.team} {row.start_points}" for row in case.rows if row.team_id in wrong
    )
    clause = (
        f"clubs of the table{at_span(case)} had brought points from an earlier stage "
        f"({brought}; recorded are {earlier})"
    )
    part = _part(case, Cause.CARRY_OVER, f"start points {earlier}", f"more by {brought}", clause)
    return Reading(replace(case, rows=rows), (part,))


def _by_shootouts(case: TableCase, surplus: dict[str, int]) -> list[Reading]:
    """One point more for the winner after each draw (T22), if the sums allow it."""
    draws = {row.team_id: row.draws or 0 for row in case.rows}
    fits = all(0 <= extra <= draws[team] for team, extra in surplus.items())
    if not fits or 2 * sum(surplus.values()) != sum(draws.values()):
        return []
    winners = [
        f"{row.team} {surplus[row.team_id]}" for row in case.rows if surplus.get(row.team_id)
    ]
    clause = (
        f"each of the {counted(sum(surplus.values()), 'draw')} of the table{at_span(case)} gave "
        f"its winner on penalties one point more ({joined(winners)}) and not the same to both"
    )
    part = _part(
        case,
        Cause.SHOOTOUT_POINTS,
        "no point for winning after a draw",
        "one point for winning after a draw",
        clause,
    )
    rows = tuple(
        replace(row, start_points=row.start_points + surplus.get(row.team_id, 0))
        for row in case.rows
    )
    return [Reading(replace(case, rows=rows), (part,))]


def _part(case: TableCase, cause: Cause, current: str, suggested: str, clause: str) -> Part:
    first, last = span(case)
    return Part(Edit(cause, None, None, current, suggested, first, last, "points"), clause)


def _shown(rule: PointsRule) -> str:
    return f"{rule.win}–{rule.draw}–{rule.loss}"
