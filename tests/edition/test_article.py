"""What an article says of its author, in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from newsletter.config import parse_settings
from newsletter.edition.article import cover_url, translated_article
from newsletter.model import Translated
from newsletter.source.post import parse_post
from tests.render.articles import make_article, make_settings

AUTHORS = [
    ({"author": "Ada Nets"}, "Ada Nets"),
    ({"authors": ["[[People/Ada Nets|Ada Nets]]", "[[Ben Boats]]"]}, "Ada Nets, Ben Boats"),
    ({"author": "Ada [[Nets]] Lee"}, "Ada [[Nets]] Lee"),
    ({"author": ["Ada Nets", "Ben Boats"]}, "Ada Nets, Ben Boats"),
    ({"authors": ["Ada Nets", "Ben Boats"]}, "Ada Nets, Ben Boats"),
    ({"authors": [{"name": "Ada Nets"}]}, "Ada Nets"),
    ({"author": "Ada Nets ([@ada](https://a.example))"}, "Ada Nets (@ada)"),
    ({"author": "Ada [Nets] (Port)"}, "Ada [Nets] (Port)"),
]


@pytest.mark.parametrize(("fields", "author"), AUTHORS)
def test_a_translation_names_the_authors(fields: dict[str, object], author: str) -> None:
    """One or several, by a text, a list or mappings; of a link its words."""
    original = replace(make_article(), front_matter=tuple(fields.items()))
    translated = Translated("fr", "Titre", "", "Corps.", "Corps.", (), ())
    article = translated_article(original, translated, make_settings(), guid="a")
    assert article.author == author


def test_a_translated_name_goes_before() -> None:
    """What a person or an engine wrote in the target language is the name there."""
    original = replace(make_article(), front_matter=(("author", "編集部"),))
    fields = (("author", "The editors"),)
    translated = Translated("en", "Title", "", "Body.", "Body.", fields, ())
    article = translated_article(original, translated, make_settings(), guid="a")
    assert article.author == "The editors"


COVERS = [
    ("/images/a.png", "https://a.example/log/images/a.png"),
    ("images/a.png", "https://a.example/log/images/a.png"),
    ("/log/images/a.png", "https://a.example/log/images/a.png"),
    ("https://b.example/a.png", "https://b.example/a.png"),
    ("//b.example/a.png", "https://b.example/a.png"),
    ("/logs/a.png", "https://a.example/log/logs/a.png"),
    ("data:image/png;base64,a", ""),
]


@pytest.mark.parametrize(("written", "address"), COVERS)
def test_a_cover_counts_from_where_the_site_begins(written: str, address: str) -> None:
    """As generators do with front matter, and where its file is looked up."""
    settings = parse_settings(
        '[publication]\ntitle = "A"\nurl = "https://a.example/log"\nlanguage = "en"\n'
    )
    head = f"---\ntitle: a\ndate: 2025-01-01\nimage: {written}\n---\n\nText.\n"
    post = parse_post(head.encode(), "a.md", zone=UTC)
    assert cover_url(post, settings) == address
