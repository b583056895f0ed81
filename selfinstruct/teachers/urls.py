"""Addresses of teachers: whether one can be used or is on this machine, and what of it may be shown."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit


def is_usable(url: str) -> bool:
    """Whether this is an HTTP address with a host and, if any, a port that there is."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Whether an address is on this machine; such a one is never reached through a proxy."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def public_url(url: str) -> str:
    """An address without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
