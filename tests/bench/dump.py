"""How fast a large dump is read, in how much memory, and what Spark adds: ``make bench-dump``.

Generates a multistream dump (``--megabytes``, unpacked) in which one page in forty is a football
season and the rest are other articles, and prints what reading it costs: one process, the memory
at a quarter of the size, a reader killed half-way and started again. Then the same dump is parsed
by plain processes and, where it is installed, by Spark on as many cores, start-up apart.
"""

import argparse
import bz2
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from pipelines import spark_job, spark_tasks
from pipelines.sources.dump import DumpSource, PageStore
from pipelines.sources.dump.packed import index_of, pieces
from tests.bench.pages import generate
from tests.sources.dump.dumps import HEAD, TAIL, Written

PAGES_A_STREAM = 100
OTHER_STREAMS = 39  # for each stream of seasons
CORES = 2
WORDS = (
    "the", "of", "river", "was", "born", "in", "a", "town", "football", "league", "season", "and",
    "[[Lima]]", "'''Perú'''", "{{cite web|url=https://example.org/?a=1&b=2|title=A < B}}",
    "{{convert|12|km}}", "<ref>{{cite book|title=B}}</ref>", "\n\n==History==\n",
)  # fmt: skip


def write(folder: Path, megabytes: int) -> Path:
    """A multistream dump of about so many unpacked megabytes, with its index."""
    chance = random.Random(1)
    others = [_stream(_others(chance)) for _ in range(5)]
    seasons = generate(10**9, "small", seed=1)
    dump = folder / "benchwiki-pages-articles-multistream.xml.bz2"
    written, number = len(HEAD), 0
    with dump.open("wb") as file, (folder / index_of(dump.name)).open("wb") as index:
        index_packer = bz2.BZ2Compressor(1)
        file.write(bz2.compress(HEAD.encode()))
        while written < megabytes * 1e6:
            if number % (OTHER_STREAMS + 1) == 0:
                drawn = islice(seasons, PAGES_A_STREAM)
                size, packed = _stream([Written(page.title, page.wikitext) for page in drawn])
            else:
                size, packed = others[number % len(others)]
            index.write(index_packer.compress(f"{file.tell()}:{number}:Page {number}\n".encode()))
            file.write(packed)
            written, number = written + size, number + 1
        index.write(index_packer.flush())
        file.write(bz2.compress(TAIL.encode()))
    return dump


def _others(chance: random.Random) -> list[Written]:
    return [
        Written(f"Other {n}", " ".join(chance.choices(WORDS, k=chance.randint(200, 1_800))))
        for n in range(PAGES_A_STREAM)
    ]


def _stream(pages: list[Written]) -> tuple[int, bytes]:
    content = "".join(page.xml(n) for n, page in enumerate(pages, start=1)).encode()
    return len(content), bz2.compress(content)


def read(dump: Path, store: Path) -> None:
    """Read a dump into its store and print what it took; in a process of its own."""
    source = DumpSource((dump,), PageStore(store))
    started, before = time.perf_counter(), time.process_time()
    source.read_all()
    taken = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures = {"seconds": taken, "cpu": time.process_time() - before, "peak": peak}
    print(json.dumps({**figures, "counts": dict(source.counts)}))


def _reader(dump: Path, store: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bench.dump", "--read", str(dump), str(store)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _read(dump: Path, store: Path) -> dict:
    output, _ = _reader(dump, store).communicate()
    return json.loads(output)


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


def bench_reading(dump: Path, quarter: Path, folder: Path, megabytes: int) -> None:
    """Rate, memory, and going on after a kill."""
    small, whole = _read(quarter, folder / "quarter.sqlite"), _read(dump, folder / "whole.sqlite")
    before = time.process_time()
    with dump.open("rb") as file:
        size = sum(len(piece.content) for piece in pieces(file, str(dump)))
    unpacking = time.process_time() - before
    print(f"unpacking alone: {unpacking:.1f} s of CPU, {size / 1e6 / unpacking:.1f} MB a second")
    for name, share, found in (("a quarter", 0.25, small), ("the dump", 1, whole)):
        rate = megabytes * share / found["cpu"]
        print(
            f"{name:12} {found['seconds']:8.1f} s, {found['cpu']:.1f} s of CPU: {rate:.1f} MB a "
            f"second of CPU, peak {found['peak']:.0f} MB"
        )
    print("             " + ", ".join(f"{n} {c:,}" for n, c in whole["counts"].items() if c))
    reader = _reader(dump, folder / "killed.sqlite")
    half = whole["counts"]["pages_read"] / 2
    while reader.poll() is None and _pages_read(folder / "killed.sqlite") < half:
        time.sleep(0.2)
    reader.kill()
    reader.wait()
    again = _read(dump, folder / "killed.sqlite")
    assert again["counts"] == whole["counts"]
    share = again["cpu"] / whole["cpu"]
    print(f"killed past one half and started again: {share:.0%} of the CPU of the whole")
    third = _read(dump, folder / "killed.sqlite")
    print(f"started once more, nothing to read: {third['seconds']:.2f} s")


def _pages_read(store: Path) -> int:
    """How many pages a reader has committed so far."""
    if not store.exists():
        return 0
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT counts FROM files").fetchone()
        except sqlite3.OperationalError:  # the tables are not there yet, or are being written
            return 0
    return json.loads(row[0])["pages_read"] if row else 0


def bench_parsing(dump: Path, folder: Path) -> None:
    """The two stages by plain processes and by Spark, start-up apart."""
    ways = {"plain processes": (Plain, plain_session)}
    try:
        import pyspark  # noqa: F401 - is it there?
    except ImportError:
        print("Spark is not installed (make .venv/.spark): its half is left out")
    else:
        ways["Spark"] = (spark_job.Driver, spark_session)
    seconds = {}
    for name, (driver, session) in ways.items():
        started = time.perf_counter()
        with session() as spark:
            ready = time.perf_counter() - started
            place = spark_job.Folder(str(folder / name.replace(" ", "-")))
            job = driver(lambda s=spark: nullcontext(s), str(dump), place, _Silence(), 2 << 20, 100)
            totals = job.run()
            seconds[name] = time.perf_counter() - started - ready
        print(
            f"{name:16} {seconds[name]:8.1f} s on {CORES} cores, start-up {ready:.1f} s apart; "
            f"{totals['rows_pages']:,} pages, {totals['rows_match_boxes']:,} match boxes"
        )
    if len(seconds) == 2:
        print(f"Spark takes {seconds['Spark'] / seconds['plain processes']:.2f} times as long")


@contextmanager
def _scratch(folder: Path | None):
    with tempfile.TemporaryDirectory(dir=folder) as made:
        yield Path(made)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=1_000)
    parser.add_argument("--folder", type=Path, help="where there is room; else the usual place")
    parser.add_argument("--read", nargs=2, type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.read:
        read(*chosen.read)
        return
    with _scratch(chosen.folder) as folder:
        (folder / "quarter").mkdir()
        quarter = write(folder / "quarter", chosen.megabytes // 4)
        dump = write(folder, chosen.megabytes)
        packed = dump.stat().st_size / 1e6
        print(f"a dump of {chosen.megabytes:,} MB, {packed:.0f} MB packed with bzip2")
        bench_reading(dump, quarter, folder, chosen.megabytes)
        bench_parsing(dump, folder)


if __name__ == "__main__":
    main()
