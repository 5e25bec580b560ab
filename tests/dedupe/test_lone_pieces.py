"""Lone pieces: what a call cut off, beheaded, left empty or told again inside something longer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe.fragments import (
    drop_contained,
    drop_cut_echoes,
    drop_cut_tails,
    drop_echoes,
    drop_pieces,
    drop_short_echoes,
)
from newsletter.dedupe.headings import drop_empty_headings
from newsletter.dedupe.joints import join_cut
from newsletter.dedupe.passages import Manuscript
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B, C, D, E = (sentence(n) for n in range(1, 6))


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def texts_of(manuscript: Manuscript) -> list[str]:
    """What stands in a manuscript."""
    return [passage.segment.text.strip() for passage in manuscript.passages]


def without_pieces(
    body: str, stubs: Sequence[int] = (), heads: Sequence[int] = ()
) -> tuple[list[str], list[str]]:
    """What is left of a body in which some passages may be pieces, and what went."""
    manuscript = manuscript_of(segments_of(body))
    manuscript.stubs.extend(manuscript.passages[number] for number in stubs)
    manuscript.heads.extend(manuscript.passages[number] for number in heads)
    drop_pieces(manuscript)
    gone = [dropped.segment.text.strip() for dropped in manuscript.dropped]
    return texts_of(manuscript), gone


STUBS = {
    "the next sentence completes it": (lines(A, B[:8], B), 1, True),
    "one further on completes it": (lines(A, B[:8], C, B), 1, True),
    "the one before completes it": (lines(A, B, B[:8]), 2, True),
    "far away, with eight letters": (lines(A, B[:8], C, D, E, B), 1, True),
    "far away, with seven letters": (lines(A, B[:7], C, D, E, B), 1, False),
    "close, with a single letter": (lines(A, B[:1], B), 1, True),
    "worded a little otherwise": (lines(A, B[:3] + "x" + B[4:12], B), 1, True),
    "worded quite otherwise": (lines(A, B[:3] + "xxxxxxxxx" + B[4:6], B), 1, False),
    "in English": (
        lines(A, "The harbour of Alvik has", "The harbour of Alvik has gates."),
        1,
        True,
    ),
    "complete": (lines(A, B[:8] + "。", B), 1, False),
    "nothing completes it": (lines(A, B[:8], C, D), 1, False),
    "the middle of another": (lines(A, B[4:14], B), 1, False),
    "a heading does not complete it": (lines(A, B[:8], "## " + B), 1, False),
    "the longer one": (lines(A, B[:20], B[:8]), 1, False),
}


@pytest.mark.parametrize(("body", "number", "goes"), STUBS.values(), ids=STUBS)
def test_a_cut_piece_goes_where_its_whole_stands(body: str, number: int, goes: bool) -> None:
    """What a call cut off goes if another passage begins as it does; else it stays."""
    before = texts_of(manuscript_of(segments_of(body)))
    left, gone = without_pieces(body, stubs=[number])
    assert gone == ([before[number]] if goes else [])
    assert left == [text for at, text in enumerate(before) if not goes or at != number]


HEADS = {
    "the one before ends as it does": (lines(A, B, B[10:]), 2, True),
    "an ellipsis far away": (lines(A, B, C, D, E, "…" + B[26:]), 5, True),
    "a long one far away": (lines(A, B, C, D, E, B[10:]), 5, True),
    "a short one far away": (lines(A, B, C, D, E, B[26:]), 5, False),
    "a beginning": (lines(A, B, B[:10]), 2, False),
    "nothing ends so": (lines(A, B, C[10:]), 2, False),
    "the same": (lines(A, B, C), 2, False),
}


@pytest.mark.parametrize(("body", "number", "goes"), HEADS.values(), ids=HEADS)
def test_a_beheaded_piece_goes_where_its_whole_stands(body: str, number: int, goes: bool) -> None:
    """What a call began in the middle goes if another passage ends as it does."""
    before = texts_of(manuscript_of(segments_of(body)))
    left, gone = without_pieces(body, heads=[number])
    assert gone == ([before[number]] if goes else [])
    assert len(left) == len(before) - goes


def test_what_nobody_noted_is_no_piece() -> None:
    """Only passages beside a break may be pieces; a short sentence elsewhere is style."""
    assert without_pieces(lines(A, B[:8], B, B[10:]))[1] == []


EMPTY = {
    "a section started again": (lines("## 港", "## 町", A, "## 港", B), ["## 港"]),
    "a call that stopped behind it": (
        lines("## 港", A, "## 町", "## 港", B, "## 町", C),
        ["## 町"],
    ),
    "the last line": (lines("## 港", A, "## 町", B, "## 港"), ["## 港"]),
    "a label": (lines("**港**", "**町**", A, "**港**", B), ["**港**"]),
    "nowhere over a text": (lines("## 港", "## 町", A), []),
    "over a lower heading": (lines("## 港", "### 町", A, "## 港", B), []),
    "over a label": (lines("## 港", "**町**", A, "## 港", B), []),
    "over a list": (lines("## 港", "- 網", "## 港", B), []),
    "over another text": (lines("## 港", A, "## 港", B), []),
    "no headings": (lines(A, B), []),
}


@pytest.mark.parametrize(("body", "expected"), EMPTY.values(), ids=EMPTY)
def test_an_empty_heading_goes_if_it_stands_over_a_text(body: str, expected: list[str]) -> None:
    """A call stopped after a heading, and the next one wrote the section."""
    manuscript = manuscript_of(segments_of(body))
    drop_empty_headings(manuscript)
    assert [dropped.segment.text for dropped in manuscript.dropped] == expected
    assert len(manuscript.passages) == len(segments_of(body)) - len(expected)


CONTAINED = {
    "in a quotation": (lines(A, f"漁師は「{A}{B}」と言った。", C), [A]),
    "in a quotation above": (lines(f"漁師は「{A}{B}」と言った。", A, C), [A]),
    "in a quotation of two sentences": (lines(A, f"「{A}{B}」", C), [A]),
    "behind a name": (lines(A, f"漁師は「{A}{B}」", C), [A]),
    "of twenty letters": (
        lines(A[:20] + "。", f"漁師は「{A[:20]}。{B}」と言った。"),
        [A[:20] + "。"],
    ),
    "a short sentence": (lines(A[:19] + "。", f"漁師は「{A[:19]}。{B}」と言った。"), []),
    "in a passage of one sentence": (lines(A, f"漁師は「{A[:-1]}」と言った。"), []),
    "not word for word": (lines(A, f"漁師は「{A[:-3]}。{B}」と言った。"), []),
    "in code": (lines(A, f"```\n{A}{B}\n```"), []),
    "in a table": (lines(A, f"| {A}{B} |"), []),
    "in a heading": (lines(A, f"## {A}{B}"), []),
    "cut": (lines(A[:-1], f"漁師は「{A}{B}」と言った。"), []),
    "an item": (lines(f"- {A}", f"漁師は「{A}{B}」と言った。"), []),
    "a heading": (lines(f"## {A}", f"漁師は「{A}{B}」と言った。"), []),
}


@pytest.mark.parametrize(("body", "expected"), CONTAINED.values(), ids=CONTAINED)
def test_a_sentence_inside_a_longer_passage_goes(body: str, expected: list[str]) -> None:
    """A whole long sentence that stands word for word in a passage of several goes, no other."""
    manuscript = manuscript_of(segments_of(body))
    drop_contained(manuscript)
    assert [dropped.segment.text for dropped in manuscript.dropped] == expected


@pytest.mark.parametrize(("excess", "n_gone"), [(0, 1), (-1, 0)])
def test_an_echo_is_long(excess: int, n_gone: int) -> None:
    """From 25 letters on nobody writes a sentence twice in a row, across a paragraph."""
    text = sentence(1, 25 + excess)
    manuscript = manuscript_of(segments_of(lines(B, text, text, C)))
    drop_echoes(manuscript)
    assert len(manuscript.dropped) == n_gone


CUT_ECHOES = {
    "behind a sentence, long enough": (lines(A + B[:8], B), True),
    "behind a sentence, too short": (lines(A + B[:7], B), False),
    "all but its end mark": (lines(A + B[:-1], B), False),
    "alone, long": (lines(A, B[:20], B), True),
    "alone, short": (lines(A, B[:19], B), False),
    "the first line, short": (lines(B[:19], B), False),
    "complete": (lines(A + B[:12] + "。", B), False),
    "another beginning": (lines(A + C[:12], B), False),
    "not the next": (lines(A + B[:12], C, B), False),
    "in one paragraph": (f"{A}{B[:22]}\n{B}", False),
    "an item": (lines(f"- {B[:22]}", B), False),
    "continued by an item": (lines(A + B[:22], f"- {B}"), False),
    "nothing behind it": (lines(A + B[:22]), False),
}


@pytest.mark.parametrize(("body", "goes"), CUT_ECHOES.values(), ids=CUT_ECHOES)
def test_a_cut_beginning_goes_before_its_whole(body: str, goes: bool) -> None:
    """The next paragraph says the sentence from its start to its end."""
    manuscript = manuscript_of(segments_of(body))
    drop_cut_echoes(manuscript)
    assert [dropped.rule for dropped in manuscript.dropped] == ["cut-off"] * goes


def joined(body: str) -> list[str]:
    """A body after sentences that stop at a break were joined."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    join_cut(manuscript, segments)
    return texts_of(manuscript)


