"""What Spark's workers do for ``pipelines.spark_job``: read a range of a dump, parse some pages.

Plain functions: an entry in, files written, a result out. Only ``do_entries`` knows of Spark.
"""

import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.contracts import ContractBrokenError
from pipelines.ingest.parsed import part_files
from pipelines.object_store import Folder, StoreError, open_file
from pipelines.sources import SourceError, UnchangedPage
from pipelines.sources.dump import DumpError, DumpSource, PageStore
from pipelines.sources.dump.pages import SiteInfo
from pipelines.sources.dump.ranges import DumpRange, range_pieces
from pipelines.sources.dump.select import as_source_page, kept_pages

if TYPE_CHECKING:
    import pyarrow as pa

# A task puts kept pages down before they fill its memory.
_PAGES_A_FILE = 5_000
_KEPT = {
    "title": pl.String,
    "is_article": pl.Boolean,
    "revision_id": pl.Int64,
    "text": pl.String,
    "problem": pl.String,
}

Entry = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """What every task knows: where files go, the instant to note pages with, and the library."""

    folder: str
    now: datetime
    library: str = ""


def read_range(job: Job, name: str, entry: Entry) -> Entry:
    """Stream a range of the dump and write what is kept of it. Returns the counts."""
    wanted = DumpRange(**{**entry, "info": SiteInfo(**entry["info"])})
    folder, counts, files = Folder(job.folder), Counter[str](), 0
    file = open_file(wanted.file)
    if file is None:
        raise DumpError(f"{wanted.file} is not there for every worker; give an address that is")
    with file:
        splitter = wanted.splitter()
        found = kept_pages(splitter, range_pieces(wanted, file), counts)
        kept = (vars(page) for page, _ in found if page is not None)
        while batch := list(islice(kept, _PAGES_A_FILE)):
            buffer = io.BytesIO()
            pl.DataFrame(batch, schema=_KEPT).write_parquet(buffer)
            folder.write(f"kept/{name}-{files}.parquet", buffer.getvalue())
            files += 1
    wanted.check(splitter)
    return {"files": files, "counts": counts}


def parse_part(job: Job, name: str, entry: Entry) -> Entry:
    """Parse pages of the library and write their rows. Returns the number of rows by table.

    The pages are the articles from one number to another, or those of some titles of a site.
    """
    source = _library(job.library)
    sites = source.store.sites()
    if "titles" in entry:
        found = source.transcluded(entry["site"], entry["titles"])
        pages = [page for page in found if not isinstance(page, UnchangedPage)]
    else:
        numbered = source.store.articles(entry["first"], entry["last"])
        pages = [as_source_page(page, sites[site]) for site, page in numbered]
    files, rows = part_files(pages, source, job.now)
    folder = Folder(job.folder)
    for table, content in files.items():
        folder.write(f"{table}/{name}.parquet", content)
    return {"rows": rows}


@lru_cache(maxsize=1)
def _library(name: str) -> DumpSource:
    """The library on this worker, opened once."""
    from pyspark import SparkFiles

    path = name if Path(name).is_absolute() else SparkFiles.get(name)
    return DumpSource((), PageStore(Path(path)))


def do_entries(
    work: str, job: Job, batches: "Iterable[pa.RecordBatch]"
) -> "Iterator[pa.RecordBatch]":
    """One task of Spark: do each entry and note it as done; give back what cannot be done.

    Bad input is given back and not raised: Spark would only try it three times more. A store that
    does not answer may do so at the next try.
    """
    import pyarrow as pa

    do = {"read": read_range, "parse": parse_part}[work]
    for batch in batches:
        names = batch["name"].to_pylist()
        errors: list[str | None] = []
        for name, entry in zip(names, batch["entry"].to_pylist(), strict=True):
            try:
                result = do(job, name, json.loads(entry))
                Folder(job.folder).write(f"done/{name}.json", json.dumps(result).encode())
                errors.append(None)
            except StoreError:
                raise
            except (SourceError, ContractBrokenError) as error:
                errors.append(str(error))
        yield pa.RecordBatch.from_pydict(
            {"name": pa.array(names, pa.string()), "error": pa.array(errors, pa.string())}
        )
