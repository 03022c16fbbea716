"""A dump in pieces that can be read apart from each other: ranges of its streams."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.sources.dump.packed import (
    DumpError,
    Piece,
    Position,
    index_of,
    pieces,
    stream_offsets,
)
from pipelines.sources.dump.pages import PageSplitter, SiteInfo, site_info

# Opens a file for reading; None where there is none.
Open = Callable[[str], BinaryIO | None]


@dataclass(frozen=True)
class DumpRange:
    """The streams of a dump file from ``start`` to before ``end`` (None: to the file's end)."""

    file: str
    info: SiteInfo
    start: int = 0
    end: int | None = None

    def splitter(self) -> PageSplitter:
        """What cuts this range into pages."""
        return PageSplitter(self.file, has_begun=self.start > 0)

    def check(self, splitter: PageSplitter) -> None:
        """Raise DumpError if the last range of a file was read to an end that is none."""
        if self.end is None and not splitter.is_whole:
            message = (
                f"{self.file} is cut off: it ends without </mediawiki>; fetch the rest of it and "
                "run again"
            )
            raise DumpError(message)


def ranges_of(name: str, open_file: Open, size: int, bytes_a_range: int) -> list[DumpRange]:
    """The ranges of a dump file.

    Takes its name, how files are opened, its size, and how many packed bytes a range should have.
    A dump without the index of a multistream dump beside it is one range. Raises DumpError for a
    file that is no dump, and an index that is not this dump's.
    """
    info = _info(name, open_file)
    folder, slash, own_name = name.rpartition("/")
    index_name = index_of(own_name)
    place = f"{folder}{slash}{index_name}"
    index = open_file(place) if index_name is not None else None
    if index is None:
        return [DumpRange(name, info)]
    with index:
        offsets = stream_offsets(_lines(index, place), place, size)
    starts = [0]
    for offset in offsets:
        if offset - starts[-1] >= bytes_a_range:
            starts.append(offset)
    ends = [*starts[1:], None]
    return [DumpRange(name, info, start, end) for start, end in zip(starts, ends, strict=True)]


def range_pieces(wanted: DumpRange, file: BinaryIO) -> Iterator[Piece]:
    """The unpacked bytes of a range."""
    return pieces(file, wanted.file, Position(wanted.start), wanted.end)


def _info(name: str, open_file: Open) -> SiteInfo:
    file = open_file(name)
    if file is None:
        raise DumpError(f"{name} cannot be read; is it still there?")
    with file:
        splitter = PageSplitter(name)
        next(splitter.split(pieces(file, name)), None)
        return site_info(splitter.head, name)


def _lines(index: BinaryIO, name: str) -> Iterator[bytes]:
    """The lines of an index, packed or not."""
    rest = b""
    for piece in pieces(index, name):
        *lines, rest = (rest + piece.content).split(b"\n")
        yield from lines
    if rest:
        yield rest
