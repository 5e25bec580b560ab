"""Find what an author wrote about a post: its description for feeds, inboxes and lists.

Front matter calls it description, excerpt, summary or subtitle. Many sites fill it by program,
with the title and the first letters of the body, cut in the middle of a sentence. That is no
description, and a summary of whole sentences serves readers better. So words count as the
author's own when they say something that does not stand at the beginning of the body, are not cut
off, do not go on with a thought (でもね、…), and do more than greet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

DESCRIPTION_FIELDS = ("description", "excerpt", "summary", "subtitle")
OPENING_CHARS = 4000  # of the body: programs cut from its beginning
SAME_CHARS = 24  # an opening that agrees so far was copied
SAME_SENTENCE_CHARS = 16  # a whole sentence of the opening was copied, too
FULL_CHARS = (
    100  # a longer text without an end was cut; a shorter one may be a headline
)

# "Hello everyone!", "こんにちは、山田です。": a sentence that begins so and is no longer.
_GREETING = re.compile(
    r"(?:hello|hi|hey|welcome|greetings|good (?:morning|evening|afternoon)|dear|bonjour|salut"
    r"|hallo|willkommen|hola|bienvenid\w+|ol[áa]|ciao|привет|здравствуйте)\b(?:\W+\w+){0,5}\W*"
    r"|(?:皆さん|みなさん|皆様|みなさま)?[、 ]?(?:こんにち[はわ]|こんばん[はわ]|おはよう|ようこそ"
    r"|はじめまして|ご無沙汰)[^。！？!?]{0,24}|(?:大家好|你好|您好|안녕)[^。！？!?.]{0,24}",
    re.I,
)
_SENTENCE_END = re.compile(r"(?<=[。！？!?])\s*|(?<=\.)\s+")
_MARKS = re.compile(r"\*\*|__|\]\(|`|<[a-z/]")
_END = re.compile(r"[.!?。！？…．‥」』）)\]\"'”’؟।]\s*$")
_LATIN_END = re.compile(r"[A-Za-z\u00c0-\u04ff\d]\s*$")
_ELLIPSIS = re.compile(r"(?:\.{3}|…|‥|\[…\]|\[\.{3}\])\s*$")


def find_description(
    fields: Mapping[str, object], title: str, body: str, language: str
) -> tuple[str, str]:
    """Return the field and the text of the author's own description; ("", "") for none.

    Args:
        fields: Front matter.
        title: Of the post.
        body: Clean Markdown of the post.
        language: BCP 47 tag.
    """
    # Its tables of cues take a fifth of a second, which a run with nothing to do can spare.
    from newsletter.abridgement.summary import goes_on

    for name in DESCRIPTION_FIELDS:
        value = fields.get(name)
        text = as_line(value) if isinstance(value, str) else ""
        if text and goes_on(text, language):
            continue
        if text and _says_something(text, title, body):
            return name, text
    return "", ""


def as_line(text: str) -> str:
    """Return a description as one line of plain text, without the backslash of a hard line end."""
    lines = (
        line.strip().rstrip("\\").strip() for line in text.strip().splitlines()
    )
    from newsletter.source.inline import plain_text

    line = " ".join(filter(None, lines))
    return plain_text(line).strip() if _MARKS.search(line) else line


def _says_something(text: str, title: str, body: str) -> bool:
    """Tell whether a description was written for readers: not copied, cut or a mere greeting."""
    is_own = not _is_copied(text, title, body) and not _is_cut(text, body)
    return is_own and not _only_greets(text)


def _only_greets(text: str) -> bool:
    """Tell whether every sentence is a greeting."""
    sentences = filter(None, _SENTENCE_END.split(text))
    return all(
        _GREETING.fullmatch(sentence.strip("。！？!?. "))
        for sentence in sentences
    )


def _is_copied(text: str, title: str, body: str) -> bool:
    """Tell whether a text is the beginning of the body, with or without the title."""
    from newsletter.source.inline import plain_text

    opening = _letters(plain_text(body[:OPENING_CHARS]))
    said = _letters(_ELLIPSIS.sub("", text)).removeprefix(_letters(title))
    head = opening[: len(_letters(title)) + 2 * SAME_CHARS]
    if not said or said[:SAME_CHARS] in head:
        return True
    return any(_is_in(sentence, head) for sentence in _SENTENCE_END.split(text))


def _is_in(sentence: str, opening: str) -> bool:
    """Tell whether a long sentence, or as much as was copied of it, begins a text."""
    letters = _letters(sentence)
    is_long = len(letters) >= SAME_SENTENCE_CHARS
    return is_long and letters[:SAME_CHARS] in opening


def _is_cut(text: str, body: str) -> bool:
    """Tell whether a text was cut to a length: it is long, has no end, and was not written so.

    In Latin letters many leave out the full stop behind a description: what does not stand in the
    body was written, and not cut from it.
    """
    if len(text) <= FULL_CHARS:
        return False
    if _ELLIPSIS.search(text):
        return True
    if _END.search(text):
        return False
    return not _LATIN_END.search(text) or _letters(text)[
        -SAME_CHARS:
    ] in _letters(body)


def _letters(text: str) -> str:
    """The letters of a text, by which two are compared."""
    return "".join(re.findall(r"\w+", text)).casefold()
