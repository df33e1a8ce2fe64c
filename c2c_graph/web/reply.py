"""An answer before it is sent: status, headers, and a body in memory or in pieces."""

import json
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Any
from typing import BinaryIO
from typing import Final

from c2c_graph.web import negotiate

Headers = list[tuple[str, str]]
# those that many answers share, as a key to what was made of them
UsualHeaders = tuple[tuple[str, str], ...]

PIECE: Final = 256 * 1024


@dataclass
class Pieces:
    """A long body: bytes in pieces, read by a thread; `let_go` is called once."""

    source: Iterator[bytes]
    let_go: Callable[[], object]

    def close(self) -> None:
        """Let go of where the bytes come from, sent or not."""
        let_go, self.let_go = self.let_go, _nothing
        let_go()


@dataclass
class Reply:
    """What is answered; `endpoint` is its name in metrics.

    `lasting`: it may be sent again for the same request until the release changes;
    the headers in `fleeting` are for this time only. Those in `usual`, where there are
    any, are shared with many answers: `headers` has but Content-Length and ETag more.
    """

    status: int
    headers: Headers
    body: bytes | Pieces
    endpoint: str
    release: int | None = None
    lasting: bool = False
    fleeting: Headers = field(default_factory=list)
    usual: UsualHeaders = ()

    def header(self, name: str) -> str:
        """Return the first header called `name` (lower-case), empty without one."""
        for given, value in self.headers:
            if given.lower() == name:
                return value
        return ""

    def set_header(self, name: str, value: str) -> None:
        """Give the header `name` the one value."""
        lower = name.lower()
        rest = [pair for pair in self.headers if pair[0].lower() != lower]
        self.headers = [*rest, (name, value)]

    @property
    def length(self) -> int:
        """Return how many bytes the body has, as far as the headers tell."""
        if isinstance(self.body, bytes):
            return len(self.body)
        return int(self.header("content-length") or 0)

    def close(self) -> None:
        """Let go of a body that is not sent."""
        if isinstance(self.body, Pieces):
            self.body.close()


def _nothing() -> None:
    """Let go of nothing: that is done already."""


def pieces_of(file: BinaryIO) -> Pieces:
    """Return the bytes of `file` from where it stands, in pieces."""
    return Pieces(iter(lambda: file.read(PIECE), b""), file.close)


def problem_reply(problem: dict[str, Any], headers: Headers, endpoint: str) -> Reply:
    """Return the problem document `problem` (RFC 9457) as an answer."""
    body = json.dumps(problem, ensure_ascii=False).encode() + b"\n"
    own = [
        ("Content-Type", negotiate.PROBLEM),
        ("Cache-Control", "no-store"),
        ("Vary", "Accept"),
    ]
    return Reply(problem["status"], own + headers, body, endpoint)
