"""Files by path and by address: the same on this machine and in an S3 server."""

import os

import pytest

from pipelines.ingest.parsed import parsed_folder
from pipelines.object_store import Folder, StoreError, list_files, open_file
from pipelines.sources import SourceError
from pipelines.spark_job import Driver, Job


@pytest.fixture(params=["path", "address", "address with a query"])
def place(request, tmp_path, monkeypatch):
    """Give the path or address of a name in an empty place."""
    pytest.importorskip("pyarrow")
    if request.param == "path":
        return lambda name: f"{tmp_path}/{name}"
    bucket = request.getfixturevalue("store")
    if request.param == "address":
        return lambda name: f"{bucket}/{name}"
    scheme, _, endpoint = os.environ["AWS_ENDPOINT_URL"].partition("://")
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    return lambda name: f"{bucket}/{name}?endpoint_override={endpoint}&scheme={scheme}"


def test_what_is_written_is_read_and_replaced_whole(place):
    folder = Folder(place("rows"))
    assert folder.names() == []
    assert folder.read("pages/a.parquet") is None
    folder.write("pages/a.parquet", b"first, and longer")
    folder.write("pages/a.parquet", b"second")
    folder.write("parsed.json", b"")
    assert Folder(place("rows")).read("pages/a.parquet") == b"second"
    assert folder.read("parsed.json") == b""
    assert folder.names() == ["pages", "parsed.json"]
    assert folder.names("pages") == ["a.parquet"]


def test_a_large_file_goes_there_and_back(tmp_path, place):
    given, back = tmp_path / "given", tmp_path / "back"
    given.write_bytes(bytes(range(256)) * 50_000)  # more than S3 takes in one piece
    folder = Folder(place("rows"))
    folder.put("library.sqlite", given)
    assert folder.names() == ["library.sqlite"]
    assert folder.fetch("library.sqlite", back)
    assert back.read_bytes() == given.read_bytes()
    assert not folder.fetch("none.sqlite", tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_folder_of_it_is_removed_and_nothing_beside_it(place):
    folder = Folder(place("rows"))
    for name in ("done/a.json", "done/b.json", "done2/a.json"):
        folder.write(name, b"{}")
    folder.remove("done")
    folder.remove("done")
    assert folder.names() == ["done2"]


def test_files_are_listed_by_addresses_that_open_them(place):
    folder = Folder(place("dumps%20of%20two" if "://" in place("") else "dumps of two"))
    address = folder.address.partition("?")
    for name in ("a–1.xml", "b.xml", "c.txt"):
        folder.write(name, name.encode())
    found = list_files(f"{address[0]}/*.xml{address[1]}{address[2]}")
    assert [open_file(name).read().decode() for name in found] == ["a–1.xml", "b.xml"]
    assert [size for size, _ in found.values()] == [9, 5]
    [only] = list_files(folder.where("c.txt"))
    assert only == folder.where("c.txt")
    assert list_files(folder.where("none.txt")) == {}
    assert open_file(folder.where("none.txt")) is None


def test_a_bucket_that_is_missing_is_said(tmp_path, store):
    folder, file = Folder("s3://missing-bucket/rows"), tmp_path / "file"
    file.touch()
    said = r"^s3://missing-bucket/rows/a cannot be written \(.*bucket.*\); look at the address"
    with pytest.raises(StoreError, match=said):
        folder.write("a", b"a")
    with pytest.raises(StoreError, match=said):
        folder.put("a", file)
    assert list_files("s3://missing-bucket/*.bz2") == {}
    with pytest.raises(SourceError, match=r"s3://missing-bucket/rows/parsed.json is not there"):
        list(parsed_folder("s3://missing-bucket/rows").pages())


def test_a_store_that_does_not_answer_is_said(store, monkeypatch):
    folder = Folder(f"{store}/rows")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    away = Folder(f"{store}/rows")
    with pytest.raises(
        StoreError, match=r"cannot be listed .*; look at .*endpoint and the credent"
    ):
        away.names()
    assert folder.names() == []


def test_no_address_is_said():
    pytest.importorskip("pyarrow")
    with pytest.raises(SourceError, match="s4://bucket/rows is no address of a file or folder"):
        Folder("s4://bucket/rows")


def test_a_part_of_a_library_is_not_taken_for_one(place, tmp_path, monkeypatch):
    folder = Folder(place("rows"))
    stop = KeyboardInterrupt
    monkeypatch.setattr(Folder, "put", _stopping(stop))
    driver = Driver(None, "dump", folder, None)
    monkeypatch.setattr(driver, "_stage", lambda *_: {})
    with pytest.raises(stop):
        driver._make_library(Job("rows", None), [], tmp_path / "library.sqlite")
    assert folder.names() == ["library.sqlite"]
    assert not driver.fetch_library(tmp_path / "other.sqlite")


def _stopping(stop):
    def put(folder, name, file):
        folder.write(name, b"a part")
        raise stop

    return put
