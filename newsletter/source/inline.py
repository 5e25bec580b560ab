"""Find inline markup in the text of a block, and split that text into sentences without cutting through markup.

The one answer to "what is a sentence of this post?": abridge chooses among them, translate translates them, so that
an article, its abridgement and tomorrow's other abridgement share their sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsletter.language.sentences import split_sentences

# Things in which no sentence may end, longest construct first. Code spans first: nothing inside them is markup.
_ATOMS = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)(?:.|\n)+?(?<!`)\2(?!`))"
    r"|(?P<liquid>\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\})"
    r"|(?P<math>\$\$(?:.|\n)+?\$\$)"
    r"|(?P<autolink><(?:https?|ftp|mailto):[^<>\s]*>|<[\w.+-]+@[\w.-]+>)"
    r"|(?P<html><!--(?:.|\n)*?-->|</?[A-Za-z][^<>]*>)"
    r"|(?P<footnote>\[\^[^\]\s]+\])"
    r"|(?P<link>!?\[(?:[^\[\]\\]|\\.|!?\[[^\[\]]*\](?:\([^()\s]*\))?)*\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\]))"
    r"|(?P<url>https?://[^\s<>\"'「」『』（）()。、]+)"
)
_EMPHASIS = re.compile(r"(?<!\\)(\*\*\*|\*\*|~~)(?=\S)((?:(?!\1)[^\n]|\n(?!\n))+?)(?<=\S)\1")


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of the text that holds one piece of inline markup; `kind` is its name."""

    kind: str
    first: int
    last: int


def find_spans(text: str) -> tuple[Span, ...]:
    """Return code, links, images, HTML tags, Liquid, math, footnote marks, URLs and emphasis, in order of their start."""
    atoms = [Span(str(found.lastgroup or "code"), *found.span()) for found in _ATOMS.finditer(text)]
    masked = _mask(text, atoms)
    emphasis = [Span("emphasis", *found.span()) for found in _EMPHASIS.finditer(masked)]
    return tuple(sorted(atoms + emphasis, key=lambda span: (span.first, -span.last)))


def sentences(text: str) -> tuple[str, ...]:
    """Split the text of a block into sentences; joined they give the text back, and none ends inside markup."""
    return split_sentences(text, [(span.first, span.last) for span in find_spans(text)])


def plain_text(text: str) -> str:
    """Return what a reader sees: no link targets, marks, tags or footnotes; images by their alt text."""
    out = re.sub(r"<!--(?:.|\n)*?-->|\[\^[^\]\s]+\]|\{:[^}\n]*\}|\{%.*?%\}", "", text)
    for _ in range(2):  # a link around an image needs a second pass
        out = re.sub(r"!?\[((?:[^\[\]\\]|\\.)*)\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\[\]]*\])", r"\1", out)
    out = re.sub(r"<((?:https?|mailto):[^<>\s]*)>", r"\1", out)
    out = re.sub(r"</?[A-Za-z][^<>]*>", "", out)
    out = re.sub(r"(?<!`)(`+)(?!`)((?:.|\n)+?)(?<!`)\1(?!`)", r"\2", out)
    out = re.sub(r"\*\*\*|\*\*|~~", "", out)
    out = re.sub(r"(?<![\w*\\])\*(?=\S)|(?<=[^\s\\])\*(?![\w*])", "", out)
    out = re.sub(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)", "", out)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|~<>$-])", r"\1", out)


def _mask(text: str, atoms: list[Span]) -> str:
    """The text with atoms blanked out, same length: emphasis marks inside code or links are none of ours."""
    chars = list(text)
    for atom in atoms:
        chars[atom.first : atom.last] = "x" * (atom.last - atom.first)
    return "".join(chars)
