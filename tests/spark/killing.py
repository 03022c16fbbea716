"""Work as on a worker that dies in the middle of a task; sent to workers in place of the real."""

import os
import signal
from pathlib import Path

from pipelines import spark_tasks


def do_entries(work, job, batches):
    """The real task; its first try in the first partition dies after it has written a file."""
    from pyspark import TaskContext

    task = TaskContext.get()
    if task.partitionId() == 0 and task.attemptNumber() == 0:
        write = spark_tasks.Folder.write

        def write_and_die(folder, name, content):
            write(folder, name, content)
            Path(job.folder, f"killed-{work}-{os.getpid()}").touch()
            os.kill(os.getpid(), signal.SIGKILL)

        spark_tasks.Folder.write = write_and_die
    yield from spark_tasks.do_entries(work, job, batches)
