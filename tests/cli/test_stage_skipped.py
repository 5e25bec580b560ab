"""What the commands for single stages say of the texts they pass over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_clean_names_what_it_passes_over(tmp_path: Path) -> None:
    """A folder is cleaned post by post; drafts and other texts are named on stderr."""
    for name in ("posts/a.md", "posts/drafts/b.md", "posts/c.rst"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: a\n---\nThe market opens at six.\n", "utf-8")
    command = [sys.executable, "-m", "newsletter", "clean", "posts", "-o", "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
    line = " ".join(done.stderr.split())
    assert "1 in a folder of drafts (drafts/b.md)" in line
    assert "1 no Markdown (.rst) (c.rst)" in line
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.md"]
