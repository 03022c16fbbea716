"""Page text in asset metadata is shown, never obeyed."""

import html

from pipelines.assets.metadata import markdown_table


def test_markup_in_a_cell_is_shown_as_it_is():
    text = markdown_table([{"team": "<script>alert(1)</script> | *A* & [[B|C]] &#95;_"}]).md_str
    assert "<script>" not in text
    assert text.count("|") == 6
    assert html.unescape(text.split("\n")[2]) == (
        "| <script>alert(1)</script> | *A* & [[B|C]] &#95;_ |"
    )


def test_line_breaks_do_not_break_the_table_and_long_text_is_cut():
    [_, _, line] = markdown_table([{"a": "x\ny", "b": "z" * 700, "c": None}]).md_str.split("\n")
    assert line == f"| x y | {'z' * 599}… |  |"


def test_no_rows_are_said_as_such():
    assert markdown_table([]).md_str == "*no rows*"
