"""Remember what was found out about a text until the post that it stands in is done.

The stages ask the same of a sentence many times: its key, its words, whether it can stand alone.
Another post hardly ever has the same sentence, so what one has left is of no use to the next: over
20 posts it was 20 MB. A limit alone does not do: one that is small enough for the memory of a long
run is too small for a long post, which then computes everything again each time.

What does not come from a post (names of languages, patterns of a glossary) is remembered by
`functools.lru_cache` for the whole run.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import TypeVar

_Answer = TypeVar("_Answer")

_FORGETTERS: list[Callable[[], None]] = []


def remembered(
    maxsize: int,
) -> Callable[[Callable[..., _Answer]], _lru_cache_wrapper[_Answer]]:
    """Decorate a function of texts: it computes each answer once, until `forget_texts`.

    Args:
        maxsize: Answers that are kept; the longest post should not need more.
    """

    def decorate(
        function: Callable[..., _Answer],
    ) -> _lru_cache_wrapper[_Answer]:
        keeping = lru_cache(maxsize=maxsize)(function)
        _FORGETTERS.append(keeping.cache_clear)
        return keeping

    return decorate


def forget_texts() -> None:
    """Forget what was found out about texts; the next question computes it anew."""
    for forget in _FORGETTERS:
        forget()
