"""Unpack the zip of a tool: somebody may have changed, cut or swapped it since the run."""

from __future__ import annotations

import io
import zipfile
import zlib

# A mail is clipped at a hundredth of it; a small zip can hold gigabytes.
MAX_UNPACKED_BYTES = 64_000_000
# As the run packs them and every program does. Damage that names another way would have bzip2 or
# LZMA raise errors of their own.
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


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
            if any(each.compress_type not in PACKED for each in members):
                raise zipfile.BadZipFile("it is packed in an unusual way")
            return {each.filename: archive.read(each) for each in members}
    except (zlib.error, ValueError, EOFError, RuntimeError) as error:
        raise zipfile.BadZipFile(str(error)) from None
