"""What the two given pages must give, read from the published file as an analyst would.

The figures are those of the pages themselves, counted and computed by hand (DESIGN §4, last
paragraph; DOMAIN §4.3).
"""

from datetime import date

import pytest

PAGE_1996, PAGE_1997 = "enwiki/1996_Copa_Perú", "enwiki/1997_Copa_Perú"

# position, team, W, D, L, GF, GA, points: DOMAIN §4.3.
FINAL_1996 = [
    (1, "José Gálvez", 4, 1, 0, 15, 4, 13),
    (2, "UTC", 3, 0, 2, 11, 9, 9),
    (3, "Coronel Bolognesi", 2, 1, 2, 8, 6, 7),
    (4, "Gigantes del Cenepa", 2, 0, 3, 10, 13, 6),
    (5, "CNI", 2, 0, 3, 8, 11, 6),
    (6, "León de Huánuco", 1, 0, 4, 3, 12, 3),
]
FINAL_1997 = [
    (1, "Juan Aurich", 4, 0, 1, 13, 2, 12),
    (2, "Deportivo UPAO", 4, 0, 1, 14, 4, 12),
    (3, "Cultural Hidro", 2, 1, 2, 7, 8, 7),
    (4, "Deportivo Universitario", 2, 0, 3, 5, 8, 6),
    (5, "Los Chankas", 1, 2, 2, 2, 5, 5),
    (6, "CNI", 0, 1, 4, 5, 19, 1),
]


def test_two_seasons_with_their_winners(built):
    assert built.query(
        "SELECT competition, season, winner_team, previous_season, next_season, "
        "first_match_date, last_match_date FROM marts.dim_seasons ORDER BY season"
    ) == [
        (
            *("Copa Perú", "1996", "José Gálvez", "1995", "1997"),
            *(date(1997, 1, 19), date(1997, 2, 2)),
        ),
        (
            *("Copa Perú", "1997", "Juan Aurich", "1996", "1998"),
            *(date(1997, 11, 30), date(1997, 12, 17)),
        ),
    ]


def test_thirty_one_matches_of_which_thirty_count(built):
    assert built.query(
        "SELECT count(*), count(*) FILTER (counts_in_table) FROM marts.fct_matches"
    ) == [(31, 30)]
    assert built.query(
        "SELECT page_id, count(*), sum(home_goals + away_goals) FROM marts.fct_matches "
        "WHERE counts_in_table GROUP BY ALL ORDER BY ALL"
    ) == [(PAGE_1996, 15, 55), (PAGE_1997, 15, 46)]


def test_the_play_off_does_not_count_and_says_why(built):
    [row] = built.query(
        "SELECT match_date, home_team, home_goals, away_goals, away_team, exclusion_reason, "
        "line_start, line_end FROM marts.fct_matches WHERE NOT counts_in_table"
    )
    assert row[:5] == (date(1997, 12, 17), "Juan Aurich", 1, 0, "Deportivo UPAO")
    assert len(row[5]) > 20
    assert row[6:] == (887, 913)


def test_eight_tables_two_reconciled_and_six_not_recorded(built):
    assert built.query(
        "SELECT status, count(*), sum(team_count) FROM marts.fct_league_table_reconciliation "
        "JOIN marts.dim_league_tables USING (league_table_id) GROUP BY ALL ORDER BY ALL"
    ) == [("not_recorded", 6, 25), ("reconciled", 2, 12)]


def test_every_row_of_the_reconciled_tables_agrees(built):
    assert built.query(
        "SELECT row_status, count(*) FROM marts.fct_standings_reconciliation GROUP BY ALL "
        "ORDER BY ALL"
    ) == [("agrees", 12), ("not_recorded", 25)]


@pytest.mark.parametrize("mart", ["fct_published_standings", "fct_computed_standings"])
@pytest.mark.parametrize(("page", "table"), [(PAGE_1996, FINAL_1996), (PAGE_1997, FINAL_1997)])
def test_the_final_tables_are_those_worked_out_by_hand(built, mart, page, table):
    place = "position" if mart == "fct_published_standings" else "rank"
    assert (
        built.query(
            f"SELECT {place}, team, wins, draws, losses, goals_for, goals_against, points "
            f"FROM marts.{mart} JOIN marts.fct_league_table_reconciliation AS r "
            "USING (league_table_id) WHERE status = 'reconciled' AND r.page_id = ? ORDER BY ALL",
            [page],
        )
        == table
    )


