"""Feeds of categories and tags: made where they are asked for, and again only when they change."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from newsletter.config import read_settings
from newsletter.lint.outputs import check_outputs
from newsletter.pipeline.site import topic_feeds
from tests.pipeline.conftest import NOW, SETTINGS, Run, tree, write_post

SHORT = SETTINGS + "\n[feeds]\nn_entries = 2\n"
FEEDS = SHORT + 'categories = ["*"]\ntags = ["港"]\n'


@pytest.fixture
def topics(letter: Path) -> Path:
    """Four posts, three of them about a category; feeds for all categories and one tag."""
    (letter / "newsletter.toml").write_text(FEEDS, encoding="utf-8")
    write_post(letter, 1, head='categories: ["市場"]\ntags: ["港", "秋"]\n')
    write_post(letter, 2, head='categories: ["市場"]\n')
    write_post(letter, 3, head="")
    write_post(letter, 4, head='categories: ["市場", "お知らせ"]\n')
    return letter


def _feeds(folder: Path) -> dict[str, bytes]:
    return {
        path: data
        for path, data in tree(folder).items()
        if path.endswith("/feed.xml") and _is_topic(path)
    }


def _is_topic(path: str) -> bool:
    return "/category/" in path or "/tag/" in path


def _titles(feed: bytes) -> list[str]:
    items = ElementTree.fromstring(feed).iterfind("channel/item/title")
    return [item.text or "" for item in items]


def test_each_topic_has_a_feed_of_its_newest_posts(topics: Path, run: Run) -> None:
    """All categories and the tag that is named, in every language, at most n_entries each."""
    run()
    feeds = _feeds(topics)
    assert [path for path in feeds if path.startswith("ja/")] == [
        "ja/category/お知らせ/feed.xml",
        "ja/category/市場/feed.xml",
        "ja/tag/港/feed.xml",
    ]
    assert _titles(feeds["ja/category/市場/feed.xml"]) == ["市の話1", "市の話2"]
    assert _titles(feeds["ja/category/お知らせ/feed.xml"]) == ["市の話4"]
    assert len([path for path in feeds if path.startswith("en/")]) == 2  # its tags are pseudo


def test_a_topic_feed_says_what_it_is_and_is_valid(topics: Path, run: Run) -> None:
    """The publication and the topic in the title, its own address and id; no finding."""
    run()
    feed = _feeds(topics)["ja/category/市場/feed.xml"].decode()
    assert "<title>港だより: 市場</title>" in feed
    assert "https://example.com/ja/category/%E5%B8%82%E5%A0%B4/feed.xml" in feed
    n_files, findings = check_outputs(topics, read_settings(topics), now=NOW)
    assert n_files
    assert [finding for where, finding in findings if "category" in where] == []


def test_a_page_names_the_feeds_of_its_topics(topics: Path, run: Run) -> None:
    """A feed reader that is given the page finds them."""
    run()
    pages = [path for path in tree(topics) if path.startswith("ja/") and "market-4" in path]
    page = tree(topics)[next(path for path in pages if path.endswith("html"))].decode()
    assert 'title="港だより (お知らせ, RSS)"' in page
    assert "(港, " not in page


def test_an_idle_run_reads_no_article(
    topics: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fingerprint of all entries says that nothing has changed."""
    run()
    monkeypatch.setattr(topic_feeds, "unpack_about", lambda about: pytest.fail("read"))
    assert run().is_idle


def test_a_post_of_another_topic_leaves_a_feed_as_it_is(topics: Path, run: Run) -> None:
    """Only feeds that show the new post are written; the others are not even rendered."""
    run()
    write_post(topics, 5, days_ago=1, head='categories: ["お知らせ"]\n')
    written = [path for path in run().written if _is_topic(path) and "/ja/" in f"/{path}"]
    assert {path.split("/category/")[1].split("/")[0] for path in written} == {"お知らせ"}
    assert run().is_idle


def test_a_topic_that_is_gone_takes_its_feed_along(topics: Path, run: Run) -> None:
    """No feed stands for ever without a post."""
    run()
    write_post(topics, 4, head='categories: ["市場"]\n')
    run()
    assert not [path for path in _feeds(topics) if "ja/category/お知らせ" in path]
    assert [path for path in _feeds(topics) if "ja/category/市場" in path]


def test_without_the_setting_there_is_none(topics: Path, run: Run) -> None:
    """Taking the setting away takes the feeds away, and nothing else."""
    run()
    before = {path for path in tree(topics) if not _is_topic(path)}
    (topics / "newsletter.toml").write_text(SHORT, encoding="utf-8")
    run()
    assert set(tree(topics)) == before
