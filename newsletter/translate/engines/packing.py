"""Pack passages into requests.

As few requests as the limits allow, sentences of a passage side by side, nothing out
of order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from newsletter.translate.engines.engine import Limits


def pack_passages(
    passages: Sequence[Sequence[str]],
    limits: Limits,
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the requests in reading order, and the texts that fit into none.

    A passage is not torn while it fits into one request, unless it would leave a
    request less than half full: context is worth a part of a request, not half of one.
    """
    packer = _Packer(limits)
    too_long: list[str] = []
    for passage in passages:
        fitting: list[str] = []
        for text in passage:
            (fitting if limits.fits(text) else too_long).append(text)
        packer.add_passage(fitting)
    packer.close()
    return tuple(packer.requests), tuple(too_long)


class _Packer:
    """The requests so far, and the one being filled."""

    def __init__(self, limits: Limits) -> None:
        self.requests: list[tuple[str, ...]] = []
        self._limits = limits
        self._size = cache(limits.size)  # a text is asked for where it may go
        self._load = self._new_load()

    def add_passage(self, texts: Sequence[str]) -> None:
        """Add texts that belong together to the request, or to the next where it is full."""
        if self._begins_anew(texts):
            self.close()
        for text in texts:
            if not self._load.holds([text]):
                self.close()
            self._load.add(text)

    def close(self) -> None:
        """Finish the request that is being filled."""
        if self._load.texts:
            self.requests.append(tuple(self._load.texts))
        self._load = self._new_load()

    def _new_load(self) -> _Load:
        return _Load(self._limits, self._size)

    def _begins_anew(self, texts: Sequence[str]) -> bool:
        """The passage does not fit here, but whole into a request of its own."""
        if self._load.holds(texts) or not self._load.is_half_full():
            return False
        return self._new_load().holds(texts)


class _Load:
    """A request being filled."""

    def __init__(
        self, limits: Limits, size: Callable[[str], tuple[int, int]]
    ) -> None:
        self.texts: list[str] = []
        self._limits = limits
        self._size = size
        self._n_chars = 0
        self._n_bytes = 0

    def holds(self, texts: Sequence[str]) -> bool:
        """Tell whether so many more texts fit into a request."""
        n_chars = self._n_chars
        n_bytes = self._n_bytes
        for text in texts:
            size = self._size(text)
            n_chars += size[0]
            n_bytes += size[1]
        has_room = len(self.texts) + len(texts) <= self._limits.max_texts
        return (
            has_room
            and n_chars <= self._limits.max_chars
            and n_bytes <= self._limits.max_bytes
        )

    def is_half_full(self) -> bool:
        chars_half = self._n_chars * 2 >= self._limits.max_chars
        return chars_half or self._n_bytes * 2 >= self._limits.max_bytes

    def add(self, text: str) -> None:
        n_chars, n_bytes = self._size(text)
        self.texts.append(text)
        self._n_chars += n_chars
        self._n_bytes += n_bytes
