"""`Sports table` calls."""

import pytest

FIGURES = ("win", "draw", "loss", "gf", "ga")


def table(body):
    return "{{#invoke:Sports table|main|style=WDL\n" + body + "\n}}"


def test_teams_are_read_by_number_not_by_place(rows):
    text = table("|team2=B\n|team1=A\n|name_B=[[Club B|Bees]]\n|name_A=Ants")
    columns = ("row_no", "team_code", "team", "team_link", "team_line")
    assert rows(text, "league_table_rows", *columns) == [
        (1, "A", "Ants", None, 3),
        (2, "B", "Bees", "Club B", 2),
    ]


def test_team_order_wins_over_numbered_teams(rows):
    text = table("|team1=A|team2=B\n|team_order= B, A ,C\n|name_C=Cats")
    assert rows(text, "league_table_rows", "team_code", "team", "team_line") == [
        ("B", "B", 3),
        ("A", "A", 3),
        ("C", "Cats", 4),
    ]


def test_a_gap_in_the_numbers_ends_the_table_and_is_reported(read):
    found = read(table("|team1=A\n|team2=B\n|team4=D")).rows
    assert [r["team_code"] for r in found["league_table_rows"]] == ["A", "B"]
    assert [(r["code"], r["line_start"]) for r in found["parse_issues"]] == [("team_gap", 4)]


def test_highest_pos_is_the_number_of_the_first_team(rows):
    text = table("|highest_pos=9\n|team9=A|team10=B\n|result10=R|text_R=Relegated")
    columns = ("row_no", "team_code", "result_text")
    assert rows(text, "league_table_rows", *columns) == [(1, "A", None), (2, "B", "Relegated")]


def test_absent_empty_and_zero_figures_stay_apart(rows):
    text = table("|team1=A|win_A=0|draw_A=|gf_A=3 <!-- Matchday 3 -->|ga_A = 2 ")
    assert rows(text, "league_table_rows", *FIGURES) == [("0", "", None, "3", "2")]


def test_a_figure_that_is_no_number_is_kept_and_reported(read):
    found = read(table("|team1=A\n|win_A=many\n|adjust_points_A=−3")).rows
    row = found["league_table_rows"][0]
    assert (row["win"], row["adjust_points"]) == ("many", "−3")
    assert [(r["code"], r["line_start"]) for r in found["parse_issues"]] == [
        ("unreadable_number", 3)
    ]


def test_what_a_letter_of_the_status_means_is_a_note_of_the_team(rows):
    text = table(
        "|team1=A|team2=B|team3=C\n|status_A=CX|status_B=X|status_C=R|note_B=Late.\n"
        "|status_text_X=Withdrew from the [[Cup]].|status_text_Y=Unused."
    )
    assert rows(text, "league_table_rows", "team_code", "status", "note") == [
        ("A", "CX", "Withdrew from the Cup."),
        ("B", "X", "Late.; Withdrew from the Cup."),
        ("C", "R", None),
    ]


def test_a_comment_below_the_last_figure_is_no_line_of_its_row(rows):
    text = table("|team1=A\n|win_A=1\n|ga_A=2\n<!-- of\n1997 --> <!-- more\n-->\n|team2=B")
    assert rows(text, "league_table_rows", "line_start", "line_end") == [(3, 4), (8, 8)]


def test_a_row_has_the_lines_of_its_figures_and_of_its_team(rows):
    text = table("|team1=A\n|name_A=Ants\n|win_A=1\n|draw_A=1\n\n|ga_A=2\n\n|team2=B")
    columns = ("team_code", "team_line", "line_start", "line_end")
    assert rows(text, "league_table_rows", *columns) == [("A", 2, 4, 7), ("B", 9, 9, 9)]


def test_all_facts_of_a_row(rows):
    text = table(
        "|team1=A|name_A={{fb|PER}}|pos_A=4|adjust_points_A=-3|startpoints_A=10|status_A=CQ"
        "|group_A=G1|hth_A=A 2–1 B|note_A=Docked|result1=CL|text_CL=[[Cup|To the cup]]|pts_A=7"
    )
    columns = ("team", "display_position", "adjust_points", "startpoints", "status", "group_name")
    more = ("hth_note", "note", "result_key", "result_text", "points", "played")
    assert rows(text, "league_table_rows", *columns, *more) == [
        ("Peru", "4", "-3", "10", "CQ", "G1", "A 2–1 B", "Docked", "CL", "To the cup", "7", None)
    ]


