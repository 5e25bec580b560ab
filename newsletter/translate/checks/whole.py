"""Check that the translation is one, whole, and in its language.

A sentence that stands twice, one that ends in the middle of a word, an answer in a
third language: what engines do when they lose their place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from newsletter.errors import quote
from newsletter.language.scripts import find_letters_of, writes_with
from newsletter.language.tags import base
from newsletter.model import Finding, UnitKind
from newsletter.translate.checks.pair import Pair, error, get_sentences, warning

_MIN_TWICE_CHARS = 12  # "Yes. Yes." is how people talk
_ENDS = "。．.!?！？…।॥؟۔"
_CLOSERS = "」』）】〕］〉》”’\"')]}»›“」*_ "
_CLOSED = tuple("）)」』】］]”»“")
_MIN_CUT_CHARS = 25
# "28. August 2021." ends as a sentence does, and begins one behind "28.".
_PART_OF_DATE = re.compile(r"(?=\D*\d)\S+ \S+")
_LINE_KINDS = frozenset({UnitKind.TAG, UnitKind.AUTHOR, UnitKind.CATEGORY})


def check_doubled(pair: Pair) -> Iterator[Finding]:
    """No sentence twice that the source has once."""
    twice = _find_twice(pair.target_plain, _MIN_TWICE_CHARS)
    if twice and not _find_twice(pair.source_plain, _MIN_TWICE_CHARS // 3):
        yield error("doubled", f"{quote(twice, 40)} stands twice")


def _find_twice(text: str, min_chars: int) -> str:
    """A sentence that stands twice, or the half of a text that is the other half."""
    for sentence, count in Counter(map(_plain, get_sentences(text))).items():
        if count < 2 or len(sentence) < min_chars:
            continue
        if not _PART_OF_DATE.fullmatch(sentence):
            return sentence
    words = text.split()
    half = _first_half(words)
    said = " ".join(half) or "".join(_first_half("".join(words)))
    return said if len(said) >= min_chars else ""


def _first_half(parts: Sequence[str]) -> Sequence[str]:
    """The first half of what is the same twice; nothing of what is not."""
    half = len(parts) // 2
    return parts[:half] if parts[:half] == parts[half:] else parts[:0]


def _plain(sentence: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", sentence).casefold().split())


def check_cut(pair: Pair) -> Iterator[Finding]:
    """What ends with a full stop does not end with a letter or a comma."""
    source = pair.source_plain.rstrip(_CLOSERS + "\n")
    target = pair.target_plain.rstrip(_CLOSERS + "\n")
    if len(target) < _MIN_CUT_CHARS or not source.endswith(tuple(_ENDS)):
        return
    if pair.target_plain.rstrip().endswith(_CLOSED):
        return  # who closes a bracket has come to the end
    last = target[-1:]
    if last.isalpha() or last in ",、，;-":
        yield warning(
            "cut", f"{quote(target[-20:])}: the end seems to be missing"
        )


# ---------------------------------------------------------------- language

# The words that no text of some length does without.
_FUNCTION_WORDS = {
    "en": """
        the a an of to in is are was were be been and or for on with at by from that
        this it as has have had not but will would can they he she we you i its his
        their which who what if there more do does did so no up out about into than
        when how my your our all
    """,
    "de": """
        der die das den dem des ein eine einer einem einen und oder ist sind war
        waren nicht mit von zu im in auf für als auch sich es er sie wir ich hat
        haben wird werden bei nach aus an am zum zur um dass wie aber noch nur so
        man über durch ihr ihre sein seine wenn was bis vor
    """,
    "fr": """
        le la les un une des du de et ou est sont était dans en pour sur avec par
        pas plus que qui ce cette ces il elle ils elles nous vous je on a ont au aux
        se sa son ses leur leurs mais ne y été être comme tout si sans d l qu c s n
        j
    """,
    "es": """
        el la los las un una unos de del y o es son en por para con no que se su sus
        lo al más como pero ha han fue era este esta esto a entre sin sobre ya si
        cuando le les nos hay ser está
    """,
    "pt": """
        o a os as um uma de do da dos das e ou é são em no na nos nas por para com
        não que se seu sua ao à mais como mas foi era este esta isso entre sem sobre
        já há ser está pelo pela
    """,
    "it": """
        il lo la i gli le un una uno di del della dei delle e o è sono in nel nella
        per con non che si su al alla da dal più come ma ha hanno era questo questa
        anche fra tra se ci dell l all
    """,
    "nl": """
        de het een en of is zijn was in op te van voor met niet dat die er aan als
        ook bij naar uit om hij zij ze we ik je heeft hebben wordt worden door over
        maar nog dan wat dit deze tot
    """,
    "sv": """
        och att det som en ett i på är av för med till den har inte om men de var
        kan från vid så eller när sig man han hon vi jag du ska skulle efter under
        mer än också mot
    """,
    "pl": """
        i w na z do nie się to jest że o jak po za od przez dla ale oraz są był była
        było czy tak już tylko co który która które ze a te tego tym jego jej ich
        może być
    """,
    "cs": """
        a v na se je to že s z do o i pro jako za by ale po jsou byl byla bylo ve k
        od ze si který která které tak už jen co při jeho její jejich nebo není může
        být
    """,
    "tr": """
        ve bir bu da de için ile olarak çok daha en gibi kadar olan değil var ne ya
        o sonra ancak ama her iki göre ise mi
    """,
    "id": """
        yang dan di ke dari untuk dengan pada ini itu adalah dalam tidak akan juga
        oleh sebagai atau telah karena ada lebih bisa para mereka saya kami kita
        sudah
    """,
    "vi": """
        và của là có trong được cho không với các một những đã này để khi từ người
        cũng như ra vào đến về tại năm nhiều hơn sẽ tôi họ
    """,
}
_KNOWN = {
    language: frozenset(words.split())
    for language, words in _FUNCTION_WORDS.items()
}
# A word of letters alone: i18n is none, nor two.
_WORD = re.compile(r"\b[^\W\d_]+\b")
# Letters that only this language has, of all that Latin letters write here.
_OWN_LETTERS = {
    "cs": re.compile("[ěřůďťň]"),
    "pl": re.compile("[ąęłńśźż]"),
    "tr": re.compile("[ğşıİ]"),
    "vi": re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"),
}
_MIN_OWN_LETTERS = 2
_MIN_WORDS = 8
_MIN_ROMAJI_WORDS = 6
_MIN_OTHER_WORDS = 3
# Shares of function words: below the first a text is looked at, from the second on it is
# in another language, below the third it is in none that is known.
_USUAL_SHARE = 0.25
_OTHER_SHARE = 0.3
_RARE_SHARE = 0.05
_MIN_NEW_WORDS = 5


def check_language(pair: Pair) -> Iterator[Finding]:
    """The answer is in the language it was asked in."""
    if pair.unit.kind in _LINE_KINDS:
        return
    target = base(pair.language)
    if writes_with(target):
        yield from _check_own_script(pair, target)
    elif target in _KNOWN:
        yield from _check_function_words(pair, target)


def _check_own_script(pair: Pair, target: str) -> Iterator[Finding]:
    """Words that are not in the source, and not a letter of the language's own."""
    if find_letters_of(target, pair.target_words):
        return
    known = set(_WORD.findall(pair.source_words.casefold()))
    words = _WORD.findall(pair.target_words)
    new = [
        word for word in words if len(word) > 2 and word.casefold() not in known
    ]
    if len(new) >= _MIN_NEW_WORDS:
        yield error(
            "language", f"{quote(' '.join(words), 40)} is in another language"
        )


