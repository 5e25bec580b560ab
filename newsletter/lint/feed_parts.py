"""Check what feeds of every format are made of: addresses, dates, languages, plain texts, HTML, letters.

The rules are those of the specifications and of the W3C's feed validator, whose messages stand beside the rules in
`tests/render/test_feed_lint.py`. Each check yields findings and mends nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlsplit

from newsletter.errors import quote
from newsletter.model import Finding, Severity

MAX_BYTES = 5_000_000  # where the W3C's validator gives up, and Feedly and others cut
EARLIEST_YEAR = 1990  # before the web: a date that was never set

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_RFC822 = re.compile(
    r"(?:(?P<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d{2}:\d{2}(?::\d{2})? (?P<zone>[+-]\d{4}|GMT|UT|UTC|[ECMP][SD]T)"
)
_RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(?:\s*;\s*[\w.+-]+=[\w.+-]+)*")
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
    a abbr acronym address area article aside audio b bdi bdo big blockquote br button canvas caption center cite code col
    colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption figure font footer h1 h2 h3 h4 h5 h6
    header hgroup hr i img input ins kbd label legend li main map mark menu meter nav noscript ol optgroup option output p
    picture pre progress q rp rt ruby s samp section select small source span strike strong sub summary sup table tbody td
    textarea tfoot th thead time tr track tt u ul var video wbr
    """
)
_LIVE_TAGS = words("script style iframe object embed form base meta link applet frame frameset")
_STYLES = words(
    """
    background background-color border border-collapse border-color border-spacing border-style border-width clear color direction
    display float font font-family font-size font-style font-weight height letter-spacing line-height list-style-type margin
    margin-bottom margin-left margin-right margin-top padding padding-bottom padding-left padding-right padding-top text-align
    text-decoration text-indent unicode-bidi vertical-align white-space width
    """
)
_ADDRESSES = frozenset({"href", "src", "cite", "poster", "action", "data"})
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def error(rule: str, message: str) -> Finding:
    """A finding that makes a feed invalid."""
    return Finding(rule, Severity.ERROR, message)


def warning(rule: str, message: str) -> Finding:
    """A finding that some readers stumble over."""
    return Finding(rule, Severity.WARNING, message)


def is_media_type(value: object) -> bool:
    """Tell whether a value is a MIME type such as `image/png`."""
    return bool(_MEDIA_TYPE.fullmatch(str(value)))


def check_file(content: bytes) -> Iterator[Finding]:
    """Size, encoding and letters of the whole file."""
    if len(content) > MAX_BYTES:
        yield warning(
            "feed-size",
            f"it has {len(content):,} bytes; validators and readers stop at {MAX_BYTES:,}",
        )
    declared = re.match(rb"<\?xml[^>]*encoding=[\"']([\w.-]+)", content)
    if declared and declared[1].lower() != b"utf-8":
        yield warning(
            "feed-encoding", f"it is written in {quote(declared[1].decode())}, not in UTF-8"
        )
    text = content.decode("utf-8", "replace")
    if found := _BAD_LETTERS.search(text):
        yield warning(
            "feed-letters",
            f"a letter was lost in a conversion (U+{ord(found[0]):04X}) near {_near(text, found)}",
        )
    if found := _READ_AS_LATIN.search(text):
        yield warning("feed-letters", f"UTF-8 was read as Latin-1 near {_near(text, found)}")


def _near(text: str, found: re.Match[str]) -> str:
    return quote(" ".join(text[max(0, found.start() - 20) : found.end() + 20].split()))


def check_plain_texts(content: bytes) -> Iterator[Finding]:
    """Titles and names are text, yet readers take some for HTML: `&#x26;` is the way to write `&` that none misreads."""
    for found in _PLAIN.finditer(content.decode("utf-8", "replace")):
        if "html" in (found["attributes"] or ""):
            continue
        raw = found["text"] or ""
        value = found["cdata"] or unescape(raw)
        tags = [
            tag
            for tag in _END_TAG.findall(value)
            if tag.lower() in HTML_NAMES | _LIVE_TAGS | {"title"}
        ]
        if tags:
            yield warning(
                "feed-plain",
                f"{found['tag']} {quote(value)} holds </{tags[0]}>: readers take it for HTML",
            )
        elif "&#x" not in raw and _ENTITY.search(value):
            yield warning(
                "feed-plain",
                f"{found['tag']} {quote(value)} reads like an HTML entity: write & as &#x26;",
            )


def check_language(tag: str, name: str) -> Iterator[Finding]:
    """A BCP 47 tag, and there at all."""
    if not tag:
        yield warning("feed-language", f"the feed has no {name}")
    elif not _LANGUAGE.fullmatch(tag):
        yield error("feed-language", f"{name} is {quote(tag)}, not a language tag")


