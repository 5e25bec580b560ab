"""Access to the desk: who may read, who may write, and how much."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsletter.desk.access import COOKIE, MAX_BODY_BYTES
from newsletter.desk.server import MAX_CONNECTIONS, PASSWORD, open_desk
from newsletter.errors import ConfigError
from tests.desk.conftest import REF, Desk

READS = ("/", "/run", "/run/state", f"/posts/{REF}/", f"/posts/{REF}/en/units", f"/mails/{REF}/en")
WRITES = (
    "/run/start",
    "/run/plan",
    "/language",
    f"/posts/{REF}/passages",
    f"/posts/{REF}/hold",
    f"/posts/{REF}/undo",
    f"/posts/{REF}/en/units",
    f"/mails/{REF}/en/upload",
)


@pytest.mark.parametrize("path", READS)
def test_nobody_reads_without_the_cookie(desk: Desk, path: str) -> None:
    """Whoever has not come through the start address sees nothing of a post."""
    stranger = desk.app.test_client()
    response = stranger.get(path)
    assert response.status_code == 403
    assert "渡し船" not in response.text


@pytest.mark.parametrize("path", READS)
def test_a_foreign_name_reads_nothing(desk: Desk, path: str) -> None:
    """A page that points its own name at this machine is refused, whatever cookie it has."""
    response = desk.client.get(path, headers={"Host": "evil.example"})
    assert response.status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "", "http://localhost:81", "http://[x"]
)
@pytest.mark.parametrize("path", WRITES)
def test_a_foreign_page_writes_nothing(desk: Desk, path: str, origin: str) -> None:
    """A write needs our own origin, and a browser cannot leave it out."""
    headers = {"Origin": origin} if origin else {}
    assert desk.client.post(path, data={}, headers=headers).status_code == 403


@pytest.mark.parametrize("path", [*READS, "/help", "/nope"])
def test_pages_forbid_foreign_scripts(desk: Desk, path: str) -> None:
    """Every answer has the policy: no script but ours, none inline, in no frame of others."""
    response = desk.client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "style=" not in response.text
    assert not re.search(r"<script(?! type=\"module\" src=\"/static/)", response.text)
    assert not re.search(r"\son\w+=", response.text)


def test_the_token_is_exchanged_for_a_cookie(desk: Desk) -> None:
    """The start address lets in once the token is right, and the token leaves the address."""
    stranger = desk.app.test_client()
    assert stranger.get("/?token=wrong").status_code == 403
    response = stranger.get(f"/?token={desk.access.token}")
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert desk.access.token not in cookie
    assert stranger.get("/").status_code == 200


def test_a_body_has_a_bound(desk: Desk) -> None:
    """A body over the limit is refused before it is read."""
    response = desk.client.post(
        f"/posts/{REF}/passages",
        data=b"x" * (MAX_BODY_BYTES + 1),
        headers={"Origin": "http://localhost"},
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/%00",
        "/static/..%2fserver.py",
        "/static/%2e%2e",
        "/static/desk.toml",
        "/posts/..%2f..%2fetc/",
        f"/posts/{REF}/xx/units",
        f"/posts/{REF}/../units",
        "/mails/..%2f..%2fx/en",
        "/mails/../en",
        f"/mails/{REF}/..",
        "/posts/%F0%28%8C/",
    ],
)
def test_odd_paths_are_not_there(desk: Desk, path: str) -> None:
    """What leads nowhere is 404, and out of its folders nothing is read."""
    assert desk.client.get(path).status_code == 404


# ---------------------------------------------------------------- the server


@pytest.fixture
def server(folder: Path) -> Iterator[tuple[int, str]]:
    """A desk on a free port, and its start address."""
    desk, address = open_desk(folder, environ={}, port=0)
    Thread(target=desk.run, daemon=True).start()
    yield int(re.findall(r":(\d+)/", address)[0]), address
    desk.close()


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """One request to the server; its status and headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    response.read()
    found: dict[str, Any] = dict(response.headers)
    connection.close()
    return response.status, found


def test_the_printed_address_lets_in(server: tuple[int, str]) -> None:
    """The address that the terminal shows opens the desk; the port alone does not."""
    port, address = server
    assert ask(port, "/")[0] == 403
    status, headers = ask(port, address.partition(f":{port}")[2])
    assert status == 303
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert cookie.startswith(COOKIE)
    assert ask(port, "/", Cookie=cookie)[0] == 200
    assert ask(port, "/%00", Cookie=cookie)[0] == 404
    assert ask(port, "/", Cookie=cookie, Host=f"evil.example:{port}")[0] == 403


def test_idle_connections_take_no_turn(server: tuple[int, str]) -> None:
    """800 connections that say nothing leave the desk answering, and there is a bound above."""
    port, _ = server
    idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(800)]
    try:
        assert ask(port, "/")[0] == 403
    finally:
        for connection in idle:
            connection.close()
    assert len(idle) < MAX_CONNECTIONS


def test_other_machines_need_a_password(folder: Path) -> None:
    """An address for others without a good password is refused before a port is open."""
    for password in ("", "short"):
        with pytest.raises(ConfigError, match="other machines"):
            open_desk(folder, environ={PASSWORD: password}, host="0.0.0.0", port=0)


def test_a_taken_port_is_named(folder: Path, server: tuple[int, str]) -> None:
    """A port that is taken is an error with a fix."""
    with pytest.raises(ConfigError, match=f"port {server[0]}"):
        open_desk(folder, environ={}, port=server[0])


def test_a_password_opens_the_desk(folder: Path) -> None:
    """With a password the way in is its page; a wrong one leads back to it."""
    from newsletter.desk.access import Access
    from newsletter.desk.application import build_application
    from newsletter.desk.desk_data import DeskData

    access = Access(hosts=frozenset({"localhost"}), password="correct horse battery")
    client = build_application(DeskData(folder), access).test_client()
    assert client.get("/").headers["Location"] == "/enter"
    own = {"Origin": "http://localhost"}
    wrong = client.post("/enter", data={"password": "no"}, headers=own)
    assert wrong.headers["Location"] == "/enter?wrong=1"
    assert client.get("/").status_code == 303
    right = client.post("/enter", data={"password": "correct horse battery"}, headers=own)
    assert right.headers["Location"] == "/"
    assert client.get("/").status_code == 200
