"""The arguments of a date template → ISO `YYYY-MM-DD`; what is not understood stays as written.

Months may be numbers or words of the wikis that have such templates, in full or shortened. A date
without a year has no ISO form: it becomes `17 January`, which staging completes from the season
(`macros/typing/dates.sql`). Dates that are text stay as written; `macros/typing/months.sql` has the
months that staging knows in them.
"""

from __future__ import annotations

import re
import unicodedata

_MONTHS = (
    "january januar janner janvier enero janeiro gennaio",
    "february februar fevrier febrero fevereiro febbraio",
    "march marz mars marzo marco",
    "april avril abril aprile",
    "may mai mayo maio maggio",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august aout agosto",
    "september septembre septiembre setiembre setembro settembre",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dezembro dicembre",
)
_NUMBERS = {name: n for n, names in enumerate(_MONTHS, 1) for name in names.split()}
_SHORTEST = 3
_ACCENTS = str.maketrans({"a": "[aä]", "c": "[cç]", "e": "[eé]", "u": "[uû]"})
# A month as a word: in full or as its first letters.
_WORDS = {name[:length] for name in _NUMBERS for length in (_SHORTEST, _SHORTEST + 1, len(name))}
MONTH = "(?:" + "|".join(w.translate(_ACCENTS) for w in sorted(_WORDS, reverse=True)) + r")\b"
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"([0-9]{1,2})(?:er|º|°|\.)?")
_WRITTEN = re.compile(
    r"([0-9]{1,2})(?:er|º|°|\.)? (?:de )?([^\W\d_]{3,10})\.?(?:,? (?:de |del )?([0-9]{4}))?", re.I
)
_DAY_OF_YEAR = re.compile(
    rf"\b([0-9]{{1,2}})(?:st|nd|rd|th|er|\.|º|°)?\s+(?:de\s+|of\s+)?({MONTH})"
    rf"|\b({MONTH})\.?\s+([0-9]{{1,2}})\b|\b[0-9]{{4}}-([0-9]{{2}})-([0-9]{{2}})\b",
    re.I,
)


def day_of_year(text: str) -> tuple[int, int] | None:
    """Month and day of the first date in a text whose month is a word, or that is ISO."""
    found = _DAY_OF_YEAR.search(text)
    if found is None:
        return None
    day, month = found[1] or found[4] or found[6], found[2] or found[3] or found[5]
    month_number, day_number = _month(month), _day(day)
    return (month_number, day_number) if month_number and day_number else None


def date_shown(parts: list[str], *, day_first: bool = False) -> str:
    """The date that positional arguments give: year, month, day, or a text with the day first.

    Day, month and year apart are read where the month is a word, or where the template always has
    them in this order (`day_first`); there the year may be missing.
    """
    first, second, third = ([*parts, "", "", ""])[:3]
    found = None
    if _YEAR.fullmatch(first):
        found = _iso(first, second, third)
    elif day_first or not second.isdecimal():
        found = _day_first(first, second, third)
    if found is None and (written := _WRITTEN.fullmatch(first)):
        found = _day_first(written[1], written[2], written[3] or "")
    return found or " ".join(part for part in parts if part and "=" not in part)


def _iso(year: str, month: str, day: str) -> str | None:
    """The date as far as it is given; None where a part of it is not understood."""
    if not month:
        return None if day else year
    month_number, day_number = _month(month), _day(day)
    if month_number is None or (day and day_number is None):
        return None
    return "-".join([year, f"{month_number:02}", *([f"{day_number:02}"] if day else [])])


def _day_first(day: str, month: str, year: str) -> str | None:
    month_number, day_number = _month(month), _day(day)
    if month_number is None or day_number is None:
        return None
    if _YEAR.fullmatch(year):
        return f"{year}-{month_number:02}-{day_number:02}"
    return None if year else f"{day_number} {_MONTHS[month_number - 1].split()[0].title()}"


def _day(text: str) -> int | None:
    found = _DAY.fullmatch(text)
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def _month(text: str) -> int | None:
    """1 to 12 for a number, a name or the beginning of one; None where it may be two months."""
    if text.isdecimal():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    letters = unicodedata.normalize("NFD", text.strip(". ").lower())
    given = "".join(letter for letter in letters if not unicodedata.combining(letter))
    if len(given) < _SHORTEST:
        return None
    found = {number for name, number in _NUMBERS.items() if name.startswith(given)}
    return found.pop() if len(found) == 1 else None
