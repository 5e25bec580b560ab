"""Codes of emoji: shown as emoji wherever a reader reads, kept where a generator does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from newsletter.edition.article import with_emoji
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.render.feeds import build_feed, render_feeds
from newsletter.render.site.copies import render_copy
from newsletter.render.site.pages import render_page
from newsletter.render.templates import load_templates
from newsletter.source.emoji_codes import show_emoji_in
from tests.render.articles import make_article, make_settings

SETTINGS = make_settings()
BODY = "The bridge is open :tada: at 10:30:45.\n\nUse `:tada:` in code.\n"
ARTICLE = make_article(
    1,
    summary="The bridge is open :tada:",
    lead="Open :tada:",
    key_points=("Free :ship:",),
    body=BODY,
    full_body=BODY,
)
# A text, the same as a reader is shown it.
TEXTS = [
    ("Done :tada:", "Done 🎉"),
    ("港:ship:と:sushi:", "港🚢と🍣"),
    ("**:+1:** [:fire:](/a)", "**👍** [🔥](/a)"),
    # none, or not to be shown
    ("", ""),
    ("At 10:30:45 and 1:100:2", "At 10:30:45 and 1:100:2"),
    ("std::vector::begin", "std::vector::begin"),
    ("`:tada:` and https://e.com/:tada:", "`:tada:` and https://e.com/:tada:"),
    (":no_such_code: :octocat:", ":no_such_code: :octocat:"),
]


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_codes_in_a_text(text: str, shown: str) -> None:
    """What GitHub knows is an emoji outside of code, addresses and times."""
    assert show_emoji_in(text) == shown


def test_an_article_is_shown_with_its_emoji() -> None:
    """Title, body, summary, lead and key points say the same."""
    shown = with_emoji(replace(ARTICLE, title="Out :tada:"))
    assert shown.summary == "The bridge is open 🎉"
    assert (shown.lead, shown.key_points) == ("Open 🎉", ("Free 🚢",))
    assert shown.body == shown.full_body == BODY.replace("open :tada:", "open 🎉")
    assert shown.title == "Out 🎉"
    plain = make_article(2)
    assert with_emoji(plain) == plain


def test_mails_pages_and_feeds_show_emoji() -> None:
    """Every line of the inbox, the page and the feed; code stays code."""
    edition = build_post_edition(ARTICLE, SETTINGS)
    assert edition.preheader.startswith("The bridge is open 🎉")
    digest = build_digest([ARTICLE], SETTINGS, id="digest-1", date=ARTICLE.date)
    assert digest.articles[0].summary == "The bridge is open 🎉"
    templates = load_templates()
    page = render_page(ARTICLE, SETTINGS, templates).content.decode()
    assert "open 🎉 at 10:30:45" in page
    assert page.count(":tada:") == page.count("<code>:tada:</code>") == 1
    feed = build_feed([ARTICLE], "en", SETTINGS)
    files = {file.path: file.content for file in render_feeds(feed, SETTINGS, templates)}
    (item,) = json.loads(files["en/feed.json"])["items"]
    assert item["summary"] == "The bridge is open 🎉"
    assert "open 🎉 at 10:30:45" in item["content_html"]


def test_a_title_is_shown_with_its_emoji() -> None:
    """In the subject, on the page, in the feed; the copy has the author's line."""
    article = replace(ARTICLE, title="Out :tada: at 10:30:45")
    edition = build_post_edition(article, SETTINGS)
    page = render_page(article, SETTINGS, load_templates()).content.decode()
    feed = build_feed([article], "en", SETTINGS)
    files = {file.path: file.content for file in render_feeds(feed, SETTINGS, load_templates())}
    (item,) = json.loads(files["en/feed.json"])["items"]
    assert edition.subject == item["title"] == "Out 🎉 at 10:30:45"
    assert "<h1" in page
    assert "Out :tada:" not in page
    assert "title: " in (copy := render_copy(article, SETTINGS).content.decode())
    assert "Out :tada: at 10:30:45" in copy


def test_a_copy_keeps_the_codes() -> None:
    """Its generator knows them, or the author has written them for one that does."""
    copy = render_copy(ARTICLE, SETTINGS).content.decode()
    assert "The bridge is open :tada: at 10:30:45." in copy
    assert "🎉" not in copy
