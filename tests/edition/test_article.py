"""What an article says of its author, in every language."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.edition.article import translated_article
from newsletter.model import Translated
from tests.render.articles import make_article, make_settings

AUTHORS = [
    ({"author": "Ada Nets"}, "Ada Nets"),
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
