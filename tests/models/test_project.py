"""The dbt project as a whole: its unit tests pass, and everything it makes is described."""

import shutil
from dataclasses import replace

import duckdb
import pytest

from pipelines.dbt_runner import DbtOutcome
from tests.models.conftest import Build


@pytest.fixture(scope="module")
def seeds_build(tmp_path_factory, builder, page_1996, page_1997):
    pages = {"1997 Copa Perú": page_1997, "1996 Copa Perú": page_1996}
    return builder(tmp_path_factory.mktemp("project"), pages, must_reconcile=True)


def test_the_given_pages_fail_nothing(seeds_build):
    assert [failure.name for failure in seeds_build.outcome.failures] == []


def test_every_unit_test_passes(seeds_build):
    outcome = seeds_build.dbt("test", "--select", "test_type:unit")
    assert outcome.error is None
    assert [failure.name for failure in outcome.failures] == []
    assert len(outcome.statuses) >= 25


@pytest.mark.parametrize("memory", ["1KB", "8MB"], ids=["to open the file", "for a model"])
def test_too_little_memory_names_the_setting(seeds_build, memory):
    starved = Build(replace(seeds_build.settings, sql_memory=memory), DbtOutcome())
    outcome = starved.dbt("run", "--select", "int_team_identity")
    messages = [failure.message for failure in outcome.failures] or [outcome.error]
    assert messages == [
        f"DuckDB may hold {memory} of memory, which is not enough here; give "
        "LIGUILLA_SQL_MEMORY more, such as 2GB"
    ]


def test_every_table_and_column_carries_its_description(seeds_build):
    schemas = "('staging', 'intermediate', 'marts', 'reference')"
    assert (
        seeds_build.query(
            "SELECT schema_name, table_name, column_name FROM duckdb_columns()"
            f" WHERE schema_name IN {schemas} AND coalesce(comment, '') = ''"
        )
        == []
    )
    assert (
        seeds_build.query(
            "SELECT table_name FROM duckdb_tables()"
            f" WHERE schema_name IN {schemas} AND coalesce(comment, '') = ''"
            " UNION ALL SELECT view_name FROM duckdb_views()"
            f" WHERE schema_name IN {schemas} AND coalesce(comment, '') = ''"
        )
        == []
    )


def test_views_survive_a_copy_under_another_name(seeds_build, tmp_path):
    copy = tmp_path / "liguilla.duckdb"
    shutil.copy(seeds_build.settings.build_file, copy)
    with duckdb.connect(str(copy), read_only=True) as connection:
        views = connection.execute(
            "SELECT schema_name, view_name FROM duckdb_views() WHERE schema_name = 'staging'"
        ).fetchall()
        assert len(views) >= 13
        for schema, view in views:
            connection.execute(f"SELECT * FROM {schema}.{view}").fetchall()
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{copy}' AS other (READ_ONLY)")
        entrants = connection.execute("SELECT count(*) FROM other.staging.stg_wikitext__entrants")
        assert entrants.fetchone() == (51,)


def test_clubs_keep_their_names_and_their_identity(seeds_build):
    teams = dict(seeds_build.query("SELECT team, team_id FROM marts.dim_teams"))
    assert len(teams) == 39
    for name in ("UTC", "CNI", "UNH", "I.M.I.", "30 de Agosto", "7 de Agosto", "Power Maíz"):
        assert name in teams
    assert seeds_build.query(
        "SELECT list(DISTINCT team_code ORDER BY team_code)"
        " FROM marts.fct_published_standings WHERE page_id = 'enwiki/1997_Copa_Perú'"
        " GROUP BY team_id HAVING count(*) > 1 ORDER BY 1"
    ) == [
        (["AUR", "JAU"],),
        (["CHA", "LCH"],),
        (["CHI", "HID"],),
        (["CNI"],),
        (["UNI", "UNP"],),
        (["UPA", "UPAO"],),
    ]


def test_the_alias_says_how_sure_it_is(seeds_build):
    assert seeds_build.query(
        "SELECT team, later_league_table_id FROM marts.fct_entrants"
        " WHERE identity_basis = 'inferred'"
    ) == [("Power Maíz", "enwiki/1997_Copa_Perú#table-3")]
    assert seeds_build.query(
        "SELECT also_known_as FROM marts.dim_teams WHERE team = 'Power Maíz'"
    ) == [(["El Maíz"],)]


def test_the_orders_agree_with_the_systems_they_should(seeds_build):
    orders = {
        table: (set(consistent), set(contradicted))
        for table, consistent, contradicted in seeds_build.query(
            "SELECT league_table_id, order_consistent_with, order_contradicts"
            " FROM marts.fct_league_table_reconciliation WHERE status = 'reconciled'"
        )
    }
    consistent, contradicted = orders["enwiki/1996_Copa_Perú#table-1"]
    assert {"gd_gf", "goal_average", "wins_first"} <= consistent
    # CNI beat Gigantes del Cenepa 3–1 and stands below them, level on points.
    head_to_head_first = {
        *("h2h_first", "laliga", "caf_2012", "fifa_wc_2026"),
        *("uefa_group_2012", "uefa_group_2018", "uefa_group_2021"),
    }
    assert contradicted == {*head_to_head_first, "serie_a_2022"}
    consistent, contradicted = orders["enwiki/1997_Copa_Perú#table-7"]
    # UPAO beat Juan Aurich 1–0 and scored 14 goals to 13; Aurich won the play-off, which
    # serie_a_2022 asks before head-to-head.
    assert {"gd_gf", "goal_average", "wins_first", "playoff_first", "serie_a_2022"} <= consistent
    assert contradicted == {*head_to_head_first, "gf_first"}


def test_neutral_ground_is_known_and_says_why(seeds_build):
    assert seeds_build.query(
        "SELECT DISTINCT is_neutral_venue, neutral_venue_basis, venue, city FROM marts.fct_matches"
    ) == [
        (
            True,
            "All matches of the table are at Nacional, Lima; neither club is from that town.",
            "Nacional",
            "Lima",
        )
    ]


def test_entrants_are_followed_to_their_next_table(seeds_build):
    assert seeds_build.query(
        "SELECT season_id, count(*), count(later_league_table_id) FROM marts.fct_entrants"
        " GROUP BY season_id ORDER BY season_id"
    ) == [("copa-peru/1996", 26, 6), ("copa-peru/1997", 25, 25)]
