"""Measure whole runs: time, posts a second and peak memory by jobs and by size of the archive.

Then idle runs. On a machine that others use only the processor time can be compared.

    python -m benchmarks.run_scale FOLDER [POSTS]      a folder of Markdown posts; 250 of them, then
    four times as many

Beyond the first round the posts are copies with another date and every sentence changed, so that
nothing is held as a repeat and the memory answers for nothing. Memory is that of the largest
process; ratios are to the first line.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.publication import Cost, make_publication, run


def main(source: Path, n_posts: int = 250, factor: int = 4) -> None:
    """Print the figures."""
    sources = sorted(source.glob("*.md"))
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        first: Cost | None = None
        print(
            "posts  jobs  seconds  processor  posts/s  peak MB  exit  "
            "time and memory against the first line"
        )
        for number, jobs in ((n_posts, 1), (n_posts, 2), (n_posts * factor, 2)):
            folder = make_publication(top / f"{number}-{jobs}", sources, number)
            cost = run(folder, "--jobs", str(jobs))
            first = first or cost
            _print(number, jobs, cost, first)
            run(folder, "--jobs", str(jobs))  # files that were written just before are read again
            _print(number, jobs, run(folder, "--jobs", str(jobs)), first, "idle")


def _print(n_posts: int, jobs: int, cost: Cost, first: Cost, remark: str = "") -> None:
    ratios = f"{cost.seconds / first.seconds:.2f}  {cost.megabytes / first.megabytes:.2f}"
    speed = "" if remark else f"{n_posts / cost.seconds:.1f}"
    print(
        f"{n_posts:5}  {jobs:4}  {cost.seconds:7.1f}  {cost.processor_s:9.2f}  {speed:>7}  "
        f"{cost.megabytes:7.0f}  "
        f"{cost.code:4}  {ratios}  {remark}",
        flush=True,
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:]))
