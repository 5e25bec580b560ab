"""Tell whether a sentence speaks, further inside, of what the sentence before it told.

`pointers` reads how a sentence opens. "I bought into this story for a while." opens with nobody's
pointer, and leaves a reader asking which story. A demonstrative with a noun points back, unless the
noun is the text itself or the present (this post, this year), or stood in the sentence before.

Where a demonstrative inside a sentence most often takes up a word of the same sentence (この, その,
这), it counts only with a noun that the sentence before has and this one has not yet said.

Of sentences of the labels of `hanging` that no rule of openings holds, a reader cannot do without
the sentence before in .76 of the cases in English (111), in .72 in Japanese (25) and .83 with
これらの (23); of all sentences in .38 and .35.
"""

from __future__ import annotations

import re

from newsletter.abridgement.pointers import is_question
from newsletter.language.tags import base
from newsletter.remembered import remembered

N_REMEMBERED = 1024

_EN = re.compile(
    r"(?<=[\s(—–])(?:this|these|such an?|those(?! (?:who|whose|that|which|with|of|in|for|on|from"
    r"|are|were|not|without|at|to|interested)\b))\s+"
    r"(?!(?:post|article|blog|guide|page|report|tutorial|series|newsletter|essay|document|section"
    r"|chapter|book|site|website|video|year|week|month|quarter|day|morning|afternoon|evening|summer"
    r"|spring|fall|autumn|winter|time|moment|point|way|one|ones|is|was|are|were|has|had|will|would"
    r"|can|could|may|might|must|should|means|and|or|but|in|on|at|to|for|of|by|as|with|from|when"
    r"|if|because|not|also|all|does|did|makes?)\b)"
    r"(?P<noun>[a-z][a-z-]{2,})"
)
_DE = re.compile(
    r"(?<=\s)diese[rsmn]?\s+(?:\w+e[nrsm]?\s+)?"
    r"(?!(?:Beitrag|Artikel|Text|Blog|Seite|Bericht|Serie|Newsletter|Jahr|Woche|Monat|Tag|Abschnitt"
    r"|Kapitel|Stelle|Zeit|Art|Weise|Anleitung|Dokument))"
    r"(?P<noun>[A-ZÄÖÜ][\wäöüß]{2,})"
)
_ES = re.compile(
    r"(?<=\s)(?:est[ea]|est[oa]s|dich[oa]s?)\s+"
    r"(?!(?:artículo|entrada|texto|guía|página|informe|serie|boletín|documento|sección|capítulo"
    r"|año|semana|mes|día|momento|punto|modo|manera|forma|vez|es|son|que|en|de)\b)"
    r"(?P<noun>[a-záéíóúñ]{4,})"
)
_FR = re.compile(
    r"(?<=\s)(?:cet|cette|ces)\s+"
    r"(?!(?:article|billet|texte|guide|page|rapport|série|lettre|document|section|chapitre|année"
    r"|semaine|mois|jour|moment|fois|derniers|dernières)\b)"
    r"(?P<noun>[a-zàâçéèêîïôûù]{4,})"
)
_RU = re.compile(
    r"(?<=\s)эт(?:от|а|у|и|ого|ому|им|ом|ой|их|ими)\s+"
    r"(?!(?:стать|пост|замет|текст|руководств|страниц|отч[её]т|сери|рассылк|документ|раздел|глав"
    r"|год|недел|месяц|день|дн|раз|время|времен|момент|случа))"
    r"(?P<noun>[а-яё]{4,})"
)
_JA_THESE = re.compile(
    r"(?<!^)これらの(?P<noun>[\u30a1-\u30fa\u30fc]{2,}|[\u4e00-\u9fff]{2,})"
)
_JA_AGAIN = re.compile(
    r"(?<!^)(?:この|その|こうした|そうした)"
    r"(?P<noun>[\u30a1-\u30fa\u30fc]{2,}|[A-Za-z][\w.-]+|[\u4e00-\u9fff]{2,})"
)
_ZH_AGAIN = re.compile(
    r"(?<!^)(?:[这這](?:个|個|些|种|種|项|項|一)?|该|該)(?P<noun>[\u4e00-\u9fff]{2})"
)
_KO_AGAIN = re.compile(
    r"(?<=\s)(?:이|이러한|이런|해당|그)\s(?P<noun>[가-힣]{2,4})"
)
# One of two that were announced in the sentence before: .82 of 11.
_ONE_OF = re.compile(r"^[「『*_\s]*(?:[一1１]つは|ひとつは)")
# The very thing that was told (まさにこの…: .81 of 27), what a thing is to it (その一例: 7 of 7),
# a thought (その問い: .56 of 9), and what is the same (…も同様: .67 of 18). その with another noun
# takes up a word of its own sentence (成長し、その速さ).
_JA_THAT = re.compile(
    r"まさに(?:その|この|これ(?!から)|それ|そこ|こうした|そうした|こういう)"
    r"|[はもが]、?その(?:代表|典型|一例|好例|最たる|筆頭|一環|一つ|1つ|一端|先駆け|答え|回答|証拠"
    r"|証左|表れ|現れ|象徴|裏付け|具現化|最前線|一翼|第?一歩)"
    r"|[はもが]、?その[^、。はがを]{0,6}?(?:ギャップ|必要性|課題|問題|要求|要請|期待|ニーズ|問い"
    r"|疑問|懸念|矛盾|壁|ビジョン|夢|目標|理想|言葉|発言|考え|前提|流れ|事実|状況|現実|変化|動き"
    r"|傾向)[をにのとへでだ]"
    r"|も(?:また)?、?(?:同様|同じ)"
)
# With any noun.
_POINTS = {
    "en": _EN,
    "de": _DE,
    "es": _ES,
    "fr": _FR,
    "ru": _RU,
    "ja": _JA_THESE,
}
# Only with a noun that stands in the sentence before.
_POINTS_AGAIN = {"ja": _JA_AGAIN, "zh": _ZH_AGAIN, "ko": _KO_AGAIN}


