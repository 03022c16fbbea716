"""Causes in the list of matches: T01 to T07, T11, T14, T16 to T19, T31, T32 of DOMAIN §5.2."""

from dataclasses import replace

from pipelines.diagnosis import TableCase, diagnose
from tests.diagnosis.tables import (
    a_match,
    only_edit,
    only_sentence,
    plus_match,
    right_table,
    said,
    with_match,
    with_row,
    with_rows,
    without_match,
)


def test_a_table_that_agrees_has_no_explanation():
    diagnosis = diagnose(right_table())
    assert (diagnosis.outcome, diagnosis.explanations, diagnosis.surplus) == ("agrees", (), ())


def test_a_wrong_score_is_named_with_its_line_and_both_values():
    diagnosis = diagnose(with_match(right_table(), 104, home_goals=8))
    assert diagnosis.outcome == "explained"
    assert only_edit(diagnosis) == ("wrong_score", "m104", "8–1", "3–1", 104)
    assert only_sentence(diagnosis) == (
        "If *B 8–1 D* (line 104) were 3–1, all four rows would agree."
    )


def test_a_wrong_score_that_turns_a_result_moves_wins_and_draws_too():
    # B 3–1 D listed as 3–3: the table has a win for B and a loss for D.
    diagnosis = diagnose(with_match(right_table(), 104, away_goals=3))
    assert only_edit(diagnosis) == ("wrong_score", "m104", "3–3", "3–1", 104)


def test_a_swapped_score_is_called_so():
    diagnosis = diagnose(with_match(right_table(), 105, home_goals=2, away_goals=0))
    assert only_edit(diagnosis) == ("swapped_score", "m105", "2–0", "0–2", 105)


def test_a_swap_comes_before_another_change_that_explains_as_well():
    # Two clubs meet twice, A 2–1 B and B 2–2 A. Listed is 1–2: the first match swapped back, or
    # the second as 1–3, mends the table.
    case = right_table(
        rows=right_table().rows[:2],
        matches=(a_match(101, "A", 2, 1, "B", 1), a_match(102, "B", 2, 2, "A", 2)),
        meetings=2,
    )
    # By hand: A 1 1 0 4–3, B 0 1 1 3–4.
    case = with_rows(
        case,
        {
            "a": {"wins": 1, "draws": 1, "losses": 0, "goals_for": 4, "goals_against": 3},
            "b": {"wins": 0, "draws": 1, "losses": 1, "goals_for": 3, "goals_against": 4},
        },
    )
    diagnosis = diagnose(with_match(case, 101, home_goals=1, away_goals=2))
    assert [said(e) for x in diagnosis.explanations for e in x.edits if e.match_id] == [
        ("swapped_score", "m101", "1–2", "2–1", 101)
    ]


def twice_around(*, on_other_grounds: bool = True) -> TableCase:
    """Each pair twice with the same score: the second match 100 lines below the first."""
    back = []
    for first in right_table().matches:
        line = (first.line_start or 0) + 100
        again = replace(first, match_id=f"m{line}", line_start=line, line_end=line)
        if on_other_grounds:
            again = replace(
                again,
                home_team_id=first.away_team_id,
                away_team_id=first.home_team_id,
                home_goals=first.away_goals,
                away_goals=first.home_goals,
            )
        back.append(again)
    doubled_rows = {
        row.team_id: {
            name: 2 * getattr(row, name)
            for name in ("wins", "draws", "losses", "goals_for", "goals_against")
        }
        for row in right_table().rows
    }
    case = right_table(meetings=2, matches=(*right_table().matches, *back))
    return with_rows(case, doubled_rows)


def test_a_home_and_away_order_exchanged_changes_no_total_and_is_only_noted():
    # Each pair twice; the return of A v B is listed with A at home again.
    case = twice_around()
    assert diagnose(case).note == ""
    wrong = with_match(case, 201, home_team_id="a", away_team_id="b", home_goals=2, away_goals=1)
    diagnosis = diagnose(wrong)
    assert diagnosis.outcome == "agrees"
    assert diagnosis.note == "Listed at the same ground each time: *A v B* (lines 101 and 201)."


def test_a_missing_match_is_the_residual_itself():
    diagnosis = diagnose(without_match(right_table(), 104))
    assert only_edit(diagnosis) == (
        "missing_match",
        "b",
        "not listed",
        "B 3–1 D (home club not known)",
        12,
    )
    assert only_sentence(diagnosis) == (
        "If *B 3–1 D*, which is not listed, were among the matches (rows on lines 12 and 14; who "
        "was at home is not known), all four rows would agree."
    )


def test_the_home_club_of_a_missing_match_is_told_by_the_grounds_of_the_others():
    # Of A 2–1 B and B 1–2 A the one that is listed tells who was at home in the other.
    for line, missing in ((101, "A 2–1 B"), (201, "B 1–2 A")):
        diagnosis = diagnose(without_match(twice_around(), line))
        assert only_edit(diagnosis)[2:4] == ("not listed", missing)
        assert only_sentence(diagnosis).startswith(
            f"If *{missing}*, which is not listed, were among the matches (rows on lines 1"
        )
        assert "at home" not in only_sentence(diagnosis)


