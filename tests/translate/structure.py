"""Compare the blocks of two documents: a translation has those of its source."""

from __future__ import annotations

from newsletter.source.markdown import parse_tokens
from newsletter.source.nonprose import mask_nonprose


def list_blocks(text: str) -> list[tuple[str, str, int, str]]:
    """Return type, tag, level and info of every block, in order."""
    tokens = parse_tokens(mask_nonprose(text))
    return [(token.type, token.tag, token.level, token.info) for token in tokens]
