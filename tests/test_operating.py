"""docs/operating.md: what it shows is tried as written, with its paths replaced."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import CONFIG, POST
from tests.cli.test_notify import listener

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
PROGRAM = Path(sys.executable).with_name("newsletter")


def blocks(title: str) -> list[str]:
    """The indented examples of a section."""
    section = re.split(r"^## ", TEXT.split(f"\n## {title}\n", 1)[1], flags=re.M)[0]
    return [
        re.sub(r"^ {4}", "", each, flags=re.M).strip()
        for each in re.findall(r"(?:^ {4}.*\n|^\n(?= {4}))+", section, re.M)
    ]


def here(text: str, letter: Path) -> str:
    """An example with the paths of this machine."""
    return text.replace("/opt/newsletter/bin/newsletter", str(PROGRAM)).replace(
        "/srv/letter", str(letter)
    )


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A publication with one post, and the file of environment beside it."""
    folder = tmp_path / "letter"
    folder.mkdir()
    (folder / "newsletter.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "2025-11-01-morning-market.md").write_text(
        POST.replace("{day}", "1"), encoding="utf-8"
    )
    return folder


def as_cron(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as cron does: /bin/sh, the home folder, next to no environment."""
    environ = ["HOME=/", "LOGNAME=letter", "SHELL=/bin/sh", "PATH=/usr/bin:/bin"]
    return subprocess.run(
        ["env", "-i", *environ, "/bin/sh", "-c", command],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )


def cron_lines() -> list[str]:
    """The commands of the crontab examples."""
    text = "\n".join(blocks("Crontab"))
    return [found[1] for found in re.finditer(r"^(?:\S+ +){5}(.+)$", text, re.M)]


def test_crontab_lines_are_silent_when_all_is_well(letter: Path) -> None:
    """Each line does the work and says nothing, and nothing again when there is nothing to do.

    Keys arrive from the file.
    """
    plain, with_keys = cron_lines()
    for _ in range(2):
        done = as_cron(here(plain, letter), letter)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (letter / "_newsletter/site/en/feed.xml").is_file()
    with listener() as (url, heard):
        Path(f"{letter}.env").write_text(f"NEWSLETTER_HEALTHCHECK={url}/abc\n", encoding="utf-8")
        done = as_cron(here(with_keys, letter), letter)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert [path for path, _ in heard] == ["/abc/start", "/abc"]


def test_crontab_mails_what_is_wrong(letter: Path) -> None:
    """A post that cannot be used is one error on standard error, which cron mails."""
    (letter / "2025-11-02-bad.md").write_text("no front matter\n", encoding="utf-8")
    done = as_cron(here(cron_lines()[0], letter), letter)
    assert (done.returncode, done.stdout, done.stderr.count("error: ")) == (1, "", 1)


def test_systemd_units_are_valid(letter: Path, tmp_path: Path) -> None:
    """`systemd-analyze verify` finds nothing in the two units."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    service, timer = blocks("systemd")
    (tmp_path / "newsletter.service").write_text(here(service, letter) + "\n", encoding="utf-8")
    (tmp_path / "newsletter.timer").write_text(timer + "\n", encoding="utf-8")
    units = [str(tmp_path / f"newsletter.{kind}") for kind in ("service", "timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False
    )
    assert [
        line for line in (done.stdout + done.stderr).splitlines() if "newsletter." in line
    ] == []
    assert done.returncode == 0


def workflow() -> dict[str, object]:
    """The GitHub Actions workflow as a value (YAML 1.1 reads `on` as true)."""
    values = yaml.safe_load(blocks("GitHub Actions")[0])
    assert isinstance(values, dict)
    return {"on" if key is True else str(key): value for key, value in values.items()}


def test_workflow_has_what_it_needs() -> None:
    """One run at a time, the right to push catalogues, and state that outlives a failed run."""
    values = workflow()
    assert set(values) == {"on", "concurrency", "jobs"}
    assert values["concurrency"] == {"group": "newsletter", "cancel-in-progress": False}
    job = values["jobs"]["run"]  # type: ignore[index]
    assert job["permissions"] == {"contents": "write"}
    uses = {str(step.get("uses", "")).split("@")[0]: step for step in job["steps"]}
    restore, save = uses["actions/cache/restore"], uses["actions/cache/save"]
    assert save["if"] == "always()"
    assert (restore["with"]["path"], restore["with"]["key"]) == (
        save["with"]["path"],
        save["with"]["key"],
    )
    assert {".newsletter", "_newsletter"} == set(save["with"]["path"].split())


def test_steps_of_the_workflow_work_in_a_clean_clone(letter: Path, tmp_path: Path) -> None:
    """The shell steps, in order, in a clone: outputs are there and the catalogues are pushed.

    Again: nothing to push.
    """
    if shutil.which("git") is None:
        pytest.skip("git is not here")
    git(letter, "init", "--quiet", "--initial-branch", "main")
    (letter / ".gitignore").write_text("/.newsletter/\n/_newsletter/\n", encoding="utf-8")
    git(letter, "add", ".")
    git(letter, "commit", "--quiet", "--message", "A publication")
    git(tmp_path, "clone", "--quiet", "--bare", str(letter), "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    steps = [step["run"] for step in workflow()["jobs"]["run"]["steps"] if "run" in step]  # type: ignore[index]
    install = steps.pop(0)
    (tmp_path / "clone/.program").symlink_to(ROOT)
    assert all(
        (tmp_path / "clone" / name).exists() for name in re.findall(r"\.program/\S+", install)
    )
    (tmp_path / "clone/.program").unlink()
    for _ in range(2):
        for step in steps:
            done = run_step(step, tmp_path / "clone")
            assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / "clone/_newsletter/site/en/feed.xml").is_file()
    log = git(tmp_path / "origin.git", "log", "--name-only", "--format=%s")
    assert log.splitlines()[:3] == [
        "Translations of this morning",
        "",
        "translations/en/2025-11-01-morning-market.po",
    ]


def run_step(step: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a step as the runner does."""
    environ = {
        "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step]
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def git(folder: Path, *words: str) -> str:
    """Call git as nobody in particular."""
    who = ["-c", "user.name=editor", "-c", "user.email=editor@example.com"]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    return subprocess.run(
        ["git", *who, *words], cwd=folder, env=environ, capture_output=True, text=True, check=True
    ).stdout


def test_exit_codes_of_the_table_are_those_of_the_errors() -> None:
    """The table names every exit code there is, and the run tells the same ones."""
    from newsletter import errors

    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_")}
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", TEXT, re.M)} == codes