def _check_function_words(pair: Pair, target: str) -> Iterator[Finding]:
    """A text of some length has the words that every sentence of its language has."""
    words = [word.casefold() for word in _WORD.findall(pair.target_words)]
    said = quote(" ".join(words[:6]), 40)
    is_from_japanese = base(pair.unit.language) == "ja"
    if (
        is_from_japanese
        and len(words) >= _MIN_ROMAJI_WORDS
        and _is_romaji(words)
    ):
        yield error("language", f"{said} is Japanese in Latin letters")
        return
    if len(words) < _MIN_WORDS:
        return
    n_own = _count_known(words, target)
    if n_own >= _USUAL_SHARE * len(words) or _has_own_letters(pair, target):
        return
    source = set(_WORD.findall(pair.source_words.casefold()))
    if sum(map(source.__contains__, words)) * 2 > len(words):
        return  # names and titles that stand so in the source
    others = _KNOWN.keys() - {target}
    n_other = max(_count_known(words, language) for language in others)
    if n_other >= max(_MIN_OTHER_WORDS, _OTHER_SHARE * len(words), 2 * n_own):
        yield error("language", f"{said} is in another language")
    elif n_own < _RARE_SHARE * len(words):
        yield warning("language", f"{said}: is it in the right language?")


def _has_own_letters(pair: Pair, target: str) -> bool:
    """No other language writes so, and the letters come from no name of the source."""
    letters = _OWN_LETTERS.get(target)
    if letters is None:
        return False
    found = letters.findall(pair.target_words.lower())
    return len(found) >= _MIN_OWN_LETTERS and not letters.search(
        pair.source_words.lower()
    )


_SYLLABLES = re.compile(
    r"(?:(?:[kgnhbpmr]y|sh|ch|ts|[kgsztdnhbpmyrwfj])?[aiueoāīūēō]|n)+"
)


def _is_romaji(words: list[str]) -> bool:
    """Nearly all words are made of Japanese syllables, as no other language's are."""
    n_other = 0
    for word in words:
        n_other += _SYLLABLES.fullmatch(word) is None
        if len(words) - n_other < 0.85 * len(words):
            return False
    return True


def _count_known(words: list[str], language: str) -> int:
    known = _KNOWN[language]
    return sum(word in known for word in words)
