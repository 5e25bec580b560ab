"""A damaged zip is one fault, whatever the damage is."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from newsletter.campaign import zips
from newsletter.campaign.zips import unpack_zip


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


FILES = {"email.html": b"<p>" + bytes(range(256)) * 9, "email.txt": b"text"}


def test_a_whole_zip_is_unpacked() -> None:
    """Every file with its bytes."""
    assert unpack_zip(pack(FILES)) == FILES
    assert unpack_zip(pack({})) == {}


def test_any_damage_is_a_bad_zip() -> None:
    """Cut, with bytes changed, or with some twice: the files of before, or one kind of error."""
    whole, chance = pack(FILES), random.Random(14)
    n_bad = 0
    for _ in range(600):
        data = bytearray(whole)
        place = chance.randrange(len(data))
        way = chance.randrange(3)
        if way == 0:
            del data[place:]
        elif way == 1:
            data[place] = chance.randrange(256)
        else:
            data[place:place] = data[place : place + chance.randrange(40)]
        try:
            unpack_zip(bytes(data))
        except zipfile.BadZipFile:
            n_bad += 1
    assert n_bad > 300


@pytest.mark.parametrize("method", [9, 12, 14, 99])
@pytest.mark.parametrize("begin", [b"\x09\x04\x05\x00\xff", b"BZh9"], ids=["LZMA", "bzip2"])
def test_damage_that_names_another_way_of_packing(begin: bytes, method: int) -> None:
    """Deflate64, bzip2, LZMA or nothing known: the list of the zip lies."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a", begin + bytes(30))
    data = bytearray(buffer.getvalue())
    data[data.rindex(b"PK\x01\x02") + 10] = method
    with pytest.raises(zipfile.BadZipFile):
        unpack_zip(bytes(data))


def test_a_zip_that_holds_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its list says how much it is."""
    monkeypatch.setattr(zips, "MAX_UNPACKED_BYTES", 1_000)
    with pytest.raises(zipfile.BadZipFile, match="too much"):
        unpack_zip(pack({"a": bytes(1_001)}))
