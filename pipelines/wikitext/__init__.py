"""Wikitext in, rows out. Pure: knows nothing of storage, scheduling or SQL.

`parse_page(page)` is the one door; `TABLES` names the tables it fills. Who parses many pages keeps
`collector_paused` around them all.
"""

from pipelines.wikitext.page import Page
from pipelines.wikitext.parse import ParsedPage, collector_paused, parse_page
from pipelines.wikitext.reading import TABLES
from pipelines.wikitext.restore import dialect_of, flattened_title

__all__ = [
    "TABLES",
    "Page",
    "ParsedPage",
    "collector_paused",
    "dialect_of",
    "flattened_title",
    "parse_page",
]
