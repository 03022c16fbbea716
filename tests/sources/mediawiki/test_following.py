"""A wiki is followed: what moved is fetched, what did not is not, what is gone is said."""

import hashlib
import unicodedata
from datetime import UTC, datetime

import pytest

from pipelines.ingest import ingest
from pipelines.settings import PROJECT_ROOT
from pipelines.sources import SourceError
from pipelines.sources.mediawiki import UnchangedPage
from pipelines.warehouse import Warehouse

SEEDS = {
    "1997 Copa Perú": PROJECT_ROOT / "seeds" / "000_0e887ea93d1d92e5.txt",
    "1996 Copa Perú": PROJECT_ROOT / "seeds" / "004_168df1e638adea2a.txt",
}
IDS = ["localwiki/1996_Copa_Perú", "localwiki/1997_Copa_Perú"]


def text_of(title):
    """A seed as a wiki keeps it: without white space at its end."""
    return SEEDS[title].read_text(encoding="utf-8").rstrip()


@pytest.fixture(scope="module")
def seeds(wiki):
    for title in SEEDS:
        wiki.write(title, text_of(title))


def test_the_seed_pages_come_with_text_revision_and_origin(seeds, reader_of):
    reader = reader_of(*SEEDS)
    pages = reader.read()
    assert sorted(pages) == IDS
    for title in SEEDS:
        page = pages[f"localwiki/{title.replace(' ', '_')}"]
        stored = text_of(title).encode()
        assert page.page.wikitext.encode() == stored
        assert page.content_sha256 == hashlib.sha256(stored).hexdigest()
        assert page.byte_count == len(stored)
        assert page.page.title == title
        assert page.page.source_uri.endswith(f"?oldid={page.page.revision_id}")
        assert (page.licence, page.attribution) == ("CC BY-SA 4.0", "Wiki contributors")
    assert [set(asked) & {"titles", "revids"} for asked in reader.asked] == [{"titles"}, {"revids"}]


def test_their_rows_are_those_of_the_folder(seeds, reader_of, tmp_path):
    warehouse = Warehouse(tmp_path / "build.duckdb")
    ingest(warehouse, reader_of(*SEEDS).source, datetime.now(UTC), progress=lambda line: None)
    with warehouse.read() as connection:
        counts = [
            connection.execute(f"SELECT count(*) FROM raw.{table}").fetchone()[0]
            for table in ("league_tables", "entrants", "rejects")
        ]
    assert counts == [8, 51, 0]


def test_nothing_is_fetched_when_nothing_moved(seeds, reader_of):
    reader = reader_of(*SEEDS)
    reader.read()
    revisions = dict(reader.known)
    again = reader.read()
    assert again == {
        page_id: UnchangedPage(page_id, revisions[page_id], "CC BY-SA 4.0", "Wiki contributors")
        for page_id in IDS
    }
    [question] = reader.asked
    assert question["prop"] == "info"


def test_an_edit_fetches_that_page_only_and_a_return_to_the_old_text_too(wiki, reader_of):
    wiki.write("Edited", "one")
    wiki.write("Left alone", "same")
    reader = reader_of("Edited", "Left alone")
    before = reader.read()["localwiki/Edited"].page.revision_id
    for text in ("two", "one"):
        wiki.write("Edited", text)
        pages = reader.read()
        page = pages["localwiki/Edited"].page
        assert page.wikitext == text
        assert page.revision_id > before
        assert isinstance(pages["localwiki/Left_alone"], UnchangedPage)
        assert [asked.get("revids") for asked in reader.asked] == [None, str(page.revision_id)]


def test_a_moved_page_is_known_under_its_new_title(wiki, reader_of):
    wiki.write("Old name", "the text")
    reader = reader_of("Old name", "New name")
    assert list(reader.read()) == ["localwiki/Old_name"]
    assert len(reader.source.notices) == 1  # New name is not there yet
    wiki.move("Old name", "New name")
    pages = reader.read()
    assert list(pages) == ["localwiki/New_name"]
    assert pages["localwiki/New_name"].page.wikitext == "the text"
    assert reader.source.notices == []


def test_a_deleted_page_and_one_moved_without_a_redirect_vanish_and_it_is_said(wiki, reader_of):
    for title in ("Deleted", "Taken away", "Staying"):
        wiki.write(title, "text")
    reader = reader_of("Deleted", "Taken away", "Staying")
    assert len(reader.read()) == 3
    wiki.delete("Deleted")
    wiki.move("Taken away", "Elsewhere", redirect=False)
    assert list(reader.read()) == ["localwiki/Staying"]
    assert [notice.partition(":")[0] for notice in reader.source.notices] == [
        "localwiki has no page Deleted",
        "localwiki has no page Taken away",
    ]
    assert "wiki.yml" in reader.source.notices[0]


