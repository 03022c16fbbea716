"""Result grids in templates."""


def grid(body, name="#invoke:Sports table"):
    head = "|main\n|team1=A|team2=B\n|name_A=[[Club A|Ants]]|name_B=Bees\n"
    return "{{" + name + head + body + "\n}}"


CELL = ("home_code", "away_code", "score")


def test_the_row_is_at_home(rows):
    text = grid("|match_A_B=[[Derby|2–1]]\n|match_B_A = 0–0 ")
    columns = (*CELL, "home_team", "home_link", "away_team", "score_link", "line_start", "leg_no")
    assert rows(text, "result_grid_cells", *columns) == [
        ("A", "B", "2–1", "Ants", "Club A", "Bees", "Derby", 4, None),
        ("B", "A", "0–0", "Bees", None, "Ants", None, 5, None),
    ]


def test_an_empty_cell_is_no_row_unless_it_has_a_note(rows):
    text = grid("|match_A_B=\n|match_B_A= <!-- later -->\n|match_B_A_note=Both lost")
    assert rows(text, "result_grid_cells", *CELL, "note") == [("B", "A", "", "Both lost")]


def test_a_note_is_not_a_match_and_may_name_another_cell(rows):
    text = grid("|match_A_B=1–0|match_A_B_note=Awarded|match_B_A=0–3|match_B_A_note=A_B")
    assert rows(text, "result_grid_cells", *CELL, "note") == [
        ("A", "B", "1–0", "Awarded"),
        ("B", "A", "0–3", "Awarded"),
    ]


def test_numbered_meetings_keep_their_number(rows):
    text = grid("|match1_A_B=1–0|match2_A_B=2–0")
    assert rows(text, "result_grid_cells", *CELL, "leg_no") == [
        ("A", "B", "1–0", 1),
        ("A", "B", "2–0", 2),
    ]


def test_a_code_with_an_underscore_is_told_by_the_list(rows):
    text = "{{#invoke:Sports table|main|team1=A_X|team2=B|match_A_X_B=1–0|match_B_A_X=2–0}}"
    assert rows(text, "result_grid_cells", *CELL) == [("A_X", "B", "1–0"), ("B", "A_X", "2–0")]


def test_a_text_that_is_no_score_is_kept(rows):
    text = grid("|match_A_B=a|match_B_A=0–3<br>Awarded{{efn|Why}}")
    assert rows(text, "result_grid_cells", "score", "note") == [("a", None), ("0–3 Awarded", "Why")]


def test_the_diagonal_is_ignored_and_reported(read):
    found = read(grid("|match_A_A=1–0")).rows
    assert found["result_grid_cells"] == []
    assert [r["code"] for r in found["parse_issues"]] == ["match_against_itself"]


def test_a_cell_of_a_team_that_is_not_listed_is_read_and_reported(read):
    found = read(grid("|match_A_C=1–0")).rows
    assert [(r["home_code"], r["away_code"]) for r in found["result_grid_cells"]] == [("A", "C")]
    assert [r["code"] for r in found["parse_issues"]] == ["cell_of_unlisted_team"]


def test_a_cell_without_two_codes_is_rejected(read):
    found = read(grid("|match_A=1–0")).rows
    assert [(r["table_name"], r["line_start"]) for r in found["rejects"]] == [
        ("result_grid_cells", 4)
    ]


def test_a_grid_of_a_table_names_its_table_and_one_that_stands_alone_none(rows):
    text = grid("|match_A_B=1–0") + "\n" + grid("|match_A_B=1–0", "#invoke:sports results")
    assert rows(text, "result_grid_cells", "grid_no", "cell_no", "table_no", "template") == [
        (1, 1, 1, "#invoke:Sports table"),
        (2, 2, None, "#invoke:sports results"),
    ]


def test_results_alone_are_no_league_table(rows):
    assert rows(grid("|match_A_B=1–0", "#invoke:sports results"), "league_tables") == []
