"""Pages from a MediaWiki wiki: the titles and categories of ``wiki.yml``, only what moved.

The wiki is asked for the revision of each page, fifty a question, and for the text only where that
revision is not the one the warehouse has. It speaks to the API through a small class over
``requests`` (``wiki_api.py`` says why) and touches the network only when somebody asks for pages.
"""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import requests

from pipelines.sources.errors import SourceError
from pipelines.sources.page import (
    NOTHING_KNOWN,
    Known,
    SourcePage,
    SourceProblem,
    UnchangedPage,
    title_key,
)
from pipelines.sources.wiki_api import Wait, WikiApi
from pipelines.sources.wiki_settings import WikiSettings, clean_title
from pipelines.wikitext import Page

BATCH = 50  # titles or revisions in one question: the most that a wiki answers to anybody

_TEMPLATE_NAMESPACE = 10
_TEXT_OF = {"prop": "revisions|info", "rvprop": "ids|content", "rvslots": "main", "inprop": "url"}


@dataclass(frozen=True)
class _Latest:
    """The newest revision of a page, by the title that the page is known under here."""

    title: str
    revision_id: int


@dataclass
class MediaWiki:
    """The pages of one wiki, as its settings list them.

    A title that redirects gives the page it leads to, under that page's title. A title without a
    page (deleted, moved without a redirect, never written) gives nothing and a line in
    ``notices``; whatever else keeps a page from being read is a SourceError, never an absence.
    """

    settings: WikiSettings
    session: requests.Session | None = None
    wait: Wait = time.sleep
    notices: list[str] = field(default_factory=list, init=False)
    _api: WikiApi = field(init=False, repr=False)
    _found: dict[str, SourcePage | None] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Prepare to ask; nothing is asked yet."""
        self._api = WikiApi(
            self.settings.api_url, self.settings.contact, self.session, wait=self.wait
        )

    def pages(self, known: Known = NOTHING_KNOWN) -> Iterator[SourcePage | UnchangedPage]:
        """Every listed page, one by one; without its text where ``known`` has its revision.

        ``known`` holds the current revision of each page in the warehouse by page id. A fresh
        pass: what was fetched before is forgotten, and ``notices`` begins anew.
        """
        self.notices.clear()
        self._found.clear()
        yield from self._hand_over(self._listed(), known)

    def find(self, site: str, title: str) -> Page | None:
        """The page of exactly that title, fetched once in a pass; None if the wiki has none.

        Pages of another site are not asked for here.

        A redirect is handed over as it stands, as from a folder: the parser follows it.
        """
        asked = _asked(title)
        if asked is None or site != self.settings.site:
            return None
        key = title_key(asked)
        if key not in self._found:
            answer = self._texts({"titles": asked})
            entry = self._entry(answer, asked, say=False)
            self._found[key] = self._source_page(entry) if entry is not None else None
        found = self._found[key]
        return found.page if found is not None else None

    def transcluded(
        self, site: str, titles: Iterable[str], known: Known = NOTHING_KNOWN
    ) -> Iterator[SourcePage | UnchangedPage]:
        """The pages of those titles, which other pages show parts of; absent ones are left out.

        What ``find`` fetched in this pass is handed over as it was then, without asking again.
        """
        if site != self.settings.site:
            return
        wanted = {title_key(t): t for t in map(_asked, titles) if t is not None}
        for key in wanted.keys() & self._found.keys():
            page = self._found[key]
            if page is not None:
                yield self._as_known(page, known)
        missing = [title for key, title in wanted.items() if key not in self._found]
        for page_or_not in self._hand_over(self._latest_of(missing), known):
            if isinstance(page_or_not, SourcePage) and page_or_not.page is not None:
                self._found[title_key(page_or_not.page.title)] = page_or_not
            yield page_or_not

    def _listed(self) -> Iterator[_Latest]:
        """The newest revision of each page that the settings list, once."""
        return self._latest_of(self._titles(), follow=True)

    def _titles(self) -> Iterator[str]:
        seen: set[str] = set()
        listed = (self.settings.titles, *map(self._members, self.settings.categories))
        for titles in listed:
            for title in titles:
                if title not in seen:
                    seen.add(title)
                    yield title

    def _members(self, category: str) -> Iterator[str]:
        """The articles of a category, without those of its subcategories."""
        count = 0
        question = {
            "list": "categorymembers",
            "cmtitle": f"Category:{category}",
            "cmprop": "title",
            "cmnamespace": "0",
            "cmlimit": "max",
        }
        for part in self._api.query(question):
            for member in part.get("categorymembers", []):
                count += 1
                yield member["title"]
        if count == 0:
            # A category that was renamed must not empty the warehouse.
            message = (
                f"{self.settings.file}: Category:{category} has no articles on "
                f"{self.settings.site}; correct its name or remove it"
            )
            raise SourceError(message)

    def _latest_of(self, titles: Iterable[str], *, follow: bool = False) -> Iterator[_Latest]:
        """The newest revision behind each title that has a page, each page once.

        With ``follow``, redirects are followed, and a title that has no page is said or refused.
        """
        seen: set[str] = set()
        for batch in _batches(titles):
            answer = _Answer()
            question = {"titles": "|".join(batch), "prop": "info"}
            for part in self._api.query(question | ({"redirects": "1"} if follow else {})):
                answer.add(part)
            for title in batch:
                entry = self._entry(answer, title, say=follow)
                if entry is not None and entry["title"] not in seen:
                    seen.add(entry["title"])
                    yield _Latest(_title(entry), entry["lastrevid"])

    def _entry(self, answer: "_Answer", title: str, *, say: bool) -> dict[str, Any] | None:
        """What the wiki says of a title's page; None if it says that there is none."""
        site = self.settings.site
        end = answer.end_of(title)
        entry = answer.pages.get(end) if end is not None else None
        if end is None:
            why = f"{title} leads to no page of {site}, but in a circle or to another wiki"
        elif entry is None:
            message = f"the wiki at {self.settings.api_url} did not answer for {title}; run again"
            raise SourceError(message)
        elif entry.get("invalid") or entry.get("special") or entry["ns"] < 0:
            if say:
                reason = entry.get("invalidreason", "it is no page that somebody wrote")
                message = f"{self.settings.file}: {title} cannot be read ({reason}); remove it"
                raise SourceError(message)
            return None
        elif not entry.get("missing"):
            return entry
        else:
            way = title if end == title else f"{title}, which leads to {end}"
            why = f"{site} has no page {way}: deleted, moved without a redirect, or never there"
        if say:
            self.notices.append(f"{why}. It leaves the warehouse; correct {self.settings.file}")
        return None

    def _hand_over(
        self, revisions: Iterable[_Latest], known: Known
    ) -> Iterator[SourcePage | UnchangedPage]:
        moved: list[int] = []
        for latest in revisions:
            page_id = Page(self.settings.site, latest.title, "").page_id
            if known.get(page_id) == latest.revision_id:
                yield self._unchanged(page_id, latest.revision_id)
                continue
            moved.append(latest.revision_id)
            if len(moved) == BATCH:
                yield from self._moved(moved)
                moved.clear()
        if moved:
            yield from self._moved(moved)

    def _moved(self, revision_ids: list[int]) -> Iterator[SourcePage]:
        """The pages of up to fifty revisions: all of them, or a SourceError."""
        answer = self._texts({"revids": "|".join(map(str, revision_ids))})
        entries = {e["revisions"][0]["revid"]: e for e in answer.pages.values() if "revisions" in e}
        for revision_id in revision_ids:
            if revision_id not in entries:
                message = (
                    f"the wiki at {self.settings.api_url} did not hand over revision {revision_id} "
                    "(its page was deleted this very moment, perhaps); run again"
                )
                raise SourceError(message)
            yield self._source_page(entries[revision_id])

    def _texts(self, which: dict[str, str]) -> "_Answer":
        answer = _Answer()
        for part in self._api.query(_TEXT_OF | which):
            answer.add(part)
        return answer

    def _source_page(self, entry: dict[str, Any]) -> SourcePage:
        revisions = entry.get("revisions") or [{}]
        slot = revisions[0].get("slots", {}).get("main", {})
        if "content" not in slot:
            message = (
                f"the wiki at {self.settings.api_url} holds back the text of {entry['title']}; "
                "run again, or remove the title"
            )
            raise SourceError(message)
        url, revision_id = entry["canonicalurl"], revisions[0]["revid"]
        page = Page(
            site=self.settings.site,
            title=_title(entry),
            wikitext=slot["content"],
            source_uri=f"{url}{'&' if '?' in url else '?'}oldid={revision_id}",
            revision_id=revision_id,
        )
        model = slot.get("contentmodel", "wikitext")
        rejection = None
        if model != "wikitext":
            message = f"{page.title} is {model}, not wikitext; leave it out of {self.settings.file}"
            rejection = SourceProblem("not_wikitext", message)
        content_sha256 = page.content_sha256
        accepted = content_sha256 in self.settings.accept_shrink
        return SourcePage(
            page_id=page.page_id,
            content_sha256=content_sha256,
            byte_count=len(page.wikitext.encode("utf-8", "surrogatepass")),
            page=page if rejection is None else None,
            licence=self.settings.licence,
            attribution=self.settings.attribution,
            accept_shrink=content_sha256 if accepted else None,
            rejection=rejection,
        )

    def _as_known(self, page: SourcePage, known: Known) -> SourcePage | UnchangedPage:
        revision_id = page.page.revision_id if page.page is not None else None
        if revision_id is not None and known.get(page.page_id) == revision_id:
            return self._unchanged(page.page_id, revision_id)
        return page

    def _unchanged(self, page_id: str, revision_id: int) -> UnchangedPage:
        licence, attribution = self.settings.licence, self.settings.attribution
        return UnchangedPage(page_id, revision_id, licence, attribution)


