"""The `fb cl` family."""

ROWS = """{{Fb cl2 team|p=9 |t=[[Club A|Ants]] |w=5 |d=1 |l=0 |gf=14 |ga=5 |champion=y|promoted=y}}
{{fb cl2 team |p=10 |t='''[[Bees]]''' |w=3 |d= |l=2 |gf=10 |ga=x |bp=2 |dp=-3 |hth=A 1–0 B}}"""


def test_a_header_rows_and_a_footer_are_a_table(rows):
    text = (
        "==G==\n{{Fb cl header |noqr=y|gavg=y}}\n"
        + ROWS
        + "\n{{Fb_cl_footer |u=4 May 2005 |orfc=points; GD |s=[http://x.y S]}}"
    )
    columns = ("family", "template", "team_count", "use_goal_ratio", "update_status", "source")
    more = ("class_rules", "winpoints", "section_no", "line_start", "line_end")
    assert rows(text, "league_tables", *columns, *more) == [
        ("fb_cl", "Fb cl header", 2, "y", "4 May 2005", "S", "points; GD", None, 1, 2, 5)
    ]
    columns = ("row_no", "team", "team_link", "display_position", "win", "draw", "loss", "gf", "ga")
    more = ("adjust_points", "hth_note", "status", "team_code", "line_start")
    assert rows(text, "league_table_rows", *columns, *more) == [
        (1, "Ants", "Club A", "9", "5", "1", "0", "14", "5", None, None, "CP", None, 3),
        (2, "Bees", "Bees", "10", "3", "", "2", "10", "x", "-1", "A 1–0 B", None, None, 4),
    ]


def test_a_figure_that_is_no_number_is_reported(codes):
    assert codes(ROWS) == [("unreadable_number", 2)]


def test_points_for_a_win_are_on_the_rows_or_in_their_name(rows):
    typed = "{{fb cl team|t=A|w=1|wpts=2}}"
    named = "{{Fb cl2 team 2pts|t=A|w=1}}"
    assert rows(f"==X==\n{typed}\n==Y==\n{named}", "league_tables", "winpoints") == ["2", "2"]


def test_rows_that_disagree_about_points_are_reported(read):
    found = read("{{fb cl team|t=A|wpts=2}}\n{{fb cl team|t=B|wpts=2}}\n{{fb cl team|t=C}}").rows
    assert [r["winpoints"] for r in found["league_tables"]] == ["2"]
    assert [r["code"] for r in found["parse_issues"]] == ["mixed_win_points"]


def test_a_bare_table_end_a_heading_a_footer_and_a_header_each_end_a_table(rows):
    row = "{{fb cl team|t=A}}"
    text = (
        f"{row}\n|}}\n{row}\n==H==\n{row}\n{{{{fb cl footer}}}}\n{row}\n{{{{fb cl header}}}}\n{row}"
    )
    assert rows(text, "league_tables", "line_start") == [1, 3, 5, 7, 8]


def test_a_qualification_cell_begins_at_the_row_before_it(rows):
    row = "{{fb cl team|t=A}}"
    text = row + row + "{{fb cl3 qr|rows=2|competition=[[Cup]]}}" + row + row
    assert rows(text, "league_table_rows", "result_text") == [None, "Cup", "Cup", None]


def test_a_qualification_cell_spans_a_hundred_rows_at_most(rows):
    row = "{{fb cl team|t=A}}"
    text = row + "{{fb cl3 qr|rows=9999|competition=[[Cup]]}}" + row * 120
    assert rows(text, "league_table_rows", "result_text") == ["Cup"] * 100 + [None] * 21


def test_all_calls_of_the_family_are_in_the_ledger(outcomes):
    text = "{{fb cl header}}{{fb cl2 team|t=A}}{{fb cl footer}}{{fb cl2 header navbar}}"
    assert [(name, outcome) for name, outcome, _ in outcomes(text)] == [
        ("fb cl header", "parsed"),
        ("fb cl2 team", "parsed"),
        ("fb cl footer", "parsed"),
        ("fb cl2 header navbar", "parsed"),
    ]
