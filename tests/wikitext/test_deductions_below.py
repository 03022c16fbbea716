"""Deductions told in words below a plain table, or in a line across it.

Ada has two wins and a draw, 7 points or 5 of old; Bea one win, Bea United none.
"""

import pytest

TOLD = "deduction_told_below"


def table(points: str, across: str = "", below: str = "", deducted: str | None = None) -> str:
    column, cells = ("", ("", "", "")) if deducted is None else (" !! Ded", (deducted, "", ""))
    ada, bea, united = (f" || {cell}" if column else "" for cell in cells)
    line = f'|-\n| colspan="7" | {across}\n' if across else ""
    return (
        f"{{|\n! Team !! P !! W !! D !! L{column} !! Pts !! GF\n"
        f"|-\n| Ada (C) || 4 || 2 || 1 || 1{ada} || {points} || 4\n"
        f"|-\n| Bea || 4 || 1 || 1 || 2{bea} || 4 || 2\n"
        f"|-\n| Bea United || 4 || 0 || 2 || 2{united} || 2 || 1\n{line}|}}\n{below}"
    )


@pytest.mark.parametrize(
    ("points", "told", "adjustment"),
    [
        ("4", "Ada were deducted 3 points for unpaid wages.", "-3"),
        ("4", "Three points were deducted from Ada", "-3"),
        ("2", "* ''Note:'' [[Ada F.C.|Ada]] docked 3 pts", "-3"),  # two points for a win
        ("6", "Bea were champions. Ada were deducted 1 point.", "-1"),
    ],
)
@pytest.mark.parametrize("place", ["across", "below"])
def test_what_a_line_says_of_one_club_is_its_adjustment(
    rows, codes, place, points, told, adjustment
):
    text = table(points, **{place: told})
    found = rows(text, "league_table_rows", "adjust_points", "note")
    assert found[0][0] == adjustment
    assert "Ada" in found[0][1]
    assert "Bea" not in found[0][1]
    assert found[1:] == [(None, None)] * 2
    line = next(n for n, written in enumerate(text.split("\n"), start=1) if told in written)
    assert (TOLD, line) in codes(text)


@pytest.mark.parametrize(
    ("points", "below"),
    [
        ("7", "Ada were deducted 3 points."),  # the points follow without it
        ("5", "Ada were deducted 2 points."),  # or are those of old without it
        ("6", "Ada were deducted 3 points."),  # nor with it
        ("4", "Ada and Bea were deducted 3 points."),
        ("4", "Ada were deducted 3 points, and 2 points later."),
        ("4", "Ada were deducted points."),
        ("4", "Adams were deducted 3 points."),
        ("4", "Ada won by 3 points."),
        ("4", "The club was deducted 3 points."),
        ("4", "Ada were deducted 3 points. That was annulled on appeal."),
        ("4", "Ada were deducted 3 points, which were later restored."),
        ("4", "Ada were given a suspended deduction of 3 points."),
        ("4", "Ada were deducted 3 points for the following season."),
        ("4", "== Next ==\nAda were deducted 3 points."),
        ("4", "{{x}}\nAda were deducted 3 points."),
        ("4", "x" * 1500 + "\nAda were deducted 3 points."),
    ],
)
def test_what_is_not_beyond_doubt_stays_told_alone(rows, codes, points, below):
    text = table(points, below=below)
    assert rows(text, "league_table_rows", "adjust_points", "note") == [(None, None)] * 3
    assert codes(text) == []


def test_a_column_of_deductions_says_it_already(rows, codes):
    text = table("4", below="Ada were deducted 3 points.", deducted="3")
    found = rows(text, "league_table_rows", "adjust_points", "note")
    assert found == [("-3", None), ("", None), ("", None)]
    assert codes(text) == []


def test_the_longer_of_two_names_is_meant(rows):
    text = table("7", below="Bea United were deducted 1 point.").replace(
        "|| 2 || 1\n", "|| 1 || 1\n"
    )
    assert rows(text, "league_table_rows", "team", "adjust_points") == [
        ("Ada (C)", None),
        ("Bea", None),
        ("Bea United", "-1"),
    ]


def test_a_stop_within_a_name_ends_no_sentence(rows):
    text = table("4", below="In May F.C. Ada were deducted 3 points. Bea won.").replace(
        "| Ada (C)", "| F.C. Ada"
    )
    assert rows(text, "league_table_rows", "adjust_points", "note")[0] == (
        "-3",
        "In May F.C. Ada were deducted 3 points.",
    )
