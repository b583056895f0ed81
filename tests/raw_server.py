"""A server that sends bytes, so that it can break every rule of HTTP."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

OK = json.dumps({"choices": [{"message": {"content": "春风"}, "finish_reason": "stop"}]}).encode()
Sent = bytes | Iterable[bytes] | None
"""What is sent for one request before the connection is closed: bytes, pieces, or None to reset the connection."""


def response(body: bytes = OK, *headers: bytes, status: bytes = b"200 OK", length: bool = True) -> bytes:
    """Return a response as bytes."""
    lines = [b"HTTP/1.1 " + status, b"Content-Type: application/json", b"Connection: close", *headers]
    if length:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunked(pieces: Iterable[bytes], *headers: bytes) -> Iterator[bytes]:
    """Yield a response in chunks. It ends when the pieces do."""
    yield response(b"", b"Transfer-Encoding: chunked", *headers, length=False)
    for piece in pieces:
        yield b"%x\r\n%s\r\n" % (len(piece), piece)
    yield b"0\r\n\r\n"


def gzip_bomb(megabytes: int) -> bytes:
    """Return a small gzip file of that many megabytes of blanks."""
    return gzip.compress(b" " * (megabytes * 1_000_000), 1)


def events(*data: object) -> bytes:
    """Return server-sent events; what is not text is written as JSON."""
    texts = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in data]
    return "".join(f"data: {text}\n\n" for text in texts).encode()


def delta(text: str, finish: str | None = None) -> dict[str, object]:
    """Return a chunk of a streamed completion."""
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": finish}]}


@dataclass
class RawServer:
    """`script(number)` returns what is sent for the request of that number, counted from 1."""

    script: Callable[[int], Sent] = lambda number: response()
    requests: list[bytes] = field(default_factory=list)
    url: str = ""


@contextmanager
def raw_server(script: Callable[[int], Sent], tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """Run a server in threads, one for each connection; with `tls` at `https://localhost`."""
    served = RawServer(script)
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        port = listening.getsockname()[1]
        served.url = f"https://localhost:{port}/v1" if tls else f"http://127.0.0.1:{port}/v1"
        accepting = threading.Thread(target=_accept, args=(listening, served, tls), daemon=True)
        accepting.start()
        yield served
        listening.shutdown(socket.SHUT_RDWR)
    accepting.join()


def _accept(listening: socket.socket, served: RawServer, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError):
        while True:
            connection, _ = listening.accept()
            threading.Thread(target=_serve, args=(connection, served, tls), daemon=True).start()


def _serve(accepted: socket.socket, served: RawServer, tls: ssl.SSLContext | None) -> None:
    with suppress(OSError), accepted, tls.wrap_socket(accepted, server_side=True) if tls else accepted as connection:
        served.requests.append(_request(connection))
        sent = served.script(len(served.requests))
        if sent is None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        for piece in [sent] if isinstance(sent, bytes) else sent:
            connection.sendall(piece)


def _request(connection: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(2**16)
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")]
    length = int(lengths[0]) if lengths else 0
    while len(body) < length:
        body += connection.recv(2**16)
    return head + b"\r\n\r\n" + body
