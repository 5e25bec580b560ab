"""Check what feeds of every format are made of: addresses, dates, languages, texts, HTML.

The rules are those of the specifications and of the W3C's feed validator, whose messages stand
beside the rules in `tests/lint/test_feed_rules.py`. Each check yields findings and mends nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from newsletter.errors import quote
from newsletter.lint.findings import error, error_if, warning, warning_if
from newsletter.model import Finding
from newsletter.source.split_address import split_address

ATOM = "{http://www.w3.org/2005/Atom}"
MAX_BYTES = (
    5_000_000  # where the W3C's validator gives up, and Feedly and others cut
)
EARLIEST_YEAR = 1990  # before the web: a date that was never set
CLOCK_SLACK = timedelta(
    minutes=10
)  # a date this far ahead is a clock that goes fast

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_RFC822 = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}(?::\d{2})? (?P<zone>[+-]\d{4}|GMT|UT|UTC|[ECMP][SD]T)"
)
_RFC3339 = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})"
)
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;\s*[\w.+-]+=[\w.+-]+)*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_BAD_IN_PATH = re.compile(r'[\s<>"{}|\\^`\[\]]')
_BAD_LETTERS = re.compile("[\x80-\x9f\ufffd]")
_READ_AS_LATIN = re.compile("[\xc2\xc3][\x80-\xbf]")
_STYLE = re.compile(r"(?:\s*(?:[a-z-]+)\s*:\s*[-#%.,!\sa-zA-Z0-9]*(?:;|$))*")
_STYLE_NAME = re.compile(r"([a-zA-Z-]+)\s*:")
_PLAIN = re.compile(
    r"<(?P<tag>title|category|subtitle|copyright|rights)\b(?P<attributes>[^>]*[^/>])?>"
    r"(?:<!\[CDATA\[(?P<cdata>.*?)\]\]>|(?P<text>[^<]*))</",
    re.S,
)
_END_TAG = re.compile(r"</([A-Za-z]\w*)>")
_ENTITY = re.compile(
    r"&(?:#\w+|[a-zA-Z]*\d\w*|(?:amp|lt|gt|quot|apos|nbsp|copy|hellip|mdash|ndash)\b)"
)


def words(text: str) -> frozenset[str]:
    """The words of a text as a set: tables of names."""
    return frozenset(text.split())


HTML_NAMES = words(
    """
    a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em
    fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img input ins kbd
    label legend li main map mark menu meter nav noscript ol optgroup option output p picture pre
    progress q rp rt ruby s samp section select small source span strike strong sub summary sup
    table tbody td textarea tfoot th thead time tr track tt u ul var video wbr
    """
)
_LIVE_TAGS = words(
    "script style iframe object embed form base meta link applet frame frameset"
)
_TAGS_IN_TITLES = HTML_NAMES | _LIVE_TAGS | {"title"}
_STYLES = words(
    """
    background background-color border border-collapse border-color border-spacing border-style
    border-width clear color direction display float font font-family font-size font-style
    font-weight height letter-spacing line-height list-style-type margin margin-bottom margin-left
    margin-right margin-top padding padding-bottom padding-left padding-right padding-top
    text-align text-decoration text-indent unicode-bidi vertical-align white-space width
    """
)
_ADDRESSES = words("href src cite poster action data")
_SAFE_SCHEMES = words("http https mailto tel")


@dataclass(frozen=True, slots=True)
class Where:
    """What the file alone does not say: where it is published, and when it is looked at."""

    address: str = ""
    now: datetime | None = None


def child_text(element: Element, tag: str) -> str:
    """Return the text of the first child of this tag; "" where there is none."""
    return (element.findtext(tag) or "").strip()


def is_media_type(value: object) -> bool:
    """Tell whether a value is a MIME type such as `image/png`."""
    return bool(_MEDIA_TYPE.fullmatch(str(value)))


def is_uri(value: str) -> bool:
    """Tell whether a text is an absolute URI of any scheme."""
    return bool(_URI.fullmatch(value))


# ---------------------------------------------------------------- the file


def check_file(content: bytes) -> Iterator[Finding]:
    """Size, encoding and letters of the whole file."""
    n_bytes = len(content)
    yield from warning_if(
        n_bytes > MAX_BYTES,
        "feed-size",
        f"it has {n_bytes:,} bytes; validators and readers stop at {MAX_BYTES:,}",
    )
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", content)
    if declared and declared[1].lower() != b"utf-8":
        name = quote(declared[1].decode())
        yield warning("feed-encoding", f"it is written in {name}, not in UTF-8")
    yield from _check_letters(content.decode("utf-8", "replace"))


def _check_letters(text: str) -> Iterator[Finding]:
    """No letter was lost, or read in the wrong encoding."""
    for lost in _BAD_LETTERS.findall(text)[:1]:
        code = f"U+{ord(lost):04X}"
        near = _near(text, text.index(lost))
        message = f"a letter was lost in a conversion ({code}) near {near}"
        yield warning("feed-letters", message)
    for misread in _READ_AS_LATIN.findall(text)[:1]:
        near = _near(text, text.index(misread))
        yield warning("feed-letters", f"UTF-8 was read as Latin-1 near {near}")


def _near(text: str, place: int) -> str:
    """Some words around a place, for a message."""
    around = text[max(0, place - 20) : place + 22]
    return quote(" ".join(around.split()))


def check_plain_texts(content: bytes) -> Iterator[Finding]:
    """Titles and names are text, yet readers take some for HTML.

    `&#x26;` is the way to write `&` that none misreads.
    """
    for found in _PLAIN.finditer(content.decode("utf-8", "replace")):
        if "html" not in (found["attributes"] or ""):
            yield from _check_plain_text(found)


def _check_plain_text(found: re.Match[str]) -> Iterator[Finding]:
    """A text that is no HTML has no tag that readers would take for some."""
    raw = found["text"] or ""
    value = found["cdata"] or unescape(raw)
    shown = f"{found['tag']} {quote(value)}"
    tags = [
        tag for tag in _END_TAG.findall(value) if tag.lower() in _TAGS_IN_TITLES
    ]
    if tags:
        message = f"{shown} holds </{tags[0]}>: readers take it for HTML"
        yield warning("feed-plain", message)
    elif "&#x" not in raw and _ENTITY.search(value):
        message = f"{shown} reads like an HTML entity: write & as &#x26;"
        yield warning("feed-plain", message)


# ---------------------------------------------------------------- elements of XML


def check_children(
    element: Element,
    name: str,
    *,
    known: Collection[str],
    many: Collection[str],
    space: str = "",
) -> Iterator[Finding]:
    """Yield the elements that the format does not know, and those that stand twice.

    An element of a foreign namespace is an extension and may stand anywhere.

    Args:
        element: What holds them.
        name: What it is called in messages.
        known: Names the format has.
        many: Of these, those that may stand more than once, or have a rule of their own.
        space: Namespace of the format in braces; "" for RSS, which has none.
    """
    own = Counter(
        child.tag.removeprefix(space)
        for child in element
        if child.tag.startswith(space or child.tag.lstrip("{"))
    )
    for tag, count in own.items():
        if tag not in known:
            message = f"{name} has a <{tag}>, which the format does not know"
            yield error("feed-unknown", message)
        elif count > 1 and tag not in many:
            yield error("feed-twice", f"{name} has {count} <{tag}>, not one")


def check_order(
    element: Element, entry: str, severity: Callable[[str, str], Finding]
) -> Iterator[Finding]:
    """What is said of the feed stands before its first entry: readers stop there."""
    tags = [child.tag for child in element]
    if entry not in tags:
        return
    after = dict.fromkeys(tags[tags.index(entry) :])
    for tag in after:
        if tag != entry:
            name = tag.rpartition("}")[2]
            yield severity(
                "feed-order", f"<{name}> stands after the first entry"
            )


# ---------------------------------------------------------------- values


def check_language(tag: str, name: str) -> Iterator[Finding]:
    """A BCP 47 tag, and there at all."""
    if not tag:
        yield warning("feed-language", f"the feed has no {name}")
    elif not _LANGUAGE.fullmatch(tag):
        yield error(
            "feed-language", f"{name} is {quote(tag)}, not a language tag"
        )


def check_url(url: str, name: str) -> Iterator[Finding]:
    """An absolute web address whose letters are percent-encoded."""
    parts = split_url(url)
    if parts is None or parts[0] not in ("http", "https") or not parts[1]:
        yield error(
            "feed-url",
            f"{name} is {quote(url)}, not an absolute web address",
        )
        return
    host = parts[1]
    is_ip = (
        "[" in host
    )  # brackets are the right way to write an address of IPv6
    yield from error_if(
        not url.isascii()
        or _BAD_IN_PATH.search(url.partition(host)[2] if is_ip else url),
        "feed-url",
        f"{name} holds letters that must be percent-encoded: {quote(url)}",
    )


def split_url(url: str) -> tuple[str, str] | None:
    """Scheme and host of an address; None where it is none."""
    parts = split_address(url)
    return (parts.scheme, parts.netloc) if parts else None


def check_self(found: str, address: str, name: str) -> Iterator[Finding]:
    """The address a feed gives of itself is the one it is published at: readers move to it."""
    yield from warning_if(
        address and found.startswith("http") and found != address,
        "feed-self",
        f"{name} is {quote(found)}, but the feed is published at {quote(address)}",
    )


def check_unique(ids: Iterable[str]) -> Iterator[Finding]:
    """No two entries have one id."""
    for identity, count in Counter(filter(None, ids)).items():
        yield from error_if(
            count > 1,
            "feed-id-twice",
            f"{count} entries have the id {quote(identity)}",
        )


def check_rfc822(
    value: str, name: str, *, required: bool, now: datetime | None
) -> Iterator[Finding]:
    """A date of RFC 822 with the right weekday, neither of the future nor from before the web.

    Args:
        value: The date as the feed has it; "" where it has none.
        name: What it is, in the words of the finding.
        required: Whether the feed must have it.
        now: The moment from which on a date is of the future; None asks nothing.
    """
    if not value:
        yield from warning_if(
            required,
            "feed-date",
            f"{name} is missing",
        )
        return
    found = _RFC822.fullmatch(value)
    when = _parse_date(parsedate_to_datetime, value) if found else None
    shown = f"{name} is {quote(value)}"
    if not found or when is None:
        message = (
            f"{shown}, not a date of RFC 822 with a four-digit year and a zone"
        )
        yield error("feed-date", message)
    elif found["day"] and not format_datetime(when).startswith(found["day"]):
        yield error("feed-date", f"{shown}, which was another day of the week")
    elif _is_odd_zone(found["zone"]):
        yield warning(
            "feed-date", f"{shown}, in a zone that readers doubt: use UTC"
        )
    elif not _is_plausible(when, now):
        yield _doubtful_date(shown)


def _is_odd_zone(zone: str) -> bool:
    """An offset that is no half hour, such as Nepal's."""
    return zone[0] in "+-" and zone[-2:] not in ("00", "30")


