"""Reads dumps that a test writes."""

import pytest

from pipelines.sources import SourcePage
from pipelines.sources.dump import DumpSource, PageStore
from tests.sources.dump.dumps import write_dump


@pytest.fixture
def source_of(tmp_path):
    """A source of dump files whose store is kept from call to call."""

    def make(*files):
        return DumpSource(tuple(files), PageStore(tmp_path / "store" / "dump.sqlite"))

    return make


@pytest.fixture
def dump_of(tmp_path):
    """Write pages into a dump of some name and packing."""
    return lambda *pages, name="dump.xml": write_dump(tmp_path / name, pages)


def texts(source, known=None):
    """Title and text of every page that is handed over with its text."""
    handed = source.pages(known or {})
    return {p.page.title: p.page.wikitext for p in handed if isinstance(p, SourcePage) and p.page}
