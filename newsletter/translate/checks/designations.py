"""Check what has digits and is no amount: GPT-5, 25x622, 192.168.0.1, COVID-19.

Such a name comes over as it is. A language may have a word for it and leave it out;
another one in its place is a fault.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from newsletter.errors import quote
from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error, warning

_MINUS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-"})
_ANY_MINUS = re.compile("[\u2212\u2010\u2011]")
_DIGIT = re.compile(r"\d")
_NUMBERED_NAME = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]+)-?(\d+)(?![A-Za-z]*[$€£¥])"
)
# 25x622, 30 mm x 15.5 mm, 6x4": the order says which is which.
_SIZE = re.compile(
    r"(?<![\dA-Za-z.,])(\d+(?:[.,]\d+)?)\s?(?:mm|cm|m|[\"”“″])?\s?[x×]\s?"
    r"(\d+(?:[.,]\d+)?)(?![\dA-Za-z.,]*\d)",
)
# 424.10.37.20.01.001: from four groups on it is no date.
_CODE = re.compile(
    r"(?<![A-Za-z0-9_.])\d+(?:[./-]\d+){3,}(?![A-Za-z0-9_]|[./-]\d)"
)
# Version 2.10 is not version 2.1, though 2.10 metres are 2.1 metres.
_VERSION = re.compile(
    r"(?:\bversions?|\bver\.?|\brelease|バージョン|版本|버전)\s?(\d+(?:\.\d+)+)",
    re.IGNORECASE,
)
# The one name with a number that other languages have a word without one for.
_SAID_IN_WORDS = frozenset({"covid19"})
_EAST_ASIAN = frozenset({"ja", "zh", "yue", "ko"})


def check_designations(pair: Pair) -> Iterator[Finding]:
    """GPT-5 is not GPT-4, H100 is not A10, and 25x622 not 622x25."""
    source, target = _plain(pair.source_words), _plain(pair.target_words)
    if not _DIGIT.search(source):
        yield from _check_invented(target)
        return
    yield from _check_names(pair, source, target)
    yield from _check_sizes(source, target)
    yield from _check_versions(source, target)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return plain.translate(_MINUS) if _ANY_MINUS.search(plain) else plain


# ---------------------------------------------------------------- names


def _check_names(pair: Pair, source: str, target: str) -> Iterator[Finding]:
    """No name with a number became another one, none is new, and they stand in their order."""
    before, after = _numbered_names(source), _numbered_names(target)
    lost = _left_out(before, after)
    extra = _left_out(after, before)
    for name, other in zip(lost, extra, strict=False):
        if _is_other_model(name, other, before):
            yield error(
                "designations",
                f"{quote(lost[name])} became {quote(extra[other])}",
            )
    if lost:
        return
    if extra or not _keeps_order(pair):
        yield from _check_extra(extra, source)
    else:
        yield from _check_order(before, after)


def _left_out(
    names: Mapping[str, str], others: Mapping[str, str]
) -> dict[str, str]:
    """The names, each with its spelling, that are not among others."""
    return {name: names[name] for name in names if name not in others}


def _numbered_names(text: str) -> dict[str, str]:
    """Names without case and hyphen, each with its spelling, in text order."""
    return {
        (found.group(1) + found.group(2)).lower(): found.group()
        for found in _NUMBERED_NAME.finditer(text)
    }


def _is_other_model(name: str, other: str, source: dict[str, str]) -> bool:
    """The same letters with another number, or another name in its place.

    Letters alone may change with the language: K1 and K2 are E1 and E2 in French.
    """
    letters = name.rstrip("0123456789")
    other_letters = other.rstrip("0123456789")
    if letters == other_letters:
        return True
    return (
        len(source) > 1 and name[len(letters) :] != other[len(other_letters) :]
    )


def _keeps_order(pair: Pair) -> bool:
    """Names change their places between Europe and East Asia."""
    is_near = base(pair.unit.language) in _EAST_ASIAN
    return is_near is (base(pair.language) in _EAST_ASIAN)


def _check_order(
    source: dict[str, str], target: dict[str, str]
) -> Iterator[Finding]:
    if list(source) != list(target):
        listed = ", ".join(map(quote, list(target.values())[:4]))
        yield warning(
            "order",
            f"{listed} stand in another order than in the source: which is which?",
        )


def _check_extra(extra: dict[str, str], source: str) -> Iterator[Finding]:
    """A number of its own that the source does not say at all."""
    for name, spelled in extra.items():
        digits = name[len(name.rstrip("0123456789")) :]
        if name not in _SAID_IN_WORDS and digits not in source:
            yield warning(
                "designations", f"{quote(spelled)} is not in the source"
            )


def _check_invented(target: str) -> Iterator[Finding]:
    if any(map(str.isdecimal, target)):
        yield from _check_extra(_numbered_names(target), "")


# ---------------------------------------------------------------- sizes and codes


def _check_sizes(source: str, target: str) -> Iterator[Finding]:
    """Sizes (3 × 4) and codes are the same in their order, where there are as many of them."""
    for pattern in (_SIZE, _CODE):
        before = [_digits(found) for found in pattern.finditer(source)]
        after = list(pattern.finditer(target))
        if len(before) != len(after):
            continue
        for expected, found in zip(before, after, strict=True):
            if _digits(found) != expected:
                yield warning(
                    "designations",
                    f"{quote(found.group())} is not in the source",
                )


def _check_versions(source: str, target: str) -> Iterator[Finding]:
    """Looked at only where the source says "version": 第2.10版 is read as a number."""
    for version in _VERSION.findall(source):
        wanted = re.compile(rf"(?<![\d.]){re.escape(version)}(?![\d]|\.\d)")
        if not wanted.search(target):
            yield error(
                "designations", f"version {version} is not in the translation"
            )


def _digits(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", found.group()))
