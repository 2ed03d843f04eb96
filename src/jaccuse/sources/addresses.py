"""Which addresses of the net may be asked: public ones only."""

from __future__ import annotations

import socket
import threading
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

from ..errors import FetchError, ForbiddenAddress

_NAT64 = IPv6Network("64:ff9b::/96")
# Reserved by IANA, but public to older versions of `ipaddress`.
_RESERVED = tuple(map(ip_network, ("64:ff9b:1::/48", "100::/64", "3fff::/20", "5f00::/16", "192.0.0.0/24", "192.88.99.0/24")))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public net: not private, loopback, link-local, shared, multicast or reserved.

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are public only if that one is as well.
    """
    try:
        given = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return _public(given) and all(map(_public, _carried(given)))


def _public(given: IPv4Address | IPv6Address) -> bool:
    if isinstance(given, IPv6Address):
        if given.ipv4_mapped is not None:
            return _public(given.ipv4_mapped)
        if given.is_site_local:
            return False
        if given in _NAT64:
            return True
    if any(given in network for network in _RESERVED if network.version == given.version):
        return False
    return given.is_global and not (given.is_multicast or given.is_reserved or given.is_unspecified or given.is_loopback)


def _carried(given: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(given, IPv4Address):
        return []
    found = [given.ipv4_mapped, given.sixtofour, *(given.teredo or ())]
    if given in _NAT64 or int(given) >> 32 == 0:
        found.append(IPv4Address(int(given) & 0xFFFFFFFF))
    return [one for one in found if one is not None]


def resolve(host: str, port: int, seconds: float, source: str) -> list[str]:
    """The IP addresses of a host, in the system's order, within so many seconds.

    Raises:
        FetchError: there is no such host, or the answer is too slow.
    """
    answer: list[str] = []
    failure: list[Exception] = []

    def ask() -> None:
        try:
            answer.extend(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failure.append(error)

    # The system's resolver knows no time limit of its own.
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if thread.is_alive():
        raise FetchError(f"looking up {host} took too long", source=source)
    if failure or not answer:
        raise FetchError(f"there is no host {host}", source=source, remedy="check the address and the network")
    return list(dict.fromkeys(answer))


def public_addresses(host: str, port: int, seconds: float, source: str) -> list[str]:
    """The addresses of a host if all of them are public.

    Raises:
        ForbiddenAddress: one of them is not.
        FetchError: see `resolve`.
    """
    found = resolve(host, port, seconds, source)
    for address in found:
        if not is_public(address):
            raise ForbiddenAddress(
                f"{address} is in no public network" if host == address else f"{host} is {address}, in no public network",
                source=source,
                remedy="save the page and read the file",
            )
    return found
