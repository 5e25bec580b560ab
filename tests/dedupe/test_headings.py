"""Headings: run into a sentence, begun twice, empty; and openings with nothing behind them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from newsletter.dedupe import clean_body
from newsletter.dedupe.cut_starts import drop_cut_starts
from newsletter.dedupe.headings import (
    drop_empty_headings,
    drop_repeated_headings,
    get_level,
    mark_headings,
    part_headings,
    take_bare_end,
    take_continued,
    take_rules_under_headings,
)
from newsletter.dedupe.repeated_sections import join_sections
from newsletter.dedupe.segment import Kind
from newsletter.model import Removal, RemovalKind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

HEADING = "## 結び：港の先にあるもの"
SAID = "港の市は、町にとって大切な一歩だと私は考えています。"

PARTED = {
    "a heading with its sentence": f"{HEADING}\n\n{SAID}\n\n{HEADING} {SAID}",
    "a wide blank": f"{HEADING}\n\n{SAID}\n\n{HEADING}　{SAID}",
    "a deeper one": f"#{HEADING}\n\n{SAID}\n\n#{HEADING} {SAID}",
}
WHOLE = {
    "a heading that stands once": f"{SAID}\n\n{HEADING} {SAID}",
    "no sentence behind it": f"{HEADING}\n\n{SAID}\n\n{HEADING} その二",
    "a few characters behind it": f"{HEADING}\n\n{SAID}\n\n{HEADING} {'港' * 4}。",
    "no blank": f"{HEADING}\n\n{SAID}\n\n{HEADING}{SAID}",
    "a short heading": f"## 港\n\n{SAID}\n\n## 港 {SAID}",
    "a label": f"**結び：港の先にあるもの**\n\n{SAID}\n\n**結び：港の先にあるもの** {SAID}",
    "in English, with a blank": "## The harbour\n\nIt is.\n\n## The harbour and what we see",
}


@pytest.mark.parametrize("body", PARTED.values(), ids=PARTED)
def test_a_heading_is_parted_from_its_sentence(body: str) -> None:
    """What is a heading elsewhere is one here too, and the rest is a sentence."""
    parted = part_headings(segments_of(body))
    assert [one.kind for one in parted[-2:]] == [Kind.HEADING, Kind.SENTENCE]
    assert parted[-1].text == SAID
    assert parted[-2].key == parted[0].key


@pytest.mark.parametrize("body", WHOLE.values(), ids=WHOLE)
def test_a_line_that_may_be_one_heading_stays_whole(body: str) -> None:
    """Without the same heading in a line of its own, or a sentence behind it, nothing is parted."""
    segments = segments_of(body)
    texts = [one.text for one in segments]
    assert [one.text for one in part_headings(segments)] == texts


def test_a_kept_heading_is_not_parted() -> None:
    """What a person kept stays as it is."""
    segments = segments_of(PARTED["a heading with its sentence"])
    segments[-1].kept = True
    assert part_headings(segments) == segments


AGAIN = {
    "at once": (f"{HEADING}\n\n港だ。\n\n{HEADING}\n\n町だ。", 1),
    "three times": (f"{HEADING}\n\n港だ。\n\n{HEADING}\n\n町だ。\n\n{HEADING}\n\n山だ。", 1),
    "another in between": (f"{HEADING}\n\n港だ。\n\n## 町\n\n町だ。\n\n{HEADING}\n\n山だ。", 2),
    "another level": (f"{HEADING}\n\n港だ。\n\n#{HEADING}\n\n町だ。", 2),
    "parallel sections": (f"# 一\n\n{HEADING}\n\n港だ。\n\n# 二\n\n{HEADING}\n\n町だ。", 2),
}


@pytest.mark.parametrize(("body", "times"), AGAIN.values(), ids=AGAIN)
def test_a_section_has_its_heading_once(body: str, times: int) -> None:
    """A heading again under itself goes; parallel sections keep theirs."""
    manuscript = manuscript_of(segments_of(body))
    drop_repeated_headings(manuscript)
    texts = [passage.segment.text for passage in manuscript.passages]
    assert sum(text.endswith(HEADING) for text in texts) == times


EMPTY = {
    "before the filled one": (f"{HEADING}\n\n{HEADING}\n\n港だ。", 1),
    "at the end": (f"{HEADING}\n\n港だ。\n\n## 町\n\n町だ。\n\n{HEADING}", 1),
    "nowhere filled": (f"{HEADING}\n\n## 町\n\n町だ。", 1),
    "over a lower heading": (f"{HEADING}\n\n### 町\n\n町だ。\n\n{HEADING}\n\n港だ。", 2),
}


@pytest.mark.parametrize(("body", "times"), EMPTY.values(), ids=EMPTY)
def test_an_empty_heading_that_is_filled_elsewhere_goes(body: str, times: int) -> None:
    """One that nothing fills stays: it may be a person's."""
    manuscript = manuscript_of(segments_of(body))
    drop_empty_headings(manuscript)
    texts = [passage.segment.text for passage in manuscript.passages]
    assert texts.count(HEADING) == times


