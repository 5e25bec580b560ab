"""List the forms of boilerplate that calls leave behind: markers, labels, chatter, leaked prompts.

Each rule has a name, is anchored (to the whole line, its start, its end, or to a form that no
author writes), and knows no post.

A *firm* rule is its own proof: it names the machine's task (既存の記事の続き, "the continuation of
the article") or has a form that nobody writes (---END---, [cite: 3]). It fires in every post, and
that it fired shows that the post was written in calls.

Any other rule has a form that people use too: （中略） in a quotation, "The End", "Here is the full
list of the harbours". It fires only in a post with other evidence, and never in a quotation.
"""

from __future__ import annotations

import re

from newsletter.dedupe.boilerplate_rule import TALK, Rule
from newsletter.dedupe.chatter_by_language import CHATTER_BY_LANGUAGE
from newsletter.dedupe.chatter_of_work import CHATTER_OF_WORK, SURE, WORK
from newsletter.model import RemovalKind

_DASH = r"[-‐‑–—―]"
_EXISTING = r"既存の?(?:記事|文章|内容)"
_PART = r"(?:の(?:最後|末尾|続き|途中))?(?:の?部分)?"
_TASK_LABEL = (
    rf"{_EXISTING}{_PART}(?:から|より|の)*(?:の?続[きく]|続く)?"
    r"|記事の(?:続き|つづき)(?:から|です)?"
    r"|existing article,? (?:last part|continuation)"
    r"|continued from (?:the )?(?:existing|previous) (?:article|section|text)"
    r"|previous part omitted"
)
_LABEL = (
    r"(?:続き|つづき)(?:から|です)?|[前中後]略|省略|以下続く"
    r"|last part|continuation|continued(?: from previous(?: part)?)?|omitted|continue reading"
    r"|to be continued"
)
_OPEN = r"[\s.…・。*_~]*[（(【\[〔［]?[\s.…]*"
_CLOSE = r"[\s.…:：]*[）)】\]〕］]?[\s.…・。:：*_~-]*"
_FRAMED_OPEN = r"[\s.…・。*_~]*[（(【\[〔［][\s.…]*"
_FRAMED_CLOSE = r"[\s.…:：]*[）)】\]〕］][\s.…・。:：*_~-]*"
_HERE = r"Here(?:'s|’s| is| are)"


_MARKER = "a marker of the machine, not text of the article"
_CONTINUED = "a label with which one call continued another"
_PROMPT = "a line of the prompt leaked into the text"
_MENTION = "the machine refers to the text it was given to continue"

MARKERS = (
    Rule(
        "end-marker",
        ("end",),
        RemovalKind.MARKER,
        _MARKER,
        re.compile(
            rf"[\s>*_\\#`]*"
            rf"(?:{_DASH}{{2,}}\s*(?:THE\s+)?END\s*{_DASH}*|(?:THE\s+)?END\s*{_DASH}{{2,}})"
            r"[\s*_`.。]*"
        ),
    ),
    Rule(
        "end-word",
        ("end",),
        RemovalKind.MARKER,
        _MARKER,
        re.compile(r"[\s*_\\#`]*[\[【(（<]?(?:THE )?END[\]】)）>]?[\s*_`.。]*"),
        firm=False,
    ),
    Rule(
        "end-marker-in-line",
        ("end",),
        RemovalKind.MARKER,
        _MARKER,
        re.compile(
            rf"[ \t　]*(?:\*\*)?\\?{_DASH}{{3,}}\s?END(?![A-Za-z])\s?{_DASH}*(?:\*\*)?[ \t　]*"
            rf"|[ \t　]*\bEND{_DASH}{{3,}}[ \t　]*"
        ),
        whole=False,
    ),
    Rule(
        "conflict-mark",
        ("<<<<<<<", ">>>>>>>", "=======", "|||||||"),
        RemovalKind.MARKER,
        "a mark of a merge conflict",
        re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}\s*"),
    ),
    Rule(
        "citation",
        ("[cite", "参照データ"),
        RemovalKind.CITATION,
        "a citation mark that points nowhere",
        re.compile(
            r"(?:[ \t]*\[cite(?:_start|_end|[:：][^\[\]\n]{0,60})\](?!\()"
            r"|[ \t]*\[参照データ\](?!\()|（参照データ）)"
            r"(?:[ \t]+(?=[\u3040-\u30ff\u4e00-\u9fff、。]))?"
        ),
        whole=False,
        breaks=False,
    ),
)

