"""Standings that are plain wikitables."""

import pytest

from pipelines.wikitext import standings_columns as columns_module
from pipelines.wikitext.headings import LETTERS
from pipelines.wikitext.standings_columns import letters_of, standings_columns

HEADER = "{| class=wikitable\n|+ Group [[A]]\n! Pos !! Team !! Pld !! W !! D !! L !! GF !! GA !! GD"


def test_all_columns_are_kept_as_typed(rows):
    text = (
        f"==G==\n{HEADER} !! Pts !! Qualification\n|-\n"
        "| 1 || '''[[Club A|Ants]]''' || 3 || 2 || 1 || 0 || 5 || 2 || +3 || 7"
        " || rowspan=2 | Final\n|-\n"
        "| 2 || Bees || 3 || 0 || 1 || 2 || 2 || 5 || −3 || 1<ref>x</ref>\n|}"
    )
    columns = ("row_no", "display_position", "team", "team_link", "played", "win", "draw", "loss")
    more = ("gf", "ga", "goal_difference", "points", "result_text", "team_code", "line_start")
    assert rows(text, "league_table_rows", *columns, *more) == [
        (1, "1", "Ants", "Club A", "3", "2", "1", "0", "5", "2", "+3", "7", "Final", None, 6),
        (2, "2", "Bees", None, "3", "0", "1", "2", "2", "5", "−3", "1", "Final", None, 8),
    ]
    columns = ("family", "template", "caption", "team_count", "style", "section_no", "line_end")
    assert rows(text, "league_tables", *columns) == [
        ("wikitable", "wikitable", "Group A", 2, None, 1, 9)
    ]


def test_a_mark_beside_a_name_or_a_figure_is_no_part_of_it(rows):
    text = "{|\n!Team!!P!!W!!D!!L!!Pts\n|-\n|[[A]]<sup>2</sup>||3||2||1||0||10<sup>1</sup>\n|}"
    assert rows(text, "league_table_rows", "team", "points") == [("A", "10")]


def test_goals_in_one_column_are_parted(rows):
    text = "{|\n!Team!!P!!W!!D!!L!!Goals!!Pts\n|-\n|A||3||2||0||1||15:4||6\n|}"
    assert rows(text, "league_table_rows", "played", "win", "gf", "ga") == [("3", "2", "15", "4")]


def test_a_short_row_is_rejected_and_the_others_are_read(read):
    text = f"{HEADER} !! Pts\n|-\n| 1 || A\n|-\n|1||B||3||2||1||0||5||2||+3||7\n|}}"
    found = read(text).rows
    assert [r["team"] for r in found["league_table_rows"]] == ["B"]
    assert [(r["table_name"], r["line_start"]) for r in found["rejects"]] == [
        ("league_table_rows", 5)
    ]


def test_goals_that_are_no_pair_are_kept_as_written(rows):
    text = "{|\n!Team!!P!!W!!D!!L!!Goals!!Pts\n|-\n|A||3||2||0||1||15:?||6\n|}"
    assert rows(text, "league_table_rows", "gf", "ga") == [("15:?", "15:?")]


def test_a_figure_is_kept_with_its_mark(rows, codes):
    text = "{|\n!Team!!W!!D!!L!!Pts\n|-\n|A||x||1||1||9*\n|}"
    assert rows(text, "league_table_rows", "win", "points") == [("x", "9*")]
    assert codes(text) == []


ALL = "{|\n! Pos !! Team !! Pld !! W !! D !! L !! GF !! GA !! Pts"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("", "B || 5 || 2 || 1 || 2 || 7 || 6 || 7"),  # no position
        ("", "3 || C || 5 || 2 || 3 || 5 || 9 || 6"),  # no draws
        ("", "3 || C || 5 || 2 || 0 || 3 || 5 || 9"),  # no points
        (" !! Notes", "B || 5 || 2 || 1 || 2 || 7 || 6 || 7 || Down"),
        (" !! Notes", "3 || C || 5 || 2 || 3 || 5 || 9 || 6 || Down"),
        (" !! Notes", "3 || C || 5 || 2 || 3 || 5 || 9 || 6 || "),
        (" !! Notes", "B || 5 || 2 || 1 || 2 || 7 || 6 || 7 || "),
        (" !! Notes", "B || 5 || 2 || 1 || 2 || 7 || 6 || 7 || || "),
        ("", "B || 5 || 2 || 1 || 2 || 7 || 6 || 7 || "),
        ("", " || 3 || C || 5 || 2 || 0 || 3 || 5 || 9 || 6"),
    ],
)
def test_a_row_whose_cells_are_shifted_is_rejected(read, header, row):
    found = read(f"{ALL}{header}\n|-\n| {row}\n|}}").rows
    assert found["league_table_rows"] == []
    assert [(r["table_name"], r["line_start"]) for r in found["rejects"]] == [
        ("league_table_rows", 4)
    ]


