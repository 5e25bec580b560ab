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
from functools import lru_cache
from typing import Any, ParamSpec, Protocol, TypeVar

_Answer = TypeVar("_Answer", covariant=True)
_Question = ParamSpec("_Question")

_FORGETTERS: list[Callable[[], None]] = []


class Remembering(Protocol[_Question, _Answer]):
    """A function that remembers its answers, and can be asked how many and told to forget them."""

    def __call__(
        self, *args: _Question.args, **kwargs: _Question.kwargs
    ) -> _Answer:
        """Return the answer, computed when the question is new."""

    def cache_info(self) -> Any:
        """Return how often an answer was there, and how many are (`currsize`)."""

    def cache_clear(self) -> None:
        """Forget all answers of this function."""


def remembered(
    maxsize: int,
) -> Callable[[Callable[_Question, _Answer]], Remembering[_Question, _Answer]]:
    """Decorate a function of texts: it computes each answer once, until `forget_texts`.

    Args:
        maxsize: Answers that are kept; the longest post should not need more.
    """

    def decorate(
        function: Callable[_Question, _Answer],
    ) -> Remembering[_Question, _Answer]:
        keeping: Any = lru_cache(maxsize=maxsize)(function)
        remembering: Remembering[_Question, _Answer] = keeping
        _FORGETTERS.append(remembering.cache_clear)
        return remembering

    return decorate


def forget_texts() -> None:
    """Forget what was found out about texts; the next question computes it anew."""
    for forget in _FORGETTERS:
        forget()
