"""The check of feeds: each rule fires on what breaks it, and on nothing else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsletter.lint.feed_rules import check_feed
from newsletter.model import Image, Severity
from newsletter.render.feed_files import is_feed
from newsletter.render.feeds import build_feed, render_feeds
from newsletter.render.templates import load_templates
from tests.render.articles import SITE, make_article, make_settings

RSS_BREAKS = [
    ("<channel>", "<channel", "feed-xml"),
    ("</title>", "\x0b</title>", "feed-xml"),
    ('version="2.0"', 'version="0.91"', "rss-version"),
    ("<title>Rare Earth Weekly</title>", "", "rss-channel"),
    (
        "<description>Resources and investing, weekly</description>",
        "<description> </description>",
        "rss-channel",
    ),
    ("<language>en</language>", "", "feed-language"),
    ("<language>en</language>", "<language>English (US)</language>", "feed-language"),
    ("<ttl>60</ttl>", "<ttl>1 h</ttl>", "rss-ttl"),
    ('rel="self"', 'rel="via"', "feed-self"),
    (f'href="{SITE}/en/feed.xml"', 'href="/en/feed.xml"', "feed-url"),
    (f"<link>{SITE}/en/posts/2025-01-07-post-2.html", "<link>/posts/2.html", "feed-url"),
    (f"<link>{SITE}/en/posts/2025-01-07-post-2.html", f"<link>{SITE}/市場", "feed-url"),
    (f"<link>{SITE}/en/posts/2025-01-07-post-2.html", f"<link>{SITE}/a b", "feed-url"),
    (f"<link>{SITE}/en/posts/2025-01-07-post-2.html", "<link>http://[::1", "feed-url"),
    ('isPermaLink="false"', 'isPermaLink="true"', "rss-permalink"),
    (' isPermaLink="false"', "", "rss-permalink"),
    ('isPermaLink="false">tag:example.com,2026', ">http://[x", "rss-permalink"),
    ("2025-01-07-post-2/en</guid>", "2025-01-06-post-1/en</guid>", "feed-id-twice"),
    ('<guid isPermaLink="false">tag:example.com,2026:2025-01-07-post-2/en</guid>', "", "feed-id"),
    ("Tue, 07 Jan 2025", "Wed, 07 Jan 2025", "feed-date"),
    ("Tue, 07 Jan 2025 08:30:00 +0000", "Tue, 07 Jan 2025 08:30:00", "feed-date"),
    ("Tue, 07 Jan 2025 08:30:00 +0000", "2025-01-07T08:30:00Z", "feed-date"),
    ("Tue, 07 Jan 2025 08:30:00 +0000", "Tue, 07 Jan 25 08:30:00 +0000", "feed-date"),
    ("Tue, 07 Jan 2025 08:30:00 +0000", "Tue, 32 Jan 2025 08:30:00 +0000", "feed-date"),
    ("dc:creator>", "author>", "rss-author"),
    ('length="9"', 'length="9.5"', "rss-enclosure"),
    ('length="9"', "", "rss-enclosure"),
    ('type="image/png"', "", "rss-enclosure"),
    ("<h2>", "&lt;script&gt;1&lt;/script&gt;", ""),
    ("&lt;h2&gt;", "&lt;script&gt;", "feed-unsafe"),
    ("&lt;h2&gt;", '&lt;h2 onclick="x"&gt;', "feed-unsafe"),
    ("&lt;h2&gt;", '&lt;a href="java&#10;script:x"&gt;', "feed-unsafe"),
    (f'href="{SITE}/en/charts/a.png"', 'href="../charts/a.png"', "feed-relative"),
    (f'href="{SITE}/en/charts/a.png"', 'href="//example.com/a.png"', "feed-relative"),
    (f'href="{SITE}/en/charts/a.png"', 'href="#fn1"', "feed-relative"),
    ("<url>", "<url>logo.png#", "feed-url"),
    (
        "<title>Rare Earth Weekly</title>\n      <link>",
        "<title>Logo</title>\n      <link>",
        "rss-image",
    ),
    ("<item>\n      <title>Rare earths, part 2</title>", "<item>", ""),
    ('encoding="UTF-8"', 'encoding="us-ascii"', "feed-encoding"),  # ObscureEncoding
    ("part 2</title>", "part \ufffd</title>", "feed-letters"),  # BadCharacters
    ("part 2</title>", "caf\u00c3\u00a9</title>", "feed-letters"),
    ("part 2</title>", "caf\u00e9 \u00c3 la carte</title>", ""),
    ("part 2</title>", "S&amp;P500</title>", "feed-plain"),  # ContainsHTML
    ("part 2</title>", "S&#x26;P500</title>", ""),  # RSS Board's profile, "Character data"
    ("part 2</title>", "S&amp;P 500, AT&amp;T</title>", ""),
    ("part 2</title>", "&lt;b&gt;2&lt;/b&gt;</title>", "feed-plain"),
    ("<title>Rare earths, part 2</title>", "<title><![CDATA[<b>2</b>]]></title>", "feed-plain"),
    ("part 2</title>", "a &lt; b &gt; c</title>", ""),
    ("<title>Rare earths, part 2</title>", "<title> </title>", "feed-blank"),  # NotBlank
    ("<category>AI</category>", "<category/>", "feed-blank"),
    ("</channel>", "<copyright>x</copyright></channel>", "feed-order"),  # MisplacedItem
    ("<ttl>60</ttl>", "<ttl>60</ttl><ttl>60</ttl>", "feed-twice"),  # DuplicateElement
    ("<category>AI</category>", "<category>AI</category><category>AI</category>", ""),
    ("<category>AI</category>", "<comments>https://example.com/a</comments>", ""),
    ("<category>AI</category>", "<topic>AI</topic>", "feed-unknown"),  # UndefinedElement
    ("<category>AI</category>", "<x:topic xmlns:x='https://example.com/ns'>AI</x:topic>", ""),
    ("<ttl>60</ttl>", "<ttl>0</ttl>", "rss-ttl"),  # InvalidPositiveInteger
    ("<ttl>60</ttl>", "<textInput/>", "rss-channel"),  # AvoidTextInput
    ("logo.png", "logo.svg", "rss-image"),  # ImageUrlFormat
    ("logo.png", "logo", ""),
    (
        "<description>China holds refining.</description>",
        "",
        "rss-description",
    ),  # NeedDescriptionBeforeContent
    (
        ">tag:example.com,2026:2025-01-07-post-2/en</guid>",
        ">12345</guid>",
        "feed-id",
    ),  # NotSufficientlyUnique
    ('isPermaLink="false"', 'isPermaLink="no"', "rss-permalink"),  # InvalidBooleanAttribute
    ("<category>AI</category>", "<author>a@example.com</author>", "rss-author"),  # MissingRealName
    ("<category>AI</category>", "<author>a@example.com (A. Writer)</author>", ""),
    (
        "Tue, 07 Jan 2025 08:30:00 +0000",
        "Sat, 07 Jan 1989 08:30:00 +0000",
        "feed-date",
    ),  # ImplausibleDate
    ("Tue, 07 Jan 2025 08:30:00 +0000", "Fri, 07 Jan 2050 08:30:00 +0000", "feed-date"),
    (
        "Tue, 07 Jan 2025 08:30:00 +0000",
        "Tue, 07 Jan 2025 08:30:00 +0545",
        "feed-date",
    ),  # ProblematicalRFC822Date
    ("Tue, 07 Jan 2025 08:30:00 +0000", "Tue, 07 Jan 2025 08:30:00 +0930", ""),
    ("<atom:updated>2025-01-07", "<atom:updated>7 Jan 2025", "feed-date"),
    (
        f'rel="self" type="application/rss+xml" href="{SITE}/en/feed.xml"',
        f'rel="self" href="{SITE}/feed.xml"',
        "feed-self",
    ),
    (
        'rel="self" type="application/rss+xml"',
        'rel="self" type="text/html"',
        "feed-self",
    ),  # SelfNotAtom
    ('rel="alternate" type', 'rel="friend" type', "atom-link"),  # UnregisteredAtomLinkRel
    ('rel="alternate" type', 'rel="https://example.com/rel/friend" type', ""),
    (
        'rel="alternate" type="text/html"',
        'rel="alternate" type="html"',
        "atom-link",
    ),  # InvalidMIMEType
    ('rel="alternate" type="text/html"', 'rel="alternate" type="text/html; charset=utf-8"', ""),
    ('rel="alternate" type', 'rel="prev-archive" type', "atom-archive"),  # FeedHistoryRelInEntry
    ('title="title in ja"', 'title=""', "feed-blank"),  # AttrNotBlank
    (
        f"<link>{SITE}/en/posts/2025-01-07-post-2.html",
        f"<link>{SITE}/a[1].html",
        "feed-url",
    ),  # InvalidUriChar
    (f"<link>{SITE}/en/posts/2025-01-07-post-2.html", "<link>http://[::1]/a.html", ""),
    ("&lt;h2&gt;", '&lt;h2 style="text-align:center"&gt;', ""),
    ("&lt;h2&gt;", '&lt;h2 style="position:fixed"&gt;', "feed-unsafe"),  # DangerousStyleAttr
    ("&lt;h2&gt;", '&lt;h2 style="background:url(x)"&gt;', "feed-unsafe"),
    ("&lt;h2&gt;", "&lt;blink&gt;", "feed-html"),  # NotHtml
    ("&lt;h2&gt;", '&lt;img src="/a.png"&gt;', "feed-relative"),  # ContainsRelRef
    ('medium="image"', 'medium="picture"', "rss-media"),  # InvalidMediaMedium
    ('width="1200"', 'width="0"', "rss-media"),
    ('type="image/png" width', 'type="png" width', "rss-media"),
    (f'content url="{SITE}/b.png"', "content url=", "feed-xml"),
]
ATOM_BREAKS = [
    (' xml:lang="en"', "", "feed-language"),
    ("<id>tag:example.com,2026:en</id>", "", "atom-element"),
    ("<id>tag:example.com,2026:en</id>", "<id>en</id>", "feed-id"),
    ("2025-01-07-post-2/en</id>", "2025-01-06-post-1/en</id>", "feed-id-twice"),
    ("<title>Rare earths, part 2</title>", "", "atom-element"),
    (
        "<updated>2025-01-07T08:30:00.079+00:00</updated>\n    <published>",
        "<published>",
        "atom-element",
    ),
    ("<published>2025-01-07T08:30:00+00:00", "<published>2025-01-07", "feed-date"),
    ("<published>2025-01-07T08:30:00+00:00", "<published>2025-02-30T08:30:00Z", "feed-date"),
    ("<published>2025-01-07T08:30:00+00:00", "<published>2025-01-07T08:30:00.5Z", ""),
    ('hreflang="ja" href', 'hreflang="en" href', "atom-alternate"),
    ('hreflang="ja" href', 'hreflang="日本" href', "feed-language"),
    ("<author><name>The editors</name></author>", "", "atom-author"),
    ('rel="self"', 'rel="via"', "feed-self"),
    ("&lt;h2&gt;", "&lt;iframe&gt;", "feed-unsafe"),
    ("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#", "feed-kind"),
    ("2025-01-06T08:30:00.804", "2025-01-07T08:30:00.079", "atom-updated"),  # DuplicateUpdated
    ("2025-01-07T08:30:00.079", "1969-01-07T08:30:00.079", "feed-date"),  # ImplausibleDate
    ("<summary>China holds refining.</summary>", "<summary></summary>", "feed-blank"),  # NotBlank
    ("<summary>China holds refining.</summary>", "", ""),
    ("<summary>China", '<summary type="text/plain">China', "atom-type"),  # InvalidTextType
    ("<title>Rare earths, part 2", '<title type="html">&lt;b&gt;2&lt;/b&gt;', ""),
    ("<title>Rare earths, part 2", '<title type="html">&lt;script&gt;2', "feed-unsafe"),
    ("<title>Rare earths, part 2", "<title>P&amp;L2", "feed-plain"),  # ContainsUndeclaredHTML
    ('<category term="AI"/>', '<category term=""/>', "feed-blank"),
    ('<category term="AI"/>', "<tag>AI</tag>", "feed-unknown"),
    ('<category term="AI"/>', "<published>2025-01-07T08:30:00Z</published>", "feed-twice"),
    ('<category term="AI"/>', "<author><name/></author>", "atom-author"),
    ("</feed>", f"<icon>{SITE}/a.png</icon></feed>", "feed-order"),  # MisplacedMetadata
    ("</feed>", "<x:sign xmlns:x='https://example.com/ns'/></feed>", "feed-order"),
    ('rel="self" type="application/atom+xml"', 'rel="self" type="application/xml"', "feed-self"),
    (
        f'rel="self" type="application/atom+xml" href="{SITE}/en/atom.xml"',
        f'rel="self" href="{SITE}/a"',
        "feed-self",
    ),
    (
        "<generator>",
        f'<link rel="hub" href="{SITE}/1"/><link rel="hub" href="{SITE}/2"/><generator>',
        "atom-link",
    ),
    (
        "<generator>",
        f'<link rel="hub" href="{SITE}/1"/><link rel="via" href="{SITE}/2"/><generator>',
        "",
    ),
    ("<generator>", "<fh:archive/><generator>", "atom-archive"),  # MissingCurrentInArchive
    ("<generator>", f'<fh:archive/><link rel="current" href="{SITE}/a"/><generator>', ""),
    (
        "<generator>",
        f'<fh:complete/><link rel="prev-archive" href="{SITE}/a"/><generator>',
        "atom-archive",
    ),
    ('rel="enclosure"', 'rel="next"', "atom-archive"),
    ('length="9"', 'length="nine"', "atom-link"),
]
JSON_BREAKS = [
    ("{", "[", "feed-xml"),
    ('"version": "https', '"version": "ftp', "json-version"),
    ('"title": "Rare Earth Weekly"', '"title": ""', "json-feed"),
    ('"items"', '"hubs"', "json-feed"),
    ('"feed_url"', '"next_url"', "feed-self"),
    ('"language": "en",\n "authors"', '"language": "?",\n "authors"', "feed-language"),
    ('2025-01-07-post-2/en"', '2025-01-06-post-1/en"', "feed-id-twice"),
    ('"id": "tag:example.com,2026:2025-01-07-post-2/en"', '"id": 2', "feed-id"),
    ('"content_html": "', '"content_html": 3, "summary": "', "json-item"),
    ('"date_published": "2025-01-07T08:30:00+00:00"', '"date_published": "yesterday"', "feed-date"),
    (f'"image": "{SITE}', '"image": "', "feed-url"),
    ("<h2>", "<script>", "feed-unsafe"),
    ("]", "", "feed-json"),
    ('"_newsletter"', '"newsletter"', "feed-unknown"),
    ('"_newsletter"', '"_1"', "feed-unknown"),
    ('"_newsletter": {', '"_list": [], "_newsletter": {', "json-extension"),
    ('"description"', '"subtitle"', "feed-unknown"),
    (f'"feed_url": "{SITE}/en/feed.json"', f'"feed_url": "{SITE}/feed.json"', "feed-self"),
    ('"tags": [\n    "Resources"', '"tags": [\n    3', "json-item"),
    ('"language": "en",\n   "_newsletter"', '"language": "e",\n   "_newsletter"', "feed-language"),
    (
        '"authors": [\n  {\n   "name": "The editors"\n  }\n ]',
        '"author": {"name": "The editors"}',
        "json-authors",
    ),
    (
        '"authors": [\n  {\n   "name": "The editors"\n  }\n ]',
        '"authors": "The editors"',
        "json-authors",
    ),
    (
        '"authors": [\n  {\n   "name": "The editors"\n  }\n ]',
        '"hubs": [{"type": "WebSub"}]',
        "feed-url",
    ),
    ('"authors": [\n  {\n   "name": "The editors"\n  }\n ]', '"hubs": ["WebSub"]', "json-feed"),
    (
        '"tags"',
        f'"attachments": [{{"url": "{SITE}/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}}], "tags"',
        "",
    ),
    ('"tags"', f'"attachments": [{{"url": "{SITE}/a.mp3"}}], "tags"', "json-item"),
    ('"tags"', '"attachments": "a.mp3", "tags"', "json-item"),
    ('"date_modified": "2025-01-07', '"date_modified": "2055-01-07', "feed-date"),
    ('"title": "Rare earths, part 2"', '"title": "part \ufffd"', "feed-letters"),
]


@pytest.fixture(scope="module")
def feeds() -> dict[str, str]:
    """Feeds of two posts with covers and a logo, by name."""
    settings = make_settings('[brand]\nlogo = "logo.png"\n')
    covers = (
        Image(f"{SITE}/b.png", "", 1200, 630, 0, "image/png"),
        Image(f"{SITE}/a.png", "", 1, 1, 9, "image/png"),
    )
    articles = [make_article(number, image=cover) for number, cover in enumerate(covers, 1)]
    rendered = render_feeds(build_feed(articles, "en", settings), settings, load_templates())
    return {artefact.path.rpartition("/")[2]: artefact.content.decode() for artefact in rendered}


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_a_clean_feed_has_no_findings(name: str, feeds: dict[str, str]) -> None:
    """What we write breaks no rule."""
    assert check_feed(feeds[name].encode()) == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        (name, *each)
        for name, breaks in (
            ("feed.xml", RSS_BREAKS),
            ("atom.xml", ATOM_BREAKS),
            ("feed.json", JSON_BREAKS),
        )
        for each in breaks
    ],
)
def test_each_rule_fires_on_what_breaks_it(
    name: str, old: str, new: str, rule: str, feeds: dict[str, str]
) -> None:
    """One fault gives the finding of its rule; a thing that only looks like a fault gives none."""
    assert old in feeds[name] or not rule, "the case does not fit the feed any more"
    broken = (
        feeds[name].replace(old, new)
        if rule == "atom-author" or "creator" in old
        else feeds[name].replace(old, new, 1)
    )
    address = f"{SITE}/en/{name}"
    rules = {
        finding.rule
        for finding in check_feed(
            broken.encode(), address=address, now=datetime(2030, 1, 1, tzinfo=UTC)
        )
    }
    assert rules == ({rule} if rule else set())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"plain text",
        b"<html></html>",
        b"\xff\xfe\x00",
        b"{",
        b'{"items": 3}',
        b"<rss/>",
        b"{" * 100_000,
    ],
)
def test_anything_else_is_a_finding_and_no_crash(content: bytes) -> None:
    """A file that is no feed at all is said to be none."""
    assert any(finding.severity is Severity.ERROR for finding in check_feed(content))


def test_messages_quote_and_shorten() -> None:
    """A finding names the entry and never carries a whole text."""
    title = "very long " * 50
    settings = make_settings()
    rendered = render_feeds(
        build_feed([make_article(1, title=title)], "en", settings), settings, load_templates()
    )
    broken = next(iter(rendered)).content.replace(b"Mon, 06 Jan", b"Sun, 06 Jan")
    findings = check_feed(broken)
    assert findings
    assert all(len(finding.message) < 260 for finding in findings)


def test_every_feed_we_write_is_known_as_one() -> None:
    """`newsletter check` looks at every file the renderer writes, archive pages included.

    At no page.
    """
    settings = make_settings("[feeds]\nn_entries = 2\n")
    feed = build_feed([make_article(number) for number in range(1, 7)], "en", settings)
    assert all(
        is_feed(artefact.path.rpartition("/")[2])
        for artefact in render_feeds(feed, settings, load_templates())
    )
    assert not any(map(is_feed, ("index.html", "sitemap.xml", "archive-.xml", "2025.html")))
