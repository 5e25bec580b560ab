"""List what a machine says when it hands work over, breaks it off, or offers more of it.

It hands over an article ("Sure! Here is the rewritten article:"), breaks off for a limit of its
answer ("the rest follows in my next message"), counts what it made, or asks whether to go on. A
form is its own proof where only a machine can say it: it speaks of its own answer, or of an order
that it has carried out. What authors say too ("Would you like me to go on?", "OK, here is the full
story.", "(output truncated)") asks for other evidence, or is not here at all.
"""

from __future__ import annotations

import re

from newsletter.dedupe.boilerplate_rule import TALK, Rule
from newsletter.model import RemovalKind

SURE = r"(?:Sure|Certainly|Of course|Absolutely)[,.!]?"
WORK = r"(?:blog post|article|blog|post|guide|tutorial|essay|story|text|draft|section|content)"
_EAGER = r"(?:Sure(?: thing)?|Certainly|Absolutely|Got it|Understood|Great question)[,.!]"
_REWORKED = r"(?:rewritten|revised|expanded|polished|[\d,]+-word)"
_LIMIT = r"(?:length|token|character|word|output|response)"
_ANSWER = r"(?:message|response|reply|answer)"

_YES = r"(?:はい、?)?(?:承知(?:いた)?しました|了解(?:いた)?しました|かしこまりました)[。、！!]"
_TEXT = r"(?:ブログ)?(?:記事|本文|原稿|コラム|下書き)"
_MADE = r"(?:作成|執筆|完成|出力|修正)"
_NEXT = r"次の(?:回答|メッセージ|返信|返答|出力|レスポンス|応答)"

