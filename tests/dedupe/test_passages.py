"""The manuscript: passages in order, found by their words, and what each of them replaces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.dedupe.likeness import Likeness
from newsletter.dedupe.passages import (
    Manuscript,
    Passage,
    find_grams,
    text_of,
)
from newsletter.dedupe.segment import Kind, Segment
from newsletter.model import RemovalKind
from tests.dedupe.pieces import manuscript_of, segment, segments_of, sentence

A, B, C, D = (sentence(n) for n in range(1, 5))
NEAR, EQUAL = Likeness("near", 0.9), Likeness("equal", 1.0)
STUB, WHOLE = Likeness("stub", 0.4), Likeness("whole", 0.4)
ONE = "港の倉庫では、乾いた網を夕方までに棚へ戻しておくのが決まりである。"
MORE = ONE.replace("乾いた", "よく乾いた")


def manuscript(*texts: str) -> Manuscript:
    """A manuscript of paragraphs."""
    return manuscript_of(segments_of("\n\n".join(texts)))


def texts(one: Manuscript) -> list[str]:
    """What a manuscript says."""
    return [text_of(passage) for passage in one.passages]


def fresh(text: str) -> Passage:
    """A passage that stands nowhere yet."""
    one = segment(text)
    return Passage(one, one)


# ------------------------------------------------------------------ order


@given(st.data())
def test_a_passage_knows_its_number(data: st.DataObject) -> None:
    """Whatever is put in, joined or taken out, the numbers run from 0."""
    one = manuscript(A, B)
    for n in range(data.draw(st.integers(1, 8))):
        action = data.draw(st.sampled_from(["insert", "remove", "absorb", "join"]))
        last = len(one.passages) - 1
        at = data.draw(st.integers(0, max(0, last)))
        if action == "insert":
            one.insert({at: [fresh(sentence(20 + 2 * n)), fresh(sentence(21 + 2 * n))]})
        elif action == "remove" and last >= 0:
            one.remove(one.passages[at])
        elif action == "absorb" and last > 0:
            one.absorb(one.passages[at], one.passages[at - 1], "repeat")
        elif action == "join" and 0 < at <= last:
            before, after = one.passages[at - 1 : at + 1]
            one.join(before, after, before.segment)
        assert [passage.index for passage in one.passages] == list(range(len(one.passages)))
        assert all(one.has(passage) for passage in one.passages)


def test_what_went_does_not_stand_there() -> None:
    """Nor does a passage of another manuscript, wherever it says it stands."""
    one = manuscript(A, B, C)
    gone, last = one.passages[0], one.passages[2]
    one.remove(gone)
    assert not one.has(gone)
    assert one.has(last)
    one.remove(last)
    assert not one.has(last)
    assert not one.has(manuscript(A, B, C, D).passages[3])


def test_what_is_put_in_stands_before_a_place() -> None:
    """At the end, too."""
    one = manuscript(A, D)
    one.insert({1: [fresh(B)]})
    one.insert({3: [fresh(C)]})
    assert texts(one) == [A, B, D, C]


# ------------------------------------------------------------------ finding


def test_a_passage_is_found_by_its_words() -> None:
    """Also one that was put in later, and by every wording that it had."""
    one = manuscript(A, B)
    one.insert({2: [fresh(A)]})
    assert [passage.index for passage in one.find_equal(segment(A).key)] == [0, 2]
    assert one.find_equal(segment(C).key) == ()
    one.merge(one.passages[1], segment(B[:-1] + "と港。"), NEAR)
    assert [passage.index for passage in one.find_equal(segment(B).key)] == [1]
    assert [passage.index for passage in one.find_equal(segment(B[:-1] + "と港。").key)] == [1]


def test_a_wording_is_found_by_what_it_shares() -> None:
    """The passage that shares most comes first; one that shares nothing does not come."""
    one = manuscript(A, ONE, MORE, C)
    assert [passage.index for passage in one.find_near(segment(MORE))] == [2, 1]
    assert one.find_near(segment(D)) == []
    assert one.find_near(segment("港。")) == []


@pytest.mark.parametrize(("text", "is_found"), [(ONE, True), (f"## {ONE}", False)])
def test_only_sentences_and_items_have_other_wordings(text: str, is_found: bool) -> None:
    """Two headings that are alike are two headings."""
    one = manuscript(text, A)
    assert bool(one.find_near(segment(MORE))) is is_found
    assert bool(manuscript(f"- {ONE}", A).find_near(segment(MORE)))


def test_few_passages_are_compared() -> None:
    """The nearest ones; and what many passages hold tells nothing."""
    others = [ONE.replace("夕方", word) for word in ("朝方", "昼間", "夜中", "明方")]
    assert len(manuscript(*others).find_near(segment(ONE))) == 3
    assert len(manuscript(*[ONE] * 12).find_near(segment(ONE))) == 3
    assert manuscript(*[ONE] * 13).find_near(segment(ONE)) == []


def test_runs_of_characters_are_sampled_alike_everywhere() -> None:
    """A run is in the sample by its first character, so two wordings share theirs."""
    assert find_grams("港の網") == frozenset()
    shared = find_grams(segment(ONE).key) & find_grams(segment(MORE).key)
    assert all(len(gram) == 5 for gram in shared)
    assert len(shared) * 2 > len(find_grams(segment(ONE).key))


# ------------------------------------------------------------------ other wordings

MERGES = {
    "the same": (A, A, EQUAL, A, A, "repeat"),
    "a fuller one": (ONE, MORE, NEAR, MORE, ONE, "variant"),
    "a shorter one": (MORE, ONE, NEAR, MORE, ONE, "variant"),
    "a cut one": (A, A[:12], STUB, A, A[:12], "cut-off"),
    "the whole of a cut one": (A[:12], A, WHOLE, A, A[:12], "cut-off"),
}


@pytest.mark.parametrize(
    ("old", "new", "likeness", "stays", "gone", "rule"), MERGES.values(), ids=MERGES
)
def test_of_two_wordings_the_fuller_stays(
    old: str, new: str, likeness: Likeness, stays: str, gone: str, rule: str
) -> None:
    """The other one is kept with its reason."""
    one = manuscript(old, D)
    one.merge(one.passages[0], segment(new), likeness)
    assert texts(one) == [stays, D]
    (dropped,) = one.dropped
    assert (dropped.segment.text, dropped.rule) == (gone, rule)
    assert dropped.twin is one.passages[0]
    assert dropped.similarity == likeness.similarity


@pytest.mark.parametrize(
    ("new", "likeness"), [(MORE, NEAR), (ONE + "網だ。", NEAR), (ONE, WHOLE), (ONE, EQUAL)]
)
def test_what_a_person_kept_is_never_replaced(new: str, likeness: Likeness) -> None:
    """Not even by the end of a sentence that was cut."""
    one = manuscript(ONE, D)
    one.passages[0].segment.kept = True
    one.merge(one.passages[0], segment(new), likeness)
    assert texts(one) == [ONE, D]


def test_a_completed_passage_is_no_cut_one_any_more() -> None:
    """It is not looked for again among the pieces."""
    one = manuscript(A[:12], B[:12])
    one.stubs.extend(one.passages)
    one.merge(one.passages[0], segment(A), WHOLE)
    assert one.stubs == [one.passages[1]]


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("朝は港の網を", "港の網を！", "朝は港の網を！"),
        ("朝は港の網を", "港の網を。", "朝は港の網を。"),
        ("朝は港の網を  ", "港の網を。", "朝は港の網を。  "),
        ("朝は港の網を。", "港の網を。", "朝は港の網を。"),
        ("朝は港の網を", "港の網を:", "朝は港の網を"),
        ("朝は港の網を", "港の網を", "朝は港の網を"),
        ("朝は港の綱を12", "港の網を。", "朝は港の綱を12"),
    ],
)
def test_the_fuller_wording_ends_as_the_shorter_one_did(old: str, new: str, stays: str) -> None:
    """Where it holds it to the letter and has lost its own end mark."""
    one = manuscript(old, D)
    one.merge(one.passages[0], segment(new), NEAR)
    assert texts(one)[0] == stays


RUN_TOGETHER = {
    "the heading above": (("## 網の手入れ", A, D), "網の手入れ" + A, True),
    "the end of the heading above": (("## 1. 網の手入れ", A, D), "網の手入れ" + A, True),
    "three letters of a heading's end": (("## 1. 朝の網の手入れ", A, D), "手入れ" + A, False),
    "a heading of three letters": (("## 手入れ", A, D), "手入れ" + A, True),
    "the start of the next": ((A, D, B), A + D[:9], True),
    "both": (("## 網の手入れ", A, D), "網の手入れ" + A + D[:5], True),
    "another beginning": (("## 網の手入れ", A, D), "縄の手入れ" + A, False),
    "another end": ((A, D, B), A + B[:9] + "。", False),
    "the missing end of a cut one": ((A[:-1], D, B), A[:-1] + D[:9] + "。", False),
    "the same": (("## 網の手入れ", A, D), A, False),
}


@pytest.mark.parametrize(("old", "new", "goes"), RUN_TOGETHER.values(), ids=RUN_TOGETHER)
def test_a_line_that_ran_into_its_neighbours_says_no_more(
    old: tuple[str, ...], new: str, goes: bool
) -> None:
    """It is longer than the passage, and goes all the same."""
    one = manuscript(*old)
    home = next(passage for passage in one.passages if passage.segment.key in segment(new).key)
    home = one.passages[1] if old[0].startswith("##") else home
    one.merge(home, segment(new), NEAR)
    is_longer = segment(new).key != home.place.key
    assert (one.dropped[0].segment.text == new and is_longer) is goes


# ------------------------------------------------------------------ taking out


def test_a_piece_goes_into_the_passage_that_holds_it() -> None:
    """With its rule and how much of the other it is."""
    one = manuscript(A, A[:15], B)
    one.absorb(one.passages[1], one.passages[0], "cut-off")
    assert texts(one) == [A, B]
    (dropped,) = one.dropped
    assert (dropped.kind, dropped.rule) == (RemovalKind.FRAGMENT, "cut-off")
    assert dropped.similarity == pytest.approx(15 / 30)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("repeat", RemovalKind.REPEAT),
        ("contained", RemovalKind.REPEAT),
        ("variant", RemovalKind.VARIANT),
        ("cut-off", RemovalKind.FRAGMENT),
        ("beheaded", RemovalKind.FRAGMENT),
    ],
)
def test_a_removal_is_of_the_kind_of_its_rule(rule: str, kind: RemovalKind) -> None:
    """Said again, said otherwise, or a piece."""
    one = manuscript(A, B)
    one.absorb(one.passages[1], one.passages[0], rule)
    assert one.dropped[0].kind is kind


def test_what_a_person_kept_is_no_piece() -> None:
    """It stays, whatever holds it."""
    one = manuscript(A, A[:15])
    one.passages[1].segment.kept = True
    one.absorb(one.passages[1], one.passages[0], "cut-off")
    assert texts(one) == [A, A[:15]]
    assert one.dropped == []


def test_the_proof_moves_on_with_its_passage() -> None:
    """What was dropped for a passage that goes itself is dropped for the one that stays."""
    one = manuscript(A, B, C)
    first, second, third = one.passages
    one.merge(third, segment(C), EQUAL)
    one.merge(first, segment(A), EQUAL)
    one.absorb(third, second, "variant")
    assert [dropped.twin for dropped in one.dropped] == [second, first, second]


def test_a_removal_for_no_other_text_leaves_no_proof() -> None:
    """A rule under a heading is said by nothing else."""
    one = manuscript("## 港", "---", A)
    one.remove(one.passages[1])
    assert texts(one) == ["## 港", A]
    assert one.dropped == []


def test_two_halves_are_one_passage_of_the_paragraph_of_the_first() -> None:
    """The sentences behind the second half come along; other paragraphs stay."""
    one = manuscript(A[:12], A[12:] + B, C)
    before, after, behind, other = one.passages
    whole = segment(A)
    one.join(before, after, whole)
    assert texts(one) == [A, B, C]
    assert (before.home, behind.home) == (0, 0)
    assert other.home == 2


# ------------------------------------------------------------------ writing


def _with_place(own: str, wording: str) -> Passage:
    place, other = segments_of(own)[0], segments_of(wording)[0]
    return Passage(other, place)


WRITTEN = {
    "a sentence": (A, B, B),
    "an item for an item": (f"- {A}", f"* {B}", f"- {B}"),
    "a sentence in the place of an item": (f"1. {A}", B, f"1. {B}"),
    "an item in the place of a sentence": (A, f"- {B}", B),
    "a task": (f"- [ ] {A}", f"- {B}", f"- [ ] {B}"),
    "a quotation": (f"> {A}", B, f"> {B}"),
    "a heading of another level": ("## 港の朝", "### 港の朝！", "## 港の朝！"),
    "a label for a heading": ("## 港の朝", "**港の朝**", "## **港の朝**"),
    "a hard break stays where it was": (f"{A}  ", B, f"{B}  "),
    "a hard break of the other goes": (A, f"{B}  ", B),
    "a table": ("| 港 |", "| 網 |\n|---|\n| 1 |", "| 網 |\n|---|\n| 1 |"),
}


@pytest.mark.parametrize(("own", "wording", "written"), WRITTEN.values(), ids=WRITTEN)
def test_a_wording_stands_in_the_marks_of_its_place(own: str, wording: str, written: str) -> None:
    """The list, the quotation or the heading that was there stays what it was."""
    assert text_of(_with_place(own, wording)) == written


@pytest.mark.parametrize("text", [f"- {A}", f"> {A}  ", "## 港", "| 港 |", f"　{A}", "**港**"])
def test_a_passage_in_its_own_place_is_written_as_it_stood(text: str) -> None:
    """Byte for byte, with its blanks."""
    one: Segment = segments_of(text)[0]
    assert text_of(Passage(one, one)) == text
    assert one.kind in Kind
