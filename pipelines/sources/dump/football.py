"""Which pages of a dump can hold anything for the warehouse: told from the bytes, without parsing.

The names of templates are looked up with the parser's own functions, so there is no second list.
In doubt a page is kept; a kept page without football costs a little time, a lost one costs rows.
"""

import re
from functools import lru_cache
from xml.sax.saxutils import unescape

from pipelines.wikitext.families import FRAME, INFOBOX, family_of
from pipelines.wikitext.templates import name_key, written_name

# What stands behind opening braces, up to where a name must have ended. The parser, too, looks
# for a call's name in its first 500 characters.
_NAMES = re.compile(rb"\{\{([^|{}]{1,2000})")
_LONGEST_NAME = 200
# MediaWiki writes neither into a dump, save for apostrophes; they could hide braces and names.
_UNUSUAL = re.compile(rb"&#(?!0*39;)|<!\[CDATA\[")
# Every kind of article has an infobox; one of a season or a competition says so in its name.
_FOOTBALL = re.compile(r"infobox.*(?:football|soccer)|fichade")
_SEASON = re.compile(
    r"season|league|tournament|competition|championship|cup|match|final|"
    r"torneo|competici|temporada|campeonato|liga|partido"
)


def may_hold_football(xml: bytes) -> bool:
    """Whether a page, as bytes of a dump, may have a template that this project reads rows from.

    True for each page with a match box, a table, a grid, leg results, or the infobox of a football
    season or competition. Infoboxes of people, clubs and grounds alone do not count.
    """
    if _UNUSUAL.search(xml):
        return True
    return any(map(_is_football, set(_NAMES.findall(xml))))


@lru_cache(maxsize=1 << 16)
def _is_football(name: bytes) -> bool:
    """Whether a template name as it stands in a dump is one that rows are read from."""
    text = unescape(name.decode("utf-8", "replace"), {"&quot;": '"'})
    if "<!--" in text and "-->" not in text.rpartition("<!--")[2]:
        return True  # a bar or a brace inside a comment: where the name ends is unknown
    key = name_key(written_name(text)[:_LONGEST_NAME])
    family = family_of(key)
    if family == INFOBOX:
        return _FOOTBALL.match(key) is not None and _SEASON.search(key) is not None
    return family is not None and family != FRAME
