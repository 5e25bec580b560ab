"""newsletter run --ping, --healthcheck, --log-format: what others are told, over loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

from newsletter.errors import EXIT_TEMPORARY, EXIT_USAGE
from newsletter.store.lock import lock
from tests.cli.conftest import Run

NOW = ("--now", "2025-11-03T09:00:00+09:00")


@contextmanager
def listener(status: int = 204) -> Iterator[tuple[str, list[tuple[str, dict[str, list[str]]]]]]:
    """A server that notes every path and form it is sent and answers with one status."""
    heard: list[tuple[str, dict[str, list[str]]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            heard.append((self.path, parse_qs(form)))
            self.send_response(status)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}", heard
        finally:
            server.shutdown()


def set_hub(publication: Path, hub: str) -> None:
    """Name the hub in the settings."""
    path = publication / "newsletter.toml"
    path.write_text(
        path.read_text(encoding="utf-8") + f'\n[feeds]\nhub = "{hub}/hub"\n', encoding="utf-8"
    )


def test_the_hub_hears_of_changed_feeds_only(newsletter: Run, publication: Path) -> None:
    """After the first run the hub is told of every main feed, after an idle one of none."""
    with listener() as (url, heard):
        set_hub(publication, url)
        assert newsletter("run", publication, *NOW, "--ping").code == 0
        told = [form["hub.url"][0] for _, form in heard]
        assert {path for path, _ in heard} == {"/hub"}
        assert {form["hub.mode"][0] for _, form in heard} == {"publish"}
        names = ("atom.xml", "feed.json", "feed.xml")
        assert sorted(told) == [
            f"https://letter.example.com/{language}/{name}"
            for language in ("en", "ja")
            for name in names
        ]
        heard.clear()
        assert newsletter("run", publication, *NOW, "--ping").code == 0
        assert heard == []


def test_a_hub_that_refuses_spoils_nothing(newsletter: Run, publication: Path) -> None:
    """The outputs stand, the exit code is the run's, and stderr says which feed the hub missed."""
    with listener(500) as (url, _):
        set_hub(publication, url)
        result = newsletter("run", publication, *NOW, "--ping")
    assert result.code == 0
    assert (
        "the hub was not told of https://letter.example.com/ja/feed.xml: status 500" in result.err
    )
    assert url not in result.err


def test_pinging_needs_a_hub(newsletter: Run, publication: Path) -> None:
    """--ping without a hub is a usage fault before anything is done."""
    assert newsletter("run", publication, *NOW, "--ping").code == 2
    assert not (publication / "_newsletter").exists()


def test_a_healthcheck_sees_start_and_end(newsletter: Run, publication: Path) -> None:
    """A run that worked signals start and success.

    One that failed, in whatever way, start and fail.
    """
    with listener() as (url, heard):
        newsletter("run", publication, *NOW, "--healthcheck", f"{url}/abc")
        assert [path for path, _ in heard] == ["/abc/start", "/abc"]
        heard.clear()
        (publication / "2025-11-03-bad.md").write_text("no front matter", encoding="utf-8")
        newsletter("run", publication, *NOW, "--healthcheck", f"{url}/abc")
        assert [path for path, _ in heard] == ["/abc/start", "/abc/fail"]
        heard.clear()
        layout = publication / "templates/email/post.mjml.j2"
        layout.parent.mkdir(parents=True)
        layout.write_text("<mjml><mj-bodi/></mjml>", encoding="utf-8")
        newsletter("run", publication, *NOW, "--healthcheck", f"{url}/abc")
        assert [path for path, _ in heard] == ["/abc/start", "/abc/fail"]


def test_a_healthcheck_hears_of_every_way_to_fail(
    newsletter: Run, publication: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locked out (75), broken settings (2), a bug (traceback): each is start and fail."""
    with listener() as (url, heard):
        monkeypatch.setenv("NEWSLETTER_HEALTHCHECK", f"{url}/abc")
        with lock(publication / ".newsletter"):
            assert newsletter("run", publication, *NOW).code == EXIT_TEMPORARY
        with monkeypatch.context() as patch:
            patch.setattr("newsletter.pipeline.run.run_publication", None)
            with pytest.raises(TypeError):
                newsletter("run", publication, *NOW)
        (publication / "newsletter.toml").write_text("[publication", encoding="utf-8")
        assert newsletter("run", publication, *NOW).code == EXIT_USAGE
        assert [path for path, _ in heard] == ["/abc/start", "/abc/fail"] * 3


def test_a_log_of_failures_is_json_too(newsletter: Run, publication: Path) -> None:
    """A post that fails and one that is held are events.

    What is said besides is told apart by its first letter.
    """
    (publication / "2025-11-03-bad.md").write_text('no front matter "quoted"\n', encoding="utf-8")
    said = newsletter(
        "run", publication, *NOW, "--quiet", "--offline", "--log-format", "json"
    ).err.splitlines()
    events = [json.loads(line) for line in said if line.startswith("{")]
    assert {"post.failed", "page.held", "run.finished"} <= {event["event"] for event in events}
    assert [event["why"] for event in events if event["event"] == "post.failed"] == [
        "it has no front matter"
    ]


def test_a_log_has_one_event_a_line(newsletter: Run, publication: Path) -> None:
    """Every line has time, level, event and run; the last one closes the run with its counts."""
    lines = newsletter("run", publication, *NOW, "--quiet", "--log-format", "json").err.splitlines()
    events = [json.loads(line) for line in lines]
    assert {event["run"] for event in events} == {"20251103T090000"}
    assert {event["level"] for event in events} == {"info"}
    assert all(event["time"].endswith("Z") for event in events)
    assert events[-1]["event"] == "run.finished"
    assert events[-1]["exit_code"] == 0
    published = [event for event in events if event["event"] == "page.published"]
    assert [event["ref"] for event in published].count("2025-11-01-morning-market") == 2
    assert {(event["verb"], event["reason"]) for event in published} >= {("build", "new")}
    text = newsletter("run", publication, *NOW, "--quiet", "--log-format", "text").err
    assert " info run.finished run=20251103T090000 exit_code=0 n_written=0" in text


def test_debug_has_a_line_a_unit(newsletter: Run, publication: Path) -> None:
    """At the level of debug every unit is named with where its translation came from."""
    words = ("--quiet", "--log-format", "json", "--log-level", "debug")
    lines = newsletter("run", publication, *NOW, *words).err.splitlines()
    units = [event for event in map(json.loads, lines) if event["event"] == "unit.translated"]
    assert {event["language"] for event in units} == {"en"}
    assert all(event["unit"] and event["origin"] for event in units)


def test_unknown_log_options_are_refused(newsletter: Run, publication: Path) -> None:
    """A format or a level that does not exist is an error of usage, before anything is done."""
    for option in ("--log-format", "--log-level"):
        ended = newsletter("run", publication, *NOW, option, "loud")
        assert ended.code == EXIT_USAGE
        assert option in ended.err
