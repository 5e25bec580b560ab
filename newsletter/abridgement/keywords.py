"""Cut plain text into the terms it is about, without a dictionary.

A term is what two sentences share when they speak of the same thing:

    Japanese        katakana words; pairs of neighbouring kanji; a single kanji where it is quoted
    Chinese         pairs of neighbouring characters
    Korean          words without their particle
    Latin and other words without stop words and without the commonest endings
    all languages   numbers with their unit

Word lists and morphological analysers were weighed and left out. The choice of sentences needs
only that equal things meet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet

from newsletter.language.scripts import HAN, HANGUL
from newsletter.language.tags import base
from newsletter.remembered import remembered

N_REMEMBERED = (
    1024  # texts: every sentence of an article is compared with several others
)

_KATAKANA = "\u30a1-\u30fa\u30fc"
_RUNS = re.compile(
    rf"「(?P<quoted>[{HAN}])」|(?P<number>\d[\d,.]*\s?[%％{HAN}]?)|(?P<han>[{HAN}]+)"
    rf"|(?P<kata>[{_KATAKANA}]+)|(?P<hangul>[{HANGUL}]+)"
    rf"|(?P<word>[^\W\d_{HAN}{_KATAKANA}{HANGUL}\u3041-\u3096][^\W_{HAN}{_KATAKANA}{HANGUL}\u3041-\u3096]*(?:['’\-][^\W_]+)*)"
)
_JOSA = re.compile(
    "(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|에서|에게|까지"
    "|부터|보다|처럼|이다|입니다|했다|합니다|하는|하고|된|되는|한|할)$"
)
_ENDINGS = re.compile(r"(?:'s|’s|ations?|ments?|ings?|edly|ed|ies|ly|es|s)$")

_STOP_WORDS = """
a an the and or but nor so yet of in on at to for from by with without within into onto over
under about as than then that this these those there here it its it's they them their he him his
she her we us our you your i me my mine who whom whose which what when where why how is are was
were be been being am do does did doing done have has had having will would shall should can
could may might must not no yes if because while though although until since also only just even
more most less least very much many some any each every all both either neither other another
such same own too now new one two first get gets got make makes made like use used using way
thing things lot really well even still ever never
der die das und oder ein eine einen dem den des ist sind war mit von zu auf für im nicht auch
als sich
le la les un une des et ou est sont dans sur pour par avec que qui ne pas plus ce cette
el los las una unos y o es son en con por para que se no del al lo su sus
"""
_QUOTED_KANJI = re.compile(rf"「([{HAN}])」")
_STOP = frozenset(_STOP_WORDS.split())


@remembered(maxsize=N_REMEMBERED)
def find_terms(text: str, language: str) -> tuple[str, ...]:
    """Return the terms of a plain text in order, repeated ones repeated.

    >>> find_terms("希土類のサプライチェーン", "ja")
    ('希土', '土類', 'サプライチェーン')
    >>> find_terms("The rules were tested in 2026.", "en")
    ('rul', 'test', '2026')
    """
    return tuple(_terms(text, base(language)))


@remembered(maxsize=N_REMEMBERED)
def find_words(text: str, language: str) -> frozenset[str]:
    """Return what a plain text names, runs of kanji and kana uncut: a long name counts once.

    >>> sorted(find_words("希土類元素のインフラ", "ja"))
    ['インフラ', '希土類元素']
    """
    found = {_matched(run).casefold() for run in _RUNS.finditer(text)}
    words = {word for word in found if len(word) > 1 and word not in _STOP}
    return frozenset(words) | frozenset(_QUOTED_KANJI.findall(text))


def sum_weights(terms: AbstractSet[str], weights: Mapping[str, float]) -> float:
    """Return what terms weigh together; one without a weight weighs nothing.

    The sum is exact (`fsum`), so that the order of a set changes nothing.
    """
    known = weights.keys() & terms
    return math.fsum(map(weights.__getitem__, known)) if known else 0.0


def _matched(run: re.Match[str]) -> str:
    """The text of the one group that matched."""
    return run[run.lastgroup or 0]


def _terms(text: str, language: str) -> Iterator[str]:
    """What may be a term, script by script: quotations, figures, pairs of kanji, words."""
    for run in _RUNS.finditer(text):
        found = _matched(run)
        match run.lastgroup:
            case "quoted":
                yield found
            case "number":
                yield found.replace(",", "").replace("％", "%").rstrip(". ")
            case "han":
                yield from (found[at : at + 2] for at in range(len(found) - 1))
            case "kata":
                yield from _long_enough(found)
            case "hangul":
                yield from _long_enough(_cut_particle(found))
            case _:
                yield from _spaced_terms(found.casefold(), language)


def _long_enough(term: str) -> Iterator[str]:
    if len(term) > 1:
        yield term


def _cut_particle(word: str) -> str:
    """A Korean word without its particle; words of two letters are left alone."""
    return _JOSA.sub("", word) if len(word) > 2 else word


def _spaced_terms(word: str, language: str) -> Iterator[str]:
    """A word of a script with spaces; inside Japanese, Chinese and Korean it is a name, uncut."""
    if len(word) < 2 or word in _STOP:
        return
    yield word if language in ("ja", "zh", "ko") else _stem(word)


def _stem(word: str) -> str:
    """Cut the commonest endings off words that are long enough to bear it.

    Equal things must meet; the stem need not be a word.
    """
    stem = word
    if len(word) > 4:
        stem = _ENDINGS.sub("", word)
    elif len(word) == 4:
        stem = word.removesuffix("s")
    return stem if len(stem) >= 3 else word
