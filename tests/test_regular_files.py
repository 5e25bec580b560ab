"""What people put where a file is read: it never makes a run wait, and never fills the memory."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import newsletter
from newsletter.regular_files import MAX_FILE_BYTES, read_file, read_text_file

PACKAGE = Path(newsletter.__file__).parent

# Each makes something under a name that is no file to be read, and says why.
NO_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a pipe": (os.mkfifo, "it is no regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "it is no regular file"),
    "a folder": (Path.mkdir, "it is a folder"),
    "a link to nothing": (
        lambda path: path.symlink_to("/nowhere/at/all"),
        "it is a link, and where it leads there is nothing",
    ),
    "a link to itself": (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
}

# Modules that read what a run has written itself, what the program brings along, or what is named
# on the command line, where a pipe is meant: `newsletter clean <(…)`.
MAY_READ = {
    "abridgement/openings", "abridgement/hanging", "abridgement/weights", "cli/init_command", "cli/stage_commands",
    "cli/memory_commands", "cli/template_commands", "desk/application", "desk/drawing", "desk/mail_pages",
    "language/numbers/general_words", "pipeline/inputs", "translate/checks/opposite_tables",
    "render/ready_layouts", "setup/generators", "setup/ignoring", "store/files",
    "translate/engines/local", "translate/engines/local_models", "upkeep/backup",
    "upload/carry_out", "upload/send_test",
}  # fmt: skip


@pytest.mark.parametrize(("make", "why"), NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_a_fault(tmp_path: Path, make: Callable[[Path], None], why: str) -> None:
    """It is said what stands there; nothing is waited for, and it is not taken for no file."""
    path = tmp_path / "a.md"
    make(path)
    with pytest.raises(OSError, match=why) as caught:
        read_file(path)
    assert not isinstance(caught.value, FileNotFoundError)


def test_no_file_is_no_file(tmp_path: Path) -> None:
    """Where nothing stands, callers that can do without hear it."""
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "a.md")


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    """As many bytes as are allowed are read, one more is a fault; also of a link to a file."""
    path, link = tmp_path / "a.md", tmp_path / "b.md"
    path.write_bytes(b"12345")
    link.symlink_to(path)
    assert read_file(link, max_bytes=5) == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes"):
        read_file(path, max_bytes=4)


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path) -> None:
    """Its size is enough to refuse it: no memory is taken for its bytes."""
    path = tmp_path / "a.md"
    path.touch()
    os.truncate(path, 100_000 * MAX_FILE_BYTES)
    with pytest.raises(OSError, match="larger than 64,000,000 bytes"):
        read_file(path)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_is_utf_8_with_or_without_a_mark(tmp_path: Path, mark: bytes) -> None:
    """The mark that Windows writes is no part of the text; other encodings are an error."""
    path = tmp_path / "a.toml"
    path.write_bytes(mark + "市".encode())
    assert read_text_file(path) == "市"
    path.write_bytes("市".encode("cp932"))
    with pytest.raises(UnicodeDecodeError):
        read_text_file(path)


def test_files_of_people_are_read_this_way_only() -> None:
    """No other module reads by `read_bytes` or `read_text`, which wait for pipes."""
    readers: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        calls = {
            node.func.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        if calls & {"read_bytes", "read_text"}:
            readers.add(path.relative_to(PACKAGE).with_suffix("").as_posix())
    assert readers - MAY_READ == set()
