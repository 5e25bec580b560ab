"""Let a language model write the abridgement, and accept only what the source says.

Optional and off by default. The caller hands in `write`, which sends a prompt to whatever model it
has; nothing here knows a network. What comes back is checked like a stranger's text: every sentence
against the source sentences it is made of (`faithful`), every link and heading against the
source's, the length against the budget, and the model may not talk of its task. An answer that
fails is not corrected: the author's own sentences are used, and the note says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from newsletter.abridgement.abridge import abridge_body
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.faithful import SourceText, bare
from newsletter.abridgement.lengths import measured
from newsletter.model import Abridged, BlockKind, Budget, BudgetUnit
from newsletter.source.blocks import parse_blocks
from newsletter.source.inline import plain_text

MAX_SHOWN = 3  # findings named in the note
MIN_LENGTH, MAX_LENGTH = (
    0.5,
    1.1,
)  # of the budget: shorter is a fault only when half is missing

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|<?(https?://[^\s<>)\]、。]+)")
_CHATTER = re.compile(
    r"^\W*(?:(?:sure|certainly|of course|here(?:['’]s| is)|as an ai"
    r"|i (?:cannot|can['’]t|am unable))\b"
    r"|はい、|承知|以下(?:に|が|は)[^。\n]{0,20}(?:要約|短縮))",
    re.I,
)

PROMPT = """You are the editor of a newsletter. Shorten the article below to about {length} in its
own language ({language}). Keep the author's sentences where you can. Keep every
number, name and link exactly as it stands; add none, and no cause that the article
does not name. Keep Markdown; use only headings of the article, and only over text.
Begin with what the article is about and end with its conclusion. Leave out greetings,
calls to action and related links. Answer with the shortened article only.

Title: {title}

<article>
{body}
</article>
"""


def build_prompt(
    body: str, *, language: str, budget: Budget, title: str = ""
) -> str:
    """Return the prompt for one article; the article stands between tags it cannot close.

    Args:
        body: The article, Markdown; it is not trusted.
        language: BCP 47 tag: the language of the article and of the answer.
        budget: The length that the answer may have.
        title: Title of the article.
    """
    length = f"{budget.amount:g} {budget.unit.value}"
    if budget.unit is BudgetUnit.SHARE:
        length = f"{budget.amount:.0%} of its length"
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
    own: Abridged | None = None,
) -> Abridged:
    """Return the model's abridgement if it holds to the source, else the extractive one.

    Args:
        body: Clean Markdown, LF line ends, no front matter.
        language: BCP 47 tag.
        budget: How long.
        write: Prompt → answer. What it raises passes through: the caller may try again.
        title: Title of the post.
        excerpt: The author's own description.
        own: The extractive abridgement, where it has been made already.

    Returns:
        An Abridged whose note says which of the two it is and why; `by_model` tells its readers.
        Choices are those of the extractive one. It has no lead and no key points: the model begins
        with what the article is about.
    """
    if own is None:
        own = abridge_body(
            body, language=language, budget=budget, title=title, excerpt=excerpt
        )
    if own.body == body:
        return own
    answer = write(
        build_prompt(body, language=language, budget=budget, title=title)
    )
    answer = answer.replace("\r\n", "\n").strip() + "\n"
    faults = find_faults(answer, body, language=language, budget=budget)
    if faults:
        shown = "; ".join(faults[:MAX_SHOWN])
        note = f"the model's version was refused ({shown}); these are the author's sentences"
        return replace(own, note=note)
    note = "written by a model, checked against the source"
    return replace(
        own,
        body=answer,
        n_chars=len(answer),
        note=note,
        by_model=True,
        lead="",
        key_points=(),
    )


def find_faults(
    answer: str, body: str, *, language: str, budget: Budget
) -> tuple[str, ...]:
    """Return what in the answer does not hold to the source, a plain phrase each.

    Args:
        answer: What the model wrote, Markdown.
        body: The clean article.
        language: BCP 47 tag of both.
        budget: The length asked for.
    """
    if not answer.strip():
        return ("it is empty",)
    return (
        *_check_form(answer, body, language, budget),
        *_check_sentences(answer, body, language),
    )


def _check_form(
    answer: str, body: str, language: str, budget: Budget
) -> list[str]:
    """What can be said without reading: talk of the task, length, links, headings."""
    faults: list[str] = []
    if _CHATTER.search(plain_text(answer)):
        faults.append("it talks about the task")
    length, amount = measured(answer, body, language=language, budget=budget)
    if not amount:
        faults.append("there is no budget")
    elif not MIN_LENGTH <= length / amount <= MAX_LENGTH:
        faults.append(f"its length is {length / amount:.0%} of the budget")
    new_links = sorted(_links(answer) - _links(body))
    faults += [f"link {link} is not in the source" for link in new_links]
    ours = {bare(heading) for heading in _headings(body)}
    new_headings = [
        heading for heading in _headings(answer) if bare(heading) not in ours
    ]
    faults += [
        f'heading "{heading}" is not in the source' for heading in new_headings
    ]
    return faults


def _check_sentences(answer: str, body: str, language: str) -> list[str]:
    """What single sentences say that the source does not."""
    source = SourceText(_texts(body), language)
    faults: list[str] = []
    for text in _texts(answer):
        faults += [
            fault for fault in source.find_faults(text) if fault not in faults
        ]
    return faults


def _texts(body: str) -> list[str]:
    """Every sentence, item and row as plain text, headings and labels included."""
    article = parse_article(body)
    texts: list[str] = []
    for candidate in article.candidates:
        texts += candidate.parts
        if candidate.label:
            texts.append(article.run_text(candidate.label))
    return texts + _headings(body)


def _links(text: str) -> set[str]:
    """The addresses that a text links to, in either form."""
    return {found[0] or found[1] for found in _LINK.findall(text)}


def _headings(text: str) -> list[str]:
    blocks = parse_blocks(text)
    return [
        plain_text(block.text)
        for block in blocks
        if block.kind is BlockKind.HEADING
    ]
