"""Tell whether a name in katakana and one in Latin letters sound alike: エヌビディア, Nvidia.

Vowels are spelt in too many ways, so only consonants are compared, in the classes that
Japanese hears: b and v, r and l, n and m, s and th. A final r, and h, leave no sign. Short
words have too few consonants to say anything.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ROWS = {
    "k": "カキクケコガギグゲゴ",
    "s": "サシスセソザジズゼゾヂ",
    "t": "タチツテトダデド",
    "n": "ナニヌネノンマミムメモ",
    "p": "バビブベボパピプペポヴ",
    "r": "ラリルレロ",
}
_KANA: dict[str, str] = {}
for _sound, _chars in _ROWS.items():
    _KANA |= dict.fromkeys(_chars, _sound)
# Spellings of more letters first; what is not here leaves no sign.
_SPELLINGS = re.compile(
    r"(?P<sn>tion|sion)|(?P<s>sch|sh|ch|th|c(?=[eiy])|[szj])|(?P<f>ph|f)|(?P<ks>x)"
    r"|(?P<k>ck|[kcq]|(?<!n)g|g(?!$))|(?P<t>[td])|(?P<n>[nm])|(?P<p>[bvp])|(?P<r>[lr])"
)
_DOUBLE = re.compile(r"(.)\1+")
_MIN_SOUNDS = 2


def sound_alike(kana: str, latin: str) -> bool:
    """Tell whether two spellings may be one name.

    >>> sound_alike("ソフトバンク", "SoftBank"), sound_alike("アップル", "Samsung")
    (True, False)
    """
    one, other = _hear_kana(kana), _hear_latin(latin)
    if one == other:
        return len(one) >= _MIN_SOUNDS
    # トランプ and Trump, but ハーバード has no r of Harvard.
    one, other = one.replace("r", ""), other.replace("r", "")
    return one == other and len(one) >= _MIN_SOUNDS


@lru_cache(maxsize=512)
def _hear_kana(word: str) -> str:
    sounds = "".join(_KANA.get(char, "") for char in word)
    return _DOUBLE.sub(r"\1", sounds)


@lru_cache(maxsize=512)
def _hear_latin(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(filter(str.isascii, plain))
    sounds = "".join(
        str(found.lastgroup) for found in _SPELLINGS.finditer(plain)
    )
    return _DOUBLE.sub(r"\1", sounds.replace("f", ""))
