"""Look at a finished email as mail clients, screen readers and postmasters do, and say what is wrong with it.

Works on what was written, not on what was meant: a layout of one's own, a tool's tag that was lost, an article that slipped
through a check upstream are all found here. Errors keep an email from being uploaded with a good conscience; warnings are
matters of taste and reach.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from newsletter.config import Settings
from newsletter.errors import quote
from newsletter.language.scripts import count_cjk
from newsletter.language.tags import base
from newsletter.model import Finding, Severity
from newsletter.render.mail.colour import AA_TEXT, contrast
from newsletter.render.mail.profiles import Profile
from newsletter.render.mail.text_part import text_tag
from newsletter.render.markup import absolute_url

MAX_LINE_OCTETS = 998  # RFC 5322, section 2.1.1
MAX_STYLE_BYTES = 16_384  # Gmail drops every style element once they are over this together
AA_LARGE = 3.0  # WCAG 1.4.3: 24 px, or 18.66 px and bold
CJK = frozenset({"ja", "zh", "yue", "ko"})

# caniemail.com: what fewer than half of the clients it tests support, and what does harm where it is not supported.
_UNSUPPORTED_NAMES = (
    "script form input button select textarea iframe object embed video audio svg canvas link base"
)
_UNSUPPORTED_TAGS = frozenset(_UNSUPPORTED_NAMES.split())
_UNSUPPORTED_CSS = re.compile(
    r"(?:^|[;{\s])(position\s*:|display\s*:\s*(?:grid|flex|inline-flex|inline-grid)|(?:clip-path|filter|backdrop-filter|transform|"
    r"animation|transition|grid-[a-z-]+|mask|shape-outside)\s*:|var\(|calc\(|@import|@font-face|@supports)"
)
_VOID = frozenset({"br", "hr", "img", "wbr", "meta", "link", "input", "col", "base", "source"})
_HIDDEN = re.compile(r"display\s*:\s*none")
_C1 = re.compile("[\x80-\x9f]")


@dataclass(slots=True)
class _Frame:
    """An open element and what its text inherits."""

    tag: str
    colour: str
    ground: str
    size: float
    bold: bool
    hidden: bool


class _Reader(HTMLParser):
    """Collects what the rules need in one pass."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [_Frame("", "#000000", "#ffffff", 16, False, False)]
        self.tags: list[str] = []
        self.images_without_alt = 0
        self.links: list[tuple[str, list[str]]] = []
        self.css: list[str] = []
        self.style_bytes = 0
        self.texts: list[str] = []
        self.low: dict[tuple[str, str], str] = {}
        self.language = ""
        self.open_links: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and push what its text inherits."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        self.css.append(given.get("style", ""))
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "img":
            self.images_without_alt += "alt" not in given
            for words in self.open_links:
                words.append(given.get("alt", ""))
        if tag == "a":
            words = []
            self.links.append((given.get("href", ""), words))
            self.open_links.append(words)
        if tag not in _VOID:
            self.stack.append(_inherit(self.stack[-1], tag, given.get("style", "")))

    def handle_endtag(self, tag: str) -> None:
        """Go back to the element around it."""
        if tag == "a" and self.open_links:
            self.open_links.pop()
        while len(self.stack) > 1:
            if self.stack.pop().tag == tag:
                break

    def handle_data(self, data: str) -> None:
        """Check the contrast of visible text."""
        frame = self.stack[-1]
        if frame.tag == "style":
            self.style_bytes += len(data.encode())
            self.css.append(data)
            return
        if frame.tag == "title" or not data.replace("\u200c", "").strip():
            return
        if not frame.hidden:
            self.texts.append(data)
            for words in self.open_links:
                words.append(data)
            large = frame.size >= 24 or (frame.bold and frame.size >= 18.66)
            if contrast(frame.colour, frame.ground) < (AA_LARGE if large else AA_TEXT):
                self.low.setdefault((frame.colour, frame.ground), data)


def _inherit(parent: _Frame, tag: str, style: str) -> _Frame:
    values = {
        name.strip(): value.strip()
        for name, _, value in (part.partition(":") for part in style.split(";"))
    }
    colour, ground = (
        values.get("color", ""),
        values.get("background-color") or values.get("background", ""),
    )
    size = re.match(r"(\d+(?:\.\d+)?)px", values.get("font-size", ""))
    weight = values.get("font-weight", "")
    return _Frame(
        tag,
        colour.lower() if _is_hex(colour) else parent.colour,
        ground.lower() if _is_hex(ground) else parent.ground,
        float(size[1]) if size else parent.size,
        weight in ("bold", "600", "700", "800", "900")
        or (not weight and (parent.bold or tag in ("strong", "b", "th"))),
        parent.hidden or tag in ("style", "script", "head") or bool(_HIDDEN.search(style)),
    )


def _is_hex(colour: str) -> bool:
    return bool(re.fullmatch(r"#[0-9a-fA-F]{6}", colour))


