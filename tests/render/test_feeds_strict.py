"""Feeds before strict judges: schemas, a strict parser, the specification of JSON Feed, a reader people use."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import threading
from calendar import timegm
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import atoma
import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsletter.config import Settings
from newsletter.model import Article, Image
from newsletter.render.feed_lint import check_feed
from newsletter.render.feeds import build_feed, guid, render_feeds
from newsletter.render.templates import load_templates
from newsletter.source.post import parse_post
from tests.render.articles import SITE, make_article, make_settings

CASES = Path(__file__).resolve().parent.parent / "cases" / "feeds"
EXTRA = '[feeds]\nn_entries = 4\nhub = "https://hub.example.com/"\n[brand]\nlogo = "logo.png"\n'

TEMPLATES = load_templates()
SCHEMAS = {name: etree.RelaxNG(etree.parse(CASES / f"{name}.rng")) for name in ("rss", "atom")}  # strict, our own


class Author(msgspec.Struct, forbid_unknown_fields=True):
    """An author of JSON Feed 1.1: at least one of the three."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    avatar: str | msgspec.UnsetType = msgspec.UNSET


class Hub(msgspec.Struct, forbid_unknown_fields=True):
    """A hub: both fields are required."""

    type: str
    url: str


class Item(msgspec.Struct, forbid_unknown_fields=True):
    """An item of JSON Feed 1.1 as far as we write it; custom objects begin with an underscore."""

    id: str
    content_html: str
    url: str
    title: str
    date_published: datetime
    date_modified: datetime
    language: str
    summary: str = ""
    image: str = ""
    authors: list[Author] = []
    tags: list[str] = []
    alternates: list[dict[str, str]] = msgspec.field(name="_alternates", default_factory=list)


