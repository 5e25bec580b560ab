"""Find the code an engine has for a BCP 47 language tag."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from newsletter.language.tags import base, usual_region

# Codes that engines keep from older standards, and the Chinese ones they name by region.
_SAME = {
    "he": ("iw",),
    "yi": ("ji",),
    "jv": ("jw",),
    "fil": ("tl",),
    "nb": ("no",),
    "zh": ("zh-Hans", "zh-CN"),
    "zh-Hans": ("zh-CN", "zh"),
    "zh-Hant": ("zh-TW", "zh-HK"),
}
# Where a bare tag needs a region, the one most readers expect; for other languages the
# likely subtags of CLDR decide.
_REGIONS = {"en": "US", "pt": "BR", "zh": "CN", "ar": "SA"}
_TRADITIONAL = frozenset({"TW", "HK", "MO"})


def match_code(tag: str, codes: Collection[str]) -> str | None:
    """Return the code for a language tag, in the spelling of `codes`.

    An exact code wins, then the same language as another standard names it, then the
    language without script and region, then the language with its usual region. A
    different region is never chosen for a tag that names one while the engine has the
    bare language. None when the engine does not have the language.

    >>> match_code("en-US", ["ja", "en"]), match_code("ja", ["ja-JP", "en-GB"])
    ('en', 'ja-JP')
    >>> match_code("zh-Hant", ["zh-CN", "zh-TW"])
    'zh-TW'
    """
    known = {code.lower(): code for code in codes}
    for wanted in _names(tag):
        if wanted.lower() in known:
            return known[wanted.lower()]
    return None


def _names(tag: str) -> Iterator[str]:
    """What the language may be called, the best name first."""
    language = tag.split("-")[0]
    yield tag
    yield from _SAME.get(tag, ())
    yield from _find_parents(tag)
    yield from _SAME.get(language, ())
    yield f"{language}-{_REGIONS.get(language) or usual_region(language)}"


def _find_parents(tag: str) -> tuple[str, ...]:
    """`zh-Hant-TW` → `zh-Hant`, `zh-TW`, then what they stand for, then `zh`."""
    parts = tag.split("-")
    if len(parts) == 1:
        return ()
    shorter = ["-".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]
    regions = [
        f"{parts[0]}-{part}"
        for part in parts[1:]
        if len(part) == 2 and part.isupper()
    ]
    if base(tag) == "zh" and _TRADITIONAL & set(parts):
        shorter.append("zh-Hant")
    same: list[str] = []
    for parent in shorter:
        same.extend(_SAME.get(parent, ()))
    return (*shorter, *regions, *same, parts[0])
