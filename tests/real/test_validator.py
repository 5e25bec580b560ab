"""The validator of HTML (vnu, npm's vnu-jar) over the pages and emails of real posts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.real.conftest import find_judged
from tests.real.programs import needs, unpack_npm

pytestmark = [
    pytest.mark.real,
    needs("java", "default-jre-headless"),
    pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm"),
]
VNU = "26.9.27"
# What a mail has for Outlook and for old clients, which no page should have.
FOR_OUTLOOK = re.compile(
    r"(?:cellpadding|cellspacing|border|align|valign|width|bgcolor|type). attribute"
    r"|Trailing slash|xmlns:[vo]|mso-|supported-color-schemes"
)


def validate(files: list[Path]) -> list[dict[str, Any]]:
    """What the validator says of some files."""
    jar = unpack_npm("vnu-jar", VNU) / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, timeout=600, check=True
    )
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return messages


def test_pages_are_valid(judged: tuple[Path, ...]) -> None:
    """No error and no warning, on any page of the site."""
    assert validate(find_judged(judged, "site/**/*.html")) == []


def test_emails_have_nothing_but_what_outlook_needs(judged: tuple[Path, ...]) -> None:
    """Every message of the validator is of a kind that stands in the list above."""
    mails = find_judged(judged, "desk/campaigns/*/*/email.html")
    messages = {each["message"] for each in validate(mails)}
    assert {message for message in messages if not FOR_OUTLOOK.search(message)} == set()


def test_the_validator_sees_a_fault(tmp_path: Path) -> None:
    """The tests above could fail."""
    page = tmp_path / "page.html"
    page.write_text('<!doctype html><html lang="en"><title>t</title><p><img src="a.png">')
    assert any("alt" in each["message"] for each in validate([page]))
