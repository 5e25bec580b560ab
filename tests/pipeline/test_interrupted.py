"""Ctrl-C, `--only` and the path of the toml: what the command line says."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.errors import EXIT_DONE, EXIT_INTERRUPTED, ConfigError, Interrupted
from newsletter.pipeline import run as run_module
from newsletter.pipeline.publication import STATE_NAME, RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.status import read_status
from newsletter.store.ledger import Ledger

from .conftest import NOW, Run, tree, write_post


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_says_what_is_done_and_what_comes(letter: Path, jobs: str) -> None:
    """Exit 130, one line and no traceback; the next run does the rest."""
    for number in range(10, 60):
        write_post(letter, number)
    command = [sys.executable, "-m", "newsletter", "run", str(letter), "--jobs", jobs, "--quiet"]
    command += ["--now", NOW.isoformat(), "--log-format", "text"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr
    while "page.published" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=60)
    said = rest[rest.index("error: ") :]
    assert process.returncode == EXIT_INTERRUPTED
    assert re.match(r"error: interrupted: \d+ of 53 posts are published\n", said)
    assert "the next run does the other" in said
    assert "Traceback" not in rest
    with Ledger.open(letter / STATE_NAME) as ledger:
        assert ledger.last_runs(1)[0].exit_code == EXIT_INTERRUPTED
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.returncode == EXIT_DONE
    assert sum(name.endswith(".md") for name in tree(letter)) == 2 * 53


def test_ctrl_c_after_the_last_post_counts_none_that_is_left(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what is made of all posts together is still to do."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "publish_site", stop)
        with pytest.raises(Interrupted, match="3 of 3 posts") as caught:
            run()
    assert caught.value.fix == "run again: the next run does indexes and feeds"
    assert run().exit_code == EXIT_DONE


BREAK_OFF = """
import os, signal, sys
class Interrupting:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
sys.argv = ["newsletter", {argument!r}]
from newsletter.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["typer", "newsletter.cli.run_summary", "newsletter.errors"])
def test_ctrl_c_is_heard_while_the_program_starts(module: str) -> None:
    """Exit 130 and one line, not a page of what was being imported."""
    script = BREAK_OFF.format(module=module, argument="--help")
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (EXIT_INTERRUPTED, "")
    assert ended.stderr == "interrupted before anything was begun\n"


def test_ctrl_c_that_is_ignored_stays_so() -> None:
    """`nohup newsletter run &`: whoever ignores the signal goes on."""
    script = BREAK_OFF.format(module="typer", argument="--version")
    script = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + script
    command = [sys.executable, "-c", script]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (EXIT_DONE, "")
    assert ended.stdout.strip()


def test_only_names_a_post_there_is(letter: Path, run: Run) -> None:
    """A post that does not exist is an error of usage that names the nearest one."""
    with pytest.raises(ConfigError, match='no post "market-9"') as caught:
        run(only="market-9")
    assert "did you mean" in caught.value.fix
    assert tree(letter) == {}
    assert run(only="market-1").exit_code == EXIT_DONE


def test_the_toml_stands_for_its_publication(letter: Path) -> None:
    """`newsletter run folder/newsletter.toml` does what `newsletter run folder` does."""
    path = letter / "newsletter.toml"
    options = RunOptions(now=NOW)
    report = run_publication(path, read_settings(letter), options, environ={})
    assert report.exit_code == EXIT_DONE
    assert any(name.endswith(".md") for name in tree(letter))
    assert len(read_status(path, read_settings(letter))) == 6
