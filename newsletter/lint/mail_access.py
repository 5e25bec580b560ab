"""Check that every reader can use an email, by the rules of the Email Markup Consortium.

Two lists, both published at emailmarkup.org: the most common faults of its yearly reports (2022 to
2026; 8 of 376,348 mails of 2026 had none), and the chapters of its standards. An error is what the
reports call critical or serious, a warning what they call moderate or mild.

| from | rule here |
|---|---|
| reports: `dir` and `lang` in the body | `email-direction`, `email-language` |
| reports: `lang` of `html` | `email-language` |
| reports: layout tables | `email-table` |
| reports: level-one heading | `email-heading` |
| reports: links have words, descriptive ones | `email-link-text`, `email-link-vague` |
| reports: links are told by more than colour | `email-link-colour` |
| reports: contrast, alt, title | `email-contrast`, `email-alt`, `email-title` |
| checker, 2024: VML has alt, no links, no headings | `email-vml` |
| 2.1 fits its container | `email-width` |
| 2.2 preferences | `email-preferences` |
| 2.3 landmark with a label; 2.6 no landmark of the client's | `email-landmark` |
| 2.4 focus; 2.5 zoom | `email-focus`, `email-zoom` |
| 3.1 elements of HTML only; 3.4 fallbacks | `email-markup`, `email-support` |
| 4.1, 4.5 low bandwidth | `email-size`, `email-text` |
| 4.2 fallbacks; 4.3 nothing unused is fetched | `email-font`, `email-image` |

3.2 and 3.3 are for those who process a mail (`email-comments` is what we can see of it); 4.4 asks
for AVIF in `picture`, which most clients do not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.language.direction import language_direction
from newsletter.lint.feed_parts import words
from newsletter.lint.findings import error_if, warning, warning_if
from newsletter.lint.html_tree import HtmlDocument, HtmlElement
from newsletter.model import Finding
from newsletter.render.mail.profiles import Profile
from newsletter.source.html_facts import HTML_ELEMENTS, INLINE_ELEMENTS

# Properties by which a link is seen without its colour.
_MARKS = ("font-weight", "display", "border", "background")
MAX_PIXELS = 600  # what a reading pane shows without a second scroll bar
MIN_CHARS = 8  # a link beside less than this is a button, or one of a row

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CLIENTS_OWN = words("main banner contentinfo")
_LABELS = ("aria-label", "aria-labelledby")
_PIXELS = re.compile(r"(\d{1,9})(?:px)?")
# Begins behind a brace only: a style without any is read once, not from each of its letters.
_CSS_RULE = re.compile(r"(?<![^{}])([^{}]+)\{([^{}]*)\}")
_FOCUSABLE = re.compile(r"(?:^|[\s,>+~])(?:a|button|\*)(?![\w-])|:focus|:link")
_NO_OUTLINE = re.compile(r"outline(?:-width)?\s*:\s*(?:none|0)\b")
_ZOOM = re.compile(
    r"user-scalable\s*=\s*(?:no|0)|maximum-scale\s*=\s*1(?![\d.])"
)
_FAMILY = re.compile(r"font-family\s*:\s*([^;}!]+)")
_GENERIC = words(
    """
    serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace
    ui-rounded math emoji inherit initial unset
    """
)
_IMAGE = re.compile(r"(?:https?|cid):")
_UNSEEN = words("script style template")
# What says nothing when it is read alone, in a list of links. The reports look for English.
_VAGUE_TEXTS = """
click here; click; here; click me; click this; this; this link; this page; link; more; more info;
more information; info; learn more; read more; see more; details; go; start; continue; download;
hier; hier klicken; klicken sie hier; mehr; mehr erfahren; mehr lesen; weitere informationen;
ici; cliquez ici; en savoir plus; plus; lire plus; plus d'informations;
aquí; haz clic aquí; haga clic aquí; más; leer más; más información; saber más;
qui; clicca qui; leggi di più; scopri di più; altro;
aqui; clique aqui; mais; leia mais; saiba mais; mais informações;
здесь; тут; подробнее; нажмите здесь; ещё; далее;
ここ; こちら; こちらから; こちらをクリック; ここをクリック; クリック; リンク; 詳細;
詳細はこちら; 詳しくはこちら; もっと見る;
这里; 此处; 点击这里; 点击此处; 更多; 了解更多; 阅读更多; 详情;
這裡; 此處; 點擊這裡; 點擊此處; 了解更多; 閱讀更多; 詳情;
여기; 여기를 클릭; 여기를 클릭하세요; 자세히; 더 보기; 자세히 보기; 링크;
هنا; اضغط هنا; انقر هنا; المزيد; اقرأ المزيد
"""
_VAGUE = frozenset(text.strip() for text in _VAGUE_TEXTS.split(";"))


def check_access(
    root: HtmlDocument, text: str, *, language: str, profile: Profile
) -> Iterator[Finding]:
    """Yield what keeps some readers from using an email.

    Args:
        root: The HTML part as a reader gets it.
        text: The text part.
        language: Of the edition.
        profile: The tool it was written for.
    """
    yield from _check_body(root, language)
    yield from _check_head(root)
    yield from _check_landmarks(root)
    yield from _check_elements(root, profile)
    for table in root.find("table"):
        yield from _check_table(table)
    for link in root.find("a"):
        yield from _check_link(link)
    for shape in root.find():
        if shape.tag.startswith("v:"):
            yield from _check_vml(shape)
    yield from _check_images(root)
    yield from _check_widths(root)
    yield from _check_styles(root)
    yield from error_if(
        "text" in profile.zip and not text.strip(),
        "email-text",
        "there is no text part, for who reads without HTML",
    )


# ---------------------------------------------------------------- language, title, landmarks


def _check_body(root: HtmlElement, language: str) -> Iterator[Finding]:
    """What is directly in the body says its language again: clients drop `html` and `body`."""
    direction = language_direction(language)
    for body in root.find("body"):
        for element in body.elements:
            if element.in_outlook or element.tag in _UNSEEN:
                continue
            shown = f"<{element.tag}> in the body"
            said = element.given.get("lang", "")
            yield from error_if(
                said != language,
                "email-language",
                f"{shown} says lang={quote(said)}; clients drop what <html> says",
            )
            turned = element.given.get("dir", "")
            yield from error_if(
                turned not in (direction, "auto"),
                "email-direction",
                f"{shown} says dir={quote(turned)}, {language} is written {direction}",
            )


def _check_head(root: HtmlElement) -> Iterator[Finding]:
    """The mail has a title, and lets its reader enlarge it."""
    titles = [title for title in root.find("title") if title.words]
    yield from error_if(not titles, "email-title", "the mail has no <title>")
    metas = {
        meta.given.get("name", "").lower(): meta.given.get("content", "")
        for meta in root.find("meta")
    }
    yield from error_if(
        _ZOOM.search(metas.get("viewport", "")),
        "email-zoom",
        "the viewport keeps readers from zooming",
    )
    yield from warning_if(
        "color-scheme" not in metas,
        "email-preferences",
        "no color-scheme is named: clients choose the colours of dark mode",
    )


def _check_landmarks(root: HtmlElement) -> Iterator[Finding]:
    """A screen reader can jump to the mail inside the client's page."""
    named = [element for element in root.find() if _is_named_landmark(element)]
    yield from warning_if(
        not named,
        "email-landmark",
        "no element has the role article or region and a label: "
        "screen readers cannot jump to the mail",
    )
    for element in root.find():
        own = {element.tag, element.given.get("role", "")} & _CLIENTS_OWN
        if own:
            message = (
                f"the landmark {quote(min(own))} belongs to the mail client"
            )
            yield warning("email-landmark", message)


