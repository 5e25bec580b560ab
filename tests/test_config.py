"""newsletter.toml → Settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.config import parse_settings, read_settings
from newsletter.errors import ConfigError
from newsletter.model import Budget, BudgetUnit
from newsletter.render.templates import shipped_folder

MINIMAL = '[publication]\ntitle = "T"\nurl = "https://example.com"\nlanguage = "ja"\n'

WRONG = {
    "not toml": ("[publication", "not TOML", "correct that line"),
    "no publication": ("", '"publication" is missing', "write a table [publication]"),
    "no title": (
        '[publication]\nurl = "https://x.com"\nlanguage = "ja"',
        '"title" is missing',
        'write title = "…" below [publication]',
    ),
    "unknown section": (MINIMAL + "[emial]\n", 'unknown key "emial"', 'did you mean "email"?'),
    "unknown key": (
        MINIMAL + '[email]\nfrom_adress = "a@b.c"',
        'unknown key "from_adress"',
        'did you mean "from_address"?',
    ),
    "unknown key of a language": (
        MINIMAL + '[languages.en]\ntitel = "x"',
        'unknown key "titel"',
        'did you mean "title"?',
    ),
    "unknown key of an engine": (
        MINIMAL + '[translate.options.libre]\nuri = "x"',
        'unknown key "uri"',
        'did you mean "url"?',
    ),
    "wrong type": (
        MINIMAL + '[feeds]\nn_entries = "many"',
        "must be a whole number",
        "without quotes",
    ),
    "wrong choice": (
        MINIMAL + '[copies]\npreset = "wordpress"',
        'it may be "jekyll", "hugo", "astro"',
        "choose one of them",
    ),
    "no url": (
        MINIMAL.replace("https://example.com", "example.com"),
        "is no web address",
        "https://example.com",
    ),
    "no language tag": (MINIMAL.replace('"ja"', '"japanese"'), "is no language tag", "BCP 47"),
    "no target tag": (MINIMAL + "[languages.EN_us]\n", "is no language tag", "BCP 47"),
    "no zone": (MINIMAL + 'timezone = "Tokyo"', "no such time zone", "Asia/Tokyo"),
    "unknown part of a permalink": (
        MINIMAL + '[posts]\npermalink = "/{lang}/{slug}"',
        'not "lang"',
        "{language}",
    ),
    "open bracket in a permalink": (
        MINIMAL + '[posts]\npermalink = "/{slug"',
        "it knows",
        "{language}",
    ),
    "permalink that is no path": (
        MINIMAL + '[posts]\npermalink = "{language}/{slug}"',
        "no path from the root",
        "{language}",
    ),
    "permalink without a slug": (
        MINIMAL + '[posts]\npermalink = "/{language}/{date}"',
        "without {slug}",
        "{language}",
    ),
    "one permalink for two languages": (
        MINIMAL + '[languages.en]\n[posts]\npermalink = "/{slug}/"',
        "the address of its original",
        "{language}",
    ),
    "two budgets": (
        MINIMAL + "[abridge]\nminutes = 4\nshare = 0.2",
        "more than one budget",
        "keep one",
    ),
    "no budget": (MINIMAL + "[abridge]\nminutes = 0", "above 0", "minutes = 4"),
    "too much share": (MINIMAL + "[abridge]\nshare = 2.0", "at most 1", "share = 0.25"),
    "no address": (
        MINIMAL + '[email]\nfrom_address = "me"',
        "no email address",
        "editor@example.com",
    ),
    "no font": (MINIMAL + '[brand]\nfont = "x;}"', "no names of fonts", "without quotes"),
    "no colour": (MINIMAL + '[brand]\naccent = "red"', "no colour", "six digits"),
}


def test_defaults_are_complete() -> None:
    """Title, url and language are enough for a publication."""
    settings = parse_settings(MINIMAL)
    assert settings.all_languages == ("ja",)
    assert settings.abridge.budget == Budget(BudgetUnit.MINUTES, 4)
    assert settings.words("en").title == "T"


@pytest.mark.parametrize(("text", "why", "fix"), WRONG.values(), ids=WRONG)
def test_faults_are_named(text: str, why: str, fix: str) -> None:
    """A fault names the file, the key, the reason and the nearest valid value."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(text, "here/newsletter.toml")
    assert "here/newsletter.toml" in caught.value.at
    assert why in str(caught.value)
    assert fix in str(caught.value)


def test_missing_file_says_how_to_begin(tmp_path: Path) -> None:
    """A folder without newsletter.toml is told of `newsletter init`."""
    with pytest.raises(ConfigError, match="newsletter init"):
        read_settings(tmp_path)


def test_a_language_has_its_own_words() -> None:
    """What [languages.xx] does not say falls back to [publication]."""
    settings = parse_settings(MINIMAL + 'author = "A"\n[languages.en]\ntitle = "English"')
    assert (settings.words("en").title, settings.words("en").author) == ("English", "A")
    assert settings.target_languages == ("en",)


def test_shipped_publications_are_valid(seeds: Path) -> None:
    """The sample and the scaffold of `init` are valid; the scaffold shows the real defaults."""
    read_settings(seeds)
    scaffold = (shipped_folder() / "publication" / "newsletter.toml").read_text(encoding="utf-8")
    shown = "\n".join(
        line
        for line in scaffold.replace("\n# ", "\n").splitlines()
        if " = " in line or line.startswith("[")
    )
    for budget in ("chars = 2000", "words = 900", "share = 0.25"):  # alternatives to minutes
        shown = shown.replace(budget, "")
    plain, uncommented = parse_settings(scaffold), parse_settings(shown)
    assert uncommented.abridge.budget == plain.abridge.budget
    for section in ("posts", "clean", "feeds", "copies"):
        assert getattr(uncommented, section) == getattr(plain, section)
    assert uncommented.email.max_html_bytes == plain.email.max_html_bytes
