"""Which addresses the fetcher may connect to.

The address is judged where it counts: at the moment a socket is made for it, after
redirects, name resolution and every odd spelling of an IP address are done with. So a
name that resolves to 127.0.0.1, `0x7f000001` and `[::ffff:127.0.0.1]` all end at the
same question. Registries: RFC 6890 (special-purpose addresses), RFC 6052 (NAT64),
RFC 3056 (6to4), RFC 4380 (Teredo).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from typing import Any

from readout.errors import HardError
from readout.sources.urls import Address, parse_address

AddrInfo = tuple[int, int, int, str, tuple[Any, ...]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_V4_COMPATIBLE = ipaddress.ip_network("::/96")


class BlockedAddress(OSError):
    """Raised instead of making a socket; an OSError, so that the client's own handling
    of failed connections carries it out."""


def is_public(address: Address) -> bool:
    """True for an address that is globally reachable unicast, in every layer: an IPv6
    address that carries an IPv4 one is as public as the one it carries."""
    if isinstance(address, ipaddress.IPv6Address):
        carried = _carried_ipv4(address)
        if carried is not None:
            return is_public(carried)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _carried_ipv4(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _V4_COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _pairs(texts: Iterable[str]) -> set[tuple[Address | None, int]]:
    """Those of `host:port` whose host is an IP address."""
    found: set[tuple[Address | None, int]] = set()
    for text in texts:
        host, _, port = text.rpartition(":")
        address = parse_address(host)
        if address is not None and port.isascii() and port.isdigit():
            found.add((address, int(port)))
    return found


class AddressGuard:
    """Decides on addresses and makes the sockets for those it lets through.

    Args:
        allow_hosts: `host:port` pairs (names or IP addresses) that may be reached
            although they are not public.
        proxies: `host:port` pairs of the user's own proxies. Sockets to them are made,
            but a URL that names one is judged like any other.
    """

    def __init__(self, allow_hosts: Iterable[str] = (), proxies: Iterable[str] = ()) -> None:
        self._listed = frozenset(pair.strip().lower() for pair in allow_hosts)
        self._open = _pairs(self._listed)
        self._proxy_names = frozenset(pair.strip().lower() for pair in proxies)
        self._proxies = _pairs(self._proxy_names)

    def lists(self, host: str, port: int) -> bool:
        """True when `host:port` stands on the allow-list, as spelt there."""
        return f"{host.lower()}:{port}" in self._listed

    def refusal(self, shown: str, host: str, port: int, why: str) -> HardError:
        """What to say of a host that must not be asked: the setting that lets it be asked, with
        the whole value that it would have."""
        named = f"[{host}]" if ":" in host else host
        value = ",".join(sorted(self._listed | {f"{named.lower()}:{port}"}))
        return HardError(
            "The address is not public and was not asked",
            resource=shown,
            why=why,
            mend=f"if the host is your own: export READOUT_ALLOW_HOSTS={value}, or that line "
            "without export in settings.env of the home, which every start and command reads",
        )

    def resolved(self, host: str, port: int, addresses: Iterable[str]) -> None:
        """Take note of what a name stands for: connections to the addresses of a listed
        name, and of a proxy's, are let through."""
        found = {(parse_address(text), port) for text in addresses}
        if self.lists(host, port):
            self._open |= found
        elif f"{host.lower()}:{port}" in self._proxy_names:
            self._proxies |= found

    def problem(self, host: str, port: int) -> str | None:
        """Why this host of a URL must not be asked, None when it may or is a name.

        Only needed where a proxy makes the connection and this process never sees the
        address; it also gives the clearer message before any socket is made.
        """
        address = parse_address(host)
        if address is None or is_public(address) or (address, port) in self._open:
            return None
        return f"{address} is not a public address"

    def socket(self, info: AddrInfo) -> socket.socket:
        """Make the socket for one resolved address (aiohttp's `socket_factory`).

        Raises:
            BlockedAddress: the address is neither public nor allowed.
        """
        family, kind, protocol, _, target = info
        address = parse_address(str(target[0]))
        port = int(target[1])
        allowed = (address, port) in self._open or (address, port) in self._proxies
        if address is None or not (is_public(address) or allowed):
            raise BlockedAddress(f"{target[0]} port {port} is not a public address")
        return socket.socket(family=family, type=kind, proto=protocol)
