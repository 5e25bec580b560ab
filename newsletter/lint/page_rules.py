"""Check a page of the site as browsers, screen readers and the validator of HTML do.

The rules are those of HTML and of WCAG that a file shows by itself; colours come from a style
sheet, and a browser has to judge them (`make real`). A link within the site is followed to its
file and its anchor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from newsletter.errors import quote
from newsletter.lint.findings import check_levels, error, error_if, warning_if
from newsletter.lint.html_tree import HtmlDocument, HtmlElement, read_tree
from newsletter.model import Finding
from newsletter.source.html_facts import HTML_ELEMENTS
from newsletter.source.split_address import split_address

_HEADING = re.compile(r"h[1-6]")
_NAMED_BY = ("aria-label", "aria-labelledby", "title")
_FIELDS = ("input", "select", "textarea")
_UNNAMED_FIELDS = frozenset({"hidden", "submit", "button", "image", "reset"})
_PARENTS = {
    "li": frozenset({"ul", "ol", "menu"}),
    "dt": frozenset({"dl", "div"}),
    "dd": frozenset({"dl", "div"}),
    "tr": frozenset({"table", "tbody", "thead", "tfoot"}),
    "td": frozenset({"tr"}),
    "th": frozenset({"tr"}),
    "figcaption": frozenset({"figure"}),
    "summary": frozenset({"details"}),
}
_IN_LISTS = frozenset({"li", "script", "template"})
_PHRASES = frozenset(
    {
        "span",
        "em",
        "strong",
        "b",
        "i",
        "code",
        "small",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    }
)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "ul",
        "ol",
        "table",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "figure",
    }
)
_FOREIGN = frozenset({"svg", "math"})  # with elements of their own
_LISTS = frozenset({"ul", "ol"})
_TOP = frozenset({"", "top"})  # of the page, by the specification


def check_page(
    html: str, path: str, files: Collection[str]
) -> tuple[Finding, ...]:
    """Return what is wrong with a page, each finding once.

    Args:
        html: The file.
        path: Where it lies below the site.
        files: The paths of all files of the site, for links between them.
    """
    root = read_tree(html)
    findings = [
        *_check_document(root),
        *_check_structure(root),
        *_check_nesting(root),
        *_check_names(root),
        *_check_addresses(root, path, files),
    ]
    return tuple(dict.fromkeys(findings))


def _check_document(root: HtmlElement) -> Iterator[Finding]:
    """A page says its language and title, and lets readers zoom."""
    languages = [html.given.get("lang", "") for html in root.find("html")]
    yield from error_if(
        not any(languages), "page-language", "<html> says no language"
    )
    titles = [title for title in root.find("title") if title.words]
    yield from error_if(not titles, "page-title", "the page has no <title>")
    for meta in root.find("meta"):
        said = meta.given.get("content", "")
        yield from error_if(
            meta.given.get("name") == "viewport"
            and re.search("user-scalable=no|maximum-scale=1(?![0-9.])", said),
            "page-zoom",
            "the viewport keeps readers from zooming",
        )


def _check_structure(root: HtmlElement) -> Iterator[Finding]:
    """A page has one main part, and headings that form an outline."""
    mains = [element for element in root.find() if _is_main(element)]
    yield from error_if(
        len(mains) != 1,
        "page-main",
        f"the page has {len(mains)} <main>, not one",
    )
    headings = [
        element for element in root.find() if _HEADING.fullmatch(element.tag)
    ]
    levels = [int(element.tag[1]) for element in headings]
    yield from check_levels(
        levels, heading="page-heading", outline="page-outline"
    )
    yield from warning_if(
        any(not element.words for element in headings),
        "page-heading",
        "a heading is empty",
    )
    ids = Counter(
        element.given["id"] for element in root.find() if "id" in element.given
    )
    for name, count in ids.items():
        yield from error_if(
            count > 1 or not name or re.search(r"\s", name),
            "page-id",
            f"the id {quote(name)} stands {count} times, or is none",
        )


def _is_main(element: HtmlElement) -> bool:
    """Tell whether an element is the main part of its page."""
    return element.tag == "main" or element.given.get("role") == "main"


def _check_nesting(root: HtmlDocument) -> Iterator[Finding]:
    """Every element may stand where it stands, and is closed where it was opened."""
    for tag in dict.fromkeys(root.strays):
        yield error("page-markup", f"</{tag}> ends nothing")
    for element in root.find():
        tags_around = [outer.tag for outer in element.around()]
        if not _FOREIGN.intersection(tags_around):
            yield from _check_place(element, tags_around)


def _check_place(
    element: HtmlElement, tags_around: Sequence[str]
) -> Iterator[Finding]:
    """An element of HTML stands where it may."""
    tag, parent = element.tag, tags_around[0]
    shown = f"<{tag}> stands in <{parent}>"
    yield from error_if(
        tag not in HTML_ELEMENTS and not re.search("[-:]", tag),
        "page-markup",
        f"<{tag}> is no element of HTML",
    )
    is_misplaced = parent not in _PARENTS.get(tag, (parent,))
    is_between = parent in _LISTS and tag not in _IN_LISTS
    is_block_in_phrase = parent in _PHRASES and tag in _BLOCKS
    yield from error_if(
        is_misplaced or is_between or is_block_in_phrase, "page-markup", shown
    )
    yield from error_if(
        tag == "a" and "a" in tags_around, "page-markup", "a link in a link"
    )


def _check_names(root: HtmlElement) -> Iterator[Finding]:
    """Who cannot see the page hears a name of each picture, link, field and table."""
    for image in root.find("img"):
        yield from error_if(
            "alt" not in image.given,
            "page-alt",
            f"the picture {quote(image.given.get('src', ''))} has no alt",
        )
    for link in root.find("a", "button"):
        is_link = link.tag == "button" or "href" in link.given
        yield from error_if(
            is_link and not link.words and not _is_named(link),
            "page-link-text",
            f"the link to {quote(link.given.get('href', ''))} has no words",
        )
    for frame in root.find("iframe"):
        yield from error_if(
            not _is_named(frame),
            "page-frame",
            f"the frame of {quote(frame.given.get('src', ''))} has no title",
        )
    labels = {label.given.get("for", "") for label in root.find("label")}
    for field in root.find(*_FIELDS):
        if field.given.get("type") in _UNNAMED_FIELDS:
            continue
        is_labelled = field.given.get("id", "-") in labels or any(
            outer.tag == "label" for outer in field.around()
        )
        yield from error_if(
            not is_labelled and not _is_named(field),
            "page-label",
            f"the field {quote(field.given.get('name', ''))} has no label",
        )


def _is_named(element: HtmlElement) -> bool:
    return any(element.given.get(name, "").strip() for name in _NAMED_BY)


def _check_addresses(
    root: HtmlElement, path: str, files: Collection[str]
) -> Iterator[Finding]:
    """Links and labels lead to something that is there."""
    anchors = {element.given.get("id", "") for element in root.find()}
    anchors |= {element.given.get("name", "") for element in root.find("a")}
    for link in root.find("a", "link"):
        if "href" in link.given:
            yield from _check_address(link.given["href"], path, files, anchors)
    for element in root.find():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            missing = set(element.given.get(name, "").split()) - anchors
            yield from error_if(
                missing,
                "page-anchor",
                f"{name} names {quote(', '.join(sorted(missing)))}, which is not on the page",
            )


def _check_address(
    address: str, path: str, files: Collection[str], anchors: Collection[str]
) -> Iterator[Finding]:
    """A link within the site leads to a file of it, and its fragment to a place on the page."""
    parts = split_address(address)
    if parts is None:
        yield error("page-link", f"{quote(address)} is no address")
        return
    if parts.scheme or parts.netloc:
        return
    if not parts.path:
        anchor = unquote(parts.fragment)
        yield from error_if(
            anchor not in anchors and anchor not in _TOP,
            "page-anchor",
            f"the link {quote(address)} leads to no place on the page",
        )
    elif not parts.path.startswith("/"):
        place = normpath(join(dirname(path), unquote(parts.path)))
        yield from error_if(
            place not in files,
            "page-link",
            f"the link {quote(address)} leads to no file of the site",
        )
