"""Templates that hold no match, table, entrant or season fact: data."""

from __future__ import annotations

import re

_NAMES = frozenset(
    """shortdescription usedmydates usemdydates col-float col-float-break col-float-end reflist
    """.split()
)
_PATTERN = re.compile(r"cite|use[a-z]+english")


def is_not_football(key: str) -> bool:
    return key in _NAMES or _PATTERN.match(key) is not None
