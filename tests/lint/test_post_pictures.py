"""Pictures of posts: each one that is a file nowhere is told with its post and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.lint.post_pictures import check_post_pictures

SETTINGS = """\
[publication]
title = "便り"
language = "ja"
url = "https://example.com"
[posts]
assets = "static"
"""
HEAD = "---\ntitle: 丘\ndate: 2026-02-20\n---\n"  # four lines
# Body, the lines of the file on which a picture is nowhere.
BODIES = {
    "nowhere": ("港\n\n![a](gone.png)\n", [7]),
    "nowhere, twice": ("![a](gone.png)\n![b](../gone.jpg 'b')\n", [5, 6]),
    "HTML": ("港\n\n<img alt='a' src='gone.png'>\n", [7]),
    "a note's embed": ("![[gone.png|300]]\n", [5]),
    "a film": ("<video src='gone.mp4'></video>\n", [5]),
    "behind a code span": ("`![a](b.png)` ![a](gone.png)\n", [5]),
    "a name too long for a file": ("![a](" + "x" * 3000 + ".png)\n", [5]),
    # files that exist
    "beside the post": ("![a](hill.png) ![b](./hill.png)\n", []),
    "a blank in the name": ("![a](a%20b.png) ![b](<a b.png>)\n", []),
    "below the assets": ("![a](img/sea.png)\n", []),
    # no files of ours
    "an absolute address": ("![a](https://e.com/a.png) ![b](//e.com/b.png)\n", []),
    "the root of the site": ("![a](/img/gone.png)\n", []),
    "data": ("![a](data:image/png;base64,iVBORw0KGgo=)\n", []),
    "Liquid": ("![a]({% link img/a.png %}) ![b]({{ site.baseurl }}/b.png)\n", []),
    "Liquid inside": ("![a](img/{{name}}.png) <img src='img/{{ name }}.png'>\n", []),
    "a tag of Pelican": ("![a]({static}/img/a.png)\n", []),
    "code": ("`![a](b.png)`\n\n```\n![a](b.png)\n```\n", []),
    "a comment": ("<!-- ![a](gone.png) -->\n\n港\n", []),
    "a link": ("[a](gone.png)\n", []),
    "no picture": ("![a](notes.pdf)\n", []),
}


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A publication without posts; one picture lies beside them, one below the assets."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "static" / "img").mkdir(parents=True)
    (tmp_path / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for name in ("posts/hill.png", "posts/a b.png", "static/img/sea.png"):
        (tmp_path / name).write_bytes(b"\x89PNG")
    return tmp_path


def _check(letter: Path, text: str) -> list[tuple[str, str]]:
    (letter / "posts" / "walk.md").write_text(text, encoding="utf-8")
    found = check_post_pictures(letter, read_settings(letter))
    return [(path, finding.message) for path, finding in found]


@pytest.mark.parametrize(("body", "lines"), BODIES.values(), ids=BODIES)
def test_a_picture_that_is_nowhere_is_told(letter: Path, body: str, lines: list[int]) -> None:
    """With the post and the line of the file; what a file or a generator answers for is not."""
    found = _check(letter, HEAD + body)
    assert [path for path, _ in found] == ["posts/walk.md"] * len(lines)
    assert [message.split(":")[0] for _, message in found] == [f"line {line}" for line in lines]


@pytest.mark.parametrize("text", ["---\ndraft: true\n" + HEAD[4:], "---\n[\n---\n"])
def test_drafts_and_what_cannot_be_read_are_left(letter: Path, text: str) -> None:
    """A draft may be incomplete, and a broken head is told by the run."""
    assert _check(letter, text + "![a](gone.png)\n") == []