LABELS = (
    Rule(
        "continuation-label",
        ("続", "つづ", "既存", "continu", "existing", "previous part"),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(
            rf"{_OPEN}(?:{_TASK_LABEL}){_CLOSE}"
            rf"|{_FRAMED_OPEN}Continued? (?:in|from) (?:the )?(?:next|previous)"
            rf" (?:message|response|reply){_FRAMED_CLOSE}",
            re.I,
        ),
    ),
    Rule(
        "label",
        ("続", "つづ", "略", "last part", "continu", "omitted"),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(rf"{_OPEN}(?:{_LABEL}){_CLOSE}", re.I),
        firm=False,
    ),
    Rule(
        "omission-at-edge",
        ("略", "続", "つづ"),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(
            r"^(?:\s*[.…]{1,6}\s*)?"
            r"[（(【\[](?:[前中後]略|省略|続き|つづき)[）)】\]]\s*[.…]*\s*(?=\S)"
            r"|[.…\s]*[（(](?:[前中後]略|続く|つづく)[）)]\s*[.…]*\s*$"
        ),
        firm=False,
        whole=False,
    ),
    Rule(
        "continued-heading",
        ("続", "つづ", "承前", "continued", "cont."),
        RemovalKind.CONTINUATION,
        _CONTINUED,
        re.compile(
            r"^\s*(?:#{1,6}\s.*?|(?:(?:[-*+]|\d+[.)])\s+)?\*\*[^*]*?)"
            r"(?P<gone>\s*[（(](?:の?続き|つづき|承前|続|continued|cont\.)[）)])(?=[\s*:：]*)",
            re.I,
        ),
        firm=False,
        whole=False,
        breaks=False,
    ),
)

