"""What a killed run leaves beside a file."""

from __future__ import annotations

from pathlib import Path

from newsletter.store.files import write_file


def test_a_half_written_file_is_taken_over(tmp_path: Path) -> None:
    """The next write uses the name the killed one left behind, so nothing piles up."""
    path = tmp_path / "a.po"
    (tmp_path / ".a.po.tmp").write_bytes(b"half")
    assert write_file(path, b"whole")
    assert [each.name for each in tmp_path.iterdir()] == ["a.po"]
