"""Merging: where a stretch ends, what is dropped, and where fresh text goes."""

from __future__ import annotations

import pytest

from newsletter.dedupe.merge import merge_segments
from newsletter.dedupe.passages import text_of
from tests.dedupe.pieces import segments_of, sentence

A, B, C, D, E = (sentence(n) for n in range(1, 6))
TABLE = "| 港 | 網を直して棚へ戻してから町の広場へ行く |"


def merged(body: str) -> list[str]:
    """The passages of the manuscript in order."""
    return [text_of(passage) for passage in merge_segments(segments_of(body)).passages]


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


RESTARTS = {
    "nothing repeats": (lines(A, B, C), [A, B, C]),
    "behind a marker": (lines(A, B, "<mark>\n" + A, B, C), [A, B, C]),
    "without a trace": (lines(A, B, A, B, C), [A, B, C]),
    "one long sentence": (lines(A, B, A, C), [A, B, C]),
    "twice": (lines(A, B, "<mark>\n" + A, B, C, "<mark>\n" + B, C, D), [A, B, C, D]),
    "with its heading": (lines("# 港", A, B, "# 港", A, B, C), ["# 港", A, B, C]),
    "a table at once again": (lines(TABLE, TABLE, A), [TABLE, A]),
}


@pytest.mark.parametrize(("body", "expected"), RESTARTS.values(), ids=RESTARTS)
def test_a_restart_is_merged(body: str, expected: list[str]) -> None:
    """What a call repeats is dropped, whatever announced the restart."""
    assert merged(body) == expected


FRESH = {
    "a sentence more in a paragraph": (
        lines(A + C, D, "<mark>\n" + A + B + C, D),
        [A, B, C, D],
    ),
    "a sentence more behind a paragraph": (lines(A, D, "<mark>\n" + A + B, D), [A, B, D]),
    "a sentence more before a paragraph": (lines(A, D, "<mark>\n" + A, B + D), [A, B, D]),
    "a paragraph more": (lines(A, C, D, "<mark>\n" + A, B, C, D), [A, B, C, D]),
    "a section before a heading": (
        lines(A, "# 港", C, D, "<mark>\n" + A, "# 町", B, "# 港", C, D),
        [A, "# 町", B, "# 港", C, D],
    ),
    "a paragraph where the old one has another": (
        lines(A, B, D, "<mark>\n" + A, C, D),
        [A, B, C, D],
    ),
    "a new end": (lines(A, B, C, "<mark>\n" + A, B, D), [A, B, C, D]),
    "a new beginning": (lines(A, B, "<mark>\n" + C, A, B), [A, B, C]),
    "the end goes on": (lines(A, B, "<mark>\n" + B + C, D), [A, B, C, D]),
    "before and behind": (lines(A, B, "<mark>\n" + C + A + D, B + E), [C, A, D, B, E]),
}


@pytest.mark.parametrize(("body", "expected"), FRESH.values(), ids=FRESH)
def test_fresh_text_finds_its_place(body: str, expected: list[str]) -> None:
    """What only a later call says joins its paragraph, its gap, or the end."""
    assert merged(body) == expected


STAYS = {
    "short sentences": lines("港は静かだ。", A, "港は静かだ。", B),
    "two headings of a pattern": lines("## 効果", A, "## 効果", B),
    "items": lines("- " + A, B, "- " + A, C),
    "a rule between": lines(A, "---", B, "---", C),
    "a small table at once again": lines("| 港 | 町 |", "| 港 | 町 |", A),
    "a table in each section": lines(TABLE, A, TABLE, B),
    "two rows of a table": lines("| 港 |\n| 港 |", A),
    "a label over each section": lines("**効果**", A, "**効果**", B, "**効果**", C),
    "two items in a row": lines("- 朝の仕事", "- 昼の仕事", A, "- 朝の仕事", "- 昼の仕事", B),
}


