"""Tables of home matches and of away matches alone: no closed sets, and none of all matches.

Ada 3–0 Bea, Bea 1–0 Ada: at home both win, with four goals for and none against.
"""

import pytest

HEADER = "{| class=wikitable\n! Pos !! Team !! P !! W !! D !! L !! GF !! GA !! Pts\n"
WHOLE = HEADER + (
    "|-\n| 1 || Ada || 2 || 1 || 0 || 1 || 3 || 1 || 3\n"
    "|-\n| 2 || Bea || 2 || 1 || 0 || 1 || 1 || 3 || 3\n|}\n"
)
HOME = HEADER + (
    "|-\n| 1 || Ada || 1 || 1 || 0 || 0 || 3 || 0 || 3\n"
    "|-\n| 2 || Bea || 1 || 1 || 0 || 0 || 1 || 0 || 3\n|}\n"
)
AWAY = HEADER + (
    "|-\n| 1 || Ada || 1 || 0 || 0 || 1 || 0 || 1 || 0\n"
    "|-\n| 2 || Bea || 1 || 0 || 0 || 1 || 0 || 3 || 0\n|}\n"
)
BOXES = (
    "==Results==\n{{football box|date=1 May 2001|team1=Ada|score=3–0|team2=Bea}}\n"
    "{{football box|date=8 May 2001|team1=Bea|score=1–0|team2=Ada}}\n"
)


def captioned(table: str, caption: str) -> str:
    return table.replace("wikitable\n", f"wikitable\n|+ {caption}\n")


def page(home: str, away: str) -> str:
    return (
        f"==League table==\n===Overall===\n{WHOLE}==={home}===\n{HOME}==={away}===\n{AWAY}{BOXES}"
    )


PAGES = {
    "Headings": page("Home table", "Away table"),
    "Words": page("Home", "Away"),
    "Brackets": page("Table (home)", "Table (away)"),
    "Spanish": page("Como local", "Como visitante"),
    "German": page("Heimtabelle", "Auswärtstabelle"),
    "Captions": "==League table==\n"
    + captioned(HOME, "Home standings")
    + captioned(AWAY, "Away standings")
    + BOXES,
    "No matches": f"==Home table==\n{HOME}==Away table==\n{AWAY}",
    # Tables of all matches, whatever their heading says of homes and localities.
    "Both": f"==Home and away table==\n{HOME}",
    "Towns": f"==Local league==\n{HOME}",
    "Homeless": f"==Homebase table==\n{HOME}",
}
SIDED = ["Headings", "Words", "Brackets", "Spanish", "German", "Captions", "No matches"]


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("sides"), PAGES, must_reconcile=False)


def verdicts(build, title: str) -> list[tuple]:
    return build.query(
        "SELECT status, explanation FROM marts.fct_league_table_reconciliation"
        " WHERE page_id = ? ORDER BY line_start",
        [f"enwiki/{title.replace(' ', '_')}"],
    )


def test_no_test_fails(build):
    assert [failure.name for failure in build.outcome.failures] == []


@pytest.mark.parametrize("title", SIDED)
def test_a_table_of_one_side_contradicts_nothing(build, title):
    *_, home, away = verdicts(build, title)
    assert (home[0], away[0]) == ("no_matches", "no_matches")
    assert "it counts home matches alone" in home[1]
    assert "it counts away matches alone" in away[1]


@pytest.mark.parametrize("title", SIDED[:5])
def test_the_table_of_all_matches_keeps_them(build, title):
    assert verdicts(build, title)[0][0] == "reconciled"
    assert build.query(
        "SELECT count(*) FROM marts.fct_matches WHERE page_id = ? AND counts_in_table",
        [f"enwiki/{title}"],
    ) == [(2,)]


@pytest.mark.parametrize("title", SIDED)
def test_nothing_is_suspected_there(build, title):
    assert (
        build.query(
            "SELECT cause FROM marts.fct_suspected_errors WHERE page_id = ?",
            [f"enwiki/{title.replace(' ', '_')}"],
        )
        == []
    )


@pytest.mark.parametrize("title", ["Both", "Towns", "Homeless"])
def test_other_headings_change_nothing(build, title):
    """The same figures in a table of all matches cannot be: both clubs won, none was beaten."""
    assert [status for status, _ in verdicts(build, title)] == ["self_contradictory"]
