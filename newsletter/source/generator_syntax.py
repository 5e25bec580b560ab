"""Find code, comments and what a site generator reads before Markdown.

That is Liquid, Hugo shortcodes, MDX modules and components.

Left to right; what begins first wins, so that a tag in a code span is code and a backtick in a tag
is the tag's.

Specifications:
    fences       CommonMark 0.31, 4.5: same character, at least as long, nothing after the closing
                 fence.
    code spans   CommonMark 0.31, 6.1: a run of the same length, in the same block.
    comments     CommonMark 0.31, 4.6 (type 2) and 6.6: with blank lines only where it begins a
                 line.
    Liquid       its tokenizer: `{%` to the first `%}`, `{{` to the first `}}`; a tag begins with a
                 name.
    shortcodes   Hugo: `{{<` to `>}}`, `{{%` to `%}}`; quoted text may hold the end, raw text in
                 backticks may have lines.
    MDX          micromark-extension-mdxjs: `import` and `export` at the start of a line up to a
                 blank one; tags with a capital, with `{…}` as values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from newsletter.source.admonitions import ADMONITION, BOX_INDENT
from newsletter.source.html_facts import HTML_ELEMENTS
from newsletter.source.nonprose_kinds import Nonprose, NonproseKind

# Longer than the tags people write (of 338 pages the longest has 4,070 characters); it bounds the
# work on an unclosed one.
MAX_TAG_CHARS = 10_000
MAX_MODULE_LINES = 200
MAX_LINES_BACK = 50
# The marks of containers in front of a fence; a longer prefix is text.
MAX_PREFIX_CHARS = 200
# What may be read in vain for one kind of thing, in lengths of the text: ten thousand unclosed tags
# must not be read to the end.
MAX_VAIN_SHARE = 8

_SPECIAL = re.compile(r"[`~\\{<]")
_TRIGGER = re.compile(
    r"(?P<marks>`+|~{3,})"
    r"|(?P<escape>\\[\\`<])"
    r"|(?P<shortcode>\{\{[<%])"
    r"|(?P<output>\{\{)"
    r"|(?P<liquid>\{%-?\s*(?P<tag>[A-Za-z_]\w*|\#))"
    r"|(?P<note>\{\#(?=\s)|\{/\*)"
    r"|(?P<extension>\{::(?P<extended>nomarkdown|comment)\b)"
    r"|(?P<comment><!--)"
    r"|(?P<raw><(?P<element>script|style|pre|textarea|SCRIPT|STYLE|PRE|TEXTAREA)(?=[\s>]))"
    r"|(?P<component></?(?P<name>[A-Z][\w.]*)(?=[\s/>]))"
)
_MODULE_LINE = re.compile(r"^(?:import|export)(?=[\s{*\"'])", re.M)
# The marks of quotes and list items in front of a fence, and of a list item alone.
_CONTAINERS = re.compile(r"[ \t]*(?:>[ \t]*|[-+*][ \t]+|\d{1,9}[.)][ \t]+)*")
_LIST_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
# Where a block of text ends: a blank line, or a line that begins another block.
_BLOCK_END = re.compile(
    r"\n(?=[ \t>]*(?:\n|\Z|[-+*][ \t]|\d{1,9}[.)][ \t]|\#{1,6}[ \t]|`{3}|~{3}|\|))"
)
_BACKTICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_LIQUID_END = re.compile(r"%\}|\{%")
_OUTPUT_END = re.compile(r"\}\}|\{\{|\n[ \t]*\n")
_GO_TEXT = re.compile(
    r"\{\{-?\s*\w+\s+`[^`]*`\s*-?\}\}"
)  # raw text of Go templates
_SHORTCODE_PART = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`|[>%]\}\}|\{\{[<%]')
_SHORTCODE_NAME = re.compile(r"\{\{[<%]\s*(?P<name>[\w./-]+)")
# Tags whose content is code, a formula or a drawing.
_RAW_TAGS = re.compile("highlight|comment|mermaid|math|code|codeblock|jsfiddle")
_RAW_SHORTCODES = re.compile(
    r"highlight|mermaid|math|katex|chart|code[\w-]*|comment"
)
_COMPONENT_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[{<>]|\n[ \t]*\n")
_BRACE_PART = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|[{}]")
_NAMES = r"(?:[\w$]+|\{[^{}]{0,2000}\}|\*\s+as\s+[\w$]+)"
_IMPORT = re.compile(
    rf"import\s*(?:(?:type\s+)?{_NAMES}(?:\s*,\s*{_NAMES})?\s*from\s*)?"
    r"(?:\"[^\"\n]+\"|'[^'\n]+')[ \t]*(?:;|//|with\b|$)",
    re.M,
)
_EXPORT = re.compile(
    r"export\s+(?:(?:const|let|var)\s+[\w${\[]|(?:async\s+)?function\s*\*?\s*[\w$(]|class\s+\w+\s*[\w{]"
    r"|default\s+(?:function\b|class\b|async\b|[({\[]|[\w$]+[(;])|\*\s+from\s|\{[^{}]*\})"
)


def find_generator_syntax(text: str) -> tuple[Nonprose, ...]:
    """Return code, comments, tags of templates, modules and components, in order and apart.

    Args:
        text: Markdown with LF line ends.
    """
    return tuple(_Scanner(text).scan())


def line_prefix(text: str, place: int) -> str:
    """Return what stands before a place on its line.

    Of a long line it returns only so much that no container mark explains it.
    """
    first = text.rfind("\n", max(0, place - MAX_PREFIX_CHARS), place) + 1
    if first == 0 and place > MAX_PREFIX_CHARS:
        return "…" + text[place - MAX_PREFIX_CHARS : place]
    return text[first:place]


def find_brace_end(text: str, start: int, limit: int = MAX_TAG_CHARS) -> int:
    """Return the place after the `}` that closes the `{` at `start`; -1 when none does.

    Quoted text is skipped, as JavaScript reads it.
    """
    depth = 0
    for found in _BRACE_PART.finditer(
        text, start, min(len(text), start + limit)
    ):
        mark = found.group()
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if depth == 0:
                return found.end()
    return -1


class _Scanner:
    """One walk over the text; an end mark that is missing from here on is not looked for again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.missing: set[str] = set()
        self.block_end = -1
        self.in_vain: Counter[str] = Counter()
        self.finders: Mapping[
            str, Callable[[re.Match[str]], Nonprose | None]
        ] = {
            "marks": self._code,
            "shortcode": self._shortcode,
            "output": self._output,
            "liquid": self._liquid,
            "note": self._note,
            "extension": self._extension,
            "comment": self._comment,
            "raw": self._raw_html,
            "component": self._component,
        }

    def scan(self) -> Iterator[Nonprose]:
        """Yield what is found, in order."""
        modules = _MODULE_LINE.finditer(self.text)
        module = next(modules, None)
        place = 0
        while True:
            special = _SPECIAL.search(self.text, place)
            while module is not None and module.start() < place:
                module = next(modules, None)
            if module is not None and (
                special is None or module.start() < special.start()
            ):
                found = self._module(module.start())
                place = found.end if found else module.end()
            elif special is None:
                return
            else:
                place, found = self._at(special.start())
            if found is not None:
                yield found

    def _at(self, start: int) -> tuple[int, Nonprose | None]:
        """Where to go on, and what begins at a special character."""
        trigger = _TRIGGER.match(self.text, start)
        if trigger is None:
            return start + 1, None
        for name, finder in self.finders.items():
            if trigger[name] is not None:
                found = None if self._is_hopeless(name) else finder(trigger)
                return (found.end if found else trigger.end()), found
        return trigger.end(), None

    def _is_hopeless(self, name: str) -> bool:
        return (
            self.in_vain[name] > MAX_VAIN_SHARE * len(self.text) + MAX_TAG_CHARS
        )

    def _give_up(self, name: str, trigger: re.Match[str], place: int) -> None:
        """Note what was read in vain."""
        self.in_vain[name] += place - trigger.start()

    def _until(self, end: str, start: int) -> int:
        """The place after the next `end`, or -1."""
        if end in self.missing:
            return -1
        found = self.text.find(end, start)
        if found < 0:
            self.missing.add(end)
            return -1
        return found + len(end)

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        """The place of the next line end, or of the end of the text."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    def _code(self, trigger: re.Match[str]) -> Nonprose | None:
        """A fence where backticks or tildes begin a line, else a code span."""
        marks = trigger.group()
        prefix = line_prefix(self.text, trigger.start())
        if len(marks) >= 3 and _CONTAINERS.fullmatch(prefix):
            info = self.text[trigger.end() : self._line_end(trigger.end())]
            column = self._list_column(prefix, trigger.start())
            if column >= 0 and not (marks[0] == "`" and "`" in info):
                end = self._fence_end(marks, prefix, column, trigger.end())
                return Nonprose(trigger.start(), end, NonproseKind.FENCE)
        return self._code_span(trigger) if marks[0] == "`" else None

    def _code_span(self, trigger: re.Match[str]) -> Nonprose | None:
        """CommonMark 6.1: up to a run of the same length in the same block."""
        length = len(trigger.group())
        if trigger.end() > self.block_end:
            block_end = _BLOCK_END.search(self.text, trigger.end())
            self.block_end = block_end.start() if block_end else len(self.text)
        for marks in _BACKTICKS.finditer(
            self.text, trigger.end(), self.block_end
        ):
            if len(marks.group()) == length:
                return Nonprose(
                    trigger.start(), marks.end(), NonproseKind.CODE_SPAN
                )
        return None

    def _list_column(self, prefix: str, place: int) -> int:
        """The column at which the list item or the box around a fence begins its text.

        0 outside of both, -1 where the fence is indented code.
        """
        if _LIST_ITEM.match(prefix):
            return _width(prefix)
        indent = _width(prefix.rpartition(">")[2])
        line_start = self._line_start(place)
        for _ in range(MAX_LINES_BACK if indent else 0):
            if line_start == 0:
                break
            before = self._line_start(line_start - 1)
            line = self.text[before : line_start - 1]
            line_start = before
            item = _LIST_ITEM.match(line)
            column = _width(item.group()) if item else _box_column(line)
            if 0 < column <= indent:
                return column
            if _begins_text(line) and not self._is_lazy(before):
                break
        return 0 if indent < 4 else -1

    def _is_lazy(self, line_start: int) -> bool:
        """Tell whether a line without indentation may go on with a list item.

        It does where no blank line stands before it.
        """
        if line_start == 0:
            return False
        return bool(
            self.text[self._line_start(line_start - 1) : line_start - 1].strip()
        )

    def _fence_end(
        self, marks: str, prefix: str, column: int, place: int
    ) -> int:
        """The end of the closing line, or of the last line of the container or the text."""
        closing = re.compile(rf"[ \t>]*{marks[0]}{{{len(marks)},}}[ \t]*")
        quoted = ">" in prefix
        end = self._line_end(place)
        while end < len(self.text):
            next_end = self._line_end(end + 1)
            line = self.text[end + 1 : next_end]
            bare = line.lstrip(" \t")
            if quoted and not bare.startswith(">"):
                return end
            if (
                bare
                and not quoted
                and _width(line[: len(line) - len(bare)]) < column
            ):
                return end
            end = next_end
            if closing.fullmatch(line):
                return end
        return end

    def _raw_html(self, trigger: re.Match[str]) -> Nonprose | None:
        """CommonMark 4.6, type 1: up to the end tag, blank lines included."""
        line = line_prefix(self.text, trigger.start())
        if line.strip(" >"):
            return None
        name = trigger["element"]
        end = self._until(f"</{name}>", trigger.end())
        return (
            Nonprose(trigger.start(), end, NonproseKind.RAW_HTML)
            if end > 0
            else None
        )

    def _comment(self, trigger: re.Match[str]) -> Nonprose | None:
        """An HTML comment; one inside a line ends at a blank line and then is none."""
        end = self._until("-->", trigger.end())
        if end < 0:
            return None
        line = line_prefix(self.text, trigger.start())
        begins_line = _CONTAINERS.fullmatch(line) is not None
        if not begins_line and _BLANK_LINE.search(
            self.text, trigger.end(), end
        ):
            return None
        return Nonprose(trigger.start(), end, NonproseKind.COMMENT)

    def _liquid(self, trigger: re.Match[str]) -> Nonprose | None:
        """A Liquid tag up to its first `%}`; a tag around code takes the code with it."""
        limit = min(len(self.text), trigger.end() + MAX_TAG_CHARS)
        mark = _LIQUID_END.search(self.text, trigger.end(), limit)
        if mark is None or mark.group() != "%}":
            self._give_up("liquid", trigger, mark.start() if mark else limit)
            return None
        if _RAW_TAGS.fullmatch(trigger["tag"]):
            closing = self._closing_tag(
                rf"\{{%-?\s*end{trigger['tag']}\s*-?%\}}", mark.end()
            )
            if closing > 0:
                return Nonprose(
                    trigger.start(), closing, NonproseKind.RAW_BLOCK
                )
        return Nonprose(trigger.start(), mark.end(), NonproseKind.LIQUID_TAG)

    def _output(self, trigger: re.Match[str]) -> Nonprose | None:
        """An output up to its first `}}`; raw text of Go templates may have lines."""
        limit = min(len(self.text), trigger.end() + MAX_TAG_CHARS)
        go_text = _GO_TEXT.match(self.text, trigger.start(), limit)
        if go_text:
            return Nonprose(
                trigger.start(), go_text.end(), NonproseKind.RAW_BLOCK
            )
        mark = _OUTPUT_END.search(self.text, trigger.end(), limit)
        if mark is None or mark.group() != "}}":
            self._give_up("output", trigger, mark.start() if mark else limit)
            return None
        return Nonprose(trigger.start(), mark.end(), NonproseKind.LIQUID_OUTPUT)

    def _shortcode(self, trigger: re.Match[str]) -> Nonprose | None:
        """A Hugo shortcode; one around code takes the code with it."""
        end = self._shortcode_end(trigger)
        if end < 0:
            return None
        named = _SHORTCODE_NAME.match(self.text, trigger.start(), end)
        if (
            named
            and _RAW_SHORTCODES.fullmatch(named["name"])
            and self.text[end - 4] != "/"
        ):
            closing = self._closing_tag(
                rf"\{{\{{[<%]\s*/\s*{re.escape(named['name'])}\s*[>%]\}}\}}",
                end,
            )
            if closing > 0:
                return Nonprose(
                    trigger.start(), closing, NonproseKind.RAW_BLOCK
                )
        return Nonprose(trigger.start(), end, NonproseKind.SHORTCODE)

    def _shortcode_end(self, trigger: re.Match[str]) -> int:
        """The place after the end of a shortcode; quoted text may hold its mark."""
        limit = min(len(self.text), trigger.end() + MAX_TAG_CHARS)
        wanted = trigger.group()[-1].replace("<", ">") + "}}"
        for part in _SHORTCODE_PART.finditer(self.text, trigger.end(), limit):
            if part.group() == wanted:
                return part.end()
            if part.group().startswith("{{"):
                limit = part.start()
                break
        self._give_up("shortcode", trigger, limit)
        return -1

    def _closing_tag(self, pattern: str, start: int) -> int:
        """The place after the closing tag, or -1."""
        if pattern in self.missing:
            return -1
        found = re.compile(pattern).search(self.text, start)
        if found is None:
            self.missing.add(pattern)
            return -1
        return found.end()

    def _note(self, trigger: re.Match[str]) -> Nonprose | None:
        """A comment of Jinja (`{# #}`) or of MDX (`{/* */}`), in one block."""
        end = self._until(
            "#}" if trigger.group() == "{#" else "*/}", trigger.end()
        )
        if end < 0 or _BLANK_LINE.search(self.text, trigger.end(), end):
            return None
        return Nonprose(trigger.start(), end, NonproseKind.RAW_BLOCK)

    def _extension(self, trigger: re.Match[str]) -> Nonprose | None:
        """kramdown's `{::nomarkdown}` and `{::comment}`, up to `{:/}`."""
        closing = self._closing_tag(
            rf"\{{:/(?:{trigger['extended']})?\}}", trigger.end()
        )
        if closing < 0:
            return None
        return Nonprose(trigger.start(), closing, NonproseKind.RAW_BLOCK)

    def _module(self, start: int) -> Nonprose | None:
        """An `import` or `export` of MDX up to a blank line outside of brackets."""
        pattern = _IMPORT if self.text.startswith("import", start) else _EXPORT
        if not pattern.match(self.text, start):
            return None
        end = self._line_end(start)
        depth = 0
        for _ in range(MAX_MODULE_LINES):
            line_start = self._line_start(end)
            line = self.text[max(line_start, start) : end]
            if not line.strip() and depth <= 0:
                break
            depth += sum(map(line.count, "([{")) - sum(map(line.count, ")]}"))
            if end >= len(self.text):
                break
            end = self._line_end(end + 1)
        stripped = self.text[start:end].rstrip()
        return Nonprose(start, start + len(stripped), NonproseKind.MODULE)

    def _component(self, trigger: re.Match[str]) -> Nonprose | None:
        """A tag with a capital; its values may be expressions in braces."""
        name = trigger["name"]
        if name.isupper() and name.lower() in HTML_ELEMENTS:
            return None  # <BR> is HTML of old; <Table> is a component
        place = trigger.end()
        limit = min(len(self.text), place + MAX_TAG_CHARS)
        while part := _COMPONENT_PART.search(self.text, place, limit):
            place = part.end()
            if part.group() == ">":
                return Nonprose(trigger.start(), place, NonproseKind.COMPONENT)
            if part.group() == "{":
                place = find_brace_end(self.text, part.start())
                if place < 0:
                    self._give_up("component", trigger, limit)
                    return None
            elif part.group()[0] not in "\"'":
                break
        self._give_up("component", trigger, min(place, limit))
        return None


def _box_column(line: str) -> int:
    """The column at which the text of an admonition begins (Python-Markdown); 0 for other lines."""
    bare = line.lstrip(" \t>")
    indent = line[: len(line) - len(bare)]
    return _width(indent) + BOX_INDENT if ADMONITION.fullmatch(bare) else 0


def _begins_text(line: str) -> bool:
    """Tell whether a line is text without indentation."""
    return bool(line.strip()) and not line.startswith((" ", "\t", ">"))


def _width(prefix: str) -> int:
    """The columns that a prefix takes, tabs at every fourth."""
    return len(prefix.expandtabs(4))
