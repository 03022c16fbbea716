"""A book over the given pages, an injured one, and one whose names are hostile to HTML."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.report import render_book
from pipelines.sources.seeds import SeedFolder
from tests.conftest import SEEDS
from tests.models.conftest import Build, build_pages
from tests.models.test_injured_pages import digit_changed

HOSTILE_TITLE = "<script>alert(1)</script> 1998"

IMAGE = "<nowiki><img src=x onerror=alert(2)></nowiki>"

# Names that would be markup. The second row is wrong: the matches give its club 3–3, not 2–2.
HOSTILE = """{{Infobox football league season
| competition = Cup of "Quotes" & <b>Tags</b>
| season = 1998
| winners = A&B "Club"
}}
== Group <i>X</i> ==
{{#invoke:sports table|main|style=WDL
|team1=A"B|name_A"B=A&B "Club"
|team2=C|name_C=IMAGE
|team3=D|name_D=D'Or Ünï
|win_A"B=2|draw_A"B=0|loss_A"B=0|gf_A"B=4|ga_A"B=0
|win_C=1|draw_C=0|loss_C=1|gf_C=2|ga_C=2
|win_D=0|draw_D=0|loss_D=2|gf_D=1|ga_D=5
}}
=== Round 1 ===
{{Football box|date=1 May 1998|team1=A&B "Club"|team2=IMAGE|score=2–0|stadium=Field "1" & co}}
=== Round 2 ===
{{Football box|date=8 May 1998|team1=IMAGE|team2=D'Or Ünï|score=3–1}}
=== Round 3 ===
{{Football box|date=15 May 1998|team1=A&B "Club"|team2=D'Or Ünï|score=2–0}}
== Final ==
{{Football box|date=22 May 1998|team1=A&B "Club"|team2=E|score=1–1|aet=yes|penaltyscore=4–2}}
{{Football box|date=1 June 1998|team1=E|team2=F|score=v}}
</pre></ol><script>alert(3)</script>
""".replace("IMAGE", IMAGE)


@dataclass(frozen=True)
class RenderedBook:
    """A folder with a book, and the warehouse it was rendered from."""

    folder: Path
    build: Build

    @property
    def index(self) -> Path:
        return self.folder / "index.html"

    @property
    def pages(self) -> list[Path]:
        return sorted((self.folder / "seasons").glob("*.html"))

    def page(self, start: str) -> Path:
        """The page whose file name starts so."""
        [found] = (self.folder / "seasons").glob(f"{start}-*.html")
        return found


def seed_pages() -> dict[str, str]:
    found = (seed.page for seed in SeedFolder(SEEDS).pages())
    return {page.title: page.wikitext for page in found if page is not None}


@pytest.fixture(scope="session")
def report_build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    seeds = seed_pages()
    pages = {
        **seeds,
        "Digit changed": digit_changed(seeds["1997 Copa Perú"]),
        HOSTILE_TITLE: HOSTILE,
    }
    return build_pages(tmp_path_factory.mktemp("report"), pages, must_reconcile=False)


@pytest.fixture(scope="session")
def book(report_build: Build, tmp_path_factory: pytest.TempPathFactory) -> RenderedBook:
    folder = tmp_path_factory.mktemp("book")
    with duckdb.connect(str(report_build.settings.build_file), read_only=True) as connection:
        render_book(connection, folder)
    return RenderedBook(folder, report_build)
