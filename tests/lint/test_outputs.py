"""What somebody has put among the outputs is a finding of that file, and no more."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.config import parse_settings
from newsletter.lint.outputs import check_outputs

SETTINGS = parse_settings(
    '[publication]\ntitle = "便り"\nlanguage = "ja"\nurl = "https://example.com"\n'
)
CAMPAIGN = b'{"language": "ja", "subject": "a", "preheader": "b", "files": {}, "profiles": '


def write(content: bytes) -> Callable[[Path], None]:
    """A way to make a file."""

    def make(path: Path) -> None:
        path.write_bytes(content)

    return make


def stretch(path: Path) -> None:
    """A file of gigabytes that takes no room."""
    path.touch()
    os.truncate(path, 10**11)


FAULTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "a page in Latin-1": ("site/en/a.html", write(b"<p>caf\xe9"), "encoding"),
    "a copy in Latin-1": ("site/en/posts/a.md", write(b"caf\xe9"), "encoding"),
    "a page of gigabytes": ("site/a.html", stretch, "unreadable"),
    "a feed of gigabytes": ("site/en/feed.xml", stretch, "unreadable"),
    "a campaign for no tool": (
        "desk/campaigns/a/ja/campaign.json",
        write(CAMPAIGN + b'[{"name": "nobody"}]}'),
        "unusable",
    ),
}


@pytest.mark.parametrize(("name", "make", "rule"), FAULTS.values(), ids=FAULTS)
def test_one_bad_file_is_one_finding(
    tmp_path: Path, name: str, make: Callable[[Path], None], rule: str
) -> None:
    """The others are looked at."""
    good = tmp_path / "_newsletter/site/z.html"
    bad = tmp_path / "_newsletter" / name
    for path in (good, bad):
        path.parent.mkdir(parents=True, exist_ok=True)
    good.write_bytes(b"<p>good")
    make(bad)
    n_files, found = check_outputs(tmp_path, SETTINGS)
    assert n_files == 2
    assert [(path, finding.rule) for path, finding in found if path == name] == [(name, rule)]
    assert any(path == "site/z.html" for path, _ in found)


def test_pipes_among_the_outputs_are_passed_over(tmp_path: Path) -> None:
    """Nobody waits for one, neither as a page nor beside a campaign."""
    folder = tmp_path / "_newsletter/desk/campaigns/a/ja"
    folder.mkdir(parents=True)
    (folder / "campaign.json").write_bytes(CAMPAIGN + b"[]}")
    os.mkfifo(folder / "email.txt")
    (tmp_path / "_newsletter/site").mkdir()
    os.mkfifo(tmp_path / "_newsletter/site/a.html")
    assert check_outputs(tmp_path, SETTINGS) == (1, ())
