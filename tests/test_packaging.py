"""The wheel, the lock files, the layers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.slow
def test_an_installed_wheel_runs_outside_the_checkout(tmp_path: Path, seeds: Path) -> None:
    """The wheel carries the templates; unpacked elsewhere it publishes the sample."""
    build = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(tmp_path / "dist"),
    ]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        assert not [
            name
            for name in archive.namelist()
            if name.startswith(("tests/", "seeds/", "benchmarks/"))
        ]
        archive.extractall(site)
    letter = tmp_path / "letter"
    copy = [
        "newsletter.toml",
        "glossary.csv",
        "2025-11-02-ai-rare-earth.md",
        "translations/en/2025-11-02-ai-rare-earth.po",
    ]
    for name in copy:
        (letter / name).parent.mkdir(parents=True, exist_ok=True)
        (letter / name).write_bytes((seeds / name).read_bytes())
    run = subprocess.run(
        [sys.executable, "-m", "newsletter", "run", str(letter), "--offline"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert (letter / "public/en/feed.xml").is_file()


def test_lock_files_name_no_index_and_hash_everything() -> None:
    """An installation is the same everywhere.

    Every package pinned and hashed, no address of an index.
    """
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][^ \n]*==", text, re.M)
        assert len(packages) > 30
        assert len(re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\\n    --hash=sha256:", text, re.M)) == len(
            packages
        )
        assert not re.search(r"index-url|find-links|https?://", text)


def test_help_imports_no_heavy_room() -> None:
    """`newsletter --help` starts without templates, engines, Markdown or the database."""
    code = "import sys, newsletter.cli; print(*sorted(name for name in sys.modules))"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    heavy = {
        "jinja2",
        "mjml",
        "markdown_it",
        "deep_translator",
        "requests",
        "sqlite3",
        "babel",
        "nh3",
        "polib",
        "yaml",
        "rich",
    }
    assert not heavy & set(shown.split())
