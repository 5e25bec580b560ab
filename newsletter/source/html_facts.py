"""Hold what HTML says about its elements: which are empty, inline, or hold no prose.

Source: HTML Living Standard, 13.1.2 (void elements), 4.5 (text-level semantics), index of elements;
checked 2026-11.
"""

from __future__ import annotations

# Elements that never have an end tag.
VOID_ELEMENTS = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",  # obsolete, still written inside <object>
        "source",
        "track",
        "wbr",
    }
)

# Elements that stand inside a line of text: a sentence goes on before and after them.
INLINE_ELEMENTS = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    }
)

# Inline elements whose content is code or notation: no engine may see it.
CODE_ELEMENTS = frozenset(
    {
        "code",
        "kbd",
        "math",
        "pre",
        "samp",
        "script",
        "style",
        "svg",
        "textarea",
    }
)

# Elements whose content is no prose of the article, `CODE_ELEMENTS` among them.
OPAQUE_ELEMENTS = CODE_ELEMENTS | {
    "audio",
    "iframe",
    "noscript",
    "object",
    "select",
    "template",
    "video",
}

_BLOCK_ELEMENTS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "canvas",
        "caption",
        "center",
        "colgroup",
        "datalist",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "html",
        "legend",
        "li",
        "main",
        "map",
        "menu",
        "meter",
        "nav",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "picture",
        "progress",
        "rtc",
        "search",
        "section",
        "slot",
        "strike",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    }
)

# Every element of HTML, present and obsolete.
HTML_ELEMENTS = (
    VOID_ELEMENTS | INLINE_ELEMENTS | OPAQUE_ELEMENTS | _BLOCK_ELEMENTS
)
