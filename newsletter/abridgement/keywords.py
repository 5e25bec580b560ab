"""Cut plain text into the terms it is about, without a dictionary.

A term is what two sentences share when they speak of the same thing. Japanese: katakana words and pairs of neighbouring
kanji, a single one where it is quoted; Chinese: pairs of neighbouring characters; Korean: words without their particle; Latin
and other spaced scripts: words without stop words and without the commonest endings; numbers with their unit in every language.
Word lists and morphological analysers were weighed and left out: the choice of sentences needs only that equal things meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.language.scripts import HAN, HANGUL
from newsletter.language.tags import base

_KATAKANA = "\u30a1-\u30fa\u30fc"
_RUNS = re.compile(
    rf"「(?P<quoted>[{HAN}])」|(?P<number>\d[\d,.]*\s?[%％{HAN}]?)|(?P<han>[{HAN}]+)|(?P<kata>[{_KATAKANA}]+)|(?P<hangul>[{HANGUL}]+)"
    rf"|(?P<word>[^\W\d_{HAN}{_KATAKANA}{HANGUL}\u3041-\u3096][^\W_{HAN}{_KATAKANA}{HANGUL}\u3041-\u3096]*(?:['’\-][^\W_]+)*)"
)
_JOSA = re.compile(
    "(?:은|는|이|가|을|를|의|에|와|과|도|로|으로|에서|에게|까지|부터|보다|처럼|이다|입니다|했다|합니다|하는|하고|된|되는|한|할)$"
)
_ENDINGS = re.compile(r"(?:'s|’s|ations?|ments?|ings?|edly|ed|ies|ly|es|s)$")

_STOP_WORDS = """
a an the and or but nor so yet of in on at to for from by with without within into onto over under about as than then that this
these those there here it its it's they them their he him his she her we us our you your i me my mine who whom whose which what
when where why how is are was were be been being am do does did doing done have has had having will would shall should can could
may might must not no yes if because while though although until since also only just even more most less least very much many
some any each every all both either neither other another such same own too now new one two first get gets got make makes made
like use used using way thing things lot really well even still ever never
der die das und oder ein eine einen dem den des ist sind war mit von zu auf für im nicht auch als sich
le la les un une des et ou est sont dans sur pour par avec que qui ne pas plus ce cette
el los las una unos y o es son en con por para que se no del al lo su sus
"""
_STOP = frozenset(_STOP_WORDS.split())


def find_terms(text: str, language: str) -> tuple[str, ...]:
    """Return the terms of a plain text in order, repeated ones repeated.

    >>> find_terms("希土類のサプライチェーン", "ja")
    ('希土', '土類', 'サプライチェーン')
    >>> find_terms("The rules were tested in 2026.", "en")
    ('rule', 'test', '2026')
    """
    return tuple(_terms(text, base(language)))


def find_words(text: str, language: str) -> frozenset[str]:
    """Return what a plain text names, runs of kanji and kana uncut: a long name counts once.

    >>> sorted(find_words("希土類元素のインフラ", "ja"))
    ['インフラ', '希土類元素']
    """
    runs = (run[run.lastgroup or 0] for run in _RUNS.finditer(text))
    return frozenset(
        run.casefold() for run in runs if len(run) > 1 and run.casefold() not in _STOP
    ) | frozenset(re.findall(rf"「([{HAN}])」", text))


def _terms(text: str, language: str) -> Iterator[str]:
    for run in _RUNS.finditer(text):
        found = run[run.lastgroup or 0]
        if run.lastgroup == "quoted":
            yield found
        elif run.lastgroup == "number":
            yield found.replace(",", "").replace("％", "%").rstrip(". ")
        elif run.lastgroup == "han":
            yield from (found[at : at + 2] for at in range(len(found) - 1))
        elif run.lastgroup == "kata":
            if len(found) > 1:
                yield found
        elif run.lastgroup == "hangul":
            stem = _JOSA.sub("", found) if len(found) > 2 else found
            if len(stem) > 1:
                yield stem
        else:
            word = found.casefold()
            if len(word) > 1 and word not in _STOP:
                yield _stem(word) if language not in ("ja", "zh", "ko") else word


def _stem(word: str) -> str:
    """Cut the commonest endings off words long enough to bear it: equal things must meet, not look well."""
    stem = (
        _ENDINGS.sub("", word)
        if len(word) > 4
        else word.removesuffix("s")
        if len(word) > 3
        else word
    )
    return stem if len(stem) >= 3 else word
