"""The bytes of a dump file, whatever it is packed with, from any place where one can start.

Knows files and compression, nothing of XML. A bzip2 file may be made of many streams, one after
the other (a multistream dump, and what parallel packers write); reading can begin at each of them.
"""

import bz2
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from pipelines.sources.errors import SourceError

CHUNK = 1 << 20
# A stream that unpacks to much more than it is long must not fill the memory at once.
_MOST_AT_ONCE = 4 * CHUNK


class DumpError(SourceError):
    """A dump cannot be used; the message says which file, where in it, and what to do."""


@dataclass(frozen=True)
class Position:
    """Where reading can go on: a stream's offset in the file, and the bytes of it that are done.

    Of a file that is not packed, ``offset`` alone says it.
    """

    offset: int = 0
    done: int = 0


@dataclass(frozen=True)
class Piece:
    """Some unpacked bytes, and where in the file and in its stream they begin."""

    position: Position
    content: bytes


class _Decompressor(Protocol):
    """What bz2 and zstd offer alike."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes: ...


class _Gzip:
    """zlib's decompressor with the same words as the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def needs_input(self) -> bool:
        return not self._inner.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max(max_length, 0))


def _zstd() -> _Decompressor:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        message = "reading .zst needs one more package: pip install 'liguilla[zstd]'"
        raise DumpError(message) from None
    decompressor: _Decompressor = zstd.ZstdDecompressor()
    return decompressor


_PACKED: Sequence[tuple[bytes, Callable[[], _Decompressor]]] = (
    (b"BZh", bz2.BZ2Decompressor),
    (b"\x1f\x8b", _Gzip),
    (b"\x28\xb5\x2f\xfd", _zstd),
)
_REFUSED = {b"7z\xbc\xaf": "a 7z archive", b"PK\x03\x04": "a zip archive", b"\xfd7zX": "an xz file"}


def pieces(
    file: BinaryIO, name: str, start: Position = Position(), end: int | None = None
) -> Iterator[Piece]:
    """The unpacked bytes of a dump from ``start`` on, in order.

    Takes the open file, its name for messages, where to start, and the offset of the first stream
    that is not wanted any more. Raises DumpError for a file that is packed in another way, is cut
    off or is damaged.
    """
    make = _decompressor_of(file, name)
    if make is None:
        yield from _plain(file, start, end)
        return
    skip = start.done
    for piece in _unpacked(file, name, make, start.offset, end):
        reached = piece.position.done + len(piece.content)
        if piece.position.offset > start.offset or piece.position.done >= skip:
            yield piece
        elif reached > skip:
            cut = skip - piece.position.done
            yield Piece(Position(piece.position.offset, skip), piece.content[cut:])


def _decompressor_of(file: BinaryIO, name: str) -> Callable[[], _Decompressor] | None:
    file.seek(0)
    head = file.read(4)
    for magic, what in _REFUSED.items():
        if head == magic:
            message = f"{name} is {what}, which is not read; unpack it, or pack it as .bz2 or .gz"
            raise DumpError(message)
    return next((make for magic, make in _PACKED if head.startswith(magic)), None)


def _plain(file: BinaryIO, start: Position, end: int | None) -> Iterator[Piece]:
    offset = start.offset + start.done
    file.seek(offset)
    while content := file.read(CHUNK if end is None else min(CHUNK, end - offset)):
        yield Piece(Position(offset), content)
        offset += len(content)


def _unpacked(
    file: BinaryIO, name: str, make: Callable[[], _Decompressor], offset: int, end: int | None
) -> Iterator[Piece]:
    """The pieces of all streams from the one at ``offset`` on."""
    file.seek(offset)
    waiting = b""
    while end is None or offset < end:
        waiting = waiting or file.read(CHUNK)
        if not waiting.strip(b"\0"):  # nothing more, or what some packers fill up with
            return
        decompressor, done, read = make(), 0, len(waiting)
        while not decompressor.eof:
            if decompressor.needs_input and not waiting:
                waiting = file.read(CHUNK)
                read += len(waiting)
                if not waiting:
                    raise DumpError(_cut_off(name, offset))
            content = _next(decompressor, waiting, name, offset)
            waiting = b""
            if content:
                yield Piece(Position(offset, done), content)
                done += len(content)
        waiting = decompressor.unused_data
        offset += read - len(waiting)


def _next(decompressor: _Decompressor, waiting: bytes, name: str, offset: int) -> bytes:
    try:
        return decompressor.decompress(waiting, _MOST_AT_ONCE)
    except (OSError, EOFError, ValueError, zlib.error) as error:
        message = (
            f"{name} is damaged: the packed stream that begins at byte {offset:,} cannot be "
            f"unpacked ({error}); compare its checksum and fetch it again"
        )
        raise DumpError(message) from error
    except Exception as error:  # zstd's own error is known only where zstd is installed
        if type(error).__name__ != "ZstdError":
            raise
        message = f"{name} is damaged at byte {offset:,} ({error}); fetch it again"
        raise DumpError(message) from error


def _cut_off(name: str, offset: int) -> str:
    return (
        f"{name} is cut off: the packed stream that begins at byte {offset:,} has no end; "
        "fetch the rest of it and run again"
    )


def index_of(name: str) -> str | None:
    """The file name of a multistream dump's index, by the wikis' naming; None for another dump."""
    if "multistream" not in name or "multistream-index" in name:
        return None
    return name.replace("multistream", "multistream-index", 1).replace(".xml", ".txt", 1)


def stream_offsets(index: Iterator[bytes], name: str, dump_size: int) -> list[int]:
    """Where the streams with pages begin, from the lines ``offset:page id:title`` of an index.

    Takes the unpacked lines, the index's name for messages and the size of its dump. Raises
    DumpError for what is no index, or an index of another dump.
    """
    offsets: list[int] = []
    for number, line in enumerate(index, start=1):
        text = line.split(b":", 1)[0]
        if not text.isdigit() or line.count(b":") < 2:
            message = f"{name}, line {number}: no `offset:page id:title`; is this the index?"
            raise DumpError(message)
        offset = int(text)
        if offsets and offset == offsets[-1]:
            continue
        if offset >= dump_size or (offsets and offset < offsets[-1]):
            message = (
                f"{name}, line {number}: stream at byte {offset:,} does not fit a dump of "
                f"{dump_size:,} bytes; fetch dump and index of the same date"
            )
            raise DumpError(message)
        offsets.append(offset)
    return offsets
