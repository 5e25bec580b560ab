"""The rules for pages: what a browser, a screen reader or the validator stumbles over."""

from __future__ import annotations

import pytest

from newsletter.edition.article import link_alternates
from newsletter.lint.page_rules import check_page
from newsletter.render.site.pages import render_index, render_page, render_redirect
from newsletter.render.templates import load_templates
from tests.render.letters import make_article, make_settings

TEMPLATES = load_templates()
SETTINGS = make_settings()
PATH = "ja/posts/a.html"
FILES = frozenset({PATH, "ja/posts/b c.html", "ja/index.html", "ja/feed.xml"})
PAGE = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>t</title>
<link rel="alternate" href="../feed.xml"></head>
<body><a href="#m">skip</a><a href="../index.html">top</a><main id="m"><h1>One</h1><h2>Two</h2>
<p>text</p></main></body></html>"""

FAULTS = [
    (' lang="ja"', "", "page-language"),
    ("<title>t</title>", "", "page-title"),
    ("<title>t</title>", "<title> </title>", "page-title"),
    ("</head>", '<meta name="viewport" content="maximum-scale=1"></head>', "page-zoom"),
    ("</head>", '<meta name="viewport" content="width=device-width"></head>', ""),
    ("</body>", "<main>again</main></body>", "page-main"),
    ("</body>", '<div role="main">again</div></body>', "page-main"),
    ("<h1>One</h1>", "", "page-heading"),
    ("<h2>Two</h2>", "<h1>again</h1>", "page-heading"),
    ("<h2>Two</h2>", "<h3>deep</h3>", "page-outline"),
    ("<h2>Two</h2>", "<h2></h2>", "page-heading"),
    ("<h2>Two</h2>", '<h2><img src="a.png" alt="two"></h2>', ""),
    ("<p>text", '<p id="m">text', "page-id"),
    ("<p>text", '<p id="a b">text', "page-id"),
    ("<p>text", '<p id="日本">text', ""),
    ("<p>text", "<p><card>text</card>", "page-markup"),
    ("<p>text", "<p><my-card>text</my-card>", ""),
    ("<p>text", "<p><svg><path d='M0 0'/></svg>text", ""),
    ("<p>text", "<p><math><mi>x</mi></math>text", ""),
    ("<p>text", "<p>text<div>block</div>", "page-markup"),
    ("<p>text</p>", "<p>text<p>the end tag may be left out", ""),
    ("<p>text</p>", "<ul><li>a<li>b</ul><dl><dt>a<dd>b<dt>c<dd>d</dl>", ""),
    ("<p>text</p>", "<table><tr><td>a<td>b<tr><td>c</table>", ""),
    ("<p>text</p>", "<li>lost</li>", "page-markup"),
    ("<p>text</p>", "<ul><p>lost</p></ul>", "page-markup"),
    ("<p>text</p>", "<ul><li><p>kept</p><ul><li>in</li></ul></li></ul>", ""),
    ("<p>text</p>", "<em><p>lost</p></em>", "page-markup"),
    ("<p>text</p>", "<h3><em>kept</em></h3>", ""),
    ("<p>text", '<p><a href="https://e.com/">a<b><a href="/b">b</a></b></a>', "page-markup"),
    ("<p>text", '<p><img src="a.png">', "page-alt"),
    ("<p>text", '<p><img src="a.png" alt="">', ""),
    ("<p>text", '<p><a href="https://e.com/"></a>', "page-link-text"),
    ("<p>text", '<p><a href="https://e.com/"><img src="a.png" alt=""></a>', "page-link-text"),
    ("<p>text", '<p><a href="https://e.com/"><img src="a.png" alt="b"></a>', ""),
    ("<p>text", '<p><a href="https://e.com/" aria-label="b"></a><a id="x"></a>', ""),
    ("<p>text", '<p><iframe src="https://e.com/"></iframe>', "page-frame"),
    ("<p>text", '<p><iframe src="https://e.com/" title="film"></iframe>', ""),
    ("<p>text", '<p><input name="mail">', "page-label"),
    ("<p>text", '<p><input name="mail" type="hidden"><label>a<input></label>', ""),
    ("<p>text", '<p><label for="i">a</label><input id="i">', ""),
    ('href="#m"', 'href="#gone"', "page-anchor"),
    ('href="#m"', 'href="#top"', ""),
    ("<p>text", '<p id="日本">a <a href="#%E6%97%A5%E6%9C%AC">b</a>', ""),
    ("<p>text", '<p aria-labelledby="gone">text', "page-anchor"),
    ('href="../index.html"', 'href="../gone.html"', "page-link"),
    ('href="../index.html"', 'href="b%20c.html#x"', ""),
    ('href="../index.html"', 'href="/somewhere/on/the/host"', ""),
    ('href="../index.html"', 'href="https://e.com/gone.html"', ""),
    ('href="../index.html"', 'href="mailto:a@e.com"', ""),
    ('href="../index.html"', 'href="http://[e.com/"', "page-link"),
    ('href="../feed.xml"', 'href="../atom.xml"', "page-link"),
]


def find_rules(html: str) -> set[str]:
    """The rules that have a finding."""
    return {each.rule for each in check_page(html, PATH, FILES)}


@pytest.mark.parametrize(("old", "new", "rule"), FAULTS)
def test_a_fault_is_found_and_what_is_like_it_is_not(old: str, new: str, rule: str) -> None:
    """One change, its finding and no other."""
    assert old in PAGE
    assert find_rules(PAGE.replace(old, new, 1)) == ({rule} if rule else set())


def test_what_we_write_has_no_finding() -> None:
    """Every kind of page, both directions; links within the site lead to files of it."""
    articles = {
        language: [make_article(language, n) for n in range(3)] for language in ("ja", "ar")
    }
    linked = link_alternates({language: own[0] for language, own in articles.items()})
    pages = [render_page(article, SETTINGS, TEMPLATES) for article in linked.values()]
    pages += render_index(articles, SETTINGS, TEMPLATES)
    pages.append(render_redirect("ja/old.html", "https://letter.example.com/ja/new.html", "ja"))
    there = {page.path for page in pages}
    for page in pages:
        found = check_page(page.content.decode(), page.path, there)
        assert {each.rule for each in found} <= {"page-link"}, page.path