def test_a_note_on_what_a_place_leads_to_is_a_note_of_the_row(rows):
    text = table(
        "|team1=A|team2=B|team3=C|note_A=Docked|result1=CL|result2=DQ|result3=EL|text_CL=Cup"
        "|note_res_CL=B lost the title.|note_res_DQ=CL|text_EL=League"
    )
    assert rows(text, "league_table_rows", "note") == [
        "Docked; B lost the title.",
        "B lost the title.",
        None,
    ]


def test_a_note_that_is_a_code_means_that_teams_note(rows):
    text = table("|team1=A|team2=B|note_A=B|note_B=Docked|hth_B=A|hth_A=A beat B")
    assert rows(text, "league_table_rows", "note", "hth_note") == [
        ("Docked", "A beat B"),
        ("Docked", "A beat B"),
    ]


def test_all_facts_of_a_table(rows):
    text = "==Final==\n" + table(
        "|team1=A|winpoints=2|drawpoints=1|losspoints=0|ranking_style=ppgpts|use_goal_ratio=y"
        "|show_groups=y|show_matches=true|matches_style=FBR|auto_generate_standings=y|highest_pos="
        "|res_col_header=Q|update=4 December 2005|source=|class_rules=1) points; 2) [[GD]]|title=T"
    )
    columns = (
        *("section_no", "family", "template", "style", "team_count", "winpoints", "drawpoints"),
        *("losspoints", "ranking_style", "use_goal_ratio", "show_groups", "show_matches"),
        *("matches_style", "auto_generate_standings", "highest_pos", "res_col_header"),
        *("update_status", "source", "class_rules", "caption", "transcluded_from"),
    )
    assert rows(text, "league_tables", *columns) == [
        (
            *(1, "sports_table", "#invoke:Sports table", "WDL", 1, "2", "1"),
            *("0", "ppgpts", "y", "y", "true"),
            *("FBR", "y", "", "Q"),
            *("4 December 2005", "", "1) points; 2) GD", "T", None),
        )
    ]


def test_absent_facts_of_a_table_are_null(rows):
    text = "{{#invoke:sports_table|main|team1=A}}"
    columns = ("style", "winpoints", "update_status", "source")
    assert rows(text, "league_tables", *columns) == [(None, None, None, None)]


def test_spelling_variants_of_the_points_are_read(rows):
    assert rows(table("|team1=A|win_points=2"), "league_tables", "winpoints") == ["2"]


def test_codes_are_any_letters(rows):
    text = table("|team1=LEO\u0301|team2=30A |win_LEÓ=1|win_30A=2")
    assert rows(text, "league_table_rows", "team_code", "win") == [("LEÓ", "1"), ("30A", "2")]


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("|win_B=1", [("team_not_listed", 3)]),
        ("|adjust_points_B=-3", [("team_not_listed", 3)]),
        ("|name_B=Bees", []),
        ("|status_text_Y=Out", []),
        ("|draw_header=T", []),
        ("|loss_before_draw=y", []),
        ("|loss_before_tie=true", []),
        ("|win_B=", []),
        ("|<!-- B -->A=-91", [("unknown_parameter", 3)]),
    ],
)
def test_a_parameter_of_a_team_that_is_not_listed_is_reported(codes, parameter, expected):
    assert codes(table(f"|team1=A\n{parameter}")) == expected


def test_another_style_is_read_and_reported(read):
    found = read("{{#invoke:Sports table|main|style=WL OT|team1=A|win_A=3}}").rows
    assert [r["win"] for r in found["league_table_rows"]] == ["3"]
    assert [r["code"] for r in found["parse_issues"]] == ["unsupported_style"]


def test_tables_of_all_kinds_are_numbered_in_page_order(rows):
    text = "\n".join(
        [
            "{{fb cl team|t=A|w=1|d=0|l=0|gf=1|ga=0}}",
            "==X==",
            "{| class=wikitable\n!Team!!W!!D!!L!!Pts\n|-\n|B||1||0||0||3\n|}",
            "==Y==",
            table("|team1=C"),
        ]
    )
    assert rows(text, "league_tables", "table_no", "family") == [
        (1, "fb_cl"),
        (2, "wikitable"),
        (3, "sports_table"),
    ]
    assert rows(text, "league_table_rows", "table_no", "team") == [(1, "A"), (2, "B"), (3, "C")]