@pytest.mark.parametrize("figures", ["5 2 0 3 5 9 6*", "5 2 1 3 5 9 6", "– – – – – – –"])
def test_a_row_may_lack_the_text_of_the_last_column(rows, figures):
    written = figures.split()
    text = f"{ALL} !! Qualification\n|-\n| 3 || C || {' || '.join(written)}\n|}}"
    columns = ("team", "played", "points", "result_text")
    assert rows(text, "league_table_rows", *columns) == [("C", written[0], written[-1], None)]


def test_a_row_must_add_up_to_lack_the_cell_of_a_column_nobody_knows(rows):
    text = f"{ALL} !! Form\n|-\n| 1 || B || 5 || 2 || 0 || 3 || 5 || 9 || 6\n|-\n"
    text += "| 2 || C || 5 || 2 || 3 || 5 || 9 || 6 || 2\n|}"
    assert rows(text, "league_table_rows", "team") == ["B"]
    assert rows(text, "rejects", "line_start") == [6]


def test_a_row_that_does_not_add_up_is_read_where_its_cells_are_all_there(rows):
    text = f"{ALL}\n|-\n| 3 || C || 5 || 2 || 1 || 3 || 5 || 9 || 6\n|}}"
    assert rows(text, "league_table_rows", "team", "played", "draw") == [("C", "5", "1")]


def test_figures_that_stand_twice_are_not_read(read):
    side = "W !! D !! L !! GF !! GA"
    text = (
        f"{{|\n! Pos !! Team !! Pld !! {side} !! {side} !! Pts\n|-\n"
        "| 1 || A || 10 || 3 || 1 || 1 || 9 || 4 || 2 || 2 || 1 || 5 || 5 || 18\n|}"
    )
    found = read(text).rows
    assert found["league_tables"] == found["league_table_rows"] == []
    issues = [(r["code"], r["line_start"]) for r in found["parse_issues"]]
    assert issues == [("repeated_heading", 1)]
    assert [r["outcome"] for r in found["template_ledger"]] == ["not_understood"]


def test_figures_for_shoot_outs_make_a_style_that_is_not_supported(read):
    text = (
        "{|\n! Team !! P !! W !! PW !! PL !! L !! GF !! GA !! Pts\n|-\n"
        "| A || 5 || 3 || 1 || 0 || 1 || 9 || 4 || 11\n|}"
    )
    found = read(text).rows
    assert [r["style"] for r in found["league_tables"]] == ["pw pl"]
    columns = ("played", "win", "loss", "points")
    assert [tuple(r[c] for c in columns) for r in found["league_table_rows"]] == [
        ("5", "3", "1", "11")
    ]
    assert [(r["severity"], r["code"]) for r in found["parse_issues"]] == [
        ("info", "unsupported_style")
    ]


@pytest.mark.parametrize("heading", ["Avg", "GAv", "GA", "Goal average"])
def test_a_goal_average_behind_the_goals_is_not_an_average_over_seasons(rows, heading):
    text = (
        f"{{|\n! Team !! Pld !! W !! D !! L !! F !! A !! {heading} !! Pts\n|-\n"
        "| A || 5 || 3 || 1 || 1 || 9 || 4 || 2.25 || 7\n|}"
    )
    assert rows(text, "league_table_rows", "gf", "ga", "points") == [("9", "4", "7")]


def test_in_portuguese_gp_are_the_goals_for():
    found = standings_columns(["clube", "team", "pts", "j", "v", "e", "d", "gp", "gc", "sg"])
    figures = ("played", "gf", "ga", "goal_difference")
    assert [found[figure] for figure in figures] == [3, 7, 8, 9]


def test_titles_and_repeated_headings_are_no_rows(rows):
    header = "!Team!!W!!D!!L!!Pts\n|-\n"
    text = "{|\n" + header + "| colspan=5 | North\n|-\n" + header + "|A||1||1||1||4\n|}"
    assert rows(text, "league_table_rows", "team") == ["A"]


@pytest.mark.parametrize(
    "headings",
    [
        ["team", "pld", "w", "d", "l", "gf", "ga"],
        ["year", "team", "pld", "w", "d", "l", "pts"],
        ["opponent", "pld", "w", "d", "l", "pts"],
        ["team", "average", "w", "d", "l", "pts"],
        ["team", "pld", "w", "d", "l", "gf", "ga", "pts", "avg"],
        ["team", "pts"],
    ],
)
def test_records_averages_and_lists_are_no_standings(headings):
    assert standings_columns(headings) is None


def test_spanish_letters_where_p_is_a_defeat():
    found = standings_columns(["equipo", "pj", "g", "e", "p", "gf", "gc", "pts"])
    assert (found["win"], found["draw"], found["loss"], found["played"]) == (2, 3, 4, 1)


