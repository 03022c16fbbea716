"""The questions in ``warehouse/queries``, answered by hand from the pages and by the query."""

import shutil
from datetime import date

import duckdb
import pytest

from pipelines.settings import PROJECT_ROOT
from tests.conftest import make_deployment

QUERIES = PROJECT_ROOT / "warehouse" / "queries"
PAGE_1996 = "enwiki/1996_Copa_Perú"
PAGE_1997 = "enwiki/1997_Copa_Perú"
# The page says 3–1; with 3–0 the table no longer follows from its matches.
OLD = "| team1 = Juan Aurich\n\n| score = 3–1\n"
NEW = "| team1 = Juan Aurich\n\n| score = 3–0\n"


def question(name):
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def dicts(connection, name):
    """The answer as one dictionary for each row."""
    cursor = connection.execute(question(name))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def columns(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def writable_copy(deployment, folder):
    """The published file as a copy that a test may change."""
    shutil.copyfile(deployment.settings.published_file, folder / "copy.duckdb")
    return duckdb.connect(str(folder / "copy.duckdb"))


@pytest.fixture
def published(built):
    with duckdb.connect(str(built.settings.published_file), read_only=True) as connection:
        yield connection


@pytest.fixture
def copy(built, tmp_path):
    with writable_copy(built, tmp_path) as connection:
        yield connection


@pytest.fixture(scope="module")
def edited(built, tmp_path_factory):
    """The seeds after an edit that makes the 1997 page contradict itself."""
    folder = tmp_path_factory.mktemp("edited")
    shutil.copytree(built.settings.warehouse, folder / "warehouse", symlinks=True)
    deployment = make_deployment(folder)
    manifest = deployment.settings.seeds / "manifest.yml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("must_reconcile: true", "must_reconcile: false"), "utf-8")
    deployment.edit("000_0e887ea93d1d92e5.txt", OLD, NEW)
    result = deployment.refresh()
    assert result.success, [event.message for event in result.get_step_failure_events()]
    return deployment


@pytest.mark.parametrize("path", sorted(QUERIES.glob("*.sql")), ids=lambda path: path.stem)
def test_each_query_says_its_question_and_has_its_test(path):
    first_line, second_line = path.read_text(encoding="utf-8").split("\n")[:2]
    assert first_line.startswith("-- ")
    assert second_line.startswith("-- ") or path.stem == "coverage"
    assert f'"{path.stem}"' in (PROJECT_ROOT / "tests/queries/test_queries.py").read_text("utf-8")


def test_there_are_ten_questions_beside_the_coverage_list():
    assert len(list(QUERIES.glob("*.sql"))) == 10 + 1


def test_champions(published):
    assert columns(
        dicts(published, "champions"),
        *("season", "winner_team", "most_points", "most_points_teams", "top_scorer"),
    ) == [
        # Four wins and a draw; the top scorer stands in the infobox of 1996 only.
        ("1996", "José Gálvez", 13, ["José Gálvez"], "Alejandro Cipriano"),
        # Four wins and a defeat each: the play-off is not in the table.
        ("1997", "Juan Aurich", 12, ["Juan Aurich", "Deportivo UPAO"], None),
    ]


def test_standings_after_round_3(published):
    rows = dicts(published, "standings_after_round_3")
    figures = ("season_id", "position", "team", "points", "goals_for", "goals_against")
    # Added up on paper from the nine matches of rounds 1 to 3 on each page.
    assert columns(rows, *figures) == [
        ("copa-peru/1996", 1, "José Gálvez", 7, 5, 2),
        ("copa-peru/1996", 2, "UTC", 6, 5, 4),
        ("copa-peru/1996", 3, "Coronel Bolognesi", 4, 4, 2),
        ("copa-peru/1996", 4, "CNI", 3, 6, 7),
        ("copa-peru/1996", 5, "Gigantes del Cenepa", 3, 4, 6),
        ("copa-peru/1996", 6, "León de Huánuco", 3, 2, 5),
        ("copa-peru/1997", 1, "Juan Aurich", 6, 10, 2),
        ("copa-peru/1997", 2, "Deportivo UPAO", 6, 6, 3),
        ("copa-peru/1997", 3, "Los Chankas", 5, 2, 1),
        ("copa-peru/1997", 4, "Cultural Hidro", 4, 3, 5),
        ("copa-peru/1997", 5, "Deportivo Universitario", 3, 3, 5),
        ("copa-peru/1997", 6, "CNI", 1, 2, 10),
    ]
    assert {row["played"] for row in rows} == {3}


def test_matches_without_a_date_are_no_third_round(copy):
    copy.execute("UPDATE marts.fct_standings_by_round SET round_basis = 'undated'")
    assert dicts(copy, "standings_after_round_3") == []


def test_biggest_wins(published):
    rows = dicts(published, "biggest_wins")
    assert columns(rows, "place", "margin", "winner", "goals_for", "goals_against", "loser") == [
        (1, 7, "Juan Aurich", 7, 0, "CNI"),
        (2, 5, "José Gálvez", 5, 0, "León de Huánuco"),
        (3, 4, "Deportivo UPAO", 5, 1, "CNI"),
        (4, 3, "José Gálvez", 5, 2, "Gigantes del Cenepa"),
        (4, 3, "Deportivo UPAO", 5, 2, "Cultural Hidro"),
        (6, 3, "UTC", 4, 1, "Coronel Bolognesi"),
        (7, 3, "Gigantes del Cenepa", 3, 0, "León de Huánuco"),
        (7, 3, "Coronel Bolognesi", 3, 0, "Gigantes del Cenepa"),
        (7, 3, "Coronel Bolognesi", 3, 0, "CNI"),
        (7, 3, "Deportivo UPAO", 3, 0, "Deportivo Universitario"),
    ]
    assert columns(rows[:1], "match_date", "line_start") == [(date(1997, 11, 30), 457)]


def test_a_result_by_decision_is_no_big_win(copy):
    copy.execute("UPDATE marts.fct_matches SET match_status = 'awarded' WHERE home_goals = 7")
    assert dicts(copy, "biggest_wins")[0]["goals_for"] == 5


def deciding(connection, season):
    rows = dicts(connection, "matches_that_decided_a_title")
    return columns(
        [row for row in rows if row["season_id"] == f"copa-peru/{season}"],
        *("decided_by", "match_date", "line_start"),
    )


def test_matches_that_decided_a_title(published):
    # Aurich and UPAO both had 12 points, so the play-off it was.
    assert deciding(published, 1997) == [("play-off", date(1997, 12, 17), 887)]
    # Gálvez had 10 points before the last round and Bolognesi 7: level was still possible.
    assert deciding(published, 1996) == [
        ("last round", date(1997, 2, 2), 637),
        ("last round", date(1997, 2, 2), 665),
    ]


def test_a_title_is_decided_where_nobody_can_draw_level_any_more(copy):
    # With four points less each, UTC alone could still reach Gálvez' 7 after round 3 (2 + 6),
    # Bolognesi could not (0 + 6); after round 4 nobody could reach his 10.
    copy.execute(
        "UPDATE marts.fct_standings_by_round SET points = points - 4 "
        "WHERE page_id = ? AND team_id != 'jose-galvez'",
        [PAGE_1996],
    )
    assert deciding(copy, 1996) == [
        ("out of reach", date(1997, 1, 29), 523),
        ("out of reach", date(1997, 1, 29), 579),
    ]


def test_a_title_that_an_open_table_decided_has_no_deciding_matches(copy):
    copy.execute(
        "UPDATE marts.fct_league_table_reconciliation SET is_open_set = true "
        "WHERE page_id = ? AND matches_counted > 0",
        [PAGE_1996],
    )
    assert deciding(copy, 1996) == []
    assert len(deciding(copy, 1997)) == 1


def test_before_the_only_round_everybody_could_win(copy):
    copy.execute("DELETE FROM marts.fct_standings_by_round WHERE round_number > 1")
    assert deciding(copy, 1996) == [
        ("last round", date(1997, 1, 19), line) for line in (265, 293, 321)
    ]


def test_a_match_outside_the_table_decides_nothing_where_nobody_is_level(copy):
    # With a point more Aurich leads by 10 to 9 before the last round, and by 13 to 12 after it.
    copy.execute(
        "UPDATE marts.fct_standings_by_round SET points = points + 1 WHERE team_id = 'juan-aurich'"
    )
    copy.execute("UPDATE marts.fct_matches SET round = 'Round 5' WHERE round = 'Playoff'")
    assert deciding(copy, 1997) == [
        ("last round", date(1997, 12, 14), 829),
        ("last round", date(1997, 12, 14), 857),
    ]


def test_a_match_that_stands_elsewhere_is_no_play_off(copy):
    # Nine points each before the last round, which both won.
    copy.execute(
        "UPDATE marts.fct_matches SET exclusion_reason = 'This one stands elsewhere.'"
        " WHERE round = 'Playoff'"
    )
    assert deciding(copy, 1997) == [
        ("last round", date(1997, 12, 14), 829),
        ("last round", date(1997, 12, 14), 857),
    ]


def test_contradictions_by_page(published, edited):
    counts = ("page_id", "league_tables", "agreeing", "contradicting", "not_comparable")
    assert columns(dicts(published, "contradictions_by_page"), *counts, "suggestions") == [
        (PAGE_1996, 1, 1, 0, 0, None),
        (PAGE_1997, 7, 1, 0, 6, None),
    ]
    with duckdb.connect(str(edited.settings.published_file), read_only=True) as connection:
        rows = dicts(connection, "contradictions_by_page")
    assert columns(rows, *counts) == [(PAGE_1997, 7, 0, 1, 6), (PAGE_1996, 1, 1, 0, 0)]
    assert len(rows[0]["contradictions"]) == 1
    assert any("line 599" in suggestion for suggestion in rows[0]["suggestions"])


def test_matches_told_differently_are_a_contradiction_too(copy):
    copy.execute(
        "UPDATE marts.fct_matches SET do_witnesses_agree = (line_start = 457) "
        "WHERE line_start IN (457, 485, 513)"
    )
    [first, second] = dicts(copy, "contradictions_by_page")
    told = ("page_id", "matches_told_alike_twice", "matches_told_differently")
    assert columns([first, second], *told) == [(PAGE_1997, 1, 2), (PAGE_1996, 0, 0)]


def test_clubs_under_several_names(published):
    rows = dicts(published, "clubs_under_several_names")
    # Entrant of San Martín on line 193, third club of Region III with its figures on line 309.
    assert columns(rows, "team", "name", "identity_basis", "first_line") == [
        ("Power Maíz", "Power Maíz", ["inferred"], 193),
        ("Power Maíz", "El Maíz", ["inferred"], 309),
    ]


def test_where_data_is_missing(published):
    rows = dicts(published, "where_data_is_missing")
    assert columns(rows, "page_id", "what", "missing", "out_of", "first_line") == [
        (PAGE_1996, "match without a referee", 15, 15, 265),
        (PAGE_1996, "match without an attendance", 15, 15, 265),
        (PAGE_1997, "match without a referee", 16, 16, 457),
        (PAGE_1997, "match without an attendance", 16, 16, 457),
        # Regions I to VI: all zeros, no match.
        (PAGE_1997, "league table without all its matches", 6, 7, 225),
        (PAGE_1997, "league table without figures", 6, 7, 225),
        (PAGE_1997, "season without a top scorer", 1, 1, None),
    ]


def test_a_match_still_to_be_played_misses_nothing(copy):
    copy.execute("UPDATE marts.fct_matches SET match_status = 'scheduled', home_goals = NULL")
    assert not [
        row for row in dicts(copy, "where_data_is_missing") if row["what"].startswith("match")
    ]
    copy.execute("UPDATE marts.fct_matches SET match_status = 'unreadable'")
    without_result = {
        row["page_id"]: row["missing"]
        for row in dicts(copy, "where_data_is_missing")
        if row["what"] == "match without a result"
    }
    assert without_result == {PAGE_1996: 15, PAGE_1997: 16}


def test_a_table_in_which_nobody_has_played_misses_no_match(copy):
    def missing():
        what = "league table without all its matches"
        return [r["missing"] for r in dicts(copy, "where_data_is_missing") if r["what"] == what]

    verdicts, figures = "fct_league_table_reconciliation", "fct_published_standings"
    copy.execute(f"UPDATE marts.{verdicts} SET status = 'no_matches' WHERE rows_agreeing = 0")
    assert missing() == [6]
    copy.execute(f"UPDATE marts.{figures} SET played = 0 WHERE NOT is_recorded")
    assert missing() == []


def test_what_changed_since_last_week(published, edited):
    assert dicts(published, "what_changed_since_last_week") == []
    with duckdb.connect(str(edited.settings.published_file), read_only=True) as connection:
        rows = dicts(connection, "what_changed_since_last_week")
    told = ("page_id", "entity", "old_value", "new_value", "line_start", "page_is_still_there")
    assert columns(rows, *told) == [(PAGE_1997, "match", "3–1", "3–0", 599, True)]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "America/Lima"])
