"""The same dump parsed by plain processes and by Spark on as many cores, start-up apart."""

import json
import time
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pipelines import spark_job, spark_tasks

CORES = 2
# Bytes in a range of the dump, and pages in a part.
PARTS = (2 << 20, 100)


class Plain(spark_job.Driver):
    """The same stages by a pool of plain processes."""

    def _parse(self, job, store):
        return super()._parse(replace(job, library=str(store.path)), store)

    def _run_tasks(self, work, job, rows):
        self._spark.pool.starmap(_entry, [(work, job, *row) for row in rows], chunksize=1)


def _entry(work: str, job: spark_tasks.Job, name: str, entry: str) -> None:
    do = {"read": spark_tasks.read_range, "parse": spark_tasks.parse_part}[work]
    result = do(job, name, json.loads(entry))
    spark_tasks.Folder(job.folder).write(f"done/{name}.json", json.dumps(result).encode())


class _Processes:
    """Stands where a Spark session stands; plain processes open the library where it is."""

    def __init__(self, pool):
        self.pool = pool
        self.sparkContext = self

    def addFile(self, path):  # noqa: N802 - Spark's name
        pass


@contextmanager
def plain_session():
    """Processes that have imported what they need."""
    with get_context("spawn").Pool(CORES) as pool:
        pool.map(_ready, range(CORES), chunksize=1)
        yield _Processes(pool)


@contextmanager
def spark_session():
    """Spark whose workers have imported what they need."""
    with spark_job.session(f"local[{CORES},4]") as spark:
        spark.sparkContext.parallelize(range(CORES), CORES).map(_ready).collect()
        yield spark


def _ready(number: int) -> int:
    from pipelines import spark_tasks

    time.sleep(1)  # so that each worker takes one
    return number if spark_tasks else -1


class _Silence:
    def info(self, message):
        pass


def compare(dump: Path, folder: Path) -> dict[str, Any]:
    """Measure and print; returns the figures by name, without Spark's where it is not installed.

    Raises RuntimeError where the two do not come to the same rows.
    """
    ways: dict[str, tuple[Any, Any]] = {"plain processes": (Plain, plain_session)}
    try:
        import pyspark  # noqa: F401 - is it there?
    except ImportError:
        print("Spark is not installed (make .venv/.spark): its half is left out")
    else:
        ways["Spark"] = (spark_job.Driver, spark_session)
    seconds, start_up, totals = {}, {}, {}
    for name, (driver, session) in ways.items():
        started = time.perf_counter()
        with session() as engine:
            start_up[name] = time.perf_counter() - started
            place = spark_job.Folder(str(folder / name.replace(" ", "-")))
            job = driver(lambda e=engine: nullcontext(e), str(dump), place, _Silence(), *PARTS)
            totals[name] = job.run()
            seconds[name] = time.perf_counter() - started - start_up[name]
        print(
            f"{name:16} {seconds[name]:8.1f} s on {CORES} cores, start-up {start_up[name]:.1f} s "
            f"apart; {totals[name]['rows_pages']:,} pages, "
            f"{totals[name]['rows_match_boxes']:,} match boxes"
        )
    plain = seconds["plain processes"]
    if "Spark" not in seconds:
        return {"plain_seconds": round(plain, 1)}
    if totals["Spark"] != totals["plain processes"]:
        message = f"Spark came to {totals['Spark']}, processes to {totals['plain processes']}"
        raise RuntimeError(message)
    print(f"Spark takes {seconds['Spark'] / plain:.2f} times as long")
    return {
        "plain_seconds": round(plain, 1),
        "spark_to_plain": round(seconds["Spark"] / plain, 3),
        "spark_start_up_seconds": round(start_up["Spark"], 1),
    }
