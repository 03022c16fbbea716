"""Turns season pages into HTML. Autoescape is on; a name that a template lacks is an error."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipelines.report.filters import figure, line, numbered, score, score_words, sentence, signed
from pipelines.report.model import FIGURES, Season, SeasonPage, TieBreak, anchor_of
from pipelines.report.status import STATUSES, status_of
from pipelines.report.views import day, view_of

HERE = Path(__file__).parent

_LICENCE = re.compile(r"CC (BY(?:-[A-Z]{2})*) (\d\.\d)")
_LANGUAGE_WIKI = re.compile(r"([a-z]{2,3})wiki")


class Renderer:
    """The templates, ready; makes one page or the index at a time."""

    def __init__(self, tie_breaks: Mapping[str, TieBreak]) -> None:
        """Take the tie-break systems by name; loads no page."""
        self.tie_breaks = tie_breaks
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "day": day,
            "figure": figure,
            "numbered": numbered,
            "signed": signed,
            "sentence": sentence,
            "anchor": anchor_of,
            "urgency": urgency,
            "words": lambda text: str(text).replace("_", " "),
        }
        self.environment.globals |= {"FIGURES": FIGURES, "STATUSES": STATUSES}
        self.environment.globals |= {"line": line, "score": score, "score_words": score_words}
        self.environment.globals |= {"status_of": status_of}
        self.fingerprint = _fingerprint(tie_breaks)

    def page(self, page: SeasonPage, digest: str) -> str:
        """The HTML of a season page; the digest is written into its head."""
        return self.environment.get_template("season.html.j2").render(
            page=page,
            view=view_of(page, self.tie_breaks),
            digest=digest,
            root="../",
            wiki_url=wiki_url(page.season.site, page.season.title, page.text.source_uri),
            licence_url=licence_url(page.text.licence),
        )

    def index(self, seasons: Sequence[Season], digest: str) -> str:
        """The HTML of the index over all pages; the digest is written into its head."""
        counts: Counter[str] = Counter()
        for season in seasons:
            counts.update(season.tables_by_status)
        return self.environment.get_template("index.html.j2").render(
            seasons=seasons,
            counts={name: counts[name] for name in STATUSES if counts[name]},
            digest=digest,
            root="",
        )


def _fingerprint(tie_breaks: Mapping[str, TieBreak]) -> str:
    """A hash of all that pages are made with: tie-breaks, this package's code and templates."""
    digest = hashlib.sha256(repr(sorted(tie_breaks.items())).encode())
    for path in sorted([*HERE.glob("*.py"), *(HERE / "templates").glob("*.j2")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def urgency(season: Season) -> int:
    """A number that puts pages with differing tables before all others, then those to look at."""
    weights = {"bad": 1_000_000, "warn": 1_000}
    return sum(
        count * weights.get(status_of(name).tone, 1)
        for name, count in season.tables_by_status.items()
    )


def wiki_url(site: str, title: str, source_uri: str | None) -> str | None:
    """Where the page can be read on its wiki, None where that is not known."""
    if source_uri and source_uri.startswith(("https://", "http://")):
        return source_uri
    language = _LANGUAGE_WIKI.fullmatch(site)
    if language is None:
        return None
    return (
        f"https://{language[1]}.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe=':/,()')}"
    )


def licence_url(licence: str | None) -> str | None:
    """The text of a Creative Commons licence, None for any other."""
    found = _LICENCE.fullmatch(licence or "")
    if found is None:
        return None
    return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
