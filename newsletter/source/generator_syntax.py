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
    Markdoc      `{% name %}` ends with `{% /name %}`; `{% #id .class %}` is an attribute.
    Zola         `{{ name(key="value") }}` is a tag; `{% name() %}` ends with `{% end %}`.
    shortcodes   Hugo: `{{<` to `>}}`, `{{%` to `%}}`; quoted text may hold the end, raw text in
                 backticks may have lines.
    MDX          micromark-extension-mdxjs: `import` and `export` at the start of a line up to a
                 blank one; tags with a capital, with `{…}` as values.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial

from newsletter.source.admonitions import ADMONITION, BOX_INDENT
from newsletter.source.html_facts import HTML_ELEMENTS
from newsletter.source.myst import CODE_ROLE, LINK_ROLE, TEXT_FENCE
from newsletter.source.nonprose_kinds import Nonprose, NonproseKind
from newsletter.source.scanner import BLANK_LINE, Scanner

# Longer than the tags people write (of 338 pages the longest has 4,070 characters); it bounds the
# work on an unclosed one.
MAX_TAG_CHARS = 10_000
MAX_MODULE_LINES = 200
MAX_LINES_BACK = 50
# The marks of containers in front of a fence; a longer prefix is text.
MAX_PREFIX_CHARS = 200
CODE_INDENT = 4
# What may be read in vain for one kind of thing, in lengths of the text: ten thousand unclosed tags
# must not be read to the end.
MAX_VAIN_SHARE = 8

