"""A season that goes on: results that are listed and not in the table yet (T14, T15, T26)."""

from dataclasses import replace

from pipelines.diagnosis import TableCase, diagnose
from pipelines.diagnosis.ledger import Ledger
from tests.diagnosis.tables import (
    a_match,
    only_edit,
    only_sentence,
    plus_match,
    right_table,
    said,
    with_rows,
    without_match,
)

B_WITHOUT_106 = {"draws": 0, "goals_for": 4, "goals_against": 3}
C_WITHOUT_106 = {"draws": 1, "goals_for": 0, "goals_against": 1}
A_WITHOUT_105 = {"wins": 2, "goals_for": 3}


def undated(case: TableCase) -> TableCase:
    """The case as a grid tells it: nobody knows when."""
    return replace(case, matches=tuple(replace(m, date=None, round=None) for m in case.matches))


def causes(case: TableCase) -> set[str]:
    return {edit.cause.value for e in diagnose(case).explanations for edit in e.edits}


def test_a_match_that_the_rows_of_both_clubs_lack_is_not_in_the_table_yet():
    case = with_rows(right_table(), {"b": B_WITHOUT_106, "c": C_WITHOUT_106})
    diagnosis = diagnose(case)
    assert diagnosis.outcome == "explained"
    assert only_edit(diagnosis) == (
        "match_not_in_table",
        "m106",
        "not in the table",
        "in the table",
        106,
    )
    assert only_sentence(diagnosis) == (
        "If *B 2–2 C* (line 106), which the rows of *B* (line 12) and *C* (line 13) both lack, "
        "were in the table, all four rows would agree."
    )
    assert diagnosis.explanations[0].accuses == "table"


def test_of_a_table_older_than_its_last_match_the_match_is_told():
    # Listed are A 2–1 B, C 0–0 D, A 1–0 C and D 0–2 A; the table lacks D 0–2 A.
    case = with_rows(
        without_match(right_table(meetings=None), 104, 106),
        {
            "a": A_WITHOUT_105,
            "b": {"wins": 0, "draws": 0, "goals_for": 1, "goals_against": 2},
            "c": C_WITHOUT_106,
            "d": {"losses": 0, "goals_for": 0, "goals_against": 0},
        },
    )
    assert only_edit(diagnose(case))[:2] == ("match_not_in_table", "m105")


def test_a_club_may_lack_two_of_its_matches():
    # A 1–0 C and D 0–2 A.
    lacking = {"wins": 1, "goals_for": 2}
    c_row, d_row = {"losses": 0, "goals_against": 2}, {"losses": 1, "goals_against": 3}
    case = with_rows(right_table(), {"a": lacking, "c": c_row, "d": d_row})
    (explanation,) = diagnose(undated(case)).explanations
    assert [said(edit)[:2] for edit in explanation.edits] == [
        ("match_not_in_table", "m103"),
        ("match_not_in_table", "m105"),
    ]


def test_of_two_matches_that_count_alike_the_last_one_is_told_where_the_days_are_known():
    # A 2–1 B in round 1, B 1–2 A in round 4; the table has one of them.
    case = plus_match(right_table(meetings=2), a_match(107, "B", 1, 2, "A", 4))
    assert only_edit(diagnose(case))[:2] == ("match_not_in_table", "m107")
    diagnosis = diagnose(undated(case))
    assert diagnosis.outcome == "ambiguous"
    assert {said(edit)[:2] for e in diagnosis.explanations for edit in e.edits} == {
        ("match_not_in_table", "m101"),
        ("match_not_in_table", "m107"),
    }


def test_a_match_played_too_often_at_its_ground_is_not_called_late():
    # Each pair meets once at each ground; A and B are listed twice at A's, 2–1 and 1–1.
    case = plus_match(right_table(meetings=2), a_match(107, "A", 1, 1, "B", 4))
    assert "match_not_in_table" not in causes(case)


def test_a_match_that_may_be_listed_twice_is_not_called_late():
    # Three meetings leave room for two at A's ground, but hardly for the same score twice.
    case = plus_match(right_table(meetings=3), a_match(107, "A", 2, 1, "B", 4))
    assert "match_not_in_table" not in causes(case)


def test_a_match_that_only_one_row_lacks_is_not_called_late():
    # For A 2–1 B the table has B 1–1 D, a second one: B has no match less.
    case = with_rows(
        right_table(meetings=2),
        {
            "a": {"wins": 2, "goals_for": 3, "goals_against": 0},
            "b": {"draws": 2, "losses": 0, "goals_against": 4},
            "d": {"draws": 2, "goals_for": 2, "goals_against": 6},
        },
    )
    assert "match_not_in_table" not in causes(case)


