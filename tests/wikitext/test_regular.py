"""What is certain at a glance, and what is left to the scan."""

import pytest

from pipelines.wikitext.inner import TO_BE_SCANNED, inner_calls
from pipelines.wikitext.regular import parameters_of, pieces_of


@pytest.mark.parametrize(
    ("text", "outermost"),
    [
        ("a {{b|c={{d|{{e}}}}}} f", ["{{b|c={{d|{{e}}}}}}"]),
        ("[[A|b]] [http://x [[C]]]", ["[[A|b]]", "[[C]]"]),
        ("{{a|x<ref>{{b}}</ref>|y}}", ["{{a|x<ref>{{b}}</ref>|y}}"]),
        ("<!-- {{ [[ <ref> -->{{a}}", ["<!-- {{ [[ <ref> -->", "{{a}}"]),
        ("{{a<!-- b -->|c}}", ["{{a<!-- b -->|c}}"]),
        ('<ref name="a" />{{b}}', ['<ref name="a" />', "{{b}}"]),
        ("{| a\n| b\n|}", []),
        ("{{a|<br />|<small>b}}", ["{{a|<br />|<small>b}}"]),
    ],
)
def test_what_has_one_reading_is_found(text, outermost):
    assert pieces_of(text)[1::2] == outermost
    assert "".join(pieces_of(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("{{a", "a}}", "[[a", "a]]", "<!-- a", "<ref>a", "<nowiki>{{a}}</nowiki>"),
        *("{{{1|x}}}", "{{{{a}}}}", "{{a|b}}}", "{{a|{b}}}", "[[[a]]]", "[[a\nb]]", "[[<b>|c]]"),
        *("{{a\nb|c}}", "{{a|[[b}} c]]", "{{a|<ref>b}}</ref>", "<ref><!-- </ref> --></ref>"),
        *("<ref name={{a}} />", "{{a|{{b|{{c|{{d|{{e}}}}}}}}}}", "{{a|[[b|c]d]]}}"),
    ],
)
def test_what_can_be_read_in_two_ways_is_left_to_the_scan(text):
    assert pieces_of(text) is None


def test_many_comments_without_an_end_take_no_time():
    assert pieces_of("<!-- " * 200_000) is None


def test_parameters_are_cut_at_the_bars_of_the_call_itself():
    text = "{{a|b={{c|d}}[[e|f]]<!--|-->|g}}"
    assert parameters_of(text, 2, len(text) - 2) == ("a", ["|b={{c|d}}[[e|f]]<!--|-->", "|g"])
    assert parameters_of("{{a|[[b}}", 2, 7) is None


def test_calls_inside_have_their_place_depth_and_fate():
    text = "|x=\n{{nowrap|\n{{fb|PER}}}}<ref>{{small|{{cite web}}}}</ref>{{}}"
    assert [call[:2] for call in inner_calls(text)] == [(4, 26), (14, 24), (31, 53), (39, 51)]
    assert [call[2:] for call in inner_calls(text)] == [
        (1, 2, "nowrap", 0, True),
        (2, 2, "fb", 1, True),
        (2, 2, "small", 0, False),
        (2, 2, "cite web", 1, False),
    ]


@pytest.mark.parametrize("name", ["Football box", "League table", "a [[b]]"])
def test_a_call_that_may_be_read_for_itself_is_not_passed_over(name):
    assert inner_calls("|x={{" + name + "|y}}") is TO_BE_SCANNED