def test_redirects_are_followed_and_those_that_lead_to_no_page_are_said(wiki, reader_of):
    wiki.write("Target", "text")
    for title, target in {
        "To section": "Target#Final",
        "To redirect": "To section",
        "Circle one": "Circle two",
        "Circle two": "Circle one",
        "To nothing": "Never written",
        "To another wiki": "wikipedia:Perú",
    }.items():
        wiki.write(title, f"#REDIRECT [[{target}]]")
    reader = reader_of(
        "To section", "To redirect", "Circle one", "To nothing", "To another wiki", "Target"
    )
    assert list(reader.read()) == ["localwiki/Target"]
    circle, nothing, another = reader.source.notices
    assert circle.startswith("Circle one leads to no page of localwiki, but in a circle")
    assert "To nothing, which leads to Never written" in nothing
    assert another.startswith("To another wiki leads to no page of localwiki")


def test_titles_may_hold_accents_ampersands_pluses_and_be_written_with_underscores(wiki, reader_of):
    title = "Ñandú & Cía + 100% C++ Apertura–Clausura"
    wiki.write(title, "text")
    decomposed = unicodedata.normalize("NFD", title)
    assert decomposed != title
    reader = reader_of("ñandú_&_Cía_+ 100%_C++ Apertura–Clausura", decomposed)
    page_id = "localwiki/Ñandú_&_Cía_+_100%_C++_Apertura–Clausura"
    assert {page_id: page.page.title for page_id, page in reader.read().items()} == {page_id: title}


def test_a_category_larger_than_one_answer_is_read_to_its_end(wiki, reader_of):
    stubs = {f"Stub {number:03}": "[[Category:Stubs]]" for number in range(501)}
    wiki.write_many(stubs)
    reader = reader_of("Stub 007", categories=("Stubs",))
    assert sorted(reader.read()) == [f"localwiki/Stub_{number:03}" for number in range(501)]
    # 500 members an answer; 501 titles, and then 501 revisions, 50 a question.
    kinds = ["list" if "list" in asked else asked["prop"] for asked in reader.asked]
    assert (kinds.count("list"), kinds.count("info"), kinds.count("revisions|info")) == (2, 11, 11)
    assert all(isinstance(page, UnchangedPage) for page in reader.read().values())


def test_a_categorys_articles_are_followed_but_not_its_talk_or_subcategories(wiki, reader_of):
    wiki.write("Listed article", "[[Category:Mixed]]")
    wiki.write("Talk:Listed article", "[[Category:Mixed]]")
    wiki.write("Category:Inner", "[[Category:Mixed]]")
    wiki.write("Inner article", "[[Category:Inner]]")
    reader = reader_of(categories=("Mixed",))
    assert list(reader.read()) == ["localwiki/Listed_article"]
    wiki.write("Listed article", "left the category")
    with pytest.raises(SourceError, match=r"wiki\.yml: Category:Mixed has no articles"):
        reader.read()


def test_texts_larger_than_one_answer_come_whole(wiki, reader_of):
    texts = {f"Long {letter}": letter * 60_000 for letter in "ABC"}
    wiki.write_many(texts)
    reader = reader_of(*texts)
    assert {page.page.title: page.page.wikitext for page in reader.read().values()} == texts
    assert [asked.get("revids") is not None for asked in reader.asked].count(True) > 1


def test_a_shorter_version_that_was_let_through_carries_its_hash(wiki, reader_of):
    texts = {"Let through": "little is left", "Held back": "here too"}
    wiki.write_many(texts)
    sha256 = hashlib.sha256(b"little is left").hexdigest()
    pages = reader_of(*texts, accept_shrink=[sha256]).read()
    assert {page.page.title: page.accept_shrink for page in pages.values()} == {
        "Let through": sha256,
        "Held back": None,
    }


def test_a_page_that_is_no_wikitext_is_handed_over_as_rejected(wiki, reader_of):
    wiki.write("User:Admin/looks.css", "a {}")
    wiki.write("Article", "text")
    pages = reader_of("User:Admin/looks.css", "Article")
    found = {page.page_id: page for page in pages.source.pages()}
    assert found["localwiki/Usuario:Admin/looks.css"].page is None
    assert found["localwiki/Usuario:Admin/looks.css"].rejection.code == "not_wikitext"
    assert found["localwiki/Article"].page.wikitext == "text"


@pytest.mark.parametrize("title", ["Special:Version", "Template:"])
def test_a_title_that_can_be_no_page_is_an_error_of_the_settings(title, reader_of):
    with pytest.raises(SourceError, match=rf"wiki\.yml: {title} cannot be read"):
        reader_of(title).read()


def test_a_title_of_another_wiki_is_said(wiki, reader_of):
    reader = reader_of("wikipedia:Perú")
    assert reader.read() == {}
    assert reader.source.notices[0].startswith("wikipedia:Perú leads to no page of localwiki")