def check_url(url: str, name: str) -> Iterator[Finding]:
    """An absolute web address whose letters are percent-encoded."""
    parts = split_url(url)
    if parts is None or parts[0] not in ("http", "https") or not parts[1]:
        yield error("feed-url", f"{name} is {quote(url)}, not an absolute web address")
    elif not url.isascii() or _BAD_IN_PATH.search(
        url.partition(parts[1])[2] if "[" in parts[1] else url
    ):
        yield error("feed-url", f"{name} holds letters that must be percent-encoded: {quote(url)}")


def split_url(url: str) -> tuple[str, str] | None:
    """Scheme and host of an address; None for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.scheme.lower(), parts.netloc


def check_self(found: str, address: str, name: str) -> Iterator[Finding]:
    """The address a feed gives of itself is the one it is published at: readers move to it."""
    if address and found.startswith("http") and found != address:
        yield warning(
            "feed-self", f"{name} is {quote(found)}, but the feed is published at {quote(address)}"
        )


def check_unique(ids: Iterable[str]) -> Iterator[Finding]:
    """No two entries have one id."""
    for identity, count in Counter(each for each in ids if each).items():
        if count > 1:
            yield error("feed-id-twice", f"{count} entries have the id {quote(identity)}")


def check_rfc822(
    value: str, name: str, *, required: bool, now: datetime | None
) -> Iterator[Finding]:
    """A date of RFC 822 with the right weekday, neither of the future nor from before the web."""
    if not value:
        if required:
            yield warning("feed-date", f"{name} is missing")
        return
    found = _RFC822.fullmatch(value)
    when = _parse(parsedate_to_datetime, value) if found else None
    if not found or when is None:
        yield error(
            "feed-date",
            f"{name} is {quote(value)}, not a date of RFC 822 with a four-digit year and a zone",
        )
    elif found["day"] and not format_datetime(when).startswith(found["day"]):
        yield error("feed-date", f"{name} is {quote(value)}, which was another day of the week")
    elif found["zone"][-2:] not in ("00", "30") and found["zone"][0] in "+-":
        yield warning(
            "feed-date", f"{name} is {quote(value)}, in a zone that readers doubt: use UTC"
        )
    else:
        yield from _check_plausible(when, value, name, now)


def check_rfc3339(value: str, name: str, *, now: datetime | None) -> Iterator[Finding]:
    """A date of RFC 3339, neither of the future nor from before the web."""
    if not value:
        return
    when = _parse(datetime.fromisoformat, value) if _RFC3339.fullmatch(value) else None
    if when is None:
        yield error("feed-date", f"{name} is {quote(value)}, not a date of RFC 3339")
    else:
        yield from _check_plausible(when, value, name, now)


def _parse(parser: object, value: str) -> datetime | None:
    try:
        return parser(value)  # type: ignore[operator,no-any-return]  # one of the two above
    except ValueError:
        return None


def _check_plausible(
    when: datetime, value: str, name: str, now: datetime | None
) -> Iterator[Finding]:
    aware = when if when.tzinfo else when.replace(tzinfo=UTC)
    if when.year < EARLIEST_YEAR or (now and aware > now + timedelta(minutes=10)):
        yield warning(
            "feed-date",
            f"{name} is {quote(value)}: readers doubt a date before {EARLIEST_YEAR} or in the future",
        )


class _HtmlReader(HTMLParser):
    """Collect what a feed reader would refuse or misread in the HTML of an entry."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.relative: list[str] = []
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE_TAGS:
            self.live.append(f"<{tag}>")
        elif tag not in HTML_NAMES:
            self.strange.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on"):
                self.live.append(name)
            elif name == "style":
                self._see_style(value or "")
            elif name in _ADDRESSES:
                self._see_address(value or "")

    def _see_style(self, css: str) -> None:
        names = {name.lower() for name in _STYLE_NAME.findall(css)}
        if not _STYLE.fullmatch(css) or names - _STYLES:
            self.live.append(f"style={css}")

    def _see_address(self, url: str) -> None:
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
    for live in dict.fromkeys(reader.live):
        yield error(
            "feed-unsafe", f"the text of {name} holds {quote(live)}, which readers strip or run"
        )
    for url in dict.fromkeys(reader.relative):
        yield error("feed-relative", f"the text of {name} has the relative address {quote(url)}")
    for tag in dict.fromkeys(reader.strange):
        yield warning("feed-html", f"the text of {name} holds {quote(tag)}, which is no HTML")