@pytest.mark.parametrize(
    ("columns", "cells"),
    [
        ("colspan=3 | Goals !! Pts", "58 || – || 30 || 46"),
        ("colspan=3 | Goals !! GD !! Pts", "58 || : || 30 || +28 || 46"),
        ("colspan=2 | Goals !! Pts", "58 || 30 || 46"),
        ("colspan=2 | Goals !! Pts", "58: || 30 || 46"),
        ("colspan=3 | Goals !! Pts", "colspan=3 | 58–30 || 46"),
    ],
)
def test_goals_under_one_heading_over_several_columns_are_put_together(rows, columns, cells):
    text = (
        f"{{|\n! Pos !! Team !! Pld !! W !! D !! L !! {columns}\n|-\n"
        f"| 1 || Brann || 22 || 14 || 4 || 4 || {cells}\n|}}"
    )
    assert rows(text, "league_table_rows", "gf", "ga", "points") == [("58", "30", "46")]


def test_one_number_for_both_goals_is_neither_and_it_is_said(rows, codes):
    text = "{|\n!Team!!P!!W!!D!!L!!Goals!!Pts\n|-\n|A||3||2||0||1||15||6\n|}"
    assert rows(text, "league_table_rows", "gf", "ga", "points") == [(None, None, "6")]
    assert codes(text) == [("goals_not_told_apart", 4)]


def test_two_rows_without_a_mark_between_them_are_told(read):
    row = "|| 4 || 2 || 1 || 1 || 7 || 5 || 7"
    text = f"{ALL}\n|-\n| 4 || D {row}\n| 5 || E {row}\n|}}"
    found = read(text).rows
    assert [r["team"] for r in found["league_table_rows"]] == ["D"]
    assert [(r["table_name"], r["code"], r["line_start"]) for r in found["rejects"]] == [
        ("league_table_rows", "rows_run_together", 5)
    ]


def test_cells_behind_the_last_column_are_told(read):
    text = f"{ALL}\n|-\n| 4 || D || 4 || 2 || 1 || 1 || 7 || 5 || 7 || 8 || x || \n|}}"
    found = read(text).rows
    assert [r["points"] for r in found["league_table_rows"]] == ["7"]
    assert found["rejects"] == []
    (issue,) = found["parse_issues"]
    assert (issue["code"], issue["line_start"]) == ("cells_without_heading", 4)
    assert "8, x" in issue["message"]


def test_an_empty_cell_behind_the_last_column_is_nothing(codes):
    text = f"{ALL}\n|-\n| 4 || D || 4 || 2 || 1 || 1 || 7 || 5 || 7 || \n|}}"
    assert codes(text) == []


def test_a_text_behind_the_last_column_is_what_became_of_the_team(rows, codes):
    text = f"{ALL}\n|-\n| 4 || D || 4 || 2 || 1 || 1 || 7 || 5 || 7 || '''Promoted'''\n|}}"
    assert rows(text, "league_table_rows", "points", "result_text") == [("7", "Promoted")]
    assert codes(text) == []


@pytest.mark.parametrize(
    ("cells", "position", "team"),
    [
        ("1 || [[A]]", "1", "A"),
        ("1. || [[A]]", "1.", "A"),
        ("{{flagicon|NOR}} || [[A]]", None, "A"),
        ("NOR || [[A]]", None, "A"),
        ("[[A]] || (C)", None, "A"),
        ("colspan=2 | [[A]]", None, "A"),
    ],
)
def test_a_team_heading_over_two_columns(rows, cells, position, team):
    text = (
        "{|\n! colspan=2 | Club !! P !! W !! D !! L !! F !! A !! Pts\n|-\n"
        f"| {cells} || 4 || 2 || 1 || 1 || 7 || 5 || 7\n|}}"
    )
    columns = ("display_position", "team", "team_link", "played", "points")
    assert rows(text, "league_table_rows", *columns) == [(position, team, "A", "4", "7")]


def test_two_names_below_a_team_heading_over_two_columns_are_told(rows, codes):
    text = "{|\n! colspan=2 | Club !! P !! W !! D !! L !! Pts\n|-\n|Ants||Bees||4||2||1||1||7\n|}"
    assert rows(text, "league_table_rows", "team") == ["Bees"]
    assert codes(text) == [("team_in_two_cells", 4)]


def test_a_position_in_a_column_of_its_own_stays(rows):
    text = (
        "{|\n! Pos !! colspan=2 | Club !! W !! D !! L !! Pts\n|-\n"
        "| 2 || 1 || A || 2 || 1 || 1 || 7\n|}"
    )
    assert rows(text, "league_table_rows", "display_position", "team") == [("2", "A")]


