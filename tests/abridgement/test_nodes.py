"""What the walk is told of a candidate: its firm needs, what it loses alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newsletter.abridgement.best_path import Node
from newsletter.abridgement.bonds import find_bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.nodes import (
    ALONE_COST,
    FIRM_NEED,
    SURE_OPENING,
    Material,
    build_nodes,
)
from newsletter.abridgement.scoring import score_candidates

BODY = (
    "橋が開いた。町の人は駅の前で祝った。これは四月の話だ。\n\n図書館は夜も開く。\n\n- 橋\n- 川\n"
)


def nodes_of(needs_before: float = 0.0, opens: float = 0.0) -> list[Node]:
    """The nodes of the article, every candidate with the same learned likelihoods."""
    article = parse_article(BODY)
    scored = [
        replace(one, score=1.0, part_scores=(), opens=opens, needs_before=needs_before)
        for one in score_candidates(article, "ja")
    ]
    return build_nodes(Material(article, scored, find_bonds(article, "ja"), len), {})


FIRM = [
    pytest.param({}, {2}, id="rules alone"),
    pytest.param({"needs_before": FIRM_NEED}, {2}, id="not above the limit"),
    pytest.param({"needs_before": FIRM_NEED + 0.01}, {1, 2}, id="inside a paragraph"),
    pytest.param({"needs_before": 0.9, "opens": SURE_OPENING}, set(), id="sure opening"),
    pytest.param({"needs_before": 0.9, "opens": SURE_OPENING - 0.01}, {1, 2}, id="likely opening"),
]


@pytest.mark.parametrize(("known", "firm"), FIRM)
def test_who_needs_its_neighbour(known: dict[str, float], firm: set[int]) -> None:
    """A rule or a learned likelihood makes a need firm; a paragraph's head and a list have none."""
    assert {node.number for node in nodes_of(**known) if node.needs_neighbour} == firm


@pytest.mark.parametrize("likelihood", [0.0, 0.1, 0.5])
def test_what_is_lost_alone(likelihood: float) -> None:
    """The cost grows with the likelihood, and nothing is lost where nothing is needed."""
    first = nodes_of(needs_before=likelihood)[0]
    assert first.alone_cost == pytest.approx(ALONE_COST * likelihood * first.worth)


def test_length_is_not_worth() -> None:
    """A long sentence of one score is worth as much as a short one."""
    assert {node.worth for node in nodes_of()[:4]} == {1.0}
