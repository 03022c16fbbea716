"""Standings that are plain wikitables."""

import pytest

from pipelines.wikitext.standings_tables import standings_columns

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
        ["team", "pts"],
    ],
)
def test_records_averages_and_lists_are_no_standings(headings):
    assert standings_columns(headings) is None


def test_spanish_letters_where_p_is_a_defeat():
    found = standings_columns(["equipo", "pj", "g", "e", "p", "gf", "gc", "pts"])
    assert (found["win"], found["draw"], found["loss"], found["played"]) == (2, 3, 4, 1)
