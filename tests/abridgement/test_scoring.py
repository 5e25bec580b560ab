"""Scores: what outranks what, why, and the laws that hold for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.scoring import (
    BOILERPLATE_SCORE,
    MIN_SCORE,
    MIN_TOLD,
    Scored,
    score_candidates,
)

JAPANESE = """市立図書館は4月から夜9時まで開館すると発表した。

皆さんは夜の図書館に行ったことがありますか。{first}私も昔はよく通いました。

## 費用

市の調査によると、電気代は年間240万円増える。{second}公民館も夜に開く。

館長は「人件費は会員の寄付で賄う」と述べた。職員は交代で働く。

## まとめ

夜間開館で利用者は18%増える見込みだ。最後までお読みいただきありがとうございました。
"""
ENGLISH = """The city library will stay open until nine from April, the council announced.

I love libraries. {first}Have you ever been to one at night?

## Costs

According to the city, power will cost $24,000 more a year. {second}The town hall opens late too.

The director said that donations will pay for the staff. Staff work in shifts.

## Summary

Opening at night will bring 18 percent more users. Thanks for reading!
"""


def score(text: str, language: str, title: str = "") -> dict[str, Scored]:
    """The scored candidates of a text, by their Markdown."""
    scored = score_candidates(parse_article(text), language, title)
    return {one.candidate.text: one for one in scored}


BETTER = [
    ("ja", "電気代は年間240万円増える", "私も昔はよく通いました"),
    ("ja", "夜9時まで開館すると発表した", "皆さんは夜の図書館に"),
    ("ja", "夜9時まで開館すると発表した", "職員は交代で働く"),
    ("ja", "利用者は18%増える", "公民館も夜に開く"),
    ("ja", "人件費は会員の寄付", "私も昔は"),
    ("en", "stay open until nine", "I love libraries"),
    ("en", "stay open until nine", "Have you ever"),
    ("en", "$24,000 more a year", "The town hall opens"),
    ("en", "18 percent more users", "I love libraries"),
]


@pytest.mark.parametrize(("language", "better", "worse"), BETTER)
def test_news_outranks_chatter(language: str, better: str, worse: str) -> None:
    """What is new, with its figures and its actor, scores above chatter, questions and asides."""
    text = JAPANESE if language == "ja" else ENGLISH
    found = score(text.format(first="", second=""), language)

    def find(words: str) -> float:
        (one,) = (scored for key, scored in found.items() if words in key)
        return one.score

    assert find(better) > find(worse)


def test_boilerplate_is_below_everything() -> None:
    """Thanks and calls to action come after the least of the text."""
    for text, language in ((JAPANESE, "ja"), (ENGLISH, "en")):
        found = score(text.format(first="", second=""), language).values()
        notes = [one.score for one in found if one.boilerplate]
        others = [one.score for one in found if not one.boilerplate]
        assert len(notes) == 1
        assert max(notes) < min(others)


REASONS = [
    ("ja", "電気代は年間", "worded like what editors keep", 1),
    ("ja", "開館すると発表", "stands near the start", 1),
    ("ja", "私も昔は", "worded like what editors drop", -1),
    ("en", "I love libraries", "chatter", -1),
]


@pytest.mark.parametrize(("language", "words", "reason", "sign"), REASONS)
def test_a_reason_names_what_is_in_the_text(
    language: str, words: str, reason: str, sign: int
) -> None:
    """A reason that raises is told of what has it, one that lowers of what lacks it."""
    text = JAPANESE if language == "ja" else ENGLISH
    found = score(text.format(first="", second=""), language)
    (one,) = (scored for key, scored in found.items() if words in key)
    told = dict(one.features)
    assert told.get(reason, 0) * sign > 0, one.features


@pytest.mark.parametrize("language", ["ja", "en", "ko"])
def test_reasons_add_up_to_the_score(language: str) -> None:
    """Base, reasons and the rest are the score, to the rounding; the weightiest comes first."""
    text = ENGLISH if language == "en" else JAPANESE
    for one in score(text.format(first="", second=""), language).values():
        if one.boilerplate or min(one.part_scores) <= MIN_SCORE:
            continue
        assert sum(value for _, value in one.features) == pytest.approx(one.score, abs=0.02)
        *reasons, other, base = one.features
        assert (other[0], base[0]) == ("other", "base")
        weights = [abs(value) for _, value in reasons]
        assert weights == sorted(weights, reverse=True)
        assert all(weight >= MIN_TOLD for weight in weights)
        assert len({reason for reason, _ in reasons}) == len(reasons)


def test_a_list_has_a_score_for_each_item() -> None:
    """A list scores as the mean of its items, and each item has its own score."""
    text = "Costs rose.\n\n- Power costs $24,000 more a year\n- It is nice\n"
    (listed,) = (one for key, one in score(text, "en").items() if key.startswith("- "))
    assert len(listed.part_scores) == 2
    assert listed.part_scores[0] > listed.part_scores[1]
    assert listed.score == pytest.approx(sum(listed.part_scores) / 2)


def test_an_image_has_the_least_score() -> None:
    """What has no words has no reasons either."""
    image = score("Text stands here.\n\n![A bridge](b.png)\n", "en")["![A bridge](b.png)"]
    assert image.score == MIN_SCORE
    assert not image.features
    assert not image.part_scores


POINTING = [
    ("ja", "それは大きな額だ。", "電気代は高い。"),
    ("ja", "しかし、これは一時的だ。", "市の予算は一時的に増える。"),
    ("en", "That is a lot.", "Power is dear."),
    ("en", "But they do not agree.", "The members do not agree."),
]


@pytest.mark.parametrize(("language", "pointing", "standing"), POINTING)
def test_a_pointing_sentence_needs_the_one_before(
    language: str, pointing: str, standing: str
) -> None:
    """In the same place, a sentence that points back is likelier to need what stands before it."""
    text = JAPANESE if language == "ja" else ENGLISH
    blank = "" if language == "ja" else " "
    needs = [
        score(text.format(first="", second=sentence + blank), language)[sentence].needs_before
        for sentence in (pointing, standing)
    ]
    assert needs[0] > needs[1]


def test_loose_talk_is_measured() -> None:
    """Chatter and guesses are loose, a plain statement is not."""
    found = score(ENGLISH.format(first="", second=""), "en")
    assert found["I love libraries."].loose > 0
    assert found["Staff work in shifts."].loose == 0


MARKDOWN = st.text(
    alphabet=st.sampled_from("ab市はを。、！？ \n#*-|`[](){}<>0123%\u0000🙂가中"), max_size=300
)


@settings(max_examples=60, deadline=None)
@given(MARKDOWN, st.sampled_from(["ja", "en", "de", "zh-Hant"]), st.text(max_size=20))
def test_any_text_is_scored_the_same_twice(text: str, language: str, title: str) -> None:
    """The same text has the same scores every time, each above 0, probabilities within 0 and 1."""
    article = parse_article(text)
    once = score_candidates(article, language, title)
    assert once == score_candidates(parse_article(text), language, title)
    assert len(once) == len(article.candidates)
    for one in once:
        assert one.score >= BOILERPLATE_SCORE * MIN_SCORE
        assert all(0 <= value <= 1 for value in (one.opens, one.closes, one.needs_before))
        assert len(one.part_scores) == len(one.candidate.parts)


def test_languages_with_region_share_their_weights() -> None:
    """Japanese of Japan is Japanese; other languages are scored without letter runs."""
    text = JAPANESE.format(first="", second="")
    assert score(text, "ja-JP") == score(text, "ja")
    names = {reason for one in score(text, "ko").values() for reason, _ in one.features}
    assert not {name for name in names if "editors" in name}
