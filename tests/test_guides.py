"""The documents followed word for word in a clean environment: install lines, tutorial, guides.

Each `console` block is run as it stands, in a fresh environment, an empty home, and without the
checkout on any path. The package comes from a wheel of this checkout; what it needs, from the
package index that pip is set up with.
"""

from __future__ import annotations

import filecmp
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.cli.conftest import POST, SECOND_POST
from tests.test_packaging import install

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow

JEKYLL = {
    "_config.yml": "title: 朝の手紙\nurl: https://letter.example.com\nlang: ja\n"
    "timezone: Asia/Tokyo\npermalink: /:year/:month/:day/:title/\nexclude: [vendor]\n",
    "_layouts/post.html": "<html><title>{{ page.title }}</title>{{ content }}</html>\n",
    "index.html": "---\n---\n{% for post in site.posts %}{{ post.url }} {% endfor %}\n",
    "about.md": "---\ntitle: About\n---\nWe are a letter.\n",
    "_posts/2025-11-01-morning-market.md": POST.replace("{day}", "1"),
    "_posts/2025-11-02-mountain-library.md": SECOND_POST,
}
HUGO = {
    "hugo.toml": 'baseURL = "https://notes.example.org/"\ntitle = "Notes"\nlanguageCode = "en"\n'
    '[permalinks]\nposts = "/:year/:slug/"\n',
    "layouts/_default/single.html": "<html><title>{{ .Title }}</title>{{ .Content }}</html>\n",
    "layouts/_default/list.html": "<html><title>{{ .Title }}</title></html>\n",
    "layouts/index.html": "<html>{{ range .Site.RegularPages }}{{ .Permalink }}{{ end }}</html>\n",
    "content/posts/harbour.md": "---\ntitle: The harbour\ndate: 2025-11-01\nslug: harbour\n---\n\n"
    "The market by the harbour is thirty years old. Two hundred people come every week.\n",
}

OWN_PATH = """\
---
title: "橋の記念日"
date: 2025-11-03 08:00:00 +0900
permalink: /special/bridge/
---

橋は今日で五十年になる。[朝市の記事]({% post_url 2025-11-01-morning-market %})も見てほしい。
"""
# Addresses as Jekyll makes them when nothing is set: categories, and a permalink of one post.
JEKYLL_DEFAULTS = {
    **JEKYLL,
    "_config.yml": "title: 朝の手紙\nurl: https://letter.example.com\nbaseurl: /sub\nlang: ja\n"
    "timezone: Asia/Tokyo\nexclude: [vendor]\n",
    "_posts/2025-11-03-bridge.md": OWN_PATH,
}
HARBOUR = HUGO["content/posts/harbour.md"]
# Addresses as Hugo makes them when nothing is set: sections below the section, `url`, bundles.
HUGO_DEFAULTS = {
    **HUGO,
    "hugo.toml": 'baseURL = "https://notes.example.org/sub/"\ntitle = "Notes"\nlanguageCode = "en"\n',
    "content/posts/town/_index.md": "---\ntitle: Town\n---\n",
    "content/posts/town/bridge.md": HARBOUR.replace("slug: harbour\n", "").replace(
        "The harbour", "The bridge, again"
    ),
    "content/posts/own.md": HARBOUR.replace("slug: harbour", "url: /special/own/").replace(
        "thirty", "forty"
    ),
    "content/posts/walk/index.md": HARBOUR.replace("slug: harbour\n", "").replace(
        "thirty", "fifty"
    ),
}
# `:slug` is made of the title where a post has none.
HUGO_TITLES = {
    **HUGO,
    "content/posts/other-name.md": HARBOUR.replace("slug: harbour\n", "").replace(
        "title: The harbour", "title: Boats, ropes & nets"
    ),
}


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel of this checkout, as pip looks for it."""
    folder = tmp_path_factory.mktemp("wheels")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a person has got who fetched the sources."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (file,) = tmp_path.glob("*.tar.gz")
    subprocess.run(["tar", "-xzf", str(file)], cwd=tmp_path, check=True)
    (folder,) = tmp_path.glob("newsletter_press-*/")
    return folder


@pytest.fixture(scope="session")
def programs(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel in it."""
    (wheel,) = wheels.glob("*.whl")
    return install(tmp_path_factory.mktemp("fresh") / "venv", str(wheel))


