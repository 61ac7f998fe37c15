"""Whom this server listens to: a page elsewhere must not reach it by a name."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from local_sheets.errors import ApiError

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def served_hosts(bound: str) -> frozenset[str]:
    """Return the names that a server listening on an address answers to."""
    return LOOPBACK | {bound.strip("[]").lower()}


def check_host(host: str, origin: str, served: Iterable[str]) -> None:
    """Refuse a call meant for another host, or sent by a page of another one.

    A name that an attacker lets point here (DNS rebinding) stands in the Host header.

    Args:
        host: the Host header; empty from programs too old to send one.
        origin: the Origin header; empty unless a page of a browser calls.
        served: names this server answers to.

    Raises:
        ApiError: 403, in our own words.
    """
    known = frozenset(served)
    if host and not _is_served(f"//{host}", known):
        raise ApiError(403, "local_sheets does not serve this Host.")
    if origin and not _is_served(origin, known):
        raise ApiError(403, "local_sheets does not answer pages of this Origin.")


def _is_served(address: str, served: frozenset[str]) -> bool:
    try:
        name = urlsplit(address).hostname or "?"
    except ValueError:
        return False
    if name in served:
        return True
    # No name server answers for a number, so none can be made to point here.
    return _number(name) is not None and any(
        bound.is_unspecified for bound in map(_number, served) if bound
    )


def _number(name: str) -> IPv4Address | IPv6Address | None:
    """Return a host as an address; None for one that is a name."""
    try:
        return ip_address(name)
    except ValueError:
        return None
