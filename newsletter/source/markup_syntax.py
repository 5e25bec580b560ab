"""Find formulas, attribute lists, wiki links, directives, tags and other marks in Markdown.

It reads a text in which code, comments and template tags are covered already (`generator_syntax`).
One pattern finds where something may begin; a small function for each kind decides.

Specifications:
    formulas       Pandoc `tex_math_dollars` (no blank inside the dollars, no digit after them),
                   `$$`; MathJax `\\(…\\)`, `\\[…\\]`; LaTeX environments. An amount of money is no
                   formula: what stands between dollars, or between escaped brackets, has to look
                   like mathematics.
    attributes     kramdown IAL, ALD and `{::options /}`; Pandoc and Goldmark `{#id .class
                   key=value}`.
    wiki links     Obsidian: `[[page#heading|alias]]`, `![[embed]]`, on one line; its comments
                   (`%%words%%`, or lines between `%%`) and names of blocks (` ^id` at the end).
    directives     generic directives and Pandoc divs (a line that begins with three colons),
                   Python-Markdown admonitions by the pattern of that package, tabs of pymdownx;
                   its blocks: `/// note | Title`, options indented below, `///` at the end;
                   Zenn's `@[card](address)` and its like on a line of their own.
    alerts         GitHub and Obsidian: `[!TYPE]` at the start of a quote, with Obsidian's `+` or
                   `-`.
    abbreviations  PHP Markdown Extra: `*[HTML]: …` on a line of its own.
    footnotes      PHP Markdown Extra: `[^label]`, with a colon where it is defined.
    references     CommonMark 6.3: the `[label]` of `[text][label]`, whether its definition stands
                   here or in an include.
    definitions    CommonMark 4.7: `[label]: address`; its title is prose.
    tags           CommonMark 6.6; autolinks 6.5; bare addresses as GFM 6.9 has them.
    emoji codes    GitHub: `:name:`, not inside a word, an address or a time.
    task boxes     GFM 5.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from newsletter.source.admonitions import ADMONITION, has_boxes
from newsletter.source.bracket_calls import CallFinder
from newsletter.source.generator_syntax import (
    BLOCK_END,
    find_brace_end,
    line_prefix,
)
from newsletter.source.myst import COLON_DIRECTIVE
from newsletter.source.nonprose_kinds import MASK_FILL, Nonprose, NonproseKind
from newsletter.source.scanner import BLANK_LINE, Scanner

MAX_FORMULA_CHARS = 5_000
MAX_EXPRESSION_CHARS = 1_000
MAX_HIDDEN_CHARS = 5_000

# Each alternative begins with its letter, not with a class or a look back: so a search can skip
# whatever is none of these letters.
_SPECIAL = re.compile(
    r"\\|\$|\[|\]|!|<|\{|:|\*|h(?=ttps?://)|w(?=ww\.)|=(?==)|\?(?=\?)|/(?<!//)(?=//)"
    r"|@(?=\[|tab\b|start[a-z])|%(?<!%%)(?=%[^%])|\^(?<=[ \t\n]\^)(?=[\w-]{4,40}[ \t]*$)",
    re.M,
)
_CONTAINERS = re.compile(r"[ \t]*(?:>[ \t]*|[-+*][ \t]+|\d{1,9}[.)][ \t]+)*")

# Slidev names the lines that it steps through: `$$ {1|3|all}`.
_BLOCK_FORMULA = re.compile(r"\$\$[ \t]*(?:\{[\w|,*-]*\}[ \t]*)?\n")
_DOLLARS = re.compile(
    r"\$(?=[^\s$])(?P<inside>[^$\n]*[^\s$\\])\$(?![0-9A-Za-z_$])"
)
_ENVIRONMENT = re.compile(r"\\begin\{(?P<name>[A-Za-z]+\*?)\}")
_BRACKETED = re.compile(r"\\{1,2}(?P<open>[(\[])")
_CLOSING_TEX = {"(": r"\)", "[": r"\]"}
_TEX = re.compile(r"\\[A-Za-z]+|[\^_]\{|[\^_=<>+]|[A-Za-z0-9][\^_][A-Za-z0-9]")
_WORD = re.compile(r"(?<!\\)(?<![A-Za-z])[A-Za-z]{3,}")
_AMOUNT = re.compile(r"\d[\d,.]*\s?(?:[A-Za-z]+\b|[/)\]）、。]|$)")
_ALNUM_OF_ASCII = re.compile(r"[A-Za-z0-9]")
# A dollar in or behind a word opens no formula, nor does a colon there open the code of an emoji.
_WORD_OF_ASCII = re.compile(r"[A-Za-z0-9_$]")
_NO_EMOJI_AFTER = re.compile(r"[A-Za-z0-9:/_-]")
_PLAIN_TEX = re.compile(r"\\|\^|_\{")
_NOT_TEX = re.compile("[\u3000-\u9fff\uac00-\ud7af\uf900-\uffdf]")

_KRAMDOWN_LIST = r"\{::?(?:\"[^\"\n]*\"|'[^'\n]*'|[^{}\"'\n])*\}|\{:/\w*\}"
_PANDOC_LIST = (
    r"\{[ \t]*(?:(?:[#.][^\s{}\"'=.#]+|[A-Za-z][\w:.-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)"
    r"|=\w+|-|unnumbered)"
    r"(?=[ \t}.#])[ \t]*)+\}"
)
_ATTRIBUTES = re.compile(f"{_KRAMDOWN_LIST}|{_PANDOC_LIST}")
_WIKI = re.compile(r"!?\[\[[^\[\]\n]+\]\](?![(\[])")
_ALERT = re.compile(r"\[![A-Za-z][\w-]*(?:\|[^\]\n]*)?\][-+]?")
# As formatters write it that escape every bracket; GitHub shows the alert all the same.
_ESCAPED_ALERT = re.compile(r"\\\[![A-Za-z][\w-]*\\?\](?=[ \t]*$)", re.M)
_ALERT_PREFIX = re.compile(r"[ \t]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*>[ \t>]*")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_FOOTNOTE_COLON = re.compile(rf"{_FOOTNOTE.pattern}:")
_TASK = re.compile(r"\[[ xX]\](?=[ \t])")
_TASK_PREFIX = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
_DEFINITION = re.compile(
    r"\[(?!\^)(?:[^\[\]\\\n]|\\.)+\]:[ \t]*\n?[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)(?=[ \t\n]|\Z)"
)
_DIRECTIVE = re.compile(
    rf"{COLON_DIRECTIVE}|:{{3,}}(?!:)[^\n]*"
    r"|::[A-Za-z][\w-]*(?:\[[^\]\n]*\])?(?:\{[^}\n]*\})?[ \t]*$",
    re.M,
)
_SLASHES = re.compile(
    r"(?P<marks>/{3,})(?!/)[ \t]*(?:(?P<name>[a-z][\w-]*)[ \t]*(?:\|[^\n]*)?)?$",
    re.M,
)
# The blocks that pymdownx has, which may stand right below a paragraph: by another name it is text.
_KNOWN_BLOCK = re.compile(
    r"(?:(?:figure-|table-)?caption|details|definition|html|tab|admonition|note|attention|caution"
    r"|danger|error|tip|hint|warning|important|info|abstract|success|question|failure|bug|example"
    r"|quote)\Z"
)
_BLOCK_OPTION = re.compile(r"\n(?:> ?)* {4,8}[a-z_]+:[^\n]*")
# The names that Zenn has; by any other name it is a mention in front of a link.
_EMBED = re.compile(
    r"@\[(?:card|youtube|tweet|gist|codepen|slideshare|speakerdeck|docswell|jsfiddle|codesandbox"
    r"|stackblitz|figma)\]\((?:[^()\n]|\([^()\n]*\))*\)[ \t]*$",
    re.M,
)
# A tab of VuePress, in a container for tabs, and a drawing of PlantUML.
_TABS = re.compile(r"^[ \t]*:{3,}[ \t]*(?:code-)?tabs\b", re.M)
_TAB = re.compile(r"@tab(?::active)?(?:[ \t][^\n]*)?$", re.M)
_DRAWING = re.compile(r"@start(?P<name>[a-z]+)\b[^\n]*$", re.M)
MAX_DRAWING_CHARS = 50_000
_EMOJI = re.compile(
    r":(?:[a-z][a-z0-9_+-]*[a-z0-9]|[a-z]|[+-]1|100|1234):(?![A-Za-z0-9_/:])"
)
# Obsidian's comments, which readers of a vault do not see: inside a line, and on their own lines.
_HIDDEN_WORDS = re.compile(
    r"(?<![A-Za-z0-9%])%%(?=[^\s%])[^\n%]*(?:%(?!%)[^\n%]*)*(?<=\S)%%(?![A-Za-z0-9%])"
)
_HIDDEN_LINES = re.compile(
    rf"%%(?=[^%])(?:[^%]|%(?!%)){{1,{MAX_HIDDEN_CHARS}}}%%[ \t]*$", re.M
)
_MERGE_TAG = re.compile(
    r"%%[\x21-\x7e]+%%\s*"
)  # a name: %%emailaddr%% of a campaign tool
# The name that Obsidian gives a block at its end, to link to it.
_BLOCK_NAME = re.compile(
    r"\^(?=[A-Za-z-]*[0-9-])(?=[0-9-]*[A-Za-z])[A-Za-z0-9-]+[ \t]*(?![^\n])"
)
# What ends a block at the end of a line: a covered line is code or a tag of its own, and a quote
# goes on with its marks.
_BLOCK_AFTER = re.compile(
    rf"{BLOCK_END.pattern}|\n[ \t>]*(?:[*_-]{{3}}|{MASK_FILL}+[ \t]*(?:\n|\Z))"
)
_BLOCK_OR_QUOTE_AFTER = re.compile(rf"{_BLOCK_AFTER.pattern}|\n[ \t]*>")
_ABBREVIATION = re.compile(r"\*\[[^\]\n]+\]:[^\n]*")
_TAG = re.compile(
    r"<[A-Za-z][A-Za-z0-9-]*"
    r"(?:\s+[A-Za-z_:\ufdef][\w.:\ufdef-]*(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>"
    r"|</[A-Za-z][A-Za-z0-9-]*\s*>|</?>"
)
_AUTOLINK = re.compile(
    r"<(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9.-]+)>"
)
_DECLARATIONS = (("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'「」『』（）()。、，\[\]*]+"
)
_ADDRESS_TAIL = ".,:;!?"
_REFERENCE = re.compile(r"\](?:\[(?:[^\[\]\\\n]|\\.)*\])")

# What Zenn, HackMD and Hashnode write behind the address of a picture: its size, its place.
_PICTURE_MARKS = re.compile(
    r"!\[[^\[\]\n]*\]\([^()\s]+"
    r"(?P<marks> (?:=(?:\d+x\d*|x\d+)|[a-z-]+=\"[^\"\n]*\"(?: [a-z-]+=\"[^\"\n]*\")*))(?=\))"
)

# Pattern, what may stand before it on its line, and what it is.
_AFTER_PREFIX = (
    (_ALERT, _ALERT_PREFIX, NonproseKind.ALERT),
    (_TASK, _TASK_PREFIX, NonproseKind.TASK),
)


def find_markup_syntax(
    text: str, *, expressions: bool = False
) -> tuple[Nonprose, ...]:
    """Return the ranges in order and without overlaps.

    Args:
        text: Markdown with LF line ends; what is not to be looked into is covered by characters
            that mean nothing.
        expressions: Whether `{…}` in the text is code, as it is in MDX.
    """
    found = tuple(_MarkupScanner(text, expressions).scan())
    marks = (picture.span("marks") for picture in _PICTURE_MARKS.finditer(text))
    behind = [Nonprose(*span, NonproseKind.ATTRIBUTES) for span in marks]
    return tuple(sorted((*found, *behind))) if behind else found


class _MarkupScanner(Scanner):
    """One walk over the text."""

    def __init__(self, text: str, expressions: bool) -> None:
        super().__init__(text)
        self.expressions = expressions
        self.calls = CallFinder(text)
        self.definition_end = -1
        self.open_blocks: list[str] = []  # the slashes of each
        self.block_end = -1
        self.finders: Mapping[str, Callable[[int], Nonprose | None]] = {
            "\\": self._tex,
            "$": self._dollars,
            "[": self._bracket,
            "]": self._reference,
            "!": self._exclamation,
            "<": self._angle,
            "{": self._brace,
            ":": self._colon,
            "*": self._abbreviation,
            "h": self._address,
            "w": self._address,
            "=": self._admonition,
            "?": self._admonition,
            "/": self._slashes,
            "@": self._embed,
            "%": self._hidden,
            "^": self._block_name,
        }

    def scan(self) -> Iterator[Nonprose]:
        """Yield what is found, in order."""
        place = 0
        while special := _SPECIAL.search(self.text, place):
            start = special.start()
            found = self.finders[self.text[start]](start)
            if found is not None:
                yield found
                place = found.end
            elif self.text[start] == "\\":
                place = start + 2
            else:
                place = start + 1

    def _prefix(self, place: int) -> str:
        """What stands before a place on its line."""
        return line_prefix(self.text, place)

    def _begins_line(self, place: int) -> bool:
        """Tell whether only container marks stand before a place on its line."""
        return _CONTAINERS.fullmatch(self._prefix(place)) is not None

    def _tex(self, start: int) -> Nonprose | None:
        """A LaTeX environment, a formula between escaped brackets, or an escaped alert."""
        alert = self.match(_ESCAPED_ALERT, start, NonproseKind.ALERT)
        if alert and _ALERT_PREFIX.fullmatch(self._prefix(start)):
            return alert
        environment = _ENVIRONMENT.match(self.text, start)
        if environment:
            closing = rf"\end{{{environment['name']}}}"
            return self._closed(start, environment.end(), closing, True)
        bracket = _BRACKETED.match(self.text, start)
        if bracket is None:
            return None
        closing = _CLOSING_TEX[bracket["open"]]
        found = self._closed(start, bracket.end(), closing, False)
        if found is None:
            return None
        inside = self.text[bracket.end() : found.end - len(closing)]
        return found if _looks_like_tex(inside) else None

    def _before(self, place: int) -> str:
        """The character before a place; "" at the start of the text."""
        return self.text[max(0, place - 1) : place]

    def _dollars(self, start: int) -> Nonprose | None:
        """A formula between dollars; a block between `$$` may have blank lines."""
        if self.text.startswith("$$", start):
            is_block = _BLOCK_FORMULA.match(self.text, start) is not None
            lines = is_block and self._begins_line(start)
            return self._closed(start, start + 2, "$$", lines)
        if _WORD_OF_ASCII.match(self._before(start)):
            return None
        found = _DOLLARS.match(self.text, start)
        if found is None or not _looks_like_formula(found["inside"]):
            return None
        return Nonprose(start, found.end(), NonproseKind.FORMULA)

    def _closed(
        self, start: int, inside: int, closing: str, lines: bool
    ) -> Nonprose | None:
        """The formula up to its closing mark; `lines` allows blank lines inside."""
        end = self.until(closing, inside)
        last = end - len(closing)
        if end < 0 or last == inside or last > inside + MAX_FORMULA_CHARS:
            return None
        if not lines and BLANK_LINE.search(self.text, inside, last):
            return None
        return Nonprose(start, end, NonproseKind.FORMULA)

    def _bracket(self, start: int) -> Nonprose | None:
        """A wiki link, a shortcode, an alert, a footnote, a task box or a definition."""
        if self.text.startswith("[[", start):
            return self.match(_WIKI, start, NonproseKind.WIKI_LINK)
        if self.text.startswith("[^", start):
            return self._footnote(start)
        call = self.calls.find(start)
        if call:
            return call
        for pattern, prefix, kind in _AFTER_PREFIX:
            found = self.match(pattern, start, kind)
            if found and prefix.fullmatch(self._prefix(start)):
                return found
        return self._definition(start)

    def _footnote(self, start: int) -> Nonprose | None:
        """A footnote mark; the colon belongs to it where it defines."""
        defining = self.match(_FOOTNOTE_COLON, start, NonproseKind.FOOTNOTE)
        if defining and self._begins_line(start):
            return defining
        return self.match(_FOOTNOTE, start, NonproseKind.FOOTNOTE)

    def _definition(self, start: int) -> Nonprose | None:
        """A definition up to its address; its title is prose."""
        prefix = self._prefix(start)
        if not _CONTAINERS.fullmatch(prefix):
            return None
        if not self._may_define(start - len(prefix)):
            return None
        found = self.match(_DEFINITION, start, NonproseKind.DEFINITION)
        if found:
            self.definition_end = self.line_end(found.end)
        return found

    def _may_define(self, line_start: int) -> bool:
        """A definition cannot interrupt a paragraph.

        A blank line, a heading or another definition stands before it.
        """
        if line_start == 0 or line_start - 1 == self.definition_end:
            return True
        line = self._prefix(line_start - 1).strip(" \t>\ufdef")
        return not line or line.startswith("#")

    def _reference(self, start: int) -> Nonprose | None:
        """The label behind the text of a reference link."""
        found = _REFERENCE.match(self.text, start)
        if found is None:
            return None
        return Nonprose(start + 1, found.end(), NonproseKind.REFERENCE)

    def _exclamation(self, start: int) -> Nonprose | None:
        """An embedded note, or an admonition."""
        if self.text.startswith("![[", start):
            return self.match(_WIKI, start, NonproseKind.WIKI_LINK)
        return self._admonition(start)

    def _brace(self, start: int) -> Nonprose | None:
        """An attribute list; in MDX also an expression."""
        attributes = self.match(_ATTRIBUTES, start, NonproseKind.ATTRIBUTES)
        if attributes or not self.expressions:
            return attributes
        end = find_brace_end(self.text, start, MAX_EXPRESSION_CHARS)
        if end < 0:
            return None
        return Nonprose(start, end, NonproseKind.EXPRESSION)

    def _admonition(self, start: int) -> Nonprose | None:
        """A line of Python-Markdown's admonitions or tabs; a box where the text is proved to be."""
        if not self._begins_line(start):
            return None
        kind = NonproseKind.BOX if self._has_boxes else NonproseKind.DIRECTIVE
        return self.match(ADMONITION, start, kind)

    @cached_property
    def _has_boxes(self) -> bool:
        """Whether the text proves that `!!!` begins a box in it."""
        return has_boxes(self.text)

    def _colon(self, start: int) -> Nonprose | None:
        """A line of a directive, or the code of an emoji."""
        if self.text.startswith("::", start) and self._begins_line(start):
            return self.match(_DIRECTIVE, start, NonproseKind.DIRECTIVE)
        if _NO_EMOJI_AFTER.match(self._before(start)):
            return None
        return self.match(_EMOJI, start, NonproseKind.EMOJI)

    def _embed(self, start: int) -> Nonprose | None:
        """Zenn's line for something of another site, a tab of VuePress, or a drawing."""
        if not self._begins_line(start):
            return None
        if self.text.startswith("@tab", start) and self._has_tabs:
            return self.match(_TAB, start, NonproseKind.DIRECTIVE)
        drawing = _DRAWING.match(self.text, start)
        if drawing:
            end = self.until(f"\n@end{drawing['name']}", drawing.end())
            is_whole = 0 < end <= start + MAX_DRAWING_CHARS
            return (
                Nonprose(start, end, NonproseKind.RAW_BLOCK)
                if is_whole
                else None
            )
        return self.match(_EMBED, start, NonproseKind.DIRECTIVE)

    @cached_property
    def _has_tabs(self) -> bool:
        """Whether the text has a container for tabs."""
        return _TABS.search(self.text) is not None

    def _hidden(self, start: int) -> Nonprose | None:
        """What Obsidian hides from readers, between two percent signs at each end."""
        found = _HIDDEN_WORDS.match(self.text, start)
        if found is None and self._begins_line(start):
            found = _HIDDEN_LINES.match(self.text, start)
        if found is None or _MERGE_TAG.fullmatch(found[0]):
            return None
        return Nonprose(start, found.end(), NonproseKind.RAW_BLOCK)

    def _block_name(self, start: int) -> Nonprose | None:
        """The name of a block at its end, which links lead to and nobody reads."""
        found = self.match(_BLOCK_NAME, start, NonproseKind.ATTRIBUTES)
        if found is None:
            return None
        return found if self._ends_block(start, found.end) else None

    def _ends_block(self, start: int, end: int) -> bool:
        """Tell whether the line between two places is the last one of its block."""
        prefix = self._prefix(start)
        is_heading = prefix.lstrip(" \t>").startswith("#")
        after = _BLOCK_AFTER if ">" in prefix else _BLOCK_OR_QUOTE_AFTER
        return (
            is_heading
            or end == len(self.text)
            or bool(after.match(self.text, end))
        )

    def _slashes(self, start: int) -> Nonprose | None:
        """The first or the last line of a block of pymdownx; the first with its options.

        The lines of a comment (`/// words`) are none: a block is closed by as many slashes.
        """
        found = _SLASHES.match(self.text, start)
        if found is None or not self._begins_line(start):
            return None
        marks = found["marks"]
        if found["name"]:
            end = self._opening_end(start, found)
            if end < 0:
                return None
            self.open_blocks.append(marks)
        elif marks in self.open_blocks:
            end = found.end()
            self.open_blocks.remove(marks)
        else:
            return None
        self.block_end = end
        return Nonprose(start, end, NonproseKind.DIRECTIVE)

    def _opening_end(self, start: int, opening: re.Match[str]) -> int:
        """Where the options of a block end; -1 where none may begin, or nothing closes it."""
        end = opening.end()
        while option := _BLOCK_OPTION.match(self.text, end):
            end = option.end()
        closing = rf"(?m)^[ \t>]*{opening['marks']}[ \t]*$"
        is_closed = self.after_pattern(closing, end) > 0
        may_open = _KNOWN_BLOCK.match(opening["name"]) is not None
        may_open = may_open or self._begins_paragraph(start)
        return end if is_closed and may_open else -1

    def _begins_paragraph(self, start: int) -> bool:
        """Tell whether a blank line, or the mark of another block, stands before a place."""
        end = self.line_start(start) - 1
        if end < 0 or end == self.block_end:
            return True
        return not self._prefix(end).strip(" \t>")

    def _abbreviation(self, start: int) -> Nonprose | None:
        """The whole line of an abbreviation."""
        found = self.match(_ABBREVIATION, start, NonproseKind.ABBREVIATION)
        return found if found and self._begins_line(start) else None

    def _angle(self, start: int) -> Nonprose | None:
        """An autolink, a tag or a declaration, in one block."""
        autolink = self.match(_AUTOLINK, start, NonproseKind.AUTOLINK)
        if autolink:
            return autolink
        for opening, closing in _DECLARATIONS:
            if self.text.startswith(opening, start):
                end = self.until(closing, start + len(opening))
                return self._tag(start, end)
        found = _TAG.match(self.text, start)
        return self._tag(start, found.end() if found else -1)

    def _tag(self, start: int, end: int) -> Nonprose | None:
        """A tag up to its end (-1 without one), when no blank line stands in it."""
        if end < 0 or BLANK_LINE.search(self.text, start, end):
            return None
        return Nonprose(start, end, NonproseKind.TAG)

    def _address(self, start: int) -> Nonprose | None:
        """A bare address, without the sentence's own marks at its end."""
        found = _ADDRESS.match(self.text, start)
        if found is None or _ALNUM_OF_ASCII.match(self._before(start)):
            return None
        address = found.group().rstrip(_ADDRESS_TAIL)
        return Nonprose(start, start + len(address), NonproseKind.ADDRESS)


def _looks_like_formula(inside: str) -> bool:
    """Tell mathematics between two dollars from amounts of money and names of variables."""
    if _NOT_TEX.search(inside):
        return False
    if _PLAIN_TEX.search(inside):
        return True
    return not _AMOUNT.match(inside) and _has_few_words(inside)


def _looks_like_tex(inside: str) -> bool:
    """Tell mathematics between escaped brackets from brackets that a converter escaped."""
    if _NOT_TEX.search(inside):
        return False
    if not _TEX.search(inside):
        return len(inside) == 1 and inside.isalpha()
    return "\\" in inside or _has_few_words(inside)


def _has_few_words(inside: str) -> bool:
    """Tell whether at most one word of a language stands in it."""
    return len(_WORD.findall(inside)) <= 1