JOINED = {
    "at a marker": ("港の船は\n\n<mark>\n網を積んで出る。", "港の船は網を積んで出る。"),
    "at blank lines": ("港の船は\n\n\n網を積んで出る。", "港の船は網を積んで出る。"),
    "in English": ("The boats of the\n\n<mark>\nharbour leave.", "The boats of the harbour leave."),
    "an overlap": ("港の船は朝に網を\n\n<mark>\n船は朝に網を積む。", "港の船は朝に網を積む。"),
    "an ellipsis": ("港の船は網を\n\n<mark>\n…網を積む。", "港の船は網を積む。"),
    "a name behind an article": (
        "He left the\n\n<mark>\nAlvik harbour.",
        "He left the Alvik harbour.",
    ),
    "four letters": ("港の船網\n\n<mark>\n積んで出る。", "港の船網積んで出る。"),
    "a subject behind a topic": (
        "声を上げよう。未来は、\n\n\n私たちの手で創られる。",
        "未来は、私たちの手で創られる。",
    ),
    "two names that stand side by side": (
        "目指すのはEU\n\n\nAI法の定めだ。\n\nEU AI法は厳しい。",
        "目指すのはEU AI法の定めだ。",
    ),
    "a noun on both sides of a tear": (
        "私たちは今、港の歴史の中でも指折りの大きな転換点に\n\n点に差し掛かっている。",
        "私たちは今、港の歴史の中でも指折りの大きな転換点に差し掛かっている。",
    ),
    "a heading that a call put in between": (
        "港の船は記録された風を基に\n\n**港の役割**\n\n…記録された風を基に網を積む。\n\n**港の役割**\n\n役割だ。",
        "港の船は記録された風を基に網を積む。",
    ),
    "a torn word": ("We saw the ha\n\n<mark>\nrbour. A harbour!", "We saw the harbour."),
}


