"""Make the addresses that a page, a feed or a mail may hold: absolute, allowed, pure ASCII."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit
from urllib.parse import quote as percent_encode

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Reserved and unreserved characters of RFC 3986 and the percent sign of what is encoded
# already. Left out on purpose: [ ] { } | < >, so that no campaign tool finds a merge tag in an
# address.
_SAFE = "%/:?#@!$&'()*+,;=-._~"
_SAFE_IN_HOST = ":@-._~%!$&'()*+,;="
# listmonk makes a tracked link of any address with this end; `%40` is the same address.
_TRACKED = re.compile("@(?=TrackLink)")

_SITE_URL = re.compile(
    r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}(?:\{\{-?\s*site\.baseurl\s*-?\}\})?"
)
_URL_FILTER = re.compile(
    r"""\{\{-?\s*["']([^"'{}]*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^{}]*?)\s*-?\}\}"""
)


def absolute_url(url: str, base_url: str = "") -> str:
    """Return a URL that is absolute, allowed and pure ASCII; "" for one that must not be a
    link.

    >>> absolute_url("../日本", "https://example.com/a/b.html")
    'https://example.com/%E6%97%A5%E6%9C%AC'
    >>> absolute_url("javascript:alert(1)")
    ''
    """
    text = re.sub(
        r"[\x00-\x20\x7f-\xa0]+",
        "",
        _URL_FILTER.sub(r"\1", _SITE_URL.sub("", url)),
    )
    if not text or text.startswith("#"):
        return ""
    try:
        return _ascii_url(urlsplit(urljoin(base_url, text)))
    except (ValueError, UnicodeError):
        return ""


def _ascii_url(url: SplitResult) -> str:
    """The address with its host in Punycode and its other letters percent-encoded.

    Raises:
        ValueError: The host or the port is none.
    """
    rest = encode_address(
        urlunsplit(("", "", url.path, url.query, url.fragment))
    )
    if url.scheme in ("mailto", "tel"):
        return f"{url.scheme}:{rest}"
    host = url.hostname
    if url.scheme not in SCHEMES or not host:
        return ""
    place = url.netloc
    if not place.isascii():
        place = place.replace(host, host.encode("idna").decode())
    return f"{url.scheme}://{percent_encode(place, safe=_SAFE_IN_HOST)}{rest}"


def encode_address(text: str) -> str:
    """Return an address with every character encoded that an address may not hold."""
    encoded = _TRACKED.sub("%40", percent_encode(text, safe=_SAFE))
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", encoded)
