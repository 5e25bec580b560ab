"""List what a machine says about its task in German, French, Spanish, Italian, Portuguese,
Chinese and Korean, and how it takes leave in Japanese.

As in English, an opening is its own proof only where it says both: that it does as it was told
(Certainly!) and that the rest of the text follows. "Voici la suite de l'article" alone is what an
author writes too, and so is every leave: "Should I go on?" asks the readers of a serial. These go
only from a post with other evidence.
"""

from __future__ import annotations

import re

from newsletter.dedupe.boilerplate_rule import TALK, Rule
from newsletter.model import RemovalKind

_DE_SURE = (
    r"(?:Gerne?|Natürlich|Selbstverständlich|Klar|Sicher|Verstanden)[!,.]\s*"
)
_DE_REST = (
    r"(?:Hier (?:ist|kommt|folgt)|Im Folgenden (?:finden Sie|folgt)|Es folgt)"
    r" (?:nun )?(?:die|der|das) (?:Fortsetzung|Rest|restliche\w*|nächste (?:Teil|Abschnitt))\b"
    r".{0,30}\b(?:Artikels?|Beitrags?|Textes?|Blogbeitrags?|Entwurfs?)\b.{0,30}"
)
_FR_SURE = r"(?:Bien sûr|Certainement|Avec plaisir|Bien entendu|D['’]accord)\s?[!,.]\s*"
_FR_REST = (
    r"Voici (?:la suite|la continuation|le reste|la partie suivante|la section suivante)\b"
    r".{0,20}\b(?:article|texte|billet|chapitre|brouillon)\b.{0,30}"
)
_ES_SURE = r"¡?(?:Claro(?: que sí)?|Por supuesto|Desde luego|Con gusto|Entendido)[!,.]\s*"
_ES_REST = (
    r"Aquí (?:tienes?|está|tiene|va) (?:la continuación|el resto|la siguiente (?:parte|sección))\b"
    r".{0,20}\b(?:artículo|texto|borrador|entrada|capítulo)\b.{0,30}"
)
_IT_SURE = r"(?:Certo|Certamente|Naturalmente|Volentieri|Va bene)[!,.]\s*"
_IT_REST = (
    r"Ecco (?:la continuazione|il resto|il seguito|la (?:parte|sezione) successiva)\b"
    r".{0,20}\b(?:articolo|testo|bozza|capitolo)\b.{0,30}"
)
_PT_SURE = r"(?:Claro|Com certeza|Certamente|Com prazer|Entendido)[!,.]\s*"
_PT_REST = (
    r"Aqui está (?:a continuação|o restante|o resto|a próxima (?:parte|seção|secção))\b"
    r".{0,20}\b(?:artigo|texto|rascunho|capítulo)\b.{0,30}"
)
_ZH_SURE = r"(?:好的|当然(?:可以)?|没问题|明白了|好的，没问题)[，,！!。]\s*"
_ZH_REST = (
    r"(?:以下|下面|这)就?是.{0,10}(?:文章|博客|正文|内容|故事|章节)的?"
    r"(?:续写|后续|剩余|其余|接下来的?|下一)(?:部分|内容|章节|段落)?.{0,10}[：:。]"
)
_KO_SURE = r"(?:물론입니다|물론이죠|네|알겠습니다|좋습니다)[!,.]\s*"
_KO_REST = (
    r"(?:다음은|아래는|여기).{0,6}(?:기사|글|본문|초안|원고)의\s*"
    r"(?:이어지는|나머지|계속되는|다음)\s*(?:부분|내용|단락).{0,12}[:.]"
)
_OPENINGS = (
    (_DE_SURE, _DE_REST),
    (_FR_SURE, _FR_REST),
    (_ES_SURE, _ES_REST),
    (_IT_SURE, _IT_REST),
    (_PT_SURE, _PT_REST),
    (_ZH_SURE, _ZH_REST),
    (_KO_SURE, _KO_REST),
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
        _join(tuple(sure + rest for sure, rest in _OPENINGS)),
        short=True,
    ),
    Rule(
        "leave-ja",
        ("記事の続き",),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            r"\s*以上が、?(?:ご依頼の)?記事の続き(?:です|になります|となります)。"
            r"(?:ご(?:確認|査収)(?:ください|をお願い(?:いた)?します)。)?\s*"
        ),
    ),
    Rule(
        "small-talk-abroad",
        (*_REST_HINTS, *_LEAVE_HINTS),
        RemovalKind.CHATTER,
        TALK,
        _join((*(rest for _, rest in _OPENINGS), *_LEAVES)),
        firm=False,
        short=True,
    ),
    Rule(
        "small-talk-ja",
        ("お知らせください", "お申し付けください"),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            r"\s*(?:修正|追記|加筆)や?.{0,14}(?:ご希望|ご要望|必要)が.{0,12}"
            r"(?:お知らせ|お申し付け)ください。?\s*"
        ),
        firm=False,
        short=True,
    ),
)
