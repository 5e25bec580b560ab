from __future__ import annotations

import ast
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
    "lint/mail_access.py",
    "lint/page_rules.py",
    "render/strings.py",
    "lint/campaigns.py",
    "edition/edition.py",
)


RULE_ARGUMENT = {"Finding": 0, "error": 0, "warning": 0, "error_if": 1, "warning_if": 1}
HANDED_ON = {"heading", "outline"}  # the names of rules that `check_levels` is given


def find_rules() -> set[str]:
    """The names of all findings that the email half can make, read from the source."""
    rules: set[str] = set()
    for name in SOURCES:
        tree = ast.parse((ROOT / "newsletter" / name).read_text(encoding="utf-8"))
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        for call in calls:
            for keyword in call.keywords:
                if keyword.arg in HANDED_ON and isinstance(keyword.value, ast.Constant):
                    rules.add(str(keyword.value.value))
            place = RULE_ARGUMENT.get(getattr(call.func, "id", ""))
            rule = None if place is None else call.args[place]
            if isinstance(rule, ast.Constant):
                rules.add(str(rule.value))
    return rules


def test_every_finding_is_explained_and_none_is_invented() -> None:
    """Who meets a rule in the report finds it in the document."""
    table = TEXT[TEXT.index("## What newsletter check finds") : TEXT.index("## Upload")]
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
