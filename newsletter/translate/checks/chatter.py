"""Check for what a language model says beside or instead of a translation.

A refusal, an answer that begins "Here is the translation:", a note behind it. Phrases
count only at the ends of an answer, where models put them, and only when the source
says nothing of the kind: a dialogue may well apologise, and an article may be about
translating.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.errors import quote
from newsletter.model import Finding
from newsletter.translate.checks.pair import Pair, error, get_sentences


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL)


_I = r"(?:i|we)"
_CANNOT = (
    r"(?:can(?:no|['’])t|cannot|can not|won['’]t|will not|(?:['’]m|['’]re|am|are)\s"
    r"(?:unable|not able|not allowed)|do(?: not|n['’]t) have the ability|must decline)"
)
_TASKS = (
    r"(?:assist|help|translat|fulfil|comply|provid|process|complet|continu|request|content"
    r"|discuss|generat|answer|respond|engage|support|copyright)"
)
_SORRY = (
    r"(?:(?:i['’]m|i am|we['’]re|we are)?\s?(?:really |very |so |terribly )?sorry"
    r"|(?:i|we) apologi[sz]e|(?:my |our )?apologies|unfortunately|regrettably)"
)
# At the beginning of an answer: what models say when they will not translate.
_REFUSAL = _any_of(
    rf"^\W*{_SORRY}\b.{{0,60}}\b{_I}\s?{_CANNOT}\b.{{0,80}}{_TASKS}",
    rf"^\W*{_SORRY}\b.{{0,30}}\b(?:that|this|it|your) .{{0,60}}(?:not possible|can(?:no|['’])t be)",
    r"^\W*as an? (?:ai|a\.i\.|artificial intelligence|(?:large )?language model)\b",
    r"^\W*(?:this|the|your) (?:content|request|text|prompt|input|material)\b.{0,60}"
    r"(?:violat|polic|guideline|not (?:allowed|permitted)|inappropriate|flagged)",
    r"^\W*(?:誠に|大変)?(?:申し訳(?:あり|ござい)ません|すみません|恐れ入りますが|恐縮ですが"
    r"|ごめんなさい|残念ながら).{0,60}(?:できません|できかね|いたしかね|お応え|対応|お手伝い|翻訳)",
    r"^\W*(?:AI|人工知能|言語モデル).{0,12}として",
    r"^\W*(?:この|その|ご)(?:リクエスト|要求|依頼|内容).{0,30}(?:できません|できかね)",
    r"^\W*(?:es tut mir leid|tut mir leid|entschuldigung|leider)\b.{0,40}\bich\b.{0,60}"
    r"(?:helfen|übersetz|anfrage|bearbeiten)",
    r"^\W*(?:je suis |nous sommes )?(?:désolée?s?|navrée?s?|malheureusement)\b.{0,40}"
    r"\b(?:je|nous)\b.{0,60}(?:aider|tradui|demande|répondre)",
    r"^\W*(?:lo siento|lamento|disculp|no puedo).{0,80}(?:ayud|tradu|solicitud|respond)",
    r"^\W*(?:desculp\w*|sinto muito|lamento|não posso)\b.{0,80}(?:ajud|tradu|solicita|pedido)",
    r"^\W*(?:mi dispiace|spiacente|purtroppo|non posso)\b.{0,80}(?:aiut|tradu|richiest)",
    r"^\W*(?:非常|很|十分)?(?:抱歉|对不起|對不起|遗憾|不好意思).{0,40}"
    r"(?:无法|無法|不能|没法|不可以).{0,40}",
    r"^\W*作为(?:一个|一名)?(?:AI|人工智能|语言模型)",
    r"^\W*(?:죄송|미안).{0,60}(?:수 없|어렵)",
    r"^\W*(?:извините|простите|к сожалению|я не могу)\b.{0,80}(?:помочь|перевести|запрос)",
)
# What nobody says who writes or speaks for people.
_NEVER_SAID = _any_of(
    r"^\W*as an? (?:ai|artificial intelligence|(?:large )?language model)\b",
    r"\b(?:usage|content) polic(?:y|ies)\b.{0,20}$",
    rf"\b{_CANNOT}\b.{{0,40}}\b(?:assist|help) (?:you )?with (?:that|this)\b.{{0,12}}$",
    rf"\b{_CANNOT}\b.{{0,40}}\b(?:fulfil|comply with|complete|process) (?:this|that|your) request",
    rf"\b{_CANNOT}\b.{{0,40}}\b(?:translate|provide (?:a|the) translation)",
    r"(?:リクエスト|ご要望|ご依頼)に(?:は|つきましては)?(?:お応え|対応|お答え)(?:でき|いたしかね)",
    r"(?:内容|文章|テキスト)は(?:翻訳|お手伝い)(?:でき|いたしかね)",
    r"(?:协助|協助|帮助)(?:您)?(?:处理|處理|完成)(?:该|此|这个|這個)请?[求請]",
    r"dabei (?:kann|darf) ich (?:dir |ihnen )?(?:leider )?nicht helfen",
    r"ne (?:peux|peut) pas (?:répondre à|traiter) (?:cette|votre) demande",
)
# One of these stands in each of them: to look for them first is much faster.
_NEVER_ANCHORS = (
    " ai",
    "artificial",
    "language model",
    "polic",
    "assist",
    "help",
    "request",
    "translat",
    "リクエスト",
    "要望",
    "依頼",
    "翻訳",
    "手伝",
    "协助",
    "協助",
    "帮助",
    "helfen",
    "demande",
)
_ASKING = _any_of(
    r"\bai\b|request|translat|assist|help|polic|リクエスト|要望|依頼|翻訳|訳|助け|手伝|AI|请求|协助|帮|翻译"
    r"|helf|hilf|anfrage|übersetz|aide|demand|tradu",
)
# The same without an apology: then any "not" of the source explains it.
_PLAIN_REFUSAL = _any_of(
    rf"^\W*{_I}\s?{_CANNOT}\b.{{0,60}}{_TASKS}",
    r"^\W*ich kann\b.{0,60}\bnicht (?:helfen|übersetzen|bearbeiten|beantworten)",
    r"^\W*je ne peux pas\b.{0,60}(?:aider|tradui|demande|répondre)",
    r"^\W*(?:我|我们)(?:无法|無法|不能).{0,12}(?:协助|協助|帮助|翻译|翻譯|处理|提供|回答)",
)
_NOT = _any_of(
    r"\b(?:not|no|never|nor|without)\b|n['’]t\b|ない|ません|なく|ぬ|無|不|没|未|无|\b(?:nicht|kein\w*|nie)\b"
    r"|\bne\b|\bn['’]|\bpas\b|\bno\b|\bnão\b|\bnon\b|\bне\b|\bнет\b|안 |못|없|않"
)
# The source excuses itself as well, or cannot do something: then the answer may be right.
_EXCUSE = _any_of(
    r"sorry|apolog|unfortunat|regret|unable|cannot|can['’]?t\b|can not|won['’]?t",
    r"申し訳|申しわけ|すみません|すいません|ごめん|恐れ入|恐縮|残念|お詫び|失礼",
    r"できま?せ|できない|できな|出来ない|出来ま?せん|無理|かねま|兼ねま|不可|ません",
    r"leid\b|leider|entschuldig|kann\b.{0,60}nicht|nicht\b.{0,40}(?:kann|könn)|bedaue?r",
    r"désol|navré|malheureus|ne peu[xt] pas|pouvons pas|regrett",
    r"siento|lament|disculp|no pued|desculp|sinto|não poss|dispiac|purtroppo|non poss",
    r"抱歉|对不起|對不起|遗憾|无法|無法|不能|没法|不好意思|不可以",
    r"죄송|미안|수 없|어렵|извин|прост|сожален|не мо[гж]",
)

_TRANSLATION = (
    r"(?:translations?|translated (?:text|version|sentence)|übersetzung|traduction"
    r"|traducción|tradução|traduzione|vertaling|översättning|tłumaczenie|překlad"
    r"|перевод|переклад|ترجمة|अनुवाद|คำแปล|bản dịch|terjemahan|çeviri|번역)"
)
_HEADING = _any_of(
    rf"^\W*(?:(?:sure|certainly|of course|okay|ok|absolutely|great)\b\W+)?"
    rf"(?:here(?:['’]s|\s(?:is|are))|below is|the following is|this is|hier ist|voici"
    rf"|aquí (?:está|tienes)|aqui está|ecco|hier is|här är|oto|вот)"
    rf"\b.{{0,40}}{_TRANSLATION}\b[^.。]{{0,40}}[:：]",
    rf"^\W*(?:the |die |la |a |de )?(?:\w+ )?{_TRANSLATION}\b.{{0,40}}[:：]",
    rf"^\W*(?:the )?{_TRANSLATION}\b.{{0,60}} (?:is|reads|would be)\s?[:：]",
    r"^\W*(?:以下[がはに].{0,16}(?:翻訳|訳文|訳)|(?:英語|日本語)?(?:翻訳|訳文|英訳|和訳|対訳)(?:結果|文)?\s?[:：])",
    r"^\W*(?:以下(?:是|为).{0,16}(?:翻译|译文|翻譯|譯文)|(?:中文|英文)?(?:翻译|译文|翻譯|譯文)(?:结果|如下)?\s?[:：])",
    r"^\W*다음은 .{0,20}번역",
)
_ABOUT_TRANSLATING = _any_of(
    r"translat|翻訳|訳|翻译|译|翻譯|übersetz|tradu|vertal|översätt|tłumacz|překlad|перев|번역"
)
_EAGER = _any_of(
    r"^\W*(?:sure|certainly|of course|absolutely|gladly|understood|got it)\b\s?(?:thing)?[!:]\s",
    r"^\W*(?:承知(?:しました|いたしました)|かしこまりました|もちろんです)[。！!]",
    r"^\W*(?:natürlich|gerne|bien sûr|avec plaisir|claro|por supuesto|certo|certamente)\s?!\s",
    r"^\W*(?:好的|当然|没问题|當然)[，,！!：:]",
)
_AGREES = _any_of(
    r"[!！]|はい|ええ|うん|もちろん|了解|承知|わか|分か|かしこまり|いい|良い|是|好|当然|没问题",
    r"\b(?:sure|yes|ok|okay|of course|certainly|ja|klar|natürlich|gern|oui|bien|sí|claro)\b",
)

_NOTE_WORDS = (
    r"(?:(?:translator['’]?s? |translation )?notes?|n\.?\s?b\.?|disclaimer|explanation"
    r"|(?:訳者|翻訳者)?[注註](?:記|釈)?|備考|补充|备注|注释|译注|譯註|anmerkung|hinweis"
    r"|remarque|note du traducteur|nota(?: del traductor| do tradutor)?|примечание|참고|역주)"
)
_NOTE = _any_of(
    rf"[(\[（【*_]\s*{_NOTE_WORDS}\s?[:：][^()\[\]（）【】]*[)\]）】*_]?\W*$",
    rf"(?:^|[\n.!?。！？”\"])\s*\W{{0,3}}{_NOTE_WORDS}\s?[:：].{{3,}}$",
    r"\[(?:translator['’]s note|note)\b[^\]]*\]\W*$",
)
_NOTED = _any_of(
    r"\bnotes?\b|\bn\.?b\b|注|註|備考|备注|※|hinweis|anmerk|remarque|\bnota\b|примеч|참고|역주"
)
_OFFER = _any_of(
    r"^\W*(?:please )?(?:let me know|don['’]t hesitate)\b",
    r"^\W*(?:please )?feel free to (?:ask|reach|request|contact|adjust|modify|let)\b",
    r"^\W*(?:i|we) hope (?:this|that|it)\b.{0,30}\bhelp",
    r"^\W*(?:would you like|do you want) me to\b",
    r"^\W*is there anything else",
    r"^\W*if you (?:need|have|want|would like) (?:any|me|more|further|anything)",
    r"^\W*(?:translated by|translation by)\b.{0,40}$",
    r"^\W*(?:i (?:have )?(?:kept|left|translated|preserved|tried to|aimed to)|this translation)\b",
    r"^\W*(?:ご不明な点|他に(?:何か)?ご|お役に立て|必要であれば|ご希望)",
    r"^\W*(?:lassen sie mich|ich hoffe,? (?:das|dies) hilft|j['’]espère que cela)",
    r"^\W*(?:如果您?(?:需要|还有)|希望(?:这|對|对).{0,8}帮助|如有)",
)


_LONGEST_CHARS = 240  # a refusal, or a note behind a translation


def check_chatter(pair: Pair) -> Iterator[Finding]:
    """No refusal, heading, note or offer of a model in or beside the translation."""
    source, target = pair.source_plain, pair.target_plain
    refusal = _find_refusal(source, target)
    if refusal:
        yield error("chatter", f"{quote(refusal, 40)}: the engine refused")
        return
    heading = _HEADING.match(target)
    if heading and not _ABOUT_TRANSLATING.search(source):
        yield error(
            "chatter",
            f"{quote(heading.group(), 40)} is talk, not a translation",
        )
    eager = _EAGER.match(target)
    if eager and not _AGREES.search(source):
        yield error(
            "chatter", f"{quote(eager.group(), 40)} is talk, not a translation"
        )
    note = _NOTE.search(target[-_LONGEST_CHARS:])
    if note and not _NOTED.search(source) and _is_added(note, source, target):
        yield error(
            "chatter", f"{quote(note.group(), 40)} is a note, not a translation"
        )
    yield from _check_offer(source, target)


def _is_added(note: re.Match[str], source: str, target: str) -> bool:
    """A note in brackets, or a sentence more than the source has."""
    if note.group().lstrip()[:1] in ("(", "[", "（", "【", "*", "_"):
        return True
    return len(get_sentences(target)) > len(get_sentences(source))


def _find_refusal(source: str, target: str) -> str:
    """How a refusal begins, "" for a translation."""
    refusal = _REFUSAL.match(target)
    if refusal and not _is_said(refusal.group(), source):
        return refusal.group()
    never = _find_never_said(target[:_LONGEST_CHARS])
    if never and not _ASKING.search(source):
        return never
    plain = _PLAIN_REFUSAL.match(target)
    return plain.group() if plain and not _NOT.search(source) else ""


_SPEAKS_AS_AI = _any_of(
    r"^\W*as an? ", r"^\W*(?:AI|人工知能|言語モデル)", r"^\W*作为"
)
_NAMES_AI = _any_of(
    r"\bai\b|AI|人工知能|人工智能|言語モデル|语言模型|language model"
)


def _is_said(refusal: str, source: str) -> bool:
    """The source excuses itself, too, or speaks of an AI: AIとして働く。"""
    if _SPEAKS_AS_AI.match(refusal):
        return bool(_NAMES_AI.search(source))
    return bool(_EXCUSE.search(source))


def _find_never_said(text: str) -> str:
    """What an engine says of itself and no author does; "" where nothing is."""
    lower = text.lower()
    if not any(anchor in lower for anchor in _NEVER_ANCHORS):
        return ""
    found = _NEVER_SAID.search(text)
    return found.group() if found else ""


def is_refusal(text: str) -> bool:
    """Tell whether a whole answer of a model is a refusal: no source stands beside it."""
    return bool(_REFUSAL.match(text) or _PLAIN_REFUSAL.match(text))


_TAIL = re.compile(
    r"(?:translated by (?:ai|chatgpt|gpt|claude|gemini|google|deepl|machine)\b"
    r"|i hope this helps|would you like me to (?:translate|continue|adjust|change)"
    r"|let me know if you (?:need|want|would like|have))[^.!?]{0,60}[.!?]*\W*$",
    re.IGNORECASE,
)
_TAIL_ANCHORS = (
    "translated by",
    "i hope this",
    "would you like me",
    "let me know",
)
_TAIL_SAID = _any_of(
    r"hope|help|let me know|would you|translat|助|役に立|幸い|知らせ|連絡|教えて|しましょうか"
    r"|hoff|hilf|melden|espère|aide|dites|帮|希望|告诉|联系"
)


def _find_tail(text: str) -> re.Match[str] | None:
    """The remark that a model put behind its answer; None for none."""
    lower = text.lower()
    if not any(anchor in lower for anchor in _TAIL_ANCHORS):
        return None
    return _TAIL.search(text)


def _check_offer(source: str, target: str) -> Iterator[Finding]:
    """The last sentence speaks to whoever asked, and the source has fewer sentences."""
    tail = _find_tail(target[-_LONGEST_CHARS:])
    if tail and not _TAIL_SAID.search(source):
        yield error(
            "chatter", f"{quote(tail.group(), 40)} is talk, not a translation"
        )
        return
    sentences = get_sentences(target)
    if len(sentences) < 2 or not _OFFER.search(sentences[-1]):
        return
    if len(sentences) > len(get_sentences(source)):
        yield error(
            "chatter", f"{quote(sentences[-1], 40)} is talk, not a translation"
        )
