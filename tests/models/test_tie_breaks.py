"""The order of level clubs by every tie-break system, beside a plain way to work it out.

A page of made-up groups, many of them tied and some with matches missing, is built as any other.
What the models say of each pair of neighbours is held against the steps applied one after another
in Python, from the matches that were made up, as a person would with the table at hand.
LIGUILLA_TEST_SLOW=1 to run it; CI asks.
"""

import csv
import itertools
import random
from dataclasses import dataclass, field
from fractions import Fraction

from pipelines.settings import PROJECT_ROOT
from tests.models.conftest import build_pages
from tests.slow import slow

pytestmark = slow

GROUPS = 120
FIRST = ("Ala", "Bori", "Cusco", "Dema", "Efra", "Fila")
SECOND = ("Norte", "Sur", "Alto", "Bajo", "Real", "Viejo", "Nuevo", "Grande", "Chico", "Lindo")
VERDICTS = """
SELECT upper.team, lower.team, told.system, told.criterion, told.verdict
FROM intermediate.int_order_verdicts AS told
JOIN intermediate.int_ordered_rows AS upper ON told.upper_no = upper.club_no
JOIN intermediate.int_ordered_rows AS lower ON told.upper_no + 1 = lower.club_no
"""


@dataclass(frozen=True)
class Match:
    home: str
    away: str
    home_goals: int
    away_goals: int

    def seen_by(self, club: str) -> tuple[int, int]:
        """Goals for and against of one of the two."""
        goals = (self.home_goals, self.away_goals)
        return goals if club == self.home else goals[::-1]


def points(goals_for: int, goals_against: int) -> int:
    return 3 if goals_for > goals_against else int(goals_for == goals_against)


@dataclass
class Group:
    """Clubs in the order of the page, all their matches, and those that the page shows."""

    clubs: list[str]
    legs: int
    matches: list[Match]
    shown: list[Match] = field(default_factory=list)

    def figures(self, club: str, matches: list[Match]) -> dict[str, int]:
        """What a club's matches come to."""
        own = [m for m in matches if club in (m.home, m.away)]
        seen = [m.seen_by(club) for m in own]
        away = [m.seen_by(club) for m in own if m.away == club]
        return {
            "played": len(seen),
            "points": sum(points(*goals) for goals in seen),
            "wins": sum(f > a for f, a in seen),
            "draws": sum(f == a for f, a in seen),
            "losses": sum(f < a for f, a in seen),
            "goals_for": sum(f for f, _ in seen),
            "goals_against": sum(a for _, a in seen),
            "goal_difference": sum(f - a for f, a in seen),
            "away_goals": sum(f for f, _ in away),
            "away_matches": len(away),
            "away_wins": sum(f > a for f, a in away),
        }


# A value to compare, more is better; None where the page lacks what it needs. Goals for without
# goals against are more than any fraction.
Value = Fraction | float | None


def whole_table_value(group: Group, criterion: str, club: str) -> Value:
    own = group.figures(club, group.matches)
    if criterion in ("points", "wins", "goal_difference", "goals_for"):
        return Fraction(own[criterion])
    if criterion == "points_per_match":
        return Fraction(own["points"], own["played"])
    if criterion == "goal_ratio":
        if own["goals_against"]:
            return Fraction(own["goals_for"], own["goals_against"])
        return float("inf") if own["goals_for"] else None
    if len(group.shown) < len(group.matches):
        return None
    if criterion == "away_wins":
        return Fraction(own["away_wins"])
    if criterion == "away_goals_for":
        return Fraction(own["away_goals"]) if own["away_matches"] else None
    of_opponents = criterion.removeprefix("opponents_")
    opponents = [
        m.away if m.home == club else m.home for m in group.shown if club in (m.home, m.away)
    ]
    return Fraction(sum(group.figures(o, group.matches)[of_opponents] for o in opponents))


def mini_league_value(group: Group, criterion: str, club: str, tied: list[str]) -> Value:
    among = [m for m in group.shown if m.home in tied and m.away in tied]
    needed = (len(tied) - 1) * group.legs
    if any(group.figures(one, among)["played"] < needed for one in tied):
        return None
    return Fraction(group.figures(club, among)[criterion.removeprefix("head_to_head_")])


def best_two_value(group: Group, club: str, tied: list[str]) -> Value:
    """Whether a club is one of the best two of those tied; None where lots would tell."""

    def goals(one: str) -> tuple[int, int]:
        own = group.figures(one, group.matches)
        return own["goal_difference"], own["goals_for"]

    if sum(goals(other) >= goals(club) for other in tied) <= 2:
        return Fraction(1)
    return Fraction(0) if sum(goals(other) > goals(club) for other in tied) >= 2 else None


def value(group: Group, criterion: str, club: str, tied: list[str]) -> Value:
    if criterion in ("external", "playoff"):  # no play-off is made up
        return None
    if criterion == "best_two_by_goals":
        return best_two_value(group, club, tied)
    if criterion.startswith("head_to_head_"):
        return mini_league_value(group, criterion, club, tied)
    return whole_table_value(group, criterion, club)


