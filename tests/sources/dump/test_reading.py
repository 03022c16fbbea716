"""Dumps in every packing, and what is kept of them."""

import pytest

from pipelines.sources import SourcePage, UnchangedPage
from pipelines.sources.dump import PageStore, dump_files
from pipelines.sources.dump.packed import DumpError, pieces
from pipelines.sources.dump.pages import PageSplitter
from tests.sources.dump.conftest import texts
from tests.sources.dump.dumps import BOX, TABLE, Written, mixed_wiki, write_dump, write_multistream

MATCH = BOX.format("Ada", "Bea", "1–0")


@pytest.mark.parametrize("name", ["a.xml", "a.xml.bz2", "a.xml.gz", "a.xml.zst"])
def test_every_packing_gives_the_same_pages(tmp_path, source_of, name):
    if name.endswith(".zst"):
        pytest.importorskip("backports.zstd", reason="needs the extra zstd")
    source = source_of(write_dump(tmp_path / name, mixed_wiki(40)))
    assert sorted(texts(source)) == [f"{1900 + n} Cup" for n in range(0, 40, 4)]
    assert dict(source.counts) == {
        "pages_read": 44,
        "articles_kept": 10,
        "templates_kept": 4,
        "without_football_template": 20,
        "in_other_namespaces": 10,
        "older_revisions": 0,
    }
    assert source.notices == []


def test_a_multistream_dump_is_read_like_any_other(tmp_path, source_of):
    pages = texts(source_of(write_multistream(tmp_path, mixed_wiki(40), pages_a_stream=3)))
    assert sorted(pages) == [f"{1900 + n} Cup" for n in range(0, 40, 4)]


def test_a_page_may_be_cut_by_the_streams_of_a_parallel_packer(tmp_path, source_of):
    import bz2

    content = write_dump(tmp_path / "plain.xml", mixed_wiki(40)).read_bytes()
    pieces = [content[n : n + 777] for n in range(0, len(content), 777)]
    dump = tmp_path / "a.xml.bz2"
    dump.write_bytes(b"".join(map(bz2.compress, pieces)))
    assert sorted(texts(source_of(dump))) == [f"{1900 + n} Cup" for n in range(0, 40, 4)]


def test_a_page_comes_with_all_that_the_warehouse_remembers(source_of, dump_of):
    text = "A < B & \"C\" 'D'\n" + MATCH
    [page] = source_of(dump_of(Written("1997_Copa Perú", text, revision=77))).pages()
    assert page.page_id == "testwiki/1997_Copa_Perú"
    assert page.page.wikitext == text
    assert page.page.revision_id == 77
    assert page.byte_count == len(text.encode())
    assert page.content_sha256 == page.page.content_sha256
    address = "https://test.example.org/wiki/1997_Copa_Per%C3%BA?oldid=77"
    assert page.page.source_uri == address


def test_templates_are_found_by_title_and_handed_over_when_others_show_them(source_of, dump_of):
    dump = dump_of(
        Written("Final", MATCH + "{{Cup table}}"),
        Written("Plantilla:Cup table", TABLE.format(1), ns=10, revision=5),
    )
    source = source_of(dump)
    assert list(texts(source)) == ["Final"]
    assert source.find("testwiki", "template:cup_table").wikitext == TABLE.format(1)
    assert source.find("otherwiki", "Template:Cup table") is None
    assert source.find("testwiki", "Template:None") is None
    [page] = source.transcluded("testwiki", ["Template:Cup table", "template:Cup_table", "No"])
    assert page.page_id == "testwiki/Template:Cup_table"
    known = {page.page_id: 5}
    assert list(source.transcluded("testwiki", ["Template:Cup table"], known)) == [
        UnchangedPage("testwiki/Template:Cup_table", 5)
    ]


def test_articles_that_differ_in_the_case_of_a_letter_are_two(source_of, dump_of):
    other = BOX.format("Cid", "Dan", "2–2")
    source = source_of(dump_of(Written("Copa: Final", MATCH), Written("Copa: final", other)))
    assert texts(source) == {"Copa: Final": MATCH, "Copa: final": other}
    found = {t: source.find("testwiki", t).wikitext for t in ("copa: Final", "Copa:_final")}
    assert found == {"copa: Final": MATCH, "Copa:_final": other}


