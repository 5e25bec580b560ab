"""Know which post a link leads to, and where that post stands in the language of the text.

A link to another post of the publication is known by what it names:

    an address of ours    of today or of the past, in any language, absolute or from the root of
                          the site
    a day and a slug      at the end of a path, as every permalink of Jekyll with a date has them:
                          /2025/11/02/rare-earth/
    a file                rare-earth.md beside the post, `{% post_url 2025-11-02-rare-earth %}`,
                          `{% link … %}`, `{{< ref "rare-earth.md" >}}`, `[[rare-earth]]`

It leads to the post in the language of the text where that is published, else to the original; a
link to anything else, to a post that is not published or to one of two posts of one name, is left
as its author wrote it. Rejected: guessing by the slug alone, since `/about/` is a page and might be
a post.

A page also names the same post in other languages. Where people have written these in files of
their own, each may be out or not as any post that is linked to.

Which posts are published changes from run to run, so the article is kept with the links of its
author, and they are rewritten whenever it is rendered; a fingerprint of where they lead is kept
with the page, so that it is rendered again when that changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from newsletter.model import Alternate, Article
from newsletter.plan.packed_address import unpack_address
from newsletter.plan.page_actions import take_fingerprint
from newsletter.render.web_addresses import absolute_url
from newsletter.source.post_names import SUFFIXES
from newsletter.store.ledger_records import (
    AddressRecord,
    PageKey,
    PageRecord,
    PostRecord,
)

_DAY_AND_SLUG = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})[/-]([^/]+)$")
# What names a file: {% post_url … %}, {% link … %}, {{< ref "…" >}}, [[…]].
_NAMED = re.compile(
    r"\{%-?\s*(?:post_url|post_link|link)\s+(?P<jekyll>\S+)[^%\n]*%\}"
    r"|[{|]filename[}|](?P<pelican>[^\s#?]+)"
    r"|\{\{[<%]\s*(?:rel)?ref\s+[\"'`]?(?P<hugo>[^\"'`\s#>]+)[^>%]*[>%]\}\}"
    r"|\[\[(?P<wiki>[^\[\]|#\n]+)[^\[\]\n]*\]\]"
)

Rewrites = tuple[tuple[str, str], ...]
"""Links of one page that lead elsewhere than they say: (address as it is written, absolute URL)."""


class _Link(NamedTuple):
    """A link as it is meant: the name of a file, "" for none, else an absolute address."""

    text: str
    file: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page leads to other posts.

    Attributes:
        rewrites: Its links that lead elsewhere than they say.
        siblings: The same post in languages that people have written, in files of their own.
    """

    rewrites: Rewrites = ()
    siblings: tuple[Alternate, ...] = ()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where every published post stands.

    Attributes:
        site: Address of the publication.
        named: What may name a post → its ref; "" where it names two.
        urls: By ref and language, published pages only.
        languages: Own language of every post, by ref.
        siblings: The published pages of other files that are a post in other languages, by ref;
            missing where there are none.
    """

    site: str
    named: Mapping[str, str] = field(default_factory=dict)
    urls: Mapping[PageKey, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    siblings: Mapping[str, tuple[Alternate, ...]] = field(default_factory=dict)

    def ref_of(self, link: str, page_url: str) -> str:
        """Return the ref of the post a link leads to; "" when to none, or nobody can say."""
        return self._ref_of(_read_link(link, page_url))

    def _ref_of(self, link: _Link) -> str:
        if link.file:
            return self.named.get(link.file, "")
        url = urlsplit(link.url)
        if not url.netloc or url.netloc != urlsplit(self.site).netloc:
            return ""
        path = unquote(url.path)
        if path.endswith(SUFFIXES):
            return self.named.get(_file_name(path), "")
        return self.named.get(_path_name(path)) or self.named.get(
            _day_name(path), ""
        )

    def find_rewrites(
        self,
        links: Iterable[str],
        page_url: str,
        language: str,
        origin: str = "",
    ) -> Rewrites:
        """Return where those links of a page lead that have to be rewritten.

        Args:
            links: As the author wrote them.
            page_url: Where the page stands.
            language: Its language.
            origin: Where the author's own text stands: relative links are meant from there.
        """
        rewrites: list[tuple[str, str]] = []
        for text in dict.fromkeys(links):
            link = _read_link(text, origin or page_url)
            said = link.url
            if origin not in ("", page_url) and not link.file:
                said = absolute_url(text, page_url)
            target = self._target(link, language)
            if target and target != said:
                rewrites.append((text, target))
        return tuple(rewrites)

    def _target(self, link: _Link, language: str) -> str:
        """Where a link has to lead; "" for a name that nobody knows."""
        url = self._url_of(self._ref_of(link), language)
        if url:
            return url + _query_and_fragment(link.url)
        path = urlsplit(link.url).path
        is_unknown = path.endswith(SUFFIXES) or "{" in link.text
        return "" if is_unknown else link.url

    def get_origin(self, ref: str) -> str:
        """Return where a post stands in its own language; "" where it does not."""
        return self.urls.get((ref, self.languages.get(ref, "")), "")

    def fingerprint_links(self, page: PageRecord) -> str:
        """Return a short text that changes when a link of the page leads elsewhere.

        "" when none is rewritten, and no other file is the same post.
        """
        rewrites: Rewrites = ()
        if page.links:
            rewrites = self.find_rewrites(
                page.links.split("\n"),
                page.url,
                page.language,
                self.get_origin(page.ref),
            )
        siblings = self._siblings_of(page.ref, page.language)
        if siblings:
            return take_fingerprint(rewrites, siblings)
        return take_fingerprint(rewrites) if rewrites else ""

    def find_page_links(self, article: Article) -> PageLinks:
        """Return where the page of an article leads to other posts."""
        rewrites = self.find_rewrites(
            article.links,
            article.url,
            article.language,
            self.get_origin(article.ref),
        )
        siblings = self._siblings_of(article.ref, article.language)
        return PageLinks(rewrites, siblings)

    def _siblings_of(self, ref: str, language: str) -> tuple[Alternate, ...]:
        """The pages that people have written in languages that the post is not published in."""
        return tuple(
            sibling
            for sibling in self.siblings.get(ref, ())
            if sibling.language != language
            and (ref, sibling.language) not in self.urls
        )

    def _url_of(self, ref: str, language: str) -> str:
        """Where a post stands in a language, else in its own; "" where it does not."""
        own = self.languages.get(ref, "")
        return self.urls.get((ref, language)) or self.urls.get((ref, own), "")


def _read_link(text: str, origin: str) -> _Link:
    """What a link means that stands at an address."""
    named = _NAMED.search(text)
    if named is None:
        return _Link(text, "", absolute_url(text, origin))
    file = named[named.lastgroup or 0].rstrip("\\/")
    return _Link(text, _file_name(file), "")


def _name_siblings(
    article: Article, siblings: tuple[Alternate, ...]
) -> Article:
    """Return the article with these pages among those of its other languages."""
    if not siblings:
        return article
    written = {sibling.language for sibling in siblings}
    made = tuple(
        other for other in article.alternates if other.language not in written
    )
    return replace(article, alternates=made + siblings)


def rewrite_links(article: Article, links: PageLinks) -> Article:
    """Return the article leading to other posts where they stand, in its language and others."""
    article = _name_siblings(article, links.siblings)
    if not links.rewrites:
        return article
    rewrites = dict(links.rewrites)
    # It brings the Markdown parser, which a run with nothing to do can spare.
    from newsletter.source.links import replace_links

    return replace(
        article,
        body=replace_links(article.body, rewrites),
        full_body=replace_links(article.full_body, rewrites),
    )


def collect_addresses(
    site: str,
    pages: Iterable[PageRecord],
    posts: Mapping[str, PostRecord],
    past: Iterable[AddressRecord],
    groups: Iterable[tuple[str, ...]] = (),
) -> Addresses:
    """Return the addresses of these published pages, old addresses included.

    Args:
        site: Address of the publication.
        pages: The pages that are published.
        posts: The posts of the ledger, by ref.
        past: Addresses that pages had before.
        groups: The refs of posts that are one post in several languages.
    """
    pages = tuple(pages)
    named: dict[str, str] = {}
    urls: dict[PageKey, str] = {}
    for page in pages:
        urls[page.ref, page.language] = page.url
        _add_name(named, _path_name(_path_of(page.url)), page.ref)
    refs = dict.fromkeys(sorted(ref for ref, _ in urls))
    for address in past:
        if address.ref in refs:
            named.setdefault(_path_name(_path_of(address.url)), address.ref)
    for ref in refs:
        for alias in unpack_address(posts[ref].address).aliases:
            named.setdefault(_path_name(alias), ref)
        for name in dict.fromkeys(_names_of(posts[ref])):
            _add_name(named, name, ref)
    languages = {ref: posts[ref].language for ref in refs}
    siblings = _find_siblings(pages, tuple(groups))
    return Addresses(site, named, urls, languages, siblings)


def _find_siblings(
    pages: Iterable[PageRecord], groups: tuple[tuple[str, ...], ...]
) -> dict[str, tuple[Alternate, ...]]:
    """The published pages of the other files of each post, by language."""
    by_ref: dict[str, list[Alternate]] = {}
    in_groups = set(chain.from_iterable(groups))
    for page in pages:
        if page.ref in in_groups:
            alternate = Alternate(page.language, page.url, page.title)
            by_ref.setdefault(page.ref, []).append(alternate)
    siblings: dict[str, tuple[Alternate, ...]] = {}
    for group in groups:
        for ref in group:
            others = chain.from_iterable(
                by_ref.get(other, ()) for other in group if other != ref
            )
            siblings[ref] = tuple(sorted(others, key=attrgetter("language")))
    return siblings


def _names_of(post: PostRecord) -> tuple[str, ...]:
    """All names by which another post may link to this one."""
    stem = post.path.rpartition("/")[2].rpartition(".")[0]
    day_and_slug = f"day:{post.date:%Y-%m-%d}-{post.slug}"
    return day_and_slug, _day_name(f"/{stem}"), f"file:{stem}"


def _add_name(named: dict[str, str], name: str, ref: str) -> None:
    """Let a name stand for a post; one that two posts have stands for none."""
    if name:
        named[name] = ref if named.get(name, ref) == ref else ""


def _query_and_fragment(url: str) -> str:
    """What stands behind the path of an address."""
    path = url.partition("?")[0].partition("#")[0]
    return url[len(path) :]


def _path_of(url: str) -> str:
    """The path of an address, without encoding."""
    return unquote(urlsplit(url).path)


def _path_name(path: str) -> str:
    """A path as all its spellings: without `index.html`, ending and closing slash."""
    path = re.sub(r"(?:/index)?\.html?$", "", path).rstrip("/")
    return f"path:{path}" if path else ""


def _day_name(path: str) -> str:
    """The name by day and slug, in one spelling of the day; "" for another path."""
    found = _DAY_AND_SLUG.search(_path_name(path))
    if not found:
        return ""
    return f"day:{found[1]}-{int(found[2]):02}-{int(found[3]):02}-{found[4]}"


def _file_name(path: str) -> str:
    """The name by the file, without the suffix of a post."""
    file = PurePosixPath(path)
    is_post = file.suffix.lower() in SUFFIXES
    return f"file:{file.stem if is_post else file.name}"
