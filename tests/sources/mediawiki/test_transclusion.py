"""Tables that stand on a template page: fetched when the parser asks, followed when they move."""

import pytest

from pipelines import wikitext
from pipelines.ingest.rows import finder
from pipelines.sources import SourceError
from pipelines.sources.mediawiki import UnchangedPage

TABLE = (
    "{{{{#invoke:Sports table|main|style=WDL|team1=A|team2=B|name_A=Ada|name_B=Bea\n"
    "|win_A={wins}|draw_A=0|loss_A=0|gf_A=1|ga_A=0|win_B=0|draw_B=0|loss_B=1|gf_B=0|ga_B=1}}}}\n"
)


def wins_shown(source, page):
    """What the parser reads as the wins of each team."""
    rows = wikitext.parse_page(page.page, transclude=finder(source, page.page)).rows[
        "league_table_rows"
    ]
    return {row["team"]: row["win"] for row in rows}


def asked_texts(reader):
    return [asked["titles"] for asked in reader.asked if "titles" in asked and "rvprop" in asked]


@pytest.fixture
def cup(wiki, reader_of):
    """Two articles that show the table of one template page."""
    wiki.write("Template:Cup table", TABLE.format(wins=1))
    for title in ("Cup", "Region"):
        wiki.write(title, "==Group==\n{{Cup table}}\n")
    return reader_of("Cup", "Region")


def test_a_page_gets_its_table_from_a_template_which_is_fetched_once(cup):
    pages = cup.read()
    assert asked_texts(cup) == []
    for page in pages.values():
        assert wins_shown(cup.source, page) == {"Ada": "1", "Bea": "0"}
    assert asked_texts(cup) == ["Template:Cup table"]


def test_what_was_fetched_for_the_parser_is_handed_over_without_asking_again(cup):
    pages = cup.read()
    found = cup.source.find("localwiki", "Template:Cup table")
    cup.asked.clear()
    [page] = cup.source.transcluded("localwiki", ["Template:Cup table", "template:cup_table"])
    assert page.page is found
    assert page.page_id == "localwiki/Template:Cup_table"
    assert (page.licence, page.attribution) == ("CC BY-SA 4.0", "Wiki contributors")
    assert cup.asked == []
    assert len(pages) == 2


def test_a_template_that_moved_is_handed_over_though_its_pages_did_not_move(wiki, cup):
    [before] = cup.source.transcluded("localwiki", ["Template:Cup table"])
    known = {before.page_id: before.page.revision_id}
    cup.read()
    assert list(cup.source.transcluded("localwiki", ["Template:Cup table"], known)) == [
        UnchangedPage(before.page_id, before.page.revision_id, "CC BY-SA 4.0", "Wiki contributors")
    ]
    wiki.write("Template:Cup table", TABLE.format(wins=2))
    assert all(isinstance(page, UnchangedPage) for page in cup.read().values())
    [after] = cup.source.transcluded("localwiki", ["Template:Cup table"], known)
    assert after.page.wikitext == TABLE.format(wins=2).rstrip()
    # The article is parsed again with its old text and the new template, which is at hand.
    cup.asked.clear()
    assert cup.source.find("localwiki", "Template:Cup table") is after.page
    assert cup.asked == []


def test_a_template_that_is_renamed_is_reached_through_its_redirect(wiki, cup):
    wiki.move("Template:Cup table", "Template:Cup standings")
    [page, _] = cup.read().values()
    assert wins_shown(cup.source, page) == {"Ada": "1", "Bea": "0"}
    # Both are pages: the redirect may be sent elsewhere, the table may change.
    both = ["localwiki/Template:Cup_standings", "localwiki/Template:Cup_table"]
    titles = ["Template:Cup table", "Template:Cup standings"]
    assert sorted(page.page_id for page in cup.source.transcluded("localwiki", titles)) == both
    cup.read()
    assert sorted(page.page_id for page in cup.source.transcluded("localwiki", titles)) == both


def test_a_template_that_is_not_there_is_none_and_left_out(wiki, cup):
    assert cup.source.find("localwiki", "Template:Never written table") is None
    assert cup.source.find("localwiki", "Template:Never written table") is None
    assert asked_texts(cup) == ["Template:Never written table"]
    titles = ["Template:Never written table", "Template:Nor this table", "Template:Cup table"]
    found = [page.page_id for page in cup.source.transcluded("localwiki", titles)]
    assert found == ["localwiki/Template:Cup_table"]
    assert cup.source.notices == []


@pytest.mark.parametrize(
    "title", ["Template:{{{1}}}", "a|b", "", "Template:A]]", "x" * 301, "\ud800"]
)
def test_what_can_be_no_title_is_not_asked_for(cup, title):
    assert cup.source.find("localwiki", title) is None
    assert list(cup.source.transcluded("localwiki", [title])) == []
    assert cup.asked == []


@pytest.mark.parametrize("title", ["Template:", "Special:Version", "wikipedia:Perú"])
def test_what_the_wiki_calls_no_page_is_none(cup, title):
    assert cup.source.find("localwiki", title) is None
    assert list(cup.source.transcluded("localwiki", [title])) == []


def test_a_section_behind_a_title_is_no_part_of_it(wiki, cup):
    wiki.write("Article with parts", "the text")
    assert cup.source.find("localwiki", "Article with parts#Final").wikitext == "the text"


def test_a_template_that_cannot_be_fetched_fails_the_run(wiki, cup):
    [page, _] = cup.read().values()
    wiki.switch("http-fault", "503", times=100)
    with pytest.raises(SourceError, match="503"):
        wins_shown(cup.source, page)


def test_a_new_pass_fetches_templates_anew(wiki, cup):
    cup.read()
    cup.source.find("localwiki", "Template:Cup table")
    wiki.write("Template:Cup table", TABLE.format(wins=3))
    cup.read()
    assert (
        cup.source.find("localwiki", "Template:Cup table").wikitext == TABLE.format(wins=3).rstrip()
    )
