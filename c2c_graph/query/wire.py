"""What is said between the one who asks and a slot, over a Unix socket.

A connection carries one query. The request is its length and JSON. The reply is a
head (tag, length, seconds) and then the result, or a fault as JSON; a long result
stays in a file, whose descriptor comes along with the head (SCM_RIGHTS).

A slot that the kernel ends cannot reply. Its last words, which `faulthandler`
writes from inside the signal, tell why; they begin with none of the tags.
"""

import json
import os
import socket
import struct
import time
from collections.abc import Mapping
from collections.abc import Sequence
from enum import Enum
from typing import BinaryIO
from typing import Final
from typing import NamedTuple

from c2c_graph import errors
from c2c_graph.query.dataset import Dataset

_INLINE, _FILE, _FAULT = 1, 2, 3
_HEAD: Final = struct.Struct("!BQd")
# lengths of media type, rarities and text; release; deadline; when it was sent
_REQUEST: Final = struct.Struct("!HIIIdd")
# malloc tidies up whenever 64 KiB or more come free
_CHUNK: Final = 16384
# an asker who neither sends nor reads for so long does not hold a slot
_PATIENCE_SECONDS: Final = 10.0
# more than any last words
_MANY: Final = 2**20
# the faults that a slot reports by name
_FAULTS: Final = {
    fault.__name__: fault
    for fault in (
        errors.BadRequest,
        errors.EngineUnavailable,
        errors.NoRelease,
        errors.NotAcceptable,
        errors.QueryTooLarge,
        errors.ServiceFailed,
    )
}


# a socket without what Python adds, which takes longer to make than a query to send
Connection = socket.SocketType


class Death(Enum):
    """Why a slot ended in the middle of a query."""

    DEADLINE = "the deadline"
    MEMORY = "the memory or stack limit"
    OUTSIDE = "something else, such as SIGKILL"


class Request(NamedTuple):
    """One query; `substitutions` are terms in N-Triples by variable name.

    `sent` tells a slot when that was, by `time.monotonic`.
    """

    text: str
    media_type: str
    release: int
    deadline_seconds: float
    substitutions: Mapping[str, str]
    dataset: Dataset | None = None
    sent: float = 0.0


class Reply(NamedTuple):
    """A whole result of `length` bytes that took so many `seconds` to make."""

    length: int
    seconds: float
    body: bytes | BinaryIO


def encoded(request: Request) -> bytes:
    """Return `request` as it is sent."""
    text, media_type, release, deadline, substitutions, dataset, _ = request
    content, kind, rare = text.encode(), media_type.encode(), b""
    if substitutions or dataset:
        graphs = dataset and (dataset.default, dataset.named)
        rare = json.dumps((dict(substitutions), graphs)).encode()
    lengths = len(kind), len(rare), len(content)
    head = _REQUEST.pack(*lengths, release, deadline, time.monotonic())
    return head + kind + rare + content


def missing(content: bytes) -> int:
    """Return how many bytes may still follow the beginning `content` of a reply."""
    if not content:
        return 0
    if content[0] not in {_INLINE, _FILE, _FAULT}:
        return _MANY
    if len(content) < _HEAD.size:  # the kernel hands over what one `send` wrote
        return 0
    tag, length, _ = _HEAD.unpack_from(content)
    return 0 if tag == _FILE else max(0, _HEAD.size + length - len(content))


def decoded(content: bytes, passed: Sequence[tuple[int, int, bytes]]) -> Reply | Death:
    """Return the reply that `content` and the descriptor `passed` with it make.

    Raise the fault that the slot reports.
    """
    if len(content) < _HEAD.size or content[0] not in {_INLINE, _FILE, _FAULT}:
        return _death(content)
    tag, length, seconds = _HEAD.unpack_from(content)
    if tag == _FILE:
        if not passed:  # the kernel drops what a process has no number left for
            raise errors.EngineUnavailable(
                "too many long results are on their way here at once; ask again later"
            )
        (descriptor,) = struct.unpack("i", passed[0][2])
        return Reply(length, seconds, os.fdopen(descriptor, "rb"))
    body = content[_HEAD.size :]
    if len(body) < length:
        return Death.OUTSIDE
    if tag == _FAULT:
        raise _fault(body)
    return Reply(length, seconds, body)


