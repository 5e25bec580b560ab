"""A real Ghost: what an upload makes there, what it does not make twice, what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import requests
from aiosmtpd.controller import Controller

from newsletter.campaign.interface import Draft, PostPage
from newsletter.campaign.open_tool import open_tool
from newsletter.config import CampaignSettings
from newsletter.errors import ToolError
from newsletter.render.mail.article_card import MAX_BYTES, mailed_bytes
from newsletter.render.markup import article_html
from tests.fakes.server import Reply, Request, free_port, serving
from tests.real.ghost import API, Ghost, running_ghost

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm"),
]
ROOT = Path(__file__).resolve().parents[2]
POST = "2025-11-02-ai-rare-earth"
NOW = "2025-11-03T09:00:00+09:00"
URL = "https://letter.example.com"
SHOWN = {  # of an editor's change, where it would be lost
    "title": "Title: 編集者の言葉",
    "custom_excerpt": "Custom excerpt: 編集者の言葉",
    "lexical": "レアアース",
    "email_subject": "Email subject: 編集者の言葉",
    "feature_image": "images/editor.png",
}


@dataclass
class Mailbox:
    """All mail that Ghost sends."""

    subjects: list[str] = field(default_factory=list)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it
        """Keep the subject."""
        self.subjects += re.findall(r"(?mi)^subject: (.*?)\r?$", envelope.content.decode())
        return "250 OK"


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A server for Ghost's mail, and its port."""
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture(scope="module")
def ghost(
    tmp_path_factory: pytest.TempPathFactory, mailbox: tuple[Mailbox, int]
) -> Iterator[Ghost]:
    """A Ghost with an owner and a key; what it shows of itself at first is taken away."""
    with running_ghost(tmp_path_factory.mktemp("ghost"), mailbox[1]) as running:
        yield running


