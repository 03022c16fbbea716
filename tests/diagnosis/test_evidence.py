"""What tells one explanation from another: fixtures, rounds, days, results; and the proof."""

from dataclasses import replace

from pipelines.diagnosis import TableCase, diagnose
from pipelines.diagnosis.ledger import Ledger
from pipelines.diagnosis.mending import is_mended, mended_ledger
from pipelines.diagnosis.moves import Moves
from pipelines.diagnosis.search import Search
from tests.diagnosis.tables import (
    a_match,
    only_edit,
    plus_match,
    right_table,
    said,
    with_match,
    with_row,
    with_rows,
    without_match,
)

FIGURES = ("wins", "draws", "losses", "goals_for", "goals_against")


def home_and_away() -> TableCase:
    """The small table twice over; every return match ends like the first."""
    first = right_table()
    back = tuple(
        replace(
            match,
            match_id=f"m{(match.line_start or 0) + 100}",
            line_start=(match.line_start or 0) + 100,
            home_team_id=match.away_team_id,
            away_team_id=match.home_team_id,
            home_goals=match.away_goals,
            away_goals=match.home_goals,
            date=f"1999-06-{index:02}",
            round=f"Return {index}",
        )
        for index, match in enumerate(first.matches, start=1)
    )
    twice = {row.team_id: {f: 2 * getattr(row, f) for f in FIGURES} for row in first.rows}
    return with_rows(right_table(matches=(*first.matches, *back), meetings=2), twice)


def causes(case: TableCase) -> set[str]:
    return {e.cause.value for x in diagnose(case).explanations for e in x.edits}


def test_the_meeting_that_stands_apart_is_the_extra_one():
    # A 2–1 B in round 1 and B 1–2 A on a day of its own: either would mend the rows.
    play_off = replace(a_match(300, "B", 1, 2, "A", 9), round=None)
    case = plus_match(right_table(), play_off)
    assert only_edit(diagnose(case)) == ("extra_match_counted", "m300", "counted", "left out", 300)


def test_of_three_meetings_the_one_at_the_ground_too_often_is_doubled():
    # A 2–1 B twice and B 1–2 A once: leaving out the return would leave A at home twice.
    copy = replace(home_and_away().matches[0], match_id="copy", line_start=300, line_end=300)
    case = plus_match(home_and_away(), replace(copy, date=None, round=None))
    assert only_edit(diagnose(case))[:2] == ("doubled_match", "copy")


def test_the_round_tells_which_of_two_equal_matches_has_the_wrong_club():
    # C 3–1 D in round 1 is right, in round 2 it was B: there C would play twice.
    case = with_match(right_table(), 102, home_goals=3, away_goals=1)
    case = with_row(case, "c", wins=1, draws=1, goals_for=5, goals_against=4)
    case = with_row(case, "d", draws=0, losses=3, goals_for=2, goals_against=8)
    assert diagnose(case).outcome == "agrees"
    wrong = with_match(case, 104, home_team_id="c")
    assert only_edit(diagnose(wrong)) == ("wrong_club", "m104", "C 3–1 D", "B 3–1 D", 104)


def test_no_match_is_called_surplus_while_its_pair_has_not_met_too_often():
    # The table lacks A 2–1 B; every pair is listed once.
    case = with_row(right_table(), "a", wins=2, goals_for=3, goals_against=0)
    case = with_row(case, "b", losses=0, goals_for=5, goals_against=3)
    assert not causes(case) & {"extra_match_counted", "doubled_match"}


def test_no_match_is_called_missing_where_its_pair_has_met_in_full():
    # The table has A 1–0 B more than the list; the pair is listed, once, as it should be.
    case = with_row(right_table(), "a", wins=4, goals_for=6)
    case = with_row(case, "b", losses=2, goals_against=6)
    assert "missing_match" not in causes(case)


def test_where_no_result_is_off_no_edit_may_turn_one():
    case = with_match(right_table(), 104, home_goals=8)
    ledger = Ledger(case)
    moves = Moves(ledger, ledger.residuals())
    play = next(p for p in ledger.plays if case.matches[p.match].line_start == 104)
    assert moves.score_change(play, (2, 0)) is not None
    assert moves.score_change(play, (0, 2)) is None


def test_a_club_with_two_wrong_scores_is_no_end_of_the_chain():
    # A is the first row and has both errors, three goals each.
    case = with_match(with_match(right_table(), 101, home_goals=5), 103, home_goals=4)
    (explanation,) = diagnose(case).explanations
    assert [said(edit)[1:4] for edit in explanation.edits] == [
        ("m101", "5–1", "2–1"),
        ("m103", "4–0", "1–0"),
    ]


def test_a_swap_is_suggested_where_the_table_records_no_goals():
    empty = {"goals_for": None, "goals_against": None}
    case = with_rows(right_table(), {row.team_id: empty for row in right_table().rows})
    swapped = with_match(case, 101, home_goals=1, away_goals=2)
    assert only_edit(diagnose(swapped)) == ("swapped_score", "m101", "1–2", "a win for A", 101)


def test_a_few_listed_matches_do_not_explain_a_whole_table():
    # Four of six matches are not listed and nobody knows how often the pairs meet.
    case = without_match(right_table(meetings=None), 102, 103, 104, 105)
    diagnosis = diagnose(case)
    assert (diagnosis.outcome, diagnosis.explanations) == ("not_comparable", ())


def test_a_half_finished_fixture_list_does_not_confirm_missing_matches():
    # Every pair meets twice; the table has two of the six return matches, the list has none.
    case = with_rows(
        right_table(meetings=2),
        {
            "a": {"losses": 1, "goals_against": 2},
            "b": {"wins": 2, "goals_for": 7},
            "c": {"wins": 1, "goals_for": 4},
            "d": {"losses": 3, "goals_against": 7},
        },
    )
    diagnosis = diagnose(case)
    assert (diagnosis.outcome, diagnosis.explanations) == ("not_comparable", ())


def test_two_matches_missing_are_explained_though_every_row_lacks_one():
    # B 3–1 D and A 1–0 C: the fixture list has room for exactly these.
    diagnosis = diagnose(without_match(right_table(), 103, 104))
    (explanation,) = diagnosis.explanations
    assert {edit.suggested_value for edit in explanation.edits} == {
        "A 1–0 C (home club not known)",
        "B 3–1 D (home club not known)",
    }


def test_an_odd_number_of_draws_is_a_contradiction():
    diagnosis = diagnose(with_row(right_table(), "d", draws=2))
    assert diagnosis.outcome == "self_contradictory"
    assert diagnosis.surplus == ("The rows have 5 draws together, an odd number.",)


def test_more_wins_than_losses_are_a_contradiction():
    diagnosis = diagnose(with_row(right_table(), "d", wins=1))
    assert diagnosis.surplus[0].startswith("The rows have 5 wins and 4 losses together")


def test_how_often_pairs_meet_is_taken_from_the_list_only_when_it_is_nearly_full():
    assert Ledger(right_table(meetings=None)).meetings == 1
    assert Ledger(without_match(right_table(meetings=None), 101)).meetings == 1
    assert Ledger(without_match(right_table(meetings=None), 101, 102)).meetings is None


def test_the_proof_counts_anew_and_refuses_what_does_not_mend():
    case = with_match(right_table(), 104, home_goals=8)
    ledger = Ledger(case)
    (moves,) = Search(ledger, ledger.residuals(), 1000).smallest()
    assert is_mended(mended_ledger(ledger, moves), moves)
    assert not is_mended(ledger, ())
    other = replace(moves[0], score=(4, 1))
    assert not is_mended(mended_ledger(ledger, (other,)), (other,))
