"""Lists of matches without headings."""

import pytest

TABLE = "{{#invoke:Sports table|main|team1=ANT|team2=BEE|team3=CAT|team4=DOG"
TABLE += "|name_ANT=[[Ants FC|Ants]]|name_BEE=Bees|name_CAT=Cats|name_DOG=Dogs}}\n"
MATCH = ("team1", "team2", "score", "date", "time", "stadium", "round", "line_start")


@pytest.mark.parametrize(
    "top", ["", "! !! !! !! !! !!\n|-\n", "! Date !! Time !! !! !! !! Venue\n|-\n"]
)
def test_a_list_of_known_clubs_is_read_without_headings(rows, codes, top):
    text = (
        TABLE + '{| class="wikitable"\n|-\n' + top + "| 3 May 1997 || 15:30 || [[Ants FC|The Ants]]"
        " || 2–1 || Bees || Ant Stadium\n|-\n"
        "| 4 May 1997 || 16:00 || Cats || 0–0 (a.e.t.) || Dogs || Cat Park\n|}"
    )
    first = 4 + top.count("\n")
    assert rows(text, "match_boxes", *MATCH) == [
        ("The Ants", "Bees", "2–1", "3 May 1997", "15:30", "Ant Stadium", None, first),
        ("Cats", "Dogs", "0–0 (a.e.t.)", "4 May 1997", "16:00", "Cat Park", None, first + 2),
    ]
    assert codes(text) == []


def test_titles_across_a_list_without_headings_name_its_rounds(rows):
    text = (
        TABLE + "{|\n! colspan=3 | Fecha 1\n|-\n| Ants || 2:1 || Bees\n|-\n| Cats || 0:0 || Dogs\n"
        "|-\n! colspan=3 | Fecha 2\n|-\n| Bees || 2:2 || Cats\n|-\n| Dogs || 1:0 || Ants\n|}"
    )
    assert rows(text, "match_boxes", "team1", "score", "round") == [
        *(("Ants", "2:1", "Fecha 1"), ("Cats", "0:0", "Fecha 1")),
        *(("Bees", "2:2", "Fecha 2"), ("Dogs", "1:0", "Fecha 2")),
    ]


def test_clubs_that_meet_again_in_another_list_need_not_stand_elsewhere(rows):
    text = (
        "==First round==\n{|\n| [[Ants]] || 2–1 || [[Bees]]\n|-\n| [[Cats]] || 0–1 || [[Dogs]]\n"
        "|}\n==Second round==\n"
        "{|\n| [[Dogs]] || 3–0 || [[Ants]]\n|-\n| [[Emus]] || 1–0 || [[Bees]]\n|}"
    )
    found = rows(text, "match_boxes", "team1", "team2", "section_no")
    assert found == [
        ("Ants", "Bees", 1),
        ("Cats", "Dogs", 1),
        ("Dogs", "Ants", 2),
        ("Emus", "Bees", 2),
    ]


def test_national_teams_are_known_by_their_flags(rows):
    text = "{|\n| {{fb-rt|PER}} || 2–1 || {{fb|CHI}}\n|-\n| {{fb-rt|ARG}} || 0–0 || {{fb|BRA}}\n|}"
    assert rows(text, "match_boxes", "team1", "team2") == [
        ("Peru", "Chile"),
        ("Argentina", "Brazil"),
    ]


def test_one_heading_over_club_score_and_club_is_enough(rows):
    text = (
        "{|\n! Fecha !! colspan=3 | Partido !! Estadio\n|-\n| 3 May 1997 || Yaks || 2–1 || Zebus"
        " || X\n|-\n| 4 May 1997 || Voles || 0–0 || Wasps || Y\n|}"
    )
    assert rows(text, "match_boxes", "team1", "team2", "date", "stadium") == [
        ("Yaks", "Zebus", "3 May 1997", "X"),
        ("Voles", "Wasps", "4 May 1997", "Y"),
    ]


def test_a_column_without_heading_that_is_not_known_by_its_look_is_told(codes):
    text = TABLE + "{|\n| Ants || 2–1 || Bees || 3,500\n|-\n| Cats || 0–1 || Dogs || 800\n|}"
    assert codes(text) == [("cells_without_heading", 3)]


@pytest.mark.parametrize(
    "body",
    [
        # One club's results: opponent, score, competition.
        "| 3 May || [[Bees]] || 2–1 || Friendly\n|-\n| 9 May || [[Cats]] || 0–1 || Cup",
        # Records.
        "| Biggest win || 7–0 || v Bees\n|-\n| Biggest defeat || 0–5 || v Cats",
        # Clubs on one side only.
        "| Group stage || 1–0 || Ants\n|-\n| Semi-finals || 2–0 || Dogs",
    ],
)
def test_a_score_between_other_things_is_no_match(read, body):
    found = read(TABLE + "{|\n" + body + "\n|}").rows
    assert found["match_boxes"] == []
    assert [(r["code"], r["severity"]) for r in found["parse_issues"]] == [
        ("list_without_headings", "info")
    ]
    assert found["template_ledger"][-1]["outcome"] == "not_understood"


@pytest.mark.parametrize(
    "body",
    [
        # Finals of several seasons.
        "| 1996 || Ants || 2–1 || Bees\n|-\n| 1997 || Bees || 0–1 || Ants",
        # Standings without headings.
        "| Ants || 18 || 12 || 40–18 || 27\n|-\n| Bees || 18 || 10 || 30–20 || 22",
        # One club's results and their days.
        "| Ants || 2–1 || 3 May 1997\n|-\n| Bees || 0–0 || 4 May 1997",
        # Times of the day.
        "| Ants || 15:30 || Bees\n|-\n| Cats || 16:00 || Dogs",
        # Two columns of scores.
        "| Ants || 2–1 || Bees || 1–1 || Cats\n|-\n| Cats || 2–0 || Dogs || 3–1 || Ants",
        # One row.
        "| Ants || 2–1 || Bees",
    ],
)
def test_other_tables_with_figures_have_not_the_shape_of_a_list(read, body):
    found = read(TABLE + "{|\n" + body + "\n|}").rows
    assert found["match_boxes"] == []
    assert "list_without_headings" not in [r["code"] for r in found["parse_issues"]]


@pytest.mark.parametrize("heading", ["Opponent", "Competition", "Winners"])
def test_headings_that_say_something_else_are_believed(rows, heading):
    text = TABLE + f"{{|\n! {heading} !! !! Bees\n|-\n| Ants || 2–1 || Bees\n|-\n"
    text += "| Cats || 0–1 || Dogs\n|}"
    assert rows(text, "match_boxes") == []


def test_brackets_behind_a_score_are_looked_through_once(rows):
    """They could be parted in so many ways that one cell took for ever."""
    behind = "(a)" * 60
    text = f"{{|\n|-\n| Ants || 2–1 {behind}x || Bees\n|-\n| Cats || 0–0 {behind} || Dogs\n|}}"
    assert rows(text, "match_boxes") == []
