"""Compress answers for those who accept it (RFC 9110 §8.4, §12.5.3; RFC 8878)."""

import gzip
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import zstandard
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

# a shorter body fits one packet anyway
SHORTEST: Final = 1_024
# the best ratio for the time: levels above cost several times as much
_GZIP_LEVEL: Final = 5
_ZSTD_LEVEL: Final = 3
# gzip's framing (RFC 1952) around deflate
_GZIP_WINDOW: Final = zlib.MAX_WBITS | 16
_TYPES: Final = ("text/", "application/", "image/svg+xml")
_PACKED: Final = ("application/gzip", "application/zstd", "application/octet-stream")


@lru_cache(256)
def choose(accepted: str) -> str:
    """Return the coding to use for the Accept-Encoding header, empty for none."""
    if not accepted:
        return ""
    qualities = parse_accept_header(accepted, Accept)
    best = max(("zstd", "gzip"), key=qualities.quality)
    return best if qualities.quality(best) > 0 else ""


def is_compressible(content_type: str) -> bool:
    """Return whether bodies of this type get smaller by compression."""
    return content_type.startswith(_TYPES) and not content_type.startswith(_PACKED)


def is_worthwhile(content_type: str, length: int) -> bool:
    """Return whether a body of this type and length is compressed."""
    return length >= SHORTEST and is_compressible(content_type)


def compressed(coding: str, body: bytes) -> bytes:
    """Return `body` in `coding`; the same bytes each time."""
    if coding == "gzip":
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return zstandard.ZstdCompressor(_ZSTD_LEVEL).compress(body)


def pieces(coding: str, source: Iterator[bytes]) -> Iterator[bytes]:
    """Yield `source` in `coding`, piece by piece."""
    compress, finish = _compressor(coding)
    for piece in source:
        if packed := compress(piece):
            yield packed
    yield finish()


def _compressor(coding: str) -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    if coding == "gzip":
        deflate = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        return deflate.compress, deflate.flush
    zstd = zstandard.ZstdCompressor(_ZSTD_LEVEL).compressobj()
    return zstd.compress, zstd.flush
