"""List, language by language, what a machine says about its task.

Openings in German, French, Spanish, Italian, Portuguese, Chinese and Korean; leaves in these and
in Japanese.

An opening is its own proof only where it says both: that it does as it was told (Certainly!) and
that the rest of the article follows. "Voici la suite de l'article" alone is what an author writes
too, and so are the leaves: "Should I go on?" asks the readers of a serial. These go only from a
post with other evidence. Of the leaves only a Japanese one proves itself, which hands over what was
ordered (ご依頼の記事の続きです) or asks for a check of it (ご確認ください).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newsletter.dedupe.boilerplate_rule import TALK, Rule
from newsletter.model import RemovalKind


class _Opening(NamedTuple):
    """How a machine opens in one language; in `rest`, WORK stands for what it goes on with.

    A person, too, goes on with a song, a law or a story ("Va bene, ecco il resto del testo della
    canzone:"), so only `works` makes an opening its own proof, and only right before a colon.
    """

    sure: str
    rest: str
    works: str
    other_works: str
    tail: str = ".{0,30}"

    @property
    def firm(self) -> str:
        """The form that no author writes."""
        rest = self.rest.replace("WORK", rf"(?:{self.works})")
        return rf"{self.sure}{rest}(?:如下|입니다)?\s?[：:]"

    @property
    def doubtful(self) -> str:
        """The form that an author may write, too."""
        works = rf"(?:{self.works}|{self.other_works})"
        return rf"(?:{self.sure})?{self.rest.replace('WORK', works)}{self.tail}"


_OPENINGS = (
    _Opening(
        r"(?:Gerne?|Natürlich|Selbstverständlich|Klar|Sicher|Verstanden)[!,.]\s*",
        r"(?:Hier (?:ist|kommt|folgt)|Im Folgenden (?:finden Sie|folgt)|Es folgt) (?:nun )?"
        r"(?:die|der|das) (?:Fortsetzung|Rest|restliche\w*|nächste (?:Teil|Abschnitt))\b"
        r".{0,30}\bWORK\b",
        r"(?:Blog)?(?:Artikels?|[Bb]eitrags?)|Entwurfs?",
        r"Textes?",
    ),
    _Opening(
        r"(?:Bien sûr|Certainement|Avec plaisir|Bien entendu|D['’]accord)\s?[!,.]\s*",
        r"Voici (?:la suite|la continuation|le reste|la partie suivante|la section suivante)\b"
        r".{0,20}\bWORK\b",
        r"article|billet|brouillon",
        r"texte|chapitre",
    ),
    _Opening(
        r"¡?(?:Claro(?: que sí)?|Por supuesto|Desde luego|Con gusto|Entendido)[!,.]\s*",
        r"Aquí (?:tienes?|está|tiene|va)"
        r" (?:la continuación|el resto|la siguiente (?:parte|sección))\b.{0,20}\bWORK\b",
        r"artículo|borrador|entrada",
        r"texto|capítulo",
    ),
    _Opening(
        r"(?:Certo|Certamente|Naturalmente|Volentieri|Va bene)[!,.]\s*",
        r"Ecco (?:la continuazione|il resto|il seguito|la (?:parte|sezione) successiva)\b"
        r".{0,20}\bWORK\b",
        r"articolo|bozza",
        r"testo|capitolo",
    ),
    _Opening(
        r"(?:Claro|Com certeza|Certamente|Com prazer|Entendido)[!,.]\s*",
        r"Aqui está (?:a continuação|o restante|o resto|a próxima (?:parte|seção|secção))\b"
        r".{0,20}\bWORK\b",
        r"artigo|rascunho",
        r"texto|capítulo",
    ),
    _Opening(
        r"(?:好的|当然(?:可以)?|没问题|明白了|好的，没问题)[，,！!。]\s*",
        r"(?:以下|下面|这)就?是.{0,10}WORK的?"
        r"(?:续写|后续|剩余|其余|接下来的?|下一)(?:部分|内容|章节|段落)?",
        r"文章|博客|正文",
        r"内容|故事|章节",
        r".{0,10}[：:。]",
    ),
    _Opening(
        r"(?:물론입니다|물론이죠|네|알겠습니다|좋습니다)[!,.]\s*",
        r"(?:다음은|아래는|여기).{0,6}WORK의\s*"
        r"(?:이어지는|나머지|계속되는|다음)\s*(?:부분|내용|단락)",
        r"기사|글|본문|초안|원고",
        r"이야기",
        r".{0,12}[:.]",
    ),
)
_LEAVES = (
    r"Lassen Sie mich wissen, (?:ob|wenn) ich .{0,60}"
    r"(?:fortfahren|fortsetzen|schreiben) soll.{0,20}",
    r"Soll ich (?:fortfahren|weiterschreiben|mit dem nächsten (?:Teil|Abschnitt) .{0,20})\?",
    r"N['’]hésitez pas à me (?:dire|faire savoir) si vous .{0,20}"
    r"que je (?:continue|poursuive).{0,30}",
    r"(?:Souhaitez|Voulez)-vous que je (?:continue|poursuive).{0,40}",
    r"¿(?:Quieres|Quiere|Desea|Te gustaría) que (?:continúe|siga).{0,40}",
    r"(?:Vuoi|Desidera|Vorresti) che (?:continui|prosegua).{0,40}",
    r"(?:Gostaria|Quer) que eu continue.{0,40}",
    r"希望(?:这篇|以上|本)(?:文章|内容)?.{0,4}对[您你]有所?帮助.{0,40}",
    r"如(?:果[您你]?)?(?:有|需要?).{0,12}(?:修改|续写|继续|调整).{0,8}请.{0,4}告诉我.{0,10}",
    r"(?:추가로|더)?\s?(?:필요하신|수정이 필요한|원하시는) .{0,16}(?:말씀해|알려) ?주세요[.!]?",
    r"(?:계속|이어서) (?:작성|진행)할까요\?",
)

_JA_REST = r"記事の続き(?:です|になります|となります)。"
# To whoever ordered the text, at its end. A call to readers says where they may write; a question
# alone may be one, too.
_JA_DONE = (
    r"(?:以上(?:が|で)?、?(?:[^。、]{0,12}(?:記事|本文|原稿|文章|内容)[^。、]{0,6}?)?"
    r"(?:です|になります|となります)。"
    r"|いかがでしょうか[？?。]\s*)"
)
_JA_TO_READERS = (
    r"(?!.*(?:コメント|問い?合わせ|フォーム|メール|電話|窓口|公式|SNS|まで[おご]"
    r"|[0-9A-Za-z]{5}))"
)
_JA_WORK = "修正|調整|加筆|追記|書き直し|要望"
_JA_TELL = (
    r"[^。、]{0,12}(?:ば|たら|場合は?|際は)、?[^。、]{0,8}"
    r"(?:お知らせ|お申し付け|お聞かせ|お教え|教えて|ご指示|ご連絡)ください。?"
)
_JA_ASKS = (
    r"(?:何か|もし|また|なお|さらに|他に)?、?[^。、]{0,8}"
    rf"(?:{_JA_WORK}|不明な?点|質問|希望|指摘|変更|追加){_JA_TELL}"
)
_JA_LEAVE = (
    rf"{_JA_TO_READERS}(?:{_JA_DONE}{_JA_ASKS}"
    rf"|(?:何か|もし|また|なお|さらに|他に)?、?ご?(?:{_JA_WORK}){_JA_TELL})"
)
_JA_CHECK = r"ご(?:確認|査収)(?:ください|をお願い(?:いた)?します)。"

_REST_HINTS = (
    *(
        "fortsetzung",
        "der rest",
        "restliche",
        "nächste teil",
        "nächste abschnitt",
    ),
    *("la suite", "la continuation", "le reste", "suivante"),
    *("continuación", "el resto", "siguiente"),
    *("continuazione", "il resto", "il seguito", "successiva"),
    *("continuação", "o restante", "o resto", "próxima"),
    *("续写", "后续", "剩余", "其余", "接下来", "下一"),
    *("이어지는", "나머지", "계속되는", "다음"),
)
_LEAVE_HINTS = (
    *("lassen sie mich", "soll ich", "hésitez pas", "vous que je", "¿"),
    *("vuoi che", "desidera che", "vorresti che", "que eu continue"),
    *("希望这", "希望以上", "希望本", "告诉我", "주세요", "할까요"),
)


def _join(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One of several forms, as a whole line."""
    return re.compile(rf"[\s*_]*(?:{'|'.join(forms)})[\s*_]*", re.I)


CHATTER_BY_LANGUAGE = (
    Rule(
        "chatter-abroad",
        _REST_HINTS,
        RemovalKind.CHATTER,
        TALK,
        _join(tuple(opening.firm for opening in _OPENINGS)),
        short=True,
    ),
    Rule(
        "leave-ja",
        ("記事の続き",),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            rf"\s*以上が、?(?:ご依頼の{_JA_REST}(?:{_JA_CHECK})?|{_JA_REST}{_JA_CHECK})\s*"
        ),
    ),
    Rule(
        "small-talk-abroad",
        (*_REST_HINTS, *_LEAVE_HINTS),
        RemovalKind.CHATTER,
        TALK,
        _join((*(opening.doubtful for opening in _OPENINGS), *_LEAVES)),
        firm=False,
        short=True,
    ),
    Rule(
        "small-talk-ja",
        ("ください", "記事の続き"),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            r"\s*(?:(?:修正|追記|加筆)や?.{0,14}(?:ご希望|ご要望|必要)が.{0,12}"
            r"(?:お知らせ|お申し付け)ください。?"
            rf"|以上が、?{_JA_REST}|{_JA_LEAVE})\s*"
        ),
        firm=False,
        short=True,
    ),
)
