"""Ask the dialects that other packages add what in a text is theirs, and how it is shown.

A dialect is an object with two methods, named by an entry point in the group `newsletter.dialects`.
What it finds goes through every stage byte for byte: nothing of it is removed, shortened or
translated. In mails, pages and feeds stands what `show` makes of it.

Code, comments, template tags and shortcodes are found before, so a dialect need not look for them:
it is given the text with these covered by characters that no text holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from newsletter.errors import ConfigError
from newsletter.plugins import (
    PluginKind,
    find_plugins,
    load_plugin,
    plugin_error,
)
from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

KIND = PluginKind.DIALECT


class Dialect(Protocol):
    """What a package knows of a dialect of Markdown; both methods are pure."""

    def find(self, text: str) -> Iterable[tuple[int, int]]:
        """Return where the marks of the dialect stand: half-open ranges, in order and apart.

        Only the marks, not the words between them: those are cleaned and translated.

        Args:
            text: Markdown with LF line ends, without front matter; code and tags are covered.
        """

    def show(self, markup: str) -> str:
        """Return Markdown that says to a reader what one range says; "" takes it out."""


@dataclass(frozen=True, slots=True)
class DialectPart:
    """A range of a text, and the name of the dialect that it belongs to."""

    start: int
    end: int
    dialect: str


@lru_cache(maxsize=1)
def get_dialects() -> dict[str, Dialect]:
    """Return the dialects of this environment, by name.

    Raises:
        ConfigError: One cannot be imported, or lacks a method.
    """
    return {name: _load(name) for name in find_plugins(KIND)}


def find_dialect_parts(text: str) -> tuple[DialectPart, ...]:
    """Return what belongs to a dialect of another package, in order and apart.

    Of two that overlap the one that begins first counts.

    Raises:
        ConfigError: A dialect fails, or gives ranges that are none of this text.
    """
    found: list[DialectPart] = []
    for name, dialect in get_dialects().items():
        found.extend(_ask(name, dialect, text))
    kept: list[DialectPart] = []
    for part in sorted(found, key=outer_first):
        if not kept or part.start >= kept[-1].end:
            kept.append(part)
    return tuple(kept)


def as_nonprose(parts: Iterable[DialectPart]) -> tuple[Nonprose, ...]:
    """Return the parts as ranges that are no prose."""
    return tuple(
        Nonprose(part.start, part.end, NonproseKind.PLUGIN) for part in parts
    )


def show_part(part: DialectPart, markup: str) -> str:
    """Return what a reader is shown of a part.

    Raises:
        ConfigError: The dialect fails.
    """
    dialect = get_dialects()[part.dialect]
    try:
        shown = dialect.show(markup)
    except Exception as error:
        why = f"it cannot show its own mark: {type(error).__name__}"
        raise plugin_error(KIND, part.dialect, why) from error
    if not isinstance(shown, str):
        raise plugin_error(KIND, part.dialect, "show returns no text")
    return shown


def _load(name: str) -> Dialect:
    """The dialect of a package; what its code does wrong is one error of ours."""
    loaded = load_plugin(KIND, name)
    try:
        loaded = loaded() if isinstance(loaded, type) else loaded
    except Exception as error:
        why = f"it cannot be made: {type(error).__name__}: {error}"
        raise plugin_error(KIND, name, why) from error
    missing = [
        method
        for method in ("find", "show")
        if not callable(getattr(loaded, method, None))
    ]
    if missing:
        why = f"it has no method {', no '.join(missing)}"
        raise plugin_error(KIND, name, why)
    dialect: Dialect = loaded  # type: ignore[assignment]
    return dialect


def _ask(name: str, dialect: Dialect, text: str) -> list[DialectPart]:
    """What a dialect finds in a text: ranges in order, none in another."""
    try:
        ranges = [(int(start), int(end)) for start, end in dialect.find(text)]
    except Exception as error:
        why = f"it fails on a text: {type(error).__name__}"
        raise plugin_error(KIND, name, why) from error
    if any(not 0 <= start < end <= len(text) for start, end in ranges):
        raise _ranges_error(name, "a range that is none of the text")
    if any(one[1] > other[0] for one, other in pairwise(ranges)):
        raise _ranges_error(name, "ranges out of order, or one in another")
    return [DialectPart(start, end, name) for start, end in ranges]


def _ranges_error(name: str, what: str) -> ConfigError:
    return plugin_error(KIND, name, f"find returns {what}")


def outer_first(part: DialectPart | Nonprose) -> tuple[int, int]:
    """Return the order in which the outer one of two that begin together comes first."""
    return part.start, -part.end
