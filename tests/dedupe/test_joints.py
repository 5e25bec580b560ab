"""Joints: what proves that two pieces are one sentence, and what stands between them then."""

from __future__ import annotations

import pytest

from newsletter.dedupe.joints import (
    join_cut,
    join_torn,
)
from newsletter.dedupe.segment import Kind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

TITLE = "港の朝は早い。"  # nothing is joined to the first line: it may be the title
HEAD = "庭の機械は、私たちに何を機械に任せて何を自"
TAIL = "らの手で行うかと問う。"
WHOLE = "夏になれば、何を機械に任せて何を自らの手で行うかを誰もが考える。"


def torn(*paragraphs: str, gap: str = "\n\n") -> list[str]:
    """The joints of a body, each as the text that came of it."""
    segments = segments_of(gap.join(paragraphs))
    joined, joints = join_torn(segments)
    assert len(joined) + len(joints) <= len(segments)
    before = [segment.text for segment in segments]
    return [segment.text for segment in joined if segment.text not in before]


def cut(head: str, tail: str, *others: str) -> str:
    """What a cut sentence and the text behind a break become; "" where they stay two."""
    segments = segments_of("\n".join([head, "", "<mark>", tail, "", *others]))
    manuscript = manuscript_of(segments)
    joints = join_cut(manuscript, segments)
    return manuscript.passages[0].segment.text if joints else ""


# ------------------------------------------------------------------ proofs of the document itself


@pytest.mark.parametrize("n_blank", [1, 2, 3, 6])
def test_a_seam_that_stands_elsewhere_joins_over_any_number_of_blank_lines(n_blank: int) -> None:
    """The proof is in the text of the document, and not in the width of the tear."""
    body = f"{TITLE}\n\n{HEAD}" + "\n" * (n_blank + 1) + f"{TAIL}\n\n{WHOLE}"
    joined, joints = join_torn(segments_of(body))
    assert joined[1].text == HEAD + TAIL
    assert len(joints) == 1


def test_a_joint_has_the_place_of_the_first_half_and_ends_with_the_second() -> None:
    """The report names the lines from the first to the last piece."""
    segments = segments_of(f"{TITLE}\n\n{HEAD}\n\n\n{TAIL}\n\n{WHOLE}")
    joined, joints = join_torn(segments)
    one = joined[1]
    assert (one.first, one.last) == (3, 6)
    assert (one.kind, one.paragraph) == (Kind.SENTENCE, segments[1].paragraph)
    assert (joints[0].before, joints[0].after) == (segments[1], segments[2])


@pytest.mark.parametrize(("n_chars", "is_joined"), [(4, True), (3, False)])
def test_a_seam_is_proved_by_four_characters_on_either_side(n_chars: int, is_joined: bool) -> None:
    """A shorter piece proves nothing: three characters stand together by chance."""
    head, tail = "山川草木"[-n_chars:], "花鳥風月"[:n_chars]
    whole = f"港には山川草木花鳥風月の絵がある。\n\n{sentence(3)}"
    assert torn(TITLE, head, sentence(2) + tail + "の絵。", whole) == []
    assert bool(torn(TITLE, head, tail, whole)) is is_joined
    assert bool(torn(TITLE, "山川草木", tail, whole)) is is_joined
    assert bool(torn(TITLE, head, "花鳥風月", whole)) is is_joined


# A start that no sentence can have, behind a piece that a person would not end so.
@pytest.mark.parametrize(("excess", "is_joined"), [(0, True), (-1, False)])
def test_an_impossible_start_proves_a_joint_to_a_long_piece(excess: int, is_joined: bool) -> None:
    """A short line over such a start may be a label."""
    head = sentence(1, 20 + excess)[:-1]
    assert bool(torn(TITLE, head, "を港の人が話す。", gap="\n\n\n")) is is_joined


@pytest.mark.parametrize(
    ("start", "is_joined"),
    [
        ("を港で見る。", True),
        ("が港を見る。", True),
        ("は港を見る。", True),
        ("している人がいる。", True),
        ("された網がある。", True),
        ("港を見る。", False),
        ("はい、見ます。", False),
        ("がんばる人がいる。", False),
        ("にぎやかな港だ。", False),
        ("でも、港は静かだ。", False),
        ("とても静かだ。", False),
    ],
)
def test_no_sentence_begins_with_a_particle_before_a_noun(start: str, is_joined: bool) -> None:
    """A particle in kana may be the beginning of a word."""
    assert bool(torn(TITLE, sentence(1)[:-1], start, gap="\n\n\n")) is is_joined


