"""Make the email of an edition: subject, preheader, HTML and text, in the conventions of one campaign tool.

    Edition ─▶ values (words, links, article HTML) ─▶ neutralised for the profile ─▶ layout ─▶ lines under 998 octets
                          ▲                                                                │
                          └────────────── shorter, while it is over the size ◀─────────────┘

Mail clients clip a mail at about 102 kB and hide the rest with the unsubscribe link. An email over the publication's limit
(`email.max_html_bytes`, 90,000) is therefore abridged further by the function the pipeline hands in; where that is not
enough, whole blocks go from the end. Either way it ends with "Continue reading" and carries a finding.

Everything a post says passes through `Profile.neutralise` before it meets the layout; only the profile's own tags do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from newsletter.config import Settings
from newsletter.edition.edition import shorten
from newsletter.model import Article, Edition, EditionKind, Finding, Severity
from newsletter.render.mail.frame import button_words, find_notices, standfirst
from newsletter.render.mail.octets import wrap_html
from newsletter.render.mail.profiles import Profile
from newsletter.render.mail.restyle import (
    ArticleStyle,
    build_style,
    cut_blocks,
    phrase_html,
    restyle,
)
from newsletter.render.mail.text_part import render_text
from newsletter.render.mail.theme import Theme, build_theme
from newsletter.render.markup import absolute_url, article_html, one_line
from newsletter.render.strings import Strings
from newsletter.render.templates import Templates, as_markup

Fit = Callable[[Article, int], Article]
MAX_TRIES = 4
MAX_TITLE_COLUMNS = 600  # the longest of 250 real titles has 58 characters, the longest excerpt 125
MAX_SUMMARY_COLUMNS = 2000
# Fills the line of the inbox behind the preheader, so that no client shows the beginning of the body there. The non-joiner
# also keeps a mail of plain ASCII from being sent as ISO-8859-1, which one large client clips at any size.
PADDING = "&nbsp;&zwnj;" * 60
_UTF8_MARK = "\u200c"
# MJML closes what a layout leaves open, so the tags around several sections come in as values.
LANDMARKS = {
    name: as_markup(f'<div role="{name}">') for name in ("banner", "main", "contentinfo")
} | {"end": as_markup("</div>")}


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """One email in the form of one campaign tool.

    Attributes:
        subject, preheader: As they are to be pasted, merge tags of other hands neutralised.
        html, text: The two parts, LF line ends, no line of the HTML over 998 octets.
        profile: Name of the tool. `language`: of the edition.
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
        edition: What it carries. `settings`: sender, brand, limits.
        templates: Layouts, words and styles. `profile`: the campaign tool.
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
        findings.append(
            Finding(
                "email-size",
                Severity.ERROR,
                f"the HTML has {size} bytes, the limit is {limit}",
            )
        )
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
        more = tuple(
            (shorten(title, MAX_TITLE_COLUMNS), address) for title, address in edition.more
        )
        self.edition = replace(
            edition,
            articles=tuple(_clip(article) for article in edition.articles),
            more=more,
        )
        self.settings = settings
        self.templates = templates
        self.profile = profile
        self.words: Strings = templates.strings(edition.language)
        self.theme: Theme = build_theme(
            edition.language,
            settings.brand.accent,
            settings.brand.font,
            settings.brand.title_font,
        )
        self.style: ArticleStyle = build_style(templates, self.theme, edition.language)
        self.shortened = False
        self.findings: list[Finding] = []

    # -- the parts

    def html(self, body: str | None = None) -> str:
        """Fill the layout; `body` stands in for the HTML of the article."""
        values = self._values() | self._article_values(body)
        name = f"email/{self.edition.kind.value}.mjml.j2"
        filled = self.templates.render(name, **values)
        if filled.isascii():  # a layout of one's own may do without the padding
            filled = filled.replace("</body>", f"{_UTF8_MARK}</body>")
        return wrap_html(f"{self.profile.prefix}\n{filled}" if self.profile.prefix else filled)

    def text(self) -> str:
        """Fill the text part."""
        return render_text(
            self.edition,
            self.settings,
            self.templates,
            self.profile,
            shortened=self.shortened,
        )

    def fitted(self, html: str, limit: int, fit: Fit | None) -> str:
        """Shorten the one article until the HTML fits."""
        self.shortened = True
        n_before = len(self.edition.articles[0].body)
        frame = len(self.html("").encode())
        for _ in range(MAX_TRIES if fit else 0):
            article = self.edition.articles[0]
            share = max(0.05, (limit - frame) / max(1, len(html.encode()) - frame))
            shorter = fit(article, int(len(article.body) * share * 0.94)) if fit else article
            if len(shorter.body) >= len(article.body):
                break
            self.edition = replace(self.edition, articles=(shorter,))
            html = self.html()
            if len(html.encode()) <= limit:
                break
        if len(html.encode()) > limit:
            html = self._cut(limit - frame, limit)
        n_after = len(self.edition.articles[0].body)
        message = f"the email was over {limit} bytes: its text went from {n_before} to {n_after} characters and ends with a link"
        self.findings.append(Finding("email-shortened", Severity.WARNING, message))
        return html

    def _cut(self, room: int, limit: int) -> str:
        article = self.edition.articles[0]
        body = restyle(article_html(article.body, base_url=article.url), self.style)
        html = ""
        for share in (0.98, 0.9, 0.7, 0.0):
            html = self.html(cut_blocks(body, int(room * share)))
            if len(html.encode()) <= limit:
                break
        self.edition = replace(
            self.edition,
            articles=(replace(article, body=article.body[:limit]),),
        )
        return html

    # -- the values a layout is filled with

    def _values(self) -> dict[str, Any]:
        edition, settings, theme = self.edition, self.settings, self.theme
        words = settings.words(edition.language)
        email = settings.email
        url = absolute_url(settings.publication.url)
        return {
            "lang": edition.language,
            "dir": theme.direction,
            "start": theme.start,
            "end": theme.end,
            "type": theme.type,
            "light": theme.light,
            "dark": theme.dark,
            "landmarks": LANDMARKS,
            "words": self._say,
            "subject": self._safe(edition.subject),
            "preheader": self._safe(edition.preheader),
            "padding": as_markup(PADDING),
            "date": self.words.date(edition.date, settings.publication.timezone),
            "publication": {
                "title": self._safe(words.title),
                "title_phrases": self._phrases(words.title),
                "url": url,
                "logo": absolute_url(settings.brand.logo, url + "/") if settings.brand.logo else "",
            },
            "why": self._say("why", publication=words.title),
            "sender": self._safe(email.from_name or words.title),
            "address": self._address(),
            "footer": self._safe(settings.brand.footer),
            "footer_links": self._footer_links(),
            "brand_links": [
                self._link(absolute_url(address, url + "/"), name)
                for name, address in settings.brand.links.items()
            ],
            "tags": {"first_name": as_markup(self.profile.first_name)},
            "notices": [self._safe(each) for each in find_notices(edition.articles, self.words)],
            "more": [
                {
                    "title": self._safe(title),
                    "title_phrases": self._phrases(title),
                    "url": absolute_url(address, url + "/"),
                }
                for title, address in edition.more
            ],
        }

    def _article_values(self, body: str | None) -> dict[str, Any]:
        if self.edition.kind is EditionKind.DIGEST:
            return {
                "kicker": self._say(
                    "n_posts",
                    n=len(self.edition.articles) + len(self.edition.more),
                ),
                "articles": [self._listed(article) for article in self.edition.articles],
            }
        article = self.edition.articles[0]
        if body is None:
            body = restyle(article_html(article.body, base_url=article.url), self.style)
        return {
            "article": self._listed(article)
            | {
                "summary": self._safe(standfirst(article)),
                "body": as_markup(self.profile.neutralise(body)),
            },
            "kicker": " · ".join(
                [
                    *(self._safe(each) for each in article.categories[:1]),
                    self._minutes(article.body_minutes),
                ]
            ),
            "byline": self._byline(article),
            "button": self._safe(button_words(article, self.words, self.shortened)),
        }

    def _listed(self, article: Article) -> dict[str, Any]:
        image = article.image
        address = absolute_url(image.url, article.url) if image else ""
        return {
            "title": self._safe(article.title),
            "title_phrases": self._phrases(article.title),
            "summary": self._safe(article.summary),
            "url": absolute_url(article.url),
            "image": {"url": address, "alt": self._safe(image.alt)} if image and address else None,
            "read": f"{self._say('read_on_web')} · {self._minutes(article.minutes)}",
            "minutes": self._minutes(article.minutes),
        }

    def _byline(self, article: Article) -> str:
        parts = [self._say("by", author=article.author)] if article.author else []
        parts += [self._say("machine_translated")] if article.machine_translation else []
        return " · ".join(parts)

    def _address(self) -> Any:
        own = self.settings.email.postal_address
        if own:
            return as_markup("<br>").join(
                self._safe(line.strip()) for line in own.splitlines() if line.strip()
            )
        return as_markup(self.profile.postal_address)

    def _footer_links(self) -> list[Any]:
        edition, profile = self.edition, self.profile
        unsubscribe = profile.unsubscribe or absolute_url(self.settings.email.unsubscribe_url)
        web = profile.view_in_browser or (
            edition.articles[0].url if edition.kind is EditionKind.POST else ""
        )
        links = [
            self._link(unsubscribe, self.words("unsubscribe")),
            self._link(web, self.words("view_in_browser")),
        ]
        return [link for link in links if link]

    def _link(self, target: str, words: str) -> Any:
        """A link of the footer; a tool whose tag is an element makes the link itself."""
        shown = as_markup("").join([self._safe(words)])
        css = f"color:{self.theme.light.muted};text-decoration:underline;text-underline-offset:3px"
        if not target:
            return ""
        if target.startswith("<"):  # the tool's own element
            name = target.strip("<>")
            return as_markup(f'<{name} style="{css}">') + shown + as_markup(f"</{name}>")
        return as_markup(f'<a href="{escape(target)}" style="{css}">') + shown + as_markup("</a>")

    # -- small words

    def _safe(self, text: str) -> str:
        return self.profile.neutralise(one_line(text))

    def _say(self, key: str, **values: object) -> str:
        return self._safe(self.words(key, **values))

    def _minutes(self, n: int) -> str:
        return self._say("minutes", n=max(1, n))

    def _phrases(self, title: str) -> Any:
        return as_markup(
            self.profile.neutralise(phrase_html(one_line(title), self.edition.language))
        )


def _clip(article: Article) -> Article:
    """Keep what stands in the frame to a length that leaves room for the article, whatever the front matter says."""
    return replace(
        article,
        title=shorten(article.title, MAX_TITLE_COLUMNS),
        author=shorten(article.author, MAX_TITLE_COLUMNS),
        categories=tuple(shorten(each, MAX_TITLE_COLUMNS) for each in article.categories[:1]),
        summary=shorten(article.summary, MAX_SUMMARY_COLUMNS),
    )


def find_links(html: str) -> tuple[str, ...]:
    """Return the addresses an email links to, in order, each once."""
    return tuple(dict.fromkeys(re.findall(r'<a\b[^>]*?\shref="([^"]*)"', html)))