def test_the_home_club_of_a_missing_match_is_not_known_where_grounds_do_not_change():
    case = without_match(twice_around(on_other_grounds=False), 104)
    assert only_edit(diagnose(case))[3] == "D 1–3 B (home club not known)"


def test_a_listed_match_without_a_result_is_the_missing_one():
    # T32: the cell holds what is no score.
    case = with_match(right_table(), 105, home_goals=None, away_goals=None, counts=False)
    assert only_edit(diagnose(case)) == ("missing_match", "m105", "no result", "D 0–2 A", 105)


def test_a_doubled_match_names_both_lines():
    copy = replace(right_table().matches[3], match_id="copy", line_start=300, line_end=300)
    diagnosis = diagnose(plus_match(right_table(), copy))
    assert only_edit(diagnosis) == ("doubled_match", "copy", "listed twice", "listed once", 300)
    assert only_sentence(diagnosis) == (
        "If *B 3–1 D* were listed once and not twice (lines 104 and 300), "
        "all four rows would agree."
    )


def test_an_abandoned_match_beside_its_replay_is_one_meeting_too_many():
    # T18: the first attempt, 0–1, is listed on another day.
    abandoned = a_match(300, "B", 0, 1, "D", 2)
    case = plus_match(right_table(), replace(abandoned, date="1999-05-20", round=None))
    assert only_edit(diagnose(case)) == ("extra_match_counted", "m300", "counted", "left out", 300)


def test_a_match_given_to_the_wrong_club():
    # B 3–1 D is listed as C 3–1 D: C would meet D twice and play twice in round 2.
    diagnosis = diagnose(with_match(right_table(), 104, home_team_id="c"))
    assert only_edit(diagnosis) == ("wrong_club", "m104", "C 3–1 D", "B 3–1 D", 104)


def test_a_club_under_another_name_in_all_its_matches():
    renamed = tuple(
        replace(
            match,
            home_team_id="the-bees" if match.home_team_id == "b" else match.home_team_id,
            away_team_id="the-bees" if match.away_team_id == "b" else match.away_team_id,
            counts="b" not in (match.home_team_id, match.away_team_id),
        )
        for match in right_table().matches
    )
    diagnosis = diagnose(right_table(matches=renamed))
    assert only_edit(diagnosis) == ("unresolved_name", "b", "the-bees", "B", 12)


def test_a_play_off_that_is_counted():
    play_off = replace(a_match(300, "A", 1, 0, "B", 9), round="Play-off")
    diagnosis = diagnose(plus_match(right_table(), play_off))
    assert only_edit(diagnosis) == ("extra_match_counted", "m300", "counted", "left out", 300)


def test_a_play_off_that_only_the_table_counts():
    play_off = replace(a_match(300, "A", 1, 0, "B", 9), counts=False, extra=True)
    case = with_row(right_table(), "a", wins=4, goals_for=6)
    case = plus_match(with_row(case, "b", losses=2, goals_against=6), play_off)
    assert only_edit(diagnose(case)) == (
        "extra_match_left_out",
        "m300",
        "left out",
        "counted",
        300,
    )


def test_an_excluded_play_off_is_left_alone():
    play_off = replace(a_match(300, "A", 1, 0, "B", 9), counts=False, extra=True)
    assert diagnose(plus_match(right_table(), play_off)).outcome == "agrees"


def test_a_table_older_than_its_matches():
    # Without round 3 (D 0–2 A, B 2–2 C).
    case = with_rows(
        right_table(),
        {
            "a": {"wins": 2, "goals_for": 3},
            "b": {"draws": 0, "goals_for": 4, "goals_against": 3},
            "c": {"draws": 1, "goals_for": 0, "goals_against": 1},
            "d": {"losses": 1, "goals_against": 3},
        },
    )
    diagnosis = diagnose(case)
    assert only_edit(diagnosis) == (
        "table_as_of",
        None,
        "matches up to 1999-05-03",
        "matches up to 1999-05-02",
        11,
    )
    assert "(lines 11–14)" in only_sentence(diagnosis)
    assert "the last two matches (lines 105–106)" in only_sentence(diagnosis)


def test_an_award_whose_goals_the_table_takes_over():
    # T16: A 2–1 B was awarded 3–0 to B; the table says so.
    case = with_row(right_table(), "a", wins=2, losses=1, goals_for=3, goals_against=3)
    case = with_row(case, "b", wins=2, losses=0, goals_for=8, goals_against=3)
    assert only_edit(diagnose(case)) == ("wrong_score", "m101", "2–1", "0–3", 101)


def test_an_award_that_keeps_the_goals_of_the_pitch():
    case = with_row(right_table(), "a", wins=2, losses=1)
    case = with_row(case, "b", wins=2, losses=0)
    diagnosis = diagnose(case)
    assert only_edit(diagnosis) == ("awarded_result", "m101", "2–1", "awarded to B", 101)


