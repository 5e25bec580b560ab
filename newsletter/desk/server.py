"""Serve the desk: to this machine only, or with a password to those who reach an address.

waitress reads requests and writes answers in one thread and works in a few others: a connection
that says nothing costs a socket and no thread, and is closed after a while; a body is refused over
its limit while it arrives.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from waitress.server import create_server

from newsletter.desk.access import MAX_BODY_BYTES, Access
from newsletter.desk.application import build_application
from newsletter.desk.desk_data import DeskData
from newsletter.errors import ConfigError

LOOPBACK = "127.0.0.1"
PASSWORD = "NEWSLETTER_DESK_PASSWORD"
MIN_PASSWORD_CHARS = 12
N_THREADS = 8
MAX_CONNECTIONS = 1_000
MAX_HEADER_BYTES = 32_768
IDLE_S = 20


def open_desk(
    folder: Path,
    *,
    environ: Mapping[str, str],
    output: Path | None = None,
    host: str = "",
    port: int = 8000,
) -> tuple[Any, str]:
    """Bind the desk to a port; port 0 takes any free one.

    Args:
        folder: The publication.
        environ: Variables with keys and the password.
        output: Where its outputs lie; None for where the settings say.
        host: Name or address to listen at; "" for this machine only.
        port: Number of the port.

    Returns:
        The server, not yet at work, and the address at which it will let the editor in.

    Raises:
        ConfigError: The port is taken, or other machines could come in without a password.
    """
    password = _read_password(host, environ)
    desk_data = DeskData(folder, output=output, environ=environ)
    place = host or LOOPBACK
    opened = _bind(place, port)
    found = opened.getsockname()[1]
    access = Access(hosts=_names_of(place, found), password=password)
    server = create_server(
        build_application(desk_data, access),
        sockets=[opened],
        threads=N_THREADS,
        connection_limit=MAX_CONNECTIONS,
        channel_timeout=IDLE_S,
        cleanup_interval=IDLE_S // 2,
        max_request_body_size=MAX_BODY_BYTES,
        max_request_header_size=MAX_HEADER_BYTES,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
        ident=None,
    )
    desk_data.warm_up()
    start = f"http://{_shown(place)}:{found}/"
    return server, start if password else f"{start}?token={access.token}"


def _names_of(place: str, port: int) -> frozenset[str]:
    """The names by which a browser may ask for the desk; without a port where it is 80."""
    hosts = {"127.0.0.1", "localhost", "[::1]", _shown(place)}
    names = {f"{host}:{port}" for host in hosts}
    return frozenset(names | hosts if port == 80 else names)


def _shown(place: str) -> str:
    return f"[{place}]" if ":" in place else place


def _read_password(host: str, environ: Mapping[str, str]) -> str:
    """The password; a desk that other machines can reach must have one."""
    password = environ.get(PASSWORD, "")
    if not host:
        return password
    if len(password) < MIN_PASSWORD_CHARS:
        raise ConfigError(
            "cannot open the desk to other machines",
            at=PASSWORD,
            why=f"it needs a password of {MIN_PASSWORD_CHARS} characters or more",
            fix=f"set {PASSWORD} in the environment, or leave --host out",
        )
    return password


def _bind(place: str, port: int) -> socket.socket:
    """Open the port; a port of another program is refused in our words."""
    family = socket.AF_INET6 if ":" in place else socket.AF_INET
    opened = socket.socket(family)
    try:
        if os.name != "nt":
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((place, port))
        return opened
    except OSError as error:
        opened.close()
        raise ConfigError(
            f"cannot open port {port}",
            at=f"{_shown(place)}:{port}",
            why=error.strerror or type(error).__name__,
            fix="choose another; --port 0 takes a free one",
        ) from None


def serve_desk(
    folder: Path,
    *,
    environ: Mapping[str, str],
    output: Path | None,
    host: str,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Serve until interrupted; `ready` is told the address.

    Args:
        folder, environ, output, host, port: As for `open_desk`.
        ready: Told the address once the desk answers there.
    """
    server, address = open_desk(
        folder, environ=environ, output=output, host=host, port=port
    )
    with closing(server):
        ready(address)
        server.run()
