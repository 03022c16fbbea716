"""The pages of the book as text: what they show, what they escape, and where their links lead."""

import shutil
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest

from pipelines.report import render_book
from pipelines.report.chart import Series, position_chart
from pipelines.report.filters import signed
from pipelines.report.model import Season
from pipelines.report.read import file_of, read_links
from pipelines.report.render import licence_url, wiki_url
from tests.report.conftest import HOSTILE_TITLE
from tests.report.html import Element, assert_links_lead_somewhere, parse, read


@pytest.fixture
def page_1997(book):
    return read(book.page("1997-copa-peru"))


@pytest.fixture
def injured(book):
    return read(book.page("digit-changed"))


@pytest.fixture
def hostile(book):
    return read(book.page("script-alert-1-script-1998"))


def standings(page: Element, table: str) -> dict[str, list[Element]]:
    """The cells behind the name of each club in the table of figures."""
    rows = page.one("section", id=table).one("table", class_="standings").one("tbody").all("tr")
    return {row.one("th").text: row.all("td") for row in rows}


def test_the_book_has_a_page_for_each_page_of_the_warehouse(book):
    assert len(book.pages) == 4
    links = [a.attributes["href"] for a in read(book.index).one("tbody").all("a")]
    assert sorted(links) == sorted(f"seasons/{page.name}" for page in book.pages)


def test_every_page_is_well_formed_and_names_its_language(book):
    for file in [book.index, *book.pages]:
        root = read(file)
        assert root.one("html").attributes["lang"] == "en"
        assert len(root.all("h1")) == len(root.all("main")) == 1


def test_every_id_is_unique_on_its_page(book):
    for file in [book.index, *book.pages]:
        ids = [e.attributes["id"] for e in read(file).all("*") if "id" in e.attributes]
        assert len(ids) == len(set(ids))


def test_every_link_inside_the_book_leads_somewhere(book):
    assert assert_links_lead_somewhere(book) > 500


def test_nothing_is_loaded_from_elsewhere(book):
    for file in [book.index, *book.pages]:
        for tag, attribute in (("script", "src"), ("link", "href"), ("img", "src")):
            for element in read(file).all(tag):
                address = element.attributes[attribute]
                if address != "data:,":
                    assert urlsplit(address).scheme == ""
                    assert (file.parent / address).is_file()
        assert not read(file).all("style") + read(file).all("iframe") + read(file).all("image")


def test_the_text_is_the_source_line_by_line(book):
    for start, name in (("1997-copa-peru", "000_0e887ea93d1d92e5.txt"), ("1996-copa-peru", "004_")):
        [source] = (Path(__file__).parents[2] / "seeds").glob(f"{name}*")
        lines = source.read_text(encoding="utf-8").split("\n")
        shown = read(book.page(start)).one("ol", class_="source").all("li")
        assert [line.attributes["id"] for line in shown] == [
            f"L{n}" for n in range(1, len(lines) + 1)
        ]
        texts = [line.one("code").raw for line in shown]
        assert texts == lines


def test_published_and_computed_figures_stand_side_by_side(page_1997):
    # The row of the champions, line 435: 4 wins, 1 defeat, 13–2 goals.
    cells = standings(page_1997, "table-7")["Juan Aurich"]
    assert [cell.text for cell in cells[:9]] == ["1", "5", "4", "0", "1", "13", "2", "+11", "12"]
    computed = [cell.text.split(",")[0] for cell in cells[9:17]]
    assert computed == ["5", "4", "0", "1", "13", "2", "+11", "12"]
    assert [cell.text for cell in cells[17:]] == [
        "✓ agrees", "435", "Promoted to 1998 Torneo Descentralizado",
    ]  # fmt: skip
    assert {link.attributes["href"] for cell in cells[1:9] for link in cell.all("a")} == {"#L435"}


def test_agreeing_cells_are_quiet(page_1997):
    assert page_1997.all("*", class_="differs") == []
    assert page_1997.all("*", class_="explanations") == []


def test_differing_cells_are_loud_in_words_too(injured):
    loud = {
        team: [(i, cell.text) for i, cell in enumerate(cells) if "differs" in cell.classes]
        for team, cells in standings(injured, "table-7").items()
    }
    # 3–1 became 4–1 in the match of these two; columns 1 to 8 are published, 9 to 16 computed.
    assert {team: cells for team, cells in loud.items() if cells} == {
        "Juan Aurich": [
            (5, "13≠14 published, 14 computed"),
            (7, "+11≠+12 published, 12 computed"),
            (13, "14"),
            (15, "+12"),
        ],
        "Deportivo Universitario": [
            (6, "8≠9 published, 9 computed"),
            (7, "−3≠−4 published, -4 computed"),
            (14, "9"),
            (15, "−4"),
        ],
    }


