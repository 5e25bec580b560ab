"""The validator of HTML (vnu, npm's vnu-jar) over the pages and emails of real posts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.real.programs import needs, unpack_npm

pytestmark = [
    pytest.mark.real,
    needs("java", "default-jre-headless"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm"),
]
ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
N_POSTS = 60
VNU = "26.9.27"
SETTINGS = """
[publication]
title = "AI投資レター"
url = "https://letter.example.com"
language = "ja"
timezone = "Asia/Tokyo"

[email]
from_address = "a@example.com"
postal_address = "Tokyo"
unsubscribe_url = "https://letter.example.com/u"
"""
# What a mail has for Outlook and for old clients, which no page should have.
FOR_OUTLOOK = re.compile(
    r"(?:cellpadding|cellspacing|border|align|valign|width|bgcolor|type). attribute"
    r"|Trailing slash|xmlns:[vo]|mso-|supported-color-schemes"
)


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a run over posts of the corpus, else over the sample."""
    folder = tmp_path_factory.mktemp("judged")
    posts = sorted(CORPUS.glob("*.md")) or sorted((ROOT / "seeds").glob("*.md"))
    for path in posts[:: max(1, len(posts) // N_POSTS)]:
        shutil.copy(path, folder)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    run = [sys.executable, "-m", "newsletter", "run", str(folder)]
    subprocess.run([*run, "--now", "2026-11-03T09:00:00+09:00"], timeout=600, check=True)
    return folder / "_newsletter"


def validate(files: list[Path]) -> list[dict[str, Any]]:
    """What the validator says of some files."""
    jar = unpack_npm("vnu-jar", VNU) / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, timeout=600, check=True
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def test_pages_are_valid(outputs: Path) -> None:
    """No error and no warning, on any page of the site."""
    pages = sorted((outputs / "site").rglob("*.html"))
    assert pages
    assert validate(pages) == []


def test_emails_have_nothing_but_what_outlook_needs(outputs: Path) -> None:
    """Every message of the validator is of a kind that stands in the list above."""
    mails = sorted((outputs / "desk" / "campaigns").rglob("email.html"))
    assert mails
    messages = {each["message"] for each in validate(mails)}
    assert {message for message in messages if not FOR_OUTLOOK.search(message)} == set()


def test_the_validator_sees_a_fault(tmp_path: Path) -> None:
    """The tests above could fail."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>t</title><p><img src="a.png">')
    assert any("alt" in each["message"] for each in validate([page]))
