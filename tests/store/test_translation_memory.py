from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.store.translation_memory import TranslationMemory, memory_key

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def test_key_is_pinned() -> None:
    """The key of a unit never changes: with another key everything would be paid for again."""
    assert (
        memory_key("金は上がった。", "ja", "en").hex()
        == "a6e346a2508ed878f989ae742523a7c732baedd53808d8da391dd92a5183770f"
    )


@given(
    *[
        st.tuples(
            st.text(), st.text(alphabet="abc-", max_size=5), st.text(alphabet="abc-", max_size=5)
        )
    ]
    * 2
)
def test_keys_differ_when_anything_does(
    one: tuple[str, str, str], two: tuple[str, str, str]
) -> None:
    """Text and both languages all count, and their border does too."""
    assert (memory_key(*one) == memory_key(*two)) == (one == two)


def test_what_is_recorded_is_found(tmp_path: Path) -> None:
    """Exact text and both languages find it, also after closing; anything else does not.

    A later answer replaces.
    """
    with TranslationMemory.open(tmp_path, NOW) as memory:
        memory.record({"犬。": "A dog.", "猫。": "A cat."}, "ja", "en", "google")
        memory.record({"猫。": "Cats."}, "ja", "en", "deepl")
    with TranslationMemory.open(tmp_path, NOW) as memory:
        assert memory.find(["犬。", "猫。", "鳥。", "犬。"], "ja", "en") == {
            "犬。": ("A dog.", "google"),
            "猫。": ("Cats.", "deepl"),
        }
        assert memory.find(["犬。"], "ja", "de") == {}
        assert memory.find(["犬。 "], "ja", "en") == {}
        assert memory.find([], "ja", "en") == {}


def test_many_texts_at_once(tmp_path: Path) -> None:
    """There is no limit to how many texts one call may ask for."""
    texts = {f"文{number}。": f"Sentence {number}." for number in range(2_345)}
    with TranslationMemory.open(tmp_path, NOW) as memory:
        memory.record(texts, "ja", "en", "google")
        assert {text: each.target for text, each in memory.find(texts, "ja", "en").items()} == texts


def test_record_has_committed_when_it_returns(tmp_path: Path) -> None:
    """Another connection sees an answer as soon as `record` has returned."""
    with TranslationMemory.open(tmp_path, NOW) as one, TranslationMemory.open(tmp_path, NOW) as two:
        one.record({"a": "b"}, "ja", "en", "google")
        assert two.find(["a"], "ja", "en")["a"].target == "b"


def test_threads_take_turns(tmp_path: Path) -> None:
    """Engines answer in several threads; nothing is lost and nothing breaks."""
    with TranslationMemory.open(tmp_path, NOW) as memory:

        def work(number: int) -> None:
            for index in range(20):
                memory.record({f"{number}-{index}": "x"}, "ja", "en", "google")
                memory.find([f"{number}-{index}"], "ja", "en")

        threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert memory.stats()[0].n_units == 80


def test_stats_and_export_are_in_order(tmp_path: Path) -> None:
    """Numbers by languages and engine.

    Entries by languages and source text, one target language on request.
    """
    with TranslationMemory.open(tmp_path, NOW) as memory:
        memory.record({"い": "b", "あ": "a"}, "ja", "en", "google")
    with TranslationMemory.open(tmp_path, NOW + timedelta(days=1)) as memory:
        memory.record({"う": "c"}, "ja", "en", "google")
        memory.record({"あ": "ä"}, "ja", "de", "")
        german, english = memory.stats()
        assert (german.target_language, german.engine, german.n_units) == ("de", "", 1)
        assert (english.n_units, english.n_source_chars, english.first, english.last) == (
            3,
            3,
            NOW,
            NOW + timedelta(days=1),
        )
        assert [(each.target_language, each.source) for each in memory.entries()] == [
            ("de", "あ"),
            ("en", "あ"),
            ("en", "い"),
            ("en", "う"),
        ]
        assert [each.target for each in memory.entries("de")] == ["ä"]


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ({}, {"old", "new", "other"}),
        ({"before": NOW}, {"new", "other"}),
        ({"before": NOW.astimezone(timezone(timedelta(hours=9)))}, {"new", "other"}),
        ({"engine": "google"}, {"other"}),
        ({"target": "en"}, set()),
        ({"engine": "google", "before": NOW}, {"new", "other"}),
        ({"engine": "nobody"}, {"old", "new", "other"}),
    ],
)
def test_prune_forgets_what_meets_every_condition(
    tmp_path: Path, conditions: dict[str, object], left: set[str]
) -> None:
    """Pruning without a condition forgets nothing."""
    with TranslationMemory.open(tmp_path, NOW - timedelta(seconds=1)) as memory:
        memory.record({"old": "1"}, "ja", "en", "google")
    with TranslationMemory.open(tmp_path, NOW) as memory:
        memory.record({"new": "1"}, "ja", "en", "google")
        memory.record({"other": "1"}, "ja", "en", "deepl")
        assert memory.prune(**conditions) == 3 - len(left)  # type: ignore[arg-type]
        assert {each.source for each in memory.entries()} == left
