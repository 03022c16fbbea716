"""What assets are handed at run time: the settings and the work file they lead to."""

import logging
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.settings import Settings
from pipelines.warehouse import Warehouse

# Shown in the terminal by the command line and in the run's compute log by the UI.
progress = logging.getLogger("liguilla")


class WarehouseResource(dg.ConfigurableResource[Any]):
    """The warehouse of this deployment; see ``pipelines.settings`` for what can be set."""

    seeds: str
    warehouse: str
    dbt_project: str
    keep_versions: int
    processes: int
    sql_memory: str
    wiki: str | None = None
    dump: str | None = None
    raw: str | None = None

    @classmethod
    def of(cls, settings: Settings) -> "WarehouseResource":
        """The resource for some settings."""
        return cls(
            seeds=str(settings.seeds),
            warehouse=str(settings.warehouse),
            dbt_project=str(settings.dbt_project),
            keep_versions=settings.keep_versions,
            processes=settings.processes,
            sql_memory=settings.sql_memory,
            wiki=str(settings.wiki) if settings.wiki else None,
            dump=settings.dump,
            raw=settings.raw,
        )

    def settings(self) -> Settings:
        """The settings this resource was made of."""
        return Settings(
            seeds=Path(self.seeds),
            warehouse=Path(self.warehouse),
            dbt_project=Path(self.dbt_project),
            keep_versions=self.keep_versions,
            processes=self.processes,
            sql_memory=self.sql_memory,
            wiki=Path(self.wiki) if self.wiki else None,
            dump=self.dump,
            raw=self.raw,
        )

    def open(self) -> Warehouse:
        """The work file; nothing is opened before ``read`` or ``write``."""
        settings = self.settings()
        files = settings.build_file, settings.published_file
        return Warehouse(*files, progress.warning, settings.sql_memory)
