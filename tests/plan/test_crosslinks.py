from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsletter.plan.crosslinks import Addresses, collect_addresses
from newsletter.store.ledger_records import AddressRecord, PageRecord, PostRecord, State

SITE = "https://example.com"
DATE = datetime(2025, 11, 2, 8, tzinfo=UTC)
GOLD, IRON = "2025-11-02-gold", "2025-11-02-iron"
JA, EN = f"{SITE}/ja/posts/2025-11-02-gold.html", f"{SITE}/en/posts/2025-11-02-gold-rush.html"
IRON_JA = f"{SITE}/ja/posts/2025-11-02-鉄.html"


def page(ref: str, language: str, url: str, links: str = "") -> PageRecord:
    """A published page."""
    return PageRecord(ref, language, State.PUBLISHED, "", "slug", url, "Title", "", links=links)


def post(ref: str, slug: str, path: str, date: datetime = DATE) -> PostRecord:
    """A post written in Japanese."""
    return PostRecord(ref, path, "", 0, 0, slug, "ja", "題", date, State.PUBLISHED)


def addresses() -> Addresses:
    """Gold stands in two languages and has moved; iron has no translation."""
    pages = [page(GOLD, "ja", JA), page(GOLD, "en", EN), page(IRON, "ja", IRON_JA)]
    posts = {
        GOLD: post(GOLD, "gold", "2025-11-02-gold.md"),
        IRON: post(IRON, "鉄", "sub/2025-11-01-鉄.md"),
    }
    past = [
        AddressRecord(f"{SITE}/old/gold.html", GOLD, "ja", DATE),
        AddressRecord(f"{SITE}/gone.html", "nobody", "ja", DATE),
    ]
    return collect_addresses(SITE, pages, posts, past)


REWRITTEN = {
    "our address": ("/ja/posts/2025-11-02-gold.html", EN),
    "absolute": (f"{SITE}/ja/posts/2025-11-02-gold.html", EN),
    "without its ending": ("/ja/posts/2025-11-02-gold", EN),
    "relative to the page": ("../../ja/posts/2025-11-02-gold.html", EN),
    "an address of the past": ("/old/gold/", EN),
    "a permalink of Jekyll": ("/2025/11/02/gold/", EN),
    "with categories and an ending": ("/ai/2025/11/2/gold.html", EN),
    "query and fragment stay": ("/2025/11/02/gold/?utm_source=a#part", f"{EN}?utm_source=a#part"),
    "below site.baseurl": ("{{ site.baseurl }}/2025/11/02/gold/", EN),
    "relative_url": ('{{ "/2025/11/02/gold/" | relative_url }}', EN),
    "post_url": ("{% post_url 2025-11-02-gold %}", EN),
    "link tag": ("{{ site.url }}{% link _posts/2025-11-02-gold.md %}", EN),
    "a file of Pelican": ("{filename}../2025-11-02-gold.md#part", EN),
    "a post of Hexo": ("{% post_link 2025-11-02-gold %}", EN),
    "a file beside it": ("2025-11-02-gold.md#part", f"{EN}#part"),
    "not translated: the original": ("/2025/11/02/%E9%89%84/", IRON_JA),
    "the day of its file": ("/2025/11/01/鉄/", IRON_JA),
}
LEFT = {
    "already there": EN,
    "another site": "https://other.com/2025/11/02/gold/",
    "another day": "/2025/11/03/gold/",
    "another slug": "/2025/11/02/golden/",
    "a page of the site": "/about/",
    "a slug alone": "/gold/",
    "nobody's past": "/gone.html",
    "a place in the page": "#part",
    "mail": "mailto:2025/11/02/gold@example.com",
    "broken": "http://[",
    "an unknown file": "{% post_url 2025-11-02-silver %}",
    "an image of the post": "/images/2025-11-02-gold.png",
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_link_leads_to_the_translation(name: str) -> None:
    """However a post is named, the link leads to where it stands in the language of the text."""
    link, url = REWRITTEN[name]
    assert addresses().find_rewrites([link], f"{SITE}/en/posts/x.html", "en") == ((link, url),)


@pytest.mark.parametrize("name", LEFT)
def test_other_links_are_left(name: str) -> None:
    """What leads elsewhere, or nobody knows where, stays as its author wrote it."""
    assert addresses().find_rewrites([LEFT[name]], f"{SITE}/en/posts/x.html", "en") == ()


ORIGIN = f"{SITE}/notes/walk/"
# Relative links of a post at ORIGIN, where they lead on its translation at /en/notes/walk/.
RELATIVE = {
    "a page of the site": ("../about/?a#b", f"{SITE}/notes/about/?a#b"),
    "a file": ("map.pdf", f"{SITE}/notes/walk/map.pdf"),
    "a post": ("../../2025/11/02/gold/", EN),
}
SAME = {
    "from the root": "/about/",
    "another site": "https://other.com/x",
    "a place on the page": "#part",
    "an unknown file": "silver.md",
    "a template": "{{ site.url }}/about/",
    "a file that Pelican does not find": "{filename}silver.md",
}


@pytest.mark.parametrize("name", RELATIVE)
def test_a_relative_link_is_meant_from_the_original(name: str) -> None:
    """A translation stands elsewhere; its relative links lead to where the author's do."""
    link, url = RELATIVE[name]
    page_url = f"{SITE}/en/notes/walk/"
    assert addresses().find_rewrites([link], page_url, "en", ORIGIN) == ((link, url),)


@pytest.mark.parametrize("name", SAME)
def test_a_link_that_is_not_relative_stays(name: str) -> None:
    """What leads to the same place from everywhere, or nobody knows where, stays."""
    page_url = f"{SITE}/en/notes/walk/"
    assert addresses().find_rewrites([SAME[name]], page_url, "en", ORIGIN) == ()


def test_two_posts_of_one_name_are_nobody() -> None:
    """A name that two posts have leads to neither of them."""
    pages = [page(ref, "ja", f"{SITE}/{ref}.html") for ref in (GOLD, IRON)]
    posts = {
        ref: post(ref, "same", f"{folder}/2025-11-02-same.md")
        for ref, folder in ((GOLD, "a"), (IRON, "b"))
    }
    both = collect_addresses(SITE, pages, posts, ())
    assert (
        both.find_rewrites(["/2025/11/02/same/", "{% post_url 2025-11-02-same %}"], SITE, "ja")
        == ()
    )
    assert both.ref_of(f"/{GOLD}.html", SITE) == GOLD


def test_fingerprint_changes_with_where_links_lead_only() -> None:
    """A page without links to posts has none; a moved target changes it, another page does not."""
    known = addresses()
    for links in ("", "/about/"):
        assert known.fingerprint_links(page("x", "en", f"{SITE}/x.html", links)) == ""
    linked = page("x", "en", f"{SITE}/x.html", "/about/\n/2025/11/02/gold/")
    before = known.fingerprint_links(linked)
    with_other = {**known.urls, ("other", "en"): f"{SITE}/other.html"}
    assert before == replace(known, urls=with_other).fingerprint_links(linked) != ""
    with_moved = {**known.urls, (GOLD, "en"): f"{SITE}/moved.html"}
    assert replace(known, urls=with_moved).fingerprint_links(linked) not in ("", before)
