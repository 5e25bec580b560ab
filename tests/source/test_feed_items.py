"""Feeds as a source: what other programs write becomes posts."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest

from newsletter.errors import PostError
from newsletter.source.feed_items import (
    MAX_SUMMARY_CHARS,
    Enclosure,
    FeedItem,
    html_to_markdown,
    item_file_name,
    parse_feed,
    render_item,
)
from newsletter.source.front_matter import parse_front_matter, split_front_matter

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
URL = "https://site.example/feed.xml"

# As Ghost writes it: the whole text in content:encoded, addresses of its own site absolute.
GHOST = """<?xml version="1.0" encoding="UTF-8"?>
<rss xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>港だより</title><language>ja</language>
<item><title><![CDATA[港の &amp; 朝]]></title><description><![CDATA[短い紹介]]></description>
<link>https://site.example/harbour-morning/</link><guid isPermaLink="false">66aa01</guid>
<category><![CDATA[港]]></category><category><![CDATA[市場]]></category>
<dc:creator><![CDATA[安奈]]></dc:creator><pubDate>Sat, 28 Feb 2026 08:30:00 GMT</pubDate>
<content:encoded><![CDATA[<p>朝の港は<strong>静か</strong>だ。</p>
<figure class="kg-card"><img src="/content/a.png" alt="船"><figcaption>朝の船</figcaption></figure>
<pre><code class="language-sh">make
</code></pre><table><tr><th>船</th><th>数</th></tr><tr><td>白</td><td>3</td></tr></table>]]></content:encoded>
<enclosure url="https://site.example/e.mp3" length="1234" type="audio/mpeg"/></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://site.example/blog/">
<title>T</title><id>urn:t</id><updated>2026-02-01T00:00:00Z</updated>
<entry xml:lang="en"><title type="html">A &lt;em&gt;walk&lt;/em&gt;</title><id>urn:1</id>
<link href="walk.html"/><published>2026-02-01T10:00:00+01:00</published>
<author><name>Anna</name></author>
<content type="html">&lt;p&gt;See &lt;a href="../other/"&gt;this&lt;/a&gt;.&lt;/p&gt;</content>
</entry>
<entry><title>Short</title><id>urn:2</id><link href="short.html"/>
<updated>2026-02-02T00:00:00Z</updated><summary>Only a line.</summary></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "language": "de",
        "items": [
            {
                "id": "1",
                "url": "https://site.example/a",
                "title": "Ein Tag",
                "content_html": "<p>Am <em>Hafen</em>.</p>",
                "date_published": "2026-02-03T08:00:00+01:00",
                "authors": [{"name": "Anna"}, {"name": "Ben"}],
                "tags": ["Hafen"],
                "attachments": [{"url": "https://site.example/a.mp3", "mime_type": "audio/mpeg"}],
            },
            {"id": "2", "content_text": "Eine Notiz <ohne> Titel.\n\nMehr."},
            {"title": "without a key"},
            "no item",
        ],
    }
)


def test_a_feed_of_ghost() -> None:
    """Text, title, terms, author, day, language and sound come out of RSS with content:encoded."""
    (item,) = parse_feed(GHOST.encode(), URL)
    assert (item.key, item.title, item.author, item.language) == (
        "66aa01",
        "港の & 朝",
        "安奈",
        "ja",
    )
    assert (item.categories, item.is_summary) == (("港", "市場"), False)
    assert item.enclosure == Enclosure("https://site.example/e.mp3", 1234, "audio/mpeg")
    assert item_file_name(item, NOW) == "2026-02-28-harbour-morning.md"
    head, body = split_front_matter(render_item(item, NOW))
    assert dict(parse_front_matter(head, "a.md"))["canonical_url"] == item.url
    assert body.strip().split("\n") == [
        "朝の港は**静か**だ。",
        "",
        "![船](https://site.example/content/a.png)",
        "",
        "朝の船",
        "",
        "```sh",
        "make",
        "```",
        "",
        "| 船 | 数 |",
        "| --- | --- |",
        "| 白 | 3 |",
    ]


def test_atom_with_a_base_and_a_summary() -> None:
    """Addresses are resolved by xml:base, and a feed that has only summaries says so."""
    walk, short = parse_feed(ATOM.encode(), URL)
    assert walk.title == "A walk"
    assert walk.url == "https://site.example/blog/walk.html"
    assert html_to_markdown(walk.html) == "See [this](https://site.example/other/)."
    assert (walk.language, walk.is_summary, short.is_summary) == ("en", False, True)
    assert walk.date == datetime(2026, 2, 1, 9, tzinfo=UTC)


