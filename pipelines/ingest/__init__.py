"""From pages to raw rows: parse what changed, hold it against the contracts, write it.

Knows sources, the parser, the contracts and the work file; knows nothing of Dagster or dbt.
``run`` is the order of things, ``plan`` what has to be parsed, ``workers`` who parses it,
``batches`` some pages as files of rows, ``rows`` one page as checked rows,
``changes`` what differs between two versions, ``shrink`` what is held back.
"""

from pipelines.ingest.report import IngestReport
from pipelines.ingest.run import ingest, parser_fingerprint
from pipelines.ingest.workers import WorkerError

__all__ = ["IngestReport", "WorkerError", "ingest", "parser_fingerprint"]