def test_a_footnote_beside_a_team_or_its_points_is_its_note(rows):
    text = (
        f"{ALL}\n|-\n| 1 || A{{{{efn|A were deducted 3 points.}}}} || 4 || 2 || 1 || 1 || 7 || 5"
        " || 4<ref group=note>On appeal.</ref>\n|-\n| 2 || B || 4 || 2 || 1 || 1 || 7 || 5 || 7\n|}"
    )
    assert rows(text, "league_table_rows", "team", "points", "note") == [
        ("A", "4", "A were deducted 3 points.; On appeal."),
        ("B", "7", None),
    ]


def test_points_per_game_are_a_column_that_is_not_read(rows, codes):
    text = f"{ALL} !! PPG\n|-\n| 1 || A || 4 || 2 || 1 || 1 || 7 || 5 || 7 || 1.75\n|}}"
    assert rows(text, "league_table_rows", "team", "ga", "points") == [("A", "5", "7")]
    assert codes(text) == []


def test_a_row_of_header_cells_with_figures_is_a_team(rows):
    text = (
        "{|\n! Pos !! Team !! P !! W !! D !! L !! Pts\n|-\n| 1 || A || 4 || 2 || 2 || 0 || 8\n|-\n"
        "! 2 !! B !! 4 !! 2 !! 1 !! 1 !! 7\n|-\n! Pos !! North !! P !! W !! D !! L !! Pts\n|}"
    )
    assert rows(text, "league_table_rows", "team", "points", "line_start") == [
        ("A", "8", 4),
        ("B", "7", 6),
    ]


NUMBERED = "{|\n! Team !! P !! W !! D !! L !! Pts\n"


@pytest.mark.parametrize("mark", [".", "", ")", "º"])
def test_a_number_before_every_name_is_its_place(rows, mark):
    text = (
        f"{NUMBERED}|-\n| 1{mark} [[Ants]] || 2 || 1 || 1 || 0 || 4\n"
        f"|-\n| 2{mark} 1. FC Bees || 2 || 1 || 0 || 1 || 3\n"
        f"|-\n| 2{mark} Cats (C) || 2 || 0 || 1 || 1 || 1\n|}}"
    )
    columns = ("display_position", "team", "team_link", "points")
    assert rows(text, "league_table_rows", *columns) == [
        (f"1{mark}", "Ants", "Ants", "4"),
        (f"2{mark}", "1. FC Bees", None, "3"),
        (f"2{mark}", "Cats (C)", None, "1"),
    ]


@pytest.mark.parametrize(
    "teams",
    [
        ("1. FC Köln", "1. FC Nürnberg"),  # no places: the same number, or not one after another
        ("1. FC Köln", "Hertha", "3. Liga"),
        ("2. Maj", "1. FC Köln"),
        ("1. FC Köln", "30 de Agosto"),
        ("1. FC Köln",),
    ],
)
def test_a_number_that_belongs_to_a_name_stays(rows, teams):
    row = " || 2 || 1 || 1 || 0 || 4\n"
    text = NUMBERED + "".join(f"|-\n| {team}{row}" for team in teams) + "|}"
    assert rows(text, "league_table_rows", "display_position", "team") == [
        (None, team) for team in teams
    ]


def test_a_number_before_a_name_stays_beside_a_column_of_places(rows):
    text = "{|\n! Pos !! Team !! P !! W !! D !! L !! Pts\n"
    text += "|-\n| 1 || 1. FC Ants || 1 || 1 || 0 || 0 || 3\n"
    text += "|-\n| 2 || 2. FC Bees || 1 || 0 || 0 || 1 || 0\n|}"
    assert rows(text, "league_table_rows", "team") == ["1. FC Ants", "2. FC Bees"]


@pytest.mark.parametrize("mark", ["*", "†", "(*)", "(C, Q)", "(1)"])
def test_a_mark_in_a_cell_of_its_own_is_no_team(rows, mark):
    text = "{|\n! colspan=2 | Club !! P !! W !! D !! L !! Pts\n|-\n| [[A]] || "
    text += f"<b>{mark}</b> || 4 || 2 || 1 || 1 || 7\n|}}"
    assert rows(text, "league_table_rows", "team", "points") == [("A", "7")]


@pytest.mark.parametrize(
    ("goals", "difference"),
    [
        ("58:30 (+28)", "+28"),
        ("30–58 (−28)", "−28"),
        ("30–30 (0)", "0"),
        ("30–30 (±0)", "±0"),
        ("58:30 (28)", None),  # a number without a sign may be anything
        ("58:30", None),
    ],
)
def test_a_difference_in_the_cell_of_the_goals_is_read(rows, goals, difference):
    text = f"{{|\n!Team!!P!!W!!D!!L!!Goals!!Pts\n|-\n|A||22||14||4||4||{goals}||46\n|}}"
    found = rows(text, "league_table_rows", "goal_difference", "gf", "ga", "points")
    assert [(row[0], row[3]) for row in found] == [(difference, "46")]
    assert found[0][1:3] == (goals[:2], goals[3:5])


