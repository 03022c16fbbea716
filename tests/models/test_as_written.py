"""Figures and scores with marks, rulings and struck text, from the page to the marts."""

import pytest

# Ada won 2–0, and three points were taken from her; what Bea's points are cannot be told.
TABLE = """==League==
{| class="wikitable"
! Pos !! Team !! Pld !! W !! D !! L !! GF !! GA !! GD !! Pts
|-
| 1= || Ada || 1 || 1 || 0 || 0 || 2 || 0 || +2 || 0*
|-
| =1 || Bea || 1 || 0 || 0 || 1 || 0 || 2 || −2 || 0 (3)
|}
{{football box|date=1 May 2001|team1=Ada|score=2–0|team2=Bea}}
"""

SCORES = """==Cup==
{{football box|date=1 May 2001|team1=Ada|score=<s>2–1</s> 0–3|team2=Bea}}
{{football box|date=2 May 2001|team1=Ada|score={{s|2–1}}|team2=Bea}}
{{football box|date=3 May 2001|team1=Ada|score=2–1 (awarded 0–3)|team2=Bea}}
{{football box|date=4 May 2001|team1=Ada|score=2–2 (4–3 {{pso}})|team2=Bea}}
"""


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    pages = {"League": TABLE, "Cup": SCORES}
    return builder(tmp_path_factory.mktemp("as_written"), pages, must_reconcile=False)


def test_a_typed_figure_is_compared_with_its_mark_or_not_at_all(build):
    assert build.query(
        "SELECT team, published_points, computed_points, row_status"
        " FROM marts.fct_standings_reconciliation ORDER BY row_no"
    ) == [("Ada", 0, 3, "differs"), ("Bea", None, 0, "not_comparable")]
    assert build.query(
        "SELECT line_start, code, message FROM marts.fct_parse_issues WHERE code LIKE 'unreadable%'"
    ) == [
        (
            7,
            "unreadable_figure",
            "Bea: not a whole number, so the row is not compared: points 0 (3)",
        )
    ]


def test_a_shared_place_stays_shared(build):
    assert build.query(
        "SELECT team, position FROM marts.fct_published_standings ORDER BY row_no"
    ) == [("Ada", 1), ("Bea", 1)]


def test_a_score_is_the_one_that_stands(build):
    assert build.query(
        "SELECT home_goals, away_goals, match_status, home_penalties, away_penalties"
        " FROM marts.fct_matches WHERE page_id = 'enwiki/Cup' ORDER BY match_date"
    ) == [
        (0, 3, "awarded", None, None),
        (None, None, "cancelled", None, None),
        (0, 3, "awarded", None, None),
        (2, 2, "played", 4, 3),
    ]
