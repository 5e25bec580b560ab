"""Time what a person waits for: `newsletter --help` and a run of the sample with nothing new.

    python benchmarks/start.py

Prints medians of ten whole processes, each beside the bare interpreter's own start in the same
round: on a noisy machine the ratio is the figure to compare.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
N_ROUNDS = 10


def time_process(*command: str) -> float:
    """Seconds from start to end of one process."""
    started = time.perf_counter()
    subprocess.run(
        command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - started


def main() -> None:
    """Print a line for each command."""
    with tempfile.TemporaryDirectory() as folder:
        seeds = Path(folder) / "seeds"
        shutil.copytree(
            ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("_newsletter", ".newsletter")
        )
        python = sys.executable
        commands = {
            "python -c pass": (python, "-c", "pass"),
            "newsletter --help": (python, "-m", "newsletter", "--help"),
            "newsletter run, nothing new": (
                python,
                "-m",
                "newsletter",
                "run",
                str(seeds),
                "--offline",
            ),
        }
        first = time_process(*commands["newsletter run, nothing new"])
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(N_ROUNDS):
            for name, command in commands.items():
                times[name].append(time_process(*command))
    bare = median(times["python -c pass"])
    print(
        f"{'newsletter run, first':30}{first * 1000:8.0f} ms{first / bare:8.1f} × the interpreter"
    )
    for name, seconds in times.items():
        print(
            f"{name:30}{median(seconds) * 1000:8.0f} ms{median(seconds) / bare:8.1f} × the "
            "interpreter"
        )


if __name__ == "__main__":
    main()
