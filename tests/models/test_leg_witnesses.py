"""Ties whose legs stand in a summary and in match boxes: each leg is one match.

Every page tells of Ada and Bea; what a row of a page must be is written beside it.
"""

import duckdb
import pytest

from pipelines.report import render_book

TIE = "{{{{TwoLegStart}}}}\n{{{{TwoLegResult|{0}||{1}|{2}||{3}|{4}}}}}\n{{{{TwoLegEnd}}}}\n"
BOX = "{{{{football box|date={day} May 2001|team1={home}|score={score}|team2={away}}}}}\n"
TABLE = """{{#invoke:Sports table|main|style=WDL|update=complete
|team1=ADA|team2=BEA|name_ADA=Ada|name_BEA=Bea
|win_ADA=1|draw_ADA=1|loss_ADA=0|gf_ADA=3|ga_ADA=2
|win_BEA=0|draw_BEA=1|loss_BEA=1|gf_BEA=2|ga_BEA=3
}}
"""


def tie(*cells: str) -> str:
    return TIE.format(*cells)


def box(day: int, home: str, score: str, away: str) -> str:
    return BOX.format(day=day, home=home, score=score, away=away)


def one(home: str, score: str, away: str) -> str:
    return f"{{{{OneLegResult|{home}||{score}|{away}|}}}}\n"


SEMI = tie("Ada", "3–2", "Bea", "2–1", "1–1")
FIRST, SECOND = box(1, "Ada", "2–1", "Bea"), box(8, "Bea", "1–1", "Ada")
# Two more ties of that round, told alike everywhere.
OTHERS = "".join(tie(f"C{n}", "2–0", f"D{n}", "1–0", "1–0") for n in range(2))
OTHER_BOXES = "".join(
    box(1, f"C{n}", "1–0", f"D{n}") + box(8, f"D{n}", "0–1", f"C{n}") for n in range(2)
)

