"""Pack what a post says of its own address into one text, as the ledger keeps it."""

from __future__ import annotations

import json
from dataclasses import astuple

from newsletter.model import NO_ADDRESS, OwnAddress


def pack_address(own: OwnAddress) -> str:
    """Return what a post says of its address as one text for the ledger; "" for nothing."""
    if own == NO_ADDRESS:
        return ""
    return json.dumps(astuple(own), ensure_ascii=False)


def unpack_address(packed: str) -> OwnAddress:
    """Return what `pack_address` was given."""
    if not packed:
        return NO_ADDRESS
    path, categories, folders, title_slug, aliases = json.loads(packed)
    return OwnAddress(path, categories, folders, title_slug, tuple(aliases))
