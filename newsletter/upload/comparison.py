"""Show what an editor has changed in a tool, before an upload would replace it.

Compared are subject, preheader and the words of the text with the addresses of its links, line by
line: tools write the HTML again in their own way, and an editor thinks in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from html.parser import HTMLParser

from newsletter.campaign.interface import DraftTexts, ReadableTool
from newsletter.errors import ConfigError, quote
from newsletter.source.html_facts import INLINE_ELEMENTS
from newsletter.upload.carry_out import look_up, read_draft
from newsletter.upload.edition_names import find_editions
from newsletter.upload.upload_context import UploadContext

_UNSEEN = frozenset({"head", "style", "script", "title", "template"})
_INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200c\u200d\u2060\u00ad\ufeff\u034f")
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in the tool and not here, and the other way round.

    Attributes:
        lines: A unified diff, from the tool to what an upload would put there; empty for none.
    """

    edition: str
    language: str
    lines: tuple[str, ...]


def compare_editions(
    context: UploadContext, edition: str
) -> tuple[Difference, ...]:
    """Compare an edition with its draft in the tool, in every language that is there.

    Raises:
        ConfigError: There is no such edition, or the tool has none of it.
        ToolError: The tool does not answer as it should.
    """
    found: list[Difference] = []
    for name, language in find_editions(context.root, edition):
        found += _compare(context, name, language)
    if not found:
        raise ConfigError(
            f"cannot compare {quote(edition)}",
            at=edition,
            why=f"{context.profile.title} has no draft of it",
            fix=f"newsletter upload {context.profile.name} {edition}",
        )
    return tuple(found)


def _compare(
    context: UploadContext, edition: str, language: str
) -> Iterator[Difference]:
    """The lines in which what the tool holds differs from what an upload would put there."""
    draft = read_draft(context, edition, language)
    tool = context.open_tool(f"{edition}/{language}")
    if not isinstance(tool, ReadableTool):
        raise ConfigError(
            f"cannot compare {quote(edition)}",
            at=context.profile.name,
            why=f"{tool.title} does not give back what it holds",
            fix=f"look at it in {tool.title}",
        )
    known = context.ledger.upload(edition, language, context.profile.name)
    remote = look_up(tool, draft.name, known)
    theirs = tool.read(remote.id) if remote else None
    if theirs is None:
        return
    lines = unified_diff(
        list_lines(theirs),
        list_lines(tool.read_draft(draft)),
        f"in {tool.title}",
        "an upload would put there",
        n=1,
        lineterm="",
    )
    yield Difference(edition, language, tuple(lines))


def list_lines(texts: DraftTexts) -> list[str]:
    """Return what an editor sees of a draft, a line for each paragraph, heading and cell."""
    named = [f"{name}: {_plain(text)}" for name, text in texts.fields if text]
    return [*named, *read_words(texts.html)]


def read_words(html: str) -> tuple[str, ...]:
    """Return the words of HTML, a line a block, link addresses in angle brackets.

    >>> read_words('<p>One <b>two</b>.</p><div><a href="https://x.org/">three</a></div>')
    ('One two.', 'three <https://x.org/>')
    """
    reader = _WordReader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return tuple(reader.lines)


class _WordReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words: list[str] = []
        self._hidden = 0
        self._address = ""

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """See an element begin: what is not shown, where a link leads, and where a line ends."""
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSEEN:
            self._hidden += 1
        elif tag == "a":
            self._address = given.get("href", "")
        elif tag == "br" or tag not in INLINE_ELEMENTS:
            self.end_line()
        if tag == "img":
            alt, source = given.get("alt", ""), given.get("src", "")
            self._words.append(f" [{alt}] <{source}> ")

    def handle_endtag(self, tag: str) -> None:
        """See an element end: a link is followed by where it leads, a block by a line end."""
        if tag in _UNSEEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "a" and self._address:
            self._words.append(f" <{self._address}>")
            self._address = ""
        elif tag not in INLINE_ELEMENTS:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def end_line(self) -> None:
        line = _plain("".join(self._words))
        self._words.clear()
        if line:
            self.lines.append(line)


def _plain(text: str) -> str:
    return " ".join(text.translate(_INVISIBLE).split())
