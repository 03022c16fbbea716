"""A cluster of a master and two workers: the rows are those of one machine, whoever dies."""

import signal

import pytest

from pipelines.ingest.parsed import parsed_folder
from tests.slow import slow
from tests.sources.dump.dumps import write_multistream
from tests.spark.same_rows import WIKI, of_one_machine, rows
from tests.spark.servers import LOOPBACK, job, spark_cluster, submitted

pytestmark = slow


@pytest.fixture(scope="module")
def cluster(has_spark, tmp_path_factory, store_if_any):
    with spark_cluster(tmp_path_factory.mktemp("cluster"), store_if_any) as started:
        yield started


@pytest.fixture(scope="module")
def dump(tmp_path_factory):
    return write_multistream(tmp_path_factory.mktemp("dump"), WIKI, pages_a_stream=10)


@pytest.fixture
def run(cluster, request):
    """Run the job on the cluster to its end; returns the executors each worker has had."""
    master, places = cluster

    def do(dump, raw, *arguments, **environment):
        before = _executors(places)
        started = job(master, dump, raw, *arguments, **environment)
        request.addfinalizer(started.stop)
        started.wait_for('"rows_match_boxes": 42')
        assert started.process.wait(60) == 0
        return [now - then for now, then in zip(_executors(places), before, strict=True)]

    return do


def _executors(places):
    return [len(list(place.glob("app-*/*/stderr"))) for place in places]


def test_a_cluster_gives_the_rows_of_one_machine(tmp_path, run, dump):
    executors = run(dump, tmp_path / "raw")
    assert executors == [1, 1], "not every worker took part"
    there = rows(tmp_path, parsed_folder(str(tmp_path / "raw")))
    assert there == of_one_machine(tmp_path, dump)


def test_spark_submit_starts_the_job_from_anywhere(tmp_path, cluster, dump, request):
    master, places = cluster
    before = _executors(places)
    started = submitted(master, dump, tmp_path / "raw", tmp_path)
    request.addfinalizer(started.stop)
    started.wait_for('"rows_match_boxes": 42')
    assert started.process.wait(60) == 0
    assert sum(_executors(places)) > sum(before), "the cluster took no part"
    there = rows(tmp_path, parsed_folder(str(tmp_path / "raw")))
    assert there == of_one_machine(tmp_path, dump)


def test_an_executor_that_is_killed_changes_nothing(tmp_path, run, dump):
    executors = run(dump, tmp_path / "raw", "kill")
    killed = {path.name.split("-")[1] for path in (tmp_path / "raw").glob("killed-*")}
    assert killed == {"read", "parse"}
    assert sum(executors) >= 2 + 2, "no executor took the place of those that were killed"
    there = rows(tmp_path, parsed_folder(str(tmp_path / "raw")))
    assert there == of_one_machine(tmp_path, dump)


def test_dump_and_rows_may_be_in_an_object_store(tmp_path, run, dump, store, upload):
    for file in dump.parent.iterdir():
        upload(f"dumps/{file.name}", file)
    raw = f"{store}/rows"
    run(f"{store}/dumps/*-multistream.xml.bz2", raw)
    assert rows(tmp_path, parsed_folder(raw)) == of_one_machine(tmp_path, dump)


def test_that_nobody_takes_tasks_is_said_and_the_wait_can_be_broken(tmp_path, cluster, dump):
    more_than_there_is = "--executor-memory 8g pyspark-shell"
    waiting = job(
        cluster[0], dump, tmp_path / "raw", "impatient", PYSPARK_SUBMIT_ARGS=more_than_there_is
    )
    try:
        waiting.wait_for(f"read: no worker of spark://{LOOPBACK}:.* takes tasks yet; .* Waiting")
        waiting.process.send_signal(signal.SIGINT)
        assert waiting.process.wait(30) != 0
    finally:
        waiting.stop()
