"""Write the tags of templates for readers: Liquid, Hexo, Jekyll, Zola and Hugo."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsletter.render.dialects.escaped_words import escape_words
from newsletter.render.dialects.figures import find_image_name, show_image
from newsletter.render.dialects.inline_marks import show_formula
from newsletter.render.dialects.media import (
    is_embed,
    link_embed,
    link_included_film,
    link_media,
)
from newsletter.render.dialects.nested_boxes import (
    CLOSE,
    GONE,
    OPEN,
    open_box,
)
from newsletter.render.dialects.quotations import find_source
from newsletter.render.dialects.wordpress_calls import (
    CODE_CALL,
    BracketCalls,
    read_language,
)
from newsletter.source.box_names import (
    BOX_TAGS,
    LIQUID_BOXES,
    QUOTING_TAGS,
    find_box_title,
    is_box_type,
)
from newsletter.source.enclosed_texts import find_enclosures
from newsletter.source.nonprose import Nonprose, find_nonprose
from newsletter.source.tab_titles import find_tab_titles
from newsletter.source.tag_arguments import (
    Arguments,
    find_arguments,
    find_call_arguments,
)
from newsletter.source.tag_patterns import BRACKET_CALL, LIQUID, SHORTCODE

# Of DEV: what stands at an address of another site.
_ADDRESS_TAGS = frozenset({"embed", "link", "post", "article"})

_SWITCHES = ("true", "false")  # LoveIt: type, title, whether it is open

_FORMULA_TAGS = frozenset({"math", "mathjax", "katex", "latex", "equation"})

_DOLLARS = re.compile(r"^[$\s]+|[$\s]+$")

_SILENT_TAGS = frozenset(
    {"raw", "endraw", "assign", "comment", "endcomment", "break", "continue"}
)
_STEERING = re.compile(
    r"(?:end)?(?:for|if|unless|case|block|macro|while|with|set|capture)|else|elsif|elif|when|extends"
)

# The beginning of a line that is no heading, item, quotation or row, and in which no mark is open.
_PLAIN_BEGINNING = re.compile(
    r"(?![ \t]*(?:[-+][ \t]|#|>|\d{1,9}[.)][ \t]))[^|*_\[\]`<~]*"
)

# A comment of Liquid in one tag, or an attribute of Markdoc: `{% #id .class %}`.
_ANNOTATION = re.compile(r"\{%-?\s*[#.]")

_CALL = re.compile(r"\{\{-?\s*(?P<name>\w+)\((?P<rest>.*)\)\s*-?\}\}", re.S)

_RAW_TAG = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<rest>[^%]*?)-?%\}\n?(?P<code>.*?)\{%-?\s*(?:end|/\s*)\w*\s*-?%\}",
    re.S,
)

_RAW_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?P<name>[\w-]+)(?P<rest>[^>%]*?)[>%]\}\}\n?(?P<code>.*?)\{\{[<%]\s*/\s*[\w-]+\s*[>%]\}\}",
    re.S,
)

_GO_RAW = re.compile(r"\{\{-?\s*\w+\s+`(?P<code>[^`]*)`\s*-?\}\}")

_DRAWING = re.compile(r"@start\w+[^\n]*\n(?P<code>.*)\n@end\w+", re.S)

_LANGUAGE = re.compile(r"[\w+#-]+")


@dataclass(frozen=True, slots=True)
class HiddenMarkup:
    """Something of the dialect that only the site can show: its text and its line."""

    text: str
    line: int


class TagShower:
    """Writes the tags of templates of one text, and remembers those that it takes out.

    Attributes:
        markdown: The text.
        words: Those of boxes and films in its language.
        dropped: What was taken out.
        is_raw: The part stands between {% raw %} and {% endraw %}.
    """

    def __init__(self, markdown: str, words: Mapping[str, str]) -> None:
        self.markdown, self.words = markdown, words
        self.dropped: list[HiddenMarkup] = []
        self.is_raw = False
        self._calls = BracketCalls(markdown)
        # Where each tag that says something of the text behind it has its end.
        self._enclosed = dict(find_enclosures(markdown))
        self._tab_titles = find_tab_titles(markdown, find_nonprose(markdown))
        self._ends: dict[
            int, str
        ] = {}  # what stands for the tags that end there

    def is_alone(self, part: Nonprose) -> bool:
        """Tell whether nothing else stands on the lines of a part."""
        return part.is_alone(self.markdown)

    def drop(self, part: Nonprose, raw: str) -> str:
        """Take a part out, and remember what it said."""
        self.dropped.append(self.describe_hidden(part, raw))
        return GONE

    def describe_hidden(self, part: Nonprose, raw: str) -> HiddenMarkup:
        """What was taken out, for the editor: its text on one line, and its line."""
        line = self.markdown.count("\n", 0, part.start) + 1
        return HiddenMarkup(" ".join(raw.split()), line)

    def show_raw_block(self, part: Nonprose, raw: str) -> str:
        """Code of a tag as a code block, or as a code span inside a line; comments go."""
        found = _match_raw_block(raw)
        if found is None:
            return GONE
        groups = found.groupdict("")
        if groups.get("name") == "comment":
            return GONE
        code = groups["code"].strip("\n")
        fence = "`" * max(3, _longest_run(code, "`") + 1)
        if self.is_alone(part):
            info = _read_info(groups.get("rest", ""))
            return f"{fence}{info}\n{code}\n{fence}"
        if groups.get("name") in _FORMULA_TAGS and "\n" not in code:
            return show_formula(f"${_DOLLARS.sub('', code)}$")
        if "\n" in code:
            return f"\n\n{fence}\n{code}\n{fence}\n\n"
        return _code_span(code)

    def show_liquid_tag(self, part: Nonprose, raw: str) -> str:
        """What Liquid, Hexo and Jekyll plugins show, as far as it can be known here."""
        if raw.startswith("{{"):
            return self._call(part, raw)
        found = LIQUID.fullmatch(raw)
        if found is None:
            return GONE if _ANNOTATION.match(raw) else raw
        name = found["name"]
        if name in ("raw", "endraw"):
            self.is_raw = name == "raw"
        elif self.is_raw:
            return raw
        if found["rest"].startswith("("):
            arguments = find_call_arguments(found["rest"])
            return self._begin_call(part, name, arguments)
        if name == "end" or found["end"]:
            return self.show_end(part)
        if name in _SILENT_TAGS:
            return GONE
        if is_steering(self.markdown, part):
            shown = html.escape(raw, quote=False)
            return shown.replace("*", "\\*").replace("_", "\\_")
        arguments = find_arguments(found["rest"])
        return (
            self._enclosing_tag(part, name, found["rest"], arguments)
            or self._show_tag(name, arguments)
            or self.drop(part, raw)
        )

    def _enclosing_tag(
        self, part: Nonprose, name: str, rest: str, arguments: Arguments
    ) -> str:
        """The mark of a Liquid tag that begins or ends a box or a quotation; "" for another one."""
        if part.end in self._ends:
            return self.show_end(part)
        if name in QUOTING_TAGS:
            return self._quotation(part, find_source(name, rest, arguments))
        if name in LIQUID_BOXES:
            return self.open_box(part, self._note_of(name, arguments))
        if name.startswith("end") and name[3:] in QUOTING_TAGS:
            return GONE
        return self.show_titled(part, name, arguments)

    def _quotation(self, part: Nonprose, source: str) -> str:
        """The mark of a quotation; where it ends stands whose words it is.

        One inside a heading, an item, a cell or words with a mark stays text: it would break them.
        Whose words it is stands behind it there, too.
        """
        if part.start not in self._enclosed:
            return self.drop(part, part.of(self.markdown))
        if not self._may_stand_apart(part):
            if source:
                self._ends[self._enclosed[part.start]] = (
                    f"— <cite>{source}</cite>"
                )
            return GONE
        return self.open_box(part, OPEN, _end_quotation(source))

    def open_box(self, part: Nonprose, mark: str, end: str = CLOSE) -> str:
        """Return what stands for the tag that begins a box; one that nothing ends is its title.

        Args:
            part: The tag.
            mark: The first mark of the box.
            end: What stands for the tag that ends it.
        """
        if part.start not in self._enclosed:
            return self._mark(part, f"{mark}\n{CLOSE}")
        self._ends[self._enclosed[part.start]] = end
        return self._mark(part, mark)

    def show_end(self, part: Nonprose) -> str:
        """Return what stands for a tag that ends something: nothing unless that was a box."""
        end = self._ends.pop(part.end, "")
        if end.startswith("—"):  # inside a line
            return end if self.is_alone(part) else f" {end}"
        return self._mark(part, end) if end else GONE

    def show_titled(
        self, part: Nonprose, name: str, arguments: Arguments
    ) -> str:
        """Return what stands for a tag around text that has a title; "" for one without."""
        if part.start not in self._enclosed:
            return ""
        title = self._tab_titles.get(part.start, "")
        may_open = self._may_stand_apart(part) if title else self.is_alone(part)
        if not may_open:
            return ""
        title = find_box_title(name, arguments) or title
        return self.open_box(part, open_box("", self.words, title))

    def _may_stand_apart(self, part: Nonprose) -> bool:
        """Tell whether a box may begin at a part: only plain prose stands before it in its line."""
        if self.is_alone(part):
            return True
        start = self.markdown.rfind("\n", 0, part.start) + 1
        return bool(
            _PLAIN_BEGINNING.fullmatch(self.markdown, start, part.start)
        )

    def _mark(self, part: Nonprose, mark: str) -> str:
        """The mark of a box, on lines of its own."""
        if not self.is_alone(part):
            return f"\n{mark}\n"
        start = self.markdown.rfind("\n", 0, part.start) + 1
        return mark.replace("\n", f"\n{self.markdown[start : part.start]}")

    def _note_of(self, name: str, arguments: Arguments) -> str:
        """The box of a tag: its type and title are named, or come in this order."""
        named = dict(arguments)
        if "type" in named or "title" in named:
            kind = named.get("type") or name
            return open_box(kind, self.words, named.get("title", ""))
        kind, *title = [value for _, value in arguments] or [name]
        return open_box(kind, self.words, " ".join(title))

    def _show_tag(self, name: str, arguments: Arguments) -> str:
        """What a Liquid tag shows; "" for one that is not known."""
        values = [value for _, value in arguments]
        if not values:
            return ""
        if is_embed(name):
            return link_embed(name, values[0], self.words)
        if name in _ADDRESS_TAGS and values[0].startswith(
            ("https://", "http://")
        ):
            return values[0]
        if name in ("include", "include_cached"):
            return link_included_film(values[0], dict(arguments), self.words)
        if name in ("img", "image", "asset_img"):
            return show_image(dict(arguments), arguments)
        # Hexo: slug, title, and "false" for a title with tags.
        return escape_words("".join(values[1:2])) if name == "post_link" else ""

    def _begin_call(
        self, part: Nonprose, name: str, arguments: Arguments
    ) -> str:
        """A call of Zola with a body: a box, a quotation, or what it encloses."""
        if name in QUOTING_TAGS:
            return self._quotation(part, find_source(name, "", arguments))
        if name in BOX_TAGS or is_box_type(name):
            return self.open_box(part, self._box_of(name, arguments))
        return self.show_titled(part, name, arguments) or self.drop(
            part, part.of(self.markdown)
        )

    def _call(self, part: Nonprose, raw: str) -> str:
        """A call of Zola without a body: a picture, a film, or the text that it is given."""
        found = _CALL.fullmatch(raw)
        if found is None:
            return raw
        name, arguments = found["name"], find_call_arguments(found["rest"])
        named = dict(arguments)
        if self.is_raw or not arguments:
            return raw
        text = (named.get("text") or named.get("body") or "").strip()
        if text and name in QUOTING_TAGS and self._may_stand_apart(part):
            source = find_source(name, "", arguments)
            return self._mark(part, f"{OPEN}\n{text}\n{_end_quotation(source)}")
        is_box = name in BOX_TAGS or is_box_type(name)
        if text and is_box and self.is_alone(part):
            return f"{self._box_of(name, arguments)}\n{text}\n{CLOSE}"
        values = tuple(("", value) for _, value in arguments)
        if text:
            return text
        picture = find_image_name(values)
        if picture and name not in ("video", "audio"):
            return show_image({**named, "src": picture}, ())
        return self._show_call(name, values, named) or self.drop(part, raw)

    def show_shortcode(self, part: Nonprose, raw: str) -> str:
        """What Hugo's own shortcodes and the usual ones of themes show, and those of WordPress."""
        if raw.startswith("["):
            return self._bracket_call(part, raw)
        found = SHORTCODE.fullmatch(raw)
        if found is None:
            return raw
        name, arguments = found["name"], find_arguments(found["rest"])
        named = {key: value for key, value in arguments if key}
        if name.startswith("/*"):
            return raw
        if found["end"]:
            return self.show_end(part)
        if name in BOX_TAGS:
            return self.open_box(part, self._box_of(name, arguments))
        if name in QUOTING_TAGS:
            source = find_source(name, found["rest"], arguments)
            return self._quotation(part, source)
        if name in ("figure", "img", "image"):
            return show_image(named, arguments)
        return (
            self.show_titled(part, name, arguments)
            or self._show_call(name, arguments, named)
            or self.drop(part, raw)
        )

    def _bracket_call(self, part: Nonprose, raw: str) -> str:
        """A shortcode of WordPress: a quotation, or what it encloses."""
        if part.end in self._ends:
            return self.show_end(part)
        found = BRACKET_CALL.fullmatch(raw)
        if found and part.start in self._enclosed:
            name, rest = found["name"].lower(), found["rest"]
            source = find_source(name, rest, find_arguments(rest))
            return self._quotation(part, source)
        shown = self._calls.show(raw)
        return self.drop(part, raw) if shown is None else shown or GONE

    def _show_call(
        self, name: str, arguments: Arguments, named: Mapping[str, str]
    ) -> str:
        """What a shortcode with arguments shows; "" for one that is not known."""
        if not arguments:
            return ""
        _, first = arguments[0]
        if name in ("ref", "relref"):
            return first
        if is_embed(name):
            return link_embed(name, named.get("id") or first, self.words)
        if name in ("kbd", "mark", "sub", "sup"):
            return f"<{name}>{html.escape(first)}</{name}>"
        if name in ("video", "audio"):
            address, title = named.get("src") or first, named.get("title", "")
            return link_media(address, title, name, self.words)
        return ""

    def _box_of(self, name: str, arguments: Arguments) -> str:
        """The box of a shortcode: its type and title are named, or come in this order."""
        named = dict(arguments)
        plain = [value for key, value in arguments if not key]
        kind = named.get("type") or (plain[0] if plain else name)
        words = [value for value in plain[1:] if value not in _SWITCHES]
        title = named.get("title") or " ".join(words)
        return open_box(kind, self.words, title)


