"""Feeds of other programs as the source of a publication: Jekyll's, Hugo's, Ghost's, a JSON Feed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path

import pytest

from tests.pipeline.conftest import Run, article, tree
from tests.sites.sites import HUGO, JEKYLL, day
from tests.sites.test_generators import find_program, lay_out

EDIT = "この段落は後から書き足された。"


def html(number: int, extra: str = "") -> str:
    """A post as its program renders it."""
    parts = [part for part in article(number).split("\n\n") if part[0] not in "#-"]
    return (
        "".join(f"<p>{part.strip()}</p>" for part in [*parts, extra] if part)
        + '<figure><img src="/images/hill.png" alt="丘の絵"></figure>'
        '<pre><code class="language-python">print(1)\n</code></pre>'
        "<table><thead><tr><th>品</th><th>値段</th></tr></thead>"
        "<tbody><tr><td>りんご</td><td>120円</td></tr></tbody></table>"
        '<p><a href="/about/">港の話</a></p>'
    )


def ghost(extra: str = "") -> bytes:
    """What Ghost serves at /rss/: CDATA everywhere, media, a generator and no language."""
    items = "".join(
        f"<item><title><![CDATA[市の話{number}]]></title><description><![CDATA[{number}番目の市の話。]]></description>"
        f'<link>https://upstream.example/market-{number}/</link><guid isPermaLink="false">6650f0c0000{number}</guid>'
        f"<category><![CDATA[市]]></category><dc:creator><![CDATA[港の人]]></dc:creator>"
        f"<pubDate>Sun, 0{number} Feb 2026 08:30:00 GMT</pubDate>"
        f'<media:content url="https://upstream.example/content/images/hill.png" medium="image"/>'
        f"<content:encoded><![CDATA[{html(number, extra if number == 1 else '')}]]></content:encoded></item>"
        for number in (1, 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:atom="http://www.w3.org/2005/Atom" version="2.0" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel><title><![CDATA[朝の手紙]]></title><description><![CDATA[港]]></description>'
        "<link>https://upstream.example/</link><generator>Ghost 5.82</generator>"
        f"<ttl>60</ttl>{items}</channel></rss>"
    ).encode()


def json_feed(extra: str = "") -> bytes:
    """JSON Feed 1.1."""
    items = [
        {
            "id": f"https://upstream.example/market-{number}/",
            "url": f"https://upstream.example/market-{number}/",
            "title": f"市の話{number}",
            "content_html": html(number, extra if number == 1 else ""),
            "date_published": f"{day(number)}T08:30:00+09:00",
            "tags": ["市"],
            "authors": [{"name": "港の人"}],
        }
        for number in (1, 2)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "朝の手紙",
        "home_page_url": "https://upstream.example/",
        "language": "ja",
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False).encode()


ATOM = """---
layout: null
---
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><generator uri="https://jekyllrb.com/">Jekyll</generator>
<id>{{ site.url }}/feed.xml</id><title type="html">{{ site.title | xml_escape }}</title><updated>{{ site.time | date_to_xmlschema }}</updated>
{% for post in site.posts limit: 2 %}<entry xml:lang="ja"><title type="html">{{ post.title | smartify | strip_html | normalize_whitespace | xml_escape }}</title>
<link href="{{ post.url | absolute_url }}" rel="alternate" type="text/html" title="{{ post.title | xml_escape }}"/>
<published>{{ post.date | date_to_xmlschema }}</published><updated>{{ post.date | date_to_xmlschema }}</updated><id>{{ post.id | absolute_url | xml_escape }}</id>
<content type="html" xml:base="{{ post.url | absolute_url | xml_escape }}"><![CDATA[{{ post.content | strip }}]]></content></entry>{% endfor %}</feed>
"""


def of_jekyll(folder: Path, extra: str) -> bytes:
    """A feed as jekyll-feed writes it, built by Jekyll."""
    program = find_program("jekyll")
    lay_out(JEKYLL, folder)
    (folder / "feed.xml").write_text(ATOM, "utf-8")
    post = folder / JEKYLL.post(10)
    post.write_text(post.read_text("utf-8") + f"\n{extra}\n", "utf-8")
    subprocess.run([program, "build", "--quiet"], cwd=folder, check=True, timeout=120)
    return (folder / "_site/feed.xml").read_bytes()


def of_hugo(folder: Path, extra: str) -> bytes:
    """The RSS that Hugo's own template writes."""
    program = find_program("hugo")
    lay_out(HUGO, folder)
    config = folder / "hugo.toml"
    config.write_text(config.read_text("utf-8").replace('"RSS", ', ""), "utf-8")
    post = folder / HUGO.post(10)
    head, fence, text = post.read_text("utf-8").rpartition("---\n\n")
    post.write_text(f"{head}{fence}{extra}{text}", "utf-8")
    subprocess.run([program, "--quiet"], cwd=folder, check=True, timeout=120)
    return (folder / "public/posts/index.xml").read_bytes()


