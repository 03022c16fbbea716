"""Small dumps as MediaWiki writes them, in every packing."""

import bz2
import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Test wiki</sitename>
    <dbname>testwiki</dbname>
    <base>https://test.example.org/wiki/Main_Page</base>
    <namespaces>
      <namespace key="0" case="first-letter" />
      <namespace key="10" case="first-letter">Template</namespace>
    </namespaces>
  </siteinfo>
"""
TAIL = "</mediawiki>\n"
BOX = "{{{{football box\n|date=1 May 2001\n|team1={0}\n|score={2}\n|team2={1}\n}}}}\n"
TABLE = (
    "{{{{#invoke:Sports table|main|style=WDL\n|team1=ADA|team2=BEA\n|name_ADA=Ada|name_BEA=Bea\n"
    "|win_ADA={0}|draw_ADA=0|loss_ADA=0|gf_ADA=1|ga_ADA=0\n"
    "|win_BEA=0|draw_BEA=0|loss_BEA={0}|gf_BEA=0|ga_BEA=1\n}}}}\n"
)


@dataclass(frozen=True)
class Written:
    """A page to write into a dump; ``revisions`` are (id, text), oldest first."""

    title: str
    text: str = ""
    ns: int = 0
    revision: int = 0
    model: str = "wikitext"
    older: Sequence[tuple[int, str]] = ()

    def xml(self, number: int) -> str:
        latest = (self.revision or 1000 + number, self.text)
        revisions = "".join(self._revision(*one) for one in (*self.older, latest))
        return (
            f"  <page>\n    <title>{escape(self.title)}</title>\n    <ns>{self.ns}</ns>\n"
            f"    <id>{number}</id>\n{revisions}  </page>\n"
        )

    def _revision(self, revision: int, text: str) -> str:
        quoted = escape(text, {'"': "&quot;"})
        return (
            f"    <revision>\n      <id>{revision}</id>\n"
            "      <timestamp>2020-01-01T00:00:00Z</timestamp>\n"
            "      <contributor><username>Ada</username><id>1</id></contributor>\n"
            f"      <model>{self.model}</model>\n      <format>text/x-wiki</format>\n"
            f'      <text bytes="{len(text.encode())}" xml:space="preserve">{quoted}</text>\n'
            "    </revision>\n"
        )


def xml_of(pages: Sequence[Written]) -> str:
    return HEAD + "".join(page.xml(n) for n, page in enumerate(pages, start=1)) + TAIL


def write_dump(path: Path, pages: Sequence[Written]) -> Path:
    """One dump, packed as its name says."""
    content = xml_of(pages).encode()
    pack = {".bz2": bz2.compress, ".gz": gzip.compress, ".zst": _zstd}.get(path.suffix)
    path.write_bytes(pack(content) if pack else content)
    return path


def _zstd(content: bytes) -> bytes:
    from backports import zstd

    return zstd.compress(content)


def write_multistream(
    folder: Path, pages: Sequence[Written], pages_a_stream: int = 100, name: str = "testwiki"
) -> Path:
    """A multistream dump and its index, as Wikimedia publishes them: the header is a stream of its

    own, then so many pages a stream, then the end.
    """
    dump = folder / f"{name}-pages-articles-multistream.xml.bz2"
    numbered = list(enumerate(pages, start=1))
    packed, index = bz2.compress(HEAD.encode()), []
    for first in range(0, len(numbered), pages_a_stream):
        stream = numbered[first : first + pages_a_stream]
        index += [f"{len(packed)}:{number}:{page.title}\n" for number, page in stream]
        packed += bz2.compress("".join(page.xml(number) for number, page in stream).encode())
    dump.write_bytes(packed + bz2.compress(TAIL.encode()))
    where = folder / f"{name}-pages-articles-multistream-index.txt.bz2"
    where.write_bytes(bz2.compress("".join(index).encode()))
    return dump


def season(number: int, *, table: str = "") -> Written:
    """An article with one match, and with what else is given."""
    text = f"==Final {number}==\n" + BOX.format(f"Ada {number}", "Bea", f"{number % 7}–0") + table
    return Written(f"{1900 + number} Cup", text)


def mixed_wiki(count: int) -> list[Written]:
    """A wiki in which every fourth article is about football, some showing tables of templates."""
    pages: list[Written] = []
    for number in range(count):
        if number % 4 == 0:
            shown = f"==Table==\n{{{{Cup {number // 4 % 5} table}}}}\n" if number % 8 == 0 else ""
            pages.append(season(number, table=shown))
        elif number % 4 == 1:
            pages.append(
                Written(f"River {number}", f"A river. {{{{Infobox river|name={number}}}}}")
            )
        elif number % 4 == 2:
            pages.append(Written(f"Talk:Cup {number}", BOX.format("A", "B", "1–0"), ns=1))
        else:
            pages.append(Written(f"Word {number}", "Only words, of Brazil & <b>others</b>."))
    pages.append(Written("Template:Cup 0 table", TABLE.format(1), ns=10))
    pages.append(Written("Template:Cup 1 table", "#REDIRECT [[Template:Cup 0 table]]", ns=10))
    pages.append(Written("Template:Cup 2 table", "{{Cup 0 table}}", ns=10))
    pages.append(Written("Template:Cup 3 table", "no table here", ns=10))
    return pages
