"""Small pages in, rows out: what all tests of the parser share."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.wikitext import Page, ParsedPage, parse_page

ROOT = Path(__file__).parents[2]

Read = Callable[..., ParsedPage]


@pytest.fixture
def read() -> Read:
    """Parse a text; `others` are pages at hand by title, for transclusions."""

    def parse(text: str, title: str = "A page", others: dict[str, str] | None = None) -> ParsedPage:
        pages = {name: Page("testwiki", name, other) for name, other in (others or {}).items()}
        return parse_page(Page("testwiki", title, text), pages.get)

    return parse


@pytest.fixture
def rows(read):
    """The rows of one table for a text, each reduced to the columns asked for."""

    def select(text: str, table: str, *columns: str, **options):
        found = read(text, **options).rows[table]
        if len(columns) == 1:
            return [row[columns[0]] for row in found]
        return [tuple(row[column] for column in columns) for row in found] if columns else found

    return select


@pytest.fixture
def codes(read):
    """(code, line) of every issue of a text."""

    def select(text: str, **options):
        return [(r["code"], r["line_start"]) for r in read(text, **options).rows["parse_issues"]]

    return select


@pytest.fixture
def outcomes(read):
    """(template, outcome, row_count) of every line of a text's ledger."""

    def select(text: str, **options):
        ledger = read(text, **options).rows["template_ledger"]
        return [(r["template"], r["outcome"], r["row_count"]) for r in ledger]

    return select


def seed_pages() -> list[Path]:
    return sorted((ROOT / "seeds").glob("*.txt"))


def corpus_pages() -> list[Path]:
    return sorted((ROOT.parent / "shared" / "corpus").glob("*/*.wikitext"))
