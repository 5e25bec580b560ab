from __future__ import annotations

import re
from pathlib import Path

import pytest

from newsletter.render.mail.profiles import find_profiles
from newsletter.render.templates import load_templates

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = (ROOT / "docs" / "email.md").read_text(encoding="utf-8")
SOURCES = (
    "render/mail/message.py",
    "lint/mail_rules.py",
    "render/strings.py",
    "lint/campaigns.py",
    "edition/edition.py",
)


def find_rules() -> set[str]:
    """The names of all findings that the email half can make, read from the source."""
    rules: set[str] = set()
    for name in SOURCES:
        source = (ROOT / "newsletter" / name).read_text(encoding="utf-8")
        rules |= set(re.findall(r'Finding\(\s*"([a-z-]+)"', source))
        rules |= {
            f"email-{rule}"
            for rule in re.findall(r'yield _(?:error|warning)\(\s*"([a-z-]+)"', source)
        }
    return rules


def test_every_finding_is_explained_and_none_is_invented() -> None:
    """Who meets a rule in the report finds it in the document."""
    table = TEXT[TEXT.index("## What newsletter check finds") : TEXT.index("## A look")]
    assert set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", table)) == find_rules()


@pytest.mark.parametrize("profile", find_profiles(load_templates()))
def test_every_profile_is_named(profile: str) -> None:
    """A tool that is known is told of."""
    assert f"`{profile}`" in TEXT


def test_every_picture_is_there() -> None:
    """No broken image in the document."""
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", TEXT)
    assert pictures
    assert all((ROOT / "docs" / name).is_file() for name in pictures)
