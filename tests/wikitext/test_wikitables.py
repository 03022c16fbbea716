"""Plain wikitables: rows, cells, spans."""

from pipelines.wikitext.page import PageText
from pipelines.wikitext.wikitables import cell_text, find_tables, grid_of, header_of


def texts(text, number=0):
    page = PageText(text)
    return [
        [cell_text(page, cell) for cell in row.columns]
        for row in grid_of(find_tables(page)[0][number])
    ]


def test_cells_on_one_line_and_on_many_are_the_same():
    one = "{|\n! A !! B\n|-\n| c || d\n|}"
    many = "{|\n! A\n! B\n|-\n| c\n| d\n|}"
    assert texts(one) == texts(many) == [["A", "B"], ["c", "d"]]


def test_a_cell_on_the_line_after_its_mark():
    assert texts("{|\n!\nTeam\n|-\n|\nUno\n|}") == [["Team"], ["Uno"]]


def test_attributes_are_no_part_of_a_cell():
    text = '{| class="wikitable"\n|- style="x"\n| style="a:b" | c || align=left| [[d|e]]\n|}'
    assert texts(text) == [["c", "e"]]


def test_a_bar_inside_a_call_or_a_link_is_no_cell_mark():
    text = "{|\n| {{nowrap|a|b=c}} || [[d|e]] || x<ref>|y||z</ref>\n|}"
    assert texts(text) == [["a", "e", "x"]]


def test_a_call_over_several_lines_stays_in_its_cell():
    assert texts("{|\n| {{nowrap\n|a\n}}\n| b\n|}") == [["a", "b"]]


def test_row_and_column_spans_fill_the_grid():
    text = '{|\n| rowspan="2" | a || b || c\n|-\n| colspan=2 | d\n|-\n| e || f || g\n|}'
    assert texts(text) == [["a", "b", "c"], ["a", "d", "d"], ["e", "f", "g"]]


def test_a_row_span_in_the_last_column():
    assert texts("{|\n| a || rowspan=2 | b\n|-\n| c\n|}") == [["a", "b"], ["c", "b"]]


def test_comments_stand_nowhere():
    assert texts("{|\n| a\n<!-- | b\n|- -->\n|-\n| c\n|}") == [["a"], ["c"]]


def test_a_table_in_a_table_is_a_table_of_its_own():
    text = "{|\n| a\n{|\n| b\n|}\n| c\n|}"
    assert (texts(text, 1), len(find_tables(PageText(text))[0])) == ([["b"]], 2)


def test_an_unclosed_table_ends_before_the_next_heading(read):
    text = "{|\n! Team !! City\n|-\n| a || b\n\n==Next==\n| not a row || x\n"
    found = read(text).rows
    assert [r["team"] for r in found["entrants"]] == ["a"]
    assert [(r["code"], r["line_start"]) for r in found["parse_issues"]] == [("unclosed_table", 1)]


def test_the_last_cell_of_an_unclosed_table_ends_with_it(rows):
    text = (
        "{|\n|+ A\n! Team !! W !! D !! L !! Pts\n|-\n| a || 3 || 1 || 1 || 10\n\n== Next ==\n"
        "Some prose here.\n{|\n! Team !! City\n|-\n| c || d\n|}\n|+ B\n| e\nMore prose.\n"
    )
    assert rows(text, "league_table_rows", "points", "line_start", "line_end") == [("10", 5, 5)]
    assert rows(text, "league_tables", "caption", "line_end") == [("A", 6)]
    assert rows(text, "entrants", "team", "location") == [("c", "d")]


def test_a_caption_is_read_without_its_attributes(rows):
    header = "! Team !! W !! D !! L !! Pts\n|-\n| a || 3 || 1 || 1 || 10\n|}"
    for written in ('style="text-align:left" | The [[Table|table]]', "The {{nowrap|table}}"):
        assert rows(f"{{|\n|+ {written}\n{header}", "league_tables", "caption") == ["The table"]


def test_a_heading_inside_a_closed_table_does_not_end_it():
    assert texts("{|\n| a\n==H==\n|-\n| b\n|}")[1] == ["b"]


def test_headings_of_two_rows_are_joined_and_a_title_row_is_skipped():
    page = PageText(
        "{|\n! colspan=3 | Title\n|-\n! rowspan=2 | Team !! colspan=2 | Home\n|-\n! W !! L\n|-\n"
        "| a || 1 || 2\n|}"
    )
    assert header_of(page, grid_of(find_tables(page)[0][0])) == (["team", "home w", "home l"], 3)


def test_where_too_many_tables_are_open_no_more_is_read_and_it_is_said(read):
    found = read("{|\n! a\n" * 300 + "==Next==\ntext").rows
    issues = [(r["code"], r["line_start"]) for r in found["parse_issues"]]
    assert ("too_many_open_tables", 401) in issues
    # 200 tables of two lines each, and what follows as one line of the ledger.
    assert len(issues) == 201
    ledger = [(r["line_start"], r["line_end"], r["outcome"]) for r in found["template_ledger"]]
    assert len(ledger) == 201
    assert ledger[-1] == (401, 602, "rejected")
    assert [r["heading"] for r in found["sections"]] == ["", "Next"]
