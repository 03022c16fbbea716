"""Causes in the table: T08 to T10, T12, T13, T15, T22, T25, T26 and T30 of DOMAIN §5.2."""

from dataclasses import replace

from pipelines.diagnosis import PointsRule, diagnose
from tests.diagnosis.tables import (
    only_edit,
    only_sentence,
    right_table,
    said,
    typed_table,
    with_match,
    with_row,
    with_rows,
)


def test_a_lone_deviating_row_is_a_slip_in_the_table_and_no_match():
    diagnosis = diagnose(with_row(right_table(), "b", goals_for=7))
    assert only_edit(diagnosis) == ("table_cell", "b", "goals for 7", "goals for 6", 12)
    assert only_sentence(diagnosis) == (
        "If the row of *B* (line 12) had goals for 6, not goals for 7, all four rows would agree."
    )


def test_unequal_sums_make_the_table_contradict_itself():
    diagnosis = diagnose(with_row(right_table(), "b", goals_for=7))
    assert diagnosis.outcome == "self_contradictory"
    assert diagnosis.surplus == (
        "The rows have 15 goals for and 14 goals against together: 1 more goals for than goals "
        "against, where matches among these clubs give as many of both.",
    )


def test_a_slip_that_the_sums_do_not_see_is_explained():
    # Goals for and against both one more: the sums stay equal.
    diagnosis = diagnose(with_row(right_table(), "b", goals_for=7, goals_against=6))
    assert diagnosis.outcome == "explained"
    assert only_edit(diagnosis) == (
        "table_row",
        "b",
        "goals for 7, goals against 6",
        "goals for 6, goals against 5",
        12,
    )


def test_wins_without_goals_are_a_slip_of_the_row():
    # T08: a win for a loss and the same goals; no match can do that to one row.
    diagnosis = diagnose(with_row(right_table(), "c", wins=1, losses=0))
    assert only_edit(diagnosis)[:2] == ("table_row", "c")


def test_the_wrong_cell_is_found_where_the_page_types_the_derived_figures():
    case = typed_table()
    assert diagnose(case).outcome == "agrees"
    assert only_edit(diagnose(with_row(case, "a", played=4)))[2:] == ("played 4", "played 3", 11)
    assert only_edit(diagnose(with_row(case, "a", goal_difference=5)))[2:] == (
        "goal difference 5",
        "goal difference 4",
        11,
    )
    # Played, points and matches all say three wins.
    assert only_edit(diagnose(with_row(case, "a", wins=4)))[2:] == ("wins 4", "wins 3", 11)


def test_a_row_one_match_behind_says_so():
    # T15: C's row lacks B 2–2 C, B's row has it.
    diagnosis = diagnose(with_row(right_table(), "c", draws=1, goals_for=0, goals_against=1))
    assert only_edit(diagnosis)[:2] == ("row_behind", "c")
    assert "one match more" in only_sentence(diagnosis)


def test_two_rows_with_one_anothers_figures():
    case = right_table()
    a, _, c, _ = case.rows
    names = ("wins", "draws", "losses", "goals_for", "goals_against")
    case = with_row(case, "a", **{name: getattr(c, name) for name in names})
    case = with_row(case, "c", **{name: getattr(a, name) for name in names})
    assert only_edit(diagnose(case)) == ("rows_swapped", "a", "0 2 1 2–3", "3 0 0 5–1", 11)


def test_a_swapped_score_and_swapped_rows_that_do_the_same_are_both_listed():
    # A 2–1 B is the only match; the table has it the other way round.
    case = right_table(rows=right_table().rows[:2], matches=right_table().matches[:1], meetings=1)
    case = with_row(case, "a", wins=0, losses=1, goals_for=1, goals_against=2)
    case = with_row(case, "b", wins=1, draws=0, losses=0, goals_for=2, goals_against=1)
    diagnosis = diagnose(case)
    assert diagnosis.outcome == "ambiguous"
    causes = {edit.cause.value for e in diagnosis.explanations for edit in e.edits}
    assert causes == {"swapped_score", "rows_swapped"}


def test_fewer_points_are_a_deduction_or_a_slip_where_the_order_cannot_tell():
    diagnosis = diagnose(with_row(typed_table(), "a", points=7))
    assert {said(e) for x in diagnosis.explanations for e in x.edits} == {
        ("deduction", "a", "adjustment 0", "adjustment −2", 11),
        ("table_cell", "a", "points 7", "points 9", 11),
    }


