"""Servers of their own for tests: a Spark cluster, an object store. All end with their test."""

import os
import queue
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from pipelines.settings import PROJECT_ROOT

LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 60


class Server:
    """A process that is waited for until it says something."""

    def __init__(self, command, **more):
        """Start it, in a group of its own with all that it starts."""
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            **more,
        )
        self._lines = queue.Queue()
        Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)

    def wait_for(self, pattern):
        """Return what it says that has this pattern; fail when it ends or takes long instead."""
        said = []
        with suppress(queue.Empty):
            while (line := self._lines.get(timeout=SECONDS_TO_START)) is not None:
                said.append(line)
                if found := re.search(pattern, line):
                    return found
        pytest.fail(f"it never said {pattern}, but: {''.join(said)}")

    def stop(self):
        """End it and all that it started."""
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def spark_cluster(folder, environment):
    """A master and two workers of one core each, and the folders that the workers work in.

    The workers find nothing of this project by themselves.
    """
    import pyspark

    home = Path(pyspark.__file__).parent
    known = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "PYSPARK_PYTHON"}}
    known |= {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "SPARK_DAEMON_MEMORY": "256m"}
    start = [str(home / "bin" / "spark-class"), "org.apache.spark.deploy"]
    ports = ["--host", LOOPBACK, "--port", "0", "--webui-port", "0"]
    with ExitStack() as stack:

        def server(name, *more):
            command = [start[0], f"{start[1]}.{name}", *ports, *more]
            made = Server(command, cwd=folder, env=known | environment)
            stack.callback(made.stop)
            return made

        master = server("master.Master").wait_for(r"Starting Spark master at (\S+)")[1]
        places = [folder / "one", folder / "two"]
        size = ["--cores", "1", "--memory", "1g"]
        workers = [
            server("worker.Worker", *size, "--work-dir", str(place), master) for place in places
        ]
        for worker in workers:
            worker.wait_for("Successfully registered with master")
        yield master, places


@contextmanager
def object_store(python):
    """An S3 server; gives the environment in which it is the object store."""
    server = Server([python, "-m", "moto.server", "--host", LOOPBACK, "--port", "0"])
    try:
        address = server.wait_for(r"Running on (http://\S+)")[1]
        yield {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "somebody",
            "AWS_SECRET_ACCESS_KEY": "something",
            "AWS_DEFAULT_REGION": "us-east-1",
        }
    finally:
        server.stop()


def job(master, dump, raw, *arguments, **environment):
    """The job as a process, in small ranges and parts; see ``tests.spark.small_job``."""
    set_here = {"LIGUILLA_SPARK_MASTER": master, "LIGUILLA_DUMP": dump, "LIGUILLA_RAW": raw}
    return Server(
        [sys.executable, "-m", "tests.spark.small_job", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, **{k: str(v) for k, v in set_here.items()}, **environment},
    )


def submitted(master, dump, raw, folder):
    """The job as `spark-submit` starts it by its path, from a folder that is not the project's."""
    import pyspark

    home = Path(pyspark.__file__).parent
    unknown = {"PYTHONPATH", "LIGUILLA_SPARK_MASTER"}
    known = {name: value for name, value in os.environ.items() if name not in unknown}
    known |= {"LIGUILLA_DUMP": str(dump), "LIGUILLA_RAW": str(raw)}
    known |= {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": LOOPBACK, "PYSPARK_PYTHON": sys.executable}
    script = PROJECT_ROOT / "pipelines" / "spark_job.py"
    command = [str(home / "bin" / "spark-submit"), "--master", master, str(script)]
    return Server(command, cwd=folder, env=known)
