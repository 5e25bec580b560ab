"""Check what can be told of the sense: up or down, more or less, yes or no.

Each rule speaks only when both texts are plain about it: one direction in each, and
the opposite one. Words have more senses than a table knows, so what is found here is
doubtful, not wrong: the unit is asked for again, and what still stands is listed.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsletter.language.tags import base
from newsletter.model import Finding
from newsletter.translate.checks.opposites import Scale, find_ends
from newsletter.translate.checks.pair import Pair, error, warning


@dataclass(frozen=True, slots=True)
class _Opposites:
    """Words of one language for two opposite things."""

    one: re.Pattern[str]
    other: re.Pattern[str]


def _words(one: str, other: str) -> _Opposites:
    return _Opposites(
        re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)
    )


# What surely negates a sentence, and everything that may stand for it in another language.
_NEGATIONS = {
    "en": (
        r"\b(?:not|never|no longer|cannot)\b|n['’]t\b",
        r"\b(?:not|no|never|none|nor|neither|nothing|nobody|nowhere|cannot|without|hardly|barely"
        r"|rarely|seldom|few|little|only|unless|instead|rather|fail\w*|lack\w*|refus\w*|den(?:y|ie)\w*"
        r"|avoid\w*|stop\w*|prevent\w*|reject\w*|ban\w*|miss\w*|too|free|out of|against|yet"
        r"|impossible|difficult|hard|wrong|bad|worse|sorry|must|should|have to|need\w*|have yet"
        r"|un\w+|in\w{4,}|im\w{4,}|ir\w{4,}|dis\w+|non\w*|\w+less|otherwise|except|but"
        r"|still|remain\w*|away|off|zero|different|beyond|may|might|could|just"
        r"|more than)\b|n['’]t\b",
    ),
    "ja": (
        r"(?:ません(?!か)|ませんでした|ない|なかった)(?:。|$|と(?:述べ|語|話|した|し))",
        r"な[いかくけし]|ませ?ん|ず[にとはも、。]|ずつ|ぬ|無|不|非|未|否|しか|禁|違|欠|難|避|拒|駄目|だめ|ダメ|無理|まだ"
        r"|除|以外|反|誤|ゼロ|なん|のに|より|だけ|のみ|なし",
    ),
    "zh": (
        r"(?:不会|没有|不能|不是|并未|尚未|不再|不予)",
        r"不|没|未|无|非|别|莫|勿|否|沒|無|難|难|缺|避|拒|反|禁|免|仅|只|除|错|误|差|少",
    ),
    "de": (
        r"\b(?:nicht|kein\w*|niemals)\b",
        r"\b(?:nicht\w*|kein\w*|nie\w*|ohne|un\w+|kaum|weder|noch|nein|nur|statt|wenig\w*|\w*los\w*"
        r"|fehl\w*|ab\w*|ver\w*|außer|sonst|zu|aus\w*|mangel\w*|miss\w*|in\w{4,}|erst)\b",
    ),
    "fr": (
        r"\bne\b.{1,30}\b(?:pas|jamais|plus|rien)\b|\bn['’]\w+ (?:pas|jamais|plus|rien)\b",
        r"\b(?:ne|pas|jamais|rien|aucun\w*|sans|non|ni|plus|guère|peu|seul\w*|manqu\w*|in\w{3,}|im\w{3,}"
        r"|dé\w+|mal|refus\w*|évit\w*|hors|sauf|impossible|sinon|trop|personne)\b|\bn['’]",
    ),
}
_NEGATION = {
    language: _Opposites(
        re.compile(sure, re.IGNORECASE), re.compile(any_, re.IGNORECASE)
    )
    for language, (sure, any_) in _NEGATIONS.items()
}
# Japanese that ends like a negation and is none: だろう, かもしれない, なければならない.
_NO_NEGATION = re.compile(
    r"(?:かもしれ|にすぎ|に過ぎ|違い|間違い|しか|ほか|他|かね|なければなら|なくてはなら|わけでは|限ら|だけで|ばかりで"
    r"|といけ|ないといけ|せざるを得|たまら|ては(?:いけ|なら))(?:ない|ません|なかった)"
)


def check_negation(pair: Pair) -> Iterator[Finding]:
    """Not is not left out.

    The other way round there is too much that says "not" without a word for it: of
    1,000 right sentences six to fourteen would be listed.
    """
    source = _NEGATION.get(base(pair.unit.language))
    target = _NEGATION.get(base(pair.language))
    if source is None or target is None:
        return
    if _negates(source, pair.source_words) and not target.other.search(
        pair.target_words
    ):
        yield warning(
            "negation", "the source says not, the translation does not"
        )


def _negates(words: _Opposites, text: str) -> bool:
    return bool(words.one.search(_NO_NEGATION.sub("", text)))


def check_direction(pair: Pair) -> Iterator[Finding]:
    """What rises does not fall, what is bought is not sold, Friday is not Thursday."""
    source = find_ends(pair.source_words, pair.unit.language)
    if not source:
        return
    target = find_ends(pair.target_words, pair.language)
    for scale in source:
        if scale not in target:
            continue
        if _contradict(scale, source[scale], target[scale]):
            one = _name_end(scale, source[scale])
            other = _name_end(scale, target[scale])
            report = error if scale in _PROOFS else warning
            yield report(
                "direction", f"the source says {one}, the translation {other}"
            )
            return


# No right translation of 16,000 contradicts its source in these.
_PROOFS = frozenset({Scale.PERIOD, Scale.QUARTER, Scale.HALF})


def _name_end(scale: Scale, counts: tuple[int, ...]) -> str:
    names = zip(scale.value, counts, strict=True)
    return " and ".join(name for name, count in names if count)


def _contradict(
    scale: Scale, source: tuple[int, ...], target: tuple[int, ...]
) -> bool:
    """Tell whether a translation says other than what its source says alone.

    Or, of two opposite things, it says as much as the source, and one of it is turned.
    The words for up and down have the fewest other senses: there one that contradicts is
    enough, whatever stands beside it.

    Args:
        scale: What is named.
        source, target: How often each end of it is.
    """
    is_opposite = len(source) == 2
    if is_opposite and sum(source) == sum(target):
        return source != target
    is_shared = any(map(operator.mul, source, target))
    if not is_shared:
        return True
    return scale is Scale.AMOUNT and all(target) and not all(source)
