"""Feeds: what subscribers' readers take in."""

from __future__ import annotations

import json
import re
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from xml.etree import ElementTree

import feedparser
import pytest

from newsletter.config import Settings
from newsletter.lint.feed_rules import check_feed
from newsletter.model import Article, Image
from newsletter.render.feeds import build_feed, feed_id, guid, render_feeds
from newsletter.render.templates import Templates, load_templates
from tests.render.articles import SITE, make_article, make_settings

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The shipped templates."""
    return load_templates()


@pytest.fixture
def settings() -> Settings:
    """A publication in two languages."""
    return make_settings()


def _render(
    articles: list[Article], settings: Settings, templates: Templates, language: str = "en"
) -> dict[str, bytes]:
    feed = build_feed(articles, language, settings)
    return {
        artefact.path.partition("/")[2]: artefact.content
        for artefact in render_feeds(feed, settings, templates)
    }


@pytest.mark.parametrize(
    ("ref", "language", "url", "expected"),
    [
        (
            "2025-11-02-ai-rare-earth",
            "en",
            "https://example.com",
            "tag:example.com,2026:2025-11-02-ai-rare-earth/en",
        ),
        (
            "2025-11-02-ai-rare-earth",
            "ja",
            "https://example.com/",
            "tag:example.com,2026:2025-11-02-ai-rare-earth/ja",
        ),
        ("a", "zh-Hant", "http://Example.com:8080/news/", "tag:example.com,2026:news/a/zh-Hant"),
        ("市場", "en", "https://example.com", "tag:example.com,2026:%E5%B8%82%E5%A0%B4/en"),
        ("a", "en", "https://例え.jp", "tag:xn--r8jz45g.jp,2026:a/en"),
    ],
)
def test_guid_is_pinned(ref: str, language: str, url: str, expected: str) -> None:
    """The id of an entry never changes: these values are what subscribers' readers remember."""
    assert guid(ref, language, url) == expected


def test_guid_of_a_feed_is_no_entry() -> None:
    """The feed's own id differs from every entry's."""
    assert feed_id("en/", SITE) == "tag:example.com,2026:en"
    assert feed_id("en/", SITE) != guid("en", "en", SITE)


def test_a_change_of_title_text_and_address_keeps_the_id(
    settings: Settings, templates: Templates
) -> None:
    """A corrected post is the same entry with a later `updated`, in all three formats."""
    old = make_article(1)
    new = replace(
        old,
        title="Corrected",
        full_body="New.\n",
        url=f"{SITE}/en/posts/x.html",
        updated=old.date + timedelta(days=3),
    )
    before, after = _render([old], settings, templates), _render([new], settings, templates)
    for name in ("feed.xml", "atom.xml"):
        was, now = (
            feedparser.parse(before[name]).entries[0],
            feedparser.parse(after[name]).entries[0],
        )
        assert was.id == now.id
        assert was.updated_parsed < now.updated_parsed
        assert (now.title, now.link) == ("Corrected", f"{SITE}/en/posts/x.html")
    was, now = (
        json.loads(before["feed.json"])["items"][0],
        json.loads(after["feed.json"])["items"][0],
    )
    assert was["id"] == now["id"]
    assert was["date_modified"] < now["date_modified"]


