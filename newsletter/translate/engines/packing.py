"""Pack passages into requests: as few as the limits allow, sentences of a passage side by side, nothing out of order."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.translate.engines.engine import Limits


def pack_passages(
    passages: Sequence[Sequence[str]], limits: Limits
) -> tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]:
    """Return the requests in reading order, and the texts that fit into none.

    A passage is not torn while it fits into one request, unless it would leave a request less than half full: context
    is worth a part of a request, not half of one.
    """
    fitting = [[text for text in passage if limits.fits(text)] for passage in passages]
    too_long = tuple(text for passage in passages for text in passage if not limits.fits(text))
    requests: list[tuple[str, ...]] = []
    current = _Load(limits)
    for passage in fitting:
        if (
            current.texts
            and not current.holds(passage)
            and _Load(limits).holds(passage)
            and current.is_half_full()
        ):
            requests.append(tuple(current.texts))
            current = _Load(limits)
        for text in passage:
            if not current.holds([text]):
                requests.append(tuple(current.texts))
                current = _Load(limits)
            current.add(text)
    if current.texts:
        requests.append(tuple(current.texts))
    return tuple(requests), too_long


class _Load:
    """A request being filled."""

    def __init__(self, limits: Limits) -> None:
        self.texts: list[str] = []
        self._limits = limits
        self._n_chars = self._n_bytes = 0

    def holds(self, texts: Sequence[str]) -> bool:
        sizes = [self._limits.size(text) for text in texts]
        return (
            len(self.texts) + len(texts) <= self._limits.max_texts
            and self._n_chars + sum(n_chars for n_chars, _ in sizes) <= self._limits.max_chars
            and self._n_bytes + sum(n_bytes for _, n_bytes in sizes) <= self._limits.max_bytes
        )

    def is_half_full(self) -> bool:
        return (
            self._n_chars * 2 >= self._limits.max_chars
            or self._n_bytes * 2 >= self._limits.max_bytes
        )

    def add(self, text: str) -> None:
        n_chars, n_bytes = self._limits.size(text)
        self.texts.append(text)
        self._n_chars += n_chars
        self._n_bytes += n_bytes