def test_the_edit_that_would_mend_a_table_is_said_with_its_line(injured):
    section = injured.one("section", id="table-7")
    [explanation] = section.one("ul", class_="explanations").all("li")
    assert explanation.text.startswith(
        "If Juan Aurich 4–1 Deportivo Universitario (line 599) were 3–1, all six rows would agree."
    )
    assert "Wrong score: 4–1 → 3–1 (line 599–625)." in explanation.text
    assert explanation.all("a")[0].attributes["href"] == "#L599"
    assert "differs, explained" in section.one("p", class_="badges").text


def test_what_is_not_recorded_is_said_and_is_no_nought(page_1997):
    cells = standings(page_1997, "table-1")["Juan Aurich"]
    assert [cell.text for cell in cells] == ["1", "not recorded", "237", "Final Stage"]
    section = page_1997.one("section", id="table-1")
    assert "not recorded" in section.one("p", class_="badges").text
    assert "unknown, not nil" in section.text
    assert not section.all("svg")


def test_a_missing_fact_is_said(page_1997, book):
    facts = {
        d.one("dt").text: d.one("dd").text for d in page_1997.one("dl", class_="facts").all("div")
    }
    assert facts["Winner"] == "Juan Aurich line 9"
    assert facts["Top scorer"] == "not in the infobox"
    other = read(book.page("1996-copa-peru")).one("dl", class_="facts")
    assert "Alejandro Cipriano line 21" in other.text


def test_the_cross_table_tells_the_play_off_from_the_regular_meeting(page_1997):
    table = page_1997.one("section", id="table-7").one("table", class_="cross")
    rows = {row.one("th").text: row for row in table.one("tbody").all("tr")}
    aurich = [cell.text for cell in rows["JAU Juan Aurich"].all("td")]
    assert aurich == ["itself", "1–0not counted", "1–0", "3–1", "2–0", "7–0"]
    [left_out] = table.all("a", class_="left-out")
    match = page_1997.one("tr", id=left_out.attributes["href"].removeprefix("#"))
    assert "17 December 1997" in match.text
    assert "Counts in no table" in match.text


def test_the_matches_behind_a_computed_row_add_up(page_1997):
    # Juan Aurich: 13 goals for, 2 against, in five matches.
    href = standings(page_1997, "table-7")["Juan Aurich"][9].one("a").attributes["href"]
    items = page_1997.one("div", id=href.removeprefix("#")).all("li")
    scores = [tuple(map(int, item.one("a").text.split("–"))) for item in items]
    assert len(scores) == 5
    assert (sum(own for own, _ in scores), sum(other for _, other in scores)) == (13, 2)


def test_the_match_list_names_round_venue_and_day(page_1997):
    match = page_1997.one("tr", id="match-1")
    assert [cell.text for cell in match.all("td")] == [
        "30 November 1997", "Juan Aurich", "7–0", "CNI", "Nacional, Lima (neutral)", "", "457–483",
    ]  # fmt: skip
    assert match.one("time").attributes["datetime"] == "1997-11-30"
    assert match.parent.all("tr")[0].text == "Round 1"


def test_penalties_and_matches_without_a_result_are_told_apart(hostile):
    assert "after extra time, penalties 4–2" in hostile.one("tr", id="match-4").text
    unplayed = hostile.one("tr", id="match-5")
    assert unplayed.one("td", class_="score").text == "v"
    assert "not played yet, or result not recorded" in unplayed.text


def test_every_entrant_stands_beside_its_department_and_its_later_table(page_1997):
    rows = page_1997.one("section", id="entrants").one("tbody").all("tr")
    assert len(rows) == 25
    assert [cell.text for cell in rows[0].all("td")] == [
        "Amazonas",
        "Amazonas",
        "Region III",
        "58–62",
    ]
    assert rows[0].one("th").text == "Sachapuyos"


def test_an_entrant_without_a_later_table_stays_and_says_so(book):
    rows = read(book.page("1996-copa-peru")).one("section", id="entrants").one("tbody").all("tr")
    later = {row.one("th").text: row.all("td")[2].text for row in rows}
    assert len(rows) == 26
    assert later["Sachapuyos"] == "in no later table of the page"
    # The six of the final group, no more: the page has no other table.
    assert sum(text == "Final group stage" for text in later.values()) == 6


def test_the_chart_has_a_line_for_each_club_and_the_same_figures_as_a_table(page_1997):
    section = page_1997.one("section", id="table-7")
    chart = section.one("svg")
    assert chart.attributes["role"] == "img"
    described = [chart.one("title"), chart.one("desc")]
    assert chart.attributes["aria-labelledby"].split() == [e.attributes["id"] for e in described]
    assert [text.text for text in chart.all("text", class_="label")] == [
        "JAU", "UPAO", "CHI", "UNP", "LCH", "CNI",
    ]  # fmt: skip
    # Round 1, on 30 November: Aurich 7–0, Hidro and Chankas 1–0 each.
    table = section.one("figure").parent.all("details")[1]
    assert table.one("thead").all("th")[1].text == "1Round 1, 30 November 1997"
    first = {row.one("th").text: row.all("td")[0].text for row in table.one("tbody").all("tr")}
    assert first["Juan Aurich"] == "13 pts"
    assert first["Cultural Hidro"] == first["Los Chankas"] == "23 pts"
    assert first["CNI"] == "60 pts"


