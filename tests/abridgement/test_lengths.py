"""Lengths: what counts of an article, in each unit of a budget."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.lengths import get_amount, get_measure, measure_parsed, measured
from newsletter.language.reading import CHARS_PER_MINUTE, WORDS_PER_MINUTE
from newsletter.model import Budget, BudgetUnit

MEASURES = {
    "characters": (BudgetUnit.CHARS, "ja", "橋が開いた。", 6),
    "characters of English": (BudgetUnit.CHARS, "en", "It is old.", 10),
    "blanks are one": (BudgetUnit.CHARS, "en", " It  is\nold. ", 10),
    "words": (BudgetUnit.WORDS, "en", "It is 1,200 years old.", 5),
    "words of Japanese": (BudgetUnit.WORDS, "ja", "橋が開いた。", 0),
    "a share of Japanese": (BudgetUnit.SHARE, "ja", "橋が 開いた。", 6),
    "a share of English": (BudgetUnit.SHARE, "en", "It is old.", 3),
    "a share of Korean": (BudgetUnit.SHARE, "ko", "다리가 열렸다.", 2),
    "minutes": (BudgetUnit.MINUTES, "ja", "橋" * CHARS_PER_MINUTE, 1),
    "minutes of English": (BudgetUnit.MINUTES, "en", "bridge " * WORDS_PER_MINUTE, 1),
    "minutes of both": (
        BudgetUnit.MINUTES,
        "ja",
        "橋" * CHARS_PER_MINUTE + " bridge" * WORDS_PER_MINUTE,
        2,
    ),
    "nothing": (BudgetUnit.CHARS, "ja", "", 0),
}


@pytest.mark.parametrize(("unit", "language", "text", "length"), MEASURES.values(), ids=MEASURES)
def test_a_text_is_as_long_as_its_reader_finds_it(
    unit: BudgetUnit, language: str, text: str, length: float
) -> None:
    """What is seen, what is read, or how long it takes."""
    assert get_measure(unit, language)(text) == pytest.approx(length)


SENTENCES = st.lists(
    st.sampled_from(["橋が開いた。", "町は祝った。", "It is old. ", "A new one!"]), max_size=6
)


@given(SENTENCES, st.sampled_from([BudgetUnit.WORDS, BudgetUnit.SHARE, BudgetUnit.MINUTES]))
def test_a_text_is_as_long_as_its_sentences(parts: list[str], unit: BudgetUnit) -> None:
    """The choice adds up what it takes."""
    for language in ("ja", "en"):
        measure = get_measure(unit, language)
        together = measure(" ".join(parts))
        assert together == pytest.approx(sum(map(measure, parts)))


ARTICLES = {
    "a paragraph": ("橋が開いた。町は祝った。\n", 12),
    "a heading over it": ("## 橋\n\n橋が開いた。\n", 7),
    "a heading over two paragraphs counts once": ("## 橋\n\n橋が開いた。\n\n町は祝った。\n", 13),
    "a heading over nothing": ("橋が開いた。\n\n## 橋\n", 6),
    "a label": ("**橋**\n\n橋が開いた。\n", 7),
    "marks are not read": ("**橋**が[開いた](https://a.example/)。\n", 6),
    "a list": ("- 橋\n- 川\n", 2),
    "a table": ("| 橋 | 川 |\n|---|---|\n| 1 | 2 |\n", 4),
    "nothing": ("", 0),
}


@pytest.mark.parametrize(("body", "length"), ARTICLES.values(), ids=ARTICLES)
def test_an_article_is_as_long_as_what_is_read_of_it(body: str, length: int) -> None:
    """Sentences, items, cells, and the headings over them."""
    article = parse_article(body)
    measure = get_measure(BudgetUnit.SHARE, "ja")
    assert measure_parsed(article, measure) == length


@pytest.mark.parametrize(
    ("budget", "amount"),
    [
        (Budget(BudgetUnit.CHARS, 100), 100),
        (Budget(BudgetUnit.MINUTES, 4), 4),
        (Budget(BudgetUnit.WORDS, 30), 30),
        (Budget(BudgetUnit.SHARE, 0.5), 6),
        (Budget(BudgetUnit.SHARE, 1.0), 12),
    ],
)
def test_only_a_share_depends_on_the_article(budget: Budget, amount: float) -> None:
    """Half of an article of twelve characters is six."""
    article = parse_article("橋が開いた。町は祝った。\n")
    assert get_amount(article, budget, get_measure(budget.unit, "ja")) == pytest.approx(amount)


def test_a_text_is_measured_against_its_article() -> None:
    """Both in the unit of the budget."""
    body = "橋が開いた。町は祝った。\n"
    budget = Budget(BudgetUnit.SHARE, 0.5)
    assert measured("橋が開いた。\n", body, language="ja", budget=budget) == (6, 6)
    assert measured("", body, language="ja", budget=budget) == (0, 6)
