"""Files of a version. One that is made from the same as in the version before is shared with it.

Sharing is a hard link, so no file of a version may ever be changed in place; they are read-only.
What each file was made from is noted in the version itself: whoever takes the folder away, or a
file in it, takes the note along, and the file is made again.
"""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

# Hidden: it is for the next publication and for nobody else.
NOTES = ".made_from.json"


class Made(NamedTuple):
    """A file: a hash of all it was made from, its size and hash, and the matches it tells of."""

    made_from: str
    byte_count: int
    sha256: str
    matches: int = 0
    comments: int = 0


class VersionFiles:
    """The files of a version that is being written, by their path in its folder."""

    def __init__(self, folder: Path, before: Path | None = None) -> None:
        """Take the folder to write into and that of the version before, if there is one."""
        self.folder = folder
        self.made: dict[str, Made] = {}
        self._before = before
        self._made_before = _read(before / NOTES) if before else {}

    def shares(self, path: str, made_from: str) -> bool:
        """Link a file of the version before if it was made from the same; says whether it did."""
        known = self._made_before.get(path)
        if self._before is None or known is None or known.made_from != made_from:
            return False
        file = self._before / path
        try:
            if file.stat().st_size != known.byte_count:
                return False
            os.link(file, self.folder / path)
        except OSError:  # gone, or on a disk without links: then it is written
            return False
        self.made[path] = known
        return True

    def add(self, path: str, made_from: str, matches: int = 0, comments: int = 0) -> None:
        """Note a file that was written now."""
        file = self.folder / path
        file.chmod(0o444)
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        self.made[path] = Made(made_from, file.stat().st_size, digest, matches, comments)

    def write_notes(self) -> None:
        """Leave for the next version what the files of this one were made from."""
        text = json.dumps(self.made, sort_keys=True)
        (self.folder / NOTES).write_text(text, encoding="utf-8")


def made_from(*things: object) -> str:
    """A hash of what a file is made from; the code that makes it, and DuckDB's, are part of it."""
    return hashlib.sha256(repr((_code(), duckdb.__version__, things)).encode()).hexdigest()


@cache
def _code() -> str:
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(notes: Path) -> dict[str, Made]:
    """The notes of a version; none where they are not, or were written by another release."""
    try:
        noted = json.loads(notes.read_text(encoding="utf-8"))
        return {path: Made(*made) for path, made in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