def is_steering(markdown: str, part: Nonprose) -> bool:
    """Tell whether a Liquid tag steers and stands inside a line of prose."""
    found = LIQUID.fullmatch(markdown, part.start, part.end)
    if found is None or not _STEERING.fullmatch(found["name"]):
        return False
    return not part.is_alone(markdown)


def _end_quotation(source: str) -> str:
    """The end of a quotation, with a line that says whose words it is."""
    return f"\n— <cite>{source}</cite>\n{CLOSE}" if source else CLOSE


def _match_raw_block(raw: str) -> re.Match[str] | None:
    """The parts of a tag around code, as Liquid, Hugo or Go templates write it."""
    for pattern in (_RAW_TAG, _RAW_SHORTCODE, _GO_RAW, CODE_CALL, _DRAWING):
        if found := pattern.fullmatch(raw):
            return found
    return None


def _read_info(rest: str) -> str:
    """The language that a tag around code names first; "" for none."""
    language = read_language(rest) or rest.strip().split(" ")[0].strip("\"'")
    return language if _LANGUAGE.fullmatch(language) else ""


def _code_span(code: str) -> str:
    """A code span around code on one line, whatever backticks it has (CommonMark 6.1)."""
    marks = "`" * (_longest_run(code, "`") + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{marks}{pad}{code}{pad}{marks}"


def _longest_run(text: str, char: str) -> int:
    """How often a character stands in a row at most."""
    runs = re.findall(f"{re.escape(char)}+", text)
    return max(map(len, runs), default=0)
