"""The package as other programs see it."""

from __future__ import annotations

import inspect
import pkgutil
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import newsletter
from newsletter import errors
from newsletter.pipeline.publication import RunOptions

TEXT = "# Title\\n\\nOne sentence stands here. Another one follows it.\\n"
USES = {
    "one after the other": (
        "cleaned = newsletter.clean(text)\n"
        "assert newsletter.abridge(cleaned.text, chars=200).body\n"
    ),
    "abridge first": (
        "assert newsletter.abridge(text, chars=200).body\n"  # it imports every stage
        "assert newsletter.clean(text).body\n"
    ),
    "by name": (
        "from newsletter import abridge, clean, translate_markdown\n"
        "assert abridge(clean(text).text, chars=200).body\n"
    ),
    "after every stage was imported": (
        "import newsletter.abridgement, newsletter.dedupe, newsletter.pipeline.run\n"
        "assert newsletter.abridge(text, chars=200).body\n"
    ),
    "everything": "from newsletter import *\nassert abridge(text, chars=200).body\nrun\n",
}


@pytest.mark.parametrize("use", USES.values(), ids=list(USES))
def test_the_stages_are_functions_of_the_package(use: str) -> None:
    """A stage is a function of the package, whatever has been imported before."""
    program = f"import newsletter\ntext = '{TEXT}'\n{use}"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


DOCUMENT = """---
title: "The ferry"
tags: [port]
---

The ferry stops in May. It carried 3,000 people last year.

The city keeps the boat in a museum.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_other_abridgement(end: str) -> None:
    """A document of Windows is abridged as any other; what comes out has LF."""
    abridged = newsletter.abridge(DOCUMENT.replace("\n", end), chars=60)
    assert abridged == newsletter.abridge(DOCUMENT, chars=60)
    assert "\r" not in abridged.text


def test_stages_pass_the_front_matter_on() -> None:
    """The text of each result is a whole document, as the next stage wants it."""
    abridged = newsletter.abridge(newsletter.clean(DOCUMENT).text, chars=60)
    assert abridged.text == DOCUMENT.partition("\n\n")[0] + "\n" + abridged.body
    translated = newsletter.translate_markdown(abridged.text, lambda texts: [*texts])
    assert translated.startswith('---\ntitle: "The ferry"')


def test_a_run_takes_every_choice_of_the_command(seeds: Path, tmp_path: Path) -> None:
    """Whoever runs from Python can ask for confirmed translations only."""
    wanted = set(inspect.signature(newsletter.run).parameters) - {"folder", "environ"}
    # When it began is no choice: the clock says it.
    assert wanted == {field.name for field in fields(RunOptions)} - {"begun_s"}
    folder = tmp_path / "letter"
    shutil.copytree(seeds, folder, ignore=shutil.ignore_patterns("_newsletter", ".newsletter"))
    report = newsletter.run(folder, environ={}, offline=True, dry_run=True, require_review=True)
    assert report.dry_run


def test_no_module_takes_the_name_of_a_function() -> None:
    """Importing a module sets its name in the package: it must not be a public one."""
    modules = {module.name for module in pkgutil.iter_modules(newsletter.__path__)}
    assert not modules & set(newsletter.__all__)


def test_every_public_name_is_there_and_listed() -> None:
    """What `__all__` promises can be imported, and an editor's completion offers it."""
    for name in newsletter.__all__:
        assert getattr(newsletter, name) is not None
    assert dir(newsletter) == sorted(newsletter.__all__)
    with pytest.raises(AttributeError, match="no attribute 'publish'"):
        _ = newsletter.publish


def test_every_error_is_exported() -> None:
    """A program that catches one kind of error finds it in the package."""

    ours = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.NewsletterError)
    }
    assert len(ours) > 10
    assert ours <= set(newsletter.__all__)


def test_importing_the_package_imports_no_stage() -> None:
    """`import newsletter` costs what the standard library costs."""
    program = "import sys, newsletter; print(*(m for m in sys.modules if m.startswith('newsl')))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["newsletter"]


def test_a_run_with_nothing_to_do_imports_no_stage(seeds: Path, tmp_path: Path) -> None:
    """What a run with nothing to do needs is what it decides with: it is over before one reads on."""
    folder = tmp_path / "letter"
    shutil.copytree(seeds, folder, ignore=shutil.ignore_patterns("_newsletter", ".newsletter"))
    newsletter.run(folder, offline=True, environ={})
    program = (
        "import sys; from newsletter.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    )
    command = [sys.executable, "-c", program, "run", str(folder), "--offline", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "newsletter.pipeline.decide" in loaded
    rooms = ("abridgement", "dedupe", "pipeline.stages", "source.nonprose", "source.inline")
    readers = ("source.post", "source.feed_items", "translate.catalogue", "language.scripts")
    others = ("translate.engines.deep", "render.layout", "edition.article", "notify")
    heavy = {f"newsletter.{room}" for room in (*rooms, *readers, *others)}
    heavy |= {"markdown_it", "jinja2", "nh3", "babel", "yaml", "html.parser", "requests"}
    assert heavy & loaded == set()


def test_a_preview_imports_nothing_that_judges_words(seeds: Path, tmp_path: Path) -> None:
    """The rules for real engines, numbers in words and a model's checks wait until one is asked."""
    folder = tmp_path / "letter"
    folder.mkdir()
    settings = (seeds / "newsletter.toml").read_text("utf-8").replace('"google"', '"pseudo"')
    (folder / "newsletter.toml").write_text(settings, "utf-8")
    (folder / "glossary.csv").write_text((seeds / "glossary.csv").read_text("utf-8"), "utf-8")
    (folder / "2026-02-26-market.md").write_text("# 市場\n\n市場は静かだ。\n", "utf-8")
    program = (
        "import sys; from newsletter.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    )
    command = [sys.executable, "-c", program, "run", str(folder), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "newsletter.translate.checks" in loaded
    rooms = ("translate.checks.all_checks", "translate.checks.surface", "language.numbers")
    heavy = {f"newsletter.{room}" for room in (*rooms, "abridgement.model_writer")}
    assert heavy & loaded == set()


def test_one_length_is_named_and_makes_sense() -> None:
    """Two lengths, and a length that is none, are refused before any work."""
    with pytest.raises(ValueError, match="minutes and share"):
        newsletter.abridge("text", minutes=3, share=0.5)
    for wrong in ({"chars": 0}, {"minutes": -1.0}, {"share": 1.5}, {"words": float("nan")}):
        with pytest.raises(ValueError, match="cannot be"):
            newsletter.abridge("text", **wrong)


def test_a_run_is_a_function(seeds: Path, tmp_path: Path) -> None:
    """`newsletter.run` does what the command does, and a second call has nothing to do."""
    folder = tmp_path / "letter"
    shutil.copytree(seeds, folder, ignore=shutil.ignore_patterns("_newsletter", ".newsletter"))
    first = newsletter.run(folder, offline=True, environ={})
    assert not first.errors
    assert any(path.endswith("en/feed.xml") for path in first.written)
    assert newsletter.run(folder, offline=True, environ={}).is_idle
    with pytest.raises(newsletter.ConfigError, match="no publication"):
        newsletter.run(tmp_path)
