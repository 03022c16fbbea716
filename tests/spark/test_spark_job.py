"""Spark for real: the rows are those of one machine, whatever happens to a worker."""

import re
import socket
import sys
from contextlib import nullcontext

import duckdb
import pytest

from pipelines import spark_job
from pipelines.ingest.parsed import MANIFEST, ParsedFolder
from pipelines.settings import Settings
from pipelines.sources.dump import DumpError
from pipelines.spark_job import Driver, JobError
from tests.sources.dump.dumps import (
    TAIL,
    write_dump,
    write_multistream,
)
from tests.spark import killing
from tests.spark.same_rows import WIKI, of_one_machine, rows


class Told(list):
    """Notes what is said; stops the job when a stage of that name has done some tasks."""

    def __init__(self, stop=None):
        super().__init__()
        self.stop = stop

    def info(self, message):
        self.append(message)
        if self.stop and re.match(f"{self.stop} [1-9]", message):
            raise KeyboardInterrupt


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    return write_multistream(tmp_path_factory.mktemp("dump"), WIKI, pages_a_stream=10)


@pytest.fixture
def driver(has_spark, request, tmp_path, dump):
    """Make a driver of the job in small ranges and parts."""
    from pipelines.object_store import Folder

    def make(*, tell=None, of=dump, folder=None):
        spark = request.getfixturevalue("spark")
        place = Folder(str(folder or tmp_path / "raw"))
        told = Told() if tell is None else tell
        return Driver(
            lambda: nullcontext(spark), str(of), place, told, bytes_a_range=1_500, pages_a_part=7
        )

    return make


def test_the_rows_are_those_of_one_machine(tmp_path, driver, dump):
    told = Told()
    totals = driver(tell=told).run()
    here = of_one_machine(tmp_path, dump)
    there = rows(tmp_path, ParsedFolder(tmp_path / "raw"))
    # Forty articles by number, two more; 20 of them show the tables of five templates, of which
    # one is no page, one has no table, and one stands behind another and behind a redirect.
    assert len(here["pages"]) == 42 + 4
    assert len(here["match_boxes"]) == 42
    assert len(here["league_tables"]) > 8
    assert there == here
    assert totals["pages_read"] == 166
    assert totals["articles_kept"] == 42
    assert totals["rows_match_boxes"] == 42
    ranges = [line for line in told if line.startswith("read:")]
    assert int(ranges[-1].split()[-2]) > 3, "the dump was not read in ranges"


def test_several_tasks_write_and_no_page_is_in_two_of_them(tmp_path, driver):
    driver().run()
    parts = sorted((tmp_path / "raw" / "pages").glob("*.parquet"))
    assert len(parts) == 6 + 1  # 42 articles in sevens, and what they show
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT count(*), count(DISTINCT page_id) FROM read_parquet(?)",
            [[str(part) for part in parts]],
        ).fetchone()
    assert found == (46, 46)


def test_a_worker_that_is_killed_changes_nothing(tmp_path, driver, dump, monkeypatch):
    monkeypatch.setattr(spark_job, "do_entries", killing.do_entries)
    driver().run()
    killed = {path.name.split("-")[1] for path in (tmp_path / "raw").glob("killed-*")}
    assert killed == {"read", "parse"}
    assert rows(tmp_path, ParsedFolder(tmp_path / "raw")) == of_one_machine(tmp_path, dump)


def test_a_store_that_fails_once_is_tried_again(tmp_path, driver, dump, monkeypatch):
    monkeypatch.setattr(spark_job, "do_entries", killing.fail_once)
    driver().run()
    assert {path.name for path in (tmp_path / "raw").glob("failed-*")} == {
        "failed-read",
        "failed-parse",
    }
    assert rows(tmp_path, ParsedFolder(tmp_path / "raw")) == of_one_machine(tmp_path, dump)


def test_a_store_that_always_fails_ends_the_job_with_its_sentence(driver, monkeypatch):
    monkeypatch.setattr(spark_job, "do_entries", killing.fail_always)
    with pytest.raises(JobError, match=r"^read: Spark gave up \(the store is away\); mend that"):
        driver().run()


