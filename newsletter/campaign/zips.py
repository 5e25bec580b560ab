"""Unpack the zip of a tool: somebody may have changed, cut or swapped it since the run."""

from __future__ import annotations

import io
import zipfile
import zlib

# A mail is clipped at a hundredth of it; a small zip can hold gigabytes.
MAX_UNPACKED_BYTES = 64_000_000


def unpack_zip(data: bytes) -> dict[str, bytes]:
    """Return the files in a zip by their names.

    Raises:
        zipfile.BadZipFile: It is no zip, damaged, encrypted, or holds too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if sum(each.file_size for each in members) > MAX_UNPACKED_BYTES:
                raise zipfile.BadZipFile("it holds too much")
            return {each.filename: archive.read(each) for each in members}
    except (zlib.error, ValueError, EOFError, RuntimeError) as error:
        raise zipfile.BadZipFile(str(error)) from None
