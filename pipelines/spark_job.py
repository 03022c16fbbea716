"""Parse whole dumps with Apache Spark: ``make spark DUMP=… RAW=…``.

Reads LIGUILLA_DUMP, a multistream dump with its index beside it, and writes LIGUILLA_RAW, a folder
that ``make warehouse RAW=…`` loads. It needs ``pip install '.[spark]'`` and Java 17 or newer, and
runs on every core of this machine. On a cluster (LIGUILLA_SPARK_MASTER=spark://…, or the master of
``spark-submit``) dump and folder are paths or addresses that every node can read, such as
``s3://…``, with endpoint and credentials in the environment of every node. This package is sent to
the nodes; what it imports has to be there, in the Python that PYSPARK_PYTHON names (the path of
this one, unless it is set).

An article may show a table that stands anywhere in the dump, so there are two stages. First each
task streams a range of the dump and keeps what may hold football; the kept pages become one
library that every node gets. Then each task parses some articles of it, with the same
``parse_page`` as everywhere. A task writes whole files under its own name and notes itself as done
last: one that is repeated writes the same files again, and a job that is started again does what
is missing.
"""

import io
import json
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import polars as pl

if not __package__:  # started by its path, as `spark-submit` does
    sys.path[0] = str(Path(__file__).resolve().parents[1])

from pipelines.ingest.parsed import LIBRARY, MANIFEST, Part, made_with, manifest_of
from pipelines.ingest.run import MAX_HOPS
from pipelines.object_store import Folder, list_files, open_file
from pipelines.settings import Settings, SettingsError
from pipelines.sources import SourceError, title_key
from pipelines.sources.dump import PageStore
from pipelines.sources.dump.ranges import DumpRange, ranges_of
from pipelines.sources.dump.select import KeptPage
from pipelines.sources.dump.source import way_to_choose
from pipelines.sources.dump.store import FileState
from pipelines.spark_session import NOT_INSTALLED, JobError, reason, session
from pipelines.spark_tasks import Entry, Job, do_entries

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

BYTES_A_RANGE = 32 << 20
PAGES_A_PART = 500
_SECONDS_A_LOOK = 0.5
# An object store may hold a part of a library whose job was stopped; this is written after it.
_LIBRARY_DONE = "done/library.json"

log = logging.getLogger("liguilla")


class Tell(Protocol):
    """Where progress goes."""

    def info(self, message: str, /) -> None:
        """Say one line."""


