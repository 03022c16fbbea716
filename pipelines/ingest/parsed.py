"""Pages that were parsed elsewhere: a folder of Parquet files, the same columns as the raw tables.

::

    parsed.json                        written last: which parts there are, and their row counts
    library.sqlite                     the text of every page that others may show
    <raw table>/<part>.parquet         all rows of the pages of one part

All rows of a page are in one part. Whoever parses writes the parts with ``part_files``; the loader
takes them for pages of a source and holds them against the contracts like any others. The folder
is on this machine, or in an object store and read from there, file by file.
"""

import io
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.contracts import CONTRACTS, ContractBrokenError, column_types, schema_fingerprint
from pipelines.ingest.rows import Row, page_row, rows_of
from pipelines.ingest.run import parser_fingerprint
from pipelines.object_store import Folder
from pipelines.sources import Source, SourceError, SourcePage, UnchangedPage, title_key
from pipelines.sources.dump import DumpSource, PageStore
from pipelines.sources.page import NOTHING_KNOWN, Known, SourceProblem
from pipelines.wikitext import Page

MANIFEST = "parsed.json"
LIBRARY = "library.sqlite"
FORMAT = 1
# What a page gives rows to; what changed since the last time is for the loader to say.
TABLES = tuple(table for table in CONTRACTS if table != "page_changes")


@dataclass(frozen=True)
class Part:
    """Some pages and all their rows; ``is_transcluded``: pages that others show parts of."""

    name: str
    is_transcluded: bool
    rows: Mapping[str, int]


def made_with() -> dict[str, str | int]:
    """What the rows depend on beside the pages: this parser and these contracts."""
    contracts = {table: schema_fingerprint(table) for table in TABLES}
    return {"format": FORMAT, "parser": parser_fingerprint(), "contracts": json.dumps(contracts)}


def part_files(
    pages: Iterable[SourcePage], source: Source, now: datetime
) -> tuple[dict[str, bytes], dict[str, int]]:
    """Parse pages into Parquet files.

    Takes the pages, the source that finds what they show parts of, and the instant to note.
    Returns the files' content and the number of rows, both by raw table; tables without rows are
    left out. Raises ContractBrokenError when the parser gave other columns than the contracts'.
    """
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    for page in pages:
        for table, table_rows in rows_of(page, source).items():
            rows[table].extend(table_rows)
        if page.page is not None:
            rows["pages"].append(page_row(page, None, now))
    files: dict[str, bytes] = {}
    for table, table_rows in rows.items():
        if table_rows:
            buffer = io.BytesIO()
            _frame(table, table_rows).write_parquet(buffer)
            files[table] = buffer.getvalue()
    return files, {table: len(rows[table]) for table in files}


def _frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    """Rows with exactly the columns and types of their contract."""
    expected = column_types(table)
    for row in rows:
        if row.keys() != expected.keys():
            differing = ", ".join(sorted(row.keys() ^ expected.keys()))
            message = f"rows for raw.{table} do not have the contract's columns: {differing}"
            raise ContractBrokenError(message)
    try:
        return pl.DataFrame(rows, schema=expected, strict=True, infer_schema_length=None)
    except (TypeError, pl.exceptions.PolarsError) as error:
        message = f"rows for raw.{table} do not have the contract's types: {error}"
        raise ContractBrokenError(message) from error


def manifest_of(parts: Iterable[Part], counts: Mapping[str, int]) -> str:
    """The content of ``parsed.json``: the parts, and what became of the pages of the dump."""
    return json.dumps(
        {**made_with(), "counts": dict(counts), "parts": [vars(part) for part in parts]}, indent=1
    )


def parsed_folder(place: str) -> "ParsedFolder":
    """The folder at a path or an address as a source. Raises SourceError for a bad address."""
    if "://" not in place:
        return ParsedFolder(Path(place))
    try:
        return ParsedFolder(Folder(place))
    except ImportError:
        message = (
            f"{place} is not on this machine, and pyarrow, which would read it there, is not "
            "installed; run: pip install '.[spark]', or copy the folder here and give that"
        )
        raise SourceError(message) from None


