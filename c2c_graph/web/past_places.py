"""Where a document and its past states answer, and the links between them (RFC 7089).

The original resource is its own TimeGate, and sends on to mementos that have
addresses of their own: pattern 1.1 (§4.1.1). The document at `/doc/x` and each of its
variants, such as `/doc/x.ttl`, are original resources.
"""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug.http import http_date

from c2c_graph.web import addresses
from c2c_graph.web.asked import Asked
from c2c_graph.web.past_states import State

LINK_FORMAT: Final = "application/link-format"
_HOST: Final = re.compile(r"[A-Za-z0-9.:_\[\]-]{1,255}")


@dataclass(frozen=True)
class Place:
    """The original resource at `path`, encoded, on the server reached as `base`."""

    base: str
    path: str

    @property
    def original(self) -> str:
        """Return the address of the document as it is now."""
        return self.base + self.path

    @property
    def timemap(self) -> str:
        """Return the address of the list of its past states."""
        return f"{self.base}/timemap/link{self.path}"

    def memento(self, number: int) -> str:
        """Return the address of its state in release `number`."""
        return f"{self.base}/releases/{number}{self.path}"

    def redirection(self, number: int, query: bytes) -> str:
        """Return where to send who asks for the state in release `number`.

        The address is relative, so that it holds behind any proxy.
        """
        asked = f"?{query.decode('latin-1')}" if query else ""
        return f"/releases/{number}{self.path}{asked}"

    def links(self) -> Iterator[str]:
        """Yield the links that every answer about it has (RFC 7089 §2.2)."""
        yield f'<{self.original}>; rel="original timegate"'
        yield f'<{self.timemap}>; rel="timemap"; type="{LINK_FORMAT}"'

    def mementos(self, states: Sequence[State], here: State | None) -> Iterator[str]:
        """Yield the links to the first and last memento, and those around `here`."""
        wanted: dict[int, list[str]] = {}
        for rel, state in _around([s for s in states if s.exists], here):
            wanted.setdefault(state.number, []).append(rel)
        made = {state.number: state.made for state in states}
        for number in sorted(wanted):
            rels = " ".join(filter(None, [*wanted[number], "memento"]))
            when = http_date(made[number])
            yield f'<{self.memento(number)}>; rel="{rels}"; datetime="{when}"'


def links(path: str) -> Iterator[str]:
    """Yield the links from the document at `path`, encoded, to its past states."""
    yield f'<{path}>; rel="original timegate"'
    yield f'</timemap/link{path}>; rel="timemap"; type="{LINK_FORMAT}"'


@dataclass(frozen=True)
class Past:
    """A document of the past: its address without suffix, and that of its present."""

    address: str
    present: str


def place_of(asked: Asked, stem: str) -> Place:
    """Return the place of the document at the decoded path `stem`, on the host asked.

    Addresses are absolute, as clients of RFC 7089 expect; a host that could not be one
    is not repeated.
    """
    host = asked.headers.get("host", "")
    base = f"{asked.scheme}://{host if _HOST.fullmatch(host) else 'localhost'}"
    return Place(base, addresses.encoded(stem))


def _around(states: Sequence[State], here: State | None) -> Iterator[tuple[str, State]]:
    """Yield the states that an answer links to, each with its relation, "" for here."""
    if not states:
        return
    yield "first", states[0]
    yield "last", states[-1]
    if here is None:
        return
    before = [state for state in states if state.number < here.number]
    after = [state for state in states if state.number > here.number]
    yield from (("prev", state) for state in before[-1:])
    yield from (("", state) for state in states if state == here)
    yield from (("next", state) for state in after[:1])
