"""What another account may not read or write is told, and never taken for something that is not there.

A decision, a template or a ledger that cannot be read must not look like one that nobody made: a
language that a person holds would be published, and every page made in the shipped design.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from newsletter.config import read_settings
from newsletter.desk.desk_data import DeskData
from newsletter.doctor import Condition, examine
from newsletter.errors import EXIT_DONE, EXIT_FAILED, OutputError, TemplateError
from newsletter.lint.outputs import check_outputs
from newsletter.pipeline.decision_files import write_decisions
from newsletter.source.decisions import Decisions
from newsletter.status import read_receipts, read_skipped, read_status
from newsletter.store.ledger import Ledger

from .conftest import NOW, Run, tree

CAPABILITY_VERSION = 0x20080522  # of linux/capability.h
OVERRIDES = 0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
NAME = "2026-02-26-market-1"

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="rights are of another kind elsewhere"
)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root reads and writes everything: be bound by rights for the block, as others are."""
    if os.geteuid() != 0:
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    before = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    bound = (ctypes.c_uint32 * 6)(*before)
    bound[0] &= ~OVERRIDES  # the first is what is effective
    assert libc.capset(header, bound) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0


@contextmanager
def without_rights(place: Path, mode: int = 0) -> Iterator[None]:
    """Take rights of a file or folder away for the block."""
    before = place.stat().st_mode
    place.chmod(mode)
    try:
        with unprivileged():
            yield
    finally:
        place.chmod(before)


@pytest.fixture
def published(letter: Path, run: Run) -> Path:
    """A publication that was published once: what is imported late is there now."""
    assert run().exit_code == EXIT_DONE
    return letter


def change(letter: Path) -> None:
    """Let there be something to do for the first post."""
    post = letter / "posts" / f"{NAME}.md"
    post.write_text(post.read_text(encoding="utf-8") + "\n追記がある。\n", encoding="utf-8")
    os.utime(post, (1, 1))


def test_unreadable_decisions_hold_every_post(letter: Path, published: Path, run: Run) -> None:
    """What is published stays; the folder is named once."""
    write_decisions(letter, NAME, Decisions(hold=("en",)))
    decisions = letter / "decisions"
    change(letter)
    before = tree(letter)
    with without_rights(decisions):
        report = run()
    assert report.exit_code == EXIT_FAILED
    (error,) = report.errors
    assert (error.at, error.why) == (str(decisions), "permission denied")
    posts = {name: data for name, data in tree(letter).items() if "market" in name}
    assert posts == {name: data for name, data in before.items() if "market" in name}
    assert run().exit_code == EXIT_DONE


@pytest.mark.parametrize(("place", "mode"), [("", 0), ("page", 0), ("page", 0o600), ("", 0o600)])
def test_unreadable_templates_end_the_run(
    letter: Path, published: Path, run: Run, place: str, mode: int
) -> None:
    """Nothing is made with the shipped ones in their place."""
    (letter / "templates" / "page").mkdir(parents=True)
    own = letter / "templates" / "page" / "post.html.j2"
    own.write_text("<p>{{ article.title }}</p>", encoding="utf-8")
    before = tree(letter)
    with (
        without_rights(letter / "templates" / place, mode),
        pytest.raises(TemplateError, match="permission denied"),
    ):
        run()
    assert tree(letter) == before


def test_a_catalogue_that_cannot_be_written_holds_one_language(
    letter: Path, published: Path, run: Run
) -> None:
    """The post is published in its own language, and the others as they are."""
    change(letter)
    catalogues = letter / "translations" / "en"
    with without_rights(catalogues, 0o500):
        report = run()
    assert report.exit_code == EXIT_FAILED
    (error,) = report.errors
    assert error.why == "permission denied"
    assert f"{NAME}.po" in error.what
    assert any("/ja/" in f"/{name}" and NAME in name for name in report.written)
    assert run().exit_code == EXIT_DONE


def test_a_state_that_cannot_be_read_is_no_first_run(
    letter: Path, published: Path, run: Run
) -> None:
    """`status` does not say that nothing was published, nor break off."""
    settings = read_settings(letter)
    with without_rights(letter / ".newsletter"):
        for look in (
            lambda: read_status(letter, settings),
            lambda: read_skipped(letter, settings, NOW),
            lambda: read_receipts(letter, NOW),
        ):
            with pytest.raises(OutputError, match="permission denied"):
                look()
    assert read_status(letter, settings)


@pytest.mark.parametrize("with_index", [True, False])
@pytest.mark.parametrize("with_log", [True, False])
def test_a_state_that_may_only_be_read_is_looked_at_whole(
    letter: Path, published: Path, *, with_log: bool, with_index: bool
) -> None:
    """Also a synced one, whose log came without its index: what stands in the log counts."""
    state = letter / ".newsletter"
    with Ledger.open(state) as ledger:
        ledger.begin_run(NOW)
        files = {path.name: path.read_bytes() for path in state.glob("state.db*")}
    if not with_log:  # closed: the log has gone into the file
        files = {path.name: path.read_bytes() for path in state.glob("state.db*")}
    elif not with_index:
        del files["state.db-shm"]
    copy = letter / "copy" / ".newsletter"
    copy.mkdir(parents=True)
    for name, data in files.items():
        (copy / name).write_bytes(data)
        (copy / name).chmod(0o444)
    with without_rights(copy, 0o555):
        with Ledger.open_to_read(copy) as ledger:
            n_runs = len(ledger.last_runs())
        with Ledger.open_copy(copy) as ledger:
            assert len(ledger.last_runs()) == n_runs
    assert n_runs == 2
    assert {path.name for path in copy.iterdir()} == set(files)


def test_what_looks_at_a_closed_state_says_so(letter: Path, published: Path) -> None:
    """`check` beside a site, the desk and `doctor` break off with an error or a line, no traceback."""
    settings = read_settings(letter)
    beside = replace(settings, posts=replace(settings.posts, pages="translations"))
    desk = DeskData(letter)
    with without_rights(letter / ".newsletter"):
        with pytest.raises(OutputError, match="permission denied"):
            check_outputs(letter, beside)
        lines = examine(letter, now=NOW, environ={})
        state = next(line for line in lines if line.topic == "state")
        with pytest.raises(OutputError, match="permission denied"):
            desk.read_ledger()
    assert state.verdict is Condition.PROBLEM


def test_a_picture_that_cannot_be_read_is_a_finding(
    letter: Path, published: Path, run: Run
) -> None:
    """It ends no run: the post is published, and what its readers miss is told."""
    change(letter)
    post, picture = letter / "posts" / f"{NAME}.md", letter / "posts" / "market.png"
    post.write_text(post.read_text(encoding="utf-8") + "\n![市](market.png)\n", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    with without_rights(picture):
        report = run()
    assert report.exit_code == EXIT_DONE
    assert [finding.rule for _, finding in report.findings] == ["picture-missing"]
    assert not any(name.endswith("market.png") for name in tree(letter))
