"""Show what a reader can be shown of the dialect that a post is written in.

Site generators and note programs know things that plain Markdown does not: tags of templates,
alerts, directives, wiki links, task boxes, formulas, films. In a mail or a feed none of them is
run. Here each becomes plain Markdown or HTML that says the same, or is taken out:

    addresses      {{ site.url }}, relative_url, {{< ref >}}, {% link %}: the path they name
    code           {% highlight %}, {% codeblock %}, {{< highlight >}}: a code block
    pictures       {{< figure >}}: the picture and its caption; ![[a.png]]
    films, sounds  {{< youtube >}}, {% vimeo %}, <iframe>, <video>, <audio>: a link with its name
    boxes          > [!NOTE], :::note, !!! note, {{< notice >}}, <Aside>: a quotation with its word
    words          [[Page|words]], ==marked==, - [x], formulas, :emoji:: as text
    nothing        includes, modules, attribute lists, comments: taken out

`find_dropped` says what was taken out although a reader of the site sees something there: a
finding of the post, since nothing may vanish without a word. What is code stays code.

A tag that steers (`{% for %}`) inside a line of prose is text: a post about templates names it, and
a post that runs it hardly does so inside a sentence.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsletter.source.dialect_plugins import show_part
from newsletter.source.emoji_codes import show_emoji
from newsletter.source.inline import wiki_name
from newsletter.source.nonprose import (
    Nonprose,
    NonproseKind,
    find_nonprose,
    get_dialect_part,
)

if TYPE_CHECKING:
    from newsletter.render.strings import Strings

DialectWords = tuple[tuple[str, str], ...]
ENGLISH_WORDS: DialectWords = (
    ("box_note", "Note"),
    ("box_tip", "Tip"),
    ("box_important", "Important"),
    ("box_warning", "Warning"),
    ("box_caution", "Caution"),
    ("box_example", "Example"),
    ("video", "Video"),
    ("audio", "Audio"),
    ("embedded", "Embedded page"),
)

SITE_PATH = "site_path"  # beside the words: where the site begins, "" at the root of its host
# What the types of alerts and directives of GitHub, Obsidian, Docusaurus, Starlight, MkDocs and
# Quarto mean; a type that is not here is its own word.
_BOX_TYPES = {
    **dict.fromkeys(
        ("note", "info", "todo", "abstract", "summary", "tldr"),
        "box_note",
    ),
    **dict.fromkeys(("tip", "hint", "success", "check", "done"), "box_tip"),
    **dict.fromkeys(("important", "question", "help", "faq"), "box_important"),
    **dict.fromkeys(("warning", "attention", "warn"), "box_warning"),
    **dict.fromkeys(
        ("caution", "danger", "error", "bug", "failure", "fail"),
        "box_caution",
    ),
    **dict.fromkeys(("example", "quote", "cite"), "box_example"),
}
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
# A filmed or recorded thing: name of the tag → its address and the word for it.
_EMBEDS = {
    "youtube": (
        "https://www.youtube.com/watch?v={}",
        "video",
        "YouTube",
    ),
    "vimeo": ("https://vimeo.com/{}", "video", "Vimeo"),
    "gist": ("https://gist.github.com/{}", "embedded", "GitHub Gist"),
    "tweet": ("https://twitter.com/i/status/{}", "embedded", "X"),
    "x": ("https://twitter.com/i/status/{}", "embedded", "X"),
    "twitter": ("https://twitter.com/i/status/{}", "embedded", "X"),
}
_STEERING = re.compile(
    r"(?:end)?(?:for|if|unless|case|block|macro|while|with|set|capture)|else|elsif|elif|when|extends"
)
_IMAGE_NAME = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif)$", re.I)

_TAG_NAME = re.compile(r"\{%-?\s*(?P<name>[\w-]+)\s*(?P<rest>.*?)-?%\}", re.S)
_SITE_URL = re.compile(r"\{\{-?\s*site\.(?P<name>(?:base)?url)\s*-?\}\}")
_URL_FILTER = re.compile(
    r"\{\{-?\s*[\"'](?P<path>[^\"'{}]*)[\"']\s*\|\s*"
    r"(?:relative_url|absolute_url|prepend:[^{}|]*|url|asset_path)\s*(?:\|[^{}]*)?-?\}\}"
)
_PELICAN_PATH = re.compile(
    r"(?P<before>\]\(\s*<?|(?:src|href)=[\"'])[{|](?:static|attach)[}|]/?"
)
_SHORTCODE = re.compile(
    r"\{\{[<%]\s*+(?P<end>/?)\s*+(?P<name>[\w./-]++)(?P<rest>.*?)/?[>%]\}\}",
    re.S,
)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>[^']*)'"
    r"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"'`=]+))"
)
_RAW_TAG = re.compile(
    r"\{%-?\s*(?P<name>\w+)(?P<rest>[^%]*?)-?%\}\n?(?P<code>.*?)\{%-?\s*end\w+\s*-?%\}",
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
_MEDIA = re.compile(
    r"<(?P<name>iframe|video|audio|embed)\b(?P<rest>[^>]*)>(?:(?P<inside>.*?)</(?P=name)\s*>)?",
    re.S | re.I,
)
_SOURCE = re.compile(
    r"<source\b[^>]*?\bsrc\s*=\s*[\"'](?P<src>[^\"']*)[\"']",
    re.S | re.I,
)
_HTML_ATTRIBUTE = re.compile(
    r"\b(?P<name>src|title|aria-label)\s*=\s*[\"'](?P<value>[^\"']*)[\"']",
    re.I,
)
_MARKED = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]*[^\s=])==(?![=\w])")
_LOWERED = re.compile(r"(?<=[A-Za-z0-9)])~([A-Za-z0-9+-]{1,5})~(?!~)")
_RAISED = re.compile(r"(?<=[A-Za-z0-9)])\^([A-Za-z0-9+-]{1,5})\^")
_DELIMITED = re.compile(
    r"(?:\$\$?|\\{1,2}[(\[])(?P<inside>.*?)(?:\$\$?|\\{1,2}[)\]])", re.S
)
_ALERT_LINE = re.compile(
    r"(?P<prefix>[ \t>*+0-9.)-]*)\x03(?P<word>[^\x03]*)\x03(?P<title>[^\x03]*)"
)
_STRAY_BOX = re.compile(
    r"\x01([^\x01-\x03]*)\x03?|\x03([^\x03]*)\x03|[\x02\x03]"
)
_SIMPLE_FORMULA = re.compile(r"[A-Za-z0-9\s+\-=<>()|,.!/*'^_{}]+")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}^_]*)\}|([A-Za-z0-9]))")

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

# Line marks between the two passes; `strip_invisible` takes such characters out of posts before.
_OPEN, _CLOSE, _TITLE, _GONE = "\x01", "\x02", "\x03", "\x00"


@dataclass(frozen=True, slots=True)
class DroppedMarkup:
    """Something of the dialect that is not shown in mails and feeds: its text and its line."""

    text: str
    line: int


def dialect_words(strings: Strings, site_url: str = "") -> DialectWords:
    """Return the words for boxes and films of one language; English where it has none.

    Args:
        strings: The words of the language.
        site_url: Where the publication stands: its path is what Jekyll calls `baseurl`.
    """
    texts = strings.texts
    words = (
        (key, str(texts.get(key, default))) for key, default in ENGLISH_WORDS
    )
    return (*words, (SITE_PATH, urlsplit(site_url).path.rstrip("/")))


def show_dialect(markdown: str, words: DialectWords = ENGLISH_WORDS) -> str:
    """Return plain Markdown that shows what a reader can be shown.

    Args:
        markdown: The body, LF line ends, without control characters.
        words: What boxes and films are called in the language of the text.

    >>> show_dialect("> [!TIP]\\n> Come [[Gate|early]].")
    '> **Tip**\\n>\\n> Come early.'
    """
    shown, _ = _Shower(markdown, dict(words)).show()
    return shown


def show_liquid(markdown: str) -> str:
    """Return the text with Liquid and kramdown's attribute lists resolved or taken out.

    For a generator that knows neither; every other dialect stays as it is.
    """
    shown, _ = _Shower(markdown, dict(ENGLISH_WORDS), _LIQUID_KINDS).show()
    return shown


def find_dropped(markdown: str) -> tuple[DroppedMarkup, ...]:
    """Return what `show_dialect` takes out although the site shows something there."""
    _, dropped = _Shower(markdown, dict(ENGLISH_WORDS)).show()
    return tuple(dropped)


def is_steering(markdown: str, part: Nonprose) -> bool:
    """Tell whether a Liquid tag steers and stands inside a line of prose."""
    found = _TAG_NAME.fullmatch(markdown, part.start, part.end)
    if found is None or not _STEERING.fullmatch(found["name"]):
        return False
    return not _stands_alone(markdown, part)


def _stands_alone(text: str, part: Nonprose) -> bool:
    """Tell whether nothing else stands on its lines but the marks of quotes."""
    first = text.rfind("\n", 0, part.start) + 1
    last = text.find("\n", part.end)
    around = (
        text[first : part.start]
        + text[part.end : len(text) if last < 0 else last]
    )
    return not around.strip(" \t>")


class _Shower:
    """Shows one text: parts first, then the boxes, which take whole lines."""

    def __init__(
        self,
        markdown: str,
        words: Mapping[str, str],
        kinds: frozenset[NonproseKind] | None = None,
    ) -> None:
        self.markdown, self.words, self.kinds = markdown, words, kinds
        self.dropped: list[DroppedMarkup] = []
        self.writers: Mapping[NonproseKind, Callable[[Nonprose, str], str]] = {
            NonproseKind.RAW_BLOCK: self._raw_block,
            NonproseKind.LIQUID_TAG: self._liquid_tag,
            NonproseKind.LIQUID_OUTPUT: self._output,
            NonproseKind.SHORTCODE: self._shortcode,
            NonproseKind.MODULE: lambda part, raw: _GONE,
            NonproseKind.EXPRESSION: lambda part, raw: self._drop(part, raw),
            NonproseKind.COMPONENT: self._component,
            NonproseKind.DIRECTIVE: self._directive,
            NonproseKind.ALERT: self._alert,
            NonproseKind.ATTRIBUTES: lambda part, raw: _GONE,
            NonproseKind.ABBREVIATION: lambda part, raw: _GONE,
            NonproseKind.WIKI_LINK: self._wiki_link,
            NonproseKind.TASK: lambda part, raw: "☐" if raw == "[ ]" else "☑",
            NonproseKind.FORMULA: self._formula,
            NonproseKind.EMOJI: lambda part, raw: show_emoji(raw),
            NonproseKind.TAG: lambda part, raw: self._tag(raw),
            NonproseKind.DEFINITION: lambda part, raw: self._resolved(raw),
            NonproseKind.PLUGIN: self._added,
        }

    def show(self) -> tuple[str, list[DroppedMarkup]]:
        """Return the text and what was taken out of it."""
        text = self.markdown
        out: list[str] = []
        place = 0
        for part in find_nonprose(text):
            out.append(self._plain(text[place : part.start]))
            raw = text[part.start : part.end]
            write = (
                self.writers.get(part.kind)
                if self._is_shown(part, raw)
                else None
            )
            out.append(write(part, raw) if write else raw)
            place = part.end
        out.append(self._plain(text[place:]))
        lines = "".join(out).split("\n")
        shown = "\n".join(
            _put_in_boxes(line for line in lines if not _is_gone(line))
        )
        shown = _STRAY_BOX.sub(_stray, shown.replace(_GONE, ""))
        return shown if self.kinds else self._media(shown), self.dropped

    def _plain(self, text: str) -> str:
        return text if self.kinds else _show_marks(self._static(text))

    def _static(self, text: str) -> str:
        """Lead to the files that Pelican finds by `{static}` and `{attach}`."""
        path = self.words.get(SITE_PATH, "")
        return _PELICAN_PATH.sub(rf"\g<before>{path}/", text)

    def _is_shown(self, part: Nonprose, raw: str) -> bool:
        """Tell whether a part is to be changed."""
        if self.kinds is None:
            return True
        is_liquid = not raw.startswith(
            ("{{<", "{{%", "{{raw", "{.", "{#", "{/")
        )
        return part.kind in self.kinds and is_liquid

    def _is_alone(self, part: Nonprose) -> bool:
        return _stands_alone(self.markdown, part)

    def _drop(self, part: Nonprose, raw: str) -> str:
        """Take a part out, and remember what it said."""
        line = self.markdown.count("\n", 0, part.start) + 1
        self.dropped.append(DroppedMarkup(" ".join(raw.split()), line))
        return _GONE

    def _box(self, name: str, title: str = "") -> str:
        """The line that opens a box."""
        key = _BOX_TYPES.get(name.lower(), "")
        word = self.words.get(key) or name.replace("-", " ").capitalize()
        return f"{_OPEN}{title.strip() or word}"

    # ------------------------------------------------------------ templates

    def _raw_block(self, part: Nonprose, raw: str) -> str:
        """Code of a tag as a code block, or as a code span inside a line; comments go."""
        found = (
            _RAW_TAG.fullmatch(raw)
            or _RAW_SHORTCODE.fullmatch(raw)
            or _GO_RAW.fullmatch(raw)
        )
        if found is None:
            return _GONE
        groups = found.groupdict()
        if groups.get("name") == "comment":
            return _GONE
        code = found["code"].strip("\n")
        language = (groups.get("rest") or "").strip().split(" ")[0].strip("\"'")
        fence = "`" * max(3, _longest_run(code, "`") + 1)
        if not self._is_alone(part):
            return (
                f"{fence[:1]}{code}{fence[:1]}"
                if "\n" not in code
                else f"\n\n{fence}\n{code}\n{fence}\n\n"
            )
        info = language if re.fullmatch(r"[\w+#-]+", language) else ""
        return f"{fence}{info}\n{code}\n{fence}"

    def _liquid_tag(self, part: Nonprose, raw: str) -> str:
        """What Liquid, Hexo and Jekyll plugins show, as far as it can be known here."""
        found = _TAG_NAME.fullmatch(raw)
        if found is None:
            return raw
        name = found["name"]
        if name in (
            "raw",
            "endraw",
            "assign",
            "comment",
            "endcomment",
            "break",
            "continue",
        ):
            return _GONE
        if is_steering(self.markdown, part):
            return (
                html.escape(raw, quote=False)
                .replace("*", "\\*")
                .replace("_", "\\_")
            )
        arguments = _arguments(found["rest"])
        if name in _EMBEDS and arguments:
            return self._embed(name, arguments[0][1])
        if name in ("blockquote", "quote", "pullquote"):
            return f"{_OPEN}"
        if name in ("endblockquote", "endquote", "endpullquote"):
            return _CLOSE
        if name in ("note", "callout") and arguments:
            return self._box(
                arguments[0][1],
                " ".join(value for _, value in arguments[1:]),
            )
        if name in ("endnote", "endcallout"):
            return _CLOSE
        if name in ("img", "image", "asset_img") and arguments:
            return self._image(dict(arguments), arguments)
        return self._drop(part, raw)

    def _output(self, part: Nonprose, raw: str) -> str:
        return self._resolved(raw)

    def _resolved(self, text: str) -> str:
        return _resolve_addresses(text, self.words.get(SITE_PATH, ""))

    def _shortcode(self, part: Nonprose, raw: str) -> str:
        """What Hugo's own shortcodes and the usual ones of themes show."""
        found = _SHORTCODE.fullmatch(raw)
        if found is None:
            return raw
        name, arguments = found["name"], _arguments(found["rest"])
        named = {key: value for key, value in arguments if key}
        if name.startswith("/*"):
            return raw
        if name in _BOX_SHORTCODES:
            mark = (
                _CLOSE if found["end"] else self._box_of(name, arguments, named)
            )
            return mark if self._is_alone(part) else f"\n{mark}\n"
        if found["end"]:
            return _GONE
        if name in ("ref", "relref") and arguments:
            return arguments[0][1]
        if name in ("figure", "img", "image"):
            return self._image(named, arguments)
        if name in _EMBEDS and arguments:
            return self._embed(name, named.get("id") or arguments[0][1])
        if name in ("kbd", "mark", "sub", "sup") and arguments:
            return f"<{name}>{html.escape(arguments[0][1])}</{name}>"
        if name in ("video", "audio") and arguments:
            address = named.get("src") or arguments[0][1]
            return self._media_link(address, named.get("title", ""), name)
        return self._drop(part, raw)

    def _box_of(
        self,
        name: str,
        arguments: list[tuple[str, str]],
        named: Mapping[str, str],
    ) -> str:
        """The box of a shortcode: its type and title are named, or come in this order."""
        plain = [value for key, value in arguments if not key]
        kind = named.get("type") or (plain[0] if plain else name)
        return self._box(kind, named.get("title") or " ".join(plain[1:]))

    def _embed(self, name: str, key: str) -> str:
        """A link to a film or a post on another site."""
        address, word, host = _EMBEDS[name]
        key = key.strip("\"' ")
        url = key if key.startswith("http") else address.format(key)
        return f"[{self.words[word]} ({host})]({_bare(url)})"

    def _image(
        self, named: Mapping[str, str], arguments: list[tuple[str, str]]
    ) -> str:
        """A picture with its caption under it."""
        places = [
            value
            for key, value in arguments
            if not key and _IMAGE_NAME.search(value)
        ]
        address = named.get("src") or (places[0] if places else "")
        if not address:
            return _GONE
        caption = named.get("caption") or named.get("title") or ""
        alt = named.get("alt") or caption
        picture = f"![{_bare(alt)}](<{_bare(address)}>)"
        link = named.get("link")
        picture = f"[{picture}](<{_bare(link)}>)" if link else picture
        return (
            f"{picture}\n\n*{caption.strip()}*\n"
            if caption.strip()
            else picture
        )

    # ------------------------------------------------------------ boxes, components

    def _added(self, part: Nonprose, raw: str) -> str:
        """What the dialect of another package makes of its own mark."""
        added = get_dialect_part(self.markdown, part.start)
        return show_part(added, raw) or _GONE

    def _directive(self, part: Nonprose, raw: str) -> str:
        """The opening or closing line of a directive as a mark for the second pass."""
        if not raw.startswith(":"):
            found = _ADMONITION.match(raw)
            title = (found["title"] or "") if found else ""
            return f"{self._box(found['name'] if found else '', title)}{_TITLE}"
        found = _COLONS.fullmatch(raw.rstrip())
        if found is None or not (found["name"] or found["attributes"]):
            return _CLOSE
        style = _CALLOUT_CLASS.search(found["attributes"] or "")
        name = (style[1] or style[2]) if style else found["name"] or ""
        title = found["label"] or found["words"] or ""
        is_box = style is not None or name.lower() in _BOX_TYPES or bool(title)
        return self._box(name, title) if is_box else f"{_OPEN}{_GONE}"

    def _alert(self, part: Nonprose, raw: str) -> str:
        """The word of an alert between marks for the second pass."""
        found = _ALERT.fullmatch(raw)
        return (
            f"{_TITLE}{self._box(found['name'])[1:]}{_TITLE}" if found else raw
        )

    def _component(self, part: Nonprose, raw: str) -> str:
        """An aside as a box; of other components what they enclose is shown."""
        found = _COMPONENT.fullmatch(raw)
        if found is None:
            return _GONE
        if found["name"] in _ASIDES and not found["void"]:
            if found["end"]:
                return _CLOSE if self._is_alone(part) else _GONE
            named = dict(_arguments(found["rest"]))
            kind = named.get("type") or found["name"]
            return (
                self._box(kind, named.get("title", ""))
                if self._is_alone(part)
                else _GONE
            )
        if not found["void"]:
            return _GONE  # what stands between two tags of a component is shown
        return self._drop(part, raw)

    # ------------------------------------------------------------ words

    def _wiki_link(self, part: Nonprose, raw: str) -> str:
        """The words of a link, the picture of an embed."""
        if not raw.startswith("!"):
            return _escape_words(wiki_name(raw))
        target, _, alias = raw[3:-2].partition("|")
        if not _IMAGE_NAME.search(target):
            return self._drop(part, raw)
        alt = "" if re.fullmatch(r"\d+(?:x\d+)?", alias) else alias
        return f"![{_bare(alt)}](<{_bare(target)}>)"

    def _formula(self, part: Nonprose, raw: str) -> str:
        """A formula as text: simple ones with raised and lowered letters, others as their TeX."""
        is_block = raw.startswith(("$$", "\\[", "\\begin")) and "\n" in raw
        found = _DELIMITED.fullmatch(raw)
        inside = (found["inside"] if found else raw).strip("\n")
        if is_block:
            return f"\n\n```\n{inside}\n```\n\n"
        if _SIMPLE_FORMULA.fullmatch(inside):
            plain = html.escape(inside.strip(), quote=False)
            return f"<i>{_SCRIPT.sub(_script, plain)}</i>"
        return f"<code>{html.escape(inside.strip(), quote=False)}</code>"

    def _tag(self, raw: str) -> str:
        return self._resolved(raw) if "{{" in raw else self._static(raw)

    # ------------------------------------------------------------ films and sounds

    def _media(self, text: str) -> str:
        """Make links of frames, films and sounds in HTML."""
        if "<" not in text:
            return text
        return _MEDIA.sub(self._media_of, text)

    def _media_of(self, found: re.Match[str]) -> str:
        """The link for one element; without an address there is nothing to link."""
        attributes = {
            attribute["name"].lower(): attribute["value"]
            for attribute in _HTML_ATTRIBUTE.finditer(found["rest"])
        }
        source = _SOURCE.search(found["inside"] or "")
        address = attributes.get("src") or (source["src"] if source else "")
        name = found["name"].lower()
        title = attributes.get("title") or attributes.get("aria-label") or ""
        return self._media_link(address, title, name) if address else ""

    def _media_link(self, address: str, title: str, name: str) -> str:
        """A link named by its title, else by what it is and where."""
        url = re.sub(
            r"(youtube(?:-nocookie)?\.com)/embed/([\w-]+)[^\"']*",
            r"youtube.com/watch?v=\2",
            address,
        )
        host = urlsplit(url).netloc.removeprefix("www.")
        word = {"video": "video", "audio": "audio"}.get(name, "embedded")
        if "youtube" in host or "youtu.be" in host or "vimeo" in host:
            word = "video"
        label = title.strip() or (
            f"{self.words[word]} ({host})" if host else self.words[word]
        )
        return f'<a href="{html.escape(url)}">{html.escape(label)}</a>'


