"""Which template belongs to which family: data, not code. Keys as in `templates.name_key`.

A wrapper that a wiki puts around one of these templates is a new line here.
"""

from __future__ import annotations

import re
from functools import lru_cache

MATCH_BOX = "match_box"
SPORTS_TABLE = "sports_table"
SPORTS_RESULTS = "sports_results"
FB_CL = "fb_cl"
FB_R = "fb_r"
ONE_LEG = "one_leg"
TWO_LEGS = "two_legs"
INFOBOX = "infobox"
FRAME = "frame"
SERIES = "series"

# The kind of a call inside these two families is part of its name.
FB_CL_NAME = re.compile(r"fbcl\d?(?P<kind>header|team|qr|footer)(?P<points>[23]pts)?\w*")
FB_R_NAME = re.compile(r"fbr\d?(?:(?P<kind>header|team|footer)\w{0,6})?")

# Family → what the key must match as a whole.
_FAMILIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    # `Football box`, `Footballbox collapsible`, `#invoke:football box` …: all begin like this.
    (MATCH_BOX, re.compile(r"(?:#invoke:)?footballbox[^/]*|fbmatch|soccerbox|vbres")),
    (SPORTS_TABLE, re.compile(r"(?:#invoke:)?sportstable")),
    (SPORTS_RESULTS, re.compile(r"(?:#invoke:)?sportsresults")),
    (FB_CL, FB_CL_NAME),
    (FB_R, FB_R_NAME),
    (ONE_LEG, re.compile(r"onelegresult\d?")),
    (TWO_LEGS, re.compile(r"twolegresult\d?|threelegresult")),
    (SERIES, re.compile(r"(?:#invoke:)?sportsseries")),
    (INFOBOX, re.compile(r"infobox.*|fichade.*")),
    (FRAME, re.compile(r"(?:one|two|three)leg(?:start|end)\w*|(?:one|two)leg")),
)

# The table that a broken call of a family should have filled.
TABLE_OF: dict[str, str] = {
    MATCH_BOX: "match_boxes",
    SPORTS_TABLE: "league_tables",
    SPORTS_RESULTS: "result_grid_cells",
    FB_CL: "league_table_rows",
    FB_R: "result_grid_cells",
    ONE_LEG: "match_boxes",
    TWO_LEGS: "match_boxes",
    SERIES: "match_boxes",
    INFOBOX: "infobox_fields",
    FRAME: "match_boxes",
}

# Calls that never stand inside a call of one of these families; one that does shows that the
# outer call has lost its closing braces.
BLOCKS = frozenset(TABLE_OF) - {INFOBOX, FRAME}

# Names a column of match_boxes may have in a box, the usual one first.
BOX_PARAMETERS: dict[str, tuple[str, ...]] = {
    "anchor": ("id", "anchor"),
    "round": ("round", "event"),
    "stadium": ("stadium", "venue", "ground"),
    "location": ("location", "city"),
    "report": ("report",),
    "note": ("note", "scorenote"),
    # A golden goal and sudden death end a match in extra time, too.
    "aet": ("aet", "agget", "asdet"),
    "penaltyscore": ("penaltyscore", "penscore"),
    "aggregatescore": ("aggregatescore", "agg"),
}


@lru_cache(maxsize=8_192)
def family_of(key: str) -> str | None:
    """The family a template belongs to, or None."""
    for family, pattern in _FAMILIES:
        if pattern.fullmatch(key):
            return family
    return None
