"""A fixed slice of benchmarks/run_fuzz.py.

Damaged posts through whole runs, nothing of them stops or spoils the others.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmarks.mutations import FIELDS, NAMES, PIECES, join, split
from benchmarks.run_fuzz import damage, find_faults, read_sources, sound_post, write_archive

pytestmark = pytest.mark.slow

N_RANDOM = 12
SHORT = [piece for piece in PIECES if len(piece) <= 1000]


def named(posts: list[bytes]) -> list[tuple[bytes, bytes]]:
    """Give posts names and days of their own."""
    return [
        (f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}-post-{n}.md".encode(), data)
        for n, data in enumerate(posts)
    ]


def with_field(number: int, line: str) -> bytes:
    """A sound post with a bad line in its front matter."""
    head, body = split(sound_post(number + 50))
    return join(head + f"{line}\n".encode(), body)


def with_piece(number: int, piece: str) -> bytes:
    """A sound post with a bad piece in its body."""
    head, body = split(sound_post(number + 50))
    return join(head, body + b"\n" + piece.encode("utf-8", "surrogatepass") + b"\n")


@pytest.mark.parametrize("kind", ["fields", "pieces", "names", "random"])
def test_damaged_posts_spoil_nothing(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No traceback, sources untouched, outputs whole, sound posts published, a second run idle."""
    monkeypatch.setattr(
        "os.fsync", lambda _: None
    )  # hundreds of outputs: this is not about power cuts
    archives = {
        "fields": named([with_field(number, line) for number, line in enumerate(FIELDS)]),
        "pieces": named([with_piece(number, piece) for number, piece in enumerate(SHORT)]),
        "names": [
            (name.replace(b"{day}", b"07"), sound_post(number + 50))
            for number, name in enumerate(NAMES)
        ],
        "random": [
            (name, data)
            for _, name, data in damage(read_sources(None), N_RANDOM, random.Random(11))
        ],
    }
    write_archive(tmp_path / "letter", archives[kind])
    assert list(find_faults(tmp_path / "letter")) == []
