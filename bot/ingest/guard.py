"""Which addresses may be asked at all: nothing inside our own network.

The check is made on the address a socket is about to connect to, after every name has
been resolved, so that neither a literal in any spelling, nor a redirect, nor a name
that resolves differently the second time gets round it.
"""

import socket
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import urlsplit

from bot.errors import Refused

AddrInfo = tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int]]
"""What ``getaddrinfo`` gives: family, type, protocol, canonical name, address."""

PORTS = frozenset({80, 443})
"""Ports below 1024 that speak HTTP; above, anything may."""
SYSTEM_PORTS = 1024
MAX_LENGTH = 2_000
"""Characters of an address, at most."""

NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: an IPv4 address in its last 32 bits."""

INSIDE = tuple(
    map(
        ip_network,
        ("192.0.0.0/24", "168.63.129.16/32", "fec0::/10", "3fff::/20"),
    )
)
"""Not of the open internet, though `ipaddress` says so, or older ones of it do: the
metadata of two clouds (Oracle's, Azure's), site-local, documentation (RFC 9637)."""

_host: ContextVar[str] = ContextVar("host")
"""The host name of the request under way; sockets are made far below it."""


def check(address: str) -> str:
    """Return the host of an address that may be asked for.

    Raises:
        Refused: it is not http(s), carries a password, or names a system port.
    """
    if len(address) > MAX_LENGTH:
        raise Refused(f"the address is longer than {MAX_LENGTH:,} characters")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"{address}: not an address ({error})") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise Refused(f"{address}: only http and https addresses are read")
    if parts.username or parts.password:
        raise Refused(f"{host}: an address with a password in it is not read")
    if port is not None and port < SYSTEM_PORTS and port not in PORTS:
        raise Refused(f"{host}: port {port} is not one of the web")
    return host


@dataclass(frozen=True, slots=True)
class Guard:
    """Makes sockets, and refuses those that would lead inside.

    ``allowed`` are hosts on private addresses that may be asked (intranets, tests).
    """

    allowed: frozenset[str] = frozenset()

    @classmethod
    def of(cls, allowed: Iterable[str]) -> "Guard":
        """Build one from the setting's host names."""
        return cls(frozenset(name.lower() for name in allowed))

    def asking(self, host: str) -> None:
        """Note which host the sockets made from here on are for."""
        _host.set(host.lower())

    def socket(self, info: AddrInfo) -> socket.socket:
        """Make a socket for an address that was resolved.

        Raises:
            Refused: the address is not a public one.
        """
        family, kind, protocol, _, address = info
        if not is_public(address[0]) and _host.get("") not in self.allowed:
            raise Refused(f"{_host.get(address[0])}: not a public address")
        made = socket.socket(family, kind, protocol)
        made.setblocking(False)  # noqa: FBT003  # its only argument
        return made


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the open internet.

    IPv4 addresses inside IPv6 ones (mapped, 6to4, Teredo, NAT64) are looked at too.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(
        each.is_global
        and not each.is_multicast
        and not each.is_reserved
        and not any(each in network for network in INSIDE)
        for each in (found, *_inside(found))
    )


def _inside(found: IPv4Address | IPv6Address) -> tuple[IPv4Address, ...]:
    if isinstance(found, IPv4Address):
        return ()
    teredo = found.teredo or ()
    nat64 = (IPv4Address(int(found) & 0xFFFF_FFFF),) if found in NAT64 else ()
    single = (found.ipv4_mapped, found.sixtofour)
    return (*teredo, *nat64, *(each for each in single if each))
