"""What each kind of match looks like in Football.TXT, and what keeps text from being obeyed."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.exports.footballtxt.season import Goal, League, Match, Season, season_text
from tests.exports.football_txt import read_football_txt

MATCH = Match(
    section_path="Cup > Round 1",
    round="Round 1",
    match_date=date(2001, 5, 1),
    date_text="1 May 2001",
    home_team="Ada",
    away_team="Bea",
    home_goals=2,
    away_goals=1,
    score_text="2–1",
    home_penalties=None,
    away_penalties=None,
    match_status="played",
    is_after_extra_time=False,
    venue=None,
    city=None,
    line_start=10,
    line_end=12,
)


def text_of(*matches, leagues=(), title="Cup 2001"):
    season = Season(title=title, sources=("a page",), leagues=leagues, matches=matches)
    return season_text(season)


def lines_of(**changes):
    """The line of one match, without its comment."""
    written = text_of(replace(MATCH, **changes))
    assert read_football_txt(written.text).matches
    return written.text.strip().split("\n")[-1].split("  #")[0].strip()


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Ada  2-1  Bea"),
        ({"is_after_extra_time": True}, "Ada  2-1 a.e.t.  Bea"),
        ({"home_penalties": 4, "away_penalties": 3}, "Ada  2-1, 4-3 pen.  Bea"),
        (
            {"is_after_extra_time": True, "home_penalties": 4, "away_penalties": 3},
            "Ada  2-1 a.e.t., 4-3 pen.  Bea",
        ),
        ({"match_status": "awarded"}, "Ada  2-1 awd  Bea"),
        ({"match_status": "abandoned"}, "Ada  2-1 abd  Bea"),
        ({"match_status": "cancelled"}, "Ada  2-1  Bea  [annulled]"),
        ({"venue": "Old Park", "city": "Lima, Peru"}, "Ada  2-1  Bea  @ Old Park, Lima, Peru"),
        (
            {"match_status": "awarded", "venue": "Old Park"},
            "Ada  2-1 awd  Bea  @ Old Park",
        ),
    ],
)
def test_a_match_with_a_score(changes, line):
    assert lines_of(**changes) == line


@pytest.mark.parametrize(
    ("status", "score_text", "line"),
    [
        ("scheduled", "", "Ada  v  Bea  @ Park"),
        ("scheduled", None, "Ada  v  Bea  @ Park"),
        ("scheduled", "Match 7", "Ada  v  Bea  @ Park  [Match 7]"),
        ("postponed", "P–P", "Ada  v  Bea  [postponed; as written: P-P]  @ Park"),
        ("postponed", None, "Ada  v  Bea  [postponed]  @ Park"),
        ("cancelled", "canc", "Ada  v  Bea  [cancelled; as written: canc]  @ Park"),
        ("abandoned", "A–A", "Ada  v  Bea  [abandoned; as written: A-A]  @ Park"),
        ("awarded", "W/O", "Ada  v  Bea  [awarded; as written: W/O]  @ Park"),
        ("unreadable", "x[1]", "Ada  v  Bea  @ Park  [unreadable; as written: x［1］]"),
        ("two_results", "0–2 / 2–3", "Ada  v  Bea  @ Park  [two results; as written: 0-2 / 2-3]"),
    ],
)
def test_a_match_without_a_score_says_what_the_page_says(status, score_text, line):
    changes = {"home_goals": None, "away_goals": None, "venue": "Park"}
    assert lines_of(match_status=status, score_text=score_text, **changes) == line


def test_a_bye_names_one_club():
    changes = {"match_status": "bye", "away_team": None, "home_goals": None, "away_goals": None}
    assert lines_of(**changes) == "Ada  bye"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"away_team": None}, "a side is not named"),
        ({"home_team": "Ada (Lima)"}, "the form cannot write the name Ada (Lima)"),
        ({"home_team": "Ada v Cea"}, "the form cannot write the name Ada v Cea"),
        ({"home_team": "1 May Sport"}, "the form cannot write the name 1 May Sport"),
        ({"home_team": "Ada # 1"}, "the form cannot write the name Ada # 1"),
        ({"home_goals": 149, "away_goals": 0}, "the form has two digits for goals"),
    ],
)
def test_what_the_form_cannot_say_is_a_comment_with_its_reason(changes, reason):
    written = text_of(MATCH, replace(MATCH, **changes))
    assert (written.matches, written.comments) == (1, 1)
    [line] = [line for line in written.text.split("\n") if "left out" in line]
    assert line.strip().startswith("# ")
    assert "; lines 10-12; left out: " + reason in line
    assert len(read_football_txt(written.text).matches) == 1


@pytest.mark.parametrize(
    "name",
    ["1. FC Köln", "30 de Agosto", "Bosnia and Herzegovina", "N'Golo & Co. 1", "Fée-Zoë", "東京",
     "3rd Group A/B/C/D/F", "Sport (PER)", "TSV 1860"],
)  # fmt: skip
def test_ordinary_names_are_names(name):
    assert lines_of(home_team=name) == f"{name}  2-1  Bea"


def test_dashes_and_spaces_become_those_of_the_form():
    assert lines_of(home_team="Fée–Zoë\u00a0 and  Ada’s") == "Fée-Zoë and Ada's  2-1  Bea"


def test_matches_without_a_day_come_first_and_get_none():
    undated = replace(MATCH, match_date=None, date_text="May", home_team="Cea")
    written = text_of(MATCH, undated)
    found = read_football_txt(written.text).matches
    assert [(match.team1, match.day) for match in found] == [
        ("Cea", None),
        ("Ada", date(2001, 5, 1)),
    ]
    assert "lines 10-12; date as written: May" in written.text


def test_a_round_without_a_name_does_not_join_the_round_before():
    later = replace(MATCH, section_path="Finals", round=None)
    lead = replace(MATCH, section_path="", round=None)
    found = read_football_txt(text_of(MATCH, later, lead).text).matches
    assert [match.round for match in found] == ["Round 1", "Finals", "Matches"]


def test_a_table_called_a_group_is_defined_and_others_are_comments():
    leagues = (
        League("Cup > Group A", ("Ada", "Bea")),
        League("Cup > Group A", ("Cea", "Dea")),
        League("Cup > Region I", ("Eva",)),
        League("Cup > Group B", ("Ada (Lima)",)),
    )
    text = text_of(MATCH, leagues=leagues).text
    assert read_football_txt(text).groups == {"Group A": ["Ada", "Bea"]}
    assert "# Cup, Group A: Cea, Dea\n" in text
    assert "# Cup, Region I: Eva\n# Cup, Group B: Ada (Lima)\n" in text


def goal(is_home, scorer, minute=None, stoppage=None, kind="goal"):
    return Goal(is_home, scorer, minute, stoppage, kind)


@pytest.mark.parametrize(
    ("goals", "home", "away"),
    [
        ([goal(True, "Pelé", 12)], "Pelé 12", ""),
        ([goal(False, "J. O'Neil-Roa", 45, 2, "penalty")], "", "J. O'Neil-Roa 45+2p"),
        ([goal(True, "Pelé"), goal(False, "Roa", 90, 0, "own_goal")], "Pelé", "Roa 90+0og"),
        ([goal(True, "Pelé", kind="penalty"), goal(True, None, 5)], "Pelé (p), N.N. 5", ""),
    ],
)
def test_goals_stand_below_their_match(goals, home, away):
    [match] = read_football_txt(text_of(replace(MATCH, goals=tuple(goals))).text).matches
    assert match.goals == (home, away)


def test_a_scorer_the_form_cannot_write_makes_the_goals_a_comment():
    text = text_of(replace(MATCH, goals=(goal(True, "No. 9 (sub)", 3),))).text
    assert text.endswith("\n    # (No. 9 (sub) 3)\n")
    assert read_football_txt(text).matches[0].goals is None


def test_the_goals_of_a_match_left_out_do_not_become_those_of_the_match_above():
    said = replace(MATCH, goals=(goal(True, "Pelé", 3),))
    left_out = replace(MATCH, home_team="Ada (x: y)", goals=(goal(True, "Roa", 5),))
    text = text_of(said, left_out).text
    assert text.endswith("\n    # (Roa 5)\n")
    [match] = read_football_txt(text).matches
    assert match.goals == ("Pelé 3", "")


@pytest.mark.parametrize(
    "evil",
    ["x\n= y", "a [b", "b] c", "<!-- d", "e --> f", "__END__", "g # h", "| i : j", "== k =="],
)
def test_text_from_a_page_is_never_obeyed(evil):
    matches = [
        replace(MATCH, section_path=f"{evil} > {evil}", round=evil, venue=evil, city=evil),
        replace(MATCH, home_goals=None, match_status="unreadable", score_text=evil, round=evil),
        replace(MATCH, home_team=f"{evil} [", match_date=None, date_text=evil),
        replace(MATCH, goals=(goal(True, f"{evil} <!--", 1),)),
    ]
    written = text_of(*matches, leagues=(League(evil, (evil,)),), title=evil)
    assert (written.matches, written.comments) == (3, 1)
    assert len(read_football_txt(written.text).matches) == 3


def test_a_comment_cannot_swallow_the_matches_below_it():
    opens = replace(MATCH, home_team="<!-- Ada")
    closes = replace(MATCH, home_team="Ada -->")
    written = text_of(opens, MATCH, closes)
    assert (written.matches, written.comments) == (1, 2)
    assert len(read_football_txt(written.text).matches) == 1


def test_a_ground_the_form_cannot_write_stands_in_the_comment():
    written = text_of(replace(MATCH, venue="Park: No. 1", city="Lima")).text
    assert written.endswith("\n  Ada  2-1  Bea  # lines 10-12; at Park: No. 1, Lima\n")
    assert read_football_txt(written).matches[0].place is None
