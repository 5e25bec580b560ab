"""The documents: what they show is what happens.

`NEWSLETTER_RENEW=1 pytest tests/test_docs.py` writes them again."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from typer.main import get_command

from tests.documents import explain_keys, find_sections, render_settings

ROOT = Path(__file__).resolve().parent.parent
RENEW = os.environ.get("NEWSLETTER_RENEW") == "1"


def expect(path: Path, text: str) -> None:
    """The file holds the text; with NEWSLETTER_RENEW=1 it is written instead."""
    if RENEW:
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, (
        "renew it: NEWSLETTER_RENEW=1 python -m pytest tests/test_docs.py"
    )


def find_commands() -> Iterator[tuple[str, ...]]:
    """The words of every command, in the order of --help."""
    from newsletter.cli import app

    def walk(command: object, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield words
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, (*words, name))

    yield from walk(get_command(app), ("newsletter",))


def test_every_command_is_documented(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """docs/commands.md is the help of every command, word for word."""
    from newsletter.cli import main

    monkeypatch.setenv("COLUMNS", "80")
    parts = ["# Commands\n\nThe help of every command, as `--help` prints it.\n"]
    for words in find_commands():
        monkeypatch.setattr(sys, "argv", [*words, "--help"])
        with pytest.raises(SystemExit) as leaving:
            main()
        assert not leaving.value.code
        text = capsys.readouterr().out.rstrip()
        parts.append(f"## {' '.join(words)}\n\n```text\n{text}\n```\n")
    expect(ROOT / "docs" / "commands.md", "\n".join(parts))


def test_the_run_in_the_readme_is_a_real_one(
    tmp_path: Path, seeds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """README shows what `newsletter run seeds` prints the first and the second time."""
    from newsletter.cli import main

    shutil.copytree(
        seeds, tmp_path / "seeds", ignore=shutil.ignore_patterns("_newsletter", ".newsletter")
    )
    monkeypatch.chdir(tmp_path)
    shown = []
    for _ in range(2):
        monkeypatch.setattr(sys, "argv", ["newsletter", "run", "seeds"])
        with pytest.raises(SystemExit) as leaving:
            main()
        assert not leaving.value.code
        shown.append(f"$ newsletter run seeds\n{capsys.readouterr().out.rstrip()}\n")
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    real = re.sub(
        r"(<!-- example: run -->\n```text\n).*?(```\n<!-- end -->)",
        lambda found: found[1] + "\n".join(shown) + found[2],
        text,
        flags=re.S,
    )
    assert "<!-- example: run -->" in text
    expect(readme, real)


def test_every_setting_is_in_the_reference() -> None:
    """docs/reference/settings.md is made from the declared settings: no option is left out."""
    expect(ROOT / "docs" / "reference" / "settings.md", render_settings())


def test_every_attribute_of_a_section_is_explained() -> None:
    """The docstring of each table of newsletter.toml names each of its keys, and no other."""
    for section in find_sections():
        explained = set(explain_keys(section.kind))
        assert explained == {field.name for field in msgspec.structs.fields(section.kind)}


def test_fields_of_the_front_matter_are_read(seeds: Path) -> None:
    """Every field that the reference names is one that the code reads."""
    text = (ROOT / "docs" / "reference" / "front-matter.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?`) \|", text, re.MULTILINE)
    named = set(re.findall(r"`(\w+)`", " ".join(rows)))
    code = "\n".join(
        file.read_text(encoding="utf-8") for file in (ROOT / "newsletter").rglob("*.py")
    )
    assert len(named) > 15
    for name in named:
        assert re.search(rf"""["']{name}["']""", code), name


@pytest.mark.slow
def test_the_documents_are_a_site(tmp_path: Path) -> None:
    """mkdocs builds the documents without a warning: every page is in the menu, links lead on."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    done = subprocess.run(
        [*command, str(tmp_path / "site")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site/tutorial.html").is_file()
    assert "write_abridgement" not in (tmp_path / "site/reference/python.html").read_text("utf-8")


def test_links_of_the_documents_lead_somewhere() -> None:
    """Every relative link and picture of the documents is a file of the project."""
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")):
        shown = re.sub(r"`[^`\n]*`", "", path.read_text(encoding="utf-8"))  # examples are no links
        for target in re.findall(r"\]\((?!https?:|#)([^)\s]+)\)", shown):
            assert (path.parent / target.split("#")[0]).exists(), f"{path.name}: {target}"


def test_every_decision_stands_in_the_index() -> None:
    """The table on top of docs/design.md has one row for each decision, which leads to it."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    decisions = re.findall(r"^## (?!By room$)(.*)$", text, re.M)
    rows = dict(re.findall(r"^\| [^|]+ \| \[([^\]]+)\]\(#([^)]+)\) \|", text, re.M))
    assert sorted(rows) == sorted(decisions), "add its row under '## By room'"
    for decision, anchor in rows.items():
        assert anchor == re.sub(r"[^\w\- ]", "", decision.lower()).replace(" ", "-")


def test_every_setting_is_explained() -> None:
    """The newsletter.toml of `init` names every key there is."""
    from newsletter.campaign.tools import TOOLS
    from newsletter.config import parse_settings
    from newsletter.render.templates import shipped_folder

    settings = parse_settings(
        '[publication]\ntitle = "T"\nurl = "https://example.com"\nlanguage = "ja"\n'
    )
    text = (shipped_folder() / "publication" / "newsletter.toml").read_text(encoding="utf-8")
    for section in settings.__struct_fields__:
        for key in getattr(getattr(settings, section), "__struct_encode_fields__", ()):
            shown = rf"^(?:# )?(?:\[(?:translate|campaign)\.)?{key}\b"
            assert re.search(shown, text, re.M), f"{section}.{key} is not explained"
    for tool in TOOLS:
        (part,) = re.findall(rf"^\[campaign\.{tool}\]\s+# (.*?)(?=^\[|\Z)", text, re.M | re.S)
        for key in settings.campaign.get_options(tool).__struct_encode_fields__:
            assert re.search(rf"^# {key} = ", part, re.M), f"campaign.{tool}.{key} is not explained"
        assert all(variable in part for variable in TOOLS[tool].keys), (
            f"the keys of {tool} are not named"
        )


def test_rooms_of_the_map_are_those_of_the_package() -> None:
    """docs/architecture.md draws every room in the order that import-linter checks."""
    values = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = values["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawing = text.split("## The rooms")[1].split("\n\n    ")[1].split("\n\n")[0]
    drawn = [re.split(r"\s{2,}", line.strip()) for line in drawing.splitlines()]
    rooms = [room for line in layers for room in sorted(re.split(r"\W+", line))]
    names = [name for words in drawn for name in sorted(_rooms_of(words, set(rooms)))]
    assert names == rooms


def _rooms_of(words: list[str], known: set[str]) -> set[str]:
    """Return the rooms that one line of the drawing names before its explanation."""
    found: set[str] = set()
    for word in words:
        named = set(word.split())
        if not named <= known:
            break
        found |= named
    return found


def test_paths_of_the_map_exist() -> None:
    """Every file and folder that the documents for contributors name is there."""
    for name in ("docs/architecture.md", "CONTRIBUTING.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for path in re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.[a-z]+)?)`", text):
            places = (ROOT / path, ROOT / "newsletter" / path)
            assert any(place.exists() for place in places), f"{name}: {path}"


def test_every_field_of_a_post_is_documented() -> None:
    """The table of fields and the code that reads them name the same fields."""
    table = (ROOT / "docs" / "posts.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", table, re.M))
    read: set[str] = set()
    for path in ("source/post.py", "edition/article.py", "edition/edition.py"):
        text = (ROOT / "newsletter" / path).read_text(encoding="utf-8")
        read.update(re.findall(r"(?:fields|values|front_matter\))\.get\(\"(\w+)\"", text))
    for path in ("source/post.py", "render/enclosures.py"):
        text = (ROOT / "newsletter" / path).read_text(encoding="utf-8")
        names = re.findall(r"_(?:DATE_)?FIELDS = \(([^)]*)\)", text)
        read.update(re.findall(r"\"(\w+)\"", " ".join(names)))
    assert read <= documented, sorted(read - documented)
    package = " ".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "newsletter").rglob("*.py")
    )
    assert [name for name in documented if f'"{name}"' not in package] == []
