"""Names in katakana or Hangul and in Latin letters: alike by their consonants."""

from __future__ import annotations

import pytest

from newsletter.language.sounds import sound_alike

ALIKE = [
    ("ソフトバンク", "SoftBank"),
    ("エヌビディア", "Nvidia"),
    ("アップル", "Apple"),
    ("サムスン", "Samsung"),
    ("トランプ", "Trump"),
    ("ハーバード", "Harvard"),
    ("シンガポール", "Singapore"),
    ("スミス", "Smith"),
    ("フィリップス", "Philips"),
    ("ビートルズ", "Beatles"),
    ("トヨタ", "Toyota"),
    ("イオ", "Io"),
    ("삼성", "Samsung"),
    ("애플", "Apple"),
]


@pytest.mark.parametrize(("kana", "latin"), ALIKE)
def test_one_name_in_two_scripts_sounds_alike(kana: str, latin: str) -> None:
    """As newspapers write them."""
    assert sound_alike(kana, latin)


UNLIKE = [
    ("アップル", "Samsung"),
    ("ソニー", "Honda"),
    ("アア", "Oo"),  # too few consonants to say anything
    ("イオ", "Aa"),
    ("グーグル", "Meta"),
]


@pytest.mark.parametrize(("kana", "latin"), UNLIKE)
def test_other_names_and_words_of_vowels_do_not(kana: str, latin: str) -> None:
    """What has fewer than two consonants is like nothing."""
    assert not sound_alike(kana, latin)
