"""Write the article of a post for a tool that makes the email itself: no frame, no styles.

Such a tool writes every letter outside ASCII as an entity, so that Japanese takes eight bytes a
letter, puts a style on every element, and adds its own frame. Where the whole article would be
clipped by mail clients, the abridged one goes, with a link to the rest; where that would be too,
it is abridged further.
"""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from newsletter.model import Article
from newsletter.render.mail.message import FIT_SHARE, MAX_TRIES, Fit
from newsletter.render.mail.profiles import Profile
from newsletter.render.markup import article_html, one_line
from newsletter.render.strings import Strings
from newsletter.render.web_addresses import absolute_url

# Measured with Ghost 6.65: 32,100 bytes around an empty post; the title stands in it five times and
# the excerpt twice, which makes 5 kB of 60 and 150 Japanese letters.
FRAME_BYTES = 37_000
ENTITY_BYTES = 8  # &#12354;
QUOTE_BYTES = 6  # &quot;
# The style that each element of an article gets, measured the same way.
STYLE_BYTES = {
    "p": 63,
    "a": 93,
    "li": 80,
    "h1": 240,
    "h2": 240,
    "h3": 240,
    "h4": 240,
    "h5": 240,
    "h6": 240,
    "strong": 26,
    "b": 26,
    "code": 26,
    "td": 162,
    "th": 162,
    "table": 107,
    "blockquote": 140,
    "pre": 137,
    "img": 72,
    "hr": 170,
    "ul": 125,
    "ol": 128,
    "figure": 33,
    "figcaption": 246,
}
MAX_BYTES = 100_000  # clients clip at about 102 kB

_TAG = re.compile(r"<([a-z][a-z0-9]*)")


def render_card(
    article: Article,
    words: Strings,
    profile: Profile,
    fit: Fit | None = None,
) -> str:
    """Return the HTML of an article: whole, or as much as clients show.

    Args:
        article: The post.
        words: Of the frame, in its language.
        profile: Whose live tags are made harmless.
        fit: Abridges an article to so many characters.
    """
    whole = article_html(article.full_body, base_url=article.url)
    if mailed_bytes(whole) <= MAX_BYTES:
        return profile.neutralise(whole)
    html = _render_abridged(article, words)
    for _ in range(MAX_TRIES):
        size = mailed_bytes(html)
        if fit is None or size <= MAX_BYTES:
            break
        share = (MAX_BYTES - FRAME_BYTES) / (size - FRAME_BYTES)
        article = fit(article, int(len(article.body) * share * FIT_SHARE))
        html = _render_abridged(article, words)
    return profile.neutralise(html)


def _render_abridged(article: Article, words: Strings) -> str:
    """The newsletter version with a link to the whole post."""
    link = escape(absolute_url(article.url))
    return "".join(
        (
            _opening(article, words),
            article_html(article.body, base_url=article.url),
            f'<p><a href="{link}">{escape(words("continue_reading"))}</a></p>\n',
        )
    )


def mailed_bytes(html: str) -> int:
    """Return how large the email becomes, at most, that Ghost makes of this HTML."""
    n_wide = sum(not char.isascii() for char in html)
    tags = Counter(_TAG.findall(html))
    style = sum(STYLE_BYTES.get(tag, 0) * n for tag, n in tags.items())
    text = len(html) - n_wide + ENTITY_BYTES * n_wide
    return FRAME_BYTES + text + style + (QUOTE_BYTES - 1) * html.count('"')


def _opening(article: Article, words: Strings) -> str:
    """The news and the key points, which the abridged article does not repeat."""
    html = (
        f"<p><strong>{escape(one_line(article.lead))}</strong></p>\n"
        if article.lead
        else ""
    )
    if article.key_points:
        points = "".join(
            f"<li>{escape(one_line(point))}</li>"
            for point in article.key_points
        )
        html += f"<h2>{escape(words('key_points'))}</h2>\n<ul>{points}</ul>\n"
    return html