@dataclass
class Driver:
    """Runs the stages of a job, one after the other, and says how far they are.

    Takes how a Spark session is had: it is asked for only when there is something to do.
    """

    session: "Callable[[], AbstractContextManager[SparkSession]]"
    dump: str
    folder: Folder
    tell: Tell
    bytes_a_range: int = BYTES_A_RANGE
    pages_a_part: int = PAGES_A_PART
    seconds_to_wait: float = 20
    _spark: "SparkSession" = field(init=False, repr=False)

    def run(self) -> dict[str, int]:
        """Do what is not done yet. Returns what became of the pages, and the rows by table.

        Raises DumpError for a dump that cannot be used, JobError for a folder that is in use.
        """
        ranges = self._ranges()
        job = self._job(ranges)
        if (finished := self.folder.read(MANIFEST)) is not None:
            self.tell.info(f"{self.folder.address} is complete; nothing to do")
            return _totals(json.loads(finished))
        with self.session() as self._spark, tempfile.TemporaryDirectory() as scratch:
            path = Path(scratch) / f"library-{uuid4().hex}.sqlite"
            if not self.fetch_library(path):
                self._make_library(job, ranges, path)
            store = PageStore(path)
            self._spark.sparkContext.addFile(str(path))
            manifest = self._parse(Job(job.folder, job.now, path.name), store)
            store.close()
        self.folder.write(MANIFEST, manifest.encode())
        for leftover in ("kept", "done"):
            self.folder.remove(leftover)
        return _totals(json.loads(manifest))

    def _ranges(self) -> list[DumpRange]:
        files = {n: size for n, (size, _) in list_files(self.dump).items() if "-index" not in n}
        if not files:
            raise JobError(f"no dump at {self.dump}; set LIGUILLA_DUMP to a file or a pattern")
        ranges = [
            part
            for name, size in files.items()
            for part in ranges_of(name, open_file, size, self.bytes_a_range)
        ]
        if len(ranges) == len(files):
            self.tell.info(
                "no dump has an index that would let several tasks read it: one task each"
            )
        return ranges

    def _job(self, ranges: list[DumpRange]) -> Job:
        """The job of this folder: begun before with the same dump and parser, or a new one."""
        changed = {name: list(state) for name, state in list_files(self.dump).items()}
        cut = [self.bytes_a_range, self.pages_a_part, len(ranges)]
        mine = {"dump": changed, "cut": cut, "made_with": made_with(), "chooses": way_to_choose()}
        noted = self.folder.read("job.json")
        if noted is None:
            if self.folder.names():
                message = f"{self.folder.address} holds other files; give LIGUILLA_RAW a new folder"
                raise JobError(message)
            now = datetime.now(UTC)
            self.folder.write("job.json", json.dumps({**mine, "now": now.isoformat()}).encode())
            return Job(self.folder.address, now)
        before = json.loads(noted)
        now = datetime.fromisoformat(before.pop("now"))
        if before != json.loads(json.dumps(mine)):
            message = (
                f"{self.folder.address} was begun with another dump or another release; give "
                "LIGUILLA_RAW a new folder"
            )
            raise JobError(message)
        return Job(self.folder.address, now)

    def fetch_library(self, path: Path) -> bool:
        """Copy the library here; False where it is not there, or a part of it only."""
        return self.folder.read(_LIBRARY_DONE) is not None and self.folder.fetch(LIBRARY, path)

    def _make_library(self, job: Job, ranges: list[DumpRange], path: Path) -> None:
        """Read the dump; put what is kept into one file, in the order of the dump."""
        by_name = {f"range-{number:05}": part for number, part in enumerate(ranges)}
        results = self._stage("read", job, {n: asdict(part) for n, part in by_name.items()})
        store = PageStore(path)
        counts: dict[str, Counter[str]] = {}
        for name, part in by_name.items():
            counts.setdefault(part.file, Counter()).update(results[name]["counts"])
            for number in range(results[name]["files"]):
                rows = self._frame(f"kept/{name}-{number}.parquet").iter_rows(named=True)
                store.add(part.info.site, [KeptPage(**row) for row in rows])
        for part in ranges:
            state = FileState(part.file, "", part.info, is_complete=True, counts=counts[part.file])
            store.add(part.info.site, [], state)
        store.close()
        self.folder.put(LIBRARY, path)
        self.folder.write(_LIBRARY_DONE, b"{}")

    def _parse(self, job: Job, store: PageStore) -> str:
        """Parse the articles, then what they show, and what that shows. Returns the manifest."""
        numbers = [number for number, *_ in store.revisions()]
        chunks = [
            numbers[n : n + self.pages_a_part] for n in range(0, len(numbers), self.pages_a_part)
        ]
        entries = {
            f"articles-{number:05}": {"first": chunk[0], "last": chunk[-1]}
            for number, chunk in enumerate(chunks)
        }
        results = self._stage("parse", job, entries)
        parts = [Part(name, False, results[name]["rows"]) for name in entries]
        latest, seen = parts, set[tuple[str, str]]()
        for hop in range(1, MAX_HOPS + 1):
            entries = self._shown(latest, store, seen, f"shown-{hop}")
            results = self._stage("parse", job, entries)
            latest = [Part(name, True, results[name]["rows"]) for name in entries]
            parts += latest
        counts = Counter[str]()
        for state in store.files().values():
            counts.update(state.counts or {})
        return manifest_of(parts, counts)

    def _shown(
        self, parts: list[Part], store: PageStore, seen: set[tuple[str, str]], name: str
    ) -> dict[str, Entry]:
        """Entries for the pages that the pages of some parts show and that are not parsed yet."""
        titles: dict[str, list[str]] = {}
        for part in parts:
            if not part.rows.get("transclusions"):
                continue
            rows = self._frame(f"transclusions/{part.name}.parquet")
            shown = rows.select("page_id", "target_title")
            for page_id, target in shown.unique(maintain_order=True).iter_rows():
                site, title = page_id.partition("/")[0], target.partition("#")[0]
                key = title_key(title)
                kept = store.find(site, title) if (site, key) not in seen else None
                seen.add((site, key))
                if kept is not None and not kept.is_article:
                    titles.setdefault(site, []).append(kept.title)
        size = self.pages_a_part
        return {
            f"{name}-{site}-{n // size:05}": {"site": site, "titles": sorted(found)[n : n + size]}
            for site, found in sorted(titles.items())
            for n in range(0, len(found), size)
        }

    def _stage(self, work: str, job: Job, entries: Mapping[str, Entry]) -> dict[str, Entry]:
        """Have every entry done that is not noted as done. Returns the results by name."""
        done = set(self.folder.names("done"))
        missing = [
            (n, json.dumps(entry)) for n, entry in entries.items() if f"{n}.json" not in done
        ]
        if missing:
            if len(missing) < len(entries):
                self.tell.info(f"{work}: {len(entries) - len(missing)} of {len(entries)} were done")
            self._run_tasks(work, job, missing)
        results = {name: self.folder.read(f"done/{name}.json") for name in entries}
        return {name: json.loads(found or b"") for name, found in results.items()}

    def _frame(self, name: str) -> pl.DataFrame:
        """What a task wrote."""
        content = self.folder.read(name)
        if content is None:
            message = f"{self.folder.where(name)} is gone; give LIGUILLA_RAW a new folder"
            raise JobError(message)
        return pl.read_parquet(io.BytesIO(content))

    def _run_tasks(self, work: str, job: Job, rows: list[tuple[str, str]]) -> None:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        context, group = self._spark.sparkContext, uuid4().hex
        each = context.parallelize(rows, len(rows))
        frame = self._spark.createDataFrame(each, "name string, entry string").mapInArrow(
            partial(do_entries, work, job), "name string, error string"
        )

        def collect() -> list[Any]:
            context.setJobGroup(group, f"{work} {self.dump}")
            rows: list[Any] = frame.collect()
            return rows

        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(collect)
            try:
                self._follow(waiting, work, group, len(rows))
                errors = sorted(error for _, error in waiting.result() if error)
            except (PySparkException, Py4JError) as error:
                message = f"{work}: Spark gave up ({reason(error)}); mend that and start again: "
                raise JobError(message + "what is done stays done") from error
            except BaseException:
                while not wait([waiting], _SECONDS_A_LOOK).done:
                    context.cancelJobGroup(group)
                raise
        if errors:
            raise JobError(errors[0] + (f" (and {len(errors) - 1} more)" if errors[1:] else ""))

    def _follow(self, waiting: Future[list[Any]], work: str, group: str, count: int) -> None:
        """Say how far the tasks of a stage are, until they end; and once if nobody does them."""
        began, said, is_waiting = time.monotonic(), -1, True
        while not wait([waiting], _SECONDS_A_LOOK).done:
            if (finished := self._finished(group)) != said:
                self.tell.info(f"{work}: {finished} of {count} tasks")
                said = finished
            if is_waiting and time.monotonic() - began > self.seconds_to_wait:
                is_waiting = False
                if not self._has_workers():
                    self.tell.info(
                        f"{work}: no worker of {self._spark.sparkContext.master} takes tasks yet; "
                        "it needs one with a free core and 1 GB. Waiting"
                    )
        if said != count and waiting.exception() is None:
            self.tell.info(f"{work}: {count} of {count} tasks")

    def _has_workers(self) -> bool:
        """Whether Spark has where to run tasks: on one machine the driver itself."""
        context = self._spark.sparkContext
        places: int = context._jsc.sc().getExecutorMemoryStatus().size()
        return places > 1 or context.master.startswith("local")

    def _finished(self, group: str) -> int:
        tracker = self._spark.sparkContext.statusTracker()
        jobs = filter(None, map(tracker.getJobInfo, tracker.getJobIdsForGroup(group)))
        stages = [tracker.getStageInfo(stage) for job in jobs for stage in job.stageIds]
        return sum(stage.numCompletedTasks for stage in stages if stage is not None)