def test_the_order_of_the_rows_shows_a_deduction():
    # B loses 3 of its 4 points and stands behind C: ordered by the points as typed.
    case = with_row(typed_table(), "b", points=1)
    a, b, c, d = case.rows
    diagnosis = diagnose(replace(case, rows=(a, c, b, d)))
    assert only_edit(diagnosis) == ("deduction", "b", "adjustment 0", "adjustment −3", 12)
    assert only_sentence(diagnosis) == (
        "If *B* (line 12), with one point where four would follow, had three points deducted, "
        "all four rows would agree."
    )


def test_a_recorded_adjustment_is_no_error():
    case = with_row(typed_table(), "b", points=1, adjustment=-3)
    assert diagnose(case).outcome == "agrees"


def test_more_points_for_one_club_may_be_a_bonus():
    diagnosis = diagnose(with_row(typed_table(), "d", points=2))
    causes = {edit.cause.value for e in diagnosis.explanations for edit in e.edits}
    assert causes == {"bonus", "table_cell"}


def test_two_points_for_a_win_fit_every_row_exactly():
    # By hand 2–1–0: A 6, B 3, C 2, D 1.
    points = {"a": 6, "b": 3, "c": 2, "d": 1}
    case = with_rows(typed_table(), {team: {"points": n} for team, n in points.items()})
    # Two rows differ; a deduction from each would be as good, so the era is not claimed.
    assert all(
        edit.cause.value != "two_point_era" for e in diagnose(case).explanations for edit in e.edits
    )


def test_the_two_point_era_where_three_rows_show_it():
    # One round more: C 1–0 B, D 1–0 C are wins for C and D as well.
    case = _with_a_second_leg()
    diagnosis = diagnose(case)
    assert only_edit(diagnosis) == ("two_point_era", None, "3–1–0", "2–1–0", 11)
    assert diagnose(replace(case, points_rule=PointsRule(2, 1, 0))).outcome == "agrees"


def test_an_error_inside_a_two_point_table_is_told_beside_the_era():
    case = with_match(_with_a_second_leg(), 104, home_goals=4)
    (explanation,) = diagnose(case).explanations
    assert [edit.cause.value for edit in explanation.edits] == ["two_point_era", "wrong_score"]


def _with_a_second_leg():
    """The table with C 1–0 B and D 1–0 C more, and typed points of the two-point era."""
    first, second = right_table().matches[5], right_table().matches[1]
    more = (
        replace(first, match_id="m107", line_start=107, home_team_id="c", away_team_id="b"),
        replace(second, match_id="m108", line_start=108, home_team_id="d", away_team_id="c"),
    )
    more = tuple(replace(match, home_goals=1, away_goals=0) for match in more)
    case = right_table(matches=(*right_table().matches, *more), meetings=None)
    return with_rows(
        case,
        {
            "a": {"points": 6},
            "b": {"losses": 2, "goals_against": 6, "points": 3},
            "c": {"wins": 1, "losses": 2, "goals_for": 3, "goals_against": 4, "points": 4},
            "d": {"wins": 1, "goals_for": 2, "points": 3},
        },
    )


def test_points_brought_from_an_earlier_stage():
    # T12: 3, 2, 1 and 0 points more than the matches give.
    points = {"a": 12, "b": 6, "c": 3, "d": 1}
    case = with_rows(typed_table(), {team: {"points": n} for team, n in points.items()})
    diagnosis = diagnose(case)
    assert only_edit(diagnosis)[0] == "carry_over"
    assert "(A 3, B 2, C 1; recorded are A 0, B 0, C 0)" in only_sentence(diagnosis)


def test_a_point_for_the_winner_after_a_draw():
    # T22: with C 0–0 D, B 2–2 C and one draw more, three rows gain: B 1, C 1, D 1.
    extra = replace(
        right_table().matches[4], match_id="m107", line_start=107, home_goals=1, away_goals=1
    )
    case = replace(typed_table(), matches=(*right_table().matches, extra), meetings=None)
    case = with_row(case, "a", draws=1, goals_for=6, goals_against=2, played=4, points=10)
    case = with_row(case, "d", draws=2, goals_for=2, goals_against=6, played=4, points=3)
    case = with_row(case, "b", points=5)
    diagnosis = diagnose(with_row(case, "c", points=3))
    causes = {edit.cause.value for e in diagnosis.explanations for edit in e.edits}
    assert causes == {"shootout_points", "carry_over"}


