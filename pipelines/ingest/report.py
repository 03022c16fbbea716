"""What a run did with the pages it saw."""

from dataclasses import dataclass, field

from pipelines.ingest.shrink import HeldPage


@dataclass
class IngestReport:
    """What a run did with the pages it saw: their ids by what became of them.

    ``actual_types`` has, for each raw table with new rows, the types of its columns.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    reparsed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    held: list[HeldPage] = field(default_factory=list)
    actual_types: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def pages_seen(self) -> int:
        """How many pages the source handed over."""
        parsed = len(self.added) + len(self.changed) + len(self.reparsed) + len(self.refused)
        return parsed + len(self.unchanged) + len(self.held)

    @property
    def wrote_something(self) -> bool:
        """Whether the raw tables differ from before."""
        return bool(self.added or self.changed or self.removed or self.reparsed or self.refused)

    def hold(self, page: HeldPage) -> None:
        """Count a page as held back and as nothing else."""
        self.held.append(page)
        self.changed = [page_id for page_id in self.changed if page_id != page.page_id]
        self.refused = [page_id for page_id in self.refused if page_id != page.page_id]
