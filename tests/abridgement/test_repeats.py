"""How much of a candidate kept ones say already, by terms of chosen weight."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import Candidate, CandidateKind, SentenceRun
from newsletter.abridgement.repeats import LIKE, SAME, Repeats
from newsletter.abridgement.scoring import Scored
from newsletter.model import Lines


def build_repeats(*terms: dict[str, float]) -> Repeats:
    """Candidates with these terms."""
    found: list[Scored] = []
    for number, weights in enumerate(terms):
        run = SentenceRun(number, 0, 1)
        kind = CandidateKind.SENTENCE
        candidate = Candidate(number, kind, "橋", ("橋",), (run,), Lines(1, 1), number, 0, ())
        found.append(Scored(candidate, 1.0, (), weights, boilerplate=False))
    return Repeats(found)


ABC = {"橋": 1.0, "費用": 1.0, "町": 1.0, "客": 1.0}


SHARES = [
    pytest.param({"橋": 1.0, "費用": 1.0, "町": 1.0, "客": 1.0}, 1.0, id="all of it"),
    pytest.param({"橋": 1.0, "費用": 1.0, "町": 1.0, "雨": 1.0}, 1.0, id="three of four"),
    pytest.param({"橋": 1.0, "費用": 1.0, "雪": 1.0, "雨": 1.0}, (0.5 - LIKE) / (SAME - LIKE)),
    pytest.param({"橋": 1.0, "風": 1.0, "雪": 1.0, "雨": 1.0}, 0.0, id="one of four"),
]
NONE = [
    pytest.param({"雨": 1.0, "雪": 1.0}, id="nothing in common"),
    pytest.param({}, id="no terms"),
    pytest.param({"橋": 1.0, **{f"語{n}": 1.0 for n in range(9)}}, id="too little"),
]


@pytest.mark.parametrize(("terms", "share"), SHARES)
def test_share_grows_with_what_is_common(terms: dict[str, float], share: float) -> None:
    """A candidate loses from a likeness of .25 on, and all of it from .60 on."""
    found = build_repeats(ABC, terms).get_shares({0}, {0: 9.0, 1: 1.0})
    assert found.get(1, 0.0) == pytest.approx(share)


@pytest.mark.parametrize("terms", NONE)
def test_strangers_lose_nothing(terms: dict[str, float]) -> None:
    """Must not match: candidates with little or nothing in common keep their worth."""
    assert build_repeats(ABC, terms).get_shares({0}, {0: 9.0, 1: 1.0}) == {}


def test_only_what_is_kept_takes_worth() -> None:
    """Must not change: a candidate that is cut says nothing."""
    assert build_repeats(ABC, ABC).get_shares((), {0: 1.0, 1: 1.0}) == {}


def test_only_what_can_be_chosen_loses_worth() -> None:
    """Candidates outside the choice are left out of the answer."""
    assert build_repeats(ABC, ABC, ABC).get_shares({0}, {0: 1.0, 2: 1.0}) == {2: 1.0}


TWINS = [
    pytest.param({0: 1.0, 1: 2.0}, {0: 1.0}, id="the lesser one"),
    pytest.param({0: 2.0, 1: 1.0}, {1: 1.0}, id="the lesser one, in order"),
    pytest.param({0: 1.0, 1: 1.0}, {1: 1.0}, id="of equals the later one"),
]


@pytest.mark.parametrize(("worths", "shares"), TWINS)
def test_of_two_kept_the_lesser_loses(worths: dict[int, float], shares: dict[int, float]) -> None:
    """Of two kept ones that say the same, one keeps its worth."""
    assert build_repeats(ABC, ABC).get_shares({0, 1}, worths) == shares


def test_the_likest_kept_one_counts() -> None:
    """Of several kept ones that share something the likest says how much."""
    half = {"橋": 1.0, "費用": 1.0, "雪": 1.0, "雨": 1.0}
    found = build_repeats(ABC, half, ABC).get_shares({0, 1}, {0: 9.0, 1: 9.0, 2: 1.0})
    assert found[2] == 1.0
