"""The ledger accounts for every call and every wikitable."""

import pytest

BOX = "{{Football box|team1=A|team2=B|score=1–0}}"


def test_every_call_has_one_line_in_page_order(outcomes):
    text = (
        "{{Short description|x}}\n" + BOX + "\n{{strange}}\n{|\n!Team!!City\n|-\n|A||B\n|}\n{{cn}}"
    )
    assert outcomes(text) == [
        ("Short description", "not_football", 0),
        ("Football box", "parsed", 1),
        ("strange", "not_understood", 0),
        ("wikitable", "parsed", 1),
        ("cn", "not_football", 0),
    ]


def test_calls_inside_calls_are_counted_with_their_depth(read):
    text = "{{Football box|team1={{nowrap|{{fb|PER}}}}|team2=B}}"
    ledger = read(text).rows["template_ledger"]
    assert [(r["template"], r["outcome"], r["depth"]) for r in ledger] == [
        ("Football box", "parsed", 0),
        ("nowrap", "parsed", 1),
        ("fb", "parsed", 2),
    ]


def test_an_inline_template_shares_the_fate_of_what_it_stands_in(outcomes):
    text = "{{fb|PER}}\n{{Football box|team1={{fb|PER}}|team2=B<ref>{{lang|es|x}}</ref>}}"
    text += "\n{|\n!Team!!City\n|-\n|{{fb|PER}}||Lima\n|}"
    assert [outcome for _, outcome, _ in outcomes(text)] == [
        "not_football",
        "parsed",
        "parsed",
        "not_football",
        "parsed",
        "parsed",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "cite web",
        "Use dmy dates",
        "Main",
        "reflist",
        "nat fs g player",
        "Location map~",
        "Navboxes",
        "DEFAULTSORT:X",
        "#if:x",
        "col-float",
    ],
)
def test_known_templates_of_other_kinds_are_not_football(outcomes, name):
    assert [outcome for _, outcome, _ in outcomes(f"{{{{{name}|a}}}}")] == ["not_football"]


@pytest.mark.parametrize("name", ["Odd thing", "Division 1 table-x", "Team of the year", "WPSL"])
def test_an_unknown_template_is_not_understood(outcomes, name):
    assert outcomes(f"{{{{{name}}}}}") == [(name, "not_understood", 0)]


def test_a_box_that_stands_alone_below_the_references_is_navigation(outcomes):
    text = "==Results==\n{{Some league}}\n==External links==\n{{Some league}}\nSee {{Some league}}"
    assert [outcome for _, outcome, _ in outcomes(text)] == [
        "not_understood",
        "not_football",
        "not_understood",
    ]


@pytest.mark.parametrize(
    ("headings", "outcome"),
    [
        ("Team!!Score", "not_understood"),
        ("Team!!Manager", "not_football"),
        ("Year!!Pld!!W", "not_football"),
        ("Colour!!Meaning", "not_football"),
    ],
)
def test_a_table_that_is_not_read_is_judged_by_its_headings(outcomes, headings, outcome):
    assert outcomes(f"{{|\n!{headings}\n|-\n|a||b\n|}}") == [("wikitable", outcome, 0)]


def test_a_parser_function_is_named_without_its_argument(read):
    ledger = read("{{#expr: 1 + 2}}{{#invoke:Odd|x}}").rows["template_ledger"]
    assert [r["template"] for r in ledger] == ["#expr:", "#invoke:Odd"]


def test_row_counts_are_the_rows_a_call_gave(outcomes):
    text = "{{#invoke:Sports table|main|team1=A|team2=B|match_A_B=1–0}}\n{{Infobox x|a=1|b=}}"
    assert outcomes(text) == [("#invoke:Sports table", "parsed", 4), ("Infobox x", "parsed", 2)]


@pytest.mark.parametrize(
    ("table", "outcome", "code", "words"),
    [
        ("!Team!!Manager\n|-\n|a||b", "not_football", None, "`manager`"),
        ("!Year!!Winners!!Score\n|-\n|1997||A||1–0", "not_football", None, "`year`"),
        ("!Colour!!Meaning\n|-\n|a||b", "not_football", None, "No heading"),
        ("!Stadium!!Capacity\n|-\n|a||1,000", "not_football", None, "`stadium`"),
        ("!Player!!For!!Result\n|-\n|a||A||4–1\n|-\n|b||B||3–1", "not_football", None, "`player`"),
        ("!Team!!Ranking\n|-\n|a||1", "not_understood", "table_not_understood", "`team`"),
        ("!Home!!Score!!Away!!Venue\n|-\n|A||v||B||X", "not_understood", "list_without_scores", ""),
        ("!Side!!Opponents!!Score!!Venue\n|-\n|A||B||1–0||X\n|-\n|A||C||2–0||X", "not_understood",
         "table_not_understood", "`side`"),
        ("!Match!!Goals!!Venue\n|-\n|A, B||1–0||X\n|-\n|A, C||2–0||X", "not_understood",
         "table_not_understood", "`match`"),
        ("!Club!!1!!2!!3\n|-\n|A||1–0||1–0||2–0\n|-\n|B||1–0||2–2||0–0\n|-\n|C||1–1||1–2||0–0\n"
         "|-\n|D||1–1||1–2||0–0", "not_understood", "uncertain_cross_table", "square"),
        ("!Team!!Pld!!W!!L!!Pts!!Pld!!W!!L!!Pts\n|-\n|A||1||1||0||2||1||1||0||2",
         "not_understood", "repeated_heading", "more than one column"),
    ],
)  # fmt: skip
def test_a_table_that_is_not_read_has_its_reason(read, table, outcome, code, words):
    found = read(f"{{|\n{table}\n|}}").rows
    (entry,) = found["template_ledger"]
    assert (entry["outcome"], entry["row_count"]) == (outcome, 0)
    assert words in entry["reason"]
    assert [r["code"] for r in found["parse_issues"]] == [code] * (code is not None)


def test_what_is_read_and_what_is_no_table_has_no_reason(read):
    text = "{{odd}}\n{|\n!Team!!City\n|-\n|{{fb|PER}}||B\n|}"
    assert [r["reason"] for r in read(text).rows["template_ledger"]] == [None, None, None]
