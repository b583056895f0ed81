"""URLs of teachers: validation, loopback detection, and removal of the private parts."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit, urlunsplit


def is_usable(url: str) -> bool:
    """Return True for an HTTP or HTTPS URL with a host; a port is optional but must be valid."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_loopback(url: str) -> bool:
    """Return True if a URL points to this machine. Such a URL is never reached through a proxy."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def host_of(url: str) -> str:
    """Return the host of a URL with its port; that of OpenAI for ""."""
    return urlsplit(url).netloc.rpartition("@")[2] or "api.openai.com"


def public_url(url: str) -> str:
    """Return a URL without user, password, query and fragment."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
