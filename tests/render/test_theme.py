from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.mail.colour import AA_TEXT, contrast, ink_on, readable
from newsletter.render.mail.theme import build_theme

COLOUR = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_the_specification(first: str, second: str, ratio: float) -> None:
    """WCAG 2.2, relative luminance; the order does not matter."""
    assert contrast(first, second) == contrast(second, first) == pytest.approx(ratio, abs=0.01)


@given(COLOUR)
def test_every_brand_can_be_read(accent: str) -> None:
    """Whatever colour a publication has, text, links.

    Notes and buttons pass AA in light and in dark.
    """
    theme = build_theme("ja", accent)
    for palette in (theme.light, theme.dark):
        for ink in (palette.ink, palette.muted, palette.accent):
            assert contrast(ink, palette.card) >= AA_TEXT
            assert contrast(ink, palette.page) >= AA_TEXT
        assert contrast(palette.ink, palette.soft) >= AA_TEXT
        assert contrast(palette.accent, palette.soft) >= AA_TEXT
        assert contrast(palette.on_button, palette.button) >= AA_TEXT


@pytest.mark.parametrize(
    ("language", "hyphens"),
    [
        ("de", "auto"),
        ("de-AT", "auto"),
        ("fi", "auto"),
        ("en", "manual"),
        ("ja", "manual"),
        ("ar", "manual"),
    ],
)
def test_long_words_may_be_parted(language: str, hyphens: str) -> None:
    """In languages that write compounds as one word, and in no other."""
    assert build_theme(language, "#9a3412").type.hyphens == hyphens


def test_a_colour_that_is_readable_stays() -> None:
    """The brand is changed only where it must be."""
    assert readable("#9a3412", "#ffffff") == "#9a3412"
    assert build_theme("en", "#9a3412").light.accent == "#9a3412"
    assert ink_on("#9a3412") == "#ffffff"


@pytest.mark.parametrize(
    ("language", "direction", "face"),
    [
        ("ja", "ltr", "Hiragino"),
        ("en-GB", "ltr", "BlinkMacSystemFont"),
        ("ar", "rtl", "Geeza"),
        ("he", "rtl", "Geeza"),
        ("zh-TW", "ltr", "PingFang TC"),
        ("zh-Hans", "ltr", "PingFang SC"),
        ("ko", "ltr", "Apple SD"),
        ("xx", "ltr", "BlinkMacSystemFont"),
    ],
)
def test_a_language_has_its_type_and_its_side(language: str, direction: str, face: str) -> None:
    """Regions inherit; unknown languages get Latin type."""
    theme = build_theme(language, "#9a3412")
    assert theme.direction == direction
    assert face in theme.type.text
    assert '"' not in theme.type.text + theme.type.title