def find_blocks(document: str) -> Iterator[str]:
    """Yield the console blocks of a document, as scripts."""
    text = (ROOT / document).read_text(encoding="utf-8")
    for block in re.findall(r"^ *```console\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL):
        yield "\n".join(line.strip().removeprefix("$ ") for line in block.splitlines())


def follow(script: str, folder: Path, path: str) -> str:
    """Run a script as a person would type it; return what it printed."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    environ = {"PATH": path, "HOME": str(home), "LANG": "C.UTF-8"}
    for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_CONFIG_FILE", "SSL_CERT_FILE"):
        if name in os.environ:
            environ[name] = os.environ[name]
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if "No matching distribution" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial.md"])
def test_from_nothing_to_a_newsletter(checkout: Path, document: str) -> None:
    """Install lines and everything after them work word for word, from an empty home."""
    said = follow("\n".join(find_blocks(document)), checkout, "/usr/bin:/bin")
    assert "files written" in said
    folder = checkout / "letter/_newsletter/site"
    assert [path for path in folder.rglob("*.html") if "posts" in path.parts]


def write(folder: Path, files: dict[str, str]) -> Path:
    """Make a site, in git."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / ".git").mkdir(exist_ok=True)
    return folder


def differences(left: Path, right: Path) -> tuple[list[str], list[str], list[str]]:
    """Return what only the left has, what only the right has, and what differs."""
    names = [
        {path.relative_to(side).as_posix() for path in side.rglob("*") if path.is_file()}
        for side in (left, right)
    ]
    both = names[0] & names[1]
    changed = [name for name in both if not filecmp.cmp(left / name, right / name, shallow=False)]
    return sorted(names[0] - names[1]), sorted(names[1] - names[0]), sorted(changed)


@pytest.mark.parametrize(
    ("document", "files", "build", "output", "original", "translation"),
    [
        (
            "docs/guides/jekyll.md",
            JEKYLL,
            "jekyll build --quiet",
            "_site",
            "2025/11/01/morning-market/index.html",
            "en/2025/11/01/morning-market/index.html",
        ),
        (
            "docs/guides/hugo.md",
            HUGO,
            "hugo --quiet",
            "public",
            "2025/harbour/index.html",
            "ja/2025/harbour/index.html",
        ),
        (
            "docs/guides/jekyll.md",
            JEKYLL_DEFAULTS,
            "jekyll build --quiet",
            "_site",
            "special/bridge/index.html",
            "en/special/bridge/index.html",
        ),
        (
            "docs/guides/hugo.md",
            HUGO_DEFAULTS,
            "hugo --quiet",
            "public",
            "posts/town/bridge/index.html",
            "ja/posts/town/bridge/index.html",
        ),
        (
            "docs/guides/hugo.md",
            HUGO_TITLES,
            "hugo --quiet",
            "public",
            "2025/boats-ropes-nets/index.html",
            "ja/2025/boats-ropes-nets/index.html",
        ),
    ],
    ids=["jekyll", "hugo", "jekyll by default", "hugo by default", "hugo by title"],
)
def test_beside_a_site(
    tmp_path: Path,
    programs: Path,
    document: str,
    files: dict[str, str],
    build: str,
    output: str,
    original: str,
    translation: str,
) -> None:
    """At most six steps; the site's own build is what it was; translations come beside it.

    Every address that feeds and pages of ours name on the site is a file of the result.
    """
    generator = build.split()[0]
    if not shutil.which(generator):
        pytest.skip(f"{generator} is not installed")
    path = f"{programs}:/usr/local/bin:/usr/bin:/bin"
    before = write(tmp_path / "before", files)
    follow(build, before, path)
    site = write(tmp_path / "site", files)
    blocks = list(find_blocks(document))
    text = (ROOT / document).read_text(encoding="utf-8")
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) <= 6
    *steps, copy = blocks
    for step in steps:
        follow(step, site, path)
    assert differences(before / output, site / output) == ([], [], [])
    follow(copy, site, path)
    gone, new, changed = differences(before / output, site / output)
    assert (gone, changed) == ([], [])
    assert translation in new
    assert (site / output / original).is_file()
    assert not [name for name in new if "campaign" in name or "report" in name]
    assert not [name for name in new if name.endswith((".toml", ".po", ".csv"))]
    for name in new:
        if name.endswith((".xml", ".html")):
            check_addresses((site / output / name).read_text(encoding="utf-8"), site, output)
        if name.endswith(".html"):
            check_relative_links(site / output / name)


def check_addresses(text: str, site: Path, output: str) -> None:
    """Every address of the site in a page or feed of ours is a file."""
    config = (site / "newsletter.toml").read_text(encoding="utf-8")
    found = re.search(r'^url = "(.*?)"', config, re.MULTILINE)
    assert found
    for address in re.findall(rf"(?:href=\"|<link>){re.escape(found[1])}([^\"<#]*)", text):
        place = site / output / unquote(address).lstrip("/")
        assert place.is_file() or (place / "index.html").is_file(), address


def check_relative_links(page: Path) -> None:
    """Every link from one page of ours to another is a file."""
    for link in re.findall(
        r'(?:href|src)="(?![a-z]+:)([^"#?]+)[^"]*"', page.read_text(encoding="utf-8")
    ):
        if not link.startswith("/"):
            place = page.parent / unquote(link)
            assert place.is_file() or (place / "index.html").is_file(), f"{page}: {link}"
