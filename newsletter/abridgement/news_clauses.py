"""Find in a sentence the part that tells, and leave the talk around it.

    filler    そんな背景の中で、|パナソニックが液冷ポンプを開発した。
    clause    正直なところ、|メタが参入するというニュース|を聞いた時、私は驚いた。
    clause    AWSが「Nova Act」を発表した|と聞いて、斜に構えてしまった。

What is left stands in the article word for word and is whole by itself: a filler is an adverb, a
conjunction or an aside that ends at its comma, and a Japanese sentence has no capital letter at its
head; a clause ends where Japanese lets a sentence end. Only Japanese is cut: in English the rest
would begin with a small letter, and its clause of news follows the talk.
"""

from __future__ import annotations

import re

from newsletter.language.tags import base

MAX_FILLERS = 3  # でもね、正直なところ、特に… has three

_JA_FILLER = re.compile(
    r"(?:(?:そんな|そうした|こうした)(?:[^、。]{0,6}の?)?中(?:で(?:は)?)?|(?:で|だ)も?ね|でも|だが"
    r"|しかし|ただ|さて|そして|また|さらに|加えて|特に|実は|実際|事実"
    r"|正直(?:なところ|に言(?:えば|うと)|言って)?|いや[はー]や?|おい(?:おい)?|ちなみに"
    r"|個人的には?|率直に言えば|もちろん|まさに|驚くべきことに|興味深いことに|思えば"
    r"|ご存[じ知]の(?:通り|とおり)"
    r"|(?:皆さん|みなさん|あなた|君)も?(?:ご存[じ知]の(?:通り|とおり)"
    r"|感じているかもしれ(?:ません|ない)が|知っての(?:通り|とおり)))、"
    r"|(?:そんな|そうした|こうした)(?:[^、。]{0,6}の?)?中で(?=発表|登場|飛び込|注目|開発|公開)"
    r"|特に(?=[A-Z「『\u30a1-\u30fa])|この(?=[「『])|いや[ーは]+、?|おいおい、?"
)
_NEWS = re.compile(
    r"(?P<told>[^。！？!?]{12,}?(?:という|っていう|との|といった)(?:ニュース|発表|報道|見出し|知らせ|話(?=、)))"
    r"(?=[、はがをにもって]|[―—–]|$)"
)
_HEARD = re.compile(
    r"(?P<told>[^。！？!?]{12,}?(?:した|する|された|される|始めた))と(?:聞い|知っ|耳にし)(?:て|た)"
)
# 「町が橋を直す」――このニュースを…: the quoted sentence, where it ends in a verb.
_QUOTED = re.compile(
    r"「(?P<told>[^「」。！？!?]{8,}[うくすつぬむるぐぶた])」(?:[―—–─]|という(?:ニュース|見出し|報道))"
)
# 「新型AIロボット、倉庫へ」――このニュースを…: the quoted headline.
_QUOTED_HEADLINE = re.compile(
    r"(?P<told>「[^「」。！？!?]{10,}」)(?:[―—–─]+この|という)(?:ニュース|見出し|報道|発表)"
)
_TOPIC = re.compile(r"[はがも、]")
_BRACKETS = ("「」", "『』", "（）", "()", "“”")


def without_filler(text: str, language: str) -> str:
    """Return a sentence from the first word on that says something.

    Args:
        text: A sentence as plain text in one line.
        language: BCP 47 tag.

    >>> without_filler("正直なところ、特にMetaが眼鏡を発表した。", "ja")
    'Metaが眼鏡を発表した。'
    >>> without_filler("However, Meta announced glasses.", "en")
    'However, Meta announced glasses.'
    """
    if base(language) != "ja":
        return text
    for _ in range(MAX_FILLERS):
        filler = _JA_FILLER.match(text)
        if filler is None or filler.end() == len(text):
            break
        text = text[filler.end() :]
    return text


def get_news_clause(text: str, language: str) -> str:
    """Return the part of a chatty sentence that tells the news, as a sentence; "" for none.

    Args:
        text: A sentence as plain text in one line, without a filler.
        language: BCP 47 tag.

    >>> get_news_clause("G20が金融AIの監視に乗り出すというニュース、皆さんも聞きましたか？", "ja")
    'G20が金融AIの監視に乗り出すというニュース。'
    """
    if base(language) != "ja":
        return ""
    for clause in (_QUOTED, _QUOTED_HEADLINE, _NEWS, _HEARD):
        found = clause.match(text)
        if found and _is_whole(found["told"]):
            return f"{found['told']}。"
    return ""


def _is_whole(text: str) -> bool:
    """It says of what it speaks, and its brackets close."""
    return bool(_TOPIC.search(text)) and all(
        text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS
    )
