"""Two candidates say the same, or only speak of the same."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.said_again import NAMES, get_likeness, measure_likeness
from newsletter.abridgement.scoring import Scored, score_candidates

FILLER = {
    "ja": "職員は交代で働く。\n\n町の橋は古い。\n\n雨は三日続いた。\n\n学校は来月始まる。",
    "en": "Staff work in shifts.\n\nThe bridge is old.\n\nRain fell all week.\n\nSchool starts.",
}


def pair(language: str, one: str, other: str) -> tuple[Scored, Scored]:
    """Two sentences of an article, far apart."""
    body = f"{one}\n\n{FILLER[language]}\n\n{other}"
    scored = score_candidates(parse_article(body), language)
    return scored[0], scored[-1]


SAME = [
    ("ja", "図書館の電気代は年間240万円増えた。", "図書館の電気代は年間で240万円増加した。"),
    ("ja", "夜間開館で利用者が18%増えた。", "利用者は夜間開館によって18%増えた。"),
    (
        "en",
        "Library power costs rose by 18 percent.",
        "Power costs of the library rose 18 percent.",
    ),
    (
        "en",
        "The council closed the harbour bridge.",
        "The harbour bridge was closed by the council.",
    ),
]
OTHER = [
    ("ja", "図書館の電気代は年間240万円増えた。", "図書館の職員は会員の寄付で雇われる。"),
    ("ja", "夜間開館で利用者が18%増えた。", "夜間の工事は周辺の住民を困らせた。"),
    ("en", "Library power costs rose by 18 percent.", "The library hired two more people in May."),
    ("en", "The council closed the harbour bridge.", "The harbour market opens on Saturdays."),
]
STRANGE = [
    ("ja", "図書館の電気代は増えた。", "漁師の船が港に戻る。"),
    ("en", "Library power costs rose.", "Fishing boats return at dawn."),
]


@pytest.mark.parametrize(("same", "other"), list(zip(SAME, OTHER, strict=True)))
def test_the_same_is_liker_than_the_related(
    same: tuple[str, str, str], other: tuple[str, str, str]
) -> None:
    """A sentence said again in other words is liker than one about the same thing."""
    assert get_likeness(*pair(*same)) > 3 * get_likeness(*pair(*other))


@pytest.mark.parametrize(("language", "one", "other"), STRANGE)
def test_strangers_are_not_alike(language: str, one: str, other: str) -> None:
    """Sentences without a common term have nothing to compare."""
    assert measure_likeness(*pair(language, one, other)) == ()
    assert get_likeness(*pair(language, one, other)) == 0


@pytest.mark.parametrize(("language", "one", "other"), [*SAME, *OTHER])
def test_likeness_has_no_direction(language: str, one: str, other: str) -> None:
    """Two sentences are as like as two, whichever comes first; a probability it is."""
    left, right = pair(language, one, other)
    assert get_likeness(left, right) == get_likeness(right, left)
    assert 0 <= get_likeness(left, right) < 1


def test_what_is_measured() -> None:
    """Equal sentences share all terms and letters, stand apart by their distance."""
    left, right = pair("en", "Copper wires corrode.", "Copper wires corrode.")
    found = dict(zip(NAMES, measure_likeness(left, right), strict=True))
    assert found["terms"] == found["contained"] == found["letters"] == pytest.approx(1)
    assert found["same passage"] == 0
    assert found["far"] == pytest.approx(1.79, abs=0.01)
