"""Say in one or two sentences what an article is about: feed description, line of a digest.

The author's own excerpt comes first, as far as it says something: not when it repeats the title, is
cut off, or only promises (…について詳しく解説します, "in this post we will look at"). Otherwise it
is the news as a mail would lead with it, as far as it fits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.candidates import (
    CandidateKind,
    parse_article,
)
from newsletter.abridgement.key_points import can_be_point, get_merit
from newsletter.abridgement.keywords import find_terms
from newsletter.abridgement.lead import find_lead, join, tells_news
from newsletter.abridgement.news_clauses import without_filler
from newsletter.abridgement.openings import rate_openings
from newsletter.abridgement.pointers import Asks, is_question, what_it_asks
from newsletter.abridgement.scoring import Scored, score_candidates
from newsletter.abridgement.standalone import (
    Standalone,
    find_standalone,
    flat,
    has_latin_length,
    has_topic,
    min_chars,
)
from newsletter.abridgement.talk import PROMISE, advises, only_tells
from newsletter.abridgement.unfit import find_unfit
from newsletter.language.sentences import split_sentences
from newsletter.language.tags import base, is_spaced
from newsletter.source.inline import plain_text

MAX_CHARS = 120  # what a feed reader and a mail client show of Japanese, Chinese or Korean
MAX_LATIN_CHARS = 200  # the same in Latin letters
MIN_NEW = 1 / 3  # of the terms of an excerpt that its title does not have

_TALK = re.compile(
    r"^(?:いや[ーあぁは]|さて|ねえ)|(?:ね|よ|って|かな|だろう)[。！]$"
)
_WILL_DO = re.compile(r"(?:(?<![ていり])ます|りします|する)。$")
# What a post does; an author who gives an amount with another verb tells the news.
_POST_DOES = re.compile(
    r"解説|紹介|深掘り|掘り下げ|お届け|まとめ|お伝え|整理|考察|分析|検証|説明|比較"
    r"|解き明か|読み解|探[りる]|追[いっう]|迫[りる]|見てい|考え|示し|深め|学[びぶ]|語[りる]|答え"
)
_END = re.compile(r"[。！？!?.][」』）)”\"'’]*$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|‥)[」』）)”\"']*$")


def summarize(
    body: str, *, language: str, title: str = "", excerpt: str = ""
) -> str:
    """Return one or two sentences of plain text about a clean article.

    At most 120 characters, 200 in Latin letters.

    Args:
        body: Clean Markdown, LF line ends, no front matter.
        language: BCP 47 tag.
        title: Returned when no sentence of the article is short enough to serve.
        excerpt: The author's own description, preferred when it says something.
    """
    article = parse_article(body)
    scored = score_candidates(article, language, title, excerpt)
    scored = rate_openings(scored, language, title, excerpt)
    unfit = find_unfit(article)
    readable = find_standalone(scored, language, title, unfit)
    return summarize_article(
        readable.leads, readable.alone, scored, language, title, excerpt
    )


def summarize_article(
    leads: Sequence[Standalone],
    sentences: Sequence[Standalone],
    scored: Sequence[Scored],
    language: str,
    title: str,
    excerpt: str,
) -> str:
    """The same from the sentences that can stand first and those that can be read alone.

    Args:
        leads: Sentences that can stand first, the best first.
        sentences: Sentences that can be read alone, the best first.
        scored: The candidates with their scores.
        language: BCP 47 tag.
        title: Title of the article.
        excerpt: Its description; "" where the post has none.
    """
    limit = MAX_LATIN_CHARS if has_latin_length(language) else MAX_CHARS
    own_sentences = find_own_sentences(excerpt, title, language)
    own = _first_fitting(own_sentences, limit, language)
    if own:
        return own
    lead = find_lead(leads, scored, language, limit, title)
    if tells_news(lead, language, title):
        return join(lead, language)
    if lead and only_tells(lead[0].text):
        return join(lead, language)
    point = _find_best_point(sentences, limit, language)
    return point or flat(title) or _short_sentence(scored, limit)


def _find_best_point(
    sentences: Sequence[Standalone], limit: int, language: str
) -> str:
    """What would be the first key point, where no sentence tells the news alone; "" for none."""
    fitting = [
        sentence
        for sentence in sentences
        if len(sentence.text) <= limit
        and not sentence.is_cut
        and not advises(sentence.text)
        and can_be_point(sentence, language)
    ]
    if not fitting:
        return ""
    best = max(fitting, key=lambda sentence: get_merit(sentence))
    return best.text


def _short_sentence(scored: Sequence[Scored], limit: int) -> str:
    """The best sentence of any length that fits: what is left when a post has no title either."""
    for candidate in sorted(scored, key=lambda candidate: -candidate.score):
        if (
            candidate.candidate.kind is CandidateKind.SENTENCE
            and not candidate.boilerplate
        ):
            text = flat("".join(candidate.candidate.parts[:1]))
            if 0 < len(text) <= limit:
                return text
    return ""


# ---------------------------------------------------------------- the author's excerpt


def find_own_sentences(
    excerpt: str, title: str, language: str
) -> tuple[str, ...]:
    """Return the sentences of an author's excerpt that say something.

    Args:
        excerpt: The description that the author gave.
        title: Title of the article: a sentence that only repeats it says nothing.
        language: BCP 47 tag.
    """
    sentences = [
        flat(sentence) for sentence in split_sentences(plain_text(excerpt))
    ]
    if sentences and goes_on(sentences[0], language):
        return ()  # it was cut from the middle of the body
    return tuple(
        sentence
        for sentence in sentences
        if _is_whole(sentence, language)
        and not _is_talk(sentence)
        and not _announces(sentence, language)
        and _adds_to(title, sentence, language)
    )


def only_promises(text: str, language: str) -> bool:
    """Tell whether a description says nothing itself: it asks, chats, or says what the post does.

    >>> only_promises("希土類元素について詳細に分析します。", "ja")
    True
    >>> only_promises("A tour of the new bridge", "en")
    False
    """
    return all(
        is_question(sentence)
        or _is_talk(sentence)
        or _announces(sentence, language)
        for sentence in map(flat, split_sentences(text))
    )


def goes_on(sentence: str, language: str) -> bool:
    """Tell whether a sentence begins as one inside an article does: でもね、…, However, …

    A description may point ("This release …"): at the post it describes.
    """
    if without_filler(sentence, language) != sentence:
        return True
    return what_it_asks(sentence, language) in (Asks.TURN, Asks.ROW)


def _is_whole(sentence: str, language: str) -> bool:
    """Tell whether a sentence is long enough, ends as one and asks nothing."""
    if len(sentence) < min_chars(language) or is_question(sentence):
        return False
    return bool(_END.search(sentence)) and not _CUT_OFF.search(sentence)


def _is_talk(sentence: str) -> bool:
    """A promise, a call or a chat instead of news."""
    if PROMISE.search(sentence) or _TALK.search(sentence):
        return True
    return cues.BOILERPLATE.is_in(sentence) or cues.CHATTER.is_in(sentence)


def _announces(sentence: str, language: str) -> bool:
    """Tell whether a sentence says what the post is going to do (活用法を深掘りします。).

    In Japanese it is one that says of nobody that he does it, and is no past and no state; with an
    amount only by a verb of posts (…の3つの要点を解説します。).
    """
    if news_cues.PLANS.is_in(sentence):
        return True
    is_plan = base(language) == "ja" and _WILL_DO.search(sentence)
    if not is_plan or has_topic(sentence, language):
        return False
    return bool(_POST_DOES.search(sentence)) or not _has_amount(sentence)


def _has_amount(sentence: str) -> bool:
    """Tell whether a sentence says how much or when."""
    return bool(news_cues.AMOUNT.search(sentence) or cues.FACT.search(sentence))


def _adds_to(title: str, sentence: str, language: str) -> bool:
    terms, titled = (
        set(find_terms(sentence, language)),
        set(find_terms(title, language)),
    )
    n_new = len(terms - titled)
    return n_new > 0 and n_new >= MIN_NEW * len(terms)


def _first_fitting(sentences: Sequence[str], limit: int, language: str) -> str:
    """The first one or two sentences that fit the limit."""
    joint = " " if is_spaced(language) else ""
    for n_sentences in (2, 1):
        text = joint.join(sentences[:n_sentences])
        if len(sentences) >= n_sentences and len(text) <= limit:
            return text
    return ""