@pytest.mark.parametrize(("hours", "is_told"), [(7 * 24 - 1, True), (7 * 24 + 1, False)])
def test_a_week_is_seven_days_whatever_the_clock_on_the_wall(
    edited, tmp_path, zone, hours, is_told
):
    with writable_copy(edited, tmp_path) as connection:
        connection.execute(
            "UPDATE marts.fct_page_changes "
            f"SET changed_at = make_timestamp(epoch_us(now())) - INTERVAL {hours} HOUR"
        )
        connection.execute(f"SET TimeZone = '{zone}'")
        assert bool(dicts(connection, "what_changed_since_last_week")) is is_told


def test_longest_unbeaten_runs(published):
    rows = dicts(published, "longest_unbeaten_runs")
    told = ("place", "season_id", "team", "matches", "wins", "draws", "goals_for", "goals_against")
    assert columns(rows, *told) == [
        (1, "copa-peru/1996", "José Gálvez", 5, 4, 1, 15, 4),
        (2, "copa-peru/1997", "Deportivo UPAO", 4, 4, 0, 14, 3),
        # Rounds 4 and 5, and the play-off.
        (3, "copa-peru/1997", "Juan Aurich", 3, 3, 0, 4, 0),
        (4, "copa-peru/1996", "Coronel Bolognesi", 3, 2, 1, 7, 1),
        (5, "copa-peru/1997", "Los Chankas", 3, 1, 2, 2, 1),
        (6, "copa-peru/1996", "UTC", 2, 2, 0, 5, 3),
        (6, "copa-peru/1997", "Juan Aurich", 2, 2, 0, 10, 1),
        (6, "copa-peru/1997", "Deportivo Universitario", 2, 2, 0, 4, 1),
    ]
    assert columns(rows[2:3], "first_match", "last_match") == [
        (date(1997, 12, 10), date(1997, 12, 17))
    ]