@pytest.mark.parametrize(("body", "whole"), JOINED.values(), ids=JOINED)
def test_a_sentence_goes_on_behind_a_break(body: str, whole: str) -> None:
    """Two neighbours of which the first is cut and the second begins no sentence are one."""
    assert whole in joined(body)


APART = {
    "complete": "港の船は出る。\n\n<mark>\n網を積んで出る。",
    "no break": "港の船は\n\n網を積んで出る。",
    "two lines of a paragraph": "港の船は\n網を積んで出る。",
    "an opener": "港の船は\n\n<mark>\nしかし、網を積む。",
    "an opening quotation": "港の船は\n\n<mark>\n「網を積む」と言う。",
    "a new English sentence": "The boats left early\n\n<mark>\nThen the nets came.",
    "a heading before": "## 港の船\n\n<mark>\n網を積んで出る。",
    "an item behind": "港の船は\n\n<mark>\n- 網を積む。",
    "a heading behind": "港の船は\n\n<mark>\n## 網",
    "three letters": "港の船\n\n<mark>\n網を積んで出る。",
    "a subject behind a noun": "港の船と網と風\n\n\n私たちの手で創られる。",
    "an adverb that ends as a topic": "港の風はどうか。あるいは、\n\n\n私が港で見た網の話だ。",
    "names that nowhere stand side by side": "目指すのはEU\n\n\nAI法の定めだ。",
    "a name on both sides": "私たちは今、港の歴史の中で指折りの風に恵まれたAI\n\nAIは船を出す。",
    "a heading that stands once": "港の船は記録された風を基に\n\n**港の役割**\n\n…記録された風を基に網を積む。",
    "a heading before another sentence": "港の船は風を基に\n\n**港**\n\n…網を積む。\n\n**港**\n\n役割だ。",
}


