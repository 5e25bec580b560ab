"""Dockerfile, action and hook: their steps are run, since no image and no runner is here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import CONFIG, POST

ROOT = Path(__file__).resolve().parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile, lines that go on joined."""
    text = re.sub(r"^#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


@pytest.fixture
def publication(tmp_path: Path) -> Path:
    """A publication with one post and the pseudo engine."""
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "2025-11-01-market.md").write_text(POST.replace("{day}", "1"), encoding="utf-8")
    return folder


def test_the_image_is_small_and_runs_as_nobody_in_particular() -> None:
    """Slim base, files by name, a user without rights, the publication as a volume."""
    steps = instructions()
    assert all(rest.startswith("python:3.12-slim") for word, rest in steps if word == "FROM")
    final = steps[max(i for i, (word, _) in enumerate(steps) if word == "FROM") :]
    names = [word for word, _ in final]
    assert ("USER", "letter") in final
    assert names.index("USER") > names.index("RUN")
    assert ("VOLUME", "/publication") in final
    assert not [word for word in names if word == "ADD"]


def test_what_is_copied_is_there_and_not_ignored() -> None:
    """Every source of a COPY is a file of the checkout that .dockerignore lets in."""
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for word, rest in instructions():
        if word == "COPY" and not rest.startswith("--from"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert f"!{source}" in allowed


@pytest.mark.slow
def test_the_steps_of_the_build_work(tmp_path: Path, publication: Path) -> None:
    """The RUN of the build stage, on what is copied there and nothing else; then the command."""
    source, target = tmp_path / "src", tmp_path / "opt"
    source.mkdir()
    steps = instructions()
    for word, rest in steps:
        if word == "COPY" and not rest.startswith("--from"):
            *names, to = rest.split()
            for name in names:
                copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
                copy(ROOT / name, source / (to if (ROOT / name).is_dir() else name))
    script = next(rest for word, rest in steps if word == "RUN")
    script = script.replace("/opt/newsletter", str(target))
    done = subprocess.run(
        ["bash", "-euc", script], cwd=source, capture_output=True, text=True, check=False
    )
    if "No matching distribution" in done.stderr:
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    entry = [str(target / "bin/newsletter"), "run", "--quiet", "."]
    environ = {"PATH": f"{target / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path)}
    ran = subprocess.run(entry, cwd=publication, env=environ, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_the_action_keeps_its_state_and_quotes_its_inputs() -> None:
    """Cache before and after, also when a run fails; no input is pasted into a script."""
    steps = ACTION["runs"]["steps"]
    uses = {str(step.get("uses", "")).split("@")[0]: step for step in steps}
    restore, save = uses["actions/cache/restore"], uses["actions/cache/save"]
    assert save["if"] == "always()"
    assert restore["with"]["path"] == save["with"]["path"]
    assert all("${{" not in step.get("run", "") for step in steps)
    for step in steps:
        if "run" in step:
            assert step["shell"] == "bash"


def test_the_steps_of_the_action_work(publication: Path, tmp_path: Path) -> None:
    """Run and check, as the runner does; a finding becomes an annotation."""
    program = tmp_path / "bin"
    program.mkdir()
    (program / "newsletter").write_text(f'#!/bin/sh\nexec {sys.executable} -m newsletter "$@"\n')
    (program / "newsletter").chmod(0o755)
    values = {"folder": str(publication), "arguments": ACTION["inputs"]["arguments"]["default"]}
    said = ""
    for step in ACTION["runs"]["steps"]:
        if "newsletter run" not in step.get("run", "") and "check" not in step.get("run", ""):
            continue
        environ = {"PATH": f"{program}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        for name, value in step["env"].items():
            found = re.search(r"inputs\.(\w+)", value)
            assert found
            environ[name] = values[found[1]]
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=tmp_path,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        said += done.stdout
        assert done.returncode == 0, done.stderr
    assert (publication / "_newsletter/site/en/feed.xml").is_file()
    assert "::error" not in said


def test_the_hook_stops_a_broken_post(publication: Path) -> None:
    """The entry of the hook passes on sound posts, and fails on one that cannot be used."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    words = hook["entry"].split()
    assert words[0] == "newsletter"
    command = [sys.executable, "-m", *words]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    for text, code in (("", 0), ("---\ntitle: [\n---\nText.\n", 1)):
        if text:
            (publication / "2025-11-02-broken.md").write_text(text, encoding="utf-8")
        done = subprocess.run(
            command, cwd=publication, env=environ, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stderr
    assert "2025-11-02-broken.md" in done.stderr
    assert re.search(hook["files"], "posts/2025-11-02-broken.md")
    assert not (publication / "_newsletter").exists()
