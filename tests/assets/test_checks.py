"""dbt's tests get names and descriptions that a person reads."""

import pytest

from pipelines.assets.checks import check_description, check_name, with_sentences


def a_test(kind, **arguments):
    return {
        "resource_type": "test",
        "name": "fct_matches_match_id_is_unique",
        "attached_node": "model.liguilla.fct_matches",
        "description": "",
        "meta": {},
        "config": {"where": None},
        "test_metadata": {"name": kind, "kwargs": {"column_name": "match_id", **arguments}},
    }


def test_a_name_drops_the_asset_it_stands_on():
    assert check_name(a_test("unique")) == "match_id_is_unique"


def test_a_name_of_its_own_stays():
    node = {"name": "no_match_is_lost", "attached_node": None}
    assert check_name(node) == "no_match_is_lost"


@pytest.mark.parametrize(
    ("node", "sentence"),
    [
        (a_test("not_null"), "No row lacks `match_id`."),
        (a_test("unique"), "No two rows share the same `match_id`."),
        (
            a_test("accepted_values", values=["a", "b"]),
            "Where there is a `match_id`, it is one of `a`, `b`.",
        ),
        (
            a_test("relationships", to="ref('dim_pages')", field="page_id"),
            "Where there is a `match_id`, `dim_pages` has it as its `page_id`.",
        ),
        (
            a_test("unique_combination", columns=["page_id", "row_no"]),
            "No two rows share the same `page_id`, `row_no`.",
        ),
        (
            a_test("expression_is_true", expression="a\n  = b"),
            "In every row holds `a = b`.",
        ),
        ({**a_test("unique"), "description": "Its own words."}, "Its own words."),
        (
            {**a_test("unique"), "config": {"where": "x > 1"}},
            "No two rows share the same `match_id`. Asked only of rows where `x > 1`.",
        ),
        (a_test("of_another_kind"), ""),
    ],
)
def test_a_description_is_made_of_the_arguments(node, sentence):
    assert check_description(node) == sentence


def test_the_project_that_dbt_runs_stays_as_it_is():
    node = a_test("unique")
    manifest = {"nodes": {"test.a": node, "model.b": {"resource_type": "model", "name": "b"}}}
    seen = with_sentences(manifest)["nodes"]
    assert seen["test.a"]["name"] == "match_id_is_unique"
    assert seen["test.a"]["meta"]["description"] == "No two rows share the same `match_id`."
    assert seen["model.b"] == {"resource_type": "model", "name": "b"}
    assert node == a_test("unique")