def test_a_column_of_differences_is_before_the_one_in_the_cell_of_the_goals(rows):
    text = "{|\n!Team!!P!!W!!D!!L!!Goals!!GD!!Pts\n|-\n|A||22||14||4||4||58:30 (+27)||+28||46\n|}"
    assert rows(text, "league_table_rows", "goal_difference") == ["+28"]


ALL_FIGURES = ("22", "14", "3", "5", "58", "30", "+28")
EVERY = ("played", "win", "draw", "loss", "gf", "ga", "goal_difference")


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        # Mexico, Spain, Portugal and Brazil (with P for points), Italy, France (twice), Germany
        ("Pos Equipo JJ JG JE JP GF GC DIF PTS", "1 A 22 14 3 5 58 30 +28 45"),
        ("Pos Equipo Pts J G E P GF GC Dif", "1 A 45 22 14 3 5 58 30 +28"),
        ("Pos Equipe Pts J V E D GP GC SG", "1 A 45 22 14 3 5 58 30 +28"),
        ("Pos Clube P J V E D GP GC SG", "1 A 45 22 14 3 5 58 30 +28"),
        ("Pos Squadra Pt G V N P GF GS DR", "1 A 45 22 14 3 5 58 30 +28"),
        ("Rang Équipe Pts J G N P Bp Bc Diff", "1 A 45 22 14 3 5 58 30 +28"),
        ("Rang Club Pts J V N D Bp Bc Diff.", "1 A 45 22 14 3 5 58 30 +28"),
        ("Pl. Verein Sp. S U N Tore Diff. Punkte", "1 A 22 14 3 5 58:30 +28 45"),
        ("Platz Mannschaft Spiele G U V Tore Diff Pkt.", "1 A 22 14 3 5 58:30 +28 45"),
        # The Netherlands (twice in letters), Sweden, Norway (twice in letters), Denmark, Finland
        (
            "Plaats Club Gespeeld Gewonnen Gelijk Verloren Doelpunten Saldo Punten",
            "1 A 22 14 3 5 58–30 +28 45",
        ),
        ("Pos Club GS W GL V DV DT DS P", "1 A 22 14 3 5 58 30 +28 45"),
        ("# Team Wed W G V DV DT Saldo Pnt", "1 A 22 14 3 5 58 30 +28 45"),
        ("Plats Lag S V O F GM IM +/- P", "1 A 22 14 3 5 58 30 +28 45"),
        (
            "Plac. Lag Matcher Vunna Oavgjorda Förlorade Mål Målskillnad Poäng",
            "1 A 22 14 3 5 58–30 +28 45",
        ),
        ("Nr. Lag K S U T M+ M- MD P", "1 A 22 14 3 5 58 30 +28 45"),
        ("Plass Lag S V U T MF MM +/- P", "1 A 22 14 3 5 58 30 +28 45"),
        (
            "Plass Lag Kamper Seire Uavgjort Tap Mål Målforskjell Poeng",
            "1 A 22 14 3 5 58–30 +28 45",
        ),
        ("Plac. Hold K V U T Mål MD Point", "1 A 22 14 3 5 58–30 +28 45"),
        (
            "Nr. Hold Kampe Vundne Uafgjorte Tabte Målscore Målforskel Point",
            "1 A 22 14 3 5 58–30 +28 45",
        ),
        ("Sija Joukkue O V T H TM PM ME P", "1 A 22 14 3 5 58 30 +28 45"),
        (
            "Sija Joukkue Ottelut Voitot Tasapelit Häviöt Maalit Maaliero Pisteet",
            "1 A 22 14 3 5 58–30 +28 45",
        ),
    ],
)
def test_headings_of_other_languages(rows, codes, headings, cells):
    text = "{|\n" + "".join(f"! {h}\n" for h in headings.split(" "))
    text += "|-\n" + "".join(f"| {c}\n" for c in cells.split(" ")) + "|}"
    found = rows(text, "league_table_rows", "display_position", "team", *EVERY, "points")
    assert found == [("1", "A", *ALL_FIGURES, "45")]
    assert codes(text) == []


