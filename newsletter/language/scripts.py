"""Tell which writing system a text uses and what follows from it."""

from __future__ import annotations

import re
from functools import lru_cache

from newsletter.remembered import remembered

# Unicode blocks, not the Script property: the standard library has no script table and
# these ranges decide the question.
HAN = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af"
)
KANA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"

# Every sentence of an article is counted for several questions; a whole article for one, and a
# thousand articles would fill the memory.
N_REMEMBERED = 1024
MAX_REMEMBERED_CHARS = 400

_KANA = re.compile(f"[{KANA}]")
_HAN = re.compile(f"[{HAN}]")
_HANGUL = re.compile(f"[{HANGUL}]")
_CJK = re.compile(f"[{HAN}{KANA}{HANGUL}]")
# The first letter by itself: so a search can skip whatever begins no run.
_CJK_RUN = re.compile(f"[{HAN}{KANA}{HANGUL}][{HAN}{KANA}{HANGUL}]*")
_LETTER = re.compile(r"[^\W\d_]")

# Scripts that alone decide a language, with the language most written in them.
_SCRIPT_LANGUAGES = (
    (re.compile("[\u0600-\u06ff\u0750-\u077f]"), "ar"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
)


# Scripts by the languages that are written in them.
SCRIPTS = {
    "kana": re.compile(f"[{KANA}]+"),
    "Han": re.compile(f"[{HAN}]+"),
    "Hangul": re.compile(f"[{HANGUL}]+"),
    "Cyrillic": re.compile("[\u0400-\u04ff]+"),
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]+"),
    "Hebrew": re.compile("[\u0590-\u05ff]+"),
    "Greek": re.compile(
        "[\u0370-\u03ff]{2,}"
    ),  # one letter is a symbol: α, β, μ
    "Thai": re.compile("[\u0e00-\u0e7f]+"),
    "Devanagari": re.compile("[\u0900-\u097f]+"),
}
_WRITERS = {
    "Cyrillic": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "mn"),
    "Arabic": ("ar", "fa", "ur", "ps"),
    "Hebrew": ("he", "yi"),
    "Greek": ("el",),
    "Thai": ("th",),
    "Devanagari": ("hi", "mr", "ne"),
    "Hangul": ("ko",),
    "Han": ("ja", "zh", "yue"),
    "kana": ("ja",),
}


@lru_cache(maxsize=64)
def writes_with(language: str) -> frozenset[str]:
    """Return the names of the scripts that are a language's own; empty for Latin letters.

    >>> sorted(writes_with("ja")), sorted(writes_with("en"))
    (['Han', 'kana'], [])
    """
    return frozenset(
        name for name, languages in _WRITERS.items() if language in languages
    )


def find_letters_of(language: str, text: str) -> str:
    """Return the first letters of a text that are in a script of the language, or ""."""
    for name in sorted(writes_with(language)):
        found = SCRIPTS[name].search(text)
        if found:
            return found.group()
    return ""


def has_letters(text: str) -> bool:
    """Tell whether there is anything to read: at least one letter of any script."""
    return bool(_LETTER.search(text))


def count_cjk(text: str) -> int:
    """Count the Han, kana and Hangul characters."""
    if len(text) > MAX_REMEMBERED_CHARS:
        return sum(map(len, _CJK_RUN.findall(text)))
    return _count_cjk(text)


@remembered(maxsize=N_REMEMBERED)
def _count_cjk(text: str) -> int:
    return sum(map(len, _CJK_RUN.findall(text)))


def is_cjk(char: str) -> bool:
    """Tell whether one character is Han, kana or Hangul."""
    return bool(_CJK.match(char))


def takes_no_blank(char: str) -> bool:
    """Tell whether one character has no blank beside it: CJK and its full-width marks; not ""."""
    if "\u3000" <= char <= "\u303f" or "\uff01" <= char <= "\uff60":
        return True
    return is_cjk(char)


def guess_language(text: str) -> str:
    """Return the language the script of the text points to.

    Kana makes it Japanese and Hangul Korean even in a mostly Latin text (product
    names); Han alone is Chinese. A script is believed when it makes up a twentieth of
    the letters, so that one quoted word decides nothing. English where only
    Latin letters are found.

    Args:
        text: Plain text or Markdown.
    """
    n_letters = len(_LETTER.findall(text))
    enough = max(1, n_letters // 20)
    if len(_KANA.findall(text)) >= enough:
        return "ja"
    if len(_HANGUL.findall(text)) >= enough:
        return "ko"
    if len(_HAN.findall(text)) >= enough:
        return "zh"
    for pattern, language in _SCRIPT_LANGUAGES:
        if len(pattern.findall(text)) >= enough:
            return language
    return "en"
