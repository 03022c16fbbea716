"""One call → name and parameters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.wikitext.spans import scan
from pipelines.wikitext.templates import (
    MAX_CALL_LENGTH,
    MAX_PARAMETERS,
    UnreadableCallError,
    _pieces_by_library,
    name_key,
    read_call,
)


def call_of(text):
    return read_call(text, scan(text).spans, 0)


def parameters(text):
    return [(p.name, p.value.strip()) for p in call_of(text).parameters]


def test_names_are_trimmed_and_values_keep_their_markup():
    assert parameters("{{a\n\n| b =[[C|D]]\n| win_FH =10 }}") == [
        ("b", "[[C|D]]"),
        ("win_FH", "10"),
    ]


def test_a_bar_inside_a_call_a_link_a_comment_or_a_footnote_splits_nothing():
    text = "{{a|x={{b|c=d}}[[e|f]]<!--|g=h--><ref>|i</ref>|y=1}}"
    assert [name for name, _ in parameters(text)] == ["x", "y"]


def test_a_comment_in_a_parameter_name_is_no_part_of_it():
    assert parameters("{{a|<!-- who -->JUV=-91}}") == [("JUV", "-91")]


def test_positional_values_are_numbered():
    assert parameters("{{a|x|k=v|y}}") == [("1", "x"), ("k", "v"), ("2", "y")]


def test_of_a_name_given_twice_the_last_counts():
    assert call_of("{{a|b=1|b=2}}").last("b").value == "2"


def test_a_stray_bold_mark_does_not_swallow_the_parameters_after_it():
    assert parameters("{{a|team1='''X|team2=Y}}") == [("team1", "'''X"), ("team2", "Y")]


def test_offsets_are_offsets_of_the_page():
    text = "{{a|b={{c}}|dd= e}}"
    last = call_of(text).parameters[-1]
    assert (text[last.start : last.end], last.end) == ("dd= e", len(text) - 2)


@pytest.mark.parametrize(
    "name",
    [
        "Football box collapsible",
        "football_box_collapsible",
        "Footballbox  collapsible",
        "Template:Football box\ncollapsible",
        "footballbox collapsible<!-- x -->",
    ],
)
def test_spellings_of_a_name_have_one_key(name):
    assert call_of("{{" + name + "|a=b}}").key == "footballboxcollapsible"


def test_an_invocation_keeps_its_module_as_name_and_its_function_as_first_value():
    call = call_of("{{#invoke:Sports table|main|style=WDL\n}}")
    assert (call.name, call.key, call.positional()) == (
        "#invoke:Sports table",
        "#invoke:sportstable",
        ["main"],
    )


def test_a_name_without_case_and_space_is_the_key():
    assert name_key("Fb cl2 Team") == "fbcl2team"


@pytest.mark.parametrize(
    "text", ["{{a|" + "x" * MAX_CALL_LENGTH + "}}", "{{a" + "|b" * (MAX_PARAMETERS + 1) + "}}"]
)
def test_a_call_past_a_bound_is_refused(text):
    with pytest.raises(UnreadableCallError, match=r"more than|longer than"):
        call_of(text)


WORDS = ("a", " b", "|", "=", "|c=", "''", "&amp;", "*", "#", ";", "-", "/", "_", "~")


@settings(deadline=None, max_examples=400, derandomize=True)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join).filter(lambda t: "//" not in t))
def test_a_call_without_an_address_is_split_as_the_library_splits_it(inside):
    pieces = _pieces_by_library("{{xxxxx" + inside + "}}")[1:]
    written = call_of("{{{{b}}" + inside + "}}").written  # a call in the name: it is not regular
    assert [one.raw for one in written] == [f"|{piece}" for piece in pieces]
    keys = [piece.partition("=")[0].strip() if "=" in piece else None for piece in pieces]
    assert [one.name for one in written] == keys


def test_a_call_without_a_name_is_no_call_whether_it_holds_an_address_or_not():
    for value in ("b{", "http://c.d{"):
        with pytest.raises(UnreadableCallError):
            call_of("{{ |" + value + "}}")
