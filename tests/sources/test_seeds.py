"""The seed folder: titles, the manifest, and files that are no pages."""

import os
from pathlib import Path

import pytest

from pipelines.sources import SeedFolder, SourceError, file_memory, fingerprints, seeds


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


FLATTENED = "1995 Copa Perú\n\n{{Infobox football league season\n\n| season = 1995\n\n}}\n"


def pages(folder):
    return {page.page_id: page for page in SeedFolder(folder).pages()}


def test_the_title_comes_from_the_manifest_first(tmp_path):
    write(tmp_path, "000_x.txt", FLATTENED)
    write(tmp_path, "manifest.yml", "site: enwiki\npages:\n- {file: 000_x.txt, title: My page}\n")
    assert list(pages(tmp_path)) == ["enwiki/My_page"]


def test_a_flattened_page_carries_its_title_in_the_first_line(tmp_path):
    write(tmp_path, "000_x.txt", FLATTENED)
    assert list(pages(tmp_path)) == ["local/1995_Copa_Perú"]


def test_any_other_page_is_called_like_its_file(tmp_path):
    write(tmp_path, "2005–06_Serie_A.wikitext", "==League table==\n")
    [page] = pages(tmp_path).values()
    assert page.page.title == "2005–06 Serie A"


def test_folders_inside_the_folder_are_read_too(tmp_path):
    (tmp_path / "inner").mkdir()
    write(tmp_path / "inner", "A.wikitext", "==A==\n")
    write(tmp_path, "manifest.yml", "pages:\n- {file: inner/A.wikitext, site: enwiki}\n")
    [page] = pages(tmp_path).values()
    assert (page.page_id, page.page.source_uri) == ("enwiki/A", "inner/A.wikitext")


def test_a_folders_pages_stand_together_whatever_letters_follow_its_name(tmp_path):
    for name in ["a b/1.txt", "a/1.txt", "a/1 b.txt", "a/1/c.txt", "a!.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        write(tmp_path, name, "text")
    expected = ["a/1/c.txt", "a/1 b.txt", "a/1.txt", "a b/1.txt", "a!.txt"]
    assert seeds.page_files(tmp_path) == expected


def test_a_page_is_found_by_its_title_as_a_wiki_would(tmp_path):
    write(tmp_path, "t.wikitext", "the table")
    write(tmp_path, "manifest.yml", "pages:\n- {file: t.wikitext, title: 'Template:Cup table'}\n")
    folder = SeedFolder(tmp_path)
    assert folder.find("local", "template:cup_table").wikitext == "the table"
    assert folder.find("local", "Template:Cup Table") is None


def test_other_files_are_left_alone(tmp_path):
    write(tmp_path, "notes.md", "# no page")
    write(tmp_path, "a.txt", "==A==\n")
    assert list(pages(tmp_path)) == ["local/a"]


def test_a_folder_without_pages_is_a_clear_error_and_not_an_empty_warehouse(tmp_path):
    with pytest.raises(SourceError, match="put pages there"):
        pages(tmp_path)


def test_the_manifests_defaults_hold_for_its_pages(tmp_path):
    write(tmp_path, "a.txt", "==A==\n")
    write(
        tmp_path,
        "manifest.yml",
        "site: enwiki\nlicence: CC0\npages:\n- {file: a.txt, title: A, must_reconcile: true}\n",
    )
    [page] = pages(tmp_path).values()
    assert (page.page_id, page.licence, page.must_reconcile) == ("enwiki/A", "CC0", True)


def test_a_picture_is_handed_over_as_rejected_and_the_others_come_through(tmp_path):
    write(tmp_path, "picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff")
    write(tmp_path, "a.txt", "==A==\n")
    found = pages(tmp_path)
    assert found["local/picture"].page is None
    assert found["local/picture"].rejection.code == "not_text"
    assert found["local/a"].page is not None


def test_bad_bytes_are_reported_with_their_line(tmp_path):
    write(tmp_path, "a.txt", b"==A==\nfine\nPer\xfa\n")
    [page] = pages(tmp_path).values()
    assert [(p.code, p.line) for p in page.problems] == [("not_utf8", 3)]
    assert "Per\ufffd" in page.page.wikitext


def test_of_two_files_with_one_title_the_second_is_rejected_by_name(tmp_path):
    write(tmp_path, "a.txt", FLATTENED)
    write(tmp_path, "b.txt", FLATTENED)
    first, second = SeedFolder(tmp_path).pages()
    assert first.page is not None
    assert second.page is None
    assert second.rejection.code == "duplicate_title"
    assert "b.txt" in second.rejection.message
    assert "a.txt" in second.rejection.message


def test_the_folder_says_which_files_of_the_manifest_are_missing(tmp_path):
    write(tmp_path, "manifest.yml", "pages:\n- {file: gone.txt}\n")
    assert SeedFolder(tmp_path).missing_files() == ["gone.txt"]


def test_no_folder_is_a_clear_error(tmp_path):
    with pytest.raises(SourceError, match="LIGUILLA_SEEDS"):
        SeedFolder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("pages:\n- {file: a.txt, title: [}\n", "line 2"),
        ("pages: 3\n", "expected `pages:`"),
        ("pages:\n- {title: A}\n", "entry 1: every entry needs `file:`"),
        ("pages:\n- {file: a.txt, titel: A}\n", "unknown titel"),
        ("pages:\n- {file: a.txt, title: 1997}\n", "title must be a text"),
        ("pages:\n- {file: a.txt, must_reconcile: maybe}\n", "true or false"),
        ("pages:\n- {file: a.txt}\n- {file: a.txt}\n", "listed twice"),
        ("sight: enwiki\n", "unknown sight"),
        ("licence: 4.0\n", "top level: licence must be a text"),
        ("site:\n", "top level: site must be a text"),
        ("site: a/b\n", "top level: site must be a name without a slash"),
        ("pages:\n- {file: a.txt, site: ''}\n", "entry 1: site must be a text"),
        ('pages:\n- {file: a.txt, title: "A\\nB"}\n', "entry 1: title must be one line"),
        ("pages:\n- {file: a.txt, title: 1998-99-00}\n", "put it in quotes"),
        ("pages:\n- {file: a.txt, title: !!int foo}\n", "put it in quotes"),
    ],
)
def test_a_manifest_that_cannot_be_used_says_where_and_why(tmp_path, text, sentence):
    write(tmp_path, "manifest.yml", text)
    with pytest.raises(SourceError, match=sentence):
        SeedFolder(tmp_path)


