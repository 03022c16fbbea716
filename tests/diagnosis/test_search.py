"""The search at large: the right edit is among the smallest, always the same, and never hangs."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.diagnosis import Diagnosis, TableCase, diagnose
from tests.bench.injuries import SINGLE, Injury, several
from tests.bench.tables import round_robin, with_table

SHAPES = ((4, 1), (5, 2), (6, 1), (8, 2))
seeds = st.integers(0, 10**6)
shapes = st.sampled_from(SHAPES)


def one_injury(kind: str, shape: tuple[int, int], seed: int) -> Injury:
    injuries = list(SINGLE[kind](round_robin(*shape, seed), None))
    return random.Random(seed).choice(injuries)


@settings(max_examples=60, deadline=None)
@given(kind=st.sampled_from(sorted(SINGLE)), shape=shapes, seed=seeds)
def test_the_right_edit_is_among_the_smallest(kind, shape, seed):
    injury = one_injury(kind, shape, seed)
    diagnosis = diagnose(injury.case)
    sentences = [explanation.sentence for explanation in diagnosis.explanations]
    assert any(injury.is_healed_by(e) for e in diagnosis.explanations), (injury.healing, sentences)


@settings(max_examples=25, deadline=None)
@given(shape=shapes, seed=seeds)
def test_a_table_that_agrees_is_not_diagnosed(shape, seed):
    diagnosis = diagnose(round_robin(*shape, seed))
    assert diagnosis == Diagnosis("agrees")


@settings(max_examples=25, deadline=None)
@given(seed=seeds)
def test_two_wrong_scores_are_among_the_smallest(seed):
    kinds = ("score one goal off", "score one goal off")
    (injury,) = several(round_robin(6, 1, seed), kinds, 1, seed)
    assert any(injury.is_healed_by(e) for e in diagnose(injury.case).explanations)


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from(sorted(SINGLE)), seed=seeds)
def test_the_same_case_has_the_same_diagnosis(kind, seed):
    case = one_injury(kind, (6, 1), seed).case
    assert diagnose(case) == diagnose(case)


@settings(max_examples=25, deadline=None)
@given(kind=st.sampled_from(sorted(SINGLE)), seed=seeds)
def test_other_ids_and_another_order_of_the_list_change_nothing(kind, seed):
    case = one_injury(kind, (6, 1), seed).case
    assert sentences_of(diagnose(renamed(case, seed))) == sentences_of(diagnose(case))


def sentences_of(diagnosis: Diagnosis) -> tuple[str, list[str]]:
    return diagnosis.outcome, sorted(e.sentence for e in diagnosis.explanations)


def renamed(case: TableCase, seed: int) -> TableCase:
    """Other ids for clubs and matches, and the matches in another order; names and lines stay."""
    teams = [row.team_id for row in case.rows]
    chance = random.Random(seed)
    new = dict(zip(teams, chance.sample(range(1000), len(teams)), strict=True))
    matches = [
        replace(
            match,
            match_id=f"other {match.match_id}",
            home_team_id=f"x{new[match.home_team_id]}",
            away_team_id=f"x{new[match.away_team_id]}",
        )
        for match in case.matches
    ]
    chance.shuffle(matches)
    rows = tuple(replace(row, team_id=f"x{new[row.team_id]}") for row in case.rows)
    return replace(case, rows=rows, matches=tuple(matches))


def noise(seed: int) -> TableCase:
    """Twenty clubs, and a table of quite other results."""
    case, other = round_robin(20, 2, seed), round_robin(20, 2, seed + 1)
    names = {row.team_id: row.team for row in case.rows}
    return replace(case, rows=with_table(other, names).rows)


def test_a_table_of_other_results_is_left_unexplained_in_good_time():
    start = time.perf_counter()
    diagnosis = diagnose(noise(1))
    assert diagnosis.outcome == "unexplained"
    assert diagnosis.explanations == ()
    assert time.perf_counter() - start < 5


def test_the_bound_ends_the_search_and_says_so():
    kinds = ("score one goal off",) * 4
    (injury,) = several(round_robin(20, 2, 3), kinds, 1, 3)
    diagnosis = diagnose(injury.case, limit=50)
    assert diagnosis.outcome == "unexplained"
    assert diagnosis.explanations == ()
    assert diagnosis.note == "search stopped at 50 nodes"


@pytest.mark.parametrize("seed", range(3))
def test_three_errors_in_a_table_of_twenty_take_about_a_second_at_most(seed):
    kinds = ("score one goal off", "score swapped", "cell of the table changed")
    for injury in several(round_robin(20, 2, seed), kinds, 3, seed):
        start = time.perf_counter()
        diagnosis = diagnose(injury.case)
        assert time.perf_counter() - start < 3
        assert any(injury.is_healed_by(e) for e in diagnosis.explanations)


def test_errors_in_different_corners_are_combined():
    kinds = ("score one goal off", "match deleted", "cell of the table changed")
    (injury,) = several(round_robin(10, 1, 11), kinds, 1, 11)
    diagnosis = diagnose(injury.case)
    assert any(injury.is_healed_by(e) for e in diagnosis.explanations)
    assert all(len(e.edits) == 3 for e in diagnosis.explanations)
