"""What a piece of work cost: one process of its own, its time and its memory."""

import json
import multiprocessing
import os
import re
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Not with -m: what is the main module, every process of a pool would import first.
STAGES = (sys.executable, "-c", "from tests.bench.stages import main; main()")
# Linux counts in kilobytes.
_MEGABYTE = 1024


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of all processors, and megabytes at the highest.

    ``megabytes`` is of the process itself, ``worker_megabytes`` of the largest it started, and
    ``megabytes_before`` what the process had held when the work began.
    """

    seconds: float
    cpu_seconds: float
    megabytes: int
    worker_megabytes: int = 0
    megabytes_before: int = 0

    @property
    def megabytes_added(self) -> int:
        """How much higher the work took the memory of the process."""
        return self.megabytes - self.megabytes_before


def so_far() -> Cost:
    """What this process and those it started and saw end have cost."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    cpu = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return Cost(time.perf_counter(), cpu, _peak("self"))


def since(start: Cost, workers: "Workers | None" = None) -> Cost:
    """The cost from ``start`` on; memory is the highest ever."""
    now = so_far()
    return Cost(
        round(now.seconds - start.seconds, 3),
        round(now.cpu_seconds - start.cpu_seconds, 3),
        now.megabytes,
        workers.megabytes if workers else 0,
        start.megabytes,
    )


def _peak(process: str) -> int:
    """The most memory a process ever held, in megabytes; 0 when it is gone.

    Not from getrusage: that also counts what the process held that started it.
    """
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", text)
    return int(found[1]) // _MEGABYTE if found else 0


class Workers(AbstractContextManager["Workers"]):
    """Watches the processes that a pool starts, and keeps the most memory one of them held."""

    def __init__(self) -> None:
        self.megabytes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Workers":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.1):
            for child in multiprocessing.active_children():
                self.megabytes = max(self.megabytes, _peak(str(child.pid)))


def run(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a command to its end and tell its time; raises RuntimeError with what it said."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        said = process.stderr.read() if process.stderr else ""
        # Popen.wait would keep the figures to itself.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        message = f"{' '.join(command)} ended with {process.returncode}:\n{said[-3000:]}"
        raise RuntimeError(message)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(round(time.perf_counter() - start, 3), round(cpu, 3), usage.ru_maxrss // _MEGABYTE)


def stage(name: str, environment: Mapping[str, str], *arguments: str) -> dict[str, Cost]:
    """Run a stage of ``tests.bench.stages`` in a process of its own; its costs by name."""
    command = [*STAGES, name, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True
    )
    if done.returncode:
        message = f"stage {name} ended with {done.returncode}:\n{done.stderr[-3000:]}"
        raise RuntimeError(message)
    return {key: Cost(**cost) for key, cost in json.loads(done.stdout.splitlines()[-1]).items()}


def tell(costs: Mapping[str, Cost]) -> None:
    """Print costs as the last line, for ``stage`` to read."""
    print(json.dumps({name: asdict(cost) for name, cost in costs.items()}))


def warehouse_in(folder: Path, seeds: Path) -> dict[str, str]:
    """The environment of a warehouse in an empty folder, with Dagster's own folder made."""
    home = folder / "dagster"
    home.mkdir(parents=True)
    (home / "dagster.yaml").write_bytes((ROOT / "pipelines" / "dagster.yaml").read_bytes())
    return {
        "LIGUILLA_SEEDS": str(seeds),
        "LIGUILLA_WAREHOUSE": str(folder),
        "LIGUILLA_BUILD_FILE": str(folder / "work" / "build.duckdb"),
        "DAGSTER_HOME": str(home),
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "DO_NOT_TRACK": "1",
    }
