from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.translate.engines.marks import join_texts, split_answer, tidy_marks

TEXTS = ("Buy [[1]]now[[/1]].", "A heading", "See [[1]], then [[2]]this[[/2]]!", "Last.")


def test_an_answer_that_keeps_the_numbers_gives_every_unit_back() -> None:
    """Joining and splitting are inverse, placeholders of all units included."""
    joined, table = join_texts(TEXTS)
    assert split_answer(joined, table) == list(TEXTS)


def test_no_number_occurs_twice_in_a_request() -> None:
    """Units and markup share one numbering, so that no answer can confuse them."""
    numbers = re.findall(r"\[\[(\d+)\]\]", join_texts(TEXTS)[0])
    assert len(numbers) == len(set(numbers)) == 10


def test_a_closing_placeholder_never_travels() -> None:
    """Engines turn `[[/1]]` into a second `[[1]]`: it gets a number of its own."""
    assert "[[/" not in join_texts(TEXTS)[0]


def test_a_single_text_travels_without_a_unit_number() -> None:
    """Alone, a text needs no number."""
    joined, table = join_texts(["Buy [[1]]now[[/1]]."])
    assert joined == "Buy [[1]]now[[2]]."
    assert split_answer("[[[1]]Jetzt[[2]] kaufen.", table) == ["[[1]]Jetzt[[/1]] kaufen."]


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda text: text.replace("[[4]]", ""), ["", "", TEXTS[2], TEXTS[3]]),
        (lambda text: text.replace("[[10]]", ""), [*TEXTS[:3], ""]),
        (lambda text: text[:-30], [*TEXTS[:2], "", ""]),
        (lambda text: text.replace("[[4]]", "[[5]]"), ["", "", "", TEXTS[3]]),
        (lambda text: text.replace("[[1]]", "[[9]]", 1), None),
        (lambda text: "", ["", "", "", ""]),
        (lambda text: "<html>captcha</html>", ["", "", "", ""]),
        (lambda text: text.replace("[[", "【").replace("]]", "】】"), list(TEXTS)),
        (lambda text: text.replace("[[", "[[ ").replace("]]", " ]]"), list(TEXTS)),
    ],
)
def test_a_unit_without_certain_ends_is_not_read(damage, expected) -> None:  # type: ignore[no-untyped-def]
    """A lost, doubled or misplaced number costs the units beside it, and mixes none up."""
    joined, table = join_texts(TEXTS)
    answers = split_answer(damage(joined), table)
    if expected is None:
        assert all(answer in ("", text) for answer, text in zip(answers, TEXTS, strict=True))
    else:
        assert answers == expected


@given(
    st.lists(
        st.text("ab [1]。.\n「」", min_size=1).map(str.strip).filter(bool), min_size=2, max_size=6
    ),
    st.data(),
)
def test_any_two_numbers_swapped_never_mix_units(texts: list[str], data: st.DataObject) -> None:
    """Whatever two numbers change places, a unit is its own text or unanswered."""
    joined, table = join_texts(texts)
    last = len(texts) + 1
    first, second = data.draw(st.tuples(st.integers(1, last), st.integers(1, last)))
    swapped = re.sub(
        r"\[\[(\d+)\]\]",
        lambda m: {str(first): f"[[{second}]]", str(second): f"[[{first}]]"}.get(m[1], m[0]),
        joined,
    )
    answers = split_answer(swapped, table)
    if first != second:
        assert answers == [""] * len(texts)
    else:
        assert [" ".join(answer.split()) for answer in answers] == [
            " ".join(text.split()) for text in texts
        ]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("the [[1]] report[[/1]] says", "the [[1]]report[[/1]] says"),
        ("the[[1]] report [[/1]]says", "the [[1]]report[[/1]] says"),
        ("[[1]] Report [[/1]]: it", "[[1]]Report[[/1]]: it"),
        ("see [[1]] now", "see [[1]] now"),
        ("[[1]][[2]] a [[/2]][[/1]] b", "[[1]][[2]]a[[/2]][[/1]] b"),
    ],
)
def test_blanks_move_out_of_a_pair(answer: str, expected: str) -> None:
    """Emphasis with a blank inside is no emphasis; around a single mark blanks are meant."""
    assert " ".join(tidy_marks(answer).split()) == expected
