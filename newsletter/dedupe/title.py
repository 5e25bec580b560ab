"""Find the title that was meant: without decoration, not cut.

Every subject, heading and feed entry is made of it, so a mangled title is the first thing a reader
sees. A generator that "improves" titles puts a year in front (2026年…), a phrase behind
(…の全貌と実践的な活用法), names into it (…（OpenAI・Google）…), and cuts what grew too long.
The title it began with nearly always still stands somewhere: as the first line of the body, in the
excerpt, at the start of the description. These are the *witnesses*.

A witness replaces the title only where the title itself shows that it was tampered with:

- it is the witness and a tail, and the tail is glued on with a particle after the witness has
  ended (…なのか？の技術革新がもたらす変化), or the whole has a year in front that the witness
  lacks;
- it was cut: an open bracket, an end that no sentence has, names in brackets that the witness
  lacks;
- or the post was written in calls, and the title is the witness and a tail.

Without a witness only what is certain goes: a tail glued to a title that has ended, or one that
other titles of the publication show to be such a tail. That a tail is shared proves nothing by
itself: 「、その真意はどこにあるのか？」 ends 18 sound titles of one site.

Titles of people are never changed: of 338 posts of 25 sites, none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from rapidfuzz import fuzz

from newsletter.dedupe.keys import count_shared, find_numbers, make_key
from newsletter.dedupe.segment import Kind, strip_marks
from newsletter.language.nfkc import to_nfkc

SAME_TITLE = 0.86  # the threshold of free near matches
SAME_START = (
    0.80  # of a witness with the start of a title that shows other signs
)
MIN_SHARED = 12  # characters a cut title must share with the whole one
MIN_START = 8  # characters a mangled title must share with its witness
MIN_CONFIRMED = 5  # the same where two witnesses agree
MAX_LOST = (
    4  # characters a cut may have taken off a title: 真意と？ for 真意とは
)
MAX_TITLE_CHARS = 110
# Of a first line with no end mark, the share of its words and pairs of characters that the title
# has too. The posts of 45 sites of people have five such lines of .4 and more; each has a link, or
# a date that stands nowhere else. Few words are shared by chance oftener than many pairs.
RETOLD_SHARE = 0.4
RETOLD_SHARE_IN_CALLS = 0.35
RETOLD_WORDS = 0.65  # the same where the line has words only
RETOLD_WORDS_IN_CALLS = 0.5
MIN_HEAD = 8  # characters of a title that has ended before a tail
MIN_SUFFIX = (
    6  # characters of a tail; なぜ？の答え has a shorter one and is sound
)
MIN_TITLES = 2  # titles in which a tail follows an ended title
MIN_YEARS = 5  # titles with a year in front that make a habit of it
YEARS_SHARE = 0.3

_TAIL = re.compile(
    r"[？?！!。…．.\s](?<![？?！!。…．.\s]{2})[？?！!。…．.\s]*+$"
)
_YEAR = re.compile(
    r"^20\d{2}年(?!\d{1,2}月)(?![のにまはかが度代、,にで版最])\s*"
)
_ENDS = re.compile(r"(?:[？?！!。]|とは)$")
_GLUE = r"(?:の|が|による|を|で|に)(?![、。？?])"
_GLUED_START = re.compile(rf"{_GLUE}|[｜|]")
_NAMES = re.compile(r"（[^（）]*・[^（）]*）")
_GLUED = re.compile(
    rf"^(?P<head>.{{{MIN_HEAD},}}?(?:[？?！!。]|とは))\s*"
    r"(?P<names>（[^（）]*・[^（）]*）)?"
    rf"(?P<suffix>(?:の|が|による)(?![、。？?])[^？?！!。「」（）]{{{MIN_SUFFIX},}})$"
)
# 施行へ。 ends a line of a heading, and no sentence.
_UNPARTED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u3005]")
_RUN = re.compile(
    rf"{_UNPARTED.pattern}+|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
_SAID = re.compile(r"(?<!へ)。|[！!]|[？?]\s*$")
_ENDS_SENTENCE = re.compile(r"[.…:：;；][^\w.…:：;；]*$")
_BRACKETS = ("「」", "『』", "（）", "【】", "()", "[]")


@dataclass(frozen=True, slots=True)
class Decoration:
    """What a publication puts around its titles.

    Attributes:
        suffixes: Tails, the longest first.
        years: A year is put in front.
    """

    suffixes: tuple[str, ...] = ()
    years: bool = False


def find_decoration(titles: Sequence[str]) -> Decoration:
    """Learn the decoration of a publication from its titles.

    A tail is decoration where it follows a title that has ended, in two titles at least.

    >>> questions = ("港の朝はなぜ早い？", "町の昼はなぜ長い？")
    >>> find_decoration([question + "の進化と実用化の道筋" for question in questions])
    Decoration(suffixes=('の進化と実用化の道筋',), years=False)
    """
    counts: Counter[str] = Counter()
    for title in titles:
        found = _GLUED.match(title)
        if found:
            counts[found["suffix"]] += 1
    suffixes = [
        suffix for suffix, n_titles in counts.items() if n_titles >= MIN_TITLES
    ]
    n_years = sum(1 for title in titles if _YEAR.match(title))
    years = n_years >= max(MIN_YEARS, YEARS_SHARE * len(titles))
    return Decoration(
        tuple(sorted(suffixes, key=lambda suffix: (-len(suffix), suffix))),
        years,
    )


def choose_title(
    title: str,
    witnesses: Sequence[str],
    *,
    in_calls: bool = False,
    decoration: Decoration | None = None,
) -> str:
    """Return the title that was meant; the given one where nothing shows another.

    Args:
        title: The title of the front matter.
        witnesses: Texts that may be it, the best first: first line of the body, excerpt.
        in_calls: The post shows that it was written in calls.
        decoration: What the publication puts around its titles.

    >>> choose_title("2026年港の朝はなぜ早いのか？の進化と道筋", ["港の朝はなぜ早いのか？"])
    '港の朝はなぜ早いのか？'
    >>> choose_title("港の朝は早いと？", ["港の朝は早いとは"])
    '港の朝は早いとは'
    >>> choose_title("港の朝", ["港の朝と昼と夜の話"])
    '港の朝'
    """
    habits = decoration or Decoration()
    bare = _undecorate(title, habits)
    needs_more = not _is_mended(title, bare)
    for number, witness in enumerate(witnesses):
        text = _as_title(witness)
        if not text:
            continue
        if _is_meant(text, title, in_calls, habits):
            return text
        others = [*witnesses[:number], *witnesses[number + 1 :]]
        if needs_more and _is_confirmed(text, title, others):
            return text
    return bare


def _as_title(witness: str) -> str:
    """The witness as a title would be written; "" if it is none."""
    text = strip_marks(witness).strip().strip("*").strip()
    if "\n" in text:
        return ""
    if len(text) > MAX_TITLE_CHARS:
        return ""
    if len(make_key(text)) < MIN_SHARED // 2:
        return ""
    if not _is_balanced(text):
        return ""
    return text


def _is_mended(title: str, bare: str) -> bool:
    """Tell whether a title is sound after a tail was taken off."""
    if _YEAR.sub("", title) == bare:
        return False
    return not _NAMES.search(title)


def _is_confirmed(text: str, title: str, others: Sequence[str]) -> bool:
    """Tell whether two witnesses agree against a title with a year in front.

    Args:
        text: A witness as a title.
        title: The title that was given.
        others: The other witnesses.
    """
    full = make_key(text)
    if _YEAR.match(text):
        return False
    if not _YEAR.match(title):
        return False
    if not any(make_key(other).startswith(full) for other in others):
        return False
    return count_shared(full, make_key(_YEAR.sub("", title))) >= MIN_CONFIRMED


def _is_meant(
    text: str, title: str, in_calls: bool, habits: Decoration
) -> bool:
    """Tell whether a witness is the title from which the given one was made.

    Args:
        text: A witness as a title.
        title: The title that was given.
        in_calls: The post shows that it was written in calls.
        habits: What the publication puts around its titles.
    """
    if make_key(text) == make_key(title):
        return not _is_balanced(title)
    bare = title if _YEAR.match(text) else _YEAR.sub("", title)
    has_year = bare != title
    if _is_cut(bare, make_key(text)):
        return True
    full, given = make_key(text), make_key(bare)
    if given.startswith(full):
        return _is_tail(text, bare, has_year, in_calls, habits)
    if not has_year and not _is_mangled(bare, text, habits):
        return False
    n_shared = count_shared(full, given)
    has_start = n_shared >= min(MIN_START, len(full))
    if has_start and _is_broken_off(bare, text):
        return True
    if not in_calls and not has_year:
        return False
    return fuzz.ratio(full, given[: len(full)]) >= 100 * SAME_START


def _is_tail(
    text: str, bare: str, has_year: bool, in_calls: bool, habits: Decoration
) -> bool:
    """Tell whether what follows the witness in the title is decoration.

    Args:
        text: A witness with which the title begins.
        bare: The title, without the year that the witness lacks.
        has_year: The title has such a year.
        in_calls: The post shows that it was written in calls.
        habits: What the publication puts around its titles.
    """
    rest = _rest_after(bare, make_key(text))
    if not rest.strip():
        return has_year
    if has_year:
        return True
    if any(rest.endswith(suffix) for suffix in habits.suffixes):
        return True
    if len(rest) < MIN_SUFFIX:
        return False
    if in_calls:
        return True
    return bool(_ENDS.search(text) and _GLUED_START.match(rest))


def _rest_after(title: str, key: str) -> str:
    """What follows in a title after the characters that make up a key."""
    for end in range(len(title) + 1):
        if make_key(title[:end]) != key:
            continue
        rest = title[end:]
        if _ENDS.search(title[: end + 1]):
            return rest.lstrip("？?！!。")
        return rest
    return ""


def _is_mangled(bare: str, text: str, habits: Decoration) -> bool:
    """Tell whether a title has a tail, names or a cut that its witness has not.

    Args:
        bare: The title, without the year that the witness lacks.
        text: The witness as a title.
        habits: What the publication puts around its titles.
    """
    if _GLUED.match(bare) and not _GLUED.match(text):
        return True
    for suffix in habits.suffixes:
        if bare.endswith(suffix) and not text.endswith(suffix):
            return True
    return _is_broken_off(bare, text)


def _is_broken_off(bare: str, text: str) -> bool:
    """Tell whether a title was cut somewhere: an open bracket, or names put in."""
    if not _is_balanced(bare):
        return True
    if not bool(_NAMES.search(bare)):
        return False
    return not _NAMES.search(text)


def _is_balanced(text: str) -> bool:
    """Tell whether each bracket has its partner."""
    return all(text.count(pair[0]) == text.count(pair[1]) for pair in _BRACKETS)


def _is_cut(title: str, full: str) -> bool:
    """Tell whether a title was cut before its end: `full` goes on for a few characters."""
    cut = _cut_key(title)
    if len(cut) < MIN_SHARED // 2:
        return False
    if not full.startswith(cut):
        return False
    if full == _title_key(title):
        return False
    if len(full) - len(cut) <= MAX_LOST:
        return True
    return title.rstrip().endswith(("…", "..."))


def _undecorate(title: str, habits: Decoration) -> str:
    """Take off what is certainly decoration."""
    bare = title
    found = _GLUED.match(bare)
    if found:
        bare = found["head"]
    bare = _without_suffix(bare, habits)
    if bare != title or habits.years:
        bare = _YEAR.sub("", bare)
    if len(bare) < MIN_HEAD:
        return title
    if not _is_balanced(bare):
        return title
    return bare


def _without_suffix(title: str, habits: Decoration) -> str:
    """The title without the longest tail of the publication, and the names before that."""
    for suffix in habits.suffixes:
        if not title.endswith(suffix):
            continue
        if len(title) - len(suffix) >= MIN_HEAD:
            return _NAMES.sub("", title.removesuffix(suffix)).rstrip()
    return title


# ------------------------------------------------------------------ lines that say the title


def is_title(kind: Kind, text: str, titles: Sequence[str]) -> bool:
    """Tell whether a paragraph is nothing but one of the titles of the post, exact or cut.

    Args:
        kind: What the paragraph is.
        text: The paragraph, Markdown.
        titles: The title of the post, and others that it has had.
    """
    if kind not in (Kind.HEADING, Kind.LABEL, Kind.SENTENCE):
        return False
    line = strip_marks(text).strip().strip("*")
    is_lower = kind is Kind.HEADING and not re.match(r"\s*#\s", text)
    for title in titles:
        if not title:
            continue
        if len(text) > 2 * len(title) + 20:
            continue
        if make_key(line) == _title_key(title):
            return True
        if not is_lower and says_title(line, title):
            return True
    return False


@lru_cache(maxsize=64)
def _title_key(title: str) -> str:
    """A title is compared with every line of its post."""
    return make_key(title)


@lru_cache(maxsize=64)
def _cut_key(title: str) -> str:
    """The key of a title without the marks at its end."""
    return make_key(_TAIL.sub("", title))


def says_title(line: str, title: str) -> bool:
    """Tell whether a line says the title: equal or near keys, or one a cut of the other.

    Args:
        line: A line of the body.
        title: A title of the post.
    """
    short, whole = make_key(strip_marks(line)), _title_key(title)
    if not short or not whole:
        return False
    if short == whole or _is_cut(title, short):
        return True
    if len(short) < MIN_SHARED:
        return False
    is_near = fuzz.ratio(short, whole) >= SAME_TITLE * 100
    if not is_near and not whole.startswith(short):
        return False
    return find_numbers(line) == find_numbers(title)


def retells_title(line: str, title: str, *, in_calls: bool) -> bool:
    """Tell whether a line that ends as no sentence ends is the title in other words.

    A generator asks for a title and for an article, and the article brings a title of its own. The
    figures of the line are not looked at.

    Args:
        line: A line of the body.
        title: A title of the post.
        in_calls: The post shows that it was written in calls.
    """
    if _SAID.search(line) or _ENDS_SENTENCE.search(line):
        return False
    key = make_key(strip_marks(line))
    if not MIN_SHARED <= len(key) <= MAX_TITLE_CHARS:
        return False
    parts = _find_parts(strip_marks(line))
    n_shared = len(parts & _find_parts(title))
    return n_shared >= _find_retold_share(line, in_calls) * len(parts)


def _find_parts(text: str) -> set[str]:
    """The words of alphabets, and the pairs of characters where words are not parted."""
    parts: set[str] = set()
    for run in _RUN.findall(to_nfkc(text).casefold()):
        if _UNPARTED.match(run):
            parts.update(map(add, run, run[1:]))
        else:
            parts.add(run)
    return parts


def _find_retold_share(line: str, in_calls: bool) -> float:
    """The share of a line that its title must have."""
    if _UNPARTED.search(line):
        return RETOLD_SHARE_IN_CALLS if in_calls else RETOLD_SHARE
    return RETOLD_WORDS_IN_CALLS if in_calls else RETOLD_WORDS
