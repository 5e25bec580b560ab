"""Name the kinds of text that are no prose, and hold one found range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NonproseKind(StrEnum):
    """What a range is, and the specification by which it was found."""

    FENCE = "fence"  # CommonMark 4.5
    INDENTED_CODE = "indented code"  # CommonMark 4.4
    CODE_SPAN = "code span"  # CommonMark 6.1
    RAW_BLOCK = "raw block"  # {% highlight %}…{% endhighlight %}, {{< mermaid >}}, {# #}, {/* */}
    RAW_HTML = "raw html"  # <pre>, <script>, <style>, <textarea>: CommonMark 4.6, type 1
    COMMENT = "comment"  # <!-- -->: CommonMark 4.6, type 2, and 6.6
    LIQUID_TAG = "liquid tag"  # {% … %}: Liquid, Jinja, Tera, Nunjucks
    LIQUID_OUTPUT = "liquid output"  # {{ … }}: the same
    SHORTCODE = "shortcode"  # {{< … >}}, {{% … %}}: Hugo
    MODULE = "module"  # import and export of MDX
    COMPONENT = "component"  # <Name attribute={…}>: MDX, Vue
    EXPRESSION = "expression"  # {…} of MDX
    TAG = "tag"  # CommonMark 6.6
    AUTOLINK = "autolink"  # CommonMark 6.5
    ADDRESS = "address"  # a bare URL: GFM 6.9
    DEFINITION = "definition"  # [label]: address, CommonMark 4.7
    REFERENCE = "reference"  # the [label] of [text][label], CommonMark 6.3
    FORMULA = "formula"  # TeX: Pandoc tex_math_dollars, kramdown math, MathJax delimiters
    # :::name, ::: {.class}: generic directives, Pandoc; /// note: pymdownx; !!! note where the text
    # proves no boxes.
    DIRECTIVE = "directive"
    BOX = "box"  # !!! note, ??? tip, === "Tab": Python-Markdown, with indented text below
    ALERT = "alert"  # > [!NOTE]: GitHub, Obsidian, Hugo
    ATTRIBUTES = "attributes"  # {: .class}, {#id}: kramdown, Pandoc, Goldmark
    WIKI_LINK = "wiki link"  # [[Page|alias]], ![[embed]]: Obsidian
    ABBREVIATION = "abbreviation"  # *[HTML]: …: PHP Markdown Extra, kramdown
    FOOTNOTE = "footnote"  # [^1], [^1]: PHP Markdown Extra, kramdown, GFM
    EMOJI = "emoji"  # :smile: GitHub
    TASK = "task"  # - [x]: GFM 5.3
    PLUGIN = "plugin"  # of a dialect that another package adds


# Unicode keeps U+FDD0-U+FDEF for use inside a program: no text holds them. The first character of a
# covered range names its kind, the others are the last of the 32.
FIRST_MASK = 0xFDD0
MASK_FILL = "\ufdef"


def kind_mask(kind: NonproseKind) -> str:
    """Return the first character of a covered range of a kind."""
    return chr(FIRST_MASK + tuple(NonproseKind).index(kind))


@dataclass(frozen=True, slots=True, order=True)
class Nonprose:
    """A half-open range of the text that is no prose."""

    start: int
    end: int
    kind: NonproseKind

    def of(self, text: str) -> str:
        """Return what stands there in the text it was found in."""
        return text[self.start : self.end]

    def is_alone(self, text: str) -> bool:
        """Tell whether nothing else stands on its lines but the marks of quotes."""
        start = text.rfind("\n", 0, self.start) + 1
        end = text.find("\n", self.end)
        behind = text[self.end : end if end >= 0 else None]
        return not (text[start : self.start] + behind).strip(" \t>")
