"""The dialect keeps the contract of newsletter."""

from __future__ import annotations

from typing import ClassVar

from newsletter_dialect_logseq import Logseq

from newsletter.testing import DialectContract

REFERENCE = "((6543c2a1-1a2b-4c3d-8e9f-0123456789ab))"
DRAWER = ":LOGBOOK:\nCLOCK: [2025-11-01 Sat 09:00:00]\n:END:"


class TestLogseq(DialectContract):
    """Marks as Logseq 0.10 writes them."""

    texts: ClassVar = {
        f"As said before {REFERENCE}, it rains.": (REFERENCE,),
        "A heading\ncollapsed:: true\nText.": ("collapsed:: true",),
        f"{DRAWER}\nText.": (DRAWER,),
    }
    plain = (
        "The operator (( is no mark, and neither is ((a pair of brackets)).",
        "In Haskell, x :: Int is a type.",
        "std::vector and id::value inside a line",
    )

    def build_dialect(self) -> Logseq:
        """The dialect; it has no state."""
        return Logseq()
