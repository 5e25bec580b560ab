"""Fill the disk under runs; see that what was published stands and the next run makes up.

    python -m benchmarks.run_full_disk [MOMENTS]      20 moments; needs root, to mount a tmpfs

A small publication lies on a tmpfs of its own. It is published, then a post is edited and two
come; the run that follows meets a disk with a little more room at every moment, from none at all to
nearly enough. After each: one clear error and exit 1, every output whole and either old or new,
then with room again the bytes of a run that was never disturbed.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.publication import NOW, ROOT, SETTINGS, tree

ROOM_KB = 64 * 1024
PAGE_KB = 4  # tmpfs gives room by the page
PLACES = ("北の港", "南の島", "西の峠", "東の谷")
Runner = Callable[[Path], tuple[int, str]]
"""Runs a publication; gives exit code and what was said."""


@dataclass(frozen=True)
class Moment:
    """What a run on a full disk and the one after it came to.

    `faults` is empty when all is as it must be.
    """

    room_kb: int
    code: int
    said: str
    faults: tuple[str, ...]


@contextmanager
def small_disk(folder: Path) -> Iterator[Callable[[int], None]]:
    """Mount a tmpfs at `folder` and yield what sets its size in kB.

    Raises:
        PermissionError: This account may not mount.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if _mount("-t", "tmpfs", "-o", f"size={ROOM_KB}k", "tmpfs", str(folder)):
        raise PermissionError("this account may not mount a tmpfs")
    try:
        yield lambda size_kb: _must(_mount("-o", f"remount,size={size_kb}k", str(folder)))
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=False)


def _mount(*options: str) -> int:
    if shutil.which("mount") is None:
        return 1
    return subprocess.run(["mount", *options], capture_output=True, check=False).returncode


def _must(code: int) -> None:
    assert code == 0, "the tmpfs cannot be given another size"


def make_letter(folder: Path) -> None:
    """Two posts, in two languages."""
    folder.mkdir(parents=True)
    (folder / "newsletter.toml").write_text(SETTINGS, encoding="utf-8")
    for number in (0, 1):
        write_post(folder, number, "今年も")


def go_on(folder: Path) -> None:
    """Edit a post and add two."""
    write_post(folder, 0, "今年もまた")
    for number in (2, 3):
        write_post(folder, number, "今年も")


def write_post(folder: Path, number: int, words: str) -> None:
    """Write a post of its own."""
    place = PLACES[number]
    lines = (
        f"{place}の{step}番の店には{step * 31 + number * 7 + 40}人が来た。" for step in range(1, 12)
    )
    text = (
        f'---\ntitle: "{place}の市"\n---\n\n{place}では{words}市が開かれた。\n\n## 店\n\n'
        + "\n\n".join(lines)
        + "\n"
    )
    path = folder / f"posts/2026-11-{number + 10}-market-{number}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def try_moments(disk: Path, n_moments: int, run: Runner) -> Iterator[Moment]:
    """Yield the outcome of every moment, from no room to nearly enough.

    Args:
        disk: An empty folder; a tmpfs is mounted there.
    """
    with small_disk(disk) as resize:
        before, after = disk / "before", disk / "after"
        make_letter(before)
        assert run(before)[0] == 0
        shutil.copytree(before, after)
        go_on(after)
        used_kb = _used_kb(disk)
        assert run(after)[0] == 0
        need_kb = _used_kb(disk) - used_kb
        old, new = tree(before), tree(after)
        for step in range(n_moments):
            letter = disk / "letter"
            shutil.copytree(before, letter)
            go_on(letter)
            room_kb = (
                int(need_kb * (step / n_moments) ** 1.5) // PAGE_KB * PAGE_KB
            )  # closer together where state is opened
            resize(_used_kb(disk) + room_kb)
            code, said = run(letter)
            seen = tree(letter)
            resize(ROOM_KB)
            faults = (
                *find_faults_when_full(code, said, seen, old, new),
                *find_faults_afterwards(letter, run, new),
            )
            yield Moment(room_kb, code, said, faults)
            shutil.rmtree(letter)


def _used_kb(disk: Path) -> int:
    return shutil.disk_usage(disk).used // 1024


def find_faults_when_full(
    code: int, said: str, seen: dict[str, str], old: dict[str, str], new: dict[str, str]
) -> Iterator[str]:
    """Yield what is wrong after a run that met a full disk.

    `seen` is what lies there, `old` and `new` what may.
    """
    if (
        code != 1
        or not said.startswith("error: ")
        or "fix: free some space" not in said
        or "Traceback" in said
    ):
        yield f"exit {code}: {said}"
    for path, content in seen.items():
        if content not in (old.get(path), new.get(path)):
            yield f"torn: {path}"
    if not old.keys() <= seen.keys():
        yield f"lost: {sorted(old.keys() - seen.keys())}"


def find_faults_afterwards(letter: Path, run: Runner, new: dict[str, str]) -> Iterator[str]:
    """Run again, with room, and yield what is not as if nothing had happened."""
    code, said = run(letter)
    if code or said:
        yield f"afterwards exit {code}: {said}"
    found = tree(letter)
    differ = sorted(path for path in {**found, **new} if found.get(path) != new.get(path))
    if differ:
        yield f"afterwards other bytes: {differ}"
    if (letter / "translations").is_dir() and list((letter / "translations").rglob(".*")):
        yield "leavings among the catalogues"
    with closing(sqlite3.connect(letter / ".newsletter/state.db")) as db:
        if db.execute(
            "SELECT count(*) FROM edition_posts GROUP BY ref, language HAVING count(*) > 1"
        ).fetchall():
            yield "an edition was made twice"
        if db.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            yield "the database is damaged"


def run_process(folder: Path) -> tuple[int, str]:
    """Run in a process of its own."""
    command = [sys.executable, "-m", "newsletter", "run", str(folder), "--quiet", "--now", NOW]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _first_line(said: str) -> str:
    return said.splitlines()[0] if said else "silent"


def main(n_moments: int = 20) -> None:
    """Print the figures."""
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for moment in try_moments(Path(name) / "disk", n_moments, run_process):
            outcomes["as it must be" if not moment.faults else "fault"] += 1
            print(f"{moment.room_kb:5} kB free: exit {moment.code}, {_first_line(moment.said)}")
            for fault in moment.faults:
                print(f"      {fault}")
    print(f"{n_moments} moments: {dict(outcomes)}")


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
