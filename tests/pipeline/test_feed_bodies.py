"""Each text is parsed once for all that readers get: its page, its mail, its feeds."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from newsletter.pipeline.site.feed_bodies import FeedBodies
from newsletter.render import markup
from newsletter.source.markdown import to_html as markdown_html
from tests.pipeline.conftest import Run, tree

FORMATS = '\n[feeds]\ncategories = ["*"]\n'


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text was turned into HTML."""
    counts: Counter[str] = Counter()

    def count(markdown: str) -> str:
        counts[markdown] += 1
        return markdown_html(markdown)

    monkeypatch.setattr(markup, "to_html", count)
    markup.article_html.cache_clear()
    markup._parse_body.cache_clear()
    return counts


def test_a_text_is_parsed_once(letter: Path, run: Run, parsed: Counter[str]) -> None:
    """Page, mail, text part, early feeds, feeds and feeds of topics share one parse of a text."""
    settings = letter / "newsletter.toml"
    settings.write_text(settings.read_text("utf-8") + FORMATS, "utf-8")
    for path in (letter / "posts").iterdir():
        path.write_text(path.read_text("utf-8").replace("---\n", '---\ncategories: ["市"]\n', 1))
    run()
    assert any("/category/" in path for path in tree(letter))
    assert len(parsed) == 6  # three posts in two languages, each short: its mail is its page
    assert set(parsed.values()) == {1}


def test_feeds_without_what_was_kept(
    letter: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk keeps nothing, the feeds are rendered again, to the same bytes."""
    run()
    whole = tree(letter)
    shutil.rmtree(letter / ".newsletter")
    shutil.rmtree(letter / "_newsletter")

    def refuse(**_options: Any) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    run()
    assert tree(letter) == whole


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    """By its key, whatever else is kept; what is not there is left out."""
    bodies = FeedBodies(tmp_path)
    assert bodies.find(b"a") is None
    bodies.keep([(b"a", b"one"), (b"b", b"two two")])
    bodies.keep([(b"c", b"")])
    assert [bodies.find(key) for key in (b"b", b"a", b"c")] == [b"two two", b"one", b""]
    assert bodies.find(b"x") is None
    bodies.close()
    assert bodies.find(b"a") is None
    assert not list(tmp_path.iterdir())
