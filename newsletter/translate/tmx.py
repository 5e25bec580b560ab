"""Write and read TMX 1.4, the exchange format of translation memories.

Placeholders travel as TMX inline elements: `<bpt>` and `<ept>` around text, `<ph>`
alone, each holding our own form as its native code, so that an editor's tool protects
them and we read back exactly what we wrote. Inline elements of other programs are
numbered in the order of their appearance, the same in source and target.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from newsletter.errors import ConfigError, quote
from newsletter.translate.placeholders import PLACEHOLDER

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# XML 1.0 has no way to write these, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="newsletter" creationtoolversion="1" segtype="sentence" o-tmf="newsletter" adminlang="en" \
srclang="*all*" datatype="plaintext"/>
<body>
"""
_TAIL = "</body>\n</tmx>\n"


@dataclass(frozen=True, slots=True)
class MemoryUnit:
    """One translation as it is exchanged.

    Attributes:
        source_language, target_language: BCP 47 tags.
        source, target: Texts with placeholders.
        engine: Who said it, "" for a person.
        recorded: When, aware; None when the file does not say.
    """

    source_language: str
    target_language: str
    source: str
    target: str
    engine: str = ""
    recorded: datetime | None = None


def render_tmx(units: Iterable[MemoryUnit]) -> Iterator[str]:
    """Yield the text of a TMX file in pieces, so that a large memory need not be held twice. Units stay in their order."""
    yield _HEAD
    for unit in units:
        if _FORBIDDEN.search(unit.source + unit.target):
            continue
        date = (
            f' changedate="{unit.recorded.astimezone(UTC):%Y%m%dT%H%M%SZ}"' if unit.recorded else ""
        )
        author = f" changeid={quoteattr(unit.engine)}" if unit.engine else ""
        yield f"<tu srclang={quoteattr(unit.source_language)}{date}{author}>\n"
        yield f"<tuv xml:lang={quoteattr(unit.source_language)}><seg>{_segment(unit.source)}</seg></tuv>\n"
        yield f"<tuv xml:lang={quoteattr(unit.target_language)}><seg>{_segment(unit.target)}</seg></tuv>\n</tu>\n"
    yield _TAIL


def _segment(text: str) -> str:
    """The text as TMX: pairs as bpt and ept, everything else as ph."""
    paired = {found["number"] for found in PLACEHOLDER.finditer(text) if found["end"]}
    paired &= {found["number"] for found in PLACEHOLDER.finditer(text) if not found["end"]}
    out: list[str] = []
    place = 0
    for found in PLACEHOLDER.finditer(text):
        number = found["number"]
        tag = "ph" if number not in paired else "ept" if found["end"] else "bpt"
        attributes = {
            "bpt": f' i="{number}" x="{number}"',
            "ept": f' i="{number}"',
            "ph": f' x="{number}"',
        }[tag]
        out += (
            escape(text[place : found.start()]),
            f"<{tag}{attributes}>{found.group()}</{tag}>",
        )
        place = found.end()
    return "".join((*out, escape(text[place:])))


def parse_tmx(data: bytes, path: str) -> tuple[MemoryUnit, ...]:
    """Read a TMX file of any program; every pair of its source variant and another one is a unit.

    Raises:
        ConfigError: It is no TMX, or it declares entities (an attack, never a memory).
    """
    if b"<!ENTITY" in data:
        raise _fault(path, "it declares entities", "export it again, without them")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise _fault(path, f"it is no XML: {error}", "export it again") from None
    if root.tag != "tmx":
        raise _fault(path, f"its root is <{root.tag}>, not <tmx>", "name a TMX file")
    header = root.find("header")
    default = header.get("srclang", "*all*") if header is not None else "*all*"
    return tuple(unit for tu in root.iter("tu") for unit in _units(tu, tu.get("srclang", default)))


def _units(tu: ElementTree.Element, source_language: str) -> Iterator[MemoryUnit]:
    variants = [(tuv.get(_LANG) or tuv.get("lang") or "", tuv) for tuv in tu.iter("tuv")]
    sources = [pair for pair in variants if pair[0].lower() == source_language.lower()] or variants[
        :1
    ]
    for language, tuv in variants:
        if not sources or tuv is sources[0][1] or not language:
            continue
        numbers: dict[str, int] = {}
        source, target = (_text(each.find("seg"), numbers) for each in (sources[0][1], tuv))
        if source and target:
            engine = tuv.get("changeid") or tu.get("changeid") or ""
            recorded = _date(
                tuv.get("changedate") or tu.get("changedate") or tu.get("creationdate") or ""
            )
            yield MemoryUnit(sources[0][0], language, source, target, engine, recorded)


def _text(segment: ElementTree.Element | None, numbers: dict[str, int]) -> str:
    """The text of a segment; inline elements become placeholders."""
    if segment is None:
        return ""
    out = [segment.text or ""]
    for element in segment:
        out += (_inline(element, numbers), element.tail or "")
    return "".join(out).strip()


def _inline(element: ElementTree.Element, numbers: dict[str, int]) -> str:
    code = element.text or ""
    if PLACEHOLDER.fullmatch(code):
        return code
    if element.tag in ("hi", "sub"):
        return _text(element, numbers)
    pair = element.tag in ("bpt", "ept")
    key = (
        f"pair {element.get('i')}" if pair else f"{element.tag} {element.get('x') or len(numbers)}"
    )
    number = numbers.setdefault(key, len(numbers) + 1)
    return f"[[{'/' if element.tag == 'ept' else ''}{number}]]"


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
