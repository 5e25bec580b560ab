"""Measure the memory of whole runs: that of all their processes, what they share counted once.

    python -m benchmarks.run_memory FOLDER [POSTS [JOBS ...]]      200 posts; with 1 job and with 2

FOLDER holds Markdown posts; beyond the first round they are copies with every sentence changed.
The proportional set size (PSS) of each process is read from /proc ten times a second: a page that
four processes share counts as a quarter in each. Prints the highest sum, and of what it was made.
Linux only.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

from benchmarks.publication import make_publication, start_run

PAUSE_S = 0.1
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Sample:
    """Kilobytes of every process at one moment, by what it is and its number."""

    sizes: dict[tuple[str, int], int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Kilobytes of all together."""
        return sum(self.sizes.values())


def watch(process: Popen[bytes]) -> Iterator[Sample]:
    """Yield what a process and its descendants hold until it has ended."""
    while process.poll() is None:
        yield take_sample(process.pid)
        time.sleep(PAUSE_S)


def take_sample(root: int) -> Sample:
    """Measure a process and its descendants now."""
    sizes: dict[tuple[str, int], int] = {}
    for pid, depth in _find_tree(root):
        with suppress(OSError):  # it has just ended
            sizes["helper" if depth else "run", pid] = _read_pss(pid)
    return Sample(sizes)


def _find_tree(root: int) -> Iterator[tuple[int, int]]:
    """The process and its descendants, with how many steps each is below it."""
    children: dict[int, list[int]] = defaultdict(list)
    for place in PROC.glob("[0-9]*/stat"):
        with suppress(OSError):
            behind_name = place.read_text().rpartition(")")[2].split()
            children[int(behind_name[1])].append(int(place.parent.name))
    found = [(root, 0)]
    for pid, depth in found:
        yield pid, depth
        found += [(child, depth + 1) for child in children[pid]]


def _read_pss(pid: int) -> int:
    """Proportional set size in kB."""
    for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    return 0


def main(source: Path, n_posts: int = 200, *all_jobs: int) -> None:
    """Print the figures."""
    sources = sorted(source.glob("*.md"))
    with tempfile.TemporaryDirectory() as name:
        for jobs in all_jobs or (1, 2):
            folder = make_publication(Path(name) / str(jobs), sources, n_posts)
            for remark in ("first", "nothing new"):
                process = start_run(folder, "--jobs", str(jobs))
                highest = max(watch(process), key=lambda sample: sample.total)
                parts = ", ".join(
                    f"{what} {size / 1024:.0f}" for (what, _), size in sorted(highest.sizes.items())
                )
                print(
                    f"{n_posts:5} posts  {jobs} jobs  {remark:11}  "
                    f"{highest.total / 1024:5.0f} MB  exit {process.returncode}  ({parts})",
                    flush=True,
                )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:]))