def _is_named_landmark(element: HtmlElement) -> bool:
    """Tell whether an element is a region with a name."""
    given = element.given
    is_labelled = any(given.get(label) for label in _LABELS)
    return is_labelled and given.get("role") in ("article", "region")


def _check_elements(root: HtmlElement, profile: Profile) -> Iterator[Finding]:
    """Every element is one of HTML; a tool's own tags are allowed."""
    own = {
        tag.strip("</> ").partition(" ")[0]
        for tag in (profile.unsubscribe, profile.view_in_browser)
        if tag.startswith("<")
    }
    unknown = {
        element.tag
        for element in root.find()
        if not element.in_outlook
        and element.tag not in HTML_ELEMENTS
        and element.tag not in own
        and not re.search("[-:]", element.tag)
    }
    for tag in sorted(unknown):
        yield warning("email-markup", f"<{tag}> is no element of HTML")


# ---------------------------------------------------------------- tables, links, VML


def _check_table(table: HtmlElement) -> Iterator[Finding]:
    """A table is there for the layout, and says so, or it has headings."""
    is_layout = table.given.get("role") in ("presentation", "none")
    headings = [
        element
        for element in table.find("th", "caption")
        if _nearest(element, "table") is table
    ]
    yield from error_if(
        not is_layout and not headings,
        "email-table",
        "a table without headings is read out as one: "
        'say role="presentation", or give it <th>',
    )
    yield from error_if(
        is_layout and headings,
        "email-table",
        'a table with headings says role="presentation": nobody hears its columns',
    )


