"""Find in a sentence the part that tells, and leave the talk around it.

    filler    そんな背景の中で、|パナソニックが液冷ポンプを開発した。
    aside     皆さんもお気づきかもしれませんが、|町は橋を直した。
    ending    町は橋を直した|んですよ。
    clause    正直なところ、|メタが参入するというニュース|を聞いた時、私は驚いた。
    clause    AWSが「Nova Act」を発表した|と聞いて、斜に構えてしまった。
    clause    町が61億円の調達に成功した|ことは、象徴的な出来事と言えるでしょう。

What is left stands in the article word for word and is whole by itself: a filler is an adverb, a
conjunction or an aside that ends at its comma, and a Japanese sentence has no capital letter at its
head; a clause ends where Japanese lets a sentence end. Only Japanese is cut: in English the rest
would begin with a small letter, and its clause of news follows the talk.

An aside speaks to the reader, of the writer or of what was said above. It goes only where it names
nobody and says no amount, no one is quoted in it, and the rest has a topic of its own; so no
amount, no "not" and no source of a claim goes with it. Of an ending only what asks for agreement
goes (…んですよね): the verb before it, with its negation, stays.

What the title says too is no hearsay: then "the news that" goes as well, but no forecast, report or
rumour (…を突破した|というニュース), and the clause may stand in other words of the author
(…に成功した|ことは、…).
"""

from __future__ import annotations

import re

from newsletter.abridgement.keywords import find_terms
from newsletter.abridgement.pointers import leans_back
from newsletter.language.scripts import HAN
from newsletter.language.tags import base

MAX_FILLERS = 3  # でもね、正直なところ、特に… has three

