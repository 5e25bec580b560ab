"""Run a publication on a disk that has no room for another file, at every n-th touch.

`python -m tests.pipeline.no_room FOLDER`.

Stands in for a full inode table where nobody may mount a small disk. Audit hooks cannot be taken
away, so this is a process of its own; it prints one JSON list of (share of the touches, exit code,
what was said, faults).
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.publication import NOW, tree
from benchmarks.run_full_disk import (
    find_faults_afterwards,
    find_faults_when_full,
    go_on,
    make_letter,
)
from newsletter.config import read_settings
from newsletter.errors import NewsletterError
from newsletter.pipeline.publication import RunOptions
from newsletter.pipeline.run import run_publication

PLENTY = 1_000_000_000
MOMENTS = (0.0, 0.02, 0.1, 0.5, 0.95)  # the second falls among the catalogues
left = PLENTY


def take_room(event: str, values: tuple[object, ...]) -> None:
    """Refuse to make a file, a name or a folder once the room is used up."""
    global left
    makes_name = event in ("os.rename", "os.link", "os.mkdir")
    if makes_name or (event == "open" and isinstance(values[1], str) and "w" in values[1]):
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(values[0]))


def run_here(folder: Path) -> tuple[int, str]:
    """Run in this process; gives exit code and what the command line would say."""
    try:
        report = run_publication(
            folder, read_settings(folder), RunOptions(now=datetime.fromisoformat(NOW)), environ={}
        )
    except NewsletterError as error:
        return error.exit_code, f"error: {error}"
    return report.exit_code, "".join(f"error: {each}" for each in report.errors)


def main(top: Path) -> None:
    """Print the outcome of every moment."""
    global left
    before, after = top / "before", top / "after"
    make_letter(before)
    run_here(before)
    shutil.copytree(before, after)
    go_on(after)
    left = PLENTY
    run_here(after)
    n_touches = PLENTY - left
    outcomes = []
    for step, part in enumerate(MOMENTS):
        letter = top / f"moment-{step}"
        shutil.copytree(before, letter)
        go_on(letter)
        left = int(n_touches * part)
        code, said = run_here(letter)
        left = PLENTY
        faults = [*find_faults_when_full(code, said, tree(letter), tree(before), tree(after))]
        outcomes.append(
            (part, code, said, [*faults, *find_faults_afterwards(letter, run_here, tree(after))])
        )
    print(json.dumps(outcomes))


if __name__ == "__main__":
    sys.addaudithook(take_room)
    main(Path(sys.argv[1]))
