"""Decide what one campaign carries: subject, preheader, articles.

The subject of a post is its title and the preheader its summary; a person may say otherwise in the front matter:

    newsletter:
      subject: "AIの裏側にある「土」"
      preheader: {ja: "希土類元素の話です。", en: "Why rare earths decide the future of AI."}

A text counts for the language the post was written in; a table names languages. A digest takes the subject of its first
post, the one the editor put on top, and names the others in the preheader. Both are one line of visible characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from newsletter.config import Settings
from newsletter.language.sentences import split_sentences
from newsletter.model import Article, Edition, EditionKind, Finding, Severity
from newsletter.source.inline import plain_text

MAX_SUBJECT_CHARS = 150  # Mailchimp refuses longer ones; the others allow more
GOOD_SUBJECT_COLUMNS = 70  # what the inbox of a desktop client shows; wide characters count two
MAX_PREHEADER_COLUMNS = 140  # beyond it no inbox shows anything
SEPARATOR = " · "

_HIDDEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f]")


def build_post_edition(
    article: Article, settings: Settings, others: Iterable[Article] = ()
) -> Edition:
    """Return the edition of one post.

    Args:
        article: The post in one language. `others`: posts to offer below it, at most `email.max_posts` are listed.
    """
    rest = [
        other for other in others if other.ref != article.ref and other.language == article.language
    ]
    return Edition(
        id=article.ref,
        language=article.language,
        kind=EditionKind.POST,
        subject=_one_line(_override(article, "subject") or article.title, MAX_SUBJECT_CHARS),
        preheader=shorten(
            _override(article, "preheader") or _summary(article), MAX_PREHEADER_COLUMNS
        ),
        date=article.date,
        articles=(article,),
        more=tuple((other.title, other.url) for other in rest[: settings.email.max_posts]),
    )


def build_digest(
    articles: Sequence[Article], settings: Settings, *, id: str, date: datetime
) -> Edition:
    """Return the edition of several posts of one language: the first `email.max_posts` in full view, the rest as links.

    Args:
        articles: At least one, in the order of the digest. `id`: e.g. `digest-2026-W47`. `date`: of the edition.

    Raises:
        ValueError: No article, or articles in several languages.
    """
    if not articles or len({article.language for article in articles}) != 1:
        raise ValueError("a digest needs articles of one language")
    shown = tuple(articles[: settings.email.max_posts])
    first = shown[0]
    titles = SEPARATOR.join(_one_line(article.title) for article in articles[1:])
    return Edition(
        id=id,
        language=first.language,
        kind=EditionKind.DIGEST,
        subject=_one_line(_override(first, "subject") or first.title, MAX_SUBJECT_CHARS),
        preheader=shorten(
            titles or _override(first, "preheader") or _summary(first), MAX_PREHEADER_COLUMNS
        ),
        date=date,
        articles=shown,
        more=tuple((article.title, article.url) for article in articles[len(shown) :]),
    )


def check_edition(edition: Edition) -> tuple[Finding, ...]:
    """Tell what a campaign tool would refuse and what an inbox would not show."""
    findings: list[Finding] = []
    if not edition.subject:
        findings.append(Finding("subject-empty", Severity.ERROR, "the edition has no subject"))
    columns = count_columns(edition.subject)
    if columns > GOOD_SUBJECT_COLUMNS:
        message = f"the subject takes {columns} columns and an inbox shows about {GOOD_SUBJECT_COLUMNS}: set newsletter.subject"
        findings.append(Finding("subject-long", Severity.WARNING, message))
    if not edition.preheader:
        findings.append(
            Finding(
                "preheader-empty",
                Severity.WARNING,
                "there is no preheader: inboxes show the beginning of the mail",
            )
        )
    elif edition.preheader == edition.subject:
        findings.append(
            Finding("preheader-repeats", Severity.WARNING, "the preheader repeats the subject")
        )
    return tuple(findings)


def shorten(text: str, columns: int) -> str:
    """Return the whole sentences that fit, else the words that fit with an ellipsis; one line."""
    line = _one_line(text[: 20 * columns])  # no more can be shown, and a megabyte is not read
    if count_columns(line) <= columns:
        return line
    kept = ""
    for sentence in split_sentences(line):
        if count_columns((kept + sentence).strip()) > columns:
            break
        kept += sentence
    if kept.strip():
        return kept.strip()
    while line and count_columns(line) > columns - 1:
        line = line[: min(len(line) - 1, columns)]
    head = line.rsplit(" ", 1)[0] if " " in line[len(line) // 2 :] else line
    return head.rstrip(" 、，,。.・:：;；（(「『") + "…"


def count_columns(text: str) -> int:
    """Return the width of a line as inboxes show it: wide characters count two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _override(article: Article, name: str) -> str:
    """What the front matter says of subject or preheader in this language; "" where it says nothing."""
    told = dict(article.front_matter).get("newsletter")
    value = told.get(name) if isinstance(told, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get(article.language)
    elif article.language != article.source_language:
        value = None
    return _one_line(str(value)) if value else ""


def _summary(article: Article) -> str:
    summary = _one_line(
        article.summary or plain_text(article.body.strip().split("\n\n")[0].lstrip("#> "))
    )
    title = _one_line(article.title)
    return summary.removeprefix(title).strip() if len(summary) > len(title) else summary


def _one_line(text: str, max_chars: int = 0) -> str:
    """Visible characters on one line; what turns the writing direction or hides is gone."""
    line = re.sub(" +", " ", _HIDDEN.sub("", re.sub(r"[\n\r\t\u2028\u2029]", " ", text))).strip()
    if max_chars and len(line) > max_chars:
        line = line[: max_chars - 1].rstrip() + "…"
    return line
