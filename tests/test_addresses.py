"""Certificates and proxies on the way to a teacher."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import trustme
from loopback import Command
from raw_server import RawServer, raw_server, response
from test_wire import ask, paths, text_of

from selfinstruct.errors import InputError, TeacherUnreachable
from selfinstruct.teachers.urls import public_url, public_urls

REMOTE = "http://teacher.example/v1"


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def test_a_certificate_in_ssl_cert_file_is_trusted_on_loopback(
    authority: trustme.CA, tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    with raw_server(lambda _: response(), tls) as server:
        assert text_of(ask(server.url)[0]) == "春风"


def test_an_unknown_certificate_is_named(tls: ssl.SSLContext) -> None:
    with (
        raw_server(lambda _: response(), tls) as server,
        pytest.raises(TeacherUnreachable, match="certificate verify failed"),
    ):
        ask(server.url)
    assert server.requests == []


@contextmanager
def socks_proxy(served: RawServer) -> Iterator[tuple[str, list[bytes]]]:
    """A SOCKS5 proxy (RFC 1928) without login that connects every name to one server. Yields its host and the names."""
    names: list[bytes] = []
    port = int(served.url.rpartition(":")[2].partition("/")[0])

    def pump(source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(2**16):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def serve(client: socket.socket) -> None:
        with suppress(OSError), client, socket.create_connection(("127.0.0.1", port)) as target:
            client.recv(2 + 255)
            client.sendall(b"\x05\x00")
            names.append(client.recv(2**10)[5:-2])
            client.sendall(b"\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x00")
            back = threading.Thread(target=pump, args=(target, client), daemon=True)
            back.start()
            pump(client, target)
            back.join()

    def accept(listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, args=(listening,), daemon=True).start()
        yield f"127.0.0.1:{listening.getsockname()[1]}", names
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
@pytest.mark.parametrize("variable", ["all_proxy", "http_proxy"])
def test_a_socks_proxy_is_used(scheme: str, variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(lambda _: response()) as server, socks_proxy(server) as (host, names):
        monkeypatch.setenv(variable, f"{scheme}://{host}")
        assert text_of(ask(REMOTE)[0]) == "春风"
    assert names == [b"teacher.example"]


def test_a_socks_proxy_without_its_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://me:secret@127.0.0.1:9")
    monkeypatch.setitem(__import__("sys").modules, "aiohttp_socks", None)
    with pytest.raises(InputError, match=r"socks5://127\.0\.0\.1:9 is a SOCKS proxy; install selfinstruct\[socks\]"):
        ask(REMOTE)


@pytest.mark.parametrize("scheme", ["http://", ""])
@pytest.mark.parametrize("variable", ["http_proxy", "all_proxy"])
def test_an_http_proxy_is_used(variable: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(lambda _: response()) as proxy:
        host = proxy.url.removeprefix("http://").removesuffix("/v1")
        monkeypatch.setenv(variable, f"{scheme}{host}")
        assert text_of(ask(REMOTE)[0]) == "春风"
    assert paths(proxy) == ["http://teacher.example/v1/chat/completions"]


def test_no_proxy_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    with raw_server(lambda _: response()) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/v1"))
        monkeypatch.setenv("no_proxy", "localhost,.example")
        with pytest.raises(TeacherUnreachable):
            ask(REMOTE)
    assert proxy.requests == []


@pytest.mark.parametrize(
    ("url", "public"),
    [
        ("https://me:secret@a.example:8443/v1", "https://a.example:8443/v1"),
        ("https://a.example/v1?key=secret&api-version=2024-10-21#top", "https://a.example/v1?api-version=2024-10-21"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1"),
        ("", ""),
    ],
)
def test_an_address_is_shown_and_stored_without_secrets(url: str, public: str) -> None:
    assert public_url(url) == public
    assert public_urls(f"{url} {url}") == f"{public} {public}".strip()


@pytest.mark.parametrize("answer", [b"", b"\x05\xff", b"HTTP/1.1 400 Bad Request\r\n\r\n"])
def test_a_socks_proxy_that_does_not_connect_is_named(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def refuse() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    with client:
                        client.recv(2**10)
                        client.sendall(answer)

        threading.Thread(target=refuse, daemon=True).start()
        monkeypatch.setenv("all_proxy", f"socks://127.0.0.1:{listening.getsockname()[1]}")
        with pytest.raises(TeacherUnreachable, match="the SOCKS proxy does not connect"):
            ask(REMOTE)
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("variable", ["all_proxy", "http_proxy"])
def test_the_models_are_listed_through_a_socks_proxy(
    variable: str, console: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    models = response(b'{"data": [{"id": "m-1"}]}')
    with raw_server(lambda _: models) as server, socks_proxy(server) as (host, names):
        monkeypatch.setenv(variable, f"socks5h://{host}")
        assert "offers: m-1)" in console("generate", "--n", "5", "--base-url", REMOTE).err
    assert names == [b"teacher.example"]


def test_the_models_are_listed_with_a_certificate_in_ssl_cert_file(
    authority: trustme.CA, tls: ssl.SSLContext, console: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(path)
    models = response(b'{"data": [{"id": "m-1"}]}')
    with raw_server(lambda _: models, tls) as server:
        assert "certificate verify failed" in console("generate", "--n", "5", "--base-url", server.url).err
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        assert "offers: m-1)" in console("generate", "--n", "5", "--base-url", server.url).err


def test_a_list_of_models_that_is_no_http_is_left_out(console: Command) -> None:
    with raw_server(lambda _: b"\x05\xff garbage") as server:
        done = console("generate", "--n", "5", "--base-url", server.url)
    assert (done.code, "does not list its models" in done.err) == (2, True)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_a_password_is_named_within_seconds(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = response(b"log in first", status=b"407 Proxy Authentication Required")
    with raw_server(lambda _: refused) as proxy:
        monkeypatch.setenv(f"{scheme}_proxy", proxy.url.removesuffix("/v1"))
        with pytest.raises(TeacherUnreachable, match=r"cannot be reached \(the proxy says 407: "):
            ask(REMOTE.replace("http:", f"{scheme}:"))


def test_a_proxy_without_a_port_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("all_proxy", "socks5://proxy.example")
    with pytest.raises(InputError, match="write socks5://HOST:PORT"):
        ask(REMOTE)


def test_the_words_of_an_http_proxy_that_refuses_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = response(b"", status=b"407 Proxy Authentication Required")
    with raw_server(lambda _: refused) as proxy:
        monkeypatch.setenv("https_proxy", proxy.url.removesuffix("/v1"))
        with pytest.raises(TeacherUnreachable, match="the proxy says 407: Proxy Authentication Required"):
            ask(REMOTE.replace("http:", "https:"))