def _nearest(element: HtmlElement, tag: str) -> HtmlElement | None:
    """The innermost element of this kind around another one."""
    outer = (found for found in element.around() if found.tag == tag)
    return next(outer, None)


def _check_link(link: HtmlElement) -> Iterator[Finding]:
    """A link says where it leads, and is seen without its colour."""
    shown = link.words
    plain = shown.strip(" .…»→>:!。、").casefold()
    yield from warning_if(
        plain in _VAGUE,
        "email-link-vague",
        f"the link {quote(shown)} says nothing by itself: name what is there",
    )
    yield from warning_if(
        _is_told_by_colour(link),
        "email-link-colour",
        f"the link {quote(shown, 30)} is told from the text around it by its colour alone",
    )


def _is_told_by_colour(link: HtmlElement) -> bool:
    """It stands within text and has neither underline, weight nor border."""
    if "none" not in link.style.get("text-decoration", ""):
        return False
    differs = any(name.startswith(_MARKS) for name in link.style)
    if differs or link.find("strong", "b", "img", "mark"):
        return False
    for outer in link.around():
        if outer.tag not in INLINE_ELEMENTS:
            texts = [part for part in outer.children if isinstance(part, str)]
            return len("".join(texts).strip()) >= MIN_CHARS
    return False


def _check_vml(shape: HtmlElement) -> Iterator[Finding]:
    """A picture to a screen reader: what is in it cannot be reached."""
    is_outermost = not any(
        element.tag.startswith("v:") for element in shape.around()
    )
    if not is_outermost:
        return
    yield from error_if(
        "alt" not in shape.given,
        "email-vml",
        f"<{shape.tag}> for Outlook has no alt",
    )
    yield from error_if(
        shape.find("a") or shape.given.get("href"),
        "email-vml",
        f"a link in <{shape.tag}> for Outlook cannot be reached by the keyboard",
    )
    yield from warning_if(
        shape.find(*_HEADINGS),
        "email-vml",
        f"a heading in <{shape.tag}> for Outlook is not found",
    )


# ---------------------------------------------------------------- pictures, sizes, styles


def _check_images(root: HtmlElement) -> Iterator[Finding]:
    """A picture can be fetched and has words for who does not see it."""
    for image in root.find("img"):
        source = image.given.get("src", "")
        yield from error_if(
            not _IMAGE.match(source),
            "email-image",
            f"the picture {quote(source)} cannot be fetched: it needs an https address",
        )
        hidden = [
            element
            for element in (image, *image.around())
            if element.style.get("display") == "none"
        ]
        yield from warning_if(
            hidden,
            "email-image",
            f"the picture {quote(source)} is fetched and never shown",
        )


def _check_widths(root: HtmlElement) -> Iterator[Finding]:
    """No width is fixed beyond a small screen."""
    for element in root.find():
        style = element.style
        if element.in_outlook or style.get("max-width"):
            continue
        widths = (
            element.given.get("width", ""),
            style.get("width", ""),
            style.get("min-width", ""),
        )
        sizes = [
            int(found[1]) for found in map(_PIXELS.fullmatch, widths) if found
        ]
        yield from warning_if(
            max(sizes, default=0) > MAX_PIXELS,
            "email-width",
            f"<{element.tag}> is {max(sizes, default=0)} px wide: phones scroll in two directions",
        )


def _check_styles(root: HtmlElement) -> Iterator[Finding]:
    """The focus can be seen, and a list of fonts ends with a generic one."""
    shown = [element for element in root.find() if not element.in_outlook]
    sheets = "\n".join(
        element.words for element in shown if element.tag == "style"
    )
    inline = [
        (element.tag, element.given.get("style", "")) for element in shown
    ]
    yield from error_if(
        any(
            _FOCUSABLE.search(name) and _NO_OUTLINE.search(css)
            for name, css in (*_CSS_RULE.findall(sheets), *inline)
        ),
        "email-focus",
        "the outline of what has the focus is removed: who uses the keyboard gets lost",
    )
    css = ";\n".join((sheets, *(style for _, style in inline)))
    families = {found.strip() for found in _FAMILY.findall(css)}
    for family in sorted(families):
        last = family.rpartition(",")[2].strip(" '\"").lower()
        if last not in _GENERIC:
            message = f"font-family {quote(family)} ends without a generic one"
            yield warning("email-font", message)
