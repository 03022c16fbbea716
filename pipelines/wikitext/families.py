"""Which template belongs to which family: data, not code. Keys as in `templates.name_key`.

A wrapper that a wiki puts around one of these templates is a new line here.
"""

from __future__ import annotations

# `Football box`, `Footballbox collapsible`, `#invoke:football box` …: all begin like this.
MATCH_BOX_PREFIXES = ("footballbox", "#invoke:footballbox")
MATCH_BOX_NAMES = (
    "fbmatch",
    "fbbox",
    "soccerbox",
    "soccermatch",
    "footballmatch",
    "match",
    "jogo",
    "vbres",
)

# Names a column of match_boxes may have in a box, the usual one first.
BOX_PARAMETERS: dict[str, tuple[str, ...]] = {
    "id": ("id", "anchor"),
    "date": ("date",),
    "time": ("time",),
    "round": ("round", "event"),
    "competition": ("competition",),
    "team1": ("team1", "home"),
    "team2": ("team2", "away"),
    "score": ("score", "result_score"),
    "stadium": ("stadium", "venue", "ground"),
    "location": ("location", "city"),
    "attendance": ("attendance", "att"),
    "referee": ("referee", "ref"),
    "report": ("report",),
    "note": ("note", "scorenote"),
    "penaltyscore": ("penaltyscore", "penscore"),
    "aggregatescore": ("aggregatescore", "agg"),
}

SPORTS_TABLE = ("#invoke:sportstable", "sportstable")
SPORTS_RESULTS = ("#invoke:sportsresults", "sportsresults")
