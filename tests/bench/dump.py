"""How fast a large dump is read, in how much memory: ``make bench PIECES=dump``.

Generates a multistream dump in which one page in forty is a football season and the rest are other
articles, and tells what reading it costs: one process, the memory at a quarter of the size, a
reader killed half-way and started again. Then the same dump is parsed by plain processes and,
where it is installed, by Spark; see ``tests.bench.engines``.
"""

import bz2
import json
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from pipelines.sources.dump import DumpSource, PageStore
from pipelines.sources.dump.packed import index_of, pieces
from tests.bench.engines import compare
from tests.bench.measured import ROOT, Cost, since, so_far
from tests.bench.pages import generate
from tests.sources.dump.dumps import HEAD, TAIL, Written

MEGABYTES = {True: 40, False: 1_000}
PAGES_A_STREAM = 100
OTHER_STREAMS = 39  # for each stream of seasons
# The commonest words.
MARKUP = (
    "the", "of", "was", "[[Lima]]", "'''Perú'''", "football", "{{convert|12|km}}", "league",
    "{{cite web|url=https://example.org/?a=1&b=2|title=A < B}}", "<ref>{{cite book|title=B}}</ref>",
    "\n\n==History==\n",
)  # fmt: skip


def measure(*, smoke: bool) -> dict[str, Any]:
    """Measure and print; returns the figures by name."""
    megabytes = MEGABYTES[smoke]
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "quarter").mkdir()
        quarter = write(folder / "quarter", megabytes // 4)
        dump = write(folder, megabytes)
        packed = dump.stat().st_size / 1e6
        print(f"a dump of {megabytes:,} MB, {packed:.0f} MB packed with bzip2")
        return {
            "megabytes": megabytes,
            "packed_megabytes": round(packed),
            **_reading(dump, quarter, folder, megabytes),
            **compare(dump, folder),
        }


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
    """Other articles, of words as rare as in a language: so they pack about as real ones do."""
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(20_000)]
    words[: len(MARKUP)] = MARKUP
    rarity = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    return [
        Written(
            f"Other {n}",
            " ".join(chance.choices(words, cum_weights=rarity, k=chance.randint(200, 1_800))),
        )
        for n in range(PAGES_A_STREAM)
    ]


def _stream(pages: list[Written]) -> tuple[int, bytes]:
    content = "".join(page.xml(n) for n, page in enumerate(pages, start=1)).encode()
    return len(content), bz2.compress(content)


@dataclass(frozen=True)
class Read:
    """What reading a dump cost, and the counts it came to."""

    cost: Cost
    counts: dict[str, int]


def read_here(dump: str, store: str) -> None:
    """Read a dump into its store and print what it took; in a process of its own."""
    source = DumpSource((Path(dump),), PageStore(Path(store)))
    start = so_far()
    source.read_all()
    print(json.dumps([vars(since(start)), dict(source.counts)]))


def _reader(dump: Path, store: Path) -> "subprocess.Popen[str]":
    work = f"from tests.bench.dump import read_here; read_here({str(dump)!r}, {str(store)!r})"
    command = [sys.executable, "-c", work]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _read(dump: Path, store: Path) -> Read:
    output, _ = _reader(dump, store).communicate()
    cost, counts = json.loads(output)
    return Read(Cost(**cost), counts)


def _reading(dump: Path, quarter: Path, folder: Path, megabytes: int) -> dict[str, Any]:
    """Rate, memory, and going on after a kill. Raises RuntimeError where pages are lost by it."""
    small, whole = _read(quarter, folder / "quarter.sqlite"), _read(dump, folder / "whole.sqlite")
    unpacking = _unpacking(dump)
    print(f"unpacking alone: {unpacking:.1f} s of CPU")
    for name, share, cost in (("a quarter", 0.25, small.cost), ("the dump", 1, whole.cost)):
        rate = megabytes * share / cost.cpu_seconds
        print(
            f"{name:12} {cost.seconds:8.1f} s, {cost.cpu_seconds:.1f} s of CPU: {rate:.1f} MB a "
            f"second of CPU, peak {cost.megabytes} MB"
        )
    print("             " + ", ".join(f"{n} {c:,}" for n, c in whole.counts.items() if c))
    again = _after_a_kill(dump, folder / "killed.sqlite", whole)
    share = again.cost.cpu_seconds / whole.cost.cpu_seconds
    print(f"killed past one half and started again: {share:.0%} of the CPU of the whole")
    return {
        "read_cpu_seconds": whole.cost.cpu_seconds,
        "read_to_unpacking": round(whole.cost.cpu_seconds / unpacking, 3),
        "megabytes_at_a_quarter": small.cost.megabytes,
        "megabytes_at_the_whole": whole.cost.megabytes,
        "going_on_after_half": round(share, 3),
    }


def _unpacking(dump: Path) -> float:
    """Seconds of the processor that unpacking takes, with nothing looked at."""
    before = time.process_time()
    with dump.open("rb") as file:
        for _ in pieces(file, str(dump)):
            pass
    return time.process_time() - before


def _after_a_kill(dump: Path, store: Path, whole: Read) -> Read:
    reader = _reader(dump, store)
    half = whole.counts["pages_read"] / 2
    while reader.poll() is None and _pages_read(store) < half:
        time.sleep(0.2)
    reader.kill()
    reader.wait()
    again = _read(dump, store)
    if again.counts != whole.counts:
        message = f"after a kill {again.counts} instead of {whole.counts}"
        raise RuntimeError(message)
    return again


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