def test_a_known_revision_comes_without_its_text(source_of, dump_of):
    source = source_of(dump_of(Written("A", MATCH, revision=5), Written("B", MATCH, revision=6)))
    handed = list(source.pages({"testwiki/A": 5, "testwiki/B": 5}))
    assert handed[0] == UnchangedPage("testwiki/A", 5)
    assert isinstance(handed[1], SourcePage)


def test_of_a_history_the_newest_revision_counts(source_of, dump_of):
    older = [(1, "no football"), (2, BOX.format("Old", "Older", "9–9"))]
    source = source_of(dump_of(Written("A", MATCH, revision=3, older=older)))
    assert texts(source) == {"A": MATCH}
    assert source.counts["older_revisions"] == 2
    assert source.notices == ["older revisions, which are not loaded, in the dump: 2"]


def test_a_page_in_two_files_counts_once_with_its_newer_revision(tmp_path, source_of, dump_of):
    new = dump_of(Written("A", MATCH, revision=9), name="1.xml")
    old = dump_of(Written("A", "old " + MATCH, revision=8), name="2.xml")
    assert texts(source_of(new, old)) == {"A": MATCH}


def test_of_a_history_longer_than_memory_the_old_revisions_are_dropped(
    source_of, dump_of, monkeypatch
):
    monkeypatch.setattr("pipelines.sources.dump.pages._LONGEST", 200_000)
    monkeypatch.setattr("pipelines.sources.dump.packed.CHUNK", 10_000)
    older = [(n, "x" * 50_000) for n in range(1, 40)]
    dump = dump_of(Written("A", MATCH, revision=99, older=older), Written("B", MATCH))
    with dump.open("rb") as file:
        found = list(PageSplitter("a").split(pieces(file, "a")))
    assert [page.older_revisions > 30 for page in found] == [True, False]
    assert max(len(page.xml) for page in found) < 300_000
    source = source_of(dump)
    assert texts(source) == {"A": MATCH, "B": MATCH}
    assert source.counts["older_revisions"] == 39


def test_a_dump_without_pages_is_a_dump(source_of, dump_of):
    source = source_of(dump_of())
    assert list(source.pages()) == []


def test_pages_that_hold_no_wikitext_are_counted(source_of, dump_of):
    source = source_of(
        dump_of(
            Written("Module:X", "return 1", ns=828), Written("Template:X.css", "a", 10, 1, "css")
        )
    )
    assert list(source.pages()) == []
    assert (source.counts["in_other_namespaces"], source.counts["not_wikitext"]) == (1, 1)


def test_a_text_that_the_wiki_withholds_is_said(tmp_path, source_of):
    dump = write_dump(tmp_path / "a.xml", [Written("A {{football box}}", MATCH)])
    content = dump.read_text()
    start, end = content.index("<text"), content.index("</text>") + len("</text>")
    dump.write_text(content[:start] + '<text bytes="5" deleted="deleted" />' + content[end:])
    source = source_of(dump)
    assert list(source.pages()) == []
    assert source.notices == ["pages whose text the wiki withholds in the dump: 1"]


def test_a_pattern_names_many_files_and_no_index(tmp_path):
    write_multistream(tmp_path, mixed_wiki(4), name="b")
    write_multistream(tmp_path, mixed_wiki(4), name="a")
    found = dump_files(f"{tmp_path}/*.bz2")
    assert [path.name for path in found] == [
        "a-pages-articles-multistream.xml.bz2",
        "b-pages-articles-multistream.xml.bz2",
    ]


def test_another_process_opens_the_store_itself(source_of, dump_of):
    import pickle

    source = source_of(dump_of(Written("Template:T", TABLE.format(1), ns=10)))
    list(source.pages())
    copy = pickle.loads(pickle.dumps(source))
    assert copy.find("testwiki", "Template:T").wikitext == TABLE.format(1)
    assert isinstance(copy.store, PageStore)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("", "is a folder; give a dump file or a pattern"),
        ("/nothing-*.xml", "no dump at .*nothing"),
        ("/none/a.xml", "no dump at"),
        ("/**.xml", "no (dump at|pattern of files)"),
    ],
)
def test_no_dump_is_said(tmp_path, place, said):
    with pytest.raises(DumpError, match=said):
        dump_files(f"{tmp_path}{place}")


def test_a_dump_elsewhere_is_said():
    with pytest.raises(DumpError, match=r"s3://bucket/dump\.xml is not on this machine; fetch it"):
        dump_files("s3://bucket/dump.xml")
