"""Files on this machine or in an object store, by path or address.

``pyarrow.fs`` speaks to S3, Google Cloud Storage, Azure and HDFS; endpoint and credentials come
from where each of them has its own (environment, profile, role), or from the query of an address:
``s3://bucket/folder?endpoint_override=host:port&scheme=http``.
"""

import fnmatch
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import quote, unquote

from pipelines.sources import SourceError

if TYPE_CHECKING:
    from pyarrow import fs


class StoreError(SourceError):
    """A place does not give or take files as things are; the message says which and why."""


@contextmanager
def _told(address: str, what: str) -> Iterator[None]:
    """Make a StoreError of what goes wrong inside."""
    try:
        yield
    except OSError as error:
        hint = ""
        if "://" in address:
            hint = "; look at the address, and at the endpoint and the credentials that are set"
        raise StoreError(f"{address} cannot be {what} ({error}){hint}") from error


@dataclass(frozen=True)
class _Place:
    """Where an address leads: a file system, a path there, and what surrounds it in the address."""

    system: "fs.FileSystem"
    path: str
    front: str = ""
    query: str = ""

    def address(self, path: str) -> str:
        """The address of another path of the same file system."""
        return f"{self.front}{quote(path) if self.front else path}{self.query}"

    def open(self, path: str) -> BinaryIO | None:
        """A file for reading; None where there is none."""
        with _told(self.address(path), "read"):
            try:
                return cast(BinaryIO, self.system.open_input_file(path))
            except FileNotFoundError:
                return None


def _place(address: str) -> _Place:
    from pyarrow import fs

    if "://" not in address:
        return _Place(fs.LocalFileSystem(), address.rstrip("/"))
    base, mark, query = address.partition("?")
    base = base.rstrip("/")
    try:
        with _told(address, "reached"):
            system, path = fs.FileSystem.from_uri(base + mark + query)
    except ValueError as error:
        raise SourceError(f"{address} is no address of a file or folder ({error})") from error
    starts = (n for n in range(len(base)) if unquote(base[n:]) == path)
    return _Place(system, path, base[: next(starts, 0)], mark + query)


def open_file(address: str) -> BinaryIO | None:
    """A file for reading, with ``seek``; None where there is none."""
    place = _place(address)
    return place.open(place.path)


def list_files(pattern: str) -> dict[str, tuple[int, int]]:
    """Size and time of the last change of each file that an address or a pattern names.

    ``*`` is allowed in the last part, and in a path ``?`` too: in an address it begins the query.
    """
    from pyarrow import fs

    place = _place(pattern)
    wild = "*" in place.path or "?" in place.path
    parent = str(PurePosixPath(place.path).parent)
    what = fs.FileSelector(parent, allow_not_found=True) if wild else [place.path]
    with _told(pattern, "listed"):
        found = sorted(place.system.get_file_info(what), key=lambda info: info.path)
    return {
        place.address(info.path): (info.size, info.mtime_ns or 0)
        for info in found
        if info.is_file and (not wild or fnmatch.fnmatch(info.path, place.path))
    }


class Folder:
    """A folder that is written to by whole files, so that no reader sees a part of one."""

    def __init__(self, address: str) -> None:
        """Take its path or address; it is made when something is written."""
        self.address = address.rstrip("/")
        self._place = _place(self.address)

    def where(self, name: str) -> str:
        """The path or address of a file in it."""
        return self._place.address(self._at(name))

    def write(self, name: str, content: bytes) -> None:
        """Put a file in, or another one in its place."""
        with self._writing(name, f"{self._at(name)}.{uuid.uuid4().hex}.partial") as stream:
            stream.write(content)

    def put(self, name: str, file: Path) -> None:
        """Put a copy of a large local file in.

        An object store may keep a part of it where this is interrupted: note elsewhere that it is
        done.
        """
        with (
            file.open("rb") as given,
            self._writing(name, f"{self._at(name)}.partial") as stream,
        ):
            shutil.copyfileobj(given, stream, 1 << 20)

    def fetch(self, name: str, file: Path) -> bool:
        """Copy a file to this machine; False if there is none."""
        found = self._place.open(self._at(name))
        if found is None:
            return False
        with found, file.open("wb") as stream, _told(self.where(name), "fetched"):
            shutil.copyfileobj(found, stream, 1 << 20)
        return True

    def read(self, name: str) -> bytes | None:
        """The content of a file; None where there is none."""
        found = self._place.open(self._at(name))
        if found is None:
            return None
        with found, _told(self.where(name), "read"):
            return found.read()

    def names(self, below: str = "") -> list[str]:
        """The names of what is in the folder, or in a folder of it, in order."""
        from pyarrow import fs

        place = self._at(below).rstrip("/")
        with _told(self.where(below), "listed"):
            found = self._place.system.get_file_info(fs.FileSelector(place, allow_not_found=True))
        return sorted(info.base_name for info in found)

    def remove(self, below: str) -> None:
        """Remove a folder of it, if there is one."""
        if self.names(below):
            with _told(self.where(below), "removed"):
                self._place.system.delete_dir(self._at(below))

    def _at(self, name: str) -> str:
        return f"{self._place.path}/{name}"

    @contextmanager
    def _writing(self, name: str, partial: str) -> Iterator[BinaryIO]:
        """A stream into a file that is seen when all is written."""
        system, target = self._place.system, self._at(name)
        with _told(self.where(name), "written"):
            if system.type_name not in {"local", "hdfs"}:
                # Object stores show a file only when it is complete; and they move by copying,
                # S3 not more than 5 GB.
                with system.open_output_stream(target) as stream:
                    yield stream
                return
            system.create_dir(str(PurePosixPath(target).parent), recursive=True)
            with system.open_output_stream(partial) as stream:
                yield stream
            system.move(partial, target)
