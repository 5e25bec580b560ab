"""Keep the HTML of new articles for the feeds, from their pages on to the end of the run.

A page and a feed entry are made of one text. The page is rendered with its post, the feeds when all
posts are published: rendering each article again for them took 9 % of a first run. What is kept
does not fit into memory for an archive, nor does it belong into the ledger, where it would stand
twice; so it lies packed in a file without a name, which is gone with the run. Where it cannot be
kept, the feeds render it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO


class FeedBodies:
    """Packed HTML by what it was made from.

    Args:
        folder: Where the file lies: with the ledger, since elsewhere may be memory.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None
        self._stack = ExitStack()
        self._places: dict[bytes, tuple[int, int]] = {}
        self._end = 0

    def keep(self, bodies: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep what was rendered, as far as the disk takes it."""
        with suppress(OSError):
            for key, packed in bodies:
                if self._file is None:
                    self._file = self._open()
                self._file.seek(self._end)
                self._file.write(packed)
                self._places[key] = (self._end, len(packed))
                self._end += len(packed)

    def _open(self) -> IO[bytes]:
        # No `with`: it is open from the first page to the last feed.
        file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
        return self._stack.enter_context(file)

    def find(self, key: bytes) -> bytes | None:
        """Return what is kept of one; None where it is not there or cannot be read."""
        if self._file is None or key not in self._places:
            return None
        start, n_bytes = self._places[key]
        with suppress(OSError):
            self._file.seek(start)
            return self._file.read(n_bytes)
        return None

    def close(self) -> None:
        """Let the file go."""
        self._file = None
        self._stack.close()
