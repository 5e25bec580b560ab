"""Measure how far apart different articles and touched-up copies lie.

What the limit of plan/resemblance.py stands on.

    python benchmarks/run_resemblance.py FOLDER      a folder of Markdown posts, all different

Prints the most alike pairs of different posts, the likeness of copies with three letters changed in
every sixty, how many of the copies share no band with their original, and the time a post costs.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import combinations
from pathlib import Path

from newsletter.plan.resemblance import LIMIT, build_bands, compare
from newsletter.source.front_matter import split_front_matter

LETTERS = "あいうえおかきくけこ"


def touch_up(text: str, chance: random.Random) -> str:
    """Change three letters in every sixty."""
    letters = list(text)
    place = 0
    while place < len(letters) - 100:
        place += chance.randint(30, 90)
        for index in range(place, place + 3):
            if letters[index].isalnum():
                letters[index] = chance.choice(LETTERS)
    return "".join(letters)


def main(folder: Path) -> None:
    """Print the figures for one folder."""
    posts = {
        path.stem: split_front_matter(path.read_text(encoding="utf-8"))[1]
        for path in sorted(folder.glob("*.md"))
    }
    start = time.perf_counter()
    bands = {name: set(build_bands(text)) for name, text in posts.items()}
    print(
        f"{len(posts)} posts, "
        f"{(time.perf_counter() - start) / len(posts) * 1000:.1f} ms each for the bands"
    )
    pairs = sorted(
        ((compare(b, posts[a], posts[b]).share, a, b) for a, b in combinations(posts, 2)),
        reverse=True,
    )
    n_candidates = sum(bool(bands[a] & bands[b]) for _, a, b in pairs)
    print(f"{len(pairs):,} pairs of different posts: {n_candidates} candidates; the most alike:")
    for share, a, b in pairs[:3]:
        print(f"  {share:.3f}  {a}  {b}")
    chance = random.Random(1)
    copies = {name: touch_up(text, chance) for name, text in posts.items()}
    shares = sorted(compare(name, copies[name], posts[name]).share for name in posts)
    n_missed = sum(not bands[name] & set(build_bands(copies[name])) for name in posts)
    print(
        f"touched-up copies: likeness {shares[0]:.3f} to {shares[-1]:.3f}, "
        f"median {shares[len(shares) // 2]:.3f}"
    )
    print(
        f"  {n_missed} share no band, "
        f"{sum(share < LIMIT for share in shares)} lie below the limit of {LIMIT}"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
