"""Copies before the generators they are made for.

Jekyll and Hugo build a site of both languages without a complaint.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest

from newsletter.model import Article
from newsletter.render.markup import article_html
from newsletter.render.site.copies import render_copy
from tests.render.articles import make_article, make_settings
from tests.render.corpus import LANGUAGES, corpus_article

pytestmark = pytest.mark.slow

N_POSTS = 50  # in each language
_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.S)

JEKYLL = {
    "_config.yml": """
permalink: /:categories/:year-:month-:day-:title.html
timezone: Asia/Tokyo
strict_front_matter: true
liquid: {error_mode: strict}
defaults: [{scope: {path: ""}, values: {layout: post}}]
""",
    "_layouts/post.html": """<html lang="{{ page.lang }}"><title>{{ page.title | escape }}</title><i>{{ page.ref }}</i>
{{ content }}</html>""",
}
HUGO = {
    "config.toml": """
baseURL = "https://example.com/"
defaultContentLanguage = "ja"
defaultContentLanguageInSubdir = true
timeZone = "Asia/Tokyo"
disableKinds = ["home", "taxonomy", "term", "section", "RSS", "sitemap", "404"]
[languages.ja]
contentDir = "content/ja"
[languages.en]
contentDir = "content/en"
[markup.goldmark.renderer]
unsafe = true
""",
    "layouts/_default/single.html": """<html lang="{{ .Params.lang }}"><title>{{ .Title }}</title><i>{{ .Params.ref }}</i>
{{ .Content }}{{ range .Translations }}<b>{{ .Language }}</b>{{ end }}</html>""",
}


# Posts in dialects, by preset: what stands on the page, and what must not.
DIALECTS = {
    "jekyll": [
        ("A loop begins with {% for x in y %} and ends with {% endfor %}.", "{% for x in y %}"),
        ("In code `{{ x }}` here.\n\n```\n{% if user %}\n```\n", "{% if user %}"),
        ("{% assign a = 'seen' %}\n\n{{ a }}\n{: .b}\n", 'class="b"'),
        ("$$\nx^2\n$$\n\n- [ ] task\n", "task"),
    ],
    "hugo": [
        ("A loop begins with {% for x in y %} here.", "{% for x in y %}"),
        ('{{< figure src="/a.jpg" alt="Hill" >}}\n', "<figure>"),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n", "<pre"),
        ("## Heading {#own-id}\n\n> [!NOTE]\n> Text.\n", 'id="own-id"'),
        ("{% include ad.html %}\n\ntext\n{: .note}\n", "text"),
    ],
}


@pytest.fixture(scope="module")
def articles(corpus: tuple[Path, ...]) -> list[Article]:
    """A hundred articles of real posts.

    Two of our own whose emphasis touches Japanese punctuation.
    """
    odd = "前文**「重要」**です。費用は**現実的ではありません。**莫大な*（注）*を読む。\n"
    own = [
        make_article(1, language, full_body=odd, title="S&P500：「題名」 # {{ x }}")
        for language in LANGUAGES
    ]
    return own + [
        corpus_article(path, language) for path in corpus[::4][:N_POSTS] for language in LANGUAGES
    ]


def _lay_out(
    site: Path, files: Mapping[str, str], articles: list[Article], preset: str, folder: str
) -> None:
    settings = make_settings(f'[copies]\npreset = "{preset}"\n')
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    for article in articles:
        copy = render_copy(article, settings)
        path = site / folder.format(article.language) / Path(copy.path).name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(copy.content)


def _build(site: Path, *command: str) -> None:
    done = subprocess.run(
        command, cwd=site, capture_output=True, text=True, timeout=120, check=False
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not re.search(r"(?im)warn|error|deprecat|conflict", said), said


def _judge(site: Path, articles: list[Article]) -> None:
    """Every article has its page, its title, its language and as much bold as on our own page.

    No asterisk is left of it.
    """
    pages = [
        page for path in site.rglob("*.html") if "<i>" in (page := path.read_text(encoding="utf-8"))
    ]
    known = {}
    for page in pages:
        language = re.search(r'lang="?([\w-]+)', page)
        assert language
        known[language[1], page.partition("<i>")[2].partition("</i>")[0]] = page
    assert len(pages) == len(known) == len(articles)
    for article in articles:
        page = known[article.language, escape(article.ref)]
        title = page.partition("<title>")[2].partition("</title>")[0]
        assert title.replace("&#34;", "&quot;") == escape(article.title), article.ref
        ours = article_html(article.full_body, base_url=article.url)
        assert page.count("<strong>") == ours.count("<strong>"), article.ref
        assert _CODE.sub("", page).count("**") == _CODE.sub("", ours).count("**"), article.ref


@pytest.mark.skipif(
    not shutil.which("jekyll"), reason="jekyll is not installed: apt-get install jekyll"
)
def test_jekyll_builds_the_copies(tmp_path: Path, articles: list[Article]) -> None:
    """Jekyll, strict about front matter and Liquid.

    No complaint, every page with its title and its bold words.
    """
    _lay_out(tmp_path, JEKYLL, articles, "jekyll", "{}/_posts")
    _build(tmp_path, "jekyll", "build", "--quiet", "--trace", "--disable-disk-cache")
    _judge(tmp_path / "_site", articles)


@pytest.mark.skipif(not shutil.which("hugo"), reason="hugo is not installed: apt-get install hugo")
def test_hugo_builds_the_copies(tmp_path: Path, articles: list[Article]) -> None:
    """Hugo: no complaint, every page with its title and its bold words.

    The translations tied together.
    """
    _lay_out(tmp_path, HUGO, articles, "hugo", "content/{}/posts")
    _build(tmp_path, "hugo", "--quiet")
    _judge(tmp_path / "public", articles)
    pages = [
        path.read_text(encoding="utf-8") for path in (tmp_path / "public").glob("*/posts/**/*.html")
    ]
    assert len(pages) == len(articles)
    assert all(page.count("<b>") == 1 for page in pages)


@pytest.mark.skipif(not shutil.which("jekyll"), reason="jekyll is not installed")
def test_jekyll_builds_posts_in_dialects(tmp_path: Path) -> None:
    """A tag that is named stands on the page, one that is meant runs, and the build is clean."""
    _build_dialects(tmp_path, JEKYLL, "jekyll", "{}/_posts", "jekyll", "build", "--quiet")


@pytest.mark.skipif(not shutil.which("hugo"), reason="hugo is not installed")
def test_hugo_builds_posts_in_dialects(tmp_path: Path) -> None:
    """Shortcodes run, and what Jekyll alone knows is gone."""
    _build_dialects(tmp_path, HUGO, "hugo", "content/{}/posts", "hugo", "--quiet")


def _build_dialects(
    site: Path, files: Mapping[str, str], preset: str, folder: str, *command: str
) -> None:
    cases = DIALECTS[preset]
    made = [make_article(number, full_body=body) for number, (body, _) in enumerate(cases, 1)]
    _lay_out(site, files, made, preset, folder)
    _build(site, *command)
    pages = [path.read_text("utf-8") for path in sorted(site.rglob("*.html"))]
    for article, (body, shown) in zip(made, cases, strict=True):
        own = [page for page in pages if f"<i>{article.ref}</i>" in page]
        assert len(own) == 1, body
        assert shown in own[0].replace("&#37;", "%"), own[0]
