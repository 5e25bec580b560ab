"""Check that a sentence a model wrote says only what sentences of the source say.

    sentence ─▶ the source sentences it is made of ─▶ amounts, polarity, names, quotations, causes

A sentence is aligned to the few source sentences that hold its terms. What those do not hold it may
not say: an amount with its unit and beside the same word, a negation or its absence, a name or any
other run of Chinese characters, katakana or capitals, a quotation, a cause. Words for words, not
meaning for meaning: a true paraphrase is refused too, which costs nothing, since the author's own
sentences stand in then.

Weighed and rejected: asking that every number and name stands somewhere in the article. 12億円
passed as 10億円 where both digits stood elsewhere, and a worry passed as no worry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsletter.abridgement.keywords import find_terms
from newsletter.language.numbers import (
    Amount,
    find_amounts,
    find_free_units,
    same_amount,
)
from newsletter.language.scripts import HAN

N_ALIGNED = 3  # source sentences that one sentence may draw together
MIN_COVERED = 0.7  # of its terms that they must hold

_NEGATIONS = re.compile(
    r"ない|なかっ|ません|なく(?!な)|ず(?:に|、|。)|ぬ。|不可|未だ|まい"
    r"|\b(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|hardly)\b|n['’]t\b"
    r"|不|没|沒|未|无|無|非|않|없|안 |못"
)
_CAUSES = re.compile(
    r"ため(?:に|、|で)|ので|から、|からだ|からで|によって|により|おかげ|せいで|原因|結果"
    r"|その(?:ため|結果)"
    r"|なぜなら|ゆえに|したがって|招い|もたら|引き起こ"
    r"|\b(?:because|due to|owing to|thanks to|therefore|thus|hence|so that|as a result|results? in"
    r"|leads? to|led to|caus(?:e|es|ed|ing))\b"
    r"|因为|因為|所以|因此|导致|導致|由于|由於|때문|따라서|그래서",
    re.I,
)
_QUOTATION = re.compile(
    r"「([^」]{2,})」|『([^』]{2,})』|“([^”]{2,})”|\"([^\"]{2,})\""
)
_HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
_KATAKANA_RUN = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_HANGUL_RUN = re.compile(r"[\uac00-\ud7af]{3,}")
_CAPITALISED = re.compile(r"\b[A-Z][\w.&+\-]*[A-Za-z0-9]")
_OTHER_SCRIPT_RUN = re.compile(r"[\u0370-\u1fff\u0e00-\u0e7f]{3,}")
_COUNTER = re.compile(rf"\s*([{HAN}]|%|[A-Za-z]+|[\u30a1-\u30fa])")
_COUNTED = re.compile(rf"^\s*[{HAN}]+")
_CONTENT = re.compile(
    rf"[{HAN}]|[\u30a1-\u30fa\u30fc]{{2,}}|[\uac00-\ud7af]{{2,}}|[A-Za-z]{{4,}}"
)
_CLAUSE = re.compile(r"(?:[^、,;；。]|,(?=\d))+[、,;；。]?")
N_BEFORE_CHARS = (
    40  # in front of an amount, where the word stands that says what it is of
)
# The word that a sentence of Latin letters begins with; Smith町長は has none.
_FIRST_WORD = re.compile(r"\W*[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ'’]*(?!\w)")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in one normal form, with what it is compared by."""

    text: str
    terms: frozenset[str]


class SourceText:
    """The sentences of an article, ready to be compared with.

    Args:
        sentences: Plain text of its sentences, items, rows and headings, in order.
        language: BCP 47 tag.
    """

    def __init__(self, sentences: Sequence[str], language: str) -> None:
        self._language = language
        self._sentences = [
            _read(sentence, language)
            for sentence in sentences
            if sentence.strip()
        ]
        self._places: dict[str, list[int]] = {}
        for number, sentence in enumerate(self._sentences):
            for term in sentence.terms:
                self._places.setdefault(term, []).append(number)
        self._verbatim = {bare(sentence.text) for sentence in self._sentences}

    def find_faults(self, sentence: str) -> tuple[str, ...]:
        """Return what a sentence says that the source does not, a plain phrase each.

        Args:
            sentence: Plain text of one sentence.
        """
        read = _read(sentence, self._language)
        if bare(read.text) in self._verbatim:
            return ()
        aligned = self._align(read)
        covered = frozenset().union(*(source.terms for source in aligned))
        is_told = bool(read.terms) and len(
            read.terms & covered
        ) >= MIN_COVERED * len(read.terms)
        if not is_told:
            return (f'no sentence of the source says "{_short(sentence)}"',)
        return tuple(self._compare(read, aligned))

    def _align(self, sentence: _Sentence) -> list[_Sentence]:
        """The source sentences that together hold most of its terms, each adding some."""
        missing = set(sentence.terms)
        aligned: list[_Sentence] = []
        for _ in range(N_ALIGNED):
            shared: dict[int, int] = {}
            for term in missing:
                for number in self._places.get(term, ()):
                    shared[number] = shared.get(number, 0) + 1
            if not shared:
                break
            best = min(shared, key=lambda number: (-shared[number], number))
            aligned.append(self._sentences[best])
            missing -= self._sentences[best].terms
        return aligned

    def _compare(
        self, sentence: _Sentence, aligned: Sequence[_Sentence]
    ) -> Iterator[str]:
        """What a written sentence says that the sentences it was made from do not."""
        together = "\n".join(source.text for source in aligned)
        yield from _check_amounts(sentence.text, aligned, self._language)
        yield from _check_polarity(sentence, aligned)
        yield from _check_names(sentence.text, together)
        for quotation in _quotations(sentence.text):
            if bare(quotation) not in bare(together):
                yield f'quotation "{_short(quotation)}" is not in the source'
        if _CAUSES.search(sentence.text) and not _CAUSES.search(together):
            yield f'the source names no cause for "{_short(sentence.text)}"'