@dataclass
class Letter:
    """The sample publication, run for Ghost."""

    folder: Path
    ghost: Ghost

    def connect(self, url: str = "") -> None:
        """Name a Ghost in the settings."""
        path = self.folder / "newsletter.toml"
        text = re.sub(r"\n\[campaign.ghost\].*", "", path.read_text(encoding="utf-8"), flags=re.S)
        text = re.sub(r"(?m)^profiles = .*$", 'profiles = ["ghost"]', text)
        text = text.replace('engines = ["google"]', 'engines = ["pseudo"]')  # no network
        text += f'\n[campaign.ghost]\nurl = "{url or self.ghost.url}"\n'
        path.write_text(text, encoding="utf-8")

    def command(self, *words: str) -> list[str]:
        """A command of ours for this publication."""
        return [sys.executable, "-m", "newsletter", *words]

    def run(self) -> None:
        """Publish."""
        subprocess.run(self.command("run", str(self.folder), "--now", NOW), check=True, timeout=300)

    def begin(self, *options: str, edition: str = POST) -> subprocess.Popen[str]:
        """Begin an upload."""
        return subprocess.Popen(
            self.command("upload", "ghost", edition, "--folder", str(self.folder), *options),
            env={**os.environ, "GHOST_ADMIN_API_KEY": self.ghost.key},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def upload(self, *options: str) -> tuple[int, dict[str, str], str]:
        """Upload both languages; exit code, what was done in each, the errors."""
        process = self.begin("--json", *options)
        out, err = process.communicate(timeout=120)
        assert self.ghost.key.partition(":")[2] not in out + err
        done = {each["language"]: each["verb"] for each in json.loads(out or "[]")}
        return process.returncode, done, err

    def edit(self, old: str, new: str) -> None:
        """Change the post, and let its draft follow it."""
        self.edit_file(old, new)
        self.say("--reopen", edition=f"{POST}/ja")
        self.run()

    def edit_file(self, old: str, new: str) -> None:
        """Change the post."""
        path = self.folder / f"{POST}.md"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def say(self, *options: str, edition: str = POST) -> str:
        """What an upload with other options prints."""
        out, err = self.begin(*options, edition=edition).communicate(timeout=120)
        assert "error" not in err, err
        return out


@pytest.fixture
def letter(tmp_path: Path, ghost: Ghost) -> Letter:
    """A fresh copy of the sample, run once, and a Ghost without posts."""
    for post in ghost.posts():
        assert ghost.ask("DELETE", f"/posts/{post['id']}/").status_code == 204
    sample = tmp_path / "letter"
    shutil.copytree(ROOT / "seeds", sample, ignore=shutil.ignore_patterns("_*", ".*"))
    made = Letter(sample, ghost)
    made.connect()
    made.run()
    return made


def by_language(ghost: Ghost) -> dict[str, dict[str, Any]]:
    """The posts in Ghost, by the language their internal tag names; no tag names two."""
    posts = {post["tags"][-1]["name"].removeprefix("#"): post for post in ghost.posts()}
    assert len(posts) == len(ghost.posts())
    return posts


def card(post: dict[str, Any]) -> str:
    """The HTML of the one card."""
    (only,) = json.loads(post["lexical"])["root"]["children"]
    return str(only["html"])


def test_both_languages_go_up_as_drafts_once(
    letter: Letter, ghost: Ghost, mailbox: tuple[Mailbox, int]
) -> None:
    """What the editor finds, what a second upload does, and that nothing goes out."""
    assert letter.upload("--dry-run")[:2] == (0, {"en": "create", "ja": "create"})
    assert ghost.posts() == []
    assert letter.upload() == (0, {"en": "create", "ja": "create"}, "")
    posts = by_language(ghost)
    assert sorted(posts) == ["en", "ja"]
    for language, post in posts.items():
        assert post["status"] == "draft"
        assert post["slug"] == f"ai-rare-earth-{language}"
        assert post["canonical_url"].startswith(f"{URL}/{language}/")
        assert post["custom_excerpt"]
        assert post["email_subject"]
        assert post["email"] is None
        assert (post["tags"][-1]["slug"], post["tags"][-1]["visibility"]) == (
            f"hash-{language}",
            "internal",
        )
        assert card(post) in post["html"]
    before = ghost.posts()
    assert letter.upload() == (0, {"en": "nothing", "ja": "nothing"}, "")
    assert ghost.posts() == before
    assert mailbox[0].subjects == ["Your New Ghost Site"]


def test_an_edit_goes_into_the_same_draft(letter: Letter, ghost: Ghost) -> None:
    """Title and text follow the post; the id and the slug stay."""
    letter.upload()
    before = by_language(ghost)
    letter.edit("title: ", "title: 改訂版 ")
    assert letter.upload()[1]["ja"] == "update"
    after = by_language(ghost)
    assert after["ja"]["title"].startswith("改訂版")
    for name in ("id", "slug", "status", "canonical_url"):
        assert after["ja"][name] == before["ja"][name]
    assert letter.upload()[1]["ja"] == "nothing"


@pytest.mark.parametrize(
    "field", ["title", "custom_excerpt", "lexical", "email_subject", "feature_image"]
)
def test_what_the_editor_changed_is_not_replaced(field: str, letter: Letter, ghost: Ghost) -> None:
    """A collision is an error that says so; the other language goes up."""
    letter.upload()
    post = by_language(ghost)["ja"]
    values = {"lexical": post["lexical"].replace("希土類", "レアアース")}
    values["feature_image"] = "https://letter.example.com/images/editor.png"
    ghost.change(post, **{field: values.get(field, "編集者の言葉")})
    changed = by_language(ghost)["ja"]
    letter.edit("title: ", "title: 改訂版 ")
    code, done, errors = letter.upload()
    assert (code, done["ja"]) == (1, "")
    assert "edited in Ghost" in errors
    assert by_language(ghost)["ja"] == changed
    shown = letter.say("--pull", edition=f"{POST}/ja")
    lost = [line for line in shown.splitlines() if line.startswith("-")]
    assert any(SHOWN[field] in line for line in lost)


def test_a_save_between_our_question_and_our_answer_is_refused(
    letter: Letter, ghost: Ghost
) -> None:
    """`updated_at` guards the moment that our own look cannot see."""
    letter.upload()
    post = by_language(ghost)["ja"]

    def answer(request: Request) -> Reply:
        if request.method == "PUT" and post["id"] in request.path:
            ghost.change(by_language(ghost)["ja"], title="編集者の題")
        return forward(ghost, request)

    letter.edit("title: ", "title: 改訂版 ")
    with serving(answer) as server:
        letter.connect(server.url)
        code, done, errors = letter.upload()
    assert (code, done["ja"]) == (1, "")
    assert "409" in errors or "edited" in errors
    assert by_language(ghost)["ja"]["title"] == "編集者の題"


def test_a_kill_between_request_and_answer_leaves_one_draft(letter: Letter, ghost: Ghost) -> None:
    """Ghost has made the post and we were never told: the next upload finds it by its name."""
    process: list[subprocess.Popen[str]] = []

    def answer(request: Request) -> Reply:
        reply = forward(ghost, request)
        if request.method == "POST":
            process[0].send_signal(signal.SIGKILL)
            process[0].wait(30)
        return reply

    with serving(answer) as server:
        letter.connect(server.url)
        process.append(letter.begin())
        process[0].communicate(timeout=120)
    assert process[0].returncode == -signal.SIGKILL
    assert len(ghost.posts()) == 1
    letter.connect()
    assert letter.upload()[:2] == (0, {"en": "update", "ja": "create"})
    assert sorted(by_language(ghost)) == ["en", "ja"]
    assert letter.upload()[1] == {"en": "nothing", "ja": "nothing"}


def test_a_lost_ledger_leads_to_no_second_draft(letter: Letter, ghost: Ghost) -> None:
    """Another machine, or a deleted state: the name in the head is found again."""
    letter.upload()
    before = [post["id"] for post in ghost.posts()]
    shutil.rmtree(letter.folder / ".newsletter")
    letter.run()
    assert letter.upload()[1] == {"en": "update", "ja": "update"}
    assert [post["id"] for post in ghost.posts()] == before


def test_what_was_published_is_not_touched(letter: Letter, ghost: Ghost) -> None:
    """A published post with other content is an error, and its readers see what they saw."""
    letter.upload()
    ghost.change(by_language(ghost)["ja"], status="published")
    published = by_language(ghost)["ja"]
    assert letter.upload()[1]["ja"] == "nothing"
    process = letter.begin("--reopen")
    assert "published" in process.communicate(timeout=120)[1]
    assert process.returncode == 1
    shutil.rmtree(letter.folder / ".newsletter")
    letter.edit_file("title: ", "title: 改訂版 ")
    letter.run()
    code, done, errors = letter.upload()
    assert (code, done["ja"]) == (1, "")
    assert "published" in errors
    assert by_language(ghost)["ja"] == published


def test_the_email_is_no_larger_than_we_reckon(letter: Letter, ghost: Ghost) -> None:
    """What is abridged so that clients do not clip it is reckoned from the card alone."""
    letter.upload()
    for post in ghost.posts():
        mailed = len(ghost.preview(post).encode())
        assert mailed <= mailed_bytes(card(post)) < 102_000, post["title"]


LONG = {
    "ja": "**長い本文**の段落です。[つづき](https://example.com/)は次にあります。\n\n",
    "en": "| One | Two |\n|---|---|\n| 1 | 2 |\n\n## A heading\n\n- a “point”\n- another\n\n> Said.\n\n",
}


@pytest.mark.parametrize("language", LONG)
def test_a_long_post_stays_below_what_clients_clip(language: str, ghost: Ghost) -> None:
    """The greatest article that goes up whole, with all its elements."""
    html = ""
    while mailed_bytes(html) < MAX_BYTES - 2000:
        html += article_html(LONG[language], base_url=URL)
    tool = open_tool(
        "ghost", CampaignSettings(), {"GHOST_ADMIN_API_KEY": ghost.key}, base=ghost.url
    )
    page = PostPage("ref", f"long-{language}", "題" * 60, f"{URL}/x.html", "要" * 150)
    made = tool.create(Draft(f"long/{language} (h)", language, "件名", "", html, "", post=page))
    (post,) = [post for post in ghost.posts() if post["id"] == made.id]
    mailed = len(ghost.preview(post).encode())
    assert mailed <= mailed_bytes(html)
    assert mailed > 0.85 * mailed_bytes(html)


ODD: dict[str, dict[str, Any]] = {
    "a link with a slash first": {"html": '<p><a href="/about/">a</a></p>'},
    "a picture with other letters": {"image": "https://example.com/a%20b/%E6%B0%B4.png"},
    "a slug that Ghost does not ask for": {"slug": "Upper-Case_x.y/z"},
    "a tag that begins with a number sign": {"tags": ("#AI", "a, b", " ")},
    "a title of the greatest length": {"title": "題" * 300, "excerpt": "要" * 400},
    "live tags": {"html": "<pre>%%\u200c{uuid}\n\n\n {{x}} <!--kg-card-end: html--></pre>"},
}


@pytest.mark.parametrize("name", ODD)
def test_what_ghost_changes_is_not_taken_for_the_editors_work(name: str, ghost: Ghost) -> None:
    """A draft is found by its name, and takes the next upload."""
    tool = open_tool(
        "ghost", CampaignSettings(), {"GHOST_ADMIN_API_KEY": ghost.key}, base=ghost.url
    )
    changes = dict(ODD[name])
    html = str(changes.pop("html", "<p>本文</p>"))
    page = replace(PostPage("ref", f"odd-{len(name)}", "題", f"{URL}/ja/odd.html"), **changes)
    draft = Draft(f"{name}/ja (h)", "ja", "件名", "要約", html, "", post=page)
    made = tool.create(draft)
    assert tool.find_all(draft.name) == (made,)
    tool.update(made.id, draft)
    tool.update(made.id, replace(draft, subject="別の件名"))
    with pytest.raises(ToolError, match="slug"):
        tool.create(replace(draft, name="another/ja (h)"))


def forward(ghost: Ghost, request: Request) -> Reply:
    """Hand a request on to Ghost."""
    query = [(name, value) for name, values in request.query.items() for value in values]
    kept = ("authorization", "content-type", "accept")
    answer = requests.request(
        request.method,
        ghost.url + request.path,
        params=query,
        data=request.body,
        headers={name: request.headers[name] for name in kept if name in request.headers},
        timeout=60,
    )
    assert request.path.startswith(API)
    return Reply(answer.content, answer.status_code)
