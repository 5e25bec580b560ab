"""Check the words without understanding them: what an engine says when it fails looks unlike language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.language.scripts import HAN, HANGUL, KANA, count_cjk, has_letters
from newsletter.language.sentences import split_sentences
from newsletter.language.tags import base, is_spaced
from newsletter.model import Finding, UnitKind
from newsletter.translate.checks.pair import Pair, error, warning

_SCRIPTS = {
    "kana": re.compile(f"[{KANA}]+"),
    "Han": re.compile(f"[{HAN}]+"),
    "Hangul": re.compile(f"[{HANGUL}]+"),
    "Cyrillic": re.compile("[\u0400-\u04ff]+"),
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]+"),
    "Hebrew": re.compile("[\u0590-\u05ff]+"),
    "Greek": re.compile("[\u0370-\u03ff]{2,}"),  # one letter is a symbol: α, β, μ
    "Thai": re.compile("[\u0e00-\u0e7f]+"),
    "Devanagari": re.compile("[\u0900-\u097f]+"),
}
_WRITERS = {
    "Cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"),
    "Arabic": ("ar", "fa", "ur", "ps"),
    "Hebrew": ("he", "yi"),
    "Greek": ("el",),
    "Thai": ("th",),
    "Devanagari": ("hi", "mr", "ne"),
    "Hangul": ("ko",),
    "Han": ("ja", "zh", "yue"),
    "kana": ("ja",),
}
# Latin letters a character of the source becomes. Of 250 reviewed Japanese sentences the English had 1.4 to 3.9 characters for
# one; a hold is far outside, since short labels vary.
_JAPANESE_RATIO, _SAME_RATIO = (0.9, 2.2, 5.5), (0.35, 1.0, 3.0)
_ABSURD_CHARS = 2_000
_SHORT_CHARS = 12  # below this a ratio says nothing

# UTF-8 read as Windows-1252: a lead byte as a Latin letter, then continuation bytes as that code page shows them.
_TAIL = (
    "\u0080-\u00bf\u2018-\u201e\u2020-\u2026\u2030\u2039\u203a\u20ac"
    "\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2122"
)
_MOJIBAKE = re.compile(f"\ufffd|[ÃÂ][{_TAIL}]|[âãåæçèéêëìíï][{_TAIL}]{{2}}|ã€|ï¼|ï»¿")
_CONTROL = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]"
)

# What services say in place of a translation. Phrases, not words: an article may well speak of captchas and quotas.
_SERVICE = re.compile(
    "|".join(
        (
            r"MYMEMORY WARNING|YOU USED ALL AVAILABLE FREE TRANSLATIONS|QUERY LENGTH LIMIT EXCEED|NO QUERY SPECIFIED",
            r"INVALID LANGUAGE PAIR|IS AN INVALID (?:SOURCE|TARGET) LANGUAGE|PLEASE SELECT TWO DISTINCT LANGUAGES",
            r"our systems have detected unusual traffic|unusual traffic from your computer network|before you continue to google",
            r"checking your browser before|enable javascript and cookies|verify (?:that )?you are (?:a )?human|slowdown:",
            r"50[0-4] (?:bad gateway|service unavailable|gateway time-?out|internal server error)|429 too many requests",
            r"here(?: is|[’']s) the translat|^\s*(?:translation|translated text)\s*:",
            r"i (?:cannot|can[’']t|am unable to) translate|as an ai language model, i",
        )
    ),
    re.IGNORECASE,
)
# Phrases an article may well contain: they tell of a service when they are most of the answer.
_SERVICE_ALONE = re.compile(
    "|".join(
        (
            r"please (?:complete|solve) the captcha|are you a robot\?|that[’']s an error|error 50[0-4]",
            r"40[34] (?:forbidden|not found)|(?:rate limit|quota) (?:has been )?exceeded|too many requests",
            r"api key (?:is )?(?:invalid|missing)|invalid email",
            r"(?:the )?(?:article|text|input) you provided|service unavailable|access denied",
        )
    ),
    re.IGNORECASE,
)


_NOTHING = frozenset({"none", "null", "undefined", "nan", "nil", "[object object]"})


def check_empty(pair: Pair) -> Iterator[Finding]:
    """There is something to read."""
    if has_letters(pair.source_plain) and not has_letters(pair.target_plain):
        yield error("empty", "there are no words in the translation")


def check_script(pair: Pair) -> Iterator[Finding]:
    """No letters of the source script are left, except names the glossary keeps."""
    source, target = base(pair.unit.language), base(pair.language)
    foreign = _scripts_of(source) - _scripts_of(target)
    if target == "ko":
        foreign = foreign - {"Han"}  # Korean prints Han in brackets beside a word
    text = pair.target_plain
    for term in pair.glossary.terms:
        if term.keep:
            text = text.replace(term.source, " ")
    for name in sorted(foreign):
        left = _SCRIPTS[name].search(text)
        if left:
            yield error("script", f"{quote(left.group(), 30)} is not translated ({name})")


def _scripts_of(language: str) -> set[str]:
    return {script for script, languages in _WRITERS.items() if language in languages}


def check_unchanged(pair: Pair) -> Iterator[Finding]:
    """The answer is not the source; a name or a short Latin text may be the same in both languages."""
    if base(pair.unit.language) == base(pair.language):
        return
    source, target = (_letters(text) for text in (pair.source_plain, pair.target_plain))
    if not source or source != target:
        return
    if pair.glossary.fixed(pair.source_plain, pair.language) == pair.target_plain.strip():
        return
    scripts = _scripts_of(base(pair.unit.language))
    if scripts and not any(_SCRIPTS[name].search(source) for name in scripts):
        return  # Latin in a Japanese text is a name or already the target language
    n_words = len(pair.source_plain.split())
    if n_words >= 4 or not is_spaced(pair.unit.language):
        yield error("unchanged", "the answer is the source")
    elif pair.unit.kind not in (UnitKind.TAG, UnitKind.AUTHOR, UnitKind.CATEGORY):
        yield warning("unchanged", "the answer is the source: a name?")


def _letters(text: str) -> str:
    return "".join(
        char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum()
    )


def is_absurdly_long(pair: Pair) -> bool:
    """Tell whether the answer is so long that its length is all there is to say, and reading it a waste."""
    return len(pair.target) > _ABSURD_CHARS and len(pair.target) > 20 * len(pair.unit.source)


def check_length(pair: Pair) -> Iterator[Finding]:
    """Neither far longer nor far shorter than translations are."""
    source, target = (len("".join(text.split())) for text in (pair.source_words, pair.target_words))
    expected, low, high = _expected_length(pair, source)
    if max(source, target) <= _SHORT_CHARS or expected == 0:
        return
    slack = _SHORT_CHARS  # a few characters more or less say nothing at any length
    ratio = target / expected
    if target > expected * high * 1.6 + slack or target < expected * low * 0.5 - slack:
        yield error("length", f"{ratio:.1f} times as long as translations are")
    elif target > expected * high + slack or target < expected * low - slack:
        yield warning("length", f"{ratio:.1f} times as long as translations are")


def _expected_length(pair: Pair, n_source: int) -> tuple[float, float, float]:
    """Characters expected of the translation, and the shares of that which are still usual."""
    n_cjk = 0 if base(pair.unit.language) == "ko" else count_cjk(pair.source_words)
    dense_source = not is_spaced(pair.unit.language) and base(pair.unit.language) in (
        "ja",
        "zh",
        "yue",
    )
    dense_target = base(pair.language) in ("ja", "zh", "yue")
    low, usual, high = _JAPANESE_RATIO
    if dense_source and not dense_target:
        return n_cjk * usual + (n_source - n_cjk), low / usual, high / usual
    if dense_target and not dense_source:
        return n_source / usual, usual / high, usual / low
    low, usual, high = _SAME_RATIO
    return n_source * usual, low, high


def check_repetition(pair: Pair) -> Iterator[Finding]:
    """No words in a loop that the source does not have."""
    loop = _find_loop(pair.target_words)
    if loop and not _find_loop(pair.source_words):
        yield error("repetition", f"{quote(loop, 40)} repeats")


_LOOP_CHARS = re.compile(r"(?=(.{1,12}?)\1{5,})[^\W\d]", re.DOTALL)
_LOOP_WORDS = re.compile(r"\b((?:[^\W\d_]+[\s,，、]+){1,6}?)\1{2,}", re.IGNORECASE)


def _find_loop(text: str) -> str:
    """The first piece that stands six times in a row, or words that stand three times in a row; "" if none."""
    chars = _LOOP_CHARS.search(text)
    if chars:
        return chars.group(1)
    words = _LOOP_WORDS.search(text + " ")
    return words.group(1).strip() if words else ""


def check_mojibake(pair: Pair) -> Iterator[Finding]:
    """No letters decoded with the wrong charset, no control characters, nothing that turns the reading direction."""
    for pattern, what in ((_MOJIBAKE, "was decoded wrongly"), (_CONTROL, "is a control character")):
        found = pattern.search(pair.target)
        if found and not pattern.search(pair.unit.source):
            yield error("mojibake", f"{found.group()!a} {what}")


def check_service(pair: Pair) -> Iterator[Finding]:
    """No error page, quota notice, captcha or excuse in place of a translation."""
    if (
        pair.target_plain.strip(" .").lower() in _NOTHING
        and pair.source_plain.strip().lower() not in _NOTHING
    ):
        yield error(
            "service", f"{quote(pair.target_plain.strip())} is what a program says for nothing"
        )
    alone = _SERVICE_ALONE.search(pair.target_plain)
    if 2 * sum(map(len, _SERVICE_ALONE.findall(pair.target_plain))) < len(
        pair.target_plain.strip()
    ):
        alone = None
    found = _SERVICE.search(pair.target_plain) or alone
    if found and found.group().lower() not in pair.source_plain.lower():
        yield error(
            "service", f"{quote(found.group(), 40)} is what a service says, not a translation"
        )


def check_sentences(pair: Pair) -> Iterator[Finding]:
    """As many sentences as the source, give or take: one Japanese sentence may become two, not four."""
    n_source, n_target = (
        len(split_sentences(text.strip())) for text in (pair.source_plain, pair.target_plain)
    )
    if n_target > 2 * n_source + 1 or (n_source >= 3 and n_target < n_source / 2):
        yield warning("sentences", f"{n_source} sentences became {n_target}")
