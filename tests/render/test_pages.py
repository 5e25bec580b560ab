"""Pages: a site that works on any static host."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest

from newsletter.render.site.pages import page_path, render_index, render_page, render_redirect
from newsletter.render.templates import Templates, load_templates
from tests.render.articles import SITE, make_article, make_settings

VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "source"}


class Reader(HTMLParser):
    """Read a page strictly: every element closed in its order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and its attributes."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        """Note what a reader sees."""
        if not self.open or self.open[-1] != "style":
            self.texts.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [
            found for name, found in self.tags if name == tag and wanted.items() <= found.items()
        ]

    def headings(self) -> list[int]:
        """The heading levels in order."""
        return [
            int(tag[1])
            for tag, _ in self.tags
            if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
        ]


@pytest.fixture(scope="module")
def templates() -> Templates:
    """The shipped templates."""
    return load_templates()


@pytest.fixture(scope="module")
def site(templates: Templates) -> dict[str, str]:
    """A site of 30 posts in two languages; text by path."""
    settings = make_settings()
    articles = {
        language: [make_article(number, language) for number in range(1, 31)]
        for language in ("ja", "en")
    }
    artefacts = [
        render_page(article, settings, templates) for own in articles.values() for article in own
    ]
    artefacts += render_index(articles, settings, templates)
    assert len({artefact.path for artefact in artefacts}) == len(artefacts)
    return {artefact.path: artefact.content.decode() for artefact in artefacts}


def test_every_page_is_well_formed_with_one_h1_and_no_gap(site: dict[str, str]) -> None:
    """One h1 a page and no level left out: how screen readers find their way."""
    for path, page in site.items():
        levels = Reader(page).headings()
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_links_between_pages_lead_somewhere(site: dict[str, str]) -> None:
    """Every relative link names a page or a feed of this folder, from where it stands."""
    feeds = {
        f"{language}/{name}"
        for language in ("ja", "en")
        for name in ("feed.xml", "atom.xml", "feed.json")
    }
    for path, page in site.items():
        for _, attributes in Reader(page).tags:
            href = attributes.get("href", "")
            if href and not urlsplit(href).scheme and not href.startswith("#"):
                target = normpath(join(str(Path(path).parent), unquote(href)))
                assert target in site.keys() | feeds, (path, href)


def test_a_page_says_what_it_is(site: dict[str, str]) -> None:
    """Language, canonical address, alternates both ways.

    Description and feeds stand in the head.
    """
    reader = Reader(site["en/posts/2025-01-06-post-1.html"])
    assert reader.all("html")[0]["lang"] == "en"
    assert (
        reader.all("link", rel="canonical")[0]["href"] == f"{SITE}/en/posts/2025-01-06-post-1.html"
    )
    alternates = {
        each["hreflang"]: each["href"]
        for each in reader.all("link", rel="alternate")
        if "hreflang" in each
    }
    assert alternates == {
        "en": f"{SITE}/en/posts/2025-01-06-post-1.html",
        "ja": f"{SITE}/ja/posts/2025-01-06-post-1.html",
        "x-default": f"{SITE}/ja/posts/2025-01-06-post-1.html",
    }
    assert {each["type"] for each in reader.all("link", rel="alternate") if "type" in each} == {
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
    }
    assert reader.all("meta", name="description")[0]["content"] == "China holds refining."


def test_alternates_name_each_other(site: dict[str, str]) -> None:
    """A page that names another as its alternate is named by it.

    All of one group name the same page for the rest.
    """
    named = {}
    for page in site.values():
        reader = Reader(page)
        links = {
            each["hreflang"]: each["href"]
            for each in reader.all("link", rel="alternate")
            if "hreflang" in each
        }
        named[reader.all("link", rel="canonical")[0]["href"]] = links
    assert named[f"{SITE}/"] == {"ja": f"{SITE}/ja/", "en": f"{SITE}/en/", "x-default": f"{SITE}/"}
    assert set(named[f"{SITE}/en/2025.html"]) == {"ja", "en"}
    for links in named.values():
        assert all(named[url] == links for url in links.values())


@pytest.mark.parametrize(
    "path", ["index.html", "en/index.html", "en/2025.html", "ja/posts/2025-01-06-post-1.html"]
)
def test_a_shared_page_shows_what_it_is(path: str, site: dict[str, str]) -> None:
    """Title, kind, address, name of the site and language for those who show a preview.

    Each once, none empty.
    """
    reader = Reader(site[path])
    shared = [
        (each["property"], each["content"]) for each in reader.all("meta") if "property" in each
    ]
    assert len(dict(shared)) == len(shared)
    assert all(content for _, content in shared)
    known = dict(shared)
    assert known["og:url"] == reader.all("link", rel="canonical")[0]["href"]
    assert known["og:type"] == ("article" if "posts" in path else "website")
    assert known["og:locale"] == ("en_US" if path.startswith("en/") else "ja_JP")
    assert {"og:title", "og:description", "og:site_name"} <= known.keys()
    if "posts" in path:
        assert known["og:image"] == f"{SITE}/covers/1.png"
        assert known["og:locale:alternate"] == "en_US"


def test_the_name_stands_once_at_the_top(site: dict[str, str]) -> None:
    """On the index the heading is the name; elsewhere the name leads back to the index."""
    assert (
        "".join(Reader(site["en/index.html"]).texts).count("Rare Earth Weekly") == 2
    )  # title and heading
    assert Reader(site["en/2025.html"]).all("a", **{"class": "name"})[0]["href"] == "index.html"


def test_a_language_without_posts_says_so(templates: Templates) -> None:
    """An index that is still empty is a page with words, not a gap."""
    pages = {
        each.path: each.content.decode()
        for each in render_index({"en": [make_article(1)]}, make_settings(), templates)
    }
    assert "まだ記事がありません。" in pages["ja/index.html"]
    assert "まだ記事がありません。" in pages["index.html"]
    assert "No posts yet." not in "".join(pages.values())
    assert not Reader(pages["ja/index.html"]).all("ul", **{"class": "posts"})


@pytest.mark.parametrize(("n_columns", "framed"), [(2, 0), (4, 0), (5, 1), (9, 1)])
def test_a_wide_table_scrolls_in_its_frame(
    n_columns: int, framed: int, templates: Templates
) -> None:
    """A table that does not fit a phone can be moved by finger and by key.

    The page stays as wide as the phone.
    """
    row = "|".join(["東京都"] * n_columns)
    rule = "|".join(["--"] * n_columns)
    table = f"{row}\n{rule}\n{row}\n"
    inner = f"<table><tr>{'<td>東京都</td>' * n_columns}</tr></table>"
    article = make_article(
        1,
        full_body=f"{table}\n<table><tr><td>{inner}</td></tr></table>\n",
    )
    reader = Reader(render_page(article, make_settings(), templates).content.decode())
    assert len(reader.all("div", **{"class": "scroll"}, tabindex="0")) == 2 * framed


def test_japanese_emphasis_is_rendered(templates: Templates) -> None:
    """Bold that touches Japanese brackets is bold on the page.

    In the language it was written in and in the lists.
    """
    body = "**「重要」**です。**現実的ではありません。**莫大な費用。\n\n- **（注）**を読む\n"
    page = render_page(
        make_article(1, "ja", full_body=body), make_settings(), templates
    ).content.decode()
    assert "**" not in page
    assert len(Reader(page).all("strong")) == 3


@pytest.mark.parametrize("language", ["ja", "ar"])
def test_a_page_that_moved_leads_on(language: str) -> None:
    """The old address leads to the new one at once, for readers and search engines.

    Is a page of its own where it cannot.
    """
    target = f"{SITE}/{language}/posts/%E5%B8%82%E5%A0%B4.html"
    reader = Reader(render_redirect("a.html", target, language).content.decode())
    assert reader.all("html")[0] == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}
    assert reader.all("meta", **{"http-equiv": "refresh"})[0]["content"] == f"0; url={target}"
    assert reader.all("link", rel="canonical")[0]["href"] == reader.all("a")[0]["href"] == target
    assert reader.headings() == [1]
    assert "市場.html" in "".join(reader.texts)


def test_a_machine_translation_says_so(site: dict[str, str]) -> None:
    """A reader of a translation is told who wrote it and where the original is.

    A reader of the original is not.
    """
    assert "translated from Japanese by machine (google)" in site["en/posts/2025-01-06-post-1.html"]
    assert "notice" not in [
        found.get("class") for _, found in Reader(site["ja/posts/2025-01-06-post-1.html"]).tags
    ]


def test_the_index_is_small_and_older_posts_stand_by_year(site: dict[str, str]) -> None:
    """The newest 20 with summary, everything by year."""
    index = Reader(site["en/index.html"])
    posts = [each["href"] for each in index.all("a") if each["href"].startswith("posts/")]
    assert posts[0] == "posts/2025-02-04-post-30.html"
    assert len(posts) == 20
    assert (
        len(
            [
                each
                for each in Reader(site["en/2025.html"]).all("a")
                if each["href"].startswith("posts/")
            ]
        )
        == 30
    )
    assert len(site["en/index.html"].encode()) < 14_000


@pytest.mark.parametrize(
    ("permalink", "path"),
    [
        ("/en/posts/2025-01-06-a.html", "en/posts/2025-01-06-a.html"),
        ("/en/a/", "en/a/index.html"),
        ("/en/a", "en/a.html"),
        ("/en/v1.2", "en/v1.2.html"),
        ("/en/%E5%B8%82.html", "en/市.html"),
        ("/", "index.html"),
    ],
)
def test_a_page_lies_where_its_address_names(permalink: str, path: str) -> None:
    """Whatever the permalink, a static host finds the page."""
    assert page_path(make_article(1, url=SITE + permalink), make_settings()) == path


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "{% raw %}",
        "</title>",
    ],
)
def test_hostile_text_stays_text(text: str, templates: Templates) -> None:
    """Nothing of a post is live in a page, nor in a template."""
    settings = make_settings()
    article = make_article(1, title=text, summary=text, author=text, original_title=text)
    pages = [
        render_page(article, settings, templates),
        *render_index({"en": [article]}, settings, templates),
    ]
    for artefact in pages:
        reader = Reader(artefact.content.decode())
        assert not reader.all("script")
        assert not [name for _, found in reader.tags for name in found if name.startswith("on")]
        assert reader.headings().count(1) == 1
        if artefact.path.startswith("en/") and "posts" in artefact.path:
            assert text in "".join(reader.texts)


def test_pages_need_nothing_from_outside(site: dict[str, str]) -> None:
    """No script, no outside style or font: fast everywhere, and nobody learns who reads."""
    for page in site.values():
        reader = Reader(page)
        assert not reader.all("script")
        assert not [
            each for each in reader.all("link") if each["rel"] not in ("canonical", "alternate")
        ]
        assert "@import" not in page
        assert "url(" not in page


def test_a_right_to_left_language_is_written_so(templates: Templates) -> None:
    """Arabic pages run from right to left."""
    page = render_page(
        make_article(1, "ar"), make_settings('[languages.ar]\ntitle = "أسبوعية"\n'), templates
    ).content.decode()
    assert Reader(page).all("html")[0] == {"lang": "ar", "dir": "rtl"}


def test_an_index_that_was_ejected_before_still_works(tmp_path: Path) -> None:
    """Templates that ask for the editions of a language, which are no longer listed, find none."""
    (tmp_path / "page").mkdir()
    (tmp_path / "page/index.html.j2").write_text(
        '{% if editions %}{{ words("editions") }}{% endif %}<h1>{{ publication.title }}</h1>',
        encoding="utf-8",
    )
    made = render_index({"en": [make_article(1)]}, make_settings(), load_templates(tmp_path))
    index = next(each for each in made if each.path == "en/index.html")
    assert index.content.decode().strip().startswith("<h1>")