def test_without_points_there_is_no_chart_and_the_reason_is_said(report_build, tmp_path):
    file = tmp_path / "build.duckdb"
    shutil.copyfile(report_build.settings.build_file, file)
    with duckdb.connect(str(file)) as connection:
        connection.execute("UPDATE marts.fct_standings_by_round SET position = NULL, points = NULL")
        render_book(connection, tmp_path)
    [page] = (tmp_path / "seasons").glob("1997-copa-peru-*.html")
    section = read(page).one("section", id="table-7")
    assert not section.all("svg")
    assert "no chart: the points are not known, so the clubs have no positions." in section.text


def test_names_that_would_be_markup_are_text(hostile):
    assert hostile.one("h1").text == HOSTILE_TITLE
    assert not hostile.all("script")
    assert not hostile.all("img")
    assert "<img src=x onerror=alert(2)>" in standings(hostile, "table-1")
    assert "(line 12): goals for 2 published, 3 computed" in hostile.one("main").text
    assert "*" not in hostile.one("ul", class_="explanations").text
    assert hostile.all("li")[-2].text == "</pre></ol><script>alert(3)</script>"
    assert 'A"B' in [text.text for text in hostile.one("svg").all("text")]


def test_the_licence_and_the_wiki_page_are_linked(page_1997):
    links = {a.text: a.attributes["href"] for a in page_1997.one("section", id="text").all("a")}
    assert links["1997 Copa Perú"] == "https://en.wikipedia.org/wiki/1997_Copa_Per%C3%BA"


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY 3.0", "https://creativecommons.org/licenses/by/3.0/"),
        ("All rights reserved", None),
        (None, None),
    ],
)
def test_licences_with_a_known_text_are_linked(licence, url):
    assert licence_url(licence) == url


def test_a_page_of_no_known_wiki_has_no_address():
    assert wiki_url("local", "Some page", "some.txt") is None
    assert wiki_url("eswiki", "Some?page", None) == "https://es.wikipedia.org/wiki/Some%3Fpage"
    assert wiki_url("x", "Some page", "https://wiki.test/?oldid=3") == "https://wiki.test/?oldid=3"
    assert wiki_url("x", "Some page", "javascript:alert(1)") is None


def test_file_names_are_readable_and_no_two_pages_share_one():
    assert file_of("enwiki/A", "A").startswith("a-")
    assert file_of("enwiki/A", "A") != file_of("dewiki/A", "A")
    assert file_of("enwiki/a/../b", "a/../b").count("/") == 0
    assert file_of("ruwiki/Лига", "Лига").endswith(".html")


def test_a_goal_difference_has_its_sign():
    assert [signed(n) for n in (11, 0, -14)] == ["+11", "0", "−14"]


def test_the_chart_draws_a_line_from_place_to_place():
    # Two clubs over three rounds: 640 pixels less 130 at the sides are two steps of 255; a place
    # is 26 pixels, the first at 23. The second club has no place in the second round.
    drawn = position_chart(
        [Series("A", [1, 2, 1]), Series("<B>", [2, None, 2])],
        ["1", "2", "3"],
        identifier="c",
        title="Title",
        text="Text",
    )
    assert "<B>" not in drawn
    chart = parse(drawn).one("svg")
    lines = [line.attributes["points"] for line in chart.all("polyline", class_="line")]
    assert lines == ["50,23 305,49 560,23", "50,49 560,49"]
    dots = [(dot.attributes["cx"], dot.attributes["cy"]) for dot in chart.all("circle")]
    assert dots == [("50", "23"), ("305", "49"), ("560", "23"), ("50", "49"), ("560", "49")]
    assert [text.text for text in chart.all("text")] == ["1", "2", "1", "2", "3", "A", "<B>"]


def test_of_many_pages_that_tell_of_one_season_some_are_named_and_the_others_counted():
    seasons = [
        Season(f"p{n}", f"Page {n}", "local", "cup-1998", "Cup", "1998", None, 0, 0, 0, {}, f"{n}")
        for n in range(30)
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE SCHEMA marts;"
            "CREATE TABLE marts.dim_seasons (page_id TEXT, previous_season TEXT, next_season TEXT);"
            "CREATE TABLE marts.dim_league_tables (page_id TEXT, transcluded_from TEXT);"
        )
        links = read_links(connection, seasons)
    assert [link.title for link in links["p3"].same_season] == [
        f"Page {n}" for n in range(21) if n != 3
    ]
    assert links["p3"].more_of_season == 9
    assert links["p29"].more_of_season == 9


def test_rounds_too_close_for_their_labels_are_named_now_and_then():
    # 76 rounds over 870 pixels are 11.6 apart: every second is named.
    names = [str(n) for n in range(1, 77)]
    club = Series("A", [1] * 76)
    drawn = position_chart([club], names, identifier="c", title="Title", text="Text")
    axis = parse(drawn).one("g", class_="x")
    assert [text.text for text in axis.all("text")] == names[::2]
