"""An article that was kept is the article that was made."""

from __future__ import annotations

import json
import zlib
from dataclasses import fields, replace

import pytest
from msgspec import to_builtins

from newsletter.model import Article, ListedArticle
from newsletter.pipeline.packed_articles import (
    article_hash,
    pack_article,
    unpack_about,
    unpack_article,
)
from tests.render.articles import make_article


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("希土類は、中国が握る。\n", id="in the wild"),
        pytest.param("", id="empty"),
        pytest.param('"\\u3042" \\ \x00\x1f\u2028', id="what JSON escapes"),
        pytest.param("👩‍👩‍👧 𠮷", id="beyond the first plane"),
        pytest.param("half a pair: \ud83d", id="synthetic: half of a pair"),
    ],
)
def test_every_text_comes_back(text: str) -> None:
    """Letter by letter, in the bodies and in what lists show."""
    article = replace(make_article(language="ja"), title=text, body=text, full_body=text * 2)
    packed = pack_article(article)
    assert unpack_article(*packed) == article
    assert unpack_about(packed[0]).title == text


def test_a_list_holds_no_more_than_it_shows() -> None:
    """What only the outputs of an article need is not held for every post of an archive."""
    article = replace(make_article(language="ja"), lead="先", key_points=("一", "二"), tags=("AI",))
    listed = unpack_about(pack_article(article)[0])
    assert not hasattr(listed, "lead")
    for field in fields(ListedArticle):
        assert getattr(listed, field.name) == getattr(article, field.name)


def test_equal_articles_have_one_hash() -> None:
    """And another text has another."""
    article = make_article(language="ja")
    assert article_hash(*pack_article(article)) == article_hash(*pack_article(article))
    other = replace(article, body=article.body + "。")
    assert article_hash(*pack_article(article)) != article_hash(*pack_article(other))


def test_what_earlier_versions_kept_is_read() -> None:
    """They escaped every letter beyond ASCII and compressed at another level."""
    article = make_article(language="ja")
    bare = replace(article, body="", full_body="", front_matter=())
    about = json.dumps([to_builtins(bare), []]).encode()
    text = zlib.compress(json.dumps([article.body, article.full_body]).encode(), 3)
    assert unpack_about(about).title == article.title
    read: Article = unpack_article(about, text)
    assert read == replace(article, front_matter=())
