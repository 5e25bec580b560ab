"""Fixtures every room's tests may use."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

# Same examples on every machine and no time limit an example: CI must not fail by chance or by
# load.
settings.register_profile(
    "newsletter", derandomize=True, deadline=None, database=None, print_blob=True
)
settings.load_profile("newsletter")

# A shell lets what it starts in the background ignore Ctrl-C, and its children with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The sample publication; read it, copy it, never write into it."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def corpus() -> tuple[Path, ...]:
    """The 250 real posts beside the project, sorted; skips where they are missing."""
    found = tuple(sorted((ROOT.parent / "shared" / "corpus").glob("*.md")))
    if not found:
        pytest.skip(
            "../shared/corpus is not here: real posts are third-party text and not part of the "
            "project"
        )
    return found


@pytest.fixture(scope="session")
def bench() -> Path:
    """The benchmarks with ground truth beside the project; skips where they are missing."""
    folder = ROOT.parent / "shared" / "bench"
    if not folder.is_dir():
        pytest.skip(
            "../shared/bench is not here: its articles are third-party text and not part of the "
            "project"
        )
    return folder
