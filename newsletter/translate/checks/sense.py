"""Check what can be told of the sense: up or down, more or less, yes or no.

Each rule speaks only when both texts are plain about it: one direction in each, and
the opposite one. Words have more senses than a table knows, so what is found here is
doubtful, not wrong: the unit is asked for again, and what still stands is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, warning


@dataclass(frozen=True, slots=True)
class _Opposites:
    """Words of one language for two opposite things."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def _words(one: str, other: str) -> _Opposites:
    return _Opposites(re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))


_UP_DOWN = {
    "en": _words(
        r"\b(?:ris(?:e[ns]?|ing)|rose|increas\w*|gr(?:ew|owth|owing|ows?|own)|climb\w*|surg\w*"
        r"|soar\w*|gain(?:s|ed)?|jump(?:s|ed)?|up \d|higher|expand\w*|rall(?:y|ied))\b",
        r"\b(?:f[ae]ll(?:s|en|ing)?|decreas\w*|declin\w*|drop(?:s|ped|ping)?|reduc\w*|shr[aiu]nk\w*"
        r"|plung\w*|slump\w*|tumbl\w*|slid(?:e|es)?|los(?:s|ses|t)|down \d|lower(?:ed)?|cut|cuts)\b",
    ),
    "ja": _words(
        r"上昇|増加|増え|増や|増大|上が|上回|高騰|急増|急騰|伸び|拡大|増収|増益|値上|[0-9%％割倍人円]増",
        r"下落|減少|減ら|減っ|減り|減る|下が|下回|急減|急落|落ち|縮小|減収|減益|値下|暴落|低下|減退|[0-9%％割人円]減",
    ),
    "zh": _words(
        r"上升|增长|增加|上涨|提高|升高|扩大|增至|攀升|飙升|上調|增長|增幅|涨",
        r"下降|减少|下跌|降低|缩小|减至|下滑|暴跌|跌|降至|減少|下調|降幅",
    ),
    "de": _words(
        r"\b(?:gestiegen|stieg\w*|steig\w*|anstieg\w*|zunahme|zugenommen|erhöh\w*|wuchs|wachs\w*|gewachsen"
        r"|zuwachs)\b",
        r"\b(?:gefallen|fiel\w*|sank\w*|gesunken|sink\w*|rückgang\w*|abnahme|abgenommen|verringer\w*"
        r"|reduzier\w*|gesenkt|senk\w*|schrumpf\w*)\b",
    ),
    "fr": _words(
        r"\b(?:augment\w*|hausse\w*|progress\w*|croissance|croît|accr[uo]\w*|grimp\w*|élev\w*)\b",
        r"\b(?:baiss\w*|diminu\w*|recul\w*|chut\w*|rédui\w*|réduction)\b",
    ),
    "es": _words(
        r"\b(?:aument\w*|sub(?:ió|ieron|e|en|ida)|crec\w*|increment\w*|alza)\b",
        r"\b(?:disminu\w*|baj(?:ó|aron|a|an)|cay\w*|caída|reduj\w*|reduc\w*|descen\w*)\b",
    ),
    "pt": _words(
        r"\b(?:aument\w*|sub(?:iu|iram|ida)|cresc\w*|alta)\b",
        r"\b(?:diminu\w*|ca(?:iu|íram)|queda\w*|reduz\w*|redução|baix\w*)\b",
    ),
    "ko": _words(
        r"상승|증가|늘어|늘었|올랐|오른|성장|급등|확대", r"하락|감소|줄어|줄었|내렸|떨어|급락|축소"
    ),
    "ru": _words(
        r"\b(?:рост\w*|вырос\w*|увелич\w*|повы[сш]\w*|подня\w*|подорож\w*)",
        r"\b(?:паден\w*|упал\w*|сниз\w*|сниж\w*|уменьш\w*|сократ\w*|сокращ\w*|подешев\w*)",
    ),
}
# Beside a number: at least it, or less than it.
_NUMBER_AHEAD = r"(?=\W{0,3}(?:US|about |around )?[$€£¥]?\s?\d)"
_MORE_LESS = {
    "en": _words(
        rf"\b(?:more than|over|at least|exceed(?:s|ed|ing)?|above|upwards of|surpass(?:ed|es|ing)?"
        rf"|topp(?:ed|ing)|no (?:less|fewer) than|not less than){_NUMBER_AHEAD}"
        r"|\d[\w.,%]*\s(?:(?:people|years|yen|dollars|percent|companies)\s)?(?:or more|or over|and over|or older|or above|and above)\b",
        rf"(?<!no )(?<!not )\b(?:less than|under|below|fewer than|at most|up to|no more than|within"
        rf"|not more than){_NUMBER_AHEAD}"
        r"|\d[\w.,%]*\s(?:(?:people|years|yen|dollars|percent|companies)\s)?(?:or less|or fewer|or under|or below|and under|or younger)\b",
    ),
    "ja": _words(
        r"[0-9０-９万億兆%％割人円年社件個台本歳]以上|を(?:超え|上回)|[0-9万億兆%人円]超|少なくとも|突破",
        r"[0-9０-９万億兆%％割人円年社件個台本歳](?:以下|未満|以内|弱)|を(?:下回|割り込)|に満たな|最大で?[0-9]",
    ),
    "zh": _words(
        r"超过|超過|以上|多于|至少|不少于|逾|高于|突破|不低于",
        r"不到|不足|以下|少于|低于|不超过|以内|未满|至多|最多",
    ),
    "de": _words(
        rf"\b(?:mehr als|über|mindestens|wenigstens|nicht weniger als){_NUMBER_AHEAD}|übersteig\w*|überschr\w*",
        rf"\b(?:weniger als|unter|höchstens|maximal|bis zu|nicht mehr als|innerhalb von){_NUMBER_AHEAD}",
    ),
    "fr": _words(
        rf"\b(?:plus de|plus d['’]|au moins|au-delà de|supérieure?s? à|dépass\w*){_NUMBER_AHEAD}",
        rf"\b(?:moins de|moins d['’]|au plus|jusqu['’]à|inférieure?s? à|au maximum|maximum){_NUMBER_AHEAD}",
    ),
}


def check_direction(pair: Pair) -> Iterator[Finding]:
    """What rises does not fall."""
    if _contradict(pair, _UP_DOWN):
        yield warning("direction", "the one text says up, the other down")


def check_bound(pair: Pair) -> Iterator[Finding]:
    """At least is not less than."""
    if _contradict(pair, _MORE_LESS):
        yield warning("bound", "the one text says more than, the other less than")


def _contradict(pair: Pair, table: dict[str, _Opposites]) -> bool:
    """Only the one in the source, and only the other in the translation."""
    source = table.get(base(pair.unit.language))
    target = table.get(base(pair.language))
    if source is None or target is None:
        return False
    said = _which(source, pair.source_words)
    if not said:
        return False
    return said * _which(target, pair.target_words) < 0


def _which(opposites: _Opposites, text: str) -> int:
    """1 for the one, -1 for the other, 0 for neither or both."""
    has_one = opposites.one.search(text) is not None
    has_other = opposites.other.search(text) is not None
    return has_one - has_other
