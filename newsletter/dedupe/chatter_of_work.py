"""List what a machine says when it hands work over, breaks it off, or offers more of it.

It hands over an article ("Sure! Here is the full article:"), breaks off for a limit of its answer
("the rest follows in the next message"), counts what it made, or asks whether to go on. A form is
its own proof where it names the machine's answer or an order that was given; the same words
without either are an author's too ("Let me know if you would like me to go on").
"""

from __future__ import annotations

import re

from newsletter.dedupe.boilerplate_rule import TALK, Rule
from newsletter.model import RemovalKind

SURE = (
    r"(?:Sure(?: thing)?|Certainly|Of course|Absolutely|Okay|OK|Got it|Understood|No problem)"
    r"[,.!]?"
)
WORK = r"(?:blog post|article|blog|post|guide|tutorial|essay|story|text|draft|section|content)"
_STATE = (
    r"(?:full|complete|completed|rewritten|revised|expanded|polished|finished|final|updated"
    r"|[\d,]+-word)"
)
_LIMIT = r"(?:length|token|character|word|output|response)"
_ANSWER = r"(?:message|response|reply|answer|output)"

_YES = r"(?:はい、?)?(?:承知(?:いた)?しました|了解(?:いた)?しました|かしこまりました)[。、！!]"
_TEXT = r"(?:ブログ)?(?:記事|本文|原稿|コラム|下書き)"
_MADE = r"(?:作成|執筆|完成|出力|修正)"
_NEXT = r"次の(?:回答|メッセージ|返信|返答|出力|レスポンス|応答)"

_FIRM = (
    rf"(?:{SURE}|Great question!) (?:Here(?:'s|’s| is)|Below is) (?:the|a|an|your) "
    rf"(?:\S+ )?{_STATE} (?:\S+ ){{0,3}}{WORK}\b[^.!?]{{0,80}}[:.]",
    rf"{SURE} Here(?:'s|’s| is) (?:the|your) rest of (?:the|your) {WORK}\b.{{0,60}}",
    rf"(?:{SURE} )?Here(?:'s|’s| is) part \d+ of your {WORK}\b.{{0,60}}",
    rf"(?:{SURE} )?(?:Let me|I(?:'ll|’ll| will)) (?:continue|resume) the {WORK}"
    r" from (?:the point )?where (?:it|I|we) (?:was cut off|left off|stopped)\b.{0,60}",
    rf"(?:Please )?(?:Note|note) that (?:this|the|my) (?:{WORK}|{_ANSWER}) (?:was|has been|is)"
    rf" (?:cut off|truncated|cut short) (?:due to|because of) (?:the )?{_LIMIT}\b.{{0,60}}",
    rf"[\[(](?:The )?{_ANSWER} (?:was |has been )?(?:truncated|cut off|cut short)\b"
    r"[^()\[\]]{0,80}[\])]",
    rf"[\[(](?:Continued|To be continued) in (?:my|the) next {_ANSWER}[\])]",
    rf"(?:That|This) concludes the {WORK}[.!] Let me know if you(?:'d| would)? (?:need|want|like)"
    r" (?:any |me to make )(?:changes|edits|revisions|adjustments)\b.{0,60}",
    r"Would you like me to (?:proceed|go on|keep going|move on)\b.{0,60}\?",
    rf"{_YES}(?:それでは|では|以下(?:に|が|は)?|こちら(?:に|が)?)?、?[^。\n]{{0,30}}{_TEXT}"
    rf"[^。\n]{{0,12}}(?:です|{_MADE}(?:します|いたします|しました|いたしました))[。：:]?",
    rf"[（(]?[^。\n]{{0,12}}{_NEXT}(?:に|へ|で)続[^。\n]{{0,8}}[。）)]*",
    rf"[^。\n]{{0,40}}(?:。)?(?:この)?続きは、?{_NEXT}(?:で|に)[^。\n]{{0,16}}。?",
    rf"以上、?(?:約|およそ)?[\d,，]+(?:文字|字)(?:程度|ほど)?の{_TEXT}"
    rf"(?:を{_MADE}(?:しました|いたしました)|です|になります|となります)。?",
)
_DOUBTFUL = (
    rf"(?:Feel free to ask|Let me know) if you(?:'d|’d| would) like me to"
    rf" (?:adjust|change|revise|expand|modify|shorten|rewrite|add to)\b.{{0,60}}"
    rf"\b(?:tone|length|style|{WORK}|sections|parts?)\b.{{0,40}}",
    rf"(?:That|This) concludes the {WORK}[.!]",
    r"\[(?:End of )?part \d+\]",
    r"(?:それでは|では)?、?続きを(?:(?:執筆|作成|出力|生成)(?:します|いたします|していきます)"
    r"|書いて(?:い|ゆ)きます)。?",
    rf"以下、?(?:に|が|は)?、?{_TEXT}の(?:本文|全文|完成版|続き)(?:です|になります)[。：:]?",
    r"[（(]?(?:文字数|トークン|出力|字数)(?:の)?(?:制限|上限)(?:の?ため|により|に達し)"
    r"[^。\n]{0,40}(?:途切れ|中断|区切|続き|ここまで)[^。\n]{0,20}[。）)]*",
    rf"(?:{_TEXT}に)?修正(?:点|箇所)(?:が|は)?(?:あれば|ございましたら)、?[^。\n]{{0,20}}"
    r"(?:お知らせ|お申し付け|ご指示)ください。?",
    r"[-‐–—―]*[【\[（(](?:ここから|ここより)(?:は)?、?続き[】\]）)][-‐–—―]*",
    r"[-‐–—―]{2,}[【\[（(](?:の?続き|つづき)[】\]）)][-‐–—―]*",
)

_FIRM_HINTS = (
    *("here's", "here’s", "here is", "below is", "continue the", "resume the"),
    *("cut off", "truncated", "cut short", "next ", "concludes the"),
    *(
        "like me to",
        "しました",
        "かしこまり",
        "次の",
        "文字の",
        "字の",
        "程度の",
        "ほどの",
    ),
)
_DOUBTFUL_HINTS = (
    *("like me to", "concludes the", "end of part", "[part", "続きを", "以下"),
    *("制限", "上限", "修正", "ここから", "ここより", "続き", "つづき"),
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
