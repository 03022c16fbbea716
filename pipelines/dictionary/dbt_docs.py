"""dbt's documentation of a published warehouse, as one HTML file that needs no server."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from pipelines.dbt_runner import generate_docs
from pipelines.settings import Settings

NAME = "static_index.html"


def write_docs(settings: Settings) -> Path:
    """Describe the published warehouse in ``docs/static_index.html``; returns that path.

    dbt wants a file it may write to, and a run wants the work file for itself; so dbt is given a
    copy of the published file, which neither blocks a run nor waits for one. Raises DbtError with
    dbt's message, and OSError when the disk is full or the folder cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="liguilla-docs-") as folder:
        scratch = replace(settings, warehouse=Path(folder))
        scratch.build_file.parent.mkdir(parents=True)
        shutil.copyfile(settings.published_file, scratch.build_file)
        generate_docs(scratch)
        docs = settings.warehouse / "docs"
        docs.mkdir(parents=True, exist_ok=True)
        partial = docs / f".{NAME}.partial"
        shutil.copyfile(scratch.dbt_target / NAME, partial)
        return partial.replace(docs / NAME)
