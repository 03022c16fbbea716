"""One Spark session for all tests of this folder; without Spark or Java they skip and say so."""

import importlib.util
import os
import shutil

import pytest

from pipelines import spark_job


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