@pytest.mark.parametrize(
    ("row", "meant"),
    [
        ("g v n p", {"g": "played", "v": "win", "n": "draw", "p": "loss"}),  # Italian
        ("j g n p", {"j": None, "g": "win", "n": "draw", "p": "loss"}),  # French
        ("s u n t", {"s": "win", "u": "draw", "n": "loss", "t": None}),  # German
        ("k s u t", {"k": "played", "s": "win", "u": "draw", "t": "loss"}),  # Norwegian
        ("s v u t", {"s": "played", "v": "win", "u": "draw", "t": "loss"}),  # Danish, Norwegian
        ("g u v t", {"g": "win", "u": "draw", "v": "loss", "t": None}),  # German
        ("s v o f", {"s": "played", "v": "win", "o": "draw", "f": "loss"}),  # Swedish
        ("o v t h", {"o": "played", "v": "win", "t": "draw", "h": "loss"}),  # Finnish
        ("g w gl v", {"g": "played", "w": "win", "gl": "draw", "v": "loss"}),  # Dutch
        ("wed w g v", {"wed": "played", "w": "win", "g": "draw", "v": "loss"}),  # Dutch
        ("j v e d p", {"v": "win", "e": "draw", "d": "loss", "p": "points"}),  # Portuguese
        ("s v o f d", {"v": "win", "o": "draw", "f": "loss", "d": None}),  # more than V and D
        # No language, or two that as many letters tell.
        ("p w d l", {"p": None, "w": None, "d": None, "l": None}),
        ("v u o f t", {"v": None, "u": None, "o": None, "f": None, "t": None}),
        ("g e v d", {"g": None, "e": None, "v": None, "d": None}),
        ("g w v", {"g": None, "w": None, "v": None}),  # Dutch: are G matches played, or draws?
        ("gespeeld w g v", {"w": "win", "g": "draw", "v": "loss"}),
        ("sp w g v", {"sp": None, "w": "win", "g": "draw", "v": "loss"}),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_whole_row_of_letters_tells_its_language(monkeypatch, order, row, meant):
    """Whatever the order in which the languages are written down."""
    monkeypatch.setattr(columns_module, "LETTERS", LETTERS[::order])
    found = letters_of(["team", *row.split(), "pts"])
    assert {letter: found.get(letter) for letter in meant} == meant


def test_english_letters_keep_their_meaning():
    headings = ["team", "p", "w", "d", "l", "gs", "ga", "pts"]
    found = standings_columns(headings)
    assert found == dict(
        zip(("team", "played", "win", "draw", "loss", "gf", "ga", "points"), range(8), strict=True)
    )


GROUPED = (
    "{{|\n! rowspan=2 | Pos !! rowspan=2 | Team !! {groups} !! rowspan=2 | Pts\n|-\n! {figures}"
)


@pytest.mark.parametrize(
    ("groups", "figures", "cells"),
    [
        ("colspan=4 | Matches !! colspan=3 | Goals", "Pld W D L F A GD", "22 14 3 5 58 30 +28"),
        ("colspan=4 | Partidos !! colspan=3 | Goles", "J G E P F C Dif", "22 14 3 5 58 30 +28"),
        ("colspan=7 | Total", "Pld W D L GF GA GD", "22 14 3 5 58 30 +28"),
        (
            "rowspan=2 | Pld !! colspan=2 | Home !! colspan=2 | Away !! colspan=5 | Total",
            "W L W L W D L F A",
            "22 9 1 5 4 14 3 5 58 30",
        ),
        (
            "colspan=7 | Overall !! colspan=5 | Home !! colspan=5 | Away",
            "Pld W D L F A GD W D L F A W D L F A",
            "22 14 3 5 58 30 +28 9 1 1 30 10 5 2 4 28 20",
        ),
        (
            "colspan=5 | In casa !! colspan=6 | Totale",
            "G V N P GF G V N P GF GS",
            "11 9 1 1 30 22 14 3 5 58 30",
        ),
    ],
)
def test_words_above_the_figures_say_of_which_matches_they_are(rows, groups, figures, cells):
    text = GROUPED.format(groups=groups, figures=" !! ".join(figures.split()))
    text += f"\n|-\n| 1 || A || {' || '.join(cells.split())} || 45\n|}}"
    found = rows(text, "league_table_rows", "team", *EVERY[:-1], "points")
    assert found == [("A", *ALL_FIGURES[:-1], "45")]


@pytest.mark.parametrize(
    ("groups", "figures"),
    [
        ("colspan=4 | Home !! colspan=4 | Away", "W D L GF W D L GF"),  # never one of both
        ("colspan=4 | Apertura !! colspan=4 | Total", "W D L GF W D L GF"),  # a sum of stages
        ("colspan=4 | Home !! colspan=4 | Clausura", "W D L GF W D L GF"),
    ],
)
def test_figures_of_a_part_of_the_matches_are_never_read(read, groups, figures):
    text = GROUPED.format(groups=groups, figures=" !! ".join(figures.split()))
    text += "\n|-\n| 1 || A || 9 || 1 || 1 || 30 || 14 || 3 || 5 || 58 || 45\n|}"
    found = read(text).rows
    assert found["league_tables"] == found["league_table_rows"] == []
    assert [r["outcome"] for r in found["template_ledger"]] == ["not_understood"]


def test_goals_of_one_group_are_goals_for_and_against(rows):
    text = GROUPED.format(groups="colspan=4|Matches!!colspan=2|Goals", figures="P!!W!!D!!L!!F!!A")
    text += "\n|-\n| 1 || A || 22 || 14 || 3 || 5 || 58 || 30 || 45\n|}"
    assert rows(text, "league_table_rows", "gf", "ga", "points") == [("58", "30", "45")]


FIGURES = " !! Pld !! W !! D !! L !! GF !! GA !! GD !! Pts"
LINKED = (
    "|-\n| [[Ants]] || 2 || 1 || 1 || 0 || 3 || 1 || +2 || 4\n"
    "|-\n| [[Bees]] || 2 || 0 || 1 || 1 || 1 || 3 || −2 || 1\n|}"
)


@pytest.mark.parametrize("name", ["Group A", "Grupo 1", "Gruppe Nord", "Zona Norte", "Girone B"])
def test_a_team_column_that_is_headed_by_the_name_of_the_group(rows, name):
    text = f"{{|\n! {name}{FIGURES}\n{LINKED}"
    assert rows(text, "league_table_rows", "team", "points") == [("Ants", "4"), ("Bees", "1")]
    assert rows(text, "league_tables", "caption") == [name]


@pytest.mark.parametrize(
    ("title", "heading"),
    [("1995–96 Premier League", "FA Premier League"), ("1932 Swedish football", "Division Two")],
)
def test_a_team_column_that_is_headed_by_the_name_of_the_competition(rows, title, heading):
    text = f"==Division Two==\n===FA table===\n{{|\n! {heading}{FIGURES}\n{LINKED}"
    assert rows(text, "league_table_rows", "team", title=title) == ["Ants", "Bees"]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Opponent", "[[Ants]]"),
        ("Competition", "[[Premier League]]"),
        ("Premier League manager", "[[Ada]]"),
        ("Premier League opponent", "[[Ada]]"),
        ("Division Three", "[[Ants]]"),  # the page has no such name
        ("Premier League", "Ants"),  # not a link: nobody knows what it names
        ("Group A", "12"),
        ("", "[[Ants]]"),
    ],
)
def test_other_headings_are_not_the_team_column(read, heading, row):
    figures = " || 2 || 1 || 1 || 0 || 3 || 1 || +2 || 4\n"
    text = f"==Opponents==\n{{|\n! {heading}{FIGURES}\n|-\n| {row}{figures}|-\n| {row}{figures}|}}"
    found = read(text, title="Premier League managers and opponents").rows
    assert found["league_table_rows"] == []
    assert [r["outcome"] for r in found["template_ledger"]] != ["parsed"]


