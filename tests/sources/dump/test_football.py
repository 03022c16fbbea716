"""No page with a template that the parser reads rows from is left aside."""

from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.settings import PROJECT_ROOT
from pipelines.sources.dump.football import may_hold_football
from pipelines.wikitext.families import FRAME, INFOBOX, family_of
from pipelines.wikitext.page import PageText, readable
from pipelines.wikitext.templates import call_name, name_key
from tests.end_to_end.test_corpus import CORPUS

# A name of every family whose calls give rows, as pages write them.
NAMES = (
    *("Football box", "football box collapsible", "Footballbox", "#invoke:football box", "vb res"),
    *("fb match", "soccerbox", "Sports table", "#invoke:Sports table", "#invoke:sports results"),
    *("Fb cl team", "fb cl2 header navbar", "Fb cl3 qr", "Fb cl footer", "fb r", "Fb r2 team"),
    *("fb r header", "OneLegResult", "TwoLegResult", "ThreeLegResult", "#invoke:Sports series"),
)
SEASONS = (
    *("Infobox football league season", "Infobox football tournament season"),
    *("infobox_football_tournament", "Infobox international football competition"),
    *("Infobox football club season", "Infobox football match", "Ficha de torneo deportivo"),
)
OTHERS = (
    *("Infobox person", "Infobox football biography", "Infobox football club", "flagicon"),
    *("Infobox national football team", "Ficha de futbolista", "cite web", "Infobox stadium"),
    *("OneLegStart", "Football squad", "Footballer", "Infobox cricket tournament"),
)


def kept(text):
    return may_hold_football(f"<page><title>T</title><text>{escape(text)}</text></page>".encode())


def is_read(text):
    """Whether the parser finds a call that it reads rows from; infoboxes aside."""
    page = PageText(readable(text))
    families = (family_of(name_key(call_name(page.text, page.spans[n]))) for n in page.calls())
    return any(family not in {None, INFOBOX, FRAME} for family in families)


@pytest.mark.parametrize("name", NAMES)
def test_every_family_is_kept_however_it_is_spelled(name):
    calls = (
        f"{{{{{name}|a=b}}}}",
        f"{{{{ {name.upper()}\n|a=b}}}}",
        f"{{{{{name.replace(' ', '_')}}}}}",
        f"{{{{<!-- a -->{name}<!-- b -->|a=b}}}}",
        f"{{{{<!-- | -->{name}|a=b}}}}",
        f"{{{{<!-- }}}} -->{name}|a=b}}}}",
        f"{{{{template:{name}|a=b}}}}",
        f"{{{{x|{{{{{name}|a=b}}}}}}}}",
        f"{{{{{name}\u00a0|a=b}}}}",
    )
    for call in calls:
        assert is_read(call), call
        assert kept(f"text {call} text"), call


@pytest.mark.parametrize("name", SEASONS)
def test_the_infobox_of_a_season_is_kept(name):
    assert kept(f"{{{{{name}\n| a = b}}}}")


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_football_or_holds_no_rows_is_left_aside(name):
    assert not kept(f"of Brazil, a football box, sports table {{{{{name}\n| a = b}}}}")


@pytest.mark.parametrize(
    "xml",
    [
        "<text>&#123;&#123;football box}}</text>",
        "<text>{{foot&#32;ball box}}</text>",
        "<text><![CDATA[<b>]]>{{<![CDATA[football box]]>}}</text>",
    ],
)
def test_what_xml_may_hide_is_looked_at_by_the_parser(xml):
    assert may_hold_football(xml.encode())


FRAGMENTS = st.sampled_from(
    [
        *("{{", "}}", "{", "}", "|", "<!--", "-->", " ", "_", "\n", "<nowiki>", "</nowiki>", "[["),
        *("football box", "Sports table", "#invoke:", "fb cl", "team", "template:", "a=b", "é"),
        *("\u00a0", "&", "<ref>", "</ref>", "twolegresult", "/doc", "{{{1}}}", "x" * 250),
    ]
)


@settings(max_examples=2_000, deadline=None)
@given(st.lists(FRAGMENTS, max_size=14).map("".join))
def test_whatever_the_text_what_the_parser_reads_is_kept(text):
    if is_read(text):
        assert kept(text)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(FRAGMENTS, max_size=4).map("".join),
    st.sampled_from(NAMES),
    st.lists(FRAGMENTS, max_size=4).map("".join),
)
def test_the_same_with_a_call_in_it_nearly_always(before, name, after):
    text = f"{before}{{{{{name}{after}}}}}"
    if is_read(text):
        assert kept(text)


def real_pages():
    return sorted([*(PROJECT_ROOT / "seeds").glob("*.txt"), *CORPUS.rglob("*.wikitext")])


@pytest.mark.parametrize("path", real_pages(), ids=lambda path: path.stem)
def test_every_real_page_that_the_parser_reads_is_kept(path):
    text = path.read_text(encoding="utf-8")
    assert kept(text) or not is_read(text)
