"""Write and read TMX 1.4, the exchange format of translation memories.

Placeholders travel as TMX inline elements: `<bpt>` and `<ept>` around text, `<ph>`
alone, each holding our own form as its native code, so that an editor's tool protects
them and we read back exactly what we wrote. Inline elements of other programs are
numbered in the order of their appearance, the same in source and target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from newsletter.errors import ConfigError, quote
from newsletter.translate.memory import MemoryEntry
from newsletter.translate.placeholders import (
    PLACEHOLDER,
    find_placeholders,
    paired_numbers,
    replace_placeholders,
    write_placeholder,
)

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]"
)
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="newsletter" creationtoolversion="1" segtype="sentence" \
o-tmf="newsletter" adminlang="en" \
srclang="*all*" datatype="plaintext"/>
<body>
"""
# Who said it: our own property, since `changeid` may name an engine or a person.
_ORIGIN = "x-newsletter-origin"
_ENGINE = "engine"
_PERSON = "person"
_TAIL = "</body>\n</tmx>\n"


def render_tmx(units: Iterable[MemoryEntry]) -> Iterator[str]:
    """Yield the text of a TMX file in pieces, units in their order.

    In pieces, so that a large memory need not be held twice.
    """
    yield _HEAD
    for unit in units:
        if not _FORBIDDEN.search(unit.source + unit.target):
            yield _open_unit(unit)
            yield _variant(unit.source_language, unit.source)
            yield _variant(unit.target_language, unit.target)
            yield "</tu>\n"
    yield _TAIL


def _open_unit(unit: MemoryEntry) -> str:
    """The opening of a unit: its source language, when it was made, and by whom."""
    attributes = f"srclang={quoteattr(unit.source_language)}"
    if unit.recorded:
        attributes += (
            f' changedate="{unit.recorded.astimezone(UTC):%Y%m%dT%H%M%SZ}"'
        )
    who = unit.engine or unit.person
    if who:
        attributes += f" changeid={quoteattr(who)}"
    origin = _ENGINE if unit.engine else _PERSON
    return f'<tu {attributes}>\n<prop type="{_ORIGIN}">{origin}</prop>\n'


def _variant(language: str, text: str) -> str:
    return f"<tuv xml:lang={quoteattr(language)}><seg>{_segment(text)}</seg></tuv>\n"


def _segment(text: str) -> str:
    """The text as TMX: pairs as bpt and ept, everything else as ph."""
    placeholders = find_placeholders(text)
    opened = {number for end, number in placeholders if not end}
    paired = paired_numbers(placeholders) & opened

    def write(end: str, number: str) -> str:
        code = write_placeholder(number, end=bool(end))
        if number not in paired:
            return f'<ph x="{number}">{code}</ph>'
        if end:
            return f'<ept i="{number}">{code}</ept>'
        return f'<bpt i="{number}" x="{number}">{code}</bpt>'

    return replace_placeholders(escape(text), write)


def parse_tmx(data: bytes, path: str) -> tuple[MemoryEntry, ...]:
    """Read a TMX file of any program.

    Every pair of its source variant and another one is a unit.

    Raises:
        ConfigError: It is no TMX, or it declares entities (an attack, never a memory).
    """
    if b"<!ENTITY" in data:
        raise _fault(
            path, "it declares entities", "export it again, without them"
        )
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _fault(
            path, f"it is no XML: {error}", "export it again"
        ) from None
    if root.tag != "tmx":
        raise _fault(
            path, f"its root is <{root.tag}>, not <tmx>", "name a TMX file"
        )
    header = root.find("header")
    default = header.get("srclang", "*all*") if header is not None else "*all*"
    units: list[MemoryEntry] = []
    for tu in root.iter("tu"):
        units.extend(_read_units(tu, tu.get("srclang", default)))
    return tuple(units)


def _read_units(
    tu: ElementTree.Element, source_language: str
) -> Iterator[MemoryEntry]:
    """The source variant beside each of the others; the first where none is named."""
    variants = [(_read_language(tuv), tuv) for tuv in tu.iter("tuv")]
    if not variants:
        return
    source = _find_source(variants, source_language)
    for other in variants:
        if other is source or not other[0]:
            continue
        unit = _read_unit(tu, source, other)
        if unit.source and unit.target:
            yield unit


def _read_language(tuv: ElementTree.Element) -> str:
    """The tag of a variant; earlier versions of the format have another name for it."""
    return tuv.get(_LANG) or tuv.get("lang") or ""


_Variant = tuple[str, ElementTree.Element]


def _find_source(variants: list[_Variant], source_language: str) -> _Variant:
    """The variant in the source language; the first where none is."""
    for variant in variants:
        if variant[0].lower() == source_language.lower():
            return variant
    return variants[0]


def _read_unit(
    tu: ElementTree.Element, source: _Variant, target: _Variant
) -> MemoryEntry:
    """One source and one translation, with who made it and when."""
    numbers: dict[str, int] = {}
    tuv = target[1]
    who = (
        tuv.get("changeid") or tu.get("changeid") or tu.get("creationid") or ""
    )
    is_engine = _is_engine(tu)
    date = (
        tuv.get("changedate")
        or tu.get("changedate")
        or tu.get("creationdate")
        or ""
    )
    return MemoryEntry(
        source[0],
        target[0],
        _text(source[1].find("seg"), numbers),
        _text(tuv.find("seg"), numbers),
        who if is_engine else "",
        _date(date),
        "" if is_engine else who,
    )


def _is_engine(tu: ElementTree.Element) -> bool:
    """Whether an engine said it: our files tell, in those of others people are named."""
    return any(
        prop.get("type") == _ORIGIN and (prop.text or "").strip() == _ENGINE
        for prop in tu.iter("prop")
    )


def _text(segment: ElementTree.Element | None, numbers: dict[str, int]) -> str:
    """The text of a segment; inline elements become placeholders."""
    if segment is None:
        return ""
    out = [segment.text or ""]
    for element in segment:
        out += (_inline(element, numbers), element.tail or "")
    return "".join(out).strip()


def _inline(element: ElementTree.Element, numbers: dict[str, int]) -> str:
    """One inline element: our own form, the text of a highlight, or a numbered code."""
    code = element.text or ""
    if PLACEHOLDER.fullmatch(code):
        return code
    if element.tag in ("hi", "sub"):
        return _text(element, numbers)
    if element.tag in ("bpt", "ept"):
        key = f"pair {element.get('i')}"
    else:
        key = f"{element.tag} {element.get('x') or len(numbers)}"
    number = numbers.setdefault(key, len(numbers) + 1)
    return write_placeholder(number, end=element.tag == "ept")


def _date(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _fault(path: str, why: str, fix: str) -> ConfigError:
    return ConfigError(
        f"cannot read the translation memory {quote(path)}",
        at=path,
        why=why,
        fix=fix,
    )