RENUMBERED = {
    "another number": ("### 8. 港の市\n\n### 6. 港の市\n\n港だ。", ["### 6. 港の市"]),
    "a lower number": ("#### 8.1. 港の市\n\n#### 6.1. 港の市\n\n港だ。", ["#### 6.1. 港の市"]),
    "one without": ("## 2. 港の市\n\n## 港の市\n\n港だ。", ["## 港の市"]),
    "text between": (
        "## 1. 港の市\n\n港だ。\n\n## 2. 港の市\n\n町だ。",
        ["## 1. 港の市", "## 2. 港の市"],
    ),
    "another level": ("## 1. 港の市\n\n### 1. 港の市\n\n町だ。", ["## 1. 港の市", "### 1. 港の市"]),
    "numbers alone": ("## 2025\n\n## 2026\n\n町だ。", ["## 2025", "## 2026"]),
}


@pytest.mark.parametrize(("body", "stay"), RENUMBERED.values(), ids=RENUMBERED)
def test_a_heading_over_itself_with_another_number_goes(body: str, stay: list[str]) -> None:
    """Two calls numbered one section; the heading over the text stays."""
    manuscript = manuscript_of(segments_of(body))
    drop_empty_headings(manuscript)
    texts = [passage.segment.text for passage in manuscript.passages]
    assert [text for text in texts if text.startswith("#")] == stay


TOLD = "\n\n".join(sentence(number, 40) for number in range(4))
NEW = sentence(8, 40)
EMPTIED = {
    # the text of the second heading is that of the first, and something new follows
    "its text stands elsewhere": (f"## 市\n\n{TOLD}\n\n## 結び\n\n{TOLD}\n\n## 山\n\n{NEW}", False),
    "a label": (f"**市**\n\n{TOLD}\n\n**結び**\n\n{TOLD}\n\n**山**\n\n{NEW}", False),
    "a label of two other tellings came between": (
        f"{sentence(20, 40)}\n\n**結び**\n\n{TOLD}"
        + f"\n\n---END---\n\n{sentence(20, 40)}\n\n**市**\n{TOLD}" * 2
        + f"\n\n**山**\n\n{NEW}",
        False,
    ),
    "a label below a heading came between": (
        f"{sentence(20, 40)}\n\n## 結び\n\n{TOLD}"
        + f"\n\n---END---\n\n{sentence(20, 40)}\n\n**市**\n{TOLD}" * 2
        + f"\n\n**山**\n\n{NEW}",
        True,
    ),
    "some of its text is new": (
        f"## 市\n\n{TOLD}\n\n## 結び\n\n{TOLD}\n\n{sentence(9, 40)}\n\n## 山\n\n{NEW}",
        True,
    ),
    "it had no text": (f"## 市\n\n{TOLD}\n\n{TOLD}\n\n## 結び\n\n## 山\n\n{NEW}", True),
    "a lower heading below it": (
        f"## 市\n\n{TOLD}\n\n## 結び\n\n{TOLD}\n\n### 山\n\n{NEW}",
        True,
    ),
}


@pytest.mark.parametrize(("body", "stays"), EMPTIED.values(), ids=EMPTIED)
def test_a_heading_goes_with_all_of_its_text(body: str, stays: bool) -> None:
    """One that never had text may be a person's, and one with something left is needed."""
    cleaned = clean_body(f"{body}\n")
    assert ("結び" in cleaned.body) is stays
    rules = [gone.rule for gone in cleaned.removals]
    assert ("emptied-heading" in rules) is not stays
    assert TOLD.split("\n\n")[0] in cleaned.body


