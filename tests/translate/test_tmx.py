"""TMX: what is written is read back, here and by another program."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.errors import ConfigError
from newsletter.translate.memory import MemoryEntry
from newsletter.translate.tmx import parse_tmx, render_tmx

WHEN = datetime(2025, 11, 2, 8, 30, tzinfo=UTC)
UNITS = (
    MemoryEntry(
        "ja",
        "en",
        "[[1]]売上[[/1]]は3億円 < 4億円です。[[2]]",
        "[[1]]Sales[[/1]] & more[[2]]",
        "google",
        WHEN,
    ),
    MemoryEntry("ja", "zh-Hant", "株価", "股價", "", None),
)
FOREIGN = b"""<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header srclang="de" segtype="sentence" o-tmf="x" adminlang="en" datatype="html"
 creationtool="x" creationtoolversion="1"/>
<body><tu>
<tuv xml:lang="de"
><seg>Ein <bpt i="7">&lt;b&gt;</bpt>Haus<ept i="7">&lt;/b&gt;</ept><ph x="1"/></seg></tuv>
<tuv xml:lang="en"
><seg>A <bpt i="7">&lt;b&gt;</bpt>house<ept i="7">&lt;/b&gt;</ept><ph x="1"/></seg></tuv>
</tu></body>
</tmx>"""


def test_another_program_reads_it(tmp_path: Path) -> None:
    """translate-toolkit finds the same units, source and target."""
    tmxfile = import_module("translate.storage.tmx").tmxfile
    path = tmp_path / "memory.tmx"
    path.write_text("".join(render_tmx(UNITS)), encoding="utf-8")
    store = tmxfile(path.read_bytes(), sourcelanguage="ja", targetlanguage="en")
    assert [str(unit.source) for unit in store.units] == [unit.source for unit in UNITS]
    assert str(store.units[0].target) == UNITS[0].target


def test_what_another_program_wrote_is_read() -> None:
    """Inline elements of others become placeholders, the same ones in source and target."""
    assert parse_tmx(FOREIGN, "a.tmx") == (
        MemoryEntry("de", "en", "Ein [[1]]Haus[[/1]][[2]]", "A [[1]]house[[/1]][[2]]"),
    )


PRINTABLE = (
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).map(str.strip).filter(bool)
)
TEXT = st.one_of(PRINTABLE, PRINTABLE.map(lambda text: f"[[1]]{text}[[/1]][[2]]"))


@given(
    st.lists(
        st.builds(
            MemoryEntry,
            st.just("ja"),
            st.just("en"),
            TEXT,
            TEXT,
            st.sampled_from(["", "deepl"]),
            st.just(WHEN),
        )
    )
)
def test_round_trip(units: list[MemoryEntry]) -> None:
    """Reading what was written gives the same units; what XML cannot hold is left out."""
    kept = [
        unit
        for unit in units
        if not any(char in "\ufffe\uffff" for char in unit.source + unit.target)
    ]
    assert parse_tmx("".join(render_tmx(units)).encode(), "a.tmx") == tuple(kept)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"msgid", "no XML"),
        (b"<html/>", "<html>"),
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"><body/></tmx>', "entities"),
    ],
)
def test_what_is_no_tmx_is_an_error(data: bytes, why: str) -> None:
    """A file of another kind is named with its reason; entities are refused."""
    with pytest.raises(ConfigError, match=why):
        parse_tmx(data, "a.tmx")


@pytest.mark.parametrize(
    "unit",
    [
        MemoryEntry("ja", "en", "市場", "the market", "deepl"),
        MemoryEntry("ja", "en", "市場", "the market"),
        MemoryEntry("ja", "en", "市場", "the market", person="Mario Rossi"),
    ],
    ids=["engine", "nobody", "person"],
)
def test_our_own_file_comes_back_as_what_it_was(unit: MemoryEntry) -> None:
    """An engine stays an engine, a person a person, each with the name."""
    text = "".join(render_tmx([unit]))
    assert parse_tmx(text.encode(), "a.tmx") == (unit,)


def test_the_users_of_other_programs_are_people() -> None:
    """`changeid` names who changed it; only our own files say that it was an engine."""
    text = "".join(render_tmx([MemoryEntry("ja", "en", "市場", "the market", "deepl")]))
    foreign = text.replace('<prop type="x-newsletter-origin">engine</prop>\n', "")
    assert parse_tmx(foreign.encode(), "a.tmx")[0].person == "deepl"
    assert parse_tmx(foreign.encode(), "a.tmx")[0].engine == ""
