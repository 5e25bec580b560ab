"""Choose type and colours of an email for a language and a brand.

One accent comes from the publication; everything else is computed from it or fixed.
Japanese and Chinese set longer lines of denser signs, so they get more leading and a
smaller heading; titles are set in a serif face where the language has one on every system,
text in a sans. Font names stand without quotes: quotes in a style attribute end up as
entities, which some clients read as the end of the attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from newsletter.language.direction import language_direction
from newsletter.language.tags import base, is_rtl
from newsletter.render.mail.colour import ink_on, readable
from newsletter.render.strings import find_fallbacks

CONTROL = 3.0  # WCAG 1.4.11: the shape of a button against what is around it
_LATIN = (
    "-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica Neue, Helvetica, Arial, "
    "Noto Sans, sans-serif"
)


@dataclass(frozen=True, slots=True)
class Type:
    """Faces and measures: sizes in px, leading as a factor.

    Attributes:
        outlook: The one face Word is told to use.
        breaks: Where lines of text may end: Korean keeps its words whole.
        hyphens: Whether the client may part words: `auto` in languages of long words.
    """

    text: str = _LATIN
    title: str = "Georgia, Times New Roman, serif"
    outlook: str = "Segoe UI, Arial, sans-serif"
    size: int = 17
    leading: float = 1.65
    title_size: int = 34
    title_leading: float = 1.25
    spacing: str = "0"
    breaks: str = "normal"
    hyphens: str = "manual"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one mode; `button` is the ground and `on_button` the words on it."""

    page: str
    card: str
    ink: str
    muted: str
    rule: str
    soft: str
    accent: str
    button: str
    on_button: str


@dataclass(frozen=True, slots=True)
class Theme:
    """Type, both palettes, and the sides of the language."""

    type: Type
    light: Palette
    dark: Palette
    direction: str
    start: str
    end: str


_JAPANESE = Type(
    text=(
        "Hiragino Sans, Hiragino Kaku Gothic ProN, Yu Gothic, Meiryo, Noto Sans CJK JP, "
        "Noto Sans JP, sans-serif"
    ),
    title="Hiragino Mincho ProN, Yu Mincho, Noto Serif CJK JP, Noto Serif JP, serif",
    outlook="Yu Gothic, Meiryo, sans-serif",
    size=16,
    leading=1.95,
    title_size=30,
    title_leading=1.5,
    spacing="0.02em",
)
# Languages that write compounds as one word, or add long endings.
_LONG_WORDS = frozenset(
    {"da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"}
)
_TYPES = {
    "en": Type(),
    "ja": _JAPANESE,
    "zh-Hans": Type(
        text="PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif",
        title="Songti SC, Noto Serif CJK SC, Noto Serif SC, SimSun, serif",
        outlook="Microsoft YaHei, sans-serif",
        size=16,
        leading=1.85,
        title_size=30,
        title_leading=1.45,
    ),
    "zh-Hant": Type(
        text="PingFang TC, Microsoft JhengHei, Noto Sans CJK TC, Noto Sans TC, sans-serif",
        title="Songti TC, Noto Serif CJK TC, Noto Serif TC, PMingLiU, serif",
        outlook="Microsoft JhengHei, sans-serif",
        size=16,
        leading=1.85,
        title_size=30,
        title_leading=1.45,
    ),
    "ko": Type(
        text="Apple SD Gothic Neo, Malgun Gothic, Noto Sans CJK KR, Noto Sans KR, sans-serif",
        title="AppleMyungjo, Noto Serif CJK KR, Noto Serif KR, Batang, serif",
        outlook="Malgun Gothic, sans-serif",
        breaks="keep-all",
        size=16,
        leading=1.8,
        title_size=30,
        title_leading=1.4,
    ),
    "ar": Type(
        text="Geeza Pro, Segoe UI, Tahoma, Noto Sans Arabic, sans-serif",
        title="Geeza Pro, Traditional Arabic, Noto Naskh Arabic, Tahoma, serif",
        outlook="Segoe UI, Tahoma, sans-serif",
        size=18,
        leading=1.85,
        title_size=32,
        title_leading=1.5,
    ),
}


@lru_cache(maxsize=32)
def build_theme(
    language: str, accent: str, font: str = "", title_font: str = ""
) -> Theme:
    """Return the look of an email.

    Args:
        language: Tag of the edition.
        accent: The brand's colour, `#rrggbb`; darkened or lightened where it is not
            readable.
        font, title_font: Names of faces that come before our own, separated by commas.
    """
    rtl = is_rtl(language)
    face = _find_type(language)
    return Theme(
        type=replace(
            face,
            text=_join_faces(font, face.text),
            title=_join_faces(title_font, face.title),
        ),
        light=_palette(_LIGHT, accent),
        dark=_palette(_DARK, accent),
        direction=language_direction(language),
        start="right" if rtl else "left",
        end="left" if rtl else "right",
    )


def _find_type(language: str) -> Type:
    """The type of a language: its own, or that of the language it is written like."""
    if is_rtl(language):
        return _TYPES["ar"]
    tag = "zh-Hant" if base(language) == "yue" else language
    kind = _TYPES[find_fallbacks(tag, tuple(_TYPES))[0]]
    if base(language) in _LONG_WORDS:
        return replace(kind, hyphens="auto")
    return kind


def _join_faces(own: str, ours: str) -> str:
    """The publication's own typefaces before ours, which every machine has."""
    return f"{own}, {ours}" if own else ours


# The colours that no brand changes: page, card, ink, muted, rule, soft.
_LIGHT = ("#f4f2ee", "#ffffff", "#24211d", "#645f57", "#e3dfd8", "#f7f5f1")
_DARK = ("#121315", "#1b1d20", "#e9e6e1", "#a9a49b", "#373a3f", "#24272b")


def _palette(
    fixed: tuple[str, str, str, str, str, str], accent: str
) -> Palette:
    """Put the accent into a mode.

    It is readable as text and visible as a button, and the button's words are readable on it.
    """
    page, card, ink, muted, rule, soft = fixed
    ground = readable(accent, card, ratio=CONTROL)
    ground = readable(
        ground, ink_on(ground)
    )  # a middle grey carries neither black nor white
    return Palette(
        page=page,
        card=card,
        ink=ink,
        muted=muted,
        rule=rule,
        soft=soft,
        accent=readable(accent, card, page, soft),
        button=ground,
        on_button=ink_on(ground),
    )
