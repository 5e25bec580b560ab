"""Score how a sentence is worded: like those that editors keep, or like those that they drop.

What editors keep shows in the letters of a sentence: its endings, its particles, its verbs. The
table of letter runs (n-grams of characters) with their weights is learned from labelled articles.
It must know how things are said, not what is spoken of. So names are hidden before the runs are
taken: in Japanese every katakana and Latin word, in English capitalised words inside a sentence,
addresses and code, in both every number. Held out by topic and by site, the hidden names cost
nothing in Japanese and gain .01 in English. A run counts only when it stands in a tenth of the
articles.

There are tables for Japanese and English. Other languages are scored without.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from operator import add

from newsletter.language.nfkc import to_nfkc
from newsletter.remembered import remembered

N_REMEMBERED = 1024
RUN_LENGTHS: Mapping[str, range] = {"ja": range(1, 4), "en": range(2, 5)}

# What the wording of a part and of its neighbours says, beside the measures of `features`.
REASONS: dict[str, tuple[str, str]] = {
    "wording": (
        "worded like what editors keep",
        "worded like what editors drop",
    ),
    "wording here": (
        "worded like what editors keep",
        "worded like what editors drop",
    ),
    "wording before": (
        "follows what editors keep",
        "follows what editors drop",
    ),
    "wording after": ("before what editors keep", "before what editors drop"),
    "wording around": ("among what editors keep", "among what editors drop"),
    "wording of passage": (
        "in a paragraph that editors keep",
        "in a paragraph that editors drop",
    ),
    "wording in passage": (
        "the best of its paragraph",
        "not the best of its paragraph",
    ),
    "wording rank": (
        "worded like what editors keep",
        "worded like what editors drop",
    ),
}
NAMES = tuple(REASONS)

_NUMBER = re.compile(r"\d[\d,.]*+")
_LATIN_WORDS = re.compile(
    r"[A-Za-z][A-Za-z0-9&+'’._-]*(?:\s+[A-Za-z][A-Za-z0-9&+'’._-]*)*"
)
_KATAKANA_WORD = re.compile("[ァ-ヺー]{2,}")
_BLANKS = re.compile(r"\s+")
_NUMBER_WORD = re.compile(r"\d[\d,.]*+\w*")
# What stands before its first odd sign is never given back: of a text without blanks, each letter
# would be tried as its start.
_MACHINE_WORD = re.compile(r"(?<!\S)[^\s_/@<>{}=\\]*+[_/@<>{}=\\]\S*")
# A capitalised name of one or more words, anywhere but at the start of a sentence.
_NAME = re.compile(
    r"(?<=[a-z,;:()\"'’0] )[(\"'“]?[A-Z][\w'’.&+-]*(?: [A-Z][\w'’.&+-]*)*",
)


@remembered(maxsize=N_REMEMBERED)
def hide_names(text: str, language: str) -> str:
    """Return a text with every name and number replaced by one letter for its kind.

    >>> hide_names("NVIDIAは2025年にチップを3種発表した。", "ja")
    '^Aは0年にアを0種発表した。$'
    >>> hide_names("In May the team at Red Hat fixed 12 bugs.", "en")
    '^in X the team at X fixed 0 bugs.$'
    """
    text = to_nfkc(text)
    if language == "ja":
        text = _NUMBER.sub("0", text)
        text = _LATIN_WORDS.sub("A", text)
        text = _KATAKANA_WORD.sub("ア", text)
        text = _BLANKS.sub("", text)
        return f"^{text}$"
    text = _NUMBER_WORD.sub("0", text)
    text = _NAME.sub("\x01", text)
    text = _MACHINE_WORD.sub("\x02", text)
    text = _BLANKS.sub(" ", text).strip().casefold()
    text = text.replace("\x01", "X").replace("\x02", "Y")
    return f"^{text}$"


def find_runs(text: str, language: str) -> frozenset[str]:
    """Return the distinct runs of letters of a text, names hidden."""
    return frozenset(_cut_own_runs(text, language))


def _cut_own_runs(text: str, language: str) -> Iterable[str]:
    return cut_runs(hide_names(text, language), RUN_LENGTHS[language])


def cut_runs(hidden: str, lengths: range) -> Iterable[str]:
    """Return all runs of a text whose names are hidden, repeated ones repeated.

    Each is made of the shorter one at its place.

    Args:
        hidden: The text, as `hide_names` returns it.
        lengths: How many letters a run has.
    """
    runs: list[str] = list(hidden)
    found = [runs] if 1 in lengths else []
    for length in range(2, lengths.stop):
        runs = list(map(add, runs, hidden[length - 1 :]))
        if length in lengths:
            found.append(runs)
    return chain.from_iterable(found)


def score_wording(
    text: str, language: str, table: Mapping[str, float], base: float
) -> float:
    """Return the worth of a text by its runs: their mean direction, not their number.

    Args:
        text: One sentence, item or row.
        language: `ja` or `en`.
        table: Weight of every run that counts.
        base: Worth of a text without any.
    """
    known = table.keys() & _cut_own_runs(text, language)
    if not known:
        return base
    return base + math.fsum(map(table.__getitem__, known)) / math.sqrt(
        len(known)
    )


def measure_wording(
    scores: Sequence[float], passages: Sequence[int]
) -> tuple[tuple[float, ...], ...]:
    """Return for every part what its own wording and that of its neighbours says, as in NAMES.

    Args:
        scores: Worth of every part by its wording.
        passages: The passage of every part; parts of one passage stand together.
    """
    n_parts = len(scores)
    mean = sum(scores) / max(1, n_parts)
    padded = [0.0, 0.0, *scores, 0.0, 0.0]
    members: dict[int, list[float]] = {}
    for passage, score in zip(passages, scores, strict=True):
        members.setdefault(passage, []).append(score)
    means = {
        passage: sum(values) / len(values)
        for passage, values in members.items()
    }
    best = {passage: max(values) for passage, values in members.items()}
    ranks = _rank(scores)
    return tuple(
        (
            score,
            score - mean,
            padded[at + 1],
            padded[at + 3],
            (padded[at] + padded[at + 4]) / 2,
            means[passage],
            score - best[passage],
            ranks[at],
        )
        for at, (score, passage) in enumerate(
            zip(scores, passages, strict=True)
        )
    )


def _rank(scores: Sequence[float]) -> list[float]:
    """Place of every score among all, from 0 for the lowest to 1 for the highest."""
    order = sorted(range(len(scores)), key=lambda at: (scores[at], at))
    ranks = [0.0] * len(scores)
    for place, at in enumerate(order):
        ranks[at] = place / max(1, len(scores) - 1)
    return ranks
