"""newsletter doctor: one line each, and 1 when something is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from newsletter.doctor.machine import examine_clock, examine_disk
from newsletter.doctor.reachable import examine_feed
from tests.cli.conftest import Result, Run, newsletter, publication
from tests.fakes.name_server import serving_records
from tests.fakes.server import Reply, Request, Server, free_port, serving

__all__ = ["newsletter", "publication"]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
RECORDS = {
    "letter.example.com": ("v=spf1 mx -all",),
    "k1._domainkey.letter.example.com": ("v=DKIM1; p=AAAA",),
    "_dmarc.letter.example.com": ("v=DMARC1; p=reject",),
}


@pytest.fixture
def site(publication: Path, newsletter: Run) -> Iterator[Server]:
    """The publication's own site on loopback, after a run that knew its address."""
    root = publication / "_newsletter" / "site"

    def answer(request: Request) -> Reply:
        if request.path == "/unsubscribe":
            return Reply(b"bye")
        path = root / request.path.lstrip("/")
        if not path.is_file():
            return Reply(b"", 404)
        return Reply(path.read_bytes(), headers={"Date": format_datetime(datetime.now(UTC))})

    with serving(answer) as server:
        settings = publication / "newsletter.toml"
        text = settings.read_text(encoding="utf-8")
        text = text.replace("https://letter.example.com", server.url)
        text = text.replace("letter@example.com", "a@letter.example.com")
        settings.write_text(text, encoding="utf-8")
        assert newsletter("run", publication, "--now", "2025-11-03T00:00:00+00:00").code == 0
        yield server


def see_doctor(newsletter: Run, publication: Path, *options: str) -> tuple[Result, dict[str, str]]:
    """Call the doctor with a name server; its lines by topic."""
    with serving_records(RECORDS) as names:
        place = f"{names.host}:{names.port}"
        result = newsletter("doctor", publication, "--name-server", place, *options)
    lines = [line.split(": ", 2) for line in result.out.splitlines()]
    return result, {topic: f"{verdict}: {found}" for verdict, topic, found in lines}


def test_a_sound_publication_is_well(
    newsletter: Run, publication: Path, site: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every line ok, 0, and nothing but questions went out."""

    class Nobody:
        """Takes no mail."""

    port = free_port()
    controller = Controller(Nobody(), hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("NEWSLETTER_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("NEWSLETTER_SMTP_PORT", str(port))
    try:
        result, lines = see_doctor(newsletter, publication, "--selector", "k1")
    finally:
        controller.stop()
    assert result.code == 0
    assert {line.partition(":")[0] for line in lines.values()} == {"ok"}
    assert list(lines) == [
        "versions",
        "settings",
        "state",
        "disk",
        "engine pseudo",
        "mail server",
        "SPF",
        "DKIM",
        "DMARC",
        "unsubscribe",
        "feed",
        "clock",
    ]
    assert {request.method for request in site.requests} == {"GET"}


@pytest.mark.parametrize(
    ("old", "new", "topic", "said"),
    [
        ("/unsubscribe", "/gone", "unsubscribe", "answers 404"),
        ('engines = ["pseudo"]', 'engines = ["deepl"]', "engine deepl", "DEEPL_API_KEY"),
        ("[email]", '[email]\nprofiles = ["kit"]', "tool kit", "KIT_API_KEY"),
        ("a@letter.example.com", "a@other.example", "SPF", "other.example has none"),
        ('language = "ja"', 'language = "ja"\nlanguag = 1', "settings", "languag"),
        ("http://127.0.0.1", "http://127.0.0.1:9/x", "feed", "127.0.0.1:9"),
    ],
)
def test_one_fault_is_one_line_with_its_remedy(
    old: str, new: str, topic: str, said: str, newsletter: Run, publication: Path, site: Server
) -> None:
    """1, and what to do stands behind the arrow."""
    settings = publication / "newsletter.toml"
    text = settings.read_text(encoding="utf-8")
    assert old in text
    settings.write_text(text.replace(old, new, 1), encoding="utf-8")
    result, lines = see_doctor(newsletter, publication)
    assert result.code == 1
    assert lines[topic].startswith("problem: ")
    assert said in lines[topic]
    assert " → " in lines[topic]


def test_a_program_can_read_it(newsletter: Run, publication: Path, site: Server) -> None:
    """The same as JSON."""
    with serving_records(RECORDS) as names:
        place = f"{names.host}:{names.port}"
        result = newsletter("doctor", publication, "--json", "--name-server", place)
    found = json.loads(result.out)
    assert found[0]["topic"] == "versions"
    assert {"topic", "verdict", "found", "fix"} == found[0].keys()


@pytest.mark.parametrize("place", ["", ":53", "9.9.9.9:x"])
def test_a_name_server_that_is_none_is_refused(place: str, newsletter: Run, tmp_path: Path) -> None:
    """Before anything is looked at; an empty one is the machine's own."""
    result = newsletter("doctor", tmp_path, "--name-server", place)
    assert result.code == (1 if not place else 2)


@pytest.mark.parametrize(
    ("ahead_s", "verdict"),
    [(0, "ok"), (60, "ok"), (-60, "ok"), (61, "problem"), (-3600, "problem")],
)
def test_a_clock_may_be_a_minute_off(ahead_s: int, verdict: str) -> None:
    """Both ways; without another clock nothing is said."""
    assert examine_clock(NOW, NOW + timedelta(seconds=ahead_s)).verdict == verdict
    assert examine_clock(None, NOW).verdict == "not looked at"


def test_a_full_disk_is_told_before_a_run_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a problem yet."""
    assert examine_disk(tmp_path).verdict in ("ok", "warning")
    monkeypatch.setattr("newsletter.doctor.machine.MIN_FREE_MB", 10**12)
    assert examine_disk(tmp_path).verdict == "warning"


@pytest.mark.parametrize(
    ("reply", "verdict", "said"),
    [
        (Reply(b"<html>"), "problem", "feed"),
        (Reply(b"", 404), "problem", "answers 404"),
        (Reply(b"", 301, {"Location": "https://x.example/"}), "warning", "https://x.example/"),
    ],
)
def test_what_is_no_feed_is_a_problem(reply: Reply, verdict: str, said: str) -> None:
    """A page in its place, nothing, another host."""
    with serving(lambda request: reply) as server:
        diagnosis, _ = examine_feed(f"{server.url}/en/feed.xml")
    assert diagnosis.verdict == verdict
    assert said in diagnosis.found


def test_what_a_server_says_cannot_move_the_cursor(newsletter: Run, publication: Path) -> None:
    """Control characters of an answer are shown as escapes."""
    moved = Reply(b"", 301, {"Location": "https://x.example/\x1b[2J\x9b1m"})
    with serving(lambda request: moved) as server:
        settings = publication / "newsletter.toml"
        text = settings.read_text(encoding="utf-8").replace(
            "https://letter.example.com", server.url
        )
        settings.write_text(text, encoding="utf-8")
        result, lines = see_doctor(newsletter, publication)
    assert lines["feed"].startswith("warning: ")
    assert "\\x1b[2J\\x9b1m" in lines["feed"]
    assert "\x1b" not in result.out
