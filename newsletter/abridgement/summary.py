"""Say in one or two sentences what an article is about: feed description, preheader, line of a digest.

The author's own excerpt comes first, as far as it says something: not when it repeats the title, is cut off, or only promises
(…について詳しく解説します, "in this post we will look at"). Otherwise the sentences of the article that score best among those
that stand on their own. Nothing is ever cut inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.abridgement import cues
from newsletter.abridgement.candidates import CandidateKind, parse_article
from newsletter.abridgement.keywords import find_terms, find_words
from newsletter.abridgement.pointers import Asks, is_question, leads_in, leans_back, what_it_asks
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.language.sentences import split_sentences
from newsletter.language.tags import is_spaced
from newsletter.source.inline import plain_text

MAX_CHARS = 120  # what a feed reader and a mail client show of Japanese, Chinese or Korean
MAX_SPACED_CHARS = 200  # the same in Latin letters
MIN_CHARS = 20
MIN_SPACED_CHARS = 40
MIN_SECOND = 0.8  # of the merit of the best sentence: a second one that speaks of a detail is worse than none
MAX_SHARED = 0.5  # of its terms, or it only says the same again
N_FRAME = 5  # sentences at either end of the article, likelier to speak of the whole
FRAME_WORTH = 0.6
SCORE_WORTH = 0.6
TITLE_WORTH = 2.0  # a summary says what the whole is about
LOOSE_WORTH = 3.0  # what an article can bear, its one line in a feed cannot

_PROMISE = re.compile(
    r"(?:解説|紹介|説明|分析|考察|解き明かし|探り|掘り下げ|お伝え|お届け|読み解|まとめ|検証|整理|迫)(?:し(?:ます"
    r"|ていきます|ました|た記事)|ます|いていきます|きます|ります)"
    r"|(?:解説|紹介|説明|網羅|比較)(?:します)?。$"
    r"|\b(?:in this (?:post|article|guide)|(?:this|the) (?:post|article|guide) (?:will|explains|describes|covers"
    r"|looks|explores)|learn (?:how|about|what)|find out|we (?:look|explore|explain|discuss))\b"
    r"|本文(?:将|將|介绍)|이 글에서",
    re.I,
)
# Words that point or weigh against something outside the sentence. In Japanese those of the first clause: later ones mostly
# point to what the sentence itself has said.
_LEANS = re.compile(
    r"^[^、]*(?:この|その|これ|それ|そんな|こんな|こうし|そうし|同社|彼ら)|^(?:特に|今回|もちろん|逆に|同時に)|^[^。]{0,30}[：:] "
    r"|\b(?:this|that|these|those)\b(?! (?:is|are|the|a|can|will|you|we|they|it)\b)|这|這|那|该|이러한|그러한",
    re.I,
)
_TALK = re.compile(
    r"^(?:いや[ーあぁ]|さて|ねえ)|(?:ね|よ|って|かな|だろう)[。！]$"
)  # an excerpt that chats instead of telling
_END = re.compile(r"[。！？!?.][」』）)”\"'’]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|‥)[」』）)”\"']*$")


def summarize(body: str, *, language: str, title: str = "", excerpt: str = "") -> str:
    """Return one or two sentences of plain text about a clean article; at most 120 characters (200 in spaced scripts).

    Args:
        body: Clean Markdown, LF line ends, no front matter.
        language: BCP 47 tag.
        title: Returned when no sentence of the article is short enough to serve.
        excerpt: The author's own description, preferred when it says something.
    """
    return summarize_article(
        score_candidates(parse_article(body), language, title, excerpt), language, title, excerpt
    )


def summarize_article(scored: Sequence[Scored], language: str, title: str, excerpt: str) -> str:
    """The same from candidates that are scored already."""
    limit = MAX_SPACED_CHARS if is_spaced(language) and not language.startswith("ko") else MAX_CHARS
    own = _fit(
        [s for s in _sentences(excerpt) if _says_something(s, title, language)], limit, language
    )
    if own:
        return own
    candidates = [each for each in scored if _stands_alone(each, limit, language)]
    if not candidates:
        return _flat(title) or next(
            (text for text in _short_ones(scored) if len(text) <= limit), ""
        )
    whole = [
        each.candidate.number for each in scored if each.candidate.kind is CandidateKind.SENTENCE
    ]
    frame = {*whole[:N_FRAME], *whole[-N_FRAME:]}
    merits = {
        each.candidate.number: _merit(each, title, language, each.candidate.number in frame)
        for each in candidates
    }
    candidates.sort(key=lambda each: (-merits[each.candidate.number], each.candidate.number))
    best = candidates[0]
    enough = MIN_SECOND * merits[best.candidate.number]
    for other in (each for each in candidates[1:] if merits[each.candidate.number] >= enough):
        pair = sorted((best, other), key=lambda each: each.candidate.number)
        text = (" " if is_spaced(language) else "").join(
            _flat(each.candidate.parts[0]) for each in pair
        )
        if len(text) <= limit and _adds(other, best):
            return text
    return _flat(best.candidate.parts[0])


def _short_ones(scored: Sequence[Scored]) -> list[str]:
    """Sentences of any length, the best first: what is left when a post has no title either."""
    told = [
        each
        for each in scored
        if each.candidate.kind is CandidateKind.SENTENCE
        and each.candidate.parts
        and not each.boilerplate
    ]
    return [_flat(each.candidate.parts[0]) for each in sorted(told, key=lambda each: -each.score)]


def _adds(other: Scored, best: Scored) -> bool:
    """The second sentence says something else."""
    shared = set(other.terms) & set(best.terms)
    return len(shared) <= MAX_SHARED * len(other.terms)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in map(_flat, split_sentences(plain_text(text))) if sentence]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _says_something(sentence: str, title: str, language: str) -> bool:
    """A whole sentence that is no promise, no call and not the title again."""
    if (
        not _END.search(sentence)
        or _CUT_OFF.search(sentence)
        or _PROMISE.search(sentence)
        or cues.BOILERPLATE.is_in(sentence)
    ):
        return False
    if (
        len(sentence) < _least(language)
        or is_question(sentence)
        or cues.CHATTER.is_in(sentence)
        or _TALK.search(sentence)
    ):
        return False
    terms, titled = set(find_terms(sentence, language)), set(find_terms(title, language))
    return bool(terms - titled) and len(terms - titled) >= len(terms) / 3


def _least(language: str) -> int:
    return MIN_SPACED_CHARS if is_spaced(language) and not language.startswith("ko") else MIN_CHARS


def _fit(sentences: Sequence[str], limit: int, language: str) -> str:
    """The first one or two sentences that fit the limit."""
    joint = " " if is_spaced(language) else ""
    for n_sentences in (2, 1):
        text = joint.join(sentences[:n_sentences])
        if len(sentences) >= n_sentences and len(text) <= limit:
            return text
    return ""


def _stands_alone(scored: Scored, limit: int, language: str) -> bool:
    if (
        scored.boilerplate
        or scored.candidate.kind is not CandidateKind.SENTENCE
        or not scored.candidate.parts
    ):
        return False
    plain = _flat(scored.candidate.parts[0])
    return (
        _least(language) <= len(plain) <= limit
        and bool(_END.search(plain))
        and what_it_asks(plain, language) is Asks.NOTHING
        and not leans_back(plain, language)
        and not is_question(plain)
        and not leads_in(plain)
        and not _PROMISE.search(plain)
        and not _LEANS.search(plain)
    )


def _merit(scored: Scored, title: str, language: str, framing: bool) -> float:
    """Score, and what it shares with the title; beginning and end first; no room for chatter, guesses and promises."""
    titled = find_words(title, language)
    shared = (
        len(titled & find_words(scored.candidate.parts[0], language)) / len(titled)
        if titled
        else 0.0
    )
    return (
        SCORE_WORTH * scored.score
        + TITLE_WORTH * shared
        - LOOSE_WORTH * scored.loose
        + (FRAME_WORTH if framing else 0.0)
    )