def _totals(manifest: Mapping[str, Any]) -> dict[str, int]:
    """What became of the pages, and the rows of each table as ``rows_<table>``."""
    rows = Counter[str]()
    for part in manifest["parts"]:
        rows.update(part["rows"])
    return {**manifest["counts"], **{f"rows_{table}": count for table, count in rows.items()}}


def run(settings: Settings, tell: Tell = log) -> dict[str, int]:
    """Parse the dump of the settings into their folder; returns the counts, see ``Driver.run``."""
    if settings.dump is None or settings.raw is None:
        raise JobError("set LIGUILLA_DUMP to a dump and LIGUILLA_RAW to a folder for its rows")
    try:
        folder = Folder(settings.raw)
    except ImportError:
        raise JobError(NOT_INSTALLED) from None
    return Driver(partial(session, settings.spark_master), settings.dump, folder, tell).run()


def main() -> int:
    """Run the job of the environment; inside a Dagster run, report to it."""
    from dagster_pipes import PipesEnvVarParamsLoader, open_dagster_pipes

    logging.basicConfig(
        format="%(asctime)s  %(message)s", datefmt="%H:%M:%S", level=logging.WARNING
    )
    log.setLevel(logging.INFO)
    try:
        settings = Settings.from_environment()
        loader = PipesEnvVarParamsLoader()  # type: ignore[no-untyped-call]
        if not loader.is_dagster_pipes_process():
            totals = run(settings)
            print(json.dumps(totals, indent=1))
            return 0
        with open_dagster_pipes() as context:
            try:
                totals = run(settings, context.log)
                context.report_asset_materialization(metadata=dict(totals))
            except SourceError as error:
                # The asset fails with this sentence; an exit code would say less.
                context.report_custom_message({"error": str(error)})
        return 0
    except (SourceError, SettingsError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    # By its own name, so that workers import what they are sent instead of unpacking it.
    from pipelines import spark_job

    sys.exit(spark_job.main())
