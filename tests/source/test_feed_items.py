"""Feeds as a source: what other programs write becomes posts."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newsletter.errors import PostError
from newsletter.source.feed_items import (
    Enclosure,
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
