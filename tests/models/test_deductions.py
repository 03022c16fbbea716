"""Points taken off in a plain league table: in a column, in brackets, in a footnote, below it.

Ada beats Bea twice (2–0, 1–0) and loses 3 of its 6 points; all other figures are right.
"""

import pytest

BOXES = """==Matches==
{{football box|date=1 May 2001|team1=Ada|score=2–0|team2=Bea}}
{{football box|date=8 May 2001|team1=Bea|score=0–1|team2=Ada}}
"""


def page(points: str, *, heading: str = "", cell: str = "", other: str = "0") -> str:
    column, first, second = (f" !! {heading}", f" || {cell}", " || 0") if heading else ("", "", "")
    return (
        "==Table==\n{| class=wikitable\n"
        f"! Pos !! Team !! P !! W !! D !! L !! GF !! GA{column} !! Pts\n|-\n"
        f"| 1 || Ada || 2 || 2 || 0 || 0 || 3 || 0{first} || {points}\n|-\n"
        f"| 2 || Bea || 2 || 0 || 0 || 2 || 0 || 3{second} || {other}\n|}}\n{BOXES}"
    )


SPORTS_TABLE = (
    "==Table==\n{{#invoke:Sports table|main|style=WDL|update=complete\n"
    "|team1=ADA|team2=BEA|name_ADA=Ada|name_BEA=Bea|adjust_points_ADA=−3\n"
    "|win_ADA=2|draw_ADA=0|loss_ADA=0|gf_ADA=3|ga_ADA=0\n"
    f"|win_BEA=0|draw_BEA=0|loss_BEA=2|gf_BEA=0|ga_BEA=3\n}}}}\n{BOXES}"
)
OLD = (
    "==Table==\n{| class=wikitable\n! Pos !! Team !! P !! W !! D !! L !! Ded !! Pts\n|-\n"
    "| 1 || Ada || 2 || 2 || 0 || 0 || 2 || 2\n|-\n| 2 || Bea || 2 || 1 || 0 || 1 || 1 || 1\n|-\n"
    "| 3 || Cid || 2 || 0 || 0 || 2 || 0 || 0\n|}\n==Matches==\n"
    "{{football box|date=1 May 1901|team1=Ada|score=2–0|team2=Bea}}\n"
    "{{football box|date=8 May 1901|team1=Bea|score=1–0|team2=Cid}}\n"
    "{{football box|date=9 May 1901|team1=Cid|score=1–2|team2=Ada}}\n"
)
PAGES = {
    "Column": page("3", heading="Ded", cell="3"),
    "Gross": page("6", heading="Ded", cell="3"),
    "Brackets": page("3 (−2)").replace("3 (−2)", "3 (-3)"),
    "Minus": page("3 (−3)"),
    "Both": page("3 (−3)", heading="Ded", cell="3"),
    "Other brackets": page("3 (−2)"),
    "Old brackets": page("1 (−3)"),
    "Column of old": page("1", heading="Ded", cell="3"),
    "Note": page("3{{efn|Ada were deducted 3 points for unpaid wages.}}"),
    "Words": page("3{{efn|Three points were deducted.}}"),
    "Star": page("3*"),
    "Below": page("3").replace("|}\n", "|}\nAda were deducted 3 points.\n"),
    "Other note": page("3{{efn|Ada were deducted 2 points.}}"),
    "Idle note": page("3{{efn|Ada needed 3 points from the last match.}}"),
    "Module": SPORTS_TABLE,
    "Two points": OLD,
}
RECONCILED = ["Column", "Gross", "Brackets", "Minus", "Both", "Below", "Module", "Two points"]


@pytest.fixture(scope="module")
def build(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("deductions"), PAGES, must_reconcile=False)


def test_no_test_fails(build):
    assert [failure.name for failure in build.outcome.failures] == []


@pytest.mark.parametrize("title", RECONCILED)
def test_a_deduction_counts_as_an_adjustment(build, title):
    assert build.verdict(title)[0] == "reconciled"


@pytest.mark.parametrize(
    ("title", "adjustment"),
    [
        *(("Column", -3), ("Gross", None), ("Brackets", -3), ("Minus", -3), ("Both", -3)),
        *(("Old brackets", -3), ("Column of old", -3), ("Other brackets", None), ("Module", -3)),
        ("Below", -3),
    ],
)
def test_what_was_taken_off_is_published(build, title, adjustment):
    assert build.query(
        "SELECT points_adjustment FROM marts.fct_published_standings WHERE page_id = ?"
        " AND team = 'Ada'",
        [f"enwiki/{title.replace(' ', '_')}"],
    ) == [(adjustment,)]


def test_brackets_that_do_not_add_up_are_no_figure(build):
    """Six points less two are not three: what the brackets mean, nobody knows."""
    [(snippet,)] = build.query(
        "SELECT snippet FROM marts.fct_parse_issues"
        " WHERE page_id = 'enwiki/Other_brackets' AND code = 'unreadable_figure'"
    )
    assert snippet.endswith("3 (−2)")


@pytest.mark.parametrize(
    ("title", "note"),
    [
        ("Note", "Ada were deducted 3 points for unpaid wages."),
        ("Words", "Three points were deducted."),
    ],
)
def test_a_note_that_tells_the_difference_is_its_basis(build, title, note):
    [(text)] = [build.verdict(title)[1]]
    assert f"points 3 published, 6 computed; its note says '{note.rstrip('.')}'" in text


@pytest.mark.parametrize("title", ["Star", "Other note", "Idle note"])
def test_another_note_is_none(build, title):
    assert "points 3 published, 6 computed." in build.verdict(title)[1]


def test_no_explanation_has_an_empty_sentence(build):
    texts = build.query("SELECT explanation FROM marts.fct_league_table_reconciliation")
    assert [text for (text,) in texts if ". ." in text or ".." in text or "  " in text] == []
