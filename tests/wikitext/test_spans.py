"""Where constructs begin and end."""

import pytest

from pipelines.wikitext.spans import scan


def kinds(text):
    return [(span.kind, text[span.start : span.end]) for span in scan(text).spans]


def test_a_call_inside_a_call_is_found_with_its_depth():
    found = scan("{{a|{{b|{{c}}}}}}").spans
    assert [(s.start, s.end, s.call_depth) for s in found] == [(0, 17, 0), (4, 15, 1), (8, 13, 2)]


@pytest.mark.parametrize("dead", ["<nowiki>{{a}}</nowiki>", "<!-- {{a}} -->", "<pre>{{a}}</pre>"])
def test_a_call_in_verbatim_text_or_a_comment_is_not_a_call(dead):
    assert "template" not in {kind for kind, _ in kinds(dead)}


def test_a_call_in_a_footnote_is_a_call():
    assert ("template", "{{cite|x}}") in kinds("a<ref name=b>{{cite|x}}</ref>")


def test_a_self_closing_footnote_ends_at_once():
    assert kinds('<ref name="a" />{{b}}') == [("tag", '<ref name="a" />'), ("template", "{{b}}")]


def test_a_footnote_without_end_does_not_hide_what_follows():
    assert ("template", "{{b}}") in kinds("<ref>{{b}}")


def test_broken_braces_in_a_footnote_do_not_swallow_the_call_around_it():
    assert kinds("{{a|x<ref>{{b</ref>|y}}")[0] == ("template", "{{a|x<ref>{{b</ref>|y}}")


def test_three_braces_are_an_argument():
    assert kinds("{{{1|x}}}") == [("argument", "{{{1|x}}}")]


def test_five_braces_are_a_call_named_by_an_argument():
    assert kinds("{{{{{1}}}}}") == [("template", "{{{{{1}}}}}"), ("argument", "{{{1}}}")]


def test_a_link_left_open_inside_a_call_does_not_keep_the_call_open():
    assert ("template", "{{a|[[b}}") in kinds("{{a|[[b}} c]]")


def test_unclosed_and_unopened_calls_are_reported_by_offset():
    found = scan("x }} {{a|{{b}} ")
    assert (found.unclosed_calls, found.unopened_calls) == ([5], [2])
    assert [(s.start, s.end) for s in found.spans] == [(9, 14)]


def test_an_unclosed_comment_reaches_to_the_end():
    found = scan("{{a}} <!-- {{b}}")
    assert found.unclosed_comment == 6
    assert [s.kind for s in found.spans] == ["template", "comment"]
