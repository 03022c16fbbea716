"""A table over two half-seasons takes the matches of both; what was played for the title is none.

In the first half Ada beats Bea, Cid and Dan, Bea beats Cid and Dan, Cid beats Dan, each by 1–0; in
the second each of these matches ends 0–2. So every club has three wins in both together.
"""

import pytest

CLUBS = {"A": "Ada", "B": "Bea", "C": "Cid", "D": "Dan"}
PAIRS = ("AB", "AC", "AD", "BC", "BD", "CD")
FIRST = {"A": "3 0 0 3 0", "B": "2 0 1 2 1", "C": "1 0 2 1 2", "D": "0 0 3 0 3"}
SECOND = {"D": "3 0 0 6 0", "C": "2 0 1 4 2", "B": "1 0 2 2 4", "A": "0 0 3 0 6"}
BOTH = {"D": "3 0 3 6 3", "C": "3 0 3 5 4", "B": "3 0 3 4 5", "A": "3 0 3 3 6"}
# Both halves and two matches of Dan's, 1–0 against Cid and 4–0 against Bea.
DAN_TWICE = {"D": "5 0 3 11 3", "C": "3 0 4 5 5", "B": "3 0 4 4 9", "A": "3 0 3 3 6"}


def table(rows: dict[str, str]) -> str:
    lines = ["{{#invoke:sports table|main|style=WDL"]
    for place, (code, figures) in enumerate(rows.items(), start=1):
        names = ("win", "draw", "loss", "gf", "ga")
        shown = "".join(f"|{n}_{code}={v}" for n, v in zip(names, figures.split(), strict=True))
        lines.append(f"|team{place}={code}|name_{code}={CLUBS[code]}{shown}")
    return "\n".join([*lines, "}}", ""])


def box(home: str, score: str, away: str, date: str = "") -> str:
    return (
        f"{{{{football box|date={date}|team1={CLUBS[home]}|score={score}|team2={CLUBS[away]}}}}}\n"
    )


def grid(score: str, pairs: tuple[str, ...] = PAIRS) -> str:
    cells = "".join(f"|match_{home}_{away}={score}" for home, away in pairs)
    teams = "".join(f"|team{n}={c}|name_{c}={CLUBS[c]}" for n, c in enumerate(CLUBS, start=1))
    return f"{{{{#invoke:sports results|main{teams}{cells}}}}}\n"


APERTURA = "==Apertura==\n" + table(FIRST) + "===Results===\n" + grid("1–0")
CLAUSURA = "==Clausura==\n" + table(SECOND) + "===Results===\n" + grid("0–2")
HALVES = APERTURA + CLAUSURA
BOXED = (
    "==Apertura==\n"
    + table(FIRST)
    + "".join(box(home, "1–0", away, "1 March 2005") for home, away in PAIRS)
    + "==Clausura==\n"
    + table(SECOND)
    + "".join(box(home, "0–2", away, "1 September 2005") for home, away in PAIRS)
)
AGGREGATE = "==Aggregate table==\n" + table(BOTH)
LEGS = box("A", "1–1", "D", "10 December 2005") + box("D", "2–0", "A", "17 December 2005")
FINAL = "==Final==\n" + LEGS
SEMIFINALS = (
    "===Semi-finals===\n"
    + box("A", "2–0", "C", "1 December 2005")
    + box("D", "1–0", "B", "2 December 2005")
)
THIRD = "==Final group==\n" + table({"D": "1 0 0 1 0", "C": "0 0 1 0 1"}) + box("D", "1–0", "C")
# In both halves together Ada, Bea, Cid and Dan have as many matches as here.
DOUBLE = {"A": "6 0 0 9 0", "B": "4 0 2 5 3", "C": "2 0 4 3 5", "D": "0 0 6 0 9"}

