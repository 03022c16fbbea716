"""One Spark session and one object store for all tests of this folder.

What is missing here is skipped and said."""

import importlib.util
import os
import shutil
import urllib.request
from urllib.parse import quote
from uuid import uuid4

import pytest

from pipelines import spark_job
from tests.spark.servers import object_store


@pytest.fixture(scope="session")
def has_spark():
    """Skip where Spark or Java is missing; fail there if CI asks for both."""
    missing = "pyspark" if importlib.util.find_spec("pyspark") is None else None
    missing = missing or ("Java" if shutil.which("java") is None else None)
    if missing is None:
        return
    reason = f"needs {missing} (the extra spark and .ci/install-java)"
    if os.environ.get("LIGUILLA_TEST_SPARK") == "required":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def spark(has_spark):
    with spark_job.session("local[2,4]") as session:
        yield session


@pytest.fixture(scope="session")
def store_if_any():
    """The environment of an object store on this machine; empty where none can be started."""
    python = os.environ.get("LIGUILLA_TEST_OBJECT_STORE")
    if not python:
        yield {}
        return
    with object_store(python) as environment:
        yield environment


@pytest.fixture
def store(store_if_any, monkeypatch):
    """The address of a bucket of its own in an object store, which the environment leads to."""
    if not store_if_any:
        pytest.skip("set LIGUILLA_TEST_OBJECT_STORE to a Python with moto[s3], flask, flask-cors")
    pytest.importorskip("pyarrow")
    for name, value in store_if_any.items():
        monkeypatch.setenv(name, value)
    bucket = f"test-{uuid4().hex}"
    address = f"{store_if_any['AWS_ENDPOINT_URL']}/{bucket}"
    _put(address, b"")
    return f"s3://{bucket}"


@pytest.fixture
def upload(store):
    """Put a file into the bucket, without anything of ours."""

    def do(name, file):
        endpoint = os.environ["AWS_ENDPOINT_URL"]
        address = f"{endpoint}/{store.removeprefix('s3://')}/{quote(name)}"
        _put(address, file.read_bytes())

    return do


def _put(address, content):
    bytes_ = {"Content-Type": "application/octet-stream"}
    request = urllib.request.Request(address, content, bytes_, method="PUT")
    urllib.request.urlopen(request, timeout=30).close()