def test_what_was_not_recorded_is_unknown_and_not_nil(built):
    assert built.query(
        "SELECT DISTINCT is_recorded, played, wins, points FROM marts.fct_published_standings "
        "JOIN marts.fct_league_table_reconciliation USING (league_table_id) "
        "WHERE status = 'not_recorded'"
    ) == [(False, None, None, None)]


def test_fifty_one_entrants_with_the_row_span(built):
    assert built.query(
        "SELECT season, count(*) FROM marts.fct_entrants JOIN marts.dim_seasons USING (season_id) "
        "GROUP BY ALL ORDER BY ALL"
    ) == [("1996", 26), ("1997", 25)]
    assert built.query(
        "SELECT team, location FROM marts.fct_entrants JOIN marts.dim_seasons USING (season_id) "
        "WHERE season = '1996' AND department = 'Huánuco' ORDER BY team"
    ) == [("León de Huánuco", "Huánuco"), ("Unión Naranjillo", "Huánuco")]


def test_nothing_was_rejected(built):
    assert built.query("SELECT count(*) FROM raw.rejects") == [(0,)]


def systems(built, column, page):
    [(found,)] = built.query(
        f"SELECT {column} FROM marts.fct_league_table_reconciliation "
        "WHERE status = 'reconciled' AND page_id = ?",
        [page],
    )
    return set(found)


def test_the_order_of_1996_follows_goals_and_not_head_to_head(built):
    assert {"gd_gf", "goal_average"} <= systems(built, "order_consistent_with", PAGE_1996)
    contradicted = systems(built, "order_contradicts", PAGE_1996)
    assert any(name.startswith("h2h") for name in contradicted)
    assert "gd_gf" not in contradicted


def test_the_order_of_1997_follows_goal_difference_and_the_play_off(built):
    consistent = systems(built, "order_consistent_with", PAGE_1997)
    assert "gd_gf" in consistent
    assert any("playoff" in name for name in consistent)
    contradicted = systems(built, "order_contradicts", PAGE_1997)
    assert any(name.startswith("h2h") for name in contradicted)
    assert any(name.startswith("gf") for name in contradicted)


def test_the_five_finalists_with_two_codes_are_one_club_each(built):
    assert built.query(
        "SELECT team, list_sort(list(DISTINCT team_code)) FROM marts.fct_published_standings "
        "WHERE page_id = ? "
        "GROUP BY team_id, team HAVING count(DISTINCT team_code) > 1 ORDER BY team",
        [PAGE_1997],
    ) == [
        ("Cultural Hidro", ["CHI", "HID"]),
        ("Deportivo UPAO", ["UPA", "UPAO"]),
        ("Deportivo Universitario", ["UNI", "UNP"]),
        ("Juan Aurich", ["AUR", "JAU"]),
        ("Los Chankas", ["CHA", "LCH"]),
    ]


def test_thirty_nine_clubs_and_the_alias_is_no_fortieth(built):
    # DOMAIN §4.4 #19: 39 names, 40 with El Maíz.
    assert built.query("SELECT count(*) FROM marts.dim_teams") == [(39,)]
    [(also_known_as,)] = built.query(
        "SELECT also_known_as FROM marts.dim_teams WHERE team = 'Power Maíz'"
    )
    assert also_known_as == ["El Maíz"]


def test_names_that_look_like_something_else_survive(built):
    odd = ["30 de Agosto", "7 de Agosto", "CNI", "I.M.I.", "UNH", "UTC"]
    assert built.query(
        "SELECT team FROM marts.dim_teams WHERE list_contains(?, team) ORDER BY team", [odd]
    ) == [(name,) for name in odd]


def test_twelve_clubs_play_in_both_seasons(built):
    assert built.query(
        "SELECT count(*) FROM marts.dim_teams WHERE first_season = '1996' AND last_season = '1997'"
    ) == [(12,)]


def test_every_number_leads_to_its_line(built):
    [(line, text)] = built.query(
        "SELECT matches.line_start, string_split(pages.wikitext, chr(10))[matches.line_start] "
        "FROM marts.fct_matches AS matches JOIN raw.pages USING (page_id) "
        "WHERE pages.is_current AND home_team = 'Juan Aurich' AND away_team = 'CNI'"
    )
    assert (line, text) == (457, "{{Football box collapsible")


def test_every_table_and_column_an_analyst_sees_has_a_comment(built):
    assert (
        built.query(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name IN ('raw', 'marts') "
            "AND comment IS NULL"
        )
        == []
    )
    assert (
        built.query(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE schema_name IN ('raw', 'marts') AND comment IS NULL"
        )
        == []
    )
