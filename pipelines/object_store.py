"""Files on this machine or in an object store, by path or address; only the Spark job needs it.

``pyarrow.fs`` speaks to S3, Google Cloud Storage, Azure and HDFS; credentials come from where each
of them has its own (environment, profile, role).
"""

import fnmatch
import shutil
import uuid
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast

from pipelines.sources import SourceError

if TYPE_CHECKING:
    from pyarrow import fs


def _place(address: str) -> "tuple[fs.FileSystem, str]":
    from pyarrow import fs

    if "://" not in address:
        return fs.LocalFileSystem(), address
    try:
        system, path = fs.FileSystem.from_uri(address)
    except (OSError, ValueError) as error:
        raise SourceError(f"{address} cannot be reached ({error})") from error
    return system, path


def open_file(address: str) -> BinaryIO | None:
    """A file for reading, with ``seek``; None where there is none."""
    system, path = _place(address)
    try:
        return cast(BinaryIO, system.open_input_file(path))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceError(f"{address} cannot be read ({error})") from error


def list_files(pattern: str) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of each file that an address or a pattern names.

    ``*`` and ``?`` are allowed in the last part of the address.
    """
    from pyarrow import fs

    system, path = _place(pattern)
    parent, front = str(PurePosixPath(path).parent), pattern[: len(pattern) - len(path)]
    wild = "*" in path or "?" in path
    what = fs.FileSelector(parent, allow_not_found=True) if wild else [path]
    return {
        front + info.path: (info.size, info.mtime_ns or 0)
        for info in sorted(system.get_file_info(what), key=lambda info: info.path)
        if info.is_file and (not wild or fnmatch.fnmatch(info.path, path))
    }


class Folder:
    """A folder that is written to by whole files, so that no reader sees a part of one."""

    def __init__(self, address: str) -> None:
        """Take its path or address; it is made when something is written."""
        self.address = address.rstrip("/")
        self._system, self._path = _place(self.address)

    def _at(self, name: str) -> str:
        return f"{self._path}/{name}"

    def write(self, name: str, content: bytes) -> None:
        """Put a file in, or another one in its place."""
        target = self._at(name)
        if self._system.type_name not in {"local", "hdfs"}:
            # Object stores show a file only when it is complete.
            with self._system.open_output_stream(target) as stream:
                stream.write(content)
            return
        self._system.create_dir(str(PurePosixPath(target).parent), recursive=True)
        partial = f"{target}.{uuid.uuid4().hex}.partial"
        with self._system.open_output_stream(partial) as stream:
            stream.write(content)
        self._system.move(partial, target)

    def put(self, name: str, file: Path) -> None:
        """Put a copy of a large local file in."""
        partial = f"{self._at(name)}.partial"
        self._system.create_dir(self._path, recursive=True)
        with file.open("rb") as given, self._system.open_output_stream(partial) as stream:
            shutil.copyfileobj(given, stream, 1 << 20)
        self._system.move(partial, self._at(name))

    def fetch(self, name: str, file: Path) -> bool:
        """Copy a file to this machine; False if there is none."""
        found = open_file(self._uri(name))
        if found is None:
            return False
        with found, file.open("wb") as stream:
            shutil.copyfileobj(found, stream, 1 << 20)
        return True

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        found = open_file(self._uri(name))
        if found is None:
            return None
        with found:
            return found.read()

    def names(self, below: str = "") -> list[str]:
        """The names of what is in the folder, or in a folder of it, in order."""
        from pyarrow import fs

        place = self._at(below).rstrip("/")
        found = self._system.get_file_info(fs.FileSelector(place, allow_not_found=True))
        return sorted(info.base_name for info in found)

    def remove(self, below: str) -> None:
        """Remove a folder of it, if there is one."""
        if self.names(below):
            self._system.delete_dir(self._at(below))

    def _uri(self, name: str) -> str:
        return f"{self.address}/{name}"