def check_email(
    html: str, text: str, *, settings: Settings, profile: Profile, language: str
) -> tuple[Finding, ...]:
    """Return what is wrong with one email, errors first.

    Args:
        html, text: The two parts as written. `profile`: the tool they were written for. `language`: of the edition.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    findings = [
        *_check_size(html, reader, settings),
        *_check_duties(html, text, settings, profile),
        *_check_reading(reader, language),
        *_check_links(reader, profile),
        *_check_support(reader),
        *_check_tags(reader, text, profile),
        *_check_script(reader, settings, language),
    ]
    return tuple(
        sorted(dict.fromkeys(findings), key=lambda finding: finding.severity is not Severity.ERROR)
    )


def _error(rule: str, message: str) -> Finding:
    return Finding(f"email-{rule}", Severity.ERROR, message)


def _warning(rule: str, message: str) -> Finding:
    return Finding(f"email-{rule}", Severity.WARNING, message)


def _check_size(html: str, reader: _Reader, settings: Settings) -> Iterator[Finding]:
    size, limit = len(html.encode()), settings.email.max_html_bytes
    if size > limit:
        yield _error(
            "size",
            f"the HTML has {size} bytes; over {limit} mail clients clip it and hide the unsubscribe link",
        )
    longest = max(len(line.encode()) for line in html.split("\n"))
    if longest > MAX_LINE_OCTETS:
        yield _error(
            "line", f"a line of the HTML has {longest} octets; mail allows {MAX_LINE_OCTETS}"
        )
    if reader.style_bytes > MAX_STYLE_BYTES:
        yield _warning(
            "style",
            f"the style sheet has {reader.style_bytes} bytes; Gmail drops it over {MAX_STYLE_BYTES}",
        )
    try:
        html.encode("latin-1")
        yield _warning(
            "charset",
            "every character is Latin-1: a tool may send it so, and then it is clipped at any size",
        )
    except UnicodeEncodeError:
        pass
    if _C1.search(html):
        yield _error("control", "it holds a C1 control character, at which clients clip")


def _check_duties(html: str, text: str, settings: Settings, profile: Profile) -> Iterator[Finding]:
    """What the law and the bulk rules of the mail providers want."""
    link = profile.unsubscribe.rstrip(">") or absolute_url(settings.email.unsubscribe_url).replace(
        "&", "&amp;"
    )
    if not profile.adds_unsubscribe and (not link or link not in html):
        yield _error(
            "unsubscribe",
            f"there is no unsubscribe link for {profile.title}: set email.unsubscribe_url or its tag",
        )
    plain = text_tag(profile.unsubscribe) or absolute_url(settings.email.unsubscribe_url)
    if "text" in profile.zip and not profile.adds_unsubscribe and (not plain or plain not in text):
        yield _error("unsubscribe-text", "the text part has no unsubscribe link")
    address = settings.email.postal_address.strip().split("\n")[0] or profile.postal_address
    shown = profile.neutralise(address) if settings.email.postal_address else address
    if not profile.adds_address and (
        not address or (shown not in html and shown not in unescape(html))
    ):
        yield _error("address", "there is no postal address: set email.postal_address")
    if not settings.email.from_address:
        yield _warning("sender", "there is no sender: set email.from_address")


def _check_reading(reader: _Reader, language: str) -> Iterator[Finding]:
    if reader.language != language:
        yield _error(
            "language",
            f"the HTML says lang={quote(reader.language)} and the edition is in {quote(language)}",
        )
    if reader.images_without_alt:
        yield _error("alt", f"{reader.images_without_alt} images have no alt text")
    levels = [int(tag[1]) for tag in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    if levels.count(1) != 1:
        yield _warning("heading", f"there are {levels.count(1)} headings of the first level")
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield _warning("outline", "the headings leave out a level")
    for (colour, ground), words in list(reader.low.items())[:3]:
        ratio = contrast(colour, ground)
        yield _error(
            "contrast",
            f"{colour} on {ground} has a contrast of {ratio:.1f}, text needs {AA_TEXT}: {quote(words, 30)}",
        )


def _check_links(reader: _Reader, profile: Profile) -> Iterator[Finding]:
    tags = {profile.unsubscribe, profile.view_in_browser}
    for address, words in reader.links:
        if address not in tags and not re.match(r"(?:https?://\S|mailto:\S+@)", address):
            yield _error("link", f"the link {quote(address)} leads nowhere outside the site")
        if not "".join(words).strip():
            yield _warning("link-text", f"the link to {quote(address)} has no words")


def _check_support(reader: _Reader) -> Iterator[Finding]:
    for tag in sorted(_UNSUPPORTED_TAGS & set(reader.tags)):
        yield _error("support", f"mail clients do not show <{tag}>")
    found = {
        match[1].strip(" :{") for css in reader.css for match in _UNSUPPORTED_CSS.finditer(css)
    }
    for name in sorted(found):
        yield _warning("support", f"few mail clients understand {quote(name)}")


def _check_tags(reader: _Reader, text: str, profile: Profile) -> Iterator[Finding]:
    """Text that the tool would take for a tag of its own; the frame's own tags are known."""
    own = [
        each
        for each in (
            profile.unsubscribe,
            profile.view_in_browser,
            profile.first_name,
            profile.postal_address,
        )
        if each
    ]
    for part in (*reader.texts, text):
        for tag in own:
            part = part.replace(tag, "")
        live = profile.find_live(part)
        if live:
            yield _error(
                "tag", f"{profile.title} would take this for a merge tag: {quote(live[0], 40)}"
            )
            return


def _check_script(reader: _Reader, settings: Settings, language: str) -> Iterator[Finding]:
    """Text in the script of the source language that a translation left over; names and addresses of the publication are not."""
    if base(language) in CJK or base(settings.source_language) not in CJK:
        return
    own: Sequence[str] = [
        settings.email.from_name,
        *settings.email.postal_address.splitlines(),
        settings.publication.title,
        *settings.brand.links,
    ]
    for text in reader.texts:
        for name in own:
            if name.strip():
                text = text.replace(name.strip(), "")
        if count_cjk(text) > 0:
            yield _error(
                "leftover-script", f"text in the source script was left over: {quote(text.strip())}"
            )
            return
