"""Find the sentences that can be read alone: in a feed, in an inbox, as a key point.

An article bears a sentence that points back, guesses or chats; a line of its own does not. So
this is stricter than the choice of an abridgement: the sentence ends, asks nothing and needs
nothing, points nowhere in its first clause, and does not talk of the article it stands in.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import pairwise

from newsletter.abridgement import cues, news_cues
from newsletter.abridgement.candidates import CandidateKind
from newsletter.abridgement.keywords import (
    N_REMEMBERED,
    find_terms,
    find_words,
)
from newsletter.abridgement.names import (
    TITLE_SUBJECT,
    TOPIC,
    speaks_of_others,
)
from newsletter.abridgement.news_clauses import (
    CALLED,
    CLAIM_NOUN,
    NEWS_NOUN,
    RELATIVE,
    SOURCED,
    get_news_clause,
    is_in_title,
    without_chatty_end,
    without_filler,
)
from newsletter.abridgement.pointers import (
    Asks,
    answers_claim,
    is_question,
    leads_in,
    leans_back,
    what_it_asks,
)
from newsletter.abridgement.scoring import Scored
from newsletter.abridgement.talk import (
    BACKGROUND,
    PROMISE,
    advises,
    guesses,
    is_talk,
    talks,
)
from newsletter.language.tags import base, is_spaced
from newsletter.remembered import remembered
from newsletter.source.nonprose import NonproseKind, find_nonprose

MIN_CHARS = 20
MIN_SPACED_CHARS = 40
MIN_LEAD_CHARS = 15  # a headline may be short: another sentence follows it
CLAUSE_END = 4  # characters that a clause and its sentence do not both end in
TITLE_WORTH = 1.5  # a sentence that says what the whole is about, in weights of an editor (0 to 3)
OPENING_WORTH = 1.0
# As a lead, of the logarithm of its chance: among the sentences that can stand first the likeliest
# is still the likeliest where none of them is likely. On the labelled articles, models held out,
# 67 % of the leads are beginnings of an editor instead of 62 %, and their mean weight is 2.47
# instead of 2.38; .3 to .5 do the same, a floor of 1e-3 one in a hundred less.
LEAD_CHANCE_WORTH = 0.4
MIN_CHANCE = 1e-5
CHATTER_COST = 0.8
ADDRESS_COST = 0.6  # it speaks to the reader
SUBJECT_WORTH = 0.5  # a Japanese lead names whom the title names first
# A clause that tells what the title tells: its sentence is talk, and so is its score.
CLAUSE_WORTH = 1.0
LEAD_TALK_COST = 3.0  # it chats: a lead only where nothing else tells the news
AUTHOR_COST = (
    1.0  # the same outside Japanese, where authors tell their own news as "I"
)
HEDGE_COST = 1.0
LEAD_HEDGE_COST = 1.0  # besides: a lead that only guesses is no news
LEAD_ADVICE_COST = 1.0  # it says what should be done: the news is what was done
LEAD_STRANGER_COST = 1.0  # it speaks of others than the title does
LEAD_POINTS_COST = (
    0.7  # it points at something after its first clause (…、この動きを…)
)
# Read from the same articles: the best sentence has a mean weight of 2.31 instead of 2.26, and is
# one that an editor would begin with in 49 % instead of 46 %.
FACT_WORTH = 0.2
CHANGE_WORTH = 0.2
BACKGROUND_COST = 0.6  # it says how things were before
NO_TOPIC_COST = (
    0.6  # it does not say what it speaks of: its subject stood before it
)

# Words that point or weigh against something outside the sentence. In Japanese those of the first
# clause: later ones mostly point to what the sentence itself has said.
_LEANS = re.compile(
    r"^[^、]*(?:この|その|これ|それ|そんな|こんな|こうし|そうし|同社|同氏|彼ら|彼女|彼[はがの]"
    r"|両社)"
    r"|彼ら(?:が|は|の|に|を)|も、?(?:この|その|こうした|そうした)|この(?:文脈|流れ|動き|点|意味)|(?:こう|そう)した「?"
    r"|^(?:もし|仮に|いやはや|いや|なんと)|(?:なおさら|そう)です。$"
    r"|^(?:特に|今回は|先ほど|先程|もちろん|逆に|同時に|まず|中でも|なかでも|そこ|ここ)"
    r"|^[^。、]{1,12}で(?:言|い)えば、"
    r"|^[^。]{0,30}[：:] "
    r"|^(?:he|she|they|you|here|there)\b"
    r"|\b(?:this|these|those)\b(?! (?:is|are|the|a|can|will|you|we|they|it|past|last|week|month"
    r"|year|quarter|spring|summer|fall|autumn|winter)\b)"
    r"|(?:^|\b(?:of|for|to|with|by|from|after|before|in|on|at|about|like|than|because|and|but|all|do"
    r"|does|did)\s+)that\b(?! (?:is|are|the|a|can|will|you|we|they|it)\b)"
    r"|这|這|那|该|이러한|그러한",
    re.I,
)
# Markdown that is no plain sentence: a template that readers are not shown, a label on a line of
# its own (**Weakness**; a few words without an end, at the head of a paragraph).
_LOSES = re.compile(
    r"\{\{|\{%|^\s*(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)[ \t]*\n"
    # A component and a value of MDX (<Name />, {price}), and words that are struck out.
    r"|<[A-Z][\w.]*(?:\s[^<>]*)?>|(?<![\\\w{`])\{[A-Za-z_][\w.]*\}(?![\w}`])|~~"
)
_MAYBE_FORMULA = re.compile(r"\$|\\[(\[b]")
_LABELLED = re.compile(r"\s*[^\n.。!?！？,]{1,32}\n[A-Z\d\"“]")
# The author or the house speaks: that can lead a mail of theirs, and is no key point.
_OURSELVES = re.compile(r"^(?:we|i)\b", re.I)
# 1兆円を突破したというニュース。 is a headline, though it ends in a noun.
_HEADLINE = re.compile(
    rf"{CALLED}(?:{NEWS_NOUN}|{CLAIM_NOUN}|{SOURCED}|話題?)。$|(?:{RELATIVE}|」のニュース)。$"
    r"|^「[^「」]{10,}」。$"
)
# Endings that explain the sentence before, or that call to look at what comes.
_TRAILS = re.compile(
    r"(?:わけ(?:です|だ|なんだ|なのです)|ということ(?:です|だ|なんだ)?|[すんただ]から|からね|からだ|のさ|ものさ"
    r"|たもの(?:です|だ)|覚えてい(?:ます|る)|(?:み|い|し|え)(?:よう|ましょう)"
    r"|(?:では|じゃ)ないでしょうか|かどうか|のか|[るたいう]か|」と)[。！]$"
    r"|(?:単なる|ただの)[^。]{1,30}(?:では(?:ありません|ない)|以上の(?:もの|意味)[^。]{0,6})。$"
    r"|だけでは(?:ありません|ない)[^。、]{0,10}。$"
)
_CALLS_TO = re.compile(r"(?:よう|ましょう)。$")
# What readers of HTML see as a character; &lt; and the like stay as they are written.
_ENTITY = re.compile(
    r"&(?:nbsp|emsp|ensp|thinsp|[mn]dash|hellip|[lr][sd]quo|middot|times);"
)
# Half of a Japanese sentence: …という未来を。, …たりして。, どう変えるか。
_JA_HALF = re.compile(
    r"(?:[をにがはへで]|たり|たりして|か|など|まで|から|ので|けれど|けど)[」』）)]?。$"
)
# What somebody does or is, at the end; without one (AI、機械学習、量子。) a topic has to be there.
_JA_PREDICATE = re.compile(
    r"(?:[うくすつぬむぐぶるただいんねよ]|とのこと|、と|って)[」』）)]?[。！]$"
)
# The answer to a question before it, unless its topic is there: …できるのか、という点です。
_JA_ANSWERS = re.compile(
    r"(?:という|[るたい])(?:点|面|側面|ところ|こと|もの|わけ|仕組み|構図)(?:です|だ|である|でしょう)。$"
)
_JA_LIKENS = re.compile(
    r"^(?:対して|思えば|逆に言えば)|も(?:また)?、?(?:例外|同じ|同様)|(?:^|は)同様に、"
)
_JA_POINTS = re.compile(
    r"、(?:この|こうした|これらの|そうした|それらの)(?!ため|よう)"
)
_JA_ANY_TOPIC = re.compile(r"は(?!別)|(?<![てで])も")
# Words of English that go on with what was said, anywhere in the first clause.
_EN_GOES_ON = re.compile(
    r"[^.;:]{0,80}(?<!which )(?<!who )(?<!that )(?<!but )\b(?:also|likewise)\b"
    r"|[^,.;:]{0,60}(?<!since )(?<!the )(?<!and )"
    r"\b(?:then|instead(?! of)|however|therefore|such an?|thus)\b(?! as\b)"
    r"|[^.;:]{0,60}\b(?:next|previous|last|earlier) (?:post|article|section|chapter)\b"
    r"|Note (?:that|how)\b|(?:As|Like) (?:with|before|mentioned|noted|expected|we saw)\b"
    r"|(?:Without further ado|First things first|That said|Funny story|Fun fact)\b"
    r"|(?:First(?:ly)?|To (?:begin|start)(?: with)?|(?:More|Most|Even more|Equally) importantly),"
    r"|To (?:repeat|recap|summari[sz]e|be clear|put it)\b"
    r"|(?:OK|Ok|Okay|Alright|Anyway|With (?:that|the background))\b"
    r"|(?:So|Well|Now)(?:,| (?:I|if|it|let|that|we|you)\b)"
)
# "The fix required …": one word under "the" that stands for what was told before.
_EN_THE = re.compile(
    r"The (?P<noun>[a-z]+) (?:is|was|are|were|has|had|have|will|would|can|could|do|does|did"
    r"|[a-z]{2,}ed|[a-z]{3,}s|came|went|took|made|got|gave|said|kept|fell|rose|ran|grew)\b"
)
# It only sends the reader somewhere, or is an item of a list or an aside in brackets.
_SENDS_AWAY = re.compile(
    r"(?:For (?:more|further|details|a full)|See|Refer to|Visit|Siehe|Voir|V[eé]a(?:se)?"
    r"|Consulte)\b"
    r"|.*\b(?:check out|read more|learn more|click)\b"
    r"|(?:詳しくは|詳細(?:は|について)|くわしくは)[^。]*(?:参照|ご覧|こちら|まで|ください)"
    r"|[(（]|(?:\d{1,2}[.)）]|[*+•-](?=\s))\s?",
    re.I,
)
# Openings that go on with a thought, though they point nowhere.
_GOES_ON = re.compile(
    r"^(?:極めつけ|考えられるのは|いきなり|結局|あとは|それだけ|理由は|他にも|最初は|当初は"
    r"|(?:前世代|従来|以前|前年|昨年)の?[^は、。]{0,25}(?:と比較し|と比べ|に比べ)"
    r"|[^、。]{0,12}という(?:の|こと|点|事実|現状)(?:は|が|も)|[^、。は]{1,30}(?:という|現状|点|事実)も、)"
)
_END = re.compile(r"[。！？!?.][」』）)”\"'’]*$")


@dataclass(frozen=True, slots=True)
class Standalone:
    """A sentence that can be read alone.

    Attributes:
        scored: The candidate it is.
        text: The part of the sentence that tells, as plain text in one line.
        merit: How much it says of the whole, in weights of an editor; may be negative.
        chance: How likely an editor begins with it among those that can lead; 0 where that was not
            asked.
    """

    scored: Scored
    text: str
    merit: float
    chance: float = 0.0

    @property
    def number(self) -> int:
        """That of its candidate."""
        return self.scored.candidate.number

    @property
    def whole(self) -> str:
        """The sentence uncut, as plain text in one line."""
        return flat(self.scored.candidate.parts[0])

    @property
    def is_clause(self) -> bool:
        """Tell whether it is the news without the words behind it."""
        return self.is_cut and not self.whole.endswith(self.text[-CLAUSE_END:])

    @property
    def is_cut(self) -> bool:
        """Tell whether a filler, or the talk around the news, is left out."""
        return self.text != self.whole


@dataclass(frozen=True, slots=True)
class Readable:
    """The sentences of an article that do not need the article, the best first.

    Attributes:
        alone: Those that can be read alone.
        leads: Those that can stand first, under the title.
    """

    alone: tuple[Standalone, ...]
    leads: tuple[Standalone, ...]


def stands_alone(text: str, language: str) -> bool:
    """Tell whether a plain sentence can be read without any other."""
    if len(text) < min_chars(language) or not can_lead(text, language):
        return False
    return not (_OURSELVES.match(text) or _HEADLINE.search(text))


@remembered(maxsize=N_REMEMBERED)
def is_whole(text: str, language: str) -> bool:
    """Tell whether a plain sentence is neither half of one nor goes on with one before it.

    A Japanese sentence ends in a verb or the like, or has a topic, or is a headline; without a
    topic …という点です。 answers a question. An English one does not go on in its first clause
    ("We also …").
    """
    if _SENDS_AWAY.match(text):
        return False
    if base(language) != "ja":
        return not _EN_GOES_ON.match(text)
    if _HEADLINE.search(text):
        return True
    if _JA_HALF.search(text) or _JA_LIKENS.search(text):
        return False
    is_answer = _JA_ANSWERS.search(text) or not _JA_PREDICATE.search(text)
    return not is_answer or bool(_JA_ANY_TOPIC.search(text))


@remembered(
    maxsize=N_REMEMBERED
)  # asked as a measure, as a key point and as a lead
def can_lead(text: str, language: str) -> bool:
    """Tell whether a plain sentence can stand first, under the title.

    That is a sentence that stands alone, one of the author (we are happy to announce …), or a
    headline (…したというニュース。).
    """
    shortest = min(min_chars(language), MIN_LEAD_CHARS)
    if len(text) < shortest or not _END.search(text):
        return False
    if what_it_asks(text, language) is not Asks.NOTHING:
        return False
    if leans_back(text, language) and not _HEADLINE.search(text):
        return False
    if text.endswith(("?", "？")):
        return False
    tests = _NO_LEAD_IN_JAPANESE if base(language) == "ja" else _NO_LEAD
    return not any(test(text) for test in tests)


# A sentence of which one of these is true cannot stand first.
_NO_LEAD: tuple[Callable[[str], object], ...] = (
    is_question,
    leads_in,
    PROMISE.search,
    _LEANS.search,
    cues.META.is_in,
)
_NO_LEAD_IN_JAPANESE: tuple[Callable[[str], object], ...] = (
    _TRAILS.search,
    _GOES_ON.search,
    *_NO_LEAD,
)


def find_standalone(
    scored: Sequence[Scored],
    language: str,
    title: str,
    unfit: Collection[int] = (),
) -> Readable:
    """Return the sentences of an article that can be read alone or stand first, the best first.

    Args:
        scored: The candidates with their scores.
        language: BCP 47 tag.
        title: Title of the article: what the news is about.
        unfit: Numbers of candidates that are out.
    """
    titled = find_words(title, language)
    alone: list[Standalone] = []
    leads: list[Standalone] = []
    taken_back = frozenset(find_taken_back(scored, language))
    for candidate in scored:
        if not _may_stand(candidate):
            continue
        is_denied = candidate.candidate.number in taken_back
        # What is taken back is hearsay, whatever the title says.
        titled_news = "" if is_denied else title
        text = _without_talk(flat(candidate.candidate.parts[0]), language)
        news = _tell(text, language, titled_news)
        is_out = candidate.boilerplate or candidate.candidate.number in unfit
        is_news = news != text and is_in_title(news, titled_news)
        if is_out and not is_news:
            continue
        # What can be read alone can lead; most sentences tell as a lead what they tell alone.
        merits = {
            wording: _merit(candidate, wording, titled, language)
            for wording in {text, news}
            if is_whole(wording, language) and can_lead(wording, language)
        }
        is_alone = not is_out and not is_denied
        if text in merits and is_alone and stands_alone(text, language):
            merit = merits[text] + OPENING_WORTH * candidate.opens
            alone.append(Standalone(candidate, text, merit))
        if news in merits:
            merit = merits[news] + _chance_merit(candidate)
            merit += _lead_merit(news, title, language)
            merit += CLAUSE_WORTH * is_news
            leads.append(Standalone(candidate, news, merit))
    return Readable(_sort_by_merit(alone), _sort_by_merit(_compare(leads)))


def _compare(leads: Sequence[Standalone]) -> list[Standalone]:
    """Leads with the chance that each has among them."""
    whole = math.fsum(lead.scored.opens for lead in leads) or 1.0
    return [replace(lead, chance=lead.scored.opens / whole) for lead in leads]


def _may_stand(scored: Scored) -> bool:
    """Tell whether a candidate is a sound sentence."""
    return _is_sentence(scored) and not _is_broken(scored)


def _sort_by_merit(found: list[Standalone]) -> tuple[Standalone, ...]:
    found.sort(key=lambda sentence: (-sentence.merit, sentence.number))
    return tuple(found)


def find_taken_back(scored: Sequence[Scored], language: str) -> Iterator[int]:
    """Yield the numbers of claims that the next sentence of the paragraph takes back (しかし, but).

    They can be the news, and neither a key point nor a second sentence of the lead.
    """
    for before, after in pairwise(scored):
        first, second = before.candidate, after.candidate
        if first.passage != second.passage or not _is_sentence(after):
            continue
        if answers_claim(flat(second.parts[0]), language):
            yield first.number


def _chance_merit(scored: Scored) -> float:
    """What a lead gains by its chance to be the beginning of the article."""
    return LEAD_CHANCE_WORTH * math.log(max(MIN_CHANCE, scored.opens))


def _lead_merit(text: str, title: str, language: str) -> float:
    """What a lead gains by naming whom the title names first, and loses by chat."""
    if base(language) != "ja":
        merit = -AUTHOR_COST * is_talk(text)
        merit -= LEAD_STRANGER_COST * stands_for_more(text, title)
        return merit - LEAD_HEDGE_COST * guesses(text)
    subject = TITLE_SUBJECT.search(title)
    is_named = bool(subject and subject[0] in text)
    merit = SUBJECT_WORTH * is_named - LEAD_TALK_COST * is_talk(text)
    merit -= LEAD_STRANGER_COST * speaks_of_others(text, title)
    merit -= LEAD_HEDGE_COST * guesses(text) + LEAD_ADVICE_COST * advises(text)
    return merit - LEAD_POINTS_COST * bool(_JA_POINTS.search(text))


def _tell(text: str, language: str, title: str) -> str:
    """What a sentence tells as a lead, which is without the talk around the news."""
    is_hearsay = guesses(text) or text.endswith("って。")
    if not (is_talk(text) or _invites(text) or is_hearsay):
        return text
    return get_news_clause(text, language, title) or text


def _invites(text: str) -> bool:
    """Tell whether a sentence says what article and reader are going to do (…に迫ってみよう)."""
    return news_cues.PLANS.is_in(text) or bool(_CALLS_TO.search(text))


def _without_talk(text: str, language: str) -> str:
    """A sentence without a filler at its head and a call to agree at its end."""
    return without_chatty_end(without_filler(text, language), language)


def stands_for_more(text: str, title: str = "") -> bool:
    """Tell whether an English sentence begins with "the" and a word that was told of before.

    >>> stands_for_more("The fix was to wait."), stands_for_more("The Rust team ships.")
    (True, False)
    """
    found = _EN_THE.match(text)
    return found is not None and found["noun"] not in title.casefold()


def _is_broken(scored: Scored) -> bool:
    """Tell whether a sentence lost a word to a template, has a formula or runs into a label."""
    candidate = scored.candidate
    if _LOSES.search(candidate.text) or _has_formula(candidate.text):
        return True
    return candidate.place == 0 and bool(_LABELLED.match(candidate.text))


def _has_formula(text: str) -> bool:
    """Tell whether a formula stands in a text; amounts of money, links and code are none."""
    if not _MAYBE_FORMULA.search(text):
        return False
    return any(
        part.kind is NonproseKind.FORMULA for part in find_nonprose(text)
    )


def is_headline(text: str) -> bool:
    """Tell whether a sentence ends in the news it tells (…したというニュース。)."""
    return bool(_HEADLINE.search(text))


def _is_sentence(scored: Scored) -> bool:
    candidate = scored.candidate
    return candidate.kind is CandidateKind.SENTENCE and bool(candidate.parts)


def _merit(
    scored: Scored, text: str, titled: frozenset[str], language: str
) -> float:
    """Its score, what it shares with the title, and what it loses by chatter and guesses."""
    merit = scored.score
    if titled:
        merit += (
            TITLE_WORTH * len(titled & find_words(text, language)) / len(titled)
        )
    if talks(text):
        merit -= CHATTER_COST
    if news_cues.ADDRESSES.is_in(text):
        merit -= ADDRESS_COST
    if BACKGROUND.search(text):
        merit -= BACKGROUND_COST
    if not has_topic(text, language):
        merit -= NO_TOPIC_COST
    if guesses(text):
        merit -= HEDGE_COST
    merit += FACT_WORTH * bool(cues.FACT.search(text))
    merit += CHANGE_WORTH * cues.CHANGES.is_in(text)
    return merit


def has_topic(text: str, language: str) -> bool:
    """Tell whether a sentence says of whom or what it speaks; only Japanese may leave that out."""
    return base(language) != "ja" or bool(TOPIC.match(text))


def says_again(text: str, other: str, language: str, share: float) -> bool:
    """Tell whether a text has at least a share of its terms in common with another.

    Args:
        text: The text that may be left out.
        other: The text that may say it already.
        language: BCP 47 tag of both.
        share: Share of the terms of `text`, 0 to 1.
    """
    terms = set(find_terms(text, language))
    return len(terms & set(find_terms(other, language))) >= share * max(
        1, len(terms)
    )


def min_chars(language: str) -> int:
    """Return the length below which a sentence says nothing alone."""
    return MIN_SPACED_CHARS if has_latin_length(language) else MIN_CHARS


def has_latin_length(language: str) -> bool:
    """Tell whether a line of this language needs as many characters as one in Latin letters."""
    return is_spaced(language) and base(language) != "ko"


def flat(text: str) -> str:
    """Return a text in one line, single blanks, blanks and typographic marks as characters."""
    shown = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return " ".join(shown.split())
