"""The form in which the warehouse calls the diagnosis."""

import json
import re

import pytest

from pipelines.diagnosis import case_json, diagnose, diagnose_json
from tests.diagnosis.tables import right_table, typed_table, with_match


def a_case() -> dict:
    return json.loads(case_json(right_table()))


def test_a_case_survives_the_way_through_json():
    case = with_match(typed_table(), 104, home_goals=8)
    found = json.loads(diagnose_json(case_json(case)))
    (explanation,) = found["explanations"]
    assert found["outcome"] == "explained"
    assert found["explanation_count"] == 1
    assert explanation["sentence"] == diagnose(case).explanations[0].sentence
    assert explanation["edits"] == [
        {
            "cause": "wrong_score",
            "match_id": "m104",
            "team_id": None,
            "current_value": "8–1",
            "suggested_value": "3–1",
            "line_start": 104,
            "line_end": 104,
            "figure": None,
        }
    ]


def test_what_has_a_default_may_be_left_out_or_null():
    case = a_case()
    del case["points_rule"], case["meetings"]
    for row in case["rows"]:
        row["adjustment"] = None
        del row["start_points"], row["points"]
    for match in case["matches"]:
        del match["extra"], match["round"]
    assert json.loads(diagnose_json(json.dumps(case)))["outcome"] == "agrees"


def test_the_limit_is_obeyed():
    case = json.loads(case_json(with_match(right_table(), 104, home_goals=8)))
    case["limit"] = 1
    assert json.loads(diagnose_json(json.dumps(case)))["note"] == "search stopped at 1 nodes"


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("rows", 0, "wins"), "3", "rows[0].wins: must be int | null, is '3'"),
        (("rows", 1, "wins"), -1, "rows[1].wins: must not be negative, is -1"),
        (("rows", 0, "team"), None, "rows[0].team: must be str, is None"),
        (("rows", 0, "win"), 3, "rows[0].win: is not known"),
        (("rows", 0, "team_id"), "b", "rows.team_id: 'b' occurs twice"),
        (("matches", 2, "home_goals"), True, "matches[2].home_goals: must be int | null"),
        (("matches", 2, "home_goals"), None, "matches[2].home_goals: a counting match has goals"),
        (("matches", 2, "away_goals"), -2, "matches[2].away_goals: must not be negative"),
        (("matches", 0, "away_team_id"), "a", "matches[0].away_team_id: a club does not play"),
        (("matches", 1, "match_id"), "m101", "matches.match_id: 'm101' occurs twice"),
        (("matches", 0, "counts"), 1, "matches[0].counts: must be bool, is 1"),
        (("matches",), {}, "matches: must be a list"),
        (("points_rule",), [3, 1], "points_rule: must be [win, draw, loss]"),
        (("meetings",), 0, "meetings: must be at least 1, is 0"),
        (("league_table_id",), None, "league_table_id: must be str, is None"),
        (("limit",), "many", "limit: must be int, is 'many'"),
        (("tables",), [], "case.tables: is not known"),
    ],
)
def test_a_bad_field_is_named(path, value, message):
    case = a_case()
    place = case
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        diagnose_json(json.dumps(case))


@pytest.mark.parametrize(
    ("text", "message"), [("{", "not JSON"), ("[]", "case: must be an object")]
)
def test_what_is_no_case_at_all_is_refused(text, message):
    with pytest.raises(ValueError, match=message):
        diagnose_json(text)
