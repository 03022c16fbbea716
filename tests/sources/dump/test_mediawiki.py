"""A dump that a real MediaWiki exported with its own ``dumpBackup.php``."""

import gzip

import pytest

from pipelines.sources.page import SourcePage
from tests.sources.dump.conftest import texts
from tests.sources.dump.dumps import BOX, TABLE
from tests.sources.mediawiki.conftest import wiki  # noqa: F401 - a fixture

FINAL = BOX.format("Ada", "Bea", "1–0") + "A < B & \"C\" 'D' <!-- note --> é {{Dumped cup table}}"
TABLE_PAGE = TABLE.format(1)


@pytest.fixture(scope="module")
def exported(wiki, tmp_path_factory):  # noqa: F811
    """The current revisions, and the whole history, of a wiki whose namespaces are Spanish."""
    wiki.write("Dumped final", "the first text")
    wiki.write("Dumped final", FINAL)
    wiki.write("Dumped river", "A river of Brazil. {{Infobox river|name=X}}")
    wiki.write("Template:Dumped cup table", TABLE_PAGE)
    wiki.write("User:Dumped", FINAL)
    folder = tmp_path_factory.mktemp("exported")
    wiki.dump(folder / "current.xml.gz", "--current", output="gzip")
    wiki.dump(folder / "full.xml", "--full", output="file")
    return folder


@pytest.mark.parametrize("name", ["current.xml.gz", "full.xml"])
def test_the_pages_of_a_real_dump_are_what_was_written(exported, source_of, name):
    source = source_of(exported / name)
    pages = {p.page_id: p for p in source.pages() if isinstance(p, SourcePage)}
    page = pages["wiki/Dumped_final"].page
    # MediaWiki itself cuts white space off the end of what is saved.
    assert page.wikitext == FINAL.rstrip()
    assert "wiki/Dumped_river" not in pages
    assert "wiki/User:Dumped" not in pages
    assert source.find("wiki", "Template:Dumped cup table").wikitext == TABLE_PAGE.rstrip()
    [shown] = source.transcluded("wiki", ["Template:Dumped cup table"])
    assert shown.page_id == "wiki/Template:Dumped_cup_table"
    assert source.counts["broken"] == 0
    assert source.counts["in_other_namespaces"] >= 1
    assert (source.counts["older_revisions"] > 0) == (name == "full.xml")


def test_the_revision_is_the_wikis_own(wiki, exported, source_of, tmp_path):  # noqa: F811
    import requests

    question = {"action": "query", "titles": "Dumped final", "prop": "info", "format": "json",
                "formatversion": "2"}  # fmt: skip
    session = requests.Session()
    session.trust_env = False
    answer = session.get(wiki.api_url, params=question, timeout=30).json()
    [entry] = answer["query"]["pages"]
    handed = source_of(exported / "current.xml.gz").pages()
    [page] = [p.page for p in handed if p.page_id == "wiki/Dumped_final"]
    assert page.revision_id == entry["lastrevid"]
    # The address leads to that very text.
    shown = session.get(page.source_uri, params={"action": "raw"}, timeout=30)
    assert shown.text == FINAL


def test_a_real_dump_that_is_cut_off_is_refused(exported, source_of, tmp_path):
    whole = gzip.decompress((exported / "current.xml.gz").read_bytes())
    cut = tmp_path / "cut.xml"
    cut.write_bytes(whole[: whole.rindex(b"</mediawiki>")])
    with pytest.raises(Exception, match="ends without </mediawiki>"):
        texts(source_of(cut))
