"""Find the text that an author hands to a tag: `{% include note.html text="…" %}`.

A tag is no prose, but what its template prints of a parameter is read like any other sentence. A
parameter is text when its name says so (a caption, alternative text) or when it ends as a sentence
does. Everything else may be a class, an address or a key of the site, and stays.

Source: https://jekyllrb.com/docs/includes/#passing-parameters-to-includes and
https://gohugo.io/content-management/shortcodes/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_INCLUDE = re.compile(r"\{%-?\s*(?:include(?:_relative|_cached)?|render)\s")
_SHORTCODE = re.compile(r"\{\{[<%]\s*[\w./-]+\s")
_PARAMETER = re.compile(
    r"(?<=\s)(?P<name>[A-Za-z][\w-]*)=(?:\"(?P<double>[^\"\\]*)\"|'(?P<single>[^'\\]*)')"
)
_POST_LINK = re.compile(
    r"\{%-?\s*post_link\s+\S+\s+(?P<words>[^%\n\"']*[^%\s\"'])(?:\s+(?:true|false))?\s*-?%\}"
)
_TEXT_NAMES = frozenset(
    {
        "alt",
        "caption",
        "description",
        "label",
        "quote",
        "subtitle",
        "summary",
        "text",
        "title",
    }
)
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'’”」』)）\]*_]*\s*\Z")
_TEMPLATE = re.compile(r"\{\{|\{%|%\}|\}\}")
_LINE_BREAK = re.compile(r"\n[ \t]*")
_GAP = re.compile(r" |(?<=[、。，！？])(?=.)")  # where a line may end
_ONE_WORD = re.compile(r"[\x21-\x7e]*")  # a key, an address, a file


@dataclass(frozen=True, slots=True)
class Parameter:
    """A text in a tag: its name, the range of its value in the tag, and the mark around it."""

    name: str
    first: int
    last: int
    quote: str


def find_include_texts(tag: str) -> tuple[Parameter, ...]:
    """Return the parameters of a Liquid include that people read.

    >>> [text.name for text in find_include_texts('{% include a.html class="b" alt="A hill" %}')]
    ['alt']
    """
    return tuple(_find_texts(tag)) if _INCLUDE.match(tag) else ()


def find_shortcode_texts(tag: str) -> tuple[Parameter, ...]:
    """Return the parameters of a Hugo shortcode that people read.

    >>> [text.name for text in find_shortcode_texts('{{< figure src="a.jpg" title="A hill" >}}')]
    ['title']
    """
    return tuple(_find_texts(tag)) if _SHORTCODE.match(tag) else ()


def find_link_words(tag: str) -> tuple[Parameter, ...]:
    """Return the words of Hexo's `{% post_link name words %}`.

    >>> [(text.first, text.last) for text in find_link_words("{% post_link walk A walk %}")]
    [(18, 24)]
    """
    found = _POST_LINK.fullmatch(tag)
    return (Parameter("text", *found.span("words"), '"'),) if found else ()


def quote_parameter(text: str, quote: str) -> str:
    """Return a text as it may stand between the marks of a parameter.

    Liquid has no escapes in a text and Go has others than Markdown: the mark becomes another one,
    and what would end the tag is parted.
    """
    other = "'" if quote == '"' else "’"
    return text.replace(quote, other).replace("%}", "% }").replace("}}", "} }")


def _find_texts(tag: str) -> Iterator[Parameter]:
    for found in _PARAMETER.finditer(tag):
        group = "double" if found["double"] is not None else "single"
        value = found[group]
        if _is_text(found["name"], value):
            quote = '"' if group == "double" else "'"
            yield Parameter(found["name"], *found.span(group), quote)


def _is_text(name: str, value: str) -> bool:
    if _TEMPLATE.search(value):
        return False
    if name.lower() in _TEXT_NAMES:
        return True
    return bool(_SENTENCE_END.search(value)) and not _ONE_WORD.fullmatch(value)


def keep_line_ends(text: str, written: str) -> str:
    """Return a text on as many lines as the one it replaces, broken near the same places.

    >>> keep_line_ends("one two three four", "eins zwei\\n  drei vier")
    'one two\\n  three four'
    """
    breaks = tuple(_LINE_BREAK.finditer(written))
    if not breaks or "\n" in text:
        return text
    scale = len(text) / len(_LINE_BREAK.sub(" ", written))
    out: list[str] = []
    place = lost = 0
    for found in breaks:
        wanted = (found.start() - lost) * scale
        gaps = (gap for gap in _GAP.finditer(text) if gap.start() > place)
        gap = min(gaps, key=lambda gap: abs(gap.start() - wanted), default=None)
        if gap is None:
            break
        out += (text[place : gap.start()], found.group())
        place = gap.end()
        lost += len(found.group()) - 1
    return "".join((*out, text[place:]))
