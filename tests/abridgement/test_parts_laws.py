"""Laws of the parts: cutting an article into candidates, and putting some of them together."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.abridgement.assembly import build_body
from newsletter.abridgement.balance import is_balanced, merge_sentences
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import CandidateKind, parse_article
from newsletter.abridgement.keywords import find_terms, find_words
from newsletter.abridgement.pointers import Asks, what_it_asks
from newsletter.abridgement.scoring import score_candidates
from newsletter.source.blocks import parse_blocks

BLOCKS = st.lists(
    st.sampled_from(
        [
            *("橋が開いた。町は祝った。", "しかし、費用は増えた。", "「橋だ。」と町長は話した。"),
            *("The bridge is old. It has lamps.", "- 橋だ。川だ。\n- 駅だ。", "1. 網\n2. 船"),
            *(
                "| 橋 | 年 |\n|---|---|\n| 北 | 1970 |",
                "```\nx = 1\n\ny = 2\n```",
                "> 橋だ。\n> 川だ。",
            ),
            *("![橋](/b.png)", "**費用**\n年に240万円かかる。", "[橋][b]だ[^1]。", "以下の通り。"),
            *("## 橋", "### 費用", "---", "<div>\n橋\n</div>", "{% include a.md %}"),
        ]
    ),
    max_size=9,
).map(lambda parts: "\n\n".join([*parts, "[b]: /c", "[^1]: 去年の話。"]) + "\n")


@given(BLOCKS)
def test_candidates_are_numbered_in_the_order_of_the_text(body: str) -> None:
    """None overlaps another, and each stands on lines of the body."""
    article = parse_article(body)
    n_lines = body.count("\n")
    assert [one.number for one in article.candidates] == list(range(len(article.candidates)))
    runs = [run for one in article.candidates for run in one.runs]
    assert len({(run.block, run.first) for run in runs}) == len(runs)
    for one in article.candidates:
        assert 1 <= one.lines.first <= one.lines.last <= n_lines
        assert one.parts or one.kind is CandidateKind.IMAGE


@given(BLOCKS)
def test_a_candidate_says_what_stands_in_the_body(body: str) -> None:
    """Word for word."""
    for one in parse_article(body).candidates:
        for line in one.text.split("\n"):
            assert line.strip() in body


@given(BLOCKS)
def test_passages_are_told_by_their_first_place(body: str) -> None:
    """Each begins with place 0 and counts on; what adds to a list comes behind it."""
    seen: dict[int, int] = {}
    for one in parse_article(body).candidates:
        if one.kind is CandidateKind.IMAGE:
            continue
        assert one.place == seen.get(one.passage, -1) + 1 or one.place == 0
        seen[one.passage] = one.place
        if one.whole is not None:
            assert one.whole < one.number


@given(BLOCKS, st.data())
def test_what_is_kept_stands_in_what_is_built(body: str, data: st.DataObject) -> None:
    """Word for word, whatever else is kept."""
    article = parse_article(body)
    numbers = range(len(article.candidates))
    kept = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    built = build_body(article, kept)
    assert built == "" or built.endswith("\n")
    for number in kept:
        one = article.candidates[number]
        if one.kind is CandidateKind.SENTENCE and one.whole is None:
            assert one.text.strip() in built


@given(BLOCKS)
def test_the_whole_and_nothing(body: str) -> None:
    """All candidates give an article that is cut into the same ones; none give nothing."""
    article = parse_article(body)
    numbers = range(len(article.candidates))
    again = parse_article(build_body(article, numbers))
    assert [one.text for one in again.candidates] == [one.text for one in article.candidates]
    assert build_body(article, ()) == ""


@given(BLOCKS, st.data())
def test_no_heading_ends_what_is_built(body: str, data: st.DataObject) -> None:
    """It stands over kept text or not at all."""
    article = parse_article(body)
    numbers = range(len(article.candidates))
    kept = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    blocks = parse_blocks(build_body(article, kept))
    texts = [block.kind.value for block in blocks if block.kind.value != "definition"]
    assert not texts or texts[-1] != "heading"


@given(BLOCKS)
def test_every_candidate_has_its_bonds_and_its_score(body: str) -> None:
    """In their order, in either language."""
    article = parse_article(body)
    for language in ("ja", "en"):
        assert len(find_bonds(article, language)) == len(article.candidates)
        scored = score_candidates(article, language, "橋")
        assert [one.candidate for one in scored] == list(article.candidates)
        assert all(0 <= one.needs_before <= 1 and 0 <= one.opens <= 1 for one in scored)


# ------------------------------------------------------------------ sentences and words

SENTENCES = st.lists(
    st.sampled_from(
        ["橋だ。", "「川だ。", "駅だ。」", "**町だ。", "道だ。**", "・港だ。\n", "{: .x}"]
    ),
    max_size=8,
)


@given(SENTENCES)
def test_runs_that_cannot_be_parted_tile_the_block(texts: list[str]) -> None:
    """Each sentence stands in one run, and the runs side by side."""
    runs = merge_sentences(texts, re.compile(r"\s*・\s*\S"))
    places = [place for first, end in runs for place in range(first, end)]
    assert places == list(range(len(texts)))
    assert all(first < end for first, end in runs)


@given(st.lists(st.sampled_from(["橋", "**川**", "「駅」", "`町`", "(a)", "<b>c</b>", "*d*"])))
def test_whole_marks_stay_whole_side_by_side(parts: list[str]) -> None:
    """Pieces that are balanced are so together; one that is not spoils it."""
    assert is_balanced(" ".join(parts))
    assert not is_balanced(" ".join([*parts, "「港"]))
    assert not is_balanced(" ".join([*parts, "**港"]))


WORDS = st.text(st.sampled_from("橋川駅のはが図書館カード増 abc12%。、"), max_size=24)


@given(WORDS, st.sampled_from(["ja", "zh", "en", "ko"]))
def test_terms_stand_in_the_text(text: str, language: str) -> None:
    """In small letters, the marks between thousands apart; the same every time."""
    bare = "".join(text.casefold().split()).replace(",", "")
    terms = find_terms(text, language)
    assert find_terms(text, language) == terms
    for term in terms:
        assert term[:2].casefold() in bare
    assert all(word for word in find_words(text, language))


@pytest.mark.parametrize("language", ["ja", "en", "zh", "ko", "de"])
@given(text=st.text(max_size=40))
def test_any_opening_asks_for_something_or_nothing(text: str, language: str) -> None:
    """No text makes the question fail."""
    assert what_it_asks(text, language) in Asks
