"""Follow every link and picture of pages, emails and feeds of one site to a file or an anchor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

_LINKED = ("href", "src", "poster", "data")
_HTML_IN_FEEDS = re.compile(r"content:encoded|content$|description$|summary$|encoded$|\}content$")
_MARKED = re.compile(r"\{\{|\*\||\[\[|%%")  # the merge tags of campaign tools


@dataclass
class _Page(HTMLParser):
    """Addresses and anchors of one HTML text."""

    addresses: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    base: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if tag == "base":
            self.base = values.get("href", "")
            return
        self.addresses += [values[name] for name in _LINKED if values.get(name)]
        for part in values.get("srcset", "").split(","):
            self.addresses += part.split()[:1]


def read_page(html: str) -> _Page:
    """Return the addresses and anchors of an HTML text."""
    page = _Page()
    page.feed(html)
    return page


def find_dead_links(served: Path, site: str, emails: Iterable[Path] = ()) -> list[str]:
    """Return what leads nowhere, as `where: address`.

    Args:
        served: The folder that the site serves.
        site: Its address, with the path that it has on its host.
        emails: HTML files of campaigns, which stand at no address.
    """
    checker = _Checker(served, site.rstrip("/"))
    for path in sorted(served.rglob("*")):
        here = f"{checker.site}/{path.relative_to(served).as_posix()}"
        if path.suffix == ".html":
            checker.check_html(path.read_text("utf-8"), here)
        elif path.suffix == ".xml":
            checker.check_xml(path, here)
        elif path.name == "feed.json":
            checker.check_json(path, here)
    for path in emails:
        checker.check_html(path.read_text("utf-8"), path.as_posix())
    assert checker.n_checked > 100, "a checker that looks at nothing finds nothing"
    return sorted(set(checker.dead))


class _Checker:
    def __init__(self, served: Path, site: str) -> None:
        self.served, self.site = served, site
        self.dead: list[str] = []
        self.n_checked = 0
        self._anchors: dict[Path, set[str]] = {}

    def check_html(self, html: str, here: str) -> None:
        page = read_page(html)
        base = urljoin(here, page.base)
        for address in page.addresses:
            self.check(address, base, here, page.anchors)

    def check_xml(self, path: Path, here: str) -> None:
        root = ElementTree.parse(path).getroot()
        for element in root.iter():
            name = element.tag.rpartition("}")[2]
            if name in ("link", "url", "loc", "icon", "logo", "guid", "id"):
                text = (element.text or "").strip()
                if text.startswith("http") and element.get("isPermaLink") != "false":
                    self.check(text, here, here)
            for attribute in ("href", "url"):
                if element.get(attribute):
                    self.check(element.get(attribute, ""), here, here)
            if name in ("encoded", "content", "description", "summary") and element.text:
                self.check_html(element.text, here)

    def check_json(self, path: Path, here: str) -> None:
        for name, value in _walk_json(json.loads(path.read_text("utf-8"))):
            if name == "content_html":
                self.check_html(value, here)
            elif name in ("url", "home_page_url", "feed_url", "image", "banner_image", "icon"):
                self.check(value, here, here)

    def check(self, address: str, base: str, here: str, anchors: set[str] | None = None) -> None:
        """Note an address of the site that is no file, or an anchor that is not on its page."""
        if _MARKED.search(address):
            return
        if address.startswith("#") and anchors is not None:
            self.n_checked += 1
            if unquote(address[1:]) not in anchors | {"", "top"}:
                self.dead.append(f"{here}: {address}")
            return
        whole, anchor = urldefrag(urljoin(base, address))
        if not whole.startswith(self.site) or urlsplit(whole).scheme not in ("http", "https"):
            if not re.match(r"[a-z]+:", whole):
                self.dead.append(f"{here}: {address}")
            return
        self.n_checked += 1
        place = self._find(unquote(urlsplit(whole[len(self.site) :]).path))
        if place is None or (anchor and unquote(anchor) not in self._find_anchors(place)):
            self.dead.append(f"{here}: {address}")

    def _find(self, path: str) -> Path | None:
        """The file a web server would answer with."""
        place = self.served / path.lstrip("/")
        for candidate in (place, place / "index.html", place.with_name(place.name + ".html")):
            if candidate.is_file():
                return candidate
        return None

    def _find_anchors(self, place: Path) -> set[str]:
        if place not in self._anchors:
            self._anchors[place] = read_page(place.read_text("utf-8")).anchors
        return self._anchors[place]


def _walk_json(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk_json(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _walk_json(item, name)
    elif isinstance(value, str):
        yield name, value
