"""What is said between the one who asks and a slot, over a Unix socket.

A connection carries one query. The request is its length and JSON. The reply is a
head (tag, length, seconds) and then the result, or a fault as JSON; a long result
stays in a file, whose descriptor comes along with the head (SCM_RIGHTS).

A slot that the kernel ends cannot reply. Its last words, which `faulthandler`
writes from inside the signal, tell why; they begin with none of the tags.
"""

import errno
import fcntl
import json
import os
import socket
import struct
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import BinaryIO
from typing import Final

from c2c_graph import errors

_INLINE, _FILE, _FAULT = 1, 2, 3
_HEAD: Final = struct.Struct("!BQd")
_SIZE: Final = struct.Struct("!I")
_CHUNK: Final = 65536
_DESCRIPTOR: Final = socket.CMSG_SPACE(struct.calcsize("i"))
# a slot that the kernel's timer should have ended by now does not live
_GRACE_SECONDS: Final = 10.0
# the faults that a slot reports by name
_FAULTS: Final = {
    fault.__name__: fault
    for fault in (
        errors.BadRequest,
        errors.EngineUnavailable,
        errors.NoRelease,
        errors.NotAcceptable,
        errors.QueryTooLarge,
    )
}


class Death(Enum):
    """Why a slot ended in the middle of a query."""

    DEADLINE = "the deadline"
    MEMORY = "the memory or stack limit"
    OUTSIDE = "something else, such as SIGKILL"


@dataclass(frozen=True)
class Request:
    """One query; `substitutions` are terms in N-Triples by variable name."""

    text: str
    media_type: str
    release: int
    deadline_seconds: float
    substitutions: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """A whole result of `length` bytes that took so many `seconds` to make."""

    length: int
    seconds: float
    body: bytes | BinaryIO


def ask(path: str, request: Request, *, wait_seconds: float) -> Reply | Death:
    """Send `request` to a slot behind the socket at `path` and return its reply.

    Raise `errors.QueryBusy` where no slot took it within `wait_seconds`, and the
    fault that the slot reports.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(wait_seconds)
        try:
            connection.connect(path)
            connection.sendall(_encoded(request))
        except (BlockingIOError, TimeoutError):
            raise _busy(wait_seconds) from None
        except OSError as error:
            raise _unavailable(error) from error
        return _reply(connection, request, wait_seconds)


def _reply(
    connection: socket.socket, request: Request, wait_seconds: float
) -> Reply | Death:
    try:
        try:
            first = connection.recvmsg(_CHUNK, _DESCRIPTOR)
        except TimeoutError:
            if _unread(connection):
                raise _busy(wait_seconds) from None
            connection.settimeout(request.deadline_seconds + _GRACE_SECONDS)
            first = connection.recvmsg(_CHUNK, _DESCRIPTOR)
    except OSError as error:
        if error.errno == errno.ECONNRESET:
            return Death.OUTSIDE
        raise _unavailable(error) from error
    return _read_reply(connection, first[0], first[1])


def _read_reply(
    connection: socket.socket, head: bytes, descriptors: list[tuple[int, int, bytes]]
) -> Reply | Death:
    if not head or head[0] not in {_INLINE, _FILE, _FAULT}:
        return _death(connection, head)
    if len(head) < _HEAD.size:  # the kernel hands over what one `send` wrote
        return Death.OUTSIDE
    tag, length, seconds = _HEAD.unpack_from(head)
    if tag == _FILE:
        (descriptor,) = struct.unpack("i", descriptors[0][2])
        return Reply(length, seconds, os.fdopen(descriptor, "rb"))
    body = head[_HEAD.size :]
    if len(body) < length:
        body = _read_rest(connection, body, length)
    if len(body) < length:
        return Death.OUTSIDE
    if tag == _FAULT:
        raise _fault(body)
    return Reply(length, seconds, body)


def _read_rest(connection: socket.socket, body: bytes, length: int) -> bytes:
    chunks, missing = [body], length - len(body)
    while missing and (chunk := connection.recv(min(missing, 2**20))):
        chunks.append(chunk)
        missing -= len(chunk)
    return b"".join(chunks)


def _death(connection: socket.socket, words: bytes) -> Death:
    while chunk := connection.recv(_CHUNK):
        words += chunk
    if not words:
        return Death.OUTSIDE
    return Death.MEMORY if words.startswith(b"Fatal") else Death.DEADLINE


def _unread(connection: socket.socket) -> bool:
    """Return whether the other side has not yet read all that was sent."""
    answer = fcntl.ioctl(connection.fileno(), termios.TIOCOUTQ, bytes(4))
    return any(answer)


def read_request(connection: socket.socket) -> Request | None:
    """Return the request that comes in, or None where the asker has gone."""
    received = connection.recv(_CHUNK)
    if len(received) < _SIZE.size:
        return None
    (size,) = _SIZE.unpack_from(received)
    body = _read_rest(connection, received[_SIZE.size :], size)
    return Request(**json.loads(body)) if len(body) == size else None


def send_result(
    connection: socket.socket, content: bytes | BinaryIO, length: int, seconds: float
) -> None:
    """Send a whole result: its bytes, or the descriptor of the file they are in."""
    if isinstance(content, bytes):
        connection.sendall(_HEAD.pack(_INLINE, length, seconds) + content)
    else:
        head = _HEAD.pack(_FILE, length, seconds)
        socket.send_fds(connection, [head], [content.fileno()])


def send_fault(connection: socket.socket, error: errors.C2CError) -> None:
    """Send why there is no result; a fault unknown here becomes unavailability."""
    content: dict[str, str | int] = {
        "fault": type(error).__name__,
        "detail": error.detail,
    }
    if isinstance(error, errors.QuerySyntaxError):
        content |= {"line": error.line, "column": error.column, "text": error.text}
    body = json.dumps(content).encode()
    connection.sendall(_HEAD.pack(_FAULT, len(body), 0.0) + body)


def _fault(body: bytes) -> errors.C2CError:
    content = json.loads(body)
    name, detail = content.pop("fault"), content.pop("detail")
    if name == errors.QuerySyntaxError.__name__:
        return errors.QuerySyntaxError(detail, source="query", **content)
    return _FAULTS.get(name, errors.EngineUnavailable)(detail)


def _encoded(request: Request) -> bytes:
    body = json.dumps(vars(request)).encode()
    return _SIZE.pack(len(body)) + body


def _busy(wait_seconds: float) -> errors.QueryBusy:
    return errors.QueryBusy(
        f"every query slot was busy for {wait_seconds:g} s; ask again a little later"
    )


def _unavailable(error: OSError) -> errors.EngineUnavailable:
    return errors.EngineUnavailable(
        f"no query slot can be reached ({error.strerror or error}); ask again later"
    )
