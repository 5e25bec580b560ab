"""Where below the output folder the file of an address lies."""

from __future__ import annotations

import msgspec
import pytest

from newsletter.config import Settings
from newsletter.edition.addresses import site_path

SETTINGS = msgspec.convert(
    {"publication": {"title": "T", "url": "https://example.com/paper/", "language": "ja"}}, Settings
)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://example.com/paper/en/gold.html", "en/gold.html"),
        ("https://example.com/paper/en/gold", "en/gold.html"),
        ("https://example.com/paper/en/gold/", "en/gold/index.html"),
        ("https://example.com/paper/en/%E9%89%84.html", "en/鉄.html"),
        ("https://example.com/paper/en/gold.htm", "en/gold.htm"),
    ],
)
def test_an_address_names_a_file(url: str, path: str) -> None:
    """A folder is served from its index, a bare name from the HTML file, letters are decoded."""
    assert site_path(url, SETTINGS) == path


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.com/paper/",
        "https://example.com/other/gold.html",
        "https://example.com/papers/gold.html",
        "https://example.org/paper/gold.html",
        "http://example.com/paper/gold.html",
    ],
)
def test_an_address_of_another_site_names_none(url: str) -> None:
    """Another host, scheme or folder, or the site itself, is the address of no page of ours."""
    assert site_path(url, SETTINGS) == ""
