"""Test what newsletter relies on in a dialect of Markdown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from newsletter.source.dialect_plugins import Dialect


class DialectContract(ABC):
    """What every dialect keeps; a subclass names texts in it.

    Attributes:
        texts: Text in the dialect → the marks of the dialect in it, in order.
        plain: Texts in which nothing is of the dialect.
    """

    texts: ClassVar[dict[str, tuple[str, ...]]]
    plain: tuple[str, ...] = ()

    @abstractmethod
    def build_dialect(self) -> Dialect:
        """Return the dialect."""

    def _find(self, text: str) -> list[str]:
        ranges = self.build_dialect().find(text)
        return [text[start:end] for start, end in ranges]

    def test_it_finds_its_marks_and_no_words(self) -> None:
        """What it finds is what the table says, in order and apart."""
        assert self.texts
        for text, marks in self.texts.items():
            assert tuple(self._find(text)) == marks

    def test_it_leaves_everything_else_alone(self) -> None:
        """Prose, code and other dialects are none of its business."""
        common = (
            "",
            "Plain words, *emphasis*, `code` and [a link](https://example.com).",
            "# A heading\n\n- a list\n- of two\n\n> a quotation\n",
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "市場は「三十年」の歴史があります。（注）",
        )
        for text in (*common, *self.plain):
            assert self._find(text) == []

    def test_what_it_shows_is_free_of_its_marks(self) -> None:
        """A reader never sees the mark itself; and showing twice changes nothing."""
        dialect = self.build_dialect()
        for marks in self.texts.values():
            for mark in marks:
                shown = dialect.show(mark)
                assert not list(dialect.find(shown))

    def test_it_says_the_same_each_time(self) -> None:
        """Two runs give the same bytes."""
        for text, marks in self.texts.items():
            assert self._find(text) == self._find(text)
            for mark in marks:
                first = self.build_dialect().show(mark)
                assert self.build_dialect().show(mark) == first

    def test_it_does_not_slow_down(self) -> None:
        """Marks that are never closed are read, and not again for each of them."""
        for mark in {marks[0][:2] for marks in self.texts.values() if marks}:
            self._find(mark * 5_000)
