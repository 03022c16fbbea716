"""Lists of matches with headings in which no match has been played yet."""

import pytest

MATCH = ("team1", "team2", "score", "date", "line_start")
UNREAD = [("list_without_scores", 1)]


def fixtures(*scores: str, headings: str = "Date !! Home !! Score !! Away") -> str:
    """Ada v Bea, Bea v Ada, Ada v Bea and so on, from line 1 on."""
    clubs = ("Ada", "Bea")
    rows = (
        f"|-\n| {day} May || {clubs[day % 2 - 1]} || {score} || {clubs[day % 2]}\n"
        for day, score in enumerate(scores, start=1)
    )
    return f"{{|\n! {headings}\n{''.join(rows)}|}}\n"


STANDINGS = (
    "{|\n! Team !! P !! W !! D !! L !! Pts\n|-\n| [[Ada F.C.|Ada]] || 0 || 0 || 0 || 0 || 0\n"
    "|-\n| Bea || 0 || 0 || 0 || 0 || 0\n|}\n"
)


@pytest.mark.parametrize("scores", [("v", "–"), ("", ""), ("vs.", "TBD"), ("−", "Postponed")])
def test_matches_to_come_are_kept_with_what_stands_for_their_score(rows, codes, scores):
    text = fixtures(*scores)
    assert rows(text, "match_boxes", *MATCH) == [
        ("Ada", "Bea", scores[0], "1 May", 4),
        ("Bea", "Ada", scores[1], "2 May", 6),
    ]
    assert codes(text) == []


def test_a_heading_that_says_nothing_may_stand_over_them(rows):
    text = fixtures("v", "v", headings="Date !! Home !! !! Away")
    assert rows(text, "match_boxes", "team1", "score") == [("Ada", "v"), ("Bea", "v")]


def test_the_clubs_of_a_league_table_make_a_single_match_one(rows):
    assert rows(fixtures("v"), "match_boxes") == []
    found = rows(STANDINGS + fixtures("v"), "match_boxes", "team1", "team2", "score")
    assert found == [("Ada", "Bea", "v")]


@pytest.mark.parametrize(
    "text",
    [
        fixtures("v"),  # no other word of Ada and Bea
        fixtures("see below", "v"),
        fixtures("12", "13"),
        fixtures("v", "v").replace("Ada", "17"),  # no names
        "{|\n! Home !! Score !! Away\n|}\n",
    ],
)
def test_what_may_be_no_list_of_matches_stays_unread(rows, codes, text):
    assert rows(text, "match_boxes") == []
    assert codes(text) == UNREAD


@pytest.mark.parametrize(
    "elsewhere",
    [
        "{{football box|team1=Ada|score=2–1|team2=Bea}}\n"
        "{{football box|team1=Bea|score=|team2=[[Ada F.C.|Ada]]}}\n",
        "{|\n! Home !! Score !! Away\n|-\n| Ada || 2–1 || Bea\n|-\n| Bea || 1–1 || Ada\n|}\n",
    ],
)
def test_matches_that_the_page_tells_elsewhere_do_not_come_twice(rows, codes, elsewhere):
    text = fixtures("v", "v") + elsewhere
    assert len(rows(text, "match_boxes")) == 2
    assert codes(text) == UNREAD
    others = text.replace("Bea", "Cid", 2)
    assert len(rows(others, "match_boxes")) == 4


def test_ties_to_come_have_both_legs(rows):
    text = (
        "{|\n! Team 1 !! Agg. !! Team 2 !! 1st leg !! 2nd leg\n|-\n"
        "| [[Ada F.C.|Ada]] || || Bea || – || –\n|}\n"
    )
    found = rows(STANDINGS + text, "match_boxes", "team1", "team2", "leg_no", "score")
    assert found == [("Ada", "Bea", 1, "–"), ("Bea", "Ada", 2, "–")]


PLAYED = "{{football box|date=%s|team1=%s|score=2–1|team2=%s}}\n"


@pytest.mark.parametrize(
    "elsewhere",
    [
        # Under other names of one club each, and with the sides the other way round.
        PLAYED % ("2001-05-01", "Ada", "Bea Town") + PLAYED % ("May 2, 2001", "Bea Town", "Ada"),
        PLAYED % ("1 May 2001", "Bea", "Ada") + PLAYED % ("2nd of May", "Ada", "Bea United"),
        # In a list without headings.
        "{|\n| 1 May || Ada || 2–1 || Bea\n|-\n| 2 May || Bea || 1–1 || Ada\n|}\n",
    ],
)
def test_clubs_that_play_on_that_day_elsewhere_do_not_play_twice(rows, codes, elsewhere):
    text = fixtures("v", "v") + elsewhere
    assert len(rows(text, "match_boxes")) == 2
    assert codes(text)[:1] == UNREAD
    on_other_days = text.replace("1 May ||", "3 June ||", 1).replace("2 May ||", "4 June ||", 1)
    others = on_other_days.replace("Ada", "Cid", 2).replace("Bea", "Dot", 2)
    assert len(rows(others, "match_boxes")) == 4


def test_of_two_lists_of_the_same_days_the_first_is_read(rows, codes):
    broadcasts = fixtures("v", "v", headings="Date !! Home !! !! Away").replace("Bea", "[[Bea]] FC")
    text = fixtures("", "") + broadcasts
    assert rows(text, "match_boxes", "line_start") == [4, 6]
    assert codes(text) == [("list_without_scores", 8)]
    second_round = broadcasts.replace(" May", " June").replace("[[Bea]] FC", "Bea")
    assert len(rows(fixtures("", "") + second_round, "match_boxes")) == 4


@pytest.mark.parametrize("middle", ["", "v"])
def test_pairs_with_a_name_are_derbies(rows, codes, middle):
    text = (
        f"{{|\n! Home !! {middle} !! Away !! Name\n|-\n| [[Ada F.C.|Ada]] || v || Bea || Old one\n"
        "|-\n| Bea || v || Ada || New one\n|}\n"
    )
    assert rows(STANDINGS + text, "match_boxes") == []
    assert codes(STANDINGS + text) == [("list_without_scores", 8)]
    assert len(rows(STANDINGS + text.replace("Name", "Date"), "match_boxes")) == 2
