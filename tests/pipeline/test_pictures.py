"""Pictures beside a post: copied to the site once, led to from everywhere, told when missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.pipeline.pictures import read_media
from newsletter.source.links import find_media, replace_media
from tests.pipeline.conftest import Run, article, tree, write_post

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
# Markdown, the pictures it shows.
SHOWN = [
    ("![a](b.png)", ["b.png"]),
    ("![a](<b c.png>)", ["b c.png"]),
    ('<img class="x" src="b.png"> <video src=\'c.mp4\'></video>', ["b.png", "c.mp4"]),
    ("![[b.png|300]]", ["b.png"]),
    ("[![a](b.png)](c.html)", ["b.png"]),
    # none
    ("[a](b.png)", []),
    ("`![a](b.png)`", []),
    ("```\n![a](b.png)\n```", []),
    ("a.png and ![a]", []),
]


@pytest.mark.parametrize(("markdown", "addresses"), SHOWN)
def test_what_a_text_shows(markdown: str, addresses: list[str]) -> None:
    """Pictures, sounds and films outside of code; a link to one shows nothing."""
    assert [media.address for media in find_media(markdown)] == addresses


def test_an_embed_becomes_a_picture() -> None:
    """A note program's embed is a picture of Markdown once it has an address of the web."""
    led = replace_media("a ![[b.png|300]] c", {"b.png": "https://e.com/b.png"})
    assert led == "a ![](https://e.com/b.png) c"


def test_pictures_are_copied_and_led_to(letter: Path, run: Run) -> None:
    """A bundle's picture stands on the site; pages and mails of every language show it."""
    bundle = letter / "posts" / "2026-02-20-walk"
    bundle.mkdir()
    (bundle / "hill.png").write_bytes(PNG)
    text = f"---\ntitle: 丘の話\n---\n\n![丘](hill.png) ![海](sea.png)\n\n{article(4)}"
    (bundle / "index.md").write_text(text, "utf-8")
    report = run()
    outputs = tree(letter)
    url = "https://example.com/media/2026-02-20-walk/hill.png"
    assert outputs["media/2026-02-20-walk/hill.png"] == PNG
    for language in ("ja", "en"):
        page = outputs[f"{language}/posts/2026-02-20-walk.html"].decode()
        assert f'src="{url}"' in page
        assert url in outputs[f"campaigns/2026-02-20-walk/{language}/email.html"].decode()
    found = [finding.message for _, finding in report.findings if finding.rule == "picture-missing"]
    assert len(found) == 1
    assert "sea.png" in found[0]
    assert run().written == ()


@pytest.mark.parametrize("name", ["hill.png", "./hill.png", "img/hill.png"])
def test_a_cover_beside_its_post_is_copied(letter: Path, run: Run, name: str) -> None:
    """Mails and feeds lead to the copy, with its size; it led to a file that nobody serves."""
    bundle = letter / "posts" / "2026-02-20-walk"
    file = bundle / name
    file.parent.mkdir(parents=True)
    file.write_bytes(PNG)
    text = f"---\ntitle: 丘の話\nimage: {name}\n---\n\n{article(4)}"
    (bundle / "index.md").write_text(text, "utf-8")
    report = run()
    outputs = tree(letter)
    (copy,) = (path for path in outputs if path.startswith("media/"))
    url = f"https://example.com/{copy}"
    assert url in outputs["campaigns/2026-02-20-walk/ja/email.html"].decode()
    (item,) = (
        item
        for item in json.loads(outputs["ja/feed.json"])["items"]
        if item["url"].endswith("walk.html")
    )
    assert item["image"] == url
    assert not [finding for _, finding in report.findings if finding.rule == "picture-missing"]


def test_a_cover_beside_many_posts_is_not_watched_and_not_copied(letter: Path, run: Run) -> None:
    """Beside a post that is no bundle nothing is watched: a copy would grow old unseen."""
    post = write_post(letter, 4, body=article(4), head="image: hill.png\n")
    (post.parent / "hill.png").write_bytes(PNG)
    run()
    outputs = tree(letter)
    assert not [path for path in outputs if path.startswith("media/")]
    assert "https://example.com/hill.png" in outputs["ja/feed.json"].decode()


def test_a_cover_that_is_not_beside_its_post_is_a_file_of_the_site(letter: Path, run: Run) -> None:
    """Must not change: it is no missing picture."""
    write_post(letter, 4, body=article(4), head="image: hill.png\n")
    report = run()
    assert "https://example.com/hill.png" in tree(letter)["ja/feed.json"].decode()
    assert not [finding for _, finding in report.findings if finding.rule == "picture-missing"]


def test_a_picture_that_goes_from_the_post_goes_from_the_site(letter: Path, run: Run) -> None:
    """An edit without the picture takes its copy away."""
    post = write_post(letter, 4, body=f"![a](a.png)\n\n{article(4)}")
    (post.parent / "a.png").write_bytes(PNG)
    run()
    assert [name for name in tree(letter) if name.startswith("media/")]
    write_post(letter, 4, body=article(4))
    run()
    assert not [name for name in tree(letter) if name.startswith("media/")]


def test_nothing_outside_of_the_publication_is_copied(letter: Path, tmp_path: Path) -> None:
    """A path that leads out, a symbolic link and a file of another kind stay where they are."""
    (tmp_path / "secret.png").write_bytes(PNG)
    post = write_post(letter, 5)
    (post.parent / "link.png").symlink_to(tmp_path / "secret.png")
    (post.parent / "notes.pdf").write_bytes(PNG)
    body = "![a](../../secret.png) ![b](link.png) ![c](notes.pdf) ![d](/root.png) ![e](//x.y/z.png)"
    media = read_media(body, "ref", post, letter, read_settings(letter))
    assert media.files == ()
    assert media.missing == ("../../secret.png", "link.png")


def test_another_picture_of_the_same_name_is_noticed(letter: Path, run: Run) -> None:
    """The picture of a bundle is copied again when its file has changed; no other post is made."""
    bundle = letter / "posts" / "2026-02-20-walk"
    bundle.mkdir()
    (bundle / "hill.png").write_bytes(PNG)
    text = f"---\ntitle: 丘の話\n---\n\n![丘](hill.png)\n\n{article(4)}"
    (bundle / "index.md").write_text(text, "utf-8")
    run()
    assert run().written == ()
    (bundle / "hill.png").write_bytes(PNG + b"1")
    report = run()
    assert [post.ref for post in report.posts] == ["2026-02-20-walk"]
    assert tree(letter)["media/2026-02-20-walk/hill.png"] == PNG + b"1"
    assert run().written == ()


@pytest.mark.parametrize("name", ["walk.md", "index-of-walks.md"])
def test_a_folder_of_many_posts_is_no_bundle(letter: Path, run: Run, name: str) -> None:
    """A picture beside other posts makes none of them again."""
    (letter / "posts" / f"2026-02-20-{name}").write_text(
        f"---\ntitle: 丘の話\n---\n\n{article(4)}", "utf-8"
    )
    run()
    (letter / "posts" / "hill.png").write_bytes(PNG)
    assert run().posts == ()
