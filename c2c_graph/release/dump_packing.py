"""Write a text into files, one for each packing, while it is made."""

import hashlib
import os
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import zstandard

# what a download costs counts for more here than what packing costs, once a release:
# of Turtle, gzip's level 6 takes an eighth off level 4, zstd's 9 a third off level 3
_GZIP_LEVEL: Final = 6
_ZSTD_LEVEL: Final = 9
# gzip's framing (RFC 1952) around deflate, without a name or time in it
_GZIP_WINDOW: Final = zlib.MAX_WBITS | 16


@dataclass(frozen=True)
class Packing:
    """A way to pack a file: its `name`, and the `suffix` of its files."""

    name: str
    suffix: str
    media_type: str


GZIP: Final = Packing("gzip", "gz", "application/gzip")
ZSTD: Final = Packing("zstd", "zst", "application/zstd")
PACKINGS: Final = (GZIP, ZSTD)


@dataclass(frozen=True)
class Written:
    """A file at `path`, whose `sha256` (hex) and size are those of its bytes."""

    path: Path
    packing: Packing
    bytes: int
    sha256: str
    content_sha256: str


class PackedText:
    """Writes one text to `folder`, as the file `stem` in each of `packings`.

    The same pieces give the same bytes. The files are durable once `finish` returns.
    """

    def __init__(self, folder: Path, stem: str, packings: tuple[Packing, ...]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._content = hashlib.sha256()
        self._files = [_PackedFile(folder, stem, packing) for packing in packings]

    def write(self, piece: bytes) -> None:
        """Append `piece`; raise `OSError` where the disk is full."""
        self._content.update(piece)
        for file in self._files:
            file.write(piece)

    def finish(self) -> tuple[Written, ...]:
        """Return the files, whole."""
        content = self._content.hexdigest()
        return tuple(file.finish(content) for file in self._files)

    def close(self) -> None:
        """Let go of the files, whole or not."""
        for file in self._files:
            file.close()


class _PackedFile:
    def __init__(self, folder: Path, stem: str, packing: Packing) -> None:
        self._path = folder / f"{stem}.{packing.suffix}"
        self._packing = packing
        self._pack, self._rest = _packer(packing)
        self._digest = hashlib.sha256()
        self._bytes = 0
        self._file = self._path.open("wb")

    def write(self, piece: bytes) -> None:
        self._put(self._pack(piece))

    def _put(self, packed: bytes) -> None:
        self._digest.update(packed)
        self._bytes += len(packed)
        self._file.write(packed)

    def finish(self, content: str) -> Written:
        self._put(self._rest())
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        digest = self._digest.hexdigest()
        return Written(self._path, self._packing, self._bytes, digest, content)

    def close(self) -> None:
        self._file.close()


def _packer(packing: Packing) -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    if packing is GZIP:
        deflate = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        return deflate.compress, deflate.flush
    # the checksum lets `zstd -t` find damage, as gzip's own does (RFC 8878 §3.1.1)
    zstd = zstandard.ZstdCompressor(_ZSTD_LEVEL, write_checksum=True).compressobj()
    return zstd.compress, zstd.flush