class JsonFeed(msgspec.Struct, forbid_unknown_fields=True):
    """The top level of JSON Feed 1.1."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    language: str
    items: list[Item]
    description: str = ""
    icon: str = ""
    authors: list[Author] = []
    hubs: list[Hub] = []


def _render(articles: list[Article], options: Settings, language: str = "en") -> dict[str, bytes]:
    rendered = render_feeds(build_feed(articles, language, options), options, TEMPLATES)
    return {artefact.path.rpartition("/")[2]: artefact.content for artefact in rendered}


def _judge(rendered: dict[str, bytes]) -> None:
    """Put every file of a feed before its judges."""
    for name, content in rendered.items():
        assert check_feed(content) == (), name
        if name == "feed.json":
            feed = msgspec.json.decode(content, type=JsonFeed)
            assert feed.version == "https://jsonfeed.org/version/1.1"
            assert len({item.id for item in feed.items}) == len(feed.items)
            continue
        schema = SCHEMAS["rss" if name == "feed.xml" else "atom"]
        document = etree.fromstring(content)
        assert schema.validate(document), (name, schema.error_log)
        parsed = feedparser.parse(content)
        assert not parsed.bozo, (name, parsed.get("bozo_exception"))
        ids = [entry.id for entry in parsed.entries]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("image", [None, Image(f"{SITE}/a.png"), Image(f"{SITE}/a.png", "alt", 1200, 630, 40_123, "image/png")])
def test_feeds_pass_every_judge(language: str, image: Image | None) -> None:
    """Schema, strict reading and our own check agree, main feeds and archive alike."""
    articles = [make_article(number, language, image=image) for number in range(1, 11)]
    rendered = _render(articles, make_settings(EXTRA), language)
    assert set(rendered) == {"feed.xml", "atom.xml", "feed.json", "archive-1.xml", "archive-2.xml"}
    _judge(rendered)


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
        assert not SCHEMAS[schema].validate(etree.fromstring(rendered[name].replace(old, new, 1))), (old, new)


def test_atoma_reads_every_format() -> None:
    """A strict typed parser takes all three and sees the same entries."""
    articles = [make_article(number) for number in range(1, 4)]
    rendered = _render(articles, make_settings())
    rss, atom = atoma.parse_rss_bytes(rendered["feed.xml"]), atoma.parse_atom_bytes(rendered["atom.xml"])
    wanted = [(each.title, each.guid, each.date) for each in reversed(articles)]
    assert [(each.title, each.guid, each.pub_date) for each in rss.items] == wanted
    assert [(each.title.value, each.id_, each.published) for each in atom.entries] == wanted
    assert rss.language == "en"


ODD_TEXT = st.text(
    alphabet=st.one_of(st.characters(), st.sampled_from("<>&]\"'{}%*|[]#`\n\x00\x0b\ufffe\ud800\u202e日本語🍣ا")), max_size=40
)


@given(title=ODD_TEXT, summary=ODD_TEXT, author=ODD_TEXT, tag=ODD_TEXT, body=ODD_TEXT)
@settings(max_examples=60)
def test_whatever_a_post_holds_the_feeds_are_valid(title: str, summary: str, author: str, tag: str, body: str) -> None:
    """Law: no text of a post breaks a feed of any format."""
    article = make_article(1, title=f"T{title}", summary=summary, author=f"A{author}", tags=(f"#{tag}",), full_body=body)
    _judge(_render([article], make_settings()))


@pytest.fixture(scope="module")
def corpus_articles(corpus: tuple[Path, ...]) -> list[Article]:
    """Real posts as articles, every sixth in the usual run: what matters is their variety."""
    return [_article_of(path) for path in corpus[::6]]


def _article_of(path: Path) -> Article:
    post = parse_post(path.read_bytes(), path.name, language="ja", zone=UTC)
    ref = f"{post.date:%Y-%m-%d}-{post.slug}"
    return make_article(
        language="ja",
        ref=ref,
        slug=post.slug,
        guid=guid(ref, "ja", SITE),
        title=post.title,
        summary=str(post.fields.get("description", "")),
        full_body=post.text,
        date=post.date,
        updated=post.date,
    )


def test_real_posts_make_valid_feeds(corpus_articles: list[Article]) -> None:
    """Posts of a real site, tables, Liquid and broken emphasis included, pass every judge with the right dates."""
    rendered = _render(corpus_articles, make_settings("[feeds]\nn_entries = 50\n"), "ja")
    _judge(rendered)
    dates = {article.guid: article.date for article in corpus_articles}
    for entry in feedparser.parse(rendered["feed.xml"]).entries:
        assert timegm(entry.published_parsed) == dates[entry.id].timestamp()


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.skipif(not shutil.which("newsboat"), reason="newsboat is not installed: apt-get install newsboat")
@pytest.mark.parametrize("name", ["feed.xml", "atom.xml"])
def test_newsboat_shows_every_entry(name: str, tmp_path: Path) -> None:
    """A reader people use, over loopback: every entry of both languages, with our own title, link, id and date."""
    articles = {language: [make_article(number, language) for number in range(1, 6)] for language in ("ja", "en")}
    for language, own in articles.items():
        (tmp_path / language).mkdir()
        (tmp_path / language / name).write_bytes(_render(own, make_settings(), language)[name])
    with _serve(tmp_path) as base:
        (tmp_path / "urls").write_text("".join(f"{base}/{language}/{name}\n" for language in articles))
        (tmp_path / "config").touch()
        files = [str(tmp_path / each) for each in ("config", "urls", "cache.db")]
        command = ["newsboat", "-C", files[0], "-u", files[1], "-c", files[2], "-x", "reload"]
        surroundings = {"HOME": str(tmp_path), "TERM": "dumb", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        subprocess.run(command, check=True, capture_output=True, timeout=60, env=surroundings)
    with closing(sqlite3.connect(files[2])) as cache:
        rows = set(cache.execute("select title, url, guid, pubDate from rss_item"))
    every = [article for own in articles.values() for article in own]
    assert rows == {(each.title, each.url, each.guid, int(each.date.timestamp())) for each in every}
