"""One wiki for all tests of this folder, and sources that note what they send and how they wait."""

import os
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import pytest
import requests
import yaml

from pipelines.sources.mediawiki import MediaWiki
from pipelines.sources.wiki_settings import read_wiki_settings
from tests.sources.mediawiki.local_wiki import LocalWiki, why_not


class RecordingSession(requests.Session):
    """A real session that remembers each question as it went out."""

    def __init__(self):
        super().__init__()
        self.asked = []
        self.headers_sent = []
        self.timeouts = []

    def send(self, request, **arguments):
        self.asked.append(dict(parse_qsl(request.body, keep_blank_values=True)))
        self.headers_sent.append(request.headers)
        self.timeouts.append(arguments["timeout"])
        return super().send(request, **arguments)


@dataclass
class Reader:
    """Reads a wiki pass by pass, as the ingest does: what it has read it knows the next time."""

    source: MediaWiki
    session: RecordingSession
    waits: list[float]
    known: dict[str, int] = field(default_factory=dict)

    def read(self):
        """One pass: the pages by id. Afterwards ``asked`` holds the questions of this pass."""
        self.session.asked.clear()
        handed_over = list(self.source.pages(self.known))
        pages = {page.page_id: page for page in handed_over}
        assert len(pages) == len(handed_over), "a page came twice"
        self.known = {page_id: revision_of(page) for page_id, page in pages.items()}
        return pages

    @property
    def asked(self):
        return self.session.asked


def revision_of(page):
    return page.revision_id if hasattr(page, "revision_id") else page.page.revision_id


@pytest.fixture(scope="session")
def wiki(tmp_path_factory):
    """A wiki on this machine; without the packages for it the tests skip, or fail where told to."""
    if reason := why_not():
        if os.environ.get("LIGUILLA_TEST_MEDIAWIKI") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with LocalWiki(tmp_path_factory.mktemp("wiki")).serving() as running:
        yield running


@pytest.fixture
def reader_of(wiki, tmp_path):
    """Make a reader of some titles and categories, by way of a settings file."""

    def make(*titles, categories=(), api_url=wiki.api_url, accept_shrink=()):
        file = tmp_path / "wiki.yml"
        document = {
            "site": "localwiki",
            "api_url": api_url,
            "contact": "tests@example.org",
            "licence": "CC BY-SA 4.0",
            "attribution": "Wiki contributors",
            "titles": list(titles),
            "categories": list(categories),
            "accept_shrink": list(accept_shrink),
        }
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        session, waits = RecordingSession(), []
        source = MediaWiki(read_wiki_settings(file), session, wait=waits.append)
        return Reader(source, session, waits)

    yield make
    wiki.switch_off()