_FIRM = (
    rf"{_EAGER} (?:Here(?:'s|’s| is)|Below is) (?:the|a|an|your) (?:\S+ )?{_REWORKED}"
    rf" (?:\S+ ){{0,3}}{WORK}\b[^.!?]{{0,80}}[:.]",
    rf"{_EAGER} Here(?:'s|’s| is) part \d+ of your {WORK}\b.{{0,60}}",
    rf"(?:{SURE} )?(?:Let me|I(?:'ll|’ll| will)) (?:continue|resume) the {WORK}"
    r" from (?:the point )?where (?:it|I|we) was cut off\b.{0,60}",
    rf"(?:Please )?note that my {_ANSWER} (?:was|has been|is) (?:cut off|truncated|cut short)\b"
    r".{0,60}",
    rf"[\[(](?:To be )?continued in my next {_ANSWER}[\])]",
    rf"{_YES}(?:それでは|では|以下(?:に|が|は)?|こちら(?:に|が)?)?、?[^。\n]{{0,30}}{_TEXT}"
    rf"[^。\n]{{0,12}}(?:です|{_MADE}(?:します|いたします|しました|いたしました))[。：:]?",
    rf"以上、?(?:約|およそ)?[\d,，]+(?:文字|字)(?:程度|ほど)?の{_TEXT}"
    rf"を{_MADE}(?:しました|いたしました)。?",
)
_DOUBTFUL = (
    rf"(?:{_EAGER} )?(?:Here(?:'s|’s| is)|Below is) (?:the|your) (?:full|complete|finished|final)"
    rf" (?:\S+ ){{0,3}}{WORK}\b[^.!?]{{0,80}}[:.]",
    rf"Here(?:'s|’s| is) part \d+ of your {WORK}\b.{{0,60}}",
    rf"(?:Let me|I(?:'ll|’ll| will)) (?:continue|resume) the {WORK}"
    r" from (?:the point )?where (?:I|we) (?:left off|stopped)\b.{0,60}",
    rf"(?:Please )?note that this (?:{WORK}|{_ANSWER}) (?:was|has been|is)"
    rf" (?:cut off|truncated|cut short) (?:due to|because of) (?:the )?{_LIMIT}\b.{{0,60}}",
    rf"[\[(]{_ANSWER} truncated due to {_LIMIT}\b[^()\[\]]{{0,80}}[\])]",
    rf"[\[(](?:To be )?continued in the next {_ANSWER}[\])]",
    r"Would you like me to (?:proceed|go on|keep going|move on)\b.{0,60}\?",
    rf"(?:Feel free to ask|Let me know) if you(?:'d|’d| would) like me to"
    rf" (?:adjust|change|revise|expand|modify|shorten|rewrite|add to)\b.{{0,60}}"
    rf"\b(?:tone|length|style|{WORK}|sections|parts?)\b.{{0,40}}",
    rf"(?:That|This) concludes the {WORK}[.!](?: Let me know if you(?:'d|’d| would)?"
    r" (?:need|want|like) (?:any |me to make )(?:changes|edits|revisions|adjustments)\b.{0,60})?",
    r"\[(?:End of )?part \d+\]",
    rf"[（(]?[^。\n]{{0,12}}{_NEXT}(?:に|へ|で)続[^。\n]{{0,8}}[。）)]*",
    rf"[^。\n]{{0,40}}(?:。)?(?:この)?続きは、?{_NEXT}(?:で|に)[^。\n]{{0,16}}。?",
    rf"以上、?(?:約|およそ)?[\d,，]+(?:文字|字)(?:程度|ほど)?の{_TEXT}"
    r"(?:です|になります|となります)。?",
    r"(?:それでは|では)?、?続きを(?:(?:執筆|作成|出力|生成)(?:します|いたします|していきます)"
    r"|書いて(?:い|ゆ)きます)。?",
    rf"以下、?(?:に|が|は)?、?{_TEXT}の(?:本文|全文|完成版|続き)(?:です|になります)[：:。]?",
    r"[（(]?(?:文字数|トークン|出力|字数)(?:の)?(?:制限|上限)(?:の?ため|により|に達し)"
    r"[^。\n]{0,40}(?:途切れ|中断|区切|続き|ここまで)[^。\n]{0,20}[。）)]*",
    rf"(?:{_TEXT}に)?修正(?:点|箇所)(?:が|は)?(?:あれば|ございましたら)、?[^。\n]{{0,20}}"
    r"(?:お知らせ|お申し付け|ご指示)ください。?",
    r"[-‐–—―]*[【\[（(](?:ここから|ここより)(?:は)?、?続き[】\]）)][-‐–—―]*",
    r"[-‐–—―]{2,}[【\[（(](?:の?続き|つづき)[】\]）)][-‐–—―]*",
)

_FIRM_HINTS = (
    *(
        "here's",
        "here’s",
        "here is",
        "below is",
        "cut off",
        "truncated",
        "cut short",
    ),
    *("my next ", "しました", "かしこまり"),
)
_DOUBTFUL_HINTS = (
    *(
        "here's",
        "here’s",
        "here is",
        "below is",
        "continue the",
        "resume the",
        "cut off",
    ),
    *(
        "truncated",
        "cut short",
        "the next ",
        "like me to",
        "concludes the",
        "part ",
    ),
    *(
        "次の",
        "文字の",
        "字の",
        "程度の",
        "ほどの",
        "続きを",
        "以下",
        "制限",
        "上限",
    ),
    *("修正", "ここから", "ここより", "続き", "つづき"),
)


def _join(forms: tuple[str, ...]) -> re.Pattern[str]:
    """One of several forms, as a whole line."""
    return re.compile(rf"[\s>*_]*(?:{'|'.join(forms)})[\s*_]*", re.I)


CHATTER_OF_WORK = (
    Rule(
        "work-handed-over",
        _FIRM_HINTS,
        RemovalKind.CHATTER,
        TALK,
        _join(_FIRM),
        short=True,
    ),
    Rule(
        "work-offered",
        _DOUBTFUL_HINTS,
        RemovalKind.CHATTER,
        TALK,
        _join(_DOUBTFUL),
        firm=False,
        short=True,
    ),
)