@pytest.mark.parametrize(
    ("tear", "is_joined"),
    [("\n\n\n", True), ("\n\n---\n\n", True), ("\n\n", False), ("\n\n| a |\n\n", False)],
)
def test_an_impossible_start_needs_a_tear(tear: str, is_joined: bool) -> None:
    """Blank lines or a rule are one; a blank line alone is a paragraph of the author."""
    body = f"{TITLE}\n\n{sentence(1)[:-1]}{tear}を港で見る。"
    _, joints = join_torn(segments_of(body))
    assert bool(joints) is is_joined


@pytest.mark.parametrize(("n_lines", "is_joined"), [(2, True), (1, False)])
def test_a_line_stands_between_two_pieces(n_lines: int, is_joined: bool) -> None:
    """Two lines right below each other are the author's, whatever stands elsewhere."""
    segments = segments_of(f"{TITLE}\n\n{HEAD}\n\n{TAIL}\n\n{WHOLE}")
    segments[2].first = segments[1].last + n_lines
    _, joints = join_torn(segments)
    assert bool(joints) is is_joined


def test_a_joined_sentence_leads_where_its_pieces_led() -> None:
    """A link by reference knows the definitions of the document."""
    head = HEAD.replace("庭", "[庭][a]")
    body = f"{TITLE}\n\n{head}\n\n\n{TAIL}\n\n{WHOLE}\n\n[a]: https://example.com/garden"
    joined, _ = join_torn(segments_of(body))
    assert joined[1].links == {"https://example.com/garden"}


@pytest.mark.parametrize(("n_lines", "is_joined"), [(4, True), (3, False)])
def test_a_tear_is_where_something_was_taken_out(n_lines: int, is_joined: bool) -> None:
    """Four lines from piece to piece hold more than a blank one, though no break was noted."""
    segments = segments_of(f"{TITLE}\n\n{sentence(1)[:-1]}\n\nを港で見る。")
    segments[2].first = segments[1].last + n_lines
    _, joints = join_torn(segments)
    assert bool(joints) is is_joined


@pytest.mark.parametrize(("n_letters", "is_joined"), [(20, True), (19, False)])
def test_a_comma_is_a_tear_behind_a_long_piece(n_letters: int, is_joined: bool) -> None:
    """A shorter one may be a form of address."""
    head = f"{sentence(1, n_letters)[:-1]}、"
    assert bool(torn(TITLE, head, "倫理の面について考える。", gap="\n\n\n")) is is_joined


def test_a_joined_piece_is_still_the_continuation_that_it_was_labelled_as() -> None:
    """The label was taken off already; only the mark tells of it."""
    segments = segments_of(f"{TITLE}\n\n{HEAD}\n\n\n{TAIL}\n\n{WHOLE}")
    segments[1].continued = True
    joined, _ = join_torn(segments)
    assert [segment.continued for segment in joined] == [False, True, False]


def test_a_rule_in_a_tear_goes_with_it() -> None:
    """A call put it where it stopped; another rule stays."""
    head = sentence(1)[:-1]
    body = f"{TITLE}\n\n---\n\n{head}\n\n---\n\nを港で見る。\n\n---\n\n{sentence(2)}"
    joined, joints = join_torn(segments_of(body))
    assert len(joints) == 1
    kinds = [segment.kind for segment in joined]
    assert kinds.count(Kind.RULE) == 2
    assert joined[2].text == head + "を港で見る。"


@pytest.mark.parametrize("start", ["港を見る。", "## を港で見る", "- を港で見る。"])
def test_a_rule_before_another_start_stays(start: str) -> None:
    """Behind a rule a new thought begins."""
    assert torn(TITLE, sentence(1)[:-1], "---", start) == []


@pytest.mark.parametrize(
    ("head", "tail", "whole", "is_joined"),
    [
        ("We saw the har", "bour at night.", "The harbour is old.", True),
        ("We saw the har", "bour at night.", "The port is old.", False),
        ("We saw the har", "Bour at night.", "The harBour is old.", False),
        ("We saw the har.", "bour at night.", "The harbour is old.", False),
        ("We saw 5", "bour at night.", "The 5bour is old.", False),
    ],
)
def test_two_halves_of_a_word_give_a_word_of_the_document(
    head: str, tail: str, whole: str, is_joined: bool
) -> None:
    """The second half begins in small letters, and the word stands elsewhere."""
    assert bool(torn(TITLE, head, tail, whole, gap="\n\n\n")) is is_joined


