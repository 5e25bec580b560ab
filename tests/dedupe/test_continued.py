"""Cut sentences and the calls that go on with them, some lines below."""

from __future__ import annotations

import pytest

from newsletter.dedupe import audit, clean_body
from newsletter.dedupe.continued import join_continued
from tests.dedupe.pieces import segments_of, sentence

CLAUSE = "港の組合が毎朝の市を早く開くようになり"  # 19 characters
HEAD = f"しかし、この町の人が待っているのは、{CLAUSE}"
TAIL = f"{CLAUSE}、遠い島の船も来るという朝だ。"
WHOLE = HEAD + TAIL.removeprefix(CLAUSE)
BETWEEN = sentence(1)


def joined(*paragraphs: str) -> list[str]:
    """The texts that came of joining; `<mark>` stands for a marker."""
    segments = segments_of("\n\n".join(paragraphs))
    before = [one.text for one in segments]
    left, joints = join_continued(segments)
    assert len(left) + len(joints) == len(segments)
    return [one.text for one in left if one.text not in before]


GOES_ON = {
    "behind a restart": (HEAD, BETWEEN, "<mark>", TAIL),
    "behind two blank lines": (HEAD, BETWEEN, "", TAIL),
    "as the machine quotes it": (HEAD, BETWEEN, "<mark>", f"「{TAIL}"),
    "behind an ellipsis": (HEAD, BETWEEN, "<mark>", f"…{TAIL}"),
    "with more behind it": (HEAD, BETWEEN, "<mark>", TAIL + sentence(2)),
}
STAYS_TWO = {
    "no break": (HEAD, BETWEEN, TAIL),
    "the next one": (HEAD, "<mark>", TAIL),
    "a short clause": ("この町では、毎朝の市が早く開き", BETWEEN, "<mark>", "早く開き、船が来る。"),
    "the whole of it": (CLAUSE, BETWEEN, "<mark>", TAIL),
    "another clause": (
        HEAD,
        BETWEEN,
        "<mark>",
        "港の組合が毎晩の市を早く開くようになり、船が来る。",
    ),
    "a sentence that is whole": (f"{HEAD}。", BETWEEN, "<mark>", TAIL),
    "a cut continuation": (HEAD, BETWEEN, "<mark>", TAIL.removesuffix("。")),
    "a heading": (f"## {HEAD}", BETWEEN, "<mark>", TAIL),
    "an item": (f"- {HEAD}", BETWEEN, "<mark>", TAIL),
    "too far below": (HEAD, *[sentence(n) for n in range(1, 42)], "<mark>", TAIL),
}


@pytest.mark.parametrize("paragraphs", GOES_ON.values(), ids=GOES_ON)
def test_a_call_that_begins_with_the_last_clause_goes_on(paragraphs: tuple[str, ...]) -> None:
    """What both say is said once."""
    assert joined(*paragraphs) == [WHOLE]


@pytest.mark.parametrize("paragraphs", STAYS_TWO.values(), ids=STAYS_TWO)
def test_what_is_not_proved_to_be_one_stays_two(paragraphs: tuple[str, ...]) -> None:
    """It asks for a break, for a long clause and for a whole continuation."""
    assert joined(*paragraphs) == []


def test_the_rest_of_the_paragraph_opens_it() -> None:
    """The break before the continuation stays, so that the next stretch begins there."""
    segments = segments_of(f"{HEAD}\n\n{BETWEEN}\n\n\n{TAIL}{sentence(2)}")
    left, _ = join_continued(segments)
    assert (left[-1].spacing, left[-1].gap) == ("\n\n\n", segments[2].gap)


def test_a_joined_sentence_is_proved() -> None:
    """Behind a restart and a marker, by the whole cleaning; the audit finds nothing lost."""
    opening = "\n\n".join(sentence(n, 40) for n in range(3, 6))
    text = f"{opening}\n\n{sentence(7)}{HEAD}\n\n---END---\n\n{opening}\n\n---END---\n\n{TAIL}\n"
    cleaned = clean_body(text)
    assert cleaned.body == f"{opening}\n\n{sentence(7)}{WHOLE}\n"
    assert audit(text, cleaned) == ()


def test_a_person_who_ends_a_line_anywhere_is_left_alone() -> None:
    """Without evidence nothing is joined."""
    text = f"{HEAD}\n\n{BETWEEN}\n\n\n{TAIL}\n"
    assert clean_body(text).body == text