def test_figures_must_be_complete_for_a_name_of_the_group_to_head_the_teams(rows):
    text = "{|\n! Group A !! W !! L !! Pts\n|-\n| [[Ants]] || 1 || 0 || 3\n|-\n"
    assert rows(f"{text}| [[Bees]] || 0 || 1 || 0\n|}}", "league_table_rows", "team") == []


def test_two_columns_of_the_kind_are_none(rows):
    row = "|-\n| [[Ants]] || [[Bees]] || 2 || 1 || 1 || 0 || 3 || 1 || +2 || 4\n"
    text = f"{{|\n! Group A !! Group B{FIGURES}\n{row}{row}|}}"
    assert rows(text, "league_table_rows", "team") == []


@pytest.mark.parametrize("mark", ["!", "|"])
def test_a_title_across_the_table_is_its_caption(rows, codes, mark):
    text = f"{{|\n{mark} colspan=9 | '''North''' group\n|-\n! Team{FIGURES}\n{LINKED}"
    assert rows(text, "league_tables", "caption", "team_count") == [("North group", 2)]
    assert rows(text, "league_table_rows", "team", "points") == [("Ants", "4"), ("Bees", "1")]
    assert codes(text) == []


def test_a_title_above_headings_that_are_data_cells(rows):
    headings = FIGURES.replace("!!", "||")
    text = f"{{|\n|+ 1950\n|-\n| colspan=9 | North\n|-\n| '''Team'''{headings}\n{LINKED}"
    assert rows(text, "league_tables", "caption") == ["1950; North"]
    assert rows(text, "league_table_rows", "team") == ["Ants", "Bees"]


def test_rows_across_the_table_are_told_and_are_no_teams(read):
    text = (
        f"{{|\n! Team{FIGURES}\n{LINKED[:-2]}"
        "|-\n| colspan=9 | Ants were deducted 3 points.\n|-\n| colspan=9 | \n"
        "|-\n! colspan=9 | Second group\n|-\n"
        "| [[Cats]] || 2 || 0 || 1 || 1 || 1 || 3 || −2 || 1\n|}"
    )
    found = read(text).rows
    assert [r["team"] for r in found["league_table_rows"]] == ["Ants", "Bees", "Cats"]
    issues = [(r["severity"], r["code"], r["line_start"]) for r in found["parse_issues"]]
    assert issues == [("info", "row_across_table", 8), ("info", "row_across_table", 12)]
    assert "Ants were deducted 3 points." in found["parse_issues"][0]["message"]
    assert found["rejects"] == []


