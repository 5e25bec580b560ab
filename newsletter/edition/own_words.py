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
# Where programs cut: few people end their last word just there.
_USUAL_LENGTHS = frozenset({140, 150, 155, 160, 200, 250, 255, 256, 300, 500})
# From its first letter on alone: a word of thousands would be read again from each.
_LAST_WORD = re.compile(r"[^\W\d_](?<![^\W\d_]{2})[^\W\d_]*+\Z")
_WORD = re.compile(r"\w+")
# A word that goes on by more letters than the end of a plural or of a past has was cut.
_CUT_LETTERS = 4
_MARKS = re.compile(r"\*\*|__|\]\(|`|<[a-z/]")
_END = re.compile(r"[.!?。！？…．‥」』）)\]\"'”’؟।]\s*$")
_LATIN_END = re.compile(r"[A-Za-z\u00c0-\u04ff\d]\s*$")
_ELLIPSIS = re.compile(r"(?:\.{3}|…|‥|\[…\]|\[\.{3}\])\s*$")


def find_description(
    fields: Mapping[str, object],
    title: str,
    body: str,
    language: str,
    *,
    uncleaned: str = "",
) -> tuple[str, str]:
    """Return the field and the text of the author's own description; ("", "") for none.

    Args:
        fields: Front matter.
        title: Of the post.
        body: Clean Markdown of the post.
        language: BCP 47 tag.
        uncleaned: The body as it was written, where it is at hand.
    """
    # Its tables of cues take a fifth of a second, which a run with nothing to do can spare.
    from newsletter.abridgement.summary import goes_on

    for name in DESCRIPTION_FIELDS:
        value = fields.get(name)
        text = as_line(value) if isinstance(value, str) else ""
        if text and goes_on(text, language):
            continue
        if text and _says_something(text, title, (body, uncleaned)):
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


def find_described(fields: Mapping[str, object], summary: str) -> str:
    """Return the field that says what a summary says; "" for none."""
    for name in DESCRIPTION_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and summary and as_line(value) == summary:
            return name
    return ""


def _says_something(text: str, title: str, bodies: tuple[str, str]) -> bool:
    """Tell whether a description was written for readers: not copied, cut or a mere greeting."""
    is_own = not _is_copied(text, title, bodies[0])
    is_cut = _is_cut(text, title, bodies)
    return is_own and not is_cut and not _only_greets(text)


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


def _is_cut(text: str, title: str, bodies: tuple[str, str]) -> bool:
    """Tell whether a text was cut to a length: it is long, has no end, and was not written so.

    In Latin letters many leave out the full stop behind a description: what does not stand in the
    body, is not of a usual length and ends in a whole word was written, and not cut.

    Args:
        text: A description.
        title: Of the post.
        bodies: The clean body and the one that was written; "" for none.
    """
    if len(text) <= FULL_CHARS:
        return False
    if _ELLIPSIS.search(text):
        return True
    if _END.search(text):
        return False
    if not _LATIN_END.search(text) or len(text) in _USUAL_LENGTHS:
        return True
    end = _letters(text)[-SAME_CHARS:]
    if any(end in _letters(body) for body in bodies):
        return True
    return _ends_in_part(text, " ".join((title, *bodies)))


def _ends_in_part(text: str, around: str) -> bool:
    """Tell whether a text ends in the beginning of words that is none by itself.

    It is one where it stands alone, in the text or around it. So it is where what follows it in a
    longer word does, as in a compound: Hafen, Hafenpreise, Preise. A whole word that meets neither
    counts as a part all the same (art, article): a summary in its place serves readers, and a word
    that breaks off does not.
    """
    last = _LAST_WORD.search(text)
    if last is None:
        return False
    part = last.group().casefold()
    words = set(_WORD.findall(f"{text[: last.start()]} {around}".casefold()))
    rests = [word.removeprefix(part) for word in words if word.startswith(part)]
    if not rests or min(map(len, rests)) < _CUT_LETTERS:
        return False
    return not any(rest in words for rest in rests)


def _letters(text: str) -> str:
    """The letters of a text, by which two are compared."""
    return "".join(re.findall(r"\w+", text)).casefold()
