"""Work as on a worker to which something happens; sent to workers in place of the real work."""

import os
import signal
from pathlib import Path

from pipelines import spark_tasks
from pipelines.object_store import StoreError


def executor():
    """The Java process of this task: the parent of the daemon that is this worker's parent."""
    stat = Path(f"/proc/{os.getppid()}/stat").read_text(encoding="utf-8")
    return int(stat.rpartition(")")[2].split()[1])


def _is_first_try():
    """Whether Spark tries the first of the tasks of a stage for the first time."""
    from pyspark import TaskContext

    task = TaskContext.get()
    return task.partitionId() == 0 and task.attemptNumber() == 0


def do_entries(work, job, batches, *, victim=os.getpid):
    """The real task; the first try of its kind dies after it has written a file.

    What dies with it is a process: this worker, or another one.
    """
    if _is_first_try() and not list(Path(job.folder).glob(f"killed-{work}-*")):
        write = spark_tasks.Folder.write

        def write_and_die(folder, name, content):
            write(folder, name, content)
            Path(job.folder, f"killed-{work}-{os.getpid()}").touch()
            os.kill(victim(), signal.SIGKILL)
            os.kill(os.getpid(), signal.SIGKILL)

        spark_tasks.Folder.write = write_and_die
    yield from spark_tasks.do_entries(work, job, batches)


def fail_once(work, job, batches):
    """The real task, but its first try finds that the store is away."""
    if _is_first_try():
        Path(job.folder, f"failed-{work}").touch()
        spark_tasks.Folder.write = _fail  # in this worker, which ends with the task
    yield from spark_tasks.do_entries(work, job, batches)


def fail_always(work, job, batches):
    """The real task, but the first one finds that the store is away however often it is tried."""
    from pyspark import TaskContext

    if TaskContext.get().partitionId() == 0:
        spark_tasks.Folder.write = _fail
    yield from spark_tasks.do_entries(work, job, batches)


def _fail(folder, name, content):
    raise StoreError("the store is away")