@dataclass
class _Answer:
    """What a wiki said of some titles or revisions, put together from the pieces it came in."""

    pages: dict[str, dict[str, Any]] = field(default_factory=dict)
    leads_to: dict[str, str | None] = field(default_factory=dict)

    def add(self, part: dict[str, Any]) -> None:
        """Take one piece; a page may come in several."""
        for step in (*part.get("normalized", []), *part.get("redirects", [])):
            self.leads_to[step["from"]] = step["to"]
        for step in part.get("interwiki", []):
            self.leads_to[step["title"]] = None
        for page in part.get("pages", []):
            self.pages.setdefault(page["title"], {}).update(page)

    def end_of(self, title: str) -> str | None:
        """The title that a title leads to; None where that is another wiki or a circle."""
        passed: set[str] = set()
        end: str | None = title
        while end is not None and end in self.leads_to:
            if end in passed:
                return None
            passed.add(end)
            end = self.leads_to[end]
        return end


def _title(entry: dict[str, Any]) -> str:
    """A page's title; templates by the English prefix that calls stand for on every wiki."""
    title = str(entry["title"])
    if entry["ns"] == _TEMPLATE_NAMESPACE:
        return re.sub(r"^[^:]*:", "Template:", title)
    return title


def _asked(title: str) -> str | None:
    return clean_title(title.partition("#")[0])


def _batches(titles: Iterable[str]) -> Iterator[list[str]]:
    left = iter(titles)
    while batch := list(islice(left, BATCH)):
        yield batch