def _is_gone(line: str) -> bool:
    """A line on which only things without a word stood."""
    return _GONE in line and not line.replace(_GONE, "").strip(" \t>")


def _put_in_boxes(lines: Iterator[str]) -> Iterator[str]:
    """Make quotations of the lines between the marks of boxes."""
    boxes: list[
        tuple[str, bool]
    ] = []  # indent of the opening line, whether it is shown
    admonition: str | None = None  # indent of an open `!!!`
    for line in lines:
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if (
            admonition is not None
            and line.strip()
            and len(indent) < len(admonition) + 2
        ):
            admonition = None
            yield ""
        bare = line.strip()
        quote = "".join("> " for _, shown in boxes if shown)
        if bare.startswith(_OPEN) and bare.endswith(_TITLE):
            admonition = indent
            yield from (
                "",
                f"{indent}{quote}> **{bare[1:-1]}**",
                f"{indent}{quote}>",
            )
        elif bare.startswith(_OPEN):
            title = bare[1:]
            shown = title != _GONE
            boxes.append((indent, shown))
            if shown:
                head = (
                    [
                        f"{indent}{quote}> **{title}**",
                        f"{indent}{quote}>",
                    ]
                    if title
                    else []
                )
                yield from ("", *head)
        elif bare.startswith(_CLOSE):
            if boxes and boxes.pop()[1]:
                yield f"{indent}{quote[2:]}".rstrip()
        elif alert := _ALERT_LINE.fullmatch(line):
            yield f"{alert['prefix']}**{alert['title'].strip() or alert['word']}**"
            yield alert["prefix"].rstrip()
        elif admonition is not None:
            dedented = (
                line[len(admonition) :].removeprefix("    ")
                if line.strip()
                else ""
            )
            yield f"{admonition}{quote}> {dedented}".rstrip()
        elif quote:
            outer = boxes[0][0]
            yield f"{outer}{quote}{line.removeprefix(outer)}".rstrip()
        else:
            yield line


