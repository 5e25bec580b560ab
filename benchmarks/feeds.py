"""Time feeds, pages, copies and reports of many posts, as ratios to reading the posts.

    python benchmarks/feeds.py FOLDER [N_POSTS]

FOLDER holds posts; they are repeated until there are N_POSTS (default 250). Nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from newsletter.config import parse_settings
from newsletter.lint.feed_rules import check_feed
from newsletter.model import Artefact, Article, Post
from newsletter.render.feeds import build_feed, guid, render_feeds
from newsletter.render.markup import article_html
from newsletter.render.site.copies import render_copy
from newsletter.render.site.pages import render_index, render_page
from newsletter.render.templates import load_templates
from newsletter.source.post import parse_post

SITE = "https://example.com"
SETTINGS = f'[publication]\ntitle = "Benchmark"\nurl = "{SITE}"\nlanguage = "ja"\n'


def main(folder: str, n_posts: int = 250) -> None:
    """Print seconds, milliseconds a post and the ratio to the baseline for each step."""
    paths = sorted(Path(folder).glob("*.md"))
    settings, templates = parse_settings(SETTINGS), load_templates()
    data = [path.read_bytes() for path in paths]
    start = perf_counter()
    posts = [
        parse_post(each, path.name, language="ja", zone=UTC)
        for each, path in zip(data, paths, strict=True)
    ]
    baseline = (perf_counter() - start) / len(posts)
    print(f"{'read (baseline)':24} {len(posts):6} posts {baseline * 1000:8.2f} ms a post")
    articles = [_article(post, number) for number, post in enumerate(islice(cycle(posts), n_posts))]
    feed = build_feed(articles, "ja", settings)
    steps: tuple[tuple[str, Callable[[], Iterable[Artefact]]], ...] = (
        (
            "HTML alone",
            lambda: [
                Artefact("", article_html(each.full_body, base_url=each.url).encode())
                for each in articles
            ],
        ),
        ("feeds with archive", lambda: render_feeds(feed, settings, templates)),
        ("main feeds only", lambda: islice(render_feeds(feed, settings, templates), 3)),
        ("pages", lambda: [render_page(each, settings, templates) for each in articles]),
        ("copies", lambda: [render_copy(each, settings) for each in articles]),
        ("indexes", lambda: render_index({"ja": articles}, settings, templates)),
    )
    for name, step in steps:
        _report(name, step, n_posts, baseline)
    contents = [artefact.content for artefact in render_feeds(feed, settings, templates)]
    start = perf_counter()
    n_findings = sum(len(check_feed(content)) for content in contents)
    print(f"{'check of the feeds':24} {perf_counter() - start:8.2f} s, {n_findings} findings")


def _report(
    name: str, step: Callable[[], Iterable[Artefact]], n_posts: int, baseline: float
) -> None:
    start = perf_counter()
    n_bytes = sum(len(artefact.content) for artefact in step())
    seconds = perf_counter() - start
    each = seconds / n_posts
    print(
        f"{name:24} {seconds:8.2f} s {each * 1000:8.2f} ms a post {each / baseline:6.1f} x "
        f"baseline {n_bytes / 1e6:8.1f} MB"
    )


def _article(post: Post, number: int) -> Article:
    date = post.date - timedelta(days=number)
    ref = f"{number}-{post.slug}"
    return Article(
        ref=ref,
        slug=post.slug,
        language="ja",
        source_language="ja",
        title=post.title,
        summary=str(post.fields.get("description", "")),
        body=post.text,
        full_body=post.text,
        date=date,
        updated=date,
        url=f"{SITE}/ja/posts/{number}.html",
        guid=guid(ref, "ja", SITE),
        front_matter=post.front_matter,
    )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