def test_a_json_feed() -> None:
    """JSON Feed, with and without a title; what has no key is none."""
    day, note = parse_feed(JSON_FEED.encode(), URL)
    assert (day.author, day.categories, day.language) == ("Anna, Ben", ("Hafen",), "de")
    assert day.enclosure == Enclosure("https://site.example/a.mp3", 0, "audio/mpeg")
    text = render_item(note, NOW)
    assert "Eine Notiz" in text.partition("---\n\n")[2]
    assert "2026-03-01" in text


def test_an_edit_changes_the_hash() -> None:
    """The same feed says the same; another word is an edit."""
    (one,) = parse_feed(GHOST.encode(), URL)
    (same,) = parse_feed(GHOST.encode(), URL)
    (other,) = parse_feed(GHOST.replace("静か", "賑やか").encode(), URL)
    assert one.content_hash == same.content_hash != other.content_hash


@pytest.mark.parametrize("data", [b"<html><p>no feed</p></html>", b"{}", b"{ no json", b"", b"[1]"])
def test_what_is_no_feed_is_an_error(data: bytes) -> None:
    """A page in the place of a feed is told with the address."""
    with pytest.raises(PostError, match=r"site\.example"):
        parse_feed(data, URL)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2>A</h2><ul><li>b<ul><li>c</li></ul></li></ul>", "## A\n\n- b\n  - c"),
        ("<blockquote><p>a</p></blockquote>", "> a"),
        ("<p>a * b _c_</p>", r"a \* b \_c\_"),
        ('<div class="highlight-source-go"><pre>x</pre></div>', "```go\nx\n```"),
        ("<script>alert(1)</script><p>a</p>", "a"),
        ("<p>a<br>b</p>", "a\nb"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    """What a person would have written; nothing live is left."""
    assert html_to_markdown(html) == markdown


def rss(item: str, channel: str = "") -> bytes:
    """A feed of RSS with one item."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>T</title>{channel}<item>{item}</item></channel></rss>"
    ).encode()


def json_feed(**item: object) -> bytes:
    """A JSON Feed with one item."""
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "items": [item]}).encode()


def read_one(data: bytes) -> FeedItem:
    """The one item of a feed."""
    (item,) = parse_feed(data, URL)
    return item


TEXT_ITEMS = {
    "a summary": (rss("<guid>1</guid><description>短い紹介。</description>"), True),
    "a whole text in the summary": (
        rss(f"<guid>1</guid><description>{'港の朝。' * 101}</description>"),
        False,
    ),
    "as long as a summary may be": (
        rss(f"<guid>1</guid><description>{'港' * MAX_SUMMARY_CHARS}</description>"),
        True,
    ),
    "one more than that": (
        rss(f"<guid>1</guid><description>{'港' * (MAX_SUMMARY_CHARS + 1)}</description>"),
        False,
    ),
    "tags do not count": (
        rss(f"<guid>1</guid><description>{'&lt;b&gt;港&lt;/b&gt;' * 100}</description>"),
        True,
    ),
    "JSON with its text": (json_feed(id="1", content_html="<p>港</p>"), False),
    "JSON with plain text": (json_feed(id="1", content_text="港"), False),
    "JSON with a summary": (json_feed(id="1", summary="港"), True),
}


@pytest.mark.parametrize(("data", "is_summary"), TEXT_ITEMS.values(), ids=TEXT_ITEMS)
def test_a_summary_is_told_from_a_text(data: bytes, is_summary: bool) -> None:
    """Whoever sends only an introduction is told so; the length of what is read decides."""
    assert read_one(data).is_summary is is_summary


KEYS = {
    "the guid": (rss("<guid>urn:1</guid><link>https://site.example/a</link>"), "urn:1"),
    "the link": (rss("<title>港</title><link>https://site.example/a</link>"), None),
    "the id of JSON": (json_feed(id="7", url="https://site.example/a"), "7"),
    "the link of JSON": (json_feed(url="https://site.example/a"), None),
    "a link elsewhere": (json_feed(external_url="https://site.example/a"), None),
}


@pytest.mark.parametrize(("data", "key"), KEYS.values(), ids=KEYS)
def test_an_item_is_known_by_its_id_or_its_link(data: bytes, key: str | None) -> None:
    """The id stays when the address changes; without one the address is all there is."""
    assert read_one(data).key == (key or "https://site.example/a")


NO_ITEMS = {
    "RSS without key": rss("<title>港</title>"),
    "JSON without key": json_feed(title="港"),
    "JSON without items": b'{"version": "https://jsonfeed.org/version/1.1", "items": []}',
}


@pytest.mark.parametrize("data", NO_ITEMS.values(), ids=NO_ITEMS)
def test_what_cannot_be_known_again_is_no_item(data: bytes) -> None:
    """An item without a key would be sent at every run."""
    assert parse_feed(data, URL) == ()


LANGUAGES = {
    "of the feed": (rss("<guid>1</guid>", "<language>ja</language>"), "ja"),
    "nowhere": (rss("<guid>1</guid>"), ""),
    "of the item": (json_feed(id="1", language="fr"), "fr"),
    "none in JSON": (json_feed(id="1"), ""),
}


@pytest.mark.parametrize(("data", "language"), LANGUAGES.values(), ids=LANGUAGES)
def test_a_language_is_said_or_not(data: bytes, language: str) -> None:
    """What the feed does not say is not guessed here."""
    assert read_one(data).language == language


ADDRESSES = {
    "from the root": ('<img src="/b.png">', "https://site.example/b.png"),
    "beside the item": ('<img src="b.png">', "https://site.example/x/b.png"),
    "in single quotes": ("<a href='../b'>b</a>", "https://site.example/b"),
    "of another site": ('<a href="https://b.example/">b</a>', "https://b.example/"),
    "without a scheme": ('<img src="//b.example/c.png">', "https://b.example/c.png"),
    "a place": ('<a href="#b">b</a>', "https://site.example/x/a#b"),
    # must not change
    "mail": ('<a href="mailto:b@c.example">b</a>', "mailto:b@c.example"),
    "no address": ('<a href="http://[b">b</a>', "http://[b"),
}


@pytest.mark.parametrize(("html", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses_are_those_of_the_item(html: str, address: str) -> None:
    """Relative ones begin at the item; what is whole or no address stays as it is."""
    item = read_one(json_feed(id="1", url="https://site.example/x/a", content_html=html))
    assert re.findall(r"[\"'](.*?)[\"']", item.html) == [address]


AUTHORS = {
    "of version 1": ({"author": {"name": "安奈"}}, "安奈"),
    "several": ({"authors": [{"name": "Anna"}, {"name": "Ben"}]}, "Anna, Ben"),
    "version 1.1 goes before": ({"author": {"name": "A"}, "authors": [{"name": "B"}]}, "B"),
    "nobody": ({}, ""),
    "an empty list": ({"authors": []}, ""),
    "one that is none": ({"authors": [None, {"name": "Anna"}]}, "Anna"),
}


@pytest.mark.parametrize(("fields", "author"), AUTHORS.values(), ids=AUTHORS)
def test_authors_of_a_json_feed(fields: dict[str, object], author: str) -> None:
    """One author of version 1, several of 1.1; an empty place is nobody."""
    assert read_one(json_feed(id="1", **fields)).author == author


ENCLOSURES = {
    "a sound": (
        rss(
            '<guid>1</guid><enclosure url="https://a.example/b.mp3" length="9" type="audio/mpeg"/>'
        ),
        Enclosure("https://a.example/b.mp3", 9, "audio/mpeg"),
    ),
    "a length that is no number": (
        rss('<guid>1</guid><enclosure url="https://a.example/b" length="9 MB" type=""/>'),
        Enclosure("https://a.example/b", 0, ""),
    ),
    "a length in small digits": (
        rss('<guid>1</guid><enclosure url="https://a.example/b" length="²" type=""/>'),
        Enclosure("https://a.example/b", 0, ""),
    ),
    "the first of two": (
        json_feed(id="1", attachments=[{"url": "/a", "size_in_bytes": 7}, {"url": "/b"}]),
        Enclosure("/a", 7, ""),
    ),
    # no file
    "none": (rss("<guid>1</guid>"), None),
    "without an address": (json_feed(id="1", attachments=[{"mime_type": "audio/mpeg"}]), None),
    "no list": (json_feed(id="1", attachments="https://a.example/b"), None),
    "a list of words": (json_feed(id="1", attachments=["https://a.example/b"]), None),
}


@pytest.mark.parametrize(("data", "enclosure"), ENCLOSURES.values(), ids=ENCLOSURES)
def test_the_file_of_an_item(data: bytes, enclosure: Enclosure | None) -> None:
    """The first file with an address; a length that nobody understands is not said."""
    assert read_one(data).enclosure == enclosure


FILE_NAMES = {
    "the address": ({"url": "https://site.example/harbour/"}, "harbour"),
    "without its suffix": ({"url": "https://site.example/a/Harbour.html"}, "harbour"),
    "without its query": ({"url": "https://site.example/harbour?a=b.c"}, "harbour"),
    "Japanese": ({"url": "https://site.example/港"}, "港"),
    "the title where the address says nothing": (
        {"url": "https://site.example/", "title": "港の 朝"},
        "港の-朝",
    ),
    "the title where the address is none": ({"url": "http://[x/a", "title": "Rain"}, "rain"),
    "no way up": ({"title": "../../etc"}, "etc"),
}


@pytest.mark.parametrize(("fields", "slug"), FILE_NAMES.values(), ids=FILE_NAMES)
def test_the_name_of_the_file(fields: dict[str, object], slug: str) -> None:
    """The day and the address, else the title; never a path that leads out of the folder."""
    item = read_one(json_feed(id="1", date_published="2026-02-03T08:00:00Z", **fields))
    assert item_file_name(item, NOW) == f"2026-02-03-{slug}.md"


def test_a_note_without_name_has_a_short_one_of_its_own() -> None:
    """Two notes of one day without address and title get two files, each the same at every run."""
    names = [item_file_name(read_one(json_feed(id=key)), NOW) for key in ("1", "2", "1")]
    assert names[0] == names[2] != names[1]
    assert all(re.fullmatch(r"2026-03-01-[0-9a-f]{8}\.md", name) for name in names)


TITLES = {
    "tags and entities": ({"title": "A <em>walk</em> &amp; more"}, "A walk & more"),
    "two lines": ({"title": "港\n の朝"}, "港 の朝"),
    "the text where there is none": ({"content_html": "<p>港の朝。</p>"}, "港の朝。"),
    "sixty characters": ({"content_text": "a" * 60}, "a" * 60),
    "cut between words": ({"content_text": "word " * 20}, "word " * 11 + "word…"),
}


@pytest.mark.parametrize(("fields", "title"), TITLES.values(), ids=TITLES)
def test_the_title_of_a_post(fields: dict[str, object], title: str) -> None:
    """The title as a reader sees it; of a note its first words, none of them cut."""
    head, _ = split_front_matter(render_item(read_one(json_feed(id="1", **fields)), NOW))
    assert dict(parse_front_matter(head, "a.md"))["title"] == title


def test_what_a_feed_does_not_say_is_no_field() -> None:
    """An empty author or language would be read as one."""
    head, _ = split_front_matter(render_item(read_one(json_feed(id="1", title="a")), NOW))
    assert [name for name, _ in parse_front_matter(head, "a.md")] == ["title", "date", "feed_guid"]


EDITS = {
    "the title": {"title": "b"},
    "the address": {"url": "https://site.example/b"},
    "the text": {"content_html": "b"},
    "the author": {"author": {"name": "b"}},
    "a term": {"tags": ["a", "b"]},
}
NO_EDITS: dict[str, dict[str, object]] = {
    "the day": {"date_published": "2026-02-04T08:00:00Z"},
    "a file": {"attachments": [{"url": "/a.mp3"}]},
    "what we do not read": {"image": "/a.png"},
}
BEFORE: dict[str, object] = {
    "id": "1",
    "title": "a",
    "url": "https://site.example/a",
    "content_html": "a",
    "author": {"name": "a"},
    "tags": ["a"],
}


@pytest.mark.parametrize(
    ("edit", "is_edit"),
    [*((edit, True) for edit in EDITS.values()), *((edit, False) for edit in NO_EDITS.values())],
    ids=[*EDITS, *NO_EDITS],
)
def test_only_what_is_read_is_an_edit(edit: dict[str, object], is_edit: bool) -> None:
    """Words, address, author and terms are what an article says; a new day alone is no edit."""
    before, after = (read_one(json_feed(**{**BEFORE, **more})) for more in ({}, edit))
    assert (before.content_hash != after.content_hash) is is_edit


MORE_HTML = {
    "a language beside others": (
        '<pre><code class="hljs language-py">x</code></pre>',
        "```py\nx\n```",
    ),
    "code without a language": ("<pre><code>x</code></pre>", "```\nx\n```"),
    "a style": ("<style>\np { a: b }\n</style><p>港</p>", "港"),
    "a script in capitals": ("<SCRIPT>a()</SCRIPT ><p>港</p>", "港"),
    "blank paragraphs": ("<p>a</p><p> </p><p></p><p>b</p>", "a\n\nb"),
    "a numbered list": ("<ol><li>港</li><li>朝</li></ol>", "1. 港\n2. 朝"),
    "a picture": ('<img src="/a.png" alt="港">', "![港](/a.png)"),
    "plain words stay": ("港の朝", "港の朝"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("html", "markdown"), MORE_HTML.values(), ids=MORE_HTML)
def test_html_of_other_programs(html: str, markdown: str) -> None:
    """Code keeps its language, lists their numbers; scripts, styles and empty lines go."""
    assert html_to_markdown(html) == markdown


def test_the_language_of_an_item_goes_before_that_of_its_feed() -> None:
    """A feed in German may hold an article in French."""
    feed = {"language": "de", "items": [{"id": "1", "language": "fr"}, {"id": "2"}]}
    found = parse_feed(json.dumps(feed).encode(), URL)
    assert [item.language for item in found] == ["fr", "de"]
    atom = ATOM.replace("<feed ", '<feed xml:lang="de" ').encode()
    assert [item.language for item in parse_feed(atom, URL)] == ["en", "de"]
