"""Find the sentences that a person pinned, or left out, in an article."""

from __future__ import annotations

from newsletter.abridgement.candidates import parse_article
from newsletter.model import Pins
from newsletter.source.decisions import fingerprint


def find_unmatched_pins(body: str, pins: Pins) -> tuple[str, ...]:
    """Return the fingerprints that match no sentence of a clean article, in their order.

    >>> from newsletter.source.decisions import fingerprint
    >>> known, other = fingerprint("The ferry stops."), fingerprint("It rains.")
    >>> find_unmatched_pins("The ferry stops.\\n", Pins((known,), (other,))) == (other,)
    True
    """
    wanted = (*pins.keep, *pins.drop)
    if not wanted:
        return ()
    known: set[str] = set()
    for candidate in parse_article(body).candidates:
        known.update(map(fingerprint, (*candidate.parts, candidate.text)))
    return tuple(mark for mark in wanted if mark not in known)
