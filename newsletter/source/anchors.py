"""Know the ids that generators give to headings, so that links inside a text keep leading there.

kramdown, goldmark and GitHub agree on the main: small letters, blanks to hyphens, marks dropped, a
number behind an id that stands already. Signs of vowels and accents belong to their letters, as
GitHub has it; generators that drop them, or join words in another way, are met by `fold_id`. A
heading may name its own: `## Costs {#costs}`. In a translation the headings keep the ids of the
source, because its links do.
"""

from __future__ import annotations

import re
import unicodedata

_OWN_ID = re.compile(r"\s*\{:?\s*#([\w:.-]+)[^}]*\}\s*$")
_DEFINED = re.compile(r"^[ \t>]*\[[^\[\]\n]+\]:[ \t]*<?#", re.M)


def has_anchor_links(markdown: str) -> bool:
    """Tell whether a text links to places in itself."""
    return (
        "](#" in markdown
        or 'href="#' in markdown
        or _DEFINED.search(markdown) is not None
    )


def find_anchors(markdown: str) -> tuple[str, ...]:
    """Return the ids of the headings of a text, in order."""
    from newsletter.model import BlockKind
    from newsletter.source.blocks import parse_blocks
    from newsletter.source.inline import text_content

    taken: dict[str, int] = {}
    anchors: list[str] = []
    for block in parse_blocks(markdown):
        if block.kind is BlockKind.HEADING:
            own = _OWN_ID.search(block.text)
            name = own[1] if own else heading_id(text_content(block.text))
            anchors.append(unique_id(name, taken))
    return tuple(anchors)


def heading_id(text: str) -> str:
    """Return the id of a heading by its words.

    >>> heading_id("What it costs (2026)"), heading_id("費用 と効果")
    ('what-it-costs-2026', '費用-と効果')
    """
    words = "".join(filter(_is_kept, text.strip())).casefold()
    name = re.sub(r"\s", "-", words)
    return name if any(map(_is_seen, name)) else "section"


def fold_id(name: str) -> str:
    """Return what the ids of one heading have in common, whichever generator made them.

    >>> fold_id("What-s-New") == fold_id("whats-new")
    True
    """
    return "".join(filter(str.isalnum, name)).casefold()


def _is_kept(char: str) -> bool:
    """Tell whether a character stays: letters and what is written onto them, blanks, hyphens."""
    if char.isalnum() or char.isspace() or char in "_-":
        return True
    return unicodedata.category(char).startswith("M")


def _is_seen(char: str) -> bool:
    """Tell whether a character alone makes an id; a mark without its letter does not."""
    return not unicodedata.category(char).startswith("M")


def unique_id(name: str, taken: dict[str, int]) -> str:
    """Return the id with a number behind it where it stands already; notes it as taken.

    Args:
        name: The id that is wanted.
        taken: Each id that stands already, with how often.
    """
    n = taken.get(name, 0)
    taken[name] = n + 1
    return f"{name}-{n}" if n else name
