"""The proxy for a URL, from `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` or the settings of the system."""

from __future__ import annotations

import ssl
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp

from selfinstruct.errors import InputError
from selfinstruct.teachers.urls import is_loopback, public_url


def http_proxy(url: str) -> str | None:
    """Return the HTTP proxy for a URL; None if there is none, or one of another kind."""
    proxy = _proxy(url)
    return None if proxy is None or _is_socks(proxy) else proxy


def connector_for(url: str, limit: int, ssl: ssl.SSLContext) -> aiohttp.BaseConnector:
    """Return a connector for a URL, through a SOCKS proxy if one is set. Raises InputError without its package."""
    proxy = _proxy(url)
    if proxy is None or not _is_socks(proxy):
        return aiohttp.TCPConnector(limit=limit, ssl=ssl)
    try:
        from aiohttp_socks import ProxyConnector
    except ImportError:
        raise InputError(
            f"{public_url(proxy)} is a SOCKS proxy; install selfinstruct[socks], set https_proxy to an HTTP proxy, or "
            "set no_proxy to the teacher's host"
        ) from None
    # `socks5h` and `socks4a` mean that the proxy resolves names; the package has a parameter for it.
    scheme = "socks4" if proxy.startswith("socks4") else "socks5"
    address = f"{scheme}:{proxy.partition(':')[2]}"
    try:
        found: aiohttp.BaseConnector = ProxyConnector.from_url(address, rdns=True, limit=limit, ssl=ssl)
    except ValueError as error:
        raise InputError(f"the proxy {public_url(proxy)} is not valid ({error}); write socks5://HOST:PORT") from None
    return found


def socks_errors(url: str) -> tuple[type[Exception], ...]:
    """Return the exceptions of a SOCKS proxy that does not connect; none if no such proxy is used."""
    proxy = _proxy(url)
    if proxy is None or not _is_socks(proxy):
        return ()
    try:
        from aiohttp_socks import ProxyConnectionError, ProxyError, ProxyTimeoutError
    except ImportError:
        return ()
    return (ProxyError, ProxyConnectionError, ProxyTimeoutError, EOFError)


def _proxy(url: str) -> str | None:
    parts = urlsplit(url)
    if is_loopback(url) or proxy_bypass(parts.netloc.rpartition("@")[2]) or proxy_bypass(parts.hostname or ""):
        return None
    found = getproxies()
    proxy = found.get(parts.scheme) or found.get("all")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def _is_socks(proxy: str) -> bool:
    return urlsplit(proxy).scheme.startswith("socks")
