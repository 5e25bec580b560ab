"""A person's decisions in cleaning: what was kept stays, what was dropped goes."""

from __future__ import annotations

import pytest

from newsletter.dedupe import audit, clean_body
from newsletter.model import RemovalKind
from newsletter.source.decisions import Decisions, as_passage

ONE = "朝の港では、漁師たちが網を広げて今日の風向きを話し合っている。"
TWO = "市場の競りは六時に始まり、七時半にはほとんどの魚が売れてしまう。"
THREE = "町の食堂はその魚を使い、昼までに百人分の定食を用意しておく。"
BOX = "## 関連記事\n\n- [港の話](/a/)\n- [山の話](/b/)"
TOLD = f"{ONE}\n\n{TWO}\n\n---END---\n\n{ONE}\n\n{TWO}\n\n{THREE}\n"


def keep(*texts: str) -> Decisions:
    """Decisions that keep passages."""
    return Decisions(keep=tuple(as_passage(text) for text in texts))


def drop(*texts: str) -> Decisions:
    """Decisions that drop passages."""
    return Decisions(drop=tuple(as_passage(text) for text in texts))


KEPT = {
    "a repeat": (TOLD, TWO, 2),
    "a marker": (TOLD, "---END---", 1),
    "a box": (f"{ONE}\n\n{BOX}\n\n{TWO}\n", BOX, 1),
    "a part of a box": (f"{ONE}\n\n{BOX}\n\n{TWO}\n", "- [港の話](/a/)", 1),
    "an echo": (f"{ONE}\n\n{ONE}\n", ONE, 2),
}


@pytest.mark.parametrize(("body", "text", "times"), KEPT.values(), ids=KEPT)
def test_what_a_person_kept_stays(body: str, text: str, times: int) -> None:
    """Without the decision it goes, with it it stays as often as it stood."""
    assert clean_body(body).body.count(text) == times - 1
    cleaned = clean_body(body, decisions=keep(text))
    assert cleaned.body.count(text) == times
    assert not [one for one in cleaned.findings if one.rule == "decision-unmatched"]
    assert not [one for one in audit(body, cleaned) if one.severity == "error"]


DROPPED = {
    "a sentence": (f"{ONE}{TWO}\n\n{THREE}\n", TWO, f"{ONE}\n\n{THREE}\n"),
    "a paragraph": (f"{ONE}{TWO}\n\n{THREE}\n", ONE + TWO, f"{THREE}\n"),
    "an item": (f"{ONE}\n\n- 網\n- 船\n", "網", f"{ONE}\n\n- 船\n"),
}


@pytest.mark.parametrize(("body", "text", "left"), DROPPED.values(), ids=DROPPED)
def test_what_a_person_dropped_goes(body: str, text: str, left: str) -> None:
    """It goes without any other evidence, and its removal says who decided."""
    cleaned = clean_body(body, decisions=drop(text))
    assert cleaned.body == left
    assert {gone.kind for gone in cleaned.removals} == {RemovalKind.DECISION}
    assert not [one for one in audit(body, cleaned) if one.severity == "error"]


def test_a_decision_that_matches_nothing_is_told() -> None:
    """Whoever edited the passage is asked to decide again."""
    cleaned = clean_body(TOLD, decisions=keep("この文はどこにもない。"))
    found = [one for one in cleaned.findings if one.rule == "decision-unmatched"]
    assert len(found) == 1
    assert "この文はどこにもない。" in found[0].message
    assert cleaned.body == clean_body(TOLD).body
