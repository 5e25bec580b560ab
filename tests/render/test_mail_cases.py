"""Posts that went wrong once in a mail, and what is right."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.lint.mail_rules import check_email
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import find_profiles, get_profile
from newsletter.render.templates import load_templates
from tests.render.cases import WHEN, case_article, case_email, case_settings
from tests.render.letters import make_article, make_settings

TEMPLATES = load_templates()
CASES = [
    ("2026-04-01-tags", "en"),
    ("2026-04-02-layout", "en"),
    ("2026-04-03-html", "en"),
    ("description", "en"),
    ("korean-bold", "ko"),
    ("rtl", "ar"),
    ("table-long-column", "en"),
    ("listmonk-angle", "en"),
    ("tracklink", "en"),
]


@pytest.mark.parametrize(("name", "language"), CASES)
@pytest.mark.parametrize("profile", find_profiles(TEMPLATES))
def test_no_case_leaves_an_error(name: str, language: str, profile: str) -> None:
    """No live tag, no lost comment, no link to nowhere, for any tool."""
    made = case_email(name, language, profile)
    tool = get_profile(profile, TEMPLATES)
    findings = check_email(
        tool.pack_html(made.html),
        tool.pack_text(made.text),
        settings=case_settings(language),
        profile=tool,
        language=language,
    )
    assert [finding for finding in findings if finding.severity == "error"] == []


def test_tags_of_sendgrid_and_listmonk_are_text() -> None:
    """`<%…%>` in a text part and `@TrackLink` anywhere are live there."""
    sendgrid = case_email("2026-04-01-tags", profile="sendgrid")
    assert "<%" not in sendgrid.text
    assert "<\u200c%asm_group" in sendgrid.text
    listmonk = case_email("tracklink", profile="listmonk")
    assert "@TrackLink" not in listmonk.html + listmonk.text
    assert "page%40TrackLink" not in listmonk.html or "@\u200cTrackLink" in listmonk.html


def test_korean_words_in_quotes_are_bold() -> None:
    """The particle stands against the closing quote."""
    html = case_email("korean-bold", "ko").html
    assert "**" not in html
    assert re.search(r"<strong[^>]*>(?:\"|&quot;)핵심", html)


def test_what_is_foreign_keeps_its_direction() -> None:
    """An address, a name and code in Latin letters inside an Arabic mail."""
    html = case_email("rtl", "ar").html
    assert '<span dir="ltr">1 Main Street</span>' in html
    assert "\u2068Ann Author\u2069" in html
    assert re.search(r'<code[^>]* dir="ltr"', html)
    assert re.search(r'<body lang="ar" dir="rtl" ', html)


def test_a_mail_in_latin_letters_turns_nothing() -> None:
    """The marks stand only where a text is foreign."""
    html = case_email("description").html
    assert "<span dir=" not in html
    assert "\u2068" not in html


def test_hostile_html_is_harmless() -> None:
    """Nothing runs, no overlay, no address of another scheme; the text stays."""
    html = case_email("2026-04-03-html").html
    body = html[html.index("<h1") :]
    assert not re.search(r"<script|<[^>]+\son\w+=|position:fixed", body)
    assert not re.search(r'(?:href|src)="(?!https?:|mailto:|tel:)', body)
    assert 'href="tel:+81312345678"' in body
    assert "The last sentence of this article stands here." in body


def test_labels_of_a_table_keep_to_their_line() -> None:
    """One long column does not squeeze the others."""
    html = case_email("table-long-column").html
    widths = re.findall(r"<th[^>]*min-width:([\d.]+)em", html)
    assert [float(width) for width in widths] == [10.8, 7.9, 13.0, 5.0, 6.8, 13.0]


def test_a_digest_links_each_article_once() -> None:
    """Whoever hears the mail read out meets every address one time; covers say nothing twice."""
    settings = make_settings()
    articles = [make_article("en", n) for n in range(3)]
    digest = build_digest(articles, settings, id="digest", date=WHEN)
    html = render_email(digest, settings, TEMPLATES, get_profile("plain", TEMPLATES)).html
    for article in articles:
        assert html.count(f'href="{article.url}"') == 1
        assert html.count(article.title) <= 3  # subject, label of the mail, heading


def test_the_preheader_is_hidden_without_tricks_of_colour() -> None:
    """Filters count text in the colour of its ground; display is enough."""
    html = case_email("description").html
    hidden = html[html.index('aria-hidden="true"') :][:300]
    assert "display:none" in hidden
    assert "font-size:1px" not in hidden
    assert case_article("description").summary in hidden


@pytest.mark.parametrize("preheader", ["", "It rains in the north."])
def test_nothing_hides_the_beginning_of_a_mail_without_a_preheader(preheader: str) -> None:
    """The blanks behind a preheader would leave the line of the inbox empty."""
    settings = make_settings()
    edition = replace(build_post_edition(make_article("en"), settings), preheader=preheader)
    html = render_email(edition, settings, TEMPLATES, get_profile("plain", TEMPLATES)).html
    assert ("display:none;max-height:0" in html) is bool(preheader)
    assert ("&zwnj;" in html) is bool(preheader)