# Each alternative begins with its letter, not with a class or a look back: so a search can skip
# whatever is none of these letters.
_SPECIAL = re.compile(
    r"`|~|\\|\{|<|i(?<=^i)(?=mport[\s{*\"'])|e(?<=^e)(?=xport[\s{*\"'])", re.M
)
_TRIGGER = re.compile(
    r"(?P<marks>`+|~{3,})"
    r"|(?P<module>import|export)"
    r"|(?P<escape>\\[\\`<])"
    r"|(?P<shortcode>\{\{[<%])"
    r"|(?P<output>\{\{)"
    r"|(?P<liquid>\{%-?\s*(?P<closing>/?)\s*(?P<tag>[A-Za-z_]\w*|\#|\.(?=[A-Za-z])))"
    r"|(?P<note>\{\#(?=\s)|\{/\*)"
    r"|(?P<role>\{(?=[a-z]+(?::[a-z]+)?\}`))"
    r"|(?P<extension>\{::(?P<extended>nomarkdown|comment)\b)"
    r"|(?P<comment><!--)"
    r"|(?P<raw><(?P<element>script|style|pre|textarea|SCRIPT|STYLE|PRE|TEXTAREA)(?=[\s>]))"
    r"|(?P<component></?(?P<name>[A-Z][\w.]*)(?=[\s/>]))"
)
# The marks of quotes and list items in front of a fence, and of a list item alone.
_CONTAINERS = re.compile(r"[ \t]*(?:>[ \t]*|[-+*][ \t]+|\d{1,9}[.)][ \t]+)*")
_LIST_ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+")
# Where a block of text ends: a blank line, or a line that begins another block.
BLOCK_END = re.compile(
    r"\n(?=[ \t>]*(?:\n|\Z|[-+*][ \t]|\d{1,9}[.)][ \t]|\#{1,6}[ \t]|`{3}|~{3}|\|))"
)
_INDENTED_TAG = re.compile(r"^(?: {0,3}\t| {4})[ \t]*(?:</?[A-Z]|\{%)", re.M)
_BACKTICKS = re.compile("`+")
_LIQUID_END = re.compile(r"%\}|\{%")
_OUTPUT_END = re.compile(r"\}\}|\{\{|\n[ \t]*\n")
_GO_TEXT = re.compile(
    r"\{\{-?\s*\w+\s+`[^`]*`\s*-?\}\}"
)  # raw text of Go templates
_SHORTCODE_PART = re.compile(r'"(?:[^"\\\n]|\\.)*"|`[^`]*`|[>%]\}\}|\{\{[<%]')
_DEPTH = {"{": 1, "}": -1}
# Tags whose content is code, a formula or a drawing.
_RAW_NAMES = (
    "highlight|comment|math|mathjax|katex|latex|equation"
    "|mermaid|chart|echarts|plantuml|graphviz|vega"
)
_RAW_TAGS = re.compile(rf"{_RAW_NAMES}|code|codeblock|jsfiddle")
_RAW_SHORTCODE = re.compile(
    rf"\{{\{{[<%]\s*(?P<name>{_RAW_NAMES}|code[\w-]*)(?![\w./-])"
)
# Zola calls a tag with named values: `{{ image(src="a.jpg") }}`.
_CALL = re.compile(r"\{\{-?\s*[A-Za-z_][\w:]*\(\s*[a-z_]\w*\s*=")
_COMPONENT_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[{<>]|\n[ \t]*\n")
_BRACE_PART = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`|[{}]")
_NAMES = r"(?:[\w$]+|\{[^{}]{0,2000}\}|\*\s+as\s+[\w$]+)"
_IMPORT = (
    rf"import\s*(?:(?:type\s+)?{_NAMES}(?:\s*,\s*{_NAMES})?\s*from\s*)?"
    r"(?:\"[^\"\n]+\"|'[^'\n]+')[ \t]*(?:;|//|with\b|$)"
)
_EXPORT = (
    r"export\s+(?:(?:const|let|var)\s+[\w${\[]|(?:async\s+)?function\s*\*?\s*[\w$(]|class\s+\w+\s*[\w{]"
    r"|default\s+(?:function\b|class\b|async\b|[({\[]|[\w$]+[(;])|\*\s+from\s|\{[^{}]*\})"
)
_MODULE = re.compile(f"{_IMPORT}|{_EXPORT}", re.M)
_OPENING = re.compile(r"[(\[{]")
_CLOSING = re.compile(r"[)\]}]")


def find_generator_syntax(
    text: str, in_code: Collection[int] = ()
) -> tuple[Nonprose, ...]:
    """Return code, comments, tags of templates, modules and components, in order and apart.

    Args:
        text: Markdown with LF line ends.
        in_code: Places of tags that stand in indented code: they are none.
    """
    return tuple(_GeneratorScanner(text, in_code).scan())


def find_indented_tags(text: str) -> frozenset[int]:
    """Return the places of tags that look like lines of indented code; a parser has to agree.

    Args:
        text: Markdown with LF line ends.
    """
    may_hold = "<" in text or "{%" in text
    if not may_hold or not _INDENTED_TAG.search(text):
        return frozenset()
    scanner = _GeneratorScanner(text, None)
    for _ in scanner.scan():
        pass
    return frozenset(scanner.indented)


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

    Args:
        text: The text, unmasked.
        start: Place of the `{`.
        limit: Characters after which nothing is looked for.
    """
    depth = 0
    end = min(len(text), start + limit)
    for found in _BRACE_PART.finditer(text, start, end):
        depth += _DEPTH.get(found.group(), 0)
        if depth == 0:
            return found.end()
    return -1


class _GeneratorScanner(Scanner):
    """One walk over the text; an end mark that is missing from here on is not looked for again."""

    def __init__(self, text: str, in_code: Collection[int] | None) -> None:
        super().__init__(text)
        self.in_code = in_code
        self.indented: list[int] = []
        self.block_end = -1
        self.fence_ends: set[int] = set()  # of MyST, around text
        # Components and Liquid blocks that are open, and whether a module stood above: MDX has no
        # indented code.
        self.open_tags: list[str] = []
        self.is_mdx = False
        self.in_vain: Counter[str] = Counter()
        self.finders: Mapping[
            str, Callable[[re.Match[str]], Nonprose | None]
        ] = {
            "marks": self._code,
            "module": self._module,
            "shortcode": self._shortcode,
            "output": self._output,
            "liquid": self._liquid,
            "note": self._note,
            "role": self._role,
            "extension": self._extension,
            "comment": self._comment,
            "raw": self._raw_html,
            "component": self._component,
        }

    def scan(self) -> Iterator[Nonprose]:
        """Yield what is found, in order."""
        place = 0
        while special := _SPECIAL.search(self.text, place):
            place, found = self._at(special.start())
            if found is not None:
                yield found

    def _at(self, start: int) -> tuple[int, Nonprose | None]:
        """Where to go on, and what begins at a special place."""
        trigger = _TRIGGER.match(self.text, start)
        if trigger is None:
            return start + 1, None
        name = str(trigger.lastgroup)
        found = None
        if name in self.finders and not self._is_hopeless(name):
            found = self.finders[name](trigger)
        return (found.end if found else trigger.end()), found

    def _is_hopeless(self, name: str) -> bool:
        """Tell whether too much was read in vain for this kind of thing."""
        most = MAX_VAIN_SHARE * len(self.text) + MAX_TAG_CHARS
        return self.in_vain[name] > most

    def _give_up(self, name: str, trigger: re.Match[str], place: int) -> None:
        """Note what was read in vain."""
        self.in_vain[name] += place - trigger.start()

    def _code(self, trigger: re.Match[str]) -> Nonprose | None:
        """A fence where backticks or tildes begin a line, else a code span."""
        start, end = trigger.span()
        if start in self.fence_ends:
            return Nonprose(start, end, NonproseKind.DIRECTIVE)
        marks = trigger.group()
        prefix = line_prefix(self.text, start)
        if len(marks) >= 3 and _CONTAINERS.fullmatch(prefix):
            column = self._list_column(prefix, start)
            info = self.text[end : self.line_end(end)]
            is_span = marks[0] == "`" and "`" in info
            if (column >= 0 or self.open_tags) and not is_span:
                column = max(column, 0)
                last = self._fence_end(marks, prefix, column, end)
                directive = TEXT_FENCE.match(self.text, end, last)
                if directive and self._note_fence_end(marks, end, last):
                    kind = NonproseKind.DIRECTIVE
                    return Nonprose(start, directive.end(), kind)
                return Nonprose(start, last, NonproseKind.FENCE)
        return self._code_span(trigger) if marks[0] == "`" else None

    def _note_fence_end(self, marks: str, inside: int, end: int) -> bool:
        """Note where the last line of a fence closes it; False where it does not."""
        first = self.line_start(end)
        line = self.text[first:end]
        closing = line.strip(" \t>")
        is_closed = first > inside and closing.strip(marks[0]) == ""
        if is_closed and len(closing) >= len(marks):
            self.fence_ends.add(first + line.index(closing))
            return True
        return False

    def _role(self, trigger: re.Match[str]) -> Nonprose | None:
        """A role of MyST: a link with its words, or the name in front of code."""
        start = trigger.start()
        name = CODE_ROLE.match(self.text, start)
        if name:
            return Nonprose(start, name.end(), NonproseKind.ATTRIBUTES)
        link = LINK_ROLE.match(self.text, start)
        marks = (
            _BACKTICKS.match(self.text, link.start("marks")) if link else None
        )
        span = self._code_span(marks) if marks else None
        return (
            Nonprose(start, span.end, NonproseKind.WIKI_LINK) if span else None
        )

    def _code_span(self, trigger: re.Match[str]) -> Nonprose | None:
        """CommonMark 6.1: up to a run of the same length in the same block."""
        start, end = trigger.span()
        if end > self.block_end:
            block_end = BLOCK_END.search(self.text, end)
            self.block_end = block_end.start() if block_end else len(self.text)
        for marks in _BACKTICKS.finditer(self.text, end, self.block_end):
            if marks.group() == trigger.group():
                return Nonprose(start, marks.end(), NonproseKind.CODE_SPAN)
        return None

    def _list_column(self, prefix: str, place: int) -> int:
        """The column at which the list item or the box around a fence begins its text.

        0 outside of both, -1 where the fence is indented code.
        """
        if _LIST_ITEM.match(prefix):
            return _width(prefix)
        indent = _width(prefix.rpartition(">")[2])
        if indent:
            for column in self._columns_above(place):
                if 0 < column <= indent:
                    return column
        return 0 if indent < CODE_INDENT else -1

    def _columns_above(self, place: int) -> Iterator[int]:
        """The columns of the lines above, up to one that ends every list; 0 for plain text."""
        line_start = self.line_start(place)
        for _ in range(MAX_LINES_BACK):
            if line_start == 0:
                return
            end = line_start - 1
            line_start = self.line_start(end)
            line = self.text[line_start:end]
            item = _LIST_ITEM.match(line)
            yield _width(item.group()) if item else _box_column(line)
            if _begins_text(line) and not self._is_lazy(line_start):
                return

    def _is_lazy(self, line_start: int) -> bool:
        """Tell whether a line without indentation may go on with a list item.

        It does where no blank line stands before it.
        """
        end = max(0, line_start - 1)
        return bool(self.text[self.line_start(end) : end].strip())

    def _fence_end(
        self, marks: str, prefix: str, column: int, place: int
    ) -> int:
        """The end of the closing line, or of the last line of the container or the text."""
        closing = re.compile(rf"[ \t>]*{marks[0]}{{{len(marks)},}}[ \t]*")
        leaves = (
            _leaves_quote if ">" in prefix else partial(_leaves_item, column)
        )
        end = self.line_end(place)
        while end < len(self.text):
            next_end = self.line_end(end + 1)
            line = self.text[end + 1 : next_end]
            if leaves(line):
                return end
            end = next_end
            if closing.fullmatch(line):
                return end
        return end

    def _raw_html(self, trigger: re.Match[str]) -> Nonprose | None:
        """CommonMark 4.6, type 1: up to the end tag, blank lines included."""
        start = trigger.start()
        end = self.until(f"</{trigger['element']}>", trigger.end())
        if end < 0 or line_prefix(self.text, start).strip(" >"):
            return None
        return Nonprose(start, end, NonproseKind.RAW_HTML)

    def _comment(self, trigger: re.Match[str]) -> Nonprose | None:
        """An HTML comment; one inside a line ends at a blank line and then is none."""
        start, inside = trigger.span()
        end = self.until("-->", inside)
        if end < 0:
            return None
        if BLANK_LINE.search(self.text, inside, end):
            begins_line = _CONTAINERS.fullmatch(line_prefix(self.text, start))
            if not begins_line:
                return None
        return Nonprose(start, end, NonproseKind.COMMENT)

    def _liquid(self, trigger: re.Match[str]) -> Nonprose | None:
        """A Liquid tag up to its first `%}`; a tag around code takes the code with it."""
        start = trigger.start()
        end = self._tag_end(_LIQUID_END, "%}", trigger)
        if end < 0:
            return None
        if self._is_in_indented_code(start):
            self.indented.append(start)
            return None
        is_end = bool(trigger["closing"])
        if not is_end and _RAW_TAGS.fullmatch(trigger["tag"]):
            # Zola ends every tag that was called by `{% end %}`.
            is_called = self.text.startswith("(", trigger.end("tag"))
            tag = "" if is_called else trigger["tag"]
            closing = rf"\{{%-?\s*(?:end|/\s*){tag}\s*-?%\}}"
            closed = self.after_pattern(closing, end)
            if closed > 0:
                return Nonprose(start, closed, NonproseKind.RAW_BLOCK)
        if is_end:
            self._close(trigger["tag"])
        else:
            self._note_block(trigger["tag"], end)
        return Nonprose(start, end, NonproseKind.LIQUID_TAG)

    def _note_block(self, name: str, end: int) -> None:
        """Note that a Liquid block begins or ends; what is raw has no tags in it."""
        if name.startswith("end"):
            self._close(name.removeprefix("end"))
        elif (
            name != "raw"
            and self.after_pattern(rf"\{{%-?\s*(?:end|/\s*){name}\b", end) > 0
        ):
            self.open_tags.append(name)

    def _close(self, name: str) -> None:
        """Note that the last open tag of a name is closed, with those that stand in it."""
        for index in reversed(range(len(self.open_tags))):
            if self.open_tags[index] == name:
                del self.open_tags[index:]
                return

    def _is_in_indented_code(self, start: int) -> bool:
        """Tell whether a tag stands in indented code: one of those given, else it looks like it."""
        if self.in_code is not None:
            return start in self.in_code
        return self._looks_indented(start)

    def _looks_indented(self, start: int) -> bool:
        """Tell whether a tag begins a line that is indented as code is.

        Inside of another tag the indentation is that of the tags.
        """
        if self.open_tags or self.is_mdx:
            return False
        prefix = line_prefix(self.text, start)
        if prefix.strip(" \t") or self._list_column(prefix, start) >= 0:
            return False
        line_start = self.line_start(start)
        for _ in range(MAX_LINES_BACK):
            if line_start == 0:
                return True
            end = line_start - 1
            line_start = self.line_start(end)
            line = self.text[line_start:end]
            bare = line.lstrip(" \t")
            if not bare:
                return True
            if _width(line[: len(line) - len(bare)]) < CODE_INDENT:
                return False
        return True

    def _tag_end(
        self, pattern: re.Pattern[str], wanted: str, trigger: re.Match[str]
    ) -> int:
        """The place after the end mark of a tag; -1 where another mark comes first."""
        limit = self._limit(trigger)
        mark = pattern.search(self.text, trigger.end(), limit)
        if mark and mark.group() == wanted:
            return mark.end()
        name = str(trigger.lastgroup)
        self._give_up(name, trigger, mark.start() if mark else limit)
        return -1

    def _limit(self, trigger: re.Match[str]) -> int:
        """How far a tag is read for its end."""
        return min(len(self.text), trigger.end() + MAX_TAG_CHARS)

    def _output(self, trigger: re.Match[str]) -> Nonprose | None:
        """An output up to its first `}}`; raw text of Go templates may have lines."""
        start = trigger.start()
        go_text = _GO_TEXT.match(self.text, start, self._limit(trigger))
        if go_text:
            return Nonprose(start, go_text.end(), NonproseKind.RAW_BLOCK)
        end = self._tag_end(_OUTPUT_END, "}}", trigger)
        if end < 0:
            return None
        is_call = _CALL.match(self.text, start, end)
        kind = (
            NonproseKind.LIQUID_TAG if is_call else NonproseKind.LIQUID_OUTPUT
        )
        return Nonprose(start, end, kind)

    def _shortcode(self, trigger: re.Match[str]) -> Nonprose | None:
        """A Hugo shortcode; one around code takes the code with it."""
        start = trigger.start()
        end = self._shortcode_end(trigger)
        if end < 0:
            return None
        opening = _RAW_SHORTCODE.match(self.text, start, end)
        if opening and self.text[end - 4] != "/":
            name = re.escape(opening["name"])
            closing = rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}"
            closed = self.after_pattern(closing, end)
            if closed > 0:
                return Nonprose(start, closed, NonproseKind.RAW_BLOCK)
        return Nonprose(start, end, NonproseKind.SHORTCODE)

    def _shortcode_end(self, trigger: re.Match[str]) -> int:
        """The place after the end of a shortcode; quoted text may hold its mark."""
        limit = self._limit(trigger)
        wanted = trigger.group()[-1].replace("<", ">") + "}}"
        for part in _SHORTCODE_PART.finditer(self.text, trigger.end(), limit):
            if part.group() == wanted:
                return part.end()
            if part.group().startswith("{{"):
                limit = part.start()
                break
        self._give_up("shortcode", trigger, limit)
        return -1

    def _note(self, trigger: re.Match[str]) -> Nonprose | None:
        """A comment of Jinja (`{# #}`) or of MDX (`{/* */}`), in one block."""
        closing = "#}" if trigger.group() == "{#" else "*/}"
        end = self.until(closing, trigger.end())
        if end < 0 or BLANK_LINE.search(self.text, trigger.end(), end):
            return None
        return Nonprose(trigger.start(), end, NonproseKind.RAW_BLOCK)

    def _extension(self, trigger: re.Match[str]) -> Nonprose | None:
        """kramdown's `{::nomarkdown}` and `{::comment}`, up to `{:/}`."""
        closing = self.after_pattern(
            rf"\{{:/(?:{trigger['extended']})?\}}", trigger.end()
        )
        if closing < 0:
            return None
        return Nonprose(trigger.start(), closing, NonproseKind.RAW_BLOCK)

    def _module(self, trigger: re.Match[str]) -> Nonprose | None:
        """An `import` or `export` of MDX up to a blank line outside of brackets."""
        start = trigger.start()
        if not _MODULE.match(self.text, start):
            return None
        end = self.line_end(start)
        depth = 0
        for _ in range(MAX_MODULE_LINES):
            line = self.text[max(self.line_start(end), start) : end]
            if not line.strip() and depth <= 0:
                break
            depth += len(_OPENING.findall(line)) - len(_CLOSING.findall(line))
            if end >= len(self.text):
                break
            end = self.line_end(end + 1)
        stripped = self.text[start:end].rstrip()
        self.is_mdx = True
        return Nonprose(start, start + len(stripped), NonproseKind.MODULE)

    def _component(self, trigger: re.Match[str]) -> Nonprose | None:
        """A tag with a capital; its values may be expressions in braces."""
        name = trigger["name"]
        if name.isupper() and name.lower() in HTML_ELEMENTS:
            return None  # <BR> is old HTML; <Table> is a component
        if self._is_in_indented_code(trigger.start()):
            self.indented.append(trigger.start())
            return None
        place = trigger.end()
        limit = self._limit(trigger)
        while part := _COMPONENT_PART.search(self.text, place, limit):
            place = part.end()
            mark = part.group()
            if mark == ">":
                self._note_component(trigger, place)
                return Nonprose(trigger.start(), place, NonproseKind.COMPONENT)
            if mark == "{":
                place = find_brace_end(self.text, part.start())
            elif mark[0] not in "\"'":
                break
            if place < 0:
                place = limit
                break
        self._give_up("component", trigger, min(place, limit))
        return None

    def _note_component(self, trigger: re.Match[str], end: int) -> None:
        """Note that a component is opened at the start of a line, or closed."""
        name = trigger["name"]
        if self.text.startswith("</", trigger.start()):
            self._close(name)
        elif not self.text.endswith("/>", trigger.start(), end):
            before = line_prefix(self.text, trigger.start())
            if not before.strip(" \t") and self.until(f"</{name}>", end) > 0:
                self.open_tags.append(name)


def _box_column(line: str) -> int:
    """The column at which the text of an admonition begins (Python-Markdown); 0 for other lines."""
    bare = line.lstrip(" \t>")
    indent = line[: len(line) - len(bare)]
    return _width(indent) + BOX_INDENT if ADMONITION.fullmatch(bare) else 0


def _leaves_quote(line: str) -> bool:
    """Tell whether a line stands outside of the quote that a fence is in."""
    return not line.lstrip(" \t").startswith(">")


def _leaves_item(column: int, line: str) -> bool:
    """Tell whether a line has text before the column of the list item that a fence is in."""
    bare = line.lstrip(" \t")
    return bare != "" and _width(line[: len(line) - len(bare)]) < column


def _begins_text(line: str) -> bool:
    """Tell whether a line is text without indentation."""
    return bool(line.strip()) and not line.startswith((" ", "\t", ">"))


def _width(prefix: str) -> int:
    """The columns that a prefix takes, tabs at every fourth."""
    return len(prefix.expandtabs(4))
