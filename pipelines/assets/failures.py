"""What a step that cannot go on says: a sentence, where a person can do something about it."""

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb
import polars as pl

from pipelines.dbt_runner import DbtError
from pipelines.ingest import WorkerError
from pipelines.settings import too_little_memory
from pipelines.sources import SourceError
from pipelines.warehouse import WarehouseError


@contextmanager
def in_a_sentence(sql_memory: str) -> Iterator[None]:
    """Let a step fail with its reason and without a stack; a defect of ours keeps its own.

    ``sql_memory`` is how much DuckDB may hold, to be named where that is too little.
    """
    try:
        yield
    except (DbtError, SourceError, WarehouseError, WorkerError) as error:
        raise dg.Failure(description=str(error)) from error
    except duckdb.OutOfMemoryException as error:
        raise dg.Failure(description=too_little_memory(sql_memory)) from error
    except (
        OSError,
        duckdb.OperationalError,
        duckdb.FatalException,
        pl.exceptions.ComputeError,
    ) as error:
        reason = str(error).split("\n", 1)[0]
        sentence = f"it could not be read or written ({reason}); is the disk full, or read-only?"
        raise dg.Failure(description=sentence) from error