STANDINGS = "==Standings==\n===Apertura===\n" + table(FIRST) + "===Clausura===\n" + table(SECOND)
GROUPS = STANDINGS.replace("tura===\n", "tura===\n====Group====\n").replace(
    "sura===\n", "sura===\n====Group====\n"
)
RESULTS = "==Results==\n===Apertura===\n" + grid("1–0") + "===Clausura===\n" + grid("0–2")
RESULTS_IN_BOXES = (
    "==Results==\n===Apertura===\n"
    + "".join(box(home, "1–0", away, "1 March 2005") for home, away in PAIRS)
    + "===Clausura===\n"
    + "".join(box(home, "0–2", away, "1 September 2005") for home, away in PAIRS)
)
RESULTS_OF_GROUPS = RESULTS_IN_BOXES.replace("tura===\n", "tura===\n====Group====\n").replace(
    "sura===\n", "sura===\n====Group====\n"
)

RIGHT = {
    "After": HALVES + AGGREGATE + FINAL,
    "Before": HALVES + FINAL + AGGREGATE,
    "Under": HALVES + AGGREGATE + "===Final===\n" + LEGS,
    "Common": HALVES + "==Championship==\n===Aggregate===\n" + table(BOTH) + "===Final===\n" + LEGS,
    "Semi-finals": HALVES + AGGREGATE + "==Play-offs==\n" + SEMIFINALS + "===Final===\n" + LEGS,
    "Boxes": BOXED + AGGREGATE + FINAL,
    "Group apart": HALVES + AGGREGATE + THIRD + FINAL,
    "No final": HALVES + AGGREGATE,
    "Apart": STANDINGS + RESULTS + FINAL,
    "Apart and summed": STANDINGS + "===Aggregate===\n" + table(BOTH) + RESULTS + FINAL,
    "Apart in boxes": STANDINGS + RESULTS_IN_BOXES + FINAL,
    "Apart in groups": GROUPS + RESULTS_OF_GROUPS,
    # The heading of the one table's name holds half of its matches.
    "Apart by half": "==Standings==\n===League===\n"
    + table(BOTH)
    + RESULTS_IN_BOXES.replace("Apertura", "League"),
}


def status_of(build, title: str, heading: str) -> tuple:
    [found] = build.query(
        "SELECT status, rows_agreeing, matches_counted, matches_expected"
        " FROM marts.fct_league_table_reconciliation JOIN marts.dim_league_tables"
        " USING (league_table_id) WHERE dim_league_tables.page_id = ? AND section_path = ?",
        [f"enwiki/{title.replace(' ', '_')}", heading],
    )
    return found


@pytest.fixture(scope="module")
def right(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("right"), RIGHT, must_reconcile=True)


def test_right_pages_fail_nowhere(right):
    assert right.failing_rows() == {}


SUMS = {
    **{title: "Aggregate table" for title in RIGHT if not title.startswith("Apart")},
    "Common": "Championship > Aggregate",
    "Apart and summed": "Standings > Aggregate",
    "Apart by half": "Standings > League",
}


@pytest.mark.parametrize(("title", "heading"), SUMS.items())
def test_the_sum_of_two_halves_has_twelve_matches(right, title, heading):
    assert status_of(right, title, heading) == ("reconciled", 4, 12, 12)


@pytest.mark.parametrize("half", ["Apertura", "Clausura"])
@pytest.mark.parametrize(
    "title", ["Apart", "Apart and summed", "Apart in boxes", "Apart in groups"]
)
def test_a_table_has_the_matches_under_the_heading_of_its_name(right, title, half):
    heading = f"Standings > {half}" + (" > Group" if title == "Apart in groups" else "")
    assert status_of(right, title, heading) == ("reconciled", 4, 6, 6)


def test_a_match_of_the_final_says_why_it_does_not_count(right):
    reason = (
        "The 12 matches of this table are those of other tables on the page, which make up its "
        "number of matches; this one is not among them."
    )
    assert (
        right.query(
            "SELECT exclusion_reason FROM intermediate.int_league_table_matches"
            " WHERE league_table_id = 'enwiki/Under#table-3' AND NOT is_counted"
        )
        == [(reason,)] * 2
    )
    assert right.query(
        "SELECT counts_in_table FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/After' AND month(match_date) = 12"
    ) == [(False,), (False,)]