@pytest.mark.parametrize("body", STAYS.values(), ids=STAYS)
def test_structure_stays(body: str) -> None:
    """Short sentences, headings, labels, items and rules may stand twice."""
    assert merged(body) == [one.text for one in segments_of(body)]


def test_three_in_a_row_are_a_restart() -> None:
    """Three short segments that repeat three others, 40 letters together, are a restart."""
    run = [sentence(20, 13), sentence(21, 13), sentence(22, 14)]
    fresh = sentence(23)
    assert merged(lines(*run, fresh, *run)) == [*run, fresh]
    lighter = [*run[:2], sentence(22, 13)]
    assert merged(lines(*lighter, fresh, *lighter)) == [*lighter, fresh, *lighter]
    assert merged(lines(*run[:2], fresh, *run[:2])) == [*run[:2], fresh, *run[:2]]


def test_the_fuller_wording_takes_the_place() -> None:
    """Of two wordings the fuller one stands where the first stood."""
    one = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。"
    more = one.replace("乾いた", "よく乾いた")
    assert merged(lines(A, one, B, "<mark>\n" + A, more, B)) == [A, more, B]
    assert merged(lines(A, more, B, "<mark>\n" + A, one, B)) == [A, more, B]


def test_a_kept_wording_stays() -> None:
    """A wording that a person kept stays, though a later call says more."""
    kept = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。"
    more = kept.replace("乾いた", "よく乾いた")
    segments = segments_of(lines(A, kept, B, "<mark>\n" + A, more, B))
    segments[1].kept = True
    said = [text_of(passage) for passage in merge_segments(segments).passages]
    assert said == [A, kept, B]


def test_a_cut_sentence_is_completed_in_its_place() -> None:
    """A sentence that a call cut off takes its whole form from the next call."""
    assert merged(lines(A, B[:12], "<mark>\n" + B, C)) == [A, B, C]


def test_pieces_beside_a_break_are_noted() -> None:
    """What stands beside a break may be a cut end or a beheaded start."""
    manuscript = merge_segments(segments_of(lines(A, B[:12], "<mark>\n" + C, D)))
    assert [passage.segment.text for passage in manuscript.stubs] == [B[:12]]
    assert [passage.segment.text for passage in manuscript.heads] == [A, C]


def test_a_cut_sentence_is_completed_once() -> None:
    """Two sentences that begin as a cut one are two; what the first of them says stays."""
    stub, first, second = (
        "港の道具と網",
        "港の道具と網を守る人の話だ。",
        "港の道具と網は朝の風で乾く。",
    )
    body = lines(A, stub, "<mark>\n" + A, first, B, "<mark>\n" + A, second, C)
    said = merged(body)
    assert first in said
    assert second in said
    together = merged(lines(A, stub, "<mark>\n" + A, first, B, second, C))
    assert first in together
    assert second in together


def test_of_two_wordings_of_a_cut_sentence_one_stays() -> None:
    """What begins as a cut sentence and says what completed it is a repeat, else a sentence."""
    cut = sentence(6)[:14]
    whole = cut + sentence(7, 20)
    again = cut + sentence(7, 19)
    another = cut + sentence(8, 20)
    restart = lines(A, cut, "<mark>\n" + A, whole, B)
    said = merged(lines(restart, again, C))
    assert [text for text in said if text not in (whole, again)] == [A, B, C]
    assert len(said) == 4
    assert merged(lines(restart, another, C)) == [A, whole, B, another, C]


def test_what_completes_a_cut_sentence_in_other_words_is_a_repeat() -> None:
    """Beside a match as much may differ as between two neighbours that match."""
    whole = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが町の決まりである。"
    again = whole.replace("網を夕方までに", "縄を朝のうちに")
    cut = whole[:10]
    said = merged(lines(A, cut, "<mark>\n" + A, whole, B, again, C))
    assert [text for text in said if text not in (whole, again)] == [A, B, C]
    assert len(said) == 4