def _death(words: bytes) -> Death:
    if not words or words[0] in {_INLINE, _FILE, _FAULT}:
        return Death.OUTSIDE
    return Death.MEMORY if words.startswith(b"Fatal") else Death.DEADLINE


def connection(handle: int | None = None) -> Connection:
    """Return a socket for one query: the one that `handle` is, else a new one."""
    if handle is None:
        kind = socket.SOCK_STREAM | socket.SOCK_NONBLOCK
        return Connection(socket.AF_UNIX, kind)
    return Connection(socket.AF_UNIX, socket.SOCK_STREAM, 0, handle)


def read_request(connection: Connection) -> Request | None:
    """Return the request that comes in, or None where the asker has gone."""
    try:
        received = connection.recv(_CHUNK, socket.MSG_DONTWAIT)
    except BlockingIOError:
        connection.settimeout(_PATIENCE_SECONDS)
        received = connection.recv(_CHUNK)
    if len(received) < _REQUEST.size:
        return None
    kind, rare, text, release, deadline, sent = _REQUEST.unpack_from(received)
    start, end = _REQUEST.size + kind, _REQUEST.size + kind + rare
    if len(received) < end + text:
        received = _read_rest(connection, received, end + text)
    if len(received) < end + text:
        return None
    substitutions, dataset = _rare(received[start:end]) if rare else ({}, None)
    return Request(
        received[end:].decode(),
        received[_REQUEST.size : start].decode(),
        release,
        deadline,
        substitutions,
        dataset,
        sent,
    )


def _rare(content: bytes) -> tuple[dict[str, str], Dataset | None]:
    substitutions, graphs = json.loads(content)
    return substitutions, graphs and Dataset(*map(tuple, graphs))


def _read_rest(connection: Connection, received: bytes, length: int) -> bytes:
    connection.settimeout(_PATIENCE_SECONDS)
    chunks, missing = [received], length - len(received)
    while missing and (chunk := connection.recv(min(missing, 2**20))):
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


def send_result(
    connection: Connection, content: bytes | BinaryIO, length: int, seconds: float
) -> None:
    """Send a whole result: its bytes, or the descriptor of the file they are in."""
    if isinstance(content, bytes):
        _send(connection, _HEAD.pack(_INLINE, length, seconds) + content)
    else:
        head = _HEAD.pack(_FILE, length, seconds)
        passed = struct.pack("i", content.fileno())
        connection.sendmsg([head], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, passed)])


def _send(connection: Connection, content: bytes) -> None:
    sent = connection.send(content, socket.MSG_DONTWAIT)
    if sent < len(content):
        connection.settimeout(_PATIENCE_SECONDS)
        connection.sendall(memoryview(content)[sent:])


def send_fault(connection: Connection, error: errors.C2CError) -> None:
    """Send why there is no result; a fault unknown here becomes unavailability."""
    content: dict[str, str | int] = {
        "fault": type(error).__name__,
        "detail": error.detail,
    }
    if isinstance(error, errors.QuerySyntaxError):
        content |= {"line": error.line, "column": error.column, "text": error.text}
    body = json.dumps(content).encode()
    _send(connection, _HEAD.pack(_FAULT, len(body), 0.0) + body)


def _fault(body: bytes) -> errors.C2CError:
    content = json.loads(body)
    name, detail = content.pop("fault"), content.pop("detail")
    if name == errors.QuerySyntaxError.__name__:
        return errors.QuerySyntaxError(detail, source="query", **content)
    return _FAULTS.get(name, errors.EngineUnavailable)(detail)
