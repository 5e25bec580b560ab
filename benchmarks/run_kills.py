"""Kill runs at random moments; see that the next run ends with the bytes of a whole one.

    python -m benchmarks.run_kills [KILLS [POSTS [FOLDER]]]    100 kills, 30 posts of our own

Every kill is a `kill -9` of the whole process at a random moment of a fresh run (each second time
with two workers), then one run to the end. Prints how many trees equal the undisturbed one, how
many editions were made twice, and where the kills fell.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.publication import make_publication, run, start_run, tree
from benchmarks.run_fuzz import sound_post


def main(n_kills: int, n_posts: int, source: Path | None) -> None:
    """Print the figures."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        sources = sorted(source.glob("*.md")) if source else _write_own(top / "own", n_posts)
        clean = make_publication(top / "clean", sources, n_posts)
        cost = run(clean)
        wanted = tree(clean)
        print(
            f"undisturbed: {n_posts} posts, {len(wanted)} files, "
            f"{cost.seconds:.1f} s, exit {cost.code}"
        )
        outcomes: Counter[str] = Counter()
        places: Counter[str] = Counter()
        for number in range(n_kills):
            folder = make_publication(top / "killed", sources, n_posts)
            process = start_run(folder, "--jobs", str(1 + number % 2))
            # By the clock most kills of short posts fall into the start: every second one waits for
            # a number of files.
            moment = perf_counter() + chance.uniform(0.1, cost.seconds * 0.95)
            n_files = chance.randrange(1, len(wanted)) if number // 2 % 2 else 0
            while process.poll() is None and (
                _n_files(folder) < n_files if n_files else perf_counter() < moment
            ):
                sleep(0.002)
            process.kill()
            process.wait()
            places[_place(folder)] += 1
            code = run(folder).code
            found = tree(folder)
            differ = sorted(
                path for path in {**found, **wanted} if found.get(path) != wanted.get(path)
            )
            outcomes["equal" if not differ else f"different: {differ[:3]}"] += 1
            outcomes[f"exit {code}"] += 1
            outcomes["editions made twice"] += _n_twice(folder)
            outcomes["leavings"] += len(list((folder / "_newsletter").glob(".newsletter-staging")))
            shutil.rmtree(folder)
        print(f"{n_kills} kills: {dict(outcomes)}")
        print(f"files there when killed: {dict(sorted(places.items()))}")


def _write_own(folder: Path, n_posts: int) -> list[Path]:
    """Short posts: a run spends its time where the kills are to fall, at the disk."""
    folder.mkdir()
    paths = [
        folder / f"2026-{number // 28 + 1:02}-{number % 28 + 1:02}-post-{number}.md"
        for number in range(n_posts)
    ]
    for number, path in enumerate(paths):
        path.write_bytes(sound_post(number))
    return paths


def _n_files(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder / "_newsletter"))


def _place(folder: Path) -> str:
    n_files = _n_files(folder)
    return "none" if not n_files else f"{n_files // 100 * 100}+"


def _n_twice(folder: Path) -> int:
    db = sqlite3.connect(folder / ".newsletter/state.db")
    rows = db.execute(
        "SELECT count(*) FROM edition_posts GROUP BY ref, language HAVING count(*) > 1"
    ).fetchall()
    db.close()
    return len(rows)


if __name__ == "__main__":
    words = [*sys.argv[1:], *("100", "30", "")[len(sys.argv) - 1 :]]
    main(int(words[0]), int(words[1]), Path(words[2]) if words[2] else None)