def test_a_row_one_match_behind_keeps_its_own_cause():
    case = with_rows(right_table(), {"c": C_WITHOUT_106})
    assert only_edit(diagnose(case))[:2] == ("row_behind", "c")


def test_a_whole_round_that_is_not_in_the_table_yet():
    # Listed are rounds 2 and 3; the table has A 1–0 C and B 3–1 D of round 2.
    names = ("wins", "draws", "losses", "goals_for", "goals_against")
    figures = {"a": (1, 0, 0, 1, 0), "b": (1, 0, 0, 3, 1), "c": (0, 0, 1, 0, 1)}
    late = {team: dict(zip(names, row, strict=True)) for team, row in figures.items()}
    late["d"] = dict(zip(names, (0, 0, 1, 1, 3), strict=True))
    case = with_rows(without_match(right_table(), 101, 102), late)
    (explanation,) = diagnose(undated(case)).explanations
    assert [said(edit)[:2] for edit in explanation.edits] == [
        ("match_not_in_table", "m105"),
        ("match_not_in_table", "m106"),
    ]


def test_a_whole_round_is_not_told_where_other_matches_would_do():
    # The table has either the first two matches or the next two, or A–B and C–D of both.
    results = (("A", "B"), ("C", "D"), ("A", "D"), ("C", "B"))
    matches = [a_match(101 + no, home, 1, 0, away, 1) for no, (home, away) in enumerate(results)]
    win, loss = (1, 0, 0, 1, 0), (0, 0, 1, 0, 1)
    names = ("wins", "draws", "losses", "goals_for", "goals_against")
    figures = {"a": win, "b": loss, "c": win, "d": loss}
    case = with_rows(
        right_table(matches=tuple(matches)),
        {team: dict(zip(names, row, strict=True)) for team, row in figures.items()},
    )
    diagnosis = diagnose(undated(case))
    assert (diagnosis.outcome, diagnosis.explanations) == ("not_comparable", ())


def four_rounds() -> TableCase:
    """The table with one round of return matches: B 1–0 A and D 1–0 C."""
    case = right_table()
    for match in (a_match(107, "B", 1, 0, "A", 4), a_match(108, "D", 1, 0, "C", 4)):
        case = plus_match(case, match)
    return with_rows(
        case,
        {
            "a": {"losses": 1, "goals_against": 2},
            "b": {"wins": 2, "goals_for": 7},
            "c": {"losses": 2, "goals_against": 4},
            "d": {"wins": 1, "goals_for": 2},
        },
    )


def test_the_second_half_of_a_season_has_begun_where_table_and_list_say_so():
    assert Ledger(four_rounds()).meetings == 2
    assert Ledger(right_table()).meetings == 1
    one_more = plus_match(right_table(), a_match(107, "B", 1, 0, "A", 4))
    assert Ledger(one_more).meetings == 1
    play_off = {"a": {"losses": 1, "goals_against": 2}, "b": {"wins": 2, "goals_for": 7}}
    assert Ledger(with_rows(one_more, play_off)).meetings == 1
    only_in_table = replace(four_rounds(), matches=right_table().matches)
    assert Ledger(only_in_table).meetings == 1
    only_listed = replace(four_rounds(), rows=right_table().rows)
    assert Ledger(only_listed).meetings == 1


def test_a_return_match_that_is_late_is_not_one_meeting_too_many():
    case = plus_match(four_rounds(), a_match(109, "C", 2, 0, "A", 5))
    assert only_edit(diagnose(case))[:2] == ("match_not_in_table", "m109")


def test_a_return_match_that_only_the_table_has_is_missing():
    # C 2–0 A.
    case = with_rows(
        four_rounds(),
        {
            "a": {"losses": 2, "goals_against": 4},
            "c": {"wins": 1, "losses": 2, "goals_for": 4, "goals_against": 4},
        },
    )
    assert only_edit(diagnose(case)) == ("missing_match", "c", "not listed", "C 2–0 A", 13)


def test_a_match_listed_twice_stays_so_in_the_second_half_of_a_season():
    case = plus_match(four_rounds(), a_match(109, "A", 1, 0, "C", 2))
    assert only_edit(diagnose(case))[0] == "doubled_match"
