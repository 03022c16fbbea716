"""The book in a browser, opened from disk: usable by everybody, quiet, and without a network."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from pipelines.report import render_book
from pipelines.report.book import STATIC
from pipelines.report.model import Season
from pipelines.report.render import Renderer
from tests.end_to_end.test_corpus import CORPUS
from tests.models.conftest import build_pages
from tests.report.conftest import RenderedBook
from tests.report.html import assert_links_lead_somewhere

DESK, PHONE = 1280, 390
STARTS = ["1997-copa-peru", "1996-copa-peru", "digit-changed", "script-alert-1-script-1998"]

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Open a file as a reader would; afterwards nothing may have been complained about or asked."""
    complaints: list[str] = []
    pages: list[Page] = []

    def asked(request) -> None:
        if not request.url.startswith(("file://", "data:")):
            complaints.append(f"asked the network for {request.url}")

    def opened(file: Path, *, width: int = DESK, scheme: str = "light", **more) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **more
        )
        pages.append(page)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", asked)
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.goto(file.as_uri())
        return page

    yield opened
    for page in pages:
        page.close()
    assert complaints == []


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")


def violations(page: Page, *rules: str) -> list[str]:
    """What axe finds, by all its rules or some; styles are there, it need not fetch them."""
    unfold(page)
    options: dict[str, object] = {"preload": False}
    if rules:
        options["runOnly"] = list(rules)
    # Thousands of lines and rows of one kind: the first of them stand for all.
    context = {"exclude": [[".source li:nth-child(n+30)"], [".matches tr:nth-child(n+30)"]]}
    found = Axe().run(page, context=context, options=options)
    assert len(found.response["passes"]) >= (len(rules) or 20)
    return [
        f"{rule['id']}: {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"][:3]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    unfold(page)
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("start", STARTS)
def test_everybody_can_use_a_season_page(book, open_page, start):
    page = open_page(book.page(start))
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []


def test_everybody_can_use_the_index(book, open_page):
    page = open_page(book.index)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, "color-contrast") == []


@pytest.mark.parametrize("start", STARTS)
def test_a_season_page_fits_a_phone(book, open_page, start):
    page = open_page(book.page(start), width=PHONE)
    assert sideways(page) == 0
    assert page.locator("table.standings").first.is_visible()


def test_the_index_fits_a_phone(book, open_page):
    assert sideways(open_page(book.index, width=PHONE)) == 0