def is_one_of(plain: str) -> bool:
    """Tell whether a sentence is the first of what the sentence before it announced.

    >>> is_one_of("一つは、費用の増加です。"), is_one_of("一つの町が橋を直した。")
    (True, False)
    """
    return bool(_ONE_OF.match(plain))


def answers(plain: str, before: str, language: str) -> bool:
    """Tell whether a sentence follows a question and cannot be read without it.

    That is so in .80 of 20 cases in English; in Japanese (.42 of 330) an answer repeats what was
    asked, and this says nothing.

    >>> answers("We think not.", "Should we proceed?", "en")
    True
    >>> answers("We think so.", "It is late.", "en")
    False
    """
    if base(language) == "ja":
        return False
    return is_question(before) and not is_question(plain)


@remembered(maxsize=N_REMEMBERED)
def points_inside(plain: str, before: str, language: str) -> bool:
    """Tell whether a sentence points, further inside, at what the sentence before told.

    Args:
        plain: The sentence as plain text.
        before: The sentence before it.
        language: Its language.

    >>> points_inside("I bought into this story for a while.", "AI helps teams.", "en")
    True
    >>> points_inside("We tell more in this post.", "AI helps teams.", "en")
    False
    """
    tag = base(language)
    if tag == "ja" and _JA_THAT.search(plain):
        return True
    found = _POINTS[tag].search(plain) if tag in _POINTS else None
    if found and not _is_said(found, plain):
        return True
    again = _POINTS_AGAIN[tag].search(plain) if tag in _POINTS_AGAIN else None
    if not again or _is_said(again, plain):
        return False
    return again["noun"] in before


def _is_said(found: re.Match[str], plain: str) -> bool:
    """Tell whether the noun stood earlier in the sentence: then that is what is pointed at."""
    stem = found["noun"].rstrip("s").casefold()
    return stem in plain[: found.start()].casefold()
