"""Pages that tell a match in a box and in a grid, or seem to: each match counts once.

The tables are right unless a test says otherwise, so that every row must agree.
"""

import duckdb
import pytest

from pipelines.report import render_book

TABLE = """{{{{#invoke:Sports table|main|style=WDL|show_matches=y
|team1=A|team2=B|team3=C|name_A=Ada|name_B=Bea|name_C=Cid
|win_A=2|draw_A=2|loss_A=0|gf_A=3|ga_A=0
|win_B=1|draw_B=2|loss_B=1|gf_B=1|ga_B=2
|win_C=0|draw_C=2|loss_C=2|gf_C=0|ga_C=2
|match_A_B={first}
|match_B_A=0–0|match_A_C=1–0|match_C_A=0–0|match_B_C=1–0|match_C_B=0–0
}}}}"""
BOX = "{{{{football box|date={day} May 2001|team1={home}|score={score}|team2={away}}}}}"
OTHERS = (
    *(("Bea", "0–0", "Ada"), ("Ada", "1–0", "Cid"), ("Cid", "0–0", "Ada")),
    *(("Bea", "1–0", "Cid"), ("Cid", "0–0", "Bea")),
)
PAIR = """{{{{#invoke:Sports table|main|style=WDL|show_matches=y
|team1={order[0]}|team2={order[1]}|name_A=Ada|name_B=Bea
|win_{order[0]}=1|draw_{order[0]}=1|loss_{order[0]}=0|gf_{order[0]}={goals[0]}|ga_{order[0]}={goals[1]}
|win_{order[1]}=0|draw_{order[1]}=1|loss_{order[1]}=1|gf_{order[1]}={goals[1]}|ga_{order[1]}={goals[0]}
|match_A_B={cells[0]}|match_B_A={cells[1]}
}}}}"""


def boxes(*matches: tuple[str, str, str]) -> str:
    return "\n".join(
        BOX.format(day=day, home=home, score=score, away=away)
        for day, (home, score, away) in enumerate(matches, start=1)
    )


def league(cell: str, *matches: tuple[str, str, str]) -> str:
    """Three clubs and their table, which has 2–0 for the first of the six matches."""
    table = TABLE.format(first=cell)
    return f"==Table==\n{table}\n==Matches==\n{boxes(*matches, *OTHERS)}\n"


def half(order: str, goals: tuple[int, int], *cells: str) -> str:
    return PAIR.format(order=order, goals=goals, cells=cells)


PAGES = {
    "Replay": league("2–0", ("Ada", "1–1 (abandoned)", "Bea"), ("Ada", "2–0", "Bea")),
    "Postponed": league("2–0", ("Ada", "Postponed", "Bea"), ("Ada", "2–0", "Bea")),
    "Ruling": league("2–0", ("Ada", "1–1 (abandoned)", "Bea")),
    "Blank": league("2–0", ("Ada", "", "Bea")),
    "Wrong cell": league("3–0", ("Ada", "", "Bea")),
    "Halves": "\n".join(
        (
            *("==Apertura==", half("BA", (3, 2), "0–1", "2–2")),
            *("==Clausura==", "===Table===", half("AB", (4, 1), "3–0", "1–1")),
            *("===Matches===", boxes(("Ada", "3–0", "Bea"), ("Bea", "1–1", "Ada"))),
        )
    ),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory, builder):
    return builder(tmp_path_factory.mktemp("told"), PAGES, must_reconcile=False)


def test_no_test_fails(told):
    assert [failure.name for failure in told.outcome.failures] == []


@pytest.mark.parametrize("title", ["Replay", "Postponed", "Ruling", "Blank"])
def test_a_right_table_agrees_with_its_six_matches(told, title):
    assert told.query(
        "SELECT status, rows_agreeing, matches_counted FROM marts.fct_league_table_reconciliation"
        " WHERE page_id = ?",
        [f"enwiki/{title}"],
    ) == [("reconciled", 3, 6)]


def first_meeting(build, title: str) -> list[tuple]:
    """What is told of Ada at home to Bea."""
    return build.query(
        "SELECT day(match_date), witness, score_text, match_status, second_witness,"
        " do_witnesses_agree, counts_in_table FROM marts.fct_matches WHERE page_id = ?"
        " AND home_team = 'Ada' AND away_team = 'Bea' ORDER BY match_date",
        [f"enwiki/{title}"],
    )


