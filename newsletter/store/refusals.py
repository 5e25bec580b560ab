"""Say what the disk refuses, in one way for all that is written: outputs, state, journal, lock."""

from __future__ import annotations

import errno

from newsletter.errors import DiskFull, OutputError
from newsletter.regular_files import explain_os_error

RIGHTS = "give this account the right to write there"
READABLE = "give this account the right to read it"

_ROOM = {
    errno.ENOSPC: "free some space on that disk and run again",
    errno.EDQUOT: "free some space in that account and run again",
}


def build_refusal(
    what: str, at: object, error: OSError, fix: str = RIGHTS
) -> OutputError:
    """Return what the disk refuses: `DiskFull` where there is no room for any file.

    Args:
        what: What could not be done.
        at: Where; the file that the system names goes before it.
        error: What the system says.
        fix: What to do where there is room.
    """
    room = _ROOM.get(error.errno or 0, "")
    kind = DiskFull if room else OutputError
    return kind(
        what,
        at=str(error.filename or at),
        why=explain_os_error(error),
        fix=room or fix,
    )