def test_tie_breaks_behind_each_order(published):
    rows = dicts(published, "tie_breaks_behind_each_order")
    level = {row["league_table_id"]: row["clubs_level_on_points"] for row in rows}
    assert level == {
        f"{PAGE_1996}#table-1": ["Gigantes del Cenepa", "CNI"],
        f"{PAGE_1997}#table-7": ["Juan Aurich", "Deportivo UPAO"],
    }
    # CNI beat Gigantes and stand below them; UPAO beat Aurich and stand below them.
    for row in rows:
        assert "gd_gf" in row["explained_by"]
        assert "h2h_first" in row["contradicted"]
    # UPAO scored 14 goals and Aurich 13; of 1996's two the upper scored more.
    assert ["gf_first" in row["contradicted"] for row in rows] == [False, True]


def test_an_order_that_nothing_explains_is_told_with_null(copy):
    copy.execute("UPDATE marts.fct_league_table_reconciliation SET order_consistent_with = []")
    assert columns(dicts(copy, "tie_breaks_behind_each_order"), "explained_by") == [(None,)] * 2


def test_coverage(published):
    rows = {row["template"]: row for row in dicts(published, "coverage")}
    assert rows["Football box collapsible"]["parsed"] == 16 + 15
    assert rows["#invoke:sports table"]["parsed"] == 7 + 1
    assert {row["not_understood"] for row in rows.values()} == {0}