def test_results_of_another_stage_are_not_compared():
    # T12, T25, T26: every row has two matches more than are listed.
    case = with_rows(
        right_table(),
        {row.team_id: {"wins": row.wins + 2, "goals_for": 30} for row in right_table().rows},
    )
    diagnosis = diagnose(case)
    assert (diagnosis.outcome, diagnosis.explanations) == ("not_comparable", ())
    assert diagnosis.note.startswith("Four of four rows have another number of matches")
    assert "Every row has two matches more" in diagnosis.note


def test_an_empty_table_without_matches_is_unknown_and_not_nil():
    zero = dict.fromkeys(("wins", "draws", "losses", "goals_for", "goals_against"), 0)
    case = with_rows(right_table(matches=()), {row.team_id: zero for row in right_table().rows})
    diagnosis = diagnose(case)
    assert diagnosis.outcome == "not_comparable"
    assert "unknown, not nil" in diagnosis.note


def test_a_table_without_matches_is_asked_for_its_sums():
    diagnosis = diagnose(with_row(right_table(matches=()), "a", goals_for=6))
    assert diagnosis.outcome == "self_contradictory"
    assert diagnosis.explanations == ()
    assert "15 goals for and 14 goals against" in diagnosis.surplus[0]
    assert diagnose(right_table(matches=())).outcome == "not_comparable"


def test_a_table_without_matches_is_asked_whether_its_rows_add_up():
    case = replace(typed_table(), matches=())
    diagnosis = diagnose(with_row(case, "b", goal_difference=2))
    assert only_edit(diagnosis)[2:] == ("goal difference 2", "goal difference 1", 12)
    # Wins 2 contradict played 3 and points 4; the sums say which cell it is.
    assert only_edit(diagnose(with_row(case, "b", wins=2)))[2:] == ("wins 2", "wins 1", 12)


def test_fewer_points_without_matches_are_a_deduction_or_a_slip():
    # DOMAIN §1.11: a deduction may stand in a sentence below the table and nowhere else.
    case = with_row(replace(typed_table(), matches=()), "a", points=7)
    diagnosis = diagnose(case)
    assert diagnosis.outcome == "ambiguous"
    assert {said(e) for x in diagnosis.explanations for e in x.edits} == {
        ("deduction", "a", "adjustment 0", "adjustment −2", 11),
        ("table_cell", "a", "points 7", "points 9", 11),
    }


def test_the_order_of_the_rows_shows_a_deduction_without_matches_too():
    # B loses 3 of its 4 points and stands behind C, which has 2.
    case = with_row(replace(typed_table(), matches=()), "b", points=1)
    a, b, c, d = case.rows
    diagnosis = diagnose(replace(case, rows=(a, c, b, d)))
    assert diagnosis.outcome == "explained"
    assert only_sentence(diagnosis) == (
        "If *B* (line 12), with one point where four would follow, had three points deducted, "
        "all four rows would add up."
    )


def test_more_points_without_matches_may_be_a_bonus():
    case = with_row(replace(typed_table(), matches=()), "d", points=2)
    causes = {edit.cause.value for e in diagnose(case).explanations for edit in e.edits}
    assert causes == {"bonus", "table_cell"}


def test_a_slip_in_a_derived_figure_without_matches_is_a_contradiction():
    case = with_row(replace(typed_table(), matches=()), "b", goal_difference=2)
    assert diagnose(case).outcome == "self_contradictory"


def test_a_partner_that_cannot_be_compared_keeps_the_match_under_suspicion():
    # DOMAIN §0 rule 10: B's row is empty, so a lone deviation of A may be A 2–1 B as well.
    names = ("wins", "draws", "losses", "goals_for", "goals_against")
    case = with_row(right_table(), "b", **dict.fromkeys(names))
    diagnosis = diagnose(with_row(case, "a", goals_for=6))
    assert {said(e)[:2] for x in diagnosis.explanations for e in x.edits} == {
        ("table_cell", "a"),
        ("wrong_score", "m101"),
    }