def test_the_date_of_a_feed_is_that_of_its_newest_change(
    settings: Settings, templates: Templates
) -> None:
    """lastBuildDate and updated come from the entries, never from the clock.

    An old post corrected counts.
    """
    changed = datetime(2025, 6, 1, 12, tzinfo=UTC)
    articles = [make_article(1, updated=changed), make_article(2)]
    rendered = _render(articles, settings, templates)
    assert (
        ElementTree.fromstring(rendered["feed.xml"]).findtext("channel/lastBuildDate")
        == "Sun, 01 Jun 2025 12:00:00 +0000"
    )
    assert (
        ElementTree.fromstring(rendered["atom.xml"]).findtext(f"{ATOM}updated")
        == "2025-06-01T12:00:00+00:00"
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_feedparser_takes_the_feeds_as_they_are_meant(
    language: str, settings: Settings, templates: Templates
) -> None:
    """Title, link, id, author, categories, dates and text come back.

    The link is our own language's.
    """
    articles = [make_article(number, language) for number in range(1, 4)]
    rendered = _render(articles, settings, templates, language)
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(rendered[name])
        assert not parsed.bozo
        assert parsed.feed.title == settings.words(language).title
        assert parsed.feed.language == language
        for entry, article in zip(parsed.entries, reversed(articles), strict=True):
            assert (entry.title, entry.link, entry.id) == (article.title, article.url, article.guid)
            assert entry.author == article.author
            assert [tag.term for tag in entry.tags] == [*article.categories, *article.tags]
            assert timegm(entry.published_parsed) == article.date.timestamp()
            assert entry.summary == article.summary
            assert "<h2>" in entry.content[0].value
            assert "curtain" in entry.content[0].value


def test_every_alternate_stands_in_the_entry(settings: Settings, templates: Templates) -> None:
    """Each entry names its translation.

    Our own address is the first alternate and the last, as readers take either.
    """
    root = ElementTree.fromstring(_render([make_article(1)], settings, templates)["atom.xml"])
    links = [link for link in root.iter(f"{ATOM}link") if link.get("rel") == "alternate"][1:]
    own, other = make_article(1).url, make_article(1).alternates[0].url
    assert [(link.get("hreflang"), link.get("href")) for link in links] == [
        ("en", own),
        ("ja", other),
        (None, own),
    ]


def test_json_feed_says_the_same(settings: Settings, templates: Templates) -> None:
    """JSON Feed 1.1 carries the same entries, and nothing empty."""
    feed = json.loads(_render([make_article(1)], settings, templates)["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (feed["title"], feed["language"], feed["feed_url"]) == (
        "Rare Earth Weekly",
        "en",
        f"{SITE}/en/feed.json",
    )
    item = feed["items"][0]
    assert item["url"] == make_article(1).url
    assert item["date_published"] == "2025-01-06T08:30:00+00:00"
    assert item["_newsletter"]["alternates"][0]["language"] == "ja"
    assert "hubs" not in feed


COVERS = {
    "known": (
        Image(f"{SITE}/a.png", "alt", 1200, 630, 40_123, "image/png"),
        [{"url": f"{SITE}/a.png", "mime_type": "image/png", "size_in_bytes": 40_123}],
    ),
    "of a known type": (
        Image(f"{SITE}/a.png", "alt", 0, 0, 0, "image/png"),
        [{"url": f"{SITE}/a.png", "mime_type": "image/png"}],
    ),
    "known by its address only": (Image(f"{SITE}/a.png", "alt"), None),
    "none": (None, None),
}


@pytest.mark.parametrize(("image", "attachments"), COVERS.values(), ids=COVERS)
def test_json_feed_has_the_cover(
    image: Image | None,
    attachments: list[dict[str, object]] | None,
    settings: Settings,
    templates: Templates,
) -> None:
    """As image, and as attachment as far as its file is known; nothing empty."""
    feed = json.loads(_render([make_article(1, image=image)], settings, templates)["feed.json"])
    (item,) = feed["items"]
    assert item.get("image") == (image.url if image else None)
    assert item.get("attachments") == attachments


def test_articles_of_another_language_stay_out(settings: Settings) -> None:
    """One set of feeds a language: nothing else gets in, newest first."""
    articles = [make_article(1), make_article(3, "ja"), make_article(2)]
    assert [article.title for article in build_feed(articles, "en", settings).articles] == [
        "Rare earths, part 2",
        "Rare earths, part 1",
    ]


@pytest.mark.parametrize(
    ("n_posts", "n_pages"), [(0, 0), (1, 0), (4, 0), (5, 1), (8, 1), (9, 2), (12, 2), (13, 3)]
)
def test_the_archive_can_be_walked(n_posts: int, n_pages: int, templates: Templates) -> None:
    """From the main feed through prev-archive every post is met, and nothing else."""
    settings = make_settings("[feeds]\nn_entries = 4\n")
    articles = [make_article(number) for number in range(1, n_posts + 1)]
    rendered = _render(articles, settings, templates)
    assert sum(name.startswith("archive-") for name in rendered) == n_pages
    for start in ("feed.xml", "atom.xml"):
        met, name, n_seen = set[str](), start, 0
        while name:
            parsed = feedparser.parse(rendered[name])
            met |= {entry.id for entry in parsed.entries}
            older = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
            name = older[0].rpartition("/")[2] if older else ""
            n_seen += 1
        assert met == {article.guid for article in articles}
        assert n_seen == n_pages + 1


def test_the_archive_can_be_walked_back(templates: Templates) -> None:
    """Every page names the next newer one; the newest has none but the main feed."""
    settings = make_settings("[feeds]\nn_entries = 4\n")
    rendered = _render([make_article(number) for number in range(1, 14)], settings, templates)
    newer = {}
    for name in ("archive-1.xml", "archive-2.xml", "archive-3.xml"):
        links = feedparser.parse(rendered[name]).feed.links
        newer[name] = [link.href.rpartition("/")[2] for link in links if link.rel == "next-archive"]
    assert newer == {
        "archive-1.xml": ["archive-2.xml"],
        "archive-2.xml": ["archive-3.xml"],
        "archive-3.xml": [],
    }


def test_a_change_in_the_archive_is_one_of_the_feed(templates: Templates) -> None:
    """The main feed is as new as the newest change of all; an archive page as its own entries."""
    settings = make_settings("[feeds]\nn_entries = 4\n")
    articles = [make_article(number) for number in range(1, 7)]
    late = datetime(2030, 1, 1, tzinfo=UTC)
    articles[0] = replace(articles[0], updated=late)
    rendered = _render(articles, settings, templates)
    updated = {
        name: feedparser.parse(rendered[name]).feed.updated[:4]
        for name in ("atom.xml", "archive-1.xml")
    }
    assert updated == {"atom.xml": "2030", "archive-1.xml": "2030"}
    articles[0], articles[5] = make_article(1), replace(articles[5], updated=late)
    rendered = _render(articles, settings, templates)
    assert feedparser.parse(rendered["archive-1.xml"]).feed.updated[:4] != "2030"


def test_quotes_stay_as_they_are(settings: Settings, templates: Templates) -> None:
    """In XML text a quotation mark is itself: an entity for each makes a feed a tenth longer."""
    article = replace(make_article(1), full_body='He said "yes".\n', summary='A "word".')
    rendered = _render([article], settings, templates)
    for name in ("feed.xml", "atom.xml"):
        assert 'He said "yes".' in rendered[name].decode()
        assert b"&amp;quot;" not in rendered[name]


def test_an_author_is_named_where_there_is_one(settings: Settings, templates: Templates) -> None:
    """By name in JSON; nothing where a post has none."""
    named = replace(make_article(1), author="Ann Author")
    unnamed = replace(make_article(2), author="")
    feed = json.loads(_render([named, unnamed], settings, templates)["feed.json"])
    assert [item.get("authors") for item in feed["items"]] == [None, [{"name": "Ann Author"}]]


def test_a_full_archive_page_never_changes_when_posts_are_added(templates: Templates) -> None:
    """RFC 5005: what a reader has fetched from the archive stays true.

    Only the newest page gets a successor.
    """
    settings = make_settings("[feeds]\nn_entries = 4\n")
    before = _render([make_article(number) for number in range(1, 14)], settings, templates)
    after = _render([make_article(number) for number in range(1, 20)], settings, templates)
    for name in ("archive-1.xml", "archive-2.xml"):
        assert before[name] == after[name]


def test_the_same_articles_give_the_same_bytes(settings: Settings, templates: Templates) -> None:
    """Order of the input does not matter, nor does the clock."""
    articles = [make_article(number) for number in range(1, 6)]
    assert _render(articles, settings, templates) == _render(
        articles[::-1], settings, load_templates()
    )


HOSTILE = (
    "]]>",
    "<script>alert(1)</script>",
    "a < b & c > d",
    "&amp;lt;",
    "{{ title }} {% raw %}",
    "\x00\x08\x0b\x1f\ufffe\udc80",
    "𠮷野家で🍣を食べる👨‍👩‍👧",
    "مرحبا بالعالم",
    '"><x onload=1>',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str, settings: Settings, templates: Templates) -> None:
    """Whatever stands in a post, the feeds are clean XML and JSON and hold no live markup."""
    article = make_article(
        1,
        title=f"T {text}",
        summary=f"S {text}",
        author=text,
        tags=(text,),
        categories=(),
        full_body=f"# {text}\n\n{text}\n\n- {text}\n",
    )
    rendered = _render([article], settings, templates)
    for content in rendered.values():
        assert {finding.rule for finding in check_feed(content)} <= {
            "feed-plain"
        }  # the editor is told of a title like HTML
    visible = re.sub("[\x00-\x1f\ufffe\udc80]", "", f"T {text}").strip()
    assert (
        ElementTree.fromstring(rendered["atom.xml"]).findtext(f"{ATOM}entry/{ATOM}title") == visible
    )
    assert json.loads(rendered["feed.json"])["items"][0]["title"] == visible


def test_the_summary_is_text_in_every_format(settings: Settings, templates: Templates) -> None:
    """RSS readers take a description for HTML: a comparison in a summary must not become a tag."""
    rendered = _render([make_article(1, summary="a <b and c> d & e")], settings, templates)
    description = ElementTree.fromstring(rendered["feed.xml"]).findtext("channel/item/description")
    assert description == "a &lt;b and c&gt; d &amp; e"
    assert json.loads(rendered["feed.json"])["items"][0]["summary"] == "a <b and c> d & e"


def test_a_cover_whose_file_is_known_is_an_enclosure(
    settings: Settings, templates: Templates
) -> None:
    """With length and type it is an enclosure; without, media:content, which needs neither."""
    known = Image(f"{SITE}/a.png", "alt", 1200, 630, 40_123, "image/png")
    item = ElementTree.fromstring(
        _render([make_article(1, image=known)], settings, templates)["feed.xml"]
    ).find("channel/item")
    assert item is not None
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": f"{SITE}/a.png", "length": "40123", "type": "image/png"}
    rest = ElementTree.fromstring(_render([make_article(1)], settings, templates)["feed.xml"]).find(
        "channel/item"
    )
    assert rest is not None
    assert rest.find("enclosure") is None
    assert rest.find("{http://search.yahoo.com/mrss/}content") is not None


SOUNDS = {
    "of a known length": ({"url": "/a.mp3", "length": "4012"}, {"size_in_bytes": 4012}),
    "of a length of thousands of digits": ({"url": "/a.mp3", "length": "9" * 5000}, {}),
    "of a length in small digits": ({"url": "/a.mp3", "length": "²"}, {}),
    "of a length that nobody says": ({"url": "/a.mp3"}, {}),
}


@pytest.mark.parametrize(("stated", "size"), SOUNDS.values(), ids=SOUNDS)
def test_json_feed_has_the_sound(
    stated: dict[str, str], size: dict[str, int], settings: Settings, templates: Templates
) -> None:
    """With its type, and with its length where the post says it: a guess would stop a player."""
    article = make_article(1, front_matter=(("enclosure", stated),))
    (item,) = json.loads(_render([article], settings, templates)["feed.json"])["items"]
    assert item["attachments"][0] == {
        "url": f"{SITE}/a.mp3",
        "mime_type": "audio/mpeg",
        **size,
    }


def test_the_hub_is_named_when_there_is_one(templates: Templates) -> None:
    """WebSub: hub and self link stand in all formats."""
    settings = make_settings('[feeds]\nhub = "https://hub.example.com/"\n')
    rendered = _render([make_article(1)], settings, templates)
    for name in ("feed.xml", "atom.xml"):
        links = {link.rel: link.href for link in feedparser.parse(rendered[name]).feed.links}
        assert links["hub"] == "https://hub.example.com/"
        assert links["self"] == f"{SITE}/en/{name}"
    assert json.loads(rendered["feed.json"])["hubs"] == [
        {"type": "WebSub", "url": "https://hub.example.com/"}
    ]


def test_feeds_can_carry_the_abridged_text(templates: Templates) -> None:
    """`feeds.content = "abridged"` writes the newsletter version."""
    rendered = _render(
        [make_article(1)], make_settings('[feeds]\ncontent = "abridged"\n'), templates
    )
    assert "curtain" not in json.loads(rendered["feed.json"])["items"][0]["content_html"]


def test_a_feed_without_entries_is_valid(settings: Settings, templates: Templates) -> None:
    """A language whose posts are all held still has feeds.

    A subscriber gets an empty one, not an error.
    """
    rendered = _render([], settings, templates)
    for content in rendered.values():
        assert check_feed(content) == ()
    updated = ElementTree.fromstring(rendered["atom.xml"]).findtext(f"{ATOM}updated")
    assert updated == "2000-01-01T00:00:00+00:00"  # the same on every day


def test_subscribers_are_told_of_a_machine_translation(
    settings: Settings, templates: Templates
) -> None:
    """The notice and the original's address stand at the end of a translated entry.

    Of no other.
    """
    translated = json.loads(_render([make_article(1)], settings, templates)["feed.json"])["items"][
        0
    ]["content_html"]
    assert translated.count("translated from Japanese by machine (google)") == 1
    assert translated.count(f'href="{make_article(1).alternates[0].url}"') == 1
    original = json.loads(_render([make_article(1, "ja")], settings, templates, "ja")["feed.json"])[
        "items"
    ][0]["content_html"]
    assert "機械翻訳" not in original


def test_two_entries_of_one_second_are_told_apart(settings: Settings, templates: Templates) -> None:
    """Posts dated by the day share their second.

    Each entry's `updated` in Atom is its own, whoever its neighbours are.
    """
    when = datetime(2025, 1, 6, tzinfo=UTC)
    articles = [make_article(number, date=when, updated=when) for number in range(1, 6)]
    all_of_them = feedparser.parse(_render(articles, settings, templates)["atom.xml"]).entries
    assert len({entry.updated for entry in all_of_them}) == 5
    assert {entry.published for entry in all_of_them} == {"2025-01-06T00:00:00+00:00"}
    alone = feedparser.parse(_render(articles[:1], settings, templates)["atom.xml"]).entries[0]
    assert alone.updated in {entry.updated for entry in all_of_them}


def test_what_a_post_lacks_is_left_out(settings: Settings, templates: Templates) -> None:
    """Without title, summary and text an entry is still valid.

    Its slug is the title, and nothing empty is written.
    """
    article = make_article(
        1,
        title="\u202e",
        summary=" ",
        full_body="",
        tags=(" ",),
        author="",
        machine_translation=None,
    )
    bare = replace(
        article, alternates=tuple(replace(each, title="") for each in article.alternates)
    )
    rendered = _render([bare], settings, templates)
    assert all(check_feed(content) == () for content in rendered.values())
    entry = feedparser.parse(rendered["atom.xml"]).entries[0]
    assert (entry.title, entry.summary) == ("post-1", "post-1")


@pytest.mark.parametrize("text", ["S&P500", "P&L2", 'AT&T & "Co"', "a < b, c > d"])
def test_no_validator_takes_a_text_for_html(text: str, templates: Templates) -> None:
    """An ampersand in front of letters is written as the RSS Board's profile has it.

    In every place of a plain text.
    """
    settings = make_settings(f"[languages.fr]\ntitle = '''{text}'''\ndescription = '''{text}'''\n")
    article = make_article(
        1, "fr", title=text, tags=(text,), categories=(), author=text, summary=text
    )
    article = replace(
        article, alternates=tuple(replace(each, title=text) for each in article.alternates)
    )
    rendered = _render([article], settings, templates, "fr")
    for content in rendered.values():
        assert check_feed(content) == ()
    for name in ("feed.xml", "atom.xml"):
        parsed = feedparser.parse(rendered[name], sanitize_html=False)
        found = {
            parsed.feed.title,
            parsed.entries[0].title,
            parsed.entries[0].tags[0].term,
            parsed.entries[0].author,
        }
        assert found | {link.title for link in parsed.entries[0].links if "title" in link} == {text}


@pytest.mark.parametrize(("hours", "shown"), [(9, "+0900"), (5.5, "+0530"), (0, "+0000")])
def test_a_common_zone_stays_as_the_author_wrote_it(
    hours: float, shown: str, settings: Settings, templates: Templates
) -> None:
    """The day of a post is that of its author."""
    date = datetime(2025, 1, 6, 8, 30, tzinfo=timezone(timedelta(hours=hours)))
    rendered = _render([make_article(1, date=date)], settings, templates)
    published = ElementTree.fromstring(rendered["feed.xml"]).findtext("channel/item/pubDate")
    assert published == f"Mon, 06 Jan 2025 08:30:00 {shown}"


def test_a_zone_readers_doubt_is_written_as_utc(settings: Settings, templates: Templates) -> None:
    """Nepal is 5:45 ahead: the same moment in RSS, and no warning."""
    nepal = datetime(2025, 1, 6, 8, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    rendered = _render([make_article(1, date=nepal, updated=nepal)], settings, templates)
    assert (
        ElementTree.fromstring(rendered["feed.xml"]).findtext("channel/item/pubDate")
        == "Mon, 06 Jan 2025 02:45:00 +0000"
    )
    assert all(check_feed(content) == () for content in rendered.values())


@pytest.mark.parametrize(
    ("logo", "shown"),
    [("logo.png", True), ("ロゴ.jpg", True), ("logo.svg", False), ("logo.webp", False)],
)
def test_rss_shows_images_it_knows(logo: str, shown: bool, templates: Templates) -> None:
    """RSS takes PNG, JPEG and GIF for the channel's image; Atom and JSON Feed name any."""
    rendered = _render([make_article(1)], make_settings(f'[brand]\nlogo = "{logo}"\n'), templates)
    assert (b"<image>" in rendered["feed.xml"]) == shown
    assert b"<logo>" in rendered["atom.xml"]
    assert all(check_feed(content) == () for content in rendered.values())


def test_only_the_documents_asked_for_are_written(templates: Templates) -> None:
    """A new post changes the main feed and the newest archive page: the others are left."""
    settings = make_settings("[feeds]\nn_entries = 4\n")
    articles = [make_article(number) for number in range(1, 14)]
    feed = build_feed(articles, "en", settings)
    written = {
        number: [each.path for each in render_feeds(feed, settings, templates, {number})]
        for number in (0, 1, 9)
    }
    assert written == {
        0: ["en/feed.xml", "en/feed.json", "en/atom.xml"],
        1: ["en/archive-1.xml"],
        9: [],
    }


def test_an_archive_page_says_so_and_the_main_feed_does_not(templates: Templates) -> None:
    """RFC 5005: fh:archive marks the pages that never change, the oldest too."""
    settings = make_settings("[feeds]\nn_entries = 4\n")
    rendered = _render([make_article(number) for number in range(1, 10)], settings, templates)
    marked = {name for name, content in rendered.items() if b"<fh:archive" in content}
    assert marked == {"archive-1.xml", "archive-2.xml"}


def test_japanese_stands_in_json_as_it_is(settings: Settings, templates: Templates) -> None:
    """Escapes would double the size of a Japanese feed."""
    rendered = _render([make_article(1, "ja", title="希土類")], settings, templates, "ja")
    assert "希土類" in rendered["feed.json"].decode()


def test_the_date_of_a_change_is_pinned(settings: Settings, templates: Templates) -> None:
    """A reader that polls must not take an unchanged entry for a changed one after an update."""
    atom = ElementTree.fromstring(_render([make_article(1)], settings, templates)["atom.xml"])
    assert atom.findtext(f"{ATOM}entry/{ATOM}updated") == "2025-01-06T08:30:00.804+00:00"


def test_nothing_empty_is_written(settings: Settings, templates: Templates) -> None:
    """No cover, no size, no translation, no text: no field of it."""
    sizeless = Image(f"{SITE}/a.png", "alt", 0, 0, 0, "image/png")
    bare = make_article(1, image=None, alternates=(), full_body="", machine_translation=None)
    for article in (bare, make_article(2, image=sizeless)):
        rendered = _render([article], settings, templates)
        item = json.loads(rendered["feed.json"])["items"][0]
        assert all(value for key, value in item.items() if key != "content_html")
    item = json.loads(_render([bare], settings, templates)["feed.json"])["items"][0]
    assert not item.keys() & {"image", "attachments", "_newsletter"}
    for nothing in ("", "<!-- a note -->\n"):
        rendered = _render([replace(bare, full_body=nothing)], settings, templates)
        assert b"<content" not in rendered["atom.xml"]
    sized = json.loads(_render([make_article(2, image=sizeless)], settings, templates)["feed.json"])
    assert sized["items"][0]["attachments"] == [{"url": f"{SITE}/a.png", "mime_type": "image/png"}]


def test_a_publication_without_logo_names_none(settings: Settings, templates: Templates) -> None:
    """An empty address would be that of the site."""
    rendered = _render([make_article(1)], settings, templates)
    assert "icon" not in json.loads(rendered["feed.json"])
    assert b"<logo>" not in rendered["atom.xml"]


def test_readers_are_asked_to_come_once_an_hour(settings: Settings, templates: Templates) -> None:
    """A publication writes a few posts a day at most."""
    channel = ElementTree.fromstring(_render([make_article(1)], settings, templates)["feed.xml"])
    assert channel.findtext("channel/ttl") == "60"
