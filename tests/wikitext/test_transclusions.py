"""Tables that stand on another page."""

import pytest

COLUMNS = ("template", "target_title", "section", "is_resolved")


def table(code, extra=""):
    return "{{#invoke:Sports table|main" + extra + f"\n|team1={code}\n|win_{code}=1}}}}"


def test_a_table_of_a_template_is_read_with_the_lines_of_its_page(read):
    others = {"Template:A table": "<noinclude>\nHow to\n</noinclude>" + table("AAA")}
    found = read("==S==\n\n{{A table}}", others=others).rows
    keep = ("table_no", "section_no", "line_start", "line_end", "transcluded_from")
    assert [tuple(r[c] for c in keep) for r in found["league_tables"]] == [
        (1, 1, 3, 5, "Template:A table")
    ]
    assert [(r["team"], r["line_start"]) for r in found["league_table_rows"]] == [("AAA", 5)]
    assert [tuple(r[c] for c in COLUMNS) for r in found["transclusions"]] == [
        ("A table", "Template:A table", None, True)
    ]
    assert [(r["outcome"], r["row_count"]) for r in found["template_ledger"]] == [("parsed", 2)]


@pytest.mark.parametrize(
    ("call", "title"),
    [
        ("{{A league table}}", "Template:A league table"),
        ("{{2019–20 X Standings}}", "Template:2019–20 X Standings"),
        ("{{:Some article}}", "Some article"),
        ("{{#lst:Some article|Part}}", "Some article"),
        ("{{#section-h:Some article|Part}}", "Some article"),
    ],
)
def test_a_table_that_is_not_at_hand_is_an_unresolved_row_and_an_issue(read, call, title):
    found = read(call).rows
    assert [(r["target_title"], r["is_resolved"]) for r in found["transclusions"]] == [
        (title, False)
    ]
    assert [r["code"] for r in found["parse_issues"]] == ["transclusion_not_found"]
    assert [r["outcome"] for r in found["template_ledger"]] == ["not_understood"]


@pytest.mark.parametrize(
    "name",
    [
        *("Major League Soccer standings template", "League table key", "X table navbox"),
        "Historical results box",
    ],
)
def test_what_stands_beside_tables_promises_none(read, name):
    assert read(f"{{{{{name}}}}}").rows["parse_issues"] == []


def test_a_name_that_promises_no_table_is_only_looked_up(read):
    others = {"Template:Group A": table("AAA"), "Template:Nav": "no football here"}
    found = read("{{Group A}}{{Nav}}{{Strange}}", others=others).rows
    assert [(r["template"], r["outcome"]) for r in found["template_ledger"]] == [
        ("Group A", "parsed"),
        ("Nav", "not_football"),
        ("Strange", "not_understood"),
    ]
    assert len(found["transclusions"]) == 1


def test_what_is_not_included_is_not_read(rows):
    page = "<noinclude>" + table("NOT") + "</noinclude>" + table("YES")
    others = {"Template:A table": page}
    assert rows("{{A table}}", "league_table_rows", "team", others=others) == ["YES"]


def test_only_what_is_marked_for_inclusion_is_read(rows):
    page = table("NOT") + "\n<onlyinclude>" + table("YES") + "</onlyinclude>" + table("NOT")
    found = rows("{{:Season}}", "league_table_rows", "team", "line_start", others={"Season": page})
    assert found == [("YES", 6)]


def test_on_its_own_page_a_table_marked_for_inclusion_is_read(rows):
    assert rows("<onlyinclude>" + table("AAA") + "</onlyinclude>", "league_table_rows", "team") == [
        "AAA"
    ]


@pytest.mark.parametrize(
    "call",
    [
        "{{Group tables|Group B}}",
        "{{Group tables|section=Group B}}",
        "{{Group tables|transcludesection=Group B}}",
    ],
)
def test_a_table_that_names_its_section_is_shown_where_it_is_asked_for(rows, call):
    page = table("AAA", "|section=Group A") + table("BBB", "|section=Group B")
    others = {"Template:Group tables": page}
    assert rows(call, "league_table_rows", "team", others=others) == ["BBB"]


def test_without_a_section_all_tables_are_shown(rows):
    page = table("AAA", "|section=Group A") + table("BBB", "|section=Group B")
    others = {"Template:Group tables": page}
    assert rows("{{Group tables}}", "league_table_rows", "team", others=others) == ["AAA", "BBB"]


def test_which_of_several_unnamed_tables_is_meant_is_not_guessed(read):
    others = {"Template:Group tables": table("AAA") + table("BBB")}
    found = read("{{Group tables|Group B}}", others=others).rows
    assert found["league_tables"] == []
    assert [r["code"] for r in found["parse_issues"]] == ["ambiguous_transclusion"]


