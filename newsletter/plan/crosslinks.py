"""Know which post a link leads to, and where that post stands in the language of the text.

A link to another post of the publication is known by what it names:

    an address of ours     of today or of the past, in any language, absolute or from the root of the site
    a day and a slug       at the end of a path, as every permalink of Jekyll with a date has them: /2025/11/02/rare-earth/
    a file                 rare-earth.md beside the post, `{% post_url 2025-11-02-rare-earth %}`, `{% link … %}`

It leads to the post in the language of the text where that is published, else to the original; a link to anything else, to
a post that is not published or to one of two posts of one name, is left as its author wrote it. Rejected: guessing by the slug
alone, since `/about/` is a page and might be a post.

Which posts are published changes from run to run, so the article is kept with the links of its author, and they are led
anew whenever it is rendered; a print of where they lead is kept with the page, so that it is rendered again when that changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from newsletter.model import Article
from newsletter.plan.page_actions import take_fingerprint
from newsletter.render.markup import absolute_url
from newsletter.source.links import replace_links
from newsletter.store.ledger import AddressRecord, PageRecord, PostRecord

_DAY_AND_SLUG = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})[/-]([^/]+)$")
_JEKYLL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(\S+)\s*-?%\}")
_MARKDOWN = (".md", ".markdown")

Rewrites = tuple[tuple[str, str], ...]
"""Links of one page that lead elsewhere than they say: (address as it is written, absolute URL)."""


@dataclass(slots=True)
class Addresses:
    """Where every published post stands.

    Attributes:
        site: Address of the publication.
        named: What may name a post → its ref; "" where it names two.
        urls: By ref and language, published pages only.
        languages: Own language of every post, by ref.
    """

    site: str
    named: dict[str, str] = field(default_factory=dict)
    urls: dict[tuple[str, str], str] = field(default_factory=dict)
    languages: dict[str, str] = field(default_factory=dict)

    def find(self, link: str, page_url: str) -> str:
        """Return the ref of the post a link leads to; "" when it leads to none, or nobody can say."""
        jekyll = _JEKYLL.search(link)
        if jekyll:
            return self.named.get(_file_name(jekyll[1]), "")
        url = urlsplit(absolute_url(link, page_url))
        if not url.netloc or url.netloc != urlsplit(self.site).netloc:
            return ""
        path = unquote(url.path)
        if path.endswith(_MARKDOWN):
            return self.named.get(_file_name(path), "")
        return self.named.get(_path_name(path)) or self.named.get(_day_name(path), "")

    def find_rewrites(self, links: Iterable[str], page_url: str, language: str) -> Rewrites:
        """Return where the links of a page in a language lead, those alone that have to be rewritten."""
        led: list[tuple[str, str]] = []
        for link in dict.fromkeys(links):
            ref = self.find(link, page_url)
            url = self.urls.get((ref, language)) or self.urls.get(
                (ref, self.languages.get(ref, ""))
            )
            if not url:
                continue
            said = absolute_url(link, page_url) if not _JEKYLL.search(link) else ""
            target = url + said[len(said.partition("?")[0].partition("#")[0]) :]
            if target != said:
                led.append((link, target))
        return tuple(led)

    def fingerprint_links(self, page: PageRecord) -> str:
        """Return a short text that changes when a link of the page leads elsewhere; "" when none is rewritten."""
        led = (
            self.find_rewrites(page.links.split("\n"), page.url, page.language)
            if page.links
            else ()
        )
        return take_fingerprint(led) if led else ""


def rewrite_links(article: Article, addresses: Addresses) -> Article:
    """Return the article with its links to other posts leading to where these stand in its language."""
    led = dict(addresses.find_rewrites(article.links, article.url, article.language))
    if not led:
        return article
    return replace(
        article,
        body=replace_links(article.body, led),
        full_body=replace_links(article.full_body, led),
    )


def collect_addresses(
    site: str,
    pages: Iterable[PageRecord],
    posts: Mapping[str, PostRecord],
    past: Iterable[AddressRecord],
) -> Addresses:
    """Return the addresses of these published pages, old addresses included."""
    addresses = Addresses(site)
    for page in pages:
        addresses.urls[page.ref, page.language] = page.url
        _name(addresses, _path_name(unquote(urlsplit(page.url).path)), page.ref)
    refs = {ref for ref, _ in addresses.urls}
    for each in past:
        if each.ref in refs:
            addresses.named.setdefault(_path_name(unquote(urlsplit(each.url).path)), each.ref)
    for ref in sorted(refs):
        post = posts[ref]
        addresses.languages[ref] = post.language
        stem = PurePosixPath(post.path).stem
        for name in dict.fromkeys(
            (f"day:{post.date:%Y-%m-%d}-{post.slug}", _day_name(f"/{stem}"), _file_name(post.path))
        ):
            _name(addresses, name, ref)
    return addresses


def _name(addresses: Addresses, name: str, ref: str) -> None:
    if name:
        addresses.named[name] = ref if addresses.named.get(name, ref) == ref else ""


def _path_name(path: str) -> str:
    """A path as all its spellings: without `index.html`, ending and closing slash."""
    path = re.sub(r"(?:/index)?\.html?$", "", path).rstrip("/")
    return f"path:{path}" if path else ""


def _day_name(path: str) -> str:
    found = _DAY_AND_SLUG.search(_path_name(path))
    return f"day:{found[1]}-{int(found[2]):02}-{int(found[3]):02}-{found[4]}" if found else ""


def _file_name(path: str) -> str:
    return f"file:{PurePosixPath(path).name.removesuffix('.markdown').removesuffix('.md')}"
