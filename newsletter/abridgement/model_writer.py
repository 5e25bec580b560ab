"""Let a language model write the abridgement, and believe it only as far as the source goes.

Optional and off by default. The caller hands in `write`, which sends a prompt to whatever model it has; nothing here knows a
network. What comes back is checked like a stranger's text: every number, every name and every link must stand in the source,
the length must be within the budget, headings must be the source's own, and the model may not talk of its task. An answer that
fails is not mended: the extractive abridgement is used, and the note says why.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.lengths import measured
from newsletter.model import Abridged, BlockKind, Budget
from newsletter.source.blocks import parse_blocks
from newsletter.source.inline import plain_text

MAX_SHOWN = 3  # findings named in the note

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"[A-Z][\w.&+\-]*[A-Za-z0-9]|[\u30a1-\u30fa\u30fc]{3,}")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|<?(https?://[^\s<>)\]、。]+)")
_CHATTER = re.compile(
    r"^\W*(?:(?:sure|certainly|of course|here(?:['’]s| is)|as an ai|i (?:cannot|can['’]t|am unable))\b"
    r"|はい、|承知|以下(?:に|が|は)[^。\n]{0,20}(?:要約|短縮))",
    re.I,
)

PROMPT = """You are the editor of a newsletter. Shorten the article below to about {length} in its own language ({language}).
Keep the author's sentences where you can. Keep every number, name and link exactly as it stands; add none. Keep Markdown;
use only headings of the article, and only over text. Begin with what the article is about and end with its conclusion.
Leave out greetings, calls to action and related links. Answer with the shortened article only.

Title: {title}

<article>
{body}
</article>
"""


def build_prompt(body: str, *, language: str, budget: Budget, title: str = "") -> str:
    """Return the prompt for one article; the article stands between tags, its closing tag defused."""
    length = (
        f"{budget.amount:.0%} of its length"
        if budget.unit.value == "share"
        else f"{budget.amount:g} {budget.unit.value}"
    )
    return PROMPT.format(
        length=length,
        language=language,
        title=title,
        body=body.replace("</article>", "< /article>"),
    )


def write_abridgement(
    body: str,
    *,
    language: str,
    budget: Budget,
    write: Callable[[str], str],
    title: str = "",
    excerpt: str = "",
) -> Abridged:
    """Return the abridgement that the model wrote if it holds to the source, else the extractive one.

    Args:
        body: Clean Markdown, LF line ends, no front matter.
        language: BCP 47 tag.
        budget: How long.
        write: Prompt → answer. What it raises passes through: whether to try again is the caller's to decide.
        title: Title of the post.
        excerpt: The author's own description.

    Returns:
        An Abridged whose note says which of the two it is and why. Choices are those of the extractive one.
    """
    own = abridge_body(body, language=language, budget=budget, title=title, excerpt=excerpt)
    if own.body == body:
        return own
    answer = (
        write(build_prompt(body, language=language, budget=budget, title=title))
        .replace("\r\n", "\n")
        .strip()
        + "\n"
    )
    faults = find_faults(answer, body, language=language, budget=budget)
    if faults:
        told = "; ".join(faults[:MAX_SHOWN])
        return replace(
            own, note=f"the model's version was refused ({told}); these are the author's sentences"
        )
    return replace(
        own, body=answer, n_chars=len(answer), note="written by a model, checked against the source"
    )


def find_faults(answer: str, body: str, *, language: str, budget: Budget) -> tuple[str, ...]:
    """Return what in the answer does not hold to the source, a plain phrase each; empty when all does."""
    faults: list[str] = []
    if not answer.strip():
        return ("it is empty",)
    if _CHATTER.search(plain_text(answer)):
        faults.append("it talks about the task")
    length, amount = measured(answer, body, language=language, budget=budget)
    if not 0.5 * amount <= length <= 1.1 * amount:  # shorter is a fault only when half is missing
        faults.append(
            f"its length is {length / amount:.0%} of the budget" if amount else "there is no budget"
        )
    faults += [
        f"link {link} is not in the source" for link in sorted(_links(answer) - _links(body))
    ]
    seen, given = _plain(answer), _plain(body)
    faults += [
        f"number {number} is not in the source"
        for number in sorted(_numbers(seen) - _numbers(given))
    ]
    known = given.casefold()
    faults += [
        f'name "{name}" is not in the source'
        for name in sorted(set(_NAME.findall(seen)))
        if name.casefold() not in known
    ]
    ours = {_heading(text) for text in _headings(body)}
    faults += [
        f'heading "{text}" is not in the source'
        for text in _headings(answer)
        if _heading(text) not in ours
    ]
    return tuple(faults)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", plain_text(text))


def _numbers(plain: str) -> set[str]:
    return {number.replace(",", "") for number in _NUMBER.findall(plain)}


def _links(text: str) -> set[str]:
    return {found[0] or found[1] for found in _LINK.findall(text)}


def _headings(text: str) -> list[str]:
    return [block.text for block in parse_blocks(text) if block.kind is BlockKind.HEADING]


def _heading(text: str) -> str:
    return "".join(_plain(text).split()).casefold()