@dataclass
class ParsedFolder:
    """A folder of parsed pages as a source.

    Raises SourceError for a folder without a manifest (its job has not ended), one that another
    release wrote, or one whose files are not those of the manifest.
    """

    folder: Path | Folder
    notices: list[str] = field(default_factory=list, init=False)

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """Every page of the dump, with its rows; without them where its revision is known."""
        self.notices.clear()
        for part in self._parts:
            if not part.is_transcluded:
                yield from self._pages_of(part, known)

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """The pages of those titles that were parsed because others show them."""
        wanted: dict[str, set[str]] = {}
        for title in titles:
            found = self._transcluded.get((site, title_key(title.partition("#")[0])))
            if found is not None:
                name, page_id = found
                wanted.setdefault(name, set()).add(page_id)
        for part in self._parts:
            if part.name in wanted:
                yield from self._pages_of(part, known, wanted[part.name])

    def find(self, site: str, title: str) -> Page | None:
        """The page of that title, from the library beside the rows."""
        return self._library.find(site, title)

    @property
    def counts(self) -> dict[str, int]:
        """What became of the pages of the dump."""
        counts: dict[str, int] = self._manifest["counts"]
        return counts

    @cached_property
    def _manifest(self) -> dict[str, Any]:
        where = self._where(MANIFEST)
        try:
            manifest: dict[str, Any] = json.loads(self._bytes(MANIFEST))
            made = {key: manifest[key] for key in made_with()}
            _ = manifest["counts"], manifest["parts"]
        except FileNotFoundError:
            message = (
                f"{where} is not there: the job that parses has not ended, or LIGUILLA_RAW is "
                "another folder; let the job end and run again"
            )
            raise SourceError(message) from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"{where} cannot be read as the list of parts ({error}); parse again"
            raise SourceError(message) from error
        if made != made_with():
            message = f"{where} was written by another release of the parser; parse again"
            raise SourceError(message)
        return manifest

    @cached_property
    def _parts(self) -> list[Part]:
        return [Part(**part) for part in self._manifest["parts"]]

    @cached_property
    def _library(self) -> DumpSource:
        if isinstance(self.folder, Path):
            path, is_there = self.folder / LIBRARY, (self.folder / LIBRARY).is_file()
        else:
            self._scratch = tempfile.TemporaryDirectory()
            path = Path(self._scratch.name) / LIBRARY
            is_there = self.folder.fetch(LIBRARY, path)
        if not is_there:
            message = f"{self._where(LIBRARY)} is missing; copy the whole folder, or parse again"
            raise SourceError(message)
        return DumpSource((), PageStore(path))

    @cached_property
    def _transcluded(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Part and page id of each page that others show, by site and title."""
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for part in self._parts:
            if part.is_transcluded and "pages" in part.rows:
                frame = self._read(part, "pages", ["site", "title", "page_id"])
                for site, title, page_id in frame.iter_rows():
                    found[site, title_key(title)] = part.name, page_id
        return found

    def _read(self, part: Part, table: str, columns: list[str] | None = None) -> pl.DataFrame:
        """A table's rows of a part, as many as the manifest says."""
        name = f"{table}/{part.name}.parquet"
        path = self._where(name)
        try:
            content = path if isinstance(self.folder, Path) else self._bytes(name)
            frame = pl.read_parquet(content, columns=columns)
        except (OSError, pl.exceptions.PolarsError) as error:
            reason = str(error).split("\n", 1)[0]
            message = f"{path} cannot be read ({reason}); copy the whole folder, or parse again"
            raise SourceError(message) from error
        if frame.height != part.rows[table]:
            message = (
                f"{path} has {frame.height} rows where {MANIFEST} says {part.rows[table]}; copy "
                "the whole folder, or parse again"
            )
            raise SourceError(message)
        return frame

    def _where(self, name: str) -> str:
        """The path or address of a file of the folder."""
        return str(self.folder / name) if isinstance(self.folder, Path) else self.folder.where(name)

    def _bytes(self, name: str) -> bytes:
        """The content of a file of the folder. Raises FileNotFoundError where it is missing."""
        if isinstance(self.folder, Path):
            return (self.folder / name).read_bytes()
        content = self.folder.read(name)
        if content is None:
            raise FileNotFoundError("No such file")
        return content

    def _pages_of(
        self, part: Part, known: Known, wanted: set[str] | None = None
    ) -> Iterator[SourcePage | UnchangedPage]:
        """The pages of a part, or those of it that are wanted."""
        tables = {table: _by_page(self._read(part, table)) for table in part.rows}
        pages = tables.pop("pages", {})
        for page_id, frame in pages.items():
            if wanted is not None and page_id not in wanted:
                continue
            [page] = frame.to_dicts()
            if page["revision_id"] is not None and known.get(page_id) == page["revision_id"]:
                yield UnchangedPage(page_id, page["revision_id"])
                continue
            rows = {t: by_page[page_id].to_dicts() for t, by_page in tables.items()
                    if page_id in by_page}  # fmt: skip
            yield _source_page(page, rows)
        for page_id, frame in tables.get("rejects", {}).items():
            if page_id not in pages:
                yield _refused(frame.to_dicts())


def _by_page(frame: pl.DataFrame) -> dict[str, pl.DataFrame]:
    groups = frame.partition_by("page_id", as_dict=True, maintain_order=True)
    return {page_id: group for (page_id,), group in groups.items()}


def _source_page(page: Row, rows: dict[str, list[Row]]) -> SourcePage:
    return SourcePage(
        page_id=page["page_id"],
        content_sha256=page["content_sha256"],
        byte_count=page["bytes"],
        page=Page(
            page["site"], page["title"], page["wikitext"], page["source_uri"], page["revision_id"]
        ),
        licence=page["licence"],
        attribution=page["attribution"],
        rows=rows,
    )


def _refused(rejects: list[Row]) -> SourcePage:
    """A page that could not be read at all: it has no row but its reject."""
    first = rejects[0]
    return SourcePage(
        page_id=first["page_id"],
        content_sha256=first["content_sha256"],
        byte_count=0,
        page=None,
        rejection=SourceProblem(first["code"], first["message"], first["line_start"]),
        rows={"rejects": rejects},
    )
