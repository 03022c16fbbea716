"""Dagster's records of a run, written through one connection instead of thousands.

Dagster's SQLite log opens a connection for each of a run's thousand events, prepares its statements
anew and waits for the disk twice: half as long as all the rest of a small run. The log here keeps
its connections, and asks once which tables and columns there are, where Dagster's asks with every
event. The files are the same, so the UI shows these runs like any others.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

BUSY_TIMEOUT_SECONDS = 60


class RecordsError(Exception):
    """Dagster has no place for its records; the message says why and what to do."""


class KeptEventLog(SqliteEventLogStorage):
    """Dagster's SQLite event log with one lasting connection to each of its files."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        """Take the folder of the log, as Dagster's own does."""
        self._engines: dict[str, Engine] = {}
        self._there: set[str] = set()
        self._one_at_a_time = threading.RLock()
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls,
        inst_data: ConfigurableClassData | None,
        config_value: Any,  # noqa: ANN401 - Dagster hands the same over as it likes
    ) -> "KeptEventLog":
        """How Dagster makes one from its settings."""
        return cls(inst_data=inst_data, **config_value)

    def run_connection(self, run_id: str | None = None) -> AbstractContextManager[Connection]:
        """A transaction on the log of one run."""
        assert run_id is not None
        return self._transaction(run_id)

    def index_connection(self) -> AbstractContextManager[Connection]:
        """A transaction on what all runs share."""
        return self._transaction(INDEX_SHARD_NAME)

    def has_table(self, table_name: str) -> bool:
        """Whether the log has a table; none ever goes, so that it is there is kept."""
        return self._is_there(table_name, lambda: super(KeptEventLog, self).has_table(table_name))

    def _has_asset_key_col_on_connection(self, conn: Connection, column_name: str) -> bool:
        ask = super()._has_asset_key_col_on_connection
        return self._is_there(f"asset_keys.{column_name}", lambda: ask(conn, column_name))

    def _is_there(self, name: str, ask: Callable[[], bool]) -> bool:
        if name not in self._there and ask():
            self._there.add(name)
        return name in self._there

    def dispose(self) -> None:
        """Close the files."""
        with self._one_at_a_time:
            while self._engines:
                self._engines.popitem()[1].dispose()
        super().dispose()

    @contextmanager
    def _transaction(self, shard: str) -> Iterator[Connection]:
        with self._one_at_a_time:
            if shard not in self._engines:
                # Dagster's own way in creates the file and its tables.
                with super().run_connection(shard):
                    pass
                self._engines[shard] = _engine(self.conn_string_for_shard(shard))
            with self._engines[shard].begin() as connection:
                yield connection


def open_instance() -> dg.DagsterInstance:
    """Dagster's instance at DAGSTER_HOME, with the kept log where it would keep one in SQLite.

    An instance that somebody set up with another storage is taken as it is. Raises RecordsError
    where Dagster finds no folder, or settings there that it does not take.
    """
    try:
        instance = dg.DagsterInstance.get()
    except dg.DagsterError as error:
        reason = " ".join(str(error).split())
        message = f"Dagster cannot keep its records ({reason}); `make warehouse` gives it a folder"
        raise RecordsError(message) from error
    if type(instance.event_log_storage) is not SqliteEventLogStorage:
        return instance
    home = instance.root_directory
    folder = str(Path(instance.event_log_storage.path_for_shard(INDEX_SHARD_NAME)).parent)
    instance.dispose()
    log = {"module": __name__, "class": KeptEventLog.__name__, "config": {"base_dir": folder}}
    return dg.DagsterInstance.local_temp(home, overrides={"event_log_storage": log})


def _engine(address: str) -> Engine:
    engine = create_engine(
        address,
        poolclass=StaticPool,
        connect_args={"timeout": BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    # The log is written ahead: a crash of this process loses nothing, one of the machine at most
    # the last events of a run that died with it. The warehouse itself waits for the disk.
    event.listen(engine, "connect", lambda link, _: link.execute("PRAGMA synchronous = NORMAL"))
    return engine
