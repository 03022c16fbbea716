"""Lists of scorers."""

import pytest

from pipelines.wikitext.goals import goals_in


def goals(text):
    return [(g.scorer, g.minute, g.stoppage, g.kind) for g in goals_in(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[P]] {{goal|23}}", [("P", 23, None, "goal")]),
        ("[[P]] {{goal|45+2}}", [("P", 45, 2, "goal")]),
        (
            "*[[P]] {{goal|23||45+2|pen.|80|o.g.}}",
            [
                ("P", 23, None, "goal"),
                ("P", 45, 2, "penalty"),
                ("P", 80, None, "own_goal"),
            ],
        ),
        ("[[P]] {{goal|35, 48}}", [("P", 35, None, "goal"), ("P", 48, None, "goal")]),
        (
            "\n*[[P]] {{goal|3}}\n*[[Q]] {{Goal|4}}",
            [("P", 3, None, "goal"), ("Q", 4, None, "goal")],
        ),
        (
            "[[P]] {{goal|3}}<br />[[Q]] {{goal|4}}",
            [("P", 3, None, "goal"), ("Q", 4, None, "goal")],
        ),
        (
            "[[P]] {{goal|3}}, [[Q]] {{goal|4}}",
            [("P", 3, None, "goal"), ("Q", 4, None, "goal")],
        ),
        ("{{goal|3}} [[P]]", [("P", 3, None, "goal")]),
        ("P 23', 45' (pen.)", [("P", 23, None, "goal"), ("P", 45, None, "penalty")]),
        ("P 23', Q 60' (o.g.)", [("P", 23, None, "goal"), ("Q", 60, None, "own_goal")]),
        ("P 90+1'", [("P", 90, 1, "goal")]),
        ("[[P]]", [("P", None, None, "goal")]),
        ("[[P]] {{goal}}", [("P", None, None, "goal")]),
        ("[[P]] {{sent off|2|14|39}}", []),
        ("[[P]] {{yel|45}}\n[[Q]] {{goal|50}}", [("Q", 50, None, "goal")]),
        ("<!-- nobody -->", []),
        ("", []),
    ],
)
def test_forms_of_a_list(text, expected):
    assert goals(text) == expected


def test_a_scorer_keeps_the_link_that_is_his():
    found = goals_in("P 23', [[Q (footballer)|Q]] 60'")
    assert [g.scorer_link for g in found] == [None, "Q (footballer)"]
    assert goals_in("[[P (footballer)|P]] {{goal|1}}")[0].scorer_link == "P (footballer)"


def box(score, goals1, goals2):
    return (
        f"{{{{Football box|team1=A|team2=B\n|score={score}\n|goals1={goals1}\n|goals2={goals2}}}}}"
    )


def test_goals_are_rows_with_their_side_and_line(rows):
    text = box("2–1", "[[P]] {{goal|1||2}}", "[[Q]] {{goal|3}}")
    columns = ("match_no", "goal_no", "side", "scorer", "minute", "line_start")
    assert rows(text, "goals", *columns) == [
        (1, 1, 1, "P", 1, 3),
        (1, 2, 1, "P", 2, 3),
        (1, 3, 2, "Q", 3, 4),
    ]


@pytest.mark.parametrize(
    ("score", "goals1", "expected"),
    [
        ("1–0", "[[P]] {{goal|1}}", []),
        ("2–0", "[[P]] {{goal|1}}", [("goals_contradict_score", 1)]),
        ("0–3 (awarded)", "[[P]] {{goal|1}}", []),
        ("2–0", "", []),
        ("v", "[[P]] {{goal|1}}", []),
        ("1–0", "{{goal|1}}", []),
        ("1–0", "?", [("goals_not_read", 3)]),
    ],
)
def test_goals_that_contradict_the_score_are_reported(codes, score, goals1, expected):
    found = codes(box(score, goals1, ""))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A scorer without a call between two others has a line, and a goal, of his own.
        ("*A {{goal|1}}\n*B\n*C {{goal|2}}", [("A", 1), ("B", None), ("C", 2)]),
        ("A; B {{goal|5}}", [("A", None), ("B", 5)]),
        ("*A {{goal|1}} {{goal|2}}", [("A", 1), ("A", 2)]),
        ("*A {{goal|1}}\n*B", [("A", 1), ("B", None)]),
        ("*A {{goal|1}}\n\n  *[[C|B]]  {{goal|2}}\n", [("A", 1), ("B", 2)]),
    ],
)
def test_every_line_of_a_list_has_its_own_scorer(text, expected):
    assert [(goal.scorer, goal.minute) for goal in goals_in(text)] == expected
