"""Tell whether a name in katakana or Hangul and one in Latin letters sound alike.

エヌビディア is Nvidia, and 삼성 Samsung. Unicode names each letter by its sound. Vowels are
spelt in too many ways, so only consonants are compared, in the classes that Japanese hears: b
and v, r and l, n and m, s and th. A final r, and h, leave no sign. What has too few
consonants must be spelt alike: トヨタ, Toyota.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Spellings of more letters first; what is not here leaves no sign.
_SPELLINGS = re.compile(
    r"(?P<sn>tion|sion)|(?P<s>sch|sh|ch|th|c(?=[eiy])|[szj])|(?P<f>ph|f)|(?P<ks>x)"
    r"|(?P<k>ck|[kcq]|(?<!n)g|g(?!$))|(?P<t>[td])|(?P<n>[nm])|(?P<p>[bvp])|(?P<r>[lr])"
)
_DOUBLE = re.compile(r"(.)\1+")
_LETTER = re.compile(
    r"(?:KATAKANA LETTER|HANGUL SYLLABLE) (?!SMALL TU)(?:SMALL )?([A-Z]+)"
)
_MIN_SOUNDS = 2


def sound_alike(name: str, latin: str) -> bool:
    """Tell whether two spellings may be one name.

    Args:
        name: A name in kana.
        latin: A name in Latin letters.

    >>> sound_alike("ソフトバンク", "SoftBank"), sound_alike("アップル", "Samsung")
    (True, False)
    """
    spelt, plain = _spell(name), _spell_latin(latin)
    if spelt == plain:
        return True
    one, other = _hear(spelt), _hear(plain)
    if one == other:
        return len(one) >= _MIN_SOUNDS
    # トランプ and Trump, but ハーバード has no r of Harvard.
    one, other = one.replace("r", ""), other.replace("r", "")
    return one == other and len(one) >= _MIN_SOUNDS


@lru_cache(maxsize=512)
def _spell(name: str) -> str:
    """The letters that Unicode names the sounds of a word with."""
    named = (_LETTER.match(unicodedata.name(char, "")) for char in name)
    return "".join(found[1].lower() for found in named if found)


@lru_cache(maxsize=512)
def _spell_latin(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(filter(str.isascii, plain))


def _hear(spelt: str) -> str:
    sounds = "".join(
        str(found.lastgroup) for found in _SPELLINGS.finditer(spelt)
    )
    return _DOUBLE.sub(r"\1", sounds.replace("f", ""))
