"""Cross tables that are plain wikitables."""

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