PAGES = {
    "Around": f"==Semi-finals==\n{SEMI}===First leg===\n{FIRST}===Second leg===\n{SECOND}",
    "Differs": (
        f"==Semi-finals==\n{SEMI}===First leg===\n{box(1, 'Ada', '3–1', 'Bea')}"
        f"===Second leg===\n{SECOND}"
    ),
    "Beside": f"==Semi-finals==\n===Summary===\n{SEMI}===Matches===\n{FIRST}{SECOND}",
    "Beside, one differs": (
        f"==Semi-finals==\n===Summary===\n{SEMI}{OTHERS}===Matches===\n{FIRST}"
        f"{box(8, 'Bea', '1–0', 'Ada')}{OTHER_BOXES}"
    ),
    "Own headings": f"==Summary==\n{SEMI}==First leg==\n{FIRST}==Second leg==\n{SECOND}",
    "Turned": (
        f"==Final==\n{tie('Ada', '3–2', 'Bea', '2–1', '1–1')}"
        f"{box(1, 'Bea', '1–2', 'Ada')}{box(8, 'Ada', '1–1', 'Bea')}"
    ),
    "Neutral": f"==Final==\n{one('Ada', '2–1', 'Bea')}{box(1, 'Bea', '1–2', 'Ada')}",
    "To come": (
        f"==Final==\n{tie('Ada', 'Match 9', 'Bea', '6 Aug', '13 Aug')}"
        f"{box(6, 'Ada', '', 'Bea')}{box(13, 'Bea', '', 'Ada')}"
    ),
    "Blank": f"==Final==\n{SEMI}{FIRST}{box(8, 'Bea', '', 'Ada')}",
    "Aggregate": f"==Final==\n{{{{TwoLegResult|Ada||3–2|Bea||}}}}\n{FIRST}{SECOND}",
    "Shoot-out": (
        "==Final==\n{{TwoLegResult|Ada||3–3 (4–2 {{pen.}})|Bea||2–1|1–2 (4–2 p)}}\n"
        f"{FIRST}{box(8, 'Bea', '2–1', 'Ada')}"
    ),
    "Replay": (
        f"==First round==\n{one('Ada', '1–1', 'Bea')}{one('Bea', '0–2', 'Ada')}"
        f"{box(1, 'Ada', '1–1', 'Bea')}{box(4, 'Bea', '0–2', 'Ada')}"
    ),
    # The league met on other scores than the play-off, which has no boxes.
    "League apart": f"==League==\n{TABLE}{FIRST}{SECOND}==Play-off==\n"
    + tie("Ada", "3–0", "Bea", "1–0", "0–2"),
    "League beside": f"==Season==\n===League===\n{TABLE}{FIRST}{SECOND}===Play-off===\n"
    + tie("Ada", "2–3", "Bea", "2–1", "2–0"),
    "League above": f"==Season==\n{TABLE}{FIRST}{SECOND}===Play-off===\n"
    + tie("Ada", "3–0", "Bea", "1–0", "0–2"),
    "League and boxes": f"==League==\n{TABLE}{FIRST}{SECOND}==Play-off==\n"
    + tie("Ada", "3–0", "Bea", "1–0", "0–2")
    + f"{box(20, 'Ada', '1–0', 'Bea')}{box(27, 'Bea', '2–0', 'Ada')}",
    # One leg of two is alike by chance: two finals of one year, one with a summary, one with boxes.
    "Two finals": (
        f"==Finals==\n===Apertura===\n{tie('Ada', '4–1', 'Bea', '2–1', '2–0')}"
        f"===Clausura===\n{FIRST}{SECOND}"
    ),
    "Lead": f"{tie('Ada', '3–0', 'Bea', '1–0', '0–2')}==Matches==\n{FIRST}{SECOND}",
    "No headings": f"{SEMI}{FIRST}{box(8, 'Bea', '1–0', 'Ada')}",
    "Group below": f"==Finals==\n{tie('Ada', '3–0', 'Bea', '1–0', '0–2')}===Group===\n"
    f"{TABLE}{FIRST}{SECOND}",
    # What the league and the play-off have in common is chance.
    "One leg alike": f"==League==\n{TABLE}{FIRST}{SECOND}==Play-off==\n{one('Ada', '2–1', 'Bea')}",
    "Two of three": f"==League==\n{TABLE}{FIRST}{SECOND}==Play-off==\n"
    "{{TwoLegResult|Ada||6–2|Bea||2–1|1–1|3–0}}\n",
    "Half alike": f"==League==\n{TABLE}{FIRST}{SECOND}{OTHER_BOXES}{box(1, 'E', '1–0', 'F')}"
    f"{box(8, 'F', '1–0', 'E')}==Play-offs==\n{tie('Ada', '3–0', 'Bea', '1–0', '0–2')}{OTHERS}"
    + tie("E", "4–0", "F", "2–0", "2–0"),
    "Beside, to come": (
        f"==Final==\n===Summary===\n{tie('Ada', 'Match 9', 'Bea', '6 Aug', '13 Aug')}"
        f"===Matches===\n{box(6, 'Ada', '', 'Bea')}{box(13, 'Bea', '', 'Ada')}"
    ),
    "Beside, half blank": (
        f"==Final==\n===Summary===\n{SEMI}===Matches===\n{FIRST}{box(13, 'Bea', '', 'Ada')}"
    ),
    "Beside, blank": (
        f"==Final==\n===Summary===\n{SEMI}"
        f"===Matches===\n{box(6, 'Ada', '', 'Bea')}{box(13, 'Bea', '', 'Ada')}"
    ),
    # The first attempt was drawn, the summary has the replay on the other ground.
    "Replayed there": (
        f"==Final==\n{one('Ada', '2–1', 'Bea')}{box(1, 'Ada', '0–0', 'Bea')}"
        f"{box(4, 'Bea', '1–2', 'Ada')}"
    ),
    "Another round": (
        f"==Cup==\n===First round===\n{tie('Ada', '3–0', 'Bea', '1–0', '0–2')}"
        f"===Final===\n{FIRST}{SECOND}"
    ),
    "Another day": (
        "==Final==\n{{OneLegResult|Ada||2–1|Bea||3 June 2001}}\n" + box(1, "Ada", "2–1", "Bea")
    ),
    "Attempt": f"==Final==\n{one('Ada', '2–1', 'Bea')}{box(1, 'Ada', '1–1 (abandoned)', 'Bea')}",
    "List of a league": (
        f"==Table==\n{TABLE}==Ties==\n{SEMI}{OTHERS}==Matches==\n{FIRST}"
        f"{box(8, 'Bea', '1–0', 'Ada')}{OTHER_BOXES}"
    ),
}
BOTH = [("Ada", "2–1", "Bea", True), ("Bea", "1–1", "Ada", True)]
ALIKE = [
    match
    for n in range(2)
    for match in ((f"C{n}", "1–0", f"D{n}", True), (f"D{n}", "0–1", f"C{n}", True))
]
LEAGUE = [("Ada", "2–1", "Bea", None), ("Bea", "1–1", "Ada", None)]
PLAY_OFF = [("Ada", "1–0", "Bea", None), ("Bea", "2–0", "Ada", None)]
EXPECTED = {
    "Around": BOTH,
    "Differs": [("Ada", "3–1", "Bea", False), ("Bea", "1–1", "Ada", True)],
    "Beside": BOTH,
    "Beside, one differs": [("Ada", "2–1", "Bea", True), ("Bea", "1–0", "Ada", False), *ALIKE],
    "Own headings": BOTH,
    "Turned": [("Bea", "1–2", "Ada", True), ("Ada", "1–1", "Bea", True)],
    "Neutral": [("Bea", "1–2", "Ada", True)],
    "To come": [("Ada", None, "Bea", None), ("Bea", None, "Ada", None)],
    "Blank": [("Ada", "2–1", "Bea", True), ("Bea", "1–1", "Ada", None)],
    "Aggregate": [("Ada", "2–1", "Bea", None), ("Bea", "1–1", "Ada", None)],
    "Shoot-out": [("Ada", "2–1", "Bea", True), ("Bea", "2–1", "Ada", True)],
    "Replay": [("Ada", "1–1", "Bea", True), ("Bea", "0–2", "Ada", True)],
    "League apart": [*LEAGUE, *PLAY_OFF],
    "League beside": [*LEAGUE, ("Ada", "2–1", "Bea", None), ("Bea", "0–2", "Ada", None)],
    "League above": [*LEAGUE, *PLAY_OFF],
    "Lead": [*LEAGUE, *PLAY_OFF],
    "No headings": [("Ada", "2–1", "Bea", True), ("Bea", "1–0", "Ada", False)],
    "Group below": [*LEAGUE, *PLAY_OFF],
    "One leg alike": [*LEAGUE, ("Ada", "2–1", "Bea", None)],
    "Two of three": [*LEAGUE, *LEAGUE, ("Ada", "3–0", "Bea", None)],
    "Half alike": [
        *(*LEAGUE, *PLAY_OFF, *ALIKE),
        *(("E", "1–0", "F", None), ("F", "1–0", "E", None)),
        *(("E", "2–0", "F", None), ("F", "0–2", "E", None)),
    ],
    "Beside, to come": [("Ada", None, "Bea", None), ("Bea", None, "Ada", None)],
    "Beside, half blank": [("Ada", "2–1", "Bea", True), ("Bea", "1–1", "Ada", None)],
    "Beside, blank": [("Ada", None, "Bea", None), ("Bea", None, "Ada", None), *LEAGUE],
    "Replayed there": [("Ada", "0–0", "Bea", None), ("Bea", "1–2", "Ada", True)],
    "Another round": [*PLAY_OFF, *LEAGUE],
    "Another day": [("Ada", "2–1", "Bea", None), ("Ada", "2–1", "Bea", None)],
    "Attempt": [("Ada", "2–1", "Bea", None), ("Ada", "1–1", "Bea", None)],
    "List of a league": [("Ada", "2–1", "Bea", True), ("Bea", "1–0", "Ada", False), *ALIKE],
    "Two finals": [*LEAGUE, ("Ada", "2–1", "Bea", None), ("Bea", "0–2", "Ada", None)],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("legs"), PAGES, must_reconcile=False)


