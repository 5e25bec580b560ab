"""Know the words by which a sentence tells news, and those by which it only talks about it.

The tables serve the beginning of an article and the top of a mail (`openings`, `standalone`). As in
`cues`, all languages stand in one table, and a word is there because editors begin, or do not
begin, with such sentences in general.
"""

from __future__ import annotations

import re

from newsletter.abridgement.cues import Cue
from newsletter.language.scripts import HAN

EVENT = Cue(  # somebody did something
    r"発表|公表|公開(?:し|され)|提供(?:を)?開始|リリース|提携|買収|調達|合意|締結"
    r"|導入(?:する|した|を)|投入し|開発し|開始し|打ち出|設立|成立|施行|参入|投資(?:する|し)|上場"
    r"|決定し|明らかにし|発売|立ち上げ|計画(?:を|で|して)|表明|報じ|予測(?:され|し)|達成|登場|売却"
    r"|強化(?:する|した|され)|展開|发布|發布|宣布|推出|收购|收購|출시|인수|도입",
    latin=(
        r"\b(?:announc\w+|releas\w+|launch\w+|unveil\w+|introduc\w+|acquir\w+|agreed"
        r"|rais(?:ed|ing)|ship(?:ped|ping)|publish\w+|now (?:available|support\w*|offers?)"
        r"|available|today|we(?:['’]ve| have) (?:added|made|built|released|moved|changed|created)"
        r"|turning on|added|(?:proud|happy|excited|pleased) to|marks|open[- ]sourc\w+)\b"
    ),
    fold=True,
)
HEARD = Cue(  # the news stands in a clause, and the sentence says that somebody heard it
    r"(?:という|との|といった|って)(?:ニュース|話|発表|報道|報せ|知らせ|一報)"
    r"|ニュース(?:は|が|を|に|、)|飛び込んで",
    latin=r"\b(?:heard|saw|read) (?:the news|that)\b",
    fold=True,
)
ADDRESSES = Cue(
    rf"(?:皆さん|みなさん|あなた|(?<![{HAN}])君)(?:も|は|の|に|が|なら|たち)",
    latin=r"\byou(?:['’](?:ve|re|ll))?\b",
    fold=True,
)
CORE = Cue(  # what the news comes down to
    r"(?:核心|肝|ポイント|真骨頂|本質|狙い|目玉|特徴)は|注目すべきは|注目(?:され|を集め)て",
    latin=r"\b(?:at (?:its|the) (?:core|heart)|the (?:key|core|main|big) \w+ is)\b",
    fold=True,
)
PLANS = Cue(  # what the article is going to do
    r"(?:今回|本記事|この記事|本稿|本レポート)(?:で)?は、?[^。]*(?:ます|ましょう|たい(?:と思います)?)。$"
    r"|深掘りし|お話し|見ていき|お答え|一緒に|紐解|掘り下げ",
    latin=(
        r"\b(?:(?:this|in this|today['’]s) (?:post|article|newsletter|guide)|here (?:are|is)"
        r"|here['’]s|let['’]s|we(?:['’]ll| will) (?:look|cover|explore|see|discuss|walk|show))\b"
    ),
    fold=True,
)
DATE = re.compile(
    r"\d{4}年|\d[月日]|今年|先日|昨日|本日|今週|先週|\b(?:19|20)\d\d\b"
    r"|\b(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b|\b(?:[Tt]oday|[Tt]his (?:week|month|year))\b"
)
AMOUNT = re.compile(
    r"\d[\d,.]{0,40}+\s*(?:億|兆|万|亿|%|％|ドル|円|倍|ギガ|million|billion|percent)|[$€£¥]\d"
)
_AMOUNT_SAID = re.compile(
    r"[$€£¥]\d[\d,.]{0,40}+"
    r"|\d[\d,.]{0,40}+\s*(?:億|兆|万|亿|%|％|ドル|円|倍|million|billion|percent)"
)
# 今回の発表, and a sentence that stops in the middle: 30%向上した、と。
THIS_TIME = re.compile(r"^[^。]{0,20}今回")
STOPS_SHORT = re.compile(r"(?:、と|とか|から|けど|ので|し|って|と)。$")
GOES_ON = re.compile(
    r"^(?:そんな中|そこで|そして|でも|しかし|さらに|特に|また|一方)"
)
DENIES = re.compile(
    r"(?:ない|ません|なかった|なく)(?:です)?。$|ではなく|だけではなく"
)
EXPLAINS = re.compile(
    r"とは[、「]|とは.{2,40}(?:です|ことだ|こと。)|\bis (?:an?|the)\b"
)
OURS = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Uu]s|[Ww]e['’](?:re|ve))\b")
MARVELS = re.compile(r"衝撃|驚き|すごい|革命|ゲームチェンジャー|大きな")


def find_amounts(text: str) -> frozenset[str]:
    """Return the amounts in a text, however their digits are parted.

    >>> sorted(find_amounts("1,600億元と25％、2026年"))
    ['1600億', '25%']
    """
    return frozenset(
        "".join(found.split()).replace(",", "").rstrip(".").replace("％", "%")
        for found in _AMOUNT_SAID.findall(text)
    )
