"""Read a file that a person, or whoever can write beside one, has put in its place.

What stands under a name need not be a file: a pipe that nobody writes to would make a run wait for
ever, a device or a file of gigabytes would take all memory, and a link whose target is gone (a disk
that is not there today) is not the same as no file.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

# Far above any post, catalogue or cover; far below the memory of a small machine.
MAX_FILE_BYTES = 64_000_000


def read_file(path: Path, max_bytes: int = MAX_FILE_BYTES) -> bytes:
    """Read a regular file of at most `max_bytes` bytes, without ever waiting for it.

    Raises:
        FileNotFoundError: Nothing stands there, not even a link.
        OSError: It cannot be read, is no regular file, is too large, or is a link to nothing.
    """
    handle = _open(path)
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise OSError(errno.EISDIR, "it is a folder", str(path))
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", str(path))
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(min(status.st_size, max_bytes) + 1)
            if len(content) > status.st_size:  # it has grown meanwhile
                content += file.read(max_bytes + 1 - len(content))
    finally:
        os.close(handle)
    if len(content) > max_bytes:
        why = f"it is larger than {max_bytes:,} bytes"
        raise OSError(errno.EFBIG, why, str(path))
    return content


def _open(path: Path) -> int:
    """Open for reading; a pipe too is opened at once."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)
    try:
        return os.open(path, flags | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        if path.is_symlink():
            why = "it is a link, and where it leads there is nothing"
            raise OSError(errno.ENOLINK, why, str(path)) from None
        raise


def read_text_file(path: Path) -> str:
    """Read a regular file as UTF-8, with or without a mark at its beginning.

    Raises:
        FileNotFoundError, OSError: As `read_file`.
        UnicodeDecodeError: It is not UTF-8.
    """
    return read_file(path).decode("utf-8-sig")


def explain_os_error(error: OSError) -> str:
    """Return why a file could not be used, as it stands within a sentence.

    >>> explain_os_error(PermissionError(13, "Permission denied")), explain_os_error(TimeoutError())
    ('permission denied', 'timeouterror')
    """
    return (error.strerror or type(error).__name__).lower()
