"""From pages to raw rows: parse what changed, hold it against the contracts, write it.

Knows sources, the parser, the contracts and the work file; knows nothing of Dagster or dbt.
``run`` is the order of things, ``plan`` what has to be parsed, ``rows`` one page as checked rows,
``changes`` what differs between two versions, ``shrink`` what is held back.
"""

from pipelines.ingest.report import IngestReport
from pipelines.ingest.run import ingest, parser_fingerprint

__all__ = ["IngestReport", "ingest", "parser_fingerprint"]