def test_a_labelled_section_of_a_page_is_read(rows):
    page = table("NOT") + "\n<section begin=Part />" + table("YES") + '<section end="Part"/>'
    found = rows(
        "{{#lst:Season|Part}}", "league_table_rows", "team", "line_start", others={"Season": page}
    )
    assert found == [("YES", 6)]


def test_the_section_below_a_heading_of_a_page_is_read(rows):
    page = "==Other==\n" + table("NOT") + "\n==Part==\n" + table("YES") + "\n===Sub===\n==End==\n"
    page += table("NOT")
    found = rows("{{#section-h:Season|part}}", "league_table_rows", "team", others={"Season": page})
    assert found == ["YES"]


def test_a_redirect_is_followed(rows):
    others = {"Template:Old table": "#REDIRECT [[Template:New table]]"}
    others["Template:New table"] = table("AAA")
    assert rows("{{Old table}}", "league_table_rows", "team", others=others) == ["AAA"]


def test_a_template_that_calls_the_table_is_followed(rows):
    others = {"Template:Outer table": "{{Inner}}", "Template:Inner": table("AAA")}
    found = rows(
        "x\n{{Outer table}}", "league_tables", "transcluded_from", "line_start", others=others
    )
    assert found == [("Template:Inner", 1)]


def test_pages_that_call_each_other_end(read):
    others = {"Template:A table": "{{B table}}", "Template:B table": "{{A table}}"}
    found = read("{{A table}}", others=others).rows
    assert [r["code"] for r in found["parse_issues"]] == ["transclusion_without_table"]


def test_matches_of_another_page_stay_its_own(read):
    others = {"Final": "<section begin=F />{{Football box|team1=A|team2=B}}<section end=F />"}
    found = read("{{#lst:Final|F}}", others=others).rows
    assert found["match_boxes"] == []
    assert [r["is_resolved"] for r in found["transclusions"]] == [True]
    assert [r["code"] for r in found["parse_issues"]] == ["matches_on_other_page"]


def test_a_problem_on_the_other_page_is_reported_at_the_call(read):
    others = {"Template:A table": "\n\n\n" + table("AAA").replace("=1}}", "=x}}")}
    found = read("x\n{{A table}}", others=others).rows["parse_issues"]
    assert [(r["code"], r["line_start"]) for r in found] == [("unreadable_number", 2)]
    assert found[0]["message"].startswith("[on Template:A table, line 6]")


def test_the_same_table_taken_over_again_and_again_has_an_end(read):
    others = {"Template:A table": table("AAA") + " " * 1_000_000}
    found = read("{{A table}}\n" * 9, others=others).rows
    assert sum(r["is_resolved"] for r in found["transclusions"]) == 4
    assert len(found["transclusions"]) == 9


def test_a_flattened_page_is_restored_before_a_part_of_it_is_taken(rows):
    page = "Season\n\nOther\n\nProse.\n\nPart\n\n" + table("YES").replace("\n", "\n\n")
    others = {"Season": page + "\n\n=Sub=\n\nProse."}
    found = rows("{{#section-h:Season|Part}}", "league_table_rows", "team", others=others)
    assert found == ["YES"]


WIKITABLE = "==Part==\n{|\n! Team !! W !! D !! L !! Pts\n|-\n| A || 1 || 0 || 0 || 3\n|}"


@pytest.mark.parametrize(
    ("call", "why"),
    [
        ("{{:Missing}}", "it is not at hand"),
        ("{{:Moved}}", "Nowhere, to which it leads, is not at hand"),
        ("{{:Season}}", "it has no table made of templates, and no other is taken over"),
        ("{{#lsth:Season|Part}}", "it has no table made of templates, and no other is taken over"),
        ("{{#lsth:Season|Else}}", "it has no such part"),
        ("{{:Marks}}", "it is too long to be taken over"),
        ("{{:Circle}}", "its redirects lead to no page"),
        ("{{Two tables|Group B}}", "it has several tables and none says that it is 'Group B'"),
        ("{{Named table|Group B}}", "no table of it is the one wanted"),
    ],
)
def test_why_a_table_is_not_taken_over_is_told_truly(read, call, why):
    others = {
        "Moved": "#REDIRECT [[Nowhere]]",
        "Circle": "#REDIRECT [[Circle]]",
        "Season": WIKITABLE,
        "Marks": "<" * 50_001,
        "Template:Two tables": table("AAA") + table("BBB"),
        "Template:Named table": table("AAA", "|section=Group A"),
    }
    message = read(call, others=others).rows["parse_issues"][0]["message"]
    assert f", but {why}; what it shows is unknown." in message
    assert ("Put that page into the source" in message) == why.endswith("at hand")


def test_past_the_allowance_nothing_more_is_taken_over_and_it_is_said(read):
    others = {"Template:A table": table("AAA") + " " * 1_000_000}
    issues = read("{{A table}}\n" * 5, others=others).rows["parse_issues"]
    assert [r["code"] for r in issues] == ["transclusion_not_found"]
    assert "more than 5000000 characters" in issues[0]["message"]
