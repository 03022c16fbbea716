"""The benchmark itself: it counts what it says, and holds the figures it is there to hold."""

import pytest

from pipelines.diagnosis import diagnose
from tests.bench.explain import HEAD, SEED, Tally, false_accusations, run
from tests.bench.injuries import SINGLE, Injury, changed_cells, score_errors, swapped_scores
from tests.bench.tables import round_robin


@pytest.mark.parametrize(("clubs", "legs"), [(6, 1), (7, 1), (10, 2)])
def test_made_up_tables_agree_before_they_are_injured(clubs, legs):
    case = round_robin(clubs, legs, SEED)
    assert len(case.matches) == legs * clubs * (clubs - 1) // 2
    assert diagnose(case).outcome == "agrees"


def test_every_wrong_score_of_a_single_round_robin_of_six_is_found_alone():
    case = round_robin(6, 1, SEED)
    tally = Tally()
    for injury in (*score_errors(case), *swapped_scores(case)):
        tally.add(injury)
    assert (tally.unique, tally.accused, tally.none) == (tally.cases, 0, 0)
    assert tally.cases > 50


def test_single_injuries_lead_to_no_false_accusation(capsys):
    tallies = run("six clubs", [round_robin(6, 1, SEED)], 12)
    assert false_accusations(tallies) == 0
    assert set(SINGLE) <= set(tallies)
    assert HEAD in capsys.readouterr().out


def test_a_wrong_answer_counts_as_an_accusation_and_silence_does_not():
    case = round_robin(6, 1, SEED)
    injury = next(changed_cells(case))
    wrong = Injury(injury.case, next(score_errors(case)).healing)
    tally = Tally()
    tally.add(wrong)
    tally.add(Injury(case, wrong.healing))
    assert (tally.accused, tally.none, tally.unique) == (1, 1, 0)
