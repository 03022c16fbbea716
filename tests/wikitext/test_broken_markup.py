"""Damaged calls are named with their line; the rest of the page is read."""

import pytest

BOX = "{{Football box\n|team1=A\n|team2=B\n|score=%s\n}}"
GOOD = BOX % "1–0"


def rejects(found):
    return [(r["table_name"], r["code"], r["line_start"]) for r in found.rows["rejects"]]


def scores(found):
    return [r["score"] for r in found.rows["match_boxes"]]


def test_a_table_without_its_closing_braces_is_rejected_where_it_opens(read):
    text = "x\n{{#invoke:sports table|main\n|team1=A\n|win_A=1\n\n" + GOOD
    found = read(text)
    assert rejects(found) == [("league_tables", "unclosed_call", 2)]
    assert scores(found) == ["1–0"]
    error = found.rows["parse_issues"][0]
    assert (error["severity"], error["line_start"]) == ("error", 2)
    assert "line 2" in error["message"]
    assert [(r["template"], r["outcome"]) for r in found.rows["template_ledger"]] == [
        ("#invoke:sports table", "rejected"),
        ("Football box", "parsed"),
    ]


def test_a_box_that_swallows_the_next_one_is_rejected_and_the_next_is_read(read):
    found = read("{{Football box\n|team1=A\n|score=2–0\n" + GOOD + "\n}}\n" + GOOD)
    assert rejects(found) == [("match_boxes", "swallows_other_call", 1)]
    assert scores(found) == ["1–0", "1–0"]


def test_a_call_that_swallows_a_heading_is_rejected(read):
    found = read("{{Football box\n|team1=A\n|score=2–0\n==Round 2==\ntext }}\n" + GOOD)
    assert rejects(found) == [("match_boxes", "swallows_heading", 1)]
    assert scores(found) == ["1–0"]


@pytest.mark.parametrize("damage", ["Football box\n|team1=A\n}}", "{Football box\n|team1=A\n}}"])
def test_closing_braces_without_a_beginning_are_reported(read, damage):
    found = read(damage + "\n" + GOOD)
    assert [(r["code"], r["line_start"]) for r in found.rows["parse_issues"]] == [
        ("unopened_call", 3)
    ]
    assert [r["outcome"] for r in found.rows["template_ledger"]] == ["rejected", "parsed"]


def test_an_unclosed_call_of_no_family_is_a_warning_and_rejects_nothing(read):
    found = read("{{nowrap|x\n" + GOOD)
    assert rejects(found) == []
    assert [(r["severity"], r["code"]) for r in found.rows["parse_issues"]] == [
        ("warning", "unclosed_call")
    ]


def test_an_unclosed_comment_is_an_error_that_names_its_line(codes):
    assert codes("a\n<!-- b\n" + GOOD) == [("unclosed_comment", 2)]


def test_a_call_past_the_bound_is_rejected_and_the_rest_is_read(read):
    found = read("{{Football box|team1=" + "x" * 500_000 + "}}\n" + GOOD)
    assert rejects(found) == [("match_boxes", "unreadable_call", 1)]
    assert scores(found) == ["1–0"]


def test_a_call_nested_too_deep_is_rejected(read):
    found = read("{{a|" * 60 + GOOD + "}}" * 60 + GOOD)
    assert rejects(found) == [("match_boxes", "too_deep", 1)]
    assert scores(found) == ["1–0"]


def test_thousands_of_unclosed_calls_share_a_report(read):
    found = read("{{Football box|team1=A\n" * 5000)
    assert len(found.rows["parse_issues"]) < 1000
    assert found.rows["parse_issues"][-1]["code"] == "unclosed_calls"
    assert "4600" in found.rows["parse_issues"][-1]["message"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\x00\x00",
        "\ud800",
        "\ufeff",
        "<html><body><h1>x</h1></body></html>",
        "\x89PNG\r\n\x1a\n\x00\x00",
        "'; DROP TABLE raw.pages; --",
        "$(rm -rf x) `x` <script>alert(1)</script>",
        "{{" * 50_000,
        "{{" * 20_000,
        "{{{{{" * 8_000 + "}}}" * 8_000,
        "{|\n" * 2_000,
        "[[" * 50_000,
        "<ref>" * 20_000,
        "=" * 50_000,
    ],
)
def test_any_text_is_read_without_an_error(read, text):
    assert len(read(text).rows["sections"]) >= 1


@pytest.mark.parametrize("name", ["efn", "nowrap", "fb", "ubl", "strange"])
def test_a_value_of_calls_in_calls_is_read_without_an_error(rows, name):
    text = "{{Football box|team1=A" + f"{{{{{name}|" * 300 + "x" + "}}" * 300 + "|team2=B}}"
    assert rows(text, "match_boxes", "team2") == ["B"]


def test_markup_for_other_machines_arrives_as_text(rows):
    text = "{{Football box|team1='; DROP TABLE x; --|team2=$(ls) `a`|score=&lt;script&gt;}}"
    assert rows(text, "match_boxes", "team1", "team2", "score") == [
        ("'; DROP TABLE x; --", "$(ls) `a`", "<script>")
    ]


def test_a_nul_byte_and_direction_marks_do_not_reach_a_value(rows):
    text = "{{Football box|team1=\u200fA\u202c|team2=B\x00|score=1–0}}"
    assert rows(text, "match_boxes", "team1", "team2") == [("A", "B\ufffd")]
