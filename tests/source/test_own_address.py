"""What a post says of its own address: by origin, a third of them say nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsletter.config import Settings, parse_settings
from newsletter.edition.addresses import post_url
from newsletter.errors import PostError
from newsletter.model import NO_ADDRESS, OwnAddress
from newsletter.plan.packed_address import pack_address, unpack_address
from newsletter.source.post import parse_post

SAYS = {
    "jekyll": ("permalink: /2020/market/", "", OwnAddress(path="/2020/market/")),
    "hugo": ("url: /market.html", "", OwnAddress(path="/market.html")),
    "japanese": ("permalink: /港/朝市/", "", OwnAddress(path="/港/朝市/")),
    "jekyll categories": ("categories: Town Market", "", OwnAddress(categories="town/market")),
    "a list": ("categories: [町, Market Day]", "", OwnAddress(categories="町/market day")),
    "both fields": ("category: A\ncategories: [a, B]", "", OwnAddress(categories="a/b")),
    "aliases": ("aliases: [/old/, /older.html]", "", OwnAddress(aliases=("/old/", "/older.html"))),
    "redirect_from": ("redirect_from: /old/", "", OwnAddress(aliases=("/old/",))),
    "folders": ("x: 1", "notes/2025/market.md", OwnAddress(folders="notes/2025")),
    "a bundle": ("x: 1", "notes/market/index.md", OwnAddress(folders="notes")),
    "at the top": ("x: 1", "market.md", NO_ADDRESS),
    "a pattern": ("permalink: /:year/:title/", "", NO_ADDRESS),
    "a style": ("permalink: pretty", "", NO_ADDRESS),
    "an address elsewhere": ("url: https://example.com/a/", "", NO_ADDRESS),
    "a number": ("permalink: 7", "", NO_ADDRESS),
    "a list of paths": ("permalink: [/a/]", "", NO_ADDRESS),
    "up and away": ("permalink: /../../etc/", "", NO_ADDRESS),
    "a feed": ("permalink: /feed.xml", "", NO_ADDRESS),
    "a query": ("permalink: /a/?b=1", "", NO_ADDRESS),
    "a line end": ('permalink: "/a/\\nb/"', "", NO_ADDRESS),
    "no alias": ("aliases: {a: b}", "", NO_ADDRESS),
    "dots as a category": ('categories: ["..", "."]', "", NO_ADDRESS),
}


def read(fields: str, below: str = "") -> OwnAddress:
    """The address of a post with this front matter, but for what its title says."""
    data = f"---\ntitle: Market\ndate: 2025-11-01\n{fields}\n---\n\nText.\n".encode()
    zone = ZoneInfo("UTC")
    post = parse_post(
        data, "market.md", language="ja", languages=("ja", "en"), zone=zone, below=below
    )
    assert post.address.title_slug == "market"
    address = post.address
    return OwnAddress(address.path, address.categories, address.folders, "", address.aliases)


@pytest.mark.parametrize(("fields", "below", "expected"), SAYS.values(), ids=SAYS)
def test_what_a_post_says_of_its_address(fields: str, below: str, expected: OwnAddress) -> None:
    """Paths are taken as they stand; patterns, other sites and what is not safe say nothing."""
    assert read(fields, below) == expected


@pytest.mark.parametrize(
    "path", ["/", "/index.html", "/ja/", "/en/index.html", "/en/2025.html", "/2025/", "/reports/a/"]
)
def test_the_address_of_a_page_of_ours_is_refused(path: str) -> None:
    """One would overwrite the other; the error names the permalink."""
    with pytest.raises(PostError, match="index page"):
        read(f"permalink: {path}")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rare earths: who wins?", "rare-earths-who-wins"),
        ("AI の 未来", "ai-の-未来"),
        ("C++ in 2025", "c++-in-2025"),
        ("  -- a -- ", "a"),
    ],
)
def test_a_title_becomes_a_part_of_a_path(title: str, slug: str) -> None:
    """As Hugo does it: small letters, hyphens, no punctuation."""
    data = f'---\ntitle: "{title}"\ndate: 2025-11-01\n---\n\nText.\n'.encode()
    post = parse_post(data, "a.md", language="ja", zone=ZoneInfo("UTC"))
    assert post.address.title_slug == slug


@pytest.mark.parametrize("own", [NO_ADDRESS, OwnAddress("/a/", "b", "c", "d", ("/e/", "/f/"))])
def test_an_address_survives_the_ledger(own: OwnAddress) -> None:
    """What is packed is unpacked; nothing takes no room."""
    assert unpack_address(pack_address(own)) == own
    assert bool(pack_address(own)) == (own != NO_ADDRESS)


def settings_with(permalink: str) -> Settings:
    """A publication in two languages below a path."""
    return parse_settings(
        '[publication]\ntitle = "T"\nurl = "https://example.com/base"\nlanguage = "ja"\n'
        f'[languages.en]\n[posts]\npermalink = "{permalink}"\n'
    )


URLS = {
    "categories": ("/{categories}/{slug}/", OwnAddress(categories="町/a b"), "/%E7%94%BA/a%20b/x/"),
    "no categories": ("/{categories}/{slug}/", NO_ADDRESS, "/x/"),
    "folders": ("/posts/{folders}/{slug}/", OwnAddress(folders="a/b"), "/posts/a/b/x/"),
    "no folders": ("/posts/{folders}/{slug}/", NO_ADDRESS, "/posts/x/"),
    "a title": ("/{title_slug}/", OwnAddress(title_slug="the-title"), "/the-title/"),
    "its own path": ("/{slug}/", OwnAddress(path="/2020/market/"), "/2020/market/"),
}


@pytest.mark.parametrize(("permalink", "own", "path"), URLS.values(), ids=URLS)
def test_addresses_follow_what_the_post_says(permalink: str, own: OwnAddress, path: str) -> None:
    """Originals keep the address of the site; translations have their language in front."""
    settings = settings_with(permalink)
    day = datetime(2025, 11, 1, tzinfo=UTC)
    assert post_url(settings, "ja", "x", day, own) == f"https://example.com/base{path}"
    assert post_url(settings, "en", "x", day, own) == f"https://example.com/base/en{path}"
