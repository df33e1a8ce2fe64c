"""Share the query slots among clients: one client gets at most half of them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from ipaddress import IPv4Address
from ipaddress import IPv6Address
from ipaddress import ip_address
from ipaddress import ip_network
from typing import Final

from c2c_graph import errors

# an IPv6 client has a whole network of addresses
_NETWORK_BITS: Final = 64

_Address = IPv4Address | IPv6Address


@dataclass
class _Line:
    """The queries of one client: those that have a seat, and all with those waiting."""

    seats: threading.Semaphore
    length: int = field(default=0)


class Shares:
    """Seats for the queries of each client in one worker.

    A client has `seats` queries at slots and `longest` in all; the seats of all
    workers together are half of the slots, or one a worker where that is more.
    """

    def __init__(self, seats: int, longest: int) -> None:
        self._seats = seats
        self._longest = longest
        self._lines: dict[str, _Line] = {}
        self._lock = threading.Lock()

    @contextmanager
    def seat(self, client: str, patience_seconds: float) -> Iterator[None]:
        """Hold one seat of `client`; without a name there is no limit.

        Raise `errors.QueryBusy` where none gets free in time.
        """
        if not client:
            yield
            return
        line = self._enter(client)
        try:
            if not line.seats.acquire(timeout=patience_seconds):
                raise _busy(f"for {patience_seconds:g} s")
            try:
                yield
            finally:
                line.seats.release()
        finally:
            self._leave(client, line)

    def _enter(self, client: str) -> _Line:
        with self._lock:
            line = self._lines.get(client)
            if line is None:
                line = self._lines[client] = _Line(threading.Semaphore(self._seats))
            if line.length >= self._longest:
                raise _busy("and more are waiting")
            line.length += 1
            return line

    def _leave(self, client: str, line: _Line) -> None:
        with self._lock:
            line.length -= 1
            if not line.length:
                del self._lines[client]


def client_of(peer: str, forwarded: str) -> str:
    """Return the name of a client from its address and `X-Forwarded-For`.

    What a proxy of ours, which has a private address, tells last is believed.
    Empty for who asks on this machine itself.
    """
    told = forwarded.rpartition(",")[2].strip()
    try:
        address = _address(peer)
        if address.is_private and told:
            return _name(_address(told))
        return "" if address.is_loopback else _name(address)
    except ValueError:
        return peer


def _address(text: str) -> _Address:
    address = ip_address(text)
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _name(address: _Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _NETWORK_BITS), strict=False))
    return str(address)


def _busy(how: str) -> errors.QueryBusy:
    return errors.QueryBusy(
        f"other queries from your address have its share of the query slots {how}; "
        "ask one after another"
    )