@pytest.mark.parametrize("stop", ["read:", "parse:"])
def test_a_job_that_is_stopped_goes_on_when_it_is_started_again(tmp_path, driver, dump, stop):
    with pytest.raises(KeyboardInterrupt):
        driver(tell=Told(stop=stop)).run()
    assert not (tmp_path / "raw" / MANIFEST).exists()
    for done in sorted((tmp_path / "raw" / "done").iterdir())[1::2]:
        done.unlink()  # should all tasks have ended before it was stopped
    told = Told()
    driver(tell=told).run()
    assert any("were done" in line for line in told)
    assert rows(tmp_path, ParsedFolder(tmp_path / "raw")) == of_one_machine(tmp_path, dump)
    again = Told()
    totals = driver(tell=again).run()
    assert again == [f"{tmp_path / 'raw'} is complete; nothing to do"]
    assert totals["articles_kept"] == 42


def test_a_dump_without_an_index_is_read_by_one_task(tmp_path, driver):
    plain = write_dump(tmp_path / "a.xml.gz", WIKI)
    told = Told()
    driver(tell=told, of=plain).run()
    assert "one task each" in told[0]
    assert rows(tmp_path, ParsedFolder(tmp_path / "raw")) == of_one_machine(tmp_path, plain)


def test_a_dump_that_is_cut_off_is_said_once_and_nothing_can_be_loaded(tmp_path, driver):
    import bz2

    cut = write_multistream(tmp_path, WIKI, pages_a_stream=10)
    cut.write_bytes(cut.read_bytes()[: -len(bz2.compress(TAIL.encode()))])
    with pytest.raises(JobError, match="is cut off: it ends without </mediawiki>"):
        driver(of=cut).run()
    assert not (tmp_path / "raw" / MANIFEST).exists()


def test_an_index_of_another_dump_is_said(tmp_path, driver):
    other = write_multistream(tmp_path, WIKI[:4], pages_a_stream=1)
    write_multistream(tmp_path, WIKI, name="long")
    longer = tmp_path / "long-pages-articles-multistream-index.txt.bz2"
    longer.replace(tmp_path / "testwiki-pages-articles-multistream-index.txt.bz2")
    with pytest.raises(DumpError, match="fetch dump and index of the same date"):
        driver(of=other).run()


def test_a_folder_with_something_else_is_left_alone(tmp_path, driver):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "letters.txt").touch()
    with pytest.raises(JobError, match="holds other files; give LIGUILLA_RAW a new folder"):
        driver().run()


def test_the_folder_of_another_dump_is_not_mixed(tmp_path, driver):
    driver().run()
    other = write_multistream(tmp_path, WIKI[:8])
    with pytest.raises(JobError, match="was begun with another dump"):
        driver(of=other).run()


def test_no_dump_is_said(tmp_path, driver):
    with pytest.raises(JobError, match="no dump at"):
        driver(of=tmp_path / "none*.bz2").run()


def test_without_spark_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(JobError, match="Spark is not installed"), spark_job.session("local[1]"):
        pass


def test_a_master_that_is_not_there_is_said_at_once(has_spark):
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # and does not listen
        master = f"spark://127.0.0.1:{held.getsockname()[1]}"
        with (
            pytest.raises(JobError, match=f"no Spark master answers at {master} .*refused"),
            spark_job.session(master),
        ):
            pass


def test_a_master_that_is_no_address_is_said(has_spark):
    with pytest.raises(JobError, match="no Spark master answers"), spark_job.session("spark://a"):
        pass


def test_what_spark_submit_was_told_is_not_overruled():
    assert Settings.from_environment({}).spark_master == "local[*,4]"
    submitted = {"PYSPARK_GATEWAY_PORT": "1"}
    assert Settings.from_environment(submitted).spark_master == ""
    named = {**submitted, "LIGUILLA_SPARK_MASTER": "spark://a:7077"}
    assert Settings.from_environment(named).spark_master == "spark://a:7077"


def test_without_a_dump_it_says_what_to_set():
    with pytest.raises(JobError, match="set LIGUILLA_DUMP"):
        spark_job.run(Settings())
