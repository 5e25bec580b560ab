"""Categories and tags with a feed of their own: which, under which name, at which address."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.config import FeedsSettings
from newsletter.edition.topics import find_topics, topic_slug
from tests.render.articles import make_article

ARTICLE = replace(make_article(), categories=("Markets", "ニュース"), tags=("C++", "gold", "Gold"))


@pytest.mark.parametrize(
    ("categories", "tags", "folders"),
    [
        ((), (), []),
        (("*",), (), ["category/markets/", "category/ニュース/"]),
        (("Markets",), (), ["category/markets/"]),
        (("markets",), (), ["category/markets/"]),
        (("ニュース",), (), ["category/ニュース/"]),
        (("Market",), (), []),
        (("gold",), (), []),
        ((), ("gold",), ["tag/gold/"]),
        ((), ("C",), []),
        ((), ("*",), ["tag/cplus-plus/", "tag/gold/"]),
        (("*",), ("gold",), ["category/markets/", "category/ニュース/", "tag/gold/"]),
    ],
)
def test_the_settings_choose_the_topics(
    categories: tuple[str, ...], tags: tuple[str, ...], folders: list[str]
) -> None:
    """By the name a reader sees, whatever its case; a category is no tag, and a part no whole."""
    topics = find_topics(ARTICLE, FeedsSettings(categories=categories, tags=tags))
    assert [topic.folder for topic in topics] == folders


def test_the_first_of_two_spellings_names_the_topic() -> None:
    """Gold and gold are one topic."""
    (topic,) = find_topics(ARTICLE, FeedsSettings(tags=("gold",)))
    assert topic.name == "gold"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Rare Earths", "rare-earths"),
        ("ニュース", "ニュース"),
        ("AI・半導体", "ai-半導体"),
        ("C", "c"),
        ("C++", "cplus-plus"),
        ("C#", "csharp"),
        ("#AI", "ai"),
        ("../../etc/passwd", "etc-passwd"),
        ("a/b", "a-b"),
        ("…!", ""),
        ("", ""),
    ],
)
def test_a_topic_has_a_safe_folder(name: str, slug: str) -> None:
    """No name leads out of its folder; what has no letter has no folder."""
    assert topic_slug(name) == slug
