"""Wrong scores in a ring: every row has two of them, so no row says what either should be."""

from dataclasses import replace
from itertools import product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.diagnosis import Cause, Diagnosis, TableCase, diagnose
from pipelines.diagnosis.ledger import Ledger
from pipelines.diagnosis.search import Search
from tests.bench.tables import round_robin
from tests.diagnosis.tables import a_match, plus_match, right_table, with_match, with_row

Score = tuple[int, int]
scores = st.tuples(st.integers(0, 6), st.integers(0, 6))


def suggested(diagnosis: Diagnosis) -> list[dict[int | None, str]]:
    """The suggested values of each explanation, by line."""
    return [{e.line_start: e.suggested_value for e in x.edits} for x in diagnosis.explanations]


def pair_with_both_matches_wrong() -> TableCase:
    """A 1–4 B and B 3–1 A in the table, listed as A 2–1 B and B 0–0 A.

    A without the pair's first match has 2 0 0 3–0, B 1 1 0 5–3.
    """
    case = plus_match(right_table(meetings=None), a_match(107, "B", 0, 0, "A", 4))
    case = with_row(case, "a", losses=2, wins=2, goals_for=5, goals_against=7)
    return with_row(case, "b", wins=3, losses=0, goals_for=12, goals_against=5)


# A lost both with 2–7 goals in all. Where A scored both in the first match, B has one to four there
# more than in the second; each changes one number of each score. All others change both numbers.
PAIRS = [{101: f"2–{b}", 107: f"{7 - b}–0"} for b in (3, 4, 5, 6)]


def test_both_matches_of_a_pair_have_every_explanation_that_is_as_small():
    diagnosis = diagnose(pair_with_both_matches_wrong())
    assert diagnosis.outcome == "ambiguous"
    assert sorted(suggested(diagnosis), key=str) == PAIRS


def test_a_ring_is_found_beside_another_wrong_score():
    diagnosis = diagnose(with_match(pair_with_both_matches_wrong(), 102, home_goals=1))
    assert sorted(suggested(diagnosis), key=lambda found: found[101]) == [
        {**ring, 102: "0–0"} for ring in PAIRS
    ]


def test_a_missing_match_and_a_wrong_score_of_one_pair_form_a_ring():
    # B 0–0 A is not listed and A 2–1 B is listed as 3–1. A has 2–1 goals, a win and a draw from
    # both: 2–1 and 0–0, or 1–1 and 1–0; 1–0 and 1–1 or 0–0 and 2–1 change both numbers.
    case = with_row(right_table(meetings=2), "a", draws=1)
    case = with_match(with_row(case, "b", draws=2), 101, home_goals=3)
    assert sorted(suggested(diagnose(case)), key=str) == [
        {101: "1–1", 12: "B 0–1 A (home club not known)"},
        {101: "2–1", 12: "B 0–0 A (home club not known)"},
    ]


def test_three_wrong_scores_among_three_clubs_accuse_no_row():
    # Goals leave A 3–0 B, A 0–1 C, B 3–1 C beside the right ones; A would have lost to C.
    case = with_match(right_table(), 101, home_goals=0, away_goals=3)
    case = with_match(case, 103, home_goals=0, away_goals=2)
    diagnosis = diagnose(with_match(case, 106, home_goals=0, away_goals=4))
    assert diagnosis.outcome == "explained"
    assert suggested(diagnosis) == [{101: "2–1", 103: "1–0", 106: "2–2"}]


def test_four_wrong_scores_around_four_clubs_accuse_no_other_match():
    # D scored and A conceded so little that one number is left free; only the right one has draws.
    case = with_match(right_table(), 101, home_goals=0, away_goals=3)
    case = with_match(case, 106, home_goals=4, away_goals=0)
    case = with_match(case, 102, home_goals=1, away_goals=3)
    diagnosis = diagnose(with_match(case, 105, home_goals=3, away_goals=1))
    assert diagnosis.outcome == "explained"
    assert suggested(diagnosis) == [{101: "2–1", 102: "0–0", 105: "0–2", 106: "2–2"}]


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), listed=st.tuples(scores, scores, scores))
def test_no_score_that_closes_a_ring_of_three_is_missed(seed, listed):
    case = with_the_lower_club_at_home(round_robin(6, 1, seed))
    pairs = ("t0", "t1"), ("t0", "t2"), ("t1", "t2")
    places = [place_of(case, *pair) for pair in pairs]
    right = [(case.matches[place].home_goals, case.matches[place].away_goals) for place in places]
    matches = list(case.matches)
    for place, (home, away) in zip(places, listed, strict=True):
        matches[place] = replace(matches[place], home_goals=home, away_goals=away)
    ledger = Ledger(replace(case, matches=tuple(matches)))
    residuals = ledger.residuals()
    # Where wins, draws and losses agree no result may change, and fewer edits may do.
    assume(len(residuals) == 3 and any(any(row[:3]) for row in residuals.values()))
    sets = Search(ledger, residuals, 200_000).smallest()
    assume(sum(move.size for move in sets[0]) == 3)
    found = {
        tuple(next(move.score for move in moves if move.match == place) for place in places)
        for moves in sets
        if {move.match for move in moves} == set(places)
        and all(move.cause in (Cause.WRONG_SCORE, Cause.SWAPPED_SCORE) for move in moves)
    }
    assert found == closing(right, listed)


def with_the_lower_club_at_home(case: TableCase) -> TableCase:
    """The case with grounds exchanged where the first club of a match is the later one."""
    return replace(
        case,
        matches=tuple(
            replace(
                match,
                home_team_id=match.away_team_id,
                away_team_id=match.home_team_id,
                home_goals=match.away_goals,
                away_goals=match.home_goals,
            )
            if match.home_team_id > match.away_team_id
            else match
            for match in case.matches
        ),
    )


def place_of(case: TableCase, first: str, second: str) -> int:
    """The index of the match of two clubs."""
    ids = [(match.home_team_id, match.away_team_id) for match in case.matches]
    return ids.index((first, second))


def closing(right: list[Score], listed: tuple[Score, ...]) -> set[tuple[Score, ...]]:
    """All other scores of three clubs' matches that give each club what the right ones give."""
    (_, _, _, a_for, a_against), (_, _, _, b_for, b_against), _ = standings(*right)
    found = set()
    for a, b in product(range(a_for + 1), range(a_against + 1)):
        tried = (a, b), (a_for - a, a_against - b), (b_for - b, b_against - a)
        if min(map(min, tried)) >= 0 and standings(*tried) == standings(*right):
            found.add(tried)
    return {tried for tried in found if all(x != y for x, y in zip(tried, listed, strict=True))}


def standings(ab: Score, ac: Score, bc: Score) -> list[tuple[int, ...]]:
    """Wins, draws, losses and goals of A, B and C, from A–B, A–C and B–C."""
    clubs = (ab, ac), (ab[::-1], bc), (ac[::-1], bc[::-1])
    return [
        (
            sum(own > theirs for own, theirs in club),
            sum(own == theirs for own, theirs in club),
            sum(own < theirs for own, theirs in club),
            sum(own for own, _ in club),
            sum(theirs for _, theirs in club),
        )
        for club in clubs
    ]
