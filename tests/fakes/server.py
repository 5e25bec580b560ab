"""A loopback server that speaks plain HTTP and can misbehave below it, where a library of
handlers would be too polite.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass
class Request:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What to send and how: `manner` names a misbehaviour of the transport."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(
        default_factory=lambda: {"Content-Type": "application/json; charset=utf-8"}
    )
    manner: str = "whole"


class Server:
    """Answers each connection in a thread of its own until it is closed; by TLS with a context."""

    def __init__(
        self, answer: Callable[[Request], Reply], context: ssl.SSLContext | None = None
    ) -> None:
        self.requests: list[Request] = []
        self._answer = answer
        self._context = context
        self._closed = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._connections: list[socket.socket] = []
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    def close(self) -> None:
        """Drop every connection, those that hang too."""
        self._closed.set()
        self._socket.close()
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.close()

    def _serve(self) -> None:
        while not self._closed.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self._connections.append(connection)
            threading.Thread(target=self._handle, args=(connection,), daemon=True).start()

    def _handle(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), self._secure(connection) as connection:
            while request := _read(connection):
                self.requests.append(request)
                reply = self._answer(request)
                if not self._send(connection, reply):
                    return

    def _secure(self, connection: socket.socket) -> socket.socket:
        if self._context is None:
            return connection
        return self._context.wrap_socket(connection, server_side=True)

    def _send(self, connection: socket.socket, reply: Reply) -> bool:
        """Send the reply in its manner; True when the connection can go on."""
        head = [
            f"HTTP/1.1 {reply.status} X",
            *(f"{name}: {value}" for name, value in reply.headers.items()),
        ]
        if reply.manner == "quietly cut":
            head.append("Connection: close")
        else:
            head.append(f"Content-Length: {len(reply.body)}")
        raw = "\r\n".join([*head, "", ""]).encode("latin-1")
        if reply.manner == "hang":
            self._closed.wait(10)
        elif reply.manner == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif reply.manner == "drip headers":
            self._drip(connection, raw + reply.body)
        elif reply.manner == "drip":
            connection.sendall(raw)
            self._drip(connection, reply.body)
        elif reply.manner in ("cut", "quietly cut"):
            connection.sendall(raw + reply.body[: len(reply.body) * 2 // 3])
        else:
            connection.sendall(raw + reply.body)
            return True
        return False

    def _drip(self, connection: socket.socket, data: bytes) -> None:
        """One byte at a time, slowly enough that no deadline of a test is kept, quickly enough
        that no read times out.
        """
        for place in range(len(data)):
            if self._closed.wait(0.05):
                return
            connection.sendall(data[place : place + 1])


def _read(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65_536)
        if not chunk:
            return None
        data += chunk
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65_536)
    parts = urlsplit(target)
    return Request(method, parts.path, parse_qs(parts.query, keep_blank_values=True), headers, body)


@contextmanager
def serving(
    answer: Callable[[Request], Reply], context: ssl.SSLContext | None = None
) -> Iterator[Server]:
    """Run a server for the length of a test."""
    server = Server(answer, context)
    try:
        yield server
    finally:
        server.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: Any = probe.getsockname()[1]
    return int(port)