LONG = "倫理の課題と信頼の確保：港の組合への期待と責任"
SECTIONS = {
    "a long heading": (
        f"## {LONG}\n\n一。\n\n## 町\n\n二。\n\n## {LONG}\n\n三。\n\n## 山\n\n四。",
        f"## {LONG}|一。|三。|## 町|二。|## 山|四。",
    ),
    "with what is below it": (
        f"## {LONG}\n\n一。\n\n## 町\n\n二。\n\n## {LONG}\n\n### 船\n\n三。",
        f"## {LONG}|一。|### 船|三。|## 町|二。",
    ),
    "two conclusions": (
        "## まとめ\n\n一。\n\n## 町\n\n二。\n\n## まとめ\n\n三。",
        "## 町|二。|## まとめ|一。|三。",
    ),
    "three conclusions": (
        "## 7. 結論\n\n一。\n\n## 町\n\n二。\n\n## 7. 結論\n\n三。\n\n## 山\n\n四。\n\n## 7. 結論\n\n五。",
        "## 町|二。|## 山|四。|## 7. 結論|一。|三。|五。",
    ),
}
APART = {
    "a short heading": "## 費用\n\n一。\n\n## 町\n\n二。\n\n## 費用\n\n三。",
    "under two headings": f"# 港\n\n## {LONG}\n\n一。\n\n# 町\n\n## {LONG}\n\n二。",
    "two levels": f"## {LONG}\n\n一。\n\n## 町\n\n### {LONG}\n\n二。",
    "a conclusion of each part": "# 一\n\n## まとめ\n\n一。\n\n# 二\n\n## まとめ\n\n二。",
    "one conclusion": "## まとめ\n\n一。\n\n## 町\n\n二。",
    "conclusions that say more": "## まとめ：船\n\n一。\n\n## 町\n\n二。\n\n## まとめ：網\n\n三。",
}


def joined(body: str) -> str:
    """What stands after sections are joined."""
    manuscript = manuscript_of(segments_of(body))
    join_sections(manuscript)
    assert [one.index for one in manuscript.passages] == [*range(len(manuscript.passages))]
    return "|".join(passage.segment.text for passage in manuscript.passages)


@pytest.mark.parametrize(("body", "right"), SECTIONS.values(), ids=SECTIONS)
def test_a_section_that_stands_twice_is_joined(body: str, right: str) -> None:
    """Under the first heading; conclusions under the last."""
    assert joined(body) == right


@pytest.mark.parametrize("body", APART.values(), ids=APART)
def test_parallel_sections_stay_apart(body: str) -> None:
    """Short headings and those under other headings belong to other things."""
    assert joined(body) == body.replace("\n\n", "|")


BARE = {
    "before a heading": ("港は美しい。例えば、\n\n## 町\n\n町だ。", True),
    "before another paragraph": ("港は美しい。例えば、\n\n町だ。", True),
    "before a rule": ("港は美しい。具体的には、\n\n---\n\n町だ。", True),
    "at the end": ("港は美しい。しかし、", True),
    "in English": ("It is fine. For example,\n\n## Town\n\nIt is.", True),
    "before a list": ("港は美しい。例えば、\n\n- 船\n- 網", False),
    "before a table": ("港は美しい。例えば、\n\n| 船 | 網 |\n|---|---|", False),
    "before code": ("港は美しい。例えば、\n\n```\n船\n```", False),
    "before a quotation": ("港は美しい。例えば、\n\n> 船だ。", False),
    "before speech": ("港は美しい。例えば、\n\n「船だ」と言う。", False),
    "with a word more": ("港は美しい。例えば船は、\n\n町だ。", False),
    "inside its paragraph": ("港は美しい。例えば、船だ。", False),
}


