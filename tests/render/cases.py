"""Make articles and mails of tests/cases/mail: posts that went wrong once, in own wording."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from newsletter.config import Settings, parse_settings
from newsletter.edition.article import source_article
from newsletter.edition.edition import build_post_edition
from newsletter.model import Abridged, Article, Cleaned
from newsletter.render.mail.message import RenderedEmail, render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.templates import load_templates
from newsletter.source.post import parse_post

FOLDER = Path(__file__).resolve().parent.parent / "cases" / "mail"
WHEN = datetime(2026, 12, 1, tzinfo=UTC)
TEMPLATES = load_templates()


@lru_cache(maxsize=8)
def case_settings(language: str) -> Settings:
    """The settings of a publication in one language."""
    return parse_settings(f"""
[publication]
title = "The Weekly Letter"
url = "https://letter.example.com"
language = "{language}"
author = "Ann Author"

[email]
from_name = "Ann"
from_address = "ann@example.com"
postal_address = "1 Main Street"
unsubscribe_url = "https://letter.example.com/u"
""")


def case_article(name: str, language: str = "en") -> Article:
    """The article of a case, neither cleaned nor abridged."""
    file = name if name.startswith("20") else f"2026-04-01-{name}"
    path = FOLDER / f"{name}.md"
    post = parse_post(path.read_bytes(), f"{file}.md", language=language, zone=UTC)
    n = len(post.text)
    return source_article(
        post,
        Cleaned(post.text, (), post.title, n),
        Abridged(post.text, "", (), n, n),
        case_settings(language),
        guid="tag:letter.example.com,2026:case",
        updated=WHEN,
    )


def case_email(name: str, language: str = "en", profile: str = "plain") -> RenderedEmail:
    """The email of a case for one tool."""
    edition = build_post_edition(case_article(name, language))
    tool = get_profile(profile, TEMPLATES)
    return render_email(edition, case_settings(language), TEMPLATES, tool)
