"""Make a throw-away publication out of a folder of posts, and run it in a process of its own."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from newsletter.source.front_matter import split_front_matter
from newsletter.store.output_places import find_outputs

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-23T06:00:00+09:00"
SETTINGS = """\
[publication]
title = "Benchmark"
url = "https://example.com"
language = "ja"
timezone = "Asia/Tokyo"

[languages.en]

[posts]
folder = "posts"

[translate]
engines = ["pseudo"]
"""


@dataclass(frozen=True)
class Cost:
    """What one run cost: wall and processor time, and the peak memory of its largest process."""

    seconds: float
    processor_s: float
    megabytes: float
    code: int


def make_publication(folder: Path, sources: list[Path], n_posts: int) -> Path:
    """Copy posts.

    Beyond the first round with another date, and every sentence made another by its round.
    """
    (folder / "posts").mkdir(parents=True)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number in range(n_posts):
        source, turn = sources[number % len(sources)], number // len(sources)
        text = source.read_text(encoding="utf-8")
        if turn:
            head, body = split_front_matter(text)
            body = body.translate(_find_turn(turn))
            text = head + body
        (folder / "posts" / f"{source.stem}-{turn}.md").write_text(text, encoding="utf-8")
    return folder


def _find_turn(turn: int) -> dict[int, str]:
    """Which letters one round puts in the place of which.

    A second alphabet turns when the first is back where it began: 35 rounds, and no two alike.
    """
    japanese = _turned("のにはをがともで", turn) | _turned("たしいてなるれらっす", turn // 8)
    return japanese | _turned("aeiou", turn) | _turned("tnshrdl", turn // 5)


def _turned(letters: str, turn: int) -> dict[int, str]:
    """Every letter becomes another of them.

    The copies are articles of their own, and nothing is held as a repeat.
    """
    return {
        ord(letter): letters[(place + turn) % len(letters)] for place, letter in enumerate(letters)
    }


def run(folder: Path, *options: str) -> Cost:
    """Run a publication to its end."""
    start = time.perf_counter()
    process = start_run(folder, *options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        time.perf_counter() - start,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        process.returncode,
    )


def start_run(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    """Start a run and return at once."""
    command = [
        sys.executable,
        "-m",
        "newsletter",
        "run",
        str(folder),
        "--quiet",
        "--now",
        NOW,
        *options,
    ]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def tree(folder: Path) -> dict[str, str]:
    """Every output with the hash of its bytes."""
    files = find_outputs(folder / "_newsletter")
    return {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in files.items()}


def child_megabytes() -> float:
    """Peak memory of the largest child process so far."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
