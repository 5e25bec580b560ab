"""Feeds before strict judges.

Schemas, a strict parser, the specification of JSON Feed, a reader people use.
"""

from __future__ import annotations

from pathlib import Path

import atoma
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsletter.config import Settings
from newsletter.model import Article, Image
from newsletter.render.feeds import build_feed, render_feeds
from newsletter.render.templates import load_templates
from tests.render.articles import SITE, make_article, make_settings
from tests.render.judges import SCHEMAS, judge, needs_newsboat, read_with_newsboat

EXTRA = '[feeds]\nn_entries = 4\nhub = "https://hub.example.com/"\n[brand]\nlogo = "logo.png"\n'
TEMPLATES = load_templates()


def _render(articles: list[Article], options: Settings, language: str = "en") -> dict[str, bytes]:
    rendered = render_feeds(build_feed(articles, language, options), options, TEMPLATES)
    return {artefact.path.rpartition("/")[2]: artefact.content for artefact in rendered}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    "image",
    [None, Image(f"{SITE}/a.png"), Image(f"{SITE}/a.png", "alt", 1200, 630, 40_123, "image/png")],
)
def test_feeds_pass_every_judge(language: str, image: Image | None) -> None:
    """Schema, strict reading and our own check agree, main feeds and archive alike."""
    articles = [make_article(number, language, image=image) for number in range(1, 11)]
    rendered = _render(articles, make_settings(EXTRA), language)
    assert set(rendered) == {"feed.xml", "atom.xml", "feed.json", "archive-1.xml", "archive-2.xml"}
    judge(rendered, f"{SITE}/{language}/")


def test_the_schemas_refuse() -> None:
    """A judge that says yes to everything is none: each fault is refused."""
    rendered = _render([make_article(1)], make_settings(EXTRA))
    faults = [
        ("rss", "feed.xml", b"<language>en</language>", b""),
        ("rss", "feed.xml", b"</pubDate>", b"</pubDate><author>The editors</author>"),
        ("rss", "feed.xml", b'isPermaLink="false"', b""),
        ("rss", "feed.xml", b"Mon, 06 Jan", b"Mon, 6 Jan"),
        ("atom", "atom.xml", b"<published>", b"<published>x"),
        ("atom", "atom.xml", b'href="https://example.com/en/atom.xml"', b'href="/atom.xml"'),
        ("atom", "atom.xml", b'xml:lang="en"', b""),
    ]
    for schema, name, old, new in faults:
        assert old in rendered[name]
        assert not SCHEMAS[schema].validate(
            etree.fromstring(rendered[name].replace(old, new, 1))
        ), (old, new)


def test_atoma_reads_every_format() -> None:
    """A strict typed parser takes all three and sees the same entries."""
    articles = [make_article(number) for number in range(1, 4)]
    rendered = _render(articles, make_settings())
    rss, atom = (
        atoma.parse_rss_bytes(rendered["feed.xml"]),
        atoma.parse_atom_bytes(rendered["atom.xml"]),
    )
    wanted = [(each.title, each.guid, each.date) for each in reversed(articles)]
    assert [(each.title, each.guid, each.pub_date) for each in rss.items] == wanted
    assert [(each.title.value, each.id_, each.published) for each in atom.entries] == wanted
    assert rss.language == "en"


ODD_TEXT = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("<>&]\"'{}%*|[]#`\n\x00\x0b\ufffe\ud800\u202e日本語🍣ا")
    ),
    max_size=40,
)


@given(title=ODD_TEXT, summary=ODD_TEXT, author=ODD_TEXT, tag=ODD_TEXT, body=ODD_TEXT)
@settings(max_examples=60)
def test_whatever_a_post_holds_the_feeds_are_valid(
    title: str, summary: str, author: str, tag: str, body: str
) -> None:
    """Law: no text of a post breaks a feed of any format."""
    article = make_article(
        1,
        title=f"T{title}",
        summary=summary,
        author=f"A{author}",
        tags=(f"#{tag}",),
        full_body=body,
    )
    judge(_render([article], make_settings()), allowed=frozenset({"feed-plain", "feed-letters"}))


@needs_newsboat
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_newsboat_shows_every_entry(name: str, tmp_path: Path) -> None:
    """A reader people use, over loopback.

    Every entry of both languages, with our own title, link, id and date.
    """
    articles = {
        language: [make_article(number, language) for number in range(1, 6)]
        for language in ("ja", "en")
    }
    for language, own in articles.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / name).write_bytes(_render(own, make_settings(), language)[name])
    every = [article for own in articles.values() for article in own]
    shown = read_with_newsboat(tmp_path, [f"{language}/{name}" for language in articles])
    assert shown == {
        (each.title, each.url, each.guid, int(each.date.timestamp())) for each in every
    }
