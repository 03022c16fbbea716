"""What Football.TXT can say: which names it reads, and how text is kept from being read as more.

Stricter than the form where its readers differ. Two spaces end a name, so none may hold them.
"""

import re
import unicodedata
from functools import lru_cache

LETTER = r"[^\W\d_]"
TEAM = re.compile(
    rf"(?:{LETTER}|[0-9]+[.°]?\x20?{LETTER})"
    rf"(?:[\x20/-]?(?:{LETTER}|\.(?!\.)|&(?!&)|'(?!')|[0-9]+(?![0-9h'+]|[.:-][0-9])°?))*"
    r"(?:\x20\((?!AET\)|HT\)|FT\))[A-Z]{1,5}\))?"
)
# A word between two clubs that says how their match ended, or that there is none.
BETWEEN = re.compile(
    r" (?:vs?\.?|n/p|w/o|x-x|p-p|abd\.?|aban\.?|susp\.?|ppd\.?|pst\.?|po?stp\.?|awd\.?|canc\.?|bye)"
    r"(?: |$)",
    re.IGNORECASE,
)
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
DATE = re.compile(rf"\b{MONTH} [0-9]|\b[0-9]{{1,2}} {MONTH}\b", re.IGNORECASE)
PLACE = re.compile(
    rf"(?:{LETTER}|[0-9]+\x20?{LETTER}|'{LETTER})"
    rf"(?:\x20?(?:{LETTER}|[0-9.&'°])|(?<!\x20)-|(?<!\x20)/(?!\x20)|\x20\([^()\[\],;:<>]+\))*"
)
PLAYER = re.compile(rf"{LETTER}(?:\.?[\x20'-]?{LETTER})*\.?")

# The form's own signs, in the full width they have in East Asian text: seen, and not obeyed.
SIGNS = str.maketrans("[]#<>=|:", "［］＃＜＞＝｜：")
# Those that are obeyed even in a comment: notes may run over lines, "<!--" starts a long comment.
SIGNS_IN_COMMENTS = str.maketrans("[]<>", "［］＜＞")
# Its parser takes these for the plain ones, and warns.
PLAIN = str.maketrans("–−‘’“”", "--''\"\"")


# Names of clubs, grounds and rounds come again and again.
_once = lru_cache(maxsize=20_000)


@_once
def one_line(text: str) -> str:
    """A text as one line with single spaces and plain dashes and quotes, composed (NFC)."""
    return " ".join(unicodedata.normalize("NFC", text).translate(PLAIN).split())


def remark(text: str) -> str:
    """A text for a heading, round or note: none of the form's signs is left to be obeyed."""
    return one_line(text).translate(SIGNS)


def comment(text: str) -> str:
    """A text for a comment, which ends with its line."""
    return f"# {one_line(text).translate(SIGNS_IN_COMMENTS)}"


@_once
def is_team(name: str) -> bool:
    """Whether a name, one_line already, is read as the name of one club."""
    return bool(TEAM.fullmatch(name)) and not BETWEEN.search(name) and not DATE.search(name)


@_once
def is_place(name: str) -> bool:
    """Whether a name, one_line already, is read as a ground or a town."""
    return bool(PLACE.fullmatch(name))


@_once
def is_player(name: str) -> bool:
    """Whether a name, one_line already, is read as a scorer."""
    return bool(PLAYER.fullmatch(name))
