"""Page text in asset metadata is shown, never obeyed; no table is cut at the edge of a page."""

import html

import duckdb

from pipelines.assets.checks import failure
from pipelines.assets.metadata import (
    WIDEST_IN_PLACE,
    as_text,
    first_pages,
    markdown_table,
    shown_table,
)

EVIL = "<script>alert(1)</script> | *A* & [[B|C]] &#95;_ ~~x~~"


def test_markup_in_a_cell_is_shown_as_it_is():
    text = markdown_table(["team"], [{"team": EVIL}]).md_str
    assert "<script>" not in text
    assert text.count("|") == 6
    assert html.unescape(text.split("\n")[2]) == f"| {EVIL} |"


def test_line_breaks_do_not_break_the_table_and_long_text_is_cut():
    row = {"a": "x\ny", "b": "z" * 700, "c": None}
    [_, _, line] = markdown_table(list(row), [row]).md_str.split("\n")
    assert line == f"| x y | {'z' * 599}… |  |"


def test_no_rows_are_said_as_such():
    assert markdown_table(["team"], []).md_str == "*no rows*"


def test_a_narrow_table_stands_in_place_and_a_wide_one_in_a_window():
    row = {f"c{number}": number for number in range(WIDEST_IN_PLACE + 1)}
    narrow = shown_table(list(row)[:-1], [row])
    assert [column.name for column in narrow.schema.columns] == list(row)[:-1]
    assert shown_table(list(row), [row]).md_str.startswith("| c0 | c1 |")


def test_a_narrow_table_keeps_absent_empty_and_nil_apart():
    [row] = shown_table(["a", "b", "c"], [{"a": None, "b": "", "c": 0}]).records
    assert row.data == {"a": None, "b": "", "c": 0}


def test_a_terminal_gets_a_line_for_each_row_of_either_kind():
    row = {"team": EVIL, "line": 599, "nothing": None}
    assert as_text(shown_table(list(row), [row])) == f"- team: {EVIL}; line: 599"
    assert as_text(markdown_table(list(row), [row])).split("\n")[2] == f"| {EVIL} | 599 |  |"


def test_a_failing_check_gives_each_reason_once_and_keeps_the_other_columns():
    sql = "SELECT i AS line_start, 'If *A 1–0 B* were 2–0' AS explanation FROM range(7, 10) t(i)"
    with duckdb.connect() as connection:
        description, metadata = failure(connection, sql, rows_shown=2)
    assert html.unescape(description).split("\n\n") == [
        "3 failing rows. The first 2 are shown.",
        "If *A 1–0 B* were 2–0",
    ]
    assert "*" not in description
    assert [row.data for row in metadata["failing_rows"].records] == [
        {"line_start": 7},
        {"line_start": 8},
    ]


def test_of_very_many_pages_the_first_are_named_and_all_counted():
    pages = [f"local/{number}" for number in range(101)]
    assert shown(first_pages("pages_added", pages[:100])) == {"pages_added": pages[:100]}
    first = {"pages_added_count": 101, "pages_added_first": pages[:100]}
    assert shown(first_pages("pages_added", pages)) == first


def shown(metadata):
    return {name: value.value for name, value in metadata.items()}
