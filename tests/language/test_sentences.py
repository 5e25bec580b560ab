from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from newsletter.language.sentences import MAX_BRACKET_CHARS, split_sentences
from tests.language.tables import count_origins, read_table


@pytest.mark.parametrize("marked", read_table("sentences.tsv", 1))
def test_a_text_is_cut_where_its_sentences_end(marked: tuple[str]) -> None:
    """A boundary needs a reason and no objection; a wrong cut is worse than a missed one."""
    text = str(marked).replace("\\n", "\n")
    assert split_sentences(text.replace("¦", "")) == tuple(text.split("¦"))


def test_a_third_of_the_cases_must_not_be_cut() -> None:
    """What looks like an end and is none is as well guarded as the ends."""
    counts = count_origins("sentences.tsv")
    assert counts["whole"] * 3 >= sum(counts.values())


def test_nothing_is_cut_inside_a_protected_span() -> None:
    """Inline markup is never torn."""
    text = "See `a. B` now. Then go."
    assert split_sentences(text, [(4, 10)]) == ("See `a. B` now. ", "Then go.")
    assert split_sentences("A。B。", [(0, 4)]) == ("A。B。",)


def test_a_span_protects_what_is_inside_and_not_its_ends() -> None:
    """A link that ends a sentence does not glue it to the next."""
    assert split_sentences("見る。次。", [(0, 3)]) == ("見る。", "次。")


def test_one_lost_bracket_does_not_swallow_the_text() -> None:
    """A bracket that closes too far away is taken for a lost one."""
    near = "「" + "あ" * 20 + "。い」と言う。"
    far = "「" + "あ" * MAX_BRACKET_CHARS + "。い」と言う。"
    assert len(split_sentences(near)) == 1
    assert len(split_sentences(far)) == 2
    assert len(split_sentences("「あ。\n い」う。")) == 3


@pytest.mark.parametrize(("text", "n"), [("", 0), (" ", 1), ("\n", 1), ("。", 1)])
def test_an_empty_text_has_no_sentence(text: str, n: int) -> None:
    """White space alone is one piece, so that nothing is lost."""
    assert len(split_sentences(text)) == n


PIECES = st.lists(
    st.sampled_from(
        [*"。！？!?.…「」（）『』“”a A1日とはがで\n *_", "e.g.", "U.S.", "Mr.", "3.5", "です"],
    ),
    max_size=24,
)


@given(PIECES)
def test_the_sentences_joined_are_the_text(pieces: list[str]) -> None:
    """Nothing is lost, doubled or moved, and no sentence is empty."""
    text = "".join(pieces)
    sentences = split_sentences(text)
    assert "".join(sentences) == text
    assert all(sentences)


@given(PIECES)
def test_a_sentence_does_not_begin_with_a_closing_mark(pieces: list[str]) -> None:
    """Closing marks belong to the sentence they close."""
    text = "".join(pieces)
    assume(not re.search(r"\n[」』）]", text))  # a line end parts more firmly than a mark closes
    for sentence in split_sentences(text)[1:]:
        assert sentence[0] not in "」』）"
