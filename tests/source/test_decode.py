"""Decoding: the right codec, the bytes back, and no guess where there is none."""

from __future__ import annotations

import codecs

import pytest

from newsletter.errors import PostError
from newsletter.source.decode import decode, find_controls

JAPANESE = "港の朝は静かだ。市場は賑わう。"
# Bytes, the text in them, the codec and the mark in front.
DECODED = {
    # in the wild
    "UTF-8": (JAPANESE.encode(), JAPANESE, "utf-8", b""),
    "Notepad": (codecs.BOM_UTF8 + JAPANESE.encode(), JAPANESE, "utf-8", codecs.BOM_UTF8),
    "EUC-JP": (JAPANESE.encode("euc_jp"), JAPANESE, "euc_jp", b""),
    "EUC-JP that Shift_JIS would read as kana": (
        "テスト".encode("euc_jp"),
        "テスト",
        "euc_jp",
        b"",
    ),
    "Shift_JIS": (JAPANESE.encode("cp932"), JAPANESE, "cp932", b""),
    "Shift_JIS with a character of Windows": ("①の港".encode("cp932"), "①の港", "cp932", b""),
    "half-width kana": ("ﾐﾅﾄの朝".encode("cp932"), "ﾐﾅﾄの朝", "cp932", b""),
    # synthetic
    "UTF-16, little end first": (
        codecs.BOM_UTF16_LE + JAPANESE.encode("utf-16-le"),
        JAPANESE,
        "utf-16-le",
        codecs.BOM_UTF16_LE,
    ),
    "UTF-16, big end first": (
        codecs.BOM_UTF16_BE + JAPANESE.encode("utf-16-be"),
        JAPANESE,
        "utf-16-be",
        codecs.BOM_UTF16_BE,
    ),
    "nothing": (b"", "", "utf-8", b""),
    "nothing but a mark": (codecs.BOM_UTF8, "", "utf-8", codecs.BOM_UTF8),
    "ASCII is UTF-8": (b"plain\r\n", "plain\r\n", "utf-8", b""),
    "Korean in UTF-8": ("항구".encode(), "항구", "utf-8", b""),
    "an emoji": ("🚢".encode(), "🚢", "utf-8", b""),
    # must not be taken for another codec
    "UTF-8 that Shift_JIS would read": ("ﾃﾟ".encode(), "ﾃﾟ", "utf-8", b""),
    "C1 controls in UTF-8": ("a\x85b".encode(), "a\x85b", "utf-8", b""),
    "a mark inside the text": ("a\ufeffb".encode(), "a\ufeffb", "utf-8", b""),
}


@pytest.mark.parametrize(("data", "text", "encoding", "bom"), DECODED.values(), ids=DECODED)
def test_the_codec_is_found(data: bytes, text: str, encoding: str, bom: bytes) -> None:
    """Text, codec and mark are told apart, and together they are the bytes of the file."""
    found = decode(data, "a.md")
    assert (found.text, found.encoding, found.bom) == (text, encoding, bom)
    assert found.bom + found.text.encode(found.encoding) == data


# Bytes, the place in the message and the reason.
REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1", "a.md", "binary"),
    "zeros": (b"\0" * 40, "a.md", "binary"),
    "one control in nineteen": (b"\x08" + b"a" * 18, "a.md", "binary"),
    "UTF-16 without a mark": ("plain".encode("utf-16-le"), "a.md", "binary"),
    "Latin-1": (b"one\ntwo caf\xe9\n", "a.md:2", "not UTF-8"),
    "bytes of no codec": (b"a\n\nb\xff\xff\xff", "a.md:3", "not UTF-8"),
}


@pytest.mark.parametrize(("data", "place", "why"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_text_is_refused(data: bytes, place: str, why: str) -> None:
    """No guess: the error names the first line that cannot be read, and the remedy."""
    with pytest.raises(PostError) as caught:
        decode(data, "a.md")
    assert caught.value.at == place
    assert why in caught.value.why
    assert caught.value.fix


TEXT_ALL_THE_SAME = {
    "one control in twenty": b"\x08" + b"a" * 19,
    "tabs, line ends and page breaks": b"\t\n\x0c\r" * 10,
    "the colours of a terminal": b"\x1b[1mbold\x1b[0m",
    "controls behind the beginning": b"a" * 4096 + b"\x08" * 400,
}


@pytest.mark.parametrize("data", TEXT_ALL_THE_SAME.values(), ids=TEXT_ALL_THE_SAME)
def test_a_few_controls_make_no_binary_file(data: bytes) -> None:
    """White space is none, an escape of a terminal is none, and a few others are let through."""
    assert decode(data, "a.md").text.encode() == data


CONTROLS = {
    "a bell": ("a\n\x07b", (2,)),
    "two on one line": ("\0\0", (1,)),
    "first and last": ("\x01\nb\n\x1f", (1, 3)),
    "delete": ("港\x7f", (1,)),
    "a vertical tab": ("a\x0bb", (1,)),
    "none": ("港\n朝\n", ()),
    "white space": ("\t a\r\n\x0c\n", ()),
    "a blank without width": ("a\u200bb\u3000", ()),
    "nothing": ("", ()),
}


@pytest.mark.parametrize(("text", "lines"), CONTROLS.values(), ids=CONTROLS)
def test_controls_are_told_by_line(text: str, lines: tuple[int, ...]) -> None:
    """Each line with a control is named once; white space of every kind is no control."""
    assert find_controls(text) == lines
