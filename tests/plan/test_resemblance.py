from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.plan.resemblance import (
    LIMIT,
    MIN_LETTERS,
    Rank,
    Resemblance,
    build_bands,
    compare,
    find_letters,
    find_twin,
)

NOW = datetime(2026, 3, 1, tzinfo=UTC)
THINGS = (
    "銅山",
    "港湾",
    "電力網",
    "半導体工場",
    "穀物倉庫",
    "鉄道会社",
    "保険会社",
    "造船所",
    "製薬会社",
    "農業組合",
)
DEEDS = (
    "拡張を決めた",
    "売却を延期した",
    "増配を発表した",
    "提携を解消した",
    "調査を始めた",
    "価格を据え置いた",
    "融資を受けた",
)


def article(seed: int, n_sentences: int = 40) -> str:
    """An article of its own: other things, other deeds, other numbers."""
    return "".join(
        f"{THINGS[(seed * 7 + n * 3) % 10]}は{(seed * 131 + n * 17) % 97 + 2}月に"
        f"{DEEDS[(seed + n * 5) % len(DEEDS)]}。\n"
        f"担当の{seed}番目の部署は{(seed + 1) * (n + 3) * 37 % 9973}件を確認し、"
        f"{n}日後に続報を出すと述べた。\n"
        for n in range(n_sentences)
    )


def alike(one: str, two: str) -> bool:
    """Whether the first would be held because of the second.

    A shared band, then the exact comparison.
    """
    shared = set(build_bands(one)) & set(build_bands(two))
    return bool(shared) and find_twin([compare("two", one, two)]) is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "# 別の題名\n\n" + text,
        lambda text: text.replace("件を確認", "**件**を確認"),
        lambda text: text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)}),
        lambda text: text.replace("続報", "新しい報告"),
        lambda text: text[: len(text) * 3 // 4],
        lambda text: text + article(99, 8),
    ],
    ids=[
        "same",
        "line ends",
        "title",
        "emphasis",
        "full-width",
        "one word everywhere",
        "cut off",
        "longer",
    ],
)
def test_republished_article_is_recognised(change: object) -> None:
    """Another title, markup, width, a word changed everywhere, an end cut off or added.

    The same article.
    """
    assert callable(change)
    text = article(1)
    assert alike(change(text), text)


@pytest.mark.parametrize("seed", range(2, 12))
def test_other_article_in_the_same_pattern_is_not(seed: int) -> None:
    """Two companies in the same sentence pattern with other numbers are two articles."""
    assert not alike(article(seed), article(1))


def test_series_with_common_frame_is_not() -> None:
    """Two parts of a series with the same beginning and end are two articles."""
    frame = article(50, 6)
    assert not alike(frame + article(3, 30) + frame, frame + article(4, 30) + frame)


def test_short_notes_are_never_compared() -> None:
    """A weekly note looks like the last one and is no repeat."""
    note = "今週もお読みいただきありがとうございました。来週もよろしくお願いします。"
    assert len(find_letters(note)) < MIN_LETTERS
    assert build_bands(note) == ()


def test_keys_are_pinned() -> None:
    """The keys lie in every ledger.

    The same text gives the same keys on every machine, signed 64-bit.
    """
    keys = build_bands(article(1))
    assert len(keys) == 48
    assert tuple(keys[:2]) == (-3536347190530856250, 27182159013006225)
    assert all(-(2**63) <= key < 2**63 for key in keys)


@given(st.text(max_size=400), st.text(max_size=400))
def test_likeness_is_a_share(one: str, two: str) -> None:
    """Any text can be compared: 0..1, the same both ways, 1 with itself."""
    there, back = compare("x", one, two), compare("x", two, one)
    assert there.share == back.share
    assert 0 <= there.share <= there.share_found <= 1
    assert compare("x", one, one).share == 1.0
    assert len(build_bands(one)) in (0, 48)


def test_most_alike_wins_and_says_why() -> None:
    """The twin is the most alike above the limit.

    The reason names it, the share and the way out.
    """
    found = [
        Resemblance("b", 0.7, 0.9),
        Resemblance("a", 0.7, 0.8),
        Resemblance("c", LIMIT - 0.01, 1.0),
    ]
    twin = find_twin(found)
    assert twin == Resemblance("a", 0.7, 0.8)
    assert (
        twin.reason
        == "80% of its text stands in a already; if that is meant, set allow_duplicate: true"
    )
    assert find_twin(found[2:]) is None


def test_published_then_older_then_name_stays() -> None:
    """The one readers know stays; between two new ones the older; then the first by name."""
    ranks = [
        Rank(False, NOW, "published"),
        Rank(True, NOW - timedelta(days=2), "z-old"),
        Rank(True, NOW - timedelta(days=1), "a"),
        Rank(True, NOW - timedelta(days=1), "b"),
    ]
    assert sorted([ranks[2], ranks[0], ranks[3], ranks[1]]) == ranks
