"""Find where who did it and to whom has changed places: "Samsung sued Apple" for アップルが….

Only the plainest sentences are judged: the source begins with the one name and has the other
behind it in the same clause, the translation begins with the other, and no word stands
between them there that turns a sentence round ("was sued by", "after", "for"). Languages do
put names elsewhere, so this is asked again and listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newsletter.errors import quote
from newsletter.language.sounds import sound_alike
from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, warning

# A run of words with capitals or of katakana is one name: Elon Musk, イーロン・マスク.
_LATIN = (
    r"(?<![A-Za-zÀ-ɏ])[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ]{2,}(?: [A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ]+)*"
)
_KATAKANA = r"(?<![ァ-ヴー])[ァ-ヴー]{3,}(?:[・＝=][ァ-ヴー]+)*"
_NAME = re.compile(f"{_LATIN}|{_KATAKANA}")
_PARTS = re.compile(r"[ ・＝=]")
_HEAD = re.compile('[「『"“«]?[A-ZÀ-Þァ-ヴ]')
_KOREAN = re.compile(
    r"[「“\"]?(?P<one>[가-힣]{2,}?)(?:은|는|이|가) (?P<other>[가-힣]{2,}?)(?:을|를|에|의)(?: |$)"
)
# Languages that write countries in Han characters, and a few names that CLDR has not.
_HAN = frozenset({"ja", "zh"})
_ALSO = {
    "米国": "US",
    "アメリカ": "US",
    "美国": "US",
    "英国": "GB",
    "イギリス": "GB",
}
# What stands between a name and the other that it acts on: no mark, and no word that turns a
# sentence round or begins another.
_SPACED = re.compile(
    r"(?:\s+(?!(?:by|from|for|after|before|because|when|where|which|that|who|whose|while|and|or"
    r"|as|than|lost|loses|owns|owned|wurden?|worden|von|vom|durch|und|oder|nach|als|aus|par|et|ou|de|du|après|que|qui)\b)"
    r"[\w'’-]+){1,5}\s+",
    re.IGNORECASE,
)
_ACTING = {
    "ja": re.compile(r"\s?[社氏側]?(?:さん)?[はが][^、。とや]{0,12}"),
    "zh": re.compile(r"[^，、。被由让和与比]{1,12}"),
}
_PASSIVE = re.compile(
    r"れ[たてる]|によ[っりる]|[被由]"
    r"|\b(?:is|are|was|were|been|being|be) (?:\w+ )?\w+(?:ed|en)\b|\bby\b"
    r"|\bw[iu]rden? .{1,60}\bge\w+[tn]\b"
)


def check_actors(pair: Pair) -> Iterator[Finding]:
    """Who acts in the source acts in the translation."""
    names = _find_actor(pair.source_words, pair.unit.language)
    if names is None:
        return
    answers = _find_actor(pair.target_words, pair.language)
    if answers is None:
        return
    (first, second), (actor, other) = names, answers
    languages = base(pair.unit.language), base(pair.language)
    if _is_same(first, other, languages) and _is_same(second, actor, languages):
        yield warning(
            "actors",
            f"the source names {quote(first)} before {quote(second)},"
            " the translation the other way round",
        )


def _find_actor(text: str, language: str) -> tuple[str, str] | None:
    """The two names of a text that begins with one that acts on the other, and has no third."""
    plain = text.strip()
    name = base(language)
    if name == "ko":
        acts = _KOREAN.match(plain)
        return (acts["one"], acts["other"]) if acts else None
    if name in _HAN and _COUNTRY_HEAD.match(plain):
        pattern = _read_names(name)
        if not (pattern.match(plain) or pattern.match(plain, 1)):
            return None
    elif _HEAD.match(plain):
        pattern = _NAME
    else:
        return None
    return _read_actor(plain, pattern, _ACTING.get(name, _SPACED))


_COUNTRY_HEAD = re.compile("[「『“]?[一-鿿]{2}")


def _read_actor(
    text: str, pattern: re.Pattern[str], between: re.Pattern[str]
) -> tuple[str, str] | None:
    """The two names of a text that has no others, if only what acts stands between them."""
    found = list(pattern.finditer(text))
    if len(found) != 2 or found[0].start() > 1:
        return None
    first, second = found
    if first.group() == second.group() or _PASSIVE.search(text):
        return None
    if between.fullmatch(text[first.end() : second.start()]):
        return first.group(), second.group()
    return None


@lru_cache(maxsize=4)
def _read_names(language: str) -> re.Pattern[str]:
    """The names of countries, and what else is a name."""
    names = sorted(_read_countries(language), key=len, reverse=True)
    countries = "|".join(map(re.escape, names))
    return re.compile(f"{countries}|{_LATIN}|{_KATAKANA}")


@lru_cache(maxsize=16)
def _read_countries(language: str) -> dict[str, str]:
    """Name of a country → its code, by CLDR."""
    # Loading it costs what a short run takes; few texts begin with a country.
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    codes = {name: code for code, name in territories.items() if code.isalpha()}
    return codes | (_ALSO if language in _HAN else {})


def _is_same(one: str, other: str, languages: tuple[str, str]) -> bool:
    """Tell whether two names share their last part, by letters or sound, or are one country."""
    first, second = _PARTS.split(one)[-1], _PARTS.split(other)[-1]
    if first == second:
        return True
    if first.isascii() is second.isascii():
        return False
    own, latin = (second, first) if first.isascii() else (first, second)
    if sound_alike(own, latin):
        return True
    code = _read_countries(languages[0]).get(one, "")
    return code != "" and code == _read_countries(languages[1]).get(other, "")
