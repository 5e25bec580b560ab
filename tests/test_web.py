"""What a server says is believed where it makes sense, and nothing it does goes on for ever."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from newsletter.web import TooLong, fetch_answer, parse_retry_after
from tests.fakes.server import Reply, serving

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "wait_s"),
    [
        ("7", 7.0),
        (" 120 ", 120.0),
        ("Sun, 01 Mar 2026 06:01:00 GMT", 60.0),
        ("Sun, 01 Mar 2026 06:01:00 -0000", 60.0),
        ("Sun, 01 Mar 2026 05:00:00 GMT", 0.0),
        # what says nothing
        (None, None),
        ("", None),
        ("soon", None),
        ("²", None),
        ("-5", None),
        ("9" * 5000, None),
        ("Sun, 99 Mar 2026 06:01:00 GMT", None),
        ("Sun, 01 Mar 99999 06:01:00 +9999", None),
    ],
)
def test_retry_after(value: str | None, wait_s: float | None) -> None:
    """Seconds or a date, with any zone; whatever else is no wait."""
    assert parse_retry_after(value, NOW) == wait_s


@contextlib.contextmanager
def endless(head: bytes) -> Iterator[tuple[str, list[int]]]:
    """The address of a server whose answer never ends, and how many bytes of it were taken."""
    taken = [0]
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65_536)
                    connection.sendall(head + b"\r\n\r\n")
                    while True:
                        taken[0] += connection.send(b" " * 65_536)

        threading.Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", taken


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 500 No",
        b"HTTP/1.1 302 Found\r\nLocation: https://x.example/",
        b"HTTP/1.1 308 Moved\r\nLocation: http://[",
    ],
)
def test_an_answer_without_end_is_not_read_to_its_end(head: bytes) -> None:
    """Whatever its status: a redirect too, whose page nobody wants."""
    with endless(head) as (url, taken):
        with pytest.raises(TooLong):
            fetch_answer("GET", url, deadline_s=10, max_bytes=1_000_000)
        assert taken[0] < 50_000_000


@pytest.mark.parametrize("location", ["http://[", "", "https://elsewhere.example/a b", "\x7f"])
def test_a_redirect_is_an_answer_wherever_it_leads(location: str) -> None:
    """Its status and its header, though the address is none."""
    with serving(lambda request: Reply(b"gone", 307, {"Location": location})) as server:
        answer = fetch_answer("GET", server.url, deadline_s=5, max_bytes=100)
    assert (answer.status, answer.headers["Location"], answer.body) == (307, location, b"gone")
