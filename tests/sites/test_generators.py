"""A publication beside a site of each generator: the site builds, copies too, and no link is dead."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import sites
from tests.sites.link_checker import find_dead_links
from tests.sites.sites import DAYS, HOST, PNG, Site

pytestmark = pytest.mark.slow

PUBLICATION = f"""\
[publication]
title = "朝の手紙"
url = "{HOST}"
language = "ja"
timezone = "Asia/Tokyo"
[languages.en]
title = "Morning letter"
[translate]
engines = ["pseudo"]
[email]
from_address = "letter@example.com"
postal_address = "1-1, 港町"
unsubscribe_url = "{HOST}/"
"""
NOW = "2026-03-01T06:00:00+00:00"


def lay_out(site: Site, folder: Path) -> None:
    """Write the site with its posts and its settings."""
    files = {name: text.encode() for name, text in site.files.items()}
    for number in DAYS:
        text = site.head(number) + sites.body(site, number)
        files[site.post(number)] = text.encode()
    for name in site.pictures:
        files[name] = PNG
    files["newsletter.toml"] = (PUBLICATION + site.settings).encode()
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def newsletter(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of ours in the folder of the site."""
    command = [sys.executable, "-m", "newsletter", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def build(site: Site, folder: Path, program: str) -> None:
    """Build the site; the generator has nothing to complain of."""
    environ = {**os.environ, "ASTRO_TELEMETRY_DISABLED": "1", "TZ": "Asia/Tokyo"}
    done = subprocess.run(
        [program, *site.build[1:]],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert not re.search(r"(?i)\bwarn(?:ing)?\b|\berror\b|conflict", said), said


def put_copies(site: Site, folder: Path) -> None:
    """Put the copies of the translations where the generator looks for posts."""
    (copies,) = (folder / "_newsletter/site").glob("en/posts")
    place = folder / site.copies.format(language="en")
    place.mkdir(parents=True, exist_ok=True)
    for path in copies.iterdir():
        shutil.copy(path, place / path.name)


def find_program(name: str) -> str:
    """The generator; a test that cannot have it is skipped and says so."""
    tools = os.environ.get("NEWSLETTER_SITE_TOOLS", "")
    found = shutil.which(name, path=f"{tools}:{Path(sys.executable).parent}:{os.environ['PATH']}")
    if not found:
        pytest.skip(f"{name} is not installed: .ci/run shows how")
    return found


@pytest.mark.parametrize("name", ["jekyll", "hugo", "astro", "eleventy", "hexo", "pelican"])
def test_beside_a_site(tmp_path: Path, name: str) -> None:
    """Run, check, build with the copies: ten pages a language, and every link leads somewhere."""
    site: Site = getattr(sites, name.upper())
    program = find_program(site.build[0])
    lay_out(site, tmp_path)
    if Path(program).parent.name == ".bin":  # what the site's own configuration imports
        (tmp_path / "node_modules").symlink_to(Path(program).parent.parent)
    done = newsletter(tmp_path, "run", ".", "--now", NOW, "--quiet")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr
    checked = newsletter(tmp_path, "check", ".")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    put_copies(site, tmp_path)
    build(site, tmp_path, program)
    served = tmp_path / site.output
    for language in ("ja", "en"):
        for number in DAYS:
            page = served / site.page(language, number)
            assert page.is_file(), sorted(map(str, served.rglob("*.html")))
    copies = sorted((tmp_path / "_newsletter/site/en/posts").iterdir())
    assert len(copies) == len(DAYS)
    for number, words in site.in_copies.items():
        assert words in copies[number - 1].read_text("utf-8"), copies[number - 1]
    shutil.copytree(tmp_path / "_newsletter/site", served, dirs_exist_ok=True)
    emails = sorted((tmp_path / "_newsletter/desk").rglob("email.html"))
    assert len(emails) == 2 * len(DAYS)
    assert find_dead_links(served, HOST, emails) == []
