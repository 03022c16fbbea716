"""Plain tables without a column of draws: what it would hold is absent, and not 0.

Ada 2–0 Bea, Bea 1–1 Ada: Ada has a win and a draw, 3–1 goals and 4 points.
"""

import pytest

BOXES = (
    "==Matches==\n{{football box|date=1 May 2001|team1=Ada|score=2–0|team2=Bea}}\n"
    "{{football box|date=8 May 2001|team1=Bea|score=1–1|team2=Ada}}\n"
)


def page(headings: str, ada: str, bea: str) -> str:
    return (
        f"==Table==\n{{| class=wikitable\n! Team !! {headings} !! GF !! GA !! Pts\n|-\n"
        f"| Ada || {ada}\n|-\n| Bea || {bea}\n|}}\n{BOXES}"
    )


OF_OLD = (
    "==Table==\n{| class=wikitable\n! Team !! P !! W !! L !! GF !! GA !! Pts\n"
    "|-\n| Ada || 2 || 1 || 0 || 3 || 1 || 3\n|-\n| Bea || 2 || 1 || 1 || 1 || 2 || 2\n"
    "|-\n| Cid || 2 || 0 || 1 || 1 || 2 || 1\n|}\n"
    "==Matches==\n{{football box|date=1 May 1901|team1=Ada|score=2–0|team2=Bea}}\n"
    "{{football box|date=8 May 1901|team1=Bea|score=1–0|team2=Cid}}\n"
    "{{football box|date=9 May 1901|team1=Cid|score=1–1|team2=Ada}}\n"
)
PAGES = {
    "Played": page("P !! W !! L", "2 || 1 || 0 || 3 || 1 || 4", "2 || 0 || 1 || 1 || 3 || 1"),
    "Of old": OF_OLD,
    "Brackets": page(
        "P !! W !! L", "2 || 1 || 0 || 3 || 1 || 2 (−2)", "2 || 0 || 1 || 1 || 3 || 1"
    ),
    "Wrong wins": page("P !! W !! L", "2 || 2 || 0 || 3 || 1 || 4", "2 || 0 || 1 || 1 || 3 || 1"),
    "Too many": page("P !! W !! L", "2 || 3 || 0 || 3 || 1 || 4", "2 || 0 || 1 || 1 || 3 || 1"),
    "Unplayed": page("W !! L", "1 || 0 || 3 || 1 || 4", "0 || 1 || 1 || 3 || 1"),
    "Others too": page("W !! L", "2 || 0 || 5 || 1 || 7", "0 || 1 || 1 || 3 || 1"),
    # The second match went to Bea on penalties, for two points of three.
    "Shoot-outs": page(
        "P !! W !! L", "2 || 1 || 1 || 3 || 1 || 4", "2 || 1 || 1 || 1 || 3 || 2"
    ).replace("score=1–1", "score=1–1|penaltyscore=4–3"),
    "Shoot-out drawn": page(
        "P !! W !! L", "2 || 1 || 0 || 3 || 1 || 4", "2 || 0 || 1 || 1 || 3 || 1"
    ).replace("score=1–1", "score=1–1|penaltyscore=4–3"),
    "Nothing yet": page("W !! L", "0 || 0 || 0 || 0 || 0", "0 || 0 || 0 || 0 || 0").split("==M")[0],
}


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("no_draws"), PAGES, must_reconcile=False)


def test_no_test_fails(build):
    assert build.failing_rows() == {}


@pytest.mark.parametrize("title", ["Played", "Of old", "Brackets", "Unplayed", "Shoot-out drawn"])
def test_draws_that_no_column_tells_contradict_no_match(build, title):
    assert build.verdict(title)[0] == "reconciled"


@pytest.mark.parametrize("title", PAGES)
def test_they_are_not_published(build, title):
    draws = build.query(
        "SELECT published.draws, compared.published_draws, compared.draws_residual"
        " FROM marts.fct_published_standings AS published"
        " INNER JOIN marts.fct_standings_reconciliation AS compared USING (league_table_id, row_no)"
        " WHERE published.page_id = ?",
        [f"enwiki/{title.replace(' ', '_')}"],
    )
    assert set(draws) == {(None, None, None)}


@pytest.mark.parametrize(("title", "wins"), [("Wrong wins", 2), ("Too many", 3)])
def test_wins_that_are_wrong_are_told_alone(build, title, wins):
    status, explanation = build.verdict(title)
    assert status == "differs_explained"
    assert f"Ada (line 5): wins {wins} published, 1 computed. If" in explanation
    assert f"had wins 1, not wins {wins}, all two rows would agree." in explanation


def test_where_nothing_tells_the_matches_played_what_differs_may_count_others(build):
    """Ada's third match, a 2–0 against nobody of the page, is no error of the table."""
    status, explanation = build.verdict("Others too")
    assert status == "scope_mismatch"
    assert explanation.endswith(
        ": how many matches its clubs have played is not told, so it may count others than the page"
        " lists (2 found); 1 of 2 rows agree with those."
    )
    suspected = "SELECT count(*) FROM marts.fct_suspected_errors WHERE page_id = ?"
    assert build.query(suspected, ["enwiki/Others_too"]) == [(0,)]


def test_noughts_without_draws_are_not_recorded(build):
    assert build.verdict("Nothing yet")[0] == "not_recorded"


def test_what_follows_from_the_draws_that_are_left_is_held_against_the_row(build):
    """Two matches, two wins and no defeat leave no draw: four points are not six."""
    issues = build.query(
        "SELECT page_id, message FROM marts.fct_parse_issues WHERE code = 'row_contradicts_itself'"
        " AND page_id IN ('enwiki/Played', 'enwiki/Of_old', 'enwiki/Wrong_wins', 'enwiki/Unplayed')"
    )
    assert [(page, message.partition(": ")[2]) for page, message in issues] == [
        (
            "enwiki/Wrong_wins",
            "typed played, goal difference or points do not follow from the row: points 4 for 6",
        )
    ]


def test_shoot_outs_that_count_as_wins_are_worth_nobody_knows_what(build):
    status, explanation = build.verdict("Shoot-outs")
    assert status == "unsupported_style"
    assert explanation.endswith(
        ": its points cannot be computed; it counts shoot-outs and does not tell what they are"
        " worth."
    )
    for accusations in ("fct_suspected_errors", "fct_parse_issues"):
        found = f"SELECT count(*) FROM marts.{accusations} WHERE page_id = 'enwiki/Shoot-outs'"
        assert build.query(found) == [(0,)]