SLOW = pytest.mark.slow
FEEDS = [
    pytest.param(lambda folder, extra: ghost(extra), 2, True, id="ghost"),
    pytest.param(lambda folder, extra: json_feed(extra), 2, True, id="json feed"),
    pytest.param(of_jekyll, 2, True, marks=SLOW, id="jekyll"),
    pytest.param(of_hugo, 10, False, marks=SLOW, id="hugo"),
]


@pytest.mark.parametrize(("make", "n_items", "is_whole"), FEEDS)
def test_a_feed_becomes_an_english_edition(
    letter: Path,
    run: Run,
    tmp_path: Path,
    make: Callable[[Path, str], bytes],
    n_items: int,
    is_whole: bool,
) -> None:
    """Every item is published in both languages; twice gives nothing new; an edit is an edit."""
    for path in (letter / "posts").iterdir():
        path.unlink()
    config = letter / "newsletter.toml"
    text = config.read_text("utf-8").replace("[posts]\n", '[posts]\nfeed = "upstream.xml"\n')
    config.write_text(text, "utf-8")
    (letter / "upstream.xml").write_bytes(make(tmp_path / "one", ""))
    report = run(since=date(2026, 1, 1))
    assert report.errors == ()
    posts = sorted(path.name for path in (letter / "posts").iterdir())
    assert len(posts) == n_items
    summaries = [finding for _, finding in report.findings if finding.rule == "summary-only"]
    assert len(summaries) == (0 if is_whole else n_items)
    before = tree(letter)
    for name in posts:
        for language in ("ja", "en"):
            assert f"{language}/posts/{name.removesuffix('.md')}.html" in before
            assert f"campaigns/{name.removesuffix('.md')}/{language}/email.html" in before
    assert run().written == ()
    (letter / "upstream.xml").write_bytes(make(tmp_path / "two", EDIT))
    again = run()
    assert sorted(path.name for path in (letter / "posts").iterdir()) == posts
    changed = [
        name
        for name, data in tree(letter).items()
        if name.startswith("ja/posts/") and name.endswith(".html") and before[name] != data
    ]
    assert len(changed) == 1
    assert EDIT in tree(letter)[changed[0]].decode()
    assert len(again.posts) == 1


@pytest.mark.parametrize("make", [ghost, json_feed])
def test_what_a_feed_holds_survives(letter: Path, run: Run, make: Callable[[], bytes]) -> None:
    """Tables, code, figures and links of an item stand in the post, its addresses made whole."""
    config = letter / "newsletter.toml"
    text = config.read_text("utf-8").replace("[posts]\n", '[posts]\nfeed = "upstream.xml"\n')
    config.write_text(text, "utf-8")
    (letter / "upstream.xml").write_bytes(make())
    run(since=date(2026, 1, 1))
    (post,) = (letter / "posts").glob("2026-02-02-market-2.md")
    written = post.read_text("utf-8")
    assert "| りんご | 120円 |" in written
    assert "```python\nprint(1)\n```" in written
    assert "![丘の絵](https://upstream.example/images/hill.png)" in written
    assert "[港の話](https://upstream.example/about/)" in written
    assert 'tags: ["市"]' in written
    assert escape("港の人") in written