def test_the_match_that_was_played_in_the_end_is_the_one_in_the_grid(told):
    replay = (2, "match_box", "2–0", "played", "result_grid", True, True)
    assert first_meeting(told, "Replay") == [
        (1, "match_box", "1–1 (abandoned)", "abandoned", None, None, False),
        replay,
    ]
    assert first_meeting(told, "Postponed") == [
        (1, "match_box", "Postponed", "postponed", None, None, False),
        replay,
    ]


def test_how_an_abandoned_match_ended_may_stand_in_the_grid_alone(told):
    assert first_meeting(told, "Ruling") == [
        (1, "match_box", "1–1 (abandoned)", "abandoned", None, None, False),
        (None, "result_grid", "2–0", "played", None, None, True),
    ]


def test_a_box_without_a_score_has_that_of_the_grid(told):
    assert first_meeting(told, "Blank") == [
        (1, "match_box", "2–0", "played", "result_grid", None, True)
    ]
    assert told.query(
        "SELECT team, goals_for, outcome FROM marts.fct_team_matches JOIN marts.fct_matches"
        " USING (match_id) WHERE fct_matches.page_id = 'enwiki/Blank' AND home_team = 'Ada'"
        " AND away_team = 'Bea' ORDER BY team"
    ) == [("Ada", 2, "win"), ("Bea", 0, "loss")]


def test_an_edit_of_such_a_score_is_one_of_the_grid(told):
    assert told.query(
        "SELECT cause, line_start, current_value, suggested_value FROM marts.fct_suspected_errors"
        " WHERE page_id = 'enwiki/Wrong_cell'"
    ) == [("wrong_score", 7, "3–0", "2–0")]


def test_the_book_says_where_such_a_score_stands(told, tmp_path):
    with duckdb.connect(str(told.settings.build_file), read_only=True) as connection:
        render_book(connection, tmp_path)
    [blank] = (tmp_path / "seasons").glob("blank-*.html")
    [replay] = (tmp_path / "seasons").glob("replay-*.html")
    alone = "the score stands in the results grid alone"
    assert (blank.read_text().count(alone), replay.read_text().count(alone)) == (1, 0)
    also = "also in the results grid"
    assert (blank.read_text().count(also), replay.read_text().count(also)) == (5, 6)


def test_boxes_of_one_half_season_are_not_matches_of_the_other(told):
    assert told.query(
        "SELECT section_path, rows_agreeing, matches_counted"
        " FROM marts.fct_league_table_reconciliation JOIN marts.dim_league_tables"
        " USING (league_table_id) WHERE dim_league_tables.page_id = 'enwiki/Halves' ORDER BY 1"
    ) == [("Apertura", 2, 2), ("Clausura > Table", 2, 2)]
    assert told.query(
        "SELECT witness, score_text, do_witnesses_agree FROM marts.fct_matches"
        " WHERE page_id = 'enwiki/Halves' ORDER BY line_start, home_team"
    ) == [
        ("result_grid", "0–1", None),
        ("result_grid", "2–2", None),
        ("match_box", "3–0", True),
        ("match_box", "1–1", True),
    ]


def test_a_cell_that_the_rule_drops_is_missed(tmp_path, builder):
    """Were a result that was awarded no match, the test on the warehouse would say so."""
    build = builder(
        tmp_path, {"Awarded": half("AB", (4, 1), "3–0 (w/o)", "1–1")}, must_reconcile=False
    )
    assert build.outcome.failures == []
    with duckdb.connect(str(build.settings.build_file)) as connection:
        connection.execute("ALTER VIEW staging.stg_wikitext__result_grid_cells RENAME TO cells")
        connection.execute(
            "CREATE VIEW staging.stg_wikitext__result_grid_cells AS SELECT * REPLACE"
            " (is_match AND match_status <> 'awarded' AS is_match) FROM staging.cells"
        )
    assert build.dbt("run", "--select", "int_meeting_witnesses+").failures == []
    [failure] = build.dbt("test", "--select", "no_match_is_lost").failures
    assert failure.name == "no_match_is_lost"
    assert build.query(failure.compiled_sql) == [("enwiki/Awarded", 0, 0, 2, 1)]
