"""Tell whether a Japanese sentence tells of what the one before it names: 次に、人材の育成です。

A row in prose names a member in a short sentence and tells of it in the next, which has no word
that points back: さらに、透明性も重要です。利用者に限界を伝えます。 Without the first the second
speaks of nothing in particular, and an editor keeps both. The first is short, so it is brought
rather than the second lost.

Of pairs that no other rule binds, in articles of the own labels (even by hash), the second needs
the first in .26 of 90, in other pairs in .10 of 1,129. Any short sentence that begins so, or any
that ends so, says less (.18 of 152, .20 of 144) and broke more needs when it was bound.
"""

from __future__ import annotations

import re

from newsletter.abridgement.pointers import Asks, what_it_asks
from newsletter.language.scripts import HAN
from newsletter.language.tags import base

MAX_TOPIC = 45  # characters: a longer sentence tells of its topic itself
# What goes on with a row.
_NEXT = re.compile(
    r"まず|次に|さらに|そして|また、|特に、|最後に|第[一二三四]に|一方|加えて|もう[一1]つ"
    r"|[一二三]つ目|個人的に"
)
# A noun alone, or that something matters.
_NAMES = re.compile(
    rf"[{HAN}\u30a1-\u30fa\u30fc）」』](?:です|だ|である|なんです|だろう|でしょう)[よねか]*。$"
    r"|[はがも]、?[^、。]{0,12}(?:重要|課題|不可欠|魅力的|明確|急務|必要|鍵|興味深い|問題|欠かせ"
    r"|求められ|無視でき|忘れてはな|注目|見逃せ)[^、。]{0,12}。$"
)


def tells_of_topic(plain: str, before: str, language: str) -> bool:
    """Tell whether a sentence tells of what the sentence before it only names.

    Args:
        plain: The sentence as plain text.
        before: The sentence before it in its paragraph.
        language: Its language.

    >>> tells_of_topic("学校を増やす。", "次に、人材の育成です。", "ja")
    True
    >>> tells_of_topic("学校を増やす。", "町は人材の育成です。", "ja")
    False
    """
    if base(language) != "ja" or _NEXT.match(plain):
        return False
    if not _names_topic(before):
        return False
    return what_it_asks(plain, language) is Asks.NOTHING


def _names_topic(plain: str) -> bool:
    """Tell whether a sentence goes on with a row by a name alone."""
    if len(plain) > MAX_TOPIC or not _NEXT.match(plain):
        return False
    return bool(_NAMES.search(plain))
