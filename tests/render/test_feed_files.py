"""Which entries stand in which document of a feed."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.render.feed_files import document_ranges


@pytest.mark.parametrize(
    ("n_articles", "ranges"),
    [
        (0, ((0, 20),)),
        (1, ((0, 20),)),
        (20, ((0, 20),)),
        (21, ((0, 20), (1, 21))),
        (40, ((0, 20), (20, 40))),
        (41, ((0, 20), (21, 41), (1, 21))),
    ],
)
def test_documents_of_a_feed(n_articles: int, ranges: tuple[tuple[int, int], ...]) -> None:
    """The main feed has the newest; what it does not hold stands in full archives, oldest first."""
    assert document_ranges(n_articles, 20) == ranges


@given(st.integers(0, 300), st.integers(1, 30))
def test_no_entry_is_missing(n_articles: int, n_entries: int) -> None:
    """Every article stands in some document, and every archive is full."""
    ranges = document_ranges(n_articles, n_entries)
    shown = set(chain.from_iterable(range(first, end) for first, end in ranges))
    assert shown >= set(range(n_articles))
    assert {end - first for first, end in ranges} == {n_entries}


@given(st.integers(1, 300), st.integers(1, 30))
def test_a_full_archive_never_changes(n_articles: int, n_entries: int) -> None:
    """Counted from the oldest article, archives hold the same entries when one more comes."""

    def from_the_oldest(n: int) -> list[tuple[int, int]]:
        return [(n - end, n - first) for first, end in document_ranges(n, n_entries)[1:]]

    before, after = from_the_oldest(n_articles), from_the_oldest(n_articles + 1)
    assert after[: len(before)] == before
