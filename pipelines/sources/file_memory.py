"""What was in the files of a folder when they were last read: an unchanged one is not read again.

A file counts as unchanged while its size, its two times and its place on the disk are the same, as
for `git` and `make`. One that was written within the last seconds is not remembered: it could
change once more without its times telling, which are coarser than a processor.
"""

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

SETTLED_NANOSECONDS = 2_000_000_000  # the coarsest times in use count in two seconds (FAT)

# Size, time of the content, time of the entry, number of the entry, number of the disk, in words.
# Texts, since ten thousand tuples would have the garbage collector look through all there is.
FileState = str


class SeenFile(NamedTuple):
    """A file as it was last read: the SHA-256 of its bytes, the title found in it."""

    sha256: str
    title: str


class FileMemory:
    """The files of a folder by their path inside it; kept in a file of its own, if at all.

    A file that cannot be read as a memory is none: all pages are read then.
    """

    def __init__(self, folder: Path, kept_in: Path | None = None) -> None:
        """Take the folder and where the memory is kept; nothing is remembered without."""
        self._folder = f"{os.fspath(folder)}{os.sep}"
        self._kept_in = kept_in
        # State, SHA-256 and title of each file in one text, for the same reason.
        self._before: dict[str, str] = _read(kept_in) if kept_in is not None else {}
        self._now: dict[str, str] = {}

    def find(self, name: str) -> SeenFile | None:
        """What is known of the file if it is as it was when it was read."""
        seen = self._before.get(name)
        state = self.state(name) if seen is not None else None
        if seen is None or state is None or not seen.startswith(f"{state} "):
            return None
        sha256, _, title = seen[len(state) + 1 :].partition(" ")
        self._now[name] = seen
        return SeenFile(sha256, title)

    def state(self, name: str) -> FileState | None:
        """The state of a file, to be taken before it is read; None where it is not told."""
        try:
            # Making ten thousand paths would cost more than asking for the states.
            found = os.stat(self._folder + name)  # noqa: PTH116
        except OSError:
            return None
        times = f"{found.st_mtime_ns} {found.st_ctime_ns}"
        return f"{found.st_size} {times} {found.st_ino} {found.st_dev}"

    def note(self, name: str, state: FileState | None, sha256: str, title: str) -> None:
        """Remember a file that was just read, if it has been left alone for long enough."""
        if state and time.time_ns() - _last_change(state) > SETTLED_NANOSECONDS:
            self._now[name] = f"{state} {sha256} {title}"

    def keep(self) -> None:
        """Write down what was found or noted, and nothing else; a full disk stops nothing."""
        if self._kept_in is None or self._now == self._before:
            return
        partial = self._kept_in.with_suffix(".partial")
        with suppress(OSError):
            self._kept_in.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps(self._now), encoding="utf-8")
            partial.replace(self._kept_in)


def sha256_of(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _last_change(state: FileState) -> int:
    return max(map(int, state.split()[1:3]))


def _read(path: Path) -> dict[str, str]:
    try:
        written = json.loads(path.read_bytes())
        return written if all(isinstance(seen, str) for seen in written.values()) else {}
    except (OSError, ValueError, AttributeError):
        return {}
