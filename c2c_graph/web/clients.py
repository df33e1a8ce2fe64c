"""Name the client that a request counts for: an address, or a network of IPv6."""

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Address
from ipaddress import IPv4Network
from ipaddress import IPv6Address
from ipaddress import IPv6Network
from ipaddress import ip_address
from ipaddress import ip_network
from typing import Final

from c2c_graph import errors
from c2c_graph.settings import Settings

# an IPv6 client has a whole network of addresses
_NETWORK_BITS: Final = 64
_REMEMBERED: Final = 4096
# of a long header the end is read: what comes before it passed more proxies than any
# operator has; and what is remembered stays small
_READ: Final = 256

_SCHEMES: Final = ("http", "https")

_Address = IPv4Address | IPv6Address
_Network = IPv4Network | IPv6Network


class ClientNames:
    """Names clients by the address that connects, or by what a trusted proxy tells.

    Raise `errors.InvalidSetting` where `settings.trusted_proxies` names something
    other than addresses and networks.
    """

    def __init__(self, settings: Settings) -> None:
        self._trusted = tuple(map(_network, settings.trusted_proxies.split()))
        self._known = lru_cache(_REMEMBERED)(self._found)

    def name(self, peer: str, forwarded: str) -> str:
        """Return who asks: `198.51.100.7`, `2001:db8:1:2::/64`, or `peer` as it is.

        `peer` is the address that connected; `forwarded` all its `X-Forwarded-For`
        fields, joined by commas. They count where `peer` is a trusted proxy: read
        from the right over trusted proxies to the first address that is none.
        """
        if not self._trusted:
            return self._known(peer, "")
        return self._known(peer, forwarded[-_READ:])

    @property
    def behind_proxies(self) -> bool:
        """Return whether any proxy is trusted."""
        return bool(self._trusted)

    def scheme(self, peer: str, forwarded: str, scheme: str) -> str:
        """Return the scheme of the address that was asked: `http` or `https`.

        `forwarded` is `X-Forwarded-Proto`, which counts where `peer` is a trusted
        proxy: it may end TLS, and the connection to us has the `scheme` of none.
        """
        client = _parsed(peer)
        told = forwarded.rpartition(",")[2].strip().lower()
        trusted = client is not None and self._trusts(client)
        return told if trusted and told in _SCHEMES else scheme

    def _found(self, peer: str, forwarded: str) -> str:
        client = _parsed(peer)
        if client is None:
            return peer
        for told in _from_the_right(forwarded):
            if not self._trusts(client) or told is None:
                break
            client = told
        return _name(client)

    def _trusts(self, address: _Address) -> bool:
        return any(address in network for network in self._trusted)


def _network(text: str) -> _Network:
    try:
        return ip_network(_parsed(text) or text)
    except ValueError as error:
        raise errors.InvalidSetting(
            f"C2C_TRUSTED_PROXIES={text!r}: {error}; give addresses or networks such "
            "as 127.0.0.1 or 10.0.0.0/8, separated by spaces"
        ) from None


def _from_the_right(forwarded: str) -> Iterator[_Address | None]:
    """Yield the addresses that proxies have added, last first; None for nonsense."""
    if forwarded:
        for part in reversed(forwarded.split(",")):
            yield _parsed(_without_port(part.strip()))


def _without_port(text: str) -> str:
    """Return the address in `192.0.2.1:80` or `[2001:db8::1]:80`, as some add it."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


def _parsed(text: str) -> _Address | None:
    """Return the address, an IPv4 one where IPv6 only carries it, or None."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _name(address: _Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, _NETWORK_BITS), strict=False))
    return str(address)
