"""Files that are as they were are not read again; whatever may have changed is."""

import os
from pathlib import Path

import pytest

from pipelines.sources import SeedFolder, SourcePage, UnchangedPage, file_memory, fingerprints

A, B = "==A==\n", "==B==\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    (folder / "a.txt").write_text(A)
    return folder


@pytest.fixture
def at_once(monkeypatch):
    """As if every file had been written long ago."""
    monkeypatch.setattr(file_memory, "SETTLED_NANOSECONDS", 0)


def look(folder, known=None):
    """One pass over the folder, with what the pass before gave as known."""
    source = SeedFolder(folder, seen_files=folder.parent / "work" / "files.json")
    return list(source.pages(known or {}))


def known(pages):
    return {page.page_id: page.content_sha256 for page in pages}


def test_an_unchanged_file_is_not_read_again(folder, at_once, monkeypatch):
    versions = known(look(folder))
    monkeypatch.setattr(Path, "read_bytes", _only_the_memory(Path.read_bytes))
    assert look(folder, versions) == [UnchangedPage("local/a", None, source_uri="a.txt")]


def _only_the_memory(read):
    def guarded(path):
        assert path.name == "files.json"
        return read(path)

    return guarded


def test_a_page_of_which_the_warehouse_holds_another_text_is_read(folder, at_once):
    versions = known(look(folder))
    for held in ({}, {"local/a": "another"}, {"local/b": versions["local/a"]}):
        [page] = look(folder, held)
        assert page.page.wikitext == A


@pytest.mark.parametrize("is_put_in_its_place", [False, True])
def test_a_change_is_seen_though_size_and_time_are_the_same(folder, at_once, is_put_in_its_place):
    path = folder / "a.txt"
    versions = known(look(folder))
    before = path.stat()
    written = folder / "a.new" if is_put_in_its_place else path
    written.write_text(B)
    os.utime(written, ns=(before.st_atime_ns, before.st_mtime_ns))
    written.replace(path)
    [page] = look(folder, versions)
    assert page.page.wikitext == B


def test_a_file_that_was_just_written_is_read_once_more(folder):
    versions = known(look(folder))
    [page] = look(folder, versions)
    assert isinstance(page, SourcePage)


def test_a_file_with_a_time_to_come_is_read_every_time(folder, at_once):
    os.utime(folder / "a.txt", (4_000_000_000, 4_000_000_000))
    versions = known(look(folder))
    [page] = look(folder, versions)
    assert isinstance(page, SourcePage)


def test_a_file_that_could_not_be_read_is_not_remembered(folder, at_once, monkeypatch):
    with monkeypatch.context() as denied:
        denied.setattr(Path, "read_bytes", _denied)
        [page] = look(folder)
        assert page.rejection.code == "unreadable_file"
    # Somebody else may run it now, for whom the file is what it was.
    memory = folder.parent / "work" / "files.json"
    assert fingerprints(folder, memory) == fingerprints(folder)


def _denied(path):
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"a.txt": 1}', '{"a.txt": [[1], "b", "c"]}'])
def test_a_damaged_memory_is_none(folder, at_once, damage):
    versions = known(look(folder))
    (folder.parent / "work" / "files.json").write_text(damage)
    [page] = look(folder, versions)
    assert page.page.wikitext == A
    assert look(folder, versions) == [UnchangedPage("local/a", None, source_uri="a.txt")]


def test_what_the_manifest_says_counts_though_the_file_is_not_read(folder, at_once):
    versions = known(look(folder))
    manifest = folder / "manifest.yml"
    manifest.write_text("licence: CC0\npages:\n- {file: a.txt, must_reconcile: true}\n")
    expected = UnchangedPage("local/a", None, "CC0", must_reconcile=True, source_uri="a.txt")
    assert look(folder, versions) == [expected]
    manifest.write_text("pages:\n- {file: a.txt, title: Another}\n")
    [page] = look(folder, versions)
    assert (page.page_id, page.page.wikitext) == ("local/Another", A)


def test_a_second_file_of_one_title_is_refused_again(folder, at_once):
    (folder / "manifest.yml").write_text("pages:\n- {file: b.txt, title: a}\n")
    (folder / "b.txt").write_text(B)
    versions = known(look(folder))
    first, second = look(folder, versions)
    assert first == UnchangedPage("local/a", None, source_uri="a.txt")
    assert (second.page_id, second.rejection.code) == ("local/a#b.txt", "duplicate_title")


def test_fingerprints_are_of_what_is_there_now(folder, at_once):
    look(folder)
    memory = folder.parent / "work" / "files.json"
    assert fingerprints(folder, memory) == fingerprints(folder)
    (folder / "a.txt").write_text(B)
    assert fingerprints(folder, memory) == fingerprints(folder)
