"""Decode the bytes of a post without loss: UTF-8, UTF-16, Shift_JIS, EUC-JP."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from newsletter.errors import PostError, quote

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# EUC-JP before Shift_JIS: a random EUC-JP text often decodes as half-width kana in Shift_JIS,
# hardly ever the other way.
_LEGACY = ("euc_jp", "cp932", "shift_jis_2004")
# cp932 gives the bytes A0 and FD-FF, which no Shift_JIS text holds, to private use; C1 controls are
# no text in any of them.
_NO_TEXT = re.compile("[\x80-\x9f\uf8f0-\uf8f3]")
_CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f]")
_CONTROLS = bytes(sorted(frozenset(range(32)) - {9, 10, 12, 13, 27}))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the codec that gives the bytes back, and the byte order mark that stood in front."""

    text: str
    encoding: str
    bom: bytes


def decode(data: bytes, path: str) -> Decoded:
    """Decode a file; `Decoded.text` encoded again is `data` byte for byte.

    Args:
        data: The bytes of the file.
        path: Its name, for errors.

    Raises:
        PostError: Binary data, or text in no known encoding.
    """
    for bom, encoding in _MARKS:
        if data.startswith(bom):
            text = _try(data[len(bom) :], encoding)
            if text is not None:
                return Decoded(text, encoding, bom)
    if _looks_binary(data):
        raise PostError(
            f"cannot read {quote(path)}",
            at=path,
            why="it holds binary data, not text",
            fix="move it out of the posts folder",
        )
    for encoding in ("utf-8", *_LEGACY):
        text = _try(data, encoding)
        if text is not None and (
            encoding == "utf-8" or not _NO_TEXT.search(text)
        ):
            return Decoded(text, encoding, b"")
    raise PostError(
        f"cannot read {quote(path)}",
        at=_place(data, path),
        why="it is not UTF-8, UTF-16, Shift_JIS or EUC-JP",
        fix="save it as UTF-8",
    )


def _try(data: bytes, encoding: str) -> str | None:
    """The text, when the codec reads the bytes and writes the same ones."""
    try:
        text = data.decode(encoding)
        return text if text.encode(encoding) == data else None
    except UnicodeError:
        return None


def _looks_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: more than one in twenty is a control.

    A few of them stand in texts, out of a broken escape or a terminal; they are taken out of what
    is published, wherever they stand.
    """
    head = data[:4096]
    n_controls = len(head) - len(head.translate(None, delete=_CONTROLS))
    return n_controls * 20 > len(head)


def find_controls(text: str) -> tuple[int, ...]:
    """Return the lines, from 1, on which control characters stand that are no white space."""
    lines = text.split("\n")
    return tuple(
        number for number, line in enumerate(lines, 1) if _CONTROL.search(line)
    )


def _place(data: bytes, path: str) -> str:
    """The file with the line of the first byte that is no UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"{path}:{data[: error.start].count(10) + 1}"
    return path
