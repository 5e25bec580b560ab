"""Dialects of other packages: asked, believed as far as their ranges go, and refused by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from newsletter.errors import ConfigError
from newsletter.source import dialect_plugins
from newsletter.source.dialect_plugins import (
    Dialect,
    DialectPart,
    as_nonprose,
    find_dialect_parts,
    get_dialects,
    show_part,
)
from newsletter.source.nonprose_kinds import NonproseKind

Ranges = Iterable[tuple[int, int]]
Use = Callable[..., None]


class Marks:
    """Finds words between marks, and shows them in capitals."""

    def __init__(self, mark: str) -> None:
        """Look for words between two of these."""
        self.pattern = re.compile(rf"{mark}[a-z]+{mark}")

    def find(self, text: str) -> Ranges:
        """Return where they stand."""
        return [found.span() for found in self.pattern.finditer(text)]

    def show(self, markup: str) -> str:
        """Return the word in capitals."""
        return markup[1:-1].upper()


class Gives:
    """Gives what it is told to, or fails."""

    def __init__(self, ranges: object = (), shown: object = "") -> None:
        """Keep what to answer."""
        self.ranges, self.shown = ranges, shown

    def find(self, _text: str) -> Ranges:
        """Return the ranges."""
        if isinstance(self.ranges, Exception):
            raise self.ranges
        return self.ranges  # type: ignore[return-value]

    def show(self, _markup: str) -> str:
        """Return the text."""
        if isinstance(self.shown, Exception):
            raise self.shown
        return self.shown  # type: ignore[return-value]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    """Let these be the dialects of the environment."""

    def install(**dialects: Dialect) -> None:
        monkeypatch.setattr(dialect_plugins, "get_dialects", lambda: dialects)

    return install


def test_without_packages_there_are_no_dialects() -> None:
    """Nothing is found, and nothing is asked."""
    assert get_dialects() == {}
    assert find_dialect_parts("@a@ %b%") == ()


def test_the_parts_of_all_dialects_come_in_order(use: Use) -> None:
    """Each with the name of its dialect."""
    use(at=Marks("@"), percent=Marks("%"))
    found = find_dialect_parts("%a% and @b@, %c%")
    assert [(part.dialect, part.start, part.end) for part in found] == [
        ("percent", 0, 3),
        ("at", 8, 11),
        ("percent", 13, 16),
    ]
    assert {part.kind for part in as_nonprose(found)} == {NonproseKind.PLUGIN}


OVERLAPS = {
    "the first counts": ([(0, 4)], [(2, 6)], [(0, 4)]),
    "of two that begin together the longer": ([(0, 4)], [(0, 6)], [(0, 6)]),
    "one in another": ([(0, 6)], [(2, 4)], [(0, 6)]),
    "side by side": ([(0, 4)], [(4, 6)], [(0, 4), (4, 6)]),
    "behind what was left out": ([(0, 4), (5, 6)], [(3, 5)], [(0, 4), (5, 6)]),
}


@pytest.mark.parametrize(("one", "other", "kept"), OVERLAPS.values(), ids=OVERLAPS)
def test_of_two_that_overlap_one_counts(
    one: list[tuple[int, int]],
    other: list[tuple[int, int]],
    kept: list[tuple[int, int]],
    use: Use,
) -> None:
    """The one that begins first, and the outer one."""
    use(a=Gives(one), b=Gives(other))
    assert [(part.start, part.end) for part in find_dialect_parts("0123456789")] == kept
    use(a=Gives(other), b=Gives(one))
    assert [(part.start, part.end) for part in find_dialect_parts("0123456789")] == kept


@pytest.mark.parametrize("ranges", [[(0, 10)], [(9, 10)], [(0, 1), (1, 2)], [], (), iter([(0, 1)])])
def test_ranges_of_the_text_are_believed(ranges: Ranges, use: Use) -> None:
    """Up to its ends."""
    use(a=Gives(ranges))
    find_dialect_parts("0123456789")


WRONG = {
    "an empty range": ([(3, 3)], "a range that is none of the text"),
    "a range backwards": ([(4, 3)], "a range that is none of the text"),
    "before the text": ([(-1, 3)], "a range that is none of the text"),
    "beyond the text": ([(3, 11)], "a range that is none of the text"),
    "out of order": ([(3, 5), (0, 2)], "ranges out of order, or one in another"),
    "one in another": ([(0, 5), (3, 4)], "ranges out of order, or one in another"),
    "no ranges": (None, "it fails on a text: TypeError"),
    "no pairs": ([1, 2], "it fails on a text: TypeError"),
    "no numbers": ([("a", "b")], "it fails on a text: ValueError"),
    "an error": (RuntimeError("secret of the post"), "it fails on a text: RuntimeError"),
}


@pytest.mark.parametrize(("ranges", "why"), WRONG.values(), ids=WRONG)
def test_what_is_no_range_of_the_text_is_refused(ranges: object, why: str, use: Use) -> None:
    """The error names the dialect and the fault, and nothing of the text."""
    use(mine=Gives(ranges))
    with pytest.raises(ConfigError) as caught:
        find_dialect_parts("0123456789")
    assert '"mine"' in str(caught.value)
    assert why in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_part_is_shown_by_its_dialect(use: Use) -> None:
    """And by no other."""
    use(at=Marks("@"), percent=Gives(shown="never"))
    assert show_part(DialectPart(0, 3, "at"), "@a@") == "A"


@pytest.mark.parametrize(
    ("shown", "why"),
    [
        (None, "show returns no text"),
        (b"a", "show returns no text"),
        (RuntimeError("secret of the post"), "it cannot show its own mark: RuntimeError"),
    ],
)
def test_what_cannot_be_shown_is_refused(shown: object, why: str, use: Use) -> None:
    """An error of the dialect is no text of a mail."""
    use(mine=Gives(shown=shown))
    with pytest.raises(ConfigError) as caught:
        show_part(DialectPart(0, 3, "mine"), "@a@")
    assert why in str(caught.value)
    assert "secret" not in str(caught.value)