CHATTER = (
    Rule(
        "character-count",
        ("文字数", "character count", "the article has"),
        RemovalKind.CHATTER,
        "the machine counts its characters",
        re.compile(
            r"\s*[*_]*[（(【\[]?\s*"
            r"(?:文字数|総文字数|合計文字数|現在の文字数|character count)(?:確認|カウント)?"
            r"\s*[:：]?\s*(?:約|およそ|about |approx\. ?)?[\d,，]+\s*"
            r"(?:文字|字|characters)?(?:程度|以上|です)?[。.]?\s*[）)】\]]?[*_]*\s*"
            r"|\s*The article has [\d,]+ characters.*",
            re.I,
        ),
    ),
    Rule(
        "count",
        ("文字", "字", "word count"),
        RemovalKind.CHATTER,
        "the machine counts its characters",
        re.compile(
            r"\s*[（(]約?[\d,]+\s*(?:文字|字)(?:程度)?[）)]\s*"
            r"|\s*[*_]*Word count:?\s*[\d,]+[*_]*\s*",
            re.I,
        ),
        firm=False,
    ),
    Rule(
        "leaked-prompt",
        (
            "文体の指示",
            "要求事項",
            "出力形式",
            "フロントマター",
            "繰り返さない",
            "続きを",
        ),
        RemovalKind.CHATTER,
        _PROMPT,
        re.compile(
            r"\s*(?:[-*+・]|\d+[.)])?\s*(?:"
            r"【(?:文体の指示|要求事項|出力形式)】.*"
            r"|フロントマターは?(?:追加|出力|含め)[^。]{0,12}(?:しない|ないで)[^。]{0,20}"
            rf"|{_EXISTING}を繰り返さない[^。]{{0,20}}"
            r"|(?:自然な流れで)?続きを(?:書[くい]|執筆)(?:て(?:ください)?)?"
            r"|(?:上記|以下|前述)の(?:記事|文章)の続きを.{0,30}(?:ください|書く).{0,10}"
            r")[。.]?\s*"
        ),
    ),
    Rule(
        "prompt-words",
        ("【", "語りかけ", "先輩", "リズム"),
        RemovalKind.CHATTER,
        _PROMPT,
        re.compile(
            r"\s*(?:[-*+・]|\d+[.)])?\s*(?:"
            r"【(?:注意(?:事項|点)?|重要|条件|指示)】.*"
            r"|親しみやすく専門的な語りかけ.{0,30}"
            r"|先輩が後輩にアドバイス.{0,40}"
            r"|短文と長文のリズム.{0,40}"
            r")[。.]?\s*"
        ),
        firm=False,
    ),
    Rule(
        "draft-label",
        ("書き出し", "という部分から"),
        RemovalKind.CHATTER,
        "the machine plans its text here",
        re.compile(
            r"\s*[*_]*(?:続きの)?書き出し案\s*[:：]?[*_]*\s*"
            r"|\s*[*_]*「[^「」]{6,80}」という(?:部分|ところ)から、[^。]{4,80}"
            r"(?:結びつける|つなげる|展開する|続ける|深掘りする)。[*_]*\s*"
        ),
        firm=False,
    ),
    Rule(
        "leaked-thinking",
        ("既存",),
        RemovalKind.CHATTER,
        "the machine thinks about its task here",
        re.compile(
            rf"[^。\n]{{0,40}}{_EXISTING}(?:の(?:最後|末尾|終わり)|を?(?:踏まえ|受け))[^。\n]{{0,40}}"
            r"(?:続きを(?:書|執筆)|自然に続|繰り返し|以下の通り|補完)[^\n]*"
            rf"|[^。\n]{{0,30}}{_EXISTING}の(?:終わり|最後の部分)なので[^\n]*"
        ),
    ),
    Rule(
        "chatter",
        (
            "承知",
            "続き",
            "continu",
            "rest of",
            "next part",
            "next section",
            "remain",
            "maximum",
            "asked for",
            "request",
            "ordered",
            "以上が",
        ),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            r"[\s>*_]*(?:はい、?|もちろん(?:です)?[。、]?)?\s*(?:"
            r"承知(?:いた)?しました[。、！!]?"
            r"[^。]{0,60}(?:記事|続き|執筆|作成|完成|文字)[^。]{0,60}[。：:]?"
            rf"|承知(?:いた)?しました[。、！!]?{_EXISTING}[^\n]*"
            rf"|(?:提供された|いただいた|ご提示の|以下の|上記の|既存の)?(?:記事|文章)の続きを[^。]{{0,60}}"
            r"(?:補完|完成|執筆|作成|書[いき]|出力|続け)[^。]{0,30}[。：:]?"
            r"|ここから、?(?:は)?記事の続き(?:です|になります|を書きます)?[。：:]?"
            r"|(?:以下|これ)が、?記事の続き(?:です|になります)[。：:]?"
            r"|以下に?、?記事の続きを[^。]{0,40}[。：:]?"
            rf"|(?:{SURE}\s*)?{_HERE} (?:the|a|your) (?:continuation|rest|remainder|continued"
            rf"|next (?:part|section)|remaining)\b.{{0,40}}\b{WORK}\b.{{0,60}}"
            rf"|{SURE}\s*{_HERE} the (?:continuation|rest|remainder)\b.{{0,80}}"
            rf"|{SURE}\s*{_HERE} (?:the|a|an|your) (?:\S+ ){{0,4}}{WORK},? (?:that )?"
            r"(?:you(?:'ve|’ve| have)? (?:asked for|requested|ordered)|as requested)\b.{0,80}"
            r"|以上が、?(?:ご依頼の|修正後の)?(?:ブログ)?(?:記事|文章|本文)の?(?:全文|完成版)"
            r"(?:です|になります|となります)。"
            r"[^。]{0,40}(?:お知らせ|お申し付け|ご指示|おっしゃって)[^。]{0,12}。?"
            r"|(?:Note: )?I(?:'ve|’ve| have) reached (?:the|my)"
            r" (?:maximum|length|token|output).{0,160}"
            r"|I have (?:outputted|output) (?:only )?(?:the|this|your)\b.{0,160}"
            r"|(?:Please )?(?:Let me know if|Do you want|Would) you(?:'d|’d| would)?"
            r" ?(?:like )?me to continue.{0,80}"
            r")[\s*_]*",
            re.I,
        ),
    ),
    Rule(
        "small-talk",
        (
            "承知",
            "続き",
            "here",
            "i have",
            "i hope",
            "let me",
            "continuing",
            "i'll",
            "i will",
            "of my last",
        ),
        RemovalKind.CHATTER,
        TALK,
        re.compile(
            r"[\s*_]*(?:はい、?|もちろん(?:です)?[。、]?)?\s*(?:"
            r"承知(?:いた)?しました[。、！!]?"
            r"|(?:ここから|以下が|これが)、?(?:は)?続き(?:です|になります)[。：:]?"
            rf"|{SURE}\s*(?:{_HERE}|I(?:'ll|’ll| will| have)|let me)\b.{{0,160}}"
            rf"|{_HERE} (?:the|a|your) (?:completed?|revised|full|updated)\b"
            rf".{{0,40}}\b{WORK}\b.{{0,60}}"
            r"|I hope this helps!?.{0,80}"
            rf"|I hope (?:this|the) {WORK} (?:meets|fits|matches|satisfies) your.{{0,80}}"
            r"|Continuing (?:on )?from where (?:I|we|it) (?:left off|stopped|was cut off)[.:…]*"
            r"|この?続きを?(?:書き|執筆し|作成し|出力し)(?:ますか|ましょうか)[？?。]?"
            r"|続きが必要(?:でしたら|な場合は|であれば)[^。]{0,40}(?:ください|くださいませ)。?"
            r"|As of my last (?:knowledge )?(?:update|training)\b.{0,200}"
            r")[\s*_]*",
            re.I,
        ),
        firm=False,
    ),
    Rule(
        "interface",
        ("regenerate", "copy code", "[insert"),
        RemovalKind.CHATTER,
        "a button or blank of the machine's page",
        re.compile(
            r"\s*(?:Regenerate response|Copy code|\[Insert [^\[\]]{3,80}\])\s*",
            re.I,
        ),
        firm=False,
        breaks=False,
    ),
    Rule(
        "refusal",
        ("申し訳", "sorry", "as an ai"),
        RemovalKind.CHATTER,
        "the machine refuses its task here",
        re.compile(
            r"\s*(?:"
            r"申し訳(?:ありません|ございません)が?、"
            r"[^。]{0,80}(?:依頼|リクエスト|生成|執筆|お手伝い)"
            r"[^。]{0,60}(?:できません|できかねます|いたしかねます)。?"
            r")\s*"
        ),
    ),
    Rule(
        "refusal-en",
        ("sorry", "as an ai"),
        RemovalKind.CHATTER,
        "the machine refuses its task here",
        re.compile(
            r"\s*(?:"
            r"I(?:'m|’m| am) sorry,? but I (?:can(?:not|'t|’t)|am unable to)"
            r" (?:assist|help|continue|generate|write|fulfil|provide|complete|create)\b.{0,160}"
            r"|As an AI(?: language)? model, I\b.{0,200}"
            r")\s*",
            re.I,
        ),
        firm=False,
    ),
)