def _stray(found: re.Match[str]) -> str:
    """The word of a box that does not begin its line."""
    word = found[1] or found[2]
    return f"**{word}**" if word else ""


def _show_marks(text: str) -> str:
    """`==marked==`, `H~2~O` and `x^2^`."""
    if "==" in text:
        text = _MARKED.sub(r"<mark>\1</mark>", text)
    if "~" in text:
        text = _LOWERED.sub(r"<sub>\1</sub>", text)
    return _RAISED.sub(r"<sup>\1</sup>", text) if "^" in text else text


def _resolve_addresses(text: str, site_path: str) -> str:
    """The path that Jekyll's filters and `site.baseurl` compute."""

    def start_of(found: re.Match[str]) -> str:
        return (
            site_path if found["name"] == "baseurl" else ""
        )  # `url` is the host alone

    def path_of(found: re.Match[str]) -> str:
        path = found["path"]
        return (
            path
            if path.startswith(("http", "//"))
            else f"{site_path}/{path.lstrip('/')}"
        )

    return _URL_FILTER.sub(path_of, _SITE_URL.sub(start_of, text))


def _arguments(text: str) -> list[tuple[str, str]]:
    """The arguments of a tag: (name or "", value)."""
    found = _ARGUMENT.finditer(text)
    return [(argument["key"] or "", _value(argument)) for argument in found]


def _value(argument: re.Match[str]) -> str:
    """The value of an argument, however it is quoted."""
    groups = (
        argument["double"],
        argument["single"],
        argument["raw"],
        argument["bare"],
    )
    return next((group for group in groups if group is not None), "")


def _bare(text: str) -> str:
    """Text that may stand in an address or a label of Markdown."""
    return re.sub(r"[<>\[\]\n\x00-\x1f]", "", text).strip()


def _escape_words(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<&])", r"\\\1", text)


def _script(found: re.Match[str]) -> str:
    """A raised or lowered part of a formula."""
    name = "sup" if found[1] == "^" else "sub"
    return f"<{name}>{found[2] if found[2] is not None else found[3]}</{name}>"


def _longest_run(text: str, char: str) -> int:
    """How often a character stands in a row at most."""
    runs = re.findall(f"{re.escape(char)}+", text)
    return max(map(len, runs), default=0)