def test_two_halves_of_a_word_need_more_than_a_blank_line() -> None:
    """An author parts paragraphs so; a call leaves two blank lines or a marker."""
    pieces = (TITLE, "We saw the har", "bour at night.", "The harbour is old.")
    assert torn(*pieces, gap="\n\n") == []
    assert torn(*pieces, gap="\n\n\n") == ["We saw the harbour at night."]


@pytest.mark.parametrize("dots", ["…", "...", "．．．", "……"])
def test_an_ellipsis_repeats_the_end_of_a_long_piece(dots: str) -> None:
    """What it repeats stands once in the sentence; the dots are gone."""
    head = sentence(1)[:-1]
    assert torn(TITLE, head, dots + head[-2:] + "である。") == [head + "である。"]


@pytest.mark.parametrize(
    "tail",
    ["…である。", "…" + sentence(1)[-2:-1] + "である。", "…" + sentence(1)[3:5] + "である。"],
    ids=["nothing repeated", "one character", "the middle"],
)
def test_an_ellipsis_alone_proves_nothing(tail: str) -> None:
    """Authors trail off, too."""
    assert torn(TITLE, sentence(1)[:-1], tail) == []


@pytest.mark.parametrize(("n_letters", "is_joined"), [(20, True), (19, False)])
def test_an_ellipsis_goes_on_with_a_long_piece(n_letters: int, is_joined: bool) -> None:
    """A label may end with the characters that a thought begins with."""
    head = sentence(1, n_letters)[:-1]
    assert bool(torn(TITLE, head, "…" + head[-4:] + "である。")) is is_joined


@pytest.mark.parametrize(
    ("tail", "is_joined"),
    [
        ("港の人が話す。", True),
        ("The harbour.", False),
        ("しかし、港は静かだ。", False),
        ("そして港は静かだ。", False),
        ("彼は港を見る。", False),
        ("「港」と言う。", False),
    ],
)
def test_a_comma_before_a_break_goes_on_with_japanese_text(tail: str, is_joined: bool) -> None:
    """Unless the text behind it begins a sentence of its own."""
    head = sentence(1)[:-1] + "、"
    assert bool(torn(TITLE, head, tail, gap="\n\n\n")) is is_joined
    assert torn(TITLE, head, tail) == []
    short = sentence(1, 19)[:-1] + "、"
    assert torn(TITLE, short, tail, gap="\n\n\n") == []


# ------------------------------------------------------------------ joints in a post of several calls


@pytest.mark.parametrize(
    ("head", "tail", "whole"),
    [
        ("He saw the", "harbour.", "He saw the harbour."),
        ("He saw the gr", "eat boat.", "He saw the great boat."),
        ("He saw five", "boats.", "He saw five boats."),
        ("The old nets,", "boats and all.", "The old nets, boats and all."),
        ("The old boats", "(and nets) left.", ""),
        ("The old nets,", "網も出る。", "The old nets,網も出る。"),
        ("He saw the", "Alvik harbour.", "He saw the Alvik harbour."),
        ("港の船は", "Azure の上で動く。", "港の船はAzure の上で動く。"),
        ("港で動くのはAI", "の力である。", "港で動くのはAIの力である。"),
        ("港で使う網の値は", "5円だ。", "港で使う網の値は5円だ。"),
    ],
)
def test_a_blank_stands_between_words_and_not_inside_one(head: str, tail: str, whole: str) -> None:
    """Up to three letters may be the beginning of a word, unless they are an article."""
    assert cut(head, tail) == whole


def test_a_word_that_stands_whole_elsewhere_is_put_together() -> None:
    """The document knows the word, however long its first half is."""
    assert cut("We saw the harb", "our.", "The harbour is old.") == "We saw the harbour."
    assert cut("We saw the harb", "our.", "The port is old.") == "We saw the harb our."


@pytest.mark.parametrize(
    ("head", "tail", "others", "whole"),
    [
        ("We all saw our new", "harbour.", "The new one is fine.", "We all saw our new harbour."),
        ("We all saw our har", "bour.", "The new one is fine.", "We all saw our harbour."),
        ("The old boat costs", "5 coins.", "It is old.", "The old boat costs 5 coins."),
        ("The old boat costs 1", "5 coins.", "It is old.", "The old boat costs 15 coins."),
    ],
)
def test_a_short_word_that_stands_elsewhere_is_whole(
    head: str, tail: str, others: str, whole: str
) -> None:
    """A blank stands behind it, and between a word and a number."""
    assert cut(head, tail, others) == whole


