"""Title, lines and sections."""

from pipelines.wikitext import Page
from pipelines.wikitext.page import MAX_HEADINGS, PageText, readable, sections_of


def tree(text):
    sections, _ = sections_of(PageText(text))
    return [(s.level, s.path, s.parent, s.line_start, s.line_end) for s in sections]


def test_the_page_id_has_underscores_and_the_hash_is_of_the_bytes():
    page = Page("enwiki", "1997 Copa Perú", "é")
    assert page.page_id == "enwiki/1997_Copa_Perú"
    assert page.content_sha256.startswith("4a99557e4033c353")


def test_a_section_belongs_to_the_nearest_smaller_level_and_ends_before_its_equal():
    assert tree("lead\n==A==\n===B===\nx\n====C====\n===D===\n==E==\ny\n") == [
        (0, "", None, 1, 1),
        (2, "A", 0, 2, 6),
        (3, "A > B", 1, 3, 5),
        (4, "A > B > C", 2, 5, 5),
        (3, "A > D", 1, 6, 6),
        (2, "E", 0, 7, 8),
    ]


def test_a_skipped_level_makes_no_section():
    assert tree("==A==\n====B====\n===C===\n")[2:] == [(4, "A > B", 1, 2, 2), (3, "A > C", 1, 3, 3)]


def test_a_heading_is_plain_text():
    assert tree("== [[A|B]] ''c'' <!-- d --> ==\n")[1][1] == "B c"


def test_a_heading_in_a_comment_or_a_call_is_none():
    assert len(tree("<!--\n==A==\n-->\n{{a|\n==B==\n}}\n")) == 1


def test_a_comment_behind_a_heading_is_allowed():
    assert tree("==A== <!-- x -->\n")[1][1] == "A"


def test_a_heading_with_uneven_marks_has_the_smaller_level():
    assert tree("===A==\n")[1][:2] == (2, "=A")


def test_lines_are_lines_of_the_file_also_with_windows_line_ends():
    assert tree(readable("a\r\n==B==\r\nc"))[1] == (2, "B", 0, 2, 3)


def test_text_is_composed_and_has_no_nul_and_no_half_surrogates():
    assert readable("LEO\u0301\x00\ud800") == "LEÓ\ufffd\ufffd"


def test_half_a_surrogate_pair_is_told_from_a_whole_one():
    high, low = "\ud83d", "\ude00"
    assert readable(high + high + low + low + "x" + high) == "\ufffd\U0001f600\ufffdx\ufffd"


def test_marks_are_put_in_order_and_a_run_without_end_is_cut():
    # The dot below comes before the acute: in a run of 30, and in each piece of 31 of a longer one.
    assert readable("x" + "\u0301\u0323" * 15) == "x" + "\u0323" * 15 + "\u0301" * 15
    cut = "x" + "\u0323" * 15 + "\u0301" * 16 + "\u0323" * 5 + "\u0301" * 4
    assert readable("x" + "\u0301\u0323" * 20) == cut


def test_a_byte_order_mark_does_not_hide_the_first_heading():
    assert tree(readable("\ufeff==A==\n"))[1][1] == "A"


def test_headings_past_the_bound_make_no_section_and_are_told_once(read):
    found = read("x\n" + "==A==\n" * (MAX_HEADINGS + 3) + "{{Football box|team1=A|team2=B}}")
    assert len(found.rows["sections"]) == 1 + MAX_HEADINGS
    issues = [(r["severity"], r["code"], r["line_start"]) for r in found.rows["parse_issues"]]
    assert issues == [("error", "too_many_headings", MAX_HEADINGS + 2)]
    assert [r["section_no"] for r in found.rows["match_boxes"]] == [MAX_HEADINGS]


def test_as_many_headings_as_the_bound_allows_are_all_sections(read):
    found = read("==A==\n" * MAX_HEADINGS)
    assert len(found.rows["sections"]) == 1 + MAX_HEADINGS
    assert found.rows["parse_issues"] == []
