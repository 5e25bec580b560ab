"""Define what an engine is: a name, limits, and texts in, texts out.

An engine is a thin edge. It sends one request, returns what came back, and turns every
fault into one of three errors:

    EngineUnavailable   may work later: network, deadline, 429, 5xx, unreadable answer
                        → wait, then the next engine
    EngineRefused       no for good: key, quota, language
                        → the next engine
    TextRefused         no to these texts only: too long, 400
                        → split, then the next engine

It never retries, never waits, never judges the words: `chain` and `checks` do. No error
carries a text or a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import quote_plus

from newsletter.config import EngineOptions
from newsletter.errors import EngineRefused
from newsletter.translate.glossary import Glossary


class TextRefused(EngineRefused):
    """The engine will not take these texts; it may take others."""


class Declined(TextRefused):
    """A model said no to what the texts say; it may take others."""


class Unreadable(TextRefused):
    """The answer is there, but which text it belongs to cannot be told."""


class Encoding(StrEnum):
    """How a text travels, and so how many bytes it takes."""

    UTF8 = "utf-8"
    URL = "url"  # percent-encoded in the query: 9 bytes a kana or kanji


# What numbering costs a text that shares one request with others: `[[999]]`, a space,
# and longer numbers for its own marks.
_MARK_CHARS = 8
_MARK_BYTES = {Encoding.UTF8: 8, Encoding.URL: 20}
_RENUMBER_CHARS = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may hold.

    Attributes:
        max_texts: Texts in one request.
        max_chars: Characters of all texts together.
        max_bytes: Bytes of all texts together as they travel (`encoding`).
        encoding: How a text travels.
        joined: Several texts travel as one numbered text, because the service knows no
            arrays.
        n_parallel: Requests that may be under way at the same time.
    """

    max_texts: int
    max_chars: int
    max_bytes: int
    encoding: Encoding = Encoding.UTF8
    joined: bool = False
    n_parallel: int = 1

    def size(self, text: str) -> tuple[int, int]:
        """Return the characters and bytes the text takes in a request, numbering included."""
        n_bytes = (
            len(quote_plus(text))
            if self.encoding is Encoding.URL
            else len(text.encode())
        )
        if not self.joined:
            return len(text), n_bytes
        growth = _RENUMBER_CHARS * text.count("[[")
        return len(text) + _MARK_CHARS + growth, n_bytes + _MARK_BYTES[
            self.encoding
        ] + growth

    def fits(self, text: str) -> bool:
        """Tell whether the text can be sent on its own."""
        n_chars, n_bytes = self.size(text)
        return n_chars <= self.max_chars and n_bytes <= self.max_bytes


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around the texts of a request; an engine may do without.

    Attributes:
        title: Title of the article.
        before: The sentences before the first text, in reading order.
        refused: Text → why the last answer to it was not taken.
    """

    title: str = ""
    before: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


NO_CONTEXT = Context()


@dataclass(frozen=True, slots=True)
class EngineSetup:
    """What the engine of another package is built from.

    Its entry point in the group `newsletter.engines` names a function that takes one of these and
    returns an `Engine`.

    Attributes:
        name: The name of the entry point, under which newsletter.toml asks for it.
        options: The table [translate.options.NAME]; what is of its own stands in `extra`.
        key: The variable NAME_API_KEY of the environment; "" when it is not set.
        deadline_s: The longest time for one request.
        folder: The publication: where files that the options name are seen from.
        glossary: Terms and names of the publication.
    """

    name: str
    options: EngineOptions
    key: str = field(repr=False)
    deadline_s: float
    folder: Path
    glossary: Glossary


class Engine(Protocol):
    """A machine translation service."""

    @property
    def name(self) -> str:
        """The name in `newsletter.toml`, in the memory and in messages."""

    @property
    def limits(self) -> Limits:
        """What one request may hold."""

    def translate(
        self,
        texts: Sequence[str],
        source: str,
        target: str,
        context: Context = NO_CONTEXT,
    ) -> Sequence[str]:
        """Translate texts that stand side by side in one request.

        Args:
            texts: One to `limits.max_texts` texts with placeholders `[[1]]…[[/1]]`,
                `[[2]]`, in reading order.
            source: BCP 47 tag of the texts.
            target: BCP 47 tag to translate into.
            context: What stands around them, for engines that look at it.

        Returns:
            One answer a text, in order; "" where the answer to a text could not be told
            from its neighbours'. Another number of answers means that none can be
            trusted.

        Raises:
            EngineUnavailable: It may work later.
            EngineRefused: It will not work; `TextRefused` when it may work for other
                texts.
        """