def _read(sentence: str, language: str) -> _Sentence:
    text = " ".join(unicodedata.normalize("NFKC", sentence).split())
    return _Sentence(text, frozenset(find_terms(text, language)))


def bare(text: str) -> str:
    """Return a text without blanks and in small letters, by which two are compared."""
    return "".join(text.split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _quotations(text: str) -> list[str]:
    # Of the four forms of a quotation exactly one has matched; the other groups are empty.
    return ["".join(groups) for groups in _QUOTATION.findall(text)]


# ---------------------------------------------------------------- amounts


def _check_amounts(
    text: str, aligned: Sequence[_Sentence], language: str
) -> Iterator[str]:
    """An amount stands in an aligned sentence with its unit, in a clause about the same thing."""
    for clause in _CLAUSE.findall(text):
        for amount in find_amounts(clause, language):
            twins = [
                source
                for source in aligned
                if _find_twins(amount, clause, source.text, language)
            ]
            if not twins:
                yield f"amount {amount.text}{_counter(clause, amount)} is not in the source"
            elif not any(
                _shares_subject(amount, clause, twin, language)
                for twin in twins
            ):
                yield f"amount {amount.text} belongs to something else in the source"


def _find_twins(
    amount: Amount, clause: str, source: str, language: str
) -> list[Amount]:
    """The amounts of a source sentence that mean the same and count the same."""
    amounts, others = (
        find_amounts(clause, language),
        find_amounts(source, language),
    )
    units = find_free_units(clause, language, amounts)
    source_units = find_free_units(source, language, others)
    counter = _counter(clause, amount)
    return [
        other
        for other in others
        if same_amount(amount, other, units, source_units)
        and _may_count_the_same(amount, counter, _counter(source, other))
    ]


def _may_count_the_same(amount: Amount, counter: str, other: str) -> bool:
    """Tell whether two equal amounts can be of the same; money and per cent say it themselves."""
    return bool(amount.unit) or not counter or not other or counter == other


def _counter(text: str, amount: Amount) -> str:
    """What an amount counts: 年, 人, %, people."""
    found = _COUNTER.match(text, amount.end)
    return found[1].casefold() if found else ""


def _shares_subject(
    amount: Amount, clause: str, source: _Sentence, language: str
) -> bool:
    """Tell whether the word before an amount stands before the same amount in the source."""
    before = find_terms(clause[: amount.start], language)
    if not before:
        return _shares_rest(amount, clause, source.text)
    amounts = find_amounts(source.text, language)
    for twin in _find_twins(amount, clause, source.text, language):
        ends = [other.end for other in amounts if other.end <= twin.start]
        start = max([twin.start - N_BEFORE_CHARS, 0, *ends])
        if before[-1] in find_terms(source.text[start : twin.start], language):
            return True
    return False


def _shares_rest(amount: Amount, clause: str, source: str) -> bool:
    """Tell whether half of what a clause says besides its amount stands in a source sentence.

    A counter (年, 人) does not say what is counted.
    """
    after = _COUNTED.sub("", clause[amount.end :])
    words = set(_CONTENT.findall(clause[: amount.start] + after))
    shared = [word for word in words if word in source]
    return len(shared) >= len(words) / 2


# ---------------------------------------------------------------- polarity, names


def _check_polarity(
    sentence: _Sentence, aligned: Sequence[_Sentence]
) -> Iterator[str]:
    """A sentence denies as often as the source sentence it is most like, or one of its clauses."""
    if not aligned:
        return
    n_denied = len(_NEGATIONS.findall(sentence.text))
    sources = [source for source in aligned if source.terms & sentence.terms]
    most = sum(len(_NEGATIONS.findall(source.text)) for source in sources)
    least = min(_least_denied(source, sentence) for source in sources[:1])
    if n_denied > most:
        yield f'the source does not deny what "{_short(sentence.text)}" denies'
    elif n_denied < least:
        yield f'the source denies what "{_short(sentence.text)}" says'


def _least_denied(source: _Sentence, sentence: _Sentence) -> int:
    """Negations in the clauses of a source sentence that a sentence takes words from."""
    n_denied = 0
    for clause in _CLAUSE.findall(source.text):
        words = _HAN_RUN.findall(clause) + _KATAKANA_RUN.findall(clause)
        words += [
            word.casefold() for word in re.findall(r"[A-Za-z]{4,}", clause)
        ]
        shared = [
            word
            for word in words
            if word in sentence.text or word in sentence.text.casefold()
        ]
        if words and len(shared) >= len(words) / 2:
            n_denied += len(_NEGATIONS.findall(clause))
    return n_denied


def _check_names(text: str, together: str) -> Iterator[str]:
    """A name, or any run of letters that could be one, stands in the aligned sentences."""
    known = together.casefold()
    runs: list[str] = []
    for pattern in (_HAN_RUN, _KATAKANA_RUN, _HANGUL_RUN, _OTHER_SCRIPT_RUN):
        runs += pattern.findall(text)
    first = _FIRST_WORD.match(text)
    runs += [
        found[0]
        for found in _CAPITALISED.finditer(text)
        if first is None
        or found.start() >= first.end()
        or not found[0].istitle()
    ]
    for run in sorted(set(runs)):
        if run.casefold() not in known:
            yield f'name "{run}" is not in the source'
