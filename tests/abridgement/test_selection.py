"""What is kept of whole small articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.abridgement import abridge_body, selection
from newsletter.abridgement.bonds import Bonds
from newsletter.abridgement.candidates import parse_article
from newsletter.abridgement.hanging import STANDS
from newsletter.abridgement.lengths import measured
from newsletter.abridgement.nodes import build_material
from newsletter.abridgement.scoring import score_candidates
from newsletter.abridgement.selection import choose_candidates
from newsletter.model import Abridged, Budget, BudgetUnit, Pins
from newsletter.source.decisions import fingerprint
from newsletter.source.front_matter import split_front_matter

CASES = Path(__file__).parent.parent / "cases" / "abridge"
SHARES = (0.1, 0.2, 0.25, 0.4, 0.6)

TOWN = """町の図書館は四月から夜も開き、貸出数を18%伸ばした。館長の高橋さんは、会社帰りの人が増えたと話す。

費用は年240万円で、町が全額を出す。職員は二人増えた。夜の来館者は一日に平均85人いる。

しかし、駐車場は足りない。町は来年、北側に40台分を加える計画だ。工事費は3,200万円になる。

隣の市も同じ試みを検討している。市長は六月の議会で、夜間開館の予算案を示す予定だ。

利用者への調査では、62%が夜の開館を続けてほしいと答えた。反対は8%だった。
"""


def abridge(body: str, share: float, *, language: str = "ja", pins: Pins | None = None) -> Abridged:
    """Abridge to a share of the length."""
    budget = Budget(BudgetUnit.SHARE, share)
    return abridge_body(body, language=language, budget=budget, pins=pins)


def case(name: str) -> str:
    """The body of a case file."""
    return split_front_matter((CASES / f"{name}.md").read_text("utf-8"))[1]


@pytest.mark.parametrize("share", SHARES[:-1])
def test_a_list_post_is_never_empty(share: float) -> None:
    """A post that is one long list keeps its first items, and says that there are more."""
    abridged = abridge(case("list-long"), share, language="en")
    items = [line for line in abridged.body.split("\n") if line.startswith("- ")]
    source = [line for line in case("list-long").split("\n") if line.startswith("- ")]
    assert items[-1] == "- …"
    assert len(items) > 2
    starts = [item.split(". ")[0].rstrip(".") for item in items[:-1]]
    assert all(line.startswith(start) for line, start in zip(source, starts, strict=False))
    length, amount = measured(
        abridged.body,
        case("list-long"),
        language="en",
        budget=Budget(BudgetUnit.SHARE, share),
    )
    assert abs(length - amount) <= 0.1 * amount


def test_the_rest_of_a_list_leads_to_the_post() -> None:
    """With an address the "…" is a link."""
    budget = Budget(BudgetUnit.SHARE, 0.25)
    link = "https://example.com/notes/"
    abridged = abridge_body(case("list-long"), language="en", budget=budget, link=link)
    assert f"- […]({link})" in abridged.body


@pytest.mark.parametrize("share", SHARES)
def test_a_torn_end_is_no_end(share: float) -> None:
    """A text that stops in the middle does not end its abridgement there."""
    assert "それは同時に" not in abridge(case("fragment-ending"), share).body


@pytest.mark.parametrize("name", ["liquid-before-refs", "liquid-multiline", "refs-ok"])
@pytest.mark.parametrize("share", SHARES)
def test_definitions_follow_their_links(name: str, share: float) -> None:
    """Every reference that is kept has its definition, also right under a Liquid line."""
    body = abridge(case(name), share, language="en").body
    for reference in ("law pdf", "law post", "sum", "rev"):
        assert (f"][{reference}]" in body) == (f"\n[{reference}]: " in body)


@pytest.mark.parametrize("name", ["liquid-blank", "liquid-multiline", "liquid-before-refs"])
@pytest.mark.parametrize("share", SHARES)
def test_liquid_is_whole_or_not_there(name: str, share: float) -> None:
    """No half of a Liquid tag is printed, and the text is not empty."""
    body = abridge(case(name), share, language="en").body
    assert body.count("{%") == body.count("%}")
    assert "a0=" not in body or "{%" in body
    assert body.strip()


def test_what_an_editor_pins_is_in() -> None:
    """A pinned sentence is kept, whatever it is worth; marks and punctuation do not count."""
    wanted = "反対は8%だった。"
    pins = Pins(keep=(fingerprint("反対は8%だった"),))
    assert wanted in abridge(TOWN, 0.3, pins=pins).body


def test_what_an_editor_leaves_out_is_out() -> None:
    """A sentence that is left out is cut at every length, and the rest is chosen again."""
    first = "町の図書館は四月から夜も開き、貸出数を18%伸ばした。"
    pins = Pins(drop=(fingerprint(first),))
    for share in (0.3, 0.6, 1.0):
        assert first not in abridge(TOWN, share, pins=pins).body


def test_pins_of_other_posts_do_nothing() -> None:
    """Must not change: a fingerprint that is not in the text moves nothing."""
    pins = Pins(keep=(fingerprint("別の記事の文。"),), drop=(fingerprint("もう一つの文。"),))
    assert abridge(TOWN, 0.4, pins=pins).body == abridge(TOWN, 0.4).body


@pytest.mark.parametrize("n_rounds", [1, 3])
def test_a_heading_does_not_stand_twice(n_rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two sections with one heading the abridgement has one, however it was chosen before."""
    monkeypatch.setattr(selection, "N_ROUNDS", n_rounds)
    one = "夜間開館の費用は年240万円で、町が全額を出し、来年は18%増える計画だ。"
    other = "夜間開館の費用の見積もりは、去年の調査で62%の人が賛成した数字に基づく。"
    body = f"## 費用\n\n{one}\n\n{TOWN}\n## 費用\n\n{other}\n"
    for share in (0.5, 0.7, 0.9):
        text = abridge(body, share).body
        assert (text.count("## 費用"), (one in text) + (other in text)) == (1, 1)


