"""What was found out about the texts of a post is forgotten with it."""

from __future__ import annotations

from newsletter.dedupe.keys import make_key
from newsletter.remembered import forget_texts, remembered


def test_an_answer_is_computed_once_until_it_is_forgotten() -> None:
    """The same question about a text is answered from memory; after forgetting it is asked anew."""
    asked: list[str] = []

    @remembered(maxsize=2)
    def measure(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [measure("one"), measure("one"), measure("three")] == [3, 3, 5]
    assert asked == ["one", "three"]
    forget_texts()
    assert measure("one") == 3
    assert asked == ["one", "three", "one"]


def test_the_caches_of_the_stages_are_among_them() -> None:
    """No key of a passage is left when a post is done."""
    make_key("希土類の輸出が止まった。")
    assert make_key.cache_info().currsize
    forget_texts()
    assert make_key.cache_info().currsize == 0
