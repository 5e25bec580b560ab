"""One form of each letter, as Unicode says."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.language.nfkc import to_nfkc

# Wide signs beside marks that join the letter before them, and other forms of letters.
MIXED = st.text(alphabet="ＡａＮ～！　￠ｶﾞバ\u0301\u3099\u309aがは①㌔ﬁéＡabc 。、")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（ＡＩ）　５％！", "(AI) 5%!"),
        ("Ａ\u0301ｶﾞ㌔①", "Áガキロ1"),
        ("「売上」は、3.5%増。", "「売上」は、3.5%増。"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_text_has_one_form_of_each_letter(text: str, expected: str) -> None:
    """Wide letters become narrow, halves whole; text in the form already stays as it is."""
    assert to_nfkc(text) == expected


@given(st.text() | MIXED)
def test_the_form_is_that_of_unicode(text: str) -> None:
    """What is replaced before changes nothing of the outcome."""
    assert to_nfkc(text) == unicodedata.normalize("NFKC", text)