@pytest.mark.parametrize("body", APART.values(), ids=APART)
def test_what_begins_a_sentence_continues_none(body: str) -> None:
    """A whole sentence, structure or an opener on either side of the break keeps them apart."""
    assert joined(body) == texts_of(manuscript_of(segments_of(body)))


NUMBERS = {
    "of a heading": ("A。**3.\n\n## 3. 港\n\nB。", True),
    "of an item": (f"{A}1.\n\n1. 網を積む\n2. 船を出す", True),
    "two of an item": (f"{A}1. 1.\n\n1. 網を積む", True),
    "of no item": (f"{A}1.\n\n{B}", False),
    "of another item": (f"{A}2.\n\n1. 網を積む", False),
    "of an item further on": (f"{A}1.\n\n{B}\n\n1. 網を積む", False),
    "a year": (f"{A}2026.\n\n1. 網を積む", False),
}


@pytest.mark.parametrize(("body", "goes"), NUMBERS.values(), ids=NUMBERS)
def test_a_lone_number_goes_to_its_heading_or_item(body: str, goes: bool) -> None:
    """A copy that lost its line breaks leaves the number of what followed."""
    manuscript = manuscript_of(segments_of(body))
    drop_pieces(manuscript)
    assert bool(manuscript.dropped) is goes
    assert all(dropped.rule == "cut-off" for dropped in manuscript.dropped)


def test_a_wording_taken_from_elsewhere_is_joined_with_nothing() -> None:
    """Either side must stand in its own place: what was merged in has other neighbours."""
    for side in (0, 1):
        segments = segments_of("港の船は\n\n\n網を積んで出る。")
        manuscript = manuscript_of(segments)
        manuscript.passages[side].segment = segments_of(segments[side].text)[0]
        assert join_cut(manuscript, segments) == []


# The same limits in posts as they are written, in figures: a limit that moves must move these.
PIECE = "網の手入れを怠れば船は沖へ出られない。"

NEAR_PIECES = {
    "six letters, close, one of them another": (
        lines(A, "網の手人れを", PIECE),
        1,
        True,
    ),
    "five letters, close, one of them another": (lines(A, "網の手人れ", PIECE), 1, False),
    "eight letters, far away, one of them another": (
        lines(A, "網の手人れを怠れ", B, C, D, PIECE),
        1,
        True,
    ),
    "three of fourteen letters are others": (
        lines(A, "綱の手人れを怠れと船は沖へ出", PIECE),
        1,
        True,
    ),
    "three of thirteen letters are others": (
        lines(A, "綱の手人れを怠れと船は沖へ", PIECE),
        1,
        False,
    ),
    "three of eight letters are others": (lines(A, "綱は手人れを怠れ", PIECE), 1, False),
    "right before its whole, a letter": (lines(A, "網", PIECE), 1, True),
    "one passage before its whole, a letter": (lines(A, "網", B, PIECE), 1, True),
    "right behind its whole, a letter": (lines(PIECE, "網", A), 1, True),
    "two passages before its whole, a letter": (lines(A, "網", B, C, PIECE), 1, False),
    "two passages behind its whole, a letter": (lines(PIECE, A, "網", B), 2, False),
}


@pytest.mark.parametrize(("body", "number", "goes"), NEAR_PIECES.values(), ids=NEAR_PIECES)
def test_a_piece_close_by_may_be_shorter_and_less_alike(body: str, number: int, goes: bool) -> None:
    """Right before, right behind, or one passage before its whole."""
    _, gone = without_pieces(body, stubs=[number])
    assert bool(gone) is goes


MISSPELT = {
    "a weight of six": ("Harbuurs were", True),
    "a weight of five": ("Harbuurs we", False),
    "told to its end": ("Harbuurs were empty that day, he said (that long and windy day)", False),
    "broken off there": ("Harbuurs were empty that day, he said (that long and windy day", True),
}


@pytest.mark.parametrize(("stub", "goes"), MISSPELT.values(), ids=MISSPELT)
def test_a_piece_that_is_spelt_otherwise_is_long_and_cut(stub: str, goes: bool) -> None:
    """Letters of an alphabet weigh half; behind an end mark it is another sentence."""
    body = lines(A, stub, "Harbours were empty that day, he said, that long and windy day of May.")
    assert bool(without_pieces(body, stubs=[1])[1]) is goes