_JA_FILLER = re.compile(
    r"(?:(?:そんな|そうした|こうした)(?:[^、。]{0,6}の?)?中(?:で(?:は)?)?|(?:で|だ)も?ね|でも|だが"
    r"|しかし|ただ|さて|そして|また|さらに|加えて|特に|実は|実際|事実"
    r"|正直(?:なところ|に言(?:えば|うと)|言って)?|いや[はー〜]や?|いや[あぁ]+|おい(?:おい)?|ちなみに"
    r"|もちろん|まさに|驚くべきことに|興味深いことに"
    r"|具体的に(?:は|言(?:うと|えば))"
    r"|ご存[じ知]の(?:通り|とおり)"
    r"|(?:皆さん|みなさん|あなた|君)も?(?:ご存[じ知]の(?:通り|とおり)"
    r"|感じているかもしれ(?:ません|ない)が|知っての(?:通り|とおり)))、"
    r"|(?:そんな|そうした|こうした)(?:[^、。]{0,6}の?)?中で(?=発表|登場|飛び込|注目|開発|公開)"
    r"|(?:ねえ|ねぇ|おや|なあ|あの)、"
    r"|それが(?=今や|今では)|特に(?=[A-Z「『\u30a1-\u30fa])|この(?=[「『])|いや[ーは〜]+、?|おいおい、?"
)
_SMALL_WORDS = (
    r"[^。、「」『』A-Z\d\u30a1-\u30fa]"  # no name, no amount, nothing quoted
)
# Of several words for the reader or the writer only the first is tried: where nothing fits behind
# it, nothing does behind the others.
_ASIDE = re.compile(  # to the reader or of the writer: …かもしれませんが、 and ご存じのように、
    rf"(?>{_SMALL_WORDS}*?(?:あなた|皆さん|みなさん|皆様|(?<![{HAN}])君(?=[はもの])|私(?=[はもた自])))"
    rf"{_SMALL_WORDS}*?(?:ます|です|ません|ました|でした|でしょう|だろう|だった|[てし]いた|ない|[てい]る|だ)"
    r"(?:が|けれども?|けど)、"
    rf"|(?>{_SMALL_WORDS}*?(?:ご存[じ知]|お気づき|ご覧|(?:皆|方|誰も)[^。、]{{0,12}}(?:感じ|耳に)))"
    rf"{_SMALL_WORDS}*?(?:ように|通り|とおり)、"
    r"|(?:先ほど|先程|前述|上述|冒頭|Web検索)[^。、]{1,30}?(?:ですが|ように|通り|とおり)、"
)
# It says for whom the rest holds, or who doubts it: without it the rest would be a fact.
_BINDS = re.compile(
    r"場合|なら|限り|[けせてねべめれえげ]ば|たら|信じ|疑|思(?:って(?:は)?い?|い)(?:ない|ません)"
)
_QUOTES = re.compile(r"聞|言|述べ|語|話|伝え|によ(?:ると|れば)")
_OWN_TOPIC = re.compile(r"[^。]{1,60}?(?<!で)は|[^。、]{1,40}?が")
_CHATTY_END = re.compile(
    r"(?<=[うくすつぬむぐぶるたい])んです(?:よね?|ね)?(?=。$)"
    r"|(?<=です|ます|した|せん)(?:よね?|ね)(?=。$)"
)
# 1兆円を突破したというニュース: the words that hang news on a noun, and the nouns.
CALLED = r"(?:という|って(?:いう)?|との|といった)"
NEWS_NOUN = "ニュース|発表|報道|見出し|ヘッドライン|知らせ"
# What may come true or not is news only where somebody heard of it: …という予測を耳にした.
CLAIM_NOUN = "予測|見通し|試算|情報"
_HEARD_CLAIM = (
    rf"(?:{CLAIM_NOUN})(?=を[^、。]{{0,12}}?(?:聞|耳に|知っ|見(?:た|て|まし)))"
)
# Whose forecast it is: …というGartnerの予測が話題だ.
SOURCED = rf"(?:[A-Za-z0-9{HAN}\u30a1-\u30fa\u30fc]{{2,20}}の(?:{CLAIM_NOUN}))"
# 町が提携を発表したニュース: who announced is not enough, what has to be there.
RELATIVE = r"を[^、。をが]{0,12}[たるう]ニュース"
_NEWS = re.compile(
    rf"(?P<told>[^。！？!?]{{10,}}?(?:{CALLED}(?:{NEWS_NOUN}|{_HEARD_CLAIM}|{SOURCED}"
    r"|話題?(?=、|を[聞耳]|で(?:す|しょう)。))|」のニュース)"
    rf"|[^。！？!?]{{4,}}?{RELATIVE})"
    r"(?=[、はがをにものって]|で(?:す|しょう)。|[―—–]|$)"
)
# The noun goes where the title says the same: …を突破した|というニュース.
_NEWS_OF = re.compile(
    rf"(?<=[うくすつぬむるぐぶただ])(?<!いう)、?(?:{CALLED}(?:ニュース|見出し|ヘッドライン|知らせ)|ニュース)$"
)
# Where the title says it, too: what somebody did, in the author's own words, and what he heard.
_TITLED = (
    re.compile(
        r"(?P<told>[^。！？!?]{12,}?(?<!なかっ)た)こと(?:自体)?(?:[はが]|に(?!し[たてよ]|され|な[っるり]))(?!ない|あり|ある)"
    ),
    re.compile(
        rf"(?P<told>[^。！？!?]{{12,}}?[うくすつぬむるぐぶた]){CALLED}(?:具体的な|衝撃的な)?"
        r"(?:数字|数値|決定|事実)(?=[とをにはが、])"
    ),
    re.compile(
        r"(?P<told>[^。！？!?]{12,}?[うくすつぬむるぐぶた])と(?:聞い|知っ|耳にし)た(?:時|とき|際)"
    ),
)
_THEREFORE = re.compile(r"^(?:だからこそ|だから|それだけに)、")
_UNSURE = re.compile(
    r"もし|仮に|仮定|前提|場合|[たな]ら[、ば]|れば、|主張|示唆|噂|うわさ|とされ|かどうか|疑惑|疑問"
    r"|(?<![耳目]を)疑[いうっ]|冗談|ジョーク|エイプリルフール|本当に?[？?]"
    r"|(?:確認|確か|認め|証明|裏付け)[^。]{0,12}(?:ない|なく|なかった|ず[、に]|ません)"
)
_HEARD = re.compile(
    r"(?P<told>[^。！？!?]{12,}?[ただうくすつぬむるぐぶ])と(?:聞い|知っ|耳にし)(?:て(?!も)|た(?!ら|こと|人|者|方|とき|時|際))"
)
# What is said behind the news: that it is wrong, in doubt or only supposed.
_DENIED = re.compile(
    r"デマ|ガセ|虚偽|眉唾|作り話|でっち上げ|捏造|憶測|事実無根|根も葉も|打ち消|訂正"
    r"|誤り|誤報|誤っ|フェイク|間違(?!いな)|嘘|うそ|ウソ|(?<!桁)外れ|撤回|否定|真偽|疑わし|根拠"
    r"|(?<![に間])違(?:う|っ|い(?:ます|ました))|本当(?:です|でしょう|だろう|なの)*か"
    r"|(?:聞い|見|知っ|耳にし)たら|(?:聞け|見れ|知れ)ば"
    r"|(?:(?<!かもしれ)(?<!違い)(?<!隠せ)(?<!少なく)(?<!見逃せ)(?<!禁じ得)(?<!いられ)(?:ない|ません)|なかった)(?:です|でした|でしょう|だろう)?(?:よね?|ね)?[。！]?$"
)
# What was decided or begun, and is not done.
_UNDONE = re.compile("見送|延期|中止|取り消|取りやめ|白紙|頓挫|覆[さしっ]")
# 「町が橋を直す」――このニュースを…: the quoted sentence, where it ends in a verb.
_QUOTED = re.compile(
    r"「(?P<told>[^「」。！？!?]{8,}[うくすつぬむるぐぶた])」(?:[―—–─]|という(?:ニュース|見出し|報道))"
)
# 「新型AIロボット、倉庫へ」――このニュースを…: the quoted headline.
_QUOTED_HEADLINE = re.compile(
    r"(?P<told>「[^「」。！？!?]{10,}[！!]?」)(?:[―—–─]+この|という)"
    r"(?:ニュース|見出し|ヘッドライン|報道|発表)"
)
# 町が橋を3年で直したって？: the news, where the title says the same amounts.
_ECHO = re.compile(r"(?P<told>[^。！？!?]{12,}?[たるう])(?:ん?だ)?って[？?。]")
# What stands before the news, and is none: 「またか」――… and あなたも最近、特に….
_REACTION = re.compile(r"^「[^「」]{2,30}」[―—–─]++(?!この)")
_ASKED = re.compile(
    r"(?:(?:あなた|皆さん|みなさん|君)[もは、]、?)?(?:(?:最近|先日|昨日|今朝|(?:つい)?こ(?:の|ない)[間だ])(?:のニュースで)?、?)?"
    r"(?:[^、。]{0,20}(?:ニュース|話題)(?:といえば|と言えば)、)?"
    r"(?:特に|中でも)?(?:(?:今回の|この|最初に)(?=「))?"
    rf"(?=[A-Z「『{HAN}\u30a1-\u30fa][^。、]{{0,40}}?(?:が|から|」の)|「[^「」]{{10,60}}」という)"
)
MIN_TITLED = 3  # terms of a title that a clause has, to be what the title says
_AMOUNT = re.compile(r"\d[\d,.]*+[十百千万億兆%％]*")
_ACTS = re.compile(r"[^。]{1,60}?[がは]")  # somebody does something
_TOPIC = re.compile(r"[はがも、]|「[^「」]{8,}」")
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
        end = filler.end() if filler else _find_end_of_aside(text)
        if end in (0, len(text)):
            break
        text = text[end:]
    return text


