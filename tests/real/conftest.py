"""Outputs of real posts, made once for all judges."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
N_POSTS = 60
NOW = "2026-11-03T09:00:00+09:00"
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
edition = "%s"
"""


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Publications that were run once: posts of the corpus as mails, as digests; the sample."""
    folder = tmp_path_factory.mktemp("judged")
    made = []
    for edition in ("post", "weekly"):
        made.append(folder / edition)
        made[-1].mkdir()
        for path in _choose_posts():
            shutil.copy(path, made[-1])
        (made[-1] / "newsletter.toml").write_text(SETTINGS % edition, encoding="utf-8")
    made.append(folder / "sample")
    shutil.copytree(ROOT / "seeds", made[-1], ignore=shutil.ignore_patterns("_*", ".*"))
    for publication in made:
        run = [sys.executable, "-m", "newsletter", "run", str(publication), "--now", NOW]
        subprocess.run(run, timeout=900, check=True)
    return tuple(made)


def _choose_posts() -> list[Path]:
    """Every so many posts of the corpus, those of the sample where it is not here."""
    posts = sorted(CORPUS.glob("*.md")) or sorted((ROOT / "seeds").glob("*.md"))
    return posts[:: max(1, len(posts) // N_POSTS)][:N_POSTS]


def find_judged(judged: tuple[Path, ...], pattern: str) -> list[Path]:
    """The files of all outputs by a pattern below the output folder; there are some."""
    outputs = [folder / "_newsletter" for folder in judged]
    found = [path for folder in outputs for path in sorted(folder.glob(pattern))]
    assert found, pattern
    return found
