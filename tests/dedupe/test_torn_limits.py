"""Pieces of a sentence beside a tear: in whose place they have to stand to be joined."""

from __future__ import annotations

import pytest

from newsletter.dedupe.joints import join_cut
from tests.dedupe.pieces import manuscript_of, segments_of, sentence

A, B = sentence(1), sentence(2)

# Body, whether the two pieces with 網 become one.
PLACES = {
    "neighbours": ("港の船は\n\n<mark>\n網を積んで出る。", True),
    "in one paragraph": ("港の船は\n<mark>\n網を積んで出る。", True),
    "on two lines of a paragraph": ("港の船は\n網を積んで出る。", False),
    "a sentence between": (f"港の船は\n\n{A}\n\n<mark>\n網を積んで出る。", False),
    "a rule between": ("港の船は\n\n---\n\n<mark>\n網を積んで出る。", False),
    "a heading between": ("港の船は\n\n## 港\n\n<mark>\n網を積んで出る。", False),
    "behind an item": ("- 港の船は\n\n<mark>\n網を積んで出る。", True),
    "in a quotation": ("> 港の船は\n\n<mark>\n網を積んで出る。", True),
    "behind a table": ("| 港の船は |\n\n<mark>\n網を積んで出る。", False),
    "behind code": ("```\n港の船は\n```\n\n<mark>\n網を積んで出る。", False),
}


@pytest.mark.parametrize(("body", "are_one"), PLACES.values(), ids=PLACES)
def test_only_neighbours_on_either_side_of_a_tear_are_one(body: str, are_one: bool) -> None:
    """Prose beside prose; what stands between them keeps them apart."""
    segments = segments_of(body)
    manuscript = manuscript_of(segments)
    assert bool(join_cut(manuscript, segments)) is are_one
    texts = [passage.segment.text for passage in manuscript.passages]
    assert any("船は網を積んで" in text for text in texts) is are_one


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_joint_leaves_all_other_passages_alone(place: int) -> None:
    """Before it, between its neighbours' paragraphs, and behind it."""
    parts = ["港の船は\n\n<mark>\n網を積んで出る。"]
    parts[place:place] = [A, B] if place == 0 else [A]
    segments = segments_of("\n\n".join(parts))
    manuscript = manuscript_of(segments)
    join_cut(manuscript, segments)
    texts = [passage.segment.text for passage in manuscript.passages]
    assert "港の船は網を積んで出る。" in texts
    assert A in texts
    assert [passage.index for passage in manuscript.passages] == list(range(len(texts)))