MENTIONS = (
    Rule(
        "mention",
        ("既存",),
        RemovalKind.CHATTER,
        _MENTION,
        re.compile(
            r"(?:^|(?<=[。！？?!、\s　*]))(?<!は、)(?<!が、)"
            r"(?:先ほど|先に)?既存の?(?:記事|補足情報)(?:でも|でもすでに|で|に|にも)"
            r"(?:触れ|述べ|紹介し|お伝えし|説明し|言及し|指摘し|あっ)(?:てい)?"
            r"(?:たように|たとおり|た通り|ましたが|ました通り|ましたように|たが)、(?=\S)"
        ),
        firm=False,
        whole=False,
        breaks=False,
    ),
    Rule(
        "mention",
        ("既存",),
        RemovalKind.CHATTER,
        _MENTION,
        re.compile(
            r"(?:^|(?<=[。！？?!、は\s　*]))"
            r"(?:先ほど|先に)?既存の?記事(?:でも|で|にも|に)"
            r"(?:触れた|述べた|紹介した|取り上げた|お伝えした|説明した|言及した|指摘した)"
            r"(?=[「『（(A-Za-z0-9ァ-ヺ一-龥])(?!通り|様|が)"
        ),
        firm=False,
        whole=False,
        breaks=False,
    ),
    Rule(
        "source-mention",
        ("参照データ",),
        RemovalKind.CHATTER,
        "the machine names the data it was given as its source",
        re.compile(
            r"(?:^|(?<=[。！？?!\s　*]))参照データ(?:によると|によれば)、(?=\S)"
        ),
        firm=False,
        whole=False,
        breaks=False,
    ),
    Rule(
        "leading-chatter",
        ("承知",),
        RemovalKind.CHATTER,
        TALK,
        re.compile(r"^\s*(?:はい、)?承知(?:いた)?しました。(?=\S)"),
        firm=False,
        whole=False,
        breaks=False,
    ),
)

RULES = (
    *MARKERS,
    *LABELS,
    *CHATTER,
    *CHATTER_OF_WORK,
    *CHATTER_BY_LANGUAGE,
    *MENTIONS,
)

COPY_BUTTON = re.compile(r"\s*Copy code\s*")
LANGUAGE_NAME = re.compile(r"\s*[A-Za-z][A-Za-z+#]{0,11}\s*")

# What a rule cannot take out without breaking the sentence is told to the editor.
LEAK = re.compile(
    r"既存の?記事(?:で|に|の(?:続き|最後|内容))"
    r"|参照データ(?:[：:].{0,40}によ[るれ]|によ|では|に)|具体的な出典は割愛"
    r"|続きを(?:書く|執筆する)。|はい、(?:まさに)?その通り"
)