def _find_end_of_aside(text: str) -> int:
    """Where an aside to the reader ends, with a sentence after it that stands alone; else 0."""
    aside = _ASIDE.match(text)
    if aside is None or _QUOTES.search(aside[0]):
        return 0
    if _BINDS.search(aside[0]):
        return 0
    filler = _JA_FILLER.match(text, aside.end())
    rest = filler.end() if filler else aside.end()
    return rest if _OWN_TOPIC.match(text, rest) else 0


def without_chatty_end(text: str, language: str) -> str:
    """Return a sentence without an ending that asks the reader to agree.

    >>> without_chatty_end("町は橋を直さないんですよね。", "ja")
    '町は橋を直さない。'
    >>> without_chatty_end("必要なのは橋なんです。", "ja")
    '必要なのは橋なんです。'
    """
    if base(language) != "ja":
        return text
    return _CHATTY_END.sub("", text)


def get_news_clause(text: str, language: str, title: str = "") -> str:
    """Return the part of a chatty sentence that tells the news, as a sentence; "" for none.

    Args:
        text: A sentence as plain text in one line, without a filler.
        language: BCP 47 tag.
        title: Title of the article: what it says itself is news though the sentence marvels at it
            (…を超えたって？).

    >>> get_news_clause("G20が金融AIの監視に乗り出すというニュース、皆さんも聞きましたか？", "ja")
    'G20が金融AIの監視に乗り出すというニュース。'
    """
    if base(language) != "ja":
        return ""
    reaction = _REACTION.match(text)
    if reaction and not _is_told_in_quotes(text, title):
        text = without_filler(text[reaction.end() :], language)
    return _find_clause(_without_reader(text), title)


