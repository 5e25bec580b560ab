"""Emails and pages as a browser shows them: what axe-core finds and what is wider than the
window.

Runs where Debian's `chromium` and the package axe-core-python are; `.ci/run` has both.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from newsletter.edition.article import link_alternates
from newsletter.edition.edition import build_digest, build_post_edition
from newsletter.render.mail.message import render_email
from newsletter.render.mail.profiles import get_profile
from newsletter.render.site.pages import render_index, render_page, render_redirect
from newsletter.render.templates import TemplateFile, Templates, load_templates
from tests.render.letters import WHEN, make_article, make_settings

pytestmark = pytest.mark.slow

CHROMIUM = shutil.which("chromium")
WIDTHS = (375, 600, 1200)
HEIGHT = 4000
LANGUAGES = ("ja", "en", "ar", "en-XA")
QUIET = "--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
FRAME = """<script src="axe.min.js"></script><script>
addEventListener("load", () => axe.run(document).then(found => parent.postMessage({name: NAME, width: innerWidth,
  wide: document.documentElement.scrollWidth, dark: matchMedia("(prefers-color-scheme: dark)").matches,
  violations: found.violations.map(each => each.id + ": " + each.nodes.map(node => node.html.slice(0, 160)).join(" | "))}, "*")));
</script></body>"""
# The page listens before its first frame is there: under load a frame can be done before the rest
# of the page is read.
PAGE = """<!doctype html><html lang="en"><title>t</title><body><pre id="out"></pre><script>
const out = [];
addEventListener("message", event => { out.push(event.data); document.getElementById("out").textContent = JSON.stringify(out); });
</script><div id="frames">%s</div>"""
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
                _write(folder, name, render_email(edition, settings, templates, plain).html)
            )
    return names


def _write(folder: Path, name: str, html: str) -> str:
    (folder / f"{name}.html").write_text(
        html.replace("</body>", FRAME.replace("NAME", json.dumps(name))), encoding="utf-8"
    )
    return name


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
    editions = [build_digest(articles["ja"], settings, id="digest-2026-W47", date=WHEN)]
    artefacts += [
        each
        for each in render_index(articles | {"ar": []}, editions, settings, templates)
        if "en/" not in each.path
    ]
    artefacts.append(
        render_redirect(
            "ja/old.html", f"https://letter.example.com/ja/{'%E9%95%B7' * 60}.html", "ja"
        )
    )
    without_refresh = re.compile('<meta http-equiv="refresh"[^>]*>')
    return [
        _write(
            folder,
            artefact.path.replace("/", "-").removesuffix(".html"),
            without_refresh.sub("", artefact.content.decode()),
        )
        for artefact in artefacts
    ]


def look(
    folder: Path, names: list[str], dark: bool, widths: tuple[int, ...] = WIDTHS
) -> list[dict[str, Any]]:
    """Open every document at every width in one browser and return what each frame reports."""
    frames = "".join(
        f'<iframe title="{name}" src="{name}.html" style="width:{width}px;height:{HEIGHT}px;border:0"></iframe>'
        for name in names
        for width in widths
    )
    (folder / "page.html").write_text(PAGE % frames, encoding="utf-8")
    assert CHROMIUM
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        *QUIET.split(),
        f"--user-data-dir={folder / 'profile'}",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
        "--allow-file-access-from-files",
        "--window-size=1300,4000",
        "--virtual-time-budget=60000",
        "--dump-dom",
        (folder / "page.html").as_uri(),
    ]
    dom = subprocess.run(command, capture_output=True, timeout=120, check=True).stdout.decode()
    found = re.search(r'<pre id="out">(.*?)</pre>', dom, re.S)
    assert found
    reports: list[dict[str, Any]] = json.loads(unescape(found[1]))
    return reports


needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed: apt-get install chromium fonts-noto-cjk"
)


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
    reports = look(folder, names, dark, widths)
    assert {(report["name"], report["width"]) for report in reports} == {
        (name, width) for name in names for width in widths
    }
    assert {report["dark"] for report in reports} == {dark}
    assert [
        (each["name"], each["width"], each["wide"])
        for each in reports
        if each["wide"] > each["width"]
    ] == []
    assert {violation for report in reports for violation in report["violations"]} == set()
