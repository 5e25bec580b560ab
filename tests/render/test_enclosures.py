"""Sounds and films of posts in feeds."""

from __future__ import annotations

import pytest

from newsletter.render.enclosures import MediaFile, find_enclosure
from tests.render.articles import SITE, make_article

MP3 = "https://cdn.example/ep1.mp3"
FOUND = [
    (
        {"enclosure": {"url": MP3, "length": 1234, "type": "audio/mpeg"}},
        MediaFile(MP3, 1234, "audio/mpeg"),
    ),
    ({"audio": MP3}, MediaFile(MP3, 0, "audio/mpeg")),
    ({"audio": "/media/ep1.m4a"}, MediaFile(f"{SITE}/media/ep1.m4a", 0, "audio/mp4")),
    (
        {"video": {"src": "https://cdn.example/a.mp4"}},
        MediaFile("https://cdn.example/a.mp4", 0, "video/mp4"),
    ),
    ({"podcast": {"file": MP3, "size": "77"}}, MediaFile(MP3, 77, "audio/mpeg")),
]
NONE = [
    {},
    {"audio": True},
    {"audio": "https://cdn.example/page.html"},
    {"audio": "javascript:alert(1)"},
    {"enclosure": {"length": 1}},
    {"enclosure": {"url": MP3, "type": 'audio/"><script>'}},
    {"enclosure": {"url": "https://cdn.example/a.png", "type": "image/png"}},
]


@pytest.mark.parametrize(("fields", "wanted"), FOUND)
def test_a_post_names_its_sound(fields: dict[str, object], wanted: MediaFile) -> None:
    """Address absolute, length where it is said, the media type of the file name."""
    assert find_enclosure(make_article(1, front_matter=tuple(fields.items()))) == wanted


@pytest.mark.parametrize("fields", NONE)
def test_what_is_no_sound_is_no_enclosure(fields: dict[str, object]) -> None:
    """A picture, a page or something hostile is none."""
    assert find_enclosure(make_article(1, front_matter=tuple(fields.items()))) is None
