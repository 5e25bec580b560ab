"""Find where who did it and to whom has changed places: "Samsung sued Apple" for アップルが….

Only the plainest sentences are judged: the source begins with the one name and has the other
behind it in the same clause, the translation begins with the other, and no word stands
between them there that turns a sentence round ("was sued by", "after", "for"). Languages do
put names elsewhere, so this is asked again and listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.language.sounds import sound_alike
from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, warning

# A run of words with capitals or of katakana is one name: Elon Musk, イーロン・マスク.
_NAME = re.compile(
    r"(?<![A-Za-zÀ-ɏ])[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ]{2,}(?: [A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ]+)*"
    r"|(?<![ァ-ヴー])[ァ-ヴー]{3,}(?:[・＝=][ァ-ヴー]+)*"
)
_PARTS = re.compile(r"[ ・＝=]")
_KANA = re.compile("[ァ-ヴー]")
_HEAD = re.compile('[「『"“«]?[A-ZÀ-Þァ-ヴ]')
# What stands between a name and the other that it acts on: no mark, and no word that turns a
# sentence round or begins another.
_SPACED = re.compile(
    r"(?:\s+(?!(?:by|from|for|after|before|because|when|where|which|that|who|whose|while|and|or"
    r"|as|than|wurden?|worden|von|vom|durch|und|oder|nach|als|aus|par|et|ou|de|du|après|que|qui)\b)"
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
    if _is_same(first, other) and _is_same(second, actor):
        yield warning(
            "actors",
            f"the source names {quote(first)} before {quote(second)},"
            " the translation the other way round",
        )


def _find_actor(text: str, language: str) -> tuple[str, str] | None:
    """The two names of a text that begins with one that acts on the other, and has no third."""
    plain = text.strip()
    if not _HEAD.match(plain):
        return None
    found = list(_NAME.finditer(plain))
    if len(found) != 2:
        return None
    first, second = found
    if first.group() == second.group():
        return None
    between = plain[first.end() : second.start()]
    rule = _ACTING.get(base(language), _SPACED)
    is_acting = rule.fullmatch(between) and not _PASSIVE.search(plain)
    return (first.group(), second.group()) if is_acting else None


def _is_same(one: str, other: str) -> bool:
    """Tell whether two names have their last part in common, by letters or by sound."""
    first, second = _PARTS.split(one)[-1], _PARTS.split(other)[-1]
    if first == second:
        return True
    is_kana, is_other_kana = map(_KANA.match, (first, second))
    if bool(is_kana) is bool(is_other_kana):
        return False
    kana, latin = (first, second) if is_kana else (second, first)
    return sound_alike(kana, latin)