SAID = "夜の開館で貸出数は18%伸びた。"
SAID_TWICE = "夜の開館によって貸出数が18%伸びた。"
SAID_ELSE = "夜の開館で電気代は240万円増えた。"


_OPENING, _COSTS, _TURN, _SAME, _SURVEY = TOWN.split("\n\n")
# Nothing right behind one of the two points at it.
TOLD_TWICE = "\n\n".join([_COSTS, _TURN, SAID, _SURVEY, _SAME, SAID_TWICE]) + "\n"


@pytest.mark.parametrize("share", [0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
def test_what_is_said_twice_is_kept_once(share: float) -> None:
    """Of two sentences that say the same, far apart, one is kept while others fit."""
    text = abridge(TOLD_TWICE, share).body
    assert (SAID in text) + (SAID_TWICE in text) == 1


@pytest.mark.parametrize("share", [0.4, 0.6, 0.7, 0.8])
def test_what_is_still_said_twice_goes(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """One choice is enough: the sentence of less worth goes for another one."""
    monkeypatch.setattr(selection, "N_ROUNDS", 1)
    text = abridge(TOLD_TWICE, share).body
    assert (SAID in text) + (SAID_TWICE in text) == 1


def test_what_only_sounds_alike_is_kept() -> None:
    """Must not change: two sentences in like words that say different things may both stand."""
    pins = Pins(keep=(fingerprint(SAID),))
    text = abridge(f"{SAID}\n\n{TOWN}\n{SAID_ELSE}\n", 0.8, pins=pins).body
    assert SAID in text
    assert SAID_ELSE in text


def test_what_an_editor_wants_twice_stands_twice() -> None:
    """Must not change: pinned sentences are kept though they say the same."""
    pins = Pins(keep=(fingerprint(SAID), fingerprint(SAID_TWICE)))
    text = abridge(f"{SAID}\n\n{TOWN}\n{SAID_TWICE}\n", 0.4, pins=pins).body
    assert SAID in text
    assert SAID_TWICE in text


@pytest.mark.parametrize("n_rounds", [1, 3])
def test_a_counted_row_is_whole_or_not_there(
    n_rounds: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First, second and third of a row are kept together or cut together, always."""
    monkeypatch.setattr(selection, "N_ROUNDS", n_rounds)
    rows = [
        "第一に、夜の照明を替えると町長は説明した。",
        "第二に、会費を月500円にすると町長は説明した。",
        "第三に、週4日開けると町長は説明した。",
    ]
    body = TOWN + "\n" + "\n\n".join(rows) + "\n"
    seen: set[int] = set()
    for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.8):
        text = abridge(body, share).body
        seen.add(sum(row in text for row in rows))
    assert seen == {0, 3}


@pytest.mark.parametrize("second", ["次に、人だ。", "次に、町は職員を二人採用した。"])
def test_a_counted_row_is_completed_where_that_costs_little(second: str) -> None:
    """Where the first member of a row is worth its place, a short second comes with it."""
    first = "まず、市長は新しい橋に12億円を充てると発表し、2027年の完成を約束した。"
    body = f"{TOWN}\n{first}\n\n{second}\n\n町は橋の名を夏まで募り、秋に決める。\n"
    seen: set[bool] = set()
    for share in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        text = abridge(body, share).body
        assert (first in text) == (second in text)
        seen.add(second in text)
    assert seen == {False, True}


def test_an_article_without_anything_is_empty() -> None:
    """Must not change: nothing comes of nothing, without a fault."""
    assert abridge("", 0.25).body == ""
    assert abridge("\n\n", 0.25).body.strip() == ""


def test_a_little_too_long_for_minutes_is_sent_whole() -> None:
    """A post up to half as long again as its reading time is left alone, and the note says so."""
    minutes = len(TOWN) / 500
    whole = abridge_body(TOWN, language="ja", budget=Budget(BudgetUnit.MINUTES, minutes / 1.3))
    assert whole.body == TOWN
    assert "little longer" in whole.note
    cut = abridge_body(TOWN, language="ja", budget=Budget(BudgetUnit.MINUTES, minutes / 2))
    assert len(cut.body) < len(TOWN)


# ------------------------------------------------------------------ the price of length


def choose_equal(scores: Sequence[float], budget: float) -> frozenset[int]:
    """What is kept of paragraphs of ten characters that need nothing, each with its score.

    None is a better end than another: an end gains by `score`, worth comes from the parts.
    """
    body = "\n\n".join(f"橋{number:02}は町にあった。" for number in range(len(scores)))
    article = parse_article(body + "\n")
    scored = [
        replace(
            one,
            score=0.0,
            part_scores=(score,),
            opens=0.0,
            closes=0.0,
            needs_before=0.0,
            hanging=STANDS,
            terms={f"t{one.candidate.number}": 1.0},
            boilerplate=False,
        )
        for one, score in zip(score_candidates(article, "ja"), scores, strict=True)
    ]
    material = build_material(article, scored, [Bonds()] * len(scores), len)
    return choose_candidates(material, budget).kept


SCORES = st.lists(st.integers(1, 1000), min_size=3, max_size=24, unique=True)


@settings(max_examples=30)
@given(SCORES, st.integers(1, 24))
def test_of_equal_sentences_the_best_are_kept(scores: list[int], n_wanted: int) -> None:
    """As many as the budget has room for, and no worse one before a better."""
    n_wanted = min(n_wanted, len(scores))
    kept = choose_equal(scores, 10.0 * n_wanted)
    assert abs(len(kept) - n_wanted) <= max(1, round(0.1 * n_wanted))
    worst = min(scores[number] for number in kept)
    cut = [score for number, score in enumerate(scores) if number not in kept]
    assert all(score <= worst for score in cut)


@pytest.mark.parametrize("factor", [0.001, 1.0, 1000.0])
@pytest.mark.parametrize("n_wanted", [1, 2, 5, 9])
def test_the_choice_does_not_depend_on_the_size_of_scores(factor: float, n_wanted: int) -> None:
    """Only on which is greater."""
    scores = [3.0, 1.0, 4.0, 1.5, 9.0, 2.6, 5.0, 3.5, 8.0, 7.9]
    kept = choose_equal([factor * score for score in scores], 10.0 * n_wanted)
    best = sorted(range(len(scores)), key=lambda number: -scores[number])[:n_wanted]
    assert kept == frozenset(best)


def test_a_budget_of_nothing_keeps_one_sentence() -> None:
    """But the best sentence: too long is better than empty. One of everything keeps everything."""
    assert choose_equal([1.0, 2.0, 3.0], 0.0) == frozenset({2})
    assert choose_equal([1.0, 2.0, 3.0], 30.0) == frozenset({0, 1, 2})
    assert choose_equal([1.0, 2.0, 3.0], 1000.0) == frozenset({0, 1, 2})
