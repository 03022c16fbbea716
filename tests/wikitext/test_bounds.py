"""A page with more markup than any article is told in one issue and not read."""

import pytest

from pipelines.wikitext.bounds import BOUNDS, FLATTENED_BOUNDS
from pipelines.wikitext.restore import FLATTENED, dialect_of
from tests.bench.pages import generate

from .conftest import corpus_pages, seed_pages

BOX = "{{Football box|team1=A|team2=B|score=1–0}}\n"


def refused(found):
    issues = found.rows["parse_issues"]
    return [r for r in issues if r["code"] == "too_much_markup"]


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda bound: bound.mark)
def test_a_page_at_a_bound_is_read_and_one_past_it_is_not(read, bound):
    marks = bound.mark * bound.most
    assert refused(read("x" + marks)) == []
    assert len(refused(read("x" + marks + bound.mark))) == 1


def test_a_page_past_a_bound_is_told_with_the_line_where_it_is_passed(read):
    found = read(BOX + "{{a|\n" * 19_999 + "{{b|\n{{c|\n")
    # The box in line 1 is the first call; line 20,000 has the twenty thousandth.
    [issue] = found.rows["parse_issues"]
    assert (issue["code"], issue["severity"]) == ("too_much_markup", "error")
    assert (issue["line_start"], issue["line_end"]) == (20_001, 20_002)
    assert "20000 beginnings of calls" in issue["message"]
    assert issue["snippet"] == "{{b|"


def test_nothing_of_a_page_past_a_bound_is_read(read):
    rows = read(BOX + "<" * 50_001).rows
    assert {table for table, found in rows.items() if found} == {
        *("sections", "template_ledger", "parse_issues"),
    }
    assert [(r["outcome"], r["line_start"], r["line_end"]) for r in rows["template_ledger"]] == [
        ("rejected", 1, 2)
    ]
    assert [(r["section_no"], r["line_end"]) for r in rows["sections"]] == [(0, 2)]


def test_a_flattened_page_may_have_half_the_lines(read):
    text = "A title\n\n=A heading=\n" + "\nSome words.\n" * 24_998
    assert dialect_of(text) == FLATTENED
    # 3 line breaks before, 2 for each of the others: 49,999.
    assert refused(read(text + "\n")) == []
    [issue] = refused(read(text + "\n\n"))
    assert issue["line_start"] == 50_001


@pytest.mark.parametrize("path", [*corpus_pages(), *seed_pages()], ids=lambda path: path.stem)
def test_real_pages_are_far_from_every_bound(path):
    text = path.read_text(encoding="utf-8")
    assert [bound for bound in FLATTENED_BOUNDS if 7 * text.count(bound.mark) > bound.most] == []


def test_the_largest_made_up_pages_are_far_from_every_bound():
    for page in generate(3, "league", 23):
        marks = [bound for bound in BOUNDS if 7 * page.wikitext.count(bound.mark) > bound.most]
        assert marks == []


def test_a_table_on_a_page_past_a_bound_is_told_as_not_found(read):
    table = "{{#invoke:sports table|main|team1=A|win_A=1}}"
    for other, rows, issues in (
        (table, 1, []),
        (table + "<" * 50_001, 0, ["transclusion_not_found"]),
    ):
        found = read("{{A table}}", others={"Template:A table": other}).rows
        assert len(found["league_table_rows"]) == rows
        assert [r["code"] for r in found["parse_issues"]] == issues


def test_a_page_that_would_give_more_rows_than_any_is_refused(read):
    # A match and 199 goals from each line, and one section: 19,801 rows of 99 lines.
    minutes = ",".join(str(n % 90 + 1) for n in range(199))
    line = f"{{{{Football box|team1=A|team2=B|goals1=P {{{{goal|{minutes}}}}}}}}}\n"
    found = read(line * 99)
    assert (refused(found), len(found.rows["goals"])) == ([], 19_701)
    found = read(line * 101)
    assert [r["line_start"] for r in refused(found)] == [100]
    assert (found.rows["goals"], found.rows["match_boxes"]) == ([], [])


def test_calls_deep_in_others_are_bounded_too(read):
    # Of five calls inside one another the innermost is inside more than three.
    line = "{{a|" * 5 + "x" + "}}" * 5 + "\n"
    assert refused(read(line * 2_000)) == []
    assert [r["line_start"] for r in refused(read(line * 2_001 + BOX))] == [2_001]


@pytest.mark.parametrize("name", ["goals1", "goals2", "team_order"])
def test_a_call_with_an_endless_list_is_rejected_and_the_rest_is_read(read, name):
    for length, codes in ((20_000, []), (20_001, ["endless_list"])):
        found = read(BOX.replace("}}", f"|{name}={'A' * length}}}}}") + BOX)
        assert [r["code"] for r in found.rows["rejects"]] == codes
        assert len(found.rows["match_boxes"]) == 2 - len(codes)
