"""The wheel, the lock files, the layers."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from newsletter.errors import DISTRIBUTION, advise_extra

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "newsletter"


@pytest.fixture(scope="session")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_a_fresh_environment_publishes_the_sample(
    distributions: Path, tmp_path: Path, seeds: Path, kind: str
) -> None:
    """Wheel and sdist install with what they name as needed, and publish outside the checkout."""
    (file,) = distributions.glob(kind)
    bin_folder = install(tmp_path / "venv", str(file))
    letter = tmp_path / "letter"
    ignored = shutil.ignore_patterns("_newsletter", "_newsletter", ".newsletter")
    shutil.copytree(seeds, letter, ignore=ignored)
    for words in (("--version",), ("run", "letter", "--offline"), ("check", "letter")):
        done = subprocess.run(
            [bin_folder / "newsletter", *words],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def install(folder: Path, what: str) -> Path:
    """Install into a fresh environment, with dependencies; return its folder of programs."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    command = [str(folder / "bin" / "pip"), "install", "--quiet", what]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No matching distribution" in done.stderr or "Could not fetch" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    return folder / "bin"


@pytest.mark.slow
def test_distributions_hold_what_they_must_and_nothing_else(distributions: Path) -> None:
    """The wheel has package, templates and licence; no tests, no sample, no settings of ours."""
    (wheel,) = distributions.glob("*.whl")
    assert wheel.name.startswith("newsletter_press-")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "newsletter",
        "newsletter_press",
    }
    assert {"newsletter/templates/email/post.mjml.j2", "newsletter/py.typed"} <= set(names)
    assert [name for name in names if name.endswith("licenses/LICENSE")]
    (sdist,) = distributions.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        roots = {name.split("/")[1] for name in archive.getnames()}
    assert roots == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "docs",
        "newsletter",
        "pyproject.toml",
        "templates",
    }


def test_the_advice_names_our_distribution() -> None:
    """Nobody is sent to the stranger's package: extras are advised with the name of ours."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == DISTRIBUTION
    for extra in ("deepl", "openai", "dask"):
        assert extra in project["optional-dependencies"]
        assert advise_extra(extra) == f'pip install "newsletter-press[{extra}]"'
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *PACKAGE.rglob("*.py")]
    for file in texts:
        wrong = re.findall(
            r"install [^\n]*\bnewsletter\b(?!-press)(?:\[|\s*$)", file.read_text("utf-8")
        )
        assert not wrong, f"{file}: {wrong}"


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
