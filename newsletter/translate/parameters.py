"""Find the text that an author hands to a tag: `{% include note.html text="…" %}`.

A tag is no prose, but what its template prints of a parameter is read like any other sentence. A
parameter is text when its name says so (a caption, alternative text) or, in an include or a
shortcode, when it ends as a sentence does. A parameter without a name is text where the tag shows
a picture or a box and the parameter has several words. Everything else may be a class, an address
or a key of the site, and stays.

Source: https://jekyllrb.com/docs/includes/#passing-parameters-to-includes,
https://gohugo.io/content-management/shortcodes/, https://www.11ty.dev/docs/shortcodes/,
https://hexo.io/docs/tag-plugins and https://mdxjs.com/docs/what-is-mdx/#jsx.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsletter.source.generator_syntax import find_brace_end

_INCLUDE = re.compile(r"\{%-?\s*(?:include(?:_relative|_cached)?|render)\s")
_LIQUID = re.compile(r"\{[%{]-?\s*(?P<name>[A-Za-z_][\w-]*)[\s(]")
_SHORTCODE = re.compile(r"\{\{[<%]\s*[\w./-]+\s")
_COMPONENT = re.compile(r"<[A-Z][\w.]*\s")
# Tags that reckon and steer: what stands in them is compared, stored or looked up.
_STEERING = re.compile(
    r"(?:end)?(?:assign|block|call|capture|case|cycle|decrement|elif|else|elsif|extends|filter|for"
    r"|from|if|import|increment|layout|link|macro|paginate|post_url|raw|section|set|tablerow|unless"
    r"|when|with|asset_path|post_path|post_link)"
)
# Tags that show what they are given.
_SHOWING = re.compile(
    r"(?i:\w*(?:image|img|figure|photo|picture|caption|quote|callout|alert|aside|video)\w*)"
)
_TEXT = r"(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)')"
_PARAMETER = re.compile(
    rf"(?<=[\s,{{(])[\"']?(?P<name>[A-Za-z][\w-]*)[\"']?(?:=|:[ \t]*){_TEXT}"
)
_ATTRIBUTE = re.compile(
    r"(?<=\s)(?P<name>[A-Za-z][\w-]*)="
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_UNNAMED = re.compile(
    rf"(?:(?P<key>[\w-]+[\"']?(?::[ \t]*|=))|(?<=\s)){_TEXT}(?=[\s,%])"
)
_POST_LINK = re.compile(
    r"\{%-?\s*post_link\s+\S+\s+(?:(?P<mark>[\"'])(?P<quoted>[^%\n\"'<>]+)(?P=mark)"
    r"|(?P<words>[^%\n\"']*[^%\s\"']))(?:\s+(?:true|false))?\s*-?%\}"
)
_TEXT_NAMES = frozenset(
    {
        "alt",
        "aria-label",
        "caption",
        "description",
        "heading",
        "label",
        "placeholder",
        "quote",
        "subtitle",
        "summary",
        "text",
        "title",
    }
)
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'’”」』)）\]*_]*\s*\Z")
_TEMPLATE = re.compile(r"\{\{|\{%|%\}|\}\}")
# A line end with the indentation behind it, or a gap that once was one.
_LINE_BREAK = re.compile(r"\n[ \t]*|[ \t]{2,}")
_GAP = re.compile(r" |(?<=[、。，！？])(?=.)")  # where a line may end
_ONE_WORD = re.compile(r"[\x21-\x7e]*")  # a key, an address, a file
_PATH = re.compile(r"[^\s/]*/\S*|\S.*\.[A-Za-z]\w{1,4}")
# Several words, or one that is not in Latin letters.
_READS_AS_WORDS = re.compile(
    r"[^\W\d_]\S*\s+\S*[^\W\d_]|[\u0370-\u1fff\u2e80-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A text in a tag.

    Attributes:
        name: Of the parameter.
        first, last: The range of its value in the tag.
        quote: The mark around it, with a backslash where one stands before it in the value.
    """

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


