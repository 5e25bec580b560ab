"""Decide what one campaign carries: subject, preheader, articles.

The subject of a post is its title, of a long one the sentences that fit, and the preheader its
summary; a person may say otherwise in the decisions about the post, or in its front matter:

    newsletter:
      subject: "AIの裏側にある「土」"
      preheader: {ja: "希土類元素の話です。", en: "Why rare earths decide the future of AI."}

A text counts for the language the post was written in; a table names languages. What stands in the
decisions goes before the front matter: it was said later, of this mail. A digest takes the subject
of its first post, the one the editor put on top, and names the others in the preheader. Both are
one line of visible characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from newsletter.config import Settings
from newsletter.edition.article import with_emoji
from newsletter.language.sentences import split_sentences
from newsletter.language.tags import is_spaced
from newsletter.language.width import display_width
from newsletter.model import (
    Article,
    Edition,
    EditionKind,
    Finding,
    Severity,
)
from newsletter.source.inline import plain_text

MAX_SUBJECT_CHARS = 150  # Mailchimp refuses longer ones; the others allow more
GOOD_SUBJECT_COLUMNS = (
    70  # what the inbox of a desktop client shows; wide characters count two
)
MIN_SUBJECT_COLUMNS = (
    30  # of the sentences kept of a long title: fewer say nothing
)
MAX_PREHEADER_COLUMNS = 140  # beyond it no inbox shows anything
SEPARATOR = " · "

_MARKS = ":：—–|.。!！?？"
_PLACE = re.compile(r"\{(\w+)\}")
# A mark between phrases: not the comma of 1,000, not a colon of 10:30.
_PHRASE_END = re.compile(r"[,;:—–](?=\s)|\s[—–-](?=\s)|[、，；：]")
_HIDDEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f\x7f-\x9f]"
)


def build_post_edition(
    article: Article, settings: Settings | None = None
) -> Edition:
    """Return the edition of one post in one language.

    Args:
        article: The post.
        settings: How subjects and preheaders are worded; None for the title and the preheader
            alone.
    """
    article = with_emoji(article)
    subject, preheader = _subject(article), _preheader(article)
    if settings:
        words = settings.words(article.language)
        values = {
            "title": subject,
            "publication": words.title,
            "preheader": preheader,
        }
        preheader = _fill(words.preheader, values)
        if not _has_own_subject(article):
            subject = _fill(words.subject, values)
    return Edition(
        id=article.ref,
        language=article.language,
        kind=EditionKind.POST,
        subject=_one_line(subject, MAX_SUBJECT_CHARS),
        preheader=shorten(preheader, MAX_PREHEADER_COLUMNS),
        date=article.date,
        articles=(article,),
    )


def build_digest(
    articles: Sequence[Article],
    settings: Settings,
    *,
    id: str,
    date: datetime,
) -> Edition:
    """Return the edition of several posts of one language.

    The first `email.max_posts` are shown with summary and cover, the rest as links.

    Args:
        articles: At least one, in the order of the digest.
        settings: How many posts are shown.
        id: Such as `digest-2026-W47`.
        date: Of the edition.

    Raises:
        ValueError: No article, or articles in several languages.
    """
    languages = {article.language for article in articles}
    if len(languages) != 1:
        raise ValueError("a digest needs articles of one language")
    n_shown = settings.email.max_posts
    all_shown = tuple(map(with_emoji, articles))
    shown, listed = all_shown[:n_shown], all_shown[n_shown:]
    first = shown[0]
    titles = SEPARATOR.join(
        _one_line(article.title) for article in all_shown[1:]
    )
    words = settings.words(first.language)
    values = {
        "title": _subject(first),
        "publication": words.title,
        "n": str(len(articles)),
        "preheader": titles or _preheader(first),
    }
    return Edition(
        id=id,
        language=first.language,
        kind=EditionKind.DIGEST,
        subject=_one_line(
            _fill(words.digest_subject, values), MAX_SUBJECT_CHARS
        ),
        preheader=shorten(
            _fill(words.preheader, values), MAX_PREHEADER_COLUMNS
        ),
        date=date,
        articles=shown,
        more=tuple((article.title, article.url) for article in listed),
    )


def check_edition(edition: Edition) -> tuple[Finding, ...]:
    """Return what a campaign tool would refuse and what an inbox would not show."""
    return (
        *_check_subject(edition.subject),
        *_check_cut(edition),
        *_check_preheader(edition),
    )


def _check_subject(subject: str) -> Iterator[Finding]:
    """A subject is there, and an inbox shows all of it."""
    if not subject:
        yield Finding(
            "subject-empty", Severity.ERROR, "the edition has no subject"
        )
    columns = display_width(subject)
    if columns > GOOD_SUBJECT_COLUMNS:
        message = (
            f"the subject takes {columns} columns and an inbox shows about "
            f"{GOOD_SUBJECT_COLUMNS}: set newsletter.subject"
        )
        yield Finding("subject-long", Severity.WARNING, message)


def _check_cut(edition: Edition) -> Iterator[Finding]:
    """The subject is the whole title, where nobody has worded it."""
    for article in edition.articles[:1]:
        title = _one_line(article.title)
        kept = _shorten_title(title)
        is_worded = _has_own_subject(article) or kept not in edition.subject
        if kept == title or is_worded:
            continue
        message = (
            f"the title takes {display_width(title)} columns: the subject is "
            f'its beginning, "{kept}"; set newsletter.subject for another one'
        )
        yield Finding("subject-cut", Severity.WARNING, message)


def _check_preheader(edition: Edition) -> Iterator[Finding]:
    """A preheader says more than the subject. Without one, inboxes show how the mail begins."""
    if edition.preheader and edition.preheader == edition.subject:
        message = "the preheader repeats the subject"
        yield Finding("preheader-repeats", Severity.WARNING, message)


def shorten(text: str, columns: int) -> str:
    """Return the whole sentences that fit, else the words that fit with an ellipsis; one line."""
    line = _one_line(
        text[: 20 * columns]
    )  # no more can be shown, and a megabyte is not read
    if display_width(line) <= columns:
        return line
    kept = ""
    for sentence in split_sentences(line):
        if display_width((kept + sentence).strip()) > columns:
            break
        kept += sentence
    return kept.strip() or _shorten_words(line, columns)


def _shorten_words(line: str, columns: int) -> str:
    """Cut behind a phrase where one ends in the second half, else between words.

    Where no blank stands there either, it is cut between characters.
    """
    while line and display_width(line) > columns - 1:
        line = line[: min(len(line) - 1, columns)]
    half = len(line) // 2
    phrases = list(_PHRASE_END.finditer(line, half))
    if phrases:
        return line[: phrases[-1].start()] + "…"
    head = line.rsplit(" ", 1)[0] if " " in line[half:] else line
    return head.rstrip(" 、，,。.・:：;；（(「『") + "…"


def _fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into `{name}`; a brace in a value is a brace."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]), template)


def _has_own_subject(article: Article) -> bool:
    """A person has written it for this post."""
    return bool(_one_line(article.subject) or _override(article, "subject"))


def _subject(article: Article) -> str:
    """The subject that was decided, else that of the front matter, else the title."""
    said = _one_line(article.subject) or _override(article, "subject")
    return _one_line(said or _shorten_title(article.title), MAX_SUBJECT_CHARS)


def _shorten_title(title: str) -> str:
    """A title of several sentences as those of them that an inbox shows; else the whole title.

    Its first sentence is said whole, so nothing is claimed that the title does not claim. A title
    of one long sentence stays. The findings name both.
    """
    line = _one_line(title)
    if display_width(line) <= GOOD_SUBJECT_COLUMNS:
        return line
    kept = ""
    for sentence in split_sentences(line):
        if display_width((kept + sentence).strip()) > GOOD_SUBJECT_COLUMNS:
            break
        kept += sentence
    kept = kept.strip()
    is_telling = display_width(kept) >= MIN_SUBJECT_COLUMNS
    return kept if is_telling else line


def _preheader(article: Article) -> str:
    """What a person said, else what the article adds to its title and its lead.

    A translation may be too long for an inbox: then a sentence of the summary that fits goes first.
    """
    said = _one_line(article.preheader) or _override(article, "preheader")
    if said:
        return said
    found = _one_line(article.found_preheader)
    if found and display_width(found) <= MAX_PREHEADER_COLUMNS:
        return found
    return _find_new_sentences(article) or found


def _find_new_sentences(article: Article) -> str:
    """The sentences of the summary that fit and that title, lead and key points do not say.

    Without one an inbox shows the beginning of the mail.
    """
    told = _joined(article.title, article.lead, *article.key_points)
    kept = ""
    for sentence in split_sentences(_summary(article)):
        if _joined(sentence) in told:
            continue
        if display_width((kept + sentence).strip()) > MAX_PREHEADER_COLUMNS:
            break
        kept += sentence
    return kept.strip()


def _joined(*texts: str) -> str:
    """Texts without blanks: how their lines are broken does not count."""
    return "".join("".join(text.split()) for text in texts)


def _override(article: Article, name: str) -> str:
    """What the front matter says of subject or preheader in this language, or ""."""
    stated = dict(article.front_matter).get("newsletter")
    value = stated.get(name) if isinstance(stated, Mapping) else None
    if isinstance(value, Mapping):
        value = value.get(article.language)
    elif article.language != article.source_language:
        value = None
    return _one_line(str(value)) if value else ""


def _summary(article: Article) -> str:
    """The summary without the title, which the subject says already."""
    opening = article.body.strip().split("\n\n")[0].lstrip("#> ")
    summary = _one_line(article.summary or plain_text(opening))
    title = _one_line(article.title)
    rest = summary.removeprefix(title)
    if rest in ("", summary) or not _is_apart(title, rest, article.language):
        return summary
    return rest.lstrip(f" {_MARKS}")


def _is_apart(title: str, rest: str, language: str) -> bool:
    """Tell whether a text goes on after its title; a sentence that begins with it does not."""
    if title[-1:] in _MARKS or rest.lstrip()[:1] in _MARKS:
        return True
    return rest.startswith(" ") and not is_spaced(language)


def _one_line(text: str, max_chars: int = 0) -> str:
    """Visible characters on one line; what turns the writing direction or hides is gone."""
    spaced = re.sub(r"[\n\r\t\u2028\u2029]", " ", text)
    line = re.sub(" +", " ", _HIDDEN.sub("", spaced)).strip()
    if max_chars and len(line) > max_chars:
        line = line[: max_chars - 1].rstrip() + "…"
    return line
