"""Write translated text so that it stays text: no engine writes live Markdown, HTML or Liquid."""

from __future__ import annotations

import re

from newsletter.translate.parameters import quote_parameter
from newsletter.translate.regions import Flavour

_ENTITY = re.compile(r"&(?=#[xX]?[0-9a-fA-F]+;|[A-Za-z][A-Za-z0-9]*;)")
_LIQUID = re.compile(r"\{(?=[{%:#])")
_BLOCK_START = re.compile(
    r"(?P<mark>[-+*](?=\s|$|[-+*])|\#{1,6}(?=\s|$)|\#{2,6}(?=[^\s#])|>|=+\s*$|-+\s*$|~~~|:(?=\s|$)|\|)"
    r"|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$)"
)
_PERHAPS_LIVE = re.compile(
    r"[&{\\`\[\]|*_~<$^]"
)  # what every pattern of a line of Markdown asks for
# Markdown characters that can be live inside a line. `*` and `_` between blanks and `_` inside a
# word never are; the neighbours of a run of `_` decide about all of it.
_MARKDOWN = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`\[\]|]|(?<!\s)\*|\*(?!\s|$)|(?P<line>_+)"
    r"|~(?=~)|(?<=~)~|<(?=[A-Za-z/!?])|\$(?=\$)|(?<=\$)\$|\^(?=\[)"
)
_MARKDOWN_WITHOUT_BRACKETS = re.compile(
    _MARKDOWN.pattern.replace(r"[`\[\]|]", "[`|]")
)


def escape_text(
    text: str,
    flavour: Flavour,
    quote: str = "",
    *,
    brackets: bool = True,
) -> str:
    """Return the text as it has to be written in the middle of a line.

    Args:
        text: Plain text, no placeholders.
        flavour: Where it stands.
        quote: The mark around it, for an attribute or a link title.
        brackets: Whether `[` and `]` could be live in a line of Markdown.
    """
    is_line = flavour in (Flavour.MARKDOWN, Flavour.CELL)
    if is_line and not _PERHAPS_LIVE.search(text):
        return text
    text = _ENTITY.sub("&amp;", text)
    if is_line:
        pattern = _MARKDOWN if brackets else _MARKDOWN_WITHOUT_BRACKETS
        return _LIQUID.sub("&#123;", pattern.sub(_escape, text))
    if flavour is Flavour.PARAMETER:
        plain = quote_parameter(text.replace("\\", ""), quote)
        return _LIQUID.sub("&#123;", plain)
    if flavour is Flavour.TITLE:
        live = "()" if quote == ")" else quote
        text = re.sub(
            rf"\\(?=[!-/:-@\[-`{{-~]|$)|[|{re.escape(live)}]",
            r"\\\g<0>",
            text,
        )
        return _LIQUID.sub("&#123;", text)
    text = text.replace("<", "&lt;")
    if flavour is Flavour.ATTRIBUTE:
        text = (
            text.replace('"', "&quot;")
            if quote == '"'
            else text.replace("'", "&#39;")
        )
        text = text.replace("|", "&#124;").replace(">", "&gt;")
    return _LIQUID.sub("&#123;", text)


def _escape(found: re.Match[str]) -> str:
    """Escape a mark; a line within a word, or with blanks around it, is no emphasis."""
    if not found["line"]:
        return "\\" + found.group()
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    if before.isalnum() and after.isalnum():
        return found.group()
    if not f"{before}{after}".strip():
        return found.group()
    return "\\_" * len(found.group())


def escape_line_start(text: str) -> str:
    """Keep the start of a line from becoming a heading, list, quote, rule, table or definition.

    >>> escape_line_start("1. Januar")
    '1\\\\. Januar'
    """
    found = _BLOCK_START.match(text)
    if not found:
        return text
    if found["number"]:
        return f"{found['number']}\\{text[found.start('dot') :]}"
    return "\\" + text


def escape_heading_end(text: str) -> str:
    """Keep a `#` at the end of a heading from being taken for its closing mark."""
    return re.sub(
        r"(?<=\s)(#+\s*)$|^(#+\s*)$",
        lambda found: "\\" + found.group(),
        text,
    )
