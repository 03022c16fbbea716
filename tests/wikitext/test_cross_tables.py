"""Cross tables that are plain wikitables."""

import pytest

HEADER = "{| class=wikitable\n! Home \\ Away !! ANT !! BEE !! CAT\n"


def test_a_square_of_scores_is_a_result_grid(rows):
    text = (
        HEADER + "|-\n! [[Club A|Ants]]\n| style=x | || 2–1 || [[D|0–0]]\n"
        "|-\n! Bees\n| 3–1 || — || \n|-\n! Cats\n| 1–0 || 1–1 || \n|}"
    )
    columns = ("home_code", "away_code", "home_team", "home_link", "away_team", "score")
    assert rows(text, "result_grid_cells", *columns, "line_start", "template") == [
        ("ANT", "BEE", "Ants", "Club A", "Bees", "2–1", 5, "wikitable"),
        ("ANT", "CAT", "Ants", "Club A", "Cats", "0–0", 5, "wikitable"),
        ("BEE", "ANT", "Bees", None, "Ants", "3–1", 8, "wikitable"),
        ("CAT", "ANT", "Cats", None, "Ants", "1–0", 11, "wikitable"),
        ("CAT", "BEE", "Cats", None, "Bees", "1–1", 11, "wikitable"),
    ]


def test_a_footnote_is_the_note_of_its_cell(rows):
    text = (
        HEADER + "|-\n! Ants\n| || 2–1<ref>Awarded after a walkover.</ref> || 1–0\n"
        "|-\n! Bees\n| 1–1 || || 0–0\n|-\n! Cats\n| 1–1 || 3–2 ||\n|}"
    )
    assert rows(text, "result_grid_cells", "note")[:2] == ["Awarded after a walkover.", None]


def test_a_square_with_a_score_on_the_diagonal_is_none(rows):
    body = "".join(f"|-\n| {t} || 1–0 || 1–0 || 1–0\n" for t in "ABC")
    assert rows(HEADER + body + "|}", "result_grid_cells") == []


def test_a_square_of_other_figures_is_none(rows):
    body = "|-\n| A || || 5 || 6\n|-\n| B || 7 || || 8\n|-\n| C || 9 || 1–0 || \n"
    assert rows(HEADER + body + "|}", "result_grid_cells") == []


CELL = ("home_team", "away_team", "home_code", "away_code", "score")
SCORES = [("2–1", "0–0"), ("3–1", "1–2"), ("1–0", "1–1")]
# Ants at home to Bees 2–1 and to Cats 0–0, and so on, as the rows above say.
CELLS = [
    ("Ants", "Bees", "2–1"),
    ("Ants", "Cats", "0–0"),
    ("Bees", "Ants", "3–1"),
    ("Bees", "Cats", "1–2"),
    ("Cats", "Ants", "1–0"),
    ("Cats", "Bees", "1–1"),
]


def body_of(first, diagonal, last=None):
    """Three rows; `first` gives the cells before the square, `diagonal` the cell on it."""
    text = ""
    for number, scores in enumerate(SCORES):
        cells = list(scores)
        cells.insert(number, diagonal)
        if last is not None and number == 2:
            cells[2:] = last
        text += f"|-\n{first(number)}\n| " + " || ".join(cells) + "\n"
    return text


def club(number):
    return "! " + ("Ants", "Bees", "Cats")[number]


@pytest.mark.parametrize(
    ("head", "first", "diagonal"),
    [
        ("! colspan=4 | Results\n|-\n! Home !! ANT !! BEE !! CAT\n", club, "—"),
        ("! rowspan=2 | Home !! colspan=3 | Away\n|-\n! ANT !! BEE !! CAT\n", club, ""),
        ("! # !! Club !! 1 !! 2 !! 3\n", lambda n: f"| {n + 1}\n{club(n)}", "X"),
        ("! !! Club !! ANT !! BEE !! CAT\n",
         lambda n: ("! rowspan=3 | Home\n" if n == 0 else "") + club(n), "style=x |"),
        ("! No. !! Club !! AN !! BE !! CA\n", lambda n: f"| {n + 1}\n{club(n)}", ""),
    ],
)  # fmt: skip
def test_more_headings_and_columns_than_the_square_are_passed_over(rows, head, first, diagonal):
    text = "{|\n" + head + body_of(first, diagonal) + "|}"
    assert rows(text, "result_grid_cells", "home_team", "away_team", "score") == CELLS


