"""The work file: who may open it, how its raw tables come to be, how a page's rows are replaced."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path

import duckdb
import polars as pl

from pipelines.contracts import CONTRACTS, create_table_sql, schema_fingerprint
from pipelines.locks import one_at_a_time
from pipelines.settings import too_little_memory

# The oldest clients that must be able to read the published file are 1.4's; see CONTRIBUTING.
STORAGE_VERSION = "v1.4.0"

Tell = Callable[[str], None]

CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}

# Tables that remember: their rows stay when a page changes. All others hold today's rows only.
HISTORY = ("pages", "page_changes")
PAGE_TABLES = tuple(table for table in CONTRACTS if table not in HISTORY)

# What DuckDB says of a file that is no database, was cut short, or does not meet its checksums.
_SIGNS_OF_DAMAGE = ("not a valid duckdb", "could not read enough bytes", "corrupt")

# The rows of some files. Else a folder called name=value would be a column of them.
_ROWS = "read_parquet(?, hive_partitioning = false)"

_AUDIT = """
CREATE SCHEMA IF NOT EXISTS audit;
CREATE TABLE IF NOT EXISTS audit.definitions (
    name VARCHAR PRIMARY KEY, fingerprint VARCHAR NOT NULL
);
COMMENT ON TABLE audit.definitions IS 'Which parser and contracts made the raw tables.';
CREATE TABLE IF NOT EXISTS audit.results (
    unique_id VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    finished_at TIMESTAMP WITH TIME ZONE NOT NULL
);
COMMENT ON TABLE audit.results IS 'When each raw load, model and test last ended, and how.';
CREATE TABLE IF NOT EXISTS audit.changed_pages (page_id VARCHAR NOT NULL);
COMMENT ON TABLE audit.changed_pages IS 'Pages whose raw rows are newer than the models.';
CREATE TABLE IF NOT EXISTS audit.compiled (unique_id VARCHAR NOT NULL, sql VARCHAR NOT NULL);
COMMENT ON TABLE audit.compiled IS 'The SQL of each model and test, as dbt last compiled it.';
"""


class WarehouseError(Exception):
    """The warehouse cannot be used as asked; the message says why and what to do."""


class BrokenFileError(WarehouseError):
    """A file that should be a work file is none, or is damaged."""


class Warehouse:
    """One work file. Readers and writers exclude each other across processes, so both are brief."""

    def __init__(
        self,
        build_file: Path,
        published_file: Path | None = None,
        tell: Tell = print,
        memory: str = "80%",
    ) -> None:
        """Take the paths of the work file and of the published one, and where to say things.

        ``memory`` is how much DuckDB may hold. Nothing is opened yet. A work file that is missing
        or broken is made from the published one, so that no version of a page is lost with it;
        without one it is made anew.
        """
        self.build_file = build_file
        self.published_file = published_file
        self.tell = tell
        self.memory = memory

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Keep every other run out for the length of a step; waits for the one before."""
        with one_at_a_time(self.build_file.with_suffix(".lock"), self._waiting):
            yield

    def _waiting(self) -> None:
        self.tell("another run is using the work file; waiting for it")

    @contextmanager
    def read(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection, closed at the end; WarehouseError when there is no file."""
        if not self.build_file.exists():
            message = f"no work file at {self.build_file}; materialize the raw tables first"
            raise WarehouseError(message)
        with _closing(self.build_file, self.memory, read_only=True) as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A writing connection on a work file with today's raw tables, closed at the end.

        Raises WarehouseError when another process holds the file.
        """
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(self._opened())
            except BrokenFileError as error:
                self._put_aside(error)
                connection = stack.enter_context(self._opened())
            _prepare(connection)
            yield connection

    def _opened(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        self._create()
        return _closing(self.build_file, self.memory, read_only=False)

    def _create(self) -> None:
        if self.build_file.exists():
            return
        self.build_file.parent.mkdir(parents=True, exist_ok=True)
        if self.published_file is not None and self.published_file.exists():
            self._copy_published(self.published_file)
            return
        # ATTACH is the one place where DuckDB lets the storage version be chosen.
        with duckdb.connect(":memory:", config=CONFIG) as connection:
            path = str(self.build_file).replace("'", "''")
            connection.execute(f"ATTACH '{path}' AS build (STORAGE_VERSION '{STORAGE_VERSION}')")

    def _copy_published(self, published: Path) -> None:
        self.tell("there is no work file; starting from the published warehouse")
        partial = self.build_file.with_suffix(".partial")
        shutil.copyfile(published, partial)
        if is_broken(partial, self.memory):
            partial.unlink()
            message = (
                f"there is no work file, and the published warehouse is broken; move {published} "
                "away to build from the sources, without the versions of pages that it kept"
            )
            raise WarehouseError(message)
        partial.replace(self.build_file)

    def _put_aside(self, error: BrokenFileError) -> None:
        """Move a broken work file away with its log, beside earlier ones, so that one is made."""
        for number in count(1):
            suffix = ".broken" if number == 1 else f".{number}.broken"
            broken = self.build_file.with_suffix(suffix)
            if not broken.exists():
                break
        self.tell(f"{error}; it is now {broken.name}")
        log = self.build_file.with_name(f"{self.build_file.name}.wal")
        if log.exists():
            log.replace(broken.with_name(f"{broken.name}.wal"))
        self.build_file.replace(broken)


def replace_pages(
    connection: duckdb.DuckDBPyConnection,
    page_ids: Sequence[str],
    tables: Mapping[str, pl.DataFrame],
) -> None:
    """The same as ``load_pages`` for rows that are frames."""
    with tempfile.TemporaryDirectory() as folder:
        files = {}
        for table, frame in tables.items():
            if frame.height:
                files[table] = [Path(folder) / f"{table}.parquet"]
                frame.write_parquet(files[table][0])
        load_pages(connection, page_ids, files)


def load_pages(
    connection: duckdb.DuckDBPyConnection,
    page_ids: Sequence[str],
    files: Mapping[str, Sequence[Path]],
) -> None:
    """Replace all rows of some pages in one transaction.

    Takes the ids of the pages and, by raw table, Parquet files with the checked rows of their new
    versions, those for ``raw.pages`` and ``raw.page_changes`` among them. Older versions in
    ``raw.pages`` stay and stop being current; noted changes stay. That the raw tables changed, and
    for which pages, is noted in the same transaction: a run killed right after it must not pass for
    one that changed nothing.
    """
    if not page_ids:
        return
    with _transaction(connection):
        present = _present(connection, page_ids)
        if present:
            _delete(connection, PAGE_TABLES, present)
            _retire_versions(connection, present)
        for table, parts in files.items():
            # Parquet needs neither pandas nor pyarrow and loads in bulk.
            names = [str(part) for part in parts]
            if table == "pages" and present:
                _forget_versions(connection, names)
            connection.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM {_ROWS}", [names])
        connection.execute("INSERT INTO audit.changed_pages SELECT unnest(?)", [list(page_ids)])
        connection.execute("DELETE FROM audit.results WHERE unique_id = 'raw'")
        connection.execute("INSERT INTO audit.results VALUES ('raw', 'success', now())")


def _present(connection: duckdb.DuckDBPyConnection, page_ids: Sequence[str]) -> list[str]:
    """Those of the pages that the raw tables know: of a new one nothing need be deleted."""
    found = connection.execute(
        "WITH wanted AS (SELECT unnest(?) AS page_id) "
        "SELECT page_id FROM raw.pages SEMI JOIN wanted USING (page_id) UNION "
        "SELECT page_id FROM raw.rejects SEMI JOIN wanted USING (page_id) ORDER BY page_id",
        [list(page_ids)],
    )
    return [page_id for (page_id,) in found.fetchall()]


def _retire_versions(connection: duckdb.DuckDBPyConnection, page_ids: Sequence[str]) -> None:
    """Mark every version of some pages as no longer current."""
    connection.execute(
        "UPDATE raw.pages SET is_current = false WHERE is_current "
        "AND page_id IN (SELECT unnest(?))",
        [list(page_ids)],
    )


def _forget_versions(connection: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """Make room for versions that come back; their first_seen_at travels in the new row."""
    connection.execute(
        f"DELETE FROM raw.pages USING {_ROWS} AS incoming "
        "WHERE pages.page_id = incoming.page_id AND pages.content_sha256 = incoming.content_sha256",
        [files],
    )


def _delete(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], page_ids: Sequence[str]
) -> None:
    for table in tables:
        connection.execute(
            f"DELETE FROM raw.{table} WHERE page_id IN (SELECT unnest(?))", [list(page_ids)]
        )


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create what is missing; a raw table whose definition changed is made anew and refilled."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS raw")
    connection.execute(_AUDIT)
    known = dict(connection.execute("SELECT name, fingerprint FROM audit.definitions").fetchall())
    wanted = {f"raw.{table}": schema_fingerprint(table) for table in CONTRACTS}
    stale = [name for name, fingerprint in wanted.items() if known.get(name) != fingerprint]
    if not stale:
        return
    with _transaction(connection):
        for name in stale:
            _recreate(connection, name.removeprefix("raw."))
            remember(connection, name, wanted[name])
        # Rows of the old definition must not pass for rows of the new one: parse all pages again.
        remember(connection, "parser", "")


def _recreate(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Make a raw table anew; a table that remembers keeps its rows if the old columns allow."""
    exists = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'raw' AND table_name = ?", [table]
    ).fetchone()
    keep = table in HISTORY and exists is not None and exists[0] == 1
    if keep:
        connection.execute(f"CREATE TEMP TABLE old_rows AS FROM raw.{table}")
    connection.execute(f"DROP TABLE IF EXISTS raw.{table} CASCADE")
    for statement in create_table_sql(table):
        connection.execute(statement)
    if keep:
        try:
            connection.execute(f"INSERT INTO raw.{table} BY NAME FROM old_rows")
        except duckdb.Error as error:
            message = (
                f"the work file was made by another release and its raw.{table} does not fit this "
                f"one ({error}); move the file away and run again to build from the sources"
            )
            raise WarehouseError(message) from error
        connection.execute("DROP TABLE old_rows")


def remember(connection: duckdb.DuckDBPyConnection, name: str, fingerprint: str) -> None:
    """Note under ``name`` which definition the work file was made with."""
    connection.execute(
        "INSERT OR REPLACE INTO audit.definitions VALUES (?, ?)", [name, fingerprint]
    )


def forget_everything(warehouse: Warehouse) -> None:
    """Have the next run parse every page and build every model again; versions stay.

    How models and tests ended stays as well: another run may be about to publish them.
    """
    with warehouse.turn(), warehouse.write() as connection:
        connection.execute("DELETE FROM audit.definitions WHERE name NOT LIKE 'raw.%'")


def remembered(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    """The definition noted under ``name``, or None."""
    row = connection.execute(
        "SELECT fingerprint FROM audit.definitions WHERE name = ?", [name]
    ).fetchone()
    return row[0] if row else None


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _closing(path: Path, memory: str, *, read_only: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        config = {**CONFIG, "memory_limit": memory}
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise _not_opened(path, memory, error) from error
    try:
        connection.execute("SET TimeZone = 'UTC'")
        # Else a query of some seconds draws on standard output.
        connection.execute("SET enable_progress_bar = false")
        yield connection
    finally:
        connection.close()


def is_broken(path: Path, memory: str) -> bool:
    """Whether a file is no database or a damaged one; one that is only in use is not."""
    try:
        with _closing(path, memory, read_only=True):
            return False
    except WarehouseError as error:
        return isinstance(error, BrokenFileError)


def _not_opened(path: Path, memory: str, error: duckdb.Error) -> WarehouseError:
    """Why a file cannot be opened: it is broken only where DuckDB says so.

    Whatever else stands in the way passes: memory, permission, another process.
    """
    # A folder may be called anything.
    said = str(error).replace(str(path), "")
    if "Could not set lock" in said:
        return WarehouseError(
            f"another process is using {path}; wait for its run to end and try again"
        )
    if isinstance(error, duckdb.OutOfMemoryException):
        return WarehouseError(too_little_memory(memory))
    reason = str(error).split("\n", 1)[0]
    message = f"{path} cannot be opened as a work file ({reason})"
    if any(sign in said.lower() for sign in _SIGNS_OF_DAMAGE):
        return BrokenFileError(message)
    return WarehouseError(message)
