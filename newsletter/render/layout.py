"""Turn an MJML layout with Jinja2 in it into HTML with the same Jinja2, or name the wrong line.

The layout is compiled before it is filled. The other order is unsafe: the package decodes
the entities in attributes and writes them out again unescaped, so that a crafted link of a
post becomes a live event handler; it is also hundreds of times slower, because every email
would be compiled again. What a layout must keep to for that:

- `{% %}` stands inside `mj-raw` or inside the text of an element; between elements it is
  silently dropped.
- Expressions hold no `<`, `>`, `&` or `"`, which come out of the compiler as entities.
- Sizes are numbers: MJML computes widths from them. Colours, links and texts may be expressions.

The package does not validate and crashes or drops silently; the rules below are the ones
met in practice, each with its line. Whatever they do not foresee is caught at the end: an
expression that did not come through is an error too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from newsletter.errors import TemplateError, quote
from newsletter.render.ready_layouts import find_ready
from newsletter.source.html_facts import VOID_ELEMENTS

MAX_INCLUDES = 50  # a layout has a handful; more is a circle

_INCLUDE = re.compile(r"""\s*<mj-include\s+path=["']([^"']+)["']\s*/>\s*""")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
_QUOTED = re.compile("'([^']+)'")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|transparent|none|inherit")
_BUILT_IN_FONTS = ("Open Sans", "Droid Sans", "Lato", "Roboto", "Ubuntu")

_CONTENT = frozenset(
    {
        "mj-text",
        "mj-button",
        "mj-table",
        "mj-raw",
        "mj-style",
        "mj-title",
        "mj-preview",
    }
)
_BLOCKS = frozenset(
    {
        "mj-text",
        "mj-image",
        "mj-button",
        "mj-divider",
        "mj-spacer",
        "mj-table",
        "mj-social",
    }
)
_HEAD = frozenset(
    {
        "mj-attributes",
        "mj-style",
        "mj-title",
        "mj-preview",
        "mj-font",
        "mj-breakpoint",
        "mj-raw",
    }
)
_CHILDREN: dict[str, frozenset[str]] = {
    "": frozenset({"mjml"}),
    "mjml": frozenset({"mj-head", "mj-body"}),
    "mj-head": _HEAD,
    "mj-body": frozenset({"mj-wrapper", "mj-section", "mj-raw"}),
    "mj-wrapper": frozenset({"mj-section", "mj-raw"}),
    "mj-section": frozenset({"mj-column", "mj-group", "mj-raw"}),
    "mj-group": frozenset({"mj-column", "mj-raw"}),
    "mj-column": _BLOCKS | {"mj-raw"},
    "mj-social": frozenset({"mj-social-element", "mj-raw"}),
}
_REFUSED = {
    "mj-carousel": "the package writes one that does not work",
    "mj-navbar": "the package writes a menu that does not open",
    "mj-accordion": "mail clients close it for good",
    "mj-hero": "the package fails without fixed background sizes",
    "mj-html-attributes": "the package spoils the conditional comments of the whole mail",
    "mj-include": 'an include stands alone on its line: <mj-include path="email/name.mjml.j2" />',
}
_NO_HEIGHT = ' height="auto"'  # no number: the style beside it says the same
_HTML_TAG = re.compile(r"<html\b[^>]*>")
_NAMED = re.compile(r' (?:lang|dir)="[^"]*"')
_UNBALANCED = (
    "the package closes open tags by itself: balance them, "
    "or let a value open and another close"
)
_SIZES = re.compile(
    r"(?:padding|border|width|height|font-size|inner-padding|icon-size)(?:-|$)"
)


@dataclass(frozen=True, slots=True)
class LayoutLine:
    """One line of a layout after its includes were put in, and where it was written."""

    path: str
    number: int
    text: str

    def error(self, what: str, fix: str) -> TemplateError:
        """The error a layout with this line is refused with."""
        return TemplateError(
            "cannot use the email layout",
            at=f"{self.path}:{self.number}",
            why=what,
            fix=fix,
        )


def join_includes(
    name: str, files: Mapping[str, tuple[str, str]]
) -> tuple[LayoutLine, ...]:
    """Put the included layouts in; they are named like every template, so no path leads out
    of the folder.

    Args:
        name: The layout.
        files: Path and text of every template by name.

    Raises:
        TemplateError: An include that does not exist, or a circle.
    """
    lines: list[LayoutLine] = []
    waiting = _backwards(*files[name])
    n_includes = 0
    while waiting:
        line = waiting.pop()
        found = _INCLUDE.fullmatch(line.text)
        if not found:
            lines.append(line)
            continue
        n_includes += 1
        if found[1] not in files or n_includes > MAX_INCLUDES:
            why = (
                "includes run in a circle"
                if found[1] in files
                else f"there is no template {quote(found[1])}"
            )
            raise line.error(why, "name a file below the templates folder")
        path, text = files[found[1]]
        waiting += _backwards(path, text.rstrip("\n"))
    return tuple(lines)


def _backwards(path: str, text: str) -> list[LayoutLine]:
    """The lines of a file, the last one first: they are taken from the end."""
    numbered = enumerate(text.split("\n"), 1)
    lines = [LayoutLine(path, number, line) for number, line in numbered]
    return lines[::-1]


def compile_layout(lines: Sequence[LayoutLine]) -> str:
    """Return the HTML of a layout, its Jinja2 untouched, without indentation.

    Raises:
        TemplateError: The layout breaks a rule; with the file and line of the first place.
    """
    source = join_lines(lines)
    return find_ready(source) or compile_with_mjml(lines)


def join_lines(lines: Sequence[LayoutLine]) -> str:
    """Return the source that is compiled."""
    return "\n".join(line.text for line in lines)


def compile_with_mjml(lines: Sequence[LayoutLine]) -> str:
    """Have MJML compile a layout; what `compile_layout` does with one that is not shipped.

    Raises:
        TemplateError: The layout breaks a rule; with the file and line of the first place.
    """
    check_layout(lines)
    import mjml

    source = join_lines(lines)
    try:
        compiled = str(mjml.mjml_to_html(source, keep_comments=False).html)
    except Exception as error:  # the package raises whatever it stumbles over
        raise lines[0].error(
            f"the layout does not compile: {type(error).__name__} {error}",
            "compare it with the shipped one",
        ) from None
    if "fonts.googleapis.com" in compiled:
        raise lines[0].error(
            "it would load a font from another site",
            "set font-family for mj-all",
        )
    lost = _lost_expression(source, compiled)
    if lost is not None:
        number = source[: lost[0]].count("\n")
        raise lines[number].error(
            f"MJML drops {quote(lost[1])}",
            "put it into mj-raw or into the text of an element",
        )
    named = _name_language(compiled.replace(_NO_HEIGHT, ""))
    return re.sub(r"\n[ \t\n]+", "\n", named).strip() + "\n"


def _name_language(html: str) -> str:
    """Say language and direction on the body too: clients in a browser cut off <html>."""
    found = _HTML_TAG.search(html)
    named = "".join(_NAMED.findall(found[0])) if found else ""
    return html.replace("<body ", f"<body{named} ", 1)


def _lost_expression(source: str, compiled: str) -> tuple[int, str] | None:
    """The first expression that did not come through MJML, and where it stands in the source."""
    there = set(_JINJA.findall(compiled))
    for found in _JINJA.finditer(source):
        if found[0] not in there and not found[0].startswith("{#"):
            return found.start(), found[0]
    return None


def find_place(
    lines: Sequence[LayoutLine], compiled: Sequence[str], fault: str = ""
) -> str:
    """Name the file and line on which the expressions of some compiled lines were written.

    MJML puts the defaults of the head beside what an element says itself, so a compiled line has
    expressions of several lines. The one that names what is missing counts; among others those that
    stand on few lines count more.

    Args:
        lines: The layout as it was written, with its parts in place.
        compiled: Lines of the HTML that was made of it.
        fault: What Jinja2 says is wrong.
    """
    expressions = set(_JINJA.findall("\n".join(compiled)))
    names = _QUOTED.findall(fault)
    missing = re.compile(rf"\b{re.escape(names[-1])}\b") if names else None
    guilty = {one for one in expressions if missing and missing.search(one)}
    n_lines = {
        one: sum(one in line.text for line in lines)
        for one in guilty or expressions
    }

    def weigh(line: LayoutLine) -> float:
        return sum(1 / n for one, n in n_lines.items() if one in line.text)

    best = max(lines, key=weigh)
    return f"{best.path}:{best.number}"


def check_layout(lines: Sequence[LayoutLine]) -> None:
    """Refuse what the compiler would crash on, drop or get wrong.

    Raises:
        TemplateError: With the file and line of the first place.
    """
    source = join_lines(lines)
    for found in _JINJA.finditer(source):
        if re.search(r"[<>&]", found[0]) and not found[0].startswith("{#"):
            number = source[: found.start()].count("\n")
            raise lines[number].error(
                f"{quote(found[0])} holds <, > or &",
                "compute it in a {% set %} of words: gt, lt, and",
            )
    checker = _Checker(lines)
    checker.feed(source)
    checker.close()
    checker.finish()


class _Checker(HTMLParser):
    """Walk the tags of a layout; the stack holds the open MJML elements."""

    def __init__(self, lines: Sequence[LayoutLine]) -> None:
        super().__init__(convert_charrefs=False)
        self.lines = lines
        self.stack: list[tuple[str, LayoutLine]] = []
        self.defaults: set[str] = set()
        self.open_html: list[tuple[str, LayoutLine]] = []

    @property
    def line(self) -> LayoutLine:
        """The line of the layout that is being read, for messages."""
        return self.lines[min(self.getpos()[0], len(self.lines)) - 1]

    @property
    def inside(self) -> str:
        """The innermost element of MJML that is open; "" outside of all."""
        return self.stack[-1][0] if self.stack else ""

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Check an element of MJML; HTML is free inside of those that hold content."""
        if self.inside in _CONTENT:
            if tag not in VOID_ELEMENTS:
                self.open_html.append((tag, self.line))
            return
        if self.inside == "mj-attributes":
            self._check_default(tag)
        else:
            self._check_place(tag)
        self._check_attributes(tag, dict(attrs))
        self.stack.append((tag, self.line))

    def handle_startendtag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """An element that closes itself has nothing inside."""
        if self.inside in _CONTENT:
            return
        self.handle_starttag(tag, attrs)
        if self.inside == tag:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        """Refuse an end tag that closes another element than the innermost one."""
        if self.inside in _CONTENT and tag != self.inside:
            if not self.open_html or self.open_html.pop()[0] != tag:
                raise self.line.error(
                    f"</{tag}> closes nothing in <{self.inside}>",
                    _UNBALANCED,
                )
            return
        if self.open_html:
            inner, line = self.open_html[-1]
            raise line.error(
                f"<{inner}> is not closed in <{self.inside}>", _UNBALANCED
            )
        if tag != self.inside:
            raise self.line.error(
                f"</{tag}> closes nothing",
                f"close <{self.inside}> first"
                if self.inside
                else "take it out",
            )
        self.stack.pop()

    def handle_data(self, data: str) -> None:
        """Refuse text where MJML would drop it."""
        if self.inside in _CONTENT or not _JINJA.sub("", data).strip():
            if self.inside not in _CONTENT and "{%" in data:
                first = data[: data.index("{%")].count("\n")
                line = self.lines[self.getpos()[0] - 1 + first]
                raise line.error(
                    "MJML drops {% %} between elements",
                    "write <mj-raw>{% … %}</mj-raw>",
                )
            return
        raise self.line.error(
            f"text stands directly in <{self.inside}>: {quote(data)}",
            "put it into an mj-text",
        )

    def finish(self) -> None:
        """Refuse a layout that ends with an open element."""
        if self.stack:
            tag, line = self.stack[-1]
            raise line.error(f"<{tag}> is never closed", f"add </{tag}>")

    def _check_place(self, tag: str) -> None:
        """Refuse an element where MJML does not draw it."""
        if tag in _REFUSED:
            raise self.line.error(
                f"<{tag}> cannot be used: {_REFUSED[tag]}",
                "use mj-section, mj-column and mj-text",
            )
        if tag in _CHILDREN.get(self.inside, frozenset()):
            return
        known = tag in _CHILDREN or any(
            tag in children for children in _CHILDREN.values()
        )
        what = (
            f"<{tag}> cannot stand in <{self.inside or 'the file'}>"
            if known
            else f"<{tag}> is no MJML element"
        )
        fix = (
            "HTML belongs into mj-text or mj-raw"
            if not tag.startswith("mj")
            else "look at the shipped layout"
        )
        raise self.line.error(what, fix)

    def _check_default(self, tag: str) -> None:
        """Refuse a second set of defaults for one element: MJML keeps only one of them."""
        if tag in self.defaults:
            raise self.line.error(
                f"<{tag}> stands twice in mj-attributes",
                "write its attributes into one element",
            )
        self.defaults.add(tag)

    def _check_attributes(
        self, tag: str, attrs: Mapping[str, str | None]
    ) -> None:
        """Refuse an attribute that MJML does not know: it would be dropped without a word."""
        allowed = _allowed_attributes(tag)
        for name, value in attrs.items():
            self._check_value(name, value or "")
            if allowed and name not in allowed and not name.startswith("data-"):
                raise self.line.error(
                    f"<{tag}> has no attribute {quote(name)}",
                    f"it knows: {', '.join(sorted(allowed))}",
                )
        why, fix = self._find_refusal(tag, attrs)
        if why:
            raise self.line.error(why, fix)

    def _find_refusal(
        self, tag: str, attrs: Mapping[str, str | None]
    ) -> tuple[str, str]:
        """Say why an element cannot stand so, and what to do; two empty texts when it can."""
        font = attrs.get("name")
        in_attributes = self.inside == "mj-attributes"
        refusals = {
            "mjml": (
                not attrs.get("lang"),
                "the layout has no language",
                '<mjml lang="{{ lang }}" dir="{{ dir }}">',
            ),
            "mj-image": (
                "alt" not in attrs and not in_attributes,
                "an image has no alt text",
                'alt="" for an ornament',
            ),
            "mj-font": (
                font in _BUILT_IN_FONTS,
                f"the package fails on the font {quote(font)}",
                "name another font",
            ),
            "mj-style": (
                bool(attrs.get("inline")),
                "styles cannot be inlined",
                "take inline out, and write style= where it is needed",
            ),
        }
        is_refused, why, fix = refusals.get(tag, (False, "", ""))
        return (why, fix) if is_refused else ("", "")

    def _check_value(self, name: str, value: str) -> None:
        """Refuse a value that would end its attribute early, and a colour mail cannot show."""
        if value.count("{{") != value.count("}}"):
            raise self.line.error(
                f'an expression in {quote(name)} holds a "',
                "use a plain name in attributes",
            )
        if (
            name.endswith("color")
            and "{{" not in value
            and not _COLOUR.fullmatch(value)
        ):
            raise self.line.error(
                f"{quote(value)} is no colour for mail",
                "six digits: #1a1a1a",
            )
        if (
            _SIZES.match(name)
            and "color" not in name
            and "{{" in value
            and not name.startswith("border")
        ):
            raise self.line.error(
                f"{quote(name)} is an expression",
                "sizes are numbers: MJML computes with them",
            )


def _allowed_attributes(tag: str) -> frozenset[str]:
    """The attributes the package knows for an element; empty where it does not say."""
    from mjml.core.registry import components, register_core_components

    register_core_components()
    component = components.get(tag)
    if component is None or not hasattr(component, "allowed_attrs"):
        return frozenset()
    return (
        frozenset(component.allowed_attrs()) | {"css-class", "mj-class"}
        if component.allowed_attrs()
        else frozenset()
    )
