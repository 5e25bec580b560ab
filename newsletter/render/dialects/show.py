"""Write each part of a dialect as plain Markdown or HTML, or take it out."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsletter.render.dialects.arguments import (
    Arguments,
    clean_label,
    escape_words,
    find_arguments,
    find_call_arguments,
)
from newsletter.render.dialects.contents_marks import (
    CONTENTS,
    CONTENTS_LINK,
    without_contents_lists,
)
from newsletter.render.dialects.figures import (
    find_image_name,
    is_image_name,
    show_image,
)
from newsletter.render.dialects.inline_marks import (
    resolve_addresses,
    resolve_files,
    show_formula,
    show_marks,
)
from newsletter.render.dialects.media import (
    is_embed,
    link_embed,
    link_html_media,
    link_media,
)
from newsletter.render.dialects.nested_boxes import (
    CLOSE,
    GONE,
    OPEN,
    TITLE,
    is_box_look,
    is_box_type,
    open_box,
    show_boxes,
)
from newsletter.render.dialects.quotations import QUOTING_TAGS, find_source
from newsletter.render.dialects.words import (
    ENGLISH_WORDS,
    SITE_PATH,
    DialectWords,
)
from newsletter.source.component_indents import without_component_indents
from newsletter.source.dialect_plugins import show_part
from newsletter.source.emoji_codes import show_emoji
from newsletter.source.inline import wiki_name
from newsletter.source.nonprose import (
    Nonprose,
    NonproseKind,
    find_nonprose,
    get_dialect_part,
)
from newsletter.source.open_references import (
    find_open_references,
    includes_links,
)

_BOX_SHORTCODES = frozenset(
    {
        "notice",
        "callout",
        "admonition",
        "alert",
        "hint",
        "aside",
        "note",
    }
)

_SWITCHES = ("true", "false")  # LoveIt: type, title, whether it is open

_FORMULA_TAGS = frozenset({"math", "mathjax", "katex", "latex", "equation"})

_DOLLARS = re.compile(r"^[$\s]+|[$\s]+$")

_SILENT_TAGS = frozenset(
    {"raw", "endraw", "assign", "comment", "endcomment", "break", "continue"}
)
_STEERING = re.compile(
    r"(?:end)?(?:for|if|unless|case|block|macro|while|with|set|capture)|else|elsif|elif|when|extends"
)

_TAG_NAME = re.compile(r"\{%-?\s*(?P<name>[\w-]+)\s*(?P<rest>.*?)-?%\}", re.S)

_SHORTCODE = re.compile(
    r"\{\{[<%]\s*+(?P<end>/?)\s*+(?P<name>[\w./-]++)(?P<rest>.*?)/?[>%]\}\}",
    re.S,
)

# Zenn and HackMD: the width and height of a picture behind its address.
_PICTURE_SIZE = re.compile(r"(!\[[^\[\]]*\]\([^()\s]+) =(?:\d+x\d*|x\d+)(?=\))")
_SIZE = re.compile(r" =(?:\d+x\d*|x\d+)(?=\))")
_PICTURE_START = re.compile(r"!\[[^\[\]\n]*\]\(\Z")
_CALL = re.compile(r"\{\{-?\s*(?P<name>\w+)\((?P<rest>.*)\)\s*-?\}\}", re.S)

_RAW_TAG = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<rest>[^%]*?)-?%\}\n?(?P<code>.*?)\{%-?\s*end\w*\s*-?%\}",
    re.S,
)

_RAW_SHORTCODE = re.compile(
    r"\{\{[<%]\s*(?P<name>[\w-]+)(?P<rest>[^>%]*?)[>%]\}\}\n?(?P<code>.*?)\{\{[<%]\s*/\s*[\w-]+\s*[>%]\}\}",
    re.S,
)

_GO_RAW = re.compile(r"\{\{-?\s*\w+\s+`(?P<code>[^`]*)`\s*-?\}\}")

_COLONS = re.compile(
    r":{3,}[ ]?(?:(?P<name>[A-Za-z][\w-]*)(?:\[(?P<label>[^\]]*)\]|[ ]+(?P<words>[^{\"\s][^{]*))?)?"
    r"\s*(?:\{(?P<attributes>[^}]*)\})?"
)

_SLASHES = re.compile(
    r"/{3,}[ \t]*(?:(?P<name>[\w-]+)[ \t]*(?:\|(?P<title>[^\n]*))?(?P<options>(?:\n.*)?))?",
    re.S,
)
_BLOCK_TYPE = re.compile(r"\n[ \t>]*type:[ \t]*(?P<type>[\w-]+)")

_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?|===[!+]?)\s*(?P<name>[\w-]*)[^\"]*(?:\"(?P<title>[^\"]*)\")?"
)

_ALERT = re.compile(r"\[!(?P<name>[\w-]+)[^\]]*\][-+]?")

_CALLOUT_CLASS = re.compile(
    r"\.callout-(\w+)|\.(note|tip|important|warning|caution)\b"
)

_COMPONENT = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Z][\w.]*)(?P<rest>.*?)(?P<void>/?)>", re.S
)

_ASIDES = frozenset(
    {
        "Aside",
        "Callout",
        "Note",
        "Tip",
        "Warning",
        "Caution",
        "Admonition",
        "Box",
    }
)

_LIQUID_KINDS = frozenset(
    {
        NonproseKind.RAW_BLOCK,
        NonproseKind.LIQUID_TAG,
        NonproseKind.LIQUID_OUTPUT,
        NonproseKind.ATTRIBUTES,
        NonproseKind.TAG,
        NonproseKind.DEFINITION,
    }
)


_LANGUAGE = re.compile(r"[\w+#-]+")
# Beginnings of what is no Liquid, though it looks like it.
_NO_LIQUID = ("{{<", "{{%", "{{raw", "{.", "{#", "{/")


@dataclass(frozen=True, slots=True)
class HiddenMarkup:
    """Something of the dialect that only the site can show: its text and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a reader does not meet as the site would show it.

    Attributes:
        dropped: What is taken out although the site shows something there.
        unfilled: Outputs of templates that stand as they were written.
    """

    dropped: tuple[HiddenMarkup, ...]
    unfilled: tuple[HiddenMarkup, ...]


def show_dialect(markdown: str, words: DialectWords = ENGLISH_WORDS) -> str:
    """Return plain Markdown that shows what a reader can be shown.

    Args:
        markdown: The body, LF line ends, without control characters.
        words: What boxes and films are called in the language of the text.

    >>> show_dialect("> [!TIP]\\n> Come [[Gate|early]].")
    '> **Tip**\\n>\\n> Come early.'
    """
    if includes_links(markdown):
        markdown = _show_included_links(markdown)
    markdown = without_component_indents(markdown, find_nonprose(markdown))
    return _Shower(markdown, dict(words)).show()


def _show_included_links(markdown: str) -> str:
    """The words alone of links whose addresses stand in an included file, which is not read."""
    out: list[str] = []
    place = 0
    for link in find_open_references(markdown):
        out += [markdown[place : link.start], link.words]
        place = link.end
    return "".join((*out, markdown[place:]))


def show_liquid(markdown: str) -> str:
    """Return the text with Liquid and kramdown's attribute lists resolved or taken out.

    For a generator that knows neither; every other dialect stays as it is.
    """
    return _Shower(markdown, dict(ENGLISH_WORDS), _LIQUID_KINDS).show()


def find_hidden(markdown: str) -> Hidden:
    """Return what `show_dialect` takes out, and what it can only show as it stands."""
    markdown = without_component_indents(markdown, find_nonprose(markdown))
    shower = _Shower(markdown, dict(ENGLISH_WORDS))
    shower.show()
    return Hidden(tuple(shower.dropped), tuple(shower.unfilled))


def is_steering(markdown: str, part: Nonprose) -> bool:
    """Tell whether a Liquid tag steers and stands inside a line of prose."""
    found = _TAG_NAME.fullmatch(markdown, part.start, part.end)
    if found is None or not _STEERING.fullmatch(found["name"]):
        return False
    return not _stands_alone(markdown, part)


def _stands_alone(text: str, part: Nonprose) -> bool:
    """Tell whether nothing else stands on its lines but the marks of quotes."""
    before = text[: part.start].rpartition("\n")[2]
    after = text[part.end :].partition("\n")[0]
    return not (before + after).strip(" \t>")


class _Shower:
    """Shows one text: parts first, then the boxes, which take whole lines."""

    def __init__(
        self,
        markdown: str,
        words: Mapping[str, str],
        kinds: frozenset[NonproseKind] | None = None,
    ) -> None:
        self.markdown = without_contents_lists(markdown)
        self.words, self.kinds = words, kinds
        # Asked of the whole text: a part between two marks is no line of its own.
        self.contents = {
            found.start() for found in CONTENTS.finditer(self.markdown)
        }
        self.dropped: list[HiddenMarkup] = []
        self.unfilled: list[HiddenMarkup] = []
        self.is_raw = False  # between {% raw %} and {% endraw %}
        self.called: list[str] = []  # how each open call of Zola ends
        self.quoted: list[str] = []  # how each open quotation of a tag ends
        self.last_ends: dict[str, int] = {}  # of tags, by name
        self.writers: Mapping[NonproseKind, Callable[[Nonprose, str], str]] = {
            NonproseKind.RAW_BLOCK: self._raw_block,
            NonproseKind.LIQUID_TAG: self._liquid_tag,
            NonproseKind.LIQUID_OUTPUT: self._output,
            NonproseKind.SHORTCODE: self._shortcode,
            NonproseKind.MODULE: lambda part, raw: GONE,
            NonproseKind.EXPRESSION: self._drop,
            NonproseKind.COMPONENT: self._component,
            NonproseKind.DIRECTIVE: self._directive,
            NonproseKind.BOX: self._box,
            NonproseKind.ALERT: self._alert,
            NonproseKind.ATTRIBUTES: lambda part, raw: GONE,
            NonproseKind.ABBREVIATION: lambda part, raw: GONE,
            NonproseKind.WIKI_LINK: self._wiki_link,
            NonproseKind.TASK: lambda part, raw: "☐" if raw == "[ ]" else "☑",
            NonproseKind.FORMULA: lambda part, raw: show_formula(raw),
            NonproseKind.EMOJI: lambda part, raw: show_emoji(raw),
            NonproseKind.TAG: self._tag,
            NonproseKind.DEFINITION: self._resolve,
            NonproseKind.PLUGIN: self._added,
        }

    def show(self) -> str:
        """Return the text; what was taken out of it is remembered."""
        text = self.markdown
        out: list[str] = []
        place = 0
        for part in find_nonprose(text):
            out.append(self._plain(place, part.start))
            out.append(self._show_part(part, part.of(text)))
            place = self._end_of(part)
        out.append(self._plain(place, len(text)))
        shown = show_boxes("".join(out).split("\n"))
        if self.kinds is not None:
            return shown
        return link_html_media(shown, self.words)

    def _end_of(self, part: Nonprose) -> int:
        """Where a part ends, with the size behind the address of a picture."""
        if self.kinds is None and part.kind is NonproseKind.ADDRESS:
            size = _SIZE.match(self.markdown, part.end)
            line = self.markdown.rfind("\n", 0, part.start) + 1
            if size and _PICTURE_START.search(self.markdown, line, part.start):
                return size.end()
        return part.end

    @property
    def site_path(self) -> str:
        """Where the site begins below its host."""
        return self.words.get(SITE_PATH, "")

    def _show_part(self, part: Nonprose, raw: str) -> str:
        """One part, as its kind is written."""
        if part.kind not in self.writers or not self._is_shown(part, raw):
            return raw
        return self.writers[part.kind](part, raw)

    def _plain(self, start: int, end: int) -> str:
        """What stands between two parts."""
        text = self.markdown[start:end]
        if self.kinds is not None:
            return text

        def show(found: re.Match[str]) -> str:
            is_line = start + found.start() in self.contents
            return GONE if is_line else found[0]

        text = _PICTURE_SIZE.sub(r"\1", CONTENTS.sub(show, text))
        return show_marks(resolve_files(text, self.site_path))

    def _is_shown(self, part: Nonprose, raw: str) -> bool:
        """Tell whether a part is to be changed."""
        if self.kinds is None:
            return True
        return part.kind in self.kinds and not raw.startswith(_NO_LIQUID)

    def _is_alone(self, part: Nonprose) -> bool:
        """Tell whether nothing else stands on the lines of a part."""
        return _stands_alone(self.markdown, part)

    def _drop(self, part: Nonprose, raw: str) -> str:
        """Take a part out, and remember what it said."""
        self.dropped.append(self._hidden(part, raw))
        return GONE

    def _hidden(self, part: Nonprose, raw: str) -> HiddenMarkup:
        """What was taken out, for the editor: its text on one line, and its line."""
        line = self.markdown.count("\n", 0, part.start) + 1
        return HiddenMarkup(" ".join(raw.split()), line)

    # ------------------------------------------------------------ templates

    def _raw_block(self, part: Nonprose, raw: str) -> str:
        """Code of a tag as a code block, or as a code span inside a line; comments go."""
        found = _match_raw_block(raw)
        if found is None:
            return GONE
        groups = found.groupdict("")
        if groups.get("name") == "comment":
            return GONE
        code = groups["code"].strip("\n")
        fence = "`" * max(3, _longest_run(code, "`") + 1)
        if self._is_alone(part):
            info = _read_info(groups.get("rest", ""))
            return f"{fence}{info}\n{code}\n{fence}"
        if groups.get("name") in _FORMULA_TAGS and "\n" not in code:
            return show_formula(f"${_DOLLARS.sub('', code)}$")
        if "\n" in code:
            return f"\n\n{fence}\n{code}\n{fence}\n\n"
        return f"`{code}`"

    def _liquid_tag(self, part: Nonprose, raw: str) -> str:
        """What Liquid, Hexo and Jekyll plugins show, as far as it can be known here."""
        if raw.startswith("{{"):
            return self._call(part, raw)
        found = _TAG_NAME.fullmatch(raw)
        if found is None:
            return raw
        name = found["name"]
        if name in ("raw", "endraw"):
            self.is_raw = name == "raw"
        elif self.is_raw:
            return raw
        if found["rest"].startswith("("):
            arguments = find_call_arguments(found["rest"])
            return self._begin_call(part, name, arguments)
        if name == "end" and self.called:
            return self._mark(part, self.called.pop())
        if name in _SILENT_TAGS:
            return GONE
        if is_steering(self.markdown, part):
            shown = html.escape(raw, quote=False)
            return shown.replace("*", "\\*").replace("_", "\\_")
        arguments = find_arguments(found["rest"])
        if name.removeprefix("end") in QUOTING_TAGS:
            source = find_source(name, found["rest"], arguments)
            return self._quotation(part, name, name.startswith("end"), source)
        if name in ("endnote", "endcallout"):
            return self._mark(part, CLOSE)
        if name in ("note", "callout"):
            return self._open(part, self._note_of(name, arguments), name)
        return self._show_tag(name, arguments) or self._drop(part, raw)

    def _quotation(
        self, part: Nonprose, name: str, is_end: bool, source: str
    ) -> str:
        """The mark of a quotation; the last one comes with whose words it is."""
        if is_end:
            return self._mark(part, self.quoted.pop() if self.quoted else CLOSE)
        if not self._is_closed(part, name):
            return self._drop(part, part.of(self.markdown))
        self.quoted.append(_end_quotation(source))
        return self._mark(part, OPEN)

    def _open(self, part: Nonprose, mark: str, name: str) -> str:
        """The first mark of a box; one that no tag of this name ends is its title alone."""
        is_closed = self._is_closed(part, name)
        return self._mark(part, mark if is_closed else f"{mark}\n{CLOSE}")

    def _mark(self, part: Nonprose, mark: str) -> str:
        """The mark of a box, on lines of its own."""
        if mark == GONE or not self._is_alone(part):
            return mark if mark == GONE else f"\n{mark}\n"
        start = self.markdown.rfind("\n", 0, part.start) + 1
        return mark.replace("\n", f"\n{self.markdown[start : part.start]}")

    def _is_closed(self, part: Nonprose, name: str) -> bool:
        """Tell whether a tag of this name, "" for any call of Zola, ends behind a part."""
        if name not in self.last_ends:
            end = rf"\{{(?:%-?\s*end|\{{[<%]\s*/\s*){re.escape(name)}\b"
            ends = [found.start() for found in re.finditer(end, self.markdown)]
            self.last_ends[name] = ends[-1] if ends else -1
        return self.last_ends[name] >= part.end

    def _note_of(self, name: str, arguments: Arguments) -> str:
        """The box of a tag: its type, then the words of its title."""
        kind, *title = [value for _, value in arguments] or [name]
        return open_box(kind, self.words, " ".join(title))

    def _show_tag(self, name: str, arguments: Arguments) -> str:
        """What a Liquid tag shows; "" for one that is not known."""
        values = [value for _, value in arguments]
        if not values:
            return ""
        if is_embed(name):
            return link_embed(name, values[0], self.words)
        if name in ("img", "image", "asset_img"):
            return show_image(dict(arguments), arguments)
        # Hexo: slug, title, and "false" for a title with tags.
        return escape_words("".join(values[1:2])) if name == "post_link" else ""

    def _begin_call(
        self, part: Nonprose, name: str, arguments: Arguments
    ) -> str:
        """A call of Zola with a body: a box, a quotation, or what it encloses."""
        if name in QUOTING_TAGS:
            mark, end = OPEN, _end_quotation(find_source(name, "", arguments))
        elif name in _BOX_SHORTCODES or is_box_type(name):
            mark, end = self._box_of(name, arguments), CLOSE
        else:
            mark, end = "", GONE
        if self._is_closed(part, ""):
            self.called.append(end)
        if not mark:
            return self._drop(part, part.of(self.markdown))
        return self._open(part, mark, "")

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
        is_box = name in _BOX_SHORTCODES or is_box_type(name)
        if text and is_box and self._is_alone(part):
            return f"{self._box_of(name, arguments)}\n{text}\n{CLOSE}"
        values = tuple(("", value) for _, value in arguments)
        if text:
            return text
        picture = find_image_name(values)
        if picture and name not in ("video", "audio"):
            return show_image({**named, "src": picture}, ())
        return self._show_call(name, values, named) or self._drop(part, raw)

    def _output(self, part: Nonprose, raw: str) -> str:
        """The address that an output computes; any other stays, and is remembered."""
        if self.is_raw:
            return raw
        resolved = self._resolve(part, raw)
        if resolved == raw:
            self.unfilled.append(self._hidden(part, raw))
        return resolved

    def _resolve(self, part: Nonprose, raw: str) -> str:
        """The addresses that a part computes."""
        return resolve_addresses(raw, self.site_path)

    def _shortcode(self, part: Nonprose, raw: str) -> str:
        """What Hugo's own shortcodes and the usual ones of themes show."""
        found = _SHORTCODE.fullmatch(raw)
        if found is None:
            return raw
        name, arguments = found["name"], find_arguments(found["rest"])
        named = {key: value for key, value in arguments if key}
        if name.startswith("/*"):
            return raw
        if name in _BOX_SHORTCODES and found["end"]:
            return self._mark(part, CLOSE)
        if name in _BOX_SHORTCODES:
            return self._open(part, self._box_of(name, arguments), name)
        if name in QUOTING_TAGS:
            source = find_source(name, found["rest"], arguments)
            return self._quotation(part, name, bool(found["end"]), source)
        if found["end"]:
            return GONE
        if name in ("figure", "img", "image"):
            return show_image(named, arguments)
        return self._show_call(name, arguments, named) or self._drop(part, raw)

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

    # ------------------------------------------------------------ boxes, components

    def _added(self, part: Nonprose, raw: str) -> str:
        """What the dialect of another package makes of its own mark."""
        added = get_dialect_part(self.markdown, part.start)
        return show_part(added, raw) or GONE

    def _box(self, part: Nonprose, raw: str) -> str:
        """The opening line of a box with indented text, as a mark for the second pass."""
        found = _ADMONITION.match(raw)
        if found is None:
            return open_box("", self.words, indented=True)
        title = found["title"] or ""
        return open_box(found["name"], self.words, title, indented=True)

    def _directive(self, part: Nonprose, raw: str) -> str:
        """The opening or closing line of a directive as a mark for the second pass.

        A line that only looks like the mark of a box is shown as it is written.
        """
        if raw.startswith("/"):
            return self._block(raw)
        if raw.startswith("@"):
            return self._embed(part, raw)
        if not raw.startswith(":"):
            return raw
        found = _COLONS.fullmatch(raw.rstrip())
        named = found.groupdict("") if found else {}
        if not (named.get("name") or named.get("attributes")):
            return CLOSE
        title = named["label"] or named["words"]
        style = _CALLOUT_CLASS.search(named["attributes"])
        if style:
            return open_box(style[1] or style[2], self.words, title)
        name = named["name"]
        if name == "message" and is_box_look(title):  # Zenn
            return open_box(title, self.words)
        if title or is_box_type(name) or name == "message":
            return open_box(name, self.words, title)
        return f"{OPEN}{GONE}"

    def _embed(self, part: Nonprose, raw: str) -> str:
        """Zenn's line for something of another site: a film, a post, or its address."""
        name, _, target = raw.strip()[2:-1].partition("](")
        if target and is_embed(name):
            return link_embed(name, target, self.words)
        return target if target.startswith("http") else self._drop(part, raw)

    def _block(self, raw: str) -> str:
        """The first or the last line of a block of pymdownx as a mark for the second pass."""
        found = _SLASHES.fullmatch(raw.rstrip())
        if found is None or not found["name"]:
            return CLOSE
        style = _BLOCK_TYPE.search(found["options"])
        title = (found["title"] or "").strip()
        if found["name"] in ("details", "admonition"):
            kind = style["type"] if style else "note"
            return open_box(kind, self.words, title)
        if found["name"] == "tab" or is_box_type(found["name"]):
            return open_box(found["name"], self.words, title)
        return f"{OPEN}{GONE}"

    def _alert(self, part: Nonprose, raw: str) -> str:
        """The word of an alert between marks for the second pass."""
        found = _ALERT.fullmatch(raw)
        if found is None:
            return raw
        word = open_box(found["name"], self.words).removeprefix(OPEN)
        return f"{TITLE}{word}{TITLE}"

    def _component(self, part: Nonprose, raw: str) -> str:
        """An aside as a box; of other components what they enclose is shown."""
        found = _COMPONENT.fullmatch(raw)
        if found is None:
            return GONE
        if found["void"]:
            return self._drop(part, raw)
        if found["name"] not in _ASIDES or not self._is_alone(part):
            return GONE  # what stands between two tags of a component is shown
        if found["end"]:
            return CLOSE
        named = dict(find_arguments(found["rest"]))
        kind = named.get("type") or found["name"]
        return open_box(kind, self.words, named.get("title", ""))

    # ------------------------------------------------------------ words

    def _wiki_link(self, part: Nonprose, raw: str) -> str:
        """The words of a link, the picture of an embed."""
        if CONTENTS_LINK.fullmatch(raw) and self._is_alone(part):
            return GONE
        if not raw.startswith("!"):
            return escape_words(wiki_name(raw))
        target, _, alias = raw[3:-2].partition("|")
        if not is_image_name(target):
            return self._drop(part, raw)
        alt = "" if re.fullmatch(r"\d+(?:x\d+)?", alias) else alias
        return f"![{clean_label(alt)}](<{clean_label(target)}>)"

    def _tag(self, part: Nonprose, raw: str) -> str:
        """The addresses in a tag of HTML."""
        if "{{" in raw:
            return resolve_addresses(raw, self.site_path)
        return resolve_files(raw, self.site_path)


def _end_quotation(source: str) -> str:
    """The end of a quotation, with a line that says whose words it is."""
    return f"\n— {source}\n{CLOSE}" if source else CLOSE


def _match_raw_block(raw: str) -> re.Match[str] | None:
    """The parts of a tag around code, as Liquid, Hugo or Go templates write it."""
    for pattern in (_RAW_TAG, _RAW_SHORTCODE, _GO_RAW):
        if found := pattern.fullmatch(raw):
            return found
    return None


def _read_info(rest: str) -> str:
    """The language that a tag around code names first; "" for none."""
    language = rest.strip().split(" ")[0].strip("\"'")
    return language if _LANGUAGE.fullmatch(language) else ""


def _longest_run(text: str, char: str) -> int:
    """How often a character stands in a row at most."""
    runs = re.findall(f"{re.escape(char)}+", text)
    return max(map(len, runs), default=0)
