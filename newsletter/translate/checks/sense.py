"""Check that what a source denies its translation denies too.

Words have more senses than a list knows, so what is found here is doubtful, not wrong: the
unit is asked for again, and what still stands is listed.
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


# What surely negates a sentence, and everything that may stand for it in another language.
_NEGATIONS = {
    "en": (
        r"\b(?:not|never|no longer|cannot)\b|n['’]t\b",
        r"\b(?:not|no|never|none|nor|neither|nothing|nobody|nowhere|cannot|without|hardly|barely"
        r"|rarely|seldom|few|little|only|unless|instead|fail\w*|lack\w*|refus\w*|den(?:y|ie)\w*"
        r"|avoid\w*|stop\w*|prevent\w*|reject\w*|impossible|must|have to|need\w*|should"
        r"|un(?!der|til|it|i[oqvl])\w{3,}|dis(?:abl|agree|appear|appro|cont|like|satisf|trust)\w*"
        r"|in(?:ab|accur|adequ|capab|complet|correct|dispens|effect|secur|suffic|valid|visib)\w*"
        r"|im(?:matur|mob|perf|poss|pract|prob)\w*|non\w*"
        r"|\w+less)\b|n['’]t\b",
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
    "es": (
        r"\bno\b(?! (?:solo|sólo|obstante))|\bnunca\b",
        r"\b(?:no|nunca|jamás|ni|nada|nadie|ningun\w*|ningún|sin|tampoco|apenas|imposible|falt\w*"
        r"|evit\w*|impid\w*|imped\w*|rechaz\w*|deneg\w*|in\w{4,}|im\w{4,}|des\w{4,}|sino|solo|sólo"
        r"|salvo|excepto|menos|poc[oa]s?|en lugar|ya)\b",
    ),
    "pt": (
        r"\bnão\b(?! (?:só|obstante|apenas))|\bnunca\b",
        r"\b(?:não|nunca|jamais|nem|nada|ninguém|nenhum\w*|sem|tampouco|impossível|falt\w*|evit\w*"
        r"|imped\w*|rejeit\w*|in\w{4,}|im\w{4,}|des\w{4,}|só|apenas|salvo|exceto|menos"
        r"|pouc[oa]s?|em vez|deix\w*)\b",
    ),
    "it": (
        r"\bnon\b(?! (?:solo|ostante))|\bmai\b",
        r"\b(?:non|mai|né|nulla|niente|nessun\w*|senza|neppure|neanche|nemmeno|impossibile|manc\w*"
        r"|evit\w*|imped\w*|rifiut\w*|in\w{4,}|im\w{4,}|dis\w{4,}|s[bcdfgpt]\w{4,}|solo|soltanto"
        r"|salvo|tranne|meno|poc[ohia]\w*|invece)\b",
    ),
    "nl": (
        r"\b(?:niet|geen|nooit)\b(?! alleen)",
        r"\b(?:niet\w*|geen|nooit|niemand|nergens|zonder|noch|nauwelijks|amper|onmogelijk|ontbre\w*"
        r"|on\w{3,}|voorkom\w*|vermijd\w*|weiger\w*|\w+loos|\w+loze|slechts|alleen|enkel|behalve"
        r"|tenzij|weinig|mis\w*|anders|in plaats|moet\w*)\b",
    ),
    "ko": (
        r"지 (?:않|못)|수 없|없(?:다|었|습|는)",
        r"않|못|없|아니|안|말|불|비|미|무|거부|금|뿐|외|만|제|부족|드물|어렵|싫|모르|피하|덜|실패|막",
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
    r"(?:欠かせ|かもしれ|にすぎ|に過ぎ|違い|間違い|しか|ほか|他|かね|なければなら|なくてはなら|わけでは|限ら|だけで|ばかりで"
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