def is_asked(scope: str, tied: list[str], group: Group) -> bool:
    is_title = group.clubs[0] in tied
    return {
        "": True,
        "two_clubs": len(tied) == 2,
        "three_or_more": len(tied) > 2,
        "title": is_title,
        "title_two_clubs": len(tied) == 2 and is_title,
    }[scope]


def verdict(step: dict[str, str], upper: Value, lower: Value) -> str | None:
    if step["criterion"] == "external":
        return "external"
    if upper is None or lower is None:
        return "undetermined"
    return None if upper == lower else "agrees" if upper > lower else "contradicts"


def verdicts(group: Group, steps: list[dict[str, str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The criterion that decides each pair of neighbours, and how; steps are of one system."""
    pairs = list(itertools.pairwise(group.clubs))
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    tied_groups = [group.clubs]
    for _, block in itertools.groupby(steps, key=lambda step: step["block"]):
        in_block, still_tied = list(block), []
        for tied in tied_groups:
            asked = [s for s in in_block if is_asked(s["scope_modifier"], tied, group)]
            values = {
                club: [value(group, step["criterion"], club, tied) for step in asked]
                for club in tied
            }
            for pair in pairs:
                if set(pair) <= set(tied):
                    for step, upper, lower in zip(asked, *map(values.get, pair), strict=True):
                        told = verdict(step, upper, lower)
                        if told and pair not in found:
                            found[pair] = (step["criterion"], told)
            alike: dict[tuple[Value, ...], list[str]] = {}
            for club in tied:
                alike.setdefault(tuple(values[club]), []).append(club)
            still_tied += [clubs for clubs in alike.values() if len(clubs) > 1]
        tied_groups = still_tied
    return found


def made_up(number: int, chance: random.Random) -> Group:
    """A round robin with few goals; every third group lacks matches on the page."""
    first, second = divmod(number, len(SECOND))
    clubs = [f"{name} {SECOND[second]} {chr(65 + first)}" for name in FIRST]
    clubs = clubs[: chance.randint(3, 6)]
    legs = chance.randint(1, 2)
    met = list(itertools.permutations(clubs, 2))
    if legs == 1:
        met = [chance.sample(pair, 2) for pair in itertools.combinations(clubs, 2)]
    goals = chance.choice([(0, 1), (0, 1, 1, 2), (0, 1, 2, 3)])
    matches = [Match(*pair, chance.choice(goals), chance.choice(goals)) for pair in met]
    group = Group(clubs, legs, matches)
    chance.shuffle(clubs)
    if number % 4:  # else the order is no order at all
        clubs.sort(key=lambda club: -group.figures(club, matches)["points"])
    lacking = chance.randint(1, 2) if number % 3 == 0 else 0
    group.shown = chance.sample(matches, len(matches) - lacking)
    return group


def section(number: int, group: Group) -> str:
    rows = []
    for place, club in enumerate(group.clubs, start=1):
        own, code = group.figures(club, group.matches), chr(64 + place) * 3
        rows.append(
            f"|team{place}={code}|name_{code}=[[{club}]]|win_{code}={own['wins']}"
            f"|draw_{code}={own['draws']}|loss_{code}={own['losses']}"
            f"|gf_{code}={own['goals_for']}|ga_{code}={own['goals_against']}"
        )
    boxes = [
        f"{{{{Football box collapsible|team1=[[{m.home}]]|score={m.home_goals}–{m.away_goals}"
        f"|team2=[[{m.away}]]}}}}"
        for m in group.shown
    ]
    table = "{{#invoke:sports table|main|style=WDL\n" + "\n".join(rows) + "\n|winpoints=3\n}}"
    return "\n".join([f"==Group {number}==", table, *boxes, ""])


def test_every_system_decides_level_clubs_as_its_steps_do_one_after_another(tmp_path):
    chance = random.Random(19971217)
    groups = [made_up(number, chance) for number in range(GROUPS)]
    text = "".join(section(number, group) for number, group in enumerate(groups))
    build = build_pages(tmp_path, {"1997 Cup": text}, must_reconcile=False)
    places = build.query("SELECT count(*) FROM intermediate.int_ordered_rows")
    assert places == [(sum(len(group.clubs) for group in groups),)]

    path = PROJECT_ROOT / "dbt_project" / "reference" / "tie_break_systems.csv"
    with path.open(encoding="utf-8", newline="") as file:
        systems = itertools.groupby(csv.DictReader(file), key=lambda step: step["system"])
        steps_of = {system: list(steps) for system, steps in systems}
    expected = {}
    for group in groups:
        for system, steps in steps_of.items():
            told = verdicts(group, steps)
            for pair in itertools.pairwise(group.clubs):
                expected[*pair, system] = told.get(pair, (None, "level"))
    found = {tuple(row[:3]): tuple(row[3:]) for row in build.query(VERDICTS)}
    differing = {
        key: (told, found.get(key))
        for key, told in expected.items()
        if found.get(key, (None, "agrees")) != (told if told[1] != "agrees" else (None, "agrees"))
    }
    assert not differing
    assert found.keys() <= expected.keys()
    # Enough of everything, else this would prove little.
    counts = {kind: sum(told[1] == kind for told in expected.values()) for kind in (
        "agrees", "contradicts", "undetermined", "external", "level")}  # fmt: skip
    assert min(counts.values()) > 20, counts
