"""Name how a run says how far it has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many are done, how many there are; must not fail."""


def no_progress(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""