def test_a_short_piece_that_is_another_word_does_not_hide_a_whole_further_on() -> None:
    """The search goes on behind a passage that begins nearly alike."""
    stub = "網の手入れ"
    like = "綱の手入れは春に始まり秋に終わる。"
    assert without_pieces(lines(A, stub, like, PIECE), stubs=[1])[1] == [stub]


ECHO_LIMITS = {
    "of 25 letters": (lines(sentence(1, 25), sentence(1, 25)), 1),
    "of 24 letters": (lines(sentence(1, 24), sentence(1, 24)), 0),
    "of 25 letters in a list": (lines(sentence(1, 25), f"- {sentence(1, 25)}"), 0),
    "an item, then a sentence": (lines(f"- {sentence(1, 25)}", sentence(1, 25)), 0),
    "a heading, then a sentence": (lines(f"## {sentence(1, 25)}", sentence(1, 25)), 0),
    "in one paragraph": (sentence(1, 25) * 2, 0),
    "three times": (lines(*[sentence(1, 25)] * 3), 2),
}


@pytest.mark.parametrize(("body", "n_gone"), ECHO_LIMITS.values(), ids=ECHO_LIMITS)
def test_an_echo_is_a_sentence_of_the_same_kind(body: str, n_gone: int) -> None:
    """An item or a heading in the words of a sentence sums it up."""
    manuscript = manuscript_of(segments_of(body))
    drop_echoes(manuscript)
    assert [dropped.rule for dropped in manuscript.dropped] == ["repeat"] * n_gone


@pytest.mark.parametrize(("n_letters", "goes"), [(8, True), (7, False)])
def test_a_cut_beginning_behind_a_sentence_has_eight_letters(n_letters: int, goes: bool) -> None:
    """A shorter one may be a label."""
    manuscript = manuscript_of(segments_of(lines(A + B[:n_letters], B)))
    drop_cut_echoes(manuscript)
    assert bool(manuscript.dropped) is goes


@pytest.mark.parametrize(("n_copies", "n_gone"), [(1, 1), (2, 2), (4, 4), (5, 4)])
def test_each_copy_of_a_list_leaves_its_number(n_copies: int, n_gone: int) -> None:
    """Up to four in a row are those of the item behind them."""
    numbers = " ".join(["1."] * n_copies)
    manuscript = manuscript_of(segments_of(f"{A}{numbers}\n\n1. 網を積む"))
    drop_pieces(manuscript)
    assert len(manuscript.dropped) == n_gone


WORD = sentence(9, 8)
SHORT_ECHOES = {
    "the last above": (lines(A + WORD, WORD + B), 1),
    "the last but one above": (lines(WORD + A, WORD + B), 1),
    "all of the paragraph above": (lines(WORD, WORD + B), 1),
    "the last but two above": (lines(WORD + A + C, WORD + B), 0),
    "two paragraphs above": (lines(WORD, A, WORD + B), 0),
    "behind the start of its paragraph": (lines(A + WORD, B + WORD), 0),
    "in one paragraph": (A + WORD + WORD + B, 0),
    "seven letters": (lines(A + WORD[1:], WORD[1:] + B), 0),
    "an item": (lines(f"- {WORD}", WORD), 0),
    "a word of a list": (lines(A + WORD, f"- {WORD}"), 0),
    "a cut one": (lines(A + WORD, WORD[:-1]), 0),
}


@pytest.mark.parametrize(("body", "n_gone"), SHORT_ECHOES.values(), ids=SHORT_ECHOES)
def test_a_call_begins_with_the_last_words_of_the_call_before(body: str, n_gone: int) -> None:
    """A short sentence that opens a paragraph goes, if it ends the one right above."""
    manuscript = manuscript_of(segments_of(body))
    drop_short_echoes(manuscript)
    assert [dropped.rule for dropped in manuscript.dropped] == ["repeat"] * n_gone
    assert all(dropped.twin.segment.text == WORD for dropped in manuscript.dropped)