def test_numbers_as_headings_are_resolved_by_their_order(rows):
    text = "{|\n! # !! Club !! 1 !! 2 !! 3\n"
    text += body_of(lambda n: f"| {n + 1}\n{club(n)}", "X") + "|}"
    assert rows(text, "result_grid_cells", *CELL)[3] == ("Bees", "Cats", "Bees", "Cats", "1–2")


def test_a_row_may_lack_its_last_cell(rows):
    text = "{|\n! Home !! ANT !! BEE !! CAT\n" + body_of(club, "—", last=[]) + "|}"
    assert rows(text, "result_grid_cells", "home_team", "away_team", "score") == CELLS


def test_headings_once_more_below_the_clubs_are_no_club(rows):
    head = "! Home !! ANT !! BEE !! CAT\n"
    text = "{|\n" + head + body_of(club, "—") + "|-\n" + head + "|}"
    assert rows(text, "result_grid_cells", "home_team", "away_team", "score") == CELLS


def test_the_last_column_may_be_missing_where_headings_and_marks_tell_the_rest(rows):
    text = (
        "{|\n! Home !! ANT !! BEE !! CAT\n|-\n! Ants\n| X || 2–1 || 0–0\n|-\n! Bees\n"
        "| 3–1 || X || 1–2\n|-\n! Cats\n| 1–0 || 1–1 || X\n|-\n! Dogs\n| 2–0 || 2–2 || 3–2\n|}"
    )
    assert rows(text, "result_grid_cells", *CELL) == [
        *((*cell[:2], cell[0][:3].upper(), cell[1][:3].upper(), cell[2]) for cell in CELLS),
        ("Dogs", "Ants", "Dogs", "ANT", "2–0"),
        ("Dogs", "Bees", "Dogs", "BEE", "2–2"),
        ("Dogs", "Cats", "Dogs", "CAT", "3–2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Half of it is empty, nothing marks the diagonal, and numbers do not name clubs.
        "{|\n! # !! Club !! 1 !! 2 !! 3\n|-\n| 1 || Ants || || || \n|-\n| 2 || Bees || 3–1 || || \n"
        "|-\n| 3 || Cats || 1–0 || 1–1 || \n|}",
        # The last column missing, but the headings are other clubs.
        "{|\n! Home !! EMU !! FOX !! GNU\n|-\n! Ants\n| X || 2–1 || 0–0\n|-\n! Bees\n"
        "| 3–1 || X || 1–2\n|-\n! Cats\n| 1–0 || 1–1 || X\n|-\n! Dogs\n| 2–0 || 2–2 || 3–2\n|}",
        # Results by match day: three days, five clubs.
        "{|\n! Club !! 1 !! 2 !! 3\n|-\n| Ants || 1–0 || 1–0 || 2–0\n|-\n| Bees || 1–0 || 2–2"
        " || 0–0\n|-\n| Cats || 1–1 || 1–2 || 0–0\n|-\n| Dogs || 1–1 || 1–2 || 0–0\n|}",
        # Results by match day where each club was free once.
        "{|\n! # !! Club !! Day 1 !! Day 2 !! Day 3\n|-\n| 1 || Ants || 1–0 || 1–0 || 2–0\n|-\n"
        "| 2 || Bees || 1–0 || free || 2–2\n|-\n| 3 || Cats || 2–1 || 1–2 || free\n|}",
        "{|\n! # !! Club !! Day 1 !! Day 2 !! Day 3\n|-\n| 1 || Ants || free || 1–0 || 2–0\n|-\n"
        "| 2 || Bees || 1–0 || free || 2–2\n|-\n| 3 || Cats || 2–1 || 1–2 || free\n|}",
    ],
)
def test_a_table_whose_diagonal_is_not_certain_is_no_grid(rows, text):
    assert rows(text, "result_grid_cells") == []


def test_a_comment_below_a_cell_is_no_line_of_it(rows):
    text = HEADER + "|-\n! Ants\n|\n| 2–1\n<!-- a\nb -->\n| 0–0\n"
    text += "|-\n! Bees\n| 3–1 || — || 1–1\n|-\n! Cats\n| 1–0 || 1–1 || \n|}"
    assert rows(text, "result_grid_cells", "line_start", "line_end")[:2] == [(6, 6), (9, 9)]