@pytest.fixture
def refusing(monkeypatch):
    """A disk that refuses to read what has such a name; not even root may then."""

    def refuse(name, error):
        for owner, method in ((Path, "read_bytes"), (Path, "read_text"), (seeds.os, "scandir")):
            monkeypatch.setattr(owner, method, _unless_named(name, error, getattr(owner, method)))

    return refuse


def _unless_named(name, error, read):
    def guarded(path, *rest, **options):
        if Path(path).name == name:
            raise error
        return read(path, *rest, **options)

    return guarded


DENIED = PermissionError(13, "Permission denied")


def test_a_file_that_may_not_be_read_is_refused_with_its_reason_and_stops_no_other(
    tmp_path, refusing
):
    write(tmp_path, "a.txt", "==A==\n")
    write(tmp_path, "b.txt", "==B==\n")
    refusing("a.txt", DENIED)
    found = pages(tmp_path)
    assert found["local/b"].page.wikitext == "==B==\n"
    refused = found["local/a"]
    assert (refused.page, refused.rejection.code) == (None, "unreadable_file")
    expected = "a.txt cannot be read (Permission denied); allow reading it, or move it away"
    assert refused.rejection.message == expected
    # The sensor sees it change when it may be read again.
    assert fingerprints(tmp_path)["a.txt"] == refused.content_sha256


def test_a_file_that_is_taken_away_while_the_folder_is_read_is_no_page(tmp_path, refusing):
    write(tmp_path, "a.txt", "==A==\n")
    write(tmp_path, "b.txt", "==B==\n")
    refusing("a.txt", FileNotFoundError(2, "No such file or directory"))
    assert list(pages(tmp_path)) == ["local/b"]
    assert list(fingerprints(tmp_path)) == ["b.txt"]


@pytest.mark.parametrize("name", ["manifest.yml", "inner"])
def test_a_manifest_or_folder_that_may_not_be_read_is_a_clear_error(tmp_path, refusing, name):
    (tmp_path / "inner").mkdir()
    write(tmp_path, "a.txt", "==A==\n")
    write(tmp_path, "manifest.yml", "pages: []\n")
    refusing(name, DENIED)
    with pytest.raises(SourceError, match=f"{name} cannot be read \\(Permission denied\\); allow"):
        pages(tmp_path)


def test_a_link_that_leads_nowhere_is_refused_by_name_and_not_passed_over(tmp_path):
    write(tmp_path, "a.txt", "==A==\n")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "c.txt").symlink_to("c.txt")
    found = pages(tmp_path)
    assert [found[f"local/{name}"].rejection is None for name in "abc"] == [True, False, False]
    assert found["local/b"].rejection.message.startswith("b.txt cannot be read (No such file")
    (tmp_path / "manifest.yml").symlink_to(tmp_path / "gone.yml")
    with pytest.raises(SourceError, match=r"manifest\.yml cannot be read"):
        SeedFolder(tmp_path)


def test_a_file_whose_state_is_not_told_is_refused_and_stops_no_other(tmp_path, monkeypatch):
    write(tmp_path, "a.txt", "==A==\n")
    write(tmp_path, "b.txt", "==B==\n")
    # A folder that may be listed and not entered.
    real = os.stat

    def refusing(path, *rest, **options):
        if Path(path).name == "a.txt":
            raise DENIED
        return real(path, *rest, **options)

    monkeypatch.setattr(file_memory.os, "stat", refusing)
    monkeypatch.setattr(Path, "read_bytes", _unless_named("a.txt", DENIED, Path.read_bytes))
    found = pages(tmp_path)
    assert (found["local/a"].rejection.code, found["local/b"].rejection) == (
        "unreadable_file",
        None,
    )


def test_a_page_that_is_taken_away_while_another_shows_it_is_not_found(tmp_path):
    write(tmp_path, "a.txt", "==A==\n")
    folder = SeedFolder(tmp_path)
    assert folder.find("local", "A") is not None
    (tmp_path / "a.txt").unlink()
    assert folder.find("local", "A") is None


@pytest.mark.parametrize("content", ["==A==\n".encode("utf-16-le"), b"\x00" * 5_000])
def test_text_of_two_bytes_a_letter_is_refused_and_not_an_empty_page(tmp_path, content):
    write(tmp_path, "a.txt", content)
    assert pages(tmp_path)["local/a"].rejection.code == "not_text"
    write(tmp_path, "a.txt", "==One NUL among many letters is a page==\n\x00")
    assert pages(tmp_path)["local/a"].page is not None