def without_tails(body: str, *stubs: int) -> list[str]:
    """The rests of sentences that go, after the beginnings of them went."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    manuscript.stubs.extend(manuscript.passages[number] for number in stubs)
    drop_pieces(manuscript)
    assert {dropped.rule for dropped in manuscript.dropped} == {"cut-off"}
    drop_cut_tails(manuscript, segments)
    gone = [dropped for dropped in manuscript.dropped if dropped.rule == "beheaded"]
    assert {dropped.twin.segment.text for dropped in gone} <= {B}
    return [dropped.segment.text.strip() for dropped in gone]


START, REST = B[:12], B[12:]
TAILS = {
    "at a marker": lines(A, START, f"<mark>\n{REST}", C, B),
    "behind blank lines": lines(A, START, f"\n{REST}", C, B),
    "a call later": lines(A, START, f"<mark>\n{C}", f"<mark>\n{REST}", B),
    "of a whole that stands above": lines(B, START, f"<mark>\n{REST}", C),
}
NO_TAILS = {
    "without a break": lines(A, START, REST, C, B),
    "above the beginning": lines(REST, START, f"<mark>\n{C}", B),
    "an item": lines(A, START, f"<mark>\n- {REST}", C, B),
    "another end": lines(A, START, f"<mark>\n{REST[:-2]}。", C, B),
    "a little more": lines(A, START, f"<mark>\n{B[11:]}", C, B),
    "nowhere told to the end": lines(A, START, f"<mark>\n{REST}", C, B[:-1]),
    "the beginning of another wording": lines(A, f"{B[:5]}x{B[6:12]}", f"<mark>\n{REST}", C, B),
}


@pytest.mark.parametrize("body", TAILS.values(), ids=TAILS)
def test_the_rest_of_a_sentence_goes_with_its_beginning(body: str) -> None:
    """One call told the beginning and the next one the rest; together they stand elsewhere."""
    assert without_tails(body, 1) == [REST]


@pytest.mark.parametrize("body", NO_TAILS.values(), ids=NO_TAILS)
def test_what_only_ends_as_a_sentence_does_stays(body: str) -> None:
    """It begins a call below the beginning, and both together are the whole, word for word."""
    assert without_tails(body, 1) == []


@pytest.mark.parametrize(("n_apart", "goes"), [(1, True), (12, True), (13, False)])
def test_the_rest_is_told_within_twelve_segments(n_apart: int, goes: bool) -> None:
    """Farther on it is another sentence that ends alike."""
    between = [sentence(20 + n) for n in range(n_apart - 1)]
    body = lines(A, START, *between, f"<mark>\n{REST}", B)
    assert without_tails(body, 1) == [REST] * goes


def test_one_rest_goes_with_two_beginnings_of_a_sentence() -> None:
    """Two calls broke off in it; the rest is taken out once."""
    assert without_tails(lines(A, START, START, f"<mark>\n{REST}", C, B), 1, 2) == [REST]


def test_a_sentence_that_another_rule_took_out_has_no_rest() -> None:
    """It was told to its end, so what follows is a sentence of its own."""
    segments = segments_of(lines(A, f"{START}。", f"<mark>\n{REST}", C, B))
    manuscript = manuscript_of(segments)
    manuscript.absorb(manuscript.passages[1], manuscript.passages[4], "variant")
    drop_cut_tails(manuscript, segments)
    assert [dropped.rule for dropped in manuscript.dropped] == ["variant"]


LONE_NUMBERS = {
    "before the first passage stands nothing": ("1.", False),
    "an item of two figures": (f"{A}1.\n\n12. 網を積む", False),
    "four of the same": (f"{A}1. 1. 1. 1.\n\n1. 網を積む", True),
    "behind its heading": (f"## 3. 港\n\n{A}\n\n3.", False),
    "right behind its heading": ("A。\n\n## 3. 港\n\n**3.", True),
    "before another heading": ("A。**3.\n\n## 4. 港\n\nB。", False),
    "a sentence that begins with it": (f"{A}1.\n\n1つの港がある。", False),
    "a full-width dot": (f"{A}１．\n\n1. 網を積む", True),
}


@pytest.mark.parametrize(("body", "goes"), LONE_NUMBERS.values(), ids=LONE_NUMBERS)
def test_a_lone_number_is_that_of_what_stands_beside_it(body: str, goes: bool) -> None:
    """The heading right before or behind it, or the item behind it."""
    manuscript = manuscript_of(segments_of(body))
    drop_pieces(manuscript)
    assert bool(manuscript.dropped) is goes
