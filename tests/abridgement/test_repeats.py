"""How much of a candidate another one says, by terms of chosen weight."""

from __future__ import annotations

import pytest

from newsletter.abridgement.candidates import (
    Candidate,
    CandidateKind,
    SentenceRun,
    parse_article,
)
from newsletter.abridgement.repeats import LIKE, MAX_ALIKE, SAID_AGAIN_SHARE, SAME, Repeats
from newsletter.abridgement.scoring import Scored, score_candidates
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
    found = build_repeats(ABC, terms).get_alike(0)
    assert found.get(1, 0.0) == pytest.approx(share)


@pytest.mark.parametrize("terms", NONE)
def test_strangers_lose_nothing(terms: dict[str, float]) -> None:
    """Must not match: candidates with little or nothing in common keep their worth."""
    assert build_repeats(ABC, terms).get_alike(0) == {}


def test_a_candidate_is_not_like_itself() -> None:
    """Must not match: a candidate alone is like nothing."""
    assert build_repeats(ABC).get_alike(0) == {}


def test_likeness_is_mutual() -> None:
    """What one says of another, the other says of it."""
    half = {"橋": 1.0, "費用": 1.0, "雪": 1.0, "雨": 1.0}
    repeats = build_repeats(ABC, half, ABC)
    assert repeats.get_alike(0)[1] == repeats.get_alike(1)[0]
    assert repeats.get_alike(0).keys() == {1, 2}


SAID = "町の図書館は夜の開館で貸出数を18%伸ばした。"


@pytest.mark.parametrize(
    ("text", "loses_more"),
    [
        pytest.param("町の図書館は夜の開館によって貸出数を18%伸ばした。", True, id="again"),
        pytest.param("費用は年240万円で、町が全額を出す。", False, id="something else"),
        pytest.param("町の図書館は昼の開館で電気代を減らした。", False, id="in like words"),
    ],
)
def test_what_is_surely_said_again_loses_more(text: str, loses_more: bool) -> None:
    """Two sentences that say the same lose more than the lesser is worth: one of them goes."""
    article = parse_article(f"{SAID}\n\n隣の市は違う。\n\n{text}\n")
    found = Repeats(score_candidates(article, "ja")).get_alike(0)
    assert (found.get(2, 0.0) >= SAID_AGAIN_SHARE) == loses_more


@pytest.mark.parametrize("n_more", [-1, 0, 300])
def test_of_many_that_are_one_the_nearest_are_named(n_more: int) -> None:
    """All of them where they are few; a text of a thousand equal sentences costs no million."""
    n_texts = MAX_ALIKE + 1 + n_more
    repeats = build_repeats(*[{"港": 1.0}] * n_texts)
    middle = n_texts // 2
    found = repeats.get_alike(middle)
    assert len(found) == min(MAX_ALIKE, n_texts - 1)
    assert max(abs(other - middle) for other in found) <= MAX_ALIKE // 2 + 1