@pytest.mark.parametrize(
    ("head", "tail", "others", "whole"),
    [
        ("港を守るのはEU", "AI法の定めだ。", "EU AI法は厳しい。", "港を守るのはEU AI法の定めだ。"),
        ("港を守るのはEU", "AI法の定めだ。", "EUAI法は厳しい。", "港を守るのはEUAI法の定めだ。"),
        ("港を守るのはEU", "AI法の定めだ。", "AI法は厳しい。", ""),
        ("港を守るのはEU", "AI法の定めだ。", "REEU AI法は厳しい。", ""),
    ],
)
def test_names_are_written_as_the_document_writes_them(
    head: str, tail: str, others: str, whole: str
) -> None:
    """Two names are one sentence only where they stand side by side elsewhere."""
    assert cut(head, tail, others) == whole


@pytest.mark.parametrize(
    "head",
    ["The crew of", "The crew and", "They left with", "The boat is", "They saw their", "They will"],
)
def test_no_english_sentence_ends_with_such_a_word(head: str) -> None:
    """What follows goes on with it, also with a capital letter."""
    assert cut(head, "Alvik harbour now.") == f"{head} Alvik harbour now."
    assert cut("The crew left early", "Alvik harbour now.") == ""


@pytest.mark.parametrize("particle", ["を", "が", "に", "は", "と", "の", "、", "・", "（"])
def test_a_name_goes_on_behind_a_particle(particle: str) -> None:
    """No Japanese sentence ends with one."""
    assert cut(f"港の人は網{particle}", "Azure で見る。") == f"港の人は網{particle}Azure で見る。"
    assert cut("港の人は網見", "Azure で見る。") == ""


@pytest.mark.parametrize(("n_chars", "is_joined"), [(6, True), (5, False)])
def test_an_overlap_joins_what_would_be_two_sentences(n_chars: int, is_joined: bool) -> None:
    """A call that repeats the last six characters goes on with the sentence it cut."""
    head = "しかし港では" + sentence(1)[:-1]
    overlap = head[-n_chars:]
    tail = "「" + sentence(2)
    assert bool(cut(head, overlap + tail)) is True  # CJK text behind a break goes on
    body = f"{head}\n\n{overlap}である。"  # no break: only the overlap can prove it
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    join_cut(manuscript, segments)
    assert (len(manuscript.passages) == 1) is is_joined


def test_what_the_second_half_repeats_stands_once() -> None:
    """Two characters with a noun among them are no accident; kana alone may be."""
    assert cut("港の船は朝に網", "朝に網を積む。") == "港の船は朝に網を積む。"
    assert cut("港の船はいつもの", "ものを積んで出る。") == "港の船はいつものものを積んで出る。"


@pytest.mark.parametrize(
    "tail",
    ["# 網を積む", "- 網を積む。", "| 網 |", "---", "![網](a.png)", "網の積み方："],
    ids=["heading", "item", "table", "rule", "picture", "label"],
)
def test_structure_continues_no_sentence(tail: str) -> None:
    """Only running text does."""
    assert cut("港の船は朝に", tail) == ""


def test_an_item_goes_on_in_running_text() -> None:
    """A call that broke off inside a list goes on with its words, and the item stays one."""
    segments = segments_of("- 港の船は朝に\n\n<mark>\n網を積んで出る。")
    manuscript = manuscript_of(segments)
    assert len(join_cut(manuscript, segments)) == 1
    assert manuscript.passages[0].segment.kind is Kind.ITEM
    assert manuscript.passages[0].segment.item


def test_three_pieces_become_one_sentence() -> None:
    """What was joined may have been cut a second time."""
    body = "港の船は朝に\n\n<mark>\n網を積んで沖の\n\n<mark>\n島へ出る。"
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    join_cut(manuscript, segments)
    texts = [passage.segment.text for passage in manuscript.passages]
    assert texts == ["港の船は朝に網を積んで沖の島へ出る。"]


@pytest.mark.parametrize("kept", [0, 1])
def test_a_heading_that_a_person_kept_stays_in_the_tear(kept: int) -> None:
    """Without that decision, it goes where it stands elsewhere too."""
    body = (
        "港の船は記録された風を基に\n\n**港の役割**\n\n"
        "…記録された風を基に網を積む。\n\n**港の役割**\n\n役割だ。"
    )
    segments = segments_of(body)
    segments[1].kept = bool(kept)
    manuscript = manuscript_of(segments)
    join_cut(manuscript, segments)
    titles = [one for one in manuscript.passages if one.segment.kind is Kind.LABEL]
    assert len(titles) == 1 + kept
