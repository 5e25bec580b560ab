"""A run on the workers of a Dask cluster.

Real processes on loopback, the bytes of a run without one.
"""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsletter.config import read_settings
from newsletter.errors import EXIT_TEMPORARY, EXIT_USAGE, ConfigError, WorkersLost
from newsletter.pipeline import cluster
from newsletter.pipeline.cluster import open_cluster
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication
from newsletter.store.database import DATABASE_NAME
from tests.pipeline.conftest import NOW, SETTINGS, tree, write_post

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
N_POSTS = 10
# Everything the ledger knows except when the machine wrote a file or a run.
LEDGER = {
    "posts": "ref, path, content_hash, n_bytes, slug, language, title, date, state, reason, "
    "first_published",
    "pages": "*",
    "artefacts": "*",
    "editions": "*",
    "edition_posts": "*",
    "articles": "*",
    "bands": "*",
    "addresses": "*",
    "runs": "id, started, exit_code, summary",
}


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its two workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]


def start(stack: ExitStack, folder: Path, module: str, *options: str) -> subprocess.Popen[bytes]:
    """Start a part of a cluster; it is gone at the end of the tests, however they end."""
    command = [
        sys.executable,
        "-m",
        f"distributed.cli.{module}",
        "--dashboard-address",
        "127.0.0.1:0",
        *options,
    ]
    environ = os.environ | {"DASK_TEMPORARY_DIRECTORY": str(folder), "DASK_CONFIG": str(folder)}
    log = stack.enter_context((folder / f"{module}.log").open("ab"))
    process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env=environ)
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler and two worker processes on loopback."""
    folder = tmp_path_factory.mktemp("cluster")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with ExitStack() as stack:
        start(stack, folder, "dask_scheduler", "--host", address)
        options = (address, "--host", "127.0.0.1", "--no-nanny", "--nthreads", "1")
        workers = tuple(start(stack, folder, "dask_worker", *options) for _ in range(2))
        yield Cluster(address, workers)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication after a run of one process without a cluster."""
    folder = make_letter(tmp_path_factory.mktemp("alone"))
    run_publication(folder, read_settings(folder), RunOptions(now=NOW), environ={})
    return folder


def make_letter(folder: Path) -> Path:
    """Ten posts in two languages."""
    folder.mkdir(exist_ok=True)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(N_POSTS):
        write_post(folder, number)
    return folder


def rows(letter: Path) -> dict[str, list[tuple[object, ...]]]:
    """What the ledger says, table by table."""
    with closing(sqlite3.connect(letter / ".newsletter" / DATABASE_NAME)) as db:
        return {
            name: sorted(db.execute(f"SELECT {columns} FROM {name}").fetchall())
            for name, columns in LEDGER.items()
        }


def test_a_cluster_makes_the_same_bytes(two_workers: Cluster, alone: Path, tmp_path: Path) -> None:
    """Outputs and ledger are those of a run without a cluster.

    With --quiet nothing is said, warnings being errors.
    """
    letter = make_letter(tmp_path / "letter")
    command = [
        sys.executable,
        "-W",
        "error",
        "-m",
        "newsletter",
        "run",
        str(letter),
        "--quiet",
        "--now",
        NOW.isoformat(),
    ]
    done = subprocess.run(
        [*command, "--cluster", two_workers.address],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert tree(letter) == tree(alone)
    assert rows(letter) == rows(alone)


def test_a_worker_that_dies_changes_nothing(
    two_workers: Cluster, alone: Path, tmp_path: Path
) -> None:
    """A worker is killed in the middle of the run.

    The other one does its tasks again, the bytes are the same.
    """
    letter = make_letter(tmp_path / "letter")
    seen: list[str] = []

    def kill_one(ref: str, done: int, _total: int) -> None:
        if ref == "reading":  # the posts are only looked at
            return
        seen.append(ref)
        if done == 2:
            two_workers.workers[0].send_signal(signal.SIGKILL)
            two_workers.workers[0].wait()

    with open_cluster(two_workers.address) as executor:
        run_publication(
            letter,
            read_settings(letter),
            RunOptions(now=NOW),
            environ={},
            executor=executor,
            progress=kill_one,
        )
    assert len(seen) == N_POSTS
    assert tree(letter) == tree(alone)
    assert rows(letter) == rows(alone)


def test_a_cluster_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody at the address: try again later, after a deadline; no address at all.

    A usage fault.
    """
    monkeypatch.setattr(cluster, "DEADLINE_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(WorkersLost, match="no scheduler answered") as lost, open_cluster(address):
        pass
    assert lost.value.exit_code == EXIT_TEMPORARY
    for wrong in ("here", "http://127.0.0.1:8786", "tcp://127.0.0.1"):
        with (
            pytest.raises(ConfigError, match="is no address of a scheduler") as fault,
            open_cluster(wrong),
        ):
            pass
        assert fault.value.exit_code == EXIT_USAGE


def test_another_newsletter_on_the_workers_is_refused(
    two_workers: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers with other code would make other bytes: nothing is sent to them."""
    monkeypatch.setattr(cluster, "program_fingerprint", lambda: f"process {os.getpid()}")
    with (
        pytest.raises(ConfigError, match="run another newsletter"),
        open_cluster(two_workers.address),
    ):
        pass


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a cluster without Dask is told what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ConfigError, match=r"newsletter-press\[dask\]"),
        open_cluster("tcp://127.0.0.1:8786"),
    ):
        pass
