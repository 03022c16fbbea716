"""Lists of qualified teams."""

import pytest

from pipelines.wikitext.entrants import entrant_columns

COLUMNS = ("list_no", "entrant_no", "department", "department_header", "team", "location")


def test_a_list_is_recognised_by_its_headings(rows):
    text = (
        "==Teams==\n{| class=wikitable\n! Department !! Team !! Location\n|-\n"
        "| rowspan=2 | Huánuco || [[León de Huánuco|León]] || Huánuco\n|-\n"
        "| Unión Naranjillo || Tingo María\n|}\n"
        "{|\n!Club\n!City\n|-\n|7 de Agosto\n|\n|}"
    )
    assert rows(text, "entrants", *COLUMNS) == [
        (1, 1, "Huánuco", "Department", "León", "Huánuco"),
        (1, 2, "Huánuco", "Department", "Unión Naranjillo", "Tingo María"),
        (2, 3, None, None, "7 de Agosto", ""),
    ]
    assert rows(text, "entrants", "team_link", "section_no", "line_start", "line_end") == [
        ("León de Huánuco", 1, 5, 5),
        (None, 1, 7, 7),
        (None, 1, 13, 14),
    ]


@pytest.mark.parametrize(
    ("headings", "is_list"),
    [
        (["department", "team", "location"], True),
        (["club", "province"], True),
        (["team", "location", "stadium", "capacity"], True),
        (["team", "manager"], False),
        (["region", "capital"], False),
        (["team", "city", "pld", "pts"], False),
    ],
)
def test_which_headings_make_a_list(headings, is_list):
    assert (entrant_columns(headings) is not None) is is_list


def test_a_short_row_and_a_row_without_team_are_rejected(read):
    text = "{|\n!Region!!Team!!City\n|-\n|A||B\n|-\n|A|| ||C\n|-\n|A||D||E\n|}"
    found = read(text).rows
    assert [r["team"] for r in found["entrants"]] == ["D"]
    assert [(r["code"], r["line_start"], r["table_name"]) for r in found["rejects"]] == [
        ("row_too_short", 4, "entrants"),
        ("entrant_without_team", 6, "entrants"),
    ]


def test_titles_and_repeated_headings_are_no_rows(rows):
    text = "{|\n!Team!!City\n|-\n|colspan=2|North\n|-\n!Team!!City\n|-\n|A||B\n|}"
    assert rows(text, "entrants", "team") == ["A"]


def test_an_unknown_template_in_a_cell_is_reported(codes):
    assert codes("{|\n!Team!!City\n|-\n|{{odd club|7}}\n|Ica\n|}") == [("template_not_rendered", 4)]


def test_two_teams_without_a_mark_between_them_are_told(read):
    text = "{|\n!Team!!City\n|-\n|A||B\n|C||D\n|}"
    found = read(text).rows
    assert [r["team"] for r in found["entrants"]] == ["A"]
    assert [(r["table_name"], r["code"], r["line_start"]) for r in found["rejects"]] == [
        ("entrants", "rows_run_together", 5)
    ]


def test_a_cell_behind_the_last_column_of_a_list_is_told(codes):
    text = "{|\n!Team!!City\n|-\n|A||B||C\n|}"
    assert codes(text) == [("cells_without_heading", 4)]


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("Rank !! Region !! Number !! Teams", "1 || Lombardy || 2 || [[Inter]] and [[Milan]]"),
        ("Region !! No. of teams !! Team", "Lombardy || 1 || [[Inter]]"),
        ("City !! Number of clubs !! Clubs", "Milan || 2 || Inter, Milan"),
    ],
)
def test_teams_counted_by_region_are_no_list(rows, outcomes, headings, row):
    text = f"{{|\n! {headings}\n|-\n| {row}\n|}}"
    assert rows(text, "entrants") == []
    assert outcomes(text) == [("wikitable", "not_understood", 0)]


@pytest.mark.parametrize(
    "teams",
    [
        "[[Inter]] and [[Milan]]",
        "[[Inter]], [[Milan]]",
        "[[Inter]]<br>[[Milan]]",
        "Inter<br />Milan",
        "{{ubl|[[Inter]]|[[Milan]]}}",
        "\n* Inter\n* Milan",
    ],
)
def test_a_cell_with_more_than_one_team_is_rejected(read, teams):
    found = read(f"{{|\n! City !! Clubs\n|-\n| Milan || {teams}\n|-\n| Rome || Roma\n|}}").rows
    assert [r["team"] for r in found["entrants"]] == ["Roma"]
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("more_than_one_team", 4)]


@pytest.mark.parametrize(
    "team",
    [
        "[[Brann]] ([[Bergen]])",
        "[[File:Flag.svg]] [[Brann]]",
        "[[Brann]]<ref>[[NRK]]</ref>",
        "[[Brann]]<br><small>(holders)</small>",
        "[[Brann]]<br>''holders''",
    ],
)
def test_what_stands_beside_a_team_makes_no_second_one(rows, codes, team):
    text = f"{{|\n! City !! Club\n|-\n| Bergen || {team}\n|}}"
    assert rows(text, "entrants", "team_link") == ["Brann"]
    assert codes(text) == []


def test_a_cell_over_team_and_place_is_rejected(read):
    text = (
        "{|\n! Region !! Team !! City\n|-\n| Ica || colspan=2 | ''No team entered''\n|-\n"
        "| Lima || Alianza || Lima\n|}"
    )
    found = read(text).rows
    assert [r["team"] for r in found["entrants"]] == ["Alianza"]
    assert [(r["code"], r["line_start"]) for r in found["rejects"]] == [("row_without_team", 4)]


def test_a_row_of_header_cells_that_repeats_no_heading_is_a_team(rows):
    text = (
        "{|\n! colspan=2 | Clubs\n|-\n!Team!!City\n|-\n|A||B\n|-\n!C!!D\n|-\n"
        "! colspan=2 | Clubs\n|-\n!North!!City\n|}"
    )
    assert rows(text, "entrants", "team", "location") == [("A", "B"), ("C", "D")]
