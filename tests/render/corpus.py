"""Make articles of the real posts beside the project.

Japanese as they are, English by the pseudo engine.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from pathlib import Path

from newsletter.edition.article import link_alternates
from newsletter.model import Article
from newsletter.render.feeds import guid
from newsletter.source.post import parse_post
from newsletter.translate.callback import translate_markdown
from newsletter.translate.engines.preview import pseudo
from tests.render.articles import SITE, make_article

LANGUAGES = ("ja", "en")
ENGLISH_CHARS = 4_000  # of a post's beginning are translated: pseudo-English of all of it would take half a minute


def corpus_article(path: Path, language: str) -> Article:
    """A real post as an article; in English as the pseudo engine has it."""
    post = parse_post(path.read_bytes(), path.name, language="ja", zone=UTC)
    ref = f"{post.date:%Y-%m-%d}-{post.slug}"
    both = {
        each: make_article(
            language=each,
            ref=ref,
            slug=post.slug,
            guid=guid(ref, each, SITE),
            front_matter=post.front_matter,
            title=post.title if each == "ja" else pseudo(post.title),
            summary=str(post.fields.get("description", "")),
            full_body=post.text,
            date=post.date,
            updated=post.date,
            url=f"{SITE}/{each}/posts/{post.date:%Y-%m-%d}-post.html",
        )
        for each in LANGUAGES
    }
    article = link_alternates(both)[language]
    if language == "ja":
        return article
    start = post.text[: post.text.rfind("\n\n", 0, ENGLISH_CHARS)]
    body = translate_markdown(
        start, lambda texts: [pseudo(text) for text in texts], source="ja", target="en"
    )
    return replace(
        article, full_body=body, summary=pseudo(article.summary) if article.summary else ""
    )