def check_rfc3339(
    value: str, name: str, *, now: datetime | None
) -> Iterator[Finding]:
    """A date of RFC 3339, neither of the future nor from before the web."""
    if not value:
        return
    is_well_formed = _RFC3339.fullmatch(value) is not None
    when = (
        _parse_date(datetime.fromisoformat, value) if is_well_formed else None
    )
    shown = f"{name} is {quote(value)}"
    if when is None:
        yield error("feed-date", f"{shown}, not a date of RFC 3339")
    elif not _is_plausible(when, now):
        yield _doubtful_date(shown)


def _parse_date(
    parse: Callable[[str], datetime], value: str
) -> datetime | None:
    """The time that a feed says; None where it is none."""
    try:
        return parse(value)
    except ValueError:
        return None


def _is_plausible(when: datetime, now: datetime | None) -> bool:
    """Tell whether a feed may say this time: not before feeds, not in the future."""
    if when.year < EARLIEST_YEAR:
        return False
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    return now is None or aware <= now + CLOCK_SLACK


def _doubtful_date(shown: str) -> Finding:
    message = (
        f"{shown}: readers doubt a date before {EARLIEST_YEAR} or in the future"
    )
    return warning("feed-date", message)


# ---------------------------------------------------------------- HTML


class _HtmlReader(HTMLParser):
    """Collect what a feed reader would refuse or misread in the HTML of an entry."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.relative: list[str] = []
        self.strange: list[str] = []

    def handle_starttag(
        self, tag: str, attrs: list[tuple[str, str | None]]
    ) -> None:
        """Note a tag that runs something, or that HTML does not know."""
        if tag in _LIVE_TAGS:
            self.live.append(f"<{tag}>")
        elif tag not in HTML_NAMES:
            self.strange.append(f"<{tag}>")
        for name, value in attrs:
            self._see_attribute(name, value or "")

    def _see_attribute(self, name: str, value: str) -> None:
        """Note an attribute that runs or loads something, or that sets a style."""
        if name.startswith("on"):
            self.live.append(name)
        elif name == "style":
            self._see_style(value)
        elif name in _ADDRESSES:
            self._see_address(value)

    def _see_style(self, css: str) -> None:
        """Note a style that readers do not let through."""
        names = {name.lower() for name in _STYLE_NAME.findall(css)}
        if not _STYLE.fullmatch(css) or names - _STYLES:
            self.live.append(f"style={css}")

    def _see_address(self, url: str) -> None:
        """Note an address with a scheme that is live, or without any."""
        parts = split_url("".join(url.split()))
        if parts is None or (parts[0] and parts[0] not in _SAFE_SCHEMES):
            self.live.append(url)
        elif not parts[0]:
            self.relative.append(url)


def check_html(html: str, name: str) -> Iterator[Finding]:
    """Nothing live, nothing relative, no tag that HTML does not know."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    shown = f"the text of {name}"
    for live in dict.fromkeys(reader.live):
        message = f"{shown} holds {quote(live)}, which readers strip or run"
        yield error("feed-unsafe", message)
    for url in dict.fromkeys(reader.relative):
        yield error(
            "feed-relative",
            f"{shown} has the relative address {quote(url)}",
        )
    for tag in dict.fromkeys(reader.strange):
        yield warning(
            "feed-html", f"{shown} holds {quote(tag)}, which is no HTML"
        )
