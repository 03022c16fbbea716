"""A Spark session on this machine or on a cluster, and what its failures mean."""

import os
import re
import socket
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.settings import PROJECT_ROOT
from pipelines.sources import SourceError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NOT_INSTALLED = "Spark is not installed; run: pip install '.[spark]'"
_SECONDS_TO_ANSWER = 10


class JobError(SourceError):
    """The job cannot run or go on; the message says why and what to do."""


@contextmanager
def session(master: str) -> "Iterator[SparkSession]":
    """A Spark session, stopped at the end; on a cluster its nodes are sent this package.

    Takes the address of the master; none where ``spark-submit`` has named one. Raises JobError
    where Spark or Java is missing, or no master answers.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise JobError(NOT_INSTALLED) from None
    # Workers run the Python that is found here, unless another is named for them.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    is_local = master.startswith("local")
    builder = SparkSession.builder.appName("liguilla")
    builder = builder.master(master) if master else builder
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    if is_local:
        builder = (
            builder.config("spark.executorEnv.PYTHONPATH", str(PROJECT_ROOT))
            .config("spark.driver.host", "localhost")
            .config("spark.ui.enabled", "false")
        )
    elif master.startswith("spark://"):
        # Nodes call this machine by the address from which it reaches the master.
        os.environ.setdefault("SPARK_LOCAL_IP", _address_towards(master))
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError) as error:
        message = (
            f"Spark did not start at {master} ({reason(error)}); it needs Java 17 or newer "
            "(Debian: openjdk-17-jre-headless), and where LIGUILLA_SPARK_MASTER names a cluster, "
            f"a master there that runs the same release of Spark"
        )
        raise JobError(message) from error
    try:
        with tempfile.TemporaryDirectory() as scratch:
            if not is_local:
                spark.sparkContext.addPyFile(str(_package(Path(scratch))))
            yield spark
    finally:
        spark.stop()


def _address_towards(master: str) -> str:
    """The address of this machine that the first master to answer sees.

    Spark itself asks a master that is not there for a minute and a half.
    """
    said = []
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        try:
            with socket.create_connection((host, int(port)), _SECONDS_TO_ANSWER) as connection:
                return str(connection.getsockname()[0])
        except (OSError, ValueError) as error:
            said.append(f"{place}: {error}")
    message = (
        f"no Spark master answers at {master} ({'; '.join(said)}); start it, or set "
        "LIGUILLA_SPARK_MASTER to where one runs: spark://host:port, or local[*] for this machine"
    )
    raise JobError(message)


def _package(folder: Path) -> Path:
    """This package as one file: what nodes run is then what runs here."""
    path = folder / "liguilla.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted((PROJECT_ROOT / "pipelines").rglob("*.py")):
            archive.write(file, file.relative_to(PROJECT_ROOT))
    return path


def reason(error: Exception) -> str:
    """What an error of Spark comes to, as one line: what Python raised in it, else Java."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    stack = next((n for n, line in enumerate(lines) if line.startswith("Traceback (most")), None)
    names = re.compile(r"(: |Caused by: )?[\w.]+(Error|Exception)\b")
    raised = next((line for line in lines[stack or 0 :] if names.match(line)), None)
    raised = raised or next(iter(lines), type(error).__name__)
    return re.sub(r"^: |^pipelines[\w.]+: ", "", raised)
