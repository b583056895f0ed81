"""URLs of teachers: validation, loopback detection, paths below the base URL, and removal of the private parts."""

from __future__ import annotations

import ipaddress
from base64 import b64encode
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

OPENAI = "https://api.openai.com/v1"
CHAT = "/chat/completions"
VERSION = "/v1"
"""The path of most APIs, which is tried below an address without a path."""
_PUBLIC_PARAMETERS = frozenset({"api-version"})
"""Parameters of a query that are no secret. Azure needs this one."""


def each_of(base_urls: str) -> tuple[str, ...]:
    """Split a setting with several base URLs, which are separated by spaces; ("",) for OpenAI's own."""
    return tuple(base_urls.split()) or ("",)


def is_usable(url: str) -> bool:
    """Return True for an HTTP or HTTPS URL with a host; a port is optional but must be valid."""
    try:
        parts = urlsplit(url)
        (parts.hostname or "").encode("idna")
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


def has_path(url: str) -> bool:
    """Return True if a base URL has a path, such as `/v1`."""
    return bool(urlsplit(url or OPENAI).path.strip("/"))


def below(base_url: str, path: str) -> str:
    """Return the URL of a path below a base URL, without user and password. Its query is kept.

    The base URL may be that of chat completions.
    """
    parts = urlsplit(base_url or OPENAI)
    start = parts.path.rstrip("/").removesuffix(CHAT)
    return urlunsplit((parts.scheme, _host(parts.netloc), start + path, parts.query, ""))


def has_login(base_url: str) -> bool:
    """Return True for a base URL with user and password."""
    return "@" in urlsplit(base_url).netloc


def authorization(base_url: str, key: str) -> str:
    """Return the header that proves who sends a request: user and password of the base URL, otherwise the key."""
    login = urlsplit(base_url).netloc.rpartition("@")[0]
    return f"Basic {b64encode(unquote(login).encode()).decode()}" if login else f"Bearer {key}"


def secrets_of(base_url: str) -> tuple[str, ...]:
    """Return the password of a base URL and the possible secrets in its query, in every form in which they are sent."""
    parts = urlsplit(base_url)
    pairs = [pair.partition("=") for pair in parts.query.split("&")]
    values = [value if sign else name for name, sign, value in pairs if name not in _PUBLIC_PARAMETERS]
    password = parts.password or parts.username or ""
    basic = authorization(base_url, "").partition(" ")[2]
    texts = (password, basic, *values)
    return tuple(dict.fromkeys(filter(None, (*texts, *map(unquote, texts)))))


def guess_public(text: str) -> str:
    """Return what is not secret in a text that should be a URL but is none."""
    return text.rpartition("@")[2].partition("?")[0]


def host_of(url: str) -> str:
    """Return the host of a URL with its port; that of OpenAI for ""."""
    return _host(urlsplit(url or OPENAI).netloc)


def public_url(url: str) -> str:
    """Return a URL without user, password and fragment, and without what may be a secret in its query."""
    parts = urlsplit(url)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if name in _PUBLIC_PARAMETERS])
    return urlunsplit((parts.scheme, _host(parts.netloc), parts.path, query, ""))


def public_urls(base_urls: str) -> str:
    """Return a setting with several base URLs without their private parts."""
    return " ".join(public_url(url) for url in each_of(base_urls))


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2]
