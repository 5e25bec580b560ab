"""Write the article of a post for a tool that makes the email itself: no frame, no styles.

Such a tool writes every letter outside ASCII as an entity, so that Japanese takes eight bytes a
letter, and adds its own frame. Where the whole article would be clipped by mail clients, the
abridged one goes, with a link to the rest.
"""

from __future__ import annotations

from html import escape

from newsletter.model import Article
from newsletter.render.mail.profiles import Profile
from newsletter.render.markup import absolute_url, article_html, one_line
from newsletter.render.strings import Strings

FRAME_BYTES = 33_000  # what Ghost 6.65 puts around a post
ENTITY_BYTES = 8  # &#12354;
MAX_BYTES = 100_000  # clients clip at about 102 kB


def render_card(article: Article, words: Strings, profile: Profile) -> str:
    """Return the HTML of an article; whole, or abridged where the whole would be clipped."""
    whole = article_html(article.full_body, base_url=article.url)
    if mailed_bytes(whole) <= MAX_BYTES:
        return profile.neutralise(whole)
    parts = [
        _opening(article, words),
        article_html(article.body, base_url=article.url),
    ]
    link = absolute_url(article.url)
    parts.append(
        f'<p><a href="{escape(link)}">{escape(words("continue_reading"))}</a></p>\n'
    )
    return profile.neutralise("".join(parts))


def mailed_bytes(html: str) -> int:
    """Return how large the email becomes that the tool makes of this HTML."""
    n_wide = sum(not char.isascii() for char in html)
    return FRAME_BYTES + len(html) - n_wide + ENTITY_BYTES * n_wide


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
