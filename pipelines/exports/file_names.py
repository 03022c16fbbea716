"""Names of files that any file system takes, from titles that may be anything."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

LONGEST = 80
# Windows keeps these for devices, with any ending.
RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def file_stems(titles: Mapping[str, str]) -> dict[str, str]:
    """A file name without its ending for each page.

    Takes titles by page_id. A title becomes lower-case words with hyphens between. Where that is
    empty, too long, reserved or the same for two pages, two hyphens and a hash of the page_id
    follow: words never hold two hyphens, so no two names are equal, also where case is ignored.
    """
    words = {page_id: _words(title) for page_id, title in titles.items()}
    uses = Counter(words.values())
    return {
        page_id: text if uses[text] == 1 and _is_usable(text) else _hashed(text, page_id)
        for page_id, text in words.items()
    }


def _words(title: str) -> str:
    """Letters and digits of any script, without accents; all else is a hyphen."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", bare)).strip("-")


def _is_usable(text: str) -> bool:
    return 0 < len(text.encode()) <= LONGEST and text not in RESERVED


def _hashed(text: str, page_id: str) -> str:
    short = text.encode()[:LONGEST].decode(errors="ignore").strip("-")
    return f"{short or 'page'}--{hashlib.sha256(page_id.encode()).hexdigest()[:12]}"
