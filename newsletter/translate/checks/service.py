"""Check for what services say in place of a translation.

Phrases, not words: an article may well speak of captchas and quotas. A phrase that
stands in the source as well is the article's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


# Quota notices, error pages, captchas and excuses.
_SERVICE = _any_of(
    r"MYMEMORY WARNING",
    r"YOU USED ALL AVAILABLE FREE TRANSLATIONS",
    r"QUERY LENGTH LIMIT EXCEED",
    r"NO QUERY SPECIFIED",
    r"INVALID LANGUAGE PAIR",
    r"IS AN INVALID (?:SOURCE|TARGET) LANGUAGE",
    r"PLEASE SELECT TWO DISTINCT LANGUAGES",
    r"our systems have detected unusual traffic",
    r"unusual traffic from your computer network",
    r"before you continue to google",
    r"checking your browser before",
    r"enable javascript and cookies",
    r"verify (?:that )?you are (?:a )?human",
    r"slowdown:",
    r"50[0-4] (?:bad gateway|service unavailable|gateway time-?out|internal server error)",
    r"429 too many requests",
)
# Phrases an article may well contain: they count when they are most of the answer.
_SERVICE_ALONE = _any_of(
    r"please (?:complete|solve) the captcha",
    r"are you a robot\?",
    r"that[’']s an error",
    r"error 50[0-4]",
    r"40[34] (?:forbidden|not found)",
    r"(?:rate limit|quota) (?:has been )?exceeded",
    r"too many requests",
    r"api key (?:is )?(?:invalid|missing)",
    r"invalid email",
    r"(?:the )?(?:article|text|input) you provided",
    r"service unavailable",
    r"access denied",
)
# One of these stands in every phrase, and in few texts: to look for them is much faster.
_ANCHORS = (
    "mymemory",
    "free translations",
    "query",
    "invalid",
    "distinct languages",
    "traffic",
    "before you continue",
    "browser",
    "javascript",
    "human",
    "slowdown",
    "gateway",
    "unavailable",
    "server error",
    "requests",
    "captcha",
    "robot",
    "an error",
    "error 50",
    "forbidden",
    "not found",
    "exceeded",
    "api key",
    "you provided",
    "denied",
)
_NOTHING = frozenset(
    {"none", "null", "undefined", "nan", "nil", "[object object]"}
)


def check_service(pair: Pair) -> Iterator[Finding]:
    """No error page, quota notice, captcha or excuse in place of a translation."""
    if _is_nothing(pair.target_plain) and not _is_nothing(pair.source_plain):
        said = quote(pair.target_plain.strip())
        yield error("service", f"{said} is what a program says for nothing")
    phrase = _find_phrase(pair.target_plain)
    if phrase and phrase.lower() not in pair.source_plain.lower():
        said = quote(phrase, 40)
        yield error(
            "service", f"{said} is what a service says, not a translation"
        )


def _is_nothing(text: str) -> bool:
    return text.strip(" .").lower() in _NOTHING


def _find_phrase(text: str) -> str:
    """The first phrase of a service, "" for none."""
    lower = text.lower()
    if not any(anchor in lower for anchor in _ANCHORS):
        return ""
    found = _SERVICE.search(text)
    if found:
        return found.group()
    alone = _SERVICE_ALONE.search(text)
    if alone is None:
        return ""
    n_chars = sum(map(len, _SERVICE_ALONE.findall(text)))
    return alone.group() if 2 * n_chars >= len(text.strip()) else ""
