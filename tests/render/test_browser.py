"""Emails and pages as a browser shows them: what axe-core finds and what is wider than the
window.

Runs where Debian's `chromium` and the package axe-core-python are; `.ci/run` has both.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsletter.edition.article import link_alternates
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.site.pages import render_index, render_page, render_redirect
from newsletter.render.templates import TemplateFile, Templates, load_templates
from newsletter.stats.history import PeriodStats
from newsletter.stats.overview import render_page as render_statistics
from newsletter.store.run_measures import RunMeasures
from tests.render.browser import (
    NOT_FOR_MAILS,
    judge_documents,
    measure,
    needs_chromium,
    write_judged,
)
from tests.render.letters import WHEN, make_article, make_settings

pytestmark = pytest.mark.slow

WIDTHS = (375, 600, 1200)
LANGUAGES = ("ja", "en", "ar", "en-XA")
_ACCENTS = str.maketrans("aeiouyncsAEIOUNCS", "åéîöûýñçšÅÉÎÖÛÑÇŠ")


def pseudo(text: str) -> str:
    """English made longer and foreign, its placeholders kept.

    What breaks a layout of fixed widths.
    """
    parts = re.split(r"(\{\w+\})", text)
    return (
        "["
        + "".join(part if part.startswith("{") else part.translate(_ACCENTS) for part in parts)
        + " ~~~~~~~~~]"
    )


def pseudo_templates() -> Templates:
    """The shipped templates with a frame in pseudo-English."""
    templates = load_templates()
    english = templates.files["strings/en.toml"]
    lines = [
        re.sub(r'= "(.*)"', lambda found: f'= "{pseudo(found[1])}"', line)
        for line in english.text.split("\n")
    ]
    return Templates(
        templates.files | {"strings/en-XA.toml": TemplateFile("en-XA.toml", "\n".join(lines))}
    )


def write_emails(folder: Path) -> list[str]:
    """Write a post and a digest of five in every language, with a cover and a wide table."""
    settings, templates = make_settings(), pseudo_templates()
    plain = get_profile("plain", templates)
    names: list[str] = []
    for language in LANGUAGES:
        articles = [
            replace(make_article(language.partition("-")[0], n), language=language)
            for n in range(8)
        ]
        if language == "en-XA":
            articles = [
                replace(each, title=pseudo(each.title), summary=pseudo(each.summary))
                for each in articles
            ]
        first = replace(articles[0], body=articles[0].body + WIDE)
        for edition in (
            build_post_edition(first),
            build_digest(articles, settings, id="digest-2026-W47", date=WHEN),
        ):
            name = f"{edition.kind.value}-{language}"
            names.append(
                write_judged(
                    folder,
                    name,
                    render_email(edition, settings, templates, plain).html,
                    NOT_FOR_MAILS,
                )
            )
    return names


WIDE = (
    "\n\n| "
    + " | ".join(f"Column {n}" for n in range(9))
    + " |\n"
    + "|--" * 9
    + "|\n"
    + "| 1,234,567 " * 9
    + "|\n"
)
LONG = f"\n\n```\n{'a_very_long_name ' * 20}\n{'x' * 300}\n```\n\nhttps://example.com/{'a' * 300}\n"


def write_pages(folder: Path) -> list[str]:
    """Write every kind of page.

    The top, an index with and without posts, a year, posts in both directions, one that moved.
    """
    settings, templates = make_settings(), load_templates()
    articles = {
        language: [make_article(language, n) for n in range(3)] for language in ("ja", "en", "ar")
    }
    longest = {
        language: replace(own[0], full_body=own[0].body + WIDE + LONG)
        for language, own in articles.items()
    }
    linked = link_alternates(longest)
    artefacts = [render_page(linked[language], settings, templates) for language in ("ja", "ar")]
    artefacts += [
        each
        for each in render_index(articles | {"ar": []}, settings, templates)
        if "en/" not in each.path
    ]
    artefacts.append(
        render_redirect(
            "ja/old.html", f"https://letter.example.com/ja/{'%E9%95%B7' * 60}.html", "ja"
        )
    )
    without_refresh = re.compile('<meta http-equiv="refresh"[^>]*>')
    return [
        write_judged(
            folder,
            artefact.path.replace("/", "-").removesuffix(".html"),
            without_refresh.sub("", artefact.content.decode()),
        )
        for artefact in artefacts
    ]


@needs_chromium
@pytest.mark.parametrize(
    ("dark", "widths"), [(False, WIDTHS), (True, (600,))], ids=["light", "dark"]
)  # dark changes no width
def test_every_email_is_accessible_and_fits_the_window(
    tmp_path: Path, dark: bool, widths: tuple[int, ...]
) -> None:
    """No violation of axe-core and nothing wider than the window.

    Posts and digests, four languages, every width, both modes.
    """
    _judge(tmp_path, write_emails(tmp_path), dark, widths)


@needs_chromium
@pytest.mark.parametrize(
    ("dark", "widths"), [(False, (375, 1200)), (True, (375,))], ids=["light", "dark"]
)
def test_every_page_is_accessible_and_fits_the_window(
    tmp_path: Path, dark: bool, widths: tuple[int, ...]
) -> None:
    """No violation of axe-core, nothing wider than the window.

    Every kind of page, both directions, two widths, both modes.
    """
    _judge(tmp_path, write_pages(tmp_path), dark, widths)


def _judge(folder: Path, names: list[str], dark: bool, widths: tuple[int, ...]) -> None:
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    shutil.copy(Path(axe.__file__).parent / "axe.min.js", folder / "axe.min.js")
    reports = judge_documents(folder, names, dark, widths)
    assert [
        (each["name"], each["width"], each["wide"])
        for each in reports
        if each["wide"] > each["width"]
    ] == []
    assert {violation for report in reports for violation in report["violations"]} == set()


@needs_chromium
@pytest.mark.parametrize("language", ["en", "ja", "de", "fr", "pt", "ru", "ko"])
def test_the_date_of_a_mail_takes_one_line_on_a_telephone(language: str, tmp_path: Path) -> None:
    """The longest month beside the name of the publication, 390 px wide."""
    when = datetime(2026, 9, 28, tzinfo=UTC)
    article = replace(make_article("en"), language=language, date=when)
    templates = load_templates()
    plain = get_profile("plain", templates)
    html = render_email(build_post_edition(article), make_settings(), templates, plain).html
    script = "document.querySelector('.muted div').getClientRects()[0].height"
    assert 0 < measure(tmp_path, html, 390, script) < 2 * 13 * 1.3  # two lines of 13 px


@needs_chromium
def test_the_table_of_statistics_fits_a_small_window(tmp_path: Path) -> None:
    """A year of a large publication in 1,000 px; on a telephone the table alone is wider."""
    counts = {field.name: 123_456 for field in fields(RunMeasures)}
    large = {"n_source_chars": 12_345_678, "n_clean_chars": 9_345_678}
    measures = RunMeasures(**counts | large)
    months = [PeriodStats(f"2026-{month:02}", 31, measures) for month in range(1, 13)]
    html = render_statistics("Letter", months)
    script = (
        "[document.documentElement, document.querySelector('.table')]"
        ".map(one => one.scrollWidth - one.clientWidth)"
    )
    assert measure(tmp_path, html, 1000, script) == [0, 0]
    page, table = measure(tmp_path, html, 390, script)
    assert (page, table > 0) == (0, True)
