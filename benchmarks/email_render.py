"""Time one email: a layout compiled once and filled, against MJML rendered for every email.

    python benchmarks/email_render.py [POSTS_FOLDER]

Without a folder it writes articles of the tests. The baseline compiles the layout before every
email (a cold `Templates`, the package already imported): what a program does that fills first and
renders after. Medians of single emails, one thread.
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from newsletter.edition.edition import build_post_edition
from newsletter.model import Article, Edition
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.markup import article_html
from newsletter.render.templates import Templates, load_templates
from newsletter.source.post import parse_post
from tests.render.letters import make_article, make_settings

N_CHARS = 2000  # four minutes of Japanese: an abridged article
N_EMAILS = 100
N_BASELINE = 20


def read_articles(folder: Path | None) -> list[Article]:
    """Articles of newsletter length, cut at a paragraph."""
    if folder is None:
        return [make_article("ja", n, title=f"{make_article().title} {n}") for n in range(N_EMAILS)]
    articles: list[Article] = []
    for path in sorted(folder.glob("*.md"))[:N_EMAILS]:
        post = parse_post(path.read_bytes(), str(path), zone=UTC)
        cut = post.text[:N_CHARS].rfind("\n\n")
        body = post.text[: cut if cut > 0 else N_CHARS]
        articles.append(replace(make_article(), title=post.title, body=body, full_body=post.text))
    return articles


def measure(editions: list[Edition], templates: Templates, cold: bool) -> tuple[float, float]:
    """Median and largest time of one email in milliseconds.

    `cold` compiles the layout each time.
    """
    settings = make_settings()
    times: list[float] = []
    for edition in editions:
        article_html.cache_clear()
        used = Templates(templates.files) if cold else templates
        started = time.perf_counter()
        render_email(edition, settings, used, get_profile("plain", used))
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), max(times)


def main() -> None:
    """Print both figures and their ratio."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    settings, templates = make_settings(), load_templates()
    editions = [build_post_edition(article) for article in read_articles(folder)]
    started = time.perf_counter()
    render_email(editions[0], settings, templates, get_profile("plain", templates))
    first = 1000 * (time.perf_counter() - started)
    cold = measure(editions[:N_BASELINE], templates, cold=True)
    warm = measure(editions, templates, cold=False)
    print(f"first email, with imports and compiling  {first:8.1f} ms")
    print(
        f"MJML rendered for every email            {cold[0]:8.1f} ms median, {cold[1]:.1f} ms at "
        f"most, n={N_BASELINE}"
    )
    print(
        f"compiled once, then filled               {warm[0]:8.1f} ms median, {warm[1]:.1f} ms at "
        f"most, n={len(editions)}"
    )
    print(f"ratio                                    {cold[0] / warm[0]:8.1f}")


if __name__ == "__main__":
    main()
