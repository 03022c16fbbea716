"""The given pages, each changed in one way: what the models must make of the change.

Expected values follow from the change itself and from the tables of the two seasons.
"""

import pytest

BOX = "{{Football box collapsible"


def once(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
    return text.replace(old, new)


def box_of(text: str, home: str, away: str, day: str) -> str:
    """The match box of two clubs on a day, as it stands on the page."""
    boxes = [BOX + part.split("}}")[0] + "}}" for part in text.split(BOX)[1:]]
    [box] = [b for b in boxes if day in b and f"{home}\n" in b and f"{away}\n" in b]
    assert text.count(box) == 1
    return box


def digit_changed(text: str) -> str:
    box = box_of(text, "Juan Aurich", "Deportivo Universitario", "3 December")
    return text.replace(box, once(box, "3–1", "4–1"))


def match_missing(text: str) -> str:
    return once(text, box_of(text, "Los Chankas", "CNI", "3 December"), "")


def match_doubled(text: str) -> str:
    box = box_of(text, "Los Chankas", "CNI", "3 December")
    return once(text, box, f"{box}\n\n{box}")


def row_mistyped(text: str) -> str:
    return once(text, "gf_JAU=13", "gf_JAU=12")


def results_wiped(text: str) -> str:
    return text[: text.index("= Round 1 =")]


INJURIES = {
    "Unhurt": lambda text: text,
    "Play-off as Round 6": lambda text: once(text, "= Playoff =", "= Round 6 ="),
    "Play-off in Round 5": lambda text: once(text, "= Playoff =\n\n", ""),
    "Play-off elsewhere": lambda text: once(text, "\n= Playoff =\n", "\nChampionship\n"),
    "Play-off first": lambda text: _play_off_first(text),
    "Digit changed": digit_changed,
    "Match missing": match_missing,
    "Match doubled": match_doubled,
    "Row mistyped": row_mistyped,
    "Results wiped": results_wiped,
    "Score unreadable": lambda text: _with_score(text, "7–0", "seven"),
    "Points deducted": lambda text: once(text, "win_JAU=4|", "adjust_points_JAU=−3|win_JAU=4|"),
    "Two points a win": lambda text: once(text, "|team1=JAU|", "|winpoints=2|team1=JAU|"),
    "Other style": lambda text: text.replace("style=WDL", "style=WL OT"),
    "Computed by the wiki": lambda text: once(
        text, "|team1=JAU|", "|auto_generate_standings=y|team1=JAU|"
    ),
}


def _play_off_first(text: str) -> str:
    start = text.index("= Playoff =")
    rest, box = text[:start], text[start:].removeprefix("= Playoff =\n\n")
    return once(rest, "= Round 1 =", f"= Round 0 =\n\n{box}\n\n= Round 1 =")


def _with_score(text: str, old: str, new: str) -> str:
    box = box_of(text, "Juan Aurich", "CNI", "30 November")
    return text.replace(box, once(box, old, new))


@pytest.fixture(scope="module")
def injured(tmp_path_factory, builder, page_1997):
    pages = {title: injure(page_1997) for title, injure in INJURIES.items()}
    return builder(tmp_path_factory.mktemp("injured"), pages, must_reconcile=False)


def table(build, title: str, columns: str) -> tuple:
    """The final group of a page."""
    [row] = build.query(
        f"SELECT {columns} FROM marts.fct_league_table_reconciliation WHERE league_table_id = ?",
        [f"enwiki/{title.replace(' ', '_')}#table-7"],
    )
    return row


def test_contradictions_of_pages_that_need_not_reconcile_fail_no_test(injured):
    assert [failure.name for failure in injured.outcome.failures] == []


@pytest.mark.parametrize(
    ("title", "status", "compared", "agreeing", "counted"),
    [
        ("Unhurt", "reconciled", 6, 6, 15),
        ("Play-off as Round 6", "reconciled", 6, 6, 15),
        ("Play-off in Round 5", "reconciled", 6, 6, 15),
        ("Play-off elsewhere", "reconciled", 6, 6, 15),
        ("Play-off first", "reconciled", 6, 6, 15),
        ("Digit changed", "differs_explained", 6, 4, 15),
        ("Match missing", "differs_explained", 4, 4, 14),
        ("Match doubled", "differs_explained", 4, 4, 16),
        ("Row mistyped", "self_contradictory", 6, 5, 15),
        ("Results wiped", "no_matches", 0, 0, 0),
        ("Score unreadable", "differs_explained", 4, 4, 14),
        ("Points deducted", "reconciled", 6, 6, 15),
        ("Two points a win", "reconciled", 6, 6, 15),
        ("Other style", "unsupported_style", 0, 0, 15),
        ("Computed by the wiki", "derived_from_matches", 0, 0, 15),
    ],
)
def test_status_of_the_final_group(injured, title, status, compared, agreeing, counted):
    columns = "status, rows_compared, rows_agreeing, matches_counted"
    assert table(injured, title, columns) == (status, compared, agreeing, counted)


@pytest.mark.parametrize("title", [title for title in INJURIES if title.startswith("Play-off")])
def test_the_play_off_is_left_out_wherever_it_stands(injured, title):
    page = f"enwiki/{title.replace(' ', '_')}"
    left_out = injured.query(
        "SELECT home_team, away_team, match_date::varchar, exclusion_reason FROM marts.fct_matches"
        " WHERE page_id = ? AND NOT counts_in_table",
        [page],
    )
    assert [row[:3] for row in left_out] == [("Juan Aurich", "Deportivo UPAO", "1997-12-17")]
    assert left_out[0][3]


def test_the_reason_names_the_regular_meeting_and_what_tells_the_other_apart(injured):
    [(reason,)] = injured.query(
        "SELECT exclusion_reason FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/Play-off_as_Round_6' AND NOT counts_in_table"
    )
    assert "7 December 1997" in reason
    assert "alone under 'Round 6'" in reason
    assert "later than all others" in reason


def test_a_difference_names_table_rows_and_lines(injured):
    [explanation] = table(injured, "Digit changed", "explanation")
    assert "'Final Stage' (lines 419–453)" in explanation
    assert "Juan Aurich (line 435): goals for 13 published, 14 computed" in explanation
    assert "Deportivo Universitario (line 441): goals against 8 published, 9" in explanation
    assert "UPAO" not in explanation
    assert explanation.endswith(
        "If *Juan Aurich 4–1 Deportivo Universitario* (line 599) were 3–1,"
        " all six rows would agree."
    )


@pytest.mark.parametrize(
    ("title", "cause", "current", "suggested", "line"),
    [
        ("Digit changed", "wrong_score", "4–1", "3–1", 599),
        ("Match doubled", "doubled_match", "listed twice", "listed once", 571),
        (
            "Match missing",
            "missing_match",
            "not listed",
            "Los Chankas 1–1 CNI (home club not known)",
            443,
        ),
        ("Score unreadable", "missing_match", "no result", "Juan Aurich 7–0 CNI", 457),
        ("Row mistyped", "table_cell", "goals for 12", "goals for 13", 435),
    ],
)
def test_the_one_edit_that_mends_a_table_is_suggested(
    injured, title, cause, current, suggested, line
):
    assert injured.query(
        "SELECT cause, current_value, suggested_value, line_start, explanation_count, confidence"
        " FROM marts.fct_suspected_errors WHERE page_id = ?",
        [f"enwiki/{title.replace(' ', '_')}"],
    ) == [(cause, current, suggested, line, 1, "high")]


def test_nothing_is_suspected_where_everything_agrees(injured):
    assert injured.query(
        "SELECT count(*) FROM marts.fct_suspected_errors WHERE page_id = 'enwiki/Unhurt'"
    ) == [(0,)]


def test_a_residual_is_published_minus_computed(injured):
    rows = injured.query(
        "SELECT team, goals_for_residual, goals_against_residual, points_residual"
        " FROM marts.fct_standings_reconciliation"
        " WHERE page_id = 'enwiki/Digit_changed' AND row_status = 'differs' ORDER BY row_no"
    )
    assert rows == [("Juan Aurich", -1, 0, 0), ("Deportivo Universitario", 0, -1, 0)]


def test_an_unreadable_score_stays_visible(injured):
    assert injured.query(
        "SELECT code, snippet FROM marts.fct_parse_issues WHERE code = 'unreadable_score'"
    ) == [("unreadable_score", "seven")]


@pytest.mark.parametrize(
    ("title", "points"),
    [
        ("Unhurt", [12, 12, 7, 6, 5, 1]),
        ("Points deducted", [9, 12, 7, 6, 5, 1]),
        ("Two points a win", [8, 8, 5, 4, 4, 1]),
    ],
)
def test_points_follow_the_rule_of_the_table(injured, title, points):
    rows = injured.query(
        "SELECT published_points, computed_points FROM marts.fct_standings_reconciliation"
        " WHERE league_table_id = ? ORDER BY row_no",
        [f"enwiki/{title.replace(' ', '_')}#table-7"],
    )
    assert rows == [(value, value) for value in points]


def test_an_order_no_system_explains_contradicts_them_all(injured):
    consistent, contradicted = table(
        injured, "Points deducted", "order_consistent_with, order_contradicts"
    )
    assert consistent == []
    assert {"gd_gf", "h2h_first", "playoff_first"} <= set(contradicted)


def test_pages_that_must_reconcile_fail_by_name(tmp_path, builder, page_1996, page_1997):
    build = builder(
        tmp_path,
        {
            "1997 Copa Perú": once(digit_changed(page_1997), "El Maíz", "Power Maíz"),
            "1996 Copa Perú": once(page_1996, box_of(page_1996, "UTC", "CNI", "22 January"), ""),
            "Row mistyped": row_mistyped(page_1997),
        },
        must_reconcile=True,
    )
    failing = build.failing_rows()
    assert set(failing) == {
        "published_figures_equal_the_computed_ones",
        "every_table_that_must_reconcile_does",
        "as_much_is_comparable_as_when_reviewed",
        "published_tables_do_not_contradict_themselves",
        "every_alias_matches_a_name",
    }
    figures = failing["published_figures_equal_the_computed_ones"]
    assert any("(line 599) were 3–1, all six rows would agree." in row[-1] for row in figures)
    assert {(row[0], row[3]) for row in figures} == {
        ("enwiki/1997_Copa_Perú#table-7", "Juan Aurich"),
        ("enwiki/1997_Copa_Perú#table-7", "Deportivo Universitario"),
        ("enwiki/1996_Copa_Perú#table-1", "UTC"),
        ("enwiki/1996_Copa_Perú#table-1", "CNI"),
        ("enwiki/Row_mistyped#table-7", "Juan Aurich"),
    }
    assert failing["as_much_is_comparable_as_when_reviewed"] == [
        ("enwiki/1996_Copa_Perú", 1, 1, 6, 4)
    ]
    assert [row[0] for row in failing["published_tables_do_not_contradict_themselves"]] == [
        "enwiki/Row_mistyped#table-7"
    ]
    assert failing["every_alias_matches_a_name"] == [
        ("El Maíz", "Power Maíz", "enwiki", "enwiki/1997_Copa_Perú")
    ]
