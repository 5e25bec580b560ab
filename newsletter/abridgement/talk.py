"""Tell what a sentence tells: news, or chat, a guess, advice, a promise, a look back.

An article may talk to its reader; a line that stands alone is to tell something.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.keywords import N_REMEMBERED
from newsletter.abridgement.pointers import is_question
from newsletter.language.scripts import HAN
from newsletter.remembered import remembered

PROMISE = re.compile(
    r"(?:解説|紹介|説明|分析|考察|解き明かし|探り|掘り下げ|お伝え|お届け|読み解|まとめ|検証|整理"
    r"|迫)"
    r"(?:し(?:ます|ていきます|ました|た記事)|(?<=まとめ)ました|ます|いていきます|きます|ります)"
    r"|(?:解説|紹介|説明|網羅|比較)(?:します)?。$"
    r"|\b(?:in this (?:post|article|guide)|(?:this|the) (?:post|article|guide)"
    r" (?:will|explains|describes|covers|looks|explores)|learn (?:how|about|what)|find out"
    r"|we (?:look|explore|explain|discuss))\b"
    r"|本文(?:将|將|介绍)|이 글에서",
    re.I,
)
SUPPOSES = re.compile(
    r"(?:想像|推測|予感)(?:され|でき|し)|事例で言えば|おそらく|に違いない|個人的"
)
_ADVISES = re.compile(
    r"不可欠|必要が(?:あ|不)|必要(?:です|だ)|欠かせ|べき(?:です|だ|で)|求められ|なければな"
    r"|(?:重要|大切|鍵)(?:です|だ|になり|となり|を握)|否定でき|考えられ(?:ます|る)|夢では"
    r"|勧めし|おすすめ(?:し|です)|推奨(?:し|され)|可能性は|理にかな|問われ|注目(?:に値|すべ)|てほしい"
    r"|\b(?:should|must|need to|have to)\b"
)
_IF = re.compile(r"どれだけ|いくら|もし|なければ|とすれば|としたら|\b[Ii]f\b")
_REACTS = re.compile(
    r"思わず|(?:ように|と)感じ(?:ます|る)|立ち止ま|考えさせられ|唸っ|目を疑|二度見|首を(?:傾|かし)|身震い|鳥肌|度肝を抜|ため息"
)
BACKGROUND = re.compile(
    r"^(?:かつて|昔|以前は|過去に|従来(?:は|の)|これまでの?|[^、。]{1,16}は(?:かつて|以前))"
    r"|(?:ことが(?:多|少な)かった|もの(?:だった|でした)|ばかりだった|時代(?:だった|でした|[がも]あ(?:った|りました)))。$"
    r"|^(?:in the past|historically|traditionally|for years|once upon)\b",
    re.I,
)
# Each alternative begins with its letter, so that a search can skip all others.
_CHATTY_ENDS = (
    "よね",
    "ですね",
    "ますね",
    "ですよ",
    "んです",
    r"んだ(?<=[うくすつぬむるぐぶただいな]んだ)",  # not that of 進んだ
    "のさ",
    "だよ",
    "だね",
    "かな",
    "だろうね",
    "よ",
)
_DOUBTERS = ("私", "正直", "最初は", "個人的")
_WHOSE = ("私", "自分", "自身", "個人的な")
_TALKS = re.compile(
    "|".join(
        (
            r"l(?<=^l)et['’]s\b|L(?<=^L)et['’]s\b",
            r"A(?<=^A) (?:colleague|friend|client) (?:of mine )?(?:asked|told)\b",
            *(f"{end}[。！]$" for end in _CHATTY_ENDS),
            r"聞い(?<!意見を聞い)(?<!話を聞い)(?<!声を聞い)(?<!事情を聞い)(?:た|て)",
            r"驚か(?:た|て|され)",
            *(f"{doubter}[^。]{{0,20}}懐疑" for doubter in _DOUBTERS),
            r"見て(?:き(?:た|ま)|いる|い)|見続け",
            *(f"{whose}の?経験から" for whose in _WHOSE),
            "ワクワク",
            rf"君(?<![{HAN}]君)[はもが]",  # 山田君は is a name, 主君が a word
        )
    )
)
# What people think is chat of the writer, unless they were counted (住民の7割が…と感じている).
_FEELS = re.compile(r"(?:思っ|感じ)(?:た|て|され)")
_SURVEYED = re.compile(r"回答者|[割%％](?:以上|超|近く|強|弱)?[がは]")


@remembered(maxsize=N_REMEMBERED)
def talks(text: str) -> bool:
    """Tell whether a sentence talks to the reader or of its author."""
    if cues.CHATTER.is_in(text) or _TALKS.search(text):
        return True
    return bool(_FEELS.search(text)) and not _SURVEYED.search(text)


def is_talk(text: str) -> bool:
    """Tell whether a sentence chats, marvels, speaks to the reader or asks."""
    if talks(text) or _REACTS.search(text):
        return True
    return news_cues.ADDRESSES.is_in(text) or is_question(text)


def guesses(text: str) -> bool:
    """Tell whether a sentence says what may be."""
    return cues.HEDGES.is_in(text) or bool(SUPPOSES.search(text))


def advises(text: str) -> bool:
    """Tell whether a sentence says what should be done, or what is thinkable."""
    return bool(_ADVISES.search(text))


# A sentence of which one of these is true tells nothing.
_TELLS_NOTHING: tuple[Callable[[str], object], ...] = (
    is_talk,
    guesses,
    PROMISE.search,
    news_cues.PLANS.is_in,
    BACKGROUND.search,
    _IF.search,
)


def only_tells(text: str) -> bool:
    """Tell whether a sentence tells something: no chat, guess, promise, condition or look back."""
    return not any(test(text) for test in _TELLS_NOTHING)
