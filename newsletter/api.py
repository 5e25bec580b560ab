"""Offer the stages to other programs: str → value, no files, no settings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from newsletter.abridgement import abridge_body, write_abridgement
from newsletter.config import AbridgeSettings
from newsletter.dedupe import clean_text
from newsletter.language.scripts import guess_language
from newsletter.model import Abridged, Cleaned
from newsletter.source.front_matter import parse_front_matter, split_front_matter
from newsletter.translate.callback import translate_markdown

__all__ = ["abridge", "clean", "translate_markdown"]


def clean(text: str, *, boxes: bool = True) -> Cleaned:
    """Take out what a machine left behind, with a Removal for every passage dropped.

    Args:
        text: A Markdown document, with or without front matter, LF line ends.
        boxes: Take out related-article, book and call-to-action boxes too.

    Returns:
        `Cleaned`: `text` is the whole document, `body` the article, `removals` the proof, in source order.
    """
    return clean_text(text, boxes=boxes)


def abridge(
    text: str,
    *,
    minutes: float | None = None,
    chars: int | None = None,
    words: int | None = None,
    share: float | None = None,
    language: str = "",
    write: Callable[[str], str] | None = None,
) -> Abridged:
    """Choose the sentences of a newsletter version of a clean document; clean it first with `clean`.

    Args:
        text: A Markdown document, with or without front matter, LF line ends.
        minutes, chars, words, share: The budget, at most one of them; 4 minutes by default.
        language: BCP 47 tag; "" asks the front matter, then the script.
        write: A model that answers a prompt; what it writes is used only if every number, name and link is the source's.

    Returns:
        `Abridged`: `body` in the order of the source, `summary`, and `choices` with the reason of each.
    """
    head, body = split_front_matter(text)
    fields = dict(parse_front_matter(head, "the text"))
    abridged = partial(write_abridgement, write=write) if write else abridge_body
    return abridged(
        body,
        language=language or str(fields.get("lang") or guess_language(body)),
        budget=AbridgeSettings(minutes=minutes, chars=chars, words=words, share=share).budget,
        title=str(fields.get("title") or ""),
        excerpt=str(fields.get("excerpt") or fields.get("description") or ""),
    )
