"""Hold back a page that lost much of what it said: more often an accident than an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

# DESIGN §6: a third of a page's matches or table rows gone.
SHARP = Fraction(1, 3)

_COUNTED = {
    "matches": ("match_boxes", "result_grid_cells"),
    "table rows": ("league_table_rows",),
    "entrants": ("entrants",),
}


@dataclass(frozen=True)
class HeldPage:
    """A page whose new version was not let in, and why; yesterday's rows stay."""

    page_id: str
    content_sha256: str
    reason: str

    @property
    def sentence(self) -> str:
        """What happened and what to do."""
        return (
            f"{self.page_id} was held back: {self.reason}. Yesterday's rows stay. If that is "
            f"meant, put `accept_shrink: {self.content_sha256}` beside the page in manifest.yml, "
            "or to the list of that name in wiki.yml"
        )


def losses(old: Mapping[str, Sequence[Any]], new: Mapping[str, Sequence[Any]]) -> str | None:
    """What a page lost sharply between two versions, in words; None when it did not.

    Takes the rows of both versions by raw table.
    """
    sharp = []
    for what, tables in _COUNTED.items():
        before = sum(len(old[table]) for table in tables)
        after = sum(len(new[table]) for table in tables)
        if before and before - after >= SHARP * before:
            sharp.append(f"{after} {what} where there were {before}")
    return ", ".join(sharp) or None
