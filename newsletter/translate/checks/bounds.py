"""Know the words beside a number that make it a bound: more than, at least, less than."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsletter.language.tags import base

_REACH_CHARS = 28


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Patterns that end before a number, and that begin behind one."""

    more_before: re.Pattern[str]
    less_before: re.Pattern[str]
    more_behind: re.Pattern[str]
    less_behind: re.Pattern[str]


# Language → before: more | less; behind: more | less. An alternation each.
_WORDS = {
    "en": (
        r"(?<!no )(?<!not )more than|over|at least|(?<!not )exceed(?:s|ed|ing)?|above"
        r"|upwards of|surpass(?:ed|es|ing)?"
        r"|topp?(?:ed|ing|s)|no (?:less|fewer) than|not less than|greater than|a minimum of",
        r"(?<!no )(?<!not )less than|under|below|(?<!no )fewer than|at most|no more than"
        r"|not more than|within|not exceed(?:ing)?|a maximum of",
        r"(?:\w+ ){0,2}(?:or|and) (?:more|over|above|older|higher|greater)\b|plus\b|\+|-odd\b",
        r"(?:\w+ ){0,2}(?:or|and) (?:less|fewer|under|below|younger|lower)\b",
    ),
    "ja": (
        r"少なくとも|最低でも|最低",
        r"最大で|最大|多くとも|せいぜい",
        r".{0,4}?(?:以上|超|を(?:大きく|大幅に)?(?:超え|上回|突破)|を超|強[のがをに、]|余り|あまり|より(?:多|大き|高|長))",
        r".{0,4}?(?:以下|未満|以内|弱[のがをに、]|足らず|を(?:下回|割)|に満たな|より(?:少な|小さ|低|短))",
    ),
    "zh": (
        r"(?<!不)(?:超过|超過|多于)|至少|不少于|逾|高于|突破|不低于|大于|超",
        r"不到|不足|(?<!不)(?:少于|低于)|不超过|未满|未満|至多|最多|小于|未达",
        r".{0,3}?(?:以上|多[万亿年人个名元岁家]|余[万亿年人个名元岁家]|有余|\+|及以上)",
        r".{0,3}?(?:以下|以内|之内|及以下)",
    ),
    "ko": (
        "적어도|최소",
        "최대",
        ".{0,4}?(?:이상|넘|초과|웃도)",
        ".{0,4}?(?:미만|이하|이내|밑도)",
    ),
    "de": (
        r"(?<!nicht )mehr als|über|mindestens|wenigstens|nicht weniger als|gut",
        r"(?<!nicht )weniger als|unter|höchstens|maximal|nicht mehr als|innerhalb von",
        r"(?:\w+ )?(?:oder|und) (?:mehr|älter|darüber)\b",
        r"(?:\w+ )?(?:oder|und) (?:weniger|jünger|darunter)\b",
    ),
    "fr": (
        r"(?<!pas )plus d[e’']|au moins|au-delà de|(?<!pas )supérieure?s? à"
        r"|(?<!pas )dépass\w*|pas moins d[e’']",
        r"(?<!pas )moins d[e’']|au plus|inférieure?s? à|au maximum|maximum|pas plus d[e’']"
        r"|pas (?:dépass\w*|supérieure?s? à)",
        r"(?:\w+ )?(?:ou|et) plus\b|au moins\b",
        r"(?:\w+ )?(?:ou|et) moins\b|au plus\b",
    ),
    "es": (
        r"(?<!no )más de|al menos|por lo menos|superior a|no menos de",
        r"(?<!no )menos de|a lo sumo|inferior a|no más de",
        r"o más\b",
        r"o menos\b",
    ),
    "pt": (
        r"(?<!não )mais d[eo]|pelo menos|superior a|não menos d[eo]",
        r"(?<!não )menos d[eo]|no máximo|inferior a|não mais d[eo]|não mais (?:do )?que",
        r"ou mais\b",
        r"ou menos\b",
    ),
    "it": (
        r"(?<!non )più di|(?<!non )oltre|almeno|superiore a|non meno di",
        r"(?<!non )meno di|al massimo|inferiore a|non più di|non oltre",
        r"o più\b",
        r"o meno\b",
    ),
    "nl": (
        r"(?<!niet )meer dan|ruim|minstens|ten minste|niet minder dan",
        r"(?<!niet )minder dan|hooguit|hoogstens|niet meer dan",
        r"of meer\b",
        r"of minder\b",
    ),
    "sv": (
        r"(?<!inte )(?:mer|fler) än|(?<!inte )över|minst|inte (?:mindre|färre) än",
        r"(?<!inte )(?:mindre|färre) än|(?<!inte )under|högst|inte (?:mer|fler) än|inte över",
        r"eller (?:mer|fler)\b",
        r"eller (?:mindre|färre)\b",
    ),
    "pl": (
        r"(?<!nie )ponad|(?<!nie )więcej niż|co najmniej|powyżej|nie mniej niż",
        r"(?<!nie )mniej niż|poniżej|najwyżej|nie więcej niż",
        r"lub więcej\b",
        r"lub mniej\b",
    ),
    "ru": (
        r"(?<!не )(?:более|больше)|свыше|не (?:менее|меньше)|как минимум",
        r"(?<!не )(?:менее|меньше)|до|не (?:более|больше)",
        r"или более\b",
        r"или менее\b",
    ),
    "uk": (
        r"понад|(?<!не )більше|(?<!не )більш ніж|щонайменше|не менше",
        r"(?<!не )менше|(?<!не )менш ніж|не більше|не більш ніж",
        r"або більше\b",
        r"або менше\b",
    ),
}


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Bounds | None:
    """How a language says "at most" and "at least", before and behind a figure."""
    words = _WORDS.get(base(language))
    if words is None:
        return None
    before = [
        re.compile(
            rf"(?:{part})\W{{0,2}}(?:about |around |rund |etwa |environ |約)?$",
            re.IGNORECASE,
        )
        for part in words[:2]
    ]
    behind = [
        re.compile(rf"\s?(?:{part})", re.IGNORECASE) for part in words[2:]
    ]
    return _Bounds(*before, *behind)


def find_bound(text: str, start: int, end: int, language: str) -> int:
    """Return 1 when a number is said to be a lower bound, -1 for an upper one, 0 for none.

    Args:
        text: The text as amounts are found in it.
        start, end: The place of the amount.
        language: Tag of the text.
    """
    patterns = _patterns(language)
    if patterns is None:
        return 0
    before = text[max(0, start - _REACH_CHARS) : start]
    more = bool(
        patterns.more_before.search(before)
        or patterns.more_behind.match(text, end)
    )
    less = bool(
        patterns.less_before.search(before)
        or patterns.less_behind.match(text, end)
    )
    return more - less
