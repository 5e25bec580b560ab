"""Decode files that other programs have written: editors' catalogues, spreadsheets' tables.

UTF-8 is what is asked for. A byte order mark is believed, and a charset that the file
names itself; anything else is tried only where it cannot be mistaken.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]+)")


class Undecodable(ValueError):
    """A file in no encoding that could be told.

    Attributes:
        line: The first line that is not UTF-8, from 1.
    """

    def __init__(self, line: int) -> None:
        super().__init__("it is not UTF-8")
        self.line = line


def decode_text(data: bytes, *others: str) -> str:
    """Return the text of a file.

    Args:
        data: The bytes.
        others: Encodings to try when it is not UTF-8, the likeliest first.

    Raises:
        Undecodable: It is in none of them.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _decode(data, name).removeprefix("\ufeff")
    try:
        return _decode(data, "utf-8")
    except Undecodable:
        for name in (*find_charset(data), *others):
            try:
                return _decode(data, name)
            except Undecodable:
                continue
        raise


def find_charset(data: bytes) -> tuple[str, ...]:
    """Return the charset that a catalogue names in its header, if Python knows it."""
    found = _CHARSET.search(data[:4_000])
    if found is None:
        return ()
    try:
        return (codecs.lookup(found.group(1).decode()).name,)
    except LookupError:
        return ()


def _decode(data: bytes, name: str) -> str:
    """The text of a file; a byte that no text has is refused with its line."""
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise Undecodable(data[: error.start].count(b"\n") + 1) from None
    if "\0" in text:
        raise Undecodable(text[: text.index("\0")].count("\n") + 1)
    return text