@pytest.mark.parametrize(("body", "goes"), BARE.values(), ids=BARE)
def test_an_opening_with_nothing_behind_it_goes(body: str, goes: bool) -> None:
    """It says nothing by itself; what a list, a table or a quotation follows stays."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    n_passages = len(manuscript.passages)
    removals = drop_cut_starts(manuscript, segments)
    assert len(removals) == n_passages - len(manuscript.passages) == int(goes)
    assert all(gone.kind is RemovalKind.REPAIR for gone in removals)


RUN_IN = {
    "a sentence of twelve characters": ("## 網の手入れ方 港の人は網を毎朝乾かす。", True),
    "a sentence of eleven characters": ("## 網の手入れ方 港の人は網を毎日干す。", False),
    "with a full-width blank": ("## 網の手入れ方　港の人は網を毎朝乾かす。", True),
    "a question": ("## 網の手入れ方 港の人は網を毎朝乾かす？", True),
    "another heading": ("## 船の手入れ方 港の人は網を毎朝乾かす。", False),
    "without an end": ("## 網の手入れ方 港の人は網を毎朝乾かしている", False),
    "a note in brackets": ("## 網の手入れ方 港の人は網を毎朝乾かす（注）", False),
    "without a blank": ("## 網の手入れ方港の人は網を毎朝乾かす。", False),
    "in English": ("## 網の手入れ方 The nets are dried each day.", False),
    "no heading": ("網の手入れ方 港の人は網を毎朝乾かす。", False),
}


@pytest.mark.parametrize(("line", "parts"), RUN_IN.values(), ids=RUN_IN)
def test_a_sentence_run_into_the_line_of_a_heading_is_parted_from_it(
    line: str, parts: bool
) -> None:
    """Where the heading stands in a line of its own too; a long heading stays one."""
    segments = segments_of(f"## 網の手入れ方\n\n港だ。\n\n{line}\n\n町だ。")
    parted = part_headings(segments)
    assert len(parted) == len(segments) + parts
    texts = [one.text for one in parted]
    if parts:
        at = texts.index("## 網の手入れ方", 1)
        assert parted[at].kind is Kind.HEADING
        assert parted[at + 1].is_running_text
        assert line.endswith(texts[at + 1])
        assert parted[at + 1].spacing == "\n\n"
    else:
        assert texts == [one.text for one in segments]


def test_a_heading_with_its_sentence_that_a_person_kept_stays_one() -> None:
    """A decision wins."""
    segments = segments_of("## 網の手入れ方\n\n港だ。\n\n## 網の手入れ方 港の人は網を毎朝乾かす。")
    segments[-1].kept = True
    assert part_headings(segments) == segments


def test_parted_sentences_are_paragraphs_of_their_own() -> None:
    """None shares a paragraph with anything else."""
    body = "## 網の手入れ方\n\n港だ。\n\n" + "\n\n".join(
        f"## 網の手入れ方 港の人は{thing}を毎朝乾かす。" for thing in ("網", "縄", "布")
    )
    parted = part_headings(segments_of(body))
    fresh = [one for one in parted if "毎朝" in one.text]
    assert len({one.paragraph for one in parted}) == len(parted)
    assert len(fresh) == 3


MARKED = {
    "of four letters": ("網道具屋", "網道具屋", True),
    "of three letters": ("網道具", "網道具", False),
    "with a number": ("1. 網の手入れ方", "網の手入れ方", True),
    "another": ("船の手入れ方", "網の手入れ方", False),
    "a question": ("網はなぜ古いか？", "網はなぜ古いか？", False),
    "a whole sentence": ("網を乾かす。", "網を乾かす。", False),
}


@pytest.mark.parametrize(("heading", "line", "is_marked"), MARKED.values(), ids=MARKED)
def test_a_plain_line_over_a_text_is_the_heading_that_it_is_elsewhere(
    heading: str, line: str, is_marked: bool
) -> None:
    """A call told its section again without the mark; a sentence stays a sentence."""
    segments = segments_of(f"## {heading}\n\n港だ。\n\n{line}\n町だ。")
    mark_headings(segments)
    assert [one.kind is Kind.HEADING for one in segments] == [True, False, is_marked, False]
    assert (segments[2].key == segments[0].key) or not is_marked


@pytest.mark.parametrize("tail", ["", "\n\n町だ。", "町だ。"], ids=["the end", "a gap", "the line"])
def test_a_line_that_stands_over_nothing_is_no_heading(tail: str) -> None:
    """Nor is one with a blank line below it, or a sentence that goes on."""
    segments = segments_of(f"## 網の手入れ方\n\n港だ。\n\n網の手入れ方{tail}")
    mark_headings(segments)
    assert [one.kind is Kind.HEADING for one in segments][1:] == [False] * (len(segments) - 1)


def test_marked_lines_stand_in_no_paragraph_of_others() -> None:
    """Each is a block of its own then, and the text below it another."""
    body = "## 網の手入れ方\n\n港だ。\n\n" + "\n\n".join(
        f"網の手入れ方\n{text}だ。" for text in ("町", "山", "川")
    )
    segments = segments_of(body)
    mark_headings(segments)
    marked = [one.paragraph for one in segments if one.text == "網の手入れ方"]
    others = [one.paragraph for one in segments if one.text != "網の手入れ方"]
    assert len(set(marked)) == 3
    assert not set(marked) & set(others)


@pytest.mark.parametrize(("line", "level"), [("# 港", 1), ("###### 港", 6), ("**港**", 7)])
def test_a_label_is_the_lowest_heading(line: str, level: int) -> None:
    """Below the six that Markdown has."""
    assert get_level(segments_of(line)[0]) == level


# ------------------------------------------------------------------ continued, over a rule, at the end

A, B = (sentence(n) for n in range(1, 3))


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def gone(removals: Sequence[Removal]) -> list[str]:
    """What was removed."""
    return [removal.text for removal in removals]


@pytest.mark.parametrize(
    ("above", "label", "goes"),
    [
        ("## 網の手入れ", "## 網の手入れ", True),
        ("**網の手入れ**", "**網の手入れ**", True),
        ("## 網の手入れ", "**網の手入れ**", False),
        ("## 船の手入れ", "## 網の手入れ", False),
    ],
)
def test_a_continued_heading_goes_under_the_one_it_continues(
    above: str, label: str, goes: bool
) -> None:
    """Where that one stands above, in the same form; else it is the only one there is."""
    segments = segments_of(lines(above, A, label, B))
    segments[2].continued = True
    kept, removals = take_continued(segments)
    assert gone(removals) == [label] * goes
    assert len(kept) == 4 - goes
    segments[2].continued = False
    assert take_continued(segments)[1] == []


def test_a_continued_heading_that_a_person_kept_stays() -> None:
    """So does one that is continued only further down."""
    segments = segments_of(lines("## 港", A, "## 港", B))
    segments[2].continued = segments[2].kept = True
    assert take_continued(segments)[1] == []
    segments[0].continued, segments[2].continued = True, False
    assert take_continued(segments)[1] == []


@pytest.mark.parametrize(
    ("body", "n_rules"),
    [
        (lines("## 港", "---", A), 1),
        (lines("## 港", "---", A, "## 町", "---", B), 2),
        (lines("## 港", "---"), 1),
        (lines(A, "---", "## 港", B), 0),
        (lines("**港**", "---", A), 0),
        (lines("## 港", A, "---"), 0),
    ],
)
def test_a_rule_between_a_heading_and_its_text_goes(body: str, n_rules: int) -> None:
    """A call ended there; authors put one above a heading."""
    manuscript = manuscript_of(segments_of(body))
    removals = take_rules_under_headings(manuscript)
    assert gone(removals) == ["---"] * n_rules
    assert len(manuscript.passages) == len(segments_of(body)) - n_rules


BARE_ENDS = {
    "a heading": (lines(A, "## 港"), ["## 港"]),
    "two headings": (lines(A, "## 港", "### 町"), ["## 港", "### 町"]),
    "a heading and a rule": (lines(A, "## 港", "---"), ["## 港", "---"]),
    "a rule and a heading": (lines(A, "---", "## 港"), ["---", "## 港"]),
    "a label and a heading": (lines(A, "**町**", "## 港"), ["**町**", "## 港"]),
    "a rule": (lines(A, "---"), ["---"]),
    "a label": (lines(A, "**町**"), []),
    "a heading over a text": (lines(A, "## 港", B), []),
    "a heading over a list": (lines(A, "## 港", "- 網"), []),
    "nothing but headings": (lines("## 港", "### 町"), []),
    "a heading that is a sentence": (lines(A, "## 港は静かだ。"), []),
    "a heading with its section": (lines(A, f"## {sentence(4, 61)}"), []),
}


@pytest.mark.parametrize(("body", "bare"), BARE_ENDS.values(), ids=BARE_ENDS)
def test_a_heading_at_the_end_goes(body: str, bare: list[str]) -> None:
    """The call that should have filled it never came; what an article may end on stays."""
    manuscript = manuscript_of(segments_of(body))
    assert sorted(gone(take_bare_end(manuscript))) == sorted(bare)
    assert len(manuscript.passages) == len(segments_of(body)) - len(bare)


def test_a_heading_at_the_end_that_a_person_kept_stays() -> None:
    """With what stands above it; what stands below it may go."""
    segments = segments_of(lines(A, "## 港", "### 町"))
    segments[1].kept = True
    assert gone(take_bare_end(manuscript_of(segments))) == ["### 町"]
    segments[2].kept = True
    assert take_bare_end(manuscript_of(segments)) == []