@pytest.mark.parametrize("name", ["Total", "Totals", "'''Total:'''", "Totales", "Gesamt"])
def test_a_row_of_sums_is_no_team_and_it_is_said(read, name):
    text = (
        f"{{|\n! Team{FIGURES}\n{LINKED[:-2]}|-\n! {name} !! 4 !! 1 !! 2 !! 1 !! 4 !! 4 !! 0 !! 5"
    )
    found = read(f"{text}\n|}}").rows
    assert [r["team"] for r in found["league_table_rows"]] == ["Ants", "Bees"]
    assert [(r["code"], r["line_start"]) for r in found["parse_issues"]] == [("row_of_sums", 8)]


@pytest.mark.parametrize("name", ["[[Total Chalaco]]", "[[C.D. Total|Total]]", "Totalsport"])
def test_a_club_may_be_called_like_a_sum(rows, name):
    text = f"{{|\n! Team{FIGURES}\n|-\n| {name} || 2 || 1 || 1 || 0 || 3 || 1 || +2 || 4\n|}}"
    assert len(rows(text, "league_table_rows")) == 1


@pytest.mark.parametrize(
    ("headings", "outcome", "why"),
    [
        ("Name !! From !! To !! P !! W !! D !! L !! Pts", "not_football", "From"),
        ("Name !! Tenure !! P !! W !! D !! L !! Pts", "not_football", "Tenure"),
        ("Pos !! Team !! P !! W !! D !! L !! PF !! PA !! PD !! Pts", "not_football", "PF, PA"),
        ("Team !! P !! W !! D !! L !! F !! A !! Tries !! Pts", "not_football", "Tries"),
        ("Club !! P !! W !! D !! L !! F !! A !! TB !! LB !! Pts", "not_football", "TB, LB"),
        (
            "Club !! P !! W !! D !! L !! Points for !! Points against !! Points",
            "not_football",
            "Points for, Points against",
        ),
        ("Season !! Team !! P !! W !! D !! L !! Pts", "not_football", "Season"),
        ("Opponent !! P !! W !! D !! L !! GF !! GA !! Pts", "not_football", "Opponent"),
        ("Foo !! P !! W !! D !! L !! GF !! GA !! Pts", "not_understood", "the team"),
        ("Team !! P !! W !! D !! L !! GF !! GA", "not_understood", "points"),
        ("Home !! Away !! Date", "not_understood", "Home, Away"),
        ("Pos !! Team !! Points", "not_understood", "wins, defeats"),
    ],
)
def test_a_table_that_is_not_read_says_why(read, headings, outcome, why):
    cells = " || ".join("1" for _ in headings.split(" !! "))
    found = read(f"{{|\n! {headings}\n|-\n| {cells}\n|}}").rows
    assert found["league_tables"] == []
    (entry,) = found["template_ledger"]
    assert entry["outcome"] == outcome
    assert why.lower() in entry["reason"].replace("`", "")
    told = [(issue["severity"], issue["line_start"]) for issue in found["parse_issues"]]
    assert told == ([("info", 1)] if outcome == "not_understood" else [])


@pytest.mark.parametrize(
    "headings",
    [
        "Pos !! Team !! P !! W !! D !! L !! GF !! GA !! BP !! Pts",  # bonus points, as in Denmark
        "Pos !! Team !! P !! W !! D !! L !! GF !! GA !! PD !! Pts",  # points deducted
        "Pos !! Team !! P !! W !! D !! L !! GF !! GA !! Pts !! Win %",
        "Pos !! Team !! P !! W !! D !! L !! For !! Against !! Points",
        "Pos !! Team !! From !! P !! W !! D !! L !! Points",
    ],
)
def test_a_league_table_with_one_column_more_is_read(rows, headings):
    cells = " || ".join("1" for _ in headings.split(" !! "))
    text = f"{{|\n! {headings}\n|-\n| {cells.replace('1 || 1', '1 || A', 1)}\n|}}"
    assert rows(text, "league_table_rows", "team", "points") == [("A", "1")]


@pytest.mark.parametrize("text", ["{|\n! Player !! Caps\n|-\n| Ada || 4\n|}", "{|\n| a || b\n|}"])
def test_nothing_is_said_of_a_table_without_a_hint_at_football(codes, text):
    assert codes(text) == []


def test_a_list_with_from_and_to_but_without_wins_is_no_record_of_people(read):
    (entry,) = read("{|\n! Match !! From !! To\n|-\n| A || B || C\n|}").rows["template_ledger"]
    assert entry["outcome"] == "not_understood"
    assert "`match`" in entry["reason"]
