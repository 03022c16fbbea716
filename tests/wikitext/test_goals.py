"""Lists of scorers."""

import pytest

from pipelines.wikitext.goal_lists import goals_in


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
        ("*[[P]] {{penmiss}} {{small|76'}}", []),
        ("[[P]] {{yel}} 90+6'", []),
        ("[[P]] {{sent off|0}} 44'", []),
        ("[[P]] 12', {{yel}} 76'", [("P", 12, None, "goal")]),
        ("[[P]] {{yel}} {{small|76'}}, [[Q]] 80'", [("Q", 80, None, "goal")]),
        ("[[P]] {{yel}} 76', Q 80'", [("Q", 80, None, "goal")]),
        ("[[P]] 12' {{yel}} 76', [[Q]] 80'", [("P", 12, None, "goal"), ("Q", 80, None, "goal")]),
        ("[[P]] 12' {{yel|76}}", [("P", 12, None, "goal")]),
        ("[[P]] {{missed penalty|44}}", []),
        ("[[P]] 44' (missed pen.)", []),
        ("[[P]] 44' (pen. saved), 60'", [("P", 60, None, "goal")]),
        (
            "[[P]] {{goal|60}}, {{golden goal|112}}",
            [("P", 60, None, "goal"), ("P", 112, None, "goal")],
        ),
        ("[[P]] 90+7 pen", [("P", 90, 7, "penalty")]),
        ("[[P]] 12, 90+7 pen.", [("P", 12, None, "goal"), ("P", 90, 7, "penalty")]),
        ("[[P]] 8 o.g.", [("P", 8, None, "own_goal")]),
        ("[[P]] {{goal|20|pk}}", [("P", 20, None, "penalty")]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*[[Pérez]]&nbsp;{{goal|23}}", [("Pérez", 23, None, "goal")]),
        ("Pérez&nbsp;23'", [("Pérez", 23, None, "goal")]),
        ("Pérez &#124; 23'", [("Pérez", 23, None, "goal")]),
        ("P 23'; Q 45'", [("P", 23, None, "goal"), ("Q", 45, None, "goal")]),
    ],
)
def test_the_end_of_an_entity_ends_no_entry(text, expected):
    assert goals(text) == expected


@pytest.mark.parametrize(
    ("remark", "kind"),
    [
        *[(r, "own_goal") for r in ("o.g.", "og", "own goal", "e.c.", "p.p.", "autogol", "csc")],
        *[(r, "penalty") for r in ("pen.", "pen", "p", "p.", "(p)", "penalty kick", "pênalti")],
        *[(r, "penalty") for r in ("pén.", "rig.", "rigore", "Foulelfmeter", "p, retaken")],
        *[(r, "goal") for r in ("assist by Downing", "assist by P. Spencer", "pass of Brown")],
        *[(r, "goal") for r in ("right foot", "Rodrigo", "open play", "Québec", "")],
    ],
)
def test_what_a_remark_says_of_a_goal(remark, kind):
    assert goals(f"[[P]] {{{{goal|23|{remark}}}}}") == [("P", 23, None, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P 23' and 45'", [("P", 23), ("P", 45)]),
        ("P 23' y 45'", [("P", 23), ("P", 45)]),
        ("P 23' & 45'", [("P", 23), ("P", 45)]),
        ("P 23' and Q 45'", [("P", 23), ("Q", 45)]),
        ("P 23', Y. Q 45'", [("P", 23), ("Y. Q", 45)]),
        ("P 23, 45 and 60", [("P", 23), ("P", 45), ("P", 60)]),
        ("[[P]] {{goal|3}} and {{goal|5}}", [("P", 3), ("P", 5)]),
        ("[[P]] {{goal|3}} y [[Q]] {{goal|5}}", [("P", 3), ("Q", 5)]),
    ],
)
def test_a_word_between_two_goals_is_no_scorer(text, expected):
    assert [(goal.scorer, goal.minute) for goal in goals_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[P]] (23'), [[Q]] (45' pen.)", [("P", 23, None, "goal"), ("Q", 45, None, "penalty")]),
        ("[[P]] (23), [[Q]] (45)", [("P", 23, None, "goal"), ("Q", 45, None, "goal")]),
        ("P (23, 45 pen)", [("P", 23, None, "goal"), ("P", 45, None, "penalty")]),
        ("P (23), Q", [("P", 23, None, "goal"), ("Q", None, None, "goal")]),
        ("P (23 & 90+2)", [("P", 23, None, "goal"), ("P", 90, 2, "goal")]),
        ("P (90+2)", [("P", 90, 2, "goal")]),
        ("P (23), Q (5)", [("P", 23, None, "goal"), ("Q", 5, None, "goal")]),
        ("P 23' (Q o.g.)", [("P", 23, None, "own_goal")]),
        ("P 23', 45' pen", [("P", 23, None, "goal"), ("P", 45, None, "penalty")]),
        ("P 23' pen., Q 60'", [("P", 23, None, "penalty"), ("Q", 60, None, "goal")]),
        ("[[P]] (pen.)", [("P", None, None, "penalty")]),
        ("[[P]] (o.g.) and [[Q]]", [("P", None, None, "own_goal"), ("Q", None, None, "goal")]),
        ("[[P]] (captain)", [("P (captain)", None, None, "goal")]),
        ("[[P]] (born 1990)", [("P (born 1990)", None, None, "goal")]),
        ("[[P]] (19 years)", [("P (19 years)", None, None, "goal")]),
        ("[[P]] ([[A]])", [("P (A)", None, None, "goal")]),
        ("[[P]] (23') {{yel|50}}", [("P", 23, None, "goal")]),
        ("[[P]] (captain) {{yel|50}}", []),
    ],
)
def test_what_stands_in_brackets_behind_a_name(text, expected):
    assert goals(text) == expected


@pytest.mark.parametrize(
    ("goals1", "score", "expected", "issues"),
    [
        # Two goals of P, or one in the second minute: the score tells.
        ("[[P]] (2)", "2–0", [("P", None), ("P", None)], []),
        ("[[P]] (2)", "1–0", [("P", 2)], []),
        ("[[P]] (2 goals)", "2–0", [("P", None), ("P", None)], []),
        ("[[P]] (20 min)", "1–0", [("P", 20)], []),
        ("[[P]] (2), [[Q]]", "3–0", [("P", None), ("P", None), ("Q", None)], []),
        ("Smith (12 pen)", "1–0", [("Smith", 12)], []),
        # Here it does not.
        ("[[P]] (1)", "1–0", [("P", None)], ["goals_unclear"]),
        ("[[P]] (2)", "3–0", [("P", None)], ["goals_unclear", "goals_contradict_score"]),
        ("[[P]] (2)", "3–0 (awarded)", [("P", None)], ["goals_unclear"]),
        ("[[P]] (2, 1 pen)", "2–0", [("P", None)], ["goals_unclear", "goals_contradict_score"]),
        # Beside a minute, or past what any player scored in a match, it is one.
        ("[[P]] (2), [[Q]] (45')", "4–0", [("P", 2), ("Q", 45)], ["goals_contradict_score"]),
        ("[[P]] (45)", "2–0", [("P", 45)], ["goals_contradict_score"]),
    ],
)
def test_a_number_in_brackets_is_a_minute_or_a_count(read, goals1, score, expected, issues):
    found = read(box(score, goals1, "")).rows
    assert [(r["scorer"], r["minute"]) for r in found["goals"]] == expected
    assert sorted(r["code"] for r in found["parse_issues"]) == sorted(issues)
