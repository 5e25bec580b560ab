"""A publication that has run, made once and copied for each test; the desk of it without a server."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from newsletter.config import read_settings
from newsletter.desk.access import COOKIE, Access
from newsletter.desk.application import build_application
from newsletter.desk.desk_data import DeskData
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication

NOW = datetime.now(UTC)  # files are newer or older than a run by the clock of the disk
REF = "2026-02-02-harbour"
CONFIG = """
[publication]
title = "Harbour Letter <b>"
url = "https://letter.example.com"
language = "ja"
timezone = "Asia/Tokyo"

[languages.ja]
[languages.en]

[posts]
folder = "posts"

[translate]
engines = ["pseudo"]

[email]
from_address = "letter@example.com"
postal_address = "1-1 Chiyoda, Tokyo"
unsubscribe_url = "https://letter.example.com/unsubscribe"
profiles = ["plain", "listmonk"]

[campaign.listmonk]
url = "https://lists.example.com"
lists = { en = [1] }
"""
POST = """---
title: 港の最後の渡し船
date: 2026-02-02 09:00
---

港の渡し船が五月に運航を終える。利用者は10年前の2万人から3千人に減った。

市は船を**博物館**に残す計画だ。費用は2億円と見積もられている。

港の渡し船が五月に運航を終える。利用者は10年前の2万人から3千人に減った。

## 船長の話

船長は30年間この航路を守ってきた。「海は毎日違う顔をする」と彼は話す。

記事を更新しました。---END---
"""
SECOND = POST.replace("渡し船", "灯台").replace("船長", "灯台守").replace("02-02", "01-05")


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication of two posts after its first run, with machine translations to review."""
    folder = tmp_path_factory.mktemp("harbour")
    write_publication(folder)
    options = RunOptions(now=datetime.now(UTC))
    run_publication(folder, read_settings(folder), options, environ={})
    return folder


def write_publication(folder: Path) -> None:
    """Write the settings and the posts."""
    (folder / "posts").mkdir()
    (folder / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "posts/2026-02-02-harbour.md").write_text(POST, encoding="utf-8")
    (folder / "posts/2026-01-05-lighthouse.md").write_text(SECOND, encoding="utf-8")


@pytest.fixture
def folder(harbour: Path, tmp_path: Path) -> Path:
    """A copy of the publication that a test may change."""
    place = tmp_path / "publication"
    shutil.copytree(harbour, place)
    return place


@dataclass(frozen=True)
class Desk:
    """The desk of a publication, and a browser that has been let in."""

    folder: Path
    app: Flask
    access: Access
    client: FlaskClient

    def get(self, path: str) -> str:
        """The text of a page that must be there."""
        response = self.client.get(path)
        assert response.status_code == 200, (path, response.status_code, response.text[-800:])
        return response.text

    def post(self, path: str, expect: int = 303, /, **form: str) -> str:
        """Send a form as our own page does; where it leads to, else the text."""
        response = self.client.post(path, data=form, headers={"Origin": "http://localhost"})
        assert response.status_code == expect, (path, response.status_code, response.text[-800:])
        return response.headers.get("Location", response.text)

    def send(self, path: str, body: object, expect: int = 200) -> dict[str, object]:
        """Send JSON as the script of our own page does."""
        response = self.client.post(path, json=body, headers={"Origin": "http://localhost"})
        assert response.status_code == expect, (path, response.status_code, response.text[-800:])
        answer = response.get_json()
        assert isinstance(answer, dict)
        return answer


def open_desk(folder: Path) -> Desk:
    """Return the desk of a folder, let in."""
    access = Access(hosts=frozenset({"localhost"}))
    desk_data = DeskData(folder, environ={}, clock=lambda: NOW)
    app = build_application(desk_data, access)
    client = app.test_client()
    client.set_cookie(COOKIE, access.session)
    return Desk(folder, app, access, client)


@pytest.fixture
def desk(folder: Path) -> Desk:
    """The desk of a publication that has run."""
    return open_desk(folder)
