"""Make the email of an edition: subject, preheader, HTML and text, for one campaign tool.

    Edition ─▶ layout_values ─▶ neutralised for the profile ─▶ layout ─▶ lines under 998 octets
                     ▲                                                        │
                     └───────── shorter, while it is over the size ◀──────────┘

Mail clients clip a mail at about 102 kB and hide the rest with the unsubscribe link. An email over
the publication's limit (`email.max_html_bytes`, 90,000) is therefore abridged further by the
function the pipeline hands in; where that is not enough, whole blocks go from the end. Either way
it ends with "Continue reading" and carries a finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from newsletter.config import Settings
from newsletter.edition.edition import shorten
from newsletter.model import (
    Article,
    Edition,
    EditionKind,
    Finding,
    Severity,
)
from newsletter.render.dialects import dialect_words
from newsletter.render.mail.layout_values import LayoutValues
from newsletter.render.mail.octets import wrap_html
from newsletter.render.mail.profiles import Profile
from newsletter.render.mail.restyle import (
    ArticleStyle,
    build_style,
    cut_blocks,
    restyle,
)
from newsletter.render.mail.text_part import render_text
from newsletter.render.mail.theme import build_theme
from newsletter.render.markup import article_html, one_line
from newsletter.render.templates import Templates

Fit = Callable[[Article, int], Article]
MAX_TRIES = 4
FIT_SHARE = 0.94  # of what would fit by proportion: tags and links are not spread evenly
MIN_SHARE = 0.05
CUT_SHARES = (0.98, 0.9, 0.7, 0.0)
# The longest of 250 real titles has 58 characters, the longest excerpt 125.
MAX_TITLE_COLUMNS = 600
MAX_SUMMARY_COLUMNS = 2000

_UTF8_MARK = "\u200c"
_HREF = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """One email in the form of one campaign tool.

    Attributes:
        subject: As it is to be pasted, merge tags of other hands neutralised.
        preheader: As the subject.
        html: LF line ends, no line over 998 octets.
        text: LF line ends.
        profile: Name of the tool.
        language: Of the edition.
        shortened: The article was cut to fit the size.
        findings: What the editor should know.
    """

    subject: str
    preheader: str
    html: str = field(repr=False)
    text: str = field(repr=False)
    profile: str
    language: str
    shortened: bool = False
    findings: tuple[Finding, ...] = ()


def render_email(
    edition: Edition,
    settings: Settings,
    templates: Templates,
    profile: Profile,
    *,
    fit: Fit | None = None,
) -> RenderedEmail:
    """Return the email of an edition.

    Args:
        edition: What it carries.
        settings: Sender, brand, limits.
        templates: Layouts, words and styles.
        profile: The campaign tool.
        fit: Abridges an article to so many characters; called when the HTML is over the limit.

    Raises:
        TemplateError: A layout, a string or a style is broken.
    """
    maker = _Maker(edition, settings, templates, profile)
    limit = settings.email.max_html_bytes
    html = maker.html()
    if len(html.encode()) > limit and edition.kind is EditionKind.POST:
        html = maker.fitted(html, limit, fit)
    findings = list(maker.findings)
    size = len(html.encode())
    if size > limit:
        message = f"the HTML has {size} bytes, the limit is {limit}"
        findings.append(Finding("email-size", Severity.ERROR, message))
    return RenderedEmail(
        subject=profile.neutralise(one_line(edition.subject)),
        preheader=profile.neutralise(one_line(edition.preheader)),
        html=html,
        text=maker.text(),
        profile=profile.name,
        language=edition.language,
        shortened=maker.shortened,
        findings=tuple(findings),
    )


class _Maker:
    """Holds what the tries at one email share."""

    def __init__(
        self,
        edition: Edition,
        settings: Settings,
        templates: Templates,
        profile: Profile,
    ) -> None:
        self.edition = _clip(edition)
        self.settings = settings
        self.templates = templates
        self.profile = profile
        brand = settings.brand
        self.theme = build_theme(
            edition.language, brand.accent, brand.font, brand.title_font
        )
        self.style: ArticleStyle = build_style(
            templates, self.theme, edition.language
        )
        self.shortened = False
        self.findings: list[Finding] = []

    def html(self, body: str | None = None) -> str:
        """Fill the layout; `body` stands in for the HTML of the article."""
        maker = LayoutValues(
            self.edition,
            self.settings,
            self.templates.strings(self.edition.language),
            self.theme,
            self.profile,
        )
        values = maker.frame()
        if self.edition.kind is EditionKind.DIGEST:
            values |= maker.digest()
        else:
            html = self._article_html() if body is None else body
            values |= maker.post(html, shortened=self.shortened)
        filled = self.templates.render(
            f"email/{self.edition.kind.value}.mjml.j2", **values
        )
        if filled.isascii():  # a layout of one's own may do without the padding
            filled = filled.replace("</body>", f"{_UTF8_MARK}</body>")
        prefix = self.profile.prefix
        return wrap_html(f"{prefix}\n{filled}" if prefix else filled)

    def text(self) -> str:
        """Fill the text part."""
        return render_text(
            self.edition,
            self.settings,
            self.templates,
            self.profile,
            shortened=self.shortened,
        )

    @property
    def article(self) -> Article:
        """The first article: of a post, the only one."""
        return self.edition.articles[0]

    def _article_html(self) -> str:
        words = dialect_words(
            self.templates.strings(self.edition.language),
            self.settings.publication.url,
        )
        html = article_html(
            self.article.body, base_url=self.article.url, words=words
        )
        return restyle(html, self.style)

    def fitted(self, html: str, limit: int, fit: Fit | None) -> str:
        """Shorten the one article until the HTML fits."""
        self.shortened = True
        n_before = len(self.article.body)
        frame = len(self.html("").encode())
        if fit:
            html = self._abridged(html, limit, frame, fit)
        if len(html.encode()) > limit:
            html = self._cut(limit - frame, limit)
        n_after = len(self.article.body)
        message = (
            f"the email was over {limit} bytes: its text went from {n_before} to {n_after} "
            "characters and ends with a link"
        )
        self.findings.append(
            Finding("email-shortened", Severity.WARNING, message)
        )
        return html

    def _abridged(self, html: str, limit: int, frame: int, fit: Fit) -> str:
        """Abridge the article, by proportion, until it fits or gets no shorter."""
        for _ in range(MAX_TRIES):
            article = self.article
            n_bytes = max(1, len(html.encode()) - frame)
            share = max(MIN_SHARE, (limit - frame) / n_bytes)
            shorter = fit(article, int(len(article.body) * share * FIT_SHARE))
            if len(shorter.body) >= len(article.body):
                break
            self.edition = replace(self.edition, articles=(shorter,))
            html = self.html()
            if len(html.encode()) <= limit:
                break
        return html

    def _cut(self, room: int, limit: int) -> str:
        """Leave blocks out at the end."""
        body = self._article_html()
        html = ""
        for share in CUT_SHARES:
            html = self.html(cut_blocks(body, int(room * share)))
            if len(html.encode()) <= limit:
                break
        shorter = replace(self.article, body=self.article.body[:limit])
        self.edition = replace(self.edition, articles=(shorter,))
        return html


def _clip(edition: Edition) -> Edition:
    """Keep what stands in the frame to a length that leaves room for the article.

    Front matter may hold anything.
    """
    return replace(
        edition,
        articles=tuple(_clip_article(article) for article in edition.articles),
        more=tuple(
            (shorten(title, MAX_TITLE_COLUMNS), url)
            for title, url in edition.more
        ),
    )


def _clip_article(article: Article) -> Article:
    """The article with titles and names no longer than a mail can bear."""
    categories = article.categories[:1]
    return replace(
        article,
        title=shorten(article.title, MAX_TITLE_COLUMNS),
        author=shorten(article.author, MAX_TITLE_COLUMNS),
        categories=tuple(
            shorten(category, MAX_TITLE_COLUMNS) for category in categories
        ),
        summary=shorten(article.summary, MAX_SUMMARY_COLUMNS),
    )


def find_links(html: str) -> tuple[str, ...]:
    """Return the addresses an email links to, in order, each once."""
    return tuple(dict.fromkeys(_HREF.findall(html)))
