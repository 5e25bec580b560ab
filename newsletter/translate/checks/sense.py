"""Check that what a source denies its translation denies too, and that a plan stays a plan.

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
        r"|rather|declin\w*|remain\w*|same|other than|except\w*|inedible|inevitabl[ey]|hate[sd]?"
        r"|un(?!der|til|it|i[oqvl])\w{3,}|dis(?:abl|agree|appear|appro|cont|like|satisf|trust)\w*"
        r"|in(?:ab|accur|adequ|capab|complet|correct|dispens|effect|secur|suffic|valid|visib)\w*"
        r"|im(?:matur|mob|perf|poss|pract|prob)\w*|non\w*"
        r"|\w+less)\b|n['’]t\b",
    ),
    "ja": (
        r"ません(?!か|とも)|なかった(?!ら|り|の[？?か]|[？?])"
        r"|ない(?=[。、]|$|が|けど|けれど|ので|ため|から|し[、。]"
        r"|と(?:述べ|語|話|した|し|思|い[うっわ]|感|見|判|考)"
        r"|こと|人|もの|の[はがでだ]|です(?!か|よね)|状|ほど|よう(?!に))"
        r"|ではな[くい]|じゃなく(?!て[もは])|ずに|できぬ|わけでは|ないで(?:ください|下さい|くれ|ほし)",
        r"な[いかくけし]|ませ?ん|ず[にとはも、。]|ずつ|ぬ|無|不|非|未|否|しか|禁|違|欠|難|避|拒|駄目|だめ|ダメ|無理|まだ"
        r"|除|以外|反|誤|ゼロ|なん|のに|より|だけ|のみ|なし|かね|遠慮|迷|んし|お気軽|いかが|ましょう",
    ),
    "zh": (
        r"不(?:会|能|是|再|予|要|想|知道|可以|敢|愿|肯|允许|支持|需|用|够|应|得|对|喜欢|在|认|承担"
        r"|构成|符合|存在|属于|具备|适用|懂|建议|推荐|考虑|打算|必|了解|清楚|行|好)"
        r"|没(?!准|收|落|多久|问题|想到|什么)|未(?!来|必|知|婚|成年|免|央)"
        r"|无法|无须|无需|并非|从不|从未",
        r"不|没|未|无|非|别|莫|勿|否|沒|無|難|难|缺|避|拒|反|禁|免|仅|只|除|错|误|差|少|忘|自负|什么|怎么",
    ),
    "de": (
        r"\b(?:nicht|kein\w*|niemals)\b",
        r"\b(?:nicht\w*|kein\w*|nie\w*|ohne|un(?!d\b|s\b|ser|ter|iver|gef|ion|i[tkf])\w+|kaum|weder"
        r"|noch|nein|nur|statt\w*|anstatt|anstelle|wenig\w*|\w+los\w*|fehl\w*|mangel\w*|miss\w*"
        r"|erst|außer\w*|sonst|aus(?:schließ|geschl)\w*|ausgenommen|verm(?:eid|ied)\w*"
        r"|ver(?:hinder|weiger|zicht|pass|lor|sag|fehl|säum|miss|schweig|schwieg|lier|wehr|nein)\w*"
        r"|verb[io][et]\w*|verg[ei]ss\w*|abgesehen|abl[eo]hn\w*|abgelehn\w*|absag\w*|abgesagt|abrat\w*"
        r"|abwesen\w*|selten|schwer\w*|schlecht\w*|falsch\w*|dagegen|jedoch|weiger\w*|scheiter\w*"
        r"|in(?:akzept|stabil|korrekt|kompat|aktiv|diskut|effizi|toler|valid)\w*|im(?:mobil|potent)\w*"
        r"|aufhör\w*|hör\w*|entfern\w*|allein\w*|bevor|bis|leider|vom tisch|so gut)\b",
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
# What has such a word and denies nothing: だろう, かもしれない, なければならない, すみません.
_NO_NEGATIONS = {
    "ja": re.compile(
        r"(?:欠かせ|かもしれ|しれ|にすぎ|に過ぎ|違い|間違い(?:は|が)?|しか|ほか|他|かね|なければなら|なくてはなら"
        r"|わけでは|限ら|だけで|ばかりで|といけ|ないといけ|せざるを得|たまら|ては(?:いけ|なら)|申し訳|つまら|とんでも"
        r"|変わら|問題(?:は|が)?|くだら|もったい|仕方(?:が)?|しょうが|何気|足り|切|少|危|汚|幼|さりげ|きりが"
        r"|思いがけ|見え|みっとも|まで(?:も)?|ありえ|構わ|かまわ)(?:ない|ません|なかった)"
        r"|(?:すみ|すい|構い|かまい|変わり|いらっしゃい)ません|(?:申し訳|問題(?:は|が)?|仕方)(?:あり|ござい)ません"
        r"|(?:で|じゃ)は?(?:ない(?:か|でしょうか|だろうか)|ありませんか)|じゃない(?=[。？?、]|$|です?か)"
        r"|ない(?:わけ|ように|うちに)|なければ",
    ),
    "zh": re.compile(
        r"不得不|[不莫无]不|不能不|不会不|不是.{0,12}[？?]|是不是|[会能要好对行有可][不没][会能要好对行有可]"
        r"|不能(?:再|更)|不好意思|不用(?:谢|说|客气|担心)|没有?关系|没办法|没的说|没错",
    ),
    "en": re.compile(
        r"\b(?:(?:do not|don['’]t) hesitate|why don['’]t|often than not|or not|not only"
        r"|not to mention|wouldn['’]t mind|won['’]t be long"
        r"|couldn['’]t agree|can['’]t miss|not until|not bad)\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\bnicht (?:zuletzt|nur|einmal|mal)\b|\b(?:ob|oder) nicht\b",
        re.IGNORECASE,
    ),
}


_DUTIES = {
    "ja": re.compile(
        r"な(?:ければ|くては)(?:なら|なり|いけ)(?:ない|ません|なかった)|かもしれ(?:ない|ません)|にほかならない"
    )
}


def check_negation(pair: Pair) -> Iterator[Finding]:
    """Not is not left out.

    The other way round there is too much that says "not" without a word for it: of
    1,000 right sentences six to fourteen would be listed.
    """
    source = _NEGATION.get(base(pair.unit.language))
    target = _NEGATION.get(base(pair.language))
    if source is None or target is None:
        return
    if not _negates(source, pair.source_words, base(pair.unit.language)):
        return
    if not _may_negate(target, pair.target_words, base(pair.language)):
        yield warning(
            "negation", "the source says not, the translation does not"
        )


def _negates(words: _Opposites, text: str, language: str) -> bool:
    """Tell whether a text denies something, other than in a fixed phrase."""
    if not words.one.search(text):
        return False
    idioms = _NO_NEGATIONS.get(language)
    return idioms is None or bool(words.one.search(idioms.sub("", text)))


def _may_negate(words: _Opposites, text: str, language: str) -> bool:
    """Tell whether anything may deny; しなければならない does not."""
    idioms = _DUTIES.get(language)
    plain = text if idioms is None else idioms.sub("", text)
    return bool(words.other.search(plain))


# ---------------------------------------------------------------- plans

# What says that something is to come.
_PLANS = {
    "en": re.compile(
        r"\b(?:will|won['’]t|plans? to|planning to|going to|(?:is|are) set to|intends? to"
        r"|scheduled to|expected to)\b|['’]ll\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"(?:予定|計画|見通し|方針|つもり|意向|見込み)(?:だ|です|である|を示|で、|。|$)|来[年月週]"
    ),
    "zh": re.compile(r"将(?!军|近|来临)|即将|计划|打算|拟|预计|明年"),
}
# Any word that may say so, or that the verb is not in the past.
_NOT_PAST = {
    "en": re.compile(
        r"\b(?:will|wo|would|plan(?:s|ned|ning)?|going|set to|intend\w*|aim\w*|schedul\w*"
        r"|expect\w*|due|shall|may|might|can|could|should|must|next|to [a-z]+|tomorrow|hope\w*"
        r"|want\w*|if|when|upcoming"
        r"|coming|about|soon|until|let|is|are|am|please|do|has|have|\w+ing)\b|['’](?:ll|s|re|m|d)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(
        r"予定|計画|見通|方針|つもり|意向|見込|来|でしょう|だろう|今後|将来|たい|ます|です|ください|いる|ない"
        r"|なる|はず|れば|たら|なら|可能|必要|期待|[るくむすつうぬぶぐ](?:[。、とこもためよ見予計」のかだがけ]|$)"
    ),
    "zh": re.compile(
        r"将|会|计划|打算|拟|预计|准备|明|要|能|可|想|希望|即|届时|如|等|之后|时|请|后|至今|现在"
    ),
}
_PAST = {
    "en": re.compile(
        r"\b(?:was|were|had|did|\w{2,}ed|built|made|took|went|said|began|came|got|held|sold|bought)\b",
        re.IGNORECASE,
    ),
    "ja": re.compile(r"た[。！!]?$"),
    "zh": re.compile(r"了|过"),
}


def check_plans(pair: Pair) -> Iterator[Finding]:
    """What is planned has not happened: 建設する計画だ is not "built".

    Only where every verb of the translation may be in the past; of 9,000 right sentences none
    is listed.
    """
    plans = _PLANS.get(base(pair.unit.language))
    past = _PAST.get(base(pair.language))
    if plans is None or past is None or not plans.search(pair.source_words):
        return
    target = pair.target_words.strip()
    if past.search(target) and not _NOT_PAST[base(pair.language)].search(
        target
    ):
        yield warning(
            "plans", "the source speaks of a plan, the translation of the past"
        )
