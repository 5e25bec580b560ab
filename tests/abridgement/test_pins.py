"""Pins: what an editor wants in or out, and what of it is nowhere in the article."""

from __future__ import annotations

import pytest

from newsletter.abridgement import abridge_body
from newsletter.abridgement.pins import find_unmatched_pins
from newsletter.model import Budget, BudgetUnit, Pins
from newsletter.source.decisions import fingerprint

BODY = """## 橋

町は橋を2025年に直し、費用は240万円だった。その理由は古さにある。

駅の前で町の人が祝った。道も去年広げた。

- 照明を替える
- 会費を集める

図書館は夜も開いており、貸出数は一年で18%伸びた。
"""
FACT = "図書館は夜も開いており、貸出数は一年で18%伸びた。"
ASIDE = "道も去年広げた。"
BUDGET = Budget(BudgetUnit.CHARS, 60)


def abridged(*, keep: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> str:
    """The abridgement with some sentences pinned."""
    pins = Pins(tuple(map(fingerprint, keep)), tuple(map(fingerprint, drop)))
    return abridge_body(BODY, language="ja", budget=BUDGET, pins=pins).body


MATCHED = {
    "a sentence": ASIDE,
    "an item": "照明を替える",
    "in other blanks": "道も 去年広げた。",
}
UNMATCHED = {
    "another sentence": "道は去年広げた。",
    "a part of one": "図書館は夜も開いており、",
    "a heading": "橋",
    "two sentences": "駅の前で町の人が祝った。道も去年広げた。",
}


@pytest.mark.parametrize("text", MATCHED.values(), ids=MATCHED)
def test_a_pin_is_a_sentence_or_an_item(text: str) -> None:
    """Known by its fingerprint, which blanks do not change."""
    mark = fingerprint(text)
    assert find_unmatched_pins(BODY, Pins((mark,), ())) == ()
    assert find_unmatched_pins(BODY, Pins((), (mark,))) == ()


@pytest.mark.parametrize("text", UNMATCHED.values(), ids=UNMATCHED)
def test_what_is_no_sentence_of_the_article_is_told(text: str) -> None:
    """The text has changed since, or was never one sentence."""
    mark = fingerprint(text)
    assert find_unmatched_pins(BODY, Pins((mark,), ())) == (mark,)
    assert find_unmatched_pins(BODY, Pins((), (mark,))) == (mark,)


def test_unmatched_pins_come_in_their_order() -> None:
    """Those to keep first; without pins nothing is read."""
    one, two, known = fingerprint("一つ。"), fingerprint("二つ。"), fingerprint(ASIDE)
    assert find_unmatched_pins(BODY, Pins((one, known), (two,))) == (one, two)
    assert find_unmatched_pins(BODY, Pins()) == ()


def test_a_kept_sentence_stands_in_the_abridgement() -> None:
    """Whatever it is worth."""
    assert ASIDE not in abridged()
    assert ASIDE in abridged(keep=(ASIDE,))


def test_a_dropped_sentence_does_not() -> None:
    """However much it says."""
    assert FACT in abridged()
    assert FACT not in abridged(drop=(FACT,))


def test_a_sentence_that_is_kept_and_dropped_is_not_lost() -> None:
    """The two contradict each other; the text that the author wrote wins or goes, but whole."""
    body = abridged(keep=(FACT,), drop=(FACT,))
    assert FACT in body or "図書館" not in body


def test_a_dropped_sentence_goes_from_a_text_within_its_budget() -> None:
    """Nothing else does."""
    wide = Budget(BudgetUnit.CHARS, 1000)
    pins = Pins((), (fingerprint(ASIDE),))
    left = abridge_body(BODY, language="ja", budget=wide, pins=pins).body
    assert ASIDE not in left
    assert abridge_body(BODY, language="ja", budget=wide).body == BODY


def test_pins_that_match_nothing_change_nothing() -> None:
    """An old pin is told elsewhere."""
    assert abridged(keep=("別の文。",), drop=("他の文。",)) == abridged()
