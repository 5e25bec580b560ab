"""Find sentences that are nothing in a mail, whatever they say: they go before everything else.

torn       a paragraph that stops, or begins, in the middle of a sentence
lead-in    a promise whose list, table or picture does not follow it ("imagine", "as follows")
first      the first of a counted row of which no second can be found
self-talk  a machine speaking of "the existing article" it was given
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from newsletter.abridgement.bonds import ANNOUNCED, ends_in_colon, last_part
from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    ParsedArticle,
)
from newsletter.abridgement.pointers import leads_in
from newsletter.abridgement.series import find_lone_firsts
from newsletter.language.scripts import HAN

MIN_SHARE = 0.8  # of the paragraphs of an article that end in an end mark: then the others are torn
MIN_SHARE_LAST = (
    0.5  # the same for the last paragraph, where a text is cut off most often
)
MIN_PARAGRAPHS = 3  # paragraphs below which nothing can be said of a habit

_ENDS = re.compile(r"[。．.!?！？…‥:：;；—―~〜♪)）\]】」』”\"'’`|>*_\d]\W*$")
# A label with its value has no end mark and is whole: 費用感: 初期400万〜1000万円
_LABELLED = re.compile(
    rf"^[^。.!?]{{1,16}}[:：]\s*\S.*[\d％%{HAN}\u30a1-\u30fa\u30fc]$"
)
# No Japanese sentence begins with a particle before a name or a noun: its head was lost.
_BEGINS_TORN = re.compile(
    rf"^(?:を|[はがにのとでへも](?=[A-Z\u30a1-\u30fa{HAN}]))"
)
_INVITES = re.compile(
    r"^\W*(?:少し|ちょっと|例えば、?|まずは?、?)?(?:昔|過去)?を?(?:考えて|想像して|思い浮かべて|思い出して)も?"
    r"(?:ごらん|み(?:てください|てほしい|ましょう|よう|れば)|ください)(?:ね|よ)?。?\W*$"
    r"|^\W*(?:例えば|たとえば|まず|次に|つまり)[、。]?\W*$"
    r"|^\W*(?:imagine|consider|think about|picture) (?:this|that|it|the following)\W*$"
    r"|^\W*let['’]s (?:see|take a look|dive in|find out)\W*$",
    re.I,
)
# The same with what is to be thought of; what follows says it.
_INVITES_TO = re.compile(
    r"を(?:考えて|想像して|思い浮かべて)み(?:てください|てほしい|ましょう|よう)(?:ね|よ)?。?\W*$"
)
# Half of a talk with the reader, whose other half may be cut.
_ASSENTS = re.compile(
    r"^\W*(?:ええ|いやいや|おっしゃる通り|もちろんです|その通り)[^。、]{0,4}(?:、[^。]{0,14})?[。！]?\W*$"
    r"|^[^。]{0,10}(?:ちょっと|少し)待って(?:ください|ほしい|くれ)?[。！]?\W*$"
    r"|^\W*(?:but )?(?:wait|hold on)(?: a (?:moment|minute|second))?\W*$"
    r"|^\W*(?:yes|sure|of course|exactly|absolutely)[.!]\W*$",
    re.I,
)
# What the article is going to do. Of 19 in 163 labelled articles an editor gave weight to none.
_PROMISED = (
    r"(?:解説|お伝え|深掘り|掘り下げ|(?<!と)見てい|共有|お話し)[^。]{0,14}"
    r"(?:ます|ましょう|たいと思います|よう|たい|いこう)(?:ね|よ)?[。！]?$"
)
_PROMISED_AT_END = re.compile(_PROMISED)
PROMISED_CHARS = 32  # no promise is longer, with what stands before it
_ANNOUNCES = re.compile(
    r"(?:今回|今日|本日|本記事|この記事|本稿|ここで|これから)(?:は|で)?[^。]*"
    + _PROMISED
)
_OF_DRAFT = r"の(?:記事|原稿)で(?:は|も)(?:触れ|述べ|説明)"
_DRAFT_SAYS = r"(?i:he (?:existing|original) (?:article|draft) (?:already|mentions|ends|stops)\b)"
_SELF_TALK = re.compile(
    rf"既存の?記事|元{_OF_DRAFT}|もと{_OF_DRAFT}"
    rf"|t(?<!\wt){_DRAFT_SAYS}|T(?<!\wT){_DRAFT_SAYS}"
)


def find_unfit(article: ParsedArticle) -> frozenset[int]:
    """Return the numbers of the candidates that go first.

    Args:
        article: The article, cut.
    """
    found = set(_find_torn(article))
    found.update(find_lone_firsts(article.candidates))
    readable = [
        candidate
        for candidate in article.candidates
        if candidate.kind is not CandidateKind.IMAGE and candidate.parts
    ]
    for at, candidate in enumerate(readable):
        if candidate.kind is not CandidateKind.SENTENCE:
            continue
        after = readable[at + 1] if at + 1 < len(readable) else None
        plain = last_part(candidate)
        is_chat = any(test(plain) for test in _CHAT)
        is_torn = candidate.place == 0 and _BEGINS_TORN.match(plain)
        if is_chat or is_torn or _is_empty_promise(plain, after):
            found.add(candidate.number)
    return frozenset(found)


def _announces(text: str) -> bool:
    """Tell whether the last sentence of a text says what the article is going to do.

    How it ends is looked at first: without it, each word that may begin such a sentence would have
    the rest of it read in vain.
    """
    if not _PROMISED_AT_END.search(text[-PROMISED_CHARS:]):
        return False
    last = text.removesuffix("\n")[:-1].rfind("。") + 1
    return _ANNOUNCES.search(text, last) is not None


# A sentence of which one of these is true is talk with the reader or with oneself.
_CHAT: tuple[Callable[[str], object], ...] = (
    _INVITES.match,
    _INVITES_TO.search,
    _ASSENTS.match,
    _announces,
    _SELF_TALK.search,
)


def _is_empty_promise(plain: str, after: Candidate | None) -> bool:
    """Tell whether a sentence announces something, and something else follows or nothing does."""
    if not leads_in(plain):
        return False
    if after is None:
        return True
    return after.kind not in ANNOUNCED and not ends_in_colon(plain)


def _find_torn(article: ParsedArticle) -> list[int]:
    """Sentences that end their paragraph without an end.

    Only an article whose paragraphs end in an end mark is judged: a poem or a page of labels has
    its own ways.
    """
    last = _last_sentences(article)
    if len(last) < MIN_PARAGRAPHS:
        return []
    torn = [candidate for candidate in last if _is_torn(candidate.parts[-1])]
    share = 1 - len(torn) / len(last)
    if share >= MIN_SHARE:
        return [candidate.number for candidate in torn]
    if share >= MIN_SHARE_LAST:
        return [candidate.number for candidate in torn if candidate is last[-1]]
    return []


def _is_torn(plain: str) -> bool:
    return not _ENDS.search(plain) and not _LABELLED.match(plain.strip())


def _last_sentences(article: ParsedArticle) -> Sequence[Candidate]:
    """The last sentence of every paragraph of prose."""
    by_passage: dict[int, Candidate] = {}
    for candidate in article.candidates:
        is_prose = (
            candidate.kind is CandidateKind.SENTENCE and candidate.whole is None
        )
        if is_prose and candidate.parts:
            by_passage[candidate.passage] = candidate
    return list(by_passage.values())
