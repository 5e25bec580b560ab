"""What `newsletter check` says of catalogues: of texts a person confirmed, and of the machine's."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.lint.translations import check_translations
from newsletter.translate.catalogue import count_units, parse_catalogue

CONFIG = """
[publication]
title = "T"
url = "https://example.com"
language = "ja"
[languages.en]
"""
WRONG_AMOUNT = 'msgid "費用は2億円だ。"\nmsgstr "The cost is 300 million yen."\n'
NO_PLACEHOLDER = 'msgid "費用[[1]]は2億円だ。"\nmsgstr "The cost is 200 million yen."\n'
NOTED = "#. sentence\n#. engine: google\n#. warning numbers: 2億 is 300 million\n"

# The flags and the notes of an entry, and its text → the rules that are listed.
ENTRIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "a reviewed amount": (WRONG_AMOUNT, ("numbers",)),
    "another rule is dismissed": (f"#, ignore-names\n{WRONG_AMOUNT}", ("numbers",)),
    "a flag of another program": (f"#, no-wrap\n{WRONG_AMOUNT}", ("numbers",)),
    "its rule is dismissed": (f"#, ignore-numbers\n{WRONG_AMOUNT}", ()),
    "two are dismissed": (f"#, no-wrap, ignore-names, ignore-numbers\n{WRONG_AMOUNT}", ()),
    "what the machine wrote": (f"{NOTED}#, fuzzy\n{WRONG_AMOUNT}", ("numbers",)),
    "dismissed, not confirmed": (f"{NOTED}#, fuzzy, ignore-numbers\n{WRONG_AMOUNT}", ()),
    "dismissed after the run": (f"{NOTED}#, ignore-numbers\n{WRONG_AMOUNT}", ()),
    "markup cannot be dismissed": (f"#, ignore-placeholders\n{NO_PLACEHOLDER}", ("placeholders",)),
    "a right amount": ('msgid "費用は2億円だ。"\nmsgstr "The cost is 200 million yen."\n', ()),
}


def write_catalogue(folder: Path, entry: str) -> Path:
    """A publication with one catalogue of one entry."""
    (folder / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    path = folder / "translations/en/a.po"
    path.parent.mkdir(parents=True)
    path.write_text(f'msgid ""\nmsgstr ""\n"Language: en\\n"\n\n{entry}', encoding="utf-8")
    return path


@pytest.mark.parametrize(("entry", "rules"), ENTRIES.values(), ids=list(ENTRIES))
def test_what_a_person_has_passed_is_not_said_again(
    tmp_path: Path, entry: str, rules: tuple[str, ...]
) -> None:
    """A reviewed text is judged anew; a dismissed rule stays silent, but for one about markup."""
    write_catalogue(tmp_path, entry)
    found = check_translations(tmp_path, read_settings(tmp_path))
    assert tuple(finding.rule for _, finding in found) == rules
    assert {path for path, _ in found} <= {"translations/en/a.po"}


@pytest.mark.parametrize("entry", [entry for entry, _ in ENTRIES.values()], ids=list(ENTRIES))
def test_doubtful_units_are_counted_alike(tmp_path: Path, entry: str) -> None:
    """The quick count and the whole reading agree on what has been passed."""
    content = write_catalogue(tmp_path, entry).read_bytes()
    counts = parse_catalogue(content, "a.po").counts()
    assert count_units(content, "a.po") == counts
    is_listed = "warning numbers" in entry and "ignore-numbers" not in entry
    assert counts.doubtful == int(is_listed)