def is_in_title(text: str, title: str) -> bool:
    """Tell whether somebody does in a clause what a title says he does.

    >>> is_in_title("町が61億円の調達に成功した。", "61億円調達に成功した町")
    True
    """
    if not (_ACTS.match(text) or text.startswith("「")):
        return False
    shared = set(find_terms(text, "ja")) & set(find_terms(title, "ja"))
    return len(shared) >= MIN_TITLED


def _is_told_in_quotes(text: str, title: str) -> bool:
    """Tell whether a quotation at the head is no outcry but what the title says."""
    quoted = _QUOTED.match(text)
    return quoted is not None and is_in_title(quoted["told"], title)


def _find_clause(text: str, title: str) -> str:
    """The clause at the head of a text that tells the news, as a sentence; "" for none.

    Alone it is taken for true: there is none where the text behind it denies or doubts it.
    """
    for clause in (_QUOTED, _QUOTED_HEADLINE, _NEWS, _HEARD):
        found = clause.match(text)
        if found and _is_whole(found["told"]):
            if _DENIED.search(text, found.end("told")):
                return ""
            rest = text[found.end("told") :]
            return f"{_without_noun(found['told'], rest, title)}。"
    echo = _ECHO.match(text)
    if echo and _is_whole(echo["told"]) and _is_titled(echo["told"], title):
        return f"{echo['told']}。"
    return _find_titled(text, title)


def _find_titled(text: str, title: str) -> str:
    """The clause that tells what the title says, of somebody, as a fact; "" for none."""
    text = _THEREFORE.sub("", text)
    for clause in _TITLED:
        found = clause.match(text)
        if found and _is_sure(found["told"], text[found.end("told") :], title):
            return f"{found['told']}。"
    return ""


def _is_sure(told: str, rest: str, title: str) -> bool:
    """Tell whether a clause says what the title says, and nothing around it doubts it."""
    if not _stands(told):
        return False
    if _UNSURE.search(told):
        return False
    if _is_doubted(told, rest) or _is_doubted(told, title):
        return False
    return is_in_title(told, title)


def _is_doubted(told: str, around: str) -> bool:
    """Tell whether what stands behind a clause, or above it, doubts or undoes what it tells."""
    return any(
        found[0] not in told
        for pattern in (_UNSURE, _DENIED, _UNDONE)
        if (found := pattern.search(around))
    )


def _without_noun(told: str, rest: str, title: str) -> str:
    """A clause without "the news that", where the title says what it says, and nothing doubts."""
    bare = _NEWS_OF.sub("", told)
    return bare if bare != told and _is_sure(bare, rest, title) else told


def _stands(told: str) -> bool:
    """Tell whether a clause is a sentence of somebody who does something."""
    if not _ACTS.match(told) or not _is_whole(told):
        return False
    return not leans_back(f"{told}。", "ja")


def _without_reader(text: str) -> str:
    """A sentence without the reader who heard of the news, at its head."""
    asked = _ASKED.match(text)
    return text[asked.end() :] if asked else text


def _is_titled(text: str, title: str) -> bool:
    """Tell whether a title says the amounts of a text, one at least."""
    amounts = _AMOUNT.findall(text)
    return bool(amounts) and set(amounts) <= set(_AMOUNT.findall(title))


def _is_whole(text: str) -> bool:
    """It names its subject, and its brackets close."""
    return bool(_TOPIC.search(text)) and all(
        text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS
    )
