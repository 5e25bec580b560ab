"""Start two runs of one publication at the same moment, again and again.

One works, the other says so and leaves with 75.

    python -m benchmarks.run_together [TIMES]      20 times; a small publication of our own

Both processes are up and wait at the door before they are let in together. Prints how the pairs
ended, how soon the second one left, and whether the outputs are those of a run alone.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.publication import NOW, ROOT, tree
from benchmarks.run_full_disk import go_on, make_letter, run_process

AT_THE_DOOR = """
import sys
from newsletter.cli import main
print("here", flush=True)
sys.stdin.readline()
main()
"""


@dataclass(frozen=True)
class Pair:
    """How two runs started together ended.

    Exit codes in order, what was said, and when the first of them was gone.
    """

    codes: tuple[int, int]
    said: str
    seconds: float


def run_pair(folder: Path) -> Pair:
    """Let two runs in at the same moment."""
    command = [sys.executable, "-c", AT_THE_DOOR, "run", "--quiet", "--now", NOW, str(folder)]
    pipe = subprocess.PIPE
    both = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
        for _ in range(2)
    ]
    for each in both:
        assert each.stdout
        each.stdout.readline()
    start = perf_counter()
    for each in both:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    while all(each.poll() is None for each in both):
        sleep(0.002)
    seconds = perf_counter() - start
    said = "".join("".join(each.communicate()) for each in both)
    first, second = sorted(each.returncode for each in both)
    return Pair((first, second), said, seconds)


def make_work(folder: Path) -> None:
    """A publication with enough posts to keep a run busy for a moment."""
    make_letter(folder)
    go_on(folder)


def main(n_times: int = 20) -> None:
    """Print the figures."""
    outcomes: Counter[str] = Counter()
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        alone = Path(name) / "alone"
        make_work(alone)
        run_process(alone)
        for _ in range(n_times):
            folder = Path(name) / "letter"
            make_work(folder)
            pair = run_pair(folder)
            outcomes[f"exit {pair.codes[0]} and {pair.codes[1]}"] += 1
            outcomes["says that another run works"] += (
                "another run works on this publication" in pair.said
            )
            outcomes["outputs whole"] += tree(folder) == tree(alone)
            seconds.append(pair.seconds)
            shutil.rmtree(folder)
    print(
        f"{n_times} pairs: {dict(outcomes)}; "
        f"the first of each was gone after {max(seconds):.2f} s at most"
    )


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