def test_a_draw_lost_by_both_explains_more_losses_than_wins():
    # T17: B 2–2 C punished on both sides.
    case = with_row(right_table(), "b", draws=0, losses=2)
    case = with_row(case, "c", draws=1, losses=2)
    diagnosis = diagnose(case)
    assert only_edit(diagnosis) == ("double_defeat", "m106", "2–2", "lost by both", 106)
    assert diagnosis.outcome == "explained"
    assert diagnosis.surplus


def test_a_draw_lost_by_both_may_keep_its_goals():
    case = with_row(right_table(), "b", draws=0, losses=2)
    diagnosis = diagnose(with_row(case, "c", draws=1, losses=2))
    assert only_sentence(diagnosis) == (
        "If *B 2–2 C* (line 106) were lost by both, with the goals as they are, "
        "all four rows would agree."
    )


def test_a_win_lost_by_both_without_goals_does_not_keep_its_own():
    # A 1–0 C counts as a defeat without a goal for either: A's goal is gone, and C's against.
    case = with_row(right_table(), "a", wins=2, losses=1, goals_for=4)
    diagnosis = diagnose(with_row(case, "c", goals_against=2))
    assert only_edit(diagnosis) == ("double_defeat", "m103", "1–0", "lost by both", 103)
    assert only_sentence(diagnosis) == (
        "If *A 1–0 C* (line 103) were lost by both, with no goals for either, "
        "all four rows would agree."
    )


def test_three_goals_against_each_are_not_those_of_a_draw_with_three_each():
    # B 3–3 C counts as 0–3 for both: B has 6 − 2 goals for and 5 − 2 + 3 against.
    case = with_match(right_table(), 106, home_goals=3, away_goals=3)
    case = with_row(case, "b", draws=0, losses=2, goals_for=4, goals_against=6)
    diagnosis = diagnose(with_row(case, "c", draws=1, losses=2, goals_for=0, goals_against=4))
    assert only_sentence(diagnosis) == (
        "If *B 3–3 C* (line 106) were lost by both, with 0–3 against each, "
        "all four rows would agree."
    )


def test_an_annulled_club():
    # T19: D's matches do not count, its row is empty.
    case = with_rows(
        right_table(),
        {
            "a": {"wins": 2, "goals_for": 3},
            "b": {"wins": 0, "goals_for": 3, "goals_against": 4},
            "c": {"draws": 1},
            "d": {"draws": 0, "losses": 0, "goals_for": 0, "goals_against": 0},
        },
    )
    assert only_edit(diagnose(case)) == (
        "annulled_club",
        "d",
        "three matches counted",
        "no match counted",
        14,
    )


def test_one_pattern_in_several_scores_is_several_wrong_scores():
    # T31: the goals of the home side became 0 in two matches.
    case = with_match(right_table(), 101, home_goals=0)
    diagnosis = diagnose(with_match(case, 104, home_goals=0))
    assert [said(edit) for edit in diagnosis.explanations[0].edits] == [
        ("wrong_score", "m101", "0–1", "2–1", 101),
        ("wrong_score", "m104", "0–1", "3–1", 104),
    ]
    assert diagnosis.explanation_count == 1
    assert only_sentence(diagnosis) == (
        "If *A 0–1 B* (line 101) were 2–1 and *B 0–1 D* (line 104) were 3–1, "
        "all four rows would agree."
    )


def test_errors_in_a_ring_of_three_clubs_are_found():
    # A–B, A–C and B–C each one goal off: no row is touched by one error alone.
    case = with_match(right_table(), 101, home_goals=3)
    case = with_match(with_match(case, 103, home_goals=2), 106, home_goals=3, away_goals=3)
    right = {("m101", "2–1"), ("m103", "1–0"), ("m106", "2–2")}
    found = [
        {(edit.match_id, edit.suggested_value) for edit in explanation.edits}
        for explanation in diagnose(case).explanations
    ]
    smallest = min(len(edits) for edits in found)
    assert right in found or smallest < len(right)


def test_without_recorded_goals_a_swap_or_another_result_is_suggested():
    case = with_rows(
        right_table(),
        {row.team_id: {"goals_for": None, "goals_against": None} for row in right_table().rows},
    )
    assert diagnose(case).outcome == "agrees"
    drawn = with_match(case, 104, home_goals=1)
    assert only_edit(diagnose(drawn)) == ("wrong_score", "m104", "1–1", "a win for B", 104)


def test_without_recorded_goals_two_results_that_became_draws_are_told_once():
    # C 0–0 D and B 2–2 C are listed as wins, and each may be seen from either club.
    case = with_rows(
        right_table(),
        {row.team_id: {"goals_for": None, "goals_against": None} for row in right_table().rows},
    )
    wrong = with_match(with_match(case, 102, home_goals=1), 106, home_goals=4)
    assert only_sentence(diagnose(wrong)) == (
        "If *C 1–0 D* (line 102) were a draw and *B 4–2 C* (line 106) were a draw, "
        "all four rows would agree."
    )
