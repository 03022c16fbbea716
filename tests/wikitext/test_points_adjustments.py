"""Columns of deductions in plain wikitables. 2 wins and 1 draw are 7 points, or 5 of old."""

import pytest


def table(heading: str, cell: str, points: str = "7") -> str:
    return (
        f"{{|\n! Pos !! Team !! P !! W !! D !! L !! GF !! GA !! {heading} !! Pts\n|-\n"
        f"| 1 || A || 4 || 2 || 1 || 1 || 7 || 5 || {cell} || {points}\n|}}"
    )


@pytest.mark.parametrize(
    ("heading", "cell", "points", "adjustment"),
    [
        # What a column of deductions holds is taken off, with a sign or without.
        ("Ded", "3", "4", "-3"),
        ("Ded.", "−3", "4", "-3"),
        ("Deduction", "-3", "4", "-3"),
        ("Points deducted", "3 pts", "4", "-3"),
        ("Sanction", "3[a]", "4", "-3"),
        ("Ded", "3", "2", "-3"),  # two points for a win
        ("Ded", "3", "6", "-3"),  # the points are wrong; the deduction is told all the same
        ("Ded", "0", "7", "0"),
        ("Ded", "–", "7", ""),
        ("Ded", "", "7", ""),
        # An adjustment has its sign, or the one that fits the points.
        ("Adj", "−3", "4", "-3"),
        ("Adj.", "+2", "9", "2"),
        ("Adj", "3", "4", "-3"),
        ("Adjustment", "2", "9", "2"),
        # Penalties may be kicks: points that follow without them leave them out.
        ("Pen", "3", "4", "-3"),
        ("Pen", "−3", "4", "-3"),
        # No number stays as it is, to be told with the figures that cannot be read.
        ("Ded", "see below", "7", "see below"),
    ],
)
def test_a_column_of_deductions_is_an_adjustment(rows, codes, heading, cell, points, adjustment):
    text = table(heading, cell, points)
    assert rows(text, "league_table_rows", "adjust_points", "points") == [(adjustment, points)]
    assert codes(text) == []


@pytest.mark.parametrize(
    ("heading", "cell", "points"), [("Ded", "3", "7"), ("Pen", "4", "7"), ("Adj", "4", "7")]
)
def test_points_that_follow_without_it_are_left_alone(rows, codes, heading, cell, points):
    """Such a table has its points before the deduction, or in that column something else."""
    text = table(heading, cell, points)
    assert rows(text, "league_table_rows", "adjust_points", "points") == [(None, points)]
    assert codes(text) == []


@pytest.mark.parametrize(("heading", "cell"), [("Pen", "3"), ("Adj", "3")])
def test_what_fits_with_no_sign_is_told(rows, codes, heading, cell):
    text = table(heading, cell, "6")
    assert rows(text, "league_table_rows", "adjust_points", "points") == [(None, "6")]
    assert codes(text) == [("adjustment_unclear", 4)]


def test_a_footnote_beside_a_deduction_is_a_note_of_the_row(rows):
    text = table("Ded", "3{{efn|Unpaid wages.}}", "4")
    assert rows(text, "league_table_rows", "adjust_points", "note") == [("-3", "Unpaid wages.")]


def test_tables_without_such_a_column_have_no_adjustment(rows):
    text = table("GD", "+2", "7")
    assert rows(text, "league_table_rows", "adjust_points", "goal_difference") == [(None, "+2")]


@pytest.mark.parametrize(
    ("headings", "figures", "points", "adjustment"),
    [
        # Two wins and a draw are 7 points: 1 is added. Two wins and no draw would be 6.
        ("P !! W !! L", "4 || 2 || 1", "8", "1"),
        ("P !! W !! L", "4 || 2 || 1", "6", "-1"),
        ("W !! L", "2 || 1", "7", None),
    ],
)
def test_draws_without_a_column_are_not_0(rows, headings, figures, points, adjustment):
    text = (
        f"{{|\n! Pos !! Team !! {headings} !! GF !! GA !! Adj !! Pts\n|-\n"
        f"| 1 || A || {figures} || 7 || 5 || 1 || {points}\n|}}"
    )
    assert rows(text, "league_table_rows", "adjust_points") == [adjustment]
