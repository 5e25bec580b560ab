"""Write each part of a dialect as plain Markdown or HTML, or take it out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newsletter.render.dialects.contents_marks import (
    CONTENTS,
    CONTENTS_LINK,
    without_contents_lists,
)
from newsletter.render.dialects.escaped_words import (
    clean_label,
    escape_words,
)
from newsletter.render.dialects.figures import (
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
)
from newsletter.render.dialects.nested_boxes import (
    CLOSE,
    GONE,
    OPEN,
    TITLE,
    open_box,
    show_boxes,
)
from newsletter.render.dialects.template_tags import (
    HiddenMarkup,
    TagShower,
)
from newsletter.render.dialects.words import (
    ENGLISH_WORDS,
    SITE_PATH,
    DialectWords,
)
from newsletter.source.box_names import ASIDES, is_box_look, is_box_type
from newsletter.source.code_titles import find_code_title
from newsletter.source.component_indents import without_component_indents
from newsletter.source.dialect_plugins import show_part
from newsletter.source.emoji_codes import show_emoji
from newsletter.source.inline import wiki_name
from newsletter.source.myst import CODE_FENCE, CODE_NAMES, LISTS
from newsletter.source.myst import DIRECTIVE as MYST_DIRECTIVE
from newsletter.source.myst import OPTION as MYST_OPTION
from newsletter.source.myst import PICTURES as MYST_PICTURES
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
from newsletter.source.tag_arguments import find_arguments
from newsletter.source.tag_patterns import COMPONENT

_NO_QUOTE = re.compile(r"[^>\s]")  # in front of a block: the mark of an item
_QUOTE_MARKS = re.compile(r"\n[ \t]*(?:>[ \t]?)+")
_COLONS = re.compile(
    r":{3,}[ ]?(?:(?P<name>[A-Za-z][\w-]*)(?:\[(?P<label>[^\]]*)\]|[ ]+(?P<words>[^{\"\s][^{]*))?)?"
    r"\s*(?:\{(?P<attributes>[^}]*)\})?"
)

# What stands behind the name of a picture in Obsidian: its place and its size.
_SIZES = re.compile(
    r"(?:^|\|)(?:(?:left|right|center|\d+(?:x\d+)?)(?:\||$))+", re.M
)
_WORDS = re.compile(r"[^\W\d_]")

_SLASHES = re.compile(
    r"/{3,}[ \t]*(?:(?P<name>[\w-]+)[ \t]*(?:\|(?P<title>[^\n]*))?(?P<options>(?:\n.*)?))?",
    re.S,
)
_BLOCK_TYPE = re.compile(r"\n[ \t>]*type:[ \t]*(?P<type>[\w-]+)")

_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?\+?|===[!+]?)\s*(?P<name>[\w-]*)[^\"]*(?:\"(?P<title>[^\"]*)\")?"
)

_ALERT = re.compile(r"\\?\[!(?P<name>[\w-]+)[^\]]*\][-+]?")

_CALLOUT_CLASS = re.compile(
    r"\.callout-(\w+)|\.(note|tip|important|warning|caution)\b"
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


# Beginnings of what is no Liquid, though it looks like it.
_NO_LIQUID = ("{{<", "{{%", "{{raw", "{.", "{#", "{/")


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


class _Shower(TagShower):
    """Shows one text: parts first, then the boxes, which take whole lines."""

    def __init__(
        self,
        markdown: str,
        words: Mapping[str, str],
        kinds: frozenset[NonproseKind] | None = None,
    ) -> None:
        super().__init__(without_contents_lists(markdown), words)
        self.kinds = kinds
        # Asked of the whole text: a part between two marks is no line of its own.
        self.contents = {
            found.start() for found in CONTENTS.finditer(self.markdown)
        }
        self.unfilled: list[HiddenMarkup] = []
        self.writers: Mapping[NonproseKind, Callable[[Nonprose, str], str]] = {
            NonproseKind.RAW_BLOCK: self.show_raw_block,
            NonproseKind.LIQUID_TAG: self.show_liquid_tag,
            NonproseKind.LIQUID_OUTPUT: self._output,
            NonproseKind.SHORTCODE: self.show_shortcode,
            NonproseKind.MODULE: lambda part, raw: GONE,
            NonproseKind.EXPRESSION: self.drop,
            NonproseKind.COMPONENT: self._component,
            NonproseKind.DIRECTIVE: self._directive,
            NonproseKind.FENCE: self._fence,
            NonproseKind.BOX: self._box,
            NonproseKind.ALERT: self._alert,
            NonproseKind.ATTRIBUTES: lambda part, raw: GONE,
            NonproseKind.ABBREVIATION: lambda part, raw: GONE,
            NonproseKind.WIKI_LINK: self._wiki_link,
            NonproseKind.TASK: lambda part, raw: "☐" if raw == "[ ]" else "☑",
            NonproseKind.FORMULA: self._formula,
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
            place = part.end
        out.append(self._plain(place, len(text)))
        shown = show_boxes("".join(out).split("\n"))
        if self.kinds is not None:
            return shown
        return link_html_media(shown, self.words)

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

        text = CONTENTS.sub(show, text)
        return show_marks(resolve_files(text, self.site_path))

    def _is_shown(self, part: Nonprose, raw: str) -> bool:
        """Tell whether a part is to be changed."""
        if self.kinds is None:
            return True
        return part.kind in self.kinds and not raw.startswith(_NO_LIQUID)

    # ------------------------------------------------------------ templates

    def _output(self, part: Nonprose, raw: str) -> str:
        """The address that an output computes; any other stays, and is remembered."""
        if self.is_raw:
            return raw
        resolved = self._resolve(part, raw)
        if resolved == raw:
            self.unfilled.append(self.describe_hidden(part, raw))
        return resolved

    def _resolve(self, part: Nonprose, raw: str) -> str:
        """The addresses that a part computes."""
        return resolve_addresses(raw, self.site_path)

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
        if raw[0] in "`~" and raw.strip(raw[0]) == "":
            return CLOSE
        myst = MYST_DIRECTIVE.fullmatch(raw)
        if myst:
            return self._myst_directive(part, myst)
        if not raw.startswith(":"):
            return raw
        found = _COLONS.fullmatch(raw.rstrip())
        if found is None:
            return raw if _WORDS.search(raw) else CLOSE
        named = found.groupdict("")
        if not (named.get("name") or named.get("attributes")):
            return CLOSE
        title = named["label"] or named["words"]
        style = _CALLOUT_CLASS.search(named["attributes"])
        if style:
            written = dict(find_arguments(named["attributes"]))
            title = title or written.get("title", "")
            return open_box(style[1] or style[2], self.words, title)
        name = named["name"]
        if name == "message" and is_box_look(title):  # Zenn
            return open_box(title, self.words)
        if title or is_box_type(name) or name == "message":
            return open_box(name, self.words, title)
        return f"{OPEN}{GONE}"

    def _fence(self, part: Nonprose, raw: str) -> str:
        """Code with its title over it, and without the options that MyST has in it."""
        found = CODE_FENCE.match(raw)
        if found is None:
            return self._title_of_code(part, raw) + raw
        if found["name"] in CODE_NAMES:
            head = f"{found['marks']}{found['words'].strip()}"
            return head + raw[found.end() :]
        return self.drop(part, found[0]) if found["name"] in LISTS else raw

    def _title_of_code(self, part: Nonprose, raw: str) -> str:
        """The lines over a block of code that has a title; "" for one without."""
        title = find_code_title(raw)
        if not title:
            return ""
        start = self.markdown.rfind("\n", 0, part.start) + 1
        before = _NO_QUOTE.sub(" ", self.markdown[start : part.start])
        return f"**{escape_words(title)}**\n{before.rstrip()}\n{before}"

    def _myst_directive(self, part: Nonprose, found: re.Match[str]) -> str:
        """The first line of a directive of MyST, with its options."""
        name, words = found["name"], found["words"].strip()
        options = {
            option["name"]: option["value"].strip()
            for option in MYST_OPTION.finditer(found["options"])
        }
        if name in MYST_PICTURES:
            picture = show_image({**options, "src": words}, ())
            return f"{OPEN}{GONE}\n{picture}\n" if words else f"{OPEN}{GONE}"
        if words or is_box_type(name):
            return open_box(name, self.words, words)
        return f"{OPEN}{GONE}"

    def _embed(self, part: Nonprose, raw: str) -> str:
        """Zenn's line for something of another site, or the label of a tab of VuePress."""
        if raw.startswith("@tab"):
            label = raw.partition(" ")[2].partition("#")[0].strip()
            return f"\n**{escape_words(label)}**\n" if label else GONE
        name, _, target = raw.strip()[2:-1].partition("](")
        if target and is_embed(name):
            return link_embed(name, target, self.words)
        return target if target.startswith("http") else self.drop(part, raw)

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
        found = COMPONENT.fullmatch(raw)
        if found is None:
            return GONE
        if found["void"]:
            return self.drop(part, raw)
        name = found["name"]
        if found["end"]:
            return self.show_end(part)
        arguments = find_arguments(found["rest"])
        if name not in ASIDES or not self.is_alone(part):
            # What stands between two tags of a component is shown.
            return self.show_titled(part, name, arguments) or GONE
        named = dict(arguments)
        kind = named.get("type") or name
        box = open_box(kind, self.words, named.get("title", ""))
        return self.open_box(part, box)

    # ------------------------------------------------------------ words

    def _formula(self, part: Nonprose, raw: str) -> str:
        """A formula as text; one over several lines of a quotation stays in it."""
        start = self.markdown.rfind("\n", 0, part.start) + 1
        prefix = self.markdown[start : part.start]
        if "\n" not in raw or ">" not in prefix or prefix.strip(" \t>"):
            return show_formula(raw)
        shown = show_formula(_QUOTE_MARKS.sub("\n", raw)).strip("\n")
        return shown.replace("\n", f"\n{prefix}")

    def _wiki_link(self, part: Nonprose, raw: str) -> str:
        """The words of a link, the picture of an embed."""
        if CONTENTS_LINK.fullmatch(raw) and self.is_alone(part):
            return GONE
        if not raw.startswith("!"):
            return escape_words(wiki_name(raw))
        target, _, alias = raw[3:-2].partition("|")
        if not is_image_name(target):
            return self.drop(part, raw)
        alt = _SIZES.sub("", alias)
        return f"![{clean_label(alt)}](<{clean_label(target)}>)"

    def _tag(self, part: Nonprose, raw: str) -> str:
        """The addresses in a tag of HTML."""
        if "{{" in raw:
            return resolve_addresses(raw, self.site_path)
        return resolve_files(raw, self.site_path)
