"""Find the code an engine has for a BCP 47 language tag."""

from __future__ import annotations

from collections.abc import Collection

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
# Where a bare tag needs a region, the one most readers expect; for other languages babel's likely subtags decide.
_REGIONS = {"en": "US", "pt": "BR", "zh": "CN", "ar": "SA"}


def match_code(tag: str, codes: Collection[str]) -> str | None:
    """Return the code for a language tag, in the spelling of `codes`; None when the engine does not have it.

    An exact code wins, then the same language as another standard names it, then the language without script and
    region, then the language with its usual region. A different region is never chosen for a tag that names one while
    the engine has the bare language.

    >>> match_code("en-US", ["ja", "en"]), match_code("ja", ["ja-JP", "en-GB"]), match_code("zh-Hant", ["zh-CN", "zh-TW"])
    ('en', 'ja-JP', 'zh-TW')
    """
    known = {code.lower(): code for code in codes}
    language = tag.split("-")[0]
    wanted = [
        tag,
        *_SAME.get(tag, ()),
        *_parents(tag),
        *_SAME.get(language, ()),
        f"{language}-{_region(language)}",
    ]
    return next((known[each.lower()] for each in wanted if each.lower() in known), None)


def _parents(tag: str) -> list[str]:
    """`zh-Hant-TW` → `zh-Hant`, `zh-TW`, then the languages they stand for, then `zh`."""
    parts = tag.split("-")
    if len(parts) == 1:
        return []
    shorter = ["-".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]
    regions = [f"{parts[0]}-{part}" for part in parts[1:] if len(part) == 2 and part.isupper()]
    if parts[0] == "zh" and {"TW", "HK", "MO"} & set(parts):
        shorter.append("zh-Hant")
    return [
        *shorter,
        *regions,
        *(same for each in shorter for same in _SAME.get(each, ())),
        parts[0],
    ]


def _region(language: str) -> str:
    if language in _REGIONS:
        return _REGIONS[language]
    from babel.core import get_global

    likely = get_global("likely_subtags").get(language, "")
    return str(likely).rsplit("_", 1)[-1]