OTHERS = {
    "Group included": BOXED
    + THIRD
    + "==Fourth-place group==\n"
    + table({"D": "1 0 0 4 0", "B": "0 0 1 0 4"})
    + box("D", "4–0", "B")
    + "==Aggregate table==\n"
    + table(DAN_TWICE)
    + "==Play-offs==\n"
    + SEMIFINALS
    + "===Third place===\n"
    + box("B", "3–0", "C", "9 December 2005")
    + "===Final===\n"
    + LEGS,
    "Wrong row": HALVES + AGGREGATE.replace("gf_C=5", "gf_C=6") + FINAL,
    "Wrong wins": HALVES + AGGREGATE.replace("win_C=3", "win_C=2") + FINAL,
    "Wrong cell": HALVES.replace("match_B_C=0–2", "match_B_C=0–1") + AGGREGATE + FINAL,
    "No second half": APERTURA + "==Clausura==\n" + table(SECOND),
    "No second half but a final": APERTURA + "==Clausura==\n" + table(SECOND) + FINAL,
    "Third without matches": HALVES + "==Final group==\n" + table(DOUBLE) + FINAL,
    "Second counts both": APERTURA + CLAUSURA.replace(table(SECOND), table(BOTH)),
    "Under way": HALVES.replace("|match_C_D=0–2", "")
    + "==Aggregate table==\n"
    + table({**BOTH, "D": "2 0 3 4 3", "C": "3 0 2 5 2"}),
    # Ada, Bea and Cid meet once more and keep their results, those against Dan too.
    "Kept results": APERTURA
    + "==Final group==\n"
    + table({"A": "5 0 0 5 0", "B": "3 0 2 3 2", "C": "1 0 4 1 4"})
    + "".join(box(home, "1–0", away, "1 May 2005") for home, away in ("AB", "AC", "BC")),
    "Repeated": APERTURA + "==Qualified clubs==\n" + table(FIRST),
}


@pytest.fixture(scope="module")
def others(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("others"), OTHERS, must_reconcile=False)


def test_a_sum_may_hold_matches_of_some_clubs_alone(others):
    assert status_of(others, "Group included", "Aggregate table") == ("reconciled", 4, 14, 14)


@pytest.mark.parametrize(
    ("title", "figure", "current", "suggested"),
    [
        ("Wrong row", "goals for", "goals for 6", "goals for 5"),
        ("Wrong wins", "wins", "wins 2", "wins 3"),
    ],
)
def test_a_wrong_figure_of_the_sum_is_found(others, title, figure, current, suggested):
    assert others.query(
        "SELECT line_start, figure, current_value, suggested_value FROM marts.fct_suspected_errors"
        " WHERE league_table_id = ?",
        [f"enwiki/{title.replace(' ', '_')}#table-3"],
    ) == [(22, figure, current, suggested)]


def test_a_wrong_match_of_one_half_shows_in_the_sum_too(others):
    for heading in ("Clausura", "Aggregate table"):
        assert status_of(others, "Wrong cell", heading)[:2] == ("differs_explained", 2)


@pytest.mark.parametrize(
    ("title", "heading", "status"),
    [
        ("No second half", "Clausura", "no_matches"),
        ("No second half but a final", "Clausura", "scope_mismatch"),
        ("Third without matches", "Final group", "scope_mismatch"),
    ],
)
def test_the_matches_of_another_table_are_not_taken_for_its_own(others, title, heading, status):
    assert status_of(others, title, heading)[:2] == (status, 0)


def test_a_second_half_may_count_both(others):
    assert status_of(others, "Second counts both", "Clausura") == ("reconciled", 4, 12, 12)


def test_a_table_told_again_has_the_same_matches(others):
    assert status_of(others, "Repeated", "Qualified clubs") == ("reconciled", 4, 6, 6)


def test_a_season_under_way_is_summed_as_far_as_it_went(others):
    assert status_of(others, "Under way", "Aggregate table")[:3] == ("reconciled", 4, 11)


def test_a_table_that_keeps_earlier_results_says_that_no_match_is_missing(others):
    [(explanation,)] = others.query(
        "SELECT explanation FROM marts.fct_league_table_reconciliation"
        " WHERE league_table_id = 'enwiki/Kept_results#table-2' AND status = 'scope_mismatch'"
    )
    assert explanation.startswith(
        "Table 'Final group' (lines 11–15): 3 of 3 rows count more than the 3 matches of its clubs"
        " with one another, all of which the page has: 15 played in all rows where those make 6,"
        " as with results of an earlier phase or against clubs of another table; goals are not"
    )
