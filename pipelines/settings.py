"""Where things are. The only file of the product that reads the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent

# In bytes. With less than the first DuckDB does not open a file; past the second it cannot count.
LEAST_MEMORY = 10**6
MOST_MEMORY = 10**18


class SettingsError(Exception):
    """A setting cannot be used; the message says which and what to do."""


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Settings:
    """Paths and choices of one warehouse.

    ``seeds`` is the folder of pages, ``warehouse`` the folder that holds the published file and
    the work file, ``keep_versions`` how many published versions stay on disk, ``on_failure`` a
    command that is told of failed runs on its input, ``processes`` how many processes parse where
    there is much to parse, ``sql_memory`` how much DuckDB may hold while models are built,
    ``wiki`` a settings file of a live wiki to follow; without it nothing touches the network.
    ``dump`` is a dump file or a pattern of them, ``raw`` a folder of pages that a Spark job parsed,
    ``spark_master`` where such a job runs, empty where ``spark-submit`` has said it. ``raw`` may
    also be an address in an object store, and for the job ``dump`` may, too.
    """

    seeds: Path = PROJECT_ROOT / "seeds"
    warehouse: Path = PROJECT_ROOT / "warehouse"
    dbt_project: Path = PROJECT_ROOT / "dbt_project"
    keep_versions: int = 5
    processes: int = field(default_factory=_processors)
    # Ten thousand pages are built without a limit in less; more go through the disk.
    sql_memory: str = "1GB"
    on_failure: str | None = None
    wiki: Path | None = None
    dump: str | None = None
    raw: str | None = None
    # Every core of this machine, and four tries for a task: Spark's own default for one machine
    # is to give up at the first worker that dies.
    spark_master: str = "local[*,4]"

    @property
    def build_file(self) -> Path:
        """The file a run works in; it persists between runs."""
        return self.warehouse / "work" / "build.duckdb"

    @property
    def published_file(self) -> Path:
        """The file that readers open: a link through ``current``."""
        return self.warehouse / "liguilla.duckdb"

    @property
    def current(self) -> Path:
        """The link to the published version; all that is published leads through it."""
        return self.warehouse / "current"

    @property
    def versions(self) -> Path:
        """The folder of published versions, each a folder."""
        return self.warehouse / "versions"

    @property
    def book(self) -> Path:
        """Where the season book is rendered before it is published."""
        return self.warehouse / "work" / "report"

    @property
    def dump_store(self) -> Path:
        """The pages kept from dumps, so that a dump is read once."""
        return self.warehouse / "work" / "dump.sqlite"

    @property
    def seen_files(self) -> Path:
        """What was in the files of the seeds folder when they were last read."""
        return self.warehouse / "work" / "files.json"

    @property
    def dbt_target(self) -> Path:
        """Where dbt keeps what it compiles."""
        return self.warehouse / "work" / "dbt"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read LIGUILLA_SEEDS, LIGUILLA_WAREHOUSE and so on, a variable for each field but one.

        What is not set has its default. Relative paths count from the current folder. Raises
        SettingsError for a value that cannot be used.
        """
        defaults = cls()
        return cls(
            seeds=_path(environment, "LIGUILLA_SEEDS") or defaults.seeds,
            warehouse=_warehouse(environment, defaults.warehouse),
            keep_versions=_count(environment, "LIGUILLA_KEEP_VERSIONS", defaults.keep_versions),
            processes=_count(environment, "LIGUILLA_PROCESSES", defaults.processes),
            sql_memory=_memory(environment, "LIGUILLA_SQL_MEMORY", defaults.sql_memory),
            wiki=_path(environment, "LIGUILLA_WIKI"),
            dump=_place(environment, "LIGUILLA_DUMP"),
            raw=_place(environment, "LIGUILLA_RAW"),
            spark_master=environment.get("LIGUILLA_SPARK_MASTER", "").strip()
            # spark-submit, which sets this, has been told where the job runs.
            or ("" if "PYSPARK_GATEWAY_PORT" in environment else defaults.spark_master),
            on_failure=environment.get("LIGUILLA_ON_FAILURE", "").strip() or None,
        )


def export_for_dbt(settings: Settings) -> None:
    """Tell dbt's profile which file to build in; dbt takes that from the environment alone."""
    os.environ["LIGUILLA_BUILD_FILE"] = str(settings.build_file)
    os.environ["LIGUILLA_SQL_MEMORY"] = settings.sql_memory
    os.environ["DO_NOT_TRACK"] = "1"


def too_little_memory(sql_memory: str) -> str:
    """What to say in place of DuckDB's own words, which name settings that are not ours."""
    return (
        f"DuckDB may hold {sql_memory} of memory, which is not enough here; give "
        "LIGUILLA_SQL_MEMORY more, such as 2GB"
    )


def _path(environment: Mapping[str, str], name: str) -> Path | None:
    text = environment.get(name, "").strip()
    try:
        return Path(text).expanduser().resolve() if text else None
    except (OSError, RuntimeError) as error:
        message = f"{name} is {text!r}, which leads nowhere ({error}); give a path that does"
        raise SettingsError(message) from error


def _warehouse(environment: Mapping[str, str], default: Path) -> Path:
    path = _path(environment, "LIGUILLA_WAREHOUSE") or default
    if found := re.search(r"[?\\]", str(path)):
        message = (
            f"LIGUILLA_WAREHOUSE is {str(path)!r}, and in a path with {found[0]} DuckDB would look "
            "for its files elsewhere; give a folder without it"
        )
        raise SettingsError(message)
    return path


def _place(environment: Mapping[str, str], name: str) -> str | None:
    """A path, or an address such as ``s3://bucket/folder`` as it is."""
    text = environment.get(name, "").strip()
    return text if "://" in text else str(_path(environment, name) or "") or None


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    # Nine digits are more than any machine has of anything, and no number that Python refuses.
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        message = f"{name} is {text!r}; give a whole number from 1, or leave it out for {default}"
        raise SettingsError(message)
    return int(text)


def _memory(environment: Mapping[str, str], name: str, default: str) -> str:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not _is_memory(text):
        message = (
            f"{name} is {text!r}; give a size such as 512MB or 60%, or leave it out for {default}"
        )
        raise SettingsError(message)
    return text


def _is_memory(text: str) -> bool:
    """Whether DuckDB takes a size and can open a file with it."""
    found = re.fullmatch(r"([1-9][0-9]{0,8})(?:%|([KMGT])(i?)B)", text)
    if found is None:
        return False
    number, unit = int(found[1]), found[2]
    if unit is None:
        return number <= 100
    size: int = number * (1024 if found[3] else 1000) ** ("KMGT".index(unit) + 1)
    return LEAST_MEMORY <= size <= MOST_MEMORY
