"""A page edited, and then removed, between two ingests: what the marts tell of it."""

from datetime import UTC, datetime

import pytest

from pipelines.ingest import ingest
from pipelines.sources.seeds import SeedFolder
from pipelines.warehouse import Warehouse

PAGE = "enwiki/1997_Copa_Perú"
OLD = "| team1 = Juan Aurich\n\n| score = 3–1\n"
NEW = "| team1 = Juan Aurich\n\n| score = 3–0\n"


def ingest_again(build, day):
    now = datetime(2026, 1, day, 12, 30, tzinfo=UTC)
    source = SeedFolder(build.settings.seeds)
    ingest(Warehouse(build.settings.build_file), source, now, progress=lambda _: None)


@pytest.fixture(scope="module")
def edited(tmp_path_factory, builder, page_1996, page_1997):
    pages = {"1997 Copa Perú": page_1997, "1996 Copa Perú": page_1996}
    build = builder(tmp_path_factory.mktemp("edited"), pages, must_reconcile=False)
    assert build.query("SELECT count(*) FROM marts.fct_page_changes") == [(0,)]
    page = build.settings.seeds / "0.txt"
    assert page_1997.count(OLD) == 1
    page.write_text(page_1997.replace(OLD, NEW), encoding="utf-8")
    ingest_again(build, day=2)
    page.unlink()
    manifest = build.settings.seeds / "manifest.yml"
    manifest.write_text("site: enwiki\npages:\n- {file: 1.txt, title: 1996 Copa Perú}\n")
    ingest_again(build, day=3)
    outcome = build.dbt("build", "--exclude-resource-type", "unit_test")
    assert [failure.name for failure in outcome.failures] == []
    return build


def test_an_edit_and_a_removal_are_told_in_order(edited):
    assert edited.query(
        "SELECT changed_at, entity, column_name, old_value, new_value, description, line_start"
        " FROM marts.fct_page_changes WHERE page_id = ? ORDER BY changed_at, change_no",
        [PAGE],
    ) == [
        (
            *(datetime(2026, 1, 2, 12, 30), "match", "score_text", "3–1", "3–0"),
            *("Juan Aurich – Deportivo Universitario: score 3–1 became 3–0", 599),
        ),
        (
            *(datetime(2026, 1, 3, 12, 30), "page", "presence", "1997 Copa Perú", None),
            *("1997 Copa Perú: gone", 1),
        ),
    ]


def test_a_removed_page_keeps_its_changes_and_leaves_the_other_marts(edited):
    assert edited.query("SELECT page_id FROM marts.dim_pages") == [("enwiki/1996_Copa_Perú",)]
    assert edited.query("SELECT count(DISTINCT page_id) FROM marts.fct_matches") == [(1,)]


def test_every_column_that_is_compared_has_words(edited):
    # Whoever compares another column of a page has to name it for readers.
    from pipelines.ingest.changes import _KINDS

    compared = {column for kind in _KINDS for column in (*kind.columns, *kind.name_columns)}
    named = edited.query("SELECT raw_column FROM reference.changed_columns")
    assert compared - {column for (column,) in named} == set()
