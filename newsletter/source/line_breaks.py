"""Keep the ends of lines where the program that a post was written for shows them.

    Day: Friday
    Place: the harbour

CommonMark makes one line of this. Zenn, Qiita, DEV, Obsidian and the renderer of Hexo show two, and
in Japanese the words of two lines would run together. Two blanks at the end of a line say it in
every Markdown, so the text of a run has them; the file stays as it is.

Zenn and Qiita can be told by their front matter. Of other posts the settings say it
(`[posts] line_breaks`): nobody can see it in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from newsletter.source.markdown import parse_tokens
from newsletter.source.nonprose import mask_nonprose
from newsletter.source.pieces import Piece, PieceKind
from newsletter.source.spans import parse_inline

_BREAK = "  "
_LINE_END = re.compile("\n")
_ZENN = ("emoji", "type", "topics")
_QIITA = ("organization_url_name", "ignorePublish")


def shows_line_ends(fields: Mapping[str, object]) -> bool:
    """Tell whether front matter is that of a program that shows the ends of lines.

    >>> shows_line_ends({"title": "a", "emoji": "b", "type": "tech", "topics": ()})
    True
    """
    is_zenn = all(name in fields for name in _ZENN)
    return is_zenn or any(name in fields for name in _QIITA)


def write_line_breaks(text: str) -> str:
    """Return the text with two blanks at every end of a line inside a paragraph.

    Args:
        text: Markdown with LF line ends, without front matter.

    >>> write_line_breaks("# a\\nb\\n*c\\nd*\\n\\n    e\\n    f")
    '# a\\nb  \\n*c  \\nd*\\n\\n    e\\n    f'
    """
    parts: list[str] = []
    start = 0
    for end in _find_breaks(text):
        parts.append(text[start:end])
        start = end
    return _BREAK.join((*parts, text[start:]))


def _find_breaks(text: str) -> Iterator[int]:
    """Yield the places of the line ends behind which a paragraph goes on.

    A mask is as long as what it covers, and may cover ends of lines: lines are those of the masked
    text, and only places are those of both.
    """
    masked = mask_nonprose(text)
    ends = [found.start() for found in _LINE_END.finditer(masked)]
    for opening, token in pairwise(parse_tokens(masked)):
        if opening.type != "paragraph_open" or not token.map:
            continue
        content = token.content
        first, after = token.map
        # A tag over several lines is one line of the content: its places are not those of the text.
        if content.count("\n") + 1 != after - first:
            continue
        for place in _soft_breaks(parse_inline(content, masked=True)):
            yield ends[first + content.count("\n", 0, place)]


def _soft_breaks(pieces: Iterable[Piece]) -> Iterator[int]:
    """Yield the places of the line ends that are blanks to a reader."""
    for piece in pieces:
        if piece.kind is PieceKind.SOFT_BREAK:
            yield piece.first
        else:
            yield from _soft_breaks(piece.children)