def find_tag_texts(tag: str) -> tuple[Parameter, ...]:
    """Return the parameters of a tag that people read: Liquid, Hugo, MDX.

    >>> [text.name for text in find_tag_texts('{{< figure src="a.jpg" title="A hill" >}}')]
    ['title']
    >>> [text.name for text in find_tag_texts('<Card icon="x" title="A hill">')]
    ['title']
    """
    for pattern, finder in _FINDERS:
        if pattern.match(tag):
            return tuple(finder(tag))
    return ()


def _find_in_liquid(tag: str) -> Iterator[Parameter]:
    """The texts of a tag that shows something."""
    name = _LIQUID.match(tag)
    if name is None or _STEERING.fullmatch(name["name"]):
        yield from _find_link_words(tag)
        return
    for found in _PARAMETER.finditer(tag):
        if found["name"].lower() in _TEXT_NAMES:
            yield from _as_text(found["name"], found)
    if _SHOWING.fullmatch(name["name"]):
        for found in _UNNAMED.finditer(tag):
            yield from _unnamed(found)


def _unnamed(found: re.Match[str]) -> Iterator[Parameter]:
    """A parameter without a name, where it reads as words do."""
    value = found["double"] or found["single"] or ""
    if found["key"] or _PATH.fullmatch(value):
        return
    if _READS_AS_WORDS.search(value):
        yield from _as_text("alt", found)


def _find_in_component(tag: str) -> Iterator[Parameter]:
    """The texts of a component; what stands in braces is code."""
    for found in _ATTRIBUTE.finditer(_without_code(tag)):
        if found["name"].lower() in _TEXT_NAMES:
            yield from _as_text(found["name"], found)


def _without_code(tag: str) -> str:
    """The tag with what stands in braces covered, character for character."""
    out: list[str] = []
    place = 0
    while (start := tag.find("{", place)) >= 0:
        end = find_brace_end(tag, start)
        if end < 0:
            return "".join((*out, tag[place:start]))
        out += (tag[place:start], "{" * (end - start))
        place = end
    return "".join((*out, tag[place:]))


def _find_link_words(tag: str) -> Iterator[Parameter]:
    """The words of Hexo's `{% post_link name words %}`."""
    found = _POST_LINK.fullmatch(tag)
    if found:
        group = "words" if found["mark"] is None else "quoted"
        yield Parameter("text", *found.span(group), found["mark"] or '"')


def quote_parameter(text: str, quote: str) -> str:
    """Return a text as it may stand between the marks of a parameter.

    Liquid has no escapes in a text and Go has others than Markdown: the mark becomes another one,
    unless the author has put a backslash before it. What would end the tag is parted.

    >>> quote_parameter('a "b"', '"'), quote_parameter('a "b"', '\\\\"')
    ("a 'b'", 'a \\\\"b\\\\"')
    """
    if quote.startswith("\\"):
        text = re.sub(rf"(?<!\\){quote[1:]}", rf"\{quote}", text)
    else:
        text = text.replace(quote, "'" if quote == '"' else "’")
    return text.replace("%}", "% }").replace("}}", "} }")


def _find_texts(tag: str) -> Iterator[Parameter]:
    """The texts of an include or a shortcode."""
    for found in _PARAMETER.finditer(tag):
        value = found["double"] or found["single"] or ""
        if _is_text(found["name"], value):
            yield from _as_text(found["name"], found)


def _as_text(name: str, found: re.Match[str]) -> Iterator[Parameter]:
    """The parameter of a match, unless a template writes in it."""
    group, mark = (
        ("single", "'") if found["double"] is None else ("double", '"')
    )
    value = found[group]
    if not value or _TEMPLATE.search(value):
        return
    escaped = f"\\{mark}"
    quote = escaped if escaped in value else mark
    yield Parameter(name, *found.span(group), quote)


_FINDERS: tuple[
    tuple[re.Pattern[str], Callable[[str], Iterator[Parameter]]], ...
] = (
    (_INCLUDE, _find_texts),
    (_LIQUID, _find_in_liquid),
    (_SHORTCODE, _find_texts),
    (_COMPONENT, _find_in_component),
)


def _is_text(name: str, value: str) -> bool:
    """Tell whether a parameter is read: by its name, or because it is a sentence."""
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
