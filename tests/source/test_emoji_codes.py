"""Emoji codes: shown where GitHub shows them, and left where nobody does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.source.emoji_codes import show_emoji, show_emoji_in

SHOWN = {
    "a code": ("It works :tada:", "It works 🎉"),
    "two": (":tada: :rocket:", "🎉 🚀"),
    "at the end of a sentence": ("It works :tada:.", "It works 🎉."),
    "beside Japanese": ("完成です:tada:", "完成です🎉"),
    "with a plus": ("Yes :+1:", "Yes 👍"),
    "with digits": ("All :100:", "All 💯"),
    "in emphasis": ("**:tada:**", "**🎉**"),
    "in the words of a link": ("[:tada:](/a)", "[🎉](/a)"),
}
LEFT = {
    "a picture of GitHub's": "See :octocat: here",
    "no code": "See :nothing_of_the_kind: here",
    "code": "Write `:tada:` for it",
    "a fence": "```\n:tada:\n```",
    "a time": "At 10:30:45 it began",
    "an address": "https://a.example/:tada:/b",
    "inside a word": "a:tada:b",
    "capitals": "See :TADA: here",
    "an open one": "See :tada here",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_a_code_is_shown_as_its_emoji(text: str, shown: str) -> None:
    """Wherever prose stands."""
    assert show_emoji_in(text) == shown


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_only_looks_like_a_code_stays(text: str) -> None:
    """Byte for byte."""
    assert show_emoji_in(text) == text


@pytest.mark.parametrize(
    ("code", "emoji"), [(":tada:", "🎉"), (":octocat:", ":octocat:"), (":x:", "❌")]
)
def test_one_code_is_its_emoji_or_itself(code: str, emoji: str) -> None:
    """What the table does not have is no emoji."""
    assert show_emoji(code) == emoji


@given(st.text(st.sampled_from("ab :`\n1_+-[]()"), max_size=40))
def test_showing_again_changes_nothing(text: str) -> None:
    """An emoji is no code."""
    once = show_emoji_in(text)
    assert show_emoji_in(once) == once