def test_no_test_fails(told):
    assert [failure.name for failure in told.outcome.failures] == []


@pytest.mark.parametrize("title", EXPECTED)
def test_a_leg_is_one_match_wherever_it_is_told(told, title):
    matches = told.query(
        "SELECT home_team, home_goals || '–' || away_goals, away_team, do_witnesses_agree"
        " FROM marts.fct_matches WHERE page_id = ?"
        " ORDER BY regexp_extract(match_id, '([0-9]+)$', 1)::int",
        [f"enwiki/{title.replace(' ', '_')}"],
    )
    # A second leg is written as the first team saw it; the warehouse turns it round.
    assert sorted(map(repr, matches)) == sorted(map(repr, EXPECTED[title]))


def test_boxes_of_a_play_off_take_its_legs_and_leave_the_league_alone(told):
    assert told.query(
        "SELECT day(match_date), second_witness, do_witnesses_agree FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/League_and_boxes' ORDER BY 1"
    ) == [(1, None, None), (8, None, None), (20, "leg_result", True), (27, "leg_result", True)]


def test_what_only_the_leg_result_knows_is_kept(told):
    assert told.query(
        "SELECT home_penalties, away_penalties FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/Shoot-out' AND home_team = 'Bea'"
    ) == [(2, 4)]
    assert told.query(
        "SELECT score_text, second_witness, second_witness_line FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/Blank' AND home_team = 'Bea'"
    ) == [("1–1", "leg_result", 3)]


def test_legs_told_differently_are_a_finding_that_names_both_lines(told):
    assert told.query(
        "SELECT cause, confidence, evidence, line_start FROM marts.fct_suspected_errors"
        " WHERE page_id = 'enwiki/Differs'"
    ) == [
        (
            "witnesses_disagree",
            "low",
            "*Ada 3–1 Bea* (line 6) is 2–1 in the leg result (line 3); one of the two is wrong.",
            6,
        )
    ]


def test_the_book_says_where_a_leg_is_told_again(told, tmp_path):
    with duckdb.connect(str(told.settings.build_file), read_only=True) as connection:
        render_book(connection, tmp_path)
    [around] = (tmp_path / "seasons").glob("around-*.html")
    [differs] = (tmp_path / "seasons").glob("differs-*.html")
    [blank] = (tmp_path / "seasons").glob("blank-*.html")
    also, other = "also in the leg results", "≠ 2–1 in the leg results"
    assert (around.read_text().count(also), differs.read_text().count(also)) == (2, 1)
    assert differs.read_text().count(other) == 1
    assert blank.read_text().count("the score stands in the leg results alone") == 1
