"""Beginnings of sentences that never came: what says nothing goes, what may say something stays."""

from __future__ import annotations

import pytest

from newsletter.dedupe import audit, clean_body
from newsletter.dedupe.cut_starts import drop_cut_starts
from newsletter.model import RemovalKind
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

SAID = "港の組合は、危険な流木の量を適切に測れなければ、市場の信頼を失うと見ている。"
NEXT = "朝の市は静かに始まる。"
MARK = "<mark>\n\n"  # a marker stood here: a call may start behind it

IN_THE_WILD = {
    "an opening": f"{NEXT}もちろん、\n\n夜は早い。",
    "an opening before its other half": f"{NEXT}もちろん、\n\n{MARK}海は広い。",
    "an opening alone in its paragraph": f"{NEXT}\n\nもちろん、\n\n夜は早い。",
    "a pronoun at the end": f"{SAID}\n\n{NEXT}これは",
    "one letter of a word": f"{NEXT}また、各\n\n## 市場",
    "an adverb at the end": f"{NEXT}将来的には、",
    "words of a sentence above": f"{SAID}\n\n{NEXT}流木の量を適切に測れ\n\n## 市場",
    "words of a sentence below": f"{NEXT}流木の量を適切に\n\n## 市場\n\n{SAID}",
    "words before a conjunction": f"{SAID}\n\n{NEXT}流木の量を適切に\n\n{MARK}しかし、夜は早い。",
    "English": "The boats leave at dawn. But the harbour\n\n## Market\n\n"
    "But when the harbour is closed, nobody sells.",
}
STAYS = {
    "a word of its own": f"{SAID}\n\n{NEXT}流木と砂の量を適切に\n\n## 市場",
    "words of two sentences": f"流木は多い。\n\n量を適切に測る。\n\n{NEXT}流木の量を適切に\n\n## 市場",
    "two words": f"{SAID}\n\n{NEXT}流木の量\n\n## 市場",
    "words of a cut sentence": f"流木の量を適切に測る組合\n\n{NEXT}流木の量を適切に",
    "another figure": f"{SAID}\n\n{NEXT}30の流木の量を適切に\n\n## 市場",
    "its other half behind a break": f"{SAID}\n\n{NEXT}流木の量を適切に\n\n{MARK}私たちは測る。",
    "a pronoun and its other half": f"{NEXT}この\n\n{MARK}海は広いと思う。",
    "before a list": f"{SAID}\n\n{NEXT}流木の量を適切に\n\n- 測る",
    "an opening before a list": f"{NEXT}もちろん、\n\n- 測る",
    "before a quotation": f"{SAID}\n\n{NEXT}流木の量を適切に\n\n> 測る。",
    "before speech": f"{SAID}\n\n{NEXT}流木の量を適切に\n\n「測る」と言う。",
    "a heading": f"{SAID}\n\n## 流木の量を適切に",
    "an item": f"{SAID}\n\n- 流木の量を適切に",
    "a whole sentence": f"{SAID}\n\n{NEXT}流木の量を適切に。",
    "a number within another one": f"2030年に港の船は13隻となる。\n\n{NEXT}港の船は3隻の年\n\n## 市場",
    "a word within another one": "The woman spoke, but nobody heard this noise.\n\n"
    "But no man is\n\n## Market",
    "a leave": f"{NEXT}\n\nではまた",
    "a leave behind a sentence": f"{NEXT}それでは、またね",
    "a last word": f"{NEXT}\n\nおしまい",
    "a serial that goes on": f"{NEXT}つづく",
    "thanks": f"{NEXT}\n\nありがとう\n\n## 市場",
    "a bold mark": f"{SAID}\n\n**",
}


@pytest.mark.parametrize("body", IN_THE_WILD.values(), ids=IN_THE_WILD)
def test_a_beginning_that_leaves_nothing_to_say_goes(body: str) -> None:
    """It has no word of its own, or one whole sentence has them all."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    removals = drop_cut_starts(manuscript, segments)
    assert len(removals) + len(manuscript.dropped) == 1
    assert len(manuscript.passages) == len(segments) - 1
    assert {gone.rule for gone in removals} <= {"bare-opening", "bare-end"}
    assert {gone.rule for gone in manuscript.dropped} <= {"cut-said", "end-said"}


@pytest.mark.parametrize("body", STAYS.values(), ids=STAYS)
def test_a_beginning_that_may_say_something_stays(body: str) -> None:
    """It is told instead, unless it opens what follows."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    assert drop_cut_starts(manuscript, segments) == []
    assert manuscript.dropped == []
    assert len(manuscript.passages) == len(segments)


def test_the_removal_names_the_sentence_that_says_it() -> None:
    """The audit proves it, and an editor can look it up."""
    text = f"{SAID}\n\n{NEXT}\n\n---END---\n\n夜は早い。流木の量を適切に\n"
    cleaned = clean_body(text)
    (gone,) = [one for one in cleaned.removals if one.kind is RemovalKind.FRAGMENT]
    assert (gone.rule, gone.twin_text) == ("end-said", SAID)
    assert gone.reason == "the article is cut off here; line 1 says all that is left of it"
    assert [finding.rule for finding in cleaned.findings] == ["end-cut"]
    assert cleaned.body.endswith("夜は早い。\n")
    assert audit(text, cleaned) == ()


def test_what_a_person_kept_stays() -> None:
    """A decision wins."""
    segments = segments_of(f"{NEXT}もちろん、\n\n夜は早い。")
    segments[1].kept = True
    assert drop_cut_starts(manuscript_of(segments), segments) == []


A, B = sentence(1), sentence(2)


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


OPENINGS = {
    "before another paragraph": (lines(f"{A}例えば、", B), True),
    "before a heading": (lines(f"{A}しかし、", "## 港"), True),
    "before a rule": (lines(f"{A}また、", "---", B), True),
    "at the end": (f"{A}さらに、", True),
    "in English": (lines("The boats left. For example,", "The nets came."), True),
    "before a list": (lines(f"{A}例えば、", "- 網"), False),
    "before a table": (lines(f"{A}例えば、", "| 網 |"), False),
    "before code": (lines(f"{A}例えば、", "```\nx\n```"), False),
    "before a quotation": (lines(f"{A}例えば、", f"> {B}"), False),
    "before a quoted sentence": (lines(f"{A}例えば、", f"「{B}」"), False),
    "in its own paragraph": (f"{A}例えば、{B}", False),
    "on the line above": (f"{A}例えば、\n{B}", False),
    "another word": (lines(f"{A}港では、", B), False),
    "without a comma": (lines(f"{A}例えば", B), False),
}


@pytest.mark.parametrize(("body", "goes"), OPENINGS.values(), ids=OPENINGS)
def test_the_beginning_of_a_sentence_that_never_came_goes(body: str, goes: bool) -> None:
    """Before a list, a table, code or a quotation it opens just that."""
    segments = segments_of(body)
    removals = drop_cut_starts(manuscript_of(segments), segments)
    assert bool(removals) is goes
    assert {removal.rule for removal in removals} <= {"bare-opening", "bare-end"}


def test_an_opening_that_a_person_kept_stays() -> None:
    """A decision wins."""
    segments = segments_of(lines(f"{A}例えば、", B))
    segments[1].kept = True
    assert drop_cut_starts(manuscript_of(segments), segments) == []
