"""Lend the workers of a Dask cluster to a run; the only module that knows Dask.

A cluster takes the place of `--jobs`: the same tasks, the same order of results, the same bytes. A
worker that dies is no fault of the run: the scheduler gives its tasks to another one. Tasks carry
the bytes of their post, so workers see neither posts nor outputs; they need the same newsletter,
which is looked at before any work is sent: other code would make other bytes.

`tcp://` is neither encrypted nor guarded: whoever reaches a scheduler can run code on its workers.
`tls://` uses the certificates of Dask's own configuration.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from newsletter.errors import ConfigError, WorkersLost, advise_extra, quote
from newsletter.pipeline.inputs import program_fingerprint

_ADDRESS = re.compile(r"(?:tcp|tls|ws|wss)://\S+:\d+")
# To reach a scheduler with at least one worker: an unattended run must not wait for ever.
DEADLINE_S = 10.0


@contextmanager
def open_cluster(address: str) -> Iterator[Executor]:
    """Yield the executor of the cluster whose scheduler listens at `address`, e.g.

    `tcp://10.0.0.5:8786`.

    Raises:
        ConfigError: The extra `dask` is not installed, the address is none, or the workers run
            another newsletter.
        WorkersLost: No scheduler or no worker answered in time, or a task took several workers down
            with it.
    """
    try:
        import distributed
    except ImportError:
        raise ConfigError(
            "cannot use a cluster",
            at="--cluster",
            why="Dask is not installed",
            fix=advise_extra("dask"),
        ) from None
    with (
        _silenced("distributed", "tornado"),
        _connected(distributed, address) as executor,
    ):
        yield executor


@contextmanager
def _silenced(*names: str) -> Iterator[None]:
    """Keep loggers quiet: a lost cluster is one error of ours, not a page of Dask's tracebacks."""
    known = tuple(logging.root.manager.loggerDict)
    own = [name for name in known if name.partition(".")[0] in names]
    loggers = [logging.getLogger(name) for name in own]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


@contextmanager
def _connected(distributed: Any, address: str) -> Iterator[Executor]:
    """The workers of a scheduler as an executor; lost ones are one error."""
    client = _connect(distributed, address)
    try:
        executor: Executor = client.get_executor(
            pure=False
        )  # pure: Dask would hash every task to look for equal ones
        executor._max_workers = _look_at_workers(client, address)  # type: ignore[attr-defined]  # what `stream` asks for
        yield executor
    except distributed.KilledWorker as error:
        raise _lost(address, str(error)) from None
    finally:
        client.close()


def _connect(distributed: Any, address: str) -> Any:
    """Connect to the scheduler; an address that cannot be one is refused."""
    if not _ADDRESS.fullmatch(address):
        why, fix = (
            f"{quote(address)} is no address of a scheduler",
            "e.g. --cluster tcp://10.0.0.5:8786",
        )
        raise ConfigError(
            "cannot use a cluster", at="--cluster", why=why, fix=fix
        )
    try:
        return distributed.Client(
            address, timeout=DEADLINE_S, set_as_default=False
        )
    except OSError:  # TimeoutError among them
        raise _lost(
            address, f"no scheduler answered within {DEADLINE_S:.0f} s"
        ) from None


def _look_at_workers(client: Any, address: str) -> int:
    """Return how many threads the cluster has, once a worker is there and all run this program."""
    try:
        client.wait_for_workers(1, timeout=DEADLINE_S)
    except TimeoutError:
        raise _lost(
            address, f"the scheduler has no worker within {DEADLINE_S:.0f} s"
        ) from None
    try:
        fingerprints = set(client.run(program_fingerprint).values())
    except ImportError:
        fingerprints = set()
    if fingerprints != {program_fingerprint()}:
        raise ConfigError(
            "cannot use this cluster",
            at=f"--cluster {address}",
            why="its workers run another newsletter, or none"
            if fingerprints
            else "its workers have no newsletter",
            fix="install the same version on every worker and start them again",
        )
    return sum(client.nthreads().values())


def _lost(address: str, why: str) -> WorkersLost:
    """The error of a cluster that is not there, or no longer."""
    return WorkersLost(
        "cannot use the cluster",
        at=f"--cluster {address}",
        why=why,
        fix="look at its scheduler and run again",
    )
