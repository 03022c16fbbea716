"""Several sources as one: the seeds folder, and a wiki beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.sources.page import NOTHING_KNOWN, Known, Source, SourcePage, UnchangedPage
from pipelines.wikitext import Page


@dataclass
class CombinedSource:
    """Sources one after the other; of a page that two of them have, the first one's counts."""

    sources: Sequence[Source]
    notices: list[str] = field(default_factory=list)

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """The pages of all sources."""
        self.notices.clear()
        seen: set[str] = set()
        for source in self.sources:
            for page in source.pages(known):
                if page.page_id in seen:
                    self.notices.append(f"{page.page_id} is in two sources; the first one counts")
                    continue
                seen.add(page.page_id)
                yield page
            self.notices += source.notices

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """The transcluded pages of all sources."""
        wanted = list(titles)
        for source in self.sources:
            yield from source.transcluded(site, wanted, known)

    def find(self, site: str, title: str) -> Page | None:
        """The first source's page of that title."""
        found = (source.find(site, title) for source in self.sources)
        return next((page for page in found if page is not None), None)
