"""Steps: what a person dropped, and the boxes of the site."""

from __future__ import annotations

from collections.abc import Sequence

from newsletter.dedupe.segment import Segment
from newsletter.dedupe.steps import take_boxes, take_dropped
from newsletter.model import Removal, RemovalKind
from newsletter.source.decisions import fingerprint
from tests.dedupe.pieces import segments_of, sentence

A, B, C = (sentence(n) for n in range(1, 4))


def lines(*texts: str) -> str:
    """A body of paragraphs."""
    return "\n\n".join(texts)


def texts(segments: Sequence[Segment]) -> list[str]:
    """What segments say."""
    return [segment.text for segment in segments]


def gone(removals: Sequence[Removal]) -> list[str]:
    """What was removed."""
    return [removal.text for removal in removals]


def test_what_a_person_dropped_goes() -> None:
    """A sentence, or the paragraph as a whole."""
    kept, removals = take_dropped(segments_of(lines(A + B, C)), {fingerprint(B)})
    assert (texts(kept), gone(removals)) == ([A, C], [B])
    kept, removals = take_dropped(segments_of(lines(A + B, C)), {fingerprint(A + B)})
    assert (texts(kept), gone(removals)) == ([C], [A, B])
    assert {removal.kind for removal in removals} == {RemovalKind.DECISION}


def test_what_a_person_dropped_leaves_the_wider_gap() -> None:
    """A paragraph stays one; the first line of a body has nothing above it."""
    kept, _ = take_dropped(segments_of(f"{A}\n\n\n{B}\n{C}"), {fingerprint(B)})
    assert [segment.spacing for segment in kept] == ["", "\n\n\n"]
    kept, _ = take_dropped(segments_of(lines(A, B)), {fingerprint(A)})
    assert [segment.spacing for segment in kept] == [""]
    kept, _ = take_dropped(segments_of(lines(A, B)), {fingerprint(C)})
    assert texts(kept) == [A, B]


BOX = lines("## 関連記事", "- [網の話](/a)\n- [船の話](/b)")


def test_a_box_of_the_site_goes_unless_a_person_kept_it() -> None:
    """As a whole or a part of it."""
    kept, removals = take_boxes(segments_of(lines(A, BOX)), ())
    assert texts(kept) == [A]
    assert [removal.kind for removal in removals] == [RemovalKind.BOX]
    segments = segments_of(lines(A, BOX))
    kept, removals = take_boxes(segments, {fingerprint(BOX)})
    assert (len(kept), removals) == (len(segments), [])
    segments[1].kept = True
    kept, removals = take_boxes(segments, {fingerprint(A)})
    assert (len(kept), removals) == (len(segments), [])
