"""Dumps that are damaged, cut off, hostile or no dumps; and reading that is interrupted."""

import bz2
import gzip

import pytest

from pipelines.sources.dump import DumpError, source
from pipelines.sources.dump.packed import stream_offsets
from tests.sources.dump.conftest import texts
from tests.sources.dump.dumps import (
    BOX,
    HEAD,
    TAIL,
    mixed_wiki,
    season,
    write_dump,
    write_multistream,
    xml_of,
)

MATCH = BOX.format("Ada", "Bea", "1–0")


def refusal(source_of, path):
    """What is said of a file that cannot be used; nothing of it is handed over."""
    handed = []
    with pytest.raises(DumpError) as caught:
        handed.extend(source_of(path).pages())
    assert handed == []
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(("suffix", "pack"), [("bz2", bz2.compress), ("gz", gzip.compress)])
def test_a_packed_file_that_is_cut_off(tmp_path, source_of, suffix, pack):
    dump = tmp_path / f"a.xml.{suffix}"
    content = pack(xml_of(mixed_wiki(400)).encode())
    dump.write_bytes(content[: len(content) // 2])
    assert "cut off: the packed stream that begins at byte 0" in refusal(source_of, dump)


def test_a_multistream_dump_that_is_cut_off_between_two_streams(tmp_path, source_of):
    dump = write_multistream(tmp_path, mixed_wiki(40), pages_a_stream=10)
    dump.write_bytes(dump.read_bytes()[: -len(bz2.compress(TAIL.encode()))])
    message = refusal(source_of, dump)
    assert "ends without </mediawiki>, after 44 pages; fetch the rest" in message


def test_a_plain_file_that_is_cut_off_inside_a_page(tmp_path, source_of):
    dump = tmp_path / "a.xml"
    content = xml_of([season(1), season(2)])
    dump.write_text(content[: content.index("2–0")])
    assert "ends inside a page ('<page>\\n    <title>1902 Cup</title>" in refusal(source_of, dump)


def test_a_damaged_stream(tmp_path, source_of):
    dump = write_multistream(tmp_path, mixed_wiki(400), pages_a_stream=200)
    content = bytearray(dump.read_bytes())
    second = content.index(b"BZh9", 10)
    third = content.index(b"BZh9", second + 10)
    content[third + 200] ^= 0xFF
    dump.write_bytes(content)
    message = refusal(source_of, dump)
    assert f"damaged: the packed stream that begins at byte {third:,} cannot be unpacked" in message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no XML dump of MediaWiki: it begins with ''"),
        (b"<html><body>404", "it begins with '<html><body>404'"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive, which is not read; unpack it"),
        (b"PK\x03\x04zip", "a zip archive"),
        (HEAD.replace("testwiki", "a/b").encode() + TAIL.encode(), "<dbname> is 'a/b'"),
        (HEAD.replace("<dbname>", "<x>").encode() + TAIL.encode(), "not well-formed XML"),
        (
            HEAD.encode() + b"<page></page>junk<page></page>" + TAIL.encode(),
            "'junk' stands between",
        ),
    ],
)
def test_what_is_no_dump(tmp_path, source_of, content, said):
    dump = tmp_path / "a.xml"
    dump.write_bytes(content)
    assert said in refusal(source_of, dump)


def test_a_file_without_any_page_does_not_fill_the_memory(tmp_path, source_of, monkeypatch):
    monkeypatch.setattr("pipelines.sources.dump.pages._LONGEST", 100_000)
    monkeypatch.setattr("pipelines.sources.dump.packed.CHUNK", 10_000)
    dump = tmp_path / "a.xml"
    dump.write_bytes(b"x" * 300_000)
    assert "a stretch without a page of more than" in refusal(source_of, dump)
    dump.write_bytes(HEAD.encode() + b"<page>" + b"x" * 300_000)
    assert "a page of more than" in refusal(source_of, dump)


def test_a_small_file_that_unpacks_to_much_is_read_in_small_pieces(tmp_path):
    import tracemalloc

    from pipelines.sources.dump.packed import pieces

    for name, pack in (("a.bz2", bz2.compress), ("a.gz", gzip.compress)):
        path = tmp_path / name
        path.write_bytes(pack(b" " * 300_000_000))
        tracemalloc.start()
        with path.open("rb") as file:
            unpacked = sum(len(piece.content) for piece in pieces(file, str(path)))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert unpacked == 300_000_000
        assert peak < 20_000_000


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_are_refused_where_they_are_defined(tmp_path, source_of, doctype):
    dump = tmp_path / "a.xml"
    dump.write_text(doctype + HEAD + season(1).xml(1).replace("Bea", "&a;") + TAIL)
    assert "brings a document type with it" in refusal(source_of, dump)


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE])
def test_entities_defined_inside_a_page_are_never_expanded(tmp_path, source_of, doctype):
    dump = tmp_path / "a.xml"
    page = season(1).xml(1).replace("Bea", "&a;").replace("<title>", doctype + "<title>")
    dump.write_text(HEAD + page + season(2).xml(2) + TAIL)
    handed = list(source_of(dump).pages())
    assert [page.rejection.code for page in handed if page.page is None] == ["broken_xml"]
    assert [page.page.title for page in handed if page.page] == ["1902 Cup"]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Bea", "\x01", "not well-formed (invalid token)"),
        ("</title>", "", "not well-formed XML (mismatched tag"),
        ("<title>1901 Cup</title>", "<title> </title>", "no title, no namespace or no revision"),
        ("<ns>0</ns>", "<ns>zero</ns>", "no title, no namespace or no revision"),
    ],
)
def test_a_broken_page_is_refused_with_its_reason_and_the_others_go_on(
    tmp_path, source_of, old, new, why
):
    dump = tmp_path / "a.xml"
    dump.write_text(HEAD + season(1).xml(1).replace(old, new) + season(2).xml(2) + TAIL)
    read = source_of(dump)
    broken, whole = list(read.pages())
    assert why in broken.rejection.message
    assert broken.page_id.startswith("testwiki/(broken_page_that_ends_at_byte_")
    assert whole.page.title == "1902 Cup"
    assert read.notices == [
        "pages that are no well-formed XML (each a row of raw.rejects) in the dump: 1"
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([b"no index"], "line 1: no `offset:page id:title`"),
        ([b"10:1:A", b"5:2:B"], "line 2: stream at byte 5 does not fit"),
        ([b"10:1:A", b"100:2:B"], "line 2: stream at byte 100 does not fit a dump of 100 bytes"),
    ],
)
def test_an_index_that_is_not_the_dumps(lines, said):
    with pytest.raises(DumpError, match=r"i\.txt") as caught:
        stream_offsets(iter(lines), "i.txt", 100)
    assert said in str(caught.value)


