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
    return _Opposites(
        re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)
    )


_UP_DOWN = {
    "en": _words(
        r"\b(?:ris(?:e[ns]?|ing)|rose|increas\w*|gr(?:ew|owth|owing|ows?|own)|climb\w*|surg\w*"
        r"|soar\w*|gain(?:s|ed|ing)?|jump(?:s|ed)?|boost\w*|rais(?:e[sd]?|ing)"
        r"|up (?:by |about |almost |nearly |some |to )?\d|upside|upward\w*|higher|highs|expan\w*"
        r"|rall(?:y|ied)|accelerat\w*)\b",
        r"\b(?:f[ae]ll(?:s|en|ing)?|decreas\w*|declin\w*|drop(?:s|ped|ping)?|reduc\w*|shr[aiu]nk\w*"
        r"|plung\w*|plummet\w*|slump\w*|tumbl\w*|slid(?:e|es)?|sank|sunk|downside|downward\w*"
        r"|down (?:by |about |almost |nearly |some |to )?\d|slow(?:s|ed|ing)? down"
        r"|lowered|cuts? (?:by|to|costs|jobs|rates|prices))\b",
    ),
    "ja": _words(
        r"増(?!田|井|山)|上昇|(?<![仕いちし])上[がげ]|上回|高騰|急騰|高ま|高め|伸[びばし]|拡大|値上"
        r"|多く(?:す|な)|向上|成長|強ま|強め|躍進|加速",
        r"減|下落|下が|下げ|下回|急落|落ち込|縮小|値下|暴落|低下|低迷|少なく(?:す|な)|弱ま|減速"
        r"|後退|悪化",
    ),
    "zh": _words(
        r"(?<!新)增(?!值税)|升(?!级)|涨|提高|扩大|扩展|拓展|上調|加大|成长|崛起|走高|走强|日益"
        r"|愈发|越来越|高企|加快|加速",
        r"减(?!肥|去)|減(?!肥|去)|降(?!落|临|雨|雪|水)|缩小|下滑|跌|下調|萎缩|走低|走弱|放缓|回落",
    ),
    "de": _words(
        r"(?:gestiegen|stieg|steig(?:en|t|er)|zunahme|zunehm|zugenommen|erhöh|\bwuchs"
        r"|(?<!sch)wachs(?:en|t\b|tum)|zuwachs|\bhöher|erweiter|anheb|angehoben)",
        r"(?:\bgefallen|\bfiel|\bsank(?:en|t)?\b|gesunken|\bsink(?:en|t)|rückgang|einbr[uü]ch|abnahme|abgenommen|verringer"
        r"|reduzier|gesenkt|senk(?:en|te|ung)|schrumpf|halbier|niedriger)",
    ),
    "fr": _words(
        r"\b(?:augment\w*|hausse\w*|progress(?!ivement)\w*|croissan(?:ce|te?s?)|croît|accr[uo]\w*|grimp\w*|élev\w*)\b",
        r"\b(?:baiss\w*|diminu\w*|recul\w*|chut\w*|(?<!modèle.)rédui\w*|réduction)\b",
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
        r"상승|증가|늘어|늘었|올랐|오른|성장|급등|확대",
        r"하락|감소|줄어|줄었|내렸|떨어|급락|축소",
    ),
    "ru": _words(
        r"\b(?:рост\w*|вырос\w*|увелич\w*|повы[сш]\w*|подня\w*|подорож\w*)",
        r"\b(?:паден\w*|упал\w*|сниз\w*|сниж\w*|уменьш\w*|сократ\w*|сокращ\w*|подешев\w*)",
    ),
}


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
    """What rises does not fall."""
    if _contradict(pair, _UP_DOWN):
        yield warning("direction", "the one text says up, the other down")


def _contradict(pair: Pair, table: dict[str, _Opposites]) -> bool:
    """The source says the one and never the other, and the translation says the other."""
    source = table.get(base(pair.unit.language))
    target = table.get(base(pair.language))
    if source is None or target is None:
        return False
    says_up = bool(source.one.search(pair.source_words))
    says_down = bool(source.other.search(pair.source_words))
    if says_up and not says_down:
        return bool(target.other.search(pair.target_words))
    if says_down and not says_up:
        return bool(target.one.search(pair.target_words))
    return False