def test_light_and_dark_differ(book, open_page):
    colours = {
        open_page(book.index, scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    }
    assert len(colours) == 2


def test_a_line_link_leads_to_the_text_of_that_line(book, open_page):
    page = open_page(book.page("1997-copa-peru"))
    row = page.locator("#table-7 table.standings tbody tr").first
    row.locator("a.line").focus()
    page.keyboard.press("Enter")
    line = page.locator("#L435")
    box = line.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert line.inner_text().strip() == "|win_JAU=4|draw_JAU=0|loss_JAU=1|gf_JAU=13|ga_JAU=2"


def test_a_computed_figure_opens_the_matches_it_comes_from(book, open_page):
    page = open_page(book.page("1997-copa-peru"))
    matches = page.locator("#table-7-club-1")
    assert not matches.is_visible()
    page.locator("#table-7 table.standings tbody tr").first.locator(
        "a[href='#table-7-club-1']"
    ).last.click()
    assert matches.is_visible()
    assert "won 7–0 against CNI, Round 1" in matches.inner_text()


def test_the_chart_tells_its_lines_apart_in_colour(book, open_page):
    page = open_page(book.page("1997-copa-peru"))
    colours = page.evaluate(
        "[...document.querySelectorAll('#table-7-chart .series .line')]"
        ".map(line => getComputedStyle(line).stroke)"
    )
    assert len(set(colours)) == len(colours) == 6
    assert "none" not in colours


def test_everything_can_be_read_without_a_script(book, open_page):
    page = open_page(book.index, java_script_enabled=False)
    assert page.locator("#seasons tbody tr").count() == 4
    assert not page.locator("#filter").is_visible()


# An index over many seasons.


def season(number: int) -> Season:
    """Made-up seasons: every third page differs, the tenth page of each hundred is in Spain."""
    competition = "Liga Española" if number % 100 == 10 else f"League {number % 7}"
    status = "differs_explained" if number % 3 == 0 else "reconciled"
    return Season(
        page_id=f"wiki/{number}",
        title=f"Page {number:03}",
        site="wiki",
        season_id=None,
        competition=competition,
        season=str(1500 + number),
        winner_team=None,
        match_count=(number * 37) % 500,
        parse_issue_count=0,
        suspected_error_count=int(number % 3 == 0),
        tables_by_status={status: 1},
        file="../index.html",
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    shutil.copytree(STATIC, folder / "static")
    html = Renderer({}).index([season(number) for number in range(500)], digest="")
    (folder / "index.html").write_text(html, encoding="utf-8")
    return folder / "index.html"


def column(page: Page, number: int) -> list[str]:
    return page.evaluate(
        "n => [...document.querySelectorAll('#seasons tbody tr:not([hidden])')]"
        ".map(row => row.cells[n].innerText)",
        number,
    )


def test_an_index_of_many_seasons_sorts_by_keyboard(many, open_page):
    page = open_page(many)
    heading = page.locator("#seasons thead th").nth(6)
    heading.get_by_role("button").focus()
    expected = sorted((number * 37) % 500 for number in range(500))
    for key, state, order in (
        ("Enter", "ascending", expected),
        ("Space", "descending", expected[::-1]),
    ):
        page.keyboard.press(key)
        assert heading.get_attribute("aria-sort") == state
        assert list(map(int, column(page, 6))) == order


def test_sorting_by_tables_puts_those_that_differ_together(many, open_page):
    page = open_page(many)
    button = page.locator("#seasons thead th").nth(4).get_by_role("button")
    button.press("Enter")
    button.press("Enter")
    first = column(page, 4)[:167]
    assert all("differs" in text for text in first)


def test_an_index_of_many_seasons_filters_by_words_and_status(many, open_page):
    page = open_page(many)
    shown = page.get_by_role("status")
    assert shown.inner_text() == "500 of 500 pages shown"
    page.get_by_label("Find").focus()
    page.keyboard.type("espanola LIGA")  # 10, 110, 210, 310, 410
    assert shown.inner_text() == "5 of 500 pages shown"
    assert column(page, 0) == [f"Page {number:03}" for number in (10, 110, 210, 310, 410)]
    page.get_by_label("With a table that is").select_option(label="differs, explained")
    assert column(page, 0) == ["Page 210"]  # the only one of them that three divides
    page.get_by_label("Find").fill("league liga")  # every word, not any
    assert shown.inner_text() == "0 of 500 pages shown"
    page.get_by_label("Find").fill("")
    assert shown.inner_text() == "167 of 500 pages shown"


def test_an_index_of_many_seasons_fits_a_phone(many, open_page):
    assert sideways(open_page(many, width=PHONE)) == 0


# Real pages that nobody here wrote.


REAL = {
    "Template:2026 FIFA World Cup qualification – CONMEBOL table": (
        "pages/en-template-2026-fifa-wcq-conmebol-table"
    ),
    "CONMEBOL": "pages/en-2026-fifa-wcq-conmebol",
    "Serie A": "snippets/en-2005-06-serie-a-league-table-and-results",
    "Knockout stage": "pages/en-2026-fifa-world-cup-knockout-stage",
    "Contradiction": "snippets/zackbot-12-works-for-case-2-after-sportstable",
}


@pytest.fixture(scope="module")
def real_book(tmp_path_factory) -> RenderedBook:
    if not CORPUS.is_dir():
        pytest.skip("no folder of real pages beside this one")
    pages = {t: (CORPUS / f"{n}.wikitext").read_text(encoding="utf-8") for t, n in REAL.items()}
    build = build_pages(tmp_path_factory.mktemp("real"), pages, must_reconcile=False)
    folder = tmp_path_factory.mktemp("real_book")
    with duckdb.connect(str(build.settings.build_file), read_only=True) as connection:
        render_book(connection, folder)
    return RenderedBook(folder, build)


@pytest.mark.parametrize("start", ["conmebol", "serie-a", "knockout-stage", "contradiction"])
def test_everybody_can_use_a_real_page(real_book, open_page, start):
    page = open_page(real_book.page(start))
    assert violations(page) == []
    page.set_viewport_size({"width": PHONE, "height": 900})
    assert sideways(page) == 0


def test_the_lines_of_a_table_taken_over_are_those_of_the_other_page(real_book, open_page):
    page = open_page(real_book.page("conmebol"))
    row = page.locator("#table-1 table.standings tbody tr").first
    assert row.locator("th").inner_text() == "Argentina"
    row.locator("a.line").click()
    assert "template" in page.url
    assert "ARG" in page.locator("#L20").inner_text()


def test_links_of_real_pages_lead_somewhere(real_book):
    assert_links_lead_somewhere(real_book)