def test_an_index_names_each_stream_once():
    lines = iter([b"10:1:A", b"10:2:B: C", b"60:3:D"])
    assert stream_offsets(lines, "i.txt", 100) == [10, 60]


@pytest.fixture
def stopped(monkeypatch):
    """Let a reader commit after every few pages, and stop it after some of them."""

    def stop_after(count):
        real = source.kept_pages

        def stopping(*arguments):
            for number, item in enumerate(real(*arguments)):
                if number == count:
                    raise KeyboardInterrupt
                yield item

        monkeypatch.setattr(source, "kept_pages", stopping)
        monkeypatch.setattr(source, "_KEPT_A_COMMIT", 3)

    return stop_after


def read_at(monkeypatch):
    """The byte of the unpacked text that each page seen from now on begins in, and the pages."""
    seen = []
    real = source.kept_pages

    def watching(splitter, pieces, counts):
        for page, end in real(splitter, pieces, counts):
            seen.append(page)
            yield page, end

    monkeypatch.setattr(source, "kept_pages", watching)
    return seen


def packed(folder, packing, pages):
    """A dump in some packing; `cut streams` have no regard for where a page ends."""
    if packing == "multistream":
        return write_multistream(folder, pages, pages_a_stream=7)
    if packing != "cut streams":
        return write_dump(folder / f"a.{packing}", pages)
    content = xml_of(pages).encode()
    parts = (content[n : n + 777] for n in range(0, len(content), 777))
    (folder / "a.xml.bz2").write_bytes(b"".join(map(bz2.compress, parts)))
    return folder / "a.xml.bz2"


@pytest.mark.parametrize("packing", ["xml", "xml.bz2", "xml.gz", "multistream", "cut streams"])
def test_reading_goes_on_where_it_was_interrupted(
    tmp_path, source_of, stopped, monkeypatch, packing
):
    pages = [*mixed_wiki(100), season(500)]
    dump = packed(tmp_path, packing, pages)
    for stop in range(10, 100, 4):
        stopped(stop)
        with pytest.raises(KeyboardInterrupt):
            list(source_of(dump).pages())
        monkeypatch.undo()
        seen = read_at(monkeypatch)
        again = source_of(dump)
        found = texts(again)
        assert sorted(found) == sorted([*(f"{1900 + n} Cup" for n in range(0, 100, 4)), "2400 Cup"])
        # Every fourth page is kept and every third of those is a commit: the last was with this.
        kept = (stop + 3) // 4 // 3 * 3
        assert len(seen) == len(pages) - (4 * kept - 3)
        assert again.counts["pages_read"] == len(pages)
        assert again.counts["articles_kept"] == 26
        monkeypatch.undo()
        again.store.clear()


def test_a_dump_that_was_read_is_not_read_again(source_of, dump_of, monkeypatch):
    dump = dump_of(*mixed_wiki(40))
    first = texts(source_of(dump))
    seen = read_at(monkeypatch)
    again = source_of(dump)
    assert texts(again) == first
    assert seen == []
    assert again.counts["pages_read"] == 44


def test_another_dump_under_the_same_name_replaces_the_first(source_of, dump_of):
    assert list(texts(source_of(dump_of(season(1), season(2))))) == ["1901 Cup", "1902 Cup"]
    assert list(texts(source_of(dump_of(season(3))))) == ["1903 Cup"]


def test_a_file_more_is_read_alone(source_of, dump_of, monkeypatch):
    first = dump_of(season(1), name="1.xml")
    assert list(texts(source_of(first))) == ["1901 Cup"]
    seen = read_at(monkeypatch)
    both = source_of(first, dump_of(season(2), name="2.xml"))
    assert list(texts(both)) == ["1901 Cup", "1902 Cup"]
    assert [page.title for page in seen] == ["1902 Cup"]


def test_a_damaged_store_of_kept_pages_is_told_with_what_to_do(source_of, dump_of):
    read = source_of(dump_of(*mixed_wiki(400)))
    assert len(texts(read)) == 100
    read.store.close()
    path, whole = read.store.path, read.store.path.read_bytes()
    for content in (b"no database " * 200, whole[:4096] + b"\xff" * (len(whole) - 4096)):
        path.write_bytes(content)
        with pytest.raises(DumpError, match=r"is damaged .*; delete it, and the dump is read") as e:
            list(source_of(*read.files).pages())
        assert str(path) in str(e.value)
    path.unlink()
    path.mkdir()
    with pytest.raises(DumpError, match=r"cannot be read or written .*; mend that and run again"):
        list(source_of(*read.files).pages())
    path.rmdir()
    assert len(texts(source_of(*read.files))) == 100
